"""The records of the casebook: what goes into it, what is asked of it, what comes out.

`sequence` is an entry's place in the chain, from 1. Times are UTC in ISO 8601 with microseconds and a Z, so that they
sort as text. Nothing here reads, writes or decides.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bearwitness.base.identifiers import Json
from bearwitness.base.records import Claim, Document, SourceKind

EntryKind = Literal[
    "casebook",  # the first entry: the format and the casebook's own id
    "document",
    "claim",
    "attachment",
    "correction",
    "retraction",
    "judgement",
    "source",
    "grade",
    "export",
    "import",
    "account",
    "key",
    "identity",
    "rotation",
    "erasure",
    "reading",
    "repeat",
]
ENTRY_KINDS: tuple[EntryKind, ...] = EntryKind.__args__  # type: ignore[attr-defined]  # a Literal's own list
Reliability = Literal["A", "B", "C", "D", "E", "F"]
SourceStatus = Literal["proposed", "reviewed", "retired"]
Role = Literal["reader", "contributor", "analyst", "editor", "admin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the chain; `payload` is canonical JSON, hashes are SHA-256 in hexadecimal."""

    sequence: int
    kind: EntryKind
    payload: str
    author: str
    recorded_at_utc: str
    hash: str
    previous_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a report, as it may be published: `content` has no metadata left in it.

    `original_sha256` is the digest of the file as it came; `sealed` names where it is kept, None = it had no metadata,
    and `content` is the file itself. `content` is None for a kind of file that cannot be freed of its metadata.
    """

    name: str
    media: str
    content: bytes | None
    original_sha256: str
    sealed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Something that only the holder of a key can read: `box` is sealed to the public key `key`.

    `subject` is what it is about (a source's code name, a report), `what` of what kind it is, never whose.
    """

    id: str
    subject: str
    what: str
    key: str
    box: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A document to keep, with its claims and the raw bytes whose SHA-256 is `document.sha256`."""

    document: Document
    claims: tuple[Claim, ...]
    raw: bytes
    media: str = "text"
    contributor: str | None = None
    attachments: tuple[Attachment, ...] = ()
    sealed: tuple[Sealed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of an addition: `sequence` is its document's entry; not `new` = the same bytes were there before."""

    document: str
    sha256: str
    sequence: int
    claims: int
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which claims or documents. Texts are compared without case and diacritics; every filter that is set must hold.

    `place` is a place or a region around it; `source` a speaker's name, or the id of a source record, which stands for
    all its names; `words` must all occur, `word*` stands for its beginnings; `kind` is a kind, a category or a harm.
    `as_of` is a time in UTC: what was known then. `ended` also shows what has been retracted or corrected since.
    `after` is the sequence behind which to go on.
    """

    place: str | None = None
    since: date | None = None
    until: date | None = None
    kind: str | None = None
    source: str | None = None
    words: str | None = None
    document: str | None = None
    contributor: str | None = None
    as_of: str | None = None
    ended: bool = False
    after: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptClaim:
    """A claim as the casebook holds it. `ended` is the sequence of what ended it: a retraction or a correction."""

    claim: Claim
    sequence: int
    document_sha256: str
    author: str
    recorded_at_utc: str
    ended: int | None = None
    credibility: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDocument:
    """A document as the casebook holds it; `claims` is their number. The text is there only when one is asked for."""

    document: Document
    sequence: int
    media: str
    claims: int
    characters: int
    author: str
    recorded_at_utc: str
    contributor: str | None = None
    ended: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A decision over records, by a person or a rule, with its reason; it is superseded, never changed.

    `topic` is what was asked ("same-incident", "copy"), `subjects` the ids it is about, in order, `verdict` the
    answer, `value` whatever else belongs to it. `supersedes` is the id of the judgement that it replaces.
    """

    id: str
    topic: str
    subjects: tuple[str, ...]
    verdict: str
    why: str
    value: Json = None
    supersedes: str | None = None
    author: str = ""
    sequence: int = 0
    recorded_at_utc: str = ""
    ended: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """One who says things, as the registry knows them.

    `reliability` is A-F on the Admiralty scale, None = not graded. `organisation` is the id of the one it belongs to,
    `relays` are the ids of those whose words it passes on: neither is independent of the other. `names` are all names
    it goes by. A `proposed` source was met in a report and awaits review.
    """

    id: str
    name: str
    kind: SourceKind = "unnamed"
    names: tuple[str, ...] = ()
    side: str | None = None
    reliability: Reliability | None = None
    organisation: str | None = None
    relays: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    status: SourceStatus = "reviewed"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, and with which entry: `sequence` is None where it is with no single one."""

    sequence: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What `verify` found; `fault` is the first thing that is wrong, None = nothing.

    `compared`: the derived tables, which the views read, were made anew and compared.
    """

    entries: int
    documents: int
    claims: int
    blobs: int
    hash: str
    fault: Fault | None = None
    compared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the chain at some moment, signed: whoever holds it can tell whether the chain was cut or rewritten."""

    casebook: str
    sequence: int
    hash: str
    signed_at_utc: str
    key: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Everything the casebook says of one record: what it is, and the entries that speak of it, in order."""

    kind: Literal["document", "claim", "source", "judgement", "entry"]
    id: str
    claim: KeptClaim | None = None
    document: KeptDocument | None = None
    source: SourceRecord | None = None
    judgement: Judgement | None = None
    entries: tuple[Entry, ...] = field(default=())
