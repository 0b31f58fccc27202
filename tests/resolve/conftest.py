import pytest

from bearwitness.resolve.resolvers import Resolver


@pytest.fixture
def resolver() -> Resolver:
    return Resolver()
