"""Dates: every date expression of a text as an interval with its precision, its EDTF and the reason.

In: a text, the day it was published (or None) and the stretches that are its dateline. Out: `DateMention`s in the order
of the text. Relative words ("Saturday", "two weeks ago") are counted from publication, narrative words ("a day
earlier") from the last day told. It never reads a clock, never guesses a year that neither the text nor the publication
settles, and never decides which date belongs to which claim.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bearwitness.base.records import Span, When
from bearwitness.extract.dating.date_contexts import (
    Bound,
    Sentences,
    began_then,
    find_bound,
    is_future,
    is_reporting,
    tells_past,
)
from bearwitness.extract.dating.date_forms import Form, Stretch, day_stretch
from bearwitness.extract.dating.date_resolutions import Anchors, resolve_form
from bearwitness.extract.dating.date_scans import lower, scan_forms
from bearwitness.extract.mentions import DateMention


@dataclass(slots=True)
class _Reading:
    """One text while it is read: what is known so far."""

    text: str
    low: str
    sentences: Sentences
    published: date | None
    forms: list[Form]
    datelines: Sequence[tuple[int, int]]
    anchors: Anchors


def find_dates(
    text: str, published: date | None, *, dateline_spans: Sequence[tuple[int, int]] = ()
) -> list[DateMention]:
    """Every date expression of English news text, resolved to inclusive dates, in the order of the text.

    `published` is the day relative words are counted from; without it a full date inside `dateline_spans` (half-open
    offsets) serves, and without that relative words come out "vague" with a `why`. Mentions never overlap. A mention
    in a dateline, or one that dates an act of saying ("said on Friday"), has `reporting` set. Raises nothing.
    """
    low = lower(text)
    forms = scan_forms(text, low)
    reading = _Reading(text, low, Sentences(text, low), published, forms, dateline_spans, Anchors(published))
    if published is None:
        reading.anchors.published = _dateline_day(reading)
        reading.anchors.from_dateline = reading.anchors.published is not None
    explicit = [form for form in forms if form.year is not None and form.shape == "calendar"]
    starts = [form.start for form in explicit]
    _settle_order(reading)
    mentions: list[DateMention] = []
    done = 0
    for form in forms:
        mention = _mention(reading, form, _lend_year(reading, form, explicit, starts))
        if mention.start < done:
            mention = replace(
                mention, start=form.start, when=replace(mention.when, span=Span(start=form.start, end=form.end))
            )
        mentions.append(mention)
        done = mention.end
    return mentions


def _dateline_day(reading: _Reading) -> date | None:
    """The publication day as the dateline gives it."""
    for low, high in reading.datelines:
        for form in reading.forms:
            if low <= form.start and form.end <= high and form.full():
                return resolve_form(form, Anchors(None)).first
    return None


def _settle_order(reading: _Reading) -> None:
    """A numeric date that can be read both ways follows the document's unambiguous ones, then publication."""
    day_first = {"/": 0, ".": 0, "-": 0}
    for form in reading.forms:
        if form.shape == "calendar" and not form.swapped and form.day is not None and form.year is not None:
            digits = reading.low[form.start : form.end]
            if digits[:2].isdigit() and digits[2:3] in day_first and digits[-2:].isdigit():
                day_first[digits[2]] += 1 if form.day == int(digits[:2]) else -1
    for form in reading.forms:
        if not form.swapped or form.year is None or form.month is None or form.day is None:
            continue
        digits = reading.low[form.start : form.end]
        mark = next((sign for sign in "/.-" if sign in digits), "/")
        as_day_first = mark != "/"
        if day_first[mark]:
            wanted = day_first[mark] > 0
            form.swapped = False
        elif reading.anchors.published is not None:
            published = reading.anchors.published
            one = abs((date(form.year, form.month, form.day) - published).days)
            two = abs((date(form.year, form.day, form.month) - published).days)
            if min(one, two) > 7:
                continue
            wanted, form.swapped = (as_day_first if one < two else not as_day_first), False
        else:
            continue
        if wanted != as_day_first:
            form.month, form.day = form.day, form.month


def _lend_year(
    reading: _Reading, form: Form, explicit: list[Form], starts: list[int]
) -> tuple[int | date | None, bool]:
    """The year (or whole date) of the text that settles a month or day said without one, and whether that is sure."""
    if form.shape != "calendar" or form.year is not None or form.year_turn is not None or form.turn is not None:
        return None, True
    low, high = reading.sentences.bounds(form.start)
    index = bisect_right(starts, form.start)
    near = [explicit[at] for at in (index - 1, index) if 0 <= at < len(explicit)]
    near.sort(key=lambda other: abs(other.start - form.start))
    for other in near:
        if not low <= other.start < high or _in_dateline(reading, other) or other.until is not None:
            continue
        if other.full() and is_reporting(reading.low, other.start, other.end, reading.sentences):
            return _whole(other), True
        if find_bound(reading.low, other.start, reading.sentences) or _begun(reading, other):
            continue
        if other.month is None and (other.start > form.start or not reading.low.endswith("in ", low, other.start)):
            continue
        return other.year, True
    if reading.anchors.published is not None or not near:
        return None, True
    nearest = near[0]
    told = nearest.full() and is_reporting(reading.low, nearest.start, nearest.end, reading.sentences)
    return (_whole(nearest) if told or _in_dateline(reading, nearest) else nearest.year), False


def _begun(reading: _Reading, form: Form) -> bool:
    return began_then(reading.low, form.start, form.end, reading.sentences)


def _whole(form: Form) -> date | int | None:
    """The day of a full date, its year where there is no such day."""
    found = resolve_form(form, Anchors(None)).first
    return found if found is not None else form.year


def _in_dateline(reading: _Reading, form: Form) -> bool:
    return any(low <= form.start < high for low, high in reading.datelines)


def _mention(reading: _Reading, form: Form, lending: tuple[int | date | None, bool]) -> DateMention:
    lent, sure = lending
    low, sentences, anchors = reading.low, reading.sentences, reading.anchors
    bound = find_bound(low, form.start, sentences)
    ahead = form.shape not in ("window", "age", "decade", "years") and is_future(low, form.start, sentences)
    if bound is not None and bound[0] in ("by", "until") and form.shape == "calendar" and form.year is None:
        ahead = ahead or not tells_past(low, form.start, form.end, sentences)
    if form.until is not None:
        stretch = _range(reading, form, form.until, lent, ahead)
        bound = None
    else:
        if bound is not None and bound[0] == "since":
            _sharpen(form, low)
        stretch = resolve_form(form, anchors, lent=lent, future=ahead)
        if not sure and "/" not in stretch.edtf and not stretch.edtf.endswith(("?", "~")):
            stretch = replace(stretch, edtf=stretch.edtf + "?", why="the year of the nearest date in the text")
    told = stretch
    start = form.start
    if (
        bound is not None
        and not (form.possessive and bound[0] in ("before", "after", "by"))
        and form.shape not in ("window", "age")
    ):
        if bound[0] in ("since", "until", "by") or (stretch.precision != "day" and not form.narrative):
            stretch = _bounded(stretch, bound[0], anchors.published)
            if low.startswith(("since", "until", "till", "by", "before"), bound[1]) and form.start - bound[1] < 12:
                start = bound[1]
    elif (
        (form.shape == "calendar" or (form.shape == "unit" and (form.amount or 0) < 0))
        and not form.narrative
        and form.until is None
        and anchors.published
        and began_then(low, form.start, form.end, sentences)
    ):
        stretch = _bounded(stretch, "since", anchors.published)
    dateline = _in_dateline(reading, form)
    reporting = dateline or (bound is None and is_reporting(low, form.start, form.end, sentences))
    if not dateline:
        anchors.told(told, counted=bound is None)
        if stretch.period and (stretch.first is not None or stretch.last is not None):
            anchors.period = stretch
    kind = "vague" if stretch.first is None and stretch.last is None else "period" if stretch.period else "point"
    when = When(
        start=stretch.first,
        end=stretch.last,
        precision=stretch.precision,
        edtf=stretch.edtf,
        span=Span(start=start, end=form.end),
    )
    return DateMention(start=start, end=form.end, when=when, kind=kind, why=stretch.why, reporting=reporting)  # type: ignore[arg-type]


def _sharpen(form: Form, low: str) -> None:
    """After "since" one day is meant: the first of "the start of June", the 15th (about) of "mid-June"."""
    if form.shape == "calendar" and form.part == "mid" and form.month is not None and form.day is None:
        form.part, form.day, form.approximate = None, 15, True
    elif form.part == "early" and not low.startswith("early", form.start):
        form.part = None


def _bounded(stretch: Stretch, bound: Bound, published: date | None) -> Stretch:
    """A date as the beginning or the end of a period; "since" runs to publication."""
    if stretch.first is None or stretch.last is None:
        return replace(stretch, why=f"{bound} a date that is not known: {stretch.why}")
    edge = stretch.edtf.split("/")
    if bound == "since":
        if published is not None and published >= stretch.first:
            edtf = f"{edge[0]}/{published.isoformat()}" if stretch.first != published else published.isoformat()
            return Stretch(stretch.first, published, stretch.precision, edtf, f"since {stretch.why}, to publication")
        return Stretch(
            stretch.first, None, stretch.precision, f"{edge[0]}/..", f"since {stretch.why}, to an end not known"
        )
    if bound == "after":
        first = stretch.last + timedelta(days=1)
        return Stretch(first, None, stretch.precision, f"{first.isoformat()}/..", f"after {stretch.why}")
    if bound == "before":
        last = stretch.first - timedelta(days=1)
        return Stretch(None, last, stretch.precision, f"../{last.isoformat()}", f"before {stretch.why}")
    return Stretch(None, stretch.last, stretch.precision, f"../{edge[-1]}", f"{bound} {stretch.why}")


def _range(reading: _Reading, form: Form, last: Form, lent: int | date | None, ahead: bool) -> Stretch:
    """From one date to another: each lends the other its year and its month."""
    anchors = reading.anchors
    if form.shape == last.shape == "calendar":
        if last.year is None and form.year is not None:
            later = form.month is None or last.month is None or last.month >= form.month
            last.year = form.year if later else form.year + 1
        elif form.year is None and last.year is not None:
            earlier = form.month is None or last.month is None or form.month <= last.month
            form.year = last.year if earlier else last.year - 1
    end = resolve_form(last, anchors, lent=lent, future=ahead)
    before = (
        Anchors(end.last)
        if end.last is not None and form.year is None and form.shape in ("calendar", "weekday")
        else anchors
    )
    start = resolve_form(form, before, lent=lent if before is anchors else None, future=ahead and before is anchors)
    if form.overnight and start.first == end.first and start.first is not None:
        start = day_stretch(start.first, start.why)
    if start.first is None or end.last is None:
        edtf = f"{start.edtf}/{end.edtf}" if start.edtf and end.edtf else ""
        return Stretch(None, None, "open", edtf, start.why if start.first is None else end.why)
    if start.first > end.last:
        return Stretch(None, None, "open", "", f"the range ends ({end.last}) before it begins ({start.first})")
    precision = end.precision if end.precision != "day" else "days"
    left, right = start.edtf.split("/")[0], end.edtf.split("/")[-1]
    return Stretch(start.first, end.last, precision, f"{left}/{right}", f"from {start.why} to {end.why}")
