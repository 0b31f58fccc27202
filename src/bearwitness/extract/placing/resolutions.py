"""Which of the places of one name a document means: a score that can be read out.

In: the names of one document, each with the gazetteer's places that bear it and the wider place written beside it; and
how often the document speaks of each people or state. Out: for each name the likeliest place, how sure that is, and the
reasons in words. It finds no names in a text and drops none: who uses it decides how sure is sure enough.

Every place of a name gets a score, the sum of its features (`FEATURES`), each times its weight. The features that look
at the rest of the document (share of the country and of the region, nearness of other places) look at the places that
the other names are held for, each as much as it is believed; so scoring runs in rounds, the first without them. The
weights stand in `lexicon/place_weights.yaml`; `bench/fit_places.py` sets them, by likelihood, on the two annotated
collections that it names. The idea of minimal distance and of one sense a document is Leidner's (Toponym Resolution in
Text, 2007); the weights are a conditional logit model (McFadden, 1974).
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.placing.distances import DEGREE_M, distance_m
from bearwitness.extract.placing.folding import fold_name
from bearwitness.extract.placing.gazetteer import Entry

FEATURES: Final = {
    "size": "its population",
    "largest": "the largest of the name",
    "main": "the name is its usual one",
    "country": "a country",
    "province": "a province or state",
    "district": "a district or county",
    "wide": "a continent, a sea or a region",
    "part": "a part of a town, a camp or a single spot",
    "curated": "in the project's supplement",
    "hinted": "lies in the place named beside it",
    "unhinted": "lies elsewhere than the place named beside it",
    "kind": "is of the kind that the words beside it say",
    "state_share": "share of its country in the document",
    "region_share": "share of its region in the document",
    "state_cover": "other names too may lie in its country",
    "region_cover": "other names too may lie in its region",
    "state_named": "its country is named",
    "region_named": "its region is named",
    "inside_named": "the place it lies in is named",
    "close": "another place of the document within some 40 km",
    "nearby": "another place of the document within some 200 km",
}
NAMES: Final = tuple(FEATURES)
_ROUNDS: Final = 3
_MOST_PLACES: Final = 60  # of one name; the rest are hamlets
_WIDE_KINDS: Final = frozenset({"continent", "sea", "region", "area"})
_PART_KINDS: Final = frozenset({"neighbourhood", "camp", "hospital", "crossing", "base", "facility", "road", "exact"})
_CLOSE_M, _NEARBY_M = 40_000.0, 200_000.0
_LOWEST_SAY: Final = 0.25  # what is not believed at least so much says nothing about the rest of its document
_REASON: Final = 0.4  # a feature that adds less to a score is no reason to tell


@dataclass(slots=True)
class Name:
    """A name in a document: the places that bear it, and what its surroundings say of it.

    `hints`: folded names, country codes and `country.region` codes of the wider place beside it. `kinds`: the kinds of
    place that the noun beside it stands for. `count`: how often it is written.
    """

    key: str
    places: tuple[Entry, ...]
    hints: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    count: int = 1
    _codes: dict[str, float] | None = None

    @property
    def codes(self) -> dict[str, float]:
        """The countries and the regions that places of the name lie in, each with one divided by how many those are."""
        if self._codes is None:
            states = {e.country for e in self.places if e.country}
            regions = {e.region_code for e in self.places if e.kind != "country"} - {""}
            self._codes = {code: 1 / len(codes) for codes in (states, regions) for code in codes}
        return self._codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The likeliest place of a name, its probability among the places of the name, and why."""

    entry: Entry
    sure: float
    why: str


@dataclass(slots=True)
class _Belief:
    """What the other names of a document are held for: by country, by region, and where they lie."""

    states: dict[str, float] = field(default_factory=dict)
    regions: dict[str, float] = field(default_factory=dict)
    points: list[tuple[str, float, float, float]] = field(default_factory=list)
    named: frozenset[str] = frozenset()
    covers: dict[str, float] = field(default_factory=dict)
    covered: float = 0.0


@cache
def load_weights() -> tuple[float, ...]:
    """The weights of the features, in the order of `NAMES`."""
    weights = load_lexicon("place_weights")["weights"]
    return tuple(float(weights[name]) for name in NAMES)


def resolve_names(names: Sequence[Name], peoples: Mapping[str, float]) -> list[Resolution]:
    """The likeliest place of each name; `peoples` counts, by country code, the peoples and states of the document."""
    weights = load_weights()
    scored: list[list[float]] = []
    vectors: list[list[tuple[float, ...]]] = []
    places = [pick_places(name) for name in names]
    for number in range(_ROUNDS):
        vectors = describe_names(names, places, peoples, scored if number else None)
        scored = [_share_out([_score(v, weights) for v in of_name]) for of_name in vectors]
    resolved = []
    for listed, shares, of_name in zip(places, scored, vectors, strict=True):
        best = max(range(len(listed)), key=lambda i: shares[i])
        sure = sum(share for entry, share in zip(listed, shares, strict=True) if _is_one_spot(entry, listed[best]))
        resolved.append(Resolution(entry=listed[best], sure=sure, why=_explain(of_name[best], weights, len(listed))))
    return resolved


def _is_one_spot(entry: Entry, best: Entry) -> bool:
    """Whether two places lie in one another or nearly so, as a province and its seat: then either is right."""
    if entry is best:
        return True
    if entry.country != best.country or entry.lat is None or best.lat is None:
        return False
    away = distance_m((entry.lat, entry.lon or 0.0), (best.lat, best.lon or 0.0))
    return away <= max(_CLOSE_M, entry.radius_m, best.radius_m)


def pick_places(name: Name) -> tuple[Entry, ...]:
    """The places of a name that are worth scoring: all but the hamlets of the commonest names."""
    if len(name.places) <= _MOST_PLACES:
        return name.places
    ordered = sorted(name.places, key=lambda e: (not _lies_in(e, name.hints), not e.curated, -e.population))
    return tuple(ordered[:_MOST_PLACES])


def describe_names(
    names: Sequence[Name],
    places: Sequence[tuple[Entry, ...]],
    peoples: Mapping[str, float],
    shares: list[list[float]] | None,
) -> list[list[tuple[float, ...]]]:
    """The features of every place of every name, in the order of `NAMES`; `shares` is what is believed so far."""
    believed = _believe(names, places, peoples, shares)
    result = []
    for index, (name, listed) in enumerate(zip(names, places, strict=True)):
        largest = max(entry.population for entry in listed)
        own = _own_say(name, listed, shares[index] if shares else None)
        heeded = any(_lies_in(entry, name.hints) for entry in listed)  # else the words beside it are no hint
        result.append([_describe(name, entry, largest, believed, own, heeded=heeded) for entry in listed])
    return result


def _describe(
    name: Name,
    entry: Entry,
    largest: int,
    believed: _Belief,
    own: tuple[dict[str, float], dict[str, float]],
    *,
    heeded: bool,
) -> tuple[float, ...]:
    kind, region = entry.kind, entry.region_code
    hinted = heeded and _lies_in(entry, name.hints)
    close, nearby = _find_near(entry, believed.points, name.key)
    return (
        math.log10(entry.population + 1) / 6,
        float(entry.population == largest and largest > 0),
        float(entry.main),
        float(kind == "country"),
        float(kind == "province"),
        float(kind == "district"),
        float(kind in _WIDE_KINDS),
        float(kind in _PART_KINDS),
        float(entry.curated),
        float(hinted),
        float(heeded and not hinted),
        float(kind in name.kinds),
        _share(believed.states, entry.country, own[0]),
        _share(believed.regions, region, own[1]) if region and kind != "country" else 0.0,
        _cover(believed, entry.country, name),
        _cover(believed, region, name) if kind != "country" else 0.0,
        float(kind != "country" and entry.country in believed.named),
        float(kind != "province" and region in believed.named),
        float(bool(entry.inside) and fold_name(entry.inside) in believed.named),
        close,
        nearby,
    )


def _believe(
    names: Sequence[Name],
    places: Sequence[tuple[Entry, ...]],
    peoples: Mapping[str, float],
    shares: list[list[float]] | None,
) -> _Belief:
    states: defaultdict[str, float] = defaultdict(float)
    regions: defaultdict[str, float] = defaultdict(float)
    points = []
    named: set[str] = set()
    for code, count in peoples.items():
        states[code] += 0.5 * math.sqrt(count)
    for index, (name, listed) in enumerate(zip(names, places, strict=True)):
        named.add(name.key)
        of_states, of_regions = _own_say(name, listed, shares[index] if shares else None)
        for code, say in of_states.items():
            states[code] += say
        for code, say in of_regions.items():
            regions[code] += say
        if shares is None:
            continue
        best = max(range(len(listed)), key=lambda i: shares[index][i])
        entry, sure = listed[best], shares[index][best]
        if sure >= _LOWEST_SAY and entry.kind == "country":
            named.add(entry.country)
        elif sure >= _LOWEST_SAY and entry.kind == "province":
            named.add(entry.region_code)
        if (
            sure >= _LOWEST_SAY
            and entry.kind not in ("country", "continent", "sea", "province")
            and entry.lat is not None
        ):
            points.append((name.key, entry.lat, entry.lon or 0.0, sure))
    covers: defaultdict[str, float] = defaultdict(float)
    for name in names:
        for code, say in name.codes.items():
            covers[code] += say
    return _Belief(dict(states), dict(regions), points, frozenset(named), dict(covers), float(len(names)))


def _own_say(
    name: Name, listed: tuple[Entry, ...], shares: list[float] | None
) -> tuple[dict[str, float], dict[str, float]]:
    """What one name says of the countries and regions of its document; without shares only what is beyond doubt."""
    states: defaultdict[str, float] = defaultdict(float)
    regions: defaultdict[str, float] = defaultdict(float)
    often = math.sqrt(name.count)
    for i, entry in enumerate(listed):
        share = shares[i] if shares else 1 / len(listed)
        if share < (_LOWEST_SAY if shares else 0.5) or not entry.country:
            continue
        states[entry.country] += often * share
        if entry.region_code and entry.kind != "country":
            regions[entry.region_code] += often * share
    return states, regions


def _share(whole: Mapping[str, float], code: str, own: Mapping[str, float]) -> float:
    """The share of a code in what the rest of the document says, a name's own say left out."""
    rest = sum(whole.values()) - sum(own.values())
    return max(0.0, whole.get(code, 0.0) - own.get(code, 0.0)) / (rest + 0.5)


def _cover(believed: _Belief, code: str, name: Name) -> float:
    """How many of the other names may lie in a country or region, each counting the less the more there are for it."""
    return (believed.covers.get(code, 0.0) - name.codes.get(code, 0.0)) / believed.covered if code else 0.0


def _find_near(entry: Entry, points: list[tuple[str, float, float, float]], own: str) -> tuple[float, float]:
    """How near the nearest other places lie, 0 to 1, on a scale of 40 km and on one of 200 km."""
    lat, lon = entry.lat, entry.lon
    if lat is None or lon is None or entry.kind in ("country", "continent", "sea", "province"):
        return 0.0, 0.0
    close = nearby = 0.0
    squeeze = math.cos(math.radians(lat))
    for key, other_lat, other_lon, sure in points:
        dy = lat - other_lat
        if key == own or not -5 < dy < 5:
            continue
        dx = (lon - other_lon) * squeeze
        if -5 < dx < 5:
            away = DEGREE_M * math.sqrt(dy * dy + dx * dx)
            close = max(close, sure * math.exp(-away / _CLOSE_M))
            nearby = max(nearby, sure * math.exp(-away / _NEARBY_M))
    return close, nearby


def _lies_in(entry: Entry, hints: frozenset[str]) -> bool:
    if not hints:
        return False
    if entry.kind == "country":
        return False
    if entry.country in hints and not any("." in hint for hint in hints):
        return True
    if entry.kind != "province" and entry.region_code in hints:
        return True
    return bool(entry.inside) and fold_name(entry.inside) in hints


def _score(vector: tuple[float, ...], weights: tuple[float, ...]) -> float:
    return sum(value * weight for value, weight in zip(vector, weights, strict=True))


def _share_out(scores: list[float]) -> list[float]:
    """Scores as probabilities (softmax)."""
    top = max(scores)
    raised = [math.exp(score - top) for score in scores]
    total = sum(raised)
    return [value / total for value in raised]


def _explain(vector: tuple[float, ...], weights: tuple[float, ...], rivals: int) -> str:
    """The features that speak most for a place, in words."""
    if rivals == 1:
        return "the only place of this name"
    parts = sorted(zip((v * w for v, w in zip(vector, weights, strict=True)), NAMES, strict=True), reverse=True)
    told = [FEATURES[name] for value, name in parts[:3] if value >= _REASON]
    return f"of {rivals} places of this name: {'; '.join(told)}" if told else f"the likeliest of {rivals} of this name"
