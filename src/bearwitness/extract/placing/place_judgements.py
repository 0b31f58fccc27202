"""Whether a stretch of words names a place at all, whatever part the place plays there.

In: a stretch that the gazetteer knows, its surroundings and the likeliest place of the name. Out: how surely it is a
place. It asks less than `place_choices`, which looks for where something happened; a person, a people and a government
that speaks are no places here either.
"""

from collections.abc import Sequence

from bearwitness.extract.placing.gazetteer import Entry
from bearwitness.extract.placing.place_choices import KNOWN, WELL_KNOWN
from bearwitness.extract.placing.place_frames import Frame, is_person, speaks
from bearwitness.extract.placing.place_spans import Stretch, Text, is_caseless


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
    if is_caseless(written):  # nothing but size and the words before tells a name from a word
        known = wide or entry.curated or entry.population >= WELL_KNOWN
        return 2 if placed and (known or entry.population >= KNOWN) else 1 if known else 0
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
        return 2 if entry.main or strict or not written.isascii() else 1
    return 1 if not entry.main or entry.population < KNOWN else 2
