"""Two mentions compared: every reason for and against their being of one incident, with its weight.

In: two mentions. Out: a Pair. Weights are natural logs of odds, added up; they were set by hand on incidents.dev.json,
coarse on purpose (steps of a quarter). It never looks at any third mention, so that a score never depends on what else
is known.
"""

from collections.abc import Iterator
from datetime import date

from bearwitness.base.incidents import Kinship, Pair, Reason
from bearwitness.resolve.lexicons import load_events
from bearwitness.resolve.mentions import BACK_DAYS, Mention, Toll
from bearwitness.resolve.spots import Relation, Spot, relate

PRIOR = -3.0  # two mentions that share a block are of one incident about once in twenty
PLACE_WEIGHTS: dict[Relation, float] = {"near": 1.0, "inside": 0.5, "country": 0.0, "unknown": -0.25, "apart": -3.5}
SAME_PLACE = ((3_000, 2.25), (8_000, 1.5), (20_000, 1.0), (80_000, 0.75))  # metres: a village in common tells most
HARMS = {"killed": 1.0, "injured": 0.5, "detained": 0.5, "missing": 0.5}
SOME = frozenset({"children", "women", "men", "medics", "rescuers", "journalists", "officials"})  # parts of a whole
OTHER_OBJECT = -2.25  # titles that name two things hit outweigh one village in common
PART = 0.5  # that parts agree tells less than that the wholes do
RARE_KIND = 1.4  # weight from which a kind is so rare that another such event within weeks is unlikely
KIN_WEIGHTS = {"reprint": 5.0, "rewrite": 4.0, "extract": 3.0, "shared": 2.0}


def compare(left: Mention, right: Mention, kin: Kinship | None = None) -> Pair:
    """The pair with its reasons, the smaller id first whatever the order of the arguments.

    `kin` says how the two documents share their text; it counts where both mentions are what these are mainly about.
    """
    if right.id < left.id:
        left, right = right, left
    reasons = tuple(
        Reason(feature=feature, weight=round(weight, 2), words=words)
        for feature, weight, words in _list_reasons(left, right, kin)
        if weight or feature == "place"
    )
    score = round(PRIOR + sum(reason.weight for reason in reasons), 2)
    return Pair(left=left.id, right=right.id, score=score, reasons=reasons)


def _list_reasons(left: Mention, right: Mention, kin: Kinship | None) -> Iterator[tuple[str, float, str]]:
    yield from _weigh_places(left, right)
    yield _weigh_days(left, right)
    yield from _weigh_kinds(left, right)
    yield from _weigh_objects(left, right)
    yield from _weigh_actors(left, right)
    yield from _weigh_tolls(left, right)
    if kin is not None and left.main and right.main:
        yield "text", KIN_WEIGHTS[kin.kind], f"{kin.kind}: {kin.why[0]}"


def _weigh_places(left: Mention, right: Mention) -> Iterator[tuple[str, float, str]]:
    best: tuple[float, Spot, Spot, Relation] | None = None
    for one in left.spots:
        for other in right.spots:
            relation = relate(one, other)
            weight = weigh_same(one, other) if relation == "same" else PLACE_WEIGHTS[relation]
            weight = weight * min(one.weight, other.weight) if weight > 0 else weight
            if best is None or weight > best[0]:
                best = weight, one, other, relation
    if best is None:
        yield "place", -0.5, "one of them names no place"
        return
    weight, one, other, relation = best
    yield "place", weight, f"{one.name} and {other.name}: {relation}"
    firsts = [(a, b) for a in left.spots if a.weight == 1 for b in right.spots if b.weight == 1]
    if relation != "apart" and firsts and all(relate(a, b) == "apart" for a, b in firsts):
        yield "place", -1.5, f"the harm is told of {firsts[0][0].name} and {firsts[0][1].name}"


def weigh_same(one: Spot, other: Spot) -> float:
    """What one place in common is worth: the less, the wider it is."""
    radius = max(one.radius_m, other.radius_m)
    return next((weight for limit, weight in SAME_PLACE if radius <= limit), 0.25)


def _weigh_days(left: Mention, right: Mention) -> tuple[str, float, str]:
    if left.start is None or left.end is None or right.start is None or right.end is None:
        return "date", -0.5, "one of them has no date"
    gap = max((left.start - right.end).days, (right.start - left.end).days, 0)
    said = f"{_period(left)} and {_period(right)}"
    if gap == 0 and left.stated and right.stated:
        wide = max((left.end - left.start).days, (right.end - right.start).days)
        return "date", 1.5 if wide <= 1 else 1.0, said
    if gap and gap <= BACK_DAYS and _may_look_back(left, right):
        return (
            "date",
            -0.25 if gap <= 3 else -0.5 if gap <= 10 else -1.0,
            f"{said}: one may tell of it {gap} days later",
        )
    if gap and left.stated and right.stated:
        return "date", -0.5 if gap == 1 else -3.0 if gap <= 7 else -6.0, f"{said}: {gap} days apart"
    if gap:
        return "date", -6.0, f"{said}: {gap} days apart"
    late = _lateness(left, right)
    return "date", 0.5 if late <= 3 else 0.25 if late <= 10 else 0.0, f"{said}: told up to {late} days later"


def _may_look_back(left: Mention, right: Mention) -> bool:
    """Whether both lead with one rare kind of event, and the later date may be no more than the day of the report."""
    if left.leading_kind is None or left.leading_kind != right.leading_kind or not (left.main and right.main):
        return False
    if load_events().weights[left.leading_kind] < RARE_KIND:
        return False
    later = max(left, right, key=lambda mention: (mention.start or date.min, mention.id))
    return later.published is not None and later.end is not None and (later.published - later.end).days <= 1


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
    rare = {kind for kind in (left.leading_kind, right.leading_kind) if kind and words.weights[kind] >= RARE_KIND}
    if len(rare) == 1 and left.kinds and right.kinds and not rare & shared:
        yield "kind", -1.0, f"only one speaks of {rare.pop()}"


def _weigh_objects(left: Mention, right: Mention) -> Iterator[tuple[str, float, str]]:
    shared = left.objects & right.objects
    if left.titled and right.titled and not left.titled & right.titled:
        yield (
            "object",
            OTHER_OBJECT,
            f"titles name {', '.join(sorted(left.titled))} against {', '.join(sorted(right.titled))}",
        )
    elif shared:
        yield "object", min(1.5, 1.0 * len(shared)), f"both speak of {', '.join(sorted(shared))}"
    elif left.objects and right.objects:
        yield "object", -0.5, f"{', '.join(sorted(left.objects))} against {', '.join(sorted(right.objects))}"


def _weigh_actors(left: Mention, right: Mention) -> Iterator[tuple[str, float, str]]:
    if left.actors and right.actors:
        if shared := left.actors & right.actors:
            yield "actor", 0.5, f"both name {', '.join(sorted(shared))}"
        elif not any(load_events().are_allies(one, other) for one in left.actors for other in right.actors):
            yield "actor", -0.5, f"{', '.join(sorted(left.actors))} against {', '.join(sorted(right.actors))}"


def _weigh_tolls(left: Mention, right: Mention) -> Iterator[tuple[str, float, str]]:
    """For the dead, and half as much for the injured: the two figures that go best together, of like people."""
    for harm, share in HARMS.items():
        compared = [
            (
                weigh_figures(one, other) * (PART if one[1] in SOME else 1),
                f"{phrase_figure(one)} and {phrase_figure(other)}",
            )
            for one in left.tolls
            for other in right.tolls
            if one[0] == other[0] == harm and (one[1] == other[1] or not {one[1], other[1]} & SOME)
        ]
        if compared:
            weight, words = max(compared)
            yield "toll", weight * share, words


def weigh_figures(one: Toll, other: Toll) -> float:
    """What two figures of one harm are worth: the same high number tells most."""
    low, high = one[2], one[3]
    low2, high2 = other[2], other[3]
    anchor, anchor2 = low if low is not None else high, low2 if low2 is not None else high2
    if anchor is None or anchor2 is None:
        return 0.0
    if anchor == anchor2 and anchor > 0:
        return 2.0 if anchor >= 20 else 1.5 if anchor >= 5 else 1.0
    ratio = max(anchor, anchor2) / max(1, min(anchor, anchor2))
    if (high is None or high >= (low2 or 0)) and (high2 is None or high2 >= (low or 0)):
        return 0.25 if ratio <= 1.5 else 0.0 if ratio <= 3 else -0.25
    return 0.0 if ratio <= 1.5 else -0.5 if ratio <= 3 else -1.0


def phrase_figure(toll: Toll) -> str:
    """A figure with its bounds, in short."""
    harm, who, low, high = toll
    if low == high:
        return f"{low} {who} {harm}"
    return (
        f"{low if low is not None else 0} or more {who} {harm}"
        if high is None
        else f"{low or 0} to {high} {who} {harm}"
    )
