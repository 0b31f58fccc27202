"""The records that pass between the stages: frozen, slotted, keyword-only.

`None` means not stated; zero means stated zero. Units are in the names. Nothing here reads, writes or decides.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

HarmKind = Literal["killed", "injured", "missing", "displaced", "detained", "trapped", "evacuated", "affected"]
Who = Literal[
    "civilians",
    "people",
    "children",
    "women",
    "men",
    "fighters",
    "soldiers",
    "police",
    "medics",
    "rescuers",
    "journalists",
    "officials",
    "prisoners",
    "other",
]
Scope = Literal["incident", "cumulative"]
Stance = Literal["asserted", "alleged", "denied", "demanded", "threatened", "promised", "hoped"]
Reality = Literal["actual", "future", "hypothetical", "negated", "historical"]
SourceKind = Literal[
    "monitor",
    "agency",
    "outlet",
    "government",
    "armed_group",
    "intergovernmental",
    "rescue",
    "medical",
    "official",
    "witness",
    "correspondent",
    "resident",
    "activist",
    "unnamed",
]
# PLOVER's categories of events, and what it lacks: who holds an area, tolls without an event, denials, statements.
CATEGORIES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "CONTROL",
    "HARM",
    "DENY",
    "STATE",
)
PlacePrecision = Literal["exact", "neighbourhood", "town", "area", "district", "province", "country"]
WhenPrecision = Literal["day", "days", "week", "month", "season", "year", "years", "open"]
SegmentKind = Literal[
    "headline",
    "outlet",
    "dateline",
    "body",
    "subhead",
    "caption",
    "credit",
    "copyright",
    "url",
    "related",
    "boilerplate",
]
PublishedBasis = Literal["option", "metadata", "dateline", "inferred"]
Field = Literal["text", "title"]
AmountKind = Literal[
    "area",
    "population",
    "places",
    "ground",
    "troops",
    "units",
    "vehicles",
    "aircraft",
    "ships",
    "arms",
    "tonnes",
    "packages",
    "families",
    "people",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Half-open code-point offsets into a document's `text`, or into its `title` where `field` says so."""

    start: int
    end: int
    field: Field = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of `Document.text` and what it is to a reader; segments are in order and never overlap.

    Everything but headline, body, subhead and caption is furniture: no claim may rest on it.
    """

    kind: SegmentKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report as it was read. `text` is exactly the decoded input (for JSONL: exactly its text field).

    `id` is the input's own id or its path; `sha256` is the digest of the raw bytes (of the canonical JSON for a
    line of JSONL); `published` is None when nothing gives it, `published_basis` says what gave it and
    `published_reason` explains it in words when it was inferred or overrules the metadata.
    """

    id: str
    text: str
    sha256: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    agency: str | None = None
    published: date | None = None
    published_basis: PublishedBasis | None = None
    published_reason: str | None = None
    language: str | None = None
    collected_at: datetime | None = None
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One who says something: a speaker, a monitor, an agency, an outlet."""

    name: str
    kind: SourceKind = "unnamed"
    id: str | None = None
    side: str | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One who acts or is acted upon: a state, an armed group, an organisation, a kind of people."""

    name: str
    id: str | None = None
    kind: str | None = None
    side: str | None = None
    country: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where: the words of the text as `name`; WGS84 degrees and a radius in metres when the gazetteer knows it."""

    name: str
    lat: float | None = None
    lon: float | None = None
    radius_m: int | None = None
    precision: PlacePrecision | None = None
    parents: tuple[str, ...] = ()
    id: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of inclusive dates; an end that is None is not known. `edtf` is the same in ISO 8601-2 notation."""

    start: date | None
    end: date | None
    precision: WhenPrecision = "day"
    edtf: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """A count of people harmed, as inclusive bounds (None = not bounded), with the sub-counts that it contains."""

    harm: HarmKind
    low: int | None
    high: int | None
    who: Who = "people"
    approximate: bool = False
    parts: tuple["Harm", ...] = ()
    span: Span
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much of something a deed is about, as inclusive bounds (None = not bounded); never a count of people harmed.

    A `share` is in percent of `of`, the words of the report for the whole; a `flow` is what is sent, brought, taken or
    leaves by the deed, a `stock` what is there, `before` or `after` the deed where the report tells of both. `of` are
    the report's words for what is counted. `derived`: no words state it, it follows from the other amounts of the
    claim; its span is that of the flow it follows from.
    """

    what: AmountKind
    measure: Literal["share", "flow", "stock"]
    low: float | None
    high: float | None
    approximate: bool = False
    of: str = ""
    moment: Literal["before", "after"] | None = None
    derived: bool = False
    span: Span
    wording: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """How one field of a claim was decided, in words for a reader: kept for `explain`, no part of the claim's value."""

    field: str
    value: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement by one source in one document, with its exact span. Claims never change.

    `sources` runs from the one who first stated it to the outlet; empty means the outlet's own voice.
    """

    id: str
    document: str
    kind: Literal["event", "harm", "control", "state"]
    category: str
    mode: str | None = None
    actor: Actor | None = None
    target: Actor | None = None
    place: Place | None = None
    when: When | None = None
    scope: Scope = "incident"
    harms: tuple[Harm, ...] = ()
    amounts: tuple[Amount, ...] = ()
    sources: tuple[Source, ...] = ()
    stance: Stance = "asserted"
    reality: Reality = "actual"
    about: str | None = None
    evidence: Span
    wording: str
    rule: str
    extractor: str
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input, or a part of one, that could not be read: recorded, counted, and the run goes on."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One input as it came in, before anything is read out of it.

    `origin` names it for a reader: a path, `path:line` for a line of JSONL, `-` for standard input. `id` is the
    input's own id, else its origin; two documents may share one. `content` holds the raw bytes, and for a `record` (a
    document of JSONL) its text in UTF-8. `sha256` is the digest of the raw bytes, for a record that of its canonical
    JSON. `published` is what the metadata say, not yet read as a date. None means that the input does not say. `raw`
    holds the bytes of which `sha256` is the digest where `content` does not.
    """

    id: str
    origin: str
    media: Literal["text", "html", "pdf", "record"]
    content: bytes
    sha256: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    collected_at: datetime | None = None
    raw: bytes | None = None
