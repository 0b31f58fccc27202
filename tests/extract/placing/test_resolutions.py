"""Choosing between places of one name: laws of the score, on places made up for the purpose."""

import math

from hypothesis import given
from hypothesis import strategies as st

from bearwitness.extract.placing.gazetteer import Entry
from bearwitness.extract.placing.resolutions import FEATURES, Name, load_weights, resolve_names


def town(country: str, region: str, population: int, lat: float, lon: float) -> Entry:
    return Entry(
        id=f"{country}.{region}.{population}",
        name="Nour",
        kind="city",
        country=country,
        country_name=country,
        region=region,
        inside="",
        lat=lat,
        lon=lon,
        radius_m=2_000,
        population=population,
        curated=False,
        admin1=region,
    )


BIG = town("XA", "01", 900_000, 10, 10)
SMALL = town("XB", "02", 20_000, 50, 50)
NEIGHBOUR = town("XB", "02", 30_000, 50.1, 50.1)


def test_the_larger_place_wins_where_nothing_else_speaks() -> None:
    (chosen,) = resolve_names([Name("nour", (SMALL, BIG))], {})
    assert chosen.entry is BIG
    assert 0.5 < chosen.sure <= 1


def test_the_place_named_beside_it_wins_over_size() -> None:
    (chosen,) = resolve_names([Name("nour", (BIG, SMALL), frozenset({"XB.02"}))], {})
    assert chosen.entry is SMALL
    assert "named beside it" in chosen.why


def test_hints_that_fit_no_place_are_none() -> None:
    free, hinted = (
        resolve_names([Name("nour", (BIG, SMALL), hint)], {})[0] for hint in (frozenset(), frozenset({"XC"}))
    )
    assert (free.entry, free.sure) == (hinted.entry, hinted.sure)


def test_the_other_names_of_the_document_count() -> None:
    others = [Name(f"other{i}", (NEIGHBOUR,)) for i in range(3)]
    alone = resolve_names([Name("nour", (BIG, SMALL))], {})[0]
    among = resolve_names([Name("nour", (BIG, SMALL)), *others], {})[0]
    share = among.sure if among.entry is SMALL else 1 - among.sure
    assert share > (alone.sure if alone.entry is SMALL else 1 - alone.sure)


def test_every_feature_has_a_weight() -> None:
    assert len(load_weights()) == len(FEATURES)
    assert all(math.isfinite(weight) for weight in load_weights())


@given(st.permutations([BIG, SMALL, NEIGHBOUR]), st.integers(1, 5))
def test_order_changes_nothing_and_shares_are_shares(places: list[Entry], count: int) -> None:
    names = [Name("nour", tuple(places), count=count), Name("other", (NEIGHBOUR,))]
    first, second = resolve_names(names, {"XA": 2})
    straight, _ = resolve_names([Name("nour", (BIG, SMALL, NEIGHBOUR), count=count), names[1]], {"XA": 2})
    assert first.entry is straight.entry
    assert math.isclose(first.sure, straight.sure)
    assert 0 < first.sure <= 1 + 1e-9 and math.isclose(second.sure, 1)
