"""One report, one main attack: a count placed only in a province or a city takes the finer place that the report is about.

In: the counts of a document with their fields decided, and its reading. Out: the same, with places made finer where the
whole document leaves no doubt. It never moves a count out of the place that its own words give.
"""

from collections import Counter
from dataclasses import replace

from bearwitness.base.records import Place
from bearwitness.extract.folds import Found
from bearwitness.extract.locations import fineness
from bearwitness.extract.readings import FURNITURE, Reading

# The share of the finer places inside a wider one that a place must have for the report to be about it, and how often it
# must be named at least. Set on the training reports.
_SHARE = 0.5
_NAMED = 1


def refine_places(found: list[Found], reading: Reading) -> None:
    """Give counts of incidents that lie somewhere in a wider area the one place in it that the report is about."""
    named = _count_places(reading)
    for item in found:
        place = item.located.place
        if place is None or item.scope != "incident" or fineness(place) < _COARSE:
            continue
        finer = _main_place(place, named)
        if finer is not None:
            why = f"{item.located.why}; in {place.name} the report is about “{finer.name}”"
            item.located = replace(item.located, place=finer, why=why)


_COARSE = 4


def _count_places(reading: Reading) -> Counter[Place]:
    """How often each place is named in headline and body, its mentions told apart by id or name."""
    first: dict[str, Place] = {}
    counts: Counter[Place] = Counter()
    furniture = [
        (s.start_char, s.end_char) for s, k in zip(reading.sentences, reading.kinds, strict=True) if k in FURNITURE
    ]
    for mention in reading.places:
        if mention.role == "reference" or any(a <= mention.start < b for a, b in furniture):
            continue
        key = mention.place.id or mention.place.name.lower()
        counts[first.setdefault(key, mention.place)] += 1
    return counts


def _main_place(wide: Place, named: Counter[Place]) -> Place | None:
    inside = Counter({p: n for p, n in named.items() if _lies_in(p, wide)})
    if not inside:
        return None
    best, times = inside.most_common(1)[0]
    return best if times >= _NAMED and times >= _SHARE * sum(inside.values()) else None


def _lies_in(place: Place, wide: Place) -> bool:
    if fineness(place) >= fineness(wide) or place.lat is None:
        return False
    parents = {parent.lower() for parent in place.parents}
    words = wide.name.lower()
    return any(parent in words for parent in parents if parent) and words not in (place.name.lower(),)
