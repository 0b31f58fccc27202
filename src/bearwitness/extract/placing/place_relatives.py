"""Places told by a distance: "20 km south of Nour", "15 miles from Nour".

In: the text before a named place, and that place. Out: the stretch of words with the distance, and an area with its
centre and radius. It resolves no name, and says nothing where the distance belongs to a place named before ("Jayrud, 60
km from Nour").
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from bearwitness.base.records import Place
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.placing.distances import move

_REACH: Final = 120
# Set by hand: a stated distance is rounded, and is measured from an edge or from the middle of a town.
_SLACK: Final = 0.25
_LEAST_M: Final = 2_000
_FARTHEST_M: Final = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """The words of a distance begin at `start`; `place` is the area that they say, `why` tells how it was drawn."""

    start: int
    place: Place
    why: str


@cache
def _distance() -> re.Pattern[str]:
    units = "|".join(load_lexicon("place_words")["metres"])
    return re.compile(
        rf"(?i)\b(?P<count>\d{{1,3}}(?:[.,]\d+)?|[a-z]+)[\s-]?(?P<unit>{units})(?:\s\([^)]{{1,20}}\))?\s"
        r"(?:away\s)?(?:(?:to\sthe\s|in\sthe\s)?(?P<way>(?:north|south|east|west)[a-z-]{0,12})\s(?:of|from)|from|outside|off)"
        r"\s(?:the\s)?(?:[\w-]+\s){0,3}$"
    )


def draw_relative(text: str, start: int, place: Place) -> Relative | None:
    """The area that the distance before a place says; None where there is none, or the place has no position."""
    if place.lat is None or place.lon is None:
        return None
    found = _distance().search(text, max(0, start - _REACH), start)
    if found is None:
        return None
    table = load_lexicon("place_words")
    written = found["count"].lower().replace(",", ".")
    count = float(written) if written[0].isdigit() else table["small_numbers"].get(written)
    if count is None:
        return None
    metres = count * table["metres"][found["unit"].lower()]
    if metres > _FARTHEST_M:
        return None
    way = table["directions"].get((found["way"] or "").lower())
    name = text[found.start() : start] + place.name
    if way is None:
        return Relative(
            start=found.start(),
            place=replace(place, name=name, radius_m=int(metres * (1 + _SLACK)), precision="area", id=None),
            why=f"a distance from {place.name} without a direction: everything within it",
        )
    north, east = (step * metres / (1.414 if way[0] and way[1] else 1.0) for step in way)
    lat, lon = move((place.lat, place.lon), north, east)
    return Relative(
        start=found.start(),
        place=replace(
            place,
            name=name,
            lat=round(lat, 4),
            lon=round(lon, 4),
            radius_m=int(max(_LEAST_M, _SLACK * metres)),
            precision="area",
            id=None,
        ),
        why=f"so far from {place.name} in that direction; the radius is a quarter of the distance",
    )
