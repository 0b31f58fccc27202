"""Where a count of harm happened, by the words of its own sentence.

In: a reading, a sentence and the count's place in it. Out: the place mention chosen and why. It takes the place of the
event, not the nearest name: a place governed by the harm's own clause first, then the sentence. What the narrative
says where the sentence is silent is in `scenes`.
"""

import re
from dataclasses import replace
from functools import cache

from spacy.tokens import Span as SpacySpan

from bearwitness.base.records import Place
from bearwitness.extract.deciding.areas import Located, capitals, document_country, fineness
from bearwitness.extract.deciding.placelists import MANY, find_holder, find_listed, words_between
from bearwitness.extract.deciding.scenes import ASIDE_REACH, is_aside, narrate, points_back
from bearwitness.extract.deciding.windows import Window
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.readings import Reading

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
# How many words between a preposition and a place are passed over: "in the X".
_LEADS = 1


@cache
def _aimed() -> re.Pattern[str]:
    """What stands before the target of an attack: "strikes on the town of"."""
    nouns = "|".join(load_lexicon("wheres")["attack_nouns"])
    return re.compile(rf"\b(?:{nouns}|fired|fell|landed|dropped)\s(?:on|at)\s(?:[\w-]+\s){{0,4}}$")


@cache
def _detail() -> re.Pattern[str]:
    """What opens a detail of a larger whole: "with X bearing the brunt", "including one attack on X"."""
    return re.compile("|".join(load_lexicon("wheres")["detail"]))


def choose_place(reading: Reading, sentence: SpacySpan, window: Window) -> Located:
    """The place of a count by the words of its own sentence, or none."""
    around = [
        m
        for m in reading.places_in(sentence.start_char, sentence.end_char)
        if m.role == "place" and not is_aside(reading, m)
    ]
    inside = _own_of_listed(reading, window, [m for m in around if window.start <= m.start and m.end <= window.end])
    wide = [m for m in reading.places_in(sentence.start_char, sentence.end_char) if m.role != "place"]
    if not around and points_back(reading.text[window.start : window.end].lower()):
        wide = []  # "the village 50 km from X" is not X
    capital = capital_meant(reading, window) if all(m.end <= window.begins for m in inside) else None
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


def capital_meant(reading: Reading, window: Window) -> Located | None:
    """ "The capital" without its name: that of the country that the document is about."""
    said = re.search(load_lexicon("wheres")["the_capital"], reading.text[window.begins : window.end])
    country = document_country(reading) if said is not None else None
    capital = capitals().get(country.name) if country is not None else None
    if said is None or country is None or capital is None:
        return None
    named = next((m.place for m in reading.places if m.place.name == capital), None)
    place = named or Place(name=capital, precision="town", parents=(country.name,))
    return Located(place=place, why=f"“{said[0]}” is {capital}", own=True)


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
        between = words_between(reading, found[at - 1], found[at])
        if between not in inside or fineness(found[at - 1].place) >= 6:
            break
        at -= 1
    while at + 1 < len(found) and fineness(found[at + 1].place) < fineness(found[at].place) >= 4:
        if words_between(reading, found[at], found[at + 1]) not in beside:
            break
        at += 1
    kind = found[at].place.name.rsplit(" ", 1)[-1].lower()
    if (
        at + 1 < len(found)
        and kind in load_lexicon("wheres")["unnamed"]
        and words_between(reading, found[at], found[at + 1]) == "of"
    ):
        at += 1  # "the Damascus suburb of Harasta"
    return found[at]


def _named_later(reading: Reading, sentence: SpacySpan, mention: PlaceMention) -> Located | None:
    """ "a village in X": the finer place that one of the next sentences names."""
    before = reading.text[max(sentence.start_char, mention.start - 90) : mention.start].lower()
    unnamed = _UNNAMED.search(before)
    part = _UNNAMED_PART.match(reading.text[mention.end : mention.end + 30].lower())
    if part is not None and _ARTICLE.search(before) is not None:
        unnamed = part
    if unnamed is None:
        return None
    later = narrate(reading, sentence.end_char, sentence.end_char + _LATER)
    # "in a market in X" lies in X, and only a part of X can be finer; "a town near X" may be any town.
    within = unnamed is part or _WITHIN.search(unnamed[0]) is not None
    further = 1 if set(unnamed[0].split()) & set(load_lexicon("wheres")["as_large"]) else 0
    limit = min(5, fineness(mention.place) + (further if within else 2 if _WIDE.search(unnamed[0]) else 1))
    finer = next(
        (m for m in later if fineness(m.place) < limit and mention.place.name not in m.place.name),
        None,
    )
    if finer is None:
        return None
    why = f"“{unnamed[0].strip()} {mention.place.name}” is named later: “{finer.place.name}”"
    return Located(place=finer.place, why=why, later=True)


def _with_neighbours(reading: Reading, mention: PlaceMention, found: list[PlaceMention], why: str) -> Located:
    """The place with those that are listed beside it: "in Beni and Butembo", "Sirte, Misrata and Tripoli".

    Of three and more, the area that holds them all when it is named: "in Alta, Beda and Gamma in northern Vell".
    """
    text = reading.text
    listed = find_listed(reading, mention, found)
    place = mention.place
    if len(listed) >= MANY:
        holder = find_holder(reading, listed)
        if holder is not None:
            return Located(place=holder, why=f"“{holder.name}” holds the places listed {why}", joined=len(listed))
    if len(listed) > 1 and all(fineness(m.place) < 6 for m in listed):
        name = text[listed[0].start : listed[-1].end]
        place = replace(place, name=" ".join(name.split()), id=None)
    within = find_holder(reading, listed)
    if within is not None and within.name not in place.parents:
        place = replace(place, parents=(within.name, *place.parents))
    return Located(place=place, why=f"“{place.name}” {why}", joined=len(listed))


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
    if _aimed().search(reading.text[max(0, mention.start - ASIDE_REACH) : mention.start].lower()):
        distance -= 60
    if previous in ("from", "by", "to", "via"):
        distance += 60
    if after and _detail().search(reading.text[window.phrase_end : mention.start].lower()):
        distance += 150
    return distance + {5: 40.0, 6: 120.0}.get(fineness(mention.place), 0.0)
