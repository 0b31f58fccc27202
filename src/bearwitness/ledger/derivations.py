"""Entries become the tables that are asked: the only place where derived rows are made.

In: entries, in their order. Out: rows of the derived tables and of the word indexes. The same entries always make the
same rows, whether one by one as they are appended or all again by `rebuild`. It never reads a clock, never writes an
entry, and takes nothing from outside the casebook.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Table, select, update

from bearwitness.base.identifiers import canonical_json
from bearwitness.ledger.blobs import read_texts
from bearwitness.ledger.databases import insert_rows
from bearwitness.ledger.entries import read_payloads
from bearwitness.ledger.schemas import (
    ATTACHMENTS,
    CLAIMS,
    DERIVED,
    DOCUMENTS,
    GRADES,
    JUDGEMENTS,
    SOURCE_NAMES,
    SOURCES,
    SUBJECTS,
    TERMS,
)
from bearwitness.ledger.words import INDEXES, clear_indexes, fold, index_words

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"  # stand for a side that is open
LONG_DAYS = 31  # a claim over more days is looked up apart, so that the others lie close together
_HELD = 20_000  # rows held back before they go out together
_CHUNK = 500
_TEXTS = 200  # of documents, read together: as many as are held in memory at once
_NEEDED = frozenset({"ix_claims_document_sha256"})  # while tables are filled: a retracted document ends its claims
_STREAMED = {"stream_results": True, "max_row_buffer": _CHUNK}

Payload = Mapping[str, Any]


class Deriver:
    """Makes derived rows and sends them out in bulk; `flush` must follow the last entry.

    `texts` holds the texts of documents that are at hand, by their digest; others are read from the blobs.
    """

    def __init__(self, connection: Connection, texts: Mapping[str, str] | None = None) -> None:
        self.connection = connection
        self.texts = {} if texts is None else texts
        self.rows: dict[str, list[tuple[object, ...]]] = {table.name: [] for table in DERIVED}
        self.words: dict[str, list[tuple[int, str]]] = {name: [] for name in INDEXES}
        self.unread: list[tuple[int, str, str]] = []  # documents by their sequence: a title, and the digest of a text
        self.names: dict[str, str | None] = {}  # whose a name is, of those that were asked for
        self.held = 0

    def derive(self, sequence: int, kind: str, payload: Payload) -> None:
        """Make the rows of one entry."""
        step = STEPS.get(kind)
        if step:
            step(self, sequence, payload)
        if self.held >= _HELD:
            self.flush()

    def insert(self, table: Table, *row: object) -> None:
        """Hold a row, all columns of the table in their order, back for `flush`."""
        self.rows[table.name].append(row)
        self.held += 1

    def index(self, name: str, sequence: int, words: str) -> None:
        """Hold words back for `flush`."""
        self.words[name].append((sequence, words))
        self.held += 1

    def index_document(self, sequence: int, title: str, digest: str) -> None:
        """Hold the words of a document back for `flush`, which reads the texts that are not at hand together."""
        if digest in self.texts:
            self.index("document_words", sequence, f"{title}\n{self.texts[digest]}")
        else:
            self.unread.append((sequence, title, digest))
            self.held += 1

    def mention(self, sequence: int, *subjects: str | None) -> None:
        """Note which ids an entry speaks of."""
        for subject in dict.fromkeys(subjects):
            if subject:
                self.insert(SUBJECTS, subject, sequence)

    def flush(self) -> None:
        """Send out all that is held back."""
        for table in DERIVED:
            if rows := self.rows[table.name]:
                insert_rows(self.connection, table, rows)
                self.rows[table.name] = []
        for name, words in self.words.items():
            if words:
                index_words(self.connection, name, words)
                self.words[name] = []
        for start in range(0, len(self.unread), _TEXTS):
            part = self.unread[start : start + _TEXTS]
            texts = read_texts(self.connection, [digest for _, _, digest in part])
            whole = [(sequence, f"{title}\n{texts[digest]}") for sequence, title, digest in part]
            index_words(self.connection, "document_words", whole)
        self.unread = []
        self.held = 0

    def find_name(self, key: str) -> str | None:
        """The source record whose name this is, after the entries so far; None = nobody's."""
        if key not in self.names:
            self.names[key] = self.connection.scalar(select(SOURCE_NAMES.c.id).where(SOURCE_NAMES.c.key == key))
        return self.names[key]

    def end(self, table: Table, column: str, value: str, sequence: int) -> None:
        """Mark rows as ended by this entry, unless they have ended before."""
        self.flush()
        self.connection.execute(
            update(table).where(table.c[column] == value, table.c.ended.is_(None)).values(ended=sequence)
        )


def derive_document(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A document: its row and its words."""
    title, outlet = _print(payload.get("title")), _print(payload.get("outlet"))
    days_and_whose = payload.get("published"), payload.get("contributor"), None
    deriver.insert(DOCUMENTS, sequence, payload["sha256"], _print(payload["id"]), title, outlet, *days_and_whose)
    deriver.index_document(sequence, payload.get("title") or "", payload["text_sha256"])


def derive_claim(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A claim: its row, what it can be found by, and the words of its evidence."""
    when = payload.get("when")
    start, end, long = _find_days(when["start"], when["end"]) if when else (None, None, 0)
    said = payload["id"], payload["document_sha256"], payload["kind"], payload["event"]["category"]
    deriver.insert(CLAIMS, sequence, *said, start, end, long, None)
    terms = [(role, key, sequence) for role, key in _list_terms(payload)]
    deriver.rows[TERMS.name].extend(terms)
    deriver.held += len(terms)
    deriver.index("claim_words", sequence, payload["evidence"]["text"])


def derive_correction(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A corrected claim stands in the place of the one before, which has ended."""
    deriver.end(CLAIMS, "id", payload["subject"], sequence)
    derive_claim(deriver, sequence, payload["claim"])
    deriver.mention(sequence, payload["subject"])


def derive_retraction(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """What is retracted has ended; with a document all its claims."""
    what, subject = payload["what"], payload["subject"]
    if what == "document":
        deriver.end(DOCUMENTS, "sha256", subject, sequence)
        deriver.end(CLAIMS, "document_sha256", subject, sequence)
    elif what == "claim":
        deriver.end(CLAIMS, "id", subject, sequence)
    else:
        deriver.end(JUDGEMENTS, "id", subject, sequence)
    deriver.mention(sequence, subject)


def derive_judgement(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A judgement, and the end of the one that it supersedes."""
    if payload.get("supersedes"):
        deriver.end(JUDGEMENTS, "id", payload["supersedes"], sequence)
    deriver.insert(JUDGEMENTS, sequence, payload["id"], payload["topic"], None)
    deriver.mention(sequence, *payload["subjects"], payload.get("supersedes"))


def derive_source(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A source record as it is from now on; its names lead to it, but never away from another."""
    deriver.insert(SOURCES, payload["id"], sequence, canonical_json(dict(payload)))
    for key in sorted({fold(name) for name in (payload["name"], *payload.get("names", ()))}):
        known = deriver.find_name(key)
        if known is None:
            deriver.insert(SOURCE_NAMES, key, payload["id"], sequence)
        elif known != payload["id"] and payload.get("status", "reviewed") == "reviewed":
            # A reviewed record takes a name over from a proposed one: that is how proposals are merged.
            deriver.flush()
            deriver.connection.execute(
                update(SOURCE_NAMES).where(SOURCE_NAMES.c.key == key).values(id=payload["id"], sequence=sequence)
            )
        else:
            continue
        deriver.names[key] = payload["id"]
    deriver.mention(sequence, payload["id"])


def derive_grade(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """The credibility of a claim from now on."""
    deriver.insert(GRADES, payload["claim"], sequence, payload["credibility"])
    deriver.mention(sequence, payload["claim"])


def derive_attachment(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A file that came with a document."""
    document, name = payload["document_sha256"], _print(payload["name"])
    deriver.insert(ATTACHMENTS, sequence, document, payload["sha256"], name, payload["media"])
    deriver.mention(sequence, document)


def derive_mention(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """An entry about one record, which changes no table."""
    deriver.mention(sequence, payload.get("subject"))


STEPS: dict[str, Callable[[Deriver, int, Payload], None]] = {
    "document": derive_document,
    "claim": derive_claim,
    "attachment": derive_attachment,
    "correction": derive_correction,
    "retraction": derive_retraction,
    "judgement": derive_judgement,
    "source": derive_source,
    "grade": derive_grade,
    "identity": derive_mention,
    "erasure": derive_mention,
    "reading": derive_mention,
    "repeat": derive_mention,
}


def rebuild(connection: Connection, watch: Callable[[int], None] = lambda _: None) -> int:
    """Empty the derived tables and make them again from the entries; the number of entries.

    `watch` is told from time to time how many are done.
    """
    for table in DERIVED:
        connection.execute(table.delete())
    clear_indexes(connection)
    with _without_indexes(connection):
        deriver = Deriver(connection)
        done = 0
        for sequence, kind, payload in read_payloads(connection):
            deriver.derive(sequence, kind, json.loads(payload))
            done += 1
            if done % 10_000 == 0:
                watch(done)
        deriver.flush()
    return done


@contextmanager
def _without_indexes(connection: Connection) -> Iterator[None]:
    """Fill tables first and make their indexes then, each in one go; an index that was gone is there afterwards.

    In SQLite only, whose readers go on with what they see: in PostgreSQL they would wait for the end.
    """
    indexes = [index for table in DERIVED for index in table.indexes]
    for index in indexes:
        if index.name in _NEEDED:
            index.create(connection, checkfirst=True)
        elif connection.dialect.name == "sqlite":
            index.drop(connection, checkfirst=True)
    yield
    for index in indexes:
        index.create(connection, checkfirst=True)


def digest_derived(connection: Connection) -> dict[str, str]:
    """The SHA-256 of every derived table, over its rows in the order of its key: equal digests, equal tables."""
    digests = {}
    for table in DERIVED:
        total = hashlib.sha256()
        query = select(table).order_by(*table.primary_key.columns)
        for row in connection.execute(query, execution_options=_STREAMED):
            total.update(canonical_json(list(row)).encode("utf-8"))
        digests[table.name] = total.hexdigest()
    return digests


def _print(words: Any) -> Any:
    """Words as every database takes them: NUL and halves of surrogate pairs stay in the payload."""
    return words and words.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


@lru_cache(maxsize=1 << 14)
def _find_days(first: str | None, last: str | None) -> tuple[str | None, str | None, int]:
    if first is None and last is None:
        return None, None, 0
    start, end = first or FIRST_DAY, last or LAST_DAY
    # Days without a calendar: months are 31 days long here, which only ever makes a span longer.
    year, month, day = (int(part) for part in start.split("-"))
    last_year, last_month, last_day = (int(part) for part in end.split("-"))
    days = ((last_year - year) * 12 + last_month - month) * 31 + last_day - day
    return start, end, int(days > LONG_DAYS - 1)


def _list_terms(payload: Payload) -> set[tuple[str, str]]:
    terms = {("source", fold(source["name"])) for source in payload["sources"]}
    if place := payload.get("place"):
        terms.update(("place", fold(name)) for name in (place["name"], *place.get("parents", ())))
    waiting = list(payload["harms"])
    while waiting:
        harm = waiting.pop()
        terms.update((("harm", harm["harm"]), ("harm", harm["who"])))
        waiting.extend(harm["parts"])
    return {(role, key) for role, key in terms if key}
