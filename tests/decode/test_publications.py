"""The date of an article: read in every notation, chosen among what an article carries, inferred only when settled."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.base.records import Document
from bearwitness.decode.anchors import infer_day
from bearwitness.decode.stamps import match_stamp, parse_day

Decode = Callable[..., Document]


@pytest.mark.parametrize(
    ("text", "day", "rest"),
    [
        ("Thu Feb 5 2015 Rocket fire", date(2015, 2, 5), " Rocket fire"),
        ("Date of publication 14 March 2019 Two died", date(2019, 3, 14), " Two died"),
        ("Published: 8 Apr 2017", date(2017, 4, 8), ""),
        ("Published On 8 Apr 2017", date(2017, 4, 8), ""),
        ("19.02.2018) Get short URL", date(2018, 2, 19), ") Get short URL"),
        ("19.02.2018(updated 1115 19.02.2018) Get", date(2018, 2, 19), " Get"),
        ("Last updated at Aug 142016 Two died", date(2016, 8, 14), " Two died"),
        ("Last Update: Friday 9 September 2016 KSA 09:41 - GMT 06:41", date(2016, 9, 9), ""),
        ("Sat Feb 28 2015 190703 Rebels", date(2015, 2, 28), " Rebels"),
        ("03-09-2014 0519 PM A unit", date(2014, 9, 3), " A unit"),
        ("2159 18.05.2017 Two died", date(2017, 5, 18), " Two died"),
        ("Sunday, April 16, 2017 8:30 a.m. EDT", date(2017, 4, 16), ""),
        ("December 14 - 2022 KUTUM", date(2022, 12, 14), " KUTUM"),
        ("2017-04-16T08:30:00Z", date(2017, 4, 16), ""),
        ("Sun 16 Apr 2017 08.30 BST", date(2017, 4, 16), ""),
        ("April 5 2017 1300 civilians fled", date(2017, 4, 5), " 1300 civilians fled"),
        ("4th of May, 2019 Two died", date(2019, 5, 4), " Two died"),
    ],
)
def test_a_stamp_is_read_in_the_notation_of_its_outlet(text: str, day: date, rest: str) -> None:
    stamp = match_stamp(text, 0)
    assert stamp is not None
    assert (stamp.day, text[stamp.end :]) == (day, rest)


@pytest.mark.parametrize(
    "text", ["21 August 2013 marked the day", "October 2017", "1 2 2017", "31.02.2017", "May 2017 x"]
)
def test_what_is_no_stamp_is_not_read(text: str) -> None:
    assert match_stamp(text, 0) is None


@pytest.mark.parametrize(
    ("value", "order", "days"),
    [
        ("04/23/2017", None, [date(2017, 4, 23)]),
        ("23/04/2017", "month", [date(2017, 4, 23)]),
        ("04/05/2017", None, [date(2017, 5, 4), date(2017, 4, 5)]),
        ("04/05/2017", "day", [date(2017, 5, 4)]),
        ("04/05/2017", "month", [date(2017, 4, 5)]),
        ("Wednesday 04/05/2017", None, [date(2017, 4, 5)]),
        ("05/05/2017", None, [date(2017, 5, 5)]),
        ("04.05.2017", None, [date(2017, 5, 4)]),
        ("20170504", None, [date(2017, 5, 4)]),
        ("20170504T083000Z", None, [date(2017, 5, 4)]),
        ("soon", None, []),
    ],
)
def test_the_order_of_day_and_month_is_settled_or_left_open(value: str, order: str | None, days: list[date]) -> None:
    assert list(parse_day(value, order)) == days  # type: ignore[arg-type]


@given(st.dates(min_value=date(1946, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back_from_every_clear_notation(day: date) -> None:
    for notation in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a %b %d %Y", "%d.%m.%Y", "%A %d %b %Y"):
        assert parse_day(day.strftime(notation)) == (day,)


@pytest.mark.parametrize(
    ("text", "fields", "day", "basis"),
    [
        ("4 May 2019 Nine people died in Velmar.", {}, date(2019, 5, 4), "dateline"),
        ("4 May 2019 Nine people died in Velmar.", {"published": "2019-05-04"}, date(2019, 5, 4), "metadata"),
        ("4 May 2019 Nine people died in Velmar.", {"published": "2019-06-20"}, date(2019, 5, 4), "dateline"),
        ("Nine people died in Velmar.", {"published": "2019-06-20"}, date(2019, 6, 20), "metadata"),
        ("Nine people died. Last Update: 9 May 2019", {"published": "2019-05-04"}, date(2019, 5, 4), "metadata"),
        ("Nine people died. Last Update: 9 May 2019", {}, date(2019, 5, 9), "dateline"),
        ("Published 04/05/2019 Nine people died.", {"published": "2019-04-05"}, date(2019, 4, 5), "metadata"),
        ("Published 04/05/2019 Nine people died.", {"outlet": "CNN"}, date(2019, 4, 5), "dateline"),
        ("Nine died.", {"url": "https://example.org/2019/05/04/velmar"}, date(2019, 5, 4), "metadata"),
        ("Nine people died in Velmar. © 2019 The Example. All rights reserved.", {}, None, None),
        ("Nine people died in Velmar on Friday.", {}, None, None),
    ],
)
def test_the_article_s_own_date_wins(
    decode: Decode, text: str, fields: dict[str, str], day: date | None, basis: str | None
) -> None:
    document = decode(text, media="record", **fields)
    assert (document.published, document.published_basis) == (day, basis)


def test_overruled_metadata_and_unclear_dates_are_explained(decode: Decode) -> None:
    overruled = decode("4 May 2019 Nine people died.", media="record", published="2019-06-20")
    assert "2019-06-20" in (overruled.published_reason or "")
    unclear = decode("Published 04/05/2019 Nine people died.")
    assert (unclear.published, "2019-05-04 or as 2019-04-05" in (unclear.published_reason or "")) == (None, True)
    unread = decode("Nine people died.", media="record", published="2019")
    assert "'2019' cannot be read" in (unread.published_reason or "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On the 50th day of the invasion of Ukraine shelling killed five.", date(2022, 4, 14)),
        ("Shelling in Syria killed five on Saturday 12 April. The war is now in its fourth year.", date(2014, 4, 12)),
        ("Shelling killed five people in Velmar on Friday, 3 May 2019, police said.", date(2019, 5, 3)),
        ("Shelling on 3 May 2019 killed five, police said on Saturday.", date(2019, 5, 4)),
    ],
)
def test_anchors_that_meet_give_a_date_and_the_reasoning(text: str, day: date) -> None:
    inferred = infer_day(text)
    assert inferred is not None
    assert inferred.day == day
    assert '"' in inferred.reason


@pytest.mark.parametrize(
    "text",
    [
        "Shelling killed five people on Saturday.",
        "Shelling killed five people on Saturday 12 April.",
        "More than 100,000 have died in Syria since March 2011.",
        "The town fell in 2014 and has been shelled since 3 May 2015.",
        "He and 13 officers were captured in May 1944 and shot in Velmar on January 24, 1945.",
        "Five died in Syria, where a war is now in its fourth year.",
        "",
    ],
)
def test_anchors_that_do_not_settle_it_give_none(text: str) -> None:
    assert infer_day(text) is None
