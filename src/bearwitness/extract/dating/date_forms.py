"""Date expressions as they are said, before they are resolved, and the calendar arithmetic under them.

In: nothing but values. Out: `Form` (what an expression says: "the 5th of a May", "two weeks back from now"), `Stretch`
(an interval with its precision) and EDTF strings. It never looks at a text and never knows today's date.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bearwitness.base.records import WhenPrecision

Shape = Literal[
    "calendar",
    "weekday",
    "unit",
    "window",
    "age",
    "season",
    "quarter",
    "half",
    "decade",
    "years",
    "recall",
    "fixed",
    "feast",
    "piece",
]
Unit = Literal["hour", "day", "night", "weekend", "week", "month", "year", "decade"]
Part = Literal["early", "mid", "late"]
Turn = Literal["last", "next", "this", "previous", "following"]

# EDTF codes of the seasons (ISO 8601-2, 4.8) and the first month of each, as the northern hemisphere has them.
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
_LAST_DAY_EARLY, _LAST_DAY_MID = 10, 20
_LAST_MONTH_EARLY, _LAST_MONTH_MID = 4, 8


@dataclass(slots=True)
class Form:
    """What one expression says. Which fields count depends on `shape`:

    - calendar: year, month, day (each may be missing), weekday; `swapped` where the order of numbers is uncertain.
    - weekday: weekday, `turn`, `amount` weeks from this one when the text says which week ("Friday last week").
    - unit: `amount` units from publication, or from the last date told where `narrative`; "ago" forms set `counted`.
    - window: the last (or next, `turn`) `amount` units.
    - age: a war that is `amount` years old, or in its `amount`-th year where `counted`.
    - season, quarter, half: `amount` is its EDTF code or its number. decade, years: year to `until_year`.
    - recall: the last stretch told (`counted`: of any use; `whole_period`: the last period).
    - fixed: `day_known`. feast: never resolved.
    - piece: `amount` units of a month or a year, from its end where `counted`; the `last_day`-th where that is set.
    """

    start: int
    end: int
    shape: Shape
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    swapped: bool = False
    turn: Turn | None = None
    unit: Unit = "day"
    amount: int | None = None
    narrative: bool = False
    counted: bool = False
    part: Part | None = None
    until_year: int | None = None
    day_known: date | None = None
    last_day: int | None = None
    approximate: bool = False
    overnight: bool = False
    earlier: bool = False
    later: bool = False
    whole_period: bool = False
    year_turn: int | None = None
    possessive: bool = False
    until: "Form | None" = None

    def full(self) -> bool:
        """Whether the expression names a day with its year."""
        return self.shape == "calendar" and self.year is not None and self.month is not None and self.day is not None


@dataclass(frozen=True, slots=True)
class Stretch:
    """An interval of inclusive dates (None = not known) with its precision and EDTF; `why` says how it was found."""

    first: date | None
    last: date | None
    precision: WhenPrecision
    edtf: str
    why: str
    period: bool = True


def shift_months(day: date, months: int) -> date:
    """The same day `months` later (earlier when negative), the last day of the month where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_stretch(day: date, why: str, *, mark: str = "") -> Stretch:
    """One day; `mark` is an EDTF qualifier ("~" about, "?" uncertain)."""
    return Stretch(day, day, "day", day.isoformat() + mark, why, period=False)


def days_stretch(first: date, last: date, why: str) -> Stretch:
    """A run of days."""
    if first == last:
        return day_stretch(first, why)
    return Stretch(first, last, "days", f"{first.isoformat()}/{last.isoformat()}", why)


def month_stretch(year: int, month: int, why: str, part: Part | None = None, mark: str = "") -> Stretch:
    """A month, or its first ten, middle ten or last days."""
    final = monthrange(year, month)[1]
    if part is None:
        return Stretch(date(year, month, 1), date(year, month, final), "month", f"{year:04}-{month:02}{mark}", why)
    first, last = {
        "early": (1, _LAST_DAY_EARLY),
        "mid": (_LAST_DAY_EARLY + 1, _LAST_DAY_MID),
        "late": (_LAST_DAY_MID + 1, final),
    }[part]
    low, high = date(year, month, first), date(year, month, last)
    return Stretch(low, high, "days", f"{low.isoformat()}~/{high.isoformat()}~", why)


def year_stretch(year: int, why: str, part: Part | None = None, mark: str = "") -> Stretch:
    """A year, or its first, middle or last third."""
    if part is None:
        return Stretch(date(year, 1, 1), date(year, 12, 31), "year", f"{year:04}{mark}", why)
    first, last = {
        "early": (1, _LAST_MONTH_EARLY),
        "mid": (_LAST_MONTH_EARLY + 1, _LAST_MONTH_MID),
        "late": (_LAST_MONTH_MID + 1, 12),
    }[part]
    return months_stretch(year, first, last, why, mark="~")


def months_stretch(year: int, first: int, last: int, why: str, mark: str = "") -> Stretch:
    """The months `first` to `last` of one year: a quarter, a half, a third."""
    end = date(year, last, monthrange(year, last)[1])
    return Stretch(date(year, first, 1), end, "season", f"{year:04}-{first:02}{mark}/{year:04}-{last:02}{mark}", why)


def years_stretch(first: int, last: int, why: str, part: Part | None = None) -> Stretch:
    """A run of years; `part` takes the first, middle or last third of it (of a decade: 0-3, 4-6, 7-9)."""
    mark = ""
    if part is not None:
        mark = "~"
        third = (last - first + 1) // 3
        first, last = {
            "early": (first, first + third),
            "mid": (first + third + 1, last - third),
            "late": (last - third + 1, last),
        }[part]
    elif last - first == 99 and first % 100 == 0:
        return Stretch(date(first, 1, 1), date(last, 12, 31), "years", f"{first // 100:02}XX", why)
    elif last - first == 9 and first % 10 == 0:
        return Stretch(date(first, 1, 1), date(last, 12, 31), "years", f"{first // 10:03}X", why)
    return Stretch(date(first, 1, 1), date(last, 12, 31), "years", f"{first:04}{mark}/{last:04}{mark}", why)


def season_stretch(code: int, year: int, why: str) -> Stretch:
    """A season by its EDTF code, as meteorologists cut it in the north; winter is the one that begins in `year`."""
    first = date(year, _SEASON_MONTHS[code], 1)
    last = shift_months(first, 3) - timedelta(days=1)
    return Stretch(first, last, "season", f"{year:04}-{code}", why)


def week_stretch(day: date, why: str, part: Part | None = None) -> Stretch:
    """The week (Monday to Sunday) that holds `day`, or its beginning, middle or end."""
    monday = day - timedelta(days=day.weekday())
    first, last = {None: (0, 6), "early": (0, 2), "mid": (2, 3), "late": (3, 6)}[part]
    low, high = monday + timedelta(days=first), monday + timedelta(days=last)
    return Stretch(low, high, "week" if part is None else "days", f"{low.isoformat()}/{high.isoformat()}", why)


def vague_stretch(why: str, edtf: str = "") -> Stretch:
    """An expression that cannot be placed; `edtf` may keep the digits that are known ("XXXX-05-03")."""
    return Stretch(None, None, "open", edtf, why)
