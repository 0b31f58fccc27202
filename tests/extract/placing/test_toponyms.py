"""Every place that a text names, and which place of a name is meant. Every sentence here is invented."""

import pytest

from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.placing.distances import distance_m
from bearwitness.extract.placing.places import find_toponyms
from bearwitness.extract.toponyms import find_text_places


def only(text: str, name: str) -> PlaceMention:
    return next(m for m in find_toponyms(text) if name in m.place.name)


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon"),
    [
        ("Shells hit Aleppo and Idlib in Syria.", "Aleppo", 36.2, 37.2),
        ("Two men in Tripoli and Benghazi were held.", "Tripoli", 32.9, 13.2),
        ("Two men in Tripoli and Sidon in Lebanon were held.", "Tripoli", 34.4, 35.8),
        ("Students in Moscow, Idaho, marched.", "Moscow", 46.7, -117.0),
        ("Rockets fell near Moscow and Kursk in Russia.", "Moscow", 55.8, 37.6),
        ("A fire broke out in Columbus, Ga., on Monday.", "Columbus", 32.5, -85.0),
        ("A fire broke out in Columbus, OH, on Monday.", "Columbus", 40.0, -83.0),
        ("Crews in Paris and Puryear in Henry County, Tennessee, helped.", "Paris", 36.3, -88.3),
        ("Nine died in Homs; Homs was calm later.", "Homs", 34.7, 36.7),
    ],
)
def test_context_settles_which_place_is_meant(text: str, name: str, lat: float, lon: float) -> None:
    place = only(text, name).place
    assert place.lat is not None and place.lon is not None
    assert distance_m((place.lat, place.lon), (lat, lon)) < 40_000


def test_a_name_that_no_list_has_where_the_text_says_it_lies_is_not_put_elsewhere() -> None:
    for text in ("A barn burned in Aleppo, Pennsylvania, on Friday.", "A barn burned in Aleppo, Pa., on Friday."):
        mention = only(text, "Aleppo")
        assert (mention.place.lat, mention.place.id, mention.place.name) == (None, None, "Aleppo")
        assert "not placed" in mention.why


@pytest.mark.parametrize(
    ("text", "word", "lat", "lon"),
    [
        ("قتل تسعة مدنيين في حلب وجرح آخرون في إدلب", "حلب", 36.2, 37.2),
        ("Обстрел: Харків и Одеса.", "Харків", 50.0, 36.3),
        ("Neuf morts à Alep et à Damas, en Syrie.", "Alep", 36.2, 37.2),
        ("Nueve muertos en Mosul.", "Mosul", 36.3, 43.1),
    ],
)
def test_names_in_other_scripts_and_languages(text: str, word: str, lat: float, lon: float) -> None:
    place = only(text, word).place
    assert place.lat is not None and place.lon is not None
    assert distance_m((place.lat, place.lon), (lat, lon)) < 20_000


@pytest.mark.parametrize(
    "text",
    [
        "Moscow said it would answer.",
        "The Syrians left with Iraqi troops.",
        "Mr. Houston spoke. Houston denied it.",
        "The Department of Education wrote a letter.",
    ],
)
def test_governments_that_speak_peoples_and_persons_are_no_places(text: str) -> None:
    assert find_toponyms(text) == []


def test_a_town_s_own_people_and_offices_name_it() -> None:
    assert only("The Mosul police held a Mosul man.", "Mosul").place.parents[-1] == "Iraq"


def test_unknown_place_keeps_its_words() -> None:
    mention = only("Gunmen entered the village of Qwertabad near Mosul.", "Qwertabad")
    assert (mention.place.lat, mention.place.name, mention.place.precision) == (None, "Qwertabad", "town")
    assert mention.why


def test_distance_and_direction_make_an_area() -> None:
    base = only("Two died in Raqqa in Syria.", "Raqqa").place
    text = "In Syria, two died 20 km south of Raqqa."
    moved = only(text, "Raqqa")
    assert text[moved.start : moved.end] == moved.place.name == "20 km south of Raqqa"
    assert base.lat is not None and base.lon is not None
    assert moved.place.lat is not None and moved.place.lon is not None
    assert distance_m((base.lat, base.lon), (moved.place.lat, moved.place.lon)) == pytest.approx(20_000, rel=0.02)
    assert moved.place.lat < base.lat
    assert (moved.place.precision, moved.place.radius_m, moved.role) == ("area", 5_000, "place")


def test_a_distance_without_a_direction_is_a_wider_area() -> None:
    place = only("Two died fifteen miles from Kharkiv in Ukraine.", "Kharkiv").place
    assert place.name == "fifteen miles from Kharkiv"
    assert (place.radius_m or 0) > 24_000


def test_a_distance_that_places_another_town_stays_a_reference() -> None:
    text = "Ten died in Jayrud, 60 kilometres northeast of Damascus."
    assert only(text, "Damascus").role == "reference"


def test_offsets_reasons_and_codes() -> None:
    text = "Nine died in west Mosul, and two in the countryside of Idlib in Syria."
    found = find_text_places(text)
    assert found.document is None
    assert [one.text for one in found.places] == ["west Mosul", "countryside of Idlib", "Syria"]
    for one in found.places:
        assert text[one.start_char : one.end_char] == one.text
        assert one.why
    assert [(one.acled, one.ucdp) for one in found.places] == [(2, 2), (2, 3), (None, 6)]


def test_same_answer_twice() -> None:
    text = "Nine died in Homs and in Paris, Texas; Homs is in Syria."
    assert find_toponyms(text) == find_toponyms(text)
