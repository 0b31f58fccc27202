"""An invented war on an invented lake, as small documents whose claims are made by hand."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bearwitness.base.casebooks import Addition
from bearwitness.base.identifiers import digest
from bearwitness.base.records import Claim, Document, Harm, Place, Source, Span, When
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


def make_addition(number: int, *, claims: int = 2, place: str = "Karesh", day: int = 4, **values: object) -> Addition:
    """Document `number`, saying that so many were killed there, in so many claims."""
    text = f"Report {number}. " + " ".join(
        f"Shelling killed {number + each} people in {place}, the Lakeland Observatory said." for each in range(claims)
    )
    raw = text.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    document = Document(
        id=f"report-{number}.txt", text=text, sha256=sha256, published=date(2019, 6, 5), outlet="Northern Post"
    )
    made = []
    for each in range(claims):
        words = f"Shelling killed {number + each} people in {place}"
        span = Span(start=text.index(words), end=text.index(words) + len(words))
        made.append(
            Claim(
                id=digest([sha256, each]),
                document=document.id,
                kind="event",
                category="ASSAULT",
                mode="heavy-weapons",
                place=Place(name=place, lat=-1.5, lon=2.25, precision="town", parents=("Lake Province",), id="g1"),
                when=When(start=date(2019, 6, day), end=date(2019, 6, day), edtf=f"2019-06-{day:02}"),
                harms=(Harm(harm="killed", low=number + each, high=number + each, span=span, wording=words),),
                sources=(Source(name="Lakeland Observatory", kind="monitor"),),
                evidence=span,
                wording=words,
                rule="by hand",
                extractor="test 1",
            )
        )
    return Addition(document=document, claims=tuple(made), raw=raw, **values)  # type: ignore[arg-type]


@pytest.fixture
def make() -> Make:
    return make_addition
