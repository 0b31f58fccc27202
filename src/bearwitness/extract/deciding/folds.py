"""One document says a thing twice: folding what is the same count.

In: the counts found in one document, each with its decided fields. Out: the same without repetitions; of two mentions
of one count the fuller stays and takes from the other what it lacks. It never looks across documents and never adds up.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from bearwitness.base.records import Actor, HarmKind, Place, Scope, Source, Stance, Who
from bearwitness.extract.counting.counts import Count
from bearwitness.extract.deciding.areas import Located, fineness, lies_in
from bearwitness.extract.deciding.periods import Dated
from bearwitness.extract.deciding.scopes import is_over_area
from bearwitness.extract.lexicons import load_lexicon


@dataclass(slots=True, kw_only=True)
class Found:
    """A top-level count with every field decided, before it becomes a claim.

    `whole` is the count in an earlier sentence that contains it; `order` its rank in the document; `evidence` the code
    points of the words it rests on; `headline` that it stands in a headline; `notes` what folding did, in words.
    """

    count: Count
    harm: HarmKind
    low: int | None
    high: int | None
    who: Who
    approximate: bool
    parts: tuple["Found", ...]
    located: Located
    dated: Dated
    actor: Actor | None
    actor_why: str
    sources: tuple[Source, ...]
    source_why: str
    scope: Scope
    scope_why: str
    stance: Stance
    stance_why: str
    evidence: tuple[int, int]
    title: bool
    headline: bool
    order: int
    whole: "Found | None" = None
    notes: list[str] = field(default_factory=list)
    extra: list["Found"] = field(default_factory=list)


# The precision of a town: to that, a place of the count's own clause is better than a finer one of the narrative.
_TOWN = 2
# "Dozens" are fewer than this many times their least number, where "hundreds" begin; likewise "hundreds", "thousands".
_ROUNDED = 9
# Civilians to one sentence of a report, by what they did to another.
_PROFESSIONS = frozenset({"medics", "rescuers", "journalists", "other"})
# From these numbers on, a number alone tells that two mentions are one.
_TELLING = 10
_TELLING_IN_HEADLINE = 3


def same_people(a: Who, b: Who) -> bool:
    """Whether two categories can name the same people: equal, or one of them unspecific."""
    return (
        a == b
        or (a == "people" or b == "people")
        or {a, b} <= {"civilians", "other"}
        or {a, b} == {"fighters", "soldiers"}
        or (a != b and {a, b} - {"civilians"} <= _PROFESSIONS and "civilians" in (a, b))
    )


def _same_number(a: Found, b: Found) -> bool:
    """The same bounds; "9" and "at least 9" are one number told twice, in a headline "over 9" and "at least 9"."""
    if (a.low, a.high) == (b.low, b.high):
        return True
    if a.low is None or b.low is None:
        return False
    if _rounds(a, b) or _rounds(b, a):
        return True
    if min(a.low, b.low) <= 1 and not (a.headline or b.headline):
        return False
    loose = a.high is None or b.high is None or a.approximate or b.approximate
    return loose and abs(a.low - b.low) <= (1 if a.headline or b.headline else 0)


def _rounds(headline: Found, other: Found) -> bool:
    """Whether a headline's "dozens" stands for the number that the body gives."""
    low, exact = headline.low or 0, other.low or 0
    vague = headline.count.quantity.vague and not other.count.quantity.vague
    return headline.headline and not other.headline and vague and low <= exact < low * _ROUNDED


def _same_event(a: Found, b: Found) -> bool:
    """Whether place and date let two equal counts be one: nothing that both state differs.

    A headline names a wider place or none, and a number of ten or more is hardly told twice of two events in one
    report: there the places need not agree. Set on the training reports.
    """
    headline = a.headline or b.headline
    vague = a.count.quantity.vague
    telling = not vague and (a.low or 0) >= (_TELLING_IN_HEADLINE if headline else _TELLING)
    if a.scope != b.scope and not headline and not (_same_days(a, b) and (telling or _same_name(a, b))):
        return False
    if not telling and not _places_agree(a.located.place, b.located.place, wide=headline or not vague):
        return False
    if not headline and _stated_apart(a, b):
        return False
    x, y = a.dated.when, b.dated.when
    if a.dated.own and b.dated.own and x is not None and y is not None and x.start and y.start and x.end and y.end:
        day = timedelta(days=1)
        return x.start - day <= y.end and y.start - day <= x.end
    return True


def _same_days(a: Found, b: Found) -> bool:
    """Whether two counts have the very same dates, so that one attack may be told once as many."""
    x, y = a.dated.when, b.dated.when
    return x is not None and y is not None and (x.start, x.end) == (y.start, y.end)


def _same_name(a: Found, b: Found) -> bool:
    """Whether two counts have places of one name."""
    first, second = a.located.place, b.located.place
    return first is not None and second is not None and first.name == second.name


def _stated_apart(a: Found, b: Found) -> bool:
    """Whether both counts name a place below a country in their own clause, and neither place holds the other."""
    named = all(f.located.own and fineness(f.located.place) < 6 for f in (a, b))
    return named and not _places_agree(a.located.place, b.located.place, wide=False)


def _places_agree(first: Place | None, second: Place | None, *, wide: bool) -> bool:
    """Whether two places may be one; `wide` lets a wide area stand for any place of which nothing else is known."""
    if first is None or second is None or _overlap(first.name, second.name):
        return True
    inside = first.name.lower() in (p.lower() for p in second.parents)
    around = second.name.lower() in (p.lower() for p in first.parents)
    if inside or around or (wide and max(fineness(first), fineness(second)) >= 3):
        return True
    known = first.lat is not None and second.lat is not None
    return known and (lies_in(first, second) or lies_in(second, first))


def _overlap(a: str, b: str) -> bool:
    """Whether two names of places share a word that is a name."""
    plain = load_lexicon("attacks")["plain_places"]
    first, second = ({w for w in name.lower().replace("-", " ").split() if w not in plain} for name in (a, b))
    return bool(first & second)


def fold(found: list[Found]) -> list[Found]:
    """Fold repetitions; the result is in the order of the words."""
    kept: list[Found] = []
    gone: dict[int, Found] = {}
    for item in sorted(found, key=lambda f: (f.headline, f.order)):
        if any(_repeats_part(k, item) for k in kept):
            continue
        twin = next((k for k in kept if _twins(k, item)), None)
        if twin is None:
            kept.append(item)
        else:
            old = twin.located.place
            _merge(twin, item)
            gone[id(item)] = twin
            if twin.located.place != old:
                _move_along(twin, old, kept)
    for item in kept:
        if item.whole is not None:
            item.whole = gone.get(id(item.whole), item.whole)
    return sorted(kept, key=lambda f: f.order)


def _rival_voices(a: Found, b: Found) -> bool:
    """Whether two statements must both stand: one denies, or two named sources each state the count in the body."""
    if (a.stance == "denied") != (b.stance == "denied"):
        return True
    if a.headline or b.headline or not a.sources or not b.sources:
        return False
    return (a.sources[0].id or a.sources[0].name) != (b.sources[0].id or b.sources[0].name)


def _twins(a: Found, b: Found) -> bool:
    side_by_side = a.evidence == b.evidence and a.count.at == b.count.at  # "a nurse, a cook": two of one verb
    return (
        not side_by_side
        and not _rival_voices(a, b)
        and a.harm == b.harm
        and _same_number(a, b)
        and same_people(a.who, b.who)
        and _same_event(a, b)
    )


def _repeats_part(kept: Found, item: Found) -> bool:
    """Whether a count on its own repeats a part of another: "two nurses", "nine people, two nurses among them"."""
    value = (item.harm, item.low, item.high, item.who)
    return (
        not item.parts and any((p.harm, p.low, p.high, p.who) == value for p in kept.parts) and _same_event(kept, item)
    )


def _merge(kept: Found, other: Found) -> None:
    """Take from a repetition what the kept mention lacks."""
    kept.notes.append(f"stated again as “{other.count.quantity.low}” at {other.evidence[0]}")
    if kept.who == "people" and other.who != "people":
        kept.who = other.who
    if other.located.place is not None and not other.headline and _is_better(other.located, kept.located):
        if other.scope == "incident" and is_over_area(kept.scope_why) and fineness(other.located.place) <= _TOWN:
            kept.scope, kept.scope_why = other.scope, f"{other.scope_why} (where the count is stated again)"
        kept.located = replace(other.located, why=f"{other.located.why} (where the count is stated again)")
    if other.dated.own and not kept.dated.own and other.dated.when is not None:
        kept.dated = replace(other.dated, why=f"{other.dated.why} (where the count is stated again)")
    if kept.actor is None and other.actor is not None:
        kept.actor, kept.actor_why = other.actor, f"{other.actor_why} (where the count is stated again)"
    if not kept.sources and other.sources and not other.headline:
        kept.sources, kept.source_why = other.sources, f"{other.source_why} (where the count is stated again)"
    if kept.whole is None and other.whole is not None and other.whole is not kept:
        kept.whole = other.whole
    known = {(p.harm, p.low, p.high, p.who) for p in kept.parts}
    kept.parts += tuple(p for p in other.parts if (p.harm, p.low, p.high, p.who) not in known)


def _is_better(other: Located, kept: Located) -> bool:
    """Whether a repetition places the count better: more finely, or by its own words where the other guesses."""
    if other.own != kept.own and fineness(other.place) <= _TOWN >= fineness(kept.place):
        return other.own
    return fineness(other.place) < fineness(kept.place)


def _move_along(twin: Found, old: Place | None, kept: list[Found]) -> None:
    """Give a place that a repetition found for one count to those told with it: "50 rebels and eight civilians"."""
    for other in kept:
        if other is not twin and other.evidence == twin.evidence and other.located.place == old and old is not None:
            other.located = replace(twin.located, why=f"told with another count: {twin.located.why}")
            if is_over_area(other.scope_why):
                other.scope, other.scope_why = twin.scope, twin.scope_why


# Counts from which a sum is no accident, and the share of an open total by which they may pass it. Set on the training
# reports.
_MANY, _PASSED = 3, 10
# How far apart, in code points, a total and the counts that add up to it stand: two or three sentences.
_SUM_REACH = 700


def nest_sums(found: list[Found]) -> None:
    """Give counts that add up to a total beside them to it as parts: "nine were killed … four women and five men"."""
    for total in found:
        if total.low is None or total.low < 3 or total.whole is not None or total.count.quantity.vague:
            continue
        near = [
            f
            for f in found
            if f is not total
            and f.harm == total.harm
            and f.title == total.title
            and f.whole is None
            and 0 < (f.low or 0) < total.low
            and f.high is not None
            and not f.count.quantity.vague
            and abs(f.order - total.order) < _SUM_REACH
            and _same_spot(f, total)
        ]
        for group in _runs(near):
            if _adds_up(group, total) and not any(total is f.whole for f in group):
                for f in group:
                    f.whole = total
                break


def _adds_up(group: list[Found], total: Found) -> bool:
    """Whether counts add up to a total; three and more may pass an open one a little: 15, 27 and 10 are "over 50"."""
    least, summed = total.low or 0, sum(f.low or 0 for f in group)
    if summed == least:
        return True
    return total.high is None and len(group) >= _MANY and least <= summed <= least + max(1, least // _PASSED)


def _same_spot(part: Found, total: Found) -> bool:
    """Whether a count has the very place and days of a total, so that as its part it loses nothing of its own."""
    a, b = part.located.place, total.located.place
    x, y = part.dated.when, total.dated.when
    return (a and a.name) == (b and b.name) and (x and (x.start, x.end)) == (y and (y.start, y.end))


def _runs(near: list[Found]) -> list[list[Found]]:
    """Every run of two to five neighbours, in the order of the words."""
    ordered = sorted(near, key=lambda f: f.order)
    return [ordered[a : a + size] for size in (2, 3, 4, 5) for a in range(len(ordered) - size + 1)]
