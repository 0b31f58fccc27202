"""Keys, sealed identities, accounts and sources: what protects people, and the registry of who speaks.

In: an opened casebook, key files, passphrases. Out: what was done, and plain words to those who may read them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bearwitness.base.casebooks import SourceRecord
from bearwitness.base.errors import UnknownRecord, UsageError
from bearwitness.flow.requests import Look
from bearwitness.ledger import keys, protections
from bearwitness.ledger.casebooks import Casebook
from bearwitness.ledger.protections import (
    erase,
    issue_token,
    list_accounts,
    list_sealed,
    read_public_key,
    revoke_token,
    set_account,
)
from bearwitness.view import listings
from bearwitness.view.listings import ListFormat

SOURCE_ID = re.compile(r"s-[0-9a-z]{8,}")  # what is written like an id is meant as one, even where it is mistyped
SOURCE_COLUMNS = ("id", "name", "kind", "side", "reliability", "organisation", "relays", "status", "names")
HISTORY_COLUMNS = ("sequence", "name", "reliability", "status", "why")

__all__ = [
    "create_key",
    "erase",
    "issue_token",
    "list_accounts",
    "list_history",
    "list_sealed",
    "list_sources",
    "read_public_key",
    "revise_source",
    "revoke_token",
    "rotate_key",
    "seal_identity",
    "set_account",
    "set_key",
    "unseal_identity",
]


def create_key(path: Path, purpose: keys.Purpose, passphrase: str | None) -> str:
    """A new key in a new file outside the casebook: its public half. Raises SealError."""
    key = keys.make_key(purpose)
    keys.write_key(key, path, passphrase)
    return key.public


def set_key(book: Casebook, public: str) -> None:
    """Have a casebook seal to a public key."""
    protections.set_key(book, public)


def rotate_key(book: Casebook, old: Path, passphrase: str | None, new: Path, new_passphrase: str | None) -> int:
    """Seal everything anew with a new key in a new file: how many records."""
    key = keys.read_key(old, "seal", passphrase)
    public = create_key(new, "seal", new_passphrase)
    return protections.rotate(book, key, public)


def seal_identity(book: Casebook, subject: str, identity: dict[str, str]) -> str:
    """Seal what is known of a person behind a source: the id of the sealed record."""
    return protections.seal(book, subject, "identity", protections.freeze_identity(identity))


def unseal_identity(book: Casebook, sealed: str, key: Path, passphrase: str | None, why: str) -> bytes:
    """What is sealed, read by someone who may and for a reason, both of which are logged first."""
    return protections.unseal(book, sealed, keys.read_key(key, "seal", passphrase), why)


def revise_source(book: Casebook, name: str, changes: dict[str, Any]) -> SourceRecord:
    """Change the record of a source given by its id or a name, or make it: the record as it stands from now on.

    A proposed record is reviewed by this. `organisation` and `relays` are given as ids or names, "" = none any more.
    Raises UsageError where another is changed without a reason or belongs to or relays itself, and UnknownRecord for an
    id that no record has, or for a source beside it that the registry does not know.
    """
    try:
        _, record = book.source(name)[-1]
    except UnknownRecord:
        if SOURCE_ID.fullmatch(name):
            raise
        return book.set_source(replace(SourceRecord(id="", name=name), **_resolve_ties(book, None, changes)))
    changes = _resolve_ties(book, record, changes)
    if record.status == "proposed":
        changes = {"why": "reviewed", "status": "reviewed", **changes}
    elif not changes.get("why", "").strip():
        raise UsageError(f"{record.name} is {record.status} already: say why its record changes (--why)")
    changes["names"] = tuple(dict.fromkeys((*record.names, record.name, *changes.get("names", ()))))
    return book.set_source(replace(record, **changes))


def _resolve_ties(book: Casebook, record: SourceRecord | None, changes: dict[str, Any]) -> dict[str, Any]:
    """The changes with the ids of those whom a source is said to belong to and to relay."""
    resolved = dict(changes)
    if "organisation" in changes:
        given = changes["organisation"]
        resolved["organisation"] = _find_tie(book, record, "--organisation", given) if given else None
    if "relays" in changes:
        ids = (_find_tie(book, record, "--relays", given) for given in changes["relays"] if given)
        resolved["relays"] = tuple(dict.fromkeys(ids))
    return resolved


def _find_tie(book: Casebook, record: SourceRecord | None, option: str, given: str) -> str:
    try:
        _, other = book.source(given)[-1]
    except UnknownRecord:
        add = f"; add it first: bearwitness source set '{given}' --kind KIND"
        add = "; bearwitness source list shows the ids" if SOURCE_ID.fullmatch(given) else add
        raise UnknownRecord(f"{option}: the registry knows no source '{given}'{add}") from None
    if record is not None and other.id == record.id:
        raise UsageError(f"{option} '{given}' is {record.name} itself: name another source")
    return other.id


def list_sources(book: Casebook, as_of: str | None, form: ListFormat, look: Look) -> Iterator[str]:
    """The registry, as text."""
    objects = map(listings.describe_source, book.sources(as_of))
    return listings.format_listing(objects, SOURCE_COLUMNS, form, width=look.width, color=look.color)


def list_history(book: Casebook, id_: str, form: ListFormat, look: Look) -> Iterator[str]:
    """All states of one source record, as text."""
    objects = [{**listings.describe_source(record), "sequence": entry} for entry, record in book.source(id_)]
    return listings.format_listing(objects, HISTORY_COLUMNS, form, width=look.width, color=look.color)
