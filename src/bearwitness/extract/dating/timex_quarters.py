"""The rules of quarters and of what is told against the year before: "the quarter", "the year-ago period".

In: a match and what was told before. Out: a `Timex`. A quarter without a number is the one that the text told, else the
last that had ended. It never sees the text around an expression.
"""

from collections.abc import Callable, Mapping

from bearwitness.extract.dating.timex_patterns import Match, read_ordinal, read_step
from bearwitness.extract.dating.timex_values import (
    Timex,
    Told,
    begun_quarter,
    ended_quarter,
    name_date,
    quarter_value,
    shift_value,
)


def _each_quarter(match: Match, _told: Told) -> Timex:
    return name_date(f"XXXX-Q{read_ordinal(match['ordinal'])}", "comes again", "SET")


def _quarter(match: Match, told: Told) -> Timex | None:
    get = match.groupdict()
    number, half = read_ordinal(get["ordinal"]), get["what"] == "half"
    turn = get.get("turn") or get.get("turned")
    if number > (2 if half else 4):
        return None
    if get.get("year"):
        year, why = int(get["year"]), "the year as written"
    elif turn:
        year, why = told.published.year + read_step(turn), "the year counted from publication"
    else:
        year, why = begun_quarter(told.published, 2 * number - 1 if half else number)[0], "the latest that had begun"
    compared = bool(get.get("ago")) or (get.get("year") is not None and year < told.published.year)
    if get.get("ago"):
        year, why = year - 1, "the one of the year before"
    value = f"{year:04}-H{number}" if half else quarter_value(year, number)
    return Timex(kind="DATE", value=value, why=why, compared=compared)


def _two_quarters(match: Match, _told: Told) -> Timex:
    return name_date(f"{match['year']}-H{1 if 'first' in match.group() else 2}", "two quarters are a half")


def _half_year(match: Match, _told: Told) -> Timex:
    return name_date(f"{match['year']}-H2", "as written")


def told_quarter(told: Told) -> tuple[int, int]:
    """The quarter that the text told last, as (year, quarter); the last that had ended where it told none."""
    return told.quarter or ended_quarter(told.published)


def _year_back(_match: Match, told: Told) -> Timex:
    """ "the year-ago quarter": the one told, a year before; of one already told as the year before, itself."""
    year, quarter = told_quarter(told)
    return Timex(
        kind="DATE", value=quarter_value(year - 1, quarter), why="the quarter told, a year before", compared=True
    )


def _year_before(_match: Match, told: Told) -> Timex:
    """ "a year earlier": as fine as what it is compared with; a year where that is a length ("nine months")."""
    value = told.value
    if told.unplaced or value is None or not value[:4].isdigit() or "W" in value:
        return name_date(f"{told.published.year - 1:04}", "the year before publication")
    if value[4:6] == "-Q" or (told.quarter is not None and len(value) == len("1989-09-30")):
        return _year_back(_match, told)  # a day beside a quarter is the day that ends it
    if len(value) < len("1989") or value == f"{told.published.year - 1:04}":
        return name_date(f"{told.published.year - 1:04}", "the year before publication")
    return name_date(shift_value(value, -1), "what was told last, a year before")


def _year_of_quarter(match: Match, told: Told) -> Timex:
    if told.unplaced:
        return name_date(match["year"], "the year as written")
    value = quarter_value(int(match["year"]), told_quarter(told)[1])
    return Timex(kind="DATE", value=value, why="the quarter told, of that year", compared=True)


def _the_quarter(match: Match, told: Told) -> Timex:
    get = match.groupdict()
    if get.get("turn"):
        year, quarter = begun_quarter(told.published, (told.published.month - 1) // 3 + 1)
        return name_date(quarter_value(year, quarter + read_step(get["turn"])), "counted from publication")
    year, quarter = told_quarter(told)
    text = match.group()
    running = (told.published.year, (told.published.month - 1) // 3 + 1)
    if "current" in text or "this " in text:
        year, quarter = running
    elif ("latest" in text or "recent" in text) and (year, quarter) >= running:
        year, quarter = ended_quarter(told.published)
    return name_date(quarter_value(year, quarter), "the quarter told")


# The rules by the names of their patterns in `timex_patterns`.
QUARTER_RULES: Mapping[str, Callable[[Match, Told], Timex | None]] = {
    "each_quarter": _each_quarter,
    "quarter": _quarter,
    "two_quarters": _two_quarters,
    "half_year": _half_year,
    "year_back": _year_back,
    "year_before": _year_before,
    "year_of_quarter": _year_of_quarter,
    "the_quarter": _the_quarter,
}
