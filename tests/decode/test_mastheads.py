"""The line above a report that says whose it is. Every name here is invented."""

from collections.abc import Callable
from datetime import date

import pytest

from bearwitness.base.records import Document
from bearwitness.decode.mastheads import is_trail, is_unit, name_masthead

Decode = Callable[..., Document]
Segment = Callable[..., list[tuple[str, str]]]
STORY = "Shells killed four people in Belmar on Friday, a doctor said.\n\nTwo more were hurt."


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The Lakeland Post", "The Lakeland Post"),
        ("KARSA CASUALTY WATCH", "KARSA CASUALTY WATCH"),
        ("Radio Karsa", "Radio Karsa"),
        ("Voice of Talvar", "Voice of Talvar"),
        ("CIVIL PROTECTION / KARSA OPERATIONS ROOM", "CIVIL PROTECTION / KARSA OPERATIONS ROOM"),
        ("UNHCR", "UNHCR"),
        ("From: field contact, Karsa", "field contact, Karsa"),
        ("From: someone@example.org", None),
        ("Four killed in Karsa as army shells outpost", None),
        ("Army Attacked Karsa Post", None),
        ("FIVE SOLDIERS DIE IN CLASH", None),
        ("World News", None),
        ("Breaking News", None),
        ("Shells fall on Karsa Times Square", None),
        ("The army hit an observation post", None),
        ("Post", None),
        ("Rebels Storm Army Post", None),
        ("REBELS STORM ARMY POST", None),
        ("Gunmen Kill Six at Police Post", None),
        ("Two Dead as Bomb Hits State Television", None),
        ("Channel Four News", "Channel Four News"),
        ("Strike Monitor", "Strike Monitor"),
    ],
)
def test_a_line_that_is_a_masthead(line: str, name: str | None) -> None:
    assert name_masthead(line) == name


def test_parts_of_a_body_and_the_way_through_a_site() -> None:
    assert is_unit("Press service") and is_unit("MEDIA OFFICE") and not is_unit("Press freedom in Karsa")
    assert is_trail("World / Middle East") and is_trail("News > Africa > Karsa")
    assert not is_trail("Army / police clash kills four") and not is_trail("CIVIL PROTECTION / KARSA OPERATIONS ROOM")


def test_a_masthead_is_the_outlet_and_the_line_below_it_the_title(decode: Decode, segment: Segment) -> None:
    text = f"The Lakeland Post\nWorld / Lakes\nFour dead as shells hit Belmar\n\nSaturday 15 June 2019\n\n{STORY}"
    document = decode(text)
    assert (document.outlet, document.title) == ("The Lakeland Post", "Four dead as shells hit Belmar")
    assert document.published == date(2019, 6, 15)
    assert [kind for kind, _ in segment(text)][:4] == ["outlet", "boilerplate", "headline", "dateline"]


def test_a_bulletins_number_is_its_title(decode: Decode) -> None:
    document = decode(f"KARSA CASUALTY WATCH\nDaily bulletin no. 212\nSaturday, 15 June 2019\n\n{STORY}")
    assert (document.outlet, document.title) == ("KARSA CASUALTY WATCH", "Daily bulletin no. 212")


@pytest.mark.parametrize(
    "headline",
    [
        "Rebels Storm Army Post",
        "Gunmen Kill Six at Police Post",
        "Two Dead as Bomb Hits State Television",
        "Panic Grips Frontier Army Post",
    ],
)
@pytest.mark.parametrize("below", ["BELMAR, Karsa, 15 June 2019 -", "By Ada Invented\n\n15 June 2019\n\n"])
def test_a_headline_that_ends_like_a_masthead_is_the_title(decode: Decode, headline: str, below: str) -> None:
    document = decode(f"{headline}\n\n{below} {STORY}")
    assert (document.outlet, document.title) == (None, headline)


def test_a_masthead_without_an_article_needs_a_headline_below_it(decode: Decode) -> None:
    document = decode(f"Lakeland Post\nWorld / Lakes\nFour dead as shells hit Belmar\n\n15 June 2019\n\n{STORY}")
    assert (document.outlet, document.title) == ("Lakeland Post", "Four dead as shells hit Belmar")
    document = decode(f"The Lakeland Post\n\n15 June 2019\n\n{STORY}")
    assert (document.outlet, document.title) == ("The Lakeland Post", None)


def test_a_press_service_is_no_title(decode: Decode) -> None:
    document = decode(f"Ministry of Health\nPress service\nStatement of 15 June 2019\n\n{STORY}")
    assert (document.outlet, document.title, document.published) == ("Ministry of Health", None, date(2019, 6, 15))


def test_a_topic_in_capitals_begins_a_headline(decode: Decode) -> None:
    document = decode(f"OCHA\nKARSA: Humanitarian situation in the north\nAs of 15 June 2019\n\n{STORY}")
    assert (document.outlet, document.title) == ("OCHA", "KARSA: Humanitarian situation in the north")


def test_a_title_that_is_known_is_no_masthead(decode: Decode) -> None:
    text = f"Battle of Karsa Post\n\nSaturday 15 June 2019\n\n{STORY}"
    document = decode(text, title="Battle of Karsa Post")
    assert (document.outlet, document.title) == (None, "Battle of Karsa Post")


def test_who_stands_in_brackets_at_the_end_of_a_dateline_sent_the_report(decode: Decode) -> None:
    assert decode(f"Four dead in Belmar\n\nBELMAR, Karsa, 15 June 2019 (Lake Wire) - {STORY}").agency == "Lake Wire"
    assert decode(f"Four dead in Belmar\n\nBELMAR, Karsa, 15 June 2019 - {STORY}").agency is None


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("BELMAR (Karsa) -", None),
        ("BELMAR (Karsa Province) -", None),
        ("BELMAR (Lake Wire) -", "Lake Wire"),
        ("BELMAR (KNA) -", "KNA"),
        ("BELMAR, 15 June 2019 (Talvarin) -", "Talvarin"),
    ],
)
def test_a_country_in_brackets_is_no_agency(decode: Decode, dateline: str, agency: str | None) -> None:
    assert decode(f"Four dead in Belmar\n\n{dateline} {STORY}").agency == agency
