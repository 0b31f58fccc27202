"""A casebook on each database, empty and at hand, with a clock that the test moves."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from additions import make_addition
from bearwitness.base.casebooks import Addition
from bearwitness.ledger.casebooks import Casebook, open_casebook

Make = Callable[..., Addition]


class Clock:
    """A clock that the test moves: a minute goes by with every look at it."""

    def __init__(self) -> None:
        self.now = datetime(2019, 6, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty casebook in SQLite, to be copied: making the tables takes half a second."""
    path = tmp_path_factory.mktemp("blank") / "casebook.db"
    open_casebook(str(path), create=True, clock=Clock()).close()
    return path


@pytest.fixture(scope="session")
def blank_database(make_database: Callable[..., str]) -> str:
    """The same in PostgreSQL."""
    url = make_database()
    open_casebook(url, create=True, clock=Clock()).close()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty casebook, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "made.db"
        shutil.copy(request.getfixturevalue("blank_file"), path)
        return str(path)
    make: Callable[..., str] = request.getfixturevalue("make_database")
    return make(request.getfixturevalue("blank_database"))


@pytest.fixture
def book(made: str, clock: Clock) -> Iterator[Casebook]:
    """An empty casebook, opened, on SQLite and on PostgreSQL."""
    with open_casebook(made, clock=clock) as opened:
        yield opened


@pytest.fixture
def make() -> Make:
    return make_addition
