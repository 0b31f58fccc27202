import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from bearwitness.base.casebooks import Addition, Entry, Fault, Filter, Head
from bearwitness.base.errors import BrokenChain, CasebookUnavailable
from bearwitness.ledger.casebooks import Casebook
from bearwitness.ledger.entries import hash_entry
from bearwitness.ledger.heads import check_head, sign_head
from bearwitness.ledger.keys import make_key
from bearwitness.ledger.verifications import verify

Make = Callable[..., Addition]


@pytest.fixture
def full(book: Casebook, make: Make) -> Casebook:
    book.add([make(number) for number in range(4)])
    book.retract(make(1).claims[0].id, "withdrawn")
    return book


def find_fault(book: Casebook, head: Head | None = None) -> Fault | None:
    with book.database.reading() as connection:
        return verify(connection, head).fault


def change(book: Casebook, *statements: str) -> None:
    with book.database.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))


def read_head(book: Casebook) -> Head:
    last = list(book.log())[-1]
    return Head(casebook=book.identify(), sequence=last.sequence, hash=last.hash, signed_at_utc=last.recorded_at_utc)


def test_what_was_written_holds(full: Casebook) -> None:
    with full.database.reading() as connection:
        found = verify(connection, sign_head(read_head(full), make_key("sign")))
    assert found.fault is None
    assert (found.entries, found.documents, found.claims) == (15, 4, 8)


@pytest.mark.parametrize("column", ["kind", "payload", "author", "recorded_at_utc", "hash", "previous_hash"])
def test_any_changed_byte_is_found_at_its_entry(full: Casebook, column: str) -> None:
    chosen = random.Random(column)
    for entry in chosen.sample(list(full.log()), 6):
        value = getattr(entry, column)
        at = chosen.randrange(len(value))
        other = chosen.choice([each for each in "0a~é" if each != value[at]])
        put = text(f"UPDATE entries SET {column} = :value WHERE sequence = {entry.sequence}")
        with full.database.writing() as connection:
            connection.execute(put, {"value": value[:at] + other + value[at + 1 :]})
        fault = find_fault(full)
        assert fault is not None and fault.sequence == entry.sequence
        with full.database.writing() as connection:
            connection.execute(put, {"value": value})
    assert find_fault(full) is None


def test_bytes_that_are_no_text_any_more_are_found_at_their_entry(full: Casebook) -> None:
    if not full.database.is_sqlite:  # PostgreSQL takes no text that is not UTF-8
        with pytest.raises(CasebookUnavailable, match="encoding"):
            change(full, r"UPDATE entries SET payload = convert_from('\x7bff7d', 'UTF8') WHERE sequence = 7")
        return
    change(full, "UPDATE entries SET payload = CAST(x'7bff7d' AS TEXT) WHERE sequence = 7")
    fault = find_fault(full)
    assert fault is not None and fault.sequence == 7
    change(full, "UPDATE entries SET payload = x'7bff7d' WHERE sequence = 7")
    fault = find_fault(full)
    assert fault is not None and (fault.sequence, fault.reason) == (7, "a field is no text")


def test_a_removed_entry_is_found(full: Casebook) -> None:
    change(full, "DELETE FROM entries WHERE sequence = 6")
    assert find_fault(full) == Fault(sequence=6, reason="it is missing; the next one is 7")


def test_a_removed_entry_is_found_where_the_others_close_ranks(full: Casebook) -> None:
    change(
        full,
        "DELETE FROM entries WHERE sequence = 6",
        "UPDATE entries SET sequence = sequence - 1000 WHERE sequence > 6",
        "UPDATE entries SET sequence = sequence + 999 WHERE sequence < 0",
    )
    fault = find_fault(full)
    assert fault is not None and fault.sequence == 6


def test_swapped_entries_are_found(full: Casebook) -> None:
    change(
        full,
        "UPDATE entries SET sequence = -1 WHERE sequence = 5",
        "UPDATE entries SET sequence = 5 WHERE sequence = 9",
        "UPDATE entries SET sequence = 9 WHERE sequence = -1",
    )
    fault = find_fault(full)
    assert fault is not None and fault.sequence == 5


def test_a_cut_tail_is_found_by_the_recorded_head_and_for_certain_by_a_signed_one(full: Casebook) -> None:
    head = sign_head(read_head(full), make_key("sign"))
    change(full, "DELETE FROM entries WHERE sequence > 12")
    fault = find_fault(full)
    assert fault is not None and fault.sequence == 13
    hash_ = list(full.log())[-1].hash
    change(full, f"UPDATE head SET sequence = 12, hash = '{hash_}'", "DELETE FROM claims WHERE sequence > 12")
    change(full, "DELETE FROM documents WHERE sequence > 12")
    assert find_fault(full) is None, "who also moves the head is found out by a signed head only"
    fault = find_fault(full, head)
    assert fault is not None and fault.sequence == 13 and "signed head, entry 15" in fault.reason


def rewrite(connection: Connection, entries: list[Entry]) -> None:
    """What a patient forger does: change an entry and hash everything behind it anew."""
    previous = None
    for entry in entries:
        changed = entry if previous is None else replace(entry, previous_hash=previous)
        previous = hash_entry(changed)
        row = {"payload": changed.payload, "hash": previous, "before": changed.previous_hash}
        statement = "UPDATE entries SET payload = :payload, hash = :hash, previous_hash = :before WHERE sequence = "
        connection.execute(text(f"{statement}{changed.sequence}"), row)
    connection.execute(text("UPDATE head SET hash = :hash"), {"hash": previous})


def test_a_chain_that_was_written_anew_is_found_by_a_signed_head(full: Casebook) -> None:
    head = sign_head(read_head(full), make_key("sign"))
    entries = list(full.log())
    changed = replace(entries[4], payload=entries[4].payload.replace('"high":1', '"high":9'))
    assert changed != entries[4]
    with full.database.writing() as connection:
        rewrite(connection, [changed, *entries[5:]])
    assert find_fault(full) is None
    fault = find_fault(full, head)
    assert fault is not None and fault.sequence == 15 and "rewritten" in fault.reason


def test_changed_and_missing_bytes_are_found_at_the_first_entry_that_needs_them(full: Casebook) -> None:
    documents = [entry for entry in full.log() if entry.kind == "document"]
    rows = list(full.documents(Filter()))
    change(full, f"DELETE FROM blobs WHERE sha256 = '{rows[2].document.sha256}'")
    fault = find_fault(full)
    assert fault is not None and fault.sequence == documents[2].sequence and "gone" in fault.reason
    packed = "x'00'" if full.database.is_sqlite else "'\\x00'"
    change(full, f"UPDATE blobs SET packed = {packed} WHERE sha256 = '{rows[1].document.sha256}'")
    fault = find_fault(full)
    assert fault is not None and fault.sequence == documents[1].sequence and "not what they were" in fault.reason


def test_a_derived_row_that_is_gone_is_found(full: Casebook) -> None:
    change(full, "DELETE FROM claims WHERE sequence = 4")
    fault = find_fault(full)
    assert fault is not None and fault.sequence is None and "rebuild" in fault.reason


def test_a_head_is_checked_with_the_key_that_is_trusted(full: Casebook) -> None:
    key, other = make_key("sign"), make_key("sign")
    head = sign_head(read_head(full), key)
    check_head(head)
    check_head(head, key.public)
    with pytest.raises(BrokenChain, match="not with the one that is trusted"):
        check_head(head, other.public)
    for changed in ({"sequence": 3}, {"hash": "0" * 64}, {"signature": "00" * 64}, {"signature": "no"}):
        with pytest.raises(BrokenChain, match="signature"):
            check_head(replace(head, **changed))
