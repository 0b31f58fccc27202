"""Words that say people were harmed, and where the people stand beside them.

In: the tokens of a sentence. Out: `Trigger`s in order, each with its kind of harm and the side its people stand on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from spacy.tokens import Token

from bearwitness.base.records import HarmKind
from bearwitness.extract.counting.victims import victim_words
from bearwitness.extract.lexicons import load_lexicon

_GRAMMAR = load_lexicon("grammar")
_PHRASE_STOPS = frozenset(_GRAMMAR["phrase_stops"])
_VAGUE_NUMBER = frozenset(_GRAMMAR["vague_number"])
_NUMBER_STOPS = frozenset(_GRAMMAR["number_stops"])
_NOUN_OPENERS = frozenset(_GRAMMAR["noun_openers"])
_PASSIVE_BETWEEN = frozenset(_GRAMMAR["passive_between"])

# "object": a verb in the active voice, its people follow; "subject": a passive, a participle, an intransitive verb or a
# predicate, its people stand before; "of": a noun, its people follow "of"; "toll": a toll noun, a bare number follows;
# "lives": "claimed 12 lives".
Role = Literal["object", "subject", "of", "toll", "lives"]

HARMS: tuple[HarmKind, ...] = get_args(HarmKind)
_BE = frozenset(_GRAMMAR["be"])


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    harm: HarmKind
    transitive: bool
    person_only: bool


@dataclass(slots=True, kw_only=True)
class Trigger:
    """A harm word over tokens [start, end) of a sentence; `people` demands a word for people as its victim."""

    start: int
    end: int
    harm: HarmKind
    role: Role
    people: bool = False
    state: bool = False
    adjacent: bool = False


@cache
def _table(kind: str) -> dict[str, HarmKind]:
    raw = load_lexicon("harms")
    return {form: harm for harm in HARMS for word in raw[harm][kind] for form in _forms(word)}


def _forms(noun: str) -> tuple[str, ...]:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun, noun[:-1] + "ies"
    return noun, noun + ("es" if noun.endswith(("s", "x", "sh", "ch")) else "s")


@cache
def harm_nouns() -> dict[str, HarmKind]:
    """Nouns that name a harm and can be counted: "deaths", "injuries", "casualties"."""
    skipped = set(load_lexicon("harms")["uncountable"])
    return {word: harm for word, harm in _table("noun").items() if word not in skipped and " " not in word}


@cache
def state_words() -> dict[str, HarmKind]:
    """Single words that say the state of people: "dead", "wounded", "missing", "killed"."""
    raw = load_lexicon("harms")
    states = {word: harm for harm in HARMS for word in raw[harm]["state"] if " " not in word}
    states |= raw["participles"]
    return states


def is_initials(token: Token) -> bool:
    """Whether a word is a field message's shorthand for a state of people: "KIA" in capitals."""
    return token.is_upper and token.lower_ in load_lexicon("harms")["initials"]


@cache
def _state_phrases() -> tuple[tuple[tuple[str, ...], HarmKind], ...]:
    raw = load_lexicon("harms")
    return tuple((tuple(word.split()), harm) for harm in HARMS for word in raw[harm]["state"] if " " in word)


@cache
def _verbs() -> dict[str, tuple[_Phrase, ...]]:
    raw = load_lexicon("harms")
    rows: dict[str, list[_Phrase]] = {}
    for harm in HARMS:
        person_only = set(raw[harm].get("person_only", ()))
        for transitive, key in ((True, "object"), (True, "person_only"), (False, "subject")):
            for entry in raw[harm].get(key, ()):
                words = tuple(entry.split())
                rows.setdefault(words[0], []).append(
                    _Phrase(words, harm, transitive, entry in person_only or key == "person_only")
                )
    return {
        word: tuple(sorted(dict.fromkeys(found), key=lambda p: (-len(p.words), not p.person_only)))
        for word, found in rows.items()
    }


@cache
def _tolls() -> tuple[tuple[tuple[str, ...], HarmKind], ...]:
    raw = load_lexicon("harms")
    rows = [(tuple(phrase.split()), harm) for harm in HARMS for phrase in raw[harm]["toll"]]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def is_passive(tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
    """Whether the participle at `at` has a form of "be" or "get" before it, adverbs and participles between."""
    if tokens[at].tag_ not in ("VBN", "VBD", "JJ", "VB", "NN"):
        return False
    position = at - 1
    while position >= 0 and at - position < 9:
        word, tag = words[position], tokens[position].tag_
        if word in _BE:
            return tokens[position].text != "IS"
        if word in _PASSIVE_BETWEEN or tag == "RB" or (tag in ("VBN",) and position > 0):
            position -= 1
            continue
        return False
    return False


def _phrase_end(tokens: Sequence[Token], words: Sequence[str], at: int, phrase: tuple[str, ...]) -> int | None:
    """The end of `phrase` whose verb stands at `at`; up to four words (an object) may stand before its second word."""
    if len(phrase) == 1:
        return at + 1
    rest = phrase[1:]
    limit = min(len(words), at + 7)
    for start in range(at + 1, limit):
        if all(
            start + i < len(words) and (words[start + i] == want or tokens[start + i].lemma_.lower() == want)
            for i, want in enumerate(rest)
        ):
            return start + len(rest)
        if words[start] in _PHRASE_STOPS:
            return None
    return None


def find_triggers(tokens: Sequence[Token], words: Sequence[str]) -> list[Trigger]:
    """The harm words of a sentence, in order. A word can be the trigger of one harm only."""
    found: list[Trigger] = []
    taken = 0
    moving = not _evacuation()["context"].isdisjoint(words)
    for at in range(len(tokens)):
        if at < taken:
            continue
        trigger = (
            _toll_at(words, at)
            or _lives_at(tokens, words, at)
            or (_evacuation_at(tokens, words, at) if moving else None)
            or _verb_at(tokens, words, at)
            or _state_at(tokens, words, at)
            or _noun_at(tokens, words, at)
        )
        if trigger is not None:
            found.append(trigger)
            taken = trigger.end if trigger.role != "object" and not trigger.adjacent else at + 1
    return found


def _toll_at(words: Sequence[str], at: int) -> Trigger | None:
    if words[at] == "number" and words[at + 1 : at + 2] != ["of"] and words[at + 1 : at + 2]:
        harm_of = load_lexicon("harms")["counted"].get(words[at + 1])
        return Trigger(start=at, end=at + 2, harm=harm_of, role="toll") if harm_of else None
    if (
        words[at] in ("number", "total")
        and words[at + 1 : at + 2] == ["of"]
        and words[max(0, at - 1)] not in _VAGUE_NUMBER
    ):
        counted = _number_of(words, at)
        if counted is not None:
            return counted
    for phrase, harm in _tolls():
        if words[at] == phrase[0] and tuple(words[at : at + len(phrase)]) == phrase:
            return Trigger(start=at, end=at + len(phrase), harm=harm, role="toll")
    return None


def _number_of(words: Sequence[str], at: int) -> Trigger | None:
    """ "the number of (farm) casualties", "the number of nuns killed": the harm is that of the counted word."""
    counted: dict[str, HarmKind] = load_lexicon("harms")["counted"]
    for end in range(at + 2, min(len(words), at + 8)):
        if words[end] in counted:
            return Trigger(start=at, end=end + 1, harm=counted[words[end]], role="toll")
        if words[end] in _NUMBER_STOPS:
            break
    return None


def _lives_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Trigger | None:
    raw = load_lexicon("harms")["lives"]
    if tokens[at].lemma_.lower() in raw["verbs"] and any(w in ("lives", "life") for w in words[at + 1 : at + 8]):
        return Trigger(start=at, end=at + 1, harm="killed", role="lives")
    return None


def _verb_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Trigger | None:
    token, word = tokens[at], words[at]
    if at and words[at - 1] == "-":
        return None
    lemma = token.lemma_.lower()
    phrases = _verbs().get(lemma) or _verbs().get(_stem(word))
    if phrases is None:
        return None
    raw = load_lexicon("harms")
    if token.tag_.startswith("N") and (
        word not in raw["mistagged"] or (word in raw["ambiguous"] and at and words[at - 1] in _NOUN_OPENERS)
    ):
        return None
    if lemma in raw["captors"]["verbs"] and words[at + 1 : at + 2] == ["by"] and is_passive(tokens, words, at):
        captors = any(word in _captors() for word in words[at + 2 : at + 6])
        return Trigger(start=at, end=at + 1, harm="detained", role="subject", people=True) if captors else None
    if lemma == "shoot" and words[at + 1 : at + 2] in (["down"], ["at"], ["video"], ["footage"], ["off"]):
        return None
    if token.tag_ == "VBG" and words[at + 1 : at + 2] == ["of"]:
        return None
    for phrase in phrases:
        end = _phrase_end(tokens, words, at, phrase.words)
        if end is None:
            continue
        if not phrase.transitive:
            return Trigger(
                start=at,
                end=end,
                harm=phrase.harm,
                role="subject",
                people=phrase.person_only or phrase.harm == "displaced",
            )
        passive = is_passive(tokens, words, at)
        adjacent = len(phrase.words) > 1 and end > at + len(phrase.words)
        return Trigger(
            start=at,
            end=at + 1 if adjacent else end,
            harm=phrase.harm,
            role="subject" if passive else "object",
            people=phrase.person_only,
            adjacent=adjacent,
        )
    return None


@cache
def _captors() -> frozenset[str]:
    fighters = {word for word, found in victim_words().items() if found.who == "fighters"}
    return frozenset(fighters | set(load_lexicon("harms")["captors"]["people"]))


@cache
def _evacuation() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in load_lexicon("harms")["evacuation"].items()}


def _evacuation_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Trigger | None:
    """ "900 residents left in buses", "a convoy carrying 60 patients", where a sentence speaks of evacuation."""
    raw, lemma = _evacuation(), tokens[at].lemma_.lower()
    if not tokens[at].tag_.startswith("V"):
        return None
    if (
        lemma in raw["leave"]
        and tokens[at].tag_ != "VB"
        and not any(word in state_words() for word in words[at + 1 : at + 10])
    ):
        return Trigger(start=at, end=at + 1, harm="evacuated", role="subject", people=True)
    if lemma in raw["carry"] and raw["vehicles"] & set(words[max(0, at - 4) : at]):
        return Trigger(start=at, end=at + 1, harm="evacuated", role="object", people=True)
    return None


def _stem(word: str) -> str:
    """A rough lemma for a form that the tagger took for a noun or an adjective: "killed" -> "kill"."""
    for ending, stems in (("ing", ("", "e")), ("ed", ("", "e")), ("es", ("", "e")), ("s", ("",))):
        if word.endswith(ending):
            base = word[: -len(ending)]
            for stem in stems:
                if base + stem in _verbs():
                    return base + stem
    return word


def _state_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Trigger | None:
    for phrase, harm in _state_phrases():
        if words[at] == phrase[0] and tuple(words[at : at + len(phrase)]) == phrase:
            return Trigger(start=at, end=at + len(phrase), harm=harm, role="subject", state=True)
    if words[at] == "under" and "siege" in words[at + 1 : at + 4]:
        end = words.index("siege", at) + 1
        return Trigger(start=at, end=end, harm="trapped", role="subject", people=True, state=True)
    harm_of = state_words().get(words[at])
    if harm_of is None and is_initials(tokens[at]):
        harm_of = load_lexicon("harms")["initials"][words[at]]
    if harm_of is None or (at and words[at - 1] == "-"):
        return None
    return Trigger(start=at, end=at + 1, harm=harm_of, role="subject", state=True)


def _noun_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Trigger | None:
    harm = _table("noun").get(words[at])
    if harm is None or not (tokens[at].tag_.startswith("N") or words[at].endswith("ing") or words[at] == "dead"):
        return None
    return Trigger(start=at, end=at + 1, harm=harm, role="of")
