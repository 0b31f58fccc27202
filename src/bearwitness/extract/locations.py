"""Where a count of harm happened.

In: a reading, a sentence and the count's place in it. Out: the place mention chosen and why. It takes the place of the
event, not the nearest name: a place governed by the harm's own clause first, then the sentence, then the narrative.
"""

import re
from dataclasses import dataclass, replace

from spacy.tokens import Span as SpacySpan

from bearwitness.base.records import Place
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.readings import FURNITURE, Reading

# How far, in code points, a place that a sentence leaves without its name is named behind it: two or three sentences.
_LATER = 700
# "a rebel-held town northeast of", "a neighbourhood of the city of": an article, adjectives, a kind of place, and what fixes it.
_UNNAMED = re.compile(
    r"(?:^|\s)an?\s(?:(?!of|on|in|at|the|by|from|to|and|with|near)[\w-]+\s){0,4}(?:"
    + "|".join(load_lexicon("wheres")["unnamed"])
    + r")\s(?:in|near|outside|close to|south|north|east|west|northeast|northwest|southeast|southwest|of the|on the|just|held by)\b[^.;]{0,45}$"
)
_FINE = {"exact": 0, "neighbourhood": 1, "town": 2, "area": 3, "district": 4, "province": 5, "country": 6}
_MOTION = frozenset(
    ["fled", "flee", "fleeing", "displaced", "from", "left", "leave", "leaving", "evacuated", "escaped", "crossed"]
)


# Between two places of one list; nothing at all where commas were lost.
_LISTED = frozenset({",", "and", ", and", "&", "and the", "/", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A chosen place and the reason in words; `joined` counts the places that share it ("Jableh and Tartus")."""

    place: Place | None
    why: str
    joined: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The stretch of a sentence that belongs to one count: [start, end) with the trigger at `at`."""

    start: int
    end: int
    at: int
    phrase_end: int


def fineness(place: Place | None) -> int:
    """0 for an exact spot to 6 for a country; a place of unknown precision counts as a town."""
    return _FINE.get(place.precision or "town", 2) if place else 9


def choose_place(reading: Reading, sentence: SpacySpan, window: Window) -> Located:
    """The place of a count by the words of its own sentence, or none."""
    inside = [m for m in reading.places_in(window.start, window.end) if m.role == "place"]
    around = [m for m in reading.places_in(sentence.start_char, sentence.end_char) if m.role == "place"]
    wide = [m for m in reading.places_in(sentence.start_char, sentence.end_char) if m.role != "place"]
    for found, why in (
        (inside, "in the count's own clause"),
        (around, "in its sentence"),
        (wide, "the only area named in its sentence"),
    ):
        if found:
            mention = min(found, key=lambda m: _distance(reading, m, window))
            mention = _finest_of_chain(reading, mention, found)
            named = _named_later(reading, sentence, mention)
            return named or _with_neighbours(reading, mention, found, why)
    return Located(place=None, why="no place in its sentence")


def _finest_of_chain(reading: Reading, mention: PlaceMention, found: list[PlaceMention]) -> PlaceMention:
    """The first of "X in Y", "X near Y", "X on the outskirts of Y": X is where, Y says where X is."""
    inside = load_lexicon("wheres")["inside"]
    at = found.index(mention)
    while at > 0:
        between = " ".join(reading.doc.text[found[at - 1].end : found[at].start].lower().replace(",", " ").split())
        if between not in inside or fineness(found[at - 1].place) >= 6:
            break
        at -= 1
    return found[at]


def _named_later(reading: Reading, sentence: SpacySpan, mention: PlaceMention) -> Located | None:
    """ "a village in X": the finer place that one of the next sentences names."""
    before = reading.doc.text[max(sentence.start_char, mention.start - 90) : mention.start].lower()
    unnamed = _UNNAMED.search(before)
    if unnamed is None:
        return None
    later = _narrative(reading, sentence.end_char, sentence.end_char + _LATER)
    finer = next(
        (
            m
            for m in later
            if fineness(m.place) < min(5, fineness(mention.place) + 1) and m.place.name != mention.place.name
        ),
        None,
    )
    if finer is None:
        return None
    return Located(
        place=finer.place, why=f"“{unnamed[0].strip()} {mention.place.name}” is named later: “{finer.place.name}”"
    )


def _with_neighbours(reading: Reading, mention: PlaceMention, found: list[PlaceMention], why: str) -> Located:
    """The place with those that are listed beside it: "in Jableh and Tartus", "Damascus, Aleppo and Idlib"."""
    text = reading.doc.text
    at = found.index(mention)
    first = last = at
    while first > 0 and text[found[first - 1].end : found[first].start].strip().lower() in _LISTED:
        first -= 1
    while last + 1 < len(found) and text[found[last].end : found[last + 1].start].strip().lower() in _LISTED:
        last += 1
    listed = found[first : last + 1]
    place = mention.place
    if len(listed) > 1 and all(fineness(m.place) < 6 for m in listed):
        name = text[listed[0].start : listed[-1].end]
        place = replace(place, name=" ".join(name.split()), id=None)
    return Located(place=place, why=f"“{place.name}” {why}", joined=len(listed))


def _distance(reading: Reading, mention: PlaceMention, window: Window) -> float:
    """How far a place stands from the harm: characters, with the side, the preposition and the precision weighed in.

    The weights were set on the training reports: a place after the harm and behind "in" or "on" is nearly always the
    event's; a country is seldom the best that a sentence says.
    """
    before = reading.token_at(mention.start)
    previous = before.nbor(-1).text.lower() if before.i > 0 else ""
    if previous in ("the", "of", "a") and before.i > 1:
        previous = before.nbor(-2).text.lower()
    after = mention.start >= window.at
    distance = float(mention.start - window.phrase_end if after else window.at - mention.end)
    distance = max(distance, 0.0) * (1.0 if after else 1.3)
    if previous in (
        "in",
        "at",
        "on",
        "near",
        "outside",
        "inside",
        "around",
        "over",
        "across",
        "against",
        "targeted",
        "hit",
        "struck",
    ):
        distance -= 40
    if previous in ("from", "by", "to", "via"):
        distance += 60
    return distance + {5: 40.0, 6: 120.0}.get(fineness(mention.place), 0.0)


def scene_place(reading: Reading, sentence: SpacySpan) -> Located:
    """The last event place before a sentence, in the narrative's own order; the nearest after it when nothing comes before."""
    before = _narrative(reading, 0, sentence.start_char)
    if before:
        mention = _freshest(before, reading)
        return Located(place=mention.place, why=f"the narrative is at “{mention.place.name}”")
    after = _narrative(reading, sentence.end_char, len(reading.doc.text))[:3]
    if after:
        mention = min(after, key=lambda m: (fineness(m.place) >= 6, m.start))
        return Located(place=mention.place, why=f"the next place named is “{mention.place.name}”")
    return Located(place=None, why="no place named in the document")


def _narrative(reading: Reading, start: int, end: int) -> list[PlaceMention]:
    skipped = [
        (s.start_char, s.end_char)
        for s, kind in zip(reading.sentences, reading.kinds, strict=True)
        if kind in FURNITURE
    ]
    return [
        m for m in reading.places_in(start, end) if m.role == "place" and not any(a <= m.start < b for a, b in skipped)
    ]


def _freshest(found: list[PlaceMention], reading: Reading) -> PlaceMention:
    """The finest of the places of the last sentence that names any."""
    last = found[-1]
    sentence = next((s for s in reading.sentences if s.start_char <= last.start < s.end_char), None)
    same = [m for m in found if sentence is not None and sentence.start_char <= m.start]
    return min(same or [last], key=lambda m: (fineness(m.place), -m.start))


def speaks_of_place_again(clause: str) -> bool:
    """Whether a clause (lower case) points back to a place: "the city", "there"."""
    return any(re.search(rf"\b{again}\b", clause) for again in load_lexicon("wheres")["again"])


def document_country(reading: Reading) -> Place | None:
    """The country that a document speaks of most: the place for the toll of a war."""
    counted: dict[str, list[PlaceMention]] = {}
    for mention in reading.places:
        names = [mention.place.name] if mention.place.precision == "country" else list(mention.place.parents[-1:])
        for name in names:
            counted.setdefault(name, []).append(mention)
    if not counted:
        return None
    name = max(counted, key=lambda n: len(counted[n]))
    own = next((m.place for m in counted[name] if m.place.precision == "country"), None)
    return own or Place(name=name, precision="country")
