"""Where a count happened, decided by the whole extraction. Every report here is invented."""

from datetime import date

import pytest

from bearwitness.base.identifiers import digest
from bearwitness.base.records import Claim, Document
from bearwitness.extract.claims import extract_counts


def claims(text: str) -> list[Claim]:
    return extract_counts(Document(id="one", text=text, sha256=digest(text), published=date(2022, 6, 10)))


def places(text: str) -> list[str | None]:
    return [c.place.name if c.place else None for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Militants positioned in Maiduguri fired mortars on Konduga, killing four civilians.", "Konduga"),
        ("Militants positioned in Maiduguri fired mortars on the town of Konduga killing four civilians.", "Konduga"),
        ("The mayor of Odesa said nine people were killed in a missile strike on Kherson.", "Kherson"),
        ("After talks in Geneva, shelling killed five people in Taiz.", "Taiz"),
        ("Outside Damascus nine people were killed in shelling on Douma, medics said.", "Douma"),
        ("A drone hit the city of Kharkiv, killing seven people.", "Kharkiv"),
    ],
)
def test_the_place_of_the_harm_is_not_the_nearest_name(text: str, expected: str) -> None:
    found = places(text)
    assert found
    assert all(expected in (name or "") for name in found)


def test_a_city_spoken_of_again_is_the_city_and_not_the_last_name() -> None:
    text = (
        "Fighting reached Mosul on Monday. Aid is stuck in Nineveh province. "
        "At least six people were killed in the city, doctors said."
    )
    assert places(text) == ["Mosul"]


def test_the_toll_of_a_war_belongs_to_the_country() -> None:
    text = (
        "Two shells landed in Aden in Yemen on Monday. Roads out of Aden in Yemen were closed. "
        "The war in Yemen goes on. It has killed more than 100,000 people."
    )
    assert places(text)[-1] == "Yemen"


def test_a_place_that_a_sentence_leaves_unnamed_is_named_later() -> None:
    text = "Four people were killed in a village near Kharkiv on Monday. The governor said the shells hit Derhachi."
    assert places(text)[0] in ("Derhachi", "Kharkiv")


def test_a_document_without_places_places_nothing() -> None:
    assert places("Nine people were killed on Monday.") == [None]


def test_in_a_list_each_count_has_the_place_behind_it() -> None:
    text = "Thirty people were killed in Kharkiv and another nine were killed in Odesa, the governors said."
    assert places(text) == ["Kharkiv", "Odesa"]


def test_the_capital_is_that_of_the_country_told_of() -> None:
    text = "Shells hit Yemen. Nine people were killed in Taiz while five others died on the outskirts of the capital."
    assert places(text)[-1] == "Sanaa"


def test_a_list_of_places_is_told_by_the_area_that_holds_it() -> None:
    text = "Nine people were killed by shelling of Izium, Lozova and Kupiansk in Kharkiv province on Monday."
    assert places(text) == ["Kharkiv province"]


def test_a_foreign_capital_is_where_something_is_said() -> None:
    text = "Rockets hit Kharkiv in Ukraine. Kharkiv is in Ukraine. Paris sent condolences. Nine people died."
    assert places(text)[-1] != "Paris"


def test_a_village_pointed_back_to_is_not_the_town_it_lies_near() -> None:
    text = "A drone hit Derhachi. The jets then bombed houses in the town 20km north of Kharkiv and killed nine people."
    assert places(text) == ["Derhachi"]


def test_those_who_flee_to_a_place_were_not_harmed_there() -> None:
    text = "Gunmen razed the town of Baga in Nigeria. Forty people were displaced over the border to Chad."
    assert places(text)[-1] == "Baga"


@pytest.mark.parametrize(
    "toll",
    [
        "Last month 1,200 Ukrainian civilians were killed, the monitor said.",
        "The strikes have killed 900 people since the beginning of 2021.",
    ],
)
def test_tolls_of_a_people_or_of_a_year_are_over_the_country(toll: str) -> None:
    text = f"Rockets hit Kharkiv in Ukraine. Two people died in Kharkiv in Ukraine. {toll}"
    assert places(text)[-1] == "Ukraine"
