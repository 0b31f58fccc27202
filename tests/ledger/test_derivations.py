from collections.abc import Callable
from dataclasses import replace

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bearwitness.base.casebooks import Addition, Filter, Judgement, SourceRecord
from bearwitness.ledger.casebooks import Casebook
from bearwitness.ledger.derivations import digest_derived, rebuild
from bearwitness.ledger.schemas import METADATA
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
