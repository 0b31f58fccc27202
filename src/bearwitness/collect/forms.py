"""A report from the ground becomes a document and the claims that its form states.

In: a FieldReport. Out: a Document whose text is the free words, then a line for every field; the bytes it is the
digest of; and the claims of the fields, whose evidence is those lines. Nothing of `contact` and `original` goes into
any of them. The free words are for the extraction, which passes over the lines of the form.
"""

import hashlib
import re
from dataclasses import replace
from datetime import timedelta
from typing import get_args

from bearwitness.base.contracts import freeze
from bearwitness.base.fieldwork import FieldCount, FieldReport
from bearwitness.base.identifiers import Json, canonical_json, digest
from bearwitness.base.records import Claim, Document, Harm, HarmKind, Place, Segment, Source, Span, When, Who

EXTRACTOR = "form/1"
RULE = "field of a form"
HARMS: frozenset[str] = frozenset(get_args(HarmKind))
WHO: frozenset[str] = frozenset(get_args(Who))
_COUNT = re.compile(
    r"(?P<least>at least|over|more than|min(?:imum)?|>=|≥|>)?\s*(?P<about>about|around|approx\.?|ca\.?|~|≈)?\s*"
    r"(?P<low>\d[\d,. ]*)(?:\s*(?:-|–|to)\s*(?P<high>\d[\d,. ]*))?\s*(?P<plus>\+)?",
    re.I,
)
_MOST = 10_000_000  # people; a larger figure is a telephone number or a slip


def read_count(words: str, harm: HarmKind, who: Who = "people") -> FieldCount:
    """The count in a cell: `12`, `12+`, `at least 12`, `10-15`, `about 12`.

    Raises ValueError for anything else.
    """
    found = _COUNT.fullmatch(words.strip())
    if found is None:
        raise ValueError(f"'{words.strip()[:40]}' is no count: write 12, 12+, 10-15 or about 12")
    low = int(re.sub(r"[,. ]", "", found["low"]))
    high: int | None = int(re.sub(r"[,. ]", "", found["high"])) if found["high"] else low
    if found["least"] or found["plus"]:
        low += found["least"] in ("over", "more than", ">")
        high = None
    if (high is not None and high < low) or max(low, high or 0) > _MOST:
        raise ValueError(f"'{words.strip()[:40]}' is no count: its bounds cannot be")
    return FieldCount(harm=harm, who=who, low=low, high=high, approximate=found["about"] is not None)


def find_contradiction(report: FieldReport, days_ahead: int = 0) -> str | None:
    """What in the fields of a report cannot be, in words; None where all can.

    `days_ahead`: how many days later than it was reported something may have happened, by the calendars of two places.
    """
    for day in filter(None, (report.start, report.end)):
        if report.reported and day > report.reported + timedelta(days=days_ahead):
            return f"it cannot happen on {day}: it was reported on {report.reported}"
    if report.start and report.end and report.end < report.start:
        return f"it cannot end on {report.end} and begin on {report.start}"
    if (report.lat is None) != (report.lon is None):
        given, other = ("lon", "lat") if report.lat is None else ("lat", "lon")
        return f"{given} without {other} is no place: give both or neither"
    wholes = {count.harm: count for count in report.counts if count.who == "people"}
    for count in report.counts:
        whole = wholes.get(count.harm)
        least, most = count.low, whole.high if whole else None
        if least is not None and most is not None and least > most:
            told = f"{count.harm}.{count.who}={least} is more than the whole, {count.harm}={most}"
            return f"{told}: correct one of them"
    return None


def build_document(report: FieldReport) -> tuple[Document, bytes]:
    """The document of a report, and the bytes whose digest it has: all that is kept of the report in the open."""
    free = report.text.strip()
    lines = [line for line, _ in _list_lines(report)]
    text = "\n\n".join(part for part in (free, "\n".join(lines)) if part)
    segments = [Segment(kind="body", start=0, end=len(free))] if free else []
    if lines:
        segments.append(Segment(kind="boilerplate", start=len(text) - len("\n".join(lines)), end=len(text)))
    raw = canonical_json(freeze_report(report)).encode("utf-8")
    document = Document(
        id=report.id,
        text=text,
        sha256=hashlib.sha256(raw).hexdigest(),
        title=report.title,
        published=report.reported,
        published_basis=None if report.reported is None else "metadata",
        language=report.language,
        segments=tuple(segments),
    )
    return document, raw


def freeze_report(report: FieldReport) -> dict[str, Json]:
    """The report as an object, without what must be sealed and without its files."""
    value = freeze(report)
    for name in ("contact", "original", "files", "origin"):
        value.pop(name, None)
    return value


def list_claims(report: FieldReport, document: Document) -> list[Claim]:
    """The claims that the fields of the form state: one for each kind of harm, with its sub-counts."""
    wholes: dict[str, list[tuple[str, FieldCount]]] = {}
    for line, count in _list_lines(report):
        if count is not None:
            wholes.setdefault(count.harm, []).append((line, count))
    claims = []
    for counts in wholes.values():
        counts.sort(key=lambda pair: pair[1].who != "people")  # the whole first, then the groups inside it
        made = [_build_harm(document, line, count) for line, count in counts]
        whole, *parts = made
        if whole.who == "people" and parts:
            claims.append(_build_claim(report, document, replace(whole, parts=tuple(parts))))
        else:
            claims.extend(_build_claim(report, document, each) for each in made)
    return claims


def _list_lines(report: FieldReport) -> list[tuple[str, FieldCount | None]]:
    lines: list[tuple[str, FieldCount | None]] = []
    if report.place:
        lines.append((f"Place: {report.place}", None))
    if report.start:
        end = report.end or report.start
        lines.append((f"When: {report.start}" + (f" to {end}" if end != report.start else ""), None))
    for count in report.counts:
        about = "about " if count.approximate else ""
        figure = f"{count.low}" if count.low == count.high else f"{count.low} to {count.high}"
        if count.high is None:
            figure = f"at least {count.low}"
        lines.append((f"{count.harm.capitalize()}, {count.who}: {about}{figure}", count))
    return lines


def _build_harm(document: Document, line: str, count: FieldCount) -> Harm:
    start = document.text.rindex(line)
    return Harm(
        harm=count.harm,
        low=count.low,
        high=count.high,
        who=count.who,
        approximate=count.approximate,
        span=Span(start=start, end=start + len(line)),
        wording=line,
    )


def _build_claim(report: FieldReport, document: Document, harm: Harm) -> Claim:
    when = None
    if report.start:
        end = report.end or report.start
        edtf = report.start.isoformat() if end == report.start else f"{report.start}/{end}"
        when = When(start=report.start, end=end, precision="day" if end == report.start else "days", edtf=edtf)
    place = None
    if report.place or report.lat is not None:
        exact = "exact" if report.lat is not None else None
        place = Place(name=report.place or "as located", lat=report.lat, lon=report.lon, precision=exact)  # type: ignore[arg-type]  # a literal
    source = Source(name=report.source, kind=report.source_kind) if report.source else None
    claim = Claim(
        id="",
        document=document.id,
        kind="event" if place or when else "harm",
        category="HARM",
        place=place,
        when=when,
        harms=(harm,),
        sources=(source,) if source else (),
        evidence=harm.span,
        wording=harm.wording,
        rule=RULE,
        extractor=EXTRACTOR,
    )
    value: list[Json] = [document.sha256, harm.span.start, harm.span.end, freeze(claim)]
    return replace(claim, id=digest(value))
