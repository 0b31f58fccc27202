"""Ids of incidents that outlive what happens to them: merges, splits, late reports.

In: the groups of mentions, and the ids that mentions had before. Out: an id for every group, and tombstones for the ids
that are no longer in use. A group keeps the id that most of its mentions had; an id that goes redirects to where most
of its mentions went. Without a past, an id follows from the first mention, whatever the order of arrival.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bearwitness.base.identifiers import digest
from bearwitness.base.incidents import Tombstone

ID_LENGTH = 12  # hexadecimal digits: a collision among a million incidents has odds of one in five hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """Which incident every mention is in, and where retired ids lead."""

    homes: Mapping[str, str]
    tombstones: tuple[Tombstone, ...] = ()

    def redirect(self, incident: str) -> str:
        """The id that stands for an incident id today; itself when nothing moved it."""
        moves = {stone.id: stone.moved_to for stone in self.tombstones}
        while incident in moves:
            incident = moves[incident]
        return incident


NOTHING = Identities(homes={})


def assign_identities(
    groups: Sequence[frozenset[str]], before: Identities, rank: Callable[[str], tuple[str, str]]
) -> Identities:
    """Ids for the groups; `rank` orders mentions by when and which, the first of a group is its founder."""
    stakes = _list_stakes(groups, before)
    names: dict[int, str] = {}
    for _, old, index in stakes:
        if index not in names and old not in names.values():
            names[index] = old
    retired = {stone.id for stone in before.tombstones} | set(before.homes.values())
    used = set(names.values())
    for index in sorted(set(range(len(groups))) - names.keys(), key=lambda i: min(map(rank, groups[i]))):
        names[index] = _mint(sorted(groups[index], key=rank), used | retired)
        used.add(names[index])
    homes = {mention: names[index] for index, group in enumerate(groups) for mention in group}
    return Identities(homes=homes, tombstones=_bury(before, homes, used))


def _list_stakes(groups: Sequence[frozenset[str]], before: Identities) -> list[tuple[int, str, int]]:
    """(minus the number of mentions that an old id and a new group share, the id, the group), the largest first."""
    shares: Counter[tuple[str, int]] = Counter()
    for index, group in enumerate(groups):
        shares.update((before.homes[mention], index) for mention in group if mention in before.homes)
    return sorted(
        ((-count, old, index) for (old, index), count in shares.items()), key=lambda s: (s[0], s[1], min(groups[s[2]]))
    )


def _mint(founders: list[str], taken: set[str]) -> str:
    for founder in founders:
        name = "i" + digest(founder)[:ID_LENGTH]
        if name not in taken:
            return name
    turn = 0
    while (name := "i" + digest([founders[0], turn])[:ID_LENGTH]) in taken:
        turn += 1
    return name


def _bury(before: Identities, homes: Mapping[str, str], used: set[str]) -> tuple[Tombstone, ...]:
    """A tombstone for every id that was in use and is not; older ones that still lead somewhere are kept."""
    moved: dict[str, Counter[str]] = defaultdict(Counter)
    for mention, old in before.homes.items():
        if old not in used and mention in homes:
            moved[old][homes[mention]] += 1
    stones = {stone.id: stone for stone in before.tombstones if stone.id not in used}
    for old, places in moved.items():
        target = min(places, key=lambda name: (-places[name], name))
        stones[old] = Tombstone(id=old, moved_to=target)
    return tuple(stones[name] for name in sorted(stones))
