"""Who a pronoun stands for.

In: a reading and a pronoun, or a noun that one owns ("its forces"). Out: the party or person it stands for, with
the reason in words; None where nobody fits. "We" is who speaks; "he" and "it" are looked for in what was said just
before. In direct speech "they" is never the one who says it.
"""

import re
from functools import cache

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from bearwitness.base.records import Actor
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.deciding.party_phrases import Named, named, party_of
from bearwitness.extract.deciding.persons import can_act, name_speaker_of, person_at, person_in
from bearwitness.extract.mentions import Attribution, PartyMention, SpeakerMention
from bearwitness.extract.readings import Reading
from bearwitness.extract.speaking.speech_words import load_words

# How far back, in code points, the last one to speak is whom "he" stands for.
_SPOKE = 600
# How many heads upwards the subject of a possessive is looked for.
_CLIMB = 6
# Kinds of source that tell of what others do.
_TELLING = frozenset({"monitor", "agency", "outlet", "medical", "rescue", "witness", "resident", "unnamed"})
# How many sentences back the one that "he" or "it" stands for is looked for.
_BACK = 2


def stands_for(reading: Reading, head: Token) -> Named | None:
    """Who a pronoun, or the owner of "its forces", stands for in the sentences before."""
    word, low = head, plain(head)
    if low not in _pronouns():
        owner = next((c for c in head.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
        if owner is None or (not can_act(head) and head.lemma_.lower() not in word_class("things")):
            return None
        word, low = owner, plain(owner)
    if low in word_class("own"):
        said = next(
            (a for a in reading.attributions if a.speakers and any(s <= word.idx < e for s, e in a.contents)), None
        )
        actor = name_speaker_of(reading, said) if said is not None else None
        return Named(actor=actor, why=f"“{word.text}” is who says it") if actor else None
    if word.dep_ == "poss" and (clause := _subject_around(reading, word)) is not None:
        return clause
    if low in word_class("persons"):
        return _last_person(reading, word)
    return main_subject(reading, word) or _last_group(reading, word)


def plain(token: Token) -> str:
    """A word without the marks that broken encodings leave in it."""
    return re.sub(r"[^a-z]", "", token.lower_)


@cache
def _pronouns() -> frozenset[str]:
    return word_class("persons") | word_class("groups") | word_class("own")


def _subject_around(reading: Reading, owner: Token) -> Named | None:
    """The subject of the clause in which "its" or "their" stands: "X resumed its raids"."""
    at = owner.head
    for _ in range(_CLIMB):
        if at.pos_ in ("VERB", "AUX"):
            subject = next((c for c in at.children if c.dep_ == "nsubj" and not c.is_ancestor(owner)), None)
            if subject is not None and subject.pos_ != "PRON":
                found = party_of(reading, subject)
                return found and Named(actor=found.actor, why=f"“{owner.text}” is {found.why}")
        if at.head == at:
            return None
        at = at.head
    return None


def main_subject(reading: Reading, word: Token) -> Named | None:
    """The subject of the clause that a pronoun's own clause hangs on: "the army shelled the town when it ..."."""
    at = word.head
    if word.dep_ not in ("nsubj", "nsubjpass") or at.dep_ not in ("advcl", "conj", "relcl"):
        return None
    for _ in range(_CLIMB):
        if at.dep_ not in ("advcl", "conj", "relcl", "xcomp", "acl", "pcomp") or at.head == at:
            return None
        at = at.head
        subject = next((c for c in at.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < word.i), None)
        if subject is not None and subject.pos_ != "PRON":
            if subject.tag_ == "NNS" and plain(word) in ("it", "its"):
                return None
            found = party_of(reading, subject)
            return found and Named(actor=found.actor, why=f"“{word.text}” is {found.why}")
    return None


def _who_says(reading: Reading, word: Token, *, person: bool) -> Named | None:
    """The speaker of the statement that a pronoun stands in: "X said it would", where the number fits."""
    for act in reading.attributions:
        if not act.speakers or not any(start <= word.idx < end for start, end in act.contents):
            continue
        if _quotes(reading, act, word):
            continue
        first = act.speakers[0]
        if first.start <= word.idx < first.end:
            continue
        is_one = person_in(reading, first.start, first.end) is not None or _is_bare_name(reading, first)
        plural = first.name[:1].islower() and first.name.endswith("s")
        if not person and first.start > word.idx and (plural or first.kind in _TELLING):
            continue  # "when they fired, the monitor said": those who only tell
        if person != is_one or (word.lower_ in ("it", "its") and plural):
            continue
        actor = name_speaker_of(reading, act)
        if actor is not None:
            return Named(actor=actor, why=f"“{word.text}” is who says it")
    return None


def _quotes(reading: Reading, act: Attribution, word: Token) -> bool:
    """Whether an attribution says, from outside, the direct speech in which a pronoun stands."""
    speech = reading.quotation_at(word.idx)
    if speech is None or speech.start <= act.cue[0] < speech.end:
        return False
    return any(start < speech.end and speech.start < end for start, end in act.contents)


def _quoting(reading: Reading, word: Token) -> set[str]:
    """Those, by id and name, who say the direct speech in which a pronoun stands."""
    acts = [act for act in reading.attributions if _quotes(reading, act, word)]
    return {name for act in acts for speaker in act.speakers for name in (speaker.id, speaker.name) if name}


def _is_bare_name(reading: Reading, speaker: SpeakerMention) -> bool:
    """Whether a speaker is only a surname that no lexicon knows: "Roe said he"."""
    token = reading.token_at(speaker.start)
    return speaker.id is None and " " not in speaker.name and token.tag_ == "NNP" and token.idx == speaker.start


def spoke_before(reading: Reading, word: Token) -> Named | None:
    """The body that spoke in the sentence before: "The council said ... It demanded an inquiry"."""
    last = next((a for a in reversed(reading.attributions) if a.speakers and a.cue[1] <= word.idx), None)
    if last is None or _quotes(reading, last, word) or word.idx - last.cue[1] > _SPOKE // 2:
        return None
    first = last.speakers[0]
    if person_in(reading, first.start, first.end) is not None:
        return None
    return Named(actor=name_speaker_of(reading, last), why=f"“{word.text}” is the one who spoke before")


def _last_person(reading: Reading, word: Token) -> Named | None:
    said = _who_says(reading, word, person=True)
    if said is not None:
        return said
    for act in reversed(reading.attributions):
        if not act.speakers or act.cue[0] > word.idx or word.idx - act.cue[0] > _SPOKE or _quotes(reading, act, word):
            continue
        first = act.speakers[0]
        one = set(reading.text[first.start : first.end].lower().split()) & load_words().roles
        if first.start <= word.idx < first.end or one or person_in(reading, first.start, first.end) is not None:
            return Named(actor=name_speaker_of(reading, act), why=f"“{word.text}” is the one who spoke before")
    for sentence in _sentences_back(reading, word):
        people = [
            t
            for t in sentence
            if t.ent_type_ == "PERSON" and t.idx < word.idx and t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        ]
        subjects = [t for t in people if t.dep_.startswith("nsubj")]
        for token in reversed(subjects or people):
            found = party_of(reading, token)
            if found is not None:
                return Named(actor=found.actor, why=f"“{word.text}” is {found.why}")
            person = person_at(reading, token)
            if person is not None:
                return Named(actor=Actor(name=person), why=f"“{word.text}” is “{person}”")
    return None


def _last_group(reading: Reading, word: Token) -> Named | None:
    said = _who_says(reading, word, person=False)
    if said is not None:
        return said
    quoting = _quoting(reading, word)
    for sentence in _sentences_back(reading, word):
        mentions = [
            m
            for m in reading.parties_in(sentence.start_char, min(sentence.end_char, word.idx))
            if m.kind not in ("agency", "outlet") and quoting.isdisjoint((m.id, m.name))
        ]
        subjects = [m for m in mentions if _is_subject(reading, m)]
        if word.lower_ in ("it", "its"):
            subjects = [m for m in subjects if not m.generic]
            mentions = [m for m in mentions if not m.generic]
        chosen = subjects[0] if subjects else mentions[-1] if mentions else None
        if chosen is not None:
            found = named(reading, chosen, reading.token_at(chosen.end - 1))
            return Named(actor=found.actor, why=f"“{word.text}” is {found.why}")
    return None


def _is_subject(reading: Reading, mention: PartyMention) -> bool:
    at = reading.token_at(mention.end - 1)
    while at.dep_ in ("compound", "amod", "poss", "nmod", "conj") and at.head != at:
        at = at.head
    return at.dep_ in ("nsubj", "nsubjpass")


def _sentences_back(reading: Reading, word: Token) -> list[SpacySpan]:
    """The sentence of a word and those right before it, the nearest first."""
    at = next((i for i, s in enumerate(reading.sentences) if s.start <= word.i < s.end), None)
    if at is None:
        return []
    return [reading.sentences[i] for i in range(at, max(-1, at - 1 - _BACK), -1)]
