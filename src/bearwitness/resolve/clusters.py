"""A component of linked mentions taken apart into incidents.

In: mentions, the scores of those that were compared, and what people said. Out: groups. The same input gives the same
groups in whatever order it is given: links are joined from the strongest down, and equal ones in the order of ids.

Two groups join where the mean of the two strongest links between them reaches LINK, unless more than half of their
links contradict it or a person keeps any two of them apart. What a person holds to be one is joined afterwards, with
all that each side had found: a judgement takes no mention out of an incident. Only where that would join two whom
people keep apart is it joined before anything else. (Greedy agglomeration by the strongest links; single
linkage chains over busy days, average linkage tears the vague follow-up stories off an incident.)
"""

import heapq
from collections.abc import Collection, Iterable, Mapping

# Set on incidents.dev.json: between 0 and 0.75 B-cubed F1 stays within 0.93 and 0.95.
LINK = 0.25
CONTRADICTION = -3.0  # a score that only a far place, another day or another kind of event gives
MOST_CONTRADICTIONS = 0.5

Scores = Mapping[str, Mapping[str, float]]


def cluster(
    members: Iterable[str],
    scores: Scores,
    joined: Collection[tuple[str, str]] = (),
    barred: Collection[tuple[str, str]] = (),
) -> list[frozenset[str]]:
    """The incidents among `members`, sorted by their smallest id.

    `joined` and `barred` are pairs that people hold to be of one incident, or not; they are expected to be free of
    contradictions (see `judgements`).
    """
    ordered, early = sorted(members), set[tuple[str, str]]()
    while True:
        state = _State(ordered, scores)
        for one, other in sorted(barred):
            state.bar(one, other)
        for one, other in sorted(early):
            state.join(one, other)
        state.agglomerate()
        blocked = {ends for ends in sorted(joined) if not state.join(*ends)}
        if blocked <= early:
            break
        early |= blocked
    if joined:
        state.agglomerate()
    return sorted((frozenset(group) for group in state.groups.values()), key=min)


class _State:
    """Groups named by their smallest member, with the links between them."""

    def __init__(self, members: list[str], scores: Scores) -> None:
        self.groups = {one: {one} for one in members}
        self.home = {one: one for one in members}
        self.links: dict[str, dict[str, list[float]]] = {
            one: {other: [score] for other, score in scores.get(one, {}).items() if other in self.groups}
            for one in members
        }
        self.bars: dict[str, set[str]] = {one: set() for one in members}

    def bar(self, one: str, other: str) -> None:
        if one in self.home and other in self.home:
            self.bars[self.home[one]].add(self.home[other])
            self.bars[self.home[other]].add(self.home[one])

    def join(self, one: str, other: str) -> bool:
        """Join the groups of two; False where a person keeps some of them apart."""
        if one in self.home and other in self.home and self.home[one] != self.home[other]:
            if self.home[other] in self.bars[self.home[one]]:
                return False
            self._merge(*sorted((self.home[one], self.home[other])))
        return True

    def agglomerate(self) -> None:
        heap = [(-weight, a, b) for a in self.links for b in self.links[a] if a < b and (weight := self._weigh(a, b))]
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            if a not in self.groups or b not in self.groups or self._weigh(a, b) != -negative:
                continue  # one of them has grown since: the pair stands in the heap with its new weight
            self._merge(a, b)
            for c in self.links[a]:
                if weight := self._weigh(a, c):
                    heapq.heappush(heap, (-weight, min(a, c), max(a, c)))

    def _weigh(self, a: str, b: str) -> float:
        """How strongly two groups are linked; 0 where they may not be joined."""
        scores = self.links[a].get(b)
        if not scores or b in self.bars[a]:
            return 0.0
        strongest = heapq.nlargest(2, scores)
        mean = sum(strongest) / len(strongest)
        if mean < LINK:
            return 0.0
        against = sum(score <= CONTRADICTION for score in scores)
        return 0.0 if against > MOST_CONTRADICTIONS * len(scores) else mean

    def _merge(self, a: str, b: str) -> None:
        """Join b into a; a is the smaller name."""
        moved = self.groups.pop(b)
        self.groups[a] |= moved
        self.home.update(dict.fromkeys(moved, a))
        self.links[a].pop(b, None)
        for other, scores in self.links.pop(b).items():
            self.links[other].pop(b, None)
            if other != a:
                common = self.links[a].get(other, []) + scores
                self.links[a][other] = common
                self.links[other][a] = common
        for other in self.bars.pop(b):
            self.bars[other].discard(b)
            self.bars[other].add(a)
            self.bars[a].add(other)
