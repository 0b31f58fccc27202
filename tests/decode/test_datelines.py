"""Datelines in the forms that agencies use: read whole, cut off from the sentence behind them, dated as far as said."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.base.records import Document
from bearwitness.decode.anchors import infer_year
from bearwitness.decode.datelines import OpenDay, match_dateline
from bearwitness.decode.publications import Dates, decide_publication

Decode = Callable[..., Document]
Segments = Callable[..., list[tuple[str, str]]]
LEAD = "Gunmen of the Vel Maro gang killed nine people in the north, police said."


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("KARSA, Talvar, May 4, 2019 (Lake Wire) -", date(2019, 5, 4)),
        ("KARSA, Talvar, May 4 2019 (Lake Wire) --", date(2019, 5, 4)),
        ("KARSA, Oct. 4, 2024 (Lake Wire) –", date(2024, 10, 4)),
        ("KARSA, Talvar, Sept. 4, 2024 —", date(2024, 9, 4)),
        ("KARSA, Democratic Republic of Talvar, Jan 27, 2025 (Great Lake Wire) -", date(2025, 1, 27)),
        ("KARSA, Talvar (Lake News Agency) 12 January 2024 -", date(2024, 1, 12)),
        ("KARSA, Talvar (Lake News Agency), 12 Jan. 2024 —", date(2024, 1, 12)),
        ("KARSA, Talvar, Friday, May 4, 2018 (Lake Wire) -", date(2018, 5, 4)),
        ("PORT-AU-KARSA, Oct. 4, 2024 (Lake Wire) --", date(2024, 10, 4)),
        ("K'ARSENA, Talvar, 4 May 2019 (Lake Wire):", date(2019, 5, 4)),
        ("THE KARSE, Talvar, May 4, 2019 (Lake Wire) -", date(2019, 5, 4)),
        ("KARSA/MAROT, Talvar, 4 May 2019 —", date(2019, 5, 4)),
        ("KARSA and NORTH MAROT, Talvar, 4 May 2019 (Lake Wire) -", date(2019, 5, 4)),
        ("Karsa, North Talvar, May 4, 2019 (Lake Wire) -", date(2019, 5, 4)),
        ("KARSA, May 4, 2019—", date(2019, 5, 4)),
    ],
)
def test_a_dateline_with_its_day_is_read_whole(decode: Decode, segment: Segments, dateline: str, day: date) -> None:
    text = f"{dateline} {LEAD}"
    document = decode(text)
    assert segment(text) == [("dateline", dateline), ("body", LEAD)]
    assert (document.title, document.published, document.published_basis) == (None, day, "dateline")


@pytest.mark.parametrize(
    "dateline",
    [
        "KARSA, Talvar, May 14 (Desert Wire) -",
        "KARSA, May 14 —",
        "KARSA, Talvar, 14 May (Desert Wire) --",
        "KARSA, Talvar (Desert Wire) May 14 -",
        "KARSA/MAROT, Talvar, May 14 (Desert Wire) -",
        "Karsa, May. 14 (Desert Wire) -",
        "(Desert Wire) KARSA, 14 May -",
    ],
)
def test_a_day_without_a_year_leaves_the_date_open(decode: Decode, segment: Segments, dateline: str) -> None:
    text = f"{dateline} {LEAD}"
    document = decode(text)
    assert segment(text) == [("dateline", dateline), ("body", LEAD)]
    assert (document.title, document.published, document.published_basis) == (None, None, None)
    assert document.published_reason is not None
    assert "14 May without a year" in document.published_reason


@pytest.mark.parametrize(
    "dateline", ["KARSA, Talvar —", "KARSA, Democratic Republic of Talvar -", "KARSA, Talvar (Lake Wire) -"]
)
def test_a_town_in_capitals_and_its_country_are_a_dateline(segment: Segments, dateline: str) -> None:
    assert segment(f"{dateline} {LEAD}") == [("dateline", dateline), ("body", LEAD)]


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("KARSA, Talvar (Lake News Agency) 12 January 2024 -", "Lake News Agency"),
        ("KARSA, Talvar (Lake News Agency), Jan. 12 -", "Lake News Agency"),
        ("KARSA, 12 January 2024 (Lake News Agency):", "Lake News Agency"),
        ("(Lake Wire) KARSA, 12 January 2024 -", "Lake Wire"),
        ("KARSA (North Talvar), 12 January 2024 -", None),
        ("KARSA, Talvar, 12 January 2024 -", None),
    ],
)
def test_the_name_in_brackets_beside_the_day_sent_the_report(decode: Decode, dateline: str, agency: str | None) -> None:
    assert decode(f"{dateline} {LEAD}").agency == agency


def test_a_number_may_follow_the_dash(segment: Segments) -> None:
    text = "KARSA, May 4, 2019 - 12 people were killed in the town, the governor said."
    assert segment(text)[0] == ("dateline", "KARSA, May 4, 2019 -")


def test_a_dateline_on_a_line_of_its_own_needs_no_dash(segment: Segments) -> None:
    assert segment(f"KARSA, May 4 (Lake Wire)\n{LEAD} They fled.")[0] == ("dateline", "KARSA, May 4 (Lake Wire)")


def test_a_dateline_behind_a_standfirst_dates_the_report(decode: Decode, segment: Segments) -> None:
    text = f"Nine die in Karsa\n\nDozens fled the town, officials said. KARSA, Talvar, May 4, 2019 (Lake Wire) - {LEAD}"
    assert segment(text)[2:] == [("dateline", "KARSA, Talvar, May 4, 2019 (Lake Wire) -"), ("body", LEAD)]
    assert decode(text).published == date(2019, 5, 4)


@pytest.mark.parametrize(
    "text",
    [
        "RSF and army clash in Karsa - Ten people were killed on Monday, police said.",
        "RSF fighters (Talvar branch) - Ten people were killed on Monday, police said.",
        "The Ministry of Health (Karsa) - Ten people were killed on Monday, police said.",
        "NATO (Marot) - Ten people were killed on Monday, police said.",
        "Karsa, where May 4 is kept - Ten people were killed, police said.",
        "TEN KILLED IN KARSA BLAST, May 4 - Police said ten people were killed.",
        "KARSA, 31 June (Lake Wire) - Ten people were killed.",
        "KARSA, May 4 - May 6 (Lake Wire) - Ten people were killed.",
        "KARSA, May 4 and the days behind it were the worst, police said.",
    ],
)
def test_what_is_no_dateline_is_not_read_as_one(text: str) -> None:
    assert match_dateline(text, 0) is None


@pytest.mark.parametrize(
    ("open_day", "text", "day"),
    [
        (OpenDay(10, 4), "Nine were killed on Thursday, 3 October 2024, police said.", date(2024, 10, 4)),
        (OpenDay(1, 2), "They had taken the town on 28 December 2021.", date(2022, 1, 2)),
        (OpenDay(5, 4, 4), "The fighting began in 2017.", date(2018, 5, 4)),
        (OpenDay(5, 4), "The Syrian war is now in its seventh year.", date(2017, 5, 4)),
        (OpenDay(4, 14), "It is the 50th day of the Russian invasion of Ukraine.", date(2022, 4, 14)),
    ],
)
def test_the_text_may_settle_the_year_of_a_dateline(open_day: OpenDay, text: str, day: date) -> None:
    inferred = infer_year(open_day, text)
    assert inferred is not None
    assert inferred.day == day


@pytest.mark.parametrize(
    ("open_day", "text"),
    [
        (OpenDay(10, 4), "It was the worst attack since 12 May 2021, police said."),
        (OpenDay(10, 4), "A vote is planned for 7 February 2026."),
        (OpenDay(10, 4), "The fighting began in 2017."),
        (OpenDay(10, 4), "It is the 50th day of the Russian invasion of Ukraine."),
        (OpenDay(2, 29), "Nine were killed on 28 February 2023, a Tuesday, police said."),
        (OpenDay(10, 4), ""),
    ],
)
def test_a_year_that_nothing_settles_stays_open(open_day: OpenDay, text: str) -> None:
    assert infer_year(open_day, text) is None


def test_the_users_date_and_the_metadata_stand_before_an_open_day(decode: Decode) -> None:
    optioned = decide_publication(Dates(option=date(2024, 10, 5), open_day=OpenDay(10, 4)))
    stated = decode(f"KARSA, Oct 4 (Lake Wire) - {LEAD}", published="2024-10-06", media="record")
    assert (optioned.published, optioned.basis) == (date(2024, 10, 5), "option")
    assert (stated.published, stated.published_basis) == (date(2024, 10, 6), "metadata")


def test_an_open_day_tells_two_readings_of_the_metadata_apart(decode: Decode) -> None:
    document = decode(f"KARSA, Oct 4 (Lake Wire) - {LEAD}", published="04/10/2024", media="record")
    assert (document.published, document.published_basis) == (date(2024, 10, 4), "metadata")


@given(
    st.text(alphabet=st.sampled_from("KAarsMy 4,/.()-—2019\n"), max_size=60),
    st.integers(0, 10),
)
def test_a_dateline_lies_in_its_text_and_ends_in_a_dash_or_a_line(text: str, start: int) -> None:
    found = match_dateline(text, min(start, len(text)))
    if found is not None:
        words = text[found.start : found.end].rstrip()
        assert found.start == min(start, len(text)) < found.end <= len(text)
        assert words.endswith(("-", "—", ")", ":")) or text[found.end :].lstrip(" ").startswith("\n")
        assert found.stamp is None or found.open_day is None
