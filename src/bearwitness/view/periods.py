"""Days and periods in words, whatever the locale.

In: dates, intervals of inclusive dates. Out: English phrases. It never says more than the precision that is known.
"""

from datetime import date

from bearwitness.base.records import When

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def phrase_day(day: date) -> str:
    """A date as "9 December 2016", whatever the locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def phrase_period(start: date | None, end: date | None) -> str:
    """An interval of inclusive dates as a reader writes it: "9 December 2016", "June 2016", "2 to 4 June 2016"."""
    if start is None or end is None:
        if start is None and end is None:
            return "date not stated"
        return f"from {phrase_day(start)} on" if start else f"until {phrase_day(end or date.min)}"
    if start == end:
        return phrase_day(start)
    whole_end = _is_month_end(end)
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start.day == 1 and whole_end:
        last = f"{MONTHS[end.month - 1]} {end.year}"
        if (start.year, start.month) == (end.year, end.month):
            return last
        return f"{MONTHS[start.month - 1]}{'' if start.year == end.year else f' {start.year}'} to {last}"
    if start.year != end.year:
        return f"{phrase_day(start)} to {phrase_day(end)}"
    first = str(start.day) if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"
    return f"{first} to {phrase_day(end)}"


def phrase_when(when: When | None) -> str:
    """The time with its preposition: "on 9 December 2016", "in June 2016", "since 1 June 2016"; "" when not known."""
    if when is None or (when.start is None and when.end is None):
        return ""
    if when.end is None and when.start is not None:
        return f"since {phrase_day(when.start)}"
    if when.start is None and when.end is not None:
        return f"up to {phrase_day(when.end)}"
    period = phrase_period(when.start, when.end)
    if when.start == when.end:
        return f"on {period}"
    if " to " not in period:
        return f"in {period}"
    return f"between {' and '.join(period.split(' to '))}"


def _is_month_end(day: date) -> bool:
    return day == date.max or (day.month != date.fromordinal(day.toordinal() + 1).month)
