"""Nested scopes, solved exactly in one pass from the narrowest scope outwards.

In: the tolls and items of a nested piece that touch what is asked for. Out: the least and the most that can lie in
it, and whether the truth may lie above. Time grows with the number of scopes that touch what is asked for, and not
with the casebook. It never sees scopes that cross: those go to `worlds`.

For a scope of which a part is asked for: what must lie inside is the sum of what must lie inside its parts, because
the rest of its toll may lie outside; what may lie inside is its toll, less what must lie outside.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bearwitness.base.tallies import Query
from bearwitness.tally.fields import Item, Lie, Toll, ask_toll, has_own_room
from bearwitness.tally.figures import hear_beside
from bearwitness.tally.people import split_people
from bearwitness.tally.regions import INFINITY, Box
from bearwitness.tally.splits import NOTHING, Split
from bearwitness.tally.whos import cells_of


@dataclass(frozen=True, slots=True)
class Answer:
    """The least and the most inside what is asked for; `open` if the truth may lie above the most."""

    low: float
    high: float
    open: bool
    outer: bool = False


@dataclass(slots=True)
class _Sum:
    """Of the parts of one scope: least inside; how much of their least need not lie outside; most inside; open.

    `more`: how far the least of the parts rises where the question cuts a toll that its contents contest.
    """

    low: float = 0
    spared: float = 0
    high: float = 0
    open: bool = False
    more: float = 0

    def add(self, low: float, spared: float, high: float, is_open: bool) -> None:
        self.low += low
        self.spared += spared
        self.high += high
        self.open = self.open or is_open


def split_item(item: Item, asked: int, lie: Lie) -> Split:
    """What of an incident may lie inside and outside what is asked for."""
    split = split_people(item.system, asked) or NOTHING
    if lie == "inside":
        return split
    if lie == "maybe":
        return Split(0, split.p_high, split.q_low, split.high, split.low, split.high)
    return Split(0, 0, split.low, split.high, split.low, split.high)


def is_item_open(item: Item, asked: int) -> bool:
    """Whether more than the reported most may have been of the people asked for."""
    opened = item.figures.opened
    if not any(cells & asked for cells in opened):
        return False
    lifted = tuple((c, low, INFINITY if c in opened else high) for c, low, high in item.system)
    higher, split = split_people(lifted, asked), split_people(item.system, asked)
    return bool(higher and split and higher.p_high > split.p_high)


def settle(toll: Toll) -> None:
    """Hear a toll beside its parts, which must be settled before it."""
    low = high = 0.0
    is_open = False
    for child in toll.children:
        low, high, is_open = low + child.heard.low, high + child.heard.high, is_open or child.heard.open
    for item in toll.items:
        split = split_people(item.system, item.cells) or NOTHING
        low, high, is_open = low + split.p_low, high + split.p_high, is_open or is_item_open(item, item.cells)
    toll.contents_low = low
    toll.heard = hear_beside(toll.reading, low, high, is_open)


def solve_nested(
    tolls: Iterable[Toll],
    items: Iterable[tuple[Item, Lie, Toll | None]],
    query: Query,
    box: Box,
    *,
    loosely: bool = False,
) -> Answer | None:
    """The answer of one nested piece; `tolls` and `items` are all those of it that touch what is asked for.

    None where a toll cannot hold beside what lies inside it, now that the question cuts another toll which its contents
    contest. `loosely` gives bounds that hold even then.
    """
    asked = cells_of(query.who)
    marks = {toll: ask_toll(toll, query, box) for toll in tolls}
    sums: dict[Toll | None, _Sum] = {None: _Sum(), **{toll: _Sum() for toll in marks}}
    for item, lie, owner in items:
        if owner is None or marks[owner] == "maybe":
            split = split_item(item, asked, lie)
            sums[owner].add(split.p_low, split.low - split.q_low, split.p_high, is_item_open(item, asked))
    for toll in sorted(marks, key=lambda t: -t.depth):
        parent = toll.parent
        if parent is not None and marks[parent] == "inside":
            continue
        heard = toll.heard
        if marks[toll] == "inside":
            sums[parent].add(heard.low, heard.low, heard.high, heard.open)
        elif marks[toll] == "maybe":
            part = sums[toll]
            outside = toll.contents_low - part.spared
            own_room = has_own_room(toll, query)
            high, is_open = _reach(toll, part, outside, own_room=own_room)
            total = toll.contents_low + part.more
            sums[parent].more += max(total, heard.low) - heard.low
            if heard.inner is not None and total > heard.inner.cap:
                if not loosely:
                    return None
                high = max(part.high, heard.inner.cap)
            if not own_room:  # what its parts do not hold of the toll lies outside
                outside = max(outside, heard.low - part.high)
            sums[parent].add(part.low, heard.low - outside, high, is_open)
    whole = sums[None]
    return Answer(whole.low, whole.high, whole.open)


def _reach(toll: Toll, part: _Sum, outside: float, *, own_room: bool) -> tuple[float, bool]:
    """The most of a toll that may lie inside when `outside` of it must lie outside, and whether it may be more."""
    inner = toll.heard.inner
    if inner is None:
        return part.high, part.open
    if inner.cap != INFINITY:
        end = inner.cap - outside
        if own_room:
            return end, False
        return min(part.high, end), part.open and part.high < end
    if own_room and toll.contents_low <= inner.most:
        return max(part.high, inner.most - outside), part.open or inner.open
    return part.high, part.open or (own_room and inner.open)
