from dataclasses import replace
from datetime import date

import pytest

from additions import make_addition
from bearwitness.base.limits import list_misfits
from bearwitness.base.records import CATEGORIES, Claim, Place, When

CLAIM = make_addition(1).claims[0]
PLACE = Place(name="Karesh", lat=-1.5, lon=2.25, radius_m=0, precision="town", parents=("Lake Province",))


@pytest.mark.parametrize(
    "claim",
    [
        CLAIM,
        replace(CLAIM, place=None, when=None, harms=(), sources=(), mode=None),
        *(replace(CLAIM, category=each) for each in CATEGORIES),
        replace(CLAIM, when=When(start=None, end=date(2019, 6, 4), precision="open")),
        replace(CLAIM, place=replace(PLACE, lat=None, lon=None, radius_m=None)),
        replace(CLAIM, place=replace(PLACE, lat=-90, lon=180.0)),
    ],
)
def test_what_may_be_is_let_pass(claim: Claim) -> None:
    assert list(list_misfits(claim)) == []


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        (replace(PLACE, lat=90.01), "'lat' cannot be 90.01"),
        (replace(PLACE, lon=float("inf")), "'lon' cannot be inf"),
        (replace(PLACE, lon=None), "belong together"),
        (replace(PLACE, lat=True), "'lat' cannot be 'True': it is a number"),
        (replace(PLACE, radius_m=-1), "0 or more"),
        (replace(PLACE, precision="village"), "'precision' cannot be 'village': it is one of exact"),  # type: ignore[arg-type]
        (replace(PLACE, parents=("Lake Province", 7)), "'parents.1' cannot be '7': it is text"),  # type: ignore[arg-type]
    ],
)
def test_a_place_that_cannot_be_is_named(place: Place, complaint: str) -> None:
    (wrong,) = list_misfits(place)
    assert complaint in wrong


def test_every_misfit_is_listed_with_the_name_of_its_field() -> None:
    harm = replace(CLAIM.harms[0], who="kids")  # type: ignore[arg-type]
    wrong = list(list_misfits(replace(CLAIM, category="ATTACK", stance=None, harms=(CLAIM.harms[0], harm))))  # type: ignore[arg-type]
    assert [each.split("'")[1] for each in wrong] == ["event.category", "harms.1.who", "stance"]
    assert "cannot be null" in wrong[-1]
