"""Precisions in the code books of others."""

from typing import get_args

import pytest

from bearwitness.base.records import Place, PlacePrecision
from bearwitness.extract.placing.gazetteer_build import RADII_M
from bearwitness.extract.placing.precisions import code_place, kind_of_feature


@pytest.mark.parametrize("precision", get_args(PlacePrecision))
def test_every_precision_has_codes(precision: PlacePrecision) -> None:
    codes = code_place(Place(name="Nour", precision=precision))
    assert codes is not None
    assert codes.acled in (None, 1, 2, 3) and 1 <= codes.ucdp <= 7
    assert codes.geonames[1] == "."


def test_a_part_of_a_country_is_no_division() -> None:
    part = code_place(Place(name="northern Nour", precision="province", parents=("Nour",), id="geonames:1"))
    division = code_place(Place(name="Nouria", precision="province", parents=("Nour",), id="geonames:2"))
    assert part is not None and division is not None
    assert (part.ucdp, division.ucdp) == (5, 4)
    assert code_place(Place(name="Nour")) is None


def test_features_of_geonames_are_kinds_that_the_gazetteer_knows() -> None:
    assert kind_of_feature("P", "PPLX") == "neighbourhood"
    assert kind_of_feature("S", "HSP") == "hospital"
    assert kind_of_feature("S", "XYZ") == "exact"
    assert kind_of_feature("Q", "XYZ") is None
    assert all(kind_of_feature(letter, "") in RADII_M for letter in "PALSTHRV")
