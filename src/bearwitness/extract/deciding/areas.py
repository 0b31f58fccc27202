"""Which place lies in which, and the country that a report is about.

In: places as the finders resolved them, and a reading. Out: yes or no, or the country. It chooses no place for a count,
but for the toll of a war, which is over its country.
"""

import math
import re
from dataclasses import dataclass
from functools import cache

from bearwitness.base.records import Place
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.readings import Reading

_FINE = {"exact": 0, "neighbourhood": 1, "town": 2, "area": 3, "district": 4, "province": 5, "country": 6}
_DEGREE_M = 111_320
# The least radius of a town in which its quarters and suburbs are looked for; set on the training reports.
_TOWN_M = 15_000
# How far beyond the radius of a wide place its parts may lie: set by hand, for the next province begins soon.
_SLACK = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A chosen place and the reason in words; `joined` counts the places that share it ("Beni and Butembo").

    `own`: the count's own clause names it, so that it is no guess from the narrative. `again`: the clause only points
    back to it ("the city"). `later`: the clause leaves it without a name, and later words name it ("a village in X").
    """

    place: Place | None
    why: str
    joined: int = 1
    own: bool = False
    again: bool = False
    later: bool = False


def fineness(place: Place | None) -> int:
    """0 for an exact spot to 6 for a country; a place of unknown precision counts as a town."""
    return _FINE.get(place.precision or "town", 2) if place else 9


def lies_in(finer: Place, wider: Place) -> bool:
    """Whether a place may be a part of another: finer, of the same country, and below a town only inside that town."""
    if fineness(finer) >= fineness(wider) or finer.name == wider.name:
        return False
    if finer.lat is not None and wider.lat is not None and finer.lon is not None and wider.lon is not None:
        away = _DEGREE_M * math.hypot(
            finer.lat - wider.lat, (finer.lon - wider.lon) * math.cos(math.radians(wider.lat))
        )
        if wider.precision != "country":
            return away <= max(wider.radius_m or 0, _TOWN_M) * _SLACK
    if wider.precision == "country" and finer.parents:
        return wider.name.split()[-1] in finer.parents[-1] or finer.parents[-1] in wider.name
    return not finer.parents or not wider.parents or finer.parents[-1] == wider.parents[-1]


def is_elsewhere(other: Place, place: Place) -> bool:
    """Whether a town or a part of one is not the place, lies not in it and does not hold it: the story has moved on."""
    apart = other.name != place.name and fineness(other) <= _FINE["town"]
    return apart and not lies_in(other, place) and not lies_in(place, other)


@cache
def capitals() -> dict[str, str]:
    """The capital of each state by its name."""
    states: dict[str, tuple[str, str, str]] = load_lexicon("states")["states"]
    return {name: capital for name, _, capital in states.values()}


def is_foreign_capital(place: Place, home: Place | None) -> bool:
    """Whether a place is the capital of another country than the report's: there things are said, not done."""
    if home is None or place.name not in capitals().values() or not place.parents:
        return False
    return place.parents[-1] != home.name and capitals().get(home.name) != place.name


@cache
def _adjectives() -> dict[str, list[str]]:
    """The adjectives of each state by its name."""
    states: dict[str, tuple[str, str, str]] = load_lexicon("states")["states"]
    return {name: adjectives.split("/") for name, adjectives, _ in states.values()}


def names_people(reading: Reading, words: str) -> bool:
    """Whether words name the people of the country that a document is about: "1,200 Syrian civilians"."""
    country = document_country(reading)
    adjectives = _adjectives().get(country.name, ()) if country is not None else ()
    return any(re.search(rf"\b{re.escape(each)}s?\b", words) for each in adjectives)


def document_country(reading: Reading) -> Place | None:
    """The country that a document speaks of most: the place for the toll of a war."""
    counted: dict[str, list[PlaceMention]] = {}
    for mention in reading.places:
        names = [mention.place.name] if mention.place.precision == "country" else list(mention.place.parents[-1:])
        for name in names:
            counted.setdefault(name, []).append(mention)
    if not counted:
        return None
    name = max(counted, key=lambda n: len(counted[n]))
    own = next((m.place for m in counted[name] if m.place.precision == "country"), None)
    return own or Place(name=name, precision="country")


def war_place(reading: Reading, located: Located) -> Located:
    """The place of the toll of a whole war: its country, however many towns the sentence names."""
    country = document_country(reading)
    if country is None or fineness(located.place) >= _FINE["province"]:
        return located
    return Located(place=country, why=f"a toll of a war: the document is about {country.name}")
