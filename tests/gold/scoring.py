"""How well claims agree with annotated counts of harm.

In: a gold file (a list of documents with their counts) and claims as JSON, one a line. Out: a Score. A count is found
when harm, low and high all agree; of the found ones each attribute is judged, and `whole` asks for all of them. Every
figure is an F1 over counts, so that finding more never lowers it by itself. It knows nothing of how claims are made.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ATTRIBUTES = ("who", "part", "scope", "place", "when", "by", "source", "stance")
# Names that stand for one another in the project's own examples.
SAME = (("rsf", "rapid support forces"), ("russia", "russian forces", "russian"), ("government", "government forces"))
# Words that say what kind of place or party it is, and so no evidence that two names mean the same one.
COMMON = frozenset(
    {"the", "a", "an", "of", "in", "near", "at", "on", "and"}
    | {"province", "region", "town", "city", "village", "district", "township", "townships"}
)

Bound = int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count of harm with what is said about it, from the gold or from a claim."""

    document: str
    harm: str
    low: Bound
    high: Bound
    who: str
    scope: str
    stance: str
    part: tuple[Bound, Bound] | None = None
    place: str | None = None
    when: tuple[str | None, str | None] = (None, None)
    by: str | None = None
    source: str | None = None

    @property
    def key(self) -> tuple[str, str, Bound, Bound]:
        """What must agree for a count to be found."""
        return self.document, self.harm, self.low, self.high


@dataclass(slots=True)
class Score:
    """Found counts against gold and predicted ones; `right` holds how many of them have each attribute right."""

    gold: int = 0
    predicted: int = 0
    hits: int = 0
    whole: int = 0
    right: Counter[str] = field(default_factory=Counter)
    missed: list[Count] = field(default_factory=list)
    spurious: list[Count] = field(default_factory=list)

    def measure(self, hits: int) -> float:
        """The F1 of that many counts."""
        return 2 * hits / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    def figures(self) -> dict[str, float]:
        """`f1`, `whole_f1`, and one F1 for each attribute, rounded to three digits."""
        found = {"f1": self.measure(self.hits), "whole_f1": self.measure(self.whole)}
        found |= {f"{name}_f1": self.measure(self.right[name]) for name in ATTRIBUTES}
        return {name: round(value, 3) for name, value in found.items()}


def read_gold(path: Path) -> list[Count]:
    """The counts of a gold file. A source that is the outlet itself is the outlet's own voice, None."""
    counts = []
    for document in json.loads(path.read_text(encoding="utf-8")):
        entries = document["harms"]
        for entry in entries:
            part = entry["part_of"]
            counts.append(
                Count(
                    document=document["doc"],
                    part=None if part is None else (entries[part]["low"], entries[part]["high"]),
                    when=tuple(entry["when"] or (None, None)),
                    **{name: entry[name] for name in ("harm", "low", "high", "who", "scope", "stance", "place", "by")},
                    source=entry["source"],
                )
            )
    return counts


def read_outlets(path: Path) -> dict[str, str | None]:
    """The outlet of each document of a gold file."""
    return {document["doc"]: document["outlet"] for document in json.loads(path.read_text(encoding="utf-8"))}


def read_claims(lines: Iterable[str]) -> list[Count]:
    """The counts of claims in JSON, one claim a line; equal ones of one document are one."""
    found = {}
    for line in lines:
        if line.strip():
            for count in _unfold(json.loads(line)):
                said = (fold_name(count.source), count.who, count.part)
                found.setdefault((count.key, said), count)
    return list(found.values())


def _unfold(claim: dict[str, Any]) -> Iterator[Count]:
    sources, when = claim["sources"], claim["when"] or {"start": None, "end": None}
    stack: list[tuple[dict[str, Any], tuple[Bound, Bound] | None]] = [(harm, None) for harm in claim["harms"]]
    while stack:
        harm, part = stack.pop()
        yield Count(
            document=claim["document"],
            harm=harm["harm"],
            low=harm["low"],
            high=harm["high"],
            who=harm["who"],
            scope=claim["scope"],
            stance=claim["stance"],
            part=part,
            place=(claim["place"] or {}).get("name"),
            when=(when["start"], when["end"]),
            by=(claim["actor"] or {}).get("name"),
            source=sources[0]["name"] if sources else None,
        )
        stack += [(each, (harm["low"], harm["high"])) for each in harm["parts"]]


def score(gold: Iterable[Count], predicted: Iterable[Count], outlets: dict[str, str | None]) -> Score:
    """Pair the counts one to one, the pairs that agree on most first, and count what agrees."""
    result = Score()
    wanted: dict[object, list[Count]] = defaultdict(list)
    offered: dict[object, list[Count]] = defaultdict(list)
    for count in gold:
        wanted[count.key].append(count)
        result.gold += 1
    for count in predicted:
        if count.document in outlets:
            offered[count.key].append(count)
            result.predicted += 1
    for key in wanted.keys() | offered.keys():
        lefts, rights = wanted[key], offered[key]
        verdicts = [
            (compare(left, right, outlets.get(left.document)), i, j)
            for i, left in enumerate(lefts)
            for j, right in enumerate(rights)
        ]
        verdicts.sort(key=lambda verdict: -sum(verdict[0].values()))
        taken: set[int] = set()
        given: set[int] = set()
        for verdict, i, j in verdicts:
            if i in taken or j in given:
                continue
            taken.add(i)
            given.add(j)
            result.hits += 1
            result.whole += all(verdict.values())
            result.right.update(name for name, agrees in verdict.items() if agrees)
        result.missed += [each for i, each in enumerate(lefts) if i not in taken]
        result.spurious += [each for j, each in enumerate(rights) if j not in given]
    return result


def compare(gold: Count, found: Count, outlet: str | None) -> dict[str, bool]:
    """Which attributes of a found count agree with the gold; dates may be off by a day."""
    sources = (None if outlet and name and same_name(name, outlet) else name for name in (gold.source, found.source))
    return {
        "who": gold.who == found.who,
        "part": gold.part == found.part,
        "scope": gold.scope == found.scope,
        "place": same_place(gold.place, found.place),
        "when": all(_near(left, right) for left, right in zip(gold.when, found.when, strict=True)),
        "by": same_name(gold.by, found.by),
        "source": same_name(*sources),
        "stance": gold.stance == found.stance,
    }


def fold_name(name: str | None) -> frozenset[str]:
    """The telling words of a name, in lower case; other names of the same party folded into one."""
    text = " ".join(re.findall(r"\w+", (name or "").lower()))
    for first, *others in SAME:
        for other in others:
            text = re.sub(rf"\b{other}\b", first, text)
    return frozenset(text.split()) - {"the", "a", "an"}


def same_name(left: str | None, right: str | None) -> bool:
    """Whether one name holds all words of the other; None agrees with None only."""
    first, second = fold_name(left), fold_name(right)
    return first == second if not first or not second else first <= second or second <= first


def same_place(left: str | None, right: str | None) -> bool:
    """Whether two place names share a telling word; None agrees with None only."""
    first, second = (frozenset(re.findall(r"\w+", (name or "").lower())) - COMMON for name in (left, right))
    return bool(first & second) if first and second else first == second


def _near(left: str | None, right: str | None) -> bool:
    if left is None or right is None:
        return left == right
    return abs((date.fromisoformat(left) - date.fromisoformat(right)).days) <= 1
