import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bearwitness.base.casebooks import Filter, Receipt
from bearwitness.base.errors import BrokenInput
from bearwitness.base.fieldwork import FieldCount, FieldFile, FieldReport, PreparedReport
from bearwitness.base.records import Claim, Document, Failure
from bearwitness.flow import field
from bearwitness.ledger import keys, protections
from bearwitness.ledger.casebooks import Casebook, open_casebook
from bearwitness.ledger.verifications import verify

PHOTO = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\x06tEXtSN-447\0\0\0\0" + b"\0\0\0\0IEND\xaeB`\x82"


def make_report(number: int, **values: object) -> FieldReport:
    return FieldReport(
        id=f"field:{number}",
        origin=f"row {number}",
        source="heron-7",
        place="Karesh",
        counts=(FieldCount(harm="killed", low=number, high=number),),
        **values,  # type: ignore[arg-type]
    )


@pytest.fixture
def book(address: str) -> Casebook:
    return open_casebook(address, create=True)


def list_killed(book: Casebook) -> list[int | None]:
    return [kept.claim.harms[0].low for kept in book.claims(Filter())]


def test_what_must_be_sealed_is_not_kept_without_a_key(book: Casebook) -> None:
    failure, kept = field.add_field_reports(book, [make_report(1, contact=(("phone", "555"),)), make_report(2)])
    assert isinstance(failure, Failure) and "no key to seal with" in failure.reason
    assert isinstance(kept, Receipt)
    assert list_killed(book) == [2]


def test_a_report_is_kept_with_its_contact_and_files_sealed(book: Casebook) -> None:
    key = keys.make_key("seal")
    protections.set_key(book, key.public)
    photo = FieldFile(name="Tamsin Oakenrow.png", media="image/png", content=PHOTO)
    report = make_report(1, contact=(("phone", "+000 555"),), original=b"raw +000 555", files=(photo,))
    (kept,) = field.add_field_reports(book, [report])
    assert isinstance(kept, Receipt) and kept.new and kept.claims == 1
    written = "\n".join(entry.payload for entry in book.log())
    for plain in ("Oakenrow", "000 555", "SN-447"):  # digests hold any three digits by chance
        assert plain not in written
    (attachment,) = [json.loads(entry.payload) for entry in book.log() if entry.kind == "attachment"]
    assert attachment["name"] == "file-1.png"
    assert b"SN-447" not in book.raw(attachment["sha256"])
    opened = [protections.unseal(book, sealed, key, "test") for sealed, _ in protections.list_sealed(book)]
    assert any(b"+000 555" in each for each in opened) and any(b"Oakenrow" in each for each in opened)
    with book.database.reading() as connection:
        assert verify(connection).fault is None
    (again,) = field.add_field_reports(book, [report])
    assert isinstance(again, Receipt) and not again.new


def test_a_batch_is_merged_later_without_loss_or_duplicates(book: Casebook, tmp_path: Path) -> None:
    key = keys.make_key("seal")
    protections.set_key(book, key.public)
    batch, other = tmp_path / "out.batch", tmp_path / "other.batch"
    reports = [make_report(each, contact=(("phone", "+000 555"),)) for each in range(3)]
    assert list(field.write_batch(batch, reports, key.public)) == ["field:0", "field:1", "field:2"]
    assert "+000 555" not in batch.read_text() and batch.stat().st_mode & 0o077 == 0
    other.write_text(batch.read_text().splitlines()[1] + "\n" + batch.read_text()[:100])  # a copy, and a torn line
    kept = list(field.merge_batches(book, [other, batch, batch, tmp_path / "none.batch"]))
    assert [each.new for each in kept if isinstance(each, Receipt)] == [True, True, False, True, *[False] * 3]
    failures = [each for each in kept if isinstance(each, Failure)]
    assert [each.reason[:21] for each in failures] == ["no report of a batch:", "the batch cannot be r"]
    assert sorted(list_killed(book), key=str) == [0, 1, 2]
    assert len(protections.list_sealed(book)) == 3
    assert len([entry for entry in book.log() if entry.kind == "import"]) == 2
    list(field.write_batch(batch, [make_report(7)], None))
    assert [each.new for each in field.merge_batches(book, [batch]) if isinstance(each, Receipt)][-1]


def test_a_report_in_which_extraction_fails_does_not_end_the_batch(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: Document) -> list[Claim]:
        raise ZeroDivisionError

    monkeypatch.setattr("bearwitness.extract.claims.extract_claims", fail)
    monkeypatch.setattr("bearwitness.flow.reports.extract_claims", fail)
    failure, kept = field.add_field_reports(book, [make_report(1, text="Shells fell."), make_report(2)])
    assert isinstance(failure, Failure) and failure.origin == "row 1" and "ZeroDivisionError" in failure.reason
    assert isinstance(kept, Receipt) and list_killed(book) == [2]


def test_a_batch_that_breaks_off_is_an_entry_with_what_it_brought(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (batch := tmp_path / "a.batch").touch()

    def read(path: Path) -> Iterator[PreparedReport]:
        yield field.prepare(make_report(1), None)
        raise BrokenInput(f"{path}:2", "the disk gave no more")

    monkeypatch.setattr("bearwitness.collect.batches.read_batch", read)
    kept, failure = field.merge_batches(book, [batch])
    assert isinstance(kept, Receipt) and isinstance(failure, Failure)
    (entry,) = book.log(kinds=("import",))
    assert json.loads(entry.payload)["new"] == 1


def test_a_batch_that_is_sealed_to_another_key_is_refused_report_by_report(book: Casebook, tmp_path: Path) -> None:
    protections.set_key(book, keys.make_key("seal").public)
    batch = tmp_path / "out.batch"
    reports = [make_report(1, contact=(("phone", "5"),)), make_report(2)]
    list(field.write_batch(batch, reports, keys.make_key("seal").public))
    failure, kept = field.merge_batches(book, [batch])
    assert isinstance(failure, Failure) and "not to this casebook's" in failure.reason
    assert isinstance(kept, Receipt) and list_killed(book) == [2]


def test_forms_without_words_need_no_language_model(tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys; from bearwitness.cli import main\n"
        "try: main(['field', 'add', '--casebook', sys.argv[1], '--count', 'killed=2', '--place', 'Karesh'])\n"
        "except SystemExit as ended: print(ended.code, 'spacy' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "c.db")], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 False"
