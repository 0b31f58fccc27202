"""Who caused the harm, as a careful reader of the whole document resolves it.

In: a reading, a count with its place and time, and the counts before it. Out: the party blamed and why, or none. The
count's own sentence comes first, then the attack that is being told of. It never blames anyone for the toll of a war,
and never carries a party over to another attack.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as SpacySpan

from bearwitness.base.records import Place, When
from bearwitness.extract.counting.counts import Count
from bearwitness.extract.deciding.folds import Found
from bearwitness.extract.deciding.locations import Window
from bearwitness.extract.deciding.perpetrators import (
    Blamed,
    Surroundings,
    boasting_speaker,
    choose_actor,
    narrated_attacker,
    opens_new_attack,
    suffering,
)
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.readings import FURNITURE, Reading

_STILL = "still the attack of the count before: "
# How far, in code points, the party of those harmed stands behind them: "15 members of X".
_VICTIM_REACH = 40
# How many sentences back the attacker is looked for: of any harm, and of an attack of the same kind. Both were set on
# the training reports.
_BACK, _FAR = 2, 8
# How many sentences a report opens with; set on the training reports.
_OPENING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A count, what stands around it, where and when it happened, and whether it is the toll of a war."""

    count: Count
    around: Surroundings
    place: Place | None
    when: When | None
    war_toll: bool


def find_attacker(reading: Reading, setting: Setting, earlier: Sequence[Found]) -> Blamed:
    """The perpetrator of a count: by its own sentence, else by the narrative; `earlier` are the counts before it."""
    blamed = choose_actor(reading, setting.around)
    if blamed.actor is None and setting.count.who == "fighters" and setting.count.quantity.high != 0:
        blamed = boasting_speaker(reading, setting.around) or blamed
    if blamed.actor is not None or setting.count.quantity.high == 0 or setting.war_toll:
        return blamed
    window = setting.around.window
    new = opens_new_attack(reading.doc.text[window.start : window.end].lower())
    carried = blamed if new else _carry(reading, setting, earlier)
    if carried.actor is None:
        carried = _lead(reading, setting) or carried
    if carried.actor is not None and (carried.actor.id or carried.actor.name) in _harmed(reading, setting):
        return blamed
    return carried


def _harmed(reading: Reading, setting: Setting) -> frozenset[str]:
    """The parties that those harmed belong to, or that stand right behind them."""
    count = setting.count
    beside = {m.id or m.name for m in reading.parties_in(count.start, count.end + _VICTIM_REACH)}
    return suffering(reading, setting.around) | beside


def _carry(reading: Reading, setting: Setting, earlier: Sequence[Found]) -> Blamed:
    """The perpetrator by the narrative: of the count before at the same place and time, else of a sentence before."""
    last = earlier[-1] if earlier else None
    if last is not None and last.actor is not None and _same_scene(setting, last):
        return Blamed(actor=last.actor, why=f"{_STILL}{last.actor_why.removeprefix(_STILL)}")
    at = bisect_left(reading.sentences, setting.around.sentence.start, key=lambda s: s.start)
    window = setting.around.window
    means = attack_kinds(reading.doc.text[window.start : window.end])
    steps = [s for s in range(at - 1, max(-1, at - 1 - 2 * _FAR), -1) if reading.kinds[s] not in FURNITURE]
    for back, step in enumerate(steps[:_FAR]):
        told = attack_kinds(reading.sentences[step].text)
        if back >= _BACK and not (means & told and _tells_of_place(reading, window, reading.sentences[step])):
            continue
        if _are_other_means(means, told):
            continue
        blamed = _attacker(reading, step)
        if blamed.actor is not None:
            return Blamed(actor=blamed.actor, why=f"{blamed.why}, in a sentence before")
    return Blamed(actor=None, why="no one is blamed in its sentence or those before it")


def _lead(reading: Reading, setting: Setting) -> Blamed | None:
    """The perpetrator that the report opens with, for a later count of the same campaign: by the same means."""
    lex = load_lexicon("attacks")
    sentence = setting.around.sentence
    means = attack_kinds(sentence.text) & frozenset(lex["campaign_kinds"])
    if not means or re.search(lex["nameless"], sentence.text.lower()) is not None:
        return None
    told = [s for s, kind in zip(reading.sentences, reading.kinds, strict=True) if kind not in FURNITURE][:_OPENING]
    for at in range(len(told)):
        if told[at].start >= sentence.start:
            return None
        if means & attack_kinds(told[at].text):
            blamed = _attacker(reading, reading.sentences.index(told[at]))
            if blamed.actor is not None:
                return Blamed(actor=blamed.actor, why=f"{blamed.why}, which the report opens with")
    return None


def _tells_of_place(reading: Reading, window: Window, sentence: SpacySpan) -> bool:
    """Whether a sentence names a place of the window, or the window none."""
    here = {m.place.name for m in reading.places_in(window.start, window.end)}
    return not here or any(m.place.name in here for m in reading.places_in(sentence.start_char, sentence.end_char))


def _are_other_means(means: frozenset[str], told: frozenset[str]) -> bool:
    """Whether two attacks were made by different means; an attack of any kind may be part of a fight told before."""
    return bool(means and told and not means & told and "ground" not in told)


def attack_kinds(text: str) -> frozenset[str]:
    """The kinds of attack that words tell of: from the air, by shells or gas, by a planted bomb, on the ground."""
    return frozenset(kind for kind, pattern in _kind_patterns().items() if pattern.search(text))


@cache
def _kind_patterns() -> dict[str, re.Pattern[str]]:
    raw: dict[str, list[str]] = load_lexicon("attacks")["attack_kinds"]
    return {kind: re.compile(r"(?i)\b(?:" + "|".join(words) + r")s?\b") for kind, words in raw.items()}


def _attacker(reading: Reading, at: int) -> Blamed:
    """Whom one sentence blames for an attack; its own speakers are left out."""
    sentence = reading.sentences[at]
    acts = [act for act in reading.attributions if sentence.start_char <= act.cue[0] < sentence.end_char]
    return narrated_attacker(reading, sentence, tuple(s.start for act in acts for s in act.speakers))


def _same_scene(setting: Setting, last: Found) -> bool:
    """Whether a count happened where and when the one before it did."""
    there = last.located.place
    if there is None or setting.place is None or there.name != setting.place.name:
        return False
    return _same_days(setting.when, last.dated.when)


def _same_days(a: When | None, b: When | None) -> bool:
    return a is None or b is None or (a.start, a.end) == (b.start, b.end)
