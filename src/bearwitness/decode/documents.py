"""Reports become documents.

In: a Report with its bytes. Out: a Document with its text, its segments, its outlet, agency and date. It never changes
the text of plain text and of JSONL, down to the line ends; the text of a page or of a PDF is what was taken out of it.
"""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bearwitness.base.errors import BrokenInput, EmptyInput, TooLargeInput
from bearwitness.base.records import Document, Report, Segment
from bearwitness.base.settings import DEFAULTS
from bearwitness.decode.agencies import find_agency, find_order, find_title_outlet, name_outlet, name_site
from bearwitness.decode.encodings import decode_bytes
from bearwitness.decode.heads import Known
from bearwitness.decode.issuers import find_issuer, name_issuer
from bearwitness.decode.mastheads import is_agency, name_masthead
from bearwitness.decode.pages import read_page
from bearwitness.decode.pdfs import read_pdf
from bearwitness.decode.publications import Dates, decide_publication
from bearwitness.decode.segments import find_segments
from bearwitness.decode.stamps import parse_day

_log = logging.getLogger(__name__)
_COPYRIGHT_HOLDER = re.compile(
    r"(?:©|\(c\)|copyright)\W*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?)?\s*(?:by\s+)?", re.I
)
_PICTURE = re.compile(r"\b(?:photo|image|picture)", re.I)  # whose picture it is says nothing of the text
_VAGUE = re.compile(r"(?:[A-Za-z]{3,9}\.?,? )?(?:19|20)\d\d(?:[-/](?:0?[1-9]|1[0-2]))?")  # a year, or a month of it
# "KARSA, 4 May (Lake Wire) -": whoever stands in brackets at the end of a dateline sent the report; what is no agency
# by its name and stands behind no date is the country or the province: "KARSA (Talvar) -".
_BRACKETED = re.compile(r"\((?P<name>[A-ZÀ-Þ][\w'’.&-]*(?:[^\S\n]+[A-ZÀ-Þ][\w'’.&-]*){0,4})\)[^\S\n]*[-–—]+\s*$")
_BODY = frozenset({"body", "headline", "subhead"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a format gives before the text is taken apart."""

    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    stated: str | None = None
    language: str | None = None


def decode_report(report: Report, *, published: date | None = None, outlet: str | None = None) -> Document:
    """The document in a report; `published` and `outlet` are the user's word and overrule what the report says.

    Raises an InputError for a report in which there is nothing to read or whose date is none, MissingExtra for a PDF
    without its reader. Lost bytes of a page are replaced and logged as a warning.
    """
    reading = _read(report)
    if not reading.text.strip():
        raise EmptyInput(report.origin, "empty; there is no text in it")
    title = reading.title if reading.title and reading.title.strip() else None
    named = outlet or reading.outlet or (find_title_outlet(title) if title else None)
    site = name_site(reading.url) if reading.url else None
    order = find_order(named) or find_order(site)
    stated = parse_day(reading.stated, order) if reading.stated else ()
    if report.media == "record" and reading.stated and not (stated or published or _VAGUE.fullmatch(reading.stated)):
        raise BrokenInput(
            report.origin, f"its published '{reading.stated[:40]}' is no date; write it as 2019-05-04 or leave it out"
        )
    layout = find_segments(reading.text, Known(title=title, order=order))
    headline = " ".join(layout.headline.split()) if layout.headline else None
    named = named or (find_title_outlet(headline) if headline else None)
    issuer = find_issuer(title or layout.headline or "")
    if len(reading.text) > DEFAULTS.max_characters:
        raise TooLargeInput(report.origin, f"more than {DEFAULTS.max_characters:,} characters of text; split it")
    decision = decide_publication(
        Dates(
            option=published,
            metadata=stated,
            stated=reading.stated,
            head=layout.head_stamps,
            open_day=layout.open_day,
            tail=layout.tail_stamps,
            url=reading.url,
            body="\n".join(reading.text[each.start : each.end] for each in layout.segments if each.kind in _BODY),
        )
    )
    return Document(
        id=report.id,
        text=reading.text,
        sha256=report.sha256,
        title=title or headline,
        url=reading.url,
        outlet=named or _find_outlet(reading.text, layout.segments) or issuer or site,
        agency=_find_agency(reading.text, layout.segments) or layout.sender,
        published=decision.published,
        published_basis=decision.basis,
        published_reason=decision.reason,
        language=reading.language,
        collected_at=report.collected_at,
        segments=tuple(layout.segments),
    )


def _read(report: Report) -> _Reading:
    if report.media == "record":
        return _Reading(
            text=report.content.decode("utf-8"),
            title=report.title,
            url=report.url,
            outlet=report.outlet,
            stated=report.published,
            language=report.language,
        )
    if report.media == "pdf":
        paper = read_pdf(report.content, report.origin)
        return _Reading(text=paper.text, title=report.title or paper.title, url=report.url, outlet=report.outlet)
    decoded = decode_bytes(report.content, report.origin, html=report.media == "html")
    if decoded.note:
        _log.warning("%s: %s", report.origin, decoded.note)
    if report.media == "text":
        return _Reading(
            text=decoded.text, title=report.title, url=report.url, outlet=report.outlet, stated=report.published
        )
    page = read_page(decoded.text, report.origin)
    return _Reading(
        text=page.text,
        title=report.title or page.title,
        url=report.url or page.url,
        outlet=report.outlet or page.outlet,
        stated=report.published or (page.published.isoformat() if page.published else None),
        language=report.language or page.language,
    )


def _find_agency(text: str, segments: Sequence[Segment]) -> str | None:
    """The agency in the dateline at the head, else in the credit at the tail; of those known, else by its place."""
    datelines = [each for each in segments if each.kind == "dateline"]
    thanks = [each for each in segments if each.kind == "credit"]
    for each in (*datelines, *reversed(thanks)):
        words = text[each.start : each.end]
        if not _PICTURE.search(words) and (name := find_agency(words)):
            return name
    for each in datelines:
        words = text[each.start : each.end]
        if found := _BRACKETED.search(words):
            name = " ".join(found["name"].split())
            if is_agency(name) or re.search(r"\d", words[: found.start()]):
                return name
    return None


def _find_outlet(text: str, segments: Sequence[Segment]) -> str | None:
    """The outlet on a line of its own, else the holder of the copyright where that is an outlet that is known."""
    for each in segments:
        words = text[each.start : each.end]
        if each.kind == "outlet":
            name = name_outlet(words) or name_issuer(words) or name_masthead(words)
            if name:
                return name
        if each.kind == "copyright" and (found := _COPYRIGHT_HOLDER.match(words)):
            holder = re.split(r"[.,|\n]|\ball rights\b", words[found.end() :], maxsplit=1, flags=re.I)[0]
            if name := name_outlet(holder):
                return name
    return None
