"""A reference for tallies that shares no method with them: every world of a small casebook is looked at.

In: statements over a tiny universe (four places, four days, two parties). Out: the bounds of a question by definition.
It is slow, knows no nesting, no pieces and no solver, and is used to prove what is fast. `random_case` makes casebooks;
`python tests/tally/small_worlds.py 10000` compares both on so many of them.
"""

import itertools
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bearwitness.base.tallies import Query, Statement
from bearwitness.tally.answers import answer
from bearwitness.tally.casebooks import open_casebook
from bearwitness.tally.whos import whos

PLACES = (("s",), ("s", "a"), ("s", "a", "x"), ("s", "b"))
DAYS = (0, 1, 2, 3, 4, 5)  # nobody names the first and the last: before and after all that is told
PARTIES = ("p", "q")
INF = 10**6
ENOUGH = 14  # more than any sum of figures of one incident: a count that reaches it is not bounded
LIFT = 14  # more than any sum of figures of a case: what is raised by it is raised without end

Point = tuple[tuple[str, ...], int, str, int]  # place, day, party, cell of people
Interval = tuple[int, int]


@dataclass(frozen=True)
class Bounds:
    low: int
    cap: int
    most: int
    open: bool


@dataclass
class Incident:
    place: tuple[str, ...]
    days: tuple[int, ...]
    parties: frozenset[str]
    ends: dict[int, Interval]  # by cells
    opened: frozenset[int]


@dataclass
class Scope:
    place: tuple[str, ...]
    days: tuple[int, ...]
    party: str | None
    cells: int
    voices: list[tuple[int, int, bool]]
    bounds: Bounds
    contested: bool = False
    inner: Bounds | None = None
    outer: Bounds | None = None

    def holds(self, point: Point) -> bool:
        place, day, party, cell = point
        return (
            place[: len(self.place)] == self.place
            and day in self.days
            and self.party in (None, party)
            and bool(cell & self.cells)
        )


# --- people of one incident


def cut(masks: Iterable[int]) -> list[int]:
    bits = [1 << at for at in range(40)]
    masks = list(masks)
    groups: dict[tuple[bool, ...], int] = {}
    for bit in bits:
        key = tuple(bool(bit & mask) for mask in masks)
        if any(key):
            groups[key] = groups.get(key, 0) | bit
    return list(groups.values())


@lru_cache(maxsize=50_000)
def people(ends: tuple[tuple[int, int, int], ...], asked: int) -> tuple[int, int] | None:
    """The least and most of the asked cells over all ways in which the categories can hold."""
    known = 0
    for cells, _, _ in ends:
        known |= cells
    groups = [g for g in cut([asked, *(c for c, _, _ in ends)]) if g & known]
    if not groups:
        return 0, 0
    tops = [min([ENOUGH, *(high for c, _, high in ends if g & c)]) for g in groups]
    ways = np.indices([top + 1 for top in tops]).reshape(len(groups), -1)

    def count(cells: int) -> np.ndarray:
        return ways[[at for at, g in enumerate(groups) if g & cells]].sum(axis=0)

    fits = np.ones(ways.shape[1], dtype=bool)
    for cells, low, high in ends:
        here = count(cells)
        fits &= (low <= here) & (here <= high)
    if not fits.any():
        return None
    counts = count(asked)[fits]
    return int(counts.min()), INF if counts.max() >= ENOUGH else int(counts.max())


def reported(ends: dict[int, Interval]) -> tuple[dict[int, Interval], set[int]]:
    """An end for what nobody bounds: its own least, or what is reported inside it. Inside a wider category, none."""
    told: dict[int, int] = {}
    result, opened = {}, set()
    for cells in sorted(ends, key=lambda c: bin(c).count("1")):
        low, high = ends[cells]
        if high < INF:
            told[cells] = high
            result[cells] = (low, high)
            continue
        inner = tuple((c, ends[c][0], told[c]) for c in ends if c != cells and c & ~cells == 0)
        inside = people(inner, cells)
        needed = people(tuple((c, *b) for c, b in ends.items()), cells)
        told[cells] = max(low, inside[1] if inner and inside else 0, needed[0] if needed else 0)
        wider = any(c != cells and cells & ~c == 0 for c in ends)
        result[cells] = (low, INF if wider else told[cells])
        if not wider:
            opened.add(cells)
    return result, opened


def maximal(count: int, agree) -> list[tuple[int, ...]]:
    found: list[tuple[int, ...]] = []
    for size in range(count, 0, -1):
        for chosen in itertools.combinations(range(count), size):
            if not any(set(chosen) <= set(larger) for larger in found) and agree(chosen):
                found.append(chosen)
    return found


def standing(statements: Sequence[Statement]) -> list[Statement]:
    """What no later figure of the same origin, for the same people, replaces; what is alleged replaces nothing firm."""
    return [
        s
        for s in statements
        if not any(
            o.origin == s.origin
            and o.who == s.who
            and o.known is not None
            and s.known is not None
            and o.known > s.known
            and (o.standing == "asserted" or s.standing == "alleged")
            for o in statements
        )
    ]


def voices_of(statements: Sequence[Statement]) -> list[tuple[int, int, int, bool]]:
    own: dict[tuple[str, int, bool], list[Interval]] = {}
    for s in statements:
        key = (s.origin, whos()[s.who], s.standing == "alleged")
        own.setdefault(key, []).append((s.low or 0, INF if s.high is None else s.high))
    result = set()
    for (_, cells, alleged), said in own.items():
        low, high = max(x for x, _ in said), min(x for _, x in said)
        result |= {(cells, low, high, alleged)} if low <= high else {(cells, *each, alleged) for each in said}
    return sorted(result)


def make_incident(statements: Sequence[Statement]) -> Incident:
    voices = voices_of(standing(statements))

    def sides(chosen: list[tuple[int, int, int, bool]]):
        for members in maximal(len(chosen), lambda m: people(tuple(sorted(chosen[at][:3] for at in m)), 0) is not None):
            ends: dict[int, Interval] = {}
            for at in members:
                cells, low, high, _ = chosen[at]
                before = ends.get(cells, (0, INF))
                ends[cells] = (max(before[0], low), min(before[1], high))
            yield reported(ends)

    firm = [v for v in voices if not v[3]]
    one, all_ = list(sides(firm)), list(sides(voices))
    if len(all_) == 1 and firm == voices:
        ends, opened = one[0]
    else:
        ends, opened = {}, set()
        for cells in {v[0] for v in voices}:
            lows = [people(tuple((c, *b) for c, b in side.items()), cells)[0] for side, _ in one]
            highs = [people(tuple((c, *b) for c, b in side.items()), cells)[1] for side, _ in [*one, *all_]]
            ends[cells] = (min(lows, default=0), max(highs))
        for _, each in [*one, *all_]:
            opened |= each
    places = {s.place for s in statements}
    finest = max(places, key=lambda p: (len(p), p))
    if not all(finest[: len(p)] == p for p in places):
        finest = tuple(x[0] for x in itertools.takewhile(lambda x: len(set(x)) == 1, zip(*places, strict=False)))
    days = set(DAYS)
    for s in statements:
        days &= set(range(s.start or 0, (s.end or 5) + 1))
    if not days:
        days = {d for s in statements for d in range(s.start or 0, (s.end or 5) + 1)}
        days = set(range(min(days), max(days) + 1))
    return Incident(
        finest, tuple(sorted(days)), frozenset(s.actor for s in statements if s.actor), ends, frozenset(opened)
    )


# --- tolls


def hull(voices: Sequence[tuple[int, int, bool]]) -> Bounds:
    firm = [v for v in voices if not v[2]]

    def sides(chosen):
        for members in maximal(len(chosen), lambda m: max(chosen[a][0] for a in m) <= min(chosen[a][1] for a in m)):
            yield max(chosen[a][0] for a in members), min(chosen[a][1] for a in members)

    one, all_ = list(sides(firm)), list(sides(list(voices)))
    if len(firm) == len(voices):
        all_ = one
    low = min((x for x, _ in one), default=0)
    both = [*one, *all_]
    most = max([low, *(x if y == INF else y for x, y in both)])
    return Bounds(low, max(y for _, y in both) if firm else INF, most, any(y == INF for _, y in both))


def hear(scope: Scope, low: int, high: int, is_open: bool) -> None:
    """The contents of a scope are one more voice; where a firm voice does not fit them, the hull over the sets."""
    firm = [v for v in scope.voices if not v[2]]
    if all(v[1] >= low for v in firm):
        return
    scope.contested = True
    contents = (low, INF, False)
    ends, inner = [], []
    for raising in (False, True):
        chosen = [*(v for v in scope.voices if not v[2] or (raising and v[1] >= low)), contents]
        if raising and len(chosen) == len(firm) + 1:
            continue
        for members in maximal(len(chosen), lambda m, c=chosen: max(c[a][0] for a in m) <= min(c[a][1] for a in m)):
            picked = [chosen[a] for a in members]
            least, most = max(v[0] for v in picked), min(v[1] for v in picked)
            if len(members) == 1 and members[0] == len(chosen) - 1:
                ends.append((low, high, is_open))
                continue
            end = (INF if raising else least, least if most == INF else most, most == INF)
            ends.append(end)
            if len(chosen) - 1 in members:
                inner.append(end)
    least, most = min(e[0] for e in ends), max(e[1] for e in ends)
    cut_open = any(e[2] for e in ends)
    scope.outer = Bounds(least, INF if cut_open else most, most, cut_open)
    if inner:
        some = any(e[2] for e in inner)
        reach = max(e[1] for e in inner)
        scope.inner = Bounds(0, INF if some else reach, reach, some)


# --- worlds


def points(place, days, parties, cells: Iterable[int]) -> Iterator[Point]:
    for p in PLACES:
        if p[: len(place)] == place:
            yield from itertools.product([p], days, parties, cells)


@dataclass
class Setting:
    """The tolls that count for a question, with their bounds, and whose open end is lifted."""

    scopes: list[Scope]
    asked: Scope
    named: str | None
    bounds: dict[int, Bounds]
    lifted: object = None


class Case:
    """A casebook of one harm."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        said = [s for s in statements if s.standing in ("asserted", "alleged")]
        by_incident: dict[str, list[Statement]] = {}
        by_scope: dict[tuple, list[Statement]] = {}
        for s in said:
            if s.incident is not None:
                by_incident.setdefault(s.incident, []).append(s)
            else:
                days = tuple(range(s.start or 0, (s.end or 5) + 1))
                by_scope.setdefault((s.place, days, s.actor, whos()[s.who]), []).append(s)
        self.incidents = [make_incident(group) for _, group in sorted(by_incident.items())]
        self.scopes: list[Scope] = []
        for (place, days, actor, cells), group in by_scope.items():
            voices = [v[1:] for v in voices_of(standing(group))]
            self.scopes.append(Scope(place, days, actor, cells, voices, hull(voices)))
        for scope in sorted(self.scopes, key=self._size):
            inside = [s for s in self.scopes if s is not scope and self._within(s, scope)]
            held = [i for i in self.incidents if self._surely(i, scope)]
            found = self._solve(inside, held, scope, named=scope.party)
            hear(scope, *found)

    def ask(self, query: Query) -> tuple[int, int, bool]:
        days = tuple(range(query.start or 0, (query.end or 5) + 1))
        asked = Scope(query.place, days, query.actor or None, whos()[query.who], [], Bounds(0, 0, 0, False))
        return self._solve(self.scopes, self.incidents, asked, named=query.actor)

    def _size(self, scope: Scope) -> int:
        return len(
            list(
                points(
                    scope.place,
                    scope.days,
                    (*PARTIES, "") if scope.party is None else (0,),
                    range(bin(scope.cells).count("1")),
                )
            )
        )

    def _within(self, small: Scope, large: Scope) -> bool:
        return (
            small.place[: len(large.place)] == large.place
            and set(small.days) <= set(large.days)
            and large.party in (None, small.party)
            and small.cells & ~large.cells == 0
        )

    def _apart(self, one: Scope, two: Scope, named: str | None) -> bool:
        return (
            not (one.place[: len(two.place)] == two.place or two.place[: len(one.place)] == one.place)
            or not set(one.days) & set(two.days)
            or not one.cells & two.cells
            or (one.party is not None and two.party is not None and one.party != two.party)
            or (named == "" and one.party is not None)
        )

    def _surely(self, incident: Incident, scope: Scope) -> bool:
        known = 0
        for cells in incident.ends:
            known |= cells
        return (
            incident.place[: len(scope.place)] == scope.place
            and set(incident.days) <= set(scope.days)
            and known & ~scope.cells == 0
            and (scope.party is None or incident.parties == {scope.party})
        )

    def _solve(
        self, scopes: list[Scope], incidents: list[Incident], asked: Scope, *, named: str | None
    ) -> tuple[int, int, bool]:
        shut = [
            s
            for s in scopes
            if s.contested and ((self._within(s, asked) and named != "") or self._apart(s, asked, named))
        ]
        bounds: dict[int, Bounds] = {}
        for s in scopes:
            if not s.contested:
                bounds[id(s)] = s.bounds
            elif any(s is x for x in shut):
                assert s.outer is not None
                bounds[id(s)] = s.outer
            else:
                bounds[id(s)] = s.inner or Bounds(0, INF, 0, False)
        scopes = [s for s in scopes if not any(x is not s and self._within(s, x) for x in shut)]
        incidents = [i for i in incidents if not any(self._surely(i, x) for x in shut)]

        def answer(chosen: list[Scope], lifted: object = None):
            return self._enumerate(incidents, Setting(chosen, asked, named, bounds, lifted))

        found = maximal(len(scopes), lambda m: answer([scopes[a] for a in m]) is not None) if scopes else [()]
        results = []
        for members in found or [()]:
            chosen = [scopes[a] for a in members]
            low, high = answer(chosen)
            opened = [*(s for s in chosen if bounds[id(s)].open), *(i for i in incidents if i.opened)]
            is_open = any(answer(chosen, each)[1] > high for each in opened)
            results.append((low, high, is_open))
        return min(r[0] for r in results), max(r[1] for r in results), any(r[2] for r in results)

    def _enumerate(self, incidents, setting):
        """The least and most of what is asked for over all worlds; None when there is no world.

        The open end of what the setting lifts, an incident or a scope, is no end.
        """
        scopes, bounds, lifted = setting.scopes, setting.bounds, setting.lifted
        sums = np.zeros(1, dtype=np.int64)
        for incident in incidents:
            sums = add(sums, self._ways_of_incident(incident, setting), scopes, bounds)
        for at in range(len(scopes)):
            ways = self._ways_of_rest(at, setting)
            sums = add(sums, ways, scopes, bounds)
        fits = np.ones(len(sums), dtype=bool)
        for at, scope in enumerate(scopes):
            b = bounds[id(scope)]
            counted = read(sums, at + 1)
            fits &= (b.low <= counted) & (counted <= b.cap)
            if b.cap == INF and not (scope is lifted and b.open):
                fits &= (is_used(sums, at) == 0) | (counted <= b.most)
        counts = read(sums[fits], 0)
        return (int(counts.min()), int(counts.max())) if len(counts) else None

    def _signature(self, point: Point, setting: Setting, reported_as: frozenset[str]) -> int:
        asked, named = setting.asked, setting.named
        inside = [int(s.holds(point)) for s in setting.scopes]
        where = asked.holds((point[0], point[1], asked.party or "", point[3]))
        if named is None:
            by = True
        elif named == "":
            by = not reported_as
        else:
            by = point[2] == named
        return encode([int(where and by), *inside])

    def _ways_of_incident(self, incident: Incident, setting: Setting) -> np.ndarray:
        scopes, asked, lifted = setting.scopes, setting.asked, setting.lifted is incident
        kinds = cut([asked.cells, *(s.cells for s in scopes), *incident.ends])
        known = 0
        for cells in incident.ends:
            known |= cells
        ends = {
            c: (low, high + LIFT if lifted and c in incident.opened and high < INF else high)
            for c, (low, high) in incident.ends.items()
        }
        spots: dict[int, set[int]] = {}
        for kind in kinds:
            if not kind & known:
                continue
            here = spots.setdefault(kind, set())
            for point in points(incident.place, incident.days, incident.parties or ("-",), [kind]):
                here.add(self._signature(point, setting, incident.parties))
            for at, scope in enumerate(scopes if not incident.parties else []):
                if scope.party is not None:
                    for point in points(incident.place, incident.days, [scope.party], [kind]):
                        if scope.holds(point):
                            here.add(self._signature(point, setting, incident.parties) | 1 << USED + 2 * at)
        names = list(spots)
        tops = [min(high for c, (_, high) in ends.items() if kind & c) for kind in names]
        grown = [grow(sorted(spots[kind]), top) for kind, top in zip(names, tops, strict=True)]
        ways = []
        for counts in itertools.product(*(range(top + 1) for top in tops)):
            if all(
                low <= sum(n for k, n in zip(names, counts, strict=True) if k & c) <= high
                for c, (low, high) in ends.items()
            ):
                partial = np.zeros(1, dtype=np.int64)
                for at, count in enumerate(counts):
                    partial = saturate(np.add.outer(partial, grown[at][count]).ravel())
                ways.append(partial)
        return np.unique(np.concatenate(ways))

    def _ways_of_rest(self, at: int, setting: Setting) -> np.ndarray:
        scopes, asked = setting.scopes, setting.asked
        scope = scopes[at]
        b = setting.bounds[id(scope)]
        lifted = setting.lifted is scope
        top = b.cap if b.cap < INF else b.most + (LIFT if lifted and b.open else 0)
        by = frozenset([scope.party] if scope.party else [])
        here = set()
        for kind in cut([asked.cells, *(s.cells for s in scopes)]):
            if kind & scope.cells:
                for point in points(scope.place, scope.days, [scope.party or "-"], [kind]):
                    here.add(self._signature(point, setting, by) | 1 << USED + 2 * at)
        return np.unique(np.concatenate(grow(sorted(here), top)))


# --- sums of one world, packed into one number: six bits for each scope, and one for each toll whose rest is used

USED = 48


def encode(parts: Sequence[int]) -> int:
    return sum(part << 6 * at for at, part in enumerate(parts))


def read(sums: np.ndarray, at: int) -> np.ndarray:
    return sums >> 6 * at & 63


def is_used(sums: np.ndarray, at: int) -> np.ndarray:
    return sums >> USED + 2 * at & 3


def saturate(sums: np.ndarray) -> np.ndarray:
    """Used twice is used."""
    ones = sum(1 << USED + 2 * at for at in range(7))
    used = (sums | sums >> 1) & ones
    return np.unique(sums & (1 << USED) - 1 | used)


def grow(spots: Sequence[int], top: int) -> list[np.ndarray]:
    """For each count up to `top`, the sums that so many dead can make in these spots."""
    grown = [np.zeros(1, dtype=np.int64)]
    for _ in range(top):
        grown.append(saturate(np.add.outer(grown[-1], np.array(spots, dtype=np.int64)).ravel()))
    return grown


def add(first: np.ndarray, second: np.ndarray, scopes, bounds) -> np.ndarray:
    total = saturate(np.add.outer(first, second).ravel())
    for at, scope in enumerate(scopes):
        total = total[read(total, at + 1) <= bounds[id(scope)].cap]
    return total


# --- random casebooks


def random_case(seed: int) -> tuple[list[Statement], list[Query]]:
    """A small casebook and three questions; the same for the same seed."""
    pick = random.Random(seed)
    categories = pick.choice(
        [
            ["people"],
            ["people", "civilians"],
            ["people", "civilians", "children"],
            ["people", "civilians", "fighters"],
            ["civilians", "men"],
        ]
    )
    crossing = pick.random() < 0.35
    statements: list[Statement] = []

    def count() -> tuple[int | None, int | None]:
        low = pick.randint(0, 4)
        return pick.choice([(low, low)] * 4 + [(low, None)] * 2 + [(low, low + 1), (0, low), (None, low)])

    def span(days: int) -> tuple[int | None, int | None]:
        if pick.random() < 0.1:
            return None, None
        start = pick.randint(1, 5 - days)
        return start, start + days - 1

    incidents = pick.randint(0, 3)
    for incident in range(incidents):
        where = pick.choice(PLACES[1:]) if not crossing else pick.choice(PLACES)
        start, end = span(1 if not crossing else pick.randint(1, 2))
        party = pick.choice(["p", "q", "p", None if crossing else "q"])
        for at in range(pick.choice([1, 1, 2, 3])):
            low, high = count()
            statements.append(
                Statement(
                    claim=f"i{incident}.{at}",
                    origin=pick.choice("ABC"),
                    known=pick.choice([1, 1, 2, None]),
                    harm="killed",
                    who=pick.choice(categories),
                    low=low,
                    high=high,
                    place=where,
                    start=start,
                    end=end,
                    actor=party if pick.random() < 0.9 else None,
                    incident=f"i{incident}",
                    standing=pick.choice(["asserted"] * 8 + ["alleged", "denied"]),
                )
            )
    for toll in range(pick.choice([0, 1, 1, 2, 2, 3 if incidents < 3 else 2])):
        days = pick.choice([2, 4]) if not crossing else pick.randint(1, 4)
        start = pick.choice([1, 3]) if days == 2 and not crossing else pick.randint(1, 5 - days)
        low, high = count()
        scale = pick.choice([1, 1, 2])
        where, party, who = pick.choice(PLACES), pick.choice([None, None, "p"]), pick.choice(categories)
        for at in range(pick.choice([1, 1, 1, 2])):
            low, high = count() if at else (low, high)
            statements.append(
                Statement(
                    claim=f"t{toll}.{at}",
                    origin=pick.choice("ABC"),
                    known=pick.choice([1, 2]),
                    harm="killed",
                    who=who if crossing else categories[0],
                    low=None if low is None else low * scale,
                    high=None if high is None else high * scale,
                    place=where,
                    start=start,
                    end=start + days - 1,
                    actor=party,
                    scope="cumulative",
                    standing=pick.choice(["asserted"] * 9 + ["alleged"]),
                )
            )
    queries = []
    for _ in range(3):
        start, end = span(pick.randint(1, 4))
        queries.append(
            Query(
                who=pick.choice([*categories, "people"]),
                place=pick.choice([(), *PLACES]),
                start=start,
                end=end,
                actor=pick.choice([None, None, "p", ""]),
            )
        )
    return statements, queries


def compare(seed: int) -> list[tuple[Query, tuple[int, int, bool], tuple[int, int, bool]]]:
    """The questions of a case on which the tally and the reference differ, with both answers; none when all is well."""
    statements, queries = random_case(seed)
    case = Case(statements)
    field = open_casebook(statements).fields.get("killed")
    differing = []
    for query in queries:
        expected = case.ask(query)
        found = answer(field, query) if field else None
        given = (int(found.low), int(found.high), found.open) if found else (0, 0, False)
        if given != expected:
            differing.append((query, expected, given))
    return differing


if __name__ == "__main__":
    wrong, cases = 0, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    for number in range(cases):
        for query, expected, given in compare(number):
            wrong += 1
            print(f"case {number}: {query}: {expected} by all worlds, {given} by the tally")
        if number % 500 == 499:
            print(f"{number + 1:,} of {cases:,} casebooks compared, {wrong} differences", flush=True)
    print(f"{cases:,} random casebooks, three questions each: {wrong} differences")
    sys.exit(1 if wrong else 0)
