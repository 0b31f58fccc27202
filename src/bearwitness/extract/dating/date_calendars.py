"""Reading calendar expressions: days, months, years, seasons and named days that stand by themselves.

In: a match at its place. Out: a `Form`, or None where the words are no date ("May" the verb, a number of people, a
bridge named for a day). It never looks at a publication date.
"""

from collections.abc import Callable, Mapping

from bearwitness.extract.dating.date_forms import Form
from bearwitness.extract.dating.date_patterns import scanner
from bearwitness.extract.dating.date_spots import Spot, part_before, read_number, read_unit, turn_of, with_part

_FIRST_CENTURY = 10  # what news dates by its century is not older
# How many units one piece of a month or a year has at most.
_MOST_OF = {"day": 31, "week": 5, "month": 11}


def _calendar(spot: Spot, **fields: int | None) -> Form | None:
    month, day = fields.get("month"), fields.get("day")
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= 31:
        return None
    about = spot.behind("about") is not None
    return Form(
        spot.match.start(), spot.match.end(), "calendar", year=fields.get("year"), month=month, day=day,
        last_day=fields.get("last_day"), approximate=about,
    )  # fmt: skip


def _named_noun(spot: Spot) -> bool:
    """Whether a month and day without a year is part of a name: "the October 6 bridge"."""
    found = spot.ahead("name noun")
    if found is None or spot.behind("on"):
        return False
    return spot.text[found.start("noun")].isupper() or spot.behind("determiner") is not None


def _month_day(spot: Spot) -> Form | None:
    """ "May 5", "Sept. 11th, 2001", "December 1-9", and "Jul 152015" where a comma was lost."""
    get = spot.match.groupdict()
    if not _month_said(spot, get["month"], numbered=True):
        return None
    month, day = scanner().months[get["month"]], int(get["day"])
    year = int(get.get("glued") or get["year"]) if get.get("glued") or get.get("year") else None
    last = int(get["last"]) if get.get("last") else None
    if last is not None and (last <= day or last > 31):
        return None
    if year is None and last is None and not get.get("suffix"):
        if spot.behind("inside") or (spot.ahead("countable") and spot.behind("month lead")):
            return None
        if _named_noun(spot):
            return None
    return _calendar(spot, year=year, month=month, day=day, last_day=last)


def _day_month(spot: Spot) -> Form | None:
    """ "5 May", "the 3rd of May 2017", "1 to 9 December", "5-May-2016"."""
    get = spot.match.groupdict()
    if not spot.text[spot.match.start("month")].isupper() and len(get["month"]) < 4:
        return None
    if get["month"] in ("may", "march") and not spot.text[spot.match.start("month")].isupper():
        return None
    month, day = scanner().months[get["month"]], int(get["day"])
    last = int(get["last"]) if get["last"] else None
    if last is not None and last <= day:
        return None
    year = int(get["year"]) if get["year"] else None
    if year is None and _named_noun(spot):
        return None
    form = _calendar(spot, year=year, month=month, day=day, last_day=last)
    if form is not None and spot.low[form.end - 1] == "." and not _shortened(get["month"]):
        form.end -= 1
    return form


def _shortened(month: str) -> bool:
    """Whether a full stop belongs to the month's name."""
    return len(month) <= 4 and month not in ("may", "june", "july")


def _month_said(spot: Spot, word: str, *, numbered: bool = False) -> bool:
    """Whether a month's name is a month here and no verb, name or start of a sentence."""
    doubtful = scanner().months[word] in scanner().doubtful
    if not spot.capital():
        return not doubtful and len(word) > 4
    if numbered:
        return True
    if len(word) <= 4 and not doubtful and word not in ("june", "july"):
        return spot.behind("month lead") is not None
    if not doubtful:
        return spot.behind("month name") is None
    if spot.ahead("another month"):
        return True
    if spot.behind("month determiner"):
        return spot.ahead("of") is None and spot.ahead("lower word") is not None
    return spot.behind("month lead") is not None


def _month_year(spot: Spot) -> Form | None:
    get = spot.match.groupdict()
    if not _month_said(spot, get["month"], numbered=True):
        return None
    return with_part(spot, _calendar(spot, year=int(get["year"]), month=scanner().months[get["month"]]))


def _month_alone(spot: Spot) -> Form | None:
    get = spot.match.groupdict()
    if spot.ahead("numbered name") and not spot.behind("inside"):
        return None
    part, _ = part_before(spot)
    if part is None and not _month_said(spot, get["month"]):
        return None
    if not spot.capital() and len(get["month"]) < 5:
        return None
    form = _calendar(spot, month=scanner().months[get["month"]])
    if form is None:
        return None
    if spot.low[form.end - 1] == "." and not _shortened(get["month"]):
        form.end -= 1
    if get.get("turned"):
        form.year_turn = {"last": -1, "this": 0, "next": 1, "previous": -1}[get["turned"]]
    lead = spot.behind("turn")
    if lead is not None:
        form.turn = turn_of(lead["turn"])
    return with_part(spot, form)


def _iso(spot: Spot) -> Form | None:
    return _calendar(spot, year=int(spot.match["y"]), month=int(spot.match["m"]), day=int(spot.match["d"]))


def _numeric(spot: Spot) -> Form | None:
    """ "04/30/2005", "30-04-2016", "19.07.16": where both orders are possible, then month first after "/"."""
    one, two, year = int(spot.match["a"]), int(spot.match["b"]), int(spot.match["y"])
    if len(spot.match["y"]) == 2:
        if spot.match["sep"] != "/" and spot.match["sep"] != ".":
            return None
        year += 2000 if year < 50 else 1900
    if not 1900 <= year <= 2099:
        return None
    if one > 12 or two > 12:
        month, day = (two, one) if one > 12 else (one, two)
        return _calendar(spot, year=year, month=month, day=day)
    month, day = (one, two) if spot.match["sep"] == "/" else (two, one)
    form = _calendar(spot, year=year, month=month, day=day)
    if form is not None:
        form.swapped = one != two
    return form


def _years(spot: Spot) -> Form | None:
    """ "2011-2016", "1975-90": two years that follow each other, in round brackets or after a word for years."""
    first, last = int(spot.match["y"]), spot.match["z"]
    until = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if not first < until <= first + 100 or not (
        spot.behind("year") or spot.behind("bracket") or spot.behind("the") or len(last) == 4
    ):
        return None
    return Form(spot.match.start(), spot.match.end(), "years", year=first, until_year=until)


def _decade(spot: Spot) -> Form | None:
    text = spot.match["y"]
    year = int(text) if len(text) == 4 else 1900 + int(text)
    if len(text) == 2 and not spot.behind("the"):
        return None
    return with_part(spot, Form(spot.match.start(), spot.match.end(), "decade", year=year, until_year=year + 9))


def _year(spot: Spot) -> Form | None:
    """A year alone, where its neighbours say that it is one."""
    year = int(spot.match["y"])
    if spot.behind("guard"):
        return None
    counted = spot.ahead("countable")
    plural = spot.ahead("plural")
    part, _ = part_before(spot)
    event = spot.ahead("year event") is not None and spot.behind("the") is not None
    if spot.behind("article") and spot.ahead("lower word") and not counted and not plural:
        event = True
    bracket = spot.behind("bracket") is not None and spot.ahead("bracket") is not None
    strong = spot.behind("year") is not None
    weak = spot.behind("weak year") is not None and not counted and spot.ahead("year end") is not None
    if strong and ((year % 50 == 0 and (counted or plural)) or (counted and year % 10 == 0)):
        strong = False
    if not (part or event or bracket or strong or weak):
        return None
    form = Form(
        spot.match.start(), spot.match.end(), "calendar", year=year, approximate=spot.behind("about") is not None
    )
    return with_part(spot, form)


def _quarter(spot: Spot) -> Form | None:
    get = spot.match.groupdict()
    number = scanner().ordinals[get["ordinal"]]
    half = get["what"].startswith("half")
    if number > (2 if half else 4) or (half and not get["of"]):
        return None
    form = Form(spot.match.start(), spot.match.end(), "half" if half else "quarter", amount=number)
    form.year = int(get["year"]) if get["year"] else None
    form.month = scanner().months.get(get["month"] or "")
    form.year_turn = {"last": -1, "this": 0, "next": 1}.get(get["turned"] or "")
    return form if not form.month or half else None


def _short_quarter(spot: Spot) -> Form | None:
    form = Form(spot.match.start(), spot.match.end(), "quarter", amount=int(spot.match["quarter"]))
    form.year = int(spot.match["year"])
    return form


def _piece(spot: Spot) -> Form | None:
    """ "the first week of May", "the last three months of 2015", "the first six months of last year"."""
    get = spot.match.groupdict()
    if get["number"] is None and get["unit"].endswith("s"):
        return None  # "the first days of": how many is not said
    amount = 1 if get["number"] is None else read_number(get["number"])
    unit = read_unit(get["unit"])
    if amount is None or (get["month"] and unit == "month") or not 0 < amount <= _MOST_OF[unit]:
        return None
    form = Form(spot.match.start(), spot.match.end(), "piece", unit=unit, amount=amount)
    form.counted = get["which"] in ("last", "final", "closing")
    nth = scanner().ordinals.get(get["which"], 1)
    if nth > 1:
        if amount > 1:
            return None
        form.last_day = nth
    form.month = scanner().months.get(get["month"] or "")
    said = get["year"] or get["only"]
    form.year = int(said) if said else None
    form.year_turn = {"last": -1, "this": 0, "next": 1}.get(get["turned"] or "")
    return form


def _century(spot: Spot) -> Form | None:
    word = spot.match["ordinal"]
    number = int(word[:-2]) if word[0].isdigit() else scanner().ordinals[word]
    if number < _FIRST_CENTURY or spot.ahead("year end") is None:
        return None
    first = (number - 1) * 100
    return with_part(spot, Form(spot.match.start(), spot.match.end(), "years", year=first, until_year=first + 99))


def _season(spot: Spot) -> Form | None:
    word, year = spot.match["season"], spot.match["year"]
    if year is None and (word in ("spring", "fall") or not spot.behind("season")):
        return None
    form = Form(
        spot.match.start(), spot.match.end(), "season", amount=scanner().seasons[word], year=int(year) if year else None
    )
    return with_part(spot, form)


def _feast(spot: Spot) -> Form | None:
    word = " ".join(spot.match.group().split())
    if not spot.capital() or (not spot.behind("holiday") and " " not in word):
        return None
    known = scanner().holidays.get(word)
    if known is None:
        return Form(spot.match.start(), spot.match.end(), "feast")
    return Form(spot.match.start(), spot.match.end(), "calendar", month=int(known[:2]), day=int(known[3:]))


def _fixed(spot: Spot) -> Form | None:
    known = scanner().fixed[" ".join(spot.match.group().split())]
    return Form(spot.match.start(), spot.match.end(), "fixed", day_known=known)


# The readers by the names of their rules in `date_patterns`.
CALENDAR_READERS: Mapping[str, Callable[[Spot], Form | None]] = {
    "month_day": _month_day,
    "day_month": _day_month,
    "month_year": _month_year,
    "month_alone": _month_alone,
    "iso": _iso,
    "numeric": _numeric,
    "years": _years,
    "decade": _decade,
    "year": _year,
    "quarter": _quarter,
    "short_quarter": _short_quarter,
    "piece": _piece,
    "century": _century,
    "season": _season,
    "feast": _feast,
    "fixed": _fixed,
}
