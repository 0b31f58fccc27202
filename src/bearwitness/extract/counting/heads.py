"""The noun that a number phrase counts.

In: the tokens of a sentence and a place after a number or an article. Out: the head noun there with its category, or
nothing when things are counted. It knows nothing of numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from bearwitness.base.records import HarmKind, Who
from bearwitness.extract.counting.numbers import read_cardinal
from bearwitness.extract.counting.triggers import harm_nouns, is_initials, state_words
from bearwitness.extract.counting.victims import VictimWord, categorise, join_categories, thing_words, victim_words
from bearwitness.extract.lexicons import load_lexicon

# "people": a word for people; "harm": a noun for the harm ("22 injuries"); "bare": a number alone ("and 30 hurt"),
# "unknown": a noun that is not in the lexicon; "single": one person with an article; "definite": "the nurse",
# "named": a proper name; "none": "no one", "no civilians", "no casualties".
QuantityKind = Literal["people", "harm", "bare", "unknown", "single", "definite", "named", "none"]
_GRAMMAR = load_lexicon("grammar")
_AGE_WORDS = frozenset(_GRAMMAR["age_words"])
_OF_WORDS = frozenset(_GRAMMAR["of_words"])
_INNER_TAGS = (
    "JJ",
    "JJR",
    "JJS",
    "NN",
    "NNS",
    "NNP",
    "NNPS",
    "HYPH",
    "VBN",
    "VBG",
    "POS",
    "CD",
    "``",
    "''",
    "-LRB-",
    "-RRB-",
    "AFX",
    "RB",
    "ADD",
    "PRP$",
    "FW",
    "XX",
    ":",
)
_BRACKETS = ("[", "]")  # an editor's word inside what is quoted: "80 [rebel] fighters"
_LINKS = frozenset(_GRAMMAR["noun_links"])
_WEEKDAYS = frozenset(_GRAMMAR["weekdays"])
OTHERS = frozenset(_GRAMMAR["others"])
_AUXILIARIES = frozenset((*_GRAMMAR["be"], *_GRAMMAR["have"]))
_SUBSET_OPENERS = frozenset(phrase.split()[0] for phrase in load_lexicon("harms")["subset"]) - {"of"}
_HEADLINE_SOURCES = frozenset(_GRAMMAR["headline_sources"])
_PLURAL_VERBS = (["were"], ["are"], ["have"])  # "4 civilian were hurt": the verb tells a slip of the pen
_SURE_NOUNS = frozenset(_GRAMMAR["sure_nouns"])
_CLAUSE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
# A man, a woman and a child stand side by side in a list; one is never an attribute of the other.
_KIN = frozenset({"men", "women", "children"})
KIN_WORDS = frozenset(word for word, found in victim_words().items() if found.who in _KIN and not found.plural)
_REACH = 9  # tokens from a number to its noun: the longest seen in the training reports is 8


def read_age(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The end of an age at `at` and its years: "14-year-old", "nine - year - old", "two months old" (0); or None."""
    joined = words[at]
    if joined[:1].isdigit() and "year" in joined and "old" in joined:
        digits = re.match(r"\d+", joined)
        return (at + 1, int(digits[0])) if digits else None
    number = read_cardinal(words, at)
    end = number[0] if number else at + 1
    if number is None and not joined[:1].isdigit():
        return None
    start = end
    while end < len(words) and end < start + 6 and words[end] in _AGE_WORDS:
        if words[end] == "old":
            years = any(word in ("year", "years") for word in words[start:end]) or "year" in joined
            leading = re.match(r"\d+", joined)
            value = int(number[1]) if number else int(leading[0]) if leading else 0
            return end + 1, value if years else 0
        end += 1
    return None


def word_at(words: Sequence[str], at: int) -> tuple[VictimWord, int] | None:
    """The word for people at `at` and its end; the longest of up to three tokens."""
    table = victim_words()
    for length in (3, 2):
        if at + length <= len(words):
            joined = " ".join(words[at : at + length]).replace(" - ", "-")
            if joined in table:
                return table[joined], at + length
    found = table.get(words[at])
    return (found, at + 1) if found else None


def _of_phrase(words: Sequence[str], end: int) -> tuple[str, ...]:
    """The words of an "of"/"from" phrase right after a head noun, up to five of them."""
    if end < len(words) and words[end] in _OF_WORDS:
        return tuple(words[end + 1 : end + 7])
    return ()


@dataclass(slots=True)
class Head:
    """The noun at token `head` that is counted, its phrase up to `end`, and the harm that words before it name."""

    kind: QuantityKind
    who: Who
    head: int
    end: int
    harm: HarmKind | None = None
    plural: bool = True


def read_head(tokens: Sequence[Token], words: Sequence[str], at: int, *, plural: bool) -> Head | None:
    """The noun that a number phrase ending at `at` counts; None when it counts things."""
    nouns, states, things = harm_nouns(), state_words(), thing_words()
    best: Head | None = None
    inner_state: HarmKind | None = None
    unmarked = False
    position = _behind_brackets(tokens, words, at)
    limit = min(len(words), at + _REACH)
    while position < limit:
        word, token = words[position], tokens[position]
        if word in _WEEKDAYS or word in _SUBSET_OPENERS:
            break
        found = word_at(words, position)
        if found and not (token.tag_.startswith("V") and word not in _SURE_NOUNS) and word not in states:
            victim, end = found
            if best is not None and not unmarked and not _goes_on(words, best, position):
                break
            if best is not None and unmarked and plural and not victim.plural:
                break
            if victim.plural or not plural or victim.unmarked or words[end : end + 1] in _PLURAL_VERBS:
                before = [w for w in words[at:position] if w != "-"]
                after = _of_phrase(words, end)
                best = Head("people", categorise(victim, before, after), end - 1, end, inner_state, victim.plural)
                position = end
                unmarked = victim.unmarked
                if victim.plural and not victim.unmarked:
                    return _joined(tokens, words, best)
                if not plural and victim.who in _KIN and end < len(words) and words[end] in KIN_WORDS:
                    if victim_words()[words[end]].who == victim.who:
                        continue  # "a baby girl" is one
                    break
                continue
            position = end
            continue
        if best is not None:
            if unmarked and position - best.end < 3:
                a_thing = (
                    best.who == "fighters" and word in things and word_at(words, min(position + 1, limit - 1)) is None
                )
                if token.tag_ == "NNS" or a_thing:
                    return None
            if unmarked and position - best.end < 3 and token.tag_ in ("NN", "JJ", "NNP", "-RRB-", "-LRB-"):
                position += 1
                continue
            break
        if word in nouns and (not word.endswith("ing")):
            return Head("harm", "people", position, position + 1, nouns[word])
        if word in states or is_initials(token):
            following = word_at(words, position + 1) if position + 1 < len(words) else None
            if following is None or words[position + 1] in OTHERS:
                break
            inner_state = states.get(word)
            position += 1
            continue
        if word in things:
            following = word_at(words, position + 1) if position + 1 < len(words) else None
            if following is None or word.endswith("s"):
                return None
        if (
            word in ("and", "or")
            and position > at
            and position + 1 < limit
            and tokens[position + 1].tag_ in ("JJ", "NN", "NNP", "HYPH")
            and tokens[position - 1].tag_ in ("JJ", "NN", "NNP")
        ):
            position += 1
            continue
        if token.text == "IS" and position + 1 < limit and not tokens[position + 1].tag_.startswith("V"):
            position += 1
            continue
        if token.tag_ not in _INNER_TAGS and word not in _LINKS and word not in _BRACKETS:
            break
        if word in _LINKS and word != "of" and (position == 0 or words[position - 1] != "of"):
            break
        if word == "of" and position == at:
            break
        if token.tag_ == ":" and word not in ("-",):
            break
        position += 1
    if best is not None:
        return best
    return _unknown_head(tokens, words, at, position)


def _behind_brackets(tokens: Sequence[Token], words: Sequence[str], at: int) -> int:
    """Past what an editor put between a number and its noun: "80 (Example group) fighters"."""
    if words[at : at + 1] != ["("]:
        return at
    close = next((i for i in range(at + 1, min(len(words), at + _REACH)) if words[i] == ")"), None)
    if close is None or any(tokens[i].tag_ == "CD" for i in range(at, close)):
        return at
    return close + 1


def _joined(tokens: Sequence[Token], words: Sequence[str], head: Head) -> Head:
    """One number over two kinds: "nine nurses and patients" are people, "six women and children" civilians."""
    at = head.end
    again = word_at(words, at) if at < len(words) else None
    if again is not None and again[0].plural and words[at] not in state_words():
        head.end = again[1]  # "2,600 civilians citizens"
        return head
    if words[at : at + 1] not in (["and"], ["or"]) or at + 1 >= len(words):
        return head
    found = word_at(words, at + 1)
    if found is None or not found[0].plural or words[at + 1] in OTHERS:
        return head
    victim, end = found
    if end < len(words) and (
        tokens[end].tag_ in _CLAUSE_TAGS and words[end] not in state_words() and words[end] not in _AUXILIARIES
    ):
        return head
    head.who = join_categories(head.who, victim.who)
    return head


def _goes_on(words: Sequence[str], best: Head, position: int) -> bool:
    """Whether a word for people at `position` continues the phrase whose best head ends there: "police officers"."""
    return position == best.end or words[best.end : position] in (["-"], ["and"])


def _unknown_head(tokens: Sequence[Token], words: Sequence[str], at: int, end: int) -> Head | None:
    """A noun that the lexicon does not know ("10 Omanis", "14 vigilantes"), or nothing at all after the number."""
    if end == at:
        return Head("bare", "people", at - 1, at)
    if end == at + 1 == len(words) and words[at] in _HEADLINE_SOURCES:
        return Head("bare", "people", at - 1, at)
    last = end - 1
    while last >= at and tokens[last].tag_ not in ("NNS", "NNPS", "NN", "NNP"):
        last -= 1
    if last < at:
        return Head("bare", "people", at - 1, at)
    if tokens[last].tag_ in ("NNS", "NNPS") or (tokens[last].ent_type_ == "NORP"):
        if words[last] in thing_words():
            return None
        return Head("unknown", "people", last, last + 1)
    return Head("bare", "people", at - 1, at) if tokens[at].tag_.startswith(("VB", "IN")) else None
