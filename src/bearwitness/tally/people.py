"""The dead of one incident by who they were: bounds on categories that nest and overlap.

In: categories (cells) with their bounds. Out: the bounds of any other set of cells, or None where the categories
cannot all hold. Exact: by nesting where the categories nest, by HiGHS where they overlap. A cell that no category
holds is empty: nobody reported anyone there.
"""

from collections.abc import Iterable
from functools import lru_cache

from bearwitness.tally.programs import Program
from bearwitness.tally.regions import INFINITY
from bearwitness.tally.splits import NOTHING, Split, add, leave_free

Category = tuple[int, float, float]
"""Cells, the least and the most of them (infinite = not bounded)."""
System = tuple[Category, ...]


@lru_cache(maxsize=200_000)
def split_people(system: System, asked: int) -> Split | None:
    """How many may be inside the asked cells and how many outside them; None when the categories conflict."""
    merged = _merge(system)
    if merged is None:
        return None
    return _split_nested(merged, asked) if is_nested(merged) else _split_by_program(merged, asked)


def is_nested(system: System) -> bool:
    """Whether every two categories are nested or apart."""
    return all(
        not a & b or a & ~b == 0 or b & ~a == 0 for at, (a, _, _) in enumerate(system) for b, _, _ in system[at + 1 :]
    )


def cut_cells(masks: Iterable[int]) -> list[int]:
    """The cells of all masks, grouped by which masks hold them: disjoint sets of which every mask is a union."""
    groups: list[int] = []
    for mask in masks:
        rest = mask
        cut: list[int] = []
        for group in groups:
            cut.extend(part for part in (group & mask, group & ~mask) if part)
            rest &= ~group
        groups = [*cut, rest] if rest else cut
    return groups


def _merge(system: System) -> System | None:
    """One entry for every set of cells, widest first; None when two entries for the same cells conflict."""
    bounds: dict[int, tuple[float, float]] = {}
    for cells, low, high in system:
        least, most = bounds.get(cells, (0, INFINITY))
        bounds[cells] = max(least, low), min(most, high)
    if any(low > high for low, high in bounds.values()):
        return None
    return tuple((c, *bounds[c]) for c in sorted(bounds, key=lambda c: (-c.bit_count(), c)))


def _split_nested(system: System, asked: int) -> Split | None:
    """From the narrowest category outwards: the sum of what is inside each, with its own bounds."""
    waiting: list[tuple[int, Split]] = []
    for cells, low, high in reversed(system):
        inner = [(c, s) for c, s in waiting if c & ~cells == 0]
        waiting = [(c, s) for c, s in waiting if c & ~cells]
        own = cells
        for c, _ in inner:
            own &= ~c
        free = leave_free(inside=bool(own & asked), outside=bool(own & ~asked))
        split = add([*(s for _, s in inner), free]).bound(low, high)
        if split is None:
            return None
        waiting.append((cells, split))
    return add(s for _, s in waiting) if waiting else NOTHING


def _split_by_program(system: System, asked: int) -> Split | None:
    program = Program()
    groups = cut_cells([asked, *(cells for cells, _, _ in system)])
    known = 0
    for cells, _, _ in system:
        known |= cells
    columns = {group: program.add_column() for group in groups if group & known}
    for cells, low, high in system:
        program.add_row([column for group, column in columns.items() if group & cells], low, high)
    inside = [column for group, column in columns.items() if group & asked]
    outside = [column for group, column in columns.items() if not group & asked]
    ends: list[float] = []
    for goal in (inside, outside, [*inside, *outside]):
        for most in (False, True):
            solved = program.solve(goal, most=most)
            if solved is None:
                return None
            ends.append(solved[0])
    return Split(*ends)


def cap_open(system: System) -> tuple[System, tuple[int, ...]]:
    """The same with an end to what nobody bounded: what has been reported. Also the categories that were capped so.

    Only a category that lies in no other is capped, at its own least or at what is reported inside it: inside a whole,
    the whole's figure is the end.
    """
    if len(system) == 1:
        cells, low, high = system[0]
        return ((cells, low, low if high == INFINITY else high),), (cells,) if high == INFINITY else ()
    merged = _merge(system) or ()
    reported: dict[int, float] = {}
    opened: list[int] = []
    ends: list[Category] = []
    for cells, low, high in reversed(merged):
        inner = tuple((c, lo, reported[c]) for c, lo, _ in merged if c != cells and c & ~cells == 0)
        if high != INFINITY:
            reported[cells] = high
            ends.append((cells, low, high))
            continue
        inside, needed = split_people(inner, cells), split_people(merged, cells)
        reported[cells] = max(low, inside.p_high if inside else 0, needed.p_low if needed else 0)
        if any(c != cells and cells & ~c == 0 for c, _, _ in merged):
            ends.append((cells, low, INFINITY))
        else:
            ends.append((cells, low, reported[cells]))
            opened.append(cells)
    return tuple(ends), tuple(opened)
