"""The chain: entries one after the other, each with the hash of the one before.

In: kinds and payloads. Out: entries. The hash of an entry is the SHA-256 of the canonical JSON of its six fields
{"author", "kind", "payload_sha256", "previous_hash", "recorded_at_utc", "sequence"}; the payload enters by its own
digest, so that a chain can be checked by those from whom payloads are kept back. Nothing here updates or removes.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import Connection, select, update

from bearwitness.base.casebooks import Entry, EntryKind
from bearwitness.base.identifiers import Json, canonical_json
from bearwitness.ledger.databases import insert_rows
from bearwitness.ledger.schemas import ENTRIES, HEAD

NO_HASH = "0" * 64  # what stands before the first entry
CHUNK = 5_000
_quote = json.JSONEncoder(ensure_ascii=False).encode
_quote_kind = lru_cache(maxsize=256)(_quote)  # a few words, a million times


def format_time(moment: datetime) -> str:
    """A moment as the casebook writes it: UTC, microseconds, Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def hash_entry(entry: Entry) -> str:
    """The hash that an entry must have; see the head of this module."""
    author, previous, now = _quote(entry.author), _quote(entry.previous_hash), _quote(entry.recorded_at_utc)
    return _hash((author, _quote_kind(entry.kind), entry.payload, previous, now, entry.sequence))


def read_head(connection: Connection) -> tuple[int, str]:
    """The sequence and the hash of the last entry; (0, NO_HASH) before the first."""
    row = connection.execute(select(HEAD.c.sequence, HEAD.c.hash)).first()
    return (row.sequence, row.hash) if row else (0, NO_HASH)


def read_entries(
    connection: Connection, *, after: int = 0, kinds: Sequence[str] = (), limit: int | None = None
) -> Iterator[Entry]:
    """The entries behind `after`, in order, a few thousand at a time."""
    left = limit
    while left is None or left > 0:
        query = select(ENTRIES).where(ENTRIES.c.sequence > after).order_by(ENTRIES.c.sequence)
        if kinds:
            query = query.where(ENTRIES.c.kind.in_(kinds))
        rows = connection.execute(query.limit(CHUNK if left is None else min(CHUNK, left))).all()
        for row in rows:
            yield build_entry(row)
        if len(rows) < (CHUNK if left is None else min(CHUNK, left)):
            return
        after = rows[-1].sequence
        left = None if left is None else left - len(rows)


def read_payloads(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """Sequence, kind and payload of all entries, in order, a few thousand at a time."""
    columns, after = (ENTRIES.c.sequence, ENTRIES.c.kind, ENTRIES.c.payload), 0
    while rows := connection.execute(
        select(*columns).where(ENTRIES.c.sequence > after).order_by(ENTRIES.c.sequence).limit(CHUNK)
    ).all():
        yield from map(tuple, rows)
        after = rows[-1].sequence


def build_entry(row: Sequence[object]) -> Entry:
    """The entry in a row of the table."""
    sequence, kind, payload, author, recorded_at_utc, own, previous = row
    return Entry(
        sequence=sequence,  # type: ignore[arg-type]  # a row's values have no types
        kind=kind,  # type: ignore[arg-type]
        payload=payload,  # type: ignore[arg-type]
        author=author,  # type: ignore[arg-type]
        recorded_at_utc=recorded_at_utc,  # type: ignore[arg-type]
        hash=own,  # type: ignore[arg-type]
        previous_hash=previous,  # type: ignore[arg-type]
    )


class Writer:
    """Appends to the chain inside one transaction; what it holds back goes out with `flush`.

    `now` is the time of the whole transaction; it never runs behind the last entry, whatever the clock does.
    """

    def __init__(self, connection: Connection, author: str, now: datetime) -> None:
        self.connection, self.author = connection, author
        self.sequence, self.hash = read_head(connection)
        last = connection.scalar(select(ENTRIES.c.recorded_at_utc).where(ENTRIES.c.sequence == self.sequence))
        self.now = max(format_time(now), last or "")
        self.first = self.sequence == 0
        self.rows: list[tuple[object, ...]] = []
        self.parts = _quote(author), _quote(self.now)  # the same in every entry of the transaction

    def append(self, kind: EntryKind, payload: dict[str, Json]) -> int:
        """Append one entry and say its sequence."""
        line = canonical_json(payload)
        previous, self.sequence = self.hash, self.sequence + 1
        author, now = self.parts
        self.hash = _hash((author, _quote_kind(kind), line, f'"{previous}"', now, self.sequence))
        self.rows.append((self.sequence, kind, line, self.author, self.now, self.hash, previous))
        return self.sequence

    def flush(self) -> None:
        """Send out what was appended, and move the head."""
        if not self.rows:
            return
        insert_rows(self.connection, ENTRIES, self.rows)
        head = {"sequence": self.sequence, "hash": self.hash}
        if self.first:
            self.connection.execute(HEAD.insert(), {"only": 1, **head})
            self.first = False
        else:
            self.connection.execute(update(HEAD).values(head))
        self.rows = []


def _hash(fields: tuple[str, str, str, str, str, int]) -> str:
    """The hash of an entry of these fields, all texts but the payload quoted already."""
    author, kind, payload, previous, recorded_at_utc, sequence = fields
    # surrogateescape: bytes that are no UTF-8 any more, because somebody changed them, are hashed as they are
    inner = hashlib.sha256(payload.encode("utf-8", "surrogateescape")).hexdigest()
    # The canonical JSON of the six fields, spelt out: the same text, in a quarter of the time.
    line = (
        f'{{"author":{author},"kind":{kind},"payload_sha256":"{inner}",'
        f'"previous_hash":{previous},"recorded_at_utc":{recorded_at_utc},"sequence":{sequence}}}'
    )
    return hashlib.sha256(line.encode("utf-8", "surrogateescape")).hexdigest()
