"""What protects people: sealed identities with every reading logged, key rotation and erasure, accounts and tokens.

In: an opened casebook, plain bytes, keys. Out: ids of sealed records, plain bytes to those who may. Each step is an
entry without any secret in it. A reading is an entry before the first plain byte is given out.
"""

import json
from typing import Any

from sqlalchemy import Connection, select

from bearwitness.base.casebooks import Role
from bearwitness.base.errors import SealError, UnknownRecord, UsageError
from bearwitness.base.identifiers import Json
from bearwitness.ledger import accounts, vaults
from bearwitness.ledger.accounts import Account
from bearwitness.ledger.casebooks import Casebook, give_reason
from bearwitness.ledger.keys import Key
from bearwitness.ledger.schemas import VAULT


def set_key(book: Casebook, public: str) -> None:
    """Say to which public key this casebook seals from now on.

    Raises SealError where it has one: keys are rotated, not replaced.
    """
    with book.writing("administer") as transaction:
        try:
            known = vaults.read_public_key(transaction.connection)
        except SealError:
            transaction.append("key", {"key": public})
            return
    raise SealError(f"this casebook seals to the key {known[:12]}… already: rotate it instead")


def read_public_key(book: Casebook) -> str:
    """The public key to which this casebook seals; raises SealError where there is none."""
    with book.database.reading() as connection:
        return vaults.read_public_key(connection)


def seal(book: Casebook, subject: str, what: str, content: bytes) -> str:
    """Seal bytes about a subject (a source, a report); `what` says of what kind they are, never whose: their id."""
    with book.writing("report") as transaction:
        sealed = vaults.seal(vaults.read_public_key(transaction.connection), subject, what, content)
        transaction.append("identity", vaults.keep_sealed(transaction.connection, sealed))
    return sealed.id


def list_sealed(book: Casebook, subject: str | None = None) -> list[tuple[str, str]]:
    """The ids of sealed records with their subjects."""
    book.account.check("read")
    with book.database.reading() as connection:
        return vaults.list_sealed(connection, subject)


def unseal(book: Casebook, sealed: str, key: Key, why: str) -> bytes:
    """The plain bytes of a sealed record; that they were read, by whom and why, is an entry before they are given.

    Raises Refused, SealError where the key is not that of the casebook, UnknownRecord.
    """
    with book.writing("unseal") as transaction:
        subject = _check_key(transaction.connection, sealed, key)
        entry: dict[str, Json] = {"sealed": sealed, "subject": subject, "why": give_reason(why)}
        transaction.append("reading", entry)
    with book.database.reading() as connection:
        return vaults.unseal(connection, sealed, key)


def rotate(book: Casebook, old: Key, public: str) -> int:
    """Seal everything anew to another public key, and leave nothing behind that the old one opens: how many records."""
    with book.writing("administer") as transaction:
        vaults.overwrite(transaction.connection)
        if old.public != (known := vaults.read_public_key(transaction.connection)):
            raise SealError(f"this casebook seals to the key {known[:12]}…, not to {old.public[:12]}…")
        if public == known:
            raise UsageError("the new key is the old one: make another")
        sealed: dict[str, Json] = dict(vaults.reseal(transaction.connection, old, public))
        transaction.append("rotation", {"key": public, "sealed": sealed})
    vaults.shred(book.database)
    return len(sealed)


def erase(book: Casebook, sealed: str, why: str) -> str:
    """Remove a sealed record for good; that there was one stays in the chain: the subject that it was about."""
    with book.writing("administer") as transaction:
        vaults.overwrite(transaction.connection)
        subject = vaults.erase(transaction.connection, sealed)
        entry: dict[str, Json] = {"sealed": sealed, "subject": subject, "why": give_reason(why)}
        transaction.append("erasure", entry)
    vaults.shred(book.database)
    return subject


def set_account(book: Casebook, name: str, role: Role, *, password: str | None = None, closed: bool = False) -> None:
    """Make, change or close an account.

    Raises UsageError where it would be the first and no admin, or the last admin would be lost.
    """
    with book.writing("administer") as transaction:
        connection = transaction.connection
        others = [each for each in accounts.read_accounts(connection) if each.name != name and not each.closed]
        if (role != "admin" or closed) and not any(each.role == "admin" for each in others):
            raise UsageError("a casebook with accounts needs an admin: make one first")
        accounts.set_account(connection, Account(name=name, role=role, closed=closed), password)
        transaction.append("account", {"name": name, "role": role, "closed": closed, "password": password is not None})


def list_accounts(book: Casebook) -> list[Account]:
    """All accounts by name."""
    book.account.check("administer")
    with book.database.reading() as connection:
        return accounts.read_accounts(connection)


def issue_token(book: Casebook, account: str, days: int) -> tuple[str, str, str]:
    """A new token for an account: its id, the token, which is kept nowhere, and when it expires."""
    with book.writing("administer") as transaction:
        token_id, token, expires = accounts.issue_token(transaction.connection, account, book.clock(), days)
        transaction.append("account", {"name": account, "token": token_id, "expires_at_utc": expires})
    return token_id, token, expires


def revoke_token(book: Casebook, token_id: str) -> str:
    """Revoke a token by its id: the account that had it."""
    with book.writing("administer") as transaction:
        account = accounts.revoke_token(transaction.connection, token_id)
        transaction.append("account", {"name": account, "token": token_id, "revoked": True})
    return account


def _check_key(connection: Connection, sealed: str, key: Key) -> str:
    """The subject of a sealed record that this key opens."""
    row: Any = connection.execute(select(VAULT.c.subject, VAULT.c.key).where(VAULT.c.id == sealed)).first()
    if row is None:
        raise UnknownRecord(f"there is no sealed record {sealed}: it was erased, or never was")
    if row.key != key.public:
        raise SealError(f"this key ({key.public[:12]}…) does not open the record: {row.key[:12]}… sealed it")
    return str(row.subject)


def freeze_identity(identity: dict[str, str]) -> bytes:
    """What is known of a person, as bytes to seal."""
    return json.dumps(identity, ensure_ascii=False, sort_keys=True).encode("utf-8")
