"""The words of deeds in one sentence: which rows of the lexicon hold where.

In: the tokens of a sentence and what is known of them (`Marks`). Out: `Trigger`s in the order of their words, without
overlap. It fills no roles but those that a row's own conditions ask for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bearwitness.extract.acting.arguments import NOUNS, behind, fill_role, is_nominal, is_passive
from bearwitness.extract.acting.realities import is_negated, read_reality
from bearwitness.extract.acting.rows import LINKS, Pattern, Row, load_patterns, word_class

# How many words may stand between two words of a pattern: "held two days of emergency talks"; "came under heavy fire".
GAP = 5
_VERBAL = ("VERB", "AUX")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is known of the tokens of a text, by index: names of places, parties, armed parties; `spoken`: stretches of
    code points that somebody says."""

    places: frozenset[int] = frozenset()
    parties: frozenset[int] = frozenset()
    armed: frozenset[int] = frozenset()
    spoken: tuple[tuple[int, int], ...] = ()

    def is_spoken(self, offset: int) -> bool:
        """Whether somebody says the word at an offset."""
        return any(start <= offset < end for start, end in self.spoken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A row that holds: `word` is the verb or noun whose clause is read, `used` the tokens of the pattern."""

    row: Row
    word: Token
    used: tuple[int, ...]
    copular: bool = False

    @property
    def nominal(self) -> bool:
        """Whether the deed is named by a noun."""
        return is_nominal(self.word) and not self.copular


def find_triggers(tokens: Sequence[Token], marks: Marks) -> list[Trigger]:
    """The deeds that the tokens of one sentence name, in order; a longer pattern goes before a shorter one."""
    patterns = load_patterns()
    lemmas = [t.lemma_.lower() for t in tokens]
    lowers = [t.lower_ for t in tokens]
    found: list[Trigger] = []
    taken: set[int] = set()
    options: list[tuple[int, int, Pattern]] = []
    present = {*lemmas, *lowers}
    for at in range(len(tokens)):
        rows = patterns.get(lemmas[at], ())
        if lowers[at] != lemmas[at]:
            rows = (*rows, *patterns.get(lowers[at], ()))
        options.extend(
            (-len(pattern.words), at, pattern)
            for pattern in rows
            if all(not wanted.isdisjoint(present) for wanted in pattern.words[1:])
        )
    # Longer patterns of the whole sentence first, so that "came under attack" takes its noun; then by place.
    options.sort(key=lambda each: (each[0], each[1]))
    for _, at, pattern in options:
        if tokens[at].i in taken:
            continue
        trigger = _match(tokens, (lemmas, lowers), at, pattern)
        if trigger is None or not taken.isdisjoint(trigger.used) or not _holds(trigger, marks):
            continue
        taken.update(trigger.used)
        if "idiom" not in trigger.row.flags:
            found.append(trigger)
    return sorted(found, key=lambda each: each.used[0])


def _match(tokens: Sequence[Token], words: tuple[list[str], list[str]], at: int, pattern: Pattern) -> Trigger | None:
    token = tokens[at]
    if pattern.kind == "nouns":
        return _match_noun(tokens, words, at, pattern)
    if pattern.kind == "modals":
        if token.tag_ != "MD":
            return None
        used = _follow(tokens, words, at, pattern)
        word = token.head if token.dep_ == "aux" else token
        return None if used is None else Trigger(row=pattern.row, word=word, used=used)
    if token.pos_ not in _VERBAL and token.tag_[:2] != "VB":
        return None
    if token.dep_ == "amod" or (token.dep_ in ("aux", "auxpass") and not pattern.copular) or is_nominal(token):
        return None
    used = _follow(tokens, words, at, pattern)
    if used is None:
        return None
    if pattern.copular and len(used) > 1 and not _is_of_verb(token, token.doc[used[1]]):
        return None
    word = token
    if pattern.copular and token.dep_ in ("aux", "auxpass"):
        word = token.head
        if len(used) > 1 and used[1] != word.i:
            return None  # "has been fighting against" is no "be against"
    return Trigger(row=pattern.row, word=word, used=used, copular=pattern.copular)


def _is_of_verb(verb: Token, second: Token) -> bool:
    """Whether the preposition of a pattern hangs on its "be": "are on the offensive against X" is no "are against"."""
    return second.pos_ != "ADP" or second.head in (verb, verb.head)


def _follow(
    tokens: Sequence[Token], words: tuple[list[str], list[str]], at: int, pattern: Pattern
) -> tuple[int, ...] | None:
    """The tokens of a pattern that begins at `at`, its later words each within a few of the one before."""
    lemmas, lowers = words
    used = [tokens[at].i]
    here = at
    for wanted in pattern.words[1:]:
        for step in range(here + 1, min(len(tokens), here + 2 + GAP)):
            if lemmas[step] in wanted or lowers[step] in wanted:
                here = step
                used.append(tokens[step].i)
                break
            if lowers[step] in (".", ";", ":") or lowers[step] in word_class("endings"):
                return _passive_noun(tokens[at], wanted, used)
        else:
            return _passive_noun(tokens[at], wanted, used)
    return tuple(used)


def _passive_noun(verb: Token, wanted: frozenset[str], used: list[int]) -> tuple[int, ...] | None:
    """The noun of a pattern where it stands before its verb: "a truce brokered by", "talks were held"."""
    if verb.tag_ != "VBN":
        return None
    noun = fill_role(verb, "object")
    if noun is not None and noun.i < verb.i and (noun.lemma_.lower() in wanted or noun.lower_ in wanted):
        return (*used, noun.i)
    return None


def _match_noun(
    tokens: Sequence[Token], words: tuple[list[str], list[str]], at: int, pattern: Pattern
) -> Trigger | None:
    lemmas, lowers = words
    used: list[int] = []
    here, head = at, None
    for wanted in pattern.words:
        while used and here < len(tokens) and lowers[here] == "-":
            here += 1
        if here >= len(tokens) or not (lemmas[here] in wanted or lowers[here] in wanted):
            return None
        if not any(word in LINKS for word in wanted) and (head is None or not _linked(pattern, len(used))):
            head = tokens[here]
        used.append(tokens[here].i)
        here += 1
    if head is None or not (head.tag_ in NOUNS or is_nominal(head)):
        return None
    if head.dep_ == "compound" and head.head.i > head.i and head.head.tag_ in NOUNS:
        return None
    return Trigger(row=pattern.row, word=head, used=tuple(used))


def _linked(pattern: Pattern, at: int) -> bool:
    """Whether a word of a noun pattern stands behind "of" or "for": what is named is before it."""
    return any(not LINKS.isdisjoint(words) for words in pattern.words[:at])


def _holds(trigger: Trigger, marks: Marks) -> bool:
    """Whether the conditions of the row hold around its word."""
    row, word = trigger.row, trigger.word
    if "spoken" in row.flags and not marks.is_spoken(word.idx):
        return False
    if row.negated in ("true", "told") and not is_negated(word):
        return False
    if "complement" in row.flags and not _has_complement(word, another="another" in row.flags):
        return False
    if "active" in row.flags and is_passive(word):
        return False
    if "alone" in row.flags and any(c.dep_ == "dobj" and c.i > word.i for c in word.children):
        return False
    if "idiom" in row.flags and not _is_idiom(trigger):
        return False
    if "coming" in row.flags and read_reality(word) not in ("future", "hypothetical"):
        return False
    if row.object or row.not_object:
        thing = behind(word, ("of",)) if trigger.nominal else fill_role(word, "object")
        if row.object and not (thing is not None and _any_of(thing, row.object, marks)):
            return False
        if row.not_object and thing is not None and _any_of(thing, row.not_object, marks):
            return False
    if row.subject or row.not_subject:
        doer = fill_role(word, "subject", copular=True)
        if row.subject and not (doer is not None and _any_of(doer, row.subject, marks)):
            return False
        if row.not_subject and doer is not None and _any_of(doer, row.not_subject, marks):
            return False
    if row.needs == "object":
        return fill_role(word, "object") is not None
    if row.needs:
        doer = next((t for role in row.actor if (t := fill_role(word, role)) is not None), None)
        if doer is None or (row.needs == "party" and not _any_of(doer, frozenset({"@party"}), marks, owned=True)):
            return False
        if row.not_subject and _any_of(doer, row.not_subject, marks):
            return False  # "displaced by the war of a state" is no deed of the state
    return True


def _is_idiom(trigger: Trigger) -> bool:
    """Whether the words of an idiom stand side by side, and nothing is a part of something: "take part in"."""
    doc, used = trigger.word.doc, trigger.used
    behind_it = doc[used[-1] + 1].lower_ if used[-1] + 1 < len(doc) else ""
    return used[-1] - used[0] == len(used) - 1 and behind_it != "of"


def _has_complement(verb: Token, *, another: bool) -> bool:
    """Whether a verb depends on it; `another`: one that somebody else does, as in "want X to leave"."""
    return any(
        child.i > verb.i
        and (child.dep_ == "ccomp" or (child.dep_ in ("xcomp", "advcl") and child.tag_ == "VB"))
        and (not another or any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children))
        for child in verb.children
    )


def _any_of(noun: Token, classes: frozenset[str], marks: Marks, *, owned: bool = False) -> bool:
    """Whether a noun, or what it is a part or a number of, belongs to one of the classes."""
    return any(_belongs(each, classes, marks, owned=owned) for each in _and_parts(noun))


def _and_parts(noun: Token) -> Iterator[Token]:
    """A noun, and where it only counts or carries something, what that is: "most of the town", "an aid convoy"."""
    yield noun
    if noun.tag_ == "WDT" and noun.head.dep_ == "prep" and (town := _antecedent(noun)) is not None:
        yield town  # "a town, most of which"
    if noun.lemma_.lower() not in word_class("quantifiers") and noun.pos_ not in ("NUM", "DET", "ADJ", "PRON"):
        return
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _and_parts(inner)
        elif child.dep_ in ("compound", "amod") and child.i < noun.i:
            yield child


def _antecedent(pronoun: Token) -> Token | None:
    """The noun whose clause a relative pronoun opens."""
    clause = next((t for t in pronoun.ancestors if t.dep_ == "relcl"), None)
    return clause.head if clause is not None else None


def _may_be_place(noun: Token, marks: Marks) -> bool:
    """Whether an unknown name can be a place: no person, no party, and not what was taken "in" a known place."""
    if noun.tag_ != "NNP" or noun.ent_type_ == "PERSON" or noun.i in marks.parties:
        return False
    if noun.i in marks.places or noun.dep_ != "nsubjpass":
        return True
    where = (behind(noun.head, (word,), deep=0) for word in ("in", "near", "at"))
    return all(place is None or place.i not in marks.places for place in where)


def _belongs(noun: Token, classes: frozenset[str], marks: Marks, *, owned: bool) -> bool:
    lemma = noun.lemma_.lower()
    for name in classes:
        if name[0] != "@":
            if lemma in word_class(name) or noun.lower_ in word_class(name):
                return True
            continue
        if name == "@name":
            if noun.tag_ in ("NNP", "NNPS") and noun.i not in marks.places and noun.i not in marks.parties:
                return True
            continue
        known = marks.places if name == "@place" else marks.armed if name == "@armed" else marks.parties
        if name == "@place" and _may_be_place(noun, marks):
            return True
        if name == "@armed" and noun.lower_ in ("them", "they", "it"):
            return True
        if noun.i in known or (owned and any(child.i in known for child in noun.lefts)):
            return True
    return False
