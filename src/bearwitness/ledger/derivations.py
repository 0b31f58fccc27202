"""Entries become the tables that are asked: the only place where derived rows are made.

In: entries, in their order. Out: rows of the derived tables and of the word indexes. The same entries always make the
same rows, whether one by one as they are appended or all again by `rebuild`. It never reads a clock, never writes an
entry, and takes nothing from outside the casebook.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select, update

from bearwitness.base.identifiers import canonical_json
from bearwitness.ledger.blobs import read_text
from bearwitness.ledger.databases import insert_rows
from bearwitness.ledger.entries import read_entries
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
_STREAMED = {"stream_results": True, "max_row_buffer": _CHUNK}

Payload = Mapping[str, Any]


class Deriver:
    """Makes derived rows and sends them out in bulk; `flush` must follow the last entry.

    `texts` holds the texts of documents that are at hand, by their digest; others are read from the blobs.
    """

    def __init__(self, connection: Connection, texts: Mapping[str, str] | None = None) -> None:
        self.connection = connection
        self.texts = {} if texts is None else texts
        self.rows: dict[str, list[dict[str, object]]] = {}
        self.words: dict[str, list[tuple[int, str]]] = {}
        self.held = 0

    def derive(self, sequence: int, kind: str, payload: Payload) -> None:
        """Make the rows of one entry."""
        step = STEPS.get(kind)
        if step:
            step(self, sequence, payload)
        if self.held >= _HELD:
            self.flush()

    def insert(self, table: Table, **row: object) -> None:
        """Hold a row back for `flush`."""
        self.rows.setdefault(table.name, []).append(row)
        self.held += 1

    def index(self, name: str, sequence: int, words: str) -> None:
        """Hold words back for `flush`."""
        self.words.setdefault(name, []).append((sequence, words))
        self.held += 1

    def mention(self, sequence: int, *subjects: str | None) -> None:
        """Note which ids an entry speaks of."""
        for subject in dict.fromkeys(subjects):
            if subject:
                self.insert(SUBJECTS, id=subject, sequence=sequence)

    def flush(self) -> None:
        """Send out all that is held back."""
        for table in DERIVED:
            if rows := self.rows.pop(table.name, None):
                insert_rows(self.connection, table, rows)
        for name in INDEXES:
            index_words(self.connection, name, self.words.pop(name, []))
        self.held = 0

    def end(self, table: Table, column: str, value: str, sequence: int) -> None:
        """Mark rows as ended by this entry, unless they have ended before."""
        self.flush()
        self.connection.execute(
            update(table).where(table.c[column] == value, table.c.ended.is_(None)).values(ended=sequence)
        )


def derive_document(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A document: its row and its words."""
    deriver.insert(
        DOCUMENTS,
        sequence=sequence,
        sha256=payload["sha256"],
        id=_print(payload["id"]),
        title=_print(payload.get("title")),
        outlet=_print(payload.get("outlet")),
        published=payload.get("published"),
        contributor=payload.get("contributor"),
        ended=None,
    )
    digest = payload["text_sha256"]
    words = deriver.texts[digest] if digest in deriver.texts else read_text(deriver.connection, digest)
    deriver.index("document_words", sequence, f"{payload.get('title') or ''}\n{words}")


def derive_claim(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A claim: its row, what it can be found by, and the words of its evidence."""
    start, end, long = _find_days(payload.get("when"))
    deriver.insert(
        CLAIMS,
        sequence=sequence,
        id=payload["id"],
        document_sha256=payload["document_sha256"],
        kind=payload["kind"],
        category=payload["event"]["category"],
        from_day=start,
        to_day=end,
        long=long,
        ended=None,
    )
    for role, key in sorted(_list_terms(payload)):
        deriver.insert(TERMS, role=role, key=key, sequence=sequence)
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
    deriver.insert(JUDGEMENTS, sequence=sequence, id=payload["id"], topic=payload["topic"], ended=None)
    deriver.mention(sequence, *payload["subjects"], payload.get("supersedes"))


def derive_source(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A source record as it is from now on; its names lead to it, but never away from another."""
    deriver.flush()
    deriver.insert(SOURCES, id=payload["id"], sequence=sequence, payload=canonical_json(dict(payload)))
    for key in sorted({fold(name) for name in (payload["name"], *payload.get("names", ()))}):
        known = deriver.connection.scalar(select(SOURCE_NAMES.c.id).where(SOURCE_NAMES.c.key == key))
        if known is None:
            deriver.insert(SOURCE_NAMES, key=key, id=payload["id"], sequence=sequence)
        elif known != payload["id"] and payload.get("status") == "reviewed":
            # A reviewed record takes a name over from a proposed one: that is how proposals are merged.
            deriver.connection.execute(
                update(SOURCE_NAMES).where(SOURCE_NAMES.c.key == key).values(id=payload["id"], sequence=sequence)
            )
    deriver.mention(sequence, payload["id"])


def derive_grade(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """The credibility of a claim from now on."""
    deriver.insert(GRADES, claim=payload["claim"], sequence=sequence, credibility=payload["credibility"])
    deriver.mention(sequence, payload["claim"])


def derive_attachment(deriver: Deriver, sequence: int, payload: Payload) -> None:
    """A file that came with a document."""
    names = {name: payload[name] for name in ("document_sha256", "sha256", "media")} | {"name": _print(payload["name"])}
    deriver.insert(ATTACHMENTS, sequence=sequence, **names)
    deriver.mention(sequence, payload["document_sha256"])


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
    deriver = Deriver(connection)
    done = 0
    for entry in read_entries(connection):
        deriver.derive(entry.sequence, entry.kind, json.loads(entry.payload))
        done += 1
        if done % 10_000 == 0:
            watch(done)
    deriver.flush()
    return done


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


def _find_days(when: Payload | None) -> tuple[str | None, str | None, int]:
    if when is None or (when["start"] is None and when["end"] is None):
        return None, None, 0
    start, end = when["start"] or FIRST_DAY, when["end"] or LAST_DAY
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
