"""Reading relative expressions: those counted from publication, from the last date told or from a war's beginning.

In: a match at its place. Out: a `Form`, or None where the words are no date. It never looks at a publication date.
"""

from collections.abc import Callable, Mapping
from math import ceil

from bearwitness.extract.dating.date_forms import Form, Unit
from bearwitness.extract.dating.date_patterns import scanner
from bearwitness.extract.dating.date_spots import Spot, part_before, read_number, read_unit, turn_of, with_part

_HALF_NIGHT = 6  # hours: 18 hours ago was another day, 12 hours ago need not have been
_OFFSETS = {"last": -1, "next": 1, "this": 0, "previous": -1, "following": 1}
_DAYS: Mapping[str, tuple[Unit, int]] = {
    "today": ("day", 0),
    "tonight": ("day", 0),
    "yesterday": ("day", -1),
    "tomorrow": ("day", 1),
    "overnight": ("night", 0),
    "day before yesterday": ("day", -2),
    "day after tomorrow": ("day", 2),
    "last night": ("day", -1),
}


def _weekday(spot: Spot) -> Form | None:
    """ "Saturday", "last Friday", "Saturday's", "Fridays attack", "Monday night", "Friday last week"."""
    get = spot.match.groupdict()
    short = len(get["weekday"]) < 6
    if spot.behind("weekday name") or spot.ahead("weekday name") or spot.behind("recurring"):
        return None
    if short and (not spot.capital() or not spot.ahead("date")):
        return None
    if get["plural"] and (
        spot.behind("habit")
        or spot.low.startswith(" ago", spot.match.end())
        or not spot.ahead("word")
        or (spot.behind("on") and spot.ahead("year end"))
    ):
        return None
    lead = spot.behind("turn")
    form = Form(spot.match.start(), spot.match.end(), "weekday", weekday=scanner().weekdays[get["weekday"]])
    form.possessive = bool(get["owner"] or get["plural"])
    if not short and spot.low[form.end - 1] == ".":
        form.end -= 1
    if lead is not None and not (lead["turn"] == "following" and form.possessive):
        form.turn = turn_of(lead["turn"])
        form.narrative = form.turn in ("previous", "following") or lead["turn"] in ("same", "that")
        form.start -= len(lead.group().rstrip()) + (len(lead.group()) - len(lead.group().rstrip()))
    if get["week"]:
        form.amount = _OFFSETS[turn_of(get["week"])]
    return form


def _relative(spot: Spot) -> Form | None:
    """ "today", "yesterday", "overnight", "last night", "this week", "the day before yesterday"."""
    word = " ".join(spot.match.group().split())
    for key, (unit, amount) in _DAYS.items():
        if word.startswith(key):
            return Form(
                spot.match.start(), spot.match.end(), "unit", unit=unit, amount=amount, overnight=key == "overnight"
            )
    return None


def _night(spot: Spot) -> Form | None:
    """ "During the night": the one behind the last day told, else the one before the report."""
    return Form(spot.match.start(), spot.match.end(), "unit", unit="night", amount=0, narrative=True)


def _turned(spot: Spot) -> Form | None:
    """ "this week", "last month", "next year", "the same day", "the following month", "that night"."""
    turn, word = turn_of(spot.match["turn"]), spot.match["unit"]
    if spot.match["owned"] and (spot.match["turn"] not in ("last", "this", "next") or spot.behind("window")):
        return None
    if spot.match["turn"] in (
        "past",
        "coming",
        "upcoming",
        "previous",
        "preceding",
        "prior",
        "current",
        "last",
    ) and spot.behind("window"):
        return Form(
            spot.match.start(),
            spot.match.end(),
            "window",
            unit=read_unit(word),
            amount=1,
            turn="next" if turn == "next" else "last",
        )
    if word in ("week", "month", "year") and spot.match.group().split()[1] == "past":  # "this past week"
        return Form(spot.match.start(), spot.match.end(), "window", unit=read_unit(word), amount=1, turn="last")
    narrative = spot.match["turn"] in ("previous", "preceding", "following", "same", "that") or (
        turn == "next" and spot.behind("the") is not None
    )
    if spot.match["turn"] == "past" and not spot.behind("this") and word not in ("weekend",):
        return Form(spot.match.start(), spot.match.end(), "window", unit=read_unit(word), amount=1, turn="last")
    if spot.match["turn"] in ("same", "that") and spot.ahead("of"):
        return None
    if (
        word in ("day", "morning", "afternoon", "evening", "night", "hour")
        and spot.match["turn"] in ("last", "past", "this", "current")
        and (word in ("day", "hour"))
    ):
        return None
    if word in scanner().seasons:
        return with_part(
            spot,
            Form(
                spot.match.start(),
                spot.match.end(),
                "season",
                amount=scanner().seasons[word],
                turn=turn,
                narrative=narrative,
            ),
        )
    form = Form(
        spot.match.start(), spot.match.end(), "unit", unit=read_unit(word), amount=_OFFSETS[turn], narrative=narrative
    )
    form.earlier = spot.behind("earlier") is not None
    form.later = spot.behind("later") is not None
    return form if form.unit == "day" else with_part(spot, form)


def _counted(spot: Spot) -> Form | None:
    """ "two days ago", "a week earlier", "three days later", "several months ago"."""
    amount, word, way = read_number(spot.match["number"]), spot.match["unit"], spot.match["way"]
    unit = read_unit(word)
    if word.startswith("fortnight") and amount is not None:
        amount *= 2
    if unit == "hour":
        unit, amount = "day", None if amount is None else (amount + _HALF_NIGHT) // 24
    back = way in ("ago", "back") or way.startswith(("earlier", "before", "previously", "prior"))
    if way in ("before", "after", "prior") and not spot.ahead("clause end"):
        return None
    if way in ("earlier", "later") and spot.ahead("than"):
        return None
    form = Form(
        spot.match.start(),
        spot.match.end(),
        "unit",
        unit=unit,
        amount=amount,
        counted=True,
        narrative=way not in ("ago", "back"),
    )
    if amount is not None and back:
        form.amount = -amount
    form.approximate = unit != "day"
    return form


def _neighbour(spot: Spot) -> Form | None:
    """ "the day before", "the night after", "the year before", standing alone."""
    if not spot.ahead("clause end"):
        return None
    unit = read_unit(spot.match["unit"])
    amount = -1 if spot.match["way"] == "before" else 1
    return Form(spot.match.start(), spot.match.end(), "unit", unit=unit, amount=amount, narrative=True)


def _before_last(spot: Spot) -> Form | None:
    """ "the week before last"."""
    return Form(spot.match.start(), spot.match.end(), "unit", unit=read_unit(spot.match["unit"]), amount=-2)


def _window(spot: Spot) -> Form | None:
    """ "past 24 hours", "last five days", "recent weeks", "next two months"."""
    if spot.ahead("of date"):
        return None
    unit = read_unit(spot.match["unit"])
    plain = spot.match["turn"] in ("recent",)
    amount = None if plain else read_number(spot.match["number"])
    if unit == "hour":
        unit, amount = "day", None if amount is None else ceil(amount / 24)
    turn = turn_of(spot.match["turn"])
    return Form(
        spot.match.start(),
        spot.match.end(),
        "window",
        unit=unit,
        amount=amount,
        turn="next" if turn in ("next", "following") else "last",
    )


def _within(spot: Spot) -> Form | None:
    """ "in 24 hours", "within 48 hours": the hours just gone."""
    if not spot.behind("within"):
        return None
    amount = int(spot.match["number"])
    return (
        Form(spot.match.start(), spot.match.end(), "window", unit="day", amount=amount // 24, turn="last")
        if amount in (24, 48, 72)
        else None
    )


def _age(spot: Spot) -> Form | None:
    """ "six-year conflict", "five-year-old civil war", "more than four years of war", "three years into the war"."""
    amount = read_number(spot.match["number"])
    return None if amount is None else Form(spot.match.start(), spot.match.end(), "age", amount=amount)


def _nth_year(spot: Spot) -> Form | None:
    """ "in its fourth year", "the third year of the insurgency"; who enters it is three years old."""
    if not (spot.match["conflict"] or (spot.behind("its") and (spot.behind("war") or spot.ahead("war")))):
        return None
    form = Form(spot.match.start(), spot.match.end(), "age", amount=scanner().ordinals[spot.match["ordinal"]])
    form.counted = not spot.behind("enters")
    if not form.counted and form.amount is not None:
        form.amount -= 1
    return form


def _span_of_unit(spot: Spot) -> Form | None:
    """ "the end of the month", "the beginning of the year": the current one."""
    part, _ = part_before(spot)
    if part is None:
        return None
    return with_part(
        spot, Form(spot.match.start(), spot.match.end(), "unit", unit=read_unit(spot.match["unit"]), amount=0)
    )


def _recall(spot: Spot) -> Form | None:
    if spot.ahead("of"):
        return None
    period = spot.match.group().endswith("period")
    return Form(spot.match.start(), spot.match.end(), "recall", narrative=True, whole_period=period)


def _since_then(spot: Spot) -> Form | None:
    if not spot.behind("since"):
        return None
    return Form(spot.match.start("then"), spot.match.end(), "recall", narrative=True, counted=True)


def _recently(spot: Spot) -> Form | None:
    return Form(spot.match.start(), spot.match.end(), "window", turn="last")


def _weekend(spot: Spot) -> Form | None:
    if not spot.behind("weekend"):
        return None
    return Form(spot.match.start(), spot.match.end(), "unit", unit="weekend", amount=0)


def _decade_age(spot: Spot) -> Form | None:
    return Form(spot.match.start(), spot.match.end(), "age", amount=10)


def _eve(spot: Spot) -> Form | None:
    """ "on the eve of" something: before a day that the words do not date."""
    return Form(spot.match.start(), spot.match.end(), "feast")


# The readers by the names of their rules in `date_patterns`.
RELATIVE_READERS: Mapping[str, Callable[[Spot], Form | None]] = {
    "weekday": _weekday,
    "relative": _relative,
    "night": _night,
    "turned": _turned,
    "counted": _counted,
    "neighbour": _neighbour,
    "before_last": _before_last,
    "window": _window,
    "within": _within,
    "age": _age,
    "nth_year": _nth_year,
    "span_of_unit": _span_of_unit,
    "recall": _recall,
    "since_then": _since_then,
    "recently": _recently,
    "weekend": _weekend,
    "decade_age": _decade_age,
    "eve": _eve,
}
