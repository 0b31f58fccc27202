"""Reports from people on the ground: what they say, in words and in the fields of a form, and what must be sealed.

`contact` and `original` never leave memory but sealed. Nothing here reads, writes or decides.
"""

from dataclasses import dataclass
from datetime import date

from bearwitness.base.casebooks import Attachment, Sealed
from bearwitness.base.records import HarmKind, SourceKind, Who


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCount:
    """A count that a form states, as inclusive bounds; None = not bounded."""

    harm: HarmKind
    low: int | None
    high: int | None
    who: Who = "people"
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFile:
    """A file that came with a report, as it came."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldReport:
    """One report from the ground.

    `id` tells it from every other report; the same id with the same content is the same report. `source` is the code
    name of whoever reports, never a name. `contact` (who they are, how to reach them) and `original` (the message or
    the row as it came) are for the vault; `text` and the fields are kept in the open.
    """

    id: str
    origin: str
    text: str = ""
    title: str | None = None
    source: str | None = None
    source_kind: SourceKind = "witness"
    reported: date | None = None
    start: date | None = None
    end: date | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    counts: tuple[FieldCount, ...] = ()
    language: str | None = None
    contact: tuple[tuple[str, str], ...] = ()
    original: bytes | None = None
    files: tuple[FieldFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedReport:
    """A report that may leave the machine: `report` is without contact, original and files, which are sealed."""

    report: FieldReport
    sealed: tuple[Sealed, ...] = ()
    attachments: tuple[Attachment, ...] = ()
