"""Where a count of harm happened.

In: a reading, a sentence and the count's place in it. Out: the place mention chosen and why. It takes the place of the
event, not the nearest name: a place governed by the harm's own clause first, then the sentence, then the narrative.
"""

import math
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from spacy.tokens import Span as SpacySpan

from bearwitness.base.records import Place
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.readings import FURNITURE, Reading

# How far, in code points, a place that a sentence leaves without its name is named behind it: two or three sentences.
_LATER = 700
# "a rebel-held town northeast of", "a neighbourhood of the city of": an article, adjectives, a kind of place, and
# what fixes it.
_UNNAMED = re.compile(
    r"(?:^|\s)(?:an?|the (?:last|only|main|largest|biggest))\s"
    r"(?:(?!of|on|in|at|the|by|from|to|and|with|near)[\w-]+\s){0,4}(?:"
    + "|".join(load_lexicon("wheres")["unnamed"])
    + r")\s(?:"
    + "|".join(load_lexicon("wheres")["fixing"])
    + r")\b[^.;]{0,45}$"
)
# "in a besieged Vell suburb": the name of the town between the article and the kind of place.
_UNNAMED_PART = re.compile(r"\s(?:suburb|neighbou?rhood|district|quarter|market|school|hospital|camp|village)\b")
_ARTICLE = re.compile(r"\ban?\s(?:[\w-]+\s){0,3}$")
_WITHIN = re.compile(
    r"\b(?:in|of)\s(?:the\s)?(?:[\w-]+\s){0,4}$|(?:town|city|village|district|neighbou?rhood) of (?:the )?$"
)
# Kinds of unnamed place that are wider than the town which fixes them: "a region near X".
_WIDE = re.compile(r"\b(?:" + "|".join(load_lexicon("wheres")["wide"]) + r")\s")
_FINE = {"exact": 0, "neighbourhood": 1, "town": 2, "area": 3, "district": 4, "province": 5, "country": 6}


# Between two places of one list; nothing at all where commas were lost.
_LISTED = frozenset({",", "and", ", and", "&", "and the", ""})
# From this many places on, a list is best told by the area that holds it; set on the training reports.
_MANY = 3
# The country between a place and the area that holds it: "Vell in Sinda's northern Alta province".
_OWNER = re.compile(r"\b[A-Z]\w+['’]?s\b")
_DEGREE_M = 111_320
# The least radius of a town in which its quarters and suburbs are looked for; set on the training reports.
_TOWN_M = 15_000
# How far apart, in code points, two places of one "X in Y" stand at most.
_CHAIN = 30
# How far beyond the radius of a wide place its parts may lie: set by hand, for the next province begins soon.
_SLACK = 1.2
# How many words between a preposition and a place are passed over: "in the X".
_LEADS = 1
# How many place mentions back a place finer than a country is looked for.
_RECENT = 6
# Sentences behind an attack in which its spot may be named; set on the training reports.
_DETAILS = 6
# How far, in code points, the words that set a place aside stand before it.
_ASIDE_REACH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A chosen place and the reason in words; `joined` counts the places that share it ("Beni and Butembo").

    `own`: the count's own clause names it, so that it is no guess from the narrative.
    """

    place: Place | None
    why: str
    joined: int = 1
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The stretch of a sentence that belongs to one count: [start, end) with the trigger at `at`.

    `tail` is where the words end that it shares with a count joined to it: "two were killed and six hurt over a week";
    `head` where the words begin that it shares with one joined before it; `told` where the count before it in the
    sentence ends, and `begins` where its own words begin.
    """

    start: int
    end: int
    at: int
    phrase_end: int
    tail: int = 0
    told: int = 0
    begins: int = 0
    head: int = 0


def is_joined(between: str) -> bool:
    """Whether the words between two counts only join them: "and", "and another"."""
    words = between.lower().split()
    joining = load_lexicon("wheres")["joining"]
    return " ".join(words) in joining or " ".join(words[1:]) in joining  # behind the verb: "killed and another"


def fineness(place: Place | None) -> int:
    """0 for an exact spot to 6 for a country; a place of unknown precision counts as a town."""
    return _FINE.get(place.precision or "town", 2) if place else 9


@cache
def _aside() -> re.Pattern[str]:
    """What stands before a place where the harm did not happen: "positioned in", "the governor of", "talks in"."""
    return re.compile("(?:" + "|".join(load_lexicon("wheres")["aside"]) + r")\s(?:the\s|nearby\s|neighbou?ring\s)?$")


@cache
def _aimed() -> re.Pattern[str]:
    """What stands before the target of an attack: "strikes on the town of"."""
    nouns = "|".join(load_lexicon("wheres")["attack_nouns"])
    return re.compile(rf"\b(?:{nouns}|fired|fell|landed|dropped)\s(?:on|at)\s(?:[\w-]+\s){{0,4}}$")


@cache
def _detail() -> re.Pattern[str]:
    """What opens a detail of a larger whole: "with X bearing the brunt", "including one attack on X"."""
    return re.compile("|".join(load_lexicon("wheres")["detail"]))


def _is_aside(reading: Reading, mention: PlaceMention) -> bool:
    """Whether the words before a place say that something else than the harm is there."""
    return _sets_aside(reading.text[max(0, mention.start - _ASIDE_REACH) : mention.start].lower())


@lru_cache(maxsize=4096)
def _sets_aside(before: str) -> bool:
    """Whether words (lower case) end in what sets a place aside; cached, as each count of a document asks again."""
    return _aside().search(before) is not None


def choose_place(reading: Reading, sentence: SpacySpan, window: Window) -> Located:
    """The place of a count by the words of its own sentence, or none."""
    around = [
        m
        for m in reading.places_in(sentence.start_char, sentence.end_char)
        if m.role == "place" and not _is_aside(reading, m)
    ]
    inside = _own_of_listed(reading, window, [m for m in around if window.start <= m.start and m.end <= window.end])
    wide = [m for m in reading.places_in(sentence.start_char, sentence.end_char) if m.role != "place"]
    if not around and _points_back(reading.text[window.start : window.end].lower()):
        wide = []  # "the village 50 km from X" is not X
    capital = _capital_meant(reading, window) if all(m.end <= window.begins for m in inside) else None
    if capital is not None:
        return capital
    for found, why in (
        (inside, "in the count's own clause"),
        (around, "in its sentence"),
        (wide, "the only area named in its sentence"),
    ):
        if found:
            mention = min(found, key=lambda m: _distance(reading, m, window))
            mention = _finest_of_chain(reading, mention, found)
            named = _named_later(reading, sentence, mention)
            return named or replace(_with_neighbours(reading, mention, found, why), own=found is inside)
    return Located(place=None, why="no place in its sentence")


def _capital_meant(reading: Reading, window: Window) -> Located | None:
    """ "The capital" without its name: that of the country that the document is about."""
    said = re.search(load_lexicon("wheres")["the_capital"], reading.text[window.begins : window.end])
    country = document_country(reading) if said is not None else None
    capital = _capitals().get(country.name) if country is not None else None
    if said is None or country is None or capital is None:
        return None
    named = next((m.place for m in reading.places if m.place.name == capital), None)
    place = named or Place(name=capital, precision="town", parents=(country.name,))
    return Located(place=place, why=f"“{said[0]}” is {capital}", own=True)


@cache
def _capitals() -> dict[str, str]:
    """The capital of each state by its name."""
    states: dict[str, tuple[str, str, str]] = load_lexicon("states")["states"]
    return {name: capital for name, _, capital in states.values()}


def _own_of_listed(reading: Reading, window: Window, inside: list[PlaceMention]) -> list[PlaceMention]:
    """Of the places around a count that goes on a list ("30 in Vell and another 9 in Dram") those behind it."""
    listed = re.search(load_lexicon("wheres")["goes_on"], reading.text[window.told : window.begins].lower())
    behind = [m for m in inside if m.start >= window.begins]
    return behind if listed is not None and behind else inside


def _finest_of_chain(reading: Reading, mention: PlaceMention, found: list[PlaceMention]) -> PlaceMention:
    """The first of "X in Y", "X near Y", "X on the outskirts of Y": X is where, Y says where X is.

    Where X is a province or a country, Y is finer: "Y province near X".
    """
    inside, beside = load_lexicon("wheres")["inside"], load_lexicon("wheres")["beside"]
    at = found.index(mention)
    while at > 0:
        between = _between(reading, found[at - 1], found[at])
        if between not in inside or fineness(found[at - 1].place) >= 6:
            break
        at -= 1
    while at + 1 < len(found) and fineness(found[at + 1].place) < fineness(found[at].place) >= 4:
        if _between(reading, found[at], found[at + 1]) not in beside:
            break
        at += 1
    kind = found[at].place.name.rsplit(" ", 1)[-1].lower()
    if (
        at + 1 < len(found)
        and kind in load_lexicon("wheres")["unnamed"]
        and _between(reading, found[at], found[at + 1]) == "of"
    ):
        at += 1  # "the Damascus suburb of Harasta"
    return found[at]


def _between(reading: Reading, first: PlaceMention, second: PlaceMention) -> str:
    between = _OWNER.sub(" ", reading.text[first.end : second.start])
    return " ".join(between.lower().replace(",", " ").split())


def _named_later(reading: Reading, sentence: SpacySpan, mention: PlaceMention) -> Located | None:
    """ "a village in X": the finer place that one of the next sentences names."""
    before = reading.text[max(sentence.start_char, mention.start - 90) : mention.start].lower()
    unnamed = _UNNAMED.search(before)
    part = _UNNAMED_PART.match(reading.text[mention.end : mention.end + 30].lower())
    if part is not None and _ARTICLE.search(before) is not None:
        unnamed = part
    if unnamed is None:
        return None
    later = _narrative(reading, sentence.end_char, sentence.end_char + _LATER)
    # "in a market in X" lies in X, and only a part of X can be finer; "a town near X" may be any town.
    within = unnamed is part or _WITHIN.search(unnamed[0]) is not None
    limit = min(5, fineness(mention.place) + (0 if within else 2 if _WIDE.search(unnamed[0]) else 1))
    finer = next(
        (m for m in later if fineness(m.place) < limit and mention.place.name not in m.place.name),
        None,
    )
    if finer is None:
        return None
    return Located(
        place=finer.place, why=f"“{unnamed[0].strip()} {mention.place.name}” is named later: “{finer.place.name}”"
    )


def _with_neighbours(reading: Reading, mention: PlaceMention, found: list[PlaceMention], why: str) -> Located:
    """The place with those that are listed beside it: "in Beni and Butembo", "Sirte, Misrata and Tripoli".

    Of three and more, the area that holds them all when it is named: "in Alta, Beda and Gamma in northern Vell".
    """
    text = reading.text
    listed = _listed(reading, mention, found)
    place = mention.place
    if len(listed) >= _MANY:
        holder = _holder(reading, listed)
        if holder is not None:
            return Located(place=holder, why=f"“{holder.name}” holds the places listed {why}", joined=len(listed))
    if len(listed) > 1 and all(fineness(m.place) < 6 for m in listed):
        name = text[listed[0].start : listed[-1].end]
        place = replace(place, name=" ".join(name.split()), id=None)
    within = _holder(reading, listed)
    if within is not None and within.name not in place.parents:
        place = replace(place, parents=(within.name, *place.parents))
    return Located(place=place, why=f"“{place.name}” {why}", joined=len(listed))


def _listed(reading: Reading, mention: PlaceMention, found: list[PlaceMention]) -> list[PlaceMention]:
    """The places of one list that a mention stands in, in order."""
    text = reading.text
    at = found.index(mention)
    first = last = at
    while first > 0 and text[found[first - 1].end : found[first].start].strip().lower() in _LISTED:
        first -= 1
    while last + 1 < len(found) and text[found[last].end : found[last + 1].start].strip().lower() in _LISTED:
        last += 1
    return found[first : last + 1]


def _holder(reading: Reading, listed: list[PlaceMention]) -> Place | None:
    """The area named right behind a list of places as the one in which they lie."""
    behind = next((m for m in reading.places if m.start >= listed[-1].end), None)
    if behind is None or behind.start - listed[-1].end > _CHAIN:
        return None
    wider = all(fineness(behind.place) > fineness(m.place) or m.place.precision is None for m in listed)
    between = _between(reading, listed[-1], behind)
    return behind.place if wider and between in load_lexicon("wheres")["inside"] and between else None


def _distance(reading: Reading, mention: PlaceMention, window: Window) -> float:
    """How far a place stands from the harm: characters, with the side, the preposition and the precision weighed in.

    The weights were set on the training reports: a place after the harm and behind "in" or "on" is nearly always the
    event's; a country is seldom the best that a sentence says.
    """
    before = reading.token_at(mention.start)
    passed, steps = load_lexicon("wheres")["passed"], 0
    while steps < min(_LEADS, before.i) and (before.nbor(-1).text.lower() in passed or before.nbor(-1).text == "-"):
        before, steps = before.nbor(-1), steps + 1
    previous = before.nbor(-1).text.lower() if before.i > 0 else ""
    after = mention.start >= window.at
    distance = float(mention.start - window.phrase_end if after else window.at - mention.end)
    distance = max(distance, 0.0) * (1.0 if after else 1.3)
    if previous in load_lexicon("wheres")["governing"]:
        distance -= 40
    if _aimed().search(reading.text[max(0, mention.start - _ASIDE_REACH) : mention.start].lower()):
        distance -= 60
    if previous in ("from", "by", "to", "via"):
        distance += 60
    if after and _detail().search(reading.text[window.phrase_end : mention.start].lower()):
        distance += 150
    return distance + {5: 40.0, 6: 120.0}.get(fineness(mention.place), 0.0)


def scene_place(reading: Reading, sentence: SpacySpan, clause: str = "") -> Located:
    """The last event place before a sentence, in the narrative's own order; with none before it, the nearest after it.

    `clause` (lower case) may point back to a place of one kind: "the city", "the province".
    """
    before = _narrative(reading, 0, sentence.start_char)
    if before:
        again = _meant_again(before, clause)
        if again is not None:
            return again
        mention = _freshest(before, reading)
        listed = _listed(reading, mention, before)
        place = (_holder(reading, listed) if len(listed) >= _MANY else None) or mention.place
        return Located(place=place, why=f"the narrative is at “{place.name}”")
    after = _narrative(reading, sentence.end_char, len(reading.text))[:3]
    if after:
        mention = min(after, key=lambda m: (fineness(m.place) >= 6, m.start))
        return Located(place=mention.place, why=f"the next place named is “{mention.place.name}”")
    return Located(place=None, why="no place named in the document")


def _meant_again(before: list[PlaceMention], clause: str) -> Located | None:
    """The last place of the kind that a clause points back to."""
    for row in load_lexicon("wheres")["kinds_again"]:
        found = re.search(row["words"], clause)
        if found is None:
            continue
        mention = next((m for m in reversed(before) if _is_of_kind(m.place, row["precision"])), None)
        if mention is not None:
            return Located(place=mention.place, why=f"“{found[0]}” is “{mention.place.name}”")
    return None


def _points_back(clause: str) -> bool:
    """Whether a clause (lower case) points back to a place by its kind: "the village"."""
    return any(re.search(row["words"], clause) is not None for row in load_lexicon("wheres")["kinds_again"])


def _is_of_kind(place: Place, precisions: list[str]) -> bool:
    """Whether a place is of one of the precisions; a province with the bare name of its capital may be that town."""
    if (place.precision or "town") in precisions:
        return True
    return "town" in precisions and place.precision == "province" and " " not in place.name


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
        named = _narrative(reading, later.start_char, later.end_char)
        if any(_is_elsewhere(m.place, place) for m in named) and not any(_lies_in(m.place, place) for m in named):
            break
        same = _same_attack().search(low)
        if same is None:
            continue
        behind = (m for m in named if m.start > later.start_char + same.start())
        finer = next((m for m in behind if _lies_in(m.place, place)), None)
        if finer is not None:
            return Located(place=finer.place, why=f"“{same[0]}” in {place.name} is placed later: “{finer.place.name}”")
    return located


def _is_elsewhere(other: Place, place: Place) -> bool:
    """Whether a town or a part of one is not the place, lies not in it and does not hold it: the story has moved on."""
    apart = other.name != place.name and fineness(other) <= _FINE["town"]
    return apart and not _lies_in(other, place) and not _lies_in(place, other)


def _lies_in(finer: Place, wider: Place) -> bool:
    """Whether a place may be a part of another: finer, of the same country, and below a town only inside that town."""
    if fineness(finer) >= fineness(wider) or finer.name == wider.name:
        return False
    if finer.lat is not None and wider.lat is not None and finer.lon is not None and wider.lon is not None:
        away = _DEGREE_M * math.hypot(
            finer.lat - wider.lat, (finer.lon - wider.lon) * math.cos(math.radians(wider.lat))
        )
        if wider.precision != "country":
            return away <= max(wider.radius_m or 0, _TOWN_M) * _SLACK
    if wider.precision == "country" and finer.parents:
        return wider.name.split()[-1] in finer.parents[-1] or finer.parents[-1] in wider.name
    return not finer.parents or not wider.parents or finer.parents[-1] == wider.parents[-1]


@cache
def _same_attack() -> re.Pattern[str]:
    """The words that take up an attack told before: "the blast", "the raids", "the strike"."""
    nouns = "|".join(load_lexicon("wheres")["attack_nouns"])
    return re.compile(rf"\b(?:the|this|\w+day['’]?s)\s(?:[\w-]+\s){{0,2}}(?:{nouns})\b")


@cache
def _other_attack() -> re.Pattern[str]:
    """The words that go over to another attack: "another", "elsewhere", "meanwhile"."""
    return re.compile("|".join(load_lexicon("wheres")["other_attack"]))


def _narrative(reading: Reading, start: int, end: int) -> list[PlaceMention]:
    skipped = [
        (s.start_char, s.end_char)
        for s, kind in zip(reading.sentences, reading.kinds, strict=True)
        if kind in FURNITURE
    ]
    told = [
        m
        for m in reading.places_in(start, end)
        if m.role == "place" and not _is_aside(reading, m) and not any(a <= m.start < b for a, b in skipped)
    ]
    home = document_country(reading)
    told = [m for m in told if not _is_foreign_capital(m.place, home)]
    return [m for at, m in enumerate(told) if at == 0 or not _fixes(reading, told[at - 1], m)]


def _is_foreign_capital(place: Place, home: Place | None) -> bool:
    """Whether a place is the capital of another country than the report's: there things are said, not done."""
    if home is None or place.name not in _capitals().values() or not place.parents:
        return False
    return place.parents[-1] != home.name and _capitals().get(home.name) != place.name


def _fixes(reading: Reading, first: PlaceMention, second: PlaceMention) -> bool:
    """Whether the second of two places only says where the first one is: "X in Y", "X near Y"."""
    if second.start - first.end > _CHAIN or fineness(first.place) > fineness(second.place):
        return False
    return _between(reading, first, second) in load_lexicon("wheres")["inside"]


def _freshest(found: list[PlaceMention], reading: Reading) -> PlaceMention:
    """The finest of the places of the last sentence that names any; a country only when nothing finer stands close."""
    near = [m for m in found[-_RECENT:] if fineness(m.place) < 6] or found[-1:]
    last = near[-1]
    sentence = next((s for s in reading.sentences if s.start_char <= last.start < s.end_char), None)
    same = [m for m in near if sentence is not None and sentence.start_char <= m.start]
    return min(same or [last], key=lambda m: (fineness(m.place), -m.start))


def takes_up_attack(clause: str) -> bool:
    """Whether a clause (lower case) speaks of an attack told before: "the blast", "the raids"."""
    return _same_attack().search(clause) is not None and _other_attack().search(clause) is None


def speaks_of_place_again(clause: str) -> bool:
    """Whether a clause (lower case) points back to a place: "the city", "there"."""
    return any(re.search(rf"\b{again}\b", clause) for again in load_lexicon("wheres")["again"])


def war_place(reading: Reading, located: Located) -> Located:
    """The place of the toll of a whole war: its country, however many towns the sentence names."""
    country = document_country(reading)
    if country is None or fineness(located.place) >= _FINE["province"]:
        return located
    return Located(place=country, why=f"a toll of a war: the document is about {country.name}")


def names_people(reading: Reading, words: str) -> bool:
    """Whether words name the people of the country that a document is about: "1,200 Syrian civilians"."""
    country = document_country(reading)
    adjectives = _adjectives().get(country.name, ()) if country is not None else ()
    return any(re.search(rf"\b{re.escape(each)}s?\b", words) for each in adjectives)


@cache
def _adjectives() -> dict[str, list[str]]:
    """The adjectives of each state by its name."""
    states: dict[str, tuple[str, str, str]] = load_lexicon("states")["states"]
    return {name: adjectives.split("/") for name, adjectives, _ in states.values()}


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
