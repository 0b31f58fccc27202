"""Place mentions in running text. Every sentence here is invented."""

import time

import pytest

from bearwitness.extract.mentions import PartyMention, PlaceMention
from bearwitness.extract.placing.places import find_places


def names(text: str, role: str | None = None) -> list[str]:
    return [m.place.name for m in find_places(text) if role is None or m.role == role]


def only(text: str, name: str) -> PlaceMention:
    return next(m for m in find_places(text) if m.place.name == name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on western Aleppo and on the Zubdiya neighbourhood.", ["western Aleppo", "Zubdiya"]),
        (
            "Two died in the countryside of Idlib and three in the Idlib countryside.",
            ["countryside of Idlib", "Idlib countryside"],
        ),
        ("A strike hit the rebel-held town of Jayrud on Monday.", ["Jayrud"]),
        ("Clashes broke out across Aleppo province and in northern Syria.", ["Aleppo province", "northern Syria"]),
        ("Mines killed two on the western outskirts of Albu Kamal.", ["western outskirts of Albu Kamal"]),
        ("Syria: nine died in Sarmin Binnish and Saraqeb on Friday", ["Syria", "Sarmin", "Binnish", "Saraqeb"]),
        ("A blast rocked Syrias Idlib province.", ["Syria", "Idlib province"]),
        ("A blast rocked Syria's Idlib province.", ["Syria", "Idlib province"]),
        ("Gunmen raided Kwarimbe village in Nigeria's Zamfara state.", ["Kwarimbe", "Nigeria", "Zamfara state"]),
        ("Shelling hit Avdiivka; two died in Kharkiv.", ["Avdiivka", "Kharkiv"]),
        ("A drone hit a market in El Fasher, North Darfur.", ["El Fasher", "North Darfur"]),
        ("A bomb exploded in Baghdad's Karrada district.", ["Baghdad", "Karrada"]),
        ("Four died in the Nuseirat refugee camp in central Gaza.", ["Nuseirat refugee camp", "central Gaza"]),
        ("Troops shelled the town of Qalmaheen in Taiz province in Yemen.", ["Qalmaheen", "Taiz province", "Yemen"]),
        ("Thousands fled to Cox's Bazar in Bangladesh.", ["Cox's Bazar", "Bangladesh"]),
    ],
)
def test_wording_keeps_what_says_where(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Moscow said it would reply, and Damascus denied the report.",
        "Syrian and Iraqi officers met Turkish counterparts.",
        "Paris Hilton was seen with Mr Homs and Dr Amin Tartus.",
        "The Aleppo Media Center published a list.",
        "Many of the Bar members were Reading in March and Friday.",
        "The President of Syria spoke.",
        "Kyiv has repeatedly accused Moscow of stalling.",
        "",
        "   ",
    ],
)
def test_what_is_no_place_is_left_out(text: str) -> None:
    assert names(text) == []


def test_distance_gives_a_reference_and_hierarchy_a_container() -> None:
    text = (
        "Ten died in Jayrud, 50 km (31 miles) off Damascus to the northeast, and two in Khan Sheikhoun, Idlib province."
    )
    assert names(text, "place") == ["Jayrud", "Khan Sheikhoun"]
    assert names(text, "reference") == ["Damascus"]
    assert names(text, "container") == ["Idlib province"]


def test_border_is_a_reference() -> None:
    assert only("The convoy waited near the border with Turkey.", "Turkey").role == "reference"


def test_context_settles_which_place_of_a_name() -> None:
    lebanese, libyan = (only(f"Two died in Tripoli, {country}.", "Tripoli").place for country in ("Lebanon", "Libya"))
    assert lebanese.parents[-1] == "Lebanon" and libyan.parents[-1] == "Libya"
    aleppo = only("In Aleppo, rebels shelled the Midan district of the city of Aleppo.", "Midan").place
    damascus = only("In Damascus, shells hit the Midan district south of central Damascus.", "Midan").place
    assert (aleppo.parents[0], damascus.parents[0]) == ("Aleppo", "Damascus")


def test_province_and_city_of_one_name_differ() -> None:
    city = only("A rocket hit the city of Hama in Syria.", "Hama").place
    province = only("Rebels advanced in Hama province in Syria.", "Hama province").place
    assert (city.precision, province.precision) == ("town", "province")
    assert city.id != province.id and (province.radius_m or 0) > (city.radius_m or 0)


def test_part_of_a_place_is_moved_its_way() -> None:
    whole = only("Shells hit the city of Aleppo in Syria.", "Aleppo").place
    west = only("Shells hit western Aleppo in Syria.", "western Aleppo").place
    assert whole.lon is not None and west.lon is not None and west.lon < whole.lon
    assert west.precision == "area" and (west.radius_m or 0) < (whole.radius_m or 0)


def test_unknown_place_in_a_clear_frame_has_no_position() -> None:
    place = only("Bandits burned the village of Tunkarawa in Borno state, Nigeria.", "Tunkarawa").place
    assert (place.lat, place.lon, place.id) == (None, None, None)
    assert place.parents == ("Borno", "Nigeria")


def test_small_namesakes_far_away_are_not_guessed() -> None:
    text = "Fighters entered Alhama near Saraqeb and Binnish in Idlib, Syria."
    assert all(m.place.lat is None or 32 < m.place.lat < 37.5 for m in find_places(text))


def test_parties_are_no_places_but_a_state_in_a_locative_context_is() -> None:
    text = "The Nour Watch of Aleppo said that Syria would answer; nine died in Syria."
    watch = PartyMention(start=0, end=24, name="Nour Watch of Aleppo", kind="monitor")
    at, later = text.index("Syria"), text.rindex("Syria")
    states = [PartyMention(start=i, end=i + 5, name="Syria", kind="state", country="SY") for i in (at, later)]
    assert [m.start for m in find_places(text, [watch, *states])] == [later]


def test_blocked_spans_are_left_alone() -> None:
    text = "BEIRUT - Nine died in Homs, Syria."
    assert [m.place.name for m in find_places(text, blocked=[(0, 6)])] == ["Homs", "Syria"]


def test_offsets_cover_the_wording() -> None:
    text = "“Nine died” in Aleppo’s Zubdiya district — in Syria’s north, near Ma’arrat al-Nu’man."
    for mention in find_places(text):
        assert text[mention.start : mention.end] == mention.place.name


def test_same_answer_twice() -> None:
    text = "Nine died in Homs and the town of Talbiseh in Syria."
    assert find_places(text) == find_places(text)


def test_long_text_takes_linear_time() -> None:
    text = "Nine people died in Homs and Hama in Syria on Monday, the town of Talbiseh was quiet. " * 400
    find_places(text)
    start = time.perf_counter()
    find_places(text)
    small = time.perf_counter() - start
    start = time.perf_counter()
    find_places(text * 4)
    assert time.perf_counter() - start < 12 * small + 0.2


def test_a_bare_name_is_the_city_and_not_its_province() -> None:
    assert only("Nine died in Hasakeh in Syria.", "Hasakeh").place.precision == "town"
