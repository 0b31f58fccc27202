"""What all tests share: the root, a browser and a PostgreSQL where there are, and property tests that do not flake."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import create_engine, text

from postgres_servers import find_programs, run_server

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# Two busy cores make any deadline a matter of luck; under CI the same examples are drawn every time.
settings.register_profile("house", deadline=None, derandomize=IN_CI, print_blob=True)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its tests are skipped and say so; under CI they run and fail."""
    if CHROMIUM or IN_CI:
        return
    reason = (
        "no chromium on this machine: install it (make test does, as root where apt-get is) to run the browser tests"
    )
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, for tests with the mark `browser`."""
    if CHROMIUM is None:
        pytest.fail("no chromium on this machine, and under CI the browser tests must run: install it")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The beginning of the URLs of a running PostgreSQL; `template0` and the like are its own."""
    programs = find_programs()
    if programs is None:
        if IN_CI:
            pytest.fail("no PostgreSQL on this machine, and under CI its tests must run: install it")
        pytest.skip("no PostgreSQL on this machine: install it (make test does, as root where apt-get is)")
    with run_server(programs) as url:
        yield url


@pytest.fixture(scope="session")
def make_database(postgres: str) -> Callable[..., str]:
    """Makes a database in PostgreSQL, empty or as another one is: its URL."""
    numbers = itertools.count()
    engine = create_engine(
        f"{postgres.replace('postgresql', 'postgresql+psycopg')}postgres", isolation_level="AUTOCOMMIT"
    )

    def make(like: str = "template1") -> str:
        name = f"casebook{next(numbers)}"
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like.rpartition('/')[2]}"))
        return postgres + name

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a casebook may be made: each test that asks runs on both databases."""
    if request.param == "sqlite":
        return str(tmp_path / "casebook.db")
    make: Callable[..., str] = request.getfixturevalue("make_database")
    return make()
