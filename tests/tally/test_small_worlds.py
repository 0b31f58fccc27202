"""The tally gives what looking at every world gives; `make prove` does the same on 10,000 casebooks."""

import pytest

from small_worlds import compare


@pytest.mark.parametrize("first", range(20_000, 20_100, 20))
def test_bounds_are_those_of_all_worlds(first: int) -> None:
    for seed in range(first, first + 20):
        assert not compare(seed), f"casebook {seed}"


@pytest.mark.parametrize("seed", [905, 1580, 1590, 1953, 2503, 3922, 4180, 5748])
def test_casebooks_on_which_an_earlier_version_was_wrong(seed: int) -> None:
    assert not compare(seed)
