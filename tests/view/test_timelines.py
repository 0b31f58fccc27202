from datetime import date

from bearwitness.base.records import Span
from bearwitness.view.passages import Mark, Reference
from bearwitness.view.timelines import draw_charts


def mark(day: date, low: int, high: int | None, end: date | None = None) -> Mark:
    reference = Reference(number=1, span=Span(start=0, end=1), words="x", claim="c")
    return Mark(
        harm="killed", start=day, end=end or day, low=low, high=high, alleged=False, label="x", reference=reference
    )


def test_every_mark_is_drawn_once_with_its_bounds() -> None:
    (chart,) = draw_charts([mark(date(2019, 6, day), 5, high) for day, high in ((1, 5), (1, 8), (3, None))], 720)
    exact, ranged, least = chart.strokes
    assert exact.y_low == exact.y_high and not exact.open
    assert ranged.y_high < ranged.y_low and not ranged.open  # up is smaller
    assert least.open and least.y_high == least.y_low
    assert exact.x < ranged.x < least.x
    assert not chart.logarithmic


def test_marks_of_one_day_stand_beside_each_other_and_all_within_the_chart() -> None:
    marks = [mark(date(2011, 3, 15), 1, 1), *(mark(date(2017, 8, 9), 10**n, None) for n in range(6))]
    for width in (720, 340):
        (chart,) = draw_charts(marks, width)
        assert len({stroke.x for stroke in chart.strokes}) >= 2
        assert all(chart.left <= stroke.x <= chart.right for stroke in chart.strokes)
        assert all(0 < stroke.y_high <= stroke.y_low <= chart.bottom for stroke in chart.strokes)
        assert chart.logarithmic
        assert 2 <= len(chart.days) <= 8 and len({tick.label for tick in chart.days}) == len(chart.days)


def test_two_statements_are_no_chart() -> None:
    assert draw_charts([mark(date(2019, 6, 1), 1, 1)] * 2, 720) == ()
