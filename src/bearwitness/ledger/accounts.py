"""Accounts: who may do what, shown by a password or a token.

In: names, roles, passwords, tokens. Out: whether someone may. Passwords are kept as argon2id hashes, tokens as the
SHA-256 of 32 random bytes; a token is shown once, when it is made. There is no account and no password until somebody
makes one. Grants and revocations are entries too, without any secret.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, select, update

from bearwitness.base.casebooks import Role
from bearwitness.base.errors import Refused, UnknownRecord, UsageError
from bearwitness.ledger.entries import format_time
from bearwitness.ledger.schemas import ACCOUNTS, TOKENS

Action = Literal["read", "report", "add", "judge", "correct", "publish", "unseal", "administer"]
# What each role may do, from least to most. A contributor reports and reads what is their own: read_own is no action.
ROLES: dict[Role, frozenset[Action]] = {
    "reader": frozenset({"read"}),
    "contributor": frozenset({"report"}),
    "analyst": frozenset({"read", "report", "add", "judge"}),
    "editor": frozenset({"read", "report", "add", "judge", "correct", "publish", "unseal"}),
    "admin": frozenset({"read", "report", "add", "judge", "correct", "publish", "unseal", "administer"}),
}
LEAST_PASSWORD = 12  # characters
PREFIX = "bw_"  # so that a token is told from other secrets where one turns up
_HASHER = PasswordHasher()  # argon2id, the library's own cost: RFC 9106's second choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Someone who may do what their role allows."""

    name: str
    role: Role
    closed: bool = False

    @property
    def own_only(self) -> bool:
        """Whether they see their own reports only."""
        return "read" not in ROLES[self.role]

    def check(self, action: Action) -> None:
        """Raises Refused where the role does not allow the action."""
        if self.closed or action not in ROLES[self.role]:
            able = ", ".join(role for role, actions in ROLES.items() if action in actions)
            raise Refused(
                f"{self.name} is {self.role}{' (closed)' if self.closed else ''} and may not {action}: {able} may"
            )


OWNER = "owner"  # who works on a casebook without accounts


def is_open(connection: Connection) -> bool:
    """Whether the casebook has no accounts: then whoever holds the file may do everything."""
    return connection.scalar(select(ACCOUNTS.c.name).limit(1)) is None


def read_accounts(connection: Connection) -> list[Account]:
    """All accounts by name."""
    rows = connection.execute(select(ACCOUNTS.c.name, ACCOUNTS.c.role, ACCOUNTS.c.closed).order_by(ACCOUNTS.c.name))
    return [Account(name=row.name, role=row.role, closed=row.closed) for row in rows]


def set_account(connection: Connection, account: Account, password: str | None = None) -> None:
    """Make or change an account; without a password it is used by tokens only, and a password it had stays.

    Raises UsageError for a role that is none, a name with nothing in it, a password that is too short.
    """
    if account.role not in ROLES:
        raise UsageError(f"'{account.role}' is no role: {', '.join(ROLES)}")
    if not account.name.strip() or not account.name.isprintable():
        raise UsageError("an account needs a name of printable characters")
    if password is not None and len(password) < LEAST_PASSWORD:
        raise UsageError(f"the password is too short: {LEAST_PASSWORD} characters at least")
    values: dict[str, object] = {"role": account.role, "closed": account.closed}
    if password is not None:
        values["password"] = _HASHER.hash(password)
    if connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == account.name).values(values)).rowcount == 0:
        connection.execute(ACCOUNTS.insert(), {"password": None, **values, "name": account.name})


def check_password(connection: Connection, name: str, password: str) -> Account:
    """The account that this name and password open.

    Raises Refused, in the same words and after the same time whether the name or the password is wrong.
    """
    row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).first()
    try:
        _HASHER.verify(row.password if row is not None and row.password else _make_dummy(), password)
    except (VerificationError, InvalidHashError):
        row = None
    if row is None or row.closed or not row.password:
        raise Refused("no account has this name and password")
    return Account(name=row.name, role=row.role, closed=row.closed)


def issue_token(connection: Connection, account: str, now: datetime, days: int) -> tuple[str, str, str]:
    """A new token of an account: its id, the token itself, which is kept nowhere, and when it expires.

    Raises UnknownRecord, UsageError for a life that is none.
    """
    if days < 1:
        raise UsageError("a token lives one day at least")
    if connection.scalar(select(ACCOUNTS.c.name).where(ACCOUNTS.c.name == account)) is None:
        raise UnknownRecord(f"there is no account {account}")
    token, token_id = PREFIX + secrets.token_urlsafe(32), f"t-{secrets.token_hex(6)}"
    expires = format_time(now + timedelta(days=days))
    row = {"id": token_id, "account": account, "sha256": _hash(token), "expires_at_utc": expires, "revoked": False}
    connection.execute(TOKENS.insert(), row)
    return token_id, token, expires


def check_token(connection: Connection, token: str, now: datetime) -> Account:
    """The account that a token opens.

    Raises Refused where it is unknown, expired or revoked.
    """
    query = select(TOKENS, ACCOUNTS.c.role, ACCOUNTS.c.closed).join(ACCOUNTS, ACCOUNTS.c.name == TOKENS.c.account)
    row = connection.execute(query.where(TOKENS.c.sha256 == _hash(token))).first()
    if row is None or row.revoked or row.closed or row.expires_at_utc <= format_time(now):
        raise Refused("the token is unknown, expired or revoked: ask an admin for another")
    return Account(name=row.account, role=row.role, closed=row.closed)


def revoke_token(connection: Connection, token_id: str) -> str:
    """Revoke a token by its id; the account that had it.

    Raises UnknownRecord.
    """
    account = connection.scalar(select(TOKENS.c.account).where(TOKENS.c.id == token_id))
    if account is None:
        raise UnknownRecord(f"there is no token {token_id}")
    connection.execute(update(TOKENS).where(TOKENS.c.id == token_id).values(revoked=True))
    return str(account)


@cache
def _make_dummy() -> str:
    """A hash that no password has: with it an unknown name takes as long as a wrong password."""
    return _HASHER.hash(secrets.token_hex(16))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
