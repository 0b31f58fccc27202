"""Everything that is known of one harm: incidents and tolls, how they lie to each other, and what falls apart into
pieces.

In: figures. Out: a field of items and tolls with their nesting; tolls and items that have to do with each other form
a piece, and no piece bears on another. A toll whose figure cannot hold beside what lies inside it is *contested by
its contents*: seen from outside its scope it is the hull of both, seen from inside it is left out as far as it does
not fit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bearwitness.base.tallies import Path, Query
from bearwitness.tally.figures import Figures, Heard, Reading
from bearwitness.tally.people import System
from bearwitness.tally.regions import INFINITY, Box, lies_within, may_meet, relate
from bearwitness.tally.whos import cells_of

Lie = Literal["inside", "maybe", "apart"]


@dataclass(slots=True, eq=False)
class Item:
    """An incident with its harm: where, when and by whom it may have been, and the bounds of its dead by category."""

    number: int
    name: str
    place: Path
    start: float
    end: float
    actors: frozenset[str]
    figures: Figures
    cells: int = 0

    def __post_init__(self) -> None:
        """All cells of people that anyone reported."""
        for mask, _, _ in self.figures.system:
            self.cells |= mask

    @property
    def system(self) -> System:
        """The bounds of each category."""
        return self.figures.system


@dataclass(slots=True, eq=False)
class Toll:
    """A count over a scope that may hold several incidents, with its parts and what it comes to beside them.

    `shelves` holds the children by place. `plain`: nothing crosses its border, neither its own nor that of a toll
    inside it.
    """

    number: int
    box: Box
    reading: Reading
    heard: Heard
    parent: "Toll | None" = None
    depth: int = 0
    children: "list[Toll]" = field(default_factory=list)
    shelves: "dict[Path, list[Toll]]" = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    contents_low: float = 0
    piece: int = -1
    plain: bool = True


@dataclass(slots=True, eq=False)
class Piece:
    """Tolls and items that bear on each other. `nested`: every two scopes are nested or apart, with room to spare.
    `large`: not nested, and too large for one program."""

    tolls: list[Toll]
    items: list[Item]
    nested: bool
    large: bool = False


def place_item(item: Item, box: Box) -> Lie:
    """Whether an incident lies in a toll's scope: surely, perhaps (an imprecise place, date or party), or not."""
    if item.end < box.start or box.end < item.start or not item.cells & box.cells:
        return "apart"
    if box.actor is not None and item.actors and box.actor not in item.actors:
        return "apart"
    if not may_meet(item.place, box.place):
        return "apart"
    sure = (
        box.start <= item.start
        and item.end <= box.end
        and item.cells & ~box.cells == 0
        and (box.actor is None or item.actors == {box.actor})
        and lies_within(item.place, box.place)
    )
    return "inside" if sure else "maybe"


def ask_item(item: Item, query: Query, box: Box) -> Lie:
    """Whether an incident lies in what is asked for, leaving aside who the dead were.

    By whom is a matter of what is reported: an incident for which nobody is named is no one's.
    """
    if item.end < box.start or box.end < item.start or not item.cells & box.cells:
        return "apart"
    if not may_meet(item.place, box.place):
        return "apart"
    sure = box.start <= item.start and item.end <= box.end and lies_within(item.place, box.place)
    if query.actor is not None:
        if query.actor == "" and item.actors:
            return "apart"
        if query.actor and query.actor not in item.actors:
            return "apart"
        sure = sure and len(item.actors) <= 1
    return "inside" if sure else "maybe"


def box_of(query: Query) -> Box:
    """The query as a box; whoever did it where none is named, because that is no party."""
    return Box(
        query.place,
        -INFINITY if query.start is None else query.start,
        INFINITY if query.end is None else query.end,
        query.actor or None,
        cells_of(query.who),
    )


def ask_toll(toll: Toll, query: Query, box: Box) -> Lie:
    """Whether a toll's scope lies in what is asked for."""
    relation = relate(toll.box, box)
    if relation == "apart" or (query.actor == "" and toll.box.actor is not None):
        return "apart"
    return "inside" if relation in ("inside", "equal") and query.actor != "" else "maybe"


def has_own_room(toll: Toll, query: Query) -> bool:
    """Whether deaths that only the toll reports can lie in what is asked for: its party must be the one asked for."""
    return query.actor is None or (toll.box.actor or "") == query.actor


def is_filled(toll: Toll, box: Box, *, own_room: bool = True) -> bool:
    """Whether narrower tolls leave the toll no days of its own, inside what is asked for or outside it.

    Only days can be exhausted: a province has places that nobody named, and "anyone" is more than the parties named.
    """
    overlap = Box(
        max(toll.box.place, box.place, key=len),
        max(toll.box.start, box.start),
        min(toll.box.end, box.end),
        toll.box.actor or box.actor,
        toll.box.cells & box.cells,
    )
    if own_room and _covers(
        [(max(t.box.start, overlap.start), min(t.box.end, overlap.end)) for t in _below(toll, overlap)],
        overlap.start,
        overlap.end,
    ):
        return True
    same = [(t.box.start, t.box.end) for t in _below(toll, toll.box)]
    if overlap.place != toll.box.place or overlap.actor != toll.box.actor or overlap.cells != toll.box.cells:
        return _covers(same, toll.box.start, toll.box.end)
    before = toll.box.start < overlap.start and not _covers(same, toll.box.start, overlap.start - 1)
    after = overlap.end < toll.box.end and not _covers(same, overlap.end + 1, toll.box.end)
    outside = toll.box.start < overlap.start or overlap.end < toll.box.end
    return outside and not before and not after


def _below(toll: Toll, part: Box) -> "list[Toll]":
    """The tolls inside one that hold the whole of a part of it, but for the days.

    One that holds it lies in another that does, so the search ends at the first that does not.
    """
    found = []
    for cut in range(len(toll.box.place), len(part.place) + 1):
        for child in toll.shelves.get(part.place[:cut], ()):
            if (
                child.box.start <= part.end
                and part.start <= child.box.end
                and part.cells & ~child.box.cells == 0
                and (child.box.actor is None or child.box.actor == part.actor)
            ):
                found.append(child)
                found.extend(_below(child, part))
    return found


def _covers(spans: list[tuple[float, float]], start: float, end: float) -> bool:
    for first, last in sorted(spans):
        if first > start:
            return False
        start = max(start, last + 1)
        if start > end:
            return True
    return start > end


class TollIndex:
    """Tolls by place and by stretches of days, so that few are looked at for each incident and each other toll."""

    def __init__(self, tolls: Iterable[Toll]) -> None:
        self._lasting: dict[Path, list[Toll]] = {}
        self._dated: dict[Path, dict[int, list[Toll]]] = {}
        self._near: dict[Path, list[Path]] = {}
        for toll in tolls:
            stretches = _stretches(toll.box.start, toll.box.end)
            self._dated.setdefault(toll.box.place, {})
            if stretches is None:
                self._lasting.setdefault(toll.box.place, []).append(toll)
            else:
                for stretch in stretches:
                    self._dated[toll.box.place].setdefault(stretch, []).append(toll)

    def find_near(self, place: Path, start: float, end: float) -> dict[int, Toll]:
        """The tolls that may have ground and days in common with these, and a few that have not, by their numbers."""
        if place not in self._near:
            self._near[place] = [path for path in self._dated if may_meet(place, path)]
        stretches = _stretches(start, end)
        found: dict[int, Toll] = {}
        for path in self._near[place]:
            dated = self._dated[path]
            for toll in self._lasting.get(path, ()):
                found[toll.number] = toll
            for stretch in dated if stretches is None else stretches:
                for toll in dated.get(stretch, ()):
                    found[toll.number] = toll
        return found


_STRETCH_DAYS, _MOST_STRETCHES = 32, 40  # a year is in twelve stretches, four years and more in none


def _stretches(start: float, end: float) -> range | None:
    if start == -INFINITY or end == INFINITY or end - start > _STRETCH_DAYS * _MOST_STRETCHES:
        return None
    return range(int(start) // _STRETCH_DAYS, int(end) // _STRETCH_DAYS + 1)


def nest_tolls(tolls: Sequence[Toll], index: TollIndex) -> list[tuple[Toll, Toll]]:
    """Set each toll's parent, the narrowest that encloses it; gives the pairs that cross, neither nested nor apart."""
    crossing: list[tuple[Toll, Toll]] = []
    for toll in sorted(tolls, key=breadth):
        box = toll.box
        around: list[Toll] = []
        for each in index.find_near(box.place, box.start, box.end).values():
            relation = relate(box, each.box)
            if relation == "across" and each.number < toll.number:
                crossing.append((each, toll))
            elif relation == "inside":
                around.append(each)
        toll.parent = max(around, key=breadth, default=None)
        if toll.parent is not None:
            toll.parent.children.append(toll)
            toll.parent.shelves.setdefault(box.place, []).append(toll)
    return crossing


def breadth(toll: Toll) -> tuple[int, float, bool, int, float, str]:
    """Wider scopes sort first, so that what encloses a scope always comes before it."""
    box = toll.box
    length = box.end - box.start
    return len(box.place), -length, box.actor is not None, -box.cells.bit_count(), box.start, box.actor or ""


def join(groups: Iterable[Sequence[int]], count: int) -> list[int]:
    """For every number below `count`, the representative of what the groups join it to."""
    root = list(range(count))

    def find(one: int) -> int:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for group in groups:
        for other in group[1:]:
            root[find(other)] = find(group[0])
    return [find(one) for one in range(count)]
