from dataclasses import replace

import pytest

from bearwitness.base.records import Place
from bearwitness.resolve.spots import Relation, key_name, list_cells, make_spot, relate

TOWN = Place(id="a", name="Karesh", lat=12.0, lon=22.0, radius_m=3_000, precision="town", parents=("Ulm", "Ostravia"))


@pytest.mark.parametrize(
    ("left", "right"),
    [("al-Maghayir", "Maghayer"), ("Sheikhoun", "Shaykhun"), ("Deir ez-Zor", "Deir Zor"), ("Qasr", "Kasr")],
)
def test_two_spellings_have_one_key(left: str, right: str) -> None:
    assert key_name(left) == key_name(right)


def test_different_names_have_different_keys() -> None:
    assert len({key_name(name) for name in ("Karesh", "Belvo", "Ostra", "Mirat")}) == 4


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (replace(TOWN, name="Old Karesh"), "same"),
        (replace(TOWN, id="b", name="Mirat", lat=12.02), "near"),
        (replace(TOWN, id="c", name="Ulm", lat=12.3, radius_m=60_000, precision="province"), "inside"),
        (replace(TOWN, id="d", name="Belvo", lat=13.0), "apart"),
        (Place(name="Karish", precision="town", parents=("Ostravia",)), "same"),
        (Place(name="Zemlo", precision="town"), "unknown"),
        (Place(id="e", name="Ostravia", precision="country", lat=13.0, lon=24.0), "country"),
        (Place(id="f", name="Vendia", precision="country", lat=40.0, lon=24.0), "apart"),
    ],
)
def test_how_two_places_lie_to_each_other(other: Place, relation: Relation) -> None:
    assert relate(make_spot(TOWN, 1), make_spot(other, 1)) == relation
    assert relate(make_spot(other, 1), make_spot(TOWN, 1)) == relation


def test_a_name_that_two_distant_towns_bear_is_two_places() -> None:
    assert relate(make_spot(TOWN, 1), make_spot(replace(TOWN, id="z", lat=16.0), 1)) == "apart"


def test_a_town_that_bears_the_name_of_its_region_may_mean_it() -> None:
    capital = make_spot(replace(TOWN, id="u", name="Ulm", lat=13.0), 1)
    assert relate(make_spot(TOWN, 1), capital) == "inside"
    assert relate(make_spot(replace(TOWN, parents=("Vash", "Ostravia")), 1), capital) == "apart"


def test_the_half_of_a_country_says_no_more_than_the_country() -> None:
    half = Place(
        id="e",
        name="northern Ostravia",
        precision="province",
        lat=40.0,
        lon=9.0,
        radius_m=150_000,
        parents=("Ostravia",),
    )
    assert relate(make_spot(TOWN, 1), make_spot(half, 1)) == "country"


def test_a_place_touches_every_cell_that_its_circle_does_and_a_country_none() -> None:
    assert set(list_cells(make_spot(replace(TOWN, lat=12.1, lon=22.1), 1))) == {(48, 88)}
    assert len(set(list_cells(make_spot(TOWN, 1)))) == 4  # on a corner of the grid
    assert not list(list_cells(make_spot(replace(TOWN, precision="country"), 1)))
