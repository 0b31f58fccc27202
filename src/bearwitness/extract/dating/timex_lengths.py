"""The rules of lengths of time and of what comes again: "three weeks", "the past 18 months", "each Thursday".

In: a match. Out: a `Timex` that has no place in the calendar. It never counts from anything.
"""

from collections.abc import Callable, Mapping

from bearwitness.extract.dating.timex_patterns import Match, grammar, read_amount, read_unit
from bearwitness.extract.dating.timex_values import Timex, Told, length_value, name_date


def _as_such(match: Match, _told: Told) -> Timex:
    past = match.groupdict().get("recent") is not None
    return name_date("PAST_REF" if past else "FUTURE_REF", "the past or the future as such")


def _each_weekday(match: Match, _told: Told) -> Timex:
    value = f"XXXX-WXX-{grammar().calendar['weekdays'][match['weekday']] + 1}"
    if match["part"]:
        value += f"T{grammar().words['dayparts'][match['part']]}"
    return name_date(value, "comes again", "SET")


def _each_month(match: Match, _told: Told) -> Timex:
    return name_date(f"XXXX-{grammar().calendar['months'][match['month']]:02}", "comes again", "SET")


def _each_season(match: Match, _told: Told) -> Timex:
    return name_date(f"XXXX-{grammar().words['seasons'][match['season']]}", "comes again", "SET")


def _each_unit(match: Match, _told: Told) -> Timex:
    amount = read_amount(match.groupdict().get("number") or "one")
    return name_date(length_value(amount, grammar().words["units"][match["unit"]]), "comes again", "SET")


def _again(match: Match, _told: Told) -> Timex:
    return name_date(grammar().words["again"][match["again"]], "comes again", "SET")


def _window(match: Match, _told: Told) -> Timex:
    return name_date(length_value(read_amount(match["number"]), read_unit(match)), "a length of time", "DURATION")


def _length(match: Match, _told: Told) -> Timex:
    get = match.groupdict()
    amount = read_amount(get["number"])
    if amount is None and get.get("upto"):
        amount = None
    if amount is not None and (get.get("half") or get.get("andhalf")):
        amount += 0.5
    return name_date(length_value(amount, read_unit(match)), "a length of time", "DURATION")


def _length_half(match: Match, _told: Told) -> Timex | None:
    amount = read_amount(match["number"])
    if amount is None:
        return None
    return name_date(length_value(amount + 0.5, read_unit(match)), "a length of time", "DURATION")


def _half_unit(match: Match, _told: Told) -> Timex:
    unit = next(word for word in reversed(match.group().split()) if word in grammar().words["units"])
    return name_date(length_value(0.5, grammar().words["units"][unit]), "a length of time", "DURATION")


def _lengths(match: Match, _told: Told) -> Timex:
    return name_date(length_value(None, read_unit(match)), "how many is left open", "DURATION")


def _some_time(_match: Match, _told: Told) -> Timex:
    return name_date("PXX", "neither number nor unit is said", "DURATION")


def _length_open(match: Match, _told: Told) -> Timex:
    singular = not match["unit"].endswith("s") and match["unit"] not in ("centuries", "millennia")
    return name_date(length_value(1 if singular else None, read_unit(match)), "a length of time", "DURATION")


# The rules by the names of their patterns in `timex_patterns`.
LENGTH_RULES: Mapping[str, Callable[[Match, Told], Timex | None]] = {
    "as_such": _as_such,
    "each_weekday": _each_weekday,
    "each_month": _each_month,
    "each_season": _each_season,
    "each_unit": _each_unit,
    "again": _again,
    "window": _window,
    "length": _length,
    "length_half": _length_half,
    "half_unit": _half_unit,
    "lengths": _lengths,
    "some_time": _some_time,
    "length_open": _length_open,
}
