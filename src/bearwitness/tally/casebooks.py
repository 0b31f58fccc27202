"""A casebook ready to be asked: for each harm, its incidents and tolls, how they lie to each other, and its pieces.

In: statements, and the terms on which they are admitted. Out: a `Field` for every harm, and what was not admitted,
with the reason. It answers nothing itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bearwitness.base.origins import Origin, find_echoes, find_independent, fold_name, fold_voices, join_spellings
from bearwitness.base.records import HarmKind
from bearwitness.base.tallies import Path, Reason, Statement, Terms
from bearwitness.tally.fields import Item, Piece, Toll, TollIndex, breadth, is_filled, join, nest_tolls, place_item
from bearwitness.tally.figures import Heard, resolve_incident, resolve_toll
from bearwitness.tally.forests import settle
from bearwitness.tally.regions import INFINITY, Box, may_meet
from bearwitness.tally.whos import cells_of
from bearwitness.tally.worlds import settle_crossing

LARGE_PIECE = 60
"""Tolls and incidents of one piece from which on each question gets a program of its own neighbourhood instead of
one over the whole piece. Set on `bench/tallies.py`: a program of this size is solved in a tenth of a second.
"""


@dataclass(slots=True)
class Field:
    """All that is admitted of one harm. `owners`: for each item the narrowest toll that holds it, -1 for none."""

    harm: HarmKind
    items: list[Item]
    tolls: list[Toll]
    pieces: list[Piece]
    piece_of_item: list[int]
    owners: list["Toll | None"]
    told: dict[int, list[Statement]] = field(default_factory=dict)
    _days: "NDArray[np.float64]" = field(init=False)
    _places: "NDArray[np.int64]" = field(init=False)
    _paths: list[Path] = field(init=False)

    def __post_init__(self) -> None:
        """Columns of days and places, so that few incidents are looked at for a question."""
        self._days = np.array([(item.start, item.end) for item in self.items]).reshape(-1, 2)
        numbers: dict[Path, int] = {}
        self._places = np.array([numbers.setdefault(item.place, len(numbers)) for item in self.items], dtype=np.int64)
        self._paths = list(numbers)

    def find_items(self, box: Box) -> list[Item]:
        """The incidents that may lie in a place and its days; who and by whom is left to look at."""
        meets = np.array([may_meet(path, box.place) for path in self._paths], dtype=bool)
        if not len(meets):
            return []
        near = meets[self._places] & (self._days[:, 0] <= box.end) & (self._days[:, 1] >= box.start)
        return [self.items[at] for at in np.flatnonzero(near)]


@dataclass(slots=True)
class Casebook:
    """What is admitted, by harm, and what is not, with the reason."""

    fields: dict[HarmKind, Field]
    refused: list[tuple[Statement, Reason]]


def open_casebook(statements: Iterable[Statement], terms: Terms | None = None) -> Casebook:
    """Sort statements into incidents and tolls, hear who speaks of each, and find what bears on what."""
    terms = terms or Terms()
    heads = fold_voices(terms.voices)
    admitted: list[Statement] = []
    refused: list[tuple[Statement, Reason]] = []
    for each in _name_known(statements, heads):
        reason = refuse(each, terms)
        if reason is None:
            admitted.append(each)
        else:
            refused.append((each, reason))
    if terms.policy == "two-origins":
        admitted = _keep_corroborated(admitted, refused, heads)
    by_harm: dict[HarmKind, list[Statement]] = {}
    for each in admitted:
        by_harm.setdefault(each.harm, []).append(each)
    return Casebook({harm: build_field(harm, said) for harm, said in by_harm.items()}, refused)


def refuse(statement: Statement, terms: Terms) -> Reason | None:
    """Why a statement is not admitted; None when it is. A count without any bound says nothing."""

    def because(role: str, note: str) -> Reason:
        return Reason(claim=statement.claim, part=statement.part, role=role, note=note)  # type: ignore[arg-type]

    if statement.standing == "denied":
        return because("denied", "a denial is no figure")
    if statement.standing == "unreal":
        return because("unreal", "it is not told as something that happened")
    if statement.low is None and statement.high is None:
        return because("outside", "it states no bound")
    if terms.as_of is not None and statement.known is not None and statement.known > terms.as_of.toordinal():
        return because("outside", f"it was not known by {terms.as_of}")
    if terms.only and statement.origin not in terms.only:
        return because("outside", f"its origin, {statement.origin}, is not among those asked for")
    if statement.origin in terms.exclude:
        return because("outside", f"its origin, {statement.origin}, is excluded")
    if terms.policy == "named" and not statement.named:
        return because("outside", "the policy asks for named sources")
    return None


def build_field(harm: HarmKind, statements: Sequence[Statement]) -> Field:
    """The incidents and tolls of one harm, nested and cut into pieces."""
    incidents: dict[str, list[Statement]] = {}
    scopes: dict[Box, list[Statement]] = {}
    for each in statements:
        if each.incident is not None:
            incidents.setdefault(each.incident, []).append(each)
        else:
            scopes.setdefault(box_of_statement(each), []).append(each)
    items = [build_item(number, name, incidents[name]) for number, name in enumerate(sorted(incidents))]
    tolls: list[Toll] = []
    for box in sorted(scopes, key=lambda b: (len(b.place), b.place, b.start, b.end, b.actor or "", b.cells)):
        reading = resolve_toll(scopes[box])
        own = reading.range
        tolls.append(Toll(len(tolls), box, reading, Heard(own.low, own.most, own.open, own)))
    field_ = _cut_pieces(harm, items, tolls)
    field_.told = {item.number: incidents[item.name] for item in items}
    return field_


def box_of_statement(statement: Statement) -> Box:
    """The scope that a statement speaks of."""
    return Box(
        statement.place,
        -INFINITY if statement.start is None else statement.start,
        INFINITY if statement.end is None else statement.end,
        statement.actor,
        cells_of(statement.who),
    )


def build_item(number: int, name: str, statements: Sequence[Statement]) -> Item:
    """An incident: at the finest place on which its statements agree, on the days they share, by whoever is named."""
    start, end = _meet(statements)
    return Item(
        number,
        name,
        _find_place({each.place for each in statements}),
        start,
        end,
        frozenset(each.actor for each in statements if each.actor is not None),
        resolve_incident(statements),
    )


def _meet(statements: Iterable[Statement]) -> tuple[float, float]:
    """The days on which all agree; where they do not, all days from the first to the last that anyone names."""
    dated = [
        (-INFINITY if s.start is None else s.start, INFINITY if s.end is None else s.end)
        for s in statements
        if s.start is not None or s.end is not None
    ]
    if not dated:
        return -INFINITY, INFINITY
    start, end = max(s for s, _ in dated), min(e for _, e in dated)
    return (start, end) if start <= end else (min(s for s, _ in dated), max(e for _, e in dated))


def _find_place(paths: set[Path]) -> Path:
    known = [path for path in paths if path]
    if not known:
        return ()
    finest = max(known, key=lambda path: (not path[-1].startswith("~"), len(path), path))
    if all(may_meet(finest, path) for path in known):
        return finest
    shared = 0
    while len({path[shared : shared + 1] for path in known}) == 1:
        shared += 1
    return finest[:shared]


def _name_known(statements: Iterable[Statement], heads: Mapping[str, str]) -> Iterator[Statement]:
    """The statements, with those of speakers whom the registry knows as named."""
    for each in statements:
        known = heads and not each.named and fold_name(each.speaker or each.origin) in heads
        yield replace(each, named=True) if known else each


def _keep_corroborated(
    statements: list[Statement], refused: list[tuple[Statement, Reason]], heads: Mapping[str, str]
) -> list[Statement]:
    """Of each incident and scope, only those of a harm of which two independent origins speak."""
    told: dict[object, list[Statement]] = {}
    for each in statements:
        told.setdefault(each.incident or box_of_statement(each), []).append(each)
    spoken: dict[tuple[object, HarmKind], set[Origin]] = {}
    for about, said in told.items():
        origins = join_spellings({at: _find_origin(each) for at, each in enumerate(said)}, heads)
        echoes = find_echoes({at: (each.document, origins[at]) for at, each in enumerate(said)})
        for at, each in enumerate(said):
            speakers = spoken.setdefault((about, each.harm), set())
            if at not in echoes:
                speakers.add(origins[at])
    kept = []
    for each in statements:
        if find_independent(spoken[each.incident or box_of_statement(each), each.harm])[0] > 1:
            kept.append(each)
        else:
            note = "the policy asks for two independent origins, and only one speaks of it"
            refused.append((each, Reason(claim=each.claim, part=each.part, role="outside", note=note)))
    return kept


def _find_origin(statement: Statement) -> Origin:
    """Who said it first, as grades know them; a house that has no name is its document."""
    named, origin, name = statement.named, statement.origin, statement.speaker or statement.origin
    if statement.house:
        return Origin(key=f"{'house' if named else 'document'}:{origin}", name=origin, named=named)
    key = origin if origin != fold_name(name) else f"name:{origin}"  # else it is an id
    return Origin(key=key if named else f"unnamed:{origin}", name=name, named=named, kind=statement.speaks_as)


def _cut_pieces(harm: HarmKind, items: list[Item], tolls: list[Toll]) -> Field:
    index = TollIndex(tolls)
    crossing = nest_tolls(tolls, index)
    touching = find_touching(items, index)
    groups = [[toll.number, toll.parent.number] for toll in tolls if toll.parent is not None]
    groups += [[first.number, second.number] for first, second in crossing]
    groups += [[toll.number for toll, _ in touched] for touched in touching.values()]
    roots = join(groups, len(tolls))
    numbers = {root: at for at, root in enumerate(sorted(set(roots)))}
    pieces = [Piece([], [], nested=True) for _ in numbers]
    for toll in sorted(tolls, key=breadth):
        toll.piece = numbers[roots[toll.number]]
        pieces[toll.piece].tolls.append(toll)
        toll.depth = 0 if toll.parent is None else toll.parent.depth + 1
        toll.plain = not (toll.children and is_filled(toll, toll.box))
    for pair in crossing:
        for toll in pair:
            toll.plain = False
    piece_of_item = [-1] * len(items)
    owners: list[Toll | None] = [None] * len(items)
    for number, touched in touching.items():
        pieces[touched[0][0].piece].items.append(items[number])
        piece_of_item[number] = touched[0][0].piece
        owner = max((toll for toll, sure in touched if sure), key=breadth, default=None)
        owners[number] = owner
        if owner is not None:
            owner.items.append(items[number])
        for toll, sure in touched:
            toll.plain = toll.plain and sure
    for piece in pieces:
        _settle(piece)
    return Field(harm, items, tolls, pieces, piece_of_item, owners)


def _settle(piece: Piece) -> None:
    """Hear the tolls of a piece, narrowest first.

    In a piece too large for one program a toll is heard beside what is nested in it, and no more.
    """
    piece.nested = all(toll.plain for toll in piece.tolls)
    piece.large = len(piece.tolls) + len(piece.items) > LARGE_PIECE
    if not piece.nested and not piece.large:
        settle_crossing(piece.tolls, piece.items)
        return
    for toll in sorted(piece.tolls, key=breadth, reverse=True):
        settle(toll)
        toll.plain = toll.plain and all(child.plain for child in toll.children)


def find_touching(items: Sequence[Item], index: TollIndex) -> dict[int, list[tuple[Toll, bool]]]:
    """For each incident the tolls in whose scope it lies, surely or perhaps; incidents in none are left out."""
    touching: dict[int, list[tuple[Toll, bool]]] = {}
    for item in items:
        touched = []
        for toll in index.find_near(item.place, item.start, item.end).values():
            lie = place_item(item, toll.box)
            if lie != "apart":
                touched.append((toll, lie == "inside"))
        if touched:
            touching[item.number] = touched
    return touching
