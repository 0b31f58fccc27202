"""Entries and what is derived from them, written together; a document with all that belongs to it.

In: records and a connection that alone may write. Out: entries and rows. It neither opens nor ends the transaction.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, select

from bearwitness.base.casebooks import Addition, EntryKind
from bearwitness.base.contracts import freeze, freeze_claim, freeze_document
from bearwitness.base.errors import CasebookError
from bearwitness.base.identifiers import Json
from bearwitness.ledger import registers
from bearwitness.ledger.blobs import pack_text
from bearwitness.ledger.derivations import Deriver
from bearwitness.ledger.entries import Writer
from bearwitness.ledger.schemas import DOCUMENTS, ENTRIES, SUBJECTS
from bearwitness.ledger.vaults import keep_sealed

_CHUNK = 500


class Transaction:
    """Entries and what is derived from them, on their way in together."""

    def __init__(self, connection: Connection, author: str, now: datetime) -> None:
        self.connection = connection
        self.writer = Writer(connection, author, now)
        self.texts: dict[str, str] = {}
        self.speakers: set[str] = set()  # who is in the registry, of those who were met
        self.deriver = Deriver(connection, self.texts)

    def append(self, kind: EntryKind, payload: dict[str, Json]) -> int:
        """Append one entry, derive its rows, and say its sequence."""
        sequence = self.writer.append(kind, payload)
        self.deriver.derive(sequence, kind, payload)
        return sequence

    def flush(self) -> None:
        """Send everything out, so that queries on the connection see it."""
        self.writer.flush()
        self.deriver.flush()


def check_bytes(addition: Addition) -> None:
    """Raises CasebookError where the bytes to keep are not those of the document, whether it is known or not."""
    if hashlib.sha256(addition.raw).hexdigest() != addition.document.sha256:
        raise CasebookError(f"{addition.document.id}: the bytes to keep are not those of the document")


def add_document(transaction: Transaction, addition: Addition, taken: set[str]) -> tuple[int, int]:
    """Append a document, its claims and its attachments; the document's sequence, and the number of claims."""
    document = addition.document
    for record in registers.propose_sources(addition.claims, transaction.speakers):
        transaction.append("source", freeze(record))
    text = pack_text(document.text)
    digest_of_text = hashlib.sha256(text).hexdigest()
    transaction.texts[digest_of_text] = document.text
    claims = []
    for claim in addition.claims:
        if claim.id not in taken:
            taken.add(claim.id)
            claims.append(claim)
    payload: dict[str, Json] = {
        **freeze_document(document),
        "media": addition.media,
        "text_sha256": digest_of_text,
        "characters": len(document.text),
        "claims": len(claims),
    }
    if addition.contributor is not None:
        payload["contributor"] = addition.contributor
    sequence = transaction.append("document", payload)
    for claim in claims:
        transaction.append("claim", {**freeze_claim(claim), "document_sha256": document.sha256})
    _add_belongings(transaction, addition)
    return sequence, len(claims)


def repeat_document(transaction: Transaction, addition: Addition) -> tuple[int, int]:
    """Append that a contributor gave a document too which somebody else gave before; what `add_document` would say.

    So they are told what they would be told if theirs were the first, and it is on record that two gave the same.
    """
    document = addition.document
    claims = len({claim.id for claim in addition.claims})
    payload: dict[str, Json] = {
        "subject": document.sha256,
        **freeze_document(document),
        "media": addition.media,
        "claims": claims,
        "contributor": addition.contributor,
    }
    sequence = transaction.append("repeat", payload)
    _add_belongings(transaction, addition)
    return sequence, claims


def find_own(connection: Connection, digests: Sequence[str], contributor: str) -> dict[str, int]:
    """The documents that a contributor gave, first or after somebody else, by their digests: each with its entry."""
    own = find_rows(connection, DOCUMENTS, "sha256", digests, DOCUMENTS.c.contributor == contributor)
    query = select(SUBJECTS.c.id, SUBJECTS.c.sequence).join(ENTRIES, ENTRIES.c.sequence == SUBJECTS.c.sequence)
    query = query.where(ENTRIES.c.kind == "repeat", ENTRIES.c.author == contributor)
    for start in range(0, len(digests), _CHUNK):
        for digest, sequence in connection.execute(query.where(SUBJECTS.c.id.in_(digests[start : start + _CHUNK]))):
            own.setdefault(digest, sequence)
    return own


def _add_belongings(transaction: Transaction, addition: Addition) -> None:
    document = addition.document
    for sealed in addition.sealed:
        transaction.append("identity", keep_sealed(transaction.connection, sealed))
    for each in addition.attachments:
        held: dict[str, Json] = {"document_sha256": document.sha256, "name": each.name, "media": each.media}
        shown = None if each.content is None else hashlib.sha256(each.content).hexdigest()
        held |= {"sha256": shown, "original_sha256": each.original_sha256, "sealed": each.sealed}
        transaction.append("attachment", held)


def list_contents(additions: Sequence[Addition]) -> Iterator[bytes]:
    """All bytes that additions bring."""
    for each in additions:
        yield each.raw
        yield pack_text(each.document.text)
        yield from (attachment.content for attachment in each.attachments if attachment.content is not None)


def find_rows(
    connection: Connection, table: Table, name: str, values: Sequence[str], *conditions: ColumnElement[bool]
) -> dict[str, int]:
    """The sequences of the rows in whose column one of the values is, by the value; all conditions hold of them."""
    known: dict[str, int] = {}
    column = table.c[name]
    for start in range(0, len(values), _CHUNK):
        query = select(column, table.c.sequence).where(column.in_(values[start : start + _CHUNK]), *conditions)
        known.update({row[0]: row[1] for row in connection.execute(query)})
    return known
