"""Places told together: lists ("in Alta, Beda and Gamma") and a place with the area that fixes it ("Alta in Vell").

In: a reading and place mentions in order. Out: the members of a list, the area that holds them, the words between two.
It never chooses a place.
"""

import re

from bearwitness.base.records import Place
from bearwitness.extract.deciding.areas import fineness
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.readings import Reading

# Between two places of one list; nothing at all where commas were lost.
_LISTED = frozenset({",", "and", ", and", "&", "and the", ""})
# From this many places on, a list is best told by the area that holds it; set on the training reports.
MANY = 3
# How far apart, in code points, two places of one "X in Y" stand at most.
_CHAIN = 30
# The country between a place and the area that holds it: "Vell in Sinda's northern Alta province".
_OWNER = re.compile(r"\b[A-Z]\w+['’]?s\b")


def words_between(reading: Reading, first: PlaceMention, second: PlaceMention) -> str:
    """The words between two places, lower case, without commas and without the country that owns the second."""
    between = _OWNER.sub(" ", reading.text[first.end : second.start])
    return " ".join(between.lower().replace(",", " ").split())


def find_listed(reading: Reading, mention: PlaceMention, found: list[PlaceMention]) -> list[PlaceMention]:
    """The places of one list that a mention stands in, in order."""
    text = reading.text
    at = found.index(mention)
    first = last = at
    while first > 0 and text[found[first - 1].end : found[first].start].strip().lower() in _LISTED:
        first -= 1
    while last + 1 < len(found) and text[found[last].end : found[last + 1].start].strip().lower() in _LISTED:
        last += 1
    return found[first : last + 1]


def find_holder(reading: Reading, listed: list[PlaceMention]) -> Place | None:
    """The area named right behind a list of places as the one in which they lie."""
    behind = next((m for m in reading.places if m.start >= listed[-1].end), None)
    if behind is None or behind.start - listed[-1].end > _CHAIN:
        return None
    wider = all(fineness(behind.place) > fineness(m.place) or m.place.precision is None for m in listed)
    between = words_between(reading, listed[-1], behind)
    return behind.place if wider and between in load_lexicon("wheres")["inside"] and between else None


def fixes(reading: Reading, first: PlaceMention, second: PlaceMention) -> bool:
    """Whether the second of two places only says where the first one is: "X in Y", "X near Y"."""
    if second.start - first.end > _CHAIN or fineness(first.place) > fineness(second.place):
        return False
    return words_between(reading, first, second) in load_lexicon("wheres")["inside"]
