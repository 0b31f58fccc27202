"""What one incident, or one scope of a toll, comes to when all who speak of it are heard.

In: statements about the same thing. Out: bounds, with the sides where not all can be right, and what was superseded.
A voice is what one origin says of one category; its later figure replaces its earlier one. Voices that can all be
true are all kept; where they cannot, the bounds are the hull over the largest sets that agree. Nothing is averaged
and nothing weighed.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from bearwitness.base.tallies import Conflict, Side, Statement
from bearwitness.tally.people import Category, System, cap_open, split_people
from bearwitness.tally.regions import INFINITY
from bearwitness.tally.whos import cells_of

MOST_VOICES = 12
"""Different voices among which all largest agreeing sets are sought (4,096 sets at most). Beyond, for people of several
categories, the sets are grown from every voice in turn, in the order of their figures."""


@dataclass(frozen=True, slots=True)
class Voice:
    """What some origins, who say the same, say of one category."""

    cells: int
    low: float
    high: float
    alleged: bool
    statements: tuple[Statement, ...]

    @property
    def category(self) -> Category:
        """The cells with their bounds."""
        return self.cells, self.low, self.high


@dataclass(frozen=True, slots=True)
class Figures:
    """What an incident comes to: bounds for each category; those whose end is only what was reported are `opened`."""

    system: System
    opened: tuple[int, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    superseded: tuple[tuple[Statement, Statement], ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """What a toll comes to. `cap`: no more, says someone; `most`: as far as it reports; `open`: it may be more."""

    low: float
    cap: float
    most: float
    open: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A toll's figure from its voices, with the voices kept, to be heard again beside what lies inside it."""

    range: Range
    voices: tuple[Voice, ...]
    conflicts: tuple[Conflict, ...] = ()
    superseded: tuple[tuple[Statement, Statement], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Heard:
    """A toll beside its contents: its least and most, whether it may be more, and what of it holds inside its scope."""

    low: float
    high: float
    open: bool
    inner: Range | None
    contested: bool = False


def resolve_incident(statements: Sequence[Statement]) -> Figures:
    """The bounds of an incident for every category that anyone speaks of; alleged figures raise the most only."""
    if len(statements) == 1 and statements[0].standing == "asserted":
        system, opened = cap_open(((cells_of(statements[0].who), _low(statements[0]), _high(statements[0])),))
        return Figures(system, opened)
    standing, superseded = drop_superseded(statements)
    voices = gather_voices(standing)
    asserted = [voice for voice in voices if not voice.alleged]
    sides = find_agreeing(asserted) if asserted else []
    raised = find_agreeing(voices) if len(asserted) < len(voices) else sides
    if len(raised) == 1 and len(asserted) == len(voices):
        system, opened = cap_open(tuple(voice.category for voice in voices))
        return Figures(system, opened, (), superseded)
    readings = [cap_open(tuple(voice.category for voice in side)) for side in sides]
    raising = [cap_open(tuple(voice.category for voice in side)) for side in raised]
    hull: list[Category] = []
    for cells in sorted({voice.cells for voice in voices}, key=lambda c: (-c.bit_count(), c)):
        lows = [split.p_low for system, _ in readings if (split := split_people(system, cells))]
        highs = [split.p_high for system, _ in (*readings, *raising) if (split := split_people(system, cells))]
        hull.append((cells, min(lows, default=0), max(highs)))
    opened = tuple(sorted({cells for _, cut in (*readings, *raising) for cells in cut}))
    conflicts = describe_conflict(sides, asserted, agree_people) if len(sides) > 1 else ()
    return Figures(tuple(hull), opened, conflicts, superseded)


def resolve_toll(statements: Sequence[Statement]) -> Reading:
    """The bounds that the origins of a toll over one scope give it, before what lies inside is heard."""
    standing, superseded = drop_superseded(statements)
    voices = tuple(gather_voices(standing))
    asserted = [voice for voice in voices if not voice.alleged]
    sides = find_agreeing(asserted) if asserted else []
    conflicts = describe_conflict(sides, asserted, agree_people) if len(sides) > 1 else ()
    return Reading(hull_of(voices), voices, conflicts, superseded)


def hull_of(voices: Sequence[Voice]) -> Range:
    """The hull over the largest agreeing sets of voices on one category."""
    asserted = [voice for voice in voices if not voice.alleged]
    sides = [_join(side) for side in find_agreeing(asserted)] if asserted else []
    raised = [_join(side) for side in find_agreeing(voices)] if len(asserted) < len(voices) else sides
    both = [*sides, *raised]
    low = min((low for low, _ in sides), default=0.0)
    most = max((high if high != INFINITY else low for low, high in both), default=0.0)
    is_open = any(high == INFINITY for _, high in both)
    cap = max(high for _, high in both) if sides else INFINITY  # what is only alleged bounds nobody
    return Range(low, cap, max(most, low), is_open)


def hear_beside(reading: Reading, low: float, high: float, is_open: bool) -> Heard:
    """A toll's figure when the sum of what lies inside its scope (`low`, `high`, `is_open`) is one more voice.

    Where every origin's figure leaves room for that sum, the toll stands as it was. Where one does not, the bounds
    are the hull over the largest sets that agree, and inside the scope only those sets count that hold the sum.
    """
    asserted = [voice for voice in reading.voices if not voice.alleged]
    fitting = [voice for voice in reading.voices if voice.alleged and voice.high >= low]
    own = reading.range
    if all(voice.high >= low for voice in asserted):
        if own.cap != INFINITY:
            return Heard(max(own.low, low), own.cap, False, own)
        top = max(high, own.most if low <= own.most else 0, own.low)
        return Heard(max(own.low, low), top, own.open or is_open, own)
    sum_inside = Voice(asserted[0].cells, low, INFINITY, False, ())
    sides = find_agreeing([*asserted, sum_inside])
    raised = find_agreeing([*asserted, *fitting, sum_inside]) if fitting else sides
    ends: list[tuple[float, float, bool]] = []
    inner: list[tuple[float, bool]] = []
    for at, side in enumerate([*sides, *(raised if fitting else [])]):
        least, most = _join(side)
        if len(side) == 1 and side[0] is sum_inside:
            ends.append((low, high, is_open))
            continue
        bounded = most != INFINITY
        ends.append((least if at < len(sides) else INFINITY, most if bounded else least, not bounded))
        if sum_inside in side:
            inner.append((most if bounded else least, not bounded))
    within = None
    if inner:
        some_open = any(cut for _, cut in inner)
        reach = max(most for most, _ in inner)
        within = Range(0, INFINITY if some_open else reach, reach, some_open)
    return Heard(
        min(least for least, _, _ in ends),
        max(most for _, most, _ in ends),
        any(cut for _, _, cut in ends),
        within,
        True,
    )


def drop_superseded(
    statements: Iterable[Statement],
) -> tuple[list[Statement], tuple[tuple[Statement, Statement], ...]]:
    """The statements that stand, and each that fell with the later one, by the same origin of the same people."""
    latest: dict[tuple[str, str, bool], Statement] = {}
    statements = list(statements)
    for each in statements:
        if each.known is None or each.subset:
            continue
        for alleged in (True, False) if each.standing == "asserted" else (True,):
            key = (each.origin, each.who, alleged)
            if key not in latest or (latest[key].known or 0) < each.known:
                latest[key] = each
    standing: list[Statement] = []
    fallen: list[tuple[Statement, Statement]] = []
    for each in statements:
        later = latest.get((each.origin, each.who, each.standing == "alleged"))
        same = later is not None and (later.low, later.high) == (each.low, each.high)
        if later and not same and not each.subset and each.known is not None and each.known < (later.known or 0):
            fallen.append((each, later))
        else:
            standing.append(each)
    return standing, tuple(fallen)


def gather_voices(statements: Iterable[Statement]) -> list[Voice]:
    """One voice for every origin and category; equal voices are one; an origin that contradicts itself is several."""
    own: dict[tuple[str, int, bool], list[Statement]] = {}
    for each in statements:
        own.setdefault((each.origin, cells_of(each.who), each.standing == "alleged"), []).append(each)
    joined: dict[tuple[int, bool, float, float], list[Statement]] = {}
    for (_, cells, alleged), said in own.items():
        low, high = max(_low(each) for each in said), min(_high(each) for each in said)
        if low <= high:
            joined.setdefault((cells, alleged, low, high), []).extend(said)
        else:
            for each in said:
                joined.setdefault((cells, alleged, _low(each), _high(each)), []).append(each)
    return [
        Voice(cells, low, high, alleged, tuple(said))
        for (cells, alleged, low, high), said in sorted(joined.items(), key=lambda entry: entry[0])
    ]


def find_agreeing(voices: Sequence[Voice]) -> list[tuple[Voice, ...]]:
    """The largest sets of voices that can all be true: none can be added to any of them."""
    if len({voice.cells for voice in voices}) == 1:
        return _cliques(voices)
    if agree_people(voices):
        return [tuple(voices)]
    if len(voices) > MOST_VOICES:
        return _grow_sets(voices)
    found: list[int] = []
    for size in range(len(voices) - 1, 0, -1):
        for chosen in _subsets(len(voices), size):
            if any(chosen & ~larger == 0 for larger in found):
                continue
            if agree_people([voice for at, voice in enumerate(voices) if chosen >> at & 1]):
                found.append(chosen)
    return [tuple(voice for at, voice in enumerate(voices) if chosen >> at & 1) for chosen in found]


def agree_people(voices: Sequence[Voice]) -> bool:
    """Whether all can be true together."""
    return split_people(tuple(voice.category for voice in voices), 0) is not None


def describe_conflict(
    sides: Sequence[Sequence[Voice]], voices: Sequence[Voice], agree: Callable[[Sequence[Voice]], bool]
) -> tuple[Conflict, ...]:
    """The smallest set of voices that cannot all be true, with the bounds of each side for the widest of them."""
    smallest: Sequence[Voice] = voices
    for size in range(2, min(len(voices), 5) + 1):
        chosen = next(
            (
                members
                for bits in _subsets(len(voices), size)
                if not agree(members := [v for at, v in enumerate(voices) if bits >> at & 1])
            ),
            None,
        )
        if chosen:
            smallest = chosen
            break
    disputed = max((voice.cells for voice in smallest), key=lambda c: (c.bit_count(), c))
    told: list[Side] = []
    for side in sides:
        system, opened = cap_open(tuple(voice.category for voice in side))
        split = split_people(system, disputed)
        if split is not None:
            told.append(
                Side(
                    origins=_unique(s.origin for voice in side for s in voice.statements),
                    claims=_unique(s.claim for voice in side for s in voice.statements),
                    low=int(split.p_low),
                    high=int(split.p_high),
                    open=any(cells & disputed for cells in opened),
                )
            )
    first = smallest[0].statements[0]
    return (
        Conflict(
            claims=_unique(s.claim for voice in smallest for s in voice.statements),
            about=f"{first.harm}, {first.place_name or 'no place'}",
            sides=tuple(told),
        ),
    )


def _cliques(voices: Sequence[Voice]) -> list[tuple[Voice, ...]]:
    """The largest sets of intervals with a common point, by one sweep over their ends."""
    sets: list[tuple[Voice, ...]] = []
    lows = sorted({voice.low for voice in voices})
    for at, point in enumerate(lows):
        following = lows[at + 1] if at + 1 < len(lows) else INFINITY
        here = [voice for voice in voices if voice.low <= point <= voice.high]
        if following == INFINITY or any(voice.high < following for voice in here):
            sets.append(tuple(here))
    return sets


def _grow_sets(voices: Sequence[Voice]) -> list[tuple[Voice, ...]]:
    grown: dict[frozenset[int], tuple[Voice, ...]] = {}
    for seed in range(len(voices)):
        chosen = [seed]
        for at in range(len(voices)):
            if at != seed and agree_people([voices[x] for x in (*chosen, at)]):
                chosen.append(at)
        grown.setdefault(frozenset(chosen), tuple(voices[at] for at in sorted(chosen)))
    return list(grown.values())


def _subsets(count: int, size: int) -> Iterable[int]:
    """All bit sets of a size, smallest first (Gosper's hack)."""
    bits = (1 << size) - 1
    while bits < 1 << count:
        yield bits
        lowest = bits & -bits
        ripple = bits + lowest
        bits = ripple | ((bits ^ ripple) // lowest >> 2)


def _join(voices: Sequence[Voice]) -> tuple[float, float]:
    return max(voice.low for voice in voices), min(voice.high for voice in voices)


def _low(statement: Statement) -> float:
    return 0 if statement.low is None else statement.low


def _high(statement: Statement) -> float:
    return INFINITY if statement.high is None else statement.high


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
