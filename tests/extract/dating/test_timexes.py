"""Time expressions that stand alone: their TimeML values, what they are counted from, the laws of any expression."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.extract.dating.timexes import normalise_expressions

WEDNESDAY = date(1999, 7, 14)


def values(*expressions: str, published: date = WEDNESDAY) -> list[str]:
    return [timex.value for timex in normalise_expressions(expressions, published)]


@pytest.mark.parametrize(
    ("expression", "kind", "value"),
    [
        ("5 June 2012", "DATE", "2012-06-05"),
        ("Nov. 5, 1999", "DATE", "1999-11-05"),
        ("March eighth", "DATE", "1999-03-08"),
        ("Sunday, Nov. 21", "DATE", "1999-11-21"),
        ("1999-07-14T22:52:00", "TIME", "1999-07-14T22:52:00"),
        ("14/07/1999", "DATE", "1999-07-14"),
        ("Monday", "DATE", "1999-07-12"),
        ("Wednesday", "DATE", "1999-07-14"),
        ("last Wednesday", "DATE", "1999-07-07"),
        ("next Tuesday", "DATE", "1999-07-20"),
        ("late last week", "DATE", "1999-W27"),
        ("early December", "DATE", "1998-12"),
        ("September", "DATE", "1999-09"),
        ("January last year", "DATE", "1998-01"),
        ("nineteen ninety-six", "DATE", "1996"),
        ("the year two thousand", "DATE", "2000"),
        ("the late 1970s", "DATE", "197"),
        ("the 11th century", "DATE", "10"),
        ("the twenty-first century", "DATE", "20"),
        ("the winter of 1996", "DATE", "1996-WI"),
        ("last summer", "DATE", "1998-SU"),
        ("the first half of 1989", "DATE", "1989-H1"),
        ("the third quarter", "DATE", "1999-Q3"),
        ("the fourth quarter", "DATE", "1998-Q4"),
        ("two years ago", "DATE", "1997"),
        ("six months ago", "DATE", "1999-01"),
        ("10 days ago", "DATE", "1999-07-04"),
        ("several years ago", "DATE", "PAST_REF"),
        ("right now", "DATE", "PRESENT_REF"),
        ("the near future", "DATE", "FUTURE_REF"),
        ("5 p.m. EST Nov. 9", "TIME", "1999-11-09T17:00"),
        ("noon Saturday", "TIME", "1999-07-10T12:00"),
        ("mid-afternoon yesterday", "TIME", "1999-07-13TAF"),
        ("last night", "TIME", "1999-07-13TNI"),
        ("12:01 a.m. Sunday", "TIME", "1999-07-11T00:01"),
        ("more than four hours", "DURATION", "PT4H"),
        ("2 1/2 years", "DURATION", "P2Y6M"),
        ("an hour and a half", "DURATION", "PT1H30M"),
        ("no more than sixty days", "DURATION", "P60D"),
        ("at least the past 18 months", "DURATION", "P18M"),
        ("eight trading days", "DURATION", "P8D"),
        ("a three-year period", "DURATION", "P3Y"),
        ("a few days", "DURATION", "PXD"),
        ("weeks", "DURATION", "PXW"),
        ("two decades", "DURATION", "P20Y"),
        ("every two years", "SET", "P2Y"),
        ("each Thursday", "SET", "XXXX-WXX-4"),
        ("Tuesday nights", "SET", "XXXX-WXX-2TNI"),
        ("daily", "SET", "XXXX-XX-XX"),
    ],
)
def test_expressions_by_themselves(expression: str, kind: str, value: str) -> None:
    (found,) = normalise_expressions([expression], WEDNESDAY)
    assert (found.kind, found.value) == (kind, value)


def test_what_points_back_is_counted_from_what_was_told() -> None:
    assert values("June 3", "the following day") == ["1999-06-03", "1999-06-04"]
    assert values("1996", "the previous year", "that year") == ["1996", "1995", "1995"]
    assert values("the second quarter", "the quarter", "the year-ago quarter", "the latest quarter") == [
        "1999-Q2",
        "1999-Q2",
        "1998-Q2",
        "1999-Q2",
    ]
    assert values("April", "a year earlier") == ["1999-04", "1998-04"]
    assert values("then", "May 7", "then") == ["PAST_REF", "1999-05-07", "1999-05-07"]


def test_a_length_of_time_is_no_place_in_the_calendar() -> None:
    assert values("the second quarter", "nine months", "a year earlier")[-1] == "1998"


def test_29_february() -> None:
    assert values("Feb. 29", published=date(2001, 3, 5)) == ["2000-02-29"]
    assert values("Feb. 29, 1998") == [""]
    assert values("Feb. 29, 1996", "a year earlier") == ["1996-02-29", "1995-02-28"]


def test_weeks_turn_with_the_iso_year() -> None:
    assert values("this week", published=date(1999, 1, 2)) == ["1998-W53"]
    assert values("next week", published=date(1998, 12, 31)) == ["1999-W01"]


def test_words_of_no_time_have_no_value() -> None:
    assert values("the bridge", "two", "") == ["", "", ""]


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 300))
def test_days_ago_are_that_many_days_before(published: date, days: int) -> None:
    assert values(f"{days} days ago", published=published) == [(published - timedelta(days=days)).isoformat()]


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_words_are_read_without_failing(expressions: list[str]) -> None:
    assert len(normalise_expressions(expressions, WEDNESDAY)) == len(expressions)
