"""The rules of dates: what the match of each pattern says, counted from publication or from what was told last.

In: a match of the pattern of that name and what was told before. Out: a `Timex`, or None where the words are none of
this kind. A ValueError means that there is no such day. It never sees the text around an expression.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bearwitness.extract.dating.date_forms import shift_months
from bearwitness.extract.dating.timex_patterns import (
    Match,
    grammar,
    read_amount,
    read_ordinal,
    read_spoken_year,
    read_step,
    read_unit,
)
from bearwitness.extract.dating.timex_quarters import told_quarter
from bearwitness.extract.dating.timex_values import (
    Timex,
    Told,
    latest_weekday,
    length_value,
    month_value,
    name_date,
    nearest_day,
    nearest_year,
    quarter_value,
    season_year,
    week_value,
    weekend_value,
)

_PRECISE = frozenset("DW")  # what is counted in days and weeks leads to a day
_TOLD = frozenset({"that", "same", "following", "previous", "preceding", "prior", "latter"})
_BACK, _ON = -1, 1


def _iso(match: Match, _told: Told) -> Timex:
    value = match["iso"].upper()
    return name_date(value, "as written", "TIME" if "T" in value else "DATE")


def _numeric(match: Match, told: Told) -> Timex:
    """Month first, as American papers write it; day first where there is no such month."""
    month, day, year = int(match["m"]), int(match["d"]), int(match["year"])
    if month > 12:
        month, day = day, month
    if year < 100:
        year += told.published.year // 100 * 100
        year -= 100 if year > told.published.year + 10 else 0
    return name_date(date(year, month, day).isoformat(), "as written")


def _iso_month(match: Match, _told: Told) -> Timex | None:
    month = int(match["m"])
    return name_date(month_value(int(match["year"]), month), "as written") if 1 <= month <= 12 else None


def _feast(match: Match, told: Told) -> Timex:
    known = grammar().calendar["holidays"][match["feast"]]
    return name_date(
        nearest_day(told.published, int(known[:2]), int(known[3:])).isoformat(), "a feast with a fixed day"
    )


def _neighbour(match: Match, told: Told) -> Timex:
    """ "the day before", "the next day", "the previous night": beside the day or the stretch told last."""
    get = match.groupdict()
    step = -1 if get["way"] == "before" or get["last"] else 1
    unit = get["unit"] or get["day"] or get["night"] or "day"
    if unit == "year":
        return name_date(f"{told.year() + step:04}", "counted from what was told last")
    found = _turned_unit("day" if unit == "night" else unit, step, told.day())
    return name_date(found.value + "TNI", found.why, "TIME") if unit == "night" else found


def _day(match: Match, told: Told) -> Timex:
    month = grammar().calendar["months"][match["month"]]
    number = int(match["day"]) if match["day"] else read_ordinal(match["dayth"])
    if match["year"]:
        return name_date(date(int(match["year"]), month, number).isoformat(), "as written")
    weekday = grammar().calendar["weekdays"].get(match.groupdict().get("weekday"))
    return name_date(
        nearest_day(told.published, month, number, weekday).isoformat(), "the nearest such day to publication"
    )


def _month(match: Match, told: Told) -> Timex | None:
    get, published = match.groupdict(), told.published
    month = grammar().calendar["months"][get["month"]]
    if get.get("year"):
        return name_date(month_value(int(get["year"]), month), "as written")
    if get.get("spoken"):
        spoken = read_spoken_year(get["spoken"])
        return None if spoken is None else name_date(month_value(spoken, month), "the year in words")
    if "spoken" in get:
        return name_date(
            month_value(published.year + read_step(get["turn"]), month), "the year counted from publication"
        )
    turn = get.get("turn")
    if turn == "this":
        return name_date(month_value(published.year, month), "the year of publication")
    if read_step(turn) == _BACK:
        return name_date(month_value(published.year - (month >= published.month), month), "the last one over")
    if read_step(turn) == _ON:
        return name_date(month_value(published.year + (month <= published.month), month), "the first one to come")
    return name_date(month_value(nearest_year(published, month), month), "the nearest such month to publication")


def _then(_match: Match, told: Told) -> Timex:
    if told.value is None:
        return name_date("PAST_REF", "the text has told no date before")
    return name_date(told.value, "what was told last")


def _year(match: Match, _told: Told) -> Timex:
    return name_date(match["year"], "as written")


def _spoken_year(match: Match, _told: Told) -> Timex | None:
    year = read_spoken_year(match["spoken"])
    return None if year is None else name_date(f"{year:04}", "the year in words")


def _decade(match: Match, told: Told) -> Timex:
    said = match["decade"]
    if said.isdigit():
        first = int(said)
        if first < 100:
            first += told.published.year // 100 * 100
            first -= 100 if first > told.published.year else 0
    else:
        first = told.published.year // 100 * 100 + grammar().words["decades"][said] * 10
        first -= 100 if first > told.published.year else 0
    return name_date(f"{first // 10}", "the decade as written")


def _century(match: Match, told: Told) -> Timex:
    if match["ordinal"]:
        return name_date(f"{read_ordinal(match['ordinal']) - 1:02}", "the century as written")
    return name_date(
        f"{told.published.year // 100 + read_step(match['turn']):02}", "the century counted from publication"
    )


def _weekday(match: Match, told: Told) -> Timex:
    weekday = grammar().calendar["weekdays"][match["weekday"]]
    turn = match["turn"]
    anchor = told.day() if turn in ("that", "same", "following", "previous", "preceding", "prior") else told.published
    if match["week"]:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=read_step(match["week"]))
        return name_date((monday + timedelta(days=weekday)).isoformat(), "that day of the week that the words name")
    if read_step(turn) == _BACK:
        return name_date(latest_weekday(anchor - timedelta(days=1), weekday).isoformat(), "the last one over")
    if read_step(turn) == _ON:
        coming = latest_weekday(anchor + timedelta(days=7), weekday)
        return name_date(coming.isoformat(), "the first one to come")
    return name_date(latest_weekday(anchor, weekday).isoformat(), "the latest up to publication")


def _named_day(match: Match, told: Told) -> Timex:
    text = match.group()
    step = -2 if "before" in text else 2 if "after" in text else {"y": -1, "t": 0}[text[0]]
    if text.startswith("tomorrow"):
        step = 1
    return name_date((told.published + timedelta(days=step)).isoformat(), "counted from publication")


def _past_unit(match: Match, told: Told) -> Timex:
    if match["unit"] in ("year", "decade", "century") and "next" not in match.group():
        return _turned_unit(match["unit"], -1, told.published)
    if match["unit"] == "year":
        return _turned_unit(match["unit"], 1, told.published)
    return name_date(length_value(1, read_unit(match)), "a length of time", "DURATION")


def _counted(match: Match, told: Told) -> Timex | None:
    """ "two years ago", "six weeks ago", "a month earlier": as fine as the unit that is counted in."""
    unit, way = read_unit(match), match["way"]
    if not match["number"] and match["unit"].endswith("s"):
        return name_date(length_value(None, unit), "how many is left open", "DURATION")
    amount = read_amount(match["number"]) if match["number"] else 1
    narrative = way in ("earlier", "later", "before", "after", "previously")
    if amount is None:
        if narrative or unit.startswith("T"):
            return name_date(length_value(None, unit), "how many is left open", "DURATION")
        return name_date("PAST_REF" if way in ("ago", "back") else "FUTURE_REF", "how many is left open")
    sign = 1 if way in ("later", "after", "hence", "from now") else -1
    anchor = told.day() if narrative else told.published
    why = "counted from what was told last" if narrative else "counted from publication"
    steps = sign * int(amount)
    if unit.startswith("T"):
        return name_date(length_value(amount, unit), "hours have no date", "DURATION")
    if unit in _PRECISE:
        day = anchor + timedelta(days=steps * (7 if unit == "W" else 1))
        return name_date(week_value(day) if unit == "W" else day.isoformat(), why)
    if unit in "MQ":
        moved = shift_months(anchor, steps * (3 if unit == "Q" else 1))
        if unit == "Q":
            return name_date(quarter_value(moved.year, (moved.month - 1) // 3 + 1), why)
        return name_date(month_value(moved.year, moved.month), why)
    years = steps * {"Y": 1, "E": 10, "C": 100, "L": 1000}[unit]
    return name_date(f"{anchor.year + years:04}", why)


def _turned(match: Match, told: Told) -> Timex:
    turn = match["turn"]
    if turn in _TOLD and not (turn in ("previous", "prior", "preceding") and told.value is None):
        anchor = told.day()
        if match["unit"] == "year":
            return name_date(f"{told.year() + read_step(turn):04}", "counted from what was told last")
        if match["unit"] == "month" and told.value and re.fullmatch(r"\d{4}-\d\d", told.value[:7]):
            anchor = date(int(told.value[:4]), int(told.value[5:7]), 1)
        return _turned_unit(match["unit"], read_step(turn), anchor)
    return _turned_unit(match["unit"], read_step(turn), told.published)


def _turned_unit(unit: str, step: int, anchor: date) -> Timex:
    why = "counted from publication"
    if unit == "day":
        return name_date((anchor + timedelta(days=step)).isoformat(), why)
    if unit == "week":
        return name_date(week_value(anchor + timedelta(weeks=step)), why)
    if unit == "weekend":
        return name_date(weekend_value(anchor + timedelta(weeks=step)), why)
    if unit == "month":
        moved = shift_months(anchor.replace(day=1), step)
        return name_date(month_value(moved.year, moved.month), why)
    if unit == "decade":
        return name_date(f"{anchor.year // 10 + step}", why)
    if unit == "century":
        return name_date(f"{anchor.year // 100 + step}", why)
    return name_date(f"{anchor.year + step:04}", why)


def _season(match: Match, told: Told) -> Timex | None:
    season = str(grammar().words["seasons"][match["season"]])
    if match["year"]:
        return name_date(f"{match['year']}-{season}", "as written")
    if match["spoken"]:
        spoken = read_spoken_year(match["spoken"])
        return None if spoken is None else name_date(f"{spoken:04}-{season}", "the year in words")
    if match["years"]:
        return name_date(
            f"{told.published.year + read_step(match['years']):04}-{season}", "the year counted from publication"
        )
    turn = match["turn"]
    if turn == "this past":
        turn = None
    return name_date(f"{season_year(told.published, season, read_step(turn)):04}-{season}", "counted from publication")


def _the_unit(match: Match, told: Told) -> Timex | None:
    """ "the year", "the day": the current one, or the one told."""
    unit, text = match["unit"], match.group()
    if text in ("a year", "a day", "a week", "a month", "a weekend", "a decade", unit):
        return None
    if unit == "day":
        return name_date(told.day().isoformat(), "the day told")
    if unit == "year" and "latest" in text:
        return _turned_unit(unit, -1, told.published)
    if unit == "weekend":
        return name_date(
            weekend_value(told.published - timedelta(days=told.published.weekday() + 1)), "the last one over"
        )
    return _turned_unit(unit, 0, told.published)


def _end(match: Match, told: Told) -> Timex:
    unit = match["of"] or match["end"]
    if unit == "quarter":
        return name_date(quarter_value(*told_quarter(told)), "the end of the quarter told")
    return _turned_unit(unit, 0, told.published)


def _that_day(_match: Match, told: Told) -> Timex:
    return name_date(told.published.isoformat(), "a day of the story")


# The rules by the names of their patterns in `timex_patterns`.
DATE_RULES: Mapping[str, Callable[[Match, Told], Timex | None]] = {
    "iso": _iso,
    "iso_month": _iso_month,
    "feast": _feast,
    "neighbour": _neighbour,
    "numeric": _numeric,
    "day": _day,
    "month": _month,
    "year": _year,
    "then": _then,
    "spoken_year": _spoken_year,
    "decade": _decade,
    "century": _century,
    "weekday": _weekday,
    "named_day": _named_day,
    "past_unit": _past_unit,
    "counted": _counted,
    "turned": _turned,
    "season": _season,
    "the_unit": _the_unit,
    "end": _end,
    "that_day": _that_day,
}
