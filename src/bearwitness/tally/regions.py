"""Scopes as boxes: where, when, by whom, of whom; and how one lies to another.

In: paths of places, days, actors, cells of people. Out: whether a box lies inside another, outside it, around it or
across its border. It never measures distances: a place lies in another when the other is among its parents.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path as File
from typing import Literal

import yaml

from bearwitness.base.records import Place
from bearwitness.base.tallies import Path

INFINITY = math.inf
Relation = Literal["inside", "around", "equal", "across", "apart"]
LEXICON = File(__file__).parent / "lexicon"


@dataclass(frozen=True, slots=True)
class Box:
    """A scope without its harm. `start` and `end` are ordinals or infinite; `actor` None = whoever did it."""

    place: Path
    start: float
    end: float
    actor: str | None
    cells: int


@cache
def _joints() -> re.Pattern[str]:
    raw: dict[str, list[str]] = yaml.safe_load((LEXICON / "places.yaml").read_text(encoding="utf-8"))
    return re.compile("|".join(re.escape(word) for word in raw["joints"]))


@cache
def _kinds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    raw: dict[str, list[str]] = yaml.safe_load((LEXICON / "places.yaml").read_text(encoding="utf-8"))
    return re.compile(rf"\s+(?:{'|'.join(raw['kinds'])})$"), re.compile(rf"^(?:{'|'.join(raw['before'])})\s+")


@lru_cache(maxsize=100_000)
def fold_place(name: str) -> str:
    """A place's name without case, accents, and words that only say what kind of area it is."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[^\w]+", " ", plain).strip()
    after, before = _kinds()
    while (shorter := before.sub("", after.sub("", plain))) not in (plain, ""):
        plain = shorter
    return plain


@lru_cache(maxsize=200_000)
def find_path(place: Place | None, country: str = "") -> Path:
    """The path of a place, widest first; () when there is none.

    A place whose parents are not known lies somewhere in `country`, when that is given.
    """
    if place is None:
        return ()
    name = fold_place(place.name)
    if place.id is None and (parts := [fold_place(p) for p in _joints().split(place.name)]) and len(parts) > 1:
        name = "|".join(sorted(filter(None, parts)))
    if place.parents or place.precision == "country":
        return (*(fold_place(parent) for parent in reversed(place.parents)), name)
    return (fold_place(country), f"~{name}") if country else (f"~{name}",)


def lies_within(inner: Path, outer: Path) -> bool:
    """Whether the first place surely lies in the second; a name such as "borno|yobe" is both areas together."""
    if inner[: len(outer)] == outer:
        return True
    return len(inner) >= len(outer) and all(
        a == b or ("|" in b and set(a.split("|")) <= set(b.split("|"))) for a, b in zip(inner, outer, strict=False)
    )


@lru_cache(maxsize=500_000)
def may_meet(first: Path, second: Path) -> bool:
    """Whether two places may have ground in common: one lies in the other, or is not known where and may lie in it.

    A place of which only the country is known may lie in any province of it. A place of which nothing is known lies
    nowhere but in itself: nobody reported it to be elsewhere.
    """
    if all(
        a == b or (("|" in a or "|" in b) and set(a.split("|")) & set(b.split("|")))
        for a, b in zip(first, second, strict=False)
    ):
        return True
    return _may_hold(first, second) or _may_hold(second, first)


def _may_hold(vague: Path, area: Path) -> bool:
    return (
        len(vague) > 1
        and vague[-1].startswith("~")
        and not area[-1].startswith("~")
        and len(area) == len(vague)
        and area[:-1] == vague[:-1]
    )


def resolve_place(words: str, known: Iterable[Path]) -> dict[Path, list[Path]]:
    """The places that words such as "Old City, Mosul" can mean among those known, the widest of each line.

    A path in full, as `name_path` writes it, is that place alone. With each come those paths that name the same place
    with some of its parents left out.
    """
    names = [fold_place(part) for part in words.split(",") if fold_place(part)]
    prefixes = {path[:cut] for path in known for cut in range(1, len(path) + 1)}
    places: dict[Path, list[Path]] = {path: [] for path in sorted(prefixes) if names and _is_called(path[-1], names[0])}
    for path in list(places):
        fuller = [other for other in places if _says_less(path, other)]
        fullest = _keep_widest([other for other in fuller if not any(_says_less(other, more) for more in fuller)])
        if len(fullest) == 1:
            places[fullest[0]] += [path, *places.pop(path)]
    meant = [path for path in places if set(names[1:]) <= set(map(_bare, path[:-1]))]
    places = {path: places[path] for path in _keep_widest(meant)}
    exact = {path: same for path, same in places.items() if [_bare(part) for part in reversed(path)] == names}
    return exact or places


def name_path(path: Path) -> str:
    """A path as a reader writes it, finest first: "old city, mosul, nineveh, iraq"."""
    return ", ".join(map(_bare, reversed(path)))


def move_place(path: Path, same: Iterable[Path], place: Path) -> Path:
    """A path with `place` in the stead of whichever of `same` it begins with."""
    for less in same:
        if path[: len(less)] == less:
            return (*place, *path[len(less) :])
    return path


def _bare(part: str) -> str:
    """A part of a path as its name; "a|b" are two areas together."""
    return part.lstrip("~").replace("|", " ")


def _is_called(part: str, name: str) -> bool:
    return name in (part.lstrip("~"), _bare(part))


def _says_less(path: Path, other: Path) -> bool:
    """Whether a path is the other one with some of its parents left out: the same place, less fully placed."""
    if len(path) >= len(other) or _bare(path[-1]) != _bare(other[-1]) or lies_within(other, path):
        return False
    rest = iter(other[:-1])
    return all(part in rest for part in path[:-1])


def _keep_widest(paths: list[Path]) -> list[Path]:
    """The paths that lie in no other of them."""
    return [path for path in paths if not any(other != path and lies_within(path, other) for other in paths)]


def relate(first: Box, second: Box) -> Relation:
    """How the first box lies to the second: inside it, around it, equal to it, across its border or apart from it."""
    if (
        first.end < second.start
        or second.end < first.start
        or not first.cells & second.cells
        or (first.actor is not None and second.actor is not None and first.actor != second.actor)
        or not may_meet(first.place, second.place)
    ):
        return "apart"
    if first == second:
        return "equal"
    if encloses(second, first):
        return "inside"
    return "around" if encloses(first, second) else "across"


def encloses(outer: Box, inner: Box) -> bool:
    """Whether everything in the second box surely lies in the first."""
    return (
        outer.start <= inner.start
        and inner.end <= outer.end
        and inner.cells & ~outer.cells == 0
        and (outer.actor is None or outer.actor == inner.actor)
        and lies_within(inner.place, outer.place)
    )
