"""What a precision is called in the code books of others: ACLED's, UCDP's and GeoNames'.

In: a precision of ours. Out: theirs, by the table `lexicon/place_codes.yaml`, which quotes the code books. It places
nothing.
"""

from dataclasses import dataclass
from functools import cache

from bearwitness.base.records import Place
from bearwitness.extract.lexicons import load_lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecisionCodes:
    """ACLED's `geo_precision` (1 to 3; None: ACLED codes no such event), UCDP's `where_prec` (1 to 7) and GeoNames'
    usual feature class and code.
    """

    acled: int | None
    ucdp: int
    geonames: str


def code_place(place: Place) -> PrecisionCodes | None:
    """The codes of a place's precision; None where it has none.

    A part of a country ("northern Nour"), which has a country for its nearest parent and its id, is UCDP's 5.
    """
    if place.precision is None:
        return None
    codes = _load_codes()
    if place.precision == "province" and place.id is not None and len(place.parents) == 1 and _is_country(place):
        return codes["part_of_country"]
    return codes[place.precision]


def kind_of_feature(feature_class: str, feature_code: str) -> str | None:
    """The kind of place of a GeoNames feature ("P", "PPLX" -> "neighbourhood"); None for a class that is no place."""
    table = load_lexicon("place_codes")
    kind: str | None = table["feature_codes"].get(feature_code) or table["feature_classes"].get(feature_class)
    return kind


def _is_country(place: Place) -> bool:
    """Whether a province's wording is a country's with a direction before it."""
    return place.parents[0] in place.name and place.parents[0] != place.name


@cache
def _load_codes() -> dict[str, PrecisionCodes]:
    table = load_lexicon("place_codes")
    rows = {**table["precisions"], "part_of_country": table["part_of_country"]}
    return {name: PrecisionCodes(**row) for name, row in rows.items()}
