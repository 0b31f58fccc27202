"""TimeML values: what a normalised time expression is written as, and the calendar under it.

In: dates and numbers. Out: `Timex` and its value strings as TimeML writes them (ISO 8601 with X for what is left open,
Q1-Q4 for quarters, SP/SU/FA/WI for seasons, P2W for a length, PAST_REF for the past as such). It never reads a text.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bearwitness.extract.dating.date_forms import shift_months

TimexKind = Literal["DATE", "TIME", "DURATION", "SET"]
_QUARTER_MONTHS = 3
_MILLENNIUM = 1000
# How far ahead a month or a day without its year may lie; further off, the last one is meant. Set on TimeBank.
_AHEAD_MONTHS, _AHEAD_DAYS = 4, 125
# The first month of each season, as the northern hemisphere has them; winter is the one that begins in its year.
_SEASON_FIRST = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A normalised time expression: TimeML's type and value, and in words how it was found.

    `value` is "" for an expression that cannot be normalised. `compared` marks a quarter that another is measured
    against ("the year-ago quarter"): the story stays at the other.
    """

    kind: TimexKind
    value: str
    why: str
    compared: bool = False


@dataclass(slots=True)
class Told:
    """What a reading has told so far: publication, the last date (as a value), its day, the last quarter.

    `unplaced` is set while the last expression was a length of time, which has no place in the calendar.
    """

    published: date
    value: str | None = None
    quarter: tuple[int, int] | None = None
    unplaced: bool = False

    def day(self) -> date:
        """The last day told, publication where none was."""
        try:
            return date.fromisoformat((self.value or "")[:10])
        except ValueError:
            return self.published

    def year(self) -> int:
        """The year of the last date told, of publication where none was."""
        digits = (self.value or "")[:4]
        return int(digits) if len(digits) == 4 and digits.isdigit() else self.published.year

    def take(self, timex: Timex) -> None:
        """Takes an expression as the newest one; what names no stretch of the calendar changes nothing."""
        self.unplaced = timex.kind == "DURATION"
        if timex.kind in ("DURATION", "SET") or not timex.value[:2].isdigit():
            return
        self.value = timex.value
        if timex.value[4:6] == "-Q" and not timex.compared:
            self.quarter = (int(timex.value[:4]), int(timex.value[6:]))


def week_value(day: date) -> str:
    """The ISO week that holds a day: "1998-W07"."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def weekend_value(day: date) -> str:
    """The weekend of the week that holds a day."""
    return week_value(day) + "-WE"


def month_value(year: int, month: int) -> str:
    """A month: "1998-02"."""
    return f"{year:04}-{month:02}"


def quarter_value(year: int, quarter: int) -> str:
    """A quarter of a year; numbers beyond 1 to 4 run into the years beside it."""
    year, index = year + (quarter - 1) // 4, (quarter - 1) % 4
    return f"{year:04}-Q{index + 1}"


def begun_quarter(day: date, quarter: int) -> tuple[int, int]:
    """The latest quarter of that number that had begun on a day, as (year, quarter)."""
    return (day.year if _QUARTER_MONTHS * (quarter - 1) + 1 <= day.month else day.year - 1), quarter


def ended_quarter(day: date) -> tuple[int, int]:
    """The latest quarter that had ended on a day."""
    index = (day.month - 1) // _QUARTER_MONTHS
    return (day.year, index) if index else (day.year - 1, 4)


def nearest_year(day: date, month: int) -> int:
    """The year of a month said without one: the next where it lies a few months ahead, else the latest."""
    steps = (month - day.month) % 12
    return day.year + (day.month - 1 + steps - (12 if steps > _AHEAD_MONTHS else 0)) // 12


def nearest_day(published: date, month: int, day: int, weekday: int | None = None) -> date:
    """The day of that month and number that is meant without a year; ValueError where the calendar has none.

    The next where it lies a few months ahead, else the latest: news tells more than it announces. A weekday said
    beside it settles the year.
    """
    found = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:  # 29 February
            continue
    if not found:
        raise ValueError(f"no day {day} in month {month} near {published.year}")
    found = [one for one in found if one.weekday() == weekday] or found
    return max((one for one in found if (one - published).days <= _AHEAD_DAYS), default=found[0])


def season_year(published: date, season: str, turn: int) -> int:
    """The year of a season: the current one (0), the last before (-1) or the next after (1) publication."""
    first = _SEASON_FIRST[season]
    if turn == 0:
        return published.year
    if turn < 0:
        ended = shift_months(date(published.year, first, 1), 3) <= published
        return published.year if ended else published.year - 1
    return published.year if date(published.year, first, 1) > published else published.year + 1


def latest_weekday(published: date, weekday: int) -> date:
    """The latest such weekday up to and with publication."""
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def length_value(amount: float | None, unit: str) -> str:
    """A length of time: "P2W", "PXY" where the number is open, "PT4H", "P2Y6M" for two years and a half.

    `unit` is TimeML's letter, with a T before it for hours, minutes and seconds. Decades are counted in years.
    """
    clock, letter = ("T", unit[1:]) if unit.startswith("T") else ("", unit)
    if amount is None:
        return f"P{clock}X{letter}"
    if amount != int(amount):
        lesser = {"Y": ("M", 12), "M": ("D", 30), "D": ("H", 24), "TH": ("M", 60), "TM": ("S", 60)}.get(unit)
        if lesser is not None:
            whole = f"{int(amount)}{letter}" if amount >= 1 else ""
            mark = "T" if unit == "D" else ""
            return f"P{clock}{whole}{mark}{round((amount - int(amount)) * lesser[1])}{lesser[0]}"
    number = int(amount)
    if letter == "Y" and number >= _MILLENNIUM and number % _MILLENNIUM == 0:
        return f"P{number // _MILLENNIUM}L"
    if letter == "E" and number > 1:
        return f"P{number * 10}Y"
    return f"P{clock}{number}{letter}"


def shift_value(value: str, years: int) -> str:
    """A value some years on: "1989-Q3" and -1 are "1988-Q3"; 29 February becomes 28 February."""
    moved = f"{int(value[:4]) + years:04}{value[4:]}"
    return moved[:8] + "28" + moved[10:] if moved[4:10] == "-02-29" and (int(moved[:4]) % 4) else moved


def name_date(value: str, why: str, kind: TimexKind = "DATE") -> Timex:
    """A time expression with its value: a date where no other kind is said."""
    return Timex(kind=kind, value=value, why=why)
