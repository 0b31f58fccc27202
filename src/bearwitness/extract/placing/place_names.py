"""The names of one document and what each of them means.

In: the stretches of words that the gazetteer knows, with their surroundings. Out: a resolution for each: what the
words beside a name say it lies in, which place the whole document makes the likeliest, and whether the town or the
province of one name is meant. It does not decide whether a stretch names a place at all.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.placing.distances import distance_m
from bearwitness.extract.placing.folding import fold_name
from bearwitness.extract.placing.gazetteer import Entry
from bearwitness.extract.placing.place_choices import FITS, KNOWN
from bearwitness.extract.placing.place_frames import Frame
from bearwitness.extract.placing.place_spans import Stretch, Text
from bearwitness.extract.placing.resolutions import Name, Resolution, resolve_names

_LEADING: Final = frozenset({"in", "of", "the", "a", "an"})
# From the widest to the finest; and how far apart a town and a district of one name may lie.
_LEVELS: Final = ("province", "region", "district", "village", "town", "city")
_ONE_SPOT_M: Final = 40_000


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
    return [
        _doubt_elsewhere(read, resolution, stretch, after)
        for resolution, stretch, after in zip(settled, stretches, [*stretches[1:], None][: len(stretches)], strict=True)
    ]


def _doubt_elsewhere(read: Text, resolution: Resolution, stretch: Stretch, after: Stretch | None) -> Resolution:
    """No town where the text says "Nour, Y" and no place of the name lies in the state or country Y."""
    if resolution.entry.kind in ("country", "province", "continent", "sea"):
        return resolution
    short = _read_abbreviation(read, stretch.last + 1)
    if short:
        codes, last = {short}, stretch.last + 1
    elif after is not None and after.first == stretch.last + 1 and read.tokens[after.first].gap.strip() == ",":
        wide = [e for e in after.entries if e.main and (e.kind == "country" or (e.kind == "province" and e.curated))]
        codes, last = {e.country if e.kind == "country" else e.region_code for e in wide}, after.last
    else:
        return resolution
    ends = read.text[read.tokens[last].end : read.tokens[last].end + 6].lstrip(" .")
    if (
        not codes
        or ends.startswith("and ")
        or any(e.country in codes or e.region_code in codes for e in stretch.entries)
    ):
        return resolution
    why = f"said to lie in {' or '.join(sorted(codes))}, where no list has a place of this name"
    return replace(resolution, sure=0.0, why=why)


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
        and _distance_m(e, chosen) <= max(_ONE_SPOT_M, 1.5 * e.radius_m, 1.5 * chosen.radius_m)
    ]
    wanted = _LEVELS[:3] if frame.kind is not None and frame.kind.name in ("province", "countryside") else _LEVELS[::-1]
    if finer is not None and finer.kind in _LEVELS and finer.country == chosen.country:
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
