"""Whether a casebook is what was written: the chain, every stored byte, every sealed record, and the derived tables.

In: a connection, and a signed head if there is one. Out: what was checked, and the first entry that is broken. It needs
no network and no key, and repairs nothing.
"""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Select, func, select

from bearwitness.base.casebooks import ENTRY_KINDS, Entry, Fault, Head, Verification
from bearwitness.ledger.blobs import check_blobs
from bearwitness.ledger.derivations import digest_derived, rebuild
from bearwitness.ledger.entries import CHUNK, NO_HASH, build_entry, hash_entry, read_head
from bearwitness.ledger.schemas import CLAIMS, DOCUMENTS, ENTRIES
from bearwitness.ledger.vaults import hash_sealed, list_seals

_NAMES_BLOBS = {"document": ("sha256", "text_sha256"), "attachment": ("sha256",)}
_KINDS = frozenset(ENTRY_KINDS)


def verify(
    connection: Connection, head: Head | None = None, watch: Callable[[int], None] = lambda _: None
) -> Verification:
    """Check the chain and all that it vouches for, against a signed head if one is given; the first fault, if any.

    The signature of the head itself is checked by heads.py. `watch` is told how many entries are done.
    """
    walk = _Walk(head)
    fault = walk.check_chain(connection, watch)
    blobs = 0
    if fault is None:
        missing = dict(walk.blobs)
        for sha256, sound in check_blobs(connection):
            blobs += 1
            first = missing.pop(sha256, None)
            if not sound:
                walk.note(first, f"the bytes kept under {sha256} are not what they were")
        for sha256, sequence in missing.items():
            walk.note(sequence, f"the bytes kept under {sha256} are gone")
        for first, reason in _check_vault(connection, walk.seals):
            walk.note(first, reason)
        for table, kinds in ((DOCUMENTS, ("document",)), (CLAIMS, ("claim", "correction"))):
            held = connection.scalar(select(func.count()).select_from(table)) or 0
            if held != (wanted := sum(walk.counts.get(kind, 0) for kind in kinds)):
                walk.note(None, f"the table {table.name} has {held:,} rows, not {wanted:,}: bearwitness rebuild")
        fault = min(walk.faults, key=lambda each: each.sequence or walk.last + 1) if walk.faults else None
    return Verification(
        entries=walk.last,
        documents=walk.counts.get("document", 0),
        claims=walk.counts.get("claim", 0),
        blobs=blobs,
        hash=walk.hash,
        fault=fault,
    )


def compare_tables(connection: Connection, watch: Callable[[int], None] = lambda _: None) -> list[str]:
    """The derived tables that differ from what their entries make. The connection's work must be rolled back."""
    before = digest_derived(connection)
    rebuild(connection, watch)
    after = digest_derived(connection)
    return [name for name, digest in before.items() if after[name] != digest]


class _Walk:
    """One walk along the chain, and what it met on the way."""

    def __init__(self, head: Head | None) -> None:
        self.head = head
        self.last, self.hash, self.time = 0, NO_HASH, ""
        self.counts: dict[str, int] = {}
        self.blobs: dict[str, int] = {}
        self.seals: dict[str, tuple[str | None, int]] = {}
        self.faults: list[Fault] = []

    def note(self, sequence: int | None, reason: str) -> None:
        self.faults.append(Fault(sequence=sequence, reason=reason))

    def check_chain(self, connection: Connection, watch: Callable[[int], None]) -> Fault | None:
        after: int | None = None
        while True:
            rows = connection.execute(_select_after(after)).all()
            for row in rows:
                if fault := self.check_entry(build_entry(tuple(row))):
                    return fault
            if len(rows) < CHUNK:
                break
            after = rows[-1].sequence
            watch(self.last)
        if read_head(connection) != (self.last, self.hash):
            return Fault(sequence=self.last + 1, reason="the chain ends before its recorded head: its tail was cut off")
        if self.head is not None and self.head.sequence > self.last:
            return Fault(
                sequence=self.last + 1,
                reason=f"the chain ends before the signed head, entry {self.head.sequence}: its tail was cut off",
            )
        return None

    def check_entry(self, entry: Entry) -> Fault | None:
        wanted = self.last + 1
        if entry.sequence != wanted:
            return Fault(sequence=wanted, reason=f"it is missing; the next one is {entry.sequence}")
        if fault := self.find_fault(entry):
            return Fault(sequence=wanted, reason=fault)
        self.last, self.hash, self.time = entry.sequence, entry.hash, entry.recorded_at_utc
        self.counts[entry.kind] = self.counts.get(entry.kind, 0) + 1
        if entry.kind in _NAMES_BLOBS:
            payload = json.loads(entry.payload)
            for name in _NAMES_BLOBS[entry.kind]:
                if payload[name] is not None:
                    self.blobs.setdefault(payload[name], entry.sequence)
        elif entry.kind in ("identity", "rotation", "erasure"):
            for sealed, commitment in list_seals(entry.kind, json.loads(entry.payload)):
                self.seals[sealed] = (commitment, entry.sequence)
        return None

    def find_fault(self, entry: Entry) -> str | None:
        fields = (entry.kind, entry.payload, entry.author, entry.recorded_at_utc, entry.hash, entry.previous_hash)
        if not all(isinstance(field, str) for field in fields):
            return "a field is no text"
        if entry.previous_hash != self.hash:
            return "it does not follow the entry before: one of the two was changed, moved or put in"
        if hash_entry(entry) != entry.hash:
            return "its content does not match its hash: it was changed"
        if entry.kind not in _KINDS:
            return f"its kind '{entry.kind}' is unknown to this version"
        if entry.recorded_at_utc < self.time:
            return "it was recorded before the entry that it follows"
        if self.head is not None and self.head.sequence == entry.sequence and self.head.hash != entry.hash:
            return "its hash is not that of the signed head: the chain was rewritten up to here"
        return None


def _select_after(after: int | None) -> Select[Any]:
    query = select(ENTRIES).order_by(ENTRIES.c.sequence).limit(CHUNK)
    return query if after is None else query.where(ENTRIES.c.sequence > after)


def _check_vault(connection: Connection, seals: dict[str, tuple[str | None, int]]) -> list[tuple[int | None, str]]:
    held = dict(hash_sealed(connection))
    faults: list[tuple[int | None, str]] = []
    for sealed, (commitment, sequence) in seals.items():
        if held.pop(sealed, None) != commitment:
            faults.append((sequence, f"the sealed record {sealed} is not what was sealed"))
    faults.extend((None, f"the sealed record {sealed} is vouched for by no entry") for sealed in held)
    return faults
