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
from bearwitness.extract.deciding.periods import scene_date
from bearwitness.extract.deciding.perpetrators import (
    Blamed,
    Surroundings,
    actor_of,
    boasting_speaker,
    choose_actor,
    narrated_attacker,
    opens_new_attack,
    suffering,
)
from bearwitness.extract.deciding.windows import Window
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.placing.gazetteer import open_gazetteer
from bearwitness.extract.readings import FURNITURE, Reading

# Harms that an attack before does not explain: who carries people out is said, or it is open.
_UNCARRIED = frozenset({"evacuated"})
_STILL = "still the attack of the count before: "
# How far, in code points, the party of those harmed stands behind them: "15 members of X".
_VICTIM_REACH = 40
# How many sentences back the attacker is looked for: of any harm, and of an attack of the same kind. Both were set on
# the training reports.
_BACK, _FAR = 2, 8
# How many sentences behind an attack a claim of it may stand; set by hand.
_CLAIMED = 4
# How many sentences a report opens with; set on the training reports.
_OPENING = 3
# For how many days before its report a count belongs to the campaign that the report opens with; set on the training
# reports.
_CAMPAIGN_DAYS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A count, what stands around it, where and when it happened, and whether it is the toll of a war.

    `own_date`: its own sentence dates it.
    """

    count: Count
    around: Surroundings
    place: Place | None
    when: When | None
    own_date: bool
    war_toll: bool


def find_attacker(reading: Reading, setting: Setting, earlier: Sequence[Found]) -> Blamed:
    """The perpetrator of a count: by its own sentence, else by the narrative; `earlier` are the counts before it."""
    window = setting.around.window
    clause = reading.text[window.start : window.end].lower()
    if re.search(load_lexicon("attacks")["new_total"], clause) is not None:
        return Blamed(actor=None, why="a new total of several attacks")
    blamed = choose_actor(reading, setting.around)
    if setting.war_toll and blamed.opponent:
        blamed = Blamed(actor=None, why="the toll of a war: both sides kill in it")
    if not _can_harm(blamed.deed, setting.count.harm):
        blamed = Blamed(actor=None, why=f"“{blamed.deed}” does no such harm")
    if blamed.actor is None and setting.count.who == "fighters" and setting.count.quantity.high != 0:
        blamed = boasting_speaker(reading, setting.around) or blamed
    if blamed.actor is not None or setting.count.quantity.high == 0 or setting.war_toll:
        return blamed
    if setting.count.harm in _UNCARRIED:
        return blamed
    carried = blamed if opens_new_attack(clause) else _carry(reading, setting, earlier)
    if carried.actor is None:
        carried = _claimed_later(reading, setting) or carried
    if carried.actor is None:
        carried = _lead(reading, setting) or carried
    if carried.actor is not None and (carried.actor.id or carried.actor.name) in _harmed(reading, setting):
        return blamed
    return blamed if _own_side(reading, setting, carried) else carried


def _own_side(reading: Reading, setting: Setting, carried: Blamed) -> bool:
    """Whether a carried party is the state whose soldiers or police were harmed: none is blamed for its own."""
    actor = carried.actor
    if actor is None or setting.count.who not in ("soldiers", "police"):
        return False
    return actor.kind in ("government", "military", "state", "police") and (
        actor.country is None or reading.country is None or _is_home(actor.country, reading.country)
    )


def _is_home(code: str, country: str) -> bool:
    """Whether a country's code is that of the country, by name, that a report is about."""
    return open_gazetteer().name_country(code) == country


def _can_harm(deed: str, harm: str) -> bool:
    """Whether a deed can do a harm: an arrest kills nobody."""
    table: dict[str, list[str]] = load_lexicon("attacks")["deeds_for"]
    harms = [kind for kind, deeds in table.items() if deed in deeds]
    return not harms or harm in harms or harm == "affected"


def _harmed(reading: Reading, setting: Setting) -> frozenset[str]:
    """The parties that those harmed belong to, or that stand right behind them."""
    count = setting.count
    reach = min(count.end + _VICTIM_REACH, setting.around.sentence.end_char)
    beside = {m.id or m.name for m in reading.parties_in(count.start, reach)}
    return suffering(reading, setting.around) | beside


def _carry(reading: Reading, setting: Setting, earlier: Sequence[Found]) -> Blamed:
    """The perpetrator by the narrative: of the count before at the same place and time, else of a sentence before."""
    if _is_long(setting.when):
        return Blamed(actor=None, why="a toll of many days, and its sentence blames no one")
    last = earlier[-1] if earlier else None
    alike = last is not None and (last.who == "fighters") == (setting.count.who == "fighters")
    if last is not None and last.actor is not None and alike and _same_scene(setting, last):
        return Blamed(actor=last.actor, why=f"{_STILL}{last.actor_why.removeprefix(_STILL)}")
    at = bisect_left(reading.sentences, setting.around.sentence.start, key=lambda s: s.start)
    window = setting.around.window
    means = attack_kinds(reading.text[window.start : window.end])
    also = re.search(r"\balso\b", reading.text[window.start : window.end]) is not None
    steps = [s for s in range(at - 1, max(-1, at - 1 - 2 * _FAR), -1) if reading.kinds[s] not in FURNITURE]
    for back, step in enumerate(steps[:_FAR]):
        told = attack_kinds(reading.sentences[step].text)
        near = also or _tells_of_place(reading, window, reading.sentences[step])
        if back >= _BACK and not (means & told and near):
            continue
        if _are_other_means(means, told) or _is_other_day(reading, setting, reading.sentences[step]):
            continue
        blamed = _attacker(reading, step)
        if blamed.actor is not None and not (means & _campaign_kinds() and blamed.deed in _ground_deeds()):
            return Blamed(actor=blamed.actor, why=f"{blamed.why}, in a sentence before")
    return Blamed(actor=None, why="no one is blamed in its sentence or those before it")


def _lead(reading: Reading, setting: Setting) -> Blamed | None:
    """The perpetrator that the report opens with, for a later count of the same campaign: by the same means."""
    lex = load_lexicon("attacks")
    sentence = setting.around.sentence
    means = attack_kinds(sentence.text) & _campaign_kinds()
    if not means or re.search(lex["nameless"], sentence.text.lower()) is not None or _is_long_ago(reading, setting):
        return None
    told = [s for s, kind in zip(reading.sentences, reading.kinds, strict=True) if kind not in FURNITURE][:_OPENING]
    for at in range(len(told)):
        if told[at].start >= sentence.start:
            return None
        if means & attack_kinds(told[at].text):
            blamed = _attacker(reading, reading.sentences.index(told[at]))
            if blamed.actor is not None and blamed.deed not in _ground_deeds().union(lex["accusations"]):
                return Blamed(actor=blamed.actor, why=f"{blamed.why}, which the report opens with")
    return None


def _claimed_later(reading: Reading, setting: Setting) -> Blamed | None:
    """The party that one of the next sentences says has claimed the attack."""
    lex = load_lexicon("attacks")
    at = reading.sentences.index(setting.around.sentence)
    for later in reading.sentences[at + 1 : at + 1 + _CLAIMED]:
        claim = re.search(lex["claims_attack"], later.text.lower())
        if claim is not None:
            before = reading.parties_in(later.start_char, later.start_char + claim.start() + 1)
            named = [m for m in before if m.kind in lex["kinds"]]
            if named:
                return Blamed(actor=actor_of(reading, named[-1]), why=f"{named[-1].name} “{claim[0].strip()}”")
        if opens_new_attack(later.text.lower()):
            return None
    return None


def _is_long(when: When | None) -> bool:
    """Whether a harm went on for longer than one attack may."""
    return when is not None and None not in (when.start, when.end) and (when.end - when.start).days > _CAMPAIGN_DAYS  # type: ignore[operator]


def _is_long_ago(reading: Reading, setting: Setting) -> bool:
    """Whether a harm ended, or began, well before the report was published."""
    published, when = reading.document.published, setting.when
    if published is None or when is None:
        return False
    ends = [day for day in (when.start, when.end) if day is not None]
    return any((published - day).days > _CAMPAIGN_DAYS for day in ends)


def _tells_of_place(reading: Reading, window: Window, sentence: SpacySpan) -> bool:
    """Whether a sentence names a place of the window, or the window none."""
    here = {m.place.name for m in reading.places_in(window.start, window.end)}
    return not here or any(m.place.name in here for m in reading.places_in(sentence.start_char, sentence.end_char))


def _is_other_day(reading: Reading, setting: Setting, told: SpacySpan) -> bool:
    """Whether a count that its own sentence dates happened on another day than the narrative was at before."""
    if not setting.own_date:
        return False
    dated = [m.when for m in reading.dates_in(told.start_char, told.end_char) if m.kind == "point" and not m.reporting]
    there, here = dated[0] if dated else scene_date(reading, told).when, setting.when
    if there is None or here is None or None in (there.start, there.end, here.start, here.end):
        return False
    return here.end < there.start or there.end < here.start  # type: ignore[operator]  # none is None: see above


def _are_other_means(means: frozenset[str], told: frozenset[str]) -> bool:
    """Whether two attacks were made by different means; an attack of any kind may be part of a fight told before."""
    return bool(means and told and not means & told and "ground" not in told)


def attack_kinds(text: str) -> frozenset[str]:
    """The kinds of attack that words tell of: from the air, by shells or gas, by a planted bomb, on the ground."""
    return frozenset(kind for kind, pattern in _kind_patterns().items() if pattern.search(text))


@cache
def _campaign_kinds() -> frozenset[str]:
    return frozenset(load_lexicon("attacks")["campaign_kinds"])


@cache
def _ground_deeds() -> frozenset[str]:
    return frozenset(load_lexicon("attacks")["ground_deeds"])


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
