"""Which documents copy which: reprints, rewrites and extracts of one story, and text that two have in common.

In: documents, one at a time, in any order. Out: kinships and stories. Whether two documents are kin depends on these
two alone, never on what else is known or on what came first. It never reads claims.

Near-duplicates are found by MinHash and banding (Broder 1997; Leskovec, Rajaraman, Ullman, "Mining of Massive
Datasets", ch. 3), whenever they were published. Extracts and common passages share too little for that: they are
sought by a sample of their phrases among documents of the same days.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]  # it has no stubs

from bearwitness.base.incidents import Kinship, KinshipKind
from bearwitness.base.records import Document
from bearwitness.resolve.mentions import key_document
from bearwitness.resolve.shingles import Numbers, Sketch, sketch

PERMUTATIONS, BANDS, ROWS = (
    128,
    32,
    4,
)  # finds 87 of 100 pairs that are alike by a half, all by three quarters
SAMPLE = 8  # one phrase in eight stands for a document in the index of common passages
NEAR_DAYS = 3  # a wire's story is printed, cut and rewritten within days
# Set on the copies that incidents.dev.json names among the articles of corpus/fa-kes.jsonl: the longer one contains
# 0.73 and more of the shorter, and they resemble each other by 0.50 and more; the next closest pair that is none
# contains 0.71, and the next two that contain as much as a copy resemble each other by 0.40 and 0.39.
REPRINT = 0.8
COPY_CONTAINMENT, COPY_RESEMBLANCE = 0.72, 0.42
SHARED_CONTAINMENT = 0.3
LEAST_SAMPLED = 0.15  # of the smaller sample: half of what SHARED_CONTAINMENT asks of all phrases
LEAST_PHRASES = 8  # fewer in common are a figure of speech, or an alert of one line that any day may bring again


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    sketch: Sketch
    published: date | None
    outlet: str
    agency: str


class Lineage:
    """The documents seen so far with their kinships; adding one costs its candidates, not the whole."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._kin: dict[str, dict[str, Kinship]] = {}
        self._blank = MinHash(num_perm=PERMUTATIONS, hashfunc=int)  # drawing its permutations takes time: once
        self._bands = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        self._passages: dict[tuple[int, int], list[str]] = defaultdict(list)
        self._undated: dict[int, list[str]] = defaultdict(list)

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def add(self, document: Document) -> list[Kinship]:
        """The kinships of a document with those seen before; none for one that is known already."""
        key = key_document(document)
        if key in self._known:
            return []
        entry = _Known(
            sketch=sketch(document, key),
            published=document.published,
            outlet=(document.outlet or "").casefold(),
            agency=(document.agency or "").casefold(),
        )
        signature = self._blank.copy()
        signature.update_batch(entry.sketch.distinct.tolist())
        candidates = set(self._bands.query(signature)) | self._find_passages(entry)
        found = []
        for other in sorted(candidates):
            kinship = _relate(key, entry, other, self._known[other])
            if kinship is not None:
                found.append(kinship)
                self._kin.setdefault(key, {})[other] = kinship
                self._kin.setdefault(other, {})[key] = kinship
        self._remember(key, entry, signature)
        return found

    def relate(self, left: str, right: str) -> Kinship | None:
        """How two documents are kin, None when they are not."""
        return self._kin.get(left, {}).get(right)

    def kin_of(self, key: str) -> Mapping[str, Kinship]:
        """All kin of a document, by key."""
        return self._kin.get(key, {})

    def stories(self) -> dict[str, str]:
        """The story of every document: the smallest key among the copies that it is linked to, or its own."""
        return self._join(("reprint", "rewrite"))

    def roots(self) -> dict[str, str]:
        """For every document the one in which its text was first, as far as kinships tell; itself where it has none."""
        firsts = self._join(("reprint", "rewrite", "extract", "shared"))
        members: dict[str, list[str]] = defaultdict(list)
        for key, first in firsts.items():
            members[first].append(key)
        roots = {}
        for group in members.values():
            root = min(group, key=self._rank)
            roots.update(dict.fromkeys(group, root))
        return roots

    def _rank(self, key: str) -> tuple[bool, date, str]:
        derived = any(k.source not in (None, key) for k in self._kin.get(key, {}).values())
        return derived, self._known[key].published or date.max, key

    def _join(self, kinds: Iterable[KinshipKind]) -> dict[str, str]:
        wanted = frozenset(kinds)
        story: dict[str, str] = {}
        for key in sorted(self._known):
            if key in story:
                continue
            stack = [key]
            while stack:
                one = stack.pop()
                if one not in story:
                    story[one] = key
                    stack += (other for other, kin in self._kin.get(one, {}).items() if kin.kind in wanted)
        return story

    def _find_passages(self, entry: _Known) -> set[str]:
        """The documents of the same days whose sample of phrases promises a common passage."""
        found: defaultdict[str, int] = defaultdict(int)
        days, sample = _near_days(entry.published), _sample(entry.sketch.distinct)
        for phrase in sample:
            for day in days:
                for key in self._passages.get((phrase, day), ()):
                    found[key] += 1
            if not days:
                for key in self._undated.get(phrase, ()):
                    found[key] += 1
        return {
            key
            for key, shared in found.items()
            if shared >= LEAST_SAMPLED * min(len(sample), len(_sample(self._known[key].sketch.distinct)))
        }

    def _remember(self, key: str, entry: _Known, signature: MinHash) -> None:
        self._known[key] = entry
        self._bands.insert(key, signature, check_duplication=False)
        for phrase in _sample(entry.sketch.distinct):
            if entry.published is None:
                self._undated[phrase].append(key)
            else:
                self._passages[phrase, entry.published.toordinal()].append(key)


def _sample(phrases: Numbers) -> list[int]:
    """The phrases whose hash is a multiple of SAMPLE: the same phrase is chosen in every document, or in none."""
    chosen: list[int] = phrases[phrases % SAMPLE == 0].tolist()
    return chosen


def _near_days(published: date | None) -> range:
    if published is None:
        return range(0)
    return range(published.toordinal() - NEAR_DAYS, published.toordinal() + NEAR_DAYS + 1)


def _relate(key: str, entry: _Known, other_key: str, other: _Known) -> Kinship | None:
    if other_key < key:
        key, entry, other_key, other = other_key, other, key, entry
    left, right = entry.sketch, other.sketch
    common = np.intersect1d(left.distinct, right.distinct, assume_unique=True)
    shorter, longer = sorted((len(left.distinct), len(right.distinct)))
    containment = len(common) / shorter
    resemblance = len(common) / (shorter + longer - len(common))
    kind = _name_kind(containment, resemblance, len(common))
    if kind is None:
        return None
    source, why = _find_source(key, entry, other_key, other)
    quotes = len(left.quotes & right.quotes)
    reasons = [f"{containment:.0%} of the shorter text stands in the other, {resemblance:.0%} of both is common"]
    reasons += [f"{quotes} quotation{'s' if quotes > 1 else ''} in common"] if quotes else []
    reasons.append(f"{_measure_order(left, right, common):.0%} of what they share is in the same order")
    return Kinship(
        left=key,
        right=other_key,
        kind=kind,
        resemblance=round(resemblance, 3),
        containment=round(containment, 3),
        source=source,
        why=(*reasons, *why),
    )


def _name_kind(containment: float, resemblance: float, common: int) -> KinshipKind | None:
    if common < LEAST_PHRASES:
        return None
    if resemblance >= REPRINT:
        return "reprint"
    if containment >= COPY_CONTAINMENT:
        return "rewrite" if resemblance >= COPY_RESEMBLANCE else "extract"
    return "shared" if containment >= SHARED_CONTAINMENT else None


def _find_source(key: str, entry: _Known, other_key: str, other: _Known) -> tuple[str | None, list[str]]:
    """Which of two was first, and what tells: a credit to the other's house, else the earlier day."""
    if other.agency and other.agency == entry.outlet and entry.agency != other.outlet:
        return key, [f"the other credits {other.agency}"]
    if entry.agency and entry.agency == other.outlet and other.agency != entry.outlet:
        return other_key, [f"the other credits {entry.agency}"]
    why = [f"both credit {entry.agency}"] if entry.agency and entry.agency == other.agency else []
    if entry.published and other.published and entry.published != other.published:
        first = key if entry.published < other.published else other_key
        return first, [*why, f"published on {min(entry.published, other.published)}, the other later"]
    return None, why


def _measure_order(left: Sketch, right: Sketch, common: Numbers) -> float:
    """The share of common phrases that stand in one order in both: their longest rising run of positions."""
    place = {phrase: i for i, phrase in reversed(list(enumerate(right.ordered.tolist())))}
    wanted = set(common.tolist())
    positions = [place[phrase] for phrase in dict.fromkeys(left.ordered.tolist()) if phrase in wanted]
    return _count_rising(positions) / len(positions) if positions else 0.0


def _count_rising(positions: list[int]) -> int:
    tails: list[int] = []
    for position in positions:
        at = bisect_left(tails, position)
        tails[at : at + 1] = [position]
    return len(tails)
