"""Which of the places of one name is meant, and whether a name is a place at all in its context.

In: a stretch of words that the gazetteer knows, its surroundings, and what the document is about. Out: one place of the
gazetteer, or none. It never widens a wording and never sets a role; in doubt it says no.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.placing.distances import distance_m
from bearwitness.extract.placing.folding import drop_articles, fold_name
from bearwitness.extract.placing.gazetteer import Entry
from bearwitness.extract.placing.place_frames import Frame, is_organisation, is_person, speaks
from bearwitness.extract.placing.place_spans import Stretch, Text
from bearwitness.extract.placing.resolutions import Name, Resolution, resolve_names

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
_LEADING: Final = frozenset({"in", "of", "the", "a", "an"})
# From the widest to the finest; and how far apart a town and a district of one name may lie.
_LEVELS: Final = ("province", "region", "district", "village", "town", "city")
_ONE_SPOT_M: Final = 40_000


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


def read_hints(read: Text, stretch: Stretch, following: Stretch | None) -> frozenset[str]:
    """What the wider place written right after a stretch may be ("X, Y province", "X in Y", "X, Ga."): the folded names
    and the codes of the countries and regions of that name.
    """
    short = _read_abbreviation(read, stretch.last + 1)
    if short:
        return frozenset({short})
    if following is None or following.first > stretch.last + 7:
        return frozenset()
    between = {read.low(i) for i in range(stretch.last + 1, following.first)}
    gaps = "".join(read.tokens[i].gap for i in range(stretch.last + 1, following.first + 1))
    lists = read.words.lists
    passable = _LEADING | lists["kinds"] | lists["kind_fillers"] | lists["between"] | set(read.words.directions)
    if set(gaps) & set(".;:!?\n()") or between - passable:
        return frozenset()
    listed = gaps.strip() == "," and not between
    if not listed and not between & {"in", "of"} and not (not between and "," in gaps):
        return frozenset()
    hints: set[str] = set()
    for entry in following.entries:
        if entry.kind == "country":
            hints |= {fold_name(entry.name), entry.country}
        elif entry.kind == "province":
            hints |= {fold_name(entry.name), entry.region_code or entry.country}
        elif entry.kind == "region" or entry.curated or not listed:
            hints.add(fold_name(entry.name))
    return frozenset(hints - {""})


def _read_abbreviation(read: Text, at: int) -> str:
    """The region code of a state's abbreviation after a comma: "Nour, Ga.", "Nour, GA"; "" for none."""
    if not 0 < at < len(read.tokens) or read.tokens[at].gap.strip() != ",":
        return ""
    token = read.tokens[at]
    code = read.words.abbreviations.get(token.low, "")
    if code and read.text.startswith(".", token.end):
        return code
    written = read.text[token.start : token.end]
    return f"US.{written}" if written in read.words.postal else ""


@dataclass(slots=True)
class Names:
    """The names of a document, ready to be resolved: `at` says for each stretch which of `names` it is."""

    names: list[Name]
    at: list[int]
    peoples: Counter[str]
    hinted: list[bool]


def collect_names(
    read: Text, stretches: Sequence[Stretch], frames: Sequence[Frame], parties: Sequence[PartyMention]
) -> Names:
    """The stretches by their names. A name means one place in a document, but where it is named with another wider
    place beside it ("Nour in Y" and "Nour, Z").
    """
    following = [*stretches[1:], None][: len(stretches)]
    hints = [read_hints(read, stretch, after) for stretch, after in zip(stretches, following, strict=True)]
    sole: dict[str, frozenset[str]] = {}
    for stretch, hint in zip(stretches, hints, strict=True):
        if hint:
            sole.setdefault(stretch.key, hint)
    names: dict[tuple[str, frozenset[str]], Name] = {}
    keys = []
    for stretch, frame, hint in zip(stretches, frames, hints, strict=True):
        said = hint or sole.get(stretch.key, frozenset())
        kinds = FITS[frame.kind.name] if frame.kind is not None else frozenset()
        name = names.get((stretch.key, said))
        if name is None:
            name = names[stretch.key, said] = Name(stretch.key, stretch.entries, said, kinds, 0)
        name.count += 1
        name.kinds = name.kinds or kinds
        keys.append((stretch.key, said))
    order = {key: i for i, key in enumerate(names)}
    peoples: Counter[str] = Counter(code for t in read.tokens if (code := read.words.countries.get(t.low)))
    peoples.update(party.country.upper() for party in parties if party.country and party.kind != "state")
    return Names(list(names.values()), [order[key] for key in keys], peoples, [bool(hint) for hint in hints])


def resolve_stretches(
    read: Text, stretches: Sequence[Stretch], frames: Sequence[Frame], parties: Sequence[PartyMention]
) -> list[Resolution]:
    """The likeliest place of each stretch."""
    collected = collect_names(read, stretches, frames, parties)
    resolved = resolve_names(collected.names, collected.peoples)
    settled: list[Resolution] = []
    for index, (at, stretch, frame) in enumerate(zip(collected.at, stretches, frames, strict=True)):
        finer = settled[-1].entry if index and collected.hinted[index - 1] else None
        settled.append(settle_level(resolved[at], stretch, frame, finer))
    return settled


def settle_level(resolution: Resolution, stretch: Stretch, frame: Frame, finer: Entry | None = None) -> Resolution:
    """Which of a province, a district and a town of one name and one country is meant: a bare name means the town,
    "Nour province" the province, and so does "Y in Nour" where Y lies outside the town. Resolution chooses between
    places that lie apart; these lie in each other.
    """
    chosen = resolution.entry
    if chosen.kind not in _LEVELS:
        return resolution
    related = [
        e
        for e in stretch.entries
        if e.country == chosen.country
        and e.kind in _LEVELS
        and e.main
        and (e.region_code == chosen.region_code or "province" in (e.kind, chosen.kind))
        and _distance_m(e, chosen) <= max(_ONE_SPOT_M, e.radius_m, chosen.radius_m)
    ]
    wanted = _LEVELS[:3] if frame.kind is not None and frame.kind.name in ("province", "countryside") else _LEVELS[::-1]
    if finer is not None and finer.kind in _LEVELS:
        town = next((e for e in related if e.kind not in _LEVELS[:3]), None)
        if town is not None and _distance_m(town, finer) > town.radius_m:
            wanted = _LEVELS[:3]
    best = min(related, key=lambda e: (wanted.index(e.kind) if e.kind in wanted else 9, -e.population), default=chosen)
    if best.kind == chosen.kind or (chosen.curated and not best.curated and best.population < KNOWN):
        return resolution
    return replace(resolution, entry=best)


def _distance_m(a: Entry, b: Entry) -> float:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return math.inf
    return distance_m((a.lat, a.lon), (b.lat, b.lon))


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


def find_surnames(read: Text, stretches: Sequence[Stretch]) -> set[str]:
    """Words that end a person's name somewhere in the text ("Mr. Nour", "Jane Nour"): alone they mean the person."""
    lists = read.words.lists
    known = {i for s in stretches for i in range(s.first, s.last + 1)}
    found = set()
    for i in range(1, len(read.tokens)):
        token, before = read.tokens[i], read.tokens[i - 1]
        if not token.capital or not (read.joined(i) or token.gap == ". ") or not before.capital:
            continue
        called = before.low in lists["given_names"] or (before.low in lists["titles"] and len(before.low) < 6)
        named = read.joined(i) and i - 1 not in known and read.like_name(i - 1) and not read.titled(i)
        ends = not (read.joined(i + 1) and read.tokens[i + 1].capital)
        if called or (named and ends):
            found.add(token.low)
    return found


def judge_toponym(
    read: Text, stretch: Stretch, frame: Frame, entry: Entry, *, hinted: bool, listed: bool, surname: bool
) -> int:
    """How surely the stretch names a place, whatever part it plays ("the Nour police", "a Nour man"): 2 by its own
    surroundings, 1 if the document names the place elsewhere, 0 not at all.
    """
    lists = read.words.lists
    first, last = stretch.first, stretch.last
    single = first == last
    low = read.tokens[first].low
    wide = entry.kind in ("country", "continent", "sea") or (entry.kind == "province" and entry.curated)
    strict = frame.governed in lists["strict"] or frame.kind is not None or hinted
    placed = strict or bool(frame.governed) or listed or frame.part
    before = first - 1
    titled = read.joined(first) and read.tokens[before].capital and before not in read.taken
    if titled and (read.low(before) in lists["titles"] or read.low(before) in lists["given_names"]) and not hinted:
        return 0
    if entry.kind in ("country", "city", "continent") and speaks(read, frame, first, last):
        return 0
    written = read.text[read.tokens[first].start : read.tokens[last].end]
    if wide and entry.main and (written.isupper() or entry.kind == "continent"):
        return 2
    if single and (low in lists["never"] or low in lists["titles"]):
        return 2 if entry.curated and frame.kind is not None else 0
    if not single and all(read.low(i) in lists["linking"] for i in range(first, last + 1)) and not entry.curated:
        return 0
    if is_person(read, frame, first, last) and not hinted:
        return 1 if placed or not titled else 0
    if single and (surname or low in lists["persons"]) and not (wide and entry.main):
        return 2 if hinted or (strict and not surname and entry.population >= KNOWN) else 1 if not surname else 0
    if wide or hinted or listed:
        return 2
    if entry.curated or not single or placed:
        return 2 if entry.main or strict else 1
    return 1 if not entry.main or entry.population < KNOWN else 2
