"""Tallies: the rows of an answer, one for each group that is asked for.

In: a casebook and a question with its groups. Out: a `Tally` for each group, with bounds, claims, conflicts and the
reason of every statement that bears on it. Rows may overlap (a province and its towns, people and the children among
them), so they are never added up here or anywhere else: the row over all is computed like every other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from bearwitness.base.tallies import Axis, Path, Query, Tally
from bearwitness.tally.answers import answer_touched
from bearwitness.tally.casebooks import Casebook, Field
from bearwitness.tally.explanations import explain, list_claims, list_conflicts
from bearwitness.tally.fields import Item, Lie, Toll, ask_item, ask_toll, box_of
from bearwitness.tally.forests import Answer
from bearwitness.tally.regions import INFINITY, lies_within, may_meet
from bearwitness.tally.whos import cells_of, whos

Keys = tuple[tuple[Axis, str | None], ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """The incidents and tolls that one question touches."""

    items: list[tuple[Item, Lie]]
    tolls: list[Toll]


def tally(casebook: Casebook, query: Query, by: Sequence[Axis] = (), *, explained: bool = True) -> list[Tally]:
    """A row for each group on which anything is reported, in order; one row for everything when `by` is empty.

    Without `explained`, rows have no claims, conflicts and reasons: for many groups over a large casebook.
    """
    field = casebook.fields.get(query.harm)
    if field is None:
        return [Tally(query=query, low=0, high=0)] if not by else []
    box = box_of(query)
    whole = Touched(
        [(item, lie) for item in field.find_items(box) if (lie := ask_item(item, query, box)) != "apart"],
        [toll for toll in field.tolls if ask_toll(toll, query, box) != "apart"],
    )
    rows = []
    for keys, narrowed, touched in _divide(field, query, by, whole):
        found = answer_touched(field, narrowed, touched.items, touched.tolls)
        row = _make_row(narrowed, keys, found)
        if explained:
            row = replace(
                row,
                claims=list_claims(field, touched.items, touched.tolls),
                conflicts=list_conflicts(touched.items, touched.tolls, box_of(narrowed)),
                reasons=explain(casebook, field, row, touched.items, touched.tolls),
            )
        rows.append(row)
    return rows


def _make_row(query: Query, keys: Keys, found: Answer) -> Tally:
    if found.high == INFINITY:
        raise ArithmeticError(f"the most of {query} has no end: a tally counts what is reported, and that is finite")
    return Tally(query=query, keys=keys, low=int(found.low), high=int(found.high), open=found.open, outer=found.outer)


def _divide(field: Field, query: Query, by: Sequence[Axis], whole: Touched) -> Iterator[tuple[Keys, Query, Touched]]:
    """Each group with the incidents and tolls that touch it, found from these and not by asking every group of all."""
    if not by:
        yield (), query, whole
        return
    finder = _GroupFinder(field, query, by, whole)
    groups: defaultdict[tuple[object, ...], Touched] = defaultdict(lambda: Touched([], []))
    named: set[tuple[object, ...]] = set()
    for item, _ in whole.items:
        named.update(finder.named_by_item(item))
        for group in finder.groups_of_item(item):
            groups[group].items.append((item, "maybe"))
    for toll in whole.tolls:
        named.update(finder.named_by_toll(toll))
        for group in finder.groups_of_toll(toll):
            groups[group].tolls.append(toll)
    for group in sorted(named & groups.keys(), key=lambda g: tuple(_order(part) for part in g)):
        narrowed = finder.narrow(group)
        box = box_of(narrowed)
        touched = Touched(
            [(item, lie) for item, _ in groups[group].items if (lie := ask_item(item, narrowed, box)) != "apart"],
            [toll for toll in groups[group].tolls if ask_toll(toll, narrowed, box) != "apart"],
        )
        if touched.items or touched.tolls:
            yield finder.name(group), narrowed, touched


class _GroupFinder:
    """Which groups there are along each axis, and which of them an incident or a toll may lie in.

    The groups are those that something reported names: a toll over a country and a year makes no rows of its months.
    """

    def __init__(self, field: Field, query: Query, by: Sequence[Axis], whole: Touched) -> None:
        self.query, self.by = query, tuple(by)
        self.names: dict[str, str] = {}
        self.place_names: dict[Path, str] = {}
        for said in field.told.values():
            for each in said:
                self._learn(each.actor, each.actor_name, each.place, each.place_name)
        for toll in field.tolls:
            for voice in toll.reading.voices:
                for each in voice.statements:
                    self._learn(each.actor, each.actor_name, each.place, each.place_name)
        paths = {item.place for item, _ in whole.items} | {toll.box.place for toll in whole.tolls}
        self.places = sorted(path for path in paths if path)
        self.provinces = sorted({path[:2] for path in self.places if len(path) > 1 and not path[1].startswith("~")})
        self.actors = sorted(
            {a for item, _ in whole.items for a in item.actors} | {t.box.actor for t in whole.tolls if t.box.actor}
        )
        masks = {c for item, _ in whole.items for c, _, _ in item.system} | {t.box.cells for t in whole.tolls}
        self.whos = [who for who, cells in whos().items() if cells in masks and cells & ~cells_of(query.who) == 0]
        self.months = sorted({month for item, _ in whole.items for month in self._months(item.start, item.end)})
        self.has_dated_items = bool(self.months)
        self.place_set, self.province_set = set(self.places), set(self.provinces)
        if not self.months:
            self.months = sorted({m for t in whole.tolls for m in self._months(t.box.start, t.box.end)})
        self.place_cache: dict[Path, list[Path]] = {}
        self.province_cache: dict[Path, list[Path]] = {}

    def _learn(self, actor: str | None, actor_name: str, place: Path, place_name: str) -> None:
        if actor is not None:
            self.names.setdefault(actor, actor_name or actor)
        self.place_names.setdefault(place, place_name or "/".join(place))

    def named_by_item(self, item: Item) -> Iterator[tuple[object, ...]]:
        """The groups that an incident itself names: they get a row."""
        own = {cells for cells, _, _ in item.system}
        return self._named(sorted(item.actors) or [None], own, item.place, self._known_months(item.start, item.end))

    def named_by_toll(self, toll: Toll) -> Iterator[tuple[object, ...]]:
        """The groups that a toll itself names; a toll over several months names none of them while incidents do."""
        months = list(self._known_months(toll.box.start, toll.box.end))
        if len(months) > 1 and self.has_dated_items:
            months = []
        return self._named([toll.box.actor], {toll.box.cells}, toll.box.place, months)

    def _named(
        self, actors: list[Any], own: set[int], place: Path, months: Iterable[tuple[int, int]]
    ) -> Iterator[tuple[object, ...]]:
        parts: dict[Axis, Iterable[object]] = {
            "actor": actors,
            "who": [who for who in self.whos if whos()[who] in own],
            "month": months,
            "place": [place] if place in self.place_set else [],
            "province": [place[:2]] if place[:2] in self.province_set else [],
        }
        return product(*(parts[axis] for axis in self.by))

    def groups_of_item(self, item: Item) -> Iterator[tuple[object, ...]]:
        parts: list[Iterable[object]] = []
        for axis in self.by:
            if axis == "actor":
                parts.append(sorted(item.actors) or [None])
            elif axis == "who":
                parts.append([who for who in self.whos if whos()[who] & item.cells])
            elif axis == "month":
                parts.append(self._known_months(item.start, item.end))
            else:
                parts.append(self._near(axis, item.place))
        return product(*parts)

    def groups_of_toll(self, toll: Toll) -> Iterator[tuple[object, ...]]:
        parts: list[Iterable[object]] = []
        for axis in self.by:
            if axis == "actor":
                parts.append([toll.box.actor] if toll.box.actor else [*self.actors, None])
            elif axis == "who":
                parts.append([who for who in self.whos if whos()[who] & toll.box.cells])
            elif axis == "month":
                parts.append(self._known_months(toll.box.start, toll.box.end))
            else:
                parts.append(self._near(axis, toll.box.place))
        return product(*parts)

    def narrow(self, group: tuple[object, ...]) -> Query:
        query = self.query
        for axis, part in zip(self.by, group, strict=True):
            if axis == "actor":
                query = replace(query, actor=part or "")  # type: ignore[arg-type]
            elif axis == "who":
                query = replace(query, who=part)  # type: ignore[arg-type]
            elif axis == "month":
                start, end = _month_days(part)  # type: ignore[arg-type]
                query = replace(query, start=max(start, query.start or start), end=min(end, query.end or end))
            else:
                query = replace(query, place=part)  # type: ignore[arg-type]
        return query

    def name(self, group: tuple[object, ...]) -> Keys:
        keys: list[tuple[Axis, str | None]] = []
        for axis, part in zip(self.by, group, strict=True):
            if axis == "actor":
                keys.append((axis, None if part is None else self.names.get(str(part), str(part))))
            elif axis == "month":
                keys.append((axis, f"{part[0]:04}-{part[1]:02}"))  # type: ignore[index]
            elif axis == "who":
                keys.append((axis, str(part)))
            else:
                path: Path = part  # type: ignore[assignment]
                keys.append((axis, self.place_names.get(path, path[-1].lstrip("~").title())))
        return tuple(keys)

    def _near(self, axis: Axis, place: Path) -> list[Path]:
        cache, known = (self.place_cache, self.places) if axis == "place" else (self.province_cache, self.provinces)
        if place not in cache:
            asked = self.query.place
            cache[place] = [
                path for path in known if may_meet(place, path) and (lies_within(path, asked) or may_meet(path, asked))
            ]
        return cache[place]

    def _known_months(self, start: float, end: float) -> Iterable[tuple[int, int]]:
        if start == -INFINITY or end == INFINITY or end - start > 62:
            return [m for m in self.months if _month_days(m)[0] <= end and start <= _month_days(m)[1]]
        return self._months(start, end)

    def _months(self, start: float, end: float) -> list[tuple[int, int]]:
        """The months of a span that is known; none for one without an end."""
        asked = self.query
        start = max(start, -INFINITY if asked.start is None else asked.start)
        end = min(end, INFINITY if asked.end is None else asked.end)
        if start == -INFINITY or end == INFINITY or start > end:
            return []
        first, last = date.fromordinal(int(start)), date.fromordinal(int(end))
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        return [(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1) for n in range(count)]


def _month_days(month: tuple[int, int]) -> tuple[int, int]:
    year, number = month
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1).toordinal(), following.toordinal() - 1


def _order(part: object) -> tuple[bool, object]:
    return part is None, part if part is not None else ""
