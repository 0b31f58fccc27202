"""Where the narrative is: the place of a count whose own sentence names none, or only a wide one.

In: a reading and a sentence. Out: the place told last, the one that "the city" points back to, the spot that a later
sentence on the same attack names; each with why. A count's own words are read in `locations`.
"""

import re
from functools import cache, lru_cache

from spacy.tokens import Span as SpacySpan

from bearwitness.base.records import Place
from bearwitness.extract.deciding.areas import (
    Located,
    document_country,
    fineness,
    is_elsewhere,
    is_foreign_capital,
    lies_in,
)
from bearwitness.extract.deciding.placelists import MANY, find_holder, find_listed, fixes
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.readings import FURNITURE, Reading

# How far, in code points, the words that set a place aside stand before it.
ASIDE_REACH = 60
# How many place mentions back a place finer than a country is looked for.
_RECENT = 6
# Sentences behind an attack in which its spot may be named; set on the training reports.
_DETAILS = 6


@cache
def _aside() -> re.Pattern[str]:
    """What stands before a place where the harm did not happen: "positioned in", "the governor of", "talks in"."""
    return re.compile("(?:" + "|".join(load_lexicon("wheres")["aside"]) + r")\s(?:the\s|nearby\s|neighbou?ring\s)?$")


def is_aside(reading: Reading, mention: PlaceMention) -> bool:
    """Whether the words before a place say that something else than the harm is there."""
    return _sets_aside(reading.text[max(0, mention.start - ASIDE_REACH) : mention.start].lower())


@lru_cache(maxsize=4096)
def _sets_aside(before: str) -> bool:
    """Whether words (lower case) end in what sets a place aside; cached, as each count of a document asks again."""
    return _aside().search(before) is not None


def narrate(reading: Reading, start: int, end: int) -> list[PlaceMention]:
    """The places within [start, end) at which the story can be: none set aside, no foreign capital, no furniture."""
    skipped = [
        (s.start_char, s.end_char)
        for s, kind in zip(reading.sentences, reading.kinds, strict=True)
        if kind in FURNITURE
    ]
    told = [
        m
        for m in reading.places_in(start, end)
        if m.role == "place" and not is_aside(reading, m) and not any(a <= m.start < b for a, b in skipped)
    ]
    home = document_country(reading)
    told = [m for m in told if not is_foreign_capital(m.place, home)]
    return [m for at, m in enumerate(told) if at == 0 or not fixes(reading, told[at - 1], m)]


def scene_place(reading: Reading, sentence: SpacySpan, clause: str = "") -> Located:
    """The last event place before a sentence, in the narrative's own order; with none before it, the nearest after it.

    `clause` (lower case) may point back to a place of one kind: "the city", "the province".
    """
    before = narrate(reading, 0, sentence.start_char)
    if before:
        again = _meant_again(before, clause)
        if again is not None:
            return again
        mention = _freshest(before, reading)
        listed = find_listed(reading, mention, before)
        place = (find_holder(reading, listed) if len(listed) >= MANY else None) or mention.place
        return Located(place=place, why=f"the narrative is at “{place.name}”")
    after = narrate(reading, sentence.end_char, len(reading.text))[:3]
    if after:
        mention = min(after, key=lambda m: (fineness(m.place) >= 6, m.start))
        return Located(place=mention.place, why=f"the next place named is “{mention.place.name}”")
    return Located(place=None, why="no place named in the document")


def _freshest(found: list[PlaceMention], reading: Reading) -> PlaceMention:
    """The finest of the places of the last sentence that names any; a country only when nothing finer stands close."""
    near = [m for m in found[-_RECENT:] if fineness(m.place) < 6] or found[-1:]
    last = near[-1]
    sentence = next((s for s in reading.sentences if s.start_char <= last.start < s.end_char), None)
    same = [m for m in near if sentence is not None and sentence.start_char <= m.start]
    return min(same or [last], key=lambda m: (fineness(m.place), -m.start))


def _meant_again(before: list[PlaceMention], clause: str) -> Located | None:
    """The last place of the kind that a clause points back to."""
    for row in load_lexicon("wheres")["kinds_again"]:
        found = re.search(row["words"], clause)
        if found is None:
            continue
        mention = next((m for m in reversed(before) if _is_of_kind(m.place, row["precision"])), None)
        if mention is not None:
            return Located(place=mention.place, why=f"“{found[0]}” is “{mention.place.name}”", again=True)
    return None


def points_back(clause: str) -> bool:
    """Whether a clause (lower case) points back to a place by its kind: "the village"."""
    return any(re.search(row["words"], clause) is not None for row in load_lexicon("wheres")["kinds_again"])


def _is_of_kind(place: Place, precisions: list[str]) -> bool:
    """Whether a place is of one of the precisions; a province with the bare name of its capital may be that town."""
    if (place.precision or "town") in precisions:
        return True
    return "town" in precisions and place.precision == "province" and " " not in place.name


def speaks_of_place_again(clause: str) -> bool:
    """Whether a clause (lower case) points back to a place: "the city", "there"."""
    return any(re.search(rf"\b{again}\b", clause) for again in load_lexicon("wheres")["again"])


@cache
def _same_attack() -> re.Pattern[str]:
    """The words that take up an attack told before: "the blast", "the raids", "the strike"."""
    nouns = "|".join(load_lexicon("wheres")["attack_nouns"])
    return re.compile(rf"\b(?:the|this|\w+day['’]?s)\s(?:[\w-]+\s){{0,2}}(?:{nouns})\b")


@cache
def _other_attack() -> re.Pattern[str]:
    """The words that go over to another attack: "another", "elsewhere", "meanwhile"."""
    return re.compile("|".join(load_lexicon("wheres")["other_attack"]))


def takes_up_attack(clause: str) -> bool:
    """Whether a clause (lower case) speaks of an attack told before: "the blast", "the raids"."""
    return _same_attack().search(clause) is not None and _other_attack().search(clause) is None


def refine_place(reading: Reading, sentence: SpacySpan, located: Located) -> Located:
    """A finer place for an attack that its own sentence places only in a province or a large town.

    One of the next sentences that speaks of the same attack ("the blast", "the raids") may name the spot.
    """
    place = located.place
    if place is None or located.joined > 1 or fineness(place) < 2:
        return located
    at = reading.sentences.index(sentence)
    for later, kind in zip(reading.sentences[at + 1 : at + 1 + _DETAILS], reading.kinds[at + 1 :], strict=False):
        if kind in FURNITURE:
            continue
        low = later.text.lower()
        if _other_attack().search(low):
            break
        named = narrate(reading, later.start_char, later.end_char)
        if any(is_elsewhere(m.place, place) for m in named) and not any(lies_in(m.place, place) for m in named):
            break
        same = _same_attack().search(low)
        if same is None:
            continue
        behind = (m for m in named if m.start > later.start_char + same.start())
        finer = next((m for m in behind if lies_in(m.place, place)), None)
        if finer is not None:
            return Located(place=finer.place, why=f"“{same[0]}” in {place.name} is placed later: “{finer.place.name}”")
    return located
