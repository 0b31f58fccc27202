from datetime import date

import pytest

from bearwitness.base.records import When
from bearwitness.view.periods import phrase_period, phrase_when


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("9 December 2016", date(2016, 12, 9), date(2016, 12, 9)),
        ("2 to 4 June 2016", date(2016, 6, 2), date(2016, 6, 4)),
        ("30 June to 2 July 2016", date(2016, 6, 30), date(2016, 7, 2)),
        ("30 December 2016 to 2 January 2017", date(2016, 12, 30), date(2017, 1, 2)),
        ("February 2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("April to June 2016", date(2016, 4, 1), date(2016, 6, 30)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2011 to 2016", date(2011, 1, 1), date(2016, 12, 31)),
        ("from 3 May 2016 on", date(2016, 5, 3), None),
        ("until 3 May 2016", None, date(2016, 5, 3)),
        ("date not stated", None, None),
    ],
)
def test_a_period_is_no_more_precise_than_its_dates(said: str, start: date | None, end: date | None) -> None:
    assert phrase_period(start, end) == said


def test_the_preposition_fits_the_time() -> None:
    day = date(2016, 6, 1)
    assert phrase_when(When(start=day, end=day)) == "on 1 June 2016"
    assert phrase_when(When(start=day, end=date(2016, 6, 30))) == "in June 2016"
    assert phrase_when(When(start=day, end=date(2016, 6, 4))) == "between 1 and 4 June 2016"
    assert phrase_when(When(start=day, end=None)) == "since 1 June 2016"
    assert phrase_when(When(start=None, end=None)) == ""
