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
from bearwitness.extract.acting.realities import find_hedge, read_reality
from bearwitness.extract.acting.rows import Row, word_class
from bearwitness.extract.acting.triggers import Marks, Trigger, find_triggers
from bearwitness.extract.lexicons import load_lexicon

# Speech acts whose object may tell of another one: a resolution that is vetoed demands something.
_STEPS = frozenset({"advcl", "xcomp", "pcomp", "acl", "conj"})
_DEFINITE = frozenset({"the", "this", "these", "that", "those", "such"})
_HOLDING = frozenset({"REJECT", "CONSULT"})
_HELD = frozenset({"REQUEST", "ACCUSE", "RETREAT", "AGREE"})


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
    triggers = find_triggers(tokens, marks)
    if not triggers:
        return []
    triggers = _drop_contents(_drop_echoes(_drop_steps(triggers)))
    first, last = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
    return [_read(trigger, (first, last), text) for trigger in triggers]


def _read(trigger: Trigger, sentence: tuple[int, int], text: str) -> Act:
    row, word = trigger.row, trigger.word
    doer = _first(trigger, row.actor)
    target = _first(trigger, row.target, without=row.not_target)
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
        mode=_mode(row, text[start:end].lower()),
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


def _owner_of_used(trigger: Trigger) -> Token | None:
    """Whose the noun of a verb's pattern is: "is under rebel control"."""
    doc = trigger.word.doc
    nouns = (doc[i] for i in trigger.used if doc[i].tag_ in NOUNS)
    return next((owner for noun in nouns if (owner := find_owner(noun)) is not None), None)


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


def _drop_steps(triggers: list[Trigger]) -> list[Trigger]:
    """Without verbs that only go on with a deed of the same kind: "raided the town, killing", "met to discuss"."""
    kept: list[Trigger] = []
    for trigger in triggers:
        at, step = trigger.word, False
        while not step and at.dep_ in _STEPS and not any(c.dep_ in ("nsubj", "nsubjpass") for c in at.children):
            at = at.head if at.head.pos_ != "ADP" else at.head.head
            step = any(
                other is not trigger and other.word == at and other.row.category == trigger.row.category
                for other in triggers
            ) or any(
                other is not trigger
                and other.nominal
                and other.row.category == trigger.row.category
                and _belongs_to(other.word, at)
                and at != trigger.word
                for other in triggers
            )
        step = (step and not _has_share(trigger)) or _tells_of_known(trigger, triggers)
        if not step:
            kept.append(trigger)
    return kept


def _has_share(trigger: Trigger) -> bool:
    """Whether a verb tells of a part of a whole: "broke into the town and took 90 percent of it" is two deeds."""
    thing = None if trigger.nominal else fill_role(trigger.word, "object")
    parts = word_class("shares") | {"half", "quarter", "most"}
    return trigger.row.category == "CONTROL" and thing is not None and thing.lemma_.lower() in parts


def _tells_of_known(trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether a verb only describes a deed that another verb tells: "were behind the attack that hit the convoy"."""
    if trigger.word.dep_ not in ("relcl", "acl") or trigger.nominal:
        return False
    noun = trigger.word.head
    if any(
        "counted" in other.row.flags and _belongs_to(noun, other.word) for other in triggers if other is not trigger
    ):
        return True  # "has 400 soldiers stationed there"
    if trigger.word.dep_ != "relcl":
        return False
    return any(
        other is not trigger
        and not other.nominal
        and other.row.category == trigger.row.category
        and other.word != trigger.word
        and (noun.i in other.used or _belongs_to(noun, other.word))
        and (noun.i in other.used or any(third.word == noun for third in triggers))
        for other in triggers
    )


def _drop_echoes(triggers: list[Trigger]) -> list[Trigger]:
    """Without nouns that name the deed of their own verb again: "air strikes hit", "an attack that hit"."""
    kept = []
    for trigger in triggers:
        if "harm" in trigger.row.flags and any(
            other.nominal and other.row.category == trigger.row.category and _belongs_to(other.word, trigger.word)
            for other in triggers
        ):
            continue  # "the raids killed six": the raids are the deed
        echo = trigger.nominal and any(
            other is not trigger
            and not other.nominal
            and "harm" not in other.row.flags
            and other.row.category == trigger.row.category
            and _belongs_to(trigger.word, other.word)
            for other in triggers
        )
        if not echo:
            kept.append(trigger)
    return kept


def _belongs_to(noun: Token, verb: Token) -> bool:
    """Whether a noun is the subject or an object of a verb, or hangs on it by one preposition."""
    at = noun
    while at.dep_ == "conj":
        at = at.head
    if at.head == verb and at.dep_ in ("nsubj", "nsubjpass", "dobj"):
        return True
    if verb.dep_ in ("acl", "relcl") and verb.head == at:
        return True
    return at.dep_ == "pobj" and at.head.dep_ in ("prep", "agent") and at.head.head == verb


def _drop_contents(triggers: list[Trigger]) -> list[Trigger]:
    """Without what is only the content of a speech act: a demand to stop an attack is no report of an attack."""
    talk = [t for t in triggers if "speech" in t.row.flags]
    return [t for t in triggers if not any(_is_content(t, act) for act in talk if act is not t)]


def _is_content(trigger: Trigger, act: Trigger) -> bool:
    word = act.word
    if trigger.word == word:
        return "speech" not in trigger.row.flags and trigger.row != act.row  # "access must be granted"
    if trigger.word.i < word.i and not act.copular and not is_passive(word):
        return False  # what is asked, charged or denied stands behind the verb
    if not _hangs_on(trigger.word, word):
        return False
    if act.row.category in _HOLDING and trigger.row.category in _HELD:
        return False
    subject = next((c for c in word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and not act.copular and not is_passive(word) and _hangs_on(trigger.word, subject):
        return False
    branch = trigger.word
    while branch.head != word:
        branch = branch.head
    # What is only joined to it, or goes on beside it, is no content of it.
    beside = branch.dep_ in ("conj", "advcl", "parataxis") and not (branch.dep_ == "advcl" and branch.tag_ == "VB")
    return not beside


def _hangs_on(word: Token, head: Token) -> bool:
    return word == head or head.is_ancestor(word)
