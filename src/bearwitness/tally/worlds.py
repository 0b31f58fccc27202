"""Scopes that cross, and incidents of which it is not known in which scope they lie: solved by HiGHS.

In: the tolls and items of one piece and what is asked for. Out: the least and the most over all worlds. A world says
how many of each incident's dead lie in each cell (a place, days, a party and people that no scope divides), and how
many more dead, that only a toll reports, lie in its cells. A toll that states no maximum reports no more than it
states: deaths that only it reports exist as long as its scope holds no more than that. It never enumerates worlds.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bearwitness.base.tallies import Query
from bearwitness.tally.fields import Item, Lie, Toll, ask_toll, box_of, breadth, has_own_room, place_item
from bearwitness.tally.figures import hear_beside
from bearwitness.tally.forests import Answer, solve_nested, split_item
from bearwitness.tally.people import System, cut_cells, split_people
from bearwitness.tally.programs import Program
from bearwitness.tally.regions import INFINITY, Box, encloses, lies_within, may_meet
from bearwitness.tally.splits import NOTHING
from bearwitness.tally.whos import cells_of, names_of

MOST_READINGS = 64
"""Maximal sets of crossing tolls that are looked at, when not all can hold, before the answer is called an outer
one.
"""

Bounds = tuple[float, float, float, bool]
"""A toll's least, cap, most and whether it is open, as it counts for one question."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """A toll as it counts for a question: its box, its bit in the cells, its bounds."""

    toll: Toll
    bit: int
    low: float
    cap: float
    most: float
    open: bool


@dataclass(slots=True)
class _Lot:
    """Incidents that may lie in the same cells, taken together: the sum of what each may be."""

    spots: tuple[tuple[int, int], ...]
    kinds: tuple[int, ...]
    system: System
    lifted: System


def solve_crossing(tolls: Sequence[Toll], items: Sequence[Item], query: Query) -> Answer:
    """The least and the most in what is asked for, over all worlds of one piece."""
    tolls, items, bounds = _see_from_outside(tolls, items, query)
    return _World(tolls, items, bounds, query).answer()


def solve_near(tolls: Sequence[Toll], items: Sequence[tuple[Item, Lie, Toll | None]], query: Query, box: Box) -> Answer:
    """Outer bounds for one question in a piece too large for one program: they hold, and may be wider than they need
    be.

    The most is what nesting gives, with an incident counted under the narrowest toll that surely holds it: every
    toll keeps its own bound, and what two crossing tolls share may be counted for both. The least is taken over
    worlds in which only the tolls inside the question hold, and none bounds from above.
    """
    highest = solve_nested(tolls, items, query, box, loosely=True)
    inside = [t for t in tolls if ask_toll(t, query, box) == "inside" and t.heard.low > t.contents_low]
    if query.actor == "":
        inside = []
    asked = cells_of(query.who)
    bounds = {toll: (toll.heard.low, INFINITY, toll.heard.low, False) for toll in inside}
    free, near = 0.0, []
    for item, lie, _ in items:
        if any(place_item(item, toll.box) != "apart" for toll in inside):
            near.append(item)
        else:
            free += split_item(item, asked, lie).p_low
    least = _World(inside, near, bounds, query).find_least() if inside else 0.0
    high, is_open = (highest.high, highest.open) if highest else (0.0, False)
    return Answer(free + least, max(high, free + least), is_open, outer=True)


def settle_crossing(tolls: Sequence[Toll], items: Sequence[Item]) -> None:
    """Hear each toll of a piece beside what surely lies inside its scope, narrowest first."""
    for toll in sorted(tolls, key=breadth, reverse=True):
        within = [each for each in tolls if each is not toll and encloses(toll.box, each.box)]
        held = [item for item in items if place_item(item, toll.box) == "inside"]
        answer = solve_crossing(within, held, query_of(toll.box))
        toll.contents_low = answer.low
        toll.heard = hear_beside(toll.reading, answer.low, answer.high, answer.open)


def query_of(box: Box) -> Query:
    """A toll's scope as a question."""
    return Query(
        who=names_of()[box.cells],
        place=box.place,
        start=None if box.start == -INFINITY else int(box.start),
        end=None if box.end == INFINITY else int(box.end),
        actor=box.actor,
    )


def _see_from_outside(
    tolls: Sequence[Toll], items: Sequence[Item], query: Query
) -> tuple[list[Toll], list[Item], dict[Toll, Bounds]]:
    """A contested toll that the question does not cut stands for all that lies inside it; one that it cuts, for no more
    than fits its contents."""
    box = box_of(query)
    shut: list[Toll] = []
    bounds: dict[Toll, Bounds] = {}
    for toll in tolls:
        heard = toll.heard
        if heard.contested and ask_toll(toll, query, box) != "maybe":
            shut.append(toll)
            bounds[toll] = (heard.low, INFINITY if heard.open else heard.high, heard.high, heard.open)
        elif heard.contested:
            inner = heard.inner
            bounds[toll] = (0, INFINITY, 0, False) if inner is None else (0, inner.cap, inner.most, inner.open)
        else:
            own = toll.reading.range
            bounds[toll] = (own.low, own.cap, own.most, own.open)
    kept = [t for t in tolls if not any(each is not t and encloses(each.box, t.box) for each in shut)]
    left = [item for item in items if not any(place_item(item, each.box) == "inside" for each in shut)]
    return kept, left, {toll: bounds[toll] for toll in kept}


class _World:
    """The cells of one piece as one question divides them, and the programs over them."""

    def __init__(self, tolls: Sequence[Toll], items: Sequence[Item], bounds: dict[Toll, Bounds], query: Query) -> None:
        self.query, self.box = query, box_of(query)
        self.scopes = [_Scope(toll, 2 << at, *bounds[toll]) for at, toll in enumerate(tolls)]
        self.kinds = cut_cells([self.box.cells, *(t.box.cells for t in tolls)])
        self.starts = sorted(
            {x for t in (self.box, *(t.box for t in tolls)) for x in (t.start, t.end + 1) if abs(x) != INFINITY}
        )
        self.lots = self._gather(items)

    def answer(self) -> Answer:
        """The hull over the maximal sets of tolls that can hold together: nearly always all of them."""
        found = self._solve(self.scopes)
        if found is not None:
            return found
        answers: list[Answer] = []
        for count, reading in enumerate(_maximal_sets(self.scopes, self._can_hold)):
            if count == MOST_READINGS:
                answers.append(Answer(0, sum(a.high for a in answers), True, True))
                break
            solved = self._solve(reading)
            if solved is not None:
                answers.append(solved)
        return Answer(
            min(a.low for a in answers),
            max(a.high for a in answers),
            any(a.open for a in answers),
            any(a.outer for a in answers),
        )

    def find_least(self) -> float:
        """The least in what is asked for, where all tolls can hold together because none bounds from above."""
        program, goal, _ = self._build(self.scopes, most=False)
        solved = program.solve(goal, most=False)
        return solved[0] if solved else 0.0

    def _can_hold(self, scopes: Sequence[_Scope]) -> bool:
        program, _, _ = self._build(scopes, most=False)
        return program.solve([], most=False) is not None

    def _solve(self, scopes: Sequence[_Scope]) -> Answer | None:
        program, goal, _ = self._build(scopes, most=False)
        least = program.solve(goal, most=False)
        if least is None:
            return None
        program, goal, has_open = self._build(scopes, most=True)
        highest = program.solve(goal, most=True)
        if highest is None:
            return None
        is_open = False
        if has_open:
            program, goal, _ = self._build(scopes, most=True, lifted=True)
            lifted = program.solve(goal, most=True)
            is_open = lifted is not None and lifted[0] > highest[0]
        return Answer(least[0], highest[0], is_open)

    def _build(self, scopes: Sequence[_Scope], *, most: bool, lifted: bool = False) -> tuple[Program, list[int], bool]:
        """The program over the cells, the columns asked for, and whether any figure is open."""
        program = Program()
        members: dict[int, list[int]] = {scope.bit: [] for scope in scopes}
        goal: list[int] = []
        has_open = any(scope.open for scope in scopes)
        bound = (
            1
            + sum(s.most for s in scopes)
            + sum(high for lot in self.lots for _, _, high in lot.system if high != INFINITY)
        )
        switches = {
            s.bit: program.add_column(0, 1, whole=True)
            for s in scopes
            if (most or self.query.actor == "") and s.cap == INFINITY and not (lifted and s.open)
        }
        chosen = sum(scope.bit for scope in scopes)

        def place(mask: int, owner: int, *, asked: bool) -> int:
            column = program.add_column()
            for bit, columns in members.items():
                if mask & bit:
                    columns.append(column)
            if asked:
                goal.append(column)
            if owner in switches:
                program.add_row({column: 1, switches[owner]: -bound}, -INFINITY, 0)
            return column

        for lot in self.lots:
            has_open = has_open or lot.lifted != lot.system
            columns_of: dict[int, list[int]] = {kind: [] for kind in lot.kinds}
            for mask, owner in lot.spots:
                if owner and not owner & chosen:
                    continue
                for kind in lot.kinds:
                    seen = mask & self._see(kind)
                    if not owner or owner & seen:
                        columns_of[kind].append(place(seen, owner, asked=bool(seen & 1)))
            for cells, low, high in lot.lifted if lifted else lot.system:
                if low or high != INFINITY:
                    program.add_row([c for kind, cs in columns_of.items() if kind & cells for c in cs], low, high)
        for scope in scopes:
            for mask in sorted(self._rest_of(scope)):
                place(mask, scope.bit, asked=bool(mask & 1))
        for scope in scopes:
            program.add_row(members[scope.bit], scope.low, scope.cap)
            if scope.bit in switches:
                program.add_row(
                    {**dict.fromkeys(members[scope.bit], 1.0), switches[scope.bit]: bound},
                    -INFINITY,
                    scope.most + bound,
                )
        return program, goal, has_open

    def _see(self, kind: int) -> int:
        """The scopes (and the question, bit 1) whose people hold this kind."""
        mask = 1 if kind & self.box.cells else 0
        for scope in self.scopes:
            if kind & scope.toll.box.cells:
                mask |= scope.bit
        return mask

    def _days(self, start: float, end: float) -> set[int]:
        masks = set()
        for first in (start, *(x for x in self.starts if start < x <= end)):
            mask = 1 if self.box.start <= first <= self.box.end else 0
            for scope in self.scopes:
                if scope.toll.box.start <= first <= scope.toll.box.end:
                    mask |= scope.bit
            masks.add(mask)
        return masks

    def _places(self, place: tuple[str, ...]) -> set[int]:
        spots = {place}
        for box in (self.box, *(scope.toll.box for scope in self.scopes)):
            if box.place != place and may_meet(place, box.place) and not lies_within(place, box.place):
                spots.add(box.place)
        masks = set()
        for spot in spots:
            mask = 0
            for bit, box in ((1, self.box), *((s.bit, s.toll.box) for s in self.scopes)):
                if lies_within(spot, box.place) or lies_within(place, box.place):
                    mask |= bit
            masks.add(mask)
        return masks

    def _parties(self, item: Item) -> set[tuple[int, int]]:
        """By whom: the scopes for each party, and the toll that must report it (0: none, it is reported anyway).

        An incident for which nobody is named may belong to a party's toll, as far as that toll reaches.
        """
        query = self.query
        masks: set[tuple[int, int]] = set()
        anyone = sum(scope.bit for scope in self.scopes if scope.toll.box.actor is None)
        asked_any = 1 if query.actor is None or (query.actor == "" and not item.actors) else 0
        for actor in item.actors:
            own = sum(scope.bit for scope in self.scopes if scope.toll.box.actor == actor)
            masks.add((anyone | own | asked_any | (1 if query.actor == actor else 0), 0))
        if not item.actors:
            masks.add((anyone | asked_any, 0))
            for scope in self.scopes:
                party = scope.toll.box.actor
                if party is not None:
                    own = sum(s.bit for s in self.scopes if s.toll.box.actor == party)
                    masks.add((anyone | own | asked_any | (1 if query.actor == party else 0), scope.bit))
        return masks

    def _gather(self, items: Iterable[Item]) -> list[_Lot]:
        lots: dict[tuple[object, ...], _Lot] = {}
        single: list[_Lot] = []
        for item in items:
            spots = {
                (days & place & party, owner)
                for days in self._days(item.start, item.end)
                for place in self._places(item.place)
                for party, owner in self._parties(item)
                if not owner or days & place & party & owner
            }
            kinds = tuple(kind & item.cells for kind in self.kinds if kind & item.cells)
            rest = item.cells
            for kind in kinds:
                rest &= ~kind
            kinds = (*kinds, rest) if rest else kinds
            opened = item.figures.opened
            lifted = tuple((c, low, INFINITY if c in opened else high) for c, low, high in item.system)
            ordered = tuple(sorted(spots))
            if len(kinds) > 2:
                cut = tuple(cut_cells([*kinds, *(c for c, _, _ in item.system)]))
                single.append(_Lot(ordered, cut, item.system, lifted))
                continue
            seen = tuple(self._see(kind) for kind in kinds)
            tight, loose = _outline(item.system, kinds), _outline(lifted, kinds)
            lot = lots.get((ordered, seen))
            if lot is None:
                lots[ordered, seen] = _Lot(ordered, kinds, tight, loose)
            else:
                lot.system, lot.lifted = _sum(lot.system, tight), _sum(lot.lifted, loose)
        return [*lots.values(), *single]

    def _rest_of(self, scope: _Scope) -> set[int]:
        """The cells in which deaths that only this toll reports may lie."""
        box = scope.toll.box
        party = sum(
            s.bit for s in self.scopes if s.toll.box.actor is None or (box.actor and s.toll.box.actor == box.actor)
        ) | (1 if has_own_room(scope.toll, self.query) else 0)
        return {
            days & place & party & self._see(kind)
            for days in self._days(box.start, box.end)
            for place in self._places(box.place)
            for kind in self.kinds
            if kind & box.cells
        }


def _outline(system: System, kinds: tuple[int, ...]) -> System:
    """One or two kinds of people of an incident, with all that bounds them: each, and both together.

    Such outlines of several incidents may be added up, and nothing is lost by it (see `splits`).
    """
    split = split_people(system, kinds[0]) or NOTHING
    if len(kinds) == 1:
        return ((kinds[0], split.p_low, split.p_high),)
    return (
        (kinds[0], split.p_low, split.p_high),
        (kinds[1], split.q_low, split.q_high),
        (kinds[0] | kinds[1], split.low, split.high),
    )


def _sum(first: System, second: System) -> System:
    return tuple((c, low + l2, high + h2) for (c, low, high), (_, l2, h2) in zip(first, second, strict=True))


def _maximal_sets(scopes: Sequence[_Scope], can_hold: Callable[[Sequence[_Scope]], bool]) -> Iterable[list[_Scope]]:
    """The maximal sets of tolls that can hold together, each once: a set that cannot hold is tried without each
    member.
    """
    seen: set[frozenset[int]] = set()
    found: list[frozenset[int]] = []
    layer = [frozenset(range(len(scopes)))]
    while layer:
        following: list[frozenset[int]] = []
        for chosen in layer:
            if any(chosen <= larger for larger in found):
                continue
            if can_hold([scopes[at] for at in sorted(chosen)]):
                found.append(chosen)
                yield [scopes[at] for at in sorted(chosen)]
                continue
            for at in _core(scopes, sorted(chosen), can_hold):
                smaller = chosen - {at}
                if smaller not in seen:
                    seen.add(smaller)
                    following.append(smaller)
        layer = following


def _core(scopes: Sequence[_Scope], chosen: list[int], can_hold: Callable[[Sequence[_Scope]], bool]) -> list[int]:
    """A set of tolls that cannot hold together, of which none can be left out."""
    core = list(chosen)
    for at in chosen:
        rest = [x for x in core if x != at]
        if not can_hold([scopes[x] for x in rest]):
            core = rest
    return core
