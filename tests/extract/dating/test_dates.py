"""Dates: what each expression stands for, what is no date, and the laws that hold for any text."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.extract.dating.dates import find_dates
from bearwitness.extract.mentions import DateMention

TUESDAY = date(2016, 7, 5)


def one(text: str, published: date | None = TUESDAY) -> DateMention:
    """The only mention of the text."""
    found = find_dates(text, published)
    assert len(found) == 1, [text[mention.start : mention.end] for mention in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Shells fell on Saturday 2 Jul 2016.", "2016-07-02"),
        ("Shells fell on Jan. 25, 2016.", "2016-01-25"),
        ("Shells fell on 5 May.", "2016-05-05"),
        ("Shells fell on May 5th, 2014.", "2014-05-05"),
        ("Shells fell on the 3rd of May.", "2016-05-03"),
        ("Shells fell on 04/30/2005.", "2005-04-30"),
        ("Shells fell on 30.04.2005.", "2005-04-30"),
        ("Updated 2014-12-09T10:30:00Z.", "2014-12-09"),
        ("Last updated at Jul 022016", "2016-07-02"),
        ("A bomb went off on Sept. 11.", "2015-09-11"),
        ("SATURDAY 2 JULY", "2016-07-02"),
        ("On Thursday, June 30, the bridge was hit.", "2016-06-30"),
        ("A strike on December 1-9 hit the port.", "2015-12-01/2015-12-09"),
        ("From 1 to 9 December, the port was hit.", "2015-12-01/2015-12-09"),
        ("Between December 3 and January 12 the port was hit.", "2015-12-03/2016-01-12"),
        ("Fighting from 28 December to 3 January 2016 cut the road.", "2015-12-28/2016-01-03"),
        ("In June 2013 the town fell.", "2013-06"),
        ("Fighting grew during April.", "2016-04"),
        ("Fighting grew in May last year.", "2015-05"),
        ("Fighting grew in 2012.", "2012"),
        ("The 2011 uprising spread.", "2011"),
        ("Early 2011 was quiet.", "2011-01~/2011-04~"),
        ("Shelling began in mid-May.", "2016-05-11~/2016-05-20~"),
        ("Late last year it stopped.", "2015-09~/2015-12~"),
        ("War marked the 1990s.", "199X"),
        ("The first half of 2016 was worse.", "2016-01/2016-06"),
        ("The summer of 2013 was worse.", "2013-22"),
        ("The winter of 2013-14 was worse.", "2013-24"),
        ("The first six months of 2016 were worse.", "2016-01/2016-06"),
        ("The last three months of last year were worse.", "2015-10/2015-12"),
        ("It was quiet in the first week of May.", "2016-05-01~/2016-05-07~"),
        ("It was quiet in the last week of February.", "2016-02-23~/2016-02-29~"),
        ("It was quiet in the first ten days of June.", "2016-06-01/2016-06-10"),
        ("It was quiet in the fifth week of February 2015.", "2015-02"),
        ("It was quiet in Q3 2015.", "2015-07/2015-09"),
        ("It was built in the 19th century.", "18XX"),
        ("Spending rose in fiscal 2015.", "2015~"),
        ("They met on New Year's Eve.", "2015-12-31"),
        ("They met on New Years Eve.", "2015-12-31"),
    ],
)
def test_calendar_expressions(text: str, edtf: str) -> None:
    assert one(text).when.edtf == edtf


def test_a_night_told_behind_a_day_is_the_one_behind_it() -> None:
    _, night = find_dates("Clashes broke out on Friday. During the night shells fell.", TUESDAY)
    assert (night.when.start, night.when.end) == (date(2016, 7, 1), date(2016, 7, 2))
    _, night = find_dates("Clashes broke out on 5 July. During the night shells fell.", TUESDAY)
    assert (night.when.start, night.when.end) == (TUESDAY, TUESDAY)  # nothing lies behind the report


@pytest.mark.parametrize("text", ["Jets were heard in the night sky.", "He died in the night raid.", "It was night."])
def test_a_night_that_dates_nothing(text: str) -> None:
    assert find_dates(text, TUESDAY) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("It was hit on Tuesday.", "2016-07-05", "2016-07-05"),
        ("It was hit on Monday night.", "2016-07-04", "2016-07-04"),
        ("It was hit early Saturday.", "2016-07-02", "2016-07-02"),
        ("Saturdays attack was the first.", "2016-07-02", "2016-07-02"),
        ("Saturday's attack was the first.", "2016-07-02", "2016-07-02"),
        ("It was hit last Tuesday.", "2016-06-28", "2016-06-28"),
        ("It was hit on Wednesday last week.", "2016-06-29", "2016-06-29"),
        ("It was hit on Friday and Saturday.", "2016-07-01", "2016-07-02"),
        ("It was hit from Thursday evening to Friday.", "2016-06-30", "2016-07-01"),
        ("Talks resume next Monday.", "2016-07-11", "2016-07-11"),
        ("Talks will resume on Thursday.", "2016-07-07", "2016-07-07"),
        ("It was hit yesterday.", "2016-07-04", "2016-07-04"),
        ("It was hit the day before yesterday.", "2016-07-03", "2016-07-03"),
        ("It was hit overnight.", "2016-07-04", "2016-07-05"),
        ("It was hit overnight Friday.", "2016-07-01", "2016-07-02"),
        ("During the night drones struck it.", "2016-07-04", "2016-07-05"),
        ("It was hit in the course of the night.", "2016-07-04", "2016-07-05"),
        ("It was hit over the weekend.", "2016-07-02", "2016-07-03"),
        ("It was hit this week.", "2016-07-04", "2016-07-05"),
        ("It was hit last week.", "2016-06-27", "2016-07-03"),
        ("It was hit in the last week.", "2016-06-28", "2016-07-05"),
        ("The site of Saturdays blast.", "2016-07-02", "2016-07-02"),
        ("Few spoke on Saturdays blast.", "2016-07-02", "2016-07-02"),
        ("It was hit in the week before last.", "2016-06-20", "2016-06-26"),
        ("It was hit this past week.", "2016-06-28", "2016-07-05"),
        ("Ten have died in the campaign which began last month.", "2016-06-01", "2016-07-05"),
        ("It was hit in last weeks raid.", "2016-06-27", "2016-07-03"),
        ("It was hit during this week's raid.", "2016-07-04", "2016-07-05"),
        ("Yesterdays raid hit it.", "2016-07-04", "2016-07-04"),
        ("It was hit last month.", "2016-06-01", "2016-06-30"),
        ("It was hit earlier this month.", "2016-07-01", "2016-07-05"),
        ("They will meet later this month.", "2016-07-05", "2016-07-31"),
        ("It was hit two days ago.", "2016-07-03", "2016-07-03"),
        ("It was hit in the past 24 hours.", "2016-07-04", "2016-07-05"),
        ("It was hit in the last five days.", "2016-06-30", "2016-07-05"),
        ("It was hit over the past month.", "2016-06-05", "2016-07-05"),
        ("Ten have died since Friday.", "2016-07-01", "2016-07-05"),
        ("Ten have died since 3 May.", "2016-05-03", "2016-07-05"),
        ("Ten have died since the offensive began on 3 May.", "2016-05-03", "2016-07-05"),
        ("Ten have died since the revolt began in May 2012.", "2012-05-01", "2016-07-05"),
        ("A war which began in 2011 has killed thousands.", "2011-01-01", "2016-07-05"),
        ("The six-year conflict has killed thousands.", "2010-01-01", "2016-07-05"),
        ("The five-year-old border war has killed thousands.", "2011-01-01", "2016-07-05"),
        ("The revolt, now in its fourth year, has killed thousands.", "2013-01-01", "2016-07-05"),
        ("Thousands died after more than four years of war.", "2012-01-01", "2016-07-05"),
    ],
)
def test_expressions_counted_from_publication(text: str, first: str, last: str) -> None:
    when = one(text).when
    assert (when.start, when.end) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("By Thursday evening the toll had risen.", None, "2016-06-30"),
        ("It held out until 2012.", None, "2012-12-31"),
        ("Few lived there before 2011.", None, "2010-12-31"),
        ("Many were hit in recent weeks.", None, "2016-07-05"),
        ("More will come in the coming days.", "2016-07-05", None),
    ],
)
def test_one_end_may_be_unknown(text: str, first: str | None, last: str | None) -> None:
    mention = one(text)
    expected = tuple(None if side is None else date.fromisoformat(side) for side in (first, last))
    assert (mention.when.start, mention.when.end) == expected
    assert mention.kind == "period"


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("The same day", "2013-06-10"),
        ("That day", "2013-06-10"),
        ("A day earlier", "2013-06-09"),
        ("Two days earlier", "2013-06-08"),
        ("The day before", "2013-06-09"),
        ("The following day", "2013-06-11"),
        ("The next day", "2013-06-11"),
        ("A week later", "2013-06-17~"),
        ("The previous Friday", "2013-06-07"),
        ("That month", "2013-06"),
        ("At the time", "2013-06-10"),
    ],
)
def test_narrative_words_count_from_the_last_day_told(said: str, edtf: str) -> None:
    found = find_dates(f"On 10 June 2013 a convoy burned. {said}, a bridge was hit.", TUESDAY)
    assert [mention.when.edtf for mention in found] == ["2013-06-10", edtf]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the port.",
        "May they rest. March of the mothers.",
        "The Sunday Times and a 24-hour truce.",
        "Black September is a name.",
        "They crossed the October 6 Bridge.",
        "At least 2000 people in 2010 homes.",
        "A total of 2011 fighters left.",
        "Resolution 2254 and Copyright 2014.",
        "A six-year-old boy and a five-year lease.",
        "Every Friday they march.",
        "They march on Fridays.",
        "On Fridays they march.",
        "Three days after the raid they left.",
        "He is the second of four; then he left.",
        "Rocket type 9-11 hit grid 12/31.",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text, TUESDAY) == []


def test_a_number_after_in_and_a_month_counts_people() -> None:
    mention = one("In March 20 people were killed.")
    assert mention.when.edtf == "2016-03"


@pytest.mark.parametrize("text", ["It was hit on Monday.", "It was hit last week.", "It was hit yesterday."])
def test_without_publication_relative_words_stay_vague(text: str) -> None:
    mention = one(text, None)
    assert (mention.kind, mention.when.start, mention.when.end) == ("vague", None, None)
    assert "publication" in mention.why


def test_since_then_runs_from_the_date_before_it_even_a_since() -> None:
    found = find_dates("War has gone on since early 2011. Since then thousands have died.", TUESDAY)
    assert [mention.when.start for mention in found] == [date(2011, 1, 1)] * 2
    assert found[1].when.end == TUESDAY


def test_a_range_of_full_dates_with_their_weekdays_is_one() -> None:
    mention = one("Ten died from Monday March 2 2015 to Thursday April 16 2015 there.")
    assert mention.when.edtf == "2015-03-02/2015-04-16"


def test_the_same_period_is_the_last_period_and_not_the_last_day() -> None:
    found = find_dates("Ten have died since June. On Monday two fell. In the same period six were held.", TUESDAY)
    assert found[2].when.edtf == found[0].when.edtf == "2016-06/2016-07-05"


def test_a_feast_that_moves_is_found_and_left_open() -> None:
    mention = one("Shops were hit during Eid al-Adha.")
    assert (mention.kind, mention.when.start) == ("vague", None)


def test_without_publication_a_date_nearby_lends_its_year() -> None:
    found = find_dates("The bureau reported on 06/24/2005 that during June 30 guards died.", None)
    assert [mention.when.edtf for mention in found] == ["2005-06-24", "2005-06"]
    assert found[0].reporting
    december = find_dates("The bureau reported on 01/05/2005 that guards died in December.", None)[-1]
    assert december.when.edtf == "2004-12"


def test_a_year_lent_from_afar_is_marked_uncertain() -> None:
    found = find_dates("A mine killed two on Nov. 22. The first was laid in May 2003.", None)
    assert found[0].when.edtf == "2003-11-22?"


def test_a_month_and_day_without_any_year_keeps_its_digits() -> None:
    mention = one("A mine killed two on 3 May.", None)
    assert (mention.kind, mention.when.edtf) == ("vague", "XXXX-05-03")


def test_a_dateline_anchors_a_text_without_publication() -> None:
    text = "HARBOUR CITY, 9 Nov. 2005 - A mine killed two on Monday."
    dateline = (0, text.index(" - "))
    head, monday = find_dates(text, None, dateline_spans=[dateline])
    assert head.reporting
    assert not monday.reporting
    assert monday.when.start == date(2005, 11, 7)


def test_the_order_of_a_numeric_date_follows_the_document() -> None:
    assert one("Hit on 05/04/2005.").when.edtf == "2005-05-04?"
    assert find_dates("Hit on 05/04/2005 and on 25/04/2005.", None)[0].when.edtf == "2005-04-05"
    assert one("Hit on 05/04/2005.", date(2005, 4, 6)).when.edtf == "2005-04-05"


def test_an_impossible_day_is_vague_and_says_so() -> None:
    mention = one("Hit on 31 June 2016.")
    assert mention.kind == "vague"
    assert "no such day" in mention.why


def test_a_weekday_picks_the_year_of_a_date_without_one() -> None:
    assert one("Hit on Sunday, 5 July.").when.edtf == "2015-07-05"


def test_the_named_day_is_not_moved_to_this_year() -> None:
    assert one("He was tried for the Sept. 11 attacks.").when.edtf == "2001-09-11"


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on Friday that ten died.",
        "A guard told the Harbour Press on Saturday that ten died.",
        "The army said in a statement on Monday that ten died.",
        "Ten died, said Ahmed the baker on Friday.",
        "A report published on June 3 counted ten.",
        "Monday's statement counted ten.",
    ],
)
def test_a_date_of_saying_is_marked(text: str) -> None:
    assert one(text).reporting


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said ten guards died on Friday.",
        "On Friday the ministry said ten died.",
        "He said troops used gas on Tuesday.",
        "Ten died on Friday, the ministry said.",
    ],
)
def test_a_date_of_harm_is_not_marked_as_saying(text: str) -> None:
    assert not one(text).reporting


def test_kinds_are_truthful() -> None:
    assert one("Hit on Friday.").kind == "point"
    assert one("Hit in June.").kind == "period"
    assert one("Hit since June.").kind == "period"
    assert one("Hit since Friday.", TUESDAY).kind == "period"


WORDS = [
    "on",
    "in",
    "since",
    "until",
    "by",
    "the",
    "of",
    "May",
    "March",
    "5",
    "12",
    "2016",
    "2011",
    "June",
    "Saturday",
    "Saturdays",
    "Monday's",
    "last",
    "next",
    "this",
    "week",
    "year",
    "two",
    "days",
    "ago",
    "earlier",
    "overnight",
    "and",
    "to",
    "-",
    ",",
    ".",
    "(",
    ")",
    "between",
    "from",
    "mid-",
    "early",
    "said",
    "told",
    "war",
    "began",
    "six-year",
    "conflict",
    "05/04/2005",
    "29",
    "February",
    "9999",
    "00/00/0000",
    "31",
    "a",
    "five",
    "thousand",
    "years",
    "hours",
    "before",
    "after",
    "İ",
    "’s",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30), st.none() | st.dates(date(1945, 1, 1), date(2060, 1, 1)))
def test_laws_hold_for_any_text(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    found = find_dates(text, published)
    for left, right in pairwise(found):
        assert left.end <= right.start
    for mention in found:
        when = mention.when
        assert 0 <= mention.start < mention.end <= len(text)
        assert (when.start is None and when.end is None) == (mention.kind == "vague")
        assert when.start is None or when.end is None or when.start <= when.end
        assert mention.why
        if mention.kind == "point":
            assert when.start == when.end
    assert found == find_dates(text, published)


def test_offsets_hold_where_lower_case_is_longer() -> None:
    text = "İİİ was hit on Friday."
    mention = one(text)
    assert text[mention.start : mention.end] == "Friday"


def test_weekday_is_never_after_publication_without_a_future_word() -> None:
    for shift in range(7):
        published = TUESDAY + timedelta(days=shift)
        day = one("It was hit on Thursday.", published).when.start
        assert day is not None
        assert timedelta(0) <= published - day < timedelta(days=7)


def test_29_february_is_of_a_leap_year_or_of_none() -> None:
    assert one("It was hit on 29 February.", date(2017, 3, 5)).when.edtf == "2016-02-29"
    assert one("It was hit on Feb. 29, 2015.").when.start is None


def test_weeks_begin_on_monday() -> None:
    sunday, monday = date(2016, 7, 3), date(2016, 7, 4)
    assert one("It was hit last week.", sunday).when.edtf == "2016-06-20/2016-06-26"
    assert one("It was hit last week.", monday).when.edtf == "2016-06-27/2016-07-03"
    assert one("It was hit this week.", date(2016, 1, 2)).when.edtf == "2015-12-28/2016-01-02"


@pytest.mark.parametrize("zone", ["Z", "+03:00", "-11:00", ""])
def test_a_date_is_a_date_in_every_time_zone(zone: str) -> None:
    found = one(f"Updated 2016-07-04T23:30:00{zone}.")
    assert (found.when.start, found.when.end) == (date(2016, 7, 4), date(2016, 7, 4))


def test_without_a_publication_day_the_rest_of_the_text_may_still_settle_it() -> None:
    open_day, told, counted = find_dates("On Friday it was hit. On 3 May 2016 it fell. Two days later all fled.", None)
    assert (open_day.when.start, open_day.kind) == (None, "vague")
    assert told.when.start == date(2016, 5, 3)
    assert counted.when.start == date(2016, 5, 5)


def test_weekdays_counted_in_number_are_left_alone() -> None:
    assert find_dates("It was hit two Saturdays ago.", TUESDAY) == []
