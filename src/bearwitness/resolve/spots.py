"""Where a mention lies: the place of a claim as a circle, a name that can be compared, and the cells it touches.

In: places. Out: spots, their cells for blocking, and how two of them lie to each other. It never looks a name up.
"""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

from bearwitness.base.records import Place, PlacePrecision

CELL_DEGREES = 0.25  # about 25 km: wider than nearly every town and district of the gazetteer
WIDEST_RADIUS_M = 80_000  # a province; what is wider touches no cells and is compared by its country alone
RADII_M = {"exact": 1_000, "neighbourhood": 1_500, "town": 5_000, "area": 8_000, "district": 20_000, "province": 60_000}
FINE: frozenset[PlacePrecision] = frozenset({"exact", "neighbourhood", "town", "area"})
_ARTICLES = frozenset({"al", "el", "as", "ash", "an", "ad", "ar", "at", "az", "the", "of", "in", "near"})
_WORD = re.compile(r"[^\W_]+")

Relation = Literal["same", "near", "inside", "country", "unknown", "apart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place as it is compared. `key` is its name as it sounds; `lat` and `lon` are None for a name without them."""

    name: str
    key: str
    id: str | None
    precision: PlacePrecision | None
    lat: float | None
    lon: float | None
    radius_m: float
    region: str
    country: str
    weight: float

    @property
    def fine(self) -> bool:
        """Whether the place is a town or smaller."""
        return self.precision in FINE

    @property
    def wide(self) -> bool:
        """Whether it is a country, or so much of one that it says little more."""
        return self.precision == "country" or self.radius_m > WIDEST_RADIUS_M

    @property
    def capital(self) -> bool:
        """Whether a town bears the name of its region, so that either may be meant."""
        return self.precision == "town" and self.region != "" and self.region == self.key


def make_spot(place: Place, weight: float) -> Spot:
    """A place as a spot; `weight` between 0 and 1 says how surely the event lies there."""
    precision = place.precision
    country = place.name if precision == "country" else place.parents[-1] if place.parents else ""
    return Spot(
        name=place.name,
        key=key_name(place.name),
        id=place.id,
        precision=precision,
        lat=place.lat,
        lon=place.lon,
        radius_m=float(place.radius_m or RADII_M.get(precision or "town", 5_000)),
        region=key_name(place.parents[-2]) if len(place.parents) > 1 else "",
        country=country.casefold(),
        weight=weight,
    )


@lru_cache(maxsize=65536)
def key_name(name: str) -> str:
    """The consonants of a name without articles, so that two romanisations of it have one key.

    >>> key_name("al-Maghayir") == key_name("Maghayer")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    kept = [word for word in words if word not in _ARTICLES] or words
    joined = "".join(kept).replace("ph", "f").replace("q", "k").replace("c", "k").replace("dh", "d").replace("th", "t")
    bones = joined[:1] + re.sub(r"[aeiouyh]", "", joined[1:])
    return re.sub(r"(.)\1+", r"\1", bones)


def list_cells(spot: Spot) -> Iterator[tuple[int, int]]:
    """The cells of a grid of CELL_DEGREES that the spot's circle touches; none for a country or a bare name."""
    if spot.lat is None or spot.lon is None or spot.wide:
        return
    reach_lat = spot.radius_m / 111_000
    reach_lon = reach_lat / max(0.1, math.cos(math.radians(spot.lat)))
    for row in range(
        math.floor((spot.lat - reach_lat) / CELL_DEGREES), math.floor((spot.lat + reach_lat) / CELL_DEGREES) + 1
    ):
        for column in range(
            math.floor((spot.lon - reach_lon) / CELL_DEGREES), math.floor((spot.lon + reach_lon) / CELL_DEGREES) + 1
        ):
            yield row, column


def distance_m(left: Spot, right: Spot) -> float | None:
    """Metres between two centres on a sphere (haversine); None where one has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    a, b = math.radians(left.lat), math.radians(right.lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(right.lon - left.lon) / 2) ** 2
    return 2 * 6_371_000 * math.asin(min(1.0, math.sqrt(half)))


def relate(left: Spot, right: Spot) -> Relation:
    """How two spots lie to each other.

    "same": one place, by id or name; "near": fine places whose circles meet; "inside": one lies in the other, which is
    wider, or in the region of whose capital the other bears the name; "country": no more than a country in common;
    "unknown": a name without coordinates, that may lie anywhere near; "apart": well clear of each other.
    """
    if left.id is not None and left.id == right.id:
        return "country" if left.wide or right.wide else "same"
    if left.wide or right.wide:
        if left.country and right.country:
            return "country" if left.country == right.country else "apart"
        return "unknown"
    if left.name.casefold() == right.name.casefold() or (len(left.key) > 2 and _same_name(left.key, right.key)):
        far = distance_m(left, right)
        if far is None or far < 30_000:
            return "same"
    far = distance_m(left, right)
    if far is None:
        return "unknown" if not left.country or not right.country or left.country == right.country else "apart"
    if far <= max(left.radius_m, right.radius_m) + 1_000:
        return "near" if left.fine and right.fine else "inside"
    if far <= left.radius_m + right.radius_m + 2_000:
        return "near" if left.fine and right.fine else "inside"
    if (left.capital or right.capital) and left.region == right.region and left.country == right.country:
        return "inside"
    return "apart"


@lru_cache(maxsize=65536)
def _same_name(left: str, right: str) -> bool:
    if left == right:
        return True
    longest = max(len(left), len(right))
    return longest >= 5 and Levenshtein.distance(left, right, score_cutoff=1) <= 1
