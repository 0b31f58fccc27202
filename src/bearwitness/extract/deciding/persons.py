"""People and things by the words of a text.

In: a reading and a head noun. Out: a person's name, the words of a phrase, the kind of thing that was hit, and whether
words name somebody who can act or speak. It resolves nobody.
"""

import re
from functools import cache

from spacy.tokens import Token

from bearwitness.base.records import Actor
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import Attribution, PartyMention
from bearwitness.extract.readings import Reading
from bearwitness.extract.speaking.speech_words import load_words
from bearwitness.extract.speaking.voices import is_person

# The most words of a phrase that are kept as a name.
_WORDS = 9
# How many times "of" is followed: "the outskirts of the city of X".
_PARTS = 2
# Small words within names.
_PARTICLES = frozenset(
    {"al", "bin", "ibn", "abu", "abd", "el", "de", "da", "di", "von", "van", "der", "den", "la", "le", "y"}
)
_ARTICLES = ("DT", "PDT", "PRP$", "WP$", "PUNCT")
_NOT_OF_NAME = ("relcl", "acl", "appos", "punct", "advcl", "cc", "conj", "preconj", "predet")


def person_at(reading: Reading, head: Token) -> str | None:
    """The name of the person whose name holds a token, without possessive marks."""
    if head.ent_type_ != "PERSON":
        return None
    ent = next(
        (
            e
            for e in head.doc[max(0, head.i - _WORDS) : head.i + _WORDS].ents
            if e.label_ == "PERSON" and e.start <= head.i < e.end
        ),
        None,
    )
    if ent is None or any(m.start < ent.end_char and ent.start_char < m.end for m in reading.places):
        return None
    words = ent.text.removesuffix("'s").removesuffix("’s").split()
    # The recogniser runs on into the verb: "Jane Roe carried".
    end = next((n for n, w in enumerate(words) if w.islower() and w not in _PARTICLES), len(words))
    if end == 0:
        return None
    name = " ".join(words[:end])
    return _without_possessive(reading, name)


def _without_possessive(reading: Reading, name: str) -> str:
    """A name without the "s" of an apostrophe that the text has lost: "Roes visit" where it says "Roe" elsewhere."""
    return name[:-1] if name.endswith("s") and re.search(rf"\b{re.escape(name[:-1])}\b", reading.text) else name


def person_in(reading: Reading, start: int, end: int) -> str | None:
    """The name of a person within a stretch of text: an entity, or a person that the lexicon knows."""
    span = reading.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    for token in span:
        person = person_at(reading, token)
        if person is not None and (" " in person or token.idx == start):
            return person
    for mention in reading.parties_in(start, end):
        wording = reading.text[mention.start : mention.end].split()
        if (
            mention.via == "alias"
            and is_person(load_words(), wording, mention.name)
            and is_name(reading, mention)
            and mention.kind not in ("state", "armed_group")
        ):
            return " ".join(wording)
    return None


def phrase_words(reading: Reading, head: Token) -> str:
    """The noun phrase of a head without its article, with what "of" adds to it: "outskirts of the town"."""
    left = [t for t in head.children if t.i < head.i and t.dep_ not in _NOT_OF_NAME]
    first = min((t.left_edge.i for t in left), default=head.i)
    last = head.i
    part, steps = head, 0
    while steps < _PARTS:
        of = next((c for c in part.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > part.i), None)
        part = next((c for c in of.children if c.dep_ == "pobj"), part) if of is not None else part
        if of is None or part.i - head.i > _WORDS:
            break
        last, steps = max(last, part.i), steps + 1
    for child in part.children if part != head else ():
        if child.dep_ == "conj" and child.i - first < _WORDS and child.tag_ in ("NN", "NNS", "NNP", "NNPS"):
            last = max(last, child.i)
    for child in head.children:
        if child.dep_ == "conj" and child.i > last and child.i - first < _WORDS:
            last = min(child.right_edge.i, first + _WORDS)
    while first < head.i and (head.doc[first].tag_ in _ARTICLES or head.doc[first].lower_ == "dead"):
        first += 1
    place = next((m for m in reading.places if m.start <= head.idx < m.end), None)
    start, end = head.doc[first].idx, head.doc[last].idx + len(head.doc[last])
    if place is not None:
        start, end = min(start, place.start), max(end, place.end)
    words = " ".join(reading.text[start:end].replace("U.S.", "US").replace("U.N.", "UN").split())
    if head.tag_ == "NNPS" or (head.tag_ == "NNP" and words.endswith("s") and " " not in words):
        return _without_possessive(reading, words)
    return words


def can_act(head: Token) -> bool:
    """Whether a noun names people who can do a deed."""
    lemma = head.lemma_.lower()
    return (
        lemma in word_class("forces") or lemma in load_lexicon("attacks")["assailants"] or lemma in word_class("people")
    )


def can_speak(head: Token) -> bool:
    """Whether words name somebody who speaks, or who can be spoken to."""
    named = head.ent_type_ in ("ORG", "NORP", "GPE", "PERSON") or head.tag_ in ("NNP", "NNPS")
    return named or can_act(head) or head.lemma_.lower() in word_class("bodies")


def hit_kind(words: str) -> str | None:
    """The kind of object that words (lower case) name: hospital, school, market, aid, worship ...; None for others."""
    return next((kind for kind, pattern in _hit_kinds().items() if pattern.search(words)), None)


@cache
def _hit_kinds() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(words) for kind, words in load_lexicon("act_words")["hit_kinds"].items()}


def without_article(name: str) -> str:
    """The name without "a" or "the" before it."""
    first, _, rest = name.partition(" ")
    return rest if rest and first in ("A", "An", "The", "a", "an", "the") else name


def name_speaker_of(reading: Reading, act: Attribution) -> Actor | None:
    """The first speaker of an attribution as one who acts by words."""
    if not act.speakers:
        return None
    speaker = act.speakers[0]
    mention = next((m for m in reading.parties if speaker.id and m.id == speaker.id), None)
    person = person_in(reading, speaker.start, speaker.end)
    name = without_article(speaker.name)
    if person is None and name.lower() in word_class("persons") | word_class("groups") | word_class("own"):
        return None  # a pronoun that nobody has resolved names nobody
    if person and not set(person.split()) & set(name.split()):
        name = f"{person} ({name})"
    return Actor(name=name, id=speaker.id, side=speaker.side, country=mention.country if mention else None)


def is_name(reading: Reading, mention: PartyMention) -> bool:
    """Whether a mention is written as a name."""
    token = reading.token_at(mention.end - 1)
    return token.ent_type_ == "PERSON" or token.tag_ == "NNP"
