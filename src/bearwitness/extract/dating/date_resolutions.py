"""Resolving date forms: what an expression says, counted from publication or from the last date told.

In: a `Form` and the `Anchors` of the reading so far. Out: a `Stretch`, vague (no dates) where nothing settles it. It
never sees the text.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bearwitness.extract.dating.date_forms import (
    Form,
    Stretch,
    day_stretch,
    days_stretch,
    month_stretch,
    months_stretch,
    season_stretch,
    shift_months,
    vague_stretch,
    week_stretch,
    year_stretch,
    years_stretch,
)

# A month and day without a year up to this many days after publication is this year's: a date of print runs behind its
# text, and news names a day 51 weeks back with its year. Set on the FA-KES corpus.
_PRINT_LAG_DAYS: Final = 7
# What is to come is told without its year up to about nine months ahead; further off, a past day is meant. FA-KES.
_FUTURE_REACH_DAYS: Final = 270
# A weekday and a date without a year are matched over this many years back: no two of them share a weekday.
_WEEKDAY_YEARS: Final = 5
_WINTER: Final = 24  # EDTF
_SPRING: Final = 4  # the month by which "this winter" is the coming one
_NO_ANCHOR: Final = "counted from the day of publication, which is not known"


@dataclass(slots=True)
class Anchors:
    """What dates are counted from: publication, the last day, stretch and period told, the latest date of any use."""

    published: date | None
    from_dateline: bool = False
    day: date | None = None
    stretch: Stretch | None = None
    period: Stretch | None = None
    latest: Stretch | None = None

    def told(self, stretch: Stretch, *, counted: bool) -> None:
        """Takes a resolved mention as the newest; the edge of a period (not `counted`) is no day of the story."""
        if stretch.first is None or stretch.last is None:
            return
        self.latest = stretch
        if counted:
            self.stretch = stretch
            if stretch.precision in ("day", "days") and (stretch.last - stretch.first).days <= 3:
                self.day = stretch.last
        elif self.stretch is None:
            self.stretch = stretch


def resolve_form(form: Form, anchors: Anchors, *, lent: int | date | None = None, future: bool = False) -> Stretch:
    """The interval a form stands for.

    `lent` is a year, or a day to count back from, that the text gives for a date said without a year; `future` means
    that the words around put it ahead of publication. Impossible dates (31 June) come out vague.
    """
    try:
        return _SHAPES[form.shape](form, anchors, lent, future)
    except (ValueError, OverflowError):
        return vague_stretch("no such day in the calendar")


def _day_in(form: Form, year: int) -> Stretch:
    month, day = form.month or 1, form.day or 1
    mark = "~" if form.approximate else "?" if form.swapped else ""
    first = date(year, month, day)
    why = "the order of day and month is not certain" if form.swapped else "the date as written"
    if form.last_day is not None:
        return days_stretch(first, date(year, month, form.last_day), why)
    if form.weekday is not None and first.weekday() != form.weekday:
        return day_stretch(first, "the date as written, though its weekday is another", mark="?")
    return day_stretch(first, why, mark=mark)


def _calendar(form: Form, anchors: Anchors, lent: int | date | None, future: bool) -> Stretch:
    mark = "~" if form.approximate else ""
    if form.year is not None:
        if form.month is None:
            return year_stretch(form.year, "the year as written", form.part, mark)
        if form.day is None:
            return month_stretch(form.year, form.month, "the month as written", form.part, mark)
        return _day_in(form, form.year)
    month = form.month or 1
    known = f"XXXX-{month:02}" + (f"-{form.day:02}" if form.day is not None else "")
    year, why = _year_for(form, anchors, lent, future)
    if year is None:
        return vague_stretch(why, known)
    if form.day is None:
        return _because(month_stretch(year, month, why, form.part, mark), why)
    return _because(_day_in(form, year), why)


def _because(stretch: Stretch, why: str) -> Stretch:
    return Stretch(stretch.first, stretch.last, stretch.precision, stretch.edtf, why, stretch.period)


def _year_for(form: Form, anchors: Anchors, lent: int | date | None, future: bool) -> tuple[int | None, str]:
    """The year of a month or of a month and day, with the reason."""
    month, day = form.month or 1, form.day or 1
    if isinstance(lent, int) and not _ahead(lent, form, anchors.published, future):
        return lent, "the year that the text gives beside it"
    anchor = lent if isinstance(lent, date) else anchors.published
    if anchor is None:
        return None, "no year is said and the day of publication is not known"
    if form.year_turn is not None:
        return anchor.year + form.year_turn, "the year counted from publication"
    if form.day is None:
        now, then = anchor.year * 12 + anchor.month, anchor.year * 12 + month
        if form.turn in ("last", "previous"):
            return (anchor.year if then < now else anchor.year - 1), "the latest such month before publication"
        if form.turn == "next" or (future and (then - now) % 12 <= _FUTURE_REACH_DAYS // 30):
            ahead = then > now if form.turn == "next" else then >= now
            return (anchor.year if ahead else anchor.year + 1), "the first such month after publication"
        if form.turn == "this":
            return anchor.year, "the year of publication"
        return (anchor.year if then <= now else anchor.year - 1), "the latest such month up to publication"
    if form.weekday is not None:
        years = [anchor.year + step for step in ((0, 1) if future else (0, *range(-1, -_WEEKDAY_YEARS - 1, -1)))]
        for year in years:
            if (month, day) == (2, 29) and year % 4:
                continue
            candidate = date(year, month, day)
            if candidate.weekday() == form.weekday and (
                future or candidate <= anchor + timedelta(days=_PRINT_LAG_DAYS)
            ):
                return year, "the latest year in which it falls on that weekday"
    leap = (month, day) == (2, 29)
    here = date(anchor.year, month, 28 if leap else day)
    if future:
        coming = anchor.year if here >= anchor else anchor.year + 1
        if (date(coming, month, here.day) - anchor).days <= _FUTURE_REACH_DAYS:
            return coming, "the first such day after publication"
    year = anchor.year if here <= anchor + timedelta(days=_PRINT_LAG_DAYS) else anchor.year - 1
    if leap:
        year -= year % 4
    return year, "the latest such day up to publication"


def _ahead(year: int, form: Form, published: date | None, future: bool) -> bool:
    """Whether that year would put the date after publication, though nothing says that it is to come."""
    if published is None or future:
        return False
    return (year, form.month or 1, form.day or 1) > (published.year, published.month, published.day)


def _weekday(form: Form, anchors: Anchors, _lent: int | date | None, future: bool) -> Stretch:
    narrative = form.narrative and anchors.day is not None
    anchor = anchors.day if narrative else anchors.published
    if anchor is None or form.weekday is None:
        return vague_stretch(_NO_ANCHOR)
    if form.overnight:
        day = anchor - timedelta(days=(anchor.weekday() - form.weekday) % 7)
        first = day + timedelta(days=form.amount or 0)
        return days_stretch(
            first, min(first + timedelta(days=1), max(anchor, day)), "the night of that weekday up to publication"
        )
    if form.amount is not None:
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=form.amount)
        return day_stretch(monday + timedelta(days=form.weekday), "that weekday of the week that the text names")
    back = (anchor.weekday() - form.weekday) % 7
    forth = (form.weekday - anchor.weekday()) % 7
    if form.turn in ("last", "previous"):
        return day_stretch(anchor - timedelta(days=back or 7), "the latest such weekday before " + _from(narrative))
    if form.turn in ("next", "following"):
        return day_stretch(anchor + timedelta(days=forth or 7), "the first such weekday after " + _from(narrative))
    if future and not form.possessive:
        return day_stretch(anchor + timedelta(days=forth), "the first such weekday from publication on")
    return day_stretch(anchor - timedelta(days=back), "the latest such weekday up to " + _from(narrative))


def _from(narrative: bool) -> str:
    return "the last day told" if narrative else "publication"


def _unit(form: Form, anchors: Anchors, _lent: int | date | None, future: bool) -> Stretch:
    """A day, week, month or year counted from publication or from the last date told."""
    told = anchors.stretch.first if anchors.stretch is not None else None
    narrative = form.narrative and (anchors.day is not None or told is not None)
    if form.amount is None:
        return vague_stretch("how many is not said")
    if narrative and form.unit in ("month", "year", "decade") and not (form.counted and anchors.day):
        anchor = told if told is not None else anchors.day
    else:
        anchor = anchors.day if narrative else anchors.published
        if narrative and anchor is None:
            return vague_stretch("counted from a day that the text has not told")
    if anchor is None:
        return vague_stretch(_NO_ANCHOR)
    why = f"counted from {_from(narrative)} ({anchor.isoformat()})"
    if form.unit == "day":
        return day_stretch(anchor + timedelta(days=form.amount), why)
    if form.unit == "night" and narrative:
        end = anchor + timedelta(days=1)
        end = min(end, max(anchors.published, anchor)) if anchors.published else end
        return days_stretch(anchor, end, "the night behind " + _from(narrative))
    if form.unit == "night":
        return days_stretch(anchor - timedelta(days=1), anchor, "the night to " + _from(narrative))
    if form.unit == "weekend":
        sunday = anchor - timedelta(days=(anchor.weekday() + 1) % 7)
        saturday = sunday - timedelta(days=1)
        if anchor.weekday() == 5:
            saturday, sunday = anchor, anchor
        if form.amount > 0 or future:
            saturday = anchor + timedelta(days=(5 - anchor.weekday()) % 7 or 7)
            sunday = saturday + timedelta(days=1)
        return days_stretch(saturday, sunday, why)
    if form.counted:
        return _counted(form, anchor, why, exact=narrative)
    if form.unit == "week" and form.part is None and form.earlier and anchor.weekday() == 0:
        stretch = week_stretch(anchor - timedelta(days=1), why + ", on whose Monday that is the week before")
    elif form.unit == "week":
        stretch = week_stretch(anchor + timedelta(weeks=form.amount), why, form.part)
    elif form.unit == "month":
        target = shift_months(anchor.replace(day=1), form.amount)
        stretch = month_stretch(target.year, target.month, why, form.part)
    elif form.unit == "year":
        stretch = year_stretch(anchor.year + form.amount, why, form.part)
    else:
        decade = anchor.year - anchor.year % 10 + 10 * form.amount
        stretch = years_stretch(decade, decade + 9, why)
    if form.amount != 0 or narrative:
        return stretch
    if form.later or future:
        return _from_now(stretch, anchor) if form.later else stretch
    return stretch if form.part == "late" else _up_to_now(stretch, anchor)


def _from_now(stretch: Stretch, anchor: date) -> Stretch:
    """What was left of the current week, month or year when the text was published."""
    if stretch.last is None or stretch.last <= anchor:
        return stretch
    edtf = f"{anchor.isoformat()}/{stretch.edtf.split('/')[-1]}"
    return Stretch(anchor, stretch.last, stretch.precision, edtf, stretch.why + ", from publication on")


def _up_to_now(stretch: Stretch, anchor: date) -> Stretch:
    """The current week, month or year, as far as it had gone when the text was published."""
    if stretch.first is None or stretch.last is None or stretch.last <= anchor or stretch.first > anchor:
        return stretch
    edge = stretch.edtf.split("/")[0]
    edtf = anchor.isoformat() if stretch.first == anchor else f"{edge}/{anchor.isoformat()}"
    return Stretch(stretch.first, anchor, stretch.precision, edtf, stretch.why + ", up to publication")


def _counted(form: Form, anchor: date, why: str, *, exact: bool) -> Stretch:
    """ "two weeks ago", "a month later": as precise as the unit that is counted in."""
    amount = form.amount or 0
    if form.unit == "week":
        middle = anchor + timedelta(weeks=amount)
        if exact:
            return day_stretch(middle, why, mark="~")
        first, last = middle - timedelta(days=3), middle + timedelta(days=3)
        return Stretch(first, last, "week", f"{first.isoformat()}~/{last.isoformat()}~", why)
    if form.unit == "month":
        target = shift_months(anchor, amount)
        return month_stretch(target.year, target.month, why, mark="~")
    if form.unit == "decade":
        amount *= 10
    return year_stretch(anchor.year + amount, why, mark="~")


def _window(form: Form, anchors: Anchors, _lent: int | date | None, _future: bool) -> Stretch:
    """ "the past 24 hours", "the last two weeks", "recent months", "the next five days"."""
    anchor = anchors.published
    if anchor is None:
        return vague_stretch(_NO_ANCHOR)
    ahead = form.turn == "next"
    if form.amount is None:
        edtf = f"{anchor.isoformat()}/.." if ahead else f"../{anchor.isoformat()}"
        why = "how long is not said, one end is publication"
        return Stretch(anchor if ahead else None, None if ahead else anchor, "open", edtf, why)
    sign = 1 if ahead else -1
    if form.unit in ("day", "night", "week", "weekend"):
        other = anchor + timedelta(days=sign * form.amount * (7 if form.unit in ("week", "weekend") else 1))
    else:
        other = shift_months(anchor, sign * form.amount * {"month": 1, "year": 12, "decade": 120}.get(form.unit, 1))
    first, last = sorted((anchor, other))
    precision = {"day": "days", "week": "days", "month": "month", "year": "year", "decade": "years"}.get(
        form.unit, "days"
    )
    return Stretch(first, last, precision, f"{first.isoformat()}/{last.isoformat()}", "counted from publication")  # type: ignore[arg-type]


def _age(form: Form, anchors: Anchors, _lent: int | date | None, _future: bool) -> Stretch:
    """A war by its age: "six-year" is six years, give or take one half; "in its sixth year" is five and one half."""
    anchor = anchors.published
    if anchor is None:
        return vague_stretch(_NO_ANCHOR)
    months = (form.amount or 0) * 12 - (6 if form.counted else 0)
    year = shift_months(anchor, -months).year
    return Stretch(
        date(year, 1, 1),
        anchor,
        "years",
        f"{year:04}~/{anchor.isoformat()}",
        "the age of the conflict counted back from publication",
    )


def _season(form: Form, anchors: Anchors, _lent: int | date | None, future: bool) -> Stretch:
    code = form.amount or 21
    if form.year is not None:
        return season_stretch(code, form.year, "the season as written")
    anchor = anchors.day if form.narrative and anchors.day else anchors.published
    if anchor is None:
        return vague_stretch(_NO_ANCHOR)
    if form.turn == "this" and not form.narrative:
        return season_stretch(
            code, anchor.year - (code == _WINTER and anchor.month < _SPRING), "the season of this year"
        )
    steps = (0, 1) if form.turn == "next" or future else (1, 0, -1, -2)
    for step in steps:
        stretch = season_stretch(code, anchor.year + step, "the season counted from publication")
        if stretch.first is None or stretch.last is None:
            continue
        if form.turn == "next" or future:
            if stretch.first > anchor:
                return stretch
        elif (stretch.last < anchor) if form.turn in ("last", "previous") else (stretch.first <= anchor):
            return stretch
    return vague_stretch("no such season")


def _quarter(form: Form, anchors: Anchors, lent: int | date | None, _future: bool) -> Stretch:
    number, length = form.amount or 1, 6 if form.shape == "half" else 3
    anchor = anchors.published
    year = form.year if form.year is not None else lent if isinstance(lent, int) else None
    if form.month is not None:
        base = _calendar(Form(form.start, form.end, "calendar", year=year, month=form.month), anchors, lent, False)
        if base.first is None or base.last is None:
            return base
        middle = date(base.first.year, base.first.month, 15)
        return (
            days_stretch(base.first, middle, base.why)
            if number == 1
            else days_stretch(middle + timedelta(days=1), base.last, base.why)
        )
    first = length * (number - 1) + 1
    if year is None:
        if anchor is None:
            return vague_stretch(_NO_ANCHOR)
        year = anchor.year + form.year_turn if form.year_turn is not None else anchor.year
        if form.year_turn is None and date(year, first, 1) > anchor:
            year -= 1
    return months_stretch(year, first, first + length - 1, "that part of the year")


def _piece(form: Form, anchors: Anchors, lent: int | date | None, _future: bool) -> Stretch:
    """A number of days, weeks or months of a month or a year, counted from its beginning or its end."""
    amount, nth = form.amount or 1, form.last_day or 1
    if form.month is not None:
        whole = _calendar(
            Form(form.start, form.end, "calendar", year=form.year, month=form.month), anchors, lent, False
        )
        if whole.first is None or whole.last is None:
            return whole
        first, last = whole.first, whole.last
    else:
        year = form.year
        if year is None:
            if anchors.published is None:
                return vague_stretch(_NO_ANCHOR)
            year = anchors.published.year + (form.year_turn or 0)
        first, last = date(year, 1, 1), date(year, 12, 31)
    why = "that part of the period as written"
    if form.unit == "month":
        begins = 13 - amount if form.counted else nth
        return months_stretch(first.year, begins, begins + amount - 1, why)
    days = amount * (7 if form.unit == "week" else 1)
    low = last - timedelta(days=days - 1) if form.counted else first + timedelta(days=(nth - 1) * days)
    high = min(low + timedelta(days=days - 1), last)
    mark = "~" if form.unit == "week" else ""  # no calendar's weeks begin with the month
    return Stretch(low, high, "days", f"{low.isoformat()}{mark}/{high.isoformat()}{mark}", why)


def _years(form: Form, _anchors: Anchors, _lent: int | date | None, _future: bool) -> Stretch:
    return years_stretch(form.year or 1, form.until_year or 1, "the years as written", form.part)


def _recall(form: Form, anchors: Anchors, _lent: int | date | None, _future: bool) -> Stretch:
    found = anchors.latest if form.counted else anchors.period if form.whole_period else anchors.stretch
    if found is None:
        return vague_stretch("the text has told no period before")
    return Stretch(found.first, found.last, found.precision, found.edtf, "the last period told", found.period)


def _fixed(form: Form, anchors: Anchors, _lent: int | date | None, _future: bool) -> Stretch:
    known = form.day_known
    if known is None or (anchors.published is not None and anchors.published < known):
        return vague_stretch("the day that this names is later than the text")
    return day_stretch(known, "a day known by its date alone")


def _feast(_form: Form, _anchors: Anchors, _lent: int | date | None, _future: bool) -> Stretch:
    return vague_stretch("a feast or an event that the words do not date")


_SHAPES = {
    "calendar": _calendar,
    "weekday": _weekday,
    "unit": _unit,
    "window": _window,
    "age": _age,
    "season": _season,
    "quarter": _quarter,
    "half": _quarter,
    "decade": _years,
    "years": _years,
    "recall": _recall,
    "fixed": _fixed,
    "feast": _feast,
    "piece": _piece,
}
