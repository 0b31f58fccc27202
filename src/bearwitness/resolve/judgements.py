"""What people said about pairs, settled: the latest word on each pair, free of contradictions.

In: judgements in any order. Out: pairs held to be one incident, pairs kept apart, and the judgements that could not be
followed, with the reason. Nothing is ever dropped: a superseded judgement says what superseded it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bearwitness.base.identifiers import digest
from bearwitness.base.incidents import Judgement, Verdict

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Judgements as they bind: pairs of mention ids, smaller first. `set_aside` holds those that do not, with why."""

    joined: frozenset[Ends]
    barred: frozenset[Ends]
    undecided: frozenset[Ends]
    set_aside: tuple[tuple[Judgement, str], ...]


def make_judgement(ends: Ends, verdict: Verdict, *, by: str, why: str, at: datetime) -> Judgement:
    """A judgement on two ids, in either order, with its own id."""
    left, right = sorted(ends)
    name = digest([left, right, verdict, by, why, at.isoformat()])
    return Judgement(id=name, left=left, right=right, verdict=verdict, by=by, why=why, at=at)


def supersede(judgements: Iterable[Judgement]) -> list[Judgement]:
    """All judgements, oldest first, each that is no longer the last word on its pair naming the one that is next."""
    ordered = sorted({judgement.id: judgement for judgement in judgements}.values(), key=_age)
    following: dict[Ends, str] = {}
    marked = []
    for judgement in reversed(ordered):
        ends = judgement.left, judgement.right
        marked.append(replace(judgement, superseded_by=following.get(ends)))
        following[ends] = judgement.id
    return marked[::-1]


def settle(judgements: Iterable[Judgement], locate: Callable[[str], str | None]) -> Settled:
    """The judgements that bind, on the mentions that `locate` finds for the ids in them.

    Two that cannot both hold (A is B, B is C, A is not C) are decided for the later ones: from the newest back, a
    judgement binds unless it contradicts what newer ones imply.
    """
    groups = _Groups()
    joined: set[Ends] = set()
    barred: set[Ends] = set()
    undecided: set[Ends] = set()
    aside: list[tuple[Judgement, str]] = []
    seen: set[Ends] = set()
    live = [judgement for judgement in supersede(judgements) if judgement.superseded_by is None]
    for judgement in reversed(live):
        one, other = locate(judgement.left), locate(judgement.right)
        if one is None or other is None:
            missing = judgement.left if one is None else judgement.right
            aside.append((judgement, f"nothing here has the id {missing}"))
            continue
        ends = (one, other) if one < other else (other, one)
        if ends in seen:
            aside.append((judgement, "a newer judgement speaks of the same two mentions"))
            continue
        seen.add(ends)
        if judgement.verdict == "undecided":
            undecided.add(ends)
        elif one == other:
            if judgement.verdict == "not":
                aside.append((judgement, "both stand in one mention of one document"))
        elif judgement.verdict == "same":
            if any(_crosses(groups, ends, bar) for bar in barred):
                aside.append((judgement, "newer judgements keep the two apart"))
            else:
                joined.add(ends)
                groups.join(*ends)
        elif groups.find(one) == groups.find(other):
            aside.append((judgement, "newer judgements hold the two to be one incident"))
        else:
            barred.add(ends)
    return Settled(
        joined=frozenset(joined), barred=frozenset(barred), undecided=frozenset(undecided), set_aside=tuple(aside)
    )


def _age(judgement: Judgement) -> tuple[str, str]:
    return judgement.at.isoformat(), judgement.id


def _crosses(groups: "_Groups", ends: Ends, bar: Ends) -> bool:
    """Whether joining two would join the two ends of a bar."""
    return {groups.find(ends[0]), groups.find(ends[1])} == {groups.find(bar[0]), groups.find(bar[1])}


class _Groups:
    """Which ids were joined (union-find)."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def find(self, one: str) -> str:
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)
            one = above
        return one

    def join(self, one: str, other: str) -> None:
        self._above[self.find(other)] = self.find(one)
