"""Adding reports to a casebook. Every report here is invented."""

import gc
import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bearwitness.base.casebooks import Filter, Receipt
from bearwitness.base.errors import Refused
from bearwitness.base.records import Failure, Report
from bearwitness.flow import casebooks
from bearwitness.flow.casebooks import LONG_RUN, Opening, add, verify
from bearwitness.flow.casebooks import open_casebook as open_as
from bearwitness.flow.requests import Options
from bearwitness.ledger.accounts import Account
from bearwitness.ledger.casebooks import Casebook, open_casebook

READ = Options(published=date(2019, 6, 4))
BROKEN = b"%PDF-1.4 and no more"
SECRET = "correct horse battery"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with open_casebook(str(tmp_path / "casebook.db"), create=True) as opened:
        yield opened


def make_report(name: str, content: bytes | None = None) -> Report:
    content = f"Report {name}: all was quiet.".encode() if content is None else content
    media = "pdf" if content is BROKEN else "text"
    digest = hashlib.sha256(content).hexdigest()
    return Report(id=name, origin=name, media=media, content=content, sha256=digest)  # type: ignore[arg-type]


def test_what_is_known_is_told_of_at_once_and_not_held(book: Casebook) -> None:
    names = [str(number) for number in range(3)]
    assert all(isinstance(each, Receipt) and each.new for each in add(book, map(make_report, names), READ))
    drawn = 0

    def draw() -> Iterator[Report]:
        nonlocal drawn
        for _ in range(200):
            for name in names:
                drawn += 1
                yield make_report(name)

    told = add(book, draw(), READ)
    kept = next(told)
    assert isinstance(kept, Receipt) and not kept.new and kept.sequence
    assert drawn <= casebooks.BATCH
    assert len([kept, *told]) == 600


def test_the_file_alone_holds_what_a_run_kept(book: Casebook, tmp_path: Path) -> None:
    kept = list(add(book, map(make_report, "abc"), READ))
    copy = shutil.copy(book.database.name, tmp_path / "copy.db")
    with open_casebook(str(copy)) as copied:
        assert {each.sha256 for each in kept if isinstance(each, Receipt)} == {
            each.document.sha256 for each in copied.documents(Filter())
        }
    assert len(kept) == 3


def test_nothing_is_loaded_or_extracted_where_all_is_known(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"Report {number}: all was quiet.", encoding="utf-8")
    assert all(isinstance(each, Receipt) and each.new for each in casebooks.add_paths(book, [str(folder)], READ))
    monkeypatch.setattr("bearwitness.flow.reports.extract_reports", None)
    assert len([each for each in casebooks.add_paths(book, [str(folder)], READ) if isinstance(each, Receipt)]) == 3
    program = (
        "import sys\nfrom bearwitness import flow\n"
        "with flow.open_casebook(flow.Opening(address=sys.argv[1])) as book:\n"
        "    kept = list(flow.add_named(book, [sys.argv[2]], flow.Options(), flow.Surroundings()))\n"
        "print(len(kept), any(each.new for each in kept), 'spacy' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", program, book.database.name, str(folder)], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["3", "False", "False"]


def test_behind_something_new_the_bytes_of_known_reports_are_not_held(book: Casebook) -> None:
    assert list(add(book, [make_report("old")], READ))
    most = 0

    def draw() -> Iterator[Report]:
        nonlocal most
        yield make_report("new")
        for number in range(2 * LONG_RUN):
            if number % 50 == 0:
                most = max(most, sum(isinstance(each, Report) for each in gc.get_objects()))
            yield make_report("old")
        yield make_report("newer")

    told = list(add(book, draw(), READ))
    assert [each.new for each in told if isinstance(each, Receipt)] == [True, *[False] * 2 * LONG_RUN, True]
    assert most <= 2 * casebooks.BATCH + 2


def test_the_same_as_a_report_that_failed_is_a_failure_too(book: Casebook) -> None:
    reports = [make_report("one", BROKEN), make_report("two", BROKEN), make_report("three"), make_report("three")]
    first, second, third, fourth = add(book, reports, READ)
    assert isinstance(first, Failure) and isinstance(second, Failure)
    assert second.origin == "two" and "not kept" in second.reason
    assert isinstance(third, Receipt) and isinstance(fourth, Receipt)
    assert third.new and not fourth.new and third.sequence == fourth.sequence


def test_a_contributor_is_told_of_an_entry_of_their_own_whoever_gave_the_text_first(book: Casebook) -> None:
    (first,) = add(book, [make_report("one")], READ)
    book.account = Account(name="heron", role="contributor")
    given, again, new, once_more = add(book, [make_report(each) for each in ("one", "one", "two", "one")], READ)
    assert isinstance(first, Receipt) and isinstance(given, Receipt) and isinstance(new, Receipt)
    assert (given.new, given.claims) == (first.new, first.claims)
    assert first.sequence < given.sequence < new.sequence
    for each in (again, once_more, *add(book, [make_report("one")], READ)):
        assert isinstance(each, Receipt) and not each.new and each.sequence == given.sequence


def test_only_an_admin_compares_the_derived_tables(address: str) -> None:
    with open_as(Opening(address=address), create=True) as book:
        assert verify(book, None, None, tables=True, watch=lambda _: None).fault is None
        book.account = Account(name="heron", role="contributor")
        with pytest.raises(Refused, match="may not administer"):
            verify(book, None, None, tables=True, watch=lambda _: None)


def test_an_opening_shows_no_secret() -> None:
    opening = Opening(address=f"postgresql://ada:{SECRET}@db.example.org/north", password=SECRET, token=SECRET)
    assert SECRET not in repr(opening)
