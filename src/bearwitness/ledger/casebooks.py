"""The casebook: documents, claims, judgements, corrections and retractions, kept for good and found again.

In: records. Out: records, and entries in the chain. Everything that is done here is done in one transaction with its
entries: it is there whole or not at all. It never changes or removes an entry, and reads no file and no network.
"""

import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection

from bearwitness.base.casebooks import (
    Addition,
    Entry,
    Filter,
    Judgement,
    KeptClaim,
    KeptDocument,
    Receipt,
    Sight,
    SourceRecord,
)
from bearwitness.base.contracts import freeze, freeze_claim
from bearwitness.base.errors import BrokenChain, CasebookUnavailable, Refused, UsageError
from bearwitness.base.identifiers import Json, digest
from bearwitness.base.records import Claim
from bearwitness.ledger import queries, registers
from bearwitness.ledger.accounts import OWNER, Account, Action, check_password, check_token, is_open
from bearwitness.ledger.blobs import read_blob, write_blobs
from bearwitness.ledger.databases import Database, open_database
from bearwitness.ledger.entries import read_entries
from bearwitness.ledger.migrations import NEWEST, migrate, read_revision
from bearwitness.ledger.schemas import CLAIMS, DOCUMENTS
from bearwitness.ledger.transactions import (
    Transaction,
    add_document,
    check_bytes,
    find_own,
    find_rows,
    list_contents,
    repeat_document,
)

FORMAT = 1  # of entries and their payloads
_JUDGED_APART = frozenset(
    {"id", "author", "sequence", "recorded_at_utc", "ended"}
)  # the entry holds them, or makes them

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who opens a casebook: a token, or a name with its password, or on a casebook without accounts just a name."""

    name: str | None = None
    password: str | None = None
    token: str | None = None

    def __repr__(self) -> str:
        return f"Access(name={self.name!r})"


def tell_time() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


def open_casebook(
    address: str, *, create: bool = False, access: Access | None = None, clock: Clock = tell_time
) -> "Casebook":
    """The casebook at a path or a URL, made if there is none and it may be; close it after use.

    Raises CasebookUnavailable where it cannot be opened, Refused where it has accounts and `access` fits none.
    """
    database = open_database(address, create=create)
    try:
        with database.reading() as connection:
            revision = read_revision(connection)
        if revision != NEWEST:
            if revision is None and not create:
                raise CasebookUnavailable(f"there is no casebook in {database.name}: bearwitness add makes one")
            if revision is not None and revision > NEWEST:
                raise CasebookUnavailable(
                    f"casebook {database.name} was written by a newer version: update bearwitness"
                )
            with database.creating() as connection:
                migrate(connection)
                if revision is None:
                    _begin(connection, (access or Access()).name, clock())
            database.settle()
        with database.reading() as connection:
            account = _find_account(connection, access or Access(), clock)
    except BaseException:
        database.close()
        raise
    return Casebook(database, account, clock)


class Casebook:
    """An opened casebook, as one account sees it."""

    def __init__(self, database: Database, account: Account, clock: Clock) -> None:
        self.database, self.account, self.clock = database, account, clock
        self._wrote = False

    def __enter__(self) -> "Casebook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back; what was written is in its file then, even where others have it open."""
        self.settle()
        self.database.close()

    def settle(self) -> None:
        """After writing, and not in the midst of it: see that the file of the database holds all of it by itself."""
        if self._wrote:
            self._wrote = False
            self.database.settle()

    @contextmanager
    def writing(self, action: Action) -> Iterator[Transaction]:
        """A transaction for those whose role allows the action; raises Refused for others."""
        self.account.check(action)
        self._wrote = True
        with self.database.writing() as connection:
            transaction = Transaction(connection, self.account.name, self.clock())
            yield transaction
            transaction.flush()

    def add(self, additions: Sequence[Addition]) -> list[Receipt]:
        """Keep documents with their claims, all of them or none: one receipt each, in their order.

        The same bytes a second time add nothing; a contributor, who may not know of what others gave, is told of those
        bytes what they would be told if they were the first to give them. Speakers whom the registry does not know
        become proposed sources.
        Raises CasebookError where raw bytes are not those of their document.
        """
        own = all(each.contributor == self.account.name for each in additions)
        with self.writing("report" if own else "add") as transaction:
            for each in additions:
                check_bytes(each)
            names = [each.document.sha256 for each in additions]
            known = find_rows(transaction.connection, DOCUMENTS, "sha256", names)
            claims = [claim for each in additions if each.document.sha256 not in known for claim in each.claims]
            taken = set(find_rows(transaction.connection, CLAIMS, "id", [claim.id for claim in claims]))
            transaction.speakers = registers.find_speakers(transaction.connection, claims)
            given = set(known)
            if self.account.own_only:  # what others gave is nothing that they may know of
                known = find_own(transaction.connection, names, self.account.name)
            receipts = []
            for each in additions:
                sha256 = each.document.sha256
                new = sha256 not in known
                held = 0
                if new:
                    if sha256 in given:
                        known[sha256], held = repeat_document(transaction, each)
                    else:
                        known[sha256], held = add_document(transaction, each, taken)
                receipts.append(
                    Receipt(document=each.document.id, sha256=sha256, sequence=known[sha256], claims=held, new=new)
                )
            write_blobs(transaction.connection, list_contents(additions))
        return receipts

    def find_known(self, digests: Sequence[str]) -> dict[str, int]:
        """Those of the digests under which a document is kept, with its entry; to contributors, of their own only."""
        whose = self._narrow(Filter()).contributor
        with self.database.reading() as connection:
            if whose is not None:
                return find_own(connection, digests, whose)
            return find_rows(connection, DOCUMENTS, "sha256", digests)

    def correct(self, claim: Claim, why: str) -> Claim:
        """Put a changed claim in the place of the one with its id, which stays visible: the claim under its new id.

        Raises UnknownRecord, UsageError where that claim has ended already or nothing is changed.
        """
        with self.writing("correct") as transaction:
            old = queries.read_claim(transaction.connection, claim.id)
            if old.ended is not None:
                raise UsageError(f"claim {claim.id[:16]} has ended with entry {old.ended}: correct the one that stands")
            if old.claim == claim:
                raise UsageError(f"claim {claim.id[:16]} says that already: nothing to correct")
            new = replace(claim, id=digest({"corrects": claim.id, "claim": freeze_claim(claim)}))
            changed = {**freeze_claim(new), "document_sha256": old.document_sha256}
            transaction.append("correction", {"subject": claim.id, "claim": changed, "why": give_reason(why)})
        return new

    def retract(self, id_: str, why: str) -> Sight:
        """Retract a claim, a judgement, or a document with all its claims: what it was stays visible.

        Raises UnknownRecord, UsageError where it has ended already or cannot be retracted.
        """
        with self.writing("correct") as transaction:
            sight = queries.show(transaction.connection, id_)
            record = sight.claim or sight.document or sight.judgement
            if record is None:
                raise UsageError(f"a {sight.kind} cannot be retracted: claims, documents and judgements can")
            if record.ended is not None:
                raise UsageError(f"{sight.kind} {sight.id[:16]} has ended already, with entry {record.ended}")
            payload: dict[str, Json] = {"what": sight.kind, "subject": sight.id, "why": give_reason(why)}
            transaction.append("retraction", payload)
        return sight

    def judge(self, judgements: Sequence[Judgement]) -> list[Judgement]:
        """Keep judgements, all or none; of each, `id`, `author` and the time are set here.

        Raises UsageError where one supersedes a judgement that does not stand.
        """
        kept = []
        with self.writing("judge") as transaction:
            for each in judgements:
                payload = {name: value for name, value in freeze(each).items() if name not in _JUDGED_APART}
                payload["why"] = give_reason(each.why)
                payload["id"] = digest(payload | {"sequence": transaction.writer.sequence})
                if each.supersedes is not None:
                    transaction.flush()
                    old = queries.show(transaction.connection, each.supersedes)
                    if old.judgement is None or old.judgement.ended is not None:
                        raise UsageError(f"no judgement {each.supersedes[:16]} stands that could be superseded")
                sequence = transaction.append("judgement", payload)
                kept.append(
                    replace(
                        each,
                        id=str(payload["id"]),
                        author=self.account.name,
                        sequence=sequence,
                        recorded_at_utc=transaction.writer.now,
                    )
                )
        return kept

    def grade(self, claim: str, credibility: int, why: str) -> str:
        """Grade the credibility of a claim, 1 (confirmed) to 6 (cannot be judged), Admiralty scale: its full id.

        Raises UsageError for another grade, UnknownRecord.
        """
        if not 1 <= credibility <= 6:
            raise UsageError("credibility is 1 (confirmed) to 6 (cannot be judged)")
        with self.writing("judge") as transaction:
            sight = queries.show(transaction.connection, claim)
            if sight.claim is None:
                raise UsageError(f"'{claim}' is a {sight.kind}: credibility is graded per claim")
            transaction.append("grade", {"claim": sight.id, "credibility": credibility, "why": give_reason(why)})
        return sight.id

    def set_source(self, record: SourceRecord) -> SourceRecord:
        """Keep a source record as it is from now on; a new one is named after its name. Its `why` is the reason."""
        record = replace(record, id=record.id or registers.name_source(record.name))
        if not record.name.strip():
            raise UsageError("a source needs a name")
        with self.writing("judge") as transaction:
            transaction.append("source", freeze(record))
        return record

    def claims(self, asked: Filter) -> Iterator[KeptClaim]:
        """The claims that pass the filter; a contributor sees those of their own reports."""
        with self.database.reading() as connection:
            yield from queries.read_claims(connection, self._narrow(asked))

    def documents(self, asked: Filter) -> Iterator[KeptDocument]:
        """The documents that pass the filter; a contributor sees their own."""
        with self.database.reading() as connection:
            yield from queries.read_documents(connection, self._narrow(asked))

    def documents_and_claims(self, asked: Filter) -> tuple[list[KeptDocument], list[KeptClaim]]:
        """Both, as the casebook is at one moment: no document without its claims, whatever is written meanwhile."""
        asked = self._narrow(asked)
        with self.database.reading() as connection:
            documents = queries.read_documents(connection, asked)
            return list(documents), list(queries.read_claims(connection, asked))

    def document(self, sha256: str) -> KeptDocument:
        """One document with its text; raises UnknownRecord."""
        with self.database.reading() as connection:
            return self._check_own(queries.read_document(connection, sha256))

    def raw(self, sha256: str) -> bytes:
        """The bytes of a document or an attachment, to the letter; raises UnknownRecord, BrokenChain."""
        self.account.check("read")
        with self.database.reading() as connection:
            return read_blob(connection, sha256)

    def judgements(
        self, *, topic: str | None = None, subject: str | None = None, as_of: str | None = None
    ) -> Iterator[Judgement]:
        """The judgements that stand, or stood at a moment."""
        self.account.check("read")
        with self.database.reading() as connection:
            yield from queries.read_judgements(connection, topic=topic, subject=subject, as_of=as_of)

    def sources(self, as_of: str | None = None) -> Iterator[SourceRecord]:
        """All source records as they stand or stood."""
        self.account.check("read")
        with self.database.reading() as connection:
            yield from registers.read_sources(connection, queries.find_moment(connection, as_of))

    def source(self, id_: str) -> list[tuple[int, SourceRecord]]:
        """Every state of one source record, the last one standing; raises UnknownRecord."""
        self.account.check("read")
        with self.database.reading() as connection:
            registers.read_source(connection, id_)
            return registers.read_history(connection, id_)

    def show(self, id_: str, as_of: str | None = None) -> Sight:
        """One record and what was said of it; raises UnknownRecord, UsageError where the id fits several.

        A contributor sees of the entries about their own record those that no other one's report brought.
        """
        with self.database.reading() as connection:
            sight = queries.show(connection, id_, as_of)
            if self.account.own_only:
                sight = queries.keep_own(sight, self.account.name)
            if sight.document:
                self._check_own(sight.document)
            elif sight.claim:
                self._check_own(queries.read_document(connection, sight.claim.document_sha256))
            else:
                self.account.check("read")
            return sight

    def log(self, *, after: int = 0, kinds: Sequence[str] = (), as_of: str | None = None) -> Iterator[Entry]:
        """The entries in order, up to a moment."""
        self.account.check("read")
        with self.database.reading() as connection:
            moment = queries.find_moment(connection, as_of)
            for entry in read_entries(connection, after=after, kinds=kinds):
                if moment is not None and entry.sequence > moment:
                    return
                yield entry

    def identify(self) -> str:
        """The id that this casebook was given when it was made; raises BrokenChain where its first entry is gone."""
        with self.database.reading() as connection:
            first = next(read_entries(connection, limit=1), None)
        if first is None or first.kind != "casebook":
            raise BrokenChain(f"casebook {self.database.name} does not begin with its own entry")
        return str(json.loads(first.payload)["id"])

    def _narrow(self, asked: Filter) -> Filter:
        if self.account.own_only:
            self.account.check("report")
            return replace(asked, contributor=self.account.name)
        self.account.check("read")
        return asked

    def _check_own(self, kept: KeptDocument) -> KeptDocument:
        if self.account.own_only and kept.contributor != self.account.name:
            raise Refused(f"{self.account.name} is contributor and may read their own reports only")
        self.account.check("report" if self.account.own_only else "read")
        return kept


def _begin(connection: Connection, name: str | None, now: datetime) -> None:
    """Write the first entry with the tables, so that nobody finds them without it; unless somebody has."""
    transaction = Transaction(connection, _clean_name(name), now)
    if transaction.writer.sequence == 0:
        transaction.append("casebook", {"format": FORMAT, "id": secrets.token_hex(16)})
        transaction.flush()


def _find_account(connection: Connection, access: Access, clock: Clock) -> Account:
    if is_open(connection):
        return Account(name=_clean_name(access.name), role="admin")
    if access.token:
        return check_token(connection, access.token, clock())
    if access.name and access.password is not None:
        return check_password(connection, access.name, access.password)
    raise Refused("this casebook has accounts: show a token (BEARWITNESS_TOKEN) or give a password")


def _clean_name(name: str | None) -> str:
    cleaned = "".join(each if each.isprintable() else " " for each in name or "").strip()
    return cleaned or OWNER


def give_reason(why: str) -> str:
    """A reason with something in it; raises UsageError where there is none."""
    if not why.strip():
        raise UsageError("a reason is needed: say why")
    return why.strip()
