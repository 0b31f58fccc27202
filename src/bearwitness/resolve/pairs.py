"""Two mentions compared: every reason for and against their being of one incident, with its weight.

In: two mentions. Out: a Pair. Weights are natural logs of odds, added up; they were set by hand on incidents.dev.json,
coarse on purpose (steps of a quarter). It never looks at any third mention, so that a score never depends on what else
is known.
"""

from collections.abc import Iterator
from datetime import date

from bearwitness.base.incidents import Pair, Reason
from bearwitness.resolve.lexicons import load_events
from bearwitness.resolve.mentions import Mention, Toll
from bearwitness.resolve.spots import Relation, Spot, relate

PRIOR = -3.0  # two mentions that share a block are of one incident about once in twenty
PLACE_WEIGHTS: dict[Relation, float] = {
    "same": 1.5,
    "near": 1.0,
    "inside": 0.5,
    "country": 0.0,
    "unknown": -0.25,
    "apart": -3.5,
}
SMALL_PLACE = 0.75  # a neighbourhood or village in common tells more than a city
_BEST: tuple[Relation, ...] = ("same", "near", "inside", "country", "unknown", "apart")


def compare(left: Mention, right: Mention) -> Pair:
    """The pair with its reasons, the smaller id first whatever the order of the arguments."""
    if right.id < left.id:
        left, right = right, left
    reasons = tuple(
        Reason(feature=feature, weight=round(weight, 2), words=words)
        for feature, weight, words in _list_reasons(left, right)
        if weight or feature == "place"
    )
    score = round(PRIOR + sum(reason.weight for reason in reasons), 2)
    return Pair(left=left.id, right=right.id, score=score, reasons=reasons)


def _list_reasons(left: Mention, right: Mention) -> Iterator[tuple[str, float, str]]:
    yield _weigh_place(left, right)
    yield _weigh_days(left, right)
    yield from _weigh_kinds(left, right)
    yield from _weigh_objects(left, right)
    yield from _weigh_actors(left, right)
    yield from _weigh_tolls(left, right)


def _weigh_place(left: Mention, right: Mention) -> tuple[str, float, str]:
    best: tuple[float, Spot, Spot, Relation] | None = None
    for one in left.spots:
        for other in right.spots:
            relation = relate(one, other)
            weight = PLACE_WEIGHTS[relation]
            if relation == "same" and _is_small(one) and _is_small(other):
                weight += SMALL_PLACE
            weight = weight * min(one.weight, other.weight) if weight > 0 else weight
            if best is None or weight > best[0]:
                best = weight, one, other, relation
    if best is None:
        return "place", -0.5, "one of them names no place"
    weight, one, other, relation = best
    return "place", weight, f"{one.name} and {other.name}: {relation}"


def _is_small(spot: Spot) -> bool:
    return spot.fine and spot.radius_m <= 3_000


def _weigh_days(left: Mention, right: Mention) -> tuple[str, float, str]:
    if left.start is None or left.end is None or right.start is None or right.end is None:
        return "date", -0.5, "one of them has no date"
    gap = max((left.start - right.end).days, (right.start - left.end).days, 0)
    said = f"{_period(left)} and {_period(right)}"
    if left.stated and right.stated:
        if gap == 0:
            wide = max((left.end - left.start).days, (right.end - right.start).days)
            return "date", 1.5 if wide <= 1 else 1.0, said
        return "date", -0.5 if gap == 1 else -3.0 if gap <= 7 else -6.0, f"{said}: {gap} days apart"
    if gap:
        return "date", -6.0, f"{said}: {gap} days apart"
    late = _lateness(left, right)
    return "date", 0.5 if late <= 3 else 0.25 if late <= 10 else 0.0, f"{said}: told up to {late} days later"


def _lateness(left: Mention, right: Mention) -> int:
    """Days between the event of the one that dates it and the publication of the other."""
    assert left.end is not None and right.end is not None
    if left.stated != right.stated:
        dated, undated = (left, right) if left.stated else (right, left)
        assert dated.start is not None and undated.end is not None
        return max(0, (undated.end - dated.start).days)
    return abs((left.end - right.end).days)


def _period(mention: Mention) -> str:
    return f"{mention.start}" if mention.start == mention.end else f"{mention.start} to {mention.end}"


def _weigh_kinds(left: Mention, right: Mention) -> Iterator[tuple[str, float, str]]:
    words = load_events()
    shared = left.kinds & right.kinds
    if shared:
        best = max(shared, key=lambda kind: (words.weights[kind], kind))
        telling = best == left.leading_kind == right.leading_kind
        yield "kind", words.weights[best] * (1 if telling else 0.5), f"both speak of {', '.join(sorted(shared))}"
    elif left.kinds and right.kinds:
        akin = any(frozenset((a, b)) in words.akin for a in left.kinds for b in right.kinds)
        said = f"{', '.join(sorted(left.kinds))} against {', '.join(sorted(right.kinds))}"
        yield "kind", -0.5 if akin else -2.0, said
    rare = {kind for kind in (left.leading_kind, right.leading_kind) if kind and words.weights[kind] >= 1.4}
    if len(rare) == 1 and left.kinds and right.kinds and not rare & shared:
        yield "kind", -1.0, f"only one speaks of {rare.pop()}"


def _weigh_objects(left: Mention, right: Mention) -> Iterator[tuple[str, float, str]]:
    shared = left.objects & right.objects
    if shared:
        yield "object", min(1.5, 1.0 * len(shared)), f"both speak of {', '.join(sorted(shared))}"
    elif left.objects and right.objects:
        yield "object", -0.5, f"{', '.join(sorted(left.objects))} against {', '.join(sorted(right.objects))}"


def _weigh_actors(left: Mention, right: Mention) -> Iterator[tuple[str, float, str]]:
    if left.actors and right.actors:
        if shared := left.actors & right.actors:
            yield "actor", 0.5, f"both name {', '.join(sorted(shared))}"
        else:
            yield "actor", -0.5, f"{', '.join(sorted(left.actors))} against {', '.join(sorted(right.actors))}"


def _weigh_tolls(left: Mention, right: Mention) -> Iterator[tuple[str, float, str]]:
    best: tuple[float, str] | None = None
    for one in left.tolls:
        for other in right.tolls:
            if one[0] != other[0]:
                continue
            weight = _weigh_figures(one, other)
            if best is None or weight > best[0]:
                best = weight, f"{_figure(one)} and {_figure(other)}"
    if best and best[0]:
        yield "toll", best[0], best[1]


def _weigh_figures(one: Toll, other: Toll) -> float:
    low, high = one[2], one[3]
    low2, high2 = other[2], other[3]
    anchor, anchor2 = low if low is not None else high, low2 if low2 is not None else high2
    if anchor is None or anchor2 is None:
        return 0.0
    if anchor == anchor2 and anchor > 0:
        return 2.0 if anchor >= 20 else 1.5 if anchor >= 5 else 1.0
    if (high is None or high >= (low2 or 0)) and (high2 is None or high2 >= (low or 0)):
        return 0.25 if max(anchor, anchor2) <= 3 * max(1, min(anchor, anchor2)) else -0.25
    ratio = max(anchor, anchor2) / max(1, min(anchor, anchor2))
    return 0.0 if ratio <= 1.5 else -0.5 if ratio <= 3 else -1.0


def _figure(toll: Toll) -> str:
    harm, who, low, high = toll
    if low == high:
        return f"{low} {who} {harm}"
    return f"{low if low is not None else 0} or more {who} {harm}" if high is None else f"{low or 0} to {high} {who} {harm}"
