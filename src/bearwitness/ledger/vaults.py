"""The vault: what must not be read by whoever holds the casebook, sealed to a public key.

In: plain bytes and the public key that the casebook names. Out: sealed bytes, and the plain ones to whoever brings the
secret key. Sealing needs no secret, so a laptop that only takes reports can open nothing. Each sealed record is vouched
for by an entry with the SHA-256 of its sealed form; rotation and erasure replace and remove the sealed form itself, so
that what was sealed with an old key does not stay in the chain for ever. It never keeps a plain byte.
"""

import hashlib
import json
import secrets
from collections.abc import Iterator
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from sqlalchemy import Connection, delete, select, update

from bearwitness.base.casebooks import Sealed
from bearwitness.base.errors import SealError, UnknownRecord
from bearwitness.base.identifiers import Json
from bearwitness.ledger.databases import Database, get_driver_connection
from bearwitness.ledger.keys import Key
from bearwitness.ledger.schemas import ENTRIES, VAULT

PADDING = 1024  # bytes: lengths are rounded up to a multiple, so that they tell no name from another


def read_public_key(connection: Connection) -> str:
    """The public key to which this casebook seals, in hexadecimal.

    Raises SealError where none was set.
    """
    query = select(ENTRIES.c.payload).where(ENTRIES.c.kind.in_(("key", "rotation")))
    payload = connection.scalar(query.order_by(ENTRIES.c.sequence.desc()).limit(1))
    if payload is None:
        raise SealError("this casebook has no key to seal with: bearwitness key create FILE makes one, outside it")
    return str(json.loads(payload)["key"])


def seal(public: str, subject: str, what: str, content: bytes) -> Sealed:
    """Seal bytes about a subject to a public key; it takes no casebook."""
    sealed_id = f"v-{secrets.token_hex(12)}"
    return Sealed(id=sealed_id, subject=subject, what=what, key=public, box=_close(public, content))


def keep_sealed(connection: Connection, sealed: Sealed) -> dict[str, Json]:
    """Keep a sealed record: the payload of the entry that vouches for it.

    Raises SealError where it is sealed to another key than the casebook's.
    """
    if sealed.key != (public := read_public_key(connection)):
        raise SealError(f"a record is sealed to the key {sealed.key[:12]}…, not to this casebook's, {public[:12]}…")
    row = {"id": sealed.id, "subject": sealed.subject, "key": public, "sealed": sealed.box}
    connection.execute(VAULT.insert(), row)
    commitment = hashlib.sha256(sealed.box).hexdigest()
    return {"sealed": sealed.id, "subject": sealed.subject, "what": sealed.what, "commitment": commitment}


def unseal(connection: Connection, sealed_id: str, key: Key) -> bytes:
    """The plain bytes of a sealed record; whoever calls must have logged the reading before.

    Raises UnknownRecord where there is none (it may have been erased), SealError where the key is not the one.
    """
    row = connection.execute(select(VAULT.c.sealed).where(VAULT.c.id == sealed_id)).first()
    if row is None:
        raise UnknownRecord(f"there is no sealed record {sealed_id}: it was erased, or never was")
    return _open(key, bytes(row.sealed))


def list_sealed(connection: Connection, subject: str | None = None) -> list[tuple[str, str]]:
    """The ids and subjects of the sealed records, of one subject or of all."""
    query = select(VAULT.c.id, VAULT.c.subject).order_by(VAULT.c.id)
    if subject is not None:
        query = query.where(VAULT.c.subject == subject)
    return [(row.id, row.subject) for row in connection.execute(query)]


def reseal(connection: Connection, old: Key, public: str) -> dict[str, str]:
    """Seal every record anew, to another public key: the new commitments by id.

    Raises SealError where the old key does not open all of them; then nothing may be kept.
    """
    commitments = {}
    for sealed_id, _ in list_sealed(connection):
        sealed = _close(public, unseal(connection, sealed_id, old))
        connection.execute(update(VAULT).where(VAULT.c.id == sealed_id).values(key=public, sealed=sealed))
        commitments[sealed_id] = hashlib.sha256(sealed).hexdigest()
    return commitments


def erase(connection: Connection, sealed_id: str) -> str:
    """Remove a sealed record for good; the subject that it was about.

    Raises UnknownRecord.
    """
    subject = connection.scalar(select(VAULT.c.subject).where(VAULT.c.id == sealed_id))
    if subject is None:
        raise UnknownRecord(f"there is no sealed record {sealed_id}: it was erased, or never was")
    connection.execute(delete(VAULT).where(VAULT.c.id == sealed_id))
    return str(subject)


def hash_sealed(connection: Connection) -> Iterator[tuple[str, str]]:
    """The id of every sealed record, with the digest of what is kept of it."""
    for row in connection.execute(select(VAULT.c.id, VAULT.c.sealed)):
        yield row.id, hashlib.sha256(row.sealed).hexdigest()


def shred(database: Database) -> None:
    """Give up the space of what was erased, as far as the database reaches; docs/security.md says how far."""
    with database.translating():
        if database.is_sqlite:
            with database.engine.connect() as connection:
                get_driver_connection(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM FULL vault")


def overwrite(connection: Connection) -> None:
    """Have this transaction write zeros over what it erases; SQLite would leave it in its free pages."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def list_seals(kind: str, payload: dict[str, Any]) -> list[tuple[str, str | None]]:
    """What an entry says of sealed records: id and commitment; None = it is gone."""
    if kind == "identity":
        return [(payload["sealed"], payload["commitment"])]
    if kind == "rotation":
        return list(payload["sealed"].items())
    return [(payload["sealed"], None)]


def _close(public: str, content: bytes) -> bytes:
    padded = len(content).to_bytes(8, "big") + content
    padded += b"\0" * (-len(padded) % PADDING)
    return bytes(SealedBox(PublicKey(bytes.fromhex(public))).encrypt(padded))


def _open(key: Key, sealed: bytes) -> bytes:
    try:
        padded = SealedBox(PrivateKey(key.secret)).decrypt(sealed)
    except CryptoError:
        raise SealError(f"this key ({key.public[:12]}…) does not open the record: another one sealed it") from None
    size = int.from_bytes(padded[:8], "big")
    return bytes(padded[8 : 8 + size])
