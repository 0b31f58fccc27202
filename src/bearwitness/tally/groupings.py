"""Which claims may speak of one incident, judged by place and day alone.

In: statements. Out: an incident for every claim over one attack. This is the grouping that a tally stands on when
nobody has judged which claims are the same: it is cautious in one direction. What happened at one place on one day is
one incident, so that no two accounts of one attack are ever added; two attacks on one place in one day are taken for
one, disputed. A tally's least is safe from that, its most may be too low. It never looks at words or at who is
blamed, and of numbers only at whether they are zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bearwitness.base.tallies import Path, Statement
from bearwitness.tally.regions import lies_within

MOST_DAYS = 3
"""Days over which one attack may be spread in reports ("overnight", "Friday or Saturday"). A longer span that meets
a day on which something is known is not enough to say that it is that. Set by hand: the guide calls an incident
"about a day".
"""


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    place: Path
    start: int
    end: int


def group_incidents(statements: Iterable[Statement]) -> dict[str, str]:
    """The incident of each claim over one attack; the order of the statements does not matter."""
    first: dict[str, Statement] = {}
    for each in statements:
        if each.scope == "incident" and (each.claim not in first or each.part < first[each.claim].part):
            first[each.claim] = each
    by_day: dict[int, list[_Group]] = {}
    found: dict[str, str] = {}
    clear = [s for s in first.values() if s.fine and s.place and _days(s)]
    for each in sorted(clear, key=lambda s: (len(_days(s)), s.start or 0, -len(s.place), s.place, s.claim)):
        near = _find_near(by_day, each)
        if not near:
            group = _Group(_name(each), each.place, _days(each)[0], _days(each)[-1])
            for day in _days(each):
                by_day.setdefault(day, []).append(group)
            near = [group]
        found[each.claim] = near[0].name
    for each in first.values():
        if each.claim not in found:
            near = _find_near(by_day, each) if each.place else []
            found[each.claim] = near[0].name if len(near) == 1 else f"{each.document}:{_name(each)}"
    _part_unharmed(first.values(), found)
    return found


def _part_unharmed(said: Iterable[Statement], found: dict[str, str]) -> None:
    """A report that tells of harm and says that nobody was harmed, at one place on one day, speaks of two attacks."""
    said = list(said)
    harmed = {(s.document, s.harm, found[s.claim]) for s in said if s.low}
    for each in said:
        if each.high == 0 and (each.document, each.harm, found[each.claim]) in harmed:
            found[each.claim] = f"{each.document}:{_name(each)}:unharmed"


def _find_near(by_day: dict[int, list[_Group]], one: Statement) -> list[_Group]:
    """The groups at the same place, or at one inside it or around it, on a day that both may mean."""
    near = {
        group.name: group
        for day in _days(one)
        for group in by_day.get(day, ())
        if lies_within(group.place, one.place) or lies_within(one.place, group.place)
    }
    return sorted(near.values(), key=lambda group: (group.place != one.place, group.start, group.name))


def _days(one: Statement) -> range:
    """The days on which it may have been; none when they are not known or too many."""
    if one.start is None or one.end is None or one.end - one.start >= MOST_DAYS:
        return range(0)
    return range(one.start, one.end + 1)


def _name(one: Statement) -> str:
    place = "/".join(one.place) or "-"
    return f"{place}@{one.start or '..'}-{one.end or '..'}"
