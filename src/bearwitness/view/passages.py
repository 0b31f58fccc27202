"""The parts that a brief is made of: sentences with their references, figures that differ, marks on the chart.

Frozen records, filled by `briefs` and printed by `pages`. Nothing here reads, writes or decides.
"""

from dataclasses import dataclass
from datetime import date

from bearwitness.base.records import Document, HarmKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Words of a document: its number in the brief, the span, the words themselves and the claim that rests on them."""

    number: int
    span: Span
    words: str
    claim: str

    @property
    def label(self) -> str:
        """The reference as printed: "[1:120-245]", "[1:title 0-31]"."""
        title = "title " if self.span.field == "title" else ""
        return f"[{self.number}:{title}{self.span.start}-{self.span.end}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One thing said, with every place where it is said. `flags` warn the reader: alleged, denied, recalled ..."""

    text: str
    references: tuple[Reference, ...]
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    denials: tuple["Sentence", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure and those who give it."""

    value: str
    sources: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Different figures for one place, day, harm and kind of people, side by side.

    `compatible` says that one number could satisfy them all ("at least 12" and "15").
    """

    subject: str
    figures: tuple[Figure, ...]
    compatible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGroup:
    """What is said of one place at one time; `context` is the area that the place lies in, where known."""

    name: str
    context: str
    sentences: tuple[Sentence, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayGroup:
    """What is said of one day or period."""

    heading: str
    start: date | None
    end: date | None
    places: tuple[PlaceGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the brief. `key` names it in links and JSON."""

    key: str
    title: str
    intro: str
    days: tuple[DayGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A denial beside what it denies; `accusations` is empty when the reports do not hold it.

    `why` says in words why the two are set side by side where another document holds what is denied.
    """

    accusations: tuple[Sentence, ...]
    denial: Sentence | None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One line of the brief as it is drawn on the chart: inclusive dates and bounds."""

    harm: HarmKind
    start: date
    end: date
    low: int
    high: int | None
    alleged: bool
    label: str
    reference: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document in the list: its number, what is known of it, how many claims it holds, the words of its counts."""

    number: int
    document: Document
    dated: str
    claims: int
    counts: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A situation report. `period` is None when no incident is dated; `gaps` says in words what is missing."""

    period: tuple[date, date] | None
    claims: int
    lines: int
    sources: int
    sections: tuple[Section, ...]
    disputes: tuple[Dispute, ...]
    marks: tuple[Mark, ...]
    gaps: tuple[str, ...]
    entries: tuple[Entry, ...]
