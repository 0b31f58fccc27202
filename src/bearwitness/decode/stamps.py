"""Stamps: the dates that an outlet puts on an article, with their labels, weekdays, hours and zones.

In: a text and a position in it. Out: the stamp that begins there. It never looks for the dates inside sentences.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from bearwitness.decode.lexicons import join_words, load_lexicon

Order = Literal["day", "month"]
FIRST_YEAR, LAST_YEAR = 1945, 2100  # of publication: a number outside is no year of a stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date stamp at `start`..`end`. `day` is None where its numbers can be read in two ways, which are in `readings`.

    `labelled`: words such as "Published on" stand before it; `updated`: they say that it is not the first date.
    """

    start: int
    end: int
    day: date | None
    readings: tuple[date, ...]
    labelled: bool
    updated: bool
    weekday: bool = False


@cache
def name_months() -> dict[str, int]:
    """Every form of a month's name, in small letters, with its number."""
    words = load_lexicon("dates")
    forms = {name: number for number, name in enumerate(words["months"], 1)}
    return {**{name[:3]: number for name, number in forms.items()}, **forms, **words["month_forms"]}


@cache
def name_weekdays() -> dict[str, int]:
    """Every form of a weekday's name, in small letters, with its number (Monday is 0)."""
    words = load_lexicon("dates")
    forms = {name: number for number, name in enumerate(words["weekdays"])}
    return {**{name[:3]: number for name, number in forms.items()}, **forms, **words["weekday_forms"]}


@cache
def _day_pattern() -> str:
    month = join_words(name_months())
    return (
        rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s.\-/]{{0,2}}(?P<m1>{month})\b\.?,?[\s\-/]{{0,2}}(?P<y1>\d{{4}})"
        rf"|(?P<m2>{month})\b\.?[\s\-]{{0,2}}(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s?-?\s?|\s)(?P<y2>\d{{4}})"
        r"|(?P<y3>\d{4})(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})"
        r"|(?P<a>\d{1,2})(?P<s4>[-/.])(?P<b>\d{1,2})(?P=s4)(?P<y4>\d{4}))(?!\d)"
    )


@cache
def _stamp_pattern() -> re.Pattern[str]:
    words = load_lexicon("dates")
    weekday, zone = join_words(name_weekdays()), join_words(words["zones"])
    zone = rf"\b(?:{zone})\b(?:\s?[+-]\s?\d{{1,2}}(?::?\d\d)?)?"
    # Four bare digits are an hour only where "at", an hour's ending or a zone says so: else they may count the dead.
    marked = rf"(?:at\s+\d{{1,2}}[:.]?\d\d|\d{{1,2}}[:.]?\d\d\s?(?:[ap]\.?m\b\.?|(?={zone})|(?=\s{zone})))"
    clock = r"\d{1,2}[:.h]\d\d(?:[:.]\d\d(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)?Z?"
    hour = rf"(?:{clock}|{marked}|[0-2]\d[0-5]\d[0-5]\d(?!\d)|\d{{1,2}}\s?[ap]m\b)"
    day = _day_pattern()
    label = join_words([*words["labels"], *words["updated"], *words["issued"]])
    return re.compile(
        rf"(?P<label>(?:\b(?:{label})\b\s*(?:[:|]|at\b|on\b)?\s*)?)"
        rf"(?:(?:\d{{1,2}}:?\d\d(?:\s?[ap]m)?,?\s+)(?=(?:{weekday})?\b,?\s*\d{{1,2}}[.\-/\s]))?"
        rf"(?:\b(?P<weekday>{weekday})\b\.?,?\s+)?{day}"
        rf"(?:\s*[,|T·-]?\s*(?:{hour}|{zone})){{0,6}}"
        rf"(?:\s*\(\s*(?:{join_words(words['updated'])})[^)\n]{{0,60}}\))?",
        re.IGNORECASE,
    )


_LINE_END = re.compile(r"[^\S\n]*[.)\]]*[^\S\n]*(?:\n|$)")
_CLOSING = re.compile(r"(?:,|\(|\||[-–—])[^\S\n]*(?=[^,(|\n]*$|[^(|\n]{0,30}\d{4}\)?$)")
_GOES_ON = re.compile(r"[^\S\n]*[,)]?[^\S\n]*(?:[a-z]|[-–—]\s*[a-z0-9])")


def match_stamp(
    text: str, start: int, order: Order | None = None, end: int | None = None, *, alone: bool = True
) -> Stamp | None:
    """The stamp that begins at `start` and ends before `end`, or None.

    Without a label it must not run on into a sentence (a word in small letters may not follow it), unless it need not
    stand `alone` because the caller looks at what follows. `order` settles which number of "04/05/2017" is the day;
    where nothing settles it both readings are given.
    """
    stop = len(text) if end is None else end
    found = _stamp_pattern().match(text, start, stop)
    if found is None:
        return None
    label = found["label"].strip(" :|").lower()
    if alone and not label and _GOES_ON.match(text, found.end(), stop):
        return None
    issued = label in load_lexicon("dates")["issued"]
    if issued and not _LINE_END.match(text, found.end(), stop):
        return None  # "As of 4 May 2019, some 300 families had left" is a sentence.
    readings = _read_days(found, order)
    if not readings:
        return None
    updated = label.startswith(tuple(load_lexicon("dates")["updated"]))
    day = readings[0] if len(readings) == 1 else None
    return Stamp(
        start=start,
        end=found.end(),
        day=day,
        readings=readings,
        labelled=bool(label),
        updated=updated,
        weekday=bool(found["weekday"]),
    )


def find_closing_stamp(line: str, order: Order | None = None) -> Stamp | None:
    """The stamp that ends a headline behind a comma, a dash or in brackets: "Bulletin of the Monitor, 4 June 2023"."""
    for found in _CLOSING.finditer(line):
        stamp = match_stamp(line, found.end(), order)
        if stamp and _LINE_END.match(line, stamp.end):
            return stamp
    return None


def parse_day(value: str, order: Order | None = None) -> tuple[date, ...]:
    """What a metadata field such as "2017-04-16T08:30Z" or "16 April 2017" can mean: no date, one, or two."""
    value = re.sub(r"^(\d{4})(\d\d)(\d\d)(?=T|$)", r"\1-\2-\3", value.strip())  # ISO 8601 without hyphens
    found = _stamp_pattern().match(value)
    return _read_days(found, order) if found else ()


def _read_days(found: re.Match[str], order: Order | None) -> tuple[date, ...]:
    group = found.groupdict()
    months = name_months()
    if group["m1"]:
        pairs = [(group["y1"], months[group["m1"].lower()], group["d1"])]
    elif group["m2"]:
        pairs = [(group["y2"], months[group["m2"].lower()], group["d2"])]
    elif group["y3"]:
        pairs = [(group["y3"], int(group["m3"]), group["d3"])]
    else:
        day_first = (group["y4"], int(group["b"]), group["a"])
        month_first = (group["y4"], int(group["a"]), group["b"])
        # Points and hyphens put the day first wherever they are in use; a slash says nothing.
        chosen = order if group["s4"] == "/" else "day"
        pairs = {"day": [day_first], "month": [month_first], None: [day_first, month_first]}[chosen]
        if chosen and _build(*pairs[0]) is None:
            pairs = [month_first, day_first]
    days = [day for pair in pairs if (day := _build(*pair))]
    weekday = name_weekdays().get((group["weekday"] or "").lower())
    if len(days) > 1 and weekday is not None:
        days = [day for day in days if day.weekday() == weekday] or days
    return tuple(dict.fromkeys(days))


def _build(year: str, month: int, day: str) -> date | None:
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
