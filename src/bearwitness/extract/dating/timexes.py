"""Time expressions that stand alone, normalised to TimeML's types and values.

In: the expressions of one document in its order, without the text around them, and the day it was published. Out: one
`Timex` each. Relative words are counted from publication; words that point back ("the quarter", "a year earlier") from
what the document told last. Without the text around it no tense is known, so a date said without its year is the
nearest one. It never reads running text: that is `dates`, which knows tense and neighbours and gives intervals.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bearwitness.extract.dating.timex_dates import DATE_RULES
from bearwitness.extract.dating.timex_lengths import LENGTH_RULES
from bearwitness.extract.dating.timex_patterns import clean_expression, grammar
from bearwitness.extract.dating.timex_quarters import QUARTER_RULES
from bearwitness.extract.dating.timex_values import Timex, Told

_PLURAL_PARTS = re.compile(r"(?:morning|afternoon|evening|night)s$")
_RULES = {**DATE_RULES, **QUARTER_RULES, **LENGTH_RULES}
_UNKNOWN = Timex(kind="DATE", value="", why="no rule reads these words")


def normalise_expressions(expressions: Sequence[str], published: date) -> list[Timex]:
    """The type and value of each expression, in order; value "" where no rule reads the words. Raises nothing."""
    told = Told(published)
    found = []
    for expression in expressions:
        timex = normalise_expression(expression, told)
        told.take(timex)
        found.append(timex)
    return found


def normalise_expression(expression: str, told: Told) -> Timex:
    """One expression, counted from what has been told so far."""
    made = grammar()
    words = clean_expression(expression)
    bare = words
    while True:
        if bare in made.refs:
            return Timex(kind="DATE", value=made.refs[bare], why="the present, the past or the future as such")
        found = _apply(bare, told)
        if found is not None:
            return found
        shorter = made.trailing.sub("", bare)
        if shorter == bare:
            match = made.about.match(bare)
            if match is None:
                break
            shorter = bare[match.end() :]
        bare = shorter
    return _UNKNOWN


def _apply(words: str, told: Told) -> Timex | None:
    """The first rule that reads all of the words; a time of day is read with the day beside it."""
    timed = _timed(words, told)
    if timed is not None:
        return timed
    for pattern, name in grammar().rules:
        match = pattern.fullmatch(words)
        if match is None:
            continue
        try:
            found = _RULES[name](match, told)
        except (ValueError, OverflowError):  # no such day in the calendar
            continue
        if found is not None:
            return found
    return None


def _timed(words: str, told: Told) -> Timex | None:
    """ "5 p.m. EST Nov. 9", "noon Thursday", "Friday evening", "this morning", "mid-afternoon yesterday"."""
    made = grammar()
    if _PLURAL_PARTS.search(words):
        return None  # "Tuesday nights" come again
    clock = made.clock.search(words)
    if clock is not None:
        rest = (
            " ".join((words[: clock.start()] + " " + words[clock.end() :]).split())
            .removeprefix("on ")
            .removesuffix(" at")
        )
        day = _day_of(rest, told)
        value = None if day is None else _clock_value(clock.groupdict())
        return None if value is None else Timex(kind="TIME", value=f"{day}T{value}", why="a time of that day")
    words = words.removeprefix("the ")
    for part, code in sorted(made.words["dayparts"].items(), key=lambda item: -len(item[0])):
        if words == part or words.startswith(part + " ") or words.endswith(" " + part):
            rest = words.removeprefix(part).removesuffix(part).strip().removeprefix("of ").removesuffix(" in the")
            nightly = (part == "overnight" and not rest) or (part == "night" and rest == "last")
            day = _night_before(told) if nightly else _day_of(rest, told)
            if day is not None:
                return Timex(kind="TIME", value=f"{day}T{code}", why="a part of that day")
    return None


def _night_before(told: Told) -> str:
    return (told.day() - timedelta(days=1)).isoformat()


def _day_of(rest: str, told: Told) -> str | None:
    """The day that the words beside a time of day name; None where they name none."""
    if rest in ("", "the", "that", "that same", "the same", "at", "mid"):
        return told.day().isoformat()
    if rest in ("this", "later this", "earlier this", "early this", "late this"):
        return told.published.isoformat()
    found = normalise_expression(rest, told)
    return found.value if found.kind == "DATE" and len(found.value) == 10 and found.value[:4].isdigit() else None


def _clock_value(said: dict[str, str | None]) -> str | None:
    """Hours and minutes on the clock of 24 hours; midnight ends its day."""
    if said["named"]:
        return "12:00" if said["named"] == "noon" else "24:00"
    if said["zulu"]:
        return f"{said['zulu'][:2]}:{said['zulu'][2:]}"
    if said["oclock"]:
        return None
    hour = int(said["hour"] or said["hour24"] or 0)
    minute = said["minute"] or said["minute24"] or "00"
    if said["half"] == "p" and hour < 12:
        hour += 12
    elif said["half"] == "a" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute}" if hour < 24 and int(minute) < 60 else None
