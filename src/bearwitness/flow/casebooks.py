"""The casebook's commands: what was read goes in, what was asked comes out.

In: an opened casebook and requests. Out: receipts, records, and text to show. Other flows store what they decide and
read claims as of a time through `open_casebook`. It decides nothing itself.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import chain, islice
from pathlib import Path

from bearwitness.base.casebooks import (
    Addition,
    Entry,
    Fault,
    Filter,
    Head,
    Receipt,
    Verification,
)
from bearwitness.base.contracts import freeze, thaw
from bearwitness.base.errors import BrokenChain, CasebookUnavailable, Refused, UsageError
from bearwitness.base.records import Claim, Document, Failure, Report
from bearwitness.collect import read_reports
from bearwitness.flow.requests import Input, Look, Options
from bearwitness.ledger import copies, databases, derivations, heads, keys, verifications
from bearwitness.ledger.casebooks import Access, Casebook
from bearwitness.ledger.casebooks import open_casebook as open_ledger
from bearwitness.ledger.entries import format_time
from bearwitness.view import listings
from bearwitness.view.listings import ListFormat

Kept = Receipt | Failure
Watch = Callable[[int], None]
BATCH = 16  # reports whose digests are looked up together
LONG_RUN = 160  # known reports in a row, at which those before them are finished and told of
CLAIM_COLUMNS = ("sequence", "claim", "what", "where", "when", "source", "standing")
NARROW_CLAIM_COLUMNS = ("claim", "what", "where", "when", "source")
CLAIM_CODES = ("category", "mode", "acled_sub_event_type")  # for programs, in CSV
DOCUMENT_COLUMNS = ("sequence", "document", "published", "outlet", "claims", "title", "id", "ended")
NARROW_DOCUMENT_COLUMNS = ("document", "published", "claims", "outlet", "named")  # an id stands in for a missing title
ROOM_FOR_CODES, ROOM_FOR_IDS = 130, 110  # columns of the terminal from which these are shown too
MOST_COMPARED = 100_000  # entries up to which `verify` compares the derived tables unasked; writers wait meanwhile
ENTRY_COLUMNS = ("sequence", "kind", "author", "recorded_at_utc", "payload")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Which casebook, and who opens it; `name` is the author of entries where the casebook has no accounts."""

    address: str = "casebook.db"
    name: str | None = None
    token: str | None = None
    password: str | None = None

    def __repr__(self) -> str:
        return f"Opening(name={self.name!r})"  # without secrets; a URL may hold a password too


def open_casebook(opening: Opening, *, create: bool = False) -> Casebook:
    """The casebook, to be closed after use (`with`); made if there is none and `create` says so.

    Raises CasebookUnavailable, and Refused where it has accounts and nothing valid is shown.
    """
    access = Access(name=opening.name, password=opening.password, token=opening.token)
    return open_ledger(opening.address, create=create, access=access)


def add(book: Casebook, reports: Iterable[Input], options: Options) -> Iterator[Kept]:
    """Read, extract and keep reports, one transaction a document: a receipt for each that is kept, as soon as it is.

    What is kept already is not read again. A Failure stands for each that could not be read.
    """
    marked = _mark_known(book, reports)
    for each in marked:
        if not isinstance(each, Report):
            yield _settle(book, each)
            continue
        from bearwitness.flow.reports import extract_reports  # noqa: PLC0415  loads the language model: only to extract

        waiting: deque[Input | Receipt] = deque()
        for result in extract_reports(_pass_new(chain([each], marked), waiting), options):
            yield from _take_known(book, waiting)
            report = waiting.popleft()
            if isinstance(result, Failure):
                yield result
            elif isinstance(report, Report):
                contributor = book.account.name if book.account.own_only else None
                yield from book.add([build_addition(report, result.document, result.claims, contributor=contributor)])
        yield from _take_known(book, waiting)
    book.settle()


def add_paths(book: Casebook, paths: Sequence[str], options: Options) -> Iterator[Kept]:
    """The same for files, folders, JSONL and standard input."""
    return add(book, read_reports(paths, stdin=options.stdin), options)


def build_addition(
    report: Report, document: Document, claims: tuple[Claim, ...], *, contributor: str | None = None
) -> Addition:
    """What the casebook keeps of a report that was read."""
    raw = report.content if report.raw is None else report.raw
    return Addition(document=document, claims=claims, raw=raw, media=report.media, contributor=contributor)


def read_moment(as_of: str | None) -> str | None:
    """A date (to its end, UTC) or an ISO time as the casebook writes times.

    Raises UsageError for what is neither.
    """
    if as_of is None:
        return None
    try:
        if len(as_of) == len("2019-06-04"):
            return f"{date.fromisoformat(as_of).isoformat()}T23:59:59.999999Z"
        moment = datetime.fromisoformat(as_of)
    except ValueError:
        raise UsageError(f"'{as_of}' is no date or time: write 2016-12-09 or 2016-12-09T14:30:00Z") from None
    return format_time(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def list_claims(book: Casebook, asked: Filter, form: ListFormat, look: Look) -> Iterator[str]:
    """The claims that pass the filter, as text."""
    objects = map(listings.describe_kept_claim, book.claims(asked))
    columns: tuple[str, ...] = CLAIM_COLUMNS
    if form == "csv":
        columns += CLAIM_CODES
    elif form == "table" and look.width < ROOM_FOR_IDS:
        columns = (*NARROW_CLAIM_COLUMNS, *(["standing"] if asked.ended else []))
    elif look.width >= ROOM_FOR_CODES:
        columns = (*CLAIM_COLUMNS[:3], "acled", *CLAIM_COLUMNS[3:])
    return listings.format_listing(objects, columns, form, width=look.width, color=look.color)


def list_documents(book: Casebook, asked: Filter, form: ListFormat, look: Look) -> Iterator[str]:
    """The documents that pass the filter, as text."""
    objects = map(listings.describe_kept_document, book.documents(asked))
    narrow = form == "table" and look.width < ROOM_FOR_IDS
    columns: tuple[str, ...] = NARROW_DOCUMENT_COLUMNS if narrow else DOCUMENT_COLUMNS
    return listings.format_listing(objects, columns, form, width=look.width, color=look.color)


def list_entries(entries: Iterable[Entry], form: ListFormat, look: Look) -> Iterator[str]:
    """Entries as text."""
    objects = map(_describe_entry, entries)
    return listings.format_listing(objects, ENTRY_COLUMNS, form, width=look.width, color=look.color)


def show(book: Casebook, id_: str, as_of: str | None, form: ListFormat, look: Look) -> Iterator[str]:
    """One record and all that was said of it, as text.

    Raises UnknownRecord, UsageError for CSV: a record is no table.
    """
    sight = book.show(id_, as_of)
    if form == "csv":
        raise UsageError(f"a {sight.kind} is no table, and has no CSV: --format table, json or jsonl")
    entries = [_describe_entry(entry) for entry in sight.entries]
    if form == "table":
        yield from listings.format_sight(sight, entries, width=look.width, color=look.color)
    else:
        yield json.dumps(listings.describe_sight(sight, entries), ensure_ascii=False) + "\n"


def verify(book: Casebook, head: Path | None, key: str | None, *, tables: bool | None, watch: Watch) -> Verification:
    """Check the chain and all it vouches for; against a signed head, and the derived tables, where asked for.

    `tables` None compares the derived tables of a small casebook, where whoever asks may and it can be written to.
    Raises BrokenChain where the signature of the head does not hold.
    """
    signed = None if head is None else read_head(head)
    if signed is not None:
        heads.check_head(signed, key)
        if signed.casebook != book.identify():
            raise BrokenChain(f"the signed head is of another casebook, {signed.casebook}")
    with book.database.reading() as connection:
        found = verifications.verify(connection, signed, watch)
    if found.fault is not None or tables is False or (tables is None and found.entries > MOST_COMPARED):
        return found
    try:
        differing = compare_tables(book, watch)
    except (Refused, CasebookUnavailable):
        if tables:
            raise
        return found
    if not differing:
        return replace(found, compared=True)
    reason = f"derived tables differ from what the entries make: {', '.join(differing)}; bearwitness rebuild mends them"
    return replace(found, compared=True, fault=Fault(sequence=None, reason=reason))


def compare_tables(book: Casebook, watch: Watch) -> list[str]:
    """The derived tables that differ from what the entries make; nothing is changed, but writers wait meanwhile."""
    book.account.check("administer")
    differing: list[str] = []
    try:
        with book.database.writing() as connection:
            differing = verifications.compare_tables(connection, watch)
            raise _Undone
    except _Undone:
        return differing


def rebuild(book: Casebook, watch: Watch) -> int:
    """Make all derived tables anew from the entries: the number of entries."""
    book.account.check("administer")
    with book.database.writing() as connection:
        return derivations.rebuild(connection, watch)


def sign_head(book: Casebook, key: Path, passphrase: str | None) -> Head:
    """The signed head of the chain as it is now; that it was given out is an entry itself."""
    signing = keys.read_key(key, "sign", passphrase)
    casebook = book.identify()
    with book.writing("publish") as transaction:
        writer = transaction.writer
        head = Head(casebook=casebook, sequence=writer.sequence, hash=writer.hash, signed_at_utc=writer.now)
        signed = heads.sign_head(head, signing)
        transaction.append("export", {"what": "head", **freeze(signed)})
    return signed


def format_head(head: Head) -> str:
    """A signed head as the file that is given out."""
    return json.dumps(freeze(head), indent=1) + "\n"


def read_head(path: Path) -> Head:
    """The signed head in a file.

    Raises CasebookUnavailable where there is none.
    """
    try:
        return thaw(Head, json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise CasebookUnavailable(f"the head {path} cannot be read: {error.strerror}") from None
    except ValueError:
        raise CasebookUnavailable(f"{path} is no signed head") from None


def is_locked(key: Path) -> bool:
    """Whether a key file asks for a passphrase."""
    return keys.is_locked(key)


def copy(source: Opening, target: str, watch: Watch) -> tuple[int, str]:
    """Copy a casebook into an empty or a new one, its chain unchanged: its last entry and hash.

    The copy is verified before it is called one; raises BrokenChain where it does not hold.
    """
    with open_casebook(source) as book:
        book.account.check("administer")
        return _copy_database(book.database, target, watch)


def backup(source: Opening, target: Path, watch: Watch) -> tuple[int, str]:
    """Copy a casebook in use, on whichever database, into a new SQLite file, which appears only when it is whole.

    Raises UsageError where there is such a file, BrokenChain where the copy does not verify.
    """
    with open_casebook(source) as book, _make_file(target) as part:
        book.account.check("administer")
        if book.database.is_sqlite:
            copies.copy_file(book.database, part)
            return _verify_copy(str(part), watch)
        return _copy_database(book.database, str(part), watch)


def restore(backup_file: Path, target: str, watch: Watch) -> tuple[int, str]:
    """Copy a backup into a new casebook, or an empty one in PostgreSQL: its last entry and hash.

    Raises UsageError where the target is a file that exists, BrokenChain where the backup does not verify.
    """
    database = databases.open_database(str(backup_file))
    try:
        if "://" in target:
            return _copy_database(database, target, watch)
        with _make_file(Path(target)) as part:
            copies.copy_file(database, part)
            return _verify_copy(str(part), watch)
    finally:
        database.close()


def _copy_database(source: databases.Database, target: str, watch: Watch) -> tuple[int, str]:
    database = databases.open_database(target, create=True)
    try:
        copies.copy(source, database, watch)
    finally:
        database.close()
    return _verify_copy(target, watch)


def _verify_copy(target: str, watch: Watch) -> tuple[int, str]:
    database = databases.open_database(target)
    try:
        with database.reading() as connection:
            found = verifications.verify(connection, None, watch)
    finally:
        database.close()
    if found.fault is not None:
        raise BrokenChain(f"the copy does not verify, at entry {found.fault.sequence}: {found.fault.reason}")
    return found.entries, found.hash


@contextmanager
def _make_file(target: Path) -> Iterator[Path]:
    """A name to write under, which becomes the target once all has gone well."""
    if target.exists():
        raise UsageError(f"there is a file {target}: nothing is overwritten; give another name or move it away")
    part = target.with_name(f".{target.name}.part")
    _remove(part)
    try:
        yield part
        part.replace(target)
    finally:
        _remove(part)


def _mark_known(book: Casebook, reports: Iterable[Input]) -> Iterator[Input | Receipt]:
    """The reports, with a receipt in the place of each that is kept already or was met before: no bytes of those."""
    stream = iter(reports)
    seen: set[str] = set()
    while part := list(islice(stream, BATCH)):
        known = book.find_known([each.sha256 for each in part if isinstance(each, Report)])
        for each in part:
            if isinstance(each, Report) and (each.sha256 in known or each.sha256 in seen):
                sequence = known.get(each.sha256, 0)
                yield Receipt(document=each.id, sha256=each.sha256, sequence=sequence, claims=0, new=False)
            else:
                if isinstance(each, Report):
                    seen.add(each.sha256)
                yield each


def _pass_new(marked: Iterable[Input | Receipt], waiting: "deque[Input | Receipt]") -> Iterator[Input]:
    """What must be read, up to a long run of what is known; everything waits in the order of the inputs."""
    run = 0
    for each in marked:
        waiting.append(each)
        if not isinstance(each, Receipt):
            run = 0
            yield each
        elif (run := run + 1) == LONG_RUN:
            return


def _take_known(book: Casebook, waiting: "deque[Input | Receipt]") -> Iterator[Kept]:
    while waiting and isinstance(receipt := waiting[0], Receipt):
        waiting.popleft()
        yield _settle(book, receipt)


def _settle(book: Casebook, known: Receipt | Failure) -> Kept:
    """What is told of an input that is not read: of one that was met twice, what became of the first."""
    if isinstance(known, Failure) or known.sequence:
        return known
    sequence = book.find_known([known.sha256]).get(known.sha256, 0)
    if not sequence:
        return Failure(origin=known.document, reason="the same bytes as a document before it, which was not kept")
    return replace(known, sequence=sequence)


def _describe_entry(entry: Entry) -> listings.Object:
    return listings.describe_entry(entry, json.loads(entry.payload))


def _remove(part: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        part.with_name(part.name + ending).unlink(missing_ok=True)


class _Undone(Exception):
    """Raised to take back what a transaction did."""
