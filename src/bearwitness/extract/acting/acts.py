"""Acts: the deeds that a sentence tells of, each with who does it, to whom, and how real it is.

In: the tokens of one sentence and what is known of them. Out: `Act`s in the order of their words, one for each
deed; what only says again what another word of the same clause says, and what is only the content of a demand, a
charge or a denial, is left out. It names nobody: that takes the document.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from bearwitness.base.records import Reality
from bearwitness.extract.acting.arguments import NOUNS, fill_role, find_owner, is_passive
from bearwitness.extract.acting.echoes import drop_echoes
from bearwitness.extract.acting.realities import find_hedge, read_reality
from bearwitness.extract.acting.rows import Row, word_class
from bearwitness.extract.acting.triggers import Marks, Trigger, find_triggers
from bearwitness.extract.lexicons import load_lexicon

_DEFINITE = frozenset({"the", "this", "these", "that", "those", "such"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One deed. `doer` and `target` are head nouns; `start`, `end` the code points of its clause, `at` of its word.

    `epithet`: it is told in passing, by a word before a name ("rebel-held").
    """

    row: Row
    mode: str | None
    word: Token
    doer: Token | None
    target: Token | None
    reality: Reality
    hedge: str | None
    nominal: bool
    start: int
    end: int
    epithet: bool = False

    @property
    def category(self) -> str:
        """PLOVER's category, or one of those added to it."""
        return self.row.category

    @property
    def definite(self) -> bool:
        """Whether the deed's noun stands behind "the", "this" or "such"."""
        return self.nominal and any(c.lower_ in _DEFINITE for c in self.word.lefts)

    @property
    def at(self) -> int:
        """Where the deed's word stands."""
        return self.word.idx


def find_acts(tokens: Sequence[Token], marks: Marks, text: str) -> list[Act]:
    """The deeds of one sentence, in order; `text` is the whole text that the tokens stand in."""
    triggers = drop_echoes(find_triggers(tokens, marks))
    if not triggers:
        return []
    first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    return [_read(trigger, (first, last), text) for trigger in triggers]


def _read(trigger: Trigger, sentence: tuple[int, int], text: str) -> Act:
    row, word = trigger.row, trigger.word
    doer = _first(trigger, row.actor)
    target = _hit_by(trigger) or _first(trigger, row.target, without=row.not_target) or _hit_by_launcher(trigger)
    if target is not None and target == doer:
        target = None
    start, end = _clause(trigger, doer, sentence)
    reality: Reality = "negated" if row.negated == "always" else read_reality(word)
    if row.negated == "true":
        reality = "negated" if row.category == "STATE" else "actual"
    elif row.negated == "told" and reality == "negated":
        reality = "actual"  # that it is not so is what the claim says
    return Act(
        row=row,
        mode=_mode(row, _without(text, (start, end), target).lower()),
        word=word,
        doer=doer,
        target=target,
        reality=reality,
        hedge=find_hedge(word),
        nominal=trigger.nominal,
        start=start,
        end=end,
    )


def _first(trigger: Trigger, roles: Sequence[str], without: frozenset[str] = frozenset()) -> Token | None:
    lead = trigger.word.doc[trigger.used[-1]]
    if lead.pos_ == "ADP" and lead.lower_ in roles and not is_passive(trigger.word):
        noun = next((c for c in lead.children if c.dep_ == "pobj"), None)
        if noun is not None:
            return noun  # "shot at boats on the river": the pattern's own preposition first
    for role in roles:
        if role == "owner" and not trigger.nominal:
            noun = _owner_of_used(trigger)
        else:
            noun = fill_role(trigger.word, role, copular=trigger.copular)
        if noun is None or noun.i in trigger.used:
            continue
        if any(noun.lemma_.lower() in word_class(name) for name in without):
            continue
        return noun
    return None


def _hit_by(trigger: Trigger) -> Token | None:
    """What an attack that a noun names is told to hit by the participle behind it: "strikes targeting rebel posts"."""
    if not trigger.nominal or trigger.row.category != "ASSAULT":
        return None
    verbs = [c for c in trigger.word.children if c.dep_ in ("acl", "relcl") and c.i > trigger.word.i]
    hitting = (v for v in verbs if v.lemma_.lower() in word_class("hitting") and v.tag_ != "VBN")
    return next((noun for v in hitting if (noun := fill_role(v, "object")) is not None), None)


def _hit_by_launcher(trigger: Trigger) -> Token | None:
    """What is hit where the participle hangs on the verb: "launched an offensive on Monday, targeting rebel posts"."""
    word, launched = trigger.word, trigger.word.head
    if word.dep_ != "dobj" or trigger.row.category != "ASSAULT":
        return None
    if launched.lemma_.lower() not in word_class("verbs_of_doing"):
        return None
    verbs = (c for c in launched.children if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i > word.i)
    hitting = (v for v in verbs if v.lemma_.lower() in word_class("hitting"))
    return next((noun for v in hitting if (noun := fill_role(v, "object")) is not None), None)


def _owner_of_used(trigger: Trigger) -> Token | None:
    """Whose the noun of a verb's pattern is: "is under rebel control"."""
    doc = trigger.word.doc
    nouns = (doc[i] for i in trigger.used if doc[i].tag_ in NOUNS)
    return next((owner for noun in nouns if (owner := find_owner(noun)) is not None), None)


def _without(text: str, clause: tuple[int, int], target: Token | None) -> str:
    """The words of a clause but those for what is hit: a helicopter that is fired at is no means of the attack."""
    start, end = clause
    if target is None:
        return text[start:end]
    first, last = target.left_edge.idx, target.idx + len(target)
    return text[start:end] if not start <= first <= last <= end else f"{text[start:first]} {text[last:end]}"


def _mode(row: Row, clause: str) -> str | None:
    """An attack's mode by what it was made with, a demand's by what it is about; another deed's is its row's."""
    if row.category == "REQUEST" and row.mode is None:
        return next((mode for mode, words in _requests() if words.search(clause)), None)
    if row.category != "ASSAULT":
        return row.mode
    if row.mode not in (None, "aerial", "explosives", "heavy-weapons"):
        return row.mode
    for mode, _ in load_lexicon("act_words")["means"]:
        if row.mode is not None and mode not in ("chemical", "drone", "suicide-attack"):
            continue
        if _means()[mode].search(clause):
            return str(mode)
    return row.mode


@cache
def _requests() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((mode, re.compile(words)) for mode, words in load_lexicon("acts_people")["requests"])


@cache
def _means() -> dict[str, re.Pattern[str]]:
    return {mode: re.compile(words) for mode, words in load_lexicon("act_words")["means"]}


def _clause(trigger: Trigger, doer: Token | None, sentence: tuple[int, int]) -> tuple[int, int]:
    """The code points of a deed's clause: of its verb and all that hangs on it, and of its doer before it."""
    word = trigger.word
    top = word
    if trigger.nominal:
        while top.head != top and top.pos_ not in ("VERB", "AUX"):
            top = top.head
        if top.pos_ not in ("VERB", "AUX"):
            top = word
    left, right = top.left_edge, top.right_edge
    start, end = left.idx, right.idx + len(right)
    if doer is not None and sentence[0] <= doer.left_edge.idx < start:
        start = doer.left_edge.idx
    if top.dep_ in ("acl", "relcl") and sentence[0] <= top.head.left_edge.idx < start:
        start = top.head.left_edge.idx
    return max(start, sentence[0]), min(end, sentence[1])
