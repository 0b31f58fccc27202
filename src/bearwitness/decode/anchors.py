"""A publication date inferred from the text's own anchors, when nothing else gives one.

In: the words of an article. Out: a day and the reasoning in words, or nothing. It never guesses: two anchors must meet,
or one must name the day with its weekday.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bearwitness.decode.datelines import OpenDay
from bearwitness.decode.lexicons import join_words, load_lexicon
from bearwitness.decode.stamps import FIRST_YEAR, LAST_YEAR, name_months, name_weekdays

_NEWS = timedelta(days=14)  # what a report tells of is seldom older
_LEAD = 700  # characters: where an article says when its news happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """A day that the text's anchors lead to, and how."""

    day: date
    reason: str


def infer_day(text: str) -> Inference | None:
    """The day on which the article was published, as far as its own words settle it.

    In this order: the Nth day of a war; a weekday with a day and a month whose year the war's year, or the only year
    named, settles; a full date in the lead, with the weekday on which the lead's news fell.
    """
    window = _find_window(text)
    return _count_days(text) or _match_weekday(text, window) or _read_lead(text, window)


def infer_year(open_day: OpenDay, text: str) -> Inference | None:
    """The day of a dateline without a year, in the one year that the text's own words leave to it.

    In this order: the day that `infer_day` finds, then the text's latest full date, where the dateline's day follows it
    within two weeks; the dateline's own weekday; the year of a war. What `infer_day` finds elsewhere leaves it open.
    """
    near = infer_day(text)
    if near and (followed := _follow(open_day, near)):
        return followed
    if full := max(((day, found.group()) for found, day in _full_dates(text)), default=None):
        latest = Inference(day=full[0], reason=f'"{_quote(full[1])}" is the latest date in the text')
        if followed := _follow(open_day, latest):
            return followed
    if near:
        return None
    window = _find_window(text)
    if window is None and open_day.weekday is None:
        return None
    years = _years_in_reach(text, window)
    days = [day for year in years if (day := _make_day(year, open_day.month, open_day.day))]
    days = [day for day in days if open_day.weekday in (None, day.weekday())]
    if window:
        days = [day for day in days if window.first <= day <= window.last]
    if len(days) != 1:
        return None
    why = window.reason if window else f"the only years in the text are {', '.join(map(str, years))}"
    return Inference(day=days[0], reason=f"it fits {days[0]} only; {why}")


def _follow(open_day: OpenDay, near: Inference) -> Inference | None:
    """The dateline's day where it lies within two weeks behind a day of the text; news is not older."""
    for year in (near.day.year, near.day.year + 1):
        day = _make_day(year, open_day.month, open_day.day)
        if day and near.day <= day <= near.day + _NEWS:
            return Inference(day=day, reason=near.reason)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """The days between which the article must lie, and why."""

    first: date
    last: date
    reason: str


@cache
def _conflicts() -> list[dict[str, Any]]:
    text = files("bearwitness.decode").joinpath("conflicts.yaml").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.safe_load(text)
    return loaded


def _find_conflict(text: str) -> dict[str, Any] | None:
    """The war that the text names most often."""
    low = text.lower()
    counted = [(sum(len(re.findall(rf"\b{re.escape(word)}\b", low)) for word in each["words"]), -index, each)
               for index, each in enumerate(_conflicts())]  # fmt: skip
    count, _, best = max(counted, key=lambda item: item[:2])
    return best if count else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    ordinals, cardinals = load_lexicon("dates")["ordinals"], load_lexicon("dates")["cardinals"]
    number = rf"(?P<number>\d{{1,4}}(?:st|nd|rd|th)?|{join_words(ordinals)})"
    many = rf"(?P<number>\d{{1,2}}|{join_words(cardinals)})"
    month, weekday = join_words(name_months()), join_words(name_weekdays())
    war = r"(?:war|conflict|invasion|uprising|insurgency|revolt)"
    enters = r"\b(?:in|into|entered|entering|enters)\s+(?:its|the|a)"
    ordinal = r"(?:st|nd|rd|th)?"
    day = (
        rf"(?:(?P<d1>\d{{1,2}}){ordinal}\s+(?:of\s+)?(?P<m1>{month})\b\.?"
        rf"|(?P<m2>{month})\b\.?\s+(?P<d2>\d{{1,2}}){ordinal}\b)"
    )
    nth_day = rf"(?:{number}\s+day|day\s+(?P<plain>\d{{1,4}}))\s+of\s+(?:the\s+)?[^.]{{0,40}}\b(?:war|invasion)\b"
    patterns = {
        "nth_year": rf"\b{war}\b[^.]{{0,60}}{enters}\s+{number}\s+year\b",
        "nth_day": rf"\b(?:on|marks?|is)\s+(?:the\s+)?{nth_day}",
        "aged": rf"\b{many}-year(?:-old|-long)?\s+(?:[a-z]+\s+){{0,2}}{war}\b",
        "dated": rf"\b(?:(?P<weekday>{weekday})\b,?\s+\(?)?{day}(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
        "weekday": rf"\b(?P<weekday>{weekday})\b",
        "year": r"\b((?:19|20)\d\d)\b",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}


def _count(word: str) -> int:
    low = word.lower()
    for name in ("ordinals", "cardinals"):
        if low in (names := load_lexicon("dates")[name]):
            return int(names.index(low)) + 1
    return int(re.sub(r"\D", "", low))


def _count_days(text: str) -> Inference | None:
    conflict = _find_conflict(text)
    found = _patterns()["nth_day"].search(text)
    if found is None or conflict is None:
        return None
    number = _count(found["number"] or found["plain"])
    if not 1 <= number <= 9999:
        return None
    day = conflict["start"] + timedelta(days=number - 1)
    reason = f'the text says "{_quote(found.group())}", and {conflict["name"]} began on {conflict["start"]}'
    return Inference(day=day, reason=reason)


def _find_window(text: str) -> _Window | None:
    """The year of the war in which the article was written, where the text says which one it is."""
    conflict = _find_conflict(text)
    if conflict is None:
        return None
    start: date = conflict["start"]
    if found := _patterns()["nth_year"].search(text):
        number = _count(found["number"])
        first, last = _add_years(start, number - 1), _add_years(start, number) - timedelta(days=1)
    elif found := _patterns()["aged"].search(text):
        number = _count(found["number"])
        # "the five-year war" is said from some months before its fifth anniversary to the sixth.
        first, last = _add_years(start, number) - timedelta(days=90), _add_years(start, number + 1)
    else:
        return None
    reason = f'"{_quote(found.group())}" puts it between {first} and {last}, as {conflict["name"]} began on {start}'
    return _Window(first=first, last=last, reason=reason)


def _match_weekday(text: str, window: _Window | None) -> Inference | None:
    """ "Saturday 8 April" without a year: the only year in reach in which that day is a Saturday."""
    for found in _patterns()["dated"].finditer(text[:_LEAD]):
        if not found["weekday"] or found["year"]:
            continue
        years = _years_in_reach(text, window)
        weekday = name_weekdays()[found["weekday"].lower()]
        days = [day for year in years if (day := _build(year, found)) and day.weekday() == weekday]
        if window:
            days = [day for day in days if window.first <= day <= window.last]
        if len(days) == 1:
            why = window.reason if window else f"the only years in the text are {', '.join(map(str, years))}"
            return Inference(day=days[0], reason=f'"{_quote(found.group())}" fits {days[0]} only; {why}')
    return None


def _years_in_reach(text: str, window: _Window | None) -> list[int]:
    if window:
        return list(range(window.first.year, window.last.year + 1))
    # An article looks back: it was written in the latest year that it names, or the next.
    named = [int(year) for year in _patterns()["year"].findall(text) if FIRST_YEAR <= int(year) <= LAST_YEAR]
    return [max(named), max(named) + 1] if named else []


def _read_lead(text: str, window: _Window | None) -> Inference | None:
    """The first day with the weekday of the lead, from the full date on that stands there and is the text's latest."""
    days = [(day, found) for found, day in _full_dates(text)]
    if not days:
        return None
    latest, found = max(days, key=lambda item: item[0])
    if found.start() > _LEAD or (window and not window.first <= latest <= window.last + timedelta(days=31)):
        return None
    before = text[max(0, found.start() - 24) : found.start()].lower()
    if re.search(r"\b(?:since|until|till|by|before|from|in|began|to|and|of)\s*$", before):
        return None
    reason = f'"{_quote(found.group())}" is the latest date in the text and stands in its lead'
    if not found["weekday"]:
        lead = text[: found.start()] + " " + text[found.end() : _LEAD]
        weekdays = {name_weekdays()[each["weekday"].lower()] for each in _patterns()["weekday"].finditer(lead)
                    if each["weekday"][0].isupper() and len(each["weekday"]) > 4}  # fmt: skip
        if len(weekdays) != 1:
            return None  # a date alone may be history: the lead's news needs its own weekday
        ahead = (weekdays.pop() - latest.weekday()) % 7
        latest += timedelta(days=ahead)
        reason += f"; the weekday named beside it is next {latest}" if ahead else "; the weekday fits"
    return Inference(day=latest, reason=reason)


def _full_dates(text: str) -> Iterator[tuple[re.Match[str], date]]:
    for found in _patterns()["dated"].finditer(text):
        if found["year"] and (day := _build(int(found["year"]), found)):
            yield found, day


def _build(year: int, found: re.Match[str]) -> date | None:
    return _make_day(year, name_months()[(found["m1"] or found["m2"]).lower()], int(found["d1"] or found["d2"]))


def _make_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _add_years(day: date, years: int) -> date:
    return (
        day.replace(year=day.year + years, day=min(day.day, 28))
        if day.month == 2
        else day.replace(year=day.year + years)
    )


def _quote(words: str) -> str:
    return " ".join(words.split())[:90]
