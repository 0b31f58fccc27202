from collections.abc import Callable
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from bearwitness.base.casebooks import Addition, Filter, Judgement, SourceRecord
from bearwitness.base.errors import UnknownRecord
from bearwitness.ledger import derivations
from bearwitness.ledger.casebooks import Casebook
from bearwitness.ledger.derivations import digest_derived, rebuild
from bearwitness.ledger.schemas import BLOBS, METADATA
from bearwitness.ledger.verifications import compare_tables

Make = Callable[..., Addition]


def fill(book: Casebook, make: Make) -> None:
    """A casebook with something of every kind."""
    book.add([make(number) for number in range(5)])
    claim = make(1).claims[0]
    corrected = book.correct(replace(claim, mode=None), "misread")
    book.retract(corrected.id, "withdrawn")
    book.retract(make(2).document.sha256, "a hoax")
    book.grade(make(3).claims[0].id, 2, "seen by two")
    book.set_source(
        SourceRecord(id="lro", name="Lakeland Rights Observatory", names=("Lakeland Observatory",), why="x")
    )
    (judgement,) = book.judge([Judgement(id="", topic="copy", subjects=("a", "b"), verdict="same", why="x")])
    book.judge([replace(judgement, verdict="not", supersedes=judgement.id)])


def test_rebuilding_gives_the_same_tables_bit_for_bit(book: Casebook, make: Make) -> None:
    fill(book, make)
    with book.database.writing() as connection:
        before = digest_derived(connection)
        words = list(book.claims(Filter(words="karesh")))
        assert rebuild(connection) == len(list(book.log()))
        assert digest_derived(connection) == before
    assert list(book.claims(Filter(words="karesh"))) == words
    assert len({*before.values()}) == len(before), "a table was empty"


def list_indexes(book: Casebook) -> dict[str, list[str]]:
    with book.database.reading() as connection:
        found = inspect(connection)
        return {
            table.name: sorted(str(each["name"]) for each in found.get_indexes(table.name))
            for table in METADATA.sorted_tables
        }


def test_rebuilding_leaves_every_index_in_its_place(book: Casebook, make: Make) -> None:
    fill(book, make)
    before = list_indexes(book)
    with book.database.writing() as connection:
        rebuild(connection)
    assert list_indexes(book) == before
    assert sum(map(len, before.values())) > 10


@pytest.mark.parametrize("name", ["claims_kind", "ix_claims_document_sha256"])
def test_rebuilding_mends_a_casebook_that_lacks_an_index(book: Casebook, make: Make, name: str) -> None:
    fill(book, make)
    before = list_indexes(book)
    with book.database.writing() as connection:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    assert list_indexes(book) != before
    with book.database.writing() as connection:
        rebuild(connection)
    assert list_indexes(book) == before


def test_many_texts_are_indexed_again_and_one_that_is_gone_is_named(
    book: Casebook, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derivations, "_TEXTS", 2)
    book.add([make(number) for number in range(5)])
    with book.database.writing() as connection:
        rebuild(connection)
    assert [kept.document.id for kept in book.documents(Filter(words="killed 5"))] == ["report-4.txt"]
    assert len(list(book.documents(Filter(words="karesh")))) == 5
    with book.database.writing() as connection:
        connection.execute(BLOBS.delete())
    with pytest.raises(UnknownRecord, match="no bytes with the digest"), book.database.writing() as connection:
        rebuild(connection)


def test_names_lead_where_they_lead_however_many_entries_go_out_together(book: Casebook, make: Make) -> None:
    book.add([make(1)])
    (proposed,) = book.sources()
    book.set_source(SourceRecord(id="lro", name="Lakeland Rights Observatory", names=(proposed.name,), why="one body"))
    book.set_source(SourceRecord(id="x", name=proposed.name, status="proposed", why="met again"))
    assert {kept.claim.document for kept in book.claims(Filter(source="lro"))} == {"report-1.txt"}
    with book.database.writing() as connection:
        before = digest_derived(connection)
        rebuild(connection)
        assert digest_derived(connection) == before


def test_a_changed_derived_table_is_named_and_mended(book: Casebook, make: Make) -> None:
    fill(book, make)
    with book.database.writing() as connection:
        connection.exec_driver_sql("UPDATE claims SET ended = NULL, category = 'PROTEST'")
    with book.database.writing() as connection:
        assert compare_tables(connection) == ["claims"]
    with book.database.writing() as connection:
        assert compare_tables(connection) == []


def test_the_migrations_make_the_tables_of_the_schema(book: Casebook) -> None:
    options = {"include_name": lambda name, kind, _: kind != "table" or name in METADATA.tables}
    with book.database.writing() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []
