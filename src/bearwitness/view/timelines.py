"""The chart of a brief: one mark a statement, by day, with its bounds as a range.

In: marks. Out: charts as coordinates, for a template to draw as SVG. It never adds two marks, and never draws a bound
that no report gives: "at least" is an open arrow, not a number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bearwitness.base.records import HarmKind
from bearwitness.view.passages import Mark
from bearwitness.view.periods import MONTHS
from bearwitness.view.texts import name_mark

LEAST_MARKS = 3  # fewer say nothing that the sentences do not
TOP, BOTTOM, LEFT, RIGHT = 18, 34, 44, 14  # margins in pixels
LINEAR_UP_TO = 12  # persons; above, the scale is logarithmic
OPEN_LENGTH = 16  # pixels of the arrow of an "at least"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One mark as drawn: a point at its lower bound or only figure, a line up to its upper bound, an arrow if open."""

    x: float
    x_end: float
    y_low: float
    y_high: float
    open: bool
    alleged: bool
    label: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A labelled position on an axis, in pixels."""

    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart in pixels: `harm` is what is counted, `logarithmic` whether its scale is."""

    harm: HarmKind
    width: int
    height: int
    left: int
    right: int
    bottom: int
    logarithmic: bool
    strokes: tuple[Stroke, ...]
    days: tuple[Tick, ...]
    counts: tuple[Tick, ...]
    summary: str


def draw_charts(marks: Sequence[Mark], width: int) -> tuple[Chart, ...]:
    """Charts for the killed and the injured (else for the harm most reported), each where there are marks enough."""
    kinds: list[HarmKind] = [mark.harm for mark in marks]
    wanted: list[HarmKind] = ["killed", "injured"]
    chosen = [kind for kind in wanted if kinds.count(kind) >= LEAST_MARKS]
    if not chosen and kinds:
        most = max(dict.fromkeys(kinds), key=kinds.count)
        chosen = [most] if kinds.count(most) >= LEAST_MARKS else []
    shown = [mark for mark in marks if mark.harm in chosen]
    if not shown:
        return ()
    first, last = min(mark.start for mark in shown), max(mark.end for mark in shown)
    return tuple(_draw_chart([mark for mark in shown if mark.harm == kind], width, first, last) for kind in chosen)


def _draw_chart(marks: Sequence[Mark], width: int, first: date, last: date) -> Chart:
    height = 220 if width > 500 else 200
    days = (last - first).days + 1
    per_day = (width - LEFT - RIGHT) / days
    most = max(1, *(mark.low if mark.high is None else mark.high for mark in marks))
    logarithmic = most > LINEAR_UP_TO
    floor = height - BOTTOM

    def rise(count: int) -> float:
        share = math.log1p(count) / math.log1p(most) if logarithmic else count / most
        return round(floor - share * (floor - TOP - OPEN_LENGTH), 1)

    crowd: dict[date, int] = {}
    sizes: dict[date, int] = {}
    for mark in marks:
        sizes[mark.start] = sizes.get(mark.start, 0) + 1
    strokes = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end, mark.low)):
        place = crowd[mark.start] = crowd.get(mark.start, 0) + 1
        x = LEFT + ((mark.start - first).days + place / (sizes[mark.start] + 1)) * per_day
        strokes.append(
            Stroke(
                x=round(x, 1),
                x_end=round(x + (mark.end - mark.start).days * per_day, 1),
                y_low=rise(mark.low),
                y_high=rise(mark.low if mark.high is None else mark.high),
                open=mark.high is None,
                alleged=mark.alleged,
                label=mark.label,
                target=name_mark(mark.reference.number, mark.reference.span),
            )
        )
    kind = marks[0].harm
    return Chart(
        harm=kind,
        width=width,
        height=height,
        left=LEFT,
        right=width - RIGHT,
        bottom=floor,
        logarithmic=logarithmic,
        strokes=tuple(strokes),
        days=_mark_days(first, days, per_day, width),
        counts=tuple(Tick(at=rise(count), label=f"{count:,}") for count in _choose_counts(most, logarithmic)),
        summary=f"{len(marks)} statements of people {kind}, by day; the sentences below give each of them in words.",
    )


def _choose_counts(most: int, logarithmic: bool) -> list[int]:
    if not logarithmic:
        step = 1 if most <= 4 else 2 if most <= 8 else 4
        return list(range(0, most + 1, step))
    steps = [0, *(10**power * digit for power in range(len(str(most))) for digit in (1, 3))]
    ticks = [step for step in steps if step <= most]
    return ticks if len(ticks) <= 7 else [tick for tick in ticks if not str(tick).startswith("3")]


def _mark_days(first: date, days: int, per_day: float, width: int) -> tuple[Tick, ...]:
    """At most one label every 90 pixels: days, else first days of months, else years."""
    room = max(2, (width - LEFT - RIGHT) // 90)
    every = max(1, math.ceil(days / room))
    if every <= 20:
        offsets = range(0, days, every)
        labelled = [(offset, first + timedelta(days=offset)) for offset in offsets]
        return tuple(
            Tick(at=round(LEFT + (offset + 0.5) * per_day, 1), label=f"{day.day} {MONTHS[day.month - 1][:3]}")
            for offset, day in labelled
        )
    months = [
        date(year, month, 1)
        for year in range(first.year, first.year + days // 365 + 2)
        for month in range(1, 13)
        if 0 <= (date(year, month, 1) - first).days < days
    ]
    stride = next((n for n in (1, 2, 3, 6) if len(months) / n <= room), 12 * math.ceil(len(months) / 12 / room))
    picked = [month for month in months if ((month.year - 1) * 12 + month.month - 1) % stride == 0]
    return tuple(
        Tick(
            at=round(LEFT + (month - first).days * per_day, 1),
            label=str(month.year) if stride >= 12 else f"{MONTHS[month.month - 1][:3]} {month.year}",
        )
        for month in picked
    )
