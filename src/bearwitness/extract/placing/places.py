"""Finding and resolving the places that a report names.

In: a text, and the stretches of it that name parties. Out: place mentions in order, each with the text's own wording
and, where the gazetteer knows the name and the document's context bears it out, with coordinates. It never guesses: a
name that is a place by its surroundings but is not known, or is known only elsewhere, keeps its wording and gets no
coordinates. It never says where an event happened; it says which places are named, and which are mere containers or
points of reference.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from bearwitness.base.records import PlacePrecision
from bearwitness.extract.mentions import PartyMention, PlaceMention
from bearwitness.extract.placing.folding import drop_articles, fold_name
from bearwitness.extract.placing.gazetteer import Entry, Gazetteer, open_gazetteer
from bearwitness.extract.placing.place_choices import (
    CONTEXT,
    KNOWN,
    WELL_KNOWN,
    Context,
    accept_entry,
    is_firm,
    weigh_context,
)
from bearwitness.extract.placing.place_frames import Frame, frame_stretch, is_organisation
from bearwitness.extract.placing.place_judgements import find_surnames, judge_toponym
from bearwitness.extract.placing.place_names import read_hints, resolve_stretches
from bearwitness.extract.placing.place_shapes import Found, draw_relatives, shape_mentions
from bearwitness.extract.placing.place_spans import Stretch, Text, cover_words, find_stretches, read_text
from bearwitness.extract.placing.resolutions import Resolution

# Set on the 100 training reports and the 100 sentences: how alike a name must sound to be another spelling of a known
# one, and to be the same.
_NEAR: Final = 0.8
_SAME: Final = 0.95
# How many words behind a name its distance from a known place may be told in; set by hand.
_DISTANCE_WORDS: Final = 8
_RANK: Final[dict[PlacePrecision, int]] = {
    "exact": 0,
    "neighbourhood": 1,
    "town": 2,
    "area": 3,
    "district": 4,
    "province": 5,
    "country": 6,
}
_SELF_EVIDENT: Final = frozenset({"city", "neighbourhood", "district", "camp"})
_DEGREE_M: Final = 111_320
_NEIGHBOURS: Final = 25
_FAR_M: Final = 100_000
_WORLD_KNOWN: Final = 1_000_000
# Below this probability a name keeps its words and gets no position; set on LGL and GeoVirus, where it leaves some 7%
# and 2% of the names open and three of four of those would have been wrong.
_LEAST_SURE: Final = 0.35
# Parties in whose names a place may be found: a state may be where something happened; a town's police and hospitals
# bear its name.
_OPEN: Final = frozenset({"state"})
_OPEN_EVERY: Final = frozenset({"state", "police", "medical", "official", "rescue", "party", "court"})


def find_places(
    text: str, parties: Sequence[PartyMention] = (), blocked: Sequence[tuple[int, int]] = ()
) -> list[PlaceMention]:
    """The places named in a text where something can have happened, in order, without overlap.

    `parties` are the spans that name actors and sources: a name inside one is no place, but a bare state or capital
    in a locative context is. `blocked` are further (start, end) spans in code points to leave alone. `place.name` is
    the wording with its modifiers ("western Aleppo"); `lat` is None for a place whose position is not known.
    """
    return _find(text, parties, blocked, every=False)


def find_toponyms(text: str, parties: Sequence[PartyMention] = ()) -> list[PlaceMention]:
    """Every place named in a text, also where it only tells who or whose: "the Nour police", "a man from Nour".

    What `find_places` leaves out because nothing can have happened there is kept; a government that speaks ("Damascus
    denies"), a people and a person's name are no places here either.
    """
    return _find(text, parties, (), every=True)


def _find(
    text: str, parties: Sequence[PartyMention], blocked: Sequence[tuple[int, int]], *, every: bool
) -> list[PlaceMention]:
    gazetteer = open_gazetteer()
    read = read_text(text)
    states = cover_words(read.tokens, [(p.start, p.end) for p in parties if p.kind == "state"])
    open_kinds = _OPEN_EVERY if every else _OPEN
    closed = [(p.start, p.end) for p in parties if p.kind not in open_kinds] + list(blocked)
    shut = cover_words(read.tokens, closed)
    stretches = find_stretches(read, gazetteer, shut)
    context = weigh_context(read, stretches, parties)
    for stretch in stretches:
        if is_firm(read, stretch):
            read.taken.update(range(stretch.first, stretch.last + 1))
    found: list[Found] = []
    frames = [frame_stretch(read, stretch.first, stretch.last) for stretch in stretches]
    resolutions = resolve_stretches(read, stretches, frames, parties)
    if every:
        accepted = _accept_toponyms(read, stretches, frames, resolutions)
    else:
        accepted = _accept_places(read, stretches, frames, resolutions, context=context, states=states)
    for stretch, frame, resolution, taken in zip(stretches, frames, resolutions, accepted, strict=True):
        if taken:
            found.append(_place_or_abstain(stretch, frame, resolution))
        elif is_firm(read, stretch):
            read.refused.update(range(stretch.first, stretch.last + 1))
    read.taken = {i for one in found for i in range(one.first, one.last + 1)}
    found += _find_unknown(read, gazetteer, context, found, shut)
    found.sort(key=lambda one: one.first)
    if not every:
        _doubt_distant(found, context)
    _assign_roles(read, found)
    mentions = shape_mentions(read, found)
    return draw_relatives(text, mentions) if every else mentions


def _place_or_abstain(stretch: Stretch, frame: Frame, resolution: Resolution) -> Found:
    """A found place with its position where one of its name is likely enough, else with its words only."""
    if resolution.sure >= _LEAST_SURE:
        return Found(stretch.first, stretch.last, resolution.entry, frame, why=resolution.why)
    many = len(stretch.entries)
    if resolution.sure == 0.0:
        return Found(stretch.first, stretch.last, None, frame, why=f"not placed: {resolution.why}")
    why = f"not placed: none of {many} places of this name is likely enough (the likeliest {resolution.sure:.0%})"
    return Found(stretch.first, stretch.last, None, frame, why=why)


def _accept_places(
    read: Text,
    stretches: Sequence[Stretch],
    frames: Sequence[Frame],
    resolutions: Sequence[Resolution],
    *,
    context: Context,
    states: set[int],
) -> list[bool]:
    """Which stretches are places where something can have happened."""
    accepted: list[bool] = []
    found: list[Found] = []
    for stretch, frame, resolution in zip(stretches, frames, resolutions, strict=True):
        listed = _is_listed(read, found, stretch.first)
        state = states.issuperset(range(stretch.first, stretch.last + 1))
        entry = resolution.entry
        accepted.append(accept_entry(read, stretch, frame, entry, context, state=state, listed=listed))
        if accepted[-1]:
            found.append(Found(stretch.first, stretch.last, entry, frame))
    return accepted


def _accept_toponyms(
    read: Text, stretches: Sequence[Stretch], frames: Sequence[Frame], resolutions: Sequence[Resolution]
) -> list[bool]:
    """Which stretches name a place at all: by their own surroundings, or because the text names the place elsewhere."""
    levels: list[int] = []
    found: list[Found] = []
    surnames = find_surnames(read, stretches)
    for number, (stretch, frame, resolution) in enumerate(zip(stretches, frames, resolutions, strict=True)):
        following = stretches[number + 1] if number + 1 < len(stretches) else None
        level = judge_toponym(
            read,
            stretch,
            frame,
            resolution.entry,
            hinted=bool(read_hints(read, stretch, following)),
            listed=_is_listed(read, found, stretch.first),
            surname=stretch.first == stretch.last and read.low(stretch.first) in surnames,
        )
        levels.append(level)
        if level == 2:
            found.append(Found(stretch.first, stretch.last, resolution.entry, frame))
    sure = {stretch.key for stretch, level in zip(stretches, levels, strict=True) if level == 2}
    return [level == 2 or (level == 1 and s.key in sure) for s, level in zip(stretches, levels, strict=True)]


def _is_listed(read: Text, found: Sequence[Found], first: int) -> bool:
    """Whether the words before are another place and nothing but a comma or "and": one list, one judgement."""
    if not found:
        return False
    before = found[-1]
    if before.frame.reference or not (before.frame.governed or before.frame.kind or before.frame.part):
        return False
    between = range(max(before.last, before.frame.end) + 1, first)
    if len(between) > 1 or any(read.low(i) not in ("and", "or", "the") for i in between):
        return False
    gap = read.tokens[first].gap + "".join(read.tokens[i].gap for i in between)
    return not set(gap) & set(".;:!?()\n")


def _find_unknown(
    read: Text, gazetteer: Gazetteer, context: Context, found: list[Found], shut: set[int]
) -> Iterator[Found]:
    """Names in a clear place frame that are not resolved yet: other spellings, and places nobody has listed."""
    lists = read.words.lists
    homes = [code for code, share in sorted(context.shares.items(), key=lambda x: -x[1])[:3] if share >= CONTEXT]
    by_last = {max(one.last, one.frame.end): one for one in found}
    at = 0
    while at < len(read.tokens):
        run = _name_run(read, at, shut)
        if run is None:
            at += 1
            continue
        first, last = run
        at = last + 1
        if read.refused.issuperset(range(first, last + 1)):
            continue
        frame = frame_stretch(read, first, last)
        previous = by_last.get(first - 1) or (by_last.get(first - 2) if read.low(first - 1) == "and" else None)
        listed = previous is not None and _is_listed(read, [previous], first)
        written = read.text[read.tokens[first].start : read.tokens[last].end]
        firm = frame.kind is not None and (
            frame.kind_before or frame.article or bool(frame.governed) or frame.kind.name in _SELF_EVIDENT
        )
        firm = firm or _is_fixed_by_distance(read, last)
        strict = frame.governed in ("in", "near", "around", "outside", "inside")
        if (
            frame.office
            or is_organisation(read, frame, last)
            or read.low(first - 1) in lists["titles"]
            or written.isupper()
        ):
            continue
        person = any(read.low(i) in lists["persons"] for i in range(first, last + 1)) or read.tokens[last].possessive
        if person and not (frame.kind_before or (frame.kind is not None and frame.article)):
            continue
        key = " ".join(read.tokens[i].key for i in range(first, last + 1))
        entry = next((e for code in homes for e in gazetteer.find_sounds(key, code)[:1] if e.near >= _NEAR), None)
        if (
            not firm
            and (frame.reference or read.titled(first))
            and not (entry is not None and entry.near >= _SAME and entry.curated)
        ):
            continue
        glued = written[:3].lower() in ("al-", "el-", "ad-", "as-", "ar-", "at-", "an-", "az-") or written[:2] == "Al"
        same = (
            entry is not None
            and entry.curated
            and entry.near >= _SAME
            and (bool(frame.governed) or listed or last > first)
        )
        if firm or same or (strict and last - first <= 2) or (listed and (entry is not None or glued)):
            why = "" if entry is None else f"sounds like {entry.name}, in a country that the text is about"
            one = Found(first, last, entry, frame, why=why)
            by_last[max(last, frame.end)] = one
            read.taken.update(range(first, last + 1))
            yield one


def _is_fixed_by_distance(read: Text, last: int) -> bool:
    """Whether the words behind a name say where it lies: "X, about 10 km south of Y"."""
    directions = read.words.directions
    return any(
        read.low(at) in directions and read.low(at + 1) == "of" and at + 2 < len(read.tokens)
        for at in range(last + 1, min(last + _DISTANCE_WORDS, len(read.tokens) - 2))
    )


def _name_run(read: Text, first: int, shut: set[int]) -> tuple[int, int] | None:
    """The run of up to four words from `first` that looks like a name and is not resolved."""
    lists = read.words.lists

    def fits(index: int) -> bool:
        token = read.tokens[index]
        bare = drop_articles(token.key)
        return (
            index not in shut
            and token.capital
            and token.key != ""
            and not token.key[0].isdigit()
            and index not in read.taken
            and bare not in lists["never"]
            and not read.words.is_common(token.low)
            and not token.compound
        )

    tokens = read.tokens
    opener = tokens[first].low in lists["prefix_articles"] and first + 1 < len(tokens) and read.joined(first + 1)
    inner = first + 1 if opener else first
    prefix = read.low(inner) in lists["compound_heads"] and inner + 1 < len(tokens) and read.joined(inner + 1)
    if not (fits(inner) or (prefix and inner not in shut and tokens[inner].capital and inner not in read.taken)):
        return None
    last = inner
    while last < first + 3 and last + 1 < len(tokens) and read.joined(last + 1) and not tokens[last].possessive:
        if fits(last + 1):
            last += 1
        elif (
            tokens[last + 1].low in ("al", "el") and last + 2 < len(tokens) and read.joined(last + 2) and fits(last + 2)
        ):
            last += 2
        else:
            break
    if last == inner and prefix and not fits(inner):
        return None
    return first, last


def _doubt_distant(found: list[Found], context: Context) -> None:
    """Drop the position of a place that lies far from every place named near it: another of its name is meant."""
    at = [one.first for one in found]
    for one in found:
        entry = one.entry
        if entry is None or _is_sure(entry, context):
            continue
        window = found[bisect_left(at, one.first - _NEIGHBOURS) : bisect_left(at, one.first + _NEIGHBOURS + 1)]
        near = [o.entry for o in window if o is not one and o.entry is not None]
        if (
            any(e.kind == "country" and e.country == entry.country for e in near)
            and context.shares.get(entry.country, 0) < CONTEXT
        ):
            continue
        fine = [e for e in near if e.kind not in ("country", "region")]
        if fine and all(_distance_m(entry, e) > max(_FAR_M, e.radius_m) for e in fine):
            one.entry = None
            one.why = "not placed: the known place of this name lies far from all places named near it"


def _is_sure(entry: Entry, context: Context) -> bool:
    """Whether a name leads to this place wherever it stands: well known in the document's countries or the world."""
    if entry.kind in ("country", "province", "region") or entry.population >= _WORLD_KNOWN:
        return True
    if entry.near < _SAME or not entry.main:
        return False
    if context.shares.get(entry.country, 0.0) >= CONTEXT:
        return entry.population >= KNOWN or entry.curated
    return entry.population >= WELL_KNOWN


def _assign_roles(read: Text, found: list[Found]) -> None:
    """Tell containers and points of reference from places."""
    for one in found:
        if one.frame.reference:
            one.role = "reference"
    for finer, wider in pairwise(found):
        if wider.role == "reference" or finer.role == "reference":
            continue
        if _contains(wider, finer) and _leads_into(read, finer, wider):
            wider.role, finer.inside = "container", wider
        elif _contains(finer, wider) and _owns(read, finer, wider):
            finer.role, wider.inside = "container", finer


def _owns(read: Text, wider: Found, finer: Found) -> bool:
    """Whether the wider place comes first: "Y's X", "the Y suburb of X"; then a noun between them is X's kind, not
    Y's.
    """
    between = [read.low(i) for i in range(wider.last + 1, finer.first)]
    if between and between[-1] == "of" and 2 <= len(between) <= 4:
        passable = read.words.lists["kinds"] | read.words.lists["between"] | read.words.lists["kind_fillers"]
        if all(word in passable or word in read.words.directions or read.is_held(word) for word in between[:-1]):
            wider.frame.end, wider.frame.kind = wider.last, None
            finer.frame.start = finer.frame.near_start
            return True
    return read.tokens[wider.last].possessive and all(
        w in read.words.directions or w in read.words.lists["between"] for w in between
    )


def _leads_into(read: Text, finer: Found, wider: Found) -> bool:
    """Whether only words like "in", "of the", "a town in" or a comma stand between two places."""
    start = max(finer.last, finer.frame.end) + 1
    stop = min(wider.first, wider.frame.start)
    if stop - start > 7:
        return False
    lists = read.words.lists
    between = [read.low(i) for i in range(start, stop)]
    gaps = "".join(read.tokens[i].gap for i in range(start, min(stop + 1, len(read.tokens))))
    if set(gaps) & set(".;:!?\n"):
        return False
    allowed = (
        {"in", "of", "the", "a", "an"}
        | lists["between"]
        | lists["kinds"]
        | lists["demonyms"]
        | lists["parts"]
        | lists["kind_fillers"]
    )
    return all(w in allowed or w in read.words.directions or read.is_held(w) for w in between) and (
        not between or bool({"in", "of"} & set(between))
    )


def _contains(wider: Found, finer: Found) -> bool:
    """Whether one place is wider than the other and may hold it: by the gazetteer where both are known."""
    if wider.entry is None or wider.entry is finer.entry:
        return False
    if finer.entry is None:
        return wider.entry.kind in ("country", "province", "region", "city", "district")
    if finer.entry.kind == "country":
        return False
    if _RANK[wider.entry.precision] <= _RANK[finer.entry.precision] and not _is_province(wider):
        return False
    if wider.entry.kind == "country":
        return wider.entry.country == finer.entry.country
    if wider.entry.country != finer.entry.country:
        return False
    names = {fold_name(name) for name in finer.entry.parents}
    return fold_name(wider.entry.name) in names or _distance_m(wider.entry, finer.entry) <= wider.entry.radius_m


def _is_province(one: Found) -> bool:
    return one.frame.kind is not None and one.frame.kind.precision in ("province", "district")


def _distance_m(a: Entry, b: Entry) -> float:
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return math.inf
    return _DEGREE_M * math.hypot(a.lat - b.lat, (a.lon - b.lon) * math.cos(math.radians(a.lat)))
