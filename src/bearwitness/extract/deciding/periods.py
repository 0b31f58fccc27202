"""When a count of harm happened.

In: a reading, a sentence and the count's place in it. Out: the date mention chosen and why. It prefers a date of the
harm's own clause to the date on which something was said, and never makes a date finer than the text gives it.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Span as SpacySpan

from bearwitness.base.records import When
from bearwitness.extract.deciding.windows import Window
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import DateMention
from bearwitness.extract.readings import FURNITURE, Reading

# Fewest and most days of a period that a later toll without dates may run over; set on the training reports.
_LONG, _YEAR = 3, 400


_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "month": 30}
# From this many days on a period is that of a war and not of one battle; set on the training reports.
_LONG_AGO = 300
# How finely such a period is given: "since June", not "this week".
_SHARP = ("day", "month", "season", "year")
# How far, in code points, a date stands from what names the war that it dates; set on the training reports.
_WAR_REACH = 90
_WRITTEN = frozenset({"written", "written,"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A chosen interval and the reason in words; `own` when the count's own sentence gave it.

    `clause`: a date of the count's own clause gave it. `age`: it says how long a war has lasted ("the six-year war").
    """

    when: When | None
    why: str
    own: bool = False
    clause: bool = False
    age: bool = False


def choose_when(reading: Reading, sentence: SpacySpan, window: Window, *, cumulative: bool) -> Dated:
    """The interval of a count by the words of its own sentence, or none."""
    inside = reading.dates_in(window.start, window.end)
    around = reading.dates_in(sentence.start_char, sentence.end_char)
    for found, why in ((inside, "in the count's own clause"), (around, "in its sentence")):
        usable = [m for m in found if _usable(m)]
        events = [m for m in usable if not m.reporting and not _dates_charge(reading, m)]
        if cumulative:
            events = sorted(events, key=lambda m: m.kind != "period")
        chosen = _nearest(events, window, cumulative=cumulative) or _nearest(usable, window, cumulative=cumulative)
        if chosen is not None:
            return Dated(
                when=_without_age(chosen.when),
                why=f"“{reading.text[chosen.start : chosen.end]}” {why}: {chosen.why}",
                own=not chosen.reporting,
                clause=found is inside,
                age=_is_age(chosen.when),
            )
    if any(m.kind == "vague" for m in around):
        mention = next(m for m in around if m.kind == "vague")
        return Dated(
            when=None,
            why=f"“{reading.text[mention.start : mention.end]}” cannot be resolved: {mention.why}",
            own=True,
        )
    return Dated(when=None, why="no date in its sentence")


# A date of the last days is news, an older one background; how far ahead a date is looked for, and how far a background
# date reaches, in code points. Set on the training reports.
_NEWS = 8
_AHEAD = 300
_BESIDE = 60


def _dates_charge(reading: Reading, mention: DateMention) -> bool:
    """Whether a date is that of an accusation: "accused the army on Wednesday of killing four on Sunday"."""
    return re.match(r"\s+of\s+\w+ing\b", reading.text[mention.end : mention.end + 30]) is not None


def _without_age(when: When) -> When:
    """The interval of "a six-year war" up to its end: a war's age says how long it lasts, not when a count begins."""
    return (
        replace(when, start=None, precision="open", edtf=f"../{when.edtf.partition('/')[2]}") if _is_age(when) else when
    )


def _is_age(when: When) -> bool:
    """Whether an interval is a war's age: from about a year to the report."""
    first, _, last = when.edtf.partition("/")
    return when.precision == "years" and first.endswith("~") and last != ""


def _usable(mention: DateMention) -> bool:
    return mention.kind != "vague" and (mention.when.start is not None or mention.when.end is not None)


def _is_night(when: When) -> bool:
    """Whether an interval is of two days in a row: a night, at which a narrative can be as it can be at a day."""
    return when.start is not None and when.end is not None and (when.end - when.start).days == 1


def _nearest(found: list[DateMention], window: Window, *, cumulative: bool) -> DateMention | None:
    """The date nearest to the harm; one after it is preferred, as English puts the adverb behind the verb."""
    if not found:
        return None
    if cumulative and any(m.kind == "period" for m in found):
        found = [m for m in found if m.kind == "period"]
    return min(found, key=lambda m: (m.start - window.at) if m.start >= window.at else (window.at - m.end) * 1.4)


def scene_date(reading: Reading, sentence: SpacySpan) -> Dated:
    """The day that the narrative has reached before a sentence; the first day of the body when none comes before."""
    skipped = [
        (s.start_char, s.end_char)
        for s, kind in zip(reading.sentences, reading.kinds, strict=True)
        if kind in FURNITURE or kind == "caption"
    ]
    usable = [
        m
        for m in reading.dates
        if _usable(m) and (m.kind == "point" or _is_night(m.when)) and not any(a <= m.start < b for a, b in skipped)
    ]
    before = [m for m in usable if m.end <= sentence.start_char and _carries(reading, m, sentence)]
    events = [m for m in before if not m.reporting] or before
    if events:
        mention = events[-1]
        return Dated(
            when=mention.when,
            why=f"the narrative is at “{reading.text[mention.start : mention.end]}”: {mention.why}",
        )
    after = [
        m
        for m in usable
        if 0 <= m.start - sentence.end_char < _AHEAD and not m.reporting and _carries(reading, m, sentence)
    ]
    if after:
        mention = after[0]
        return Dated(
            when=mention.when,
            why=f"the next date named is “{reading.text[mention.start : mention.end]}”: {mention.why}",
        )
    return _not_dated(reading)


def _carries(reading: Reading, mention: DateMention, sentence: SpacySpan) -> bool:
    """Whether a date can be the day of the narrative: near the report's own day, or right beside the sentence.

    A date of long before is background: it holds for its own sentence and the next one.
    """
    published, end = reading.document.published, mention.when.end
    if published is None or end is None or (published - end).days <= _NEWS:
        return True
    return abs(sentence.start_char - mention.end) < _BESIDE


def _not_dated(reading: Reading) -> Dated:
    """No day at all: that a report appeared on a day does not say when what it tells of happened.

    A message stamped to the minute is the exception: it tells of that day or of the one before.
    """
    published = reading.document.published
    if published is None:
        return Dated(when=None, why="the report does not date it, and when it was published is not known")
    if not _is_stamped(reading):
        return Dated(when=None, why=f"the report does not date it; it appeared on {published.isoformat()}")
    start = published - timedelta(days=1)
    when = When(start=start, end=published, precision="days", edtf=f"{start.isoformat()}/{published.isoformat()}")
    return Dated(when=when, why="stamped to the minute, the message tells of that day or the one before")


def _is_stamped(reading: Reading) -> bool:
    """Whether the text carries its date with the time of day beside it."""
    stamps = (s for s in reading.document.segments if s.kind == "dateline")
    return any(re.search(load_lexicon("dates")["clock"], reading.document.text[s.start : s.end + 1]) for s in stamps)


def measured_period(reading: Reading, sentence: SpacySpan, clause: str) -> Dated | None:
    """The days that a count runs over by their number, up to the day that the narrative is at, or the report's.

    "three days of raids", "a four-day stretch", "in one week", "the fourth day in a row"; `clause` is lower case.
    """
    for key in ("measured", "ranked_days"):
        found = re.search(load_lexicon("scopes")[key], clause)
        if found is not None:
            break
    else:
        return None
    words = found.groupdict()
    number = load_lexicon("dates")["ordinals" if key == "ranked_days" else "numbers"]
    amount = int(words["number"]) if words["number"].isdigit() else number.get(words["number"])
    reached = scene_date(reading, sentence).when
    if amount is None or reached is None or reached.end is None:
        return None
    days = amount * _UNIT_DAYS[words["unit"].rstrip("s")]
    if not 1 < days <= _YEAR:
        return None
    start = reached.end - timedelta(days=days - 1)
    when = When(start=start, end=reached.end, precision="days", edtf=f"{start.isoformat()}/{reached.end.isoformat()}")
    return Dated(when=when, why=f"“{found[0]}” up to {reached.end.isoformat()}", own=True)


def _runs_until(when: When, published: date) -> bool:
    """Whether an interval is given to the month or finer, ends with the report, and is as long as a campaign may be."""
    if when.start is None or when.end != published or when.precision not in _SHARP:
        return False
    return _LONG < (published - when.start).days <= _YEAR


def open_period(reading: Reading, sentence: SpacySpan) -> Dated:
    """The interval of a toll that has run until now: the report's end, and the beginning that a sentence before gives.

    Only a period that runs to the report itself ("since June") lends its beginning.
    """
    published = reading.document.published
    if published is None:
        return Dated(when=None, why="a toll over time whose ends are not given")
    before = (m for m in reversed(reading.dates) if m.end <= sentence.start_char and m.kind == "period")
    since = next((m for m in before if _runs_until(m.when, published)), None)
    if since is not None:
        return Dated(
            when=_without_age(since.when), why=f"“{reading.text[since.start : since.end]}” before: {since.why}"
        )
    return _up_to(published)


def _up_to(published: date) -> Dated:
    when = When(start=None, end=published, precision="open", edtf=f"../{published.isoformat()}")
    return Dated(when=when, why="a toll up to the report; when it begins is not said")


def runs_long(when: When | None) -> bool:
    """Whether an interval runs over most of a year or more: what it counts is then told of a country."""
    return (
        when is not None
        and when.start is not None
        and when.end is not None
        and (when.end - when.start).days > _LONG_AGO
    )


def open_to(reading: Reading, dated: Dated, clause: str) -> Dated:
    """The interval of a new total ("brought the toll to 18"): up to the day that it is dated to, which is not its own.

    `clause` is lower case; any other count keeps what was decided.
    """
    when = dated.when
    if when is None or when.start != when.end or when.end is None:
        return dated
    if re.search(load_lexicon("attacks")["new_total"], clause) is None:
        return dated
    until = When(start=None, end=when.end, precision="open", edtf=f"../{when.end.isoformat()}")
    return replace(dated, when=until, why=f"a new total, up to {dated.why}")


def war_period(reading: Reading, dated: Dated) -> Dated:
    """The interval of a toll of a whole war: from when the report says that the war began.

    `dated` is what is decided so far; what already has a beginning is kept.
    """
    last = dated.when.end if dated.when is not None else reading.document.published
    if last is None or (dated.when is not None and dated.when.start is not None):
        return dated
    named = [(away, m) for m in reading.dates if (away := _away_from_war(reading, m, last)) is not None]
    if not named:
        return dated if dated.when is not None or dated.own else _up_to(last)
    told = min(named, key=lambda each: each[0])[1]
    words = reading.text[told.start : told.end]
    first = told.when.edtf.partition("/")[0]
    when = When(start=told.when.start, end=last, precision="years", edtf=f"{first}/{last.isoformat()}")
    return Dated(when=when, why=f"the war goes back to “{words}”")


def _away_from_war(reading: Reading, mention: DateMention, last: date) -> int | None:
    """How far from what names a war or its beginning a date stands; none where it is not long ago."""
    start = mention.when.start
    if start is None or (last - start).days <= _YEAR or not _WRITTEN.intersection(mention.why.split()):
        return None
    sentence = reading.token_at(mention.start).sent
    words = (t for t in sentence if t.lower_ in load_lexicon("scopes")["began"])
    gaps = (max(t.idx - mention.end, mention.start - t.idx - len(t)) for t in words)
    return min((gap for gap in gaps if gap <= _WAR_REACH), default=None)
