"""Which of the places of one name is meant, and whether a name is a place at all in its context.

In: a stretch of words that the gazetteer knows, its surroundings, and what the document is about. Out: one place of the
gazetteer, or none. It never widens a wording and never sets a role; in doubt it says no.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.placing.folding import drop_articles, fold_name
from bearwitness.extract.placing.gazetteer import Entry
from bearwitness.extract.placing.place_frames import Frame, is_organisation, is_person, speaks
from bearwitness.extract.placing.place_spans import Stretch, Text

# Set on the 100 training reports and the 100 sentences: the share of a document's country votes that makes a country
# its context, and populations from which a name counts as known by itself.
CONTEXT: Final = 0.15
WELL_KNOWN: Final = 100_000
KNOWN: Final = 15_000
FITS: Final = {
    "province": frozenset({"province", "region", "district"}),
    "countryside": frozenset({"province"}),
    "suburbs": frozenset({"city", "town"}),
    "city": frozenset({"city", "town", "village"}),
    "neighbourhood": frozenset({"neighbourhood", "camp"}),
    "district": frozenset({"neighbourhood", "district", "camp"}),
    "area": frozenset({"area", "region", "neighbourhood"}),
    "camp": frozenset({"camp"}),
    "site": frozenset({"base", "facility", "hospital", "road", "crossing", "exact"}),
}
_SPAN_OF_CONTEXT: Final = 80


@dataclass(slots=True)
class Context:
    """What the document is about: the share of each country, and where names of places stand in it."""

    shares: dict[str, float]
    named: dict[str, list[int]]

    def near(self, name: str, at: int) -> float:
        """0 to 1: how much a place that lies in `name` is to be expected at word `at`."""
        spots = self.named.get(name)
        if not spots:
            return 0.0
        i = bisect_left(spots, at)
        close = min(abs(spot - at) for spot in spots[max(0, i - 1) : i + 1])
        return 0.15 * min(len(spots), 3) + (0.55 if close <= _SPAN_OF_CONTEXT else 0.0)


def is_firm(read: Text, stretch: Stretch) -> bool:
    """Whether a stretch is so surely a place that the words beside it are judged with that in mind."""
    if stretch.last == stretch.first and read.tokens[stretch.first].low in read.words.lists["barred"]:
        return False
    return any(e.curated or e.kind in ("country", "province") or e.population >= WELL_KNOWN for e in stretch.entries)


def weigh_context(read: Text, stretches: list[Stretch], parties: Sequence[PartyMention]) -> Context:
    """Which countries the document is about, by the countries, peoples and well-known places that it names."""
    votes: defaultdict[str, float] = defaultdict(float)
    named: dict[str, list[int]] = {}
    for token in read.tokens:
        code = read.words.countries.get(token.low)
        if code:
            votes[code] += 1.0
    for party in parties:
        if party.country:
            votes[party.country.upper()] += 0.3
    for stretch in stretches:
        if not is_firm(read, stretch):
            continue
        named.setdefault(stretch.key, []).append(stretch.first)
        known = [
            e for e in stretch.entries if e.curated or e.kind in ("country", "province") or e.population >= WELL_KNOWN
        ]
        for entry in known:
            own = fold_name(entry.name)
            if own != stretch.key:
                named.setdefault(own, []).append(stretch.first)
        countries = {e.country for e in known}
        if len(countries) == 1:
            state = any(e.kind == "country" for e in known)
            votes[next(iter(countries))] += 1.5 if state else 1.0
        elif any(e.kind == "country" for e in known):
            votes[next(e.country for e in known if e.kind == "country")] += 1.0
    total = sum(votes.values()) or 1.0
    return Context({code: count / total for code, count in votes.items()}, named)


def accept_entry(
    read: Text, stretch: Stretch, frame: Frame, entry: Entry, context: Context, *, state: bool, listed: bool
) -> bool:
    """Whether the stretch is a place here, and this one. In doubt not."""
    lists = read.words.lists
    first, last = stretch.first, stretch.last
    single = first == last
    low = read.tokens[first].low
    placed = bool(frame.governed) or frame.kind is not None or listed or frame.part
    if is_organisation(read, frame, last) or (is_person(read, frame, first, last) and not (listed and placed)):
        return False
    wide = entry.kind == "country" or (entry.kind == "city" and entry.population >= 500_000)
    if wide and speaks(read, frame, first, last):
        return False
    if single and low in lists["compound_heads"] and read.joined(last + 1) and read.tokens[last + 1].capital:
        return False
    if state:
        return bool(frame.governed) or frame.part or listed or read.starts_sentence(first)
    if single and (
        low in lists["never"] or (drop_articles(read.tokens[first].key) in lists["never"] and not entry.main)
    ):
        return (
            entry.curated
            and entry.kind != "neighbourhood"
            and (frame.kind is not None)
            and context.shares.get(entry.country, 0) > 0
        )
    if single and low in lists["persons"]:
        return (
            frame.governed in lists["strict"]
            and (entry.curated or entry.population >= WELL_KNOWN)
            and not read.tokens[first].possessive
        )
    if not single and all(read.low(i) in lists["linking"] for i in range(first, last + 1)) and not entry.curated:
        return entry.kind == "country"
    if (
        not single
        and read.starts_sentence(first)
        and low in lists["common"]
        and not entry.curated
        and entry.kind == "city"
    ):
        return False
    share = context.shares.get(entry.country, 0.0)
    return _is_known(
        entry, share, placed=placed, strict=frame.governed in lists["strict"] or frame.kind is not None, single=single
    )


def _is_known(entry: Entry, share: float, *, placed: bool, strict: bool, single: bool) -> bool:
    """Whether size, supplement and country speak for a name strongly enough for how it stands in the text."""
    if entry.kind in ("country", "province"):
        return entry.kind == "country" or share > 0 or strict
    here = share >= CONTEXT
    if entry.curated:
        large = entry.kind in ("city", "region", "base")
        return here or (placed if large else strict) or (large and entry.population >= WELL_KNOWN)
    if entry.population >= 1_000_000:
        return placed or here
    if entry.population >= WELL_KNOWN:
        return placed if entry.main else here and placed
    if here:
        return placed and (strict or entry.population >= KNOWN or not single)
    return strict and not single and entry.main and entry.population >= KNOWN
