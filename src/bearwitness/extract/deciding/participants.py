"""What to call those who act and those who are acted upon.

In: a reading and the head noun of a phrase. Out: an `Actor`: the party that the phrase names, owns or stands for, a person
by name with his office, or the words themselves; None where the words name nobody ("warplanes hit"). It never decides who
did what.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from bearwitness.base.records import Actor, Source
from bearwitness.extract.acting.arguments import NOUNS, behind
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.deciding.perpetrator_names import (
    is_membership,
    name_beside,
    name_perpetrator,
    resolve_member,
)
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import Attribution, PartyMention
from bearwitness.extract.naming.parties_lexicon import load_parties
from bearwitness.extract.readings import Reading
from bearwitness.extract.speaking.speech_words import load_words
from bearwitness.extract.speaking.voices import is_person

# How far, in code points, a party stands behind the words for its people: "forces loyal to the President of X".
_REACH = 40
# How many heads upwards the subject of a possessive is looked for.
_CLIMB = 6
# How many sentences back the one that "he" or "it" stands for is looked for.
_BACK = 2
# What may stand between a party and the noun or verb of its deed, and how many words.
_BETWEEN = frozenset({"JJ", "NN", "NNS", "HYPH", "VBN", "RB", "VBD", "VBZ", "VBP", "MD", "VBG"})
_STEPS = 3
# The most words of a phrase that are kept as a name.
_WORDS = 9
_JOINING = frozenset({"and", ",", "&", "as well as", "and the", ", and"})
_ARTICLES = ("DT", "PDT", "PRP$", "WP$", "PUNCT")
_NOT_OF_NAME = ("relcl", "acl", "appos", "punct", "advcl", "cc", "conj", "preconj", "predet")
# Verbs of these categories are done by words: whoever does them may be anyone who can speak.
_SPEECHLIKE = frozenset({"actor", "speaker"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A participant and how it was found, in words."""

    actor: Actor | None
    why: str


def name_doer(reading: Reading, head: Token | None, *, anyone: bool) -> Named:
    """Who does a deed. `anyone`: words that name no known party still name somebody, as they do of a speech act."""
    if head is None:
        return Named(actor=None, why="its clause names no one who does it")
    if head.lemma_.lower() in word_class("documents"):
        return _issuer(reading, head)
    titled = _titled(reading, head) if anyone else None
    found = titled or _party_of(reading, head)
    if found is not None:
        return found
    if head.lemma_.lower() in word_class("things") or head.lower_ in word_class("things"):
        maker = behind(head, ("by", "from", "of"))
        inner = _party_of(reading, maker) if maker is not None else None
        return inner or Named(actor=None, why=f"“{head.text}” says by what, not by whom")
    stands_for = _stands_for(reading, head)
    if stands_for is not None:
        return stands_for
    person = _person_at(reading, head)
    if person is not None:
        return Named(actor=Actor(name=person), why=f"“{person}” by name")
    if head.pos_ in ("PRON", "DET") or head.tag_ not in NOUNS:
        return Named(actor=None, why=f"“{head.text}” could be anyone")
    if anyone or _can_act(head):
        words = phrase_words(reading, head)
        return Named(actor=Actor(name=words), why=f"“{words}” in the text's own words")
    return Named(actor=None, why=f"“{head.text}” is no party")


def _issuer(reading: Reading, paper: Token) -> Named:
    """Who speaks through a paper: "a resolution drafted by X", or by whom it was put forward elsewhere in the text."""
    makers = [
        noun
        for word in reading.doc
        if word.lemma_.lower() in word_class("documents") and (word == paper or word.lower_ == paper.lower_)
        for noun in (_maker(word),)
        if noun is not None
    ]
    own = _maker(paper)
    for noun in ([own] if own is not None else []) + makers:
        found = _party_of(reading, noun)
        if found is not None:
            return Named(actor=found.actor, why=f"whose “{paper.text}” it is: {found.why}")
    return Named(actor=None, why=f"whose “{paper.text}” it is, is not said")


def _maker(paper: Token) -> Token | None:
    """The noun behind "by" of a paper, of what is done with it, or of the verb that it is the subject of."""
    direct = behind(paper, ("by", "from"), deep=0)
    if direct is not None:
        return direct
    verbs = [c for c in paper.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBN"]
    if paper.dep_ == "nsubjpass":
        verbs.append(paper.head)
    return next((noun for verb in verbs if (noun := behind(verb, ("by",), agent=True)) is not None), None)


def _titled(reading: Reading, head: Token) -> Named | None:
    """A person whose office the parser took for the noun: "a member of the council Jane Roe condemned"."""
    if head.ent_type_ == "PERSON" or head.lemma_.lower() not in load_words().roles | word_class("people"):
        return None
    verb = head.head
    last = verb.i - 1
    while last > head.i and verb.doc[last].pos_ in ("AUX", "ADV", "PART"):
        last -= 1
    if last <= head.i:
        return None
    person = _person_at(reading, verb.doc[last])
    if person is None:
        return None
    mention = next(iter(reading.parties_in(head.left_edge.idx, verb.idx)), None)
    if mention is None:
        return Named(actor=Actor(name=person), why=f"“{person}” by name")
    return Named(actor=_actor(f"{person} ({mention.name})", mention), why=f"“{person}” by name and office")


def name_target(reading: Reading, head: Token | None, *, of_speech: bool) -> Named:
    """To whom or to what a deed is done: a party, a place or a thing by its words."""
    if head is None:
        return Named(actor=None, why="its clause names nothing that it is done to")
    if head.pos_ in ("DET", "PRON", "NUM", "ADJ") and (whole := behind(head, ("of",), deep=0)) is not None:
        head = whole  # "nearly all of the border", "most of them"
    covering = next((m for m in reading.parties if m.start <= head.idx < m.end), None)
    if covering is not None and not _is_whole_place(reading, covering):
        return _named(reading, covering, head)
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "WDT", "WP"):
        return _stands_for(reading, head) or Named(actor=None, why=f"“{head.text}” could be anything")
    if of_speech or head.lemma_.lower() in word_class("people") | word_class("forces") | word_class("area"):
        inside = _belonging_to(reading, head)
        if inside is not None and (of_speech or inside.kind in load_lexicon("attacks")["kinds"]):
            plain = head.lemma_.lower() in ("position", "member", "fighter", "militant", "troop", "soldier", "force", "target", "post", "stronghold", "convoy", "terrorist", "leader", "commander", "inspector")
            if of_speech or plain:
                return _named(reading, inside, head)
    person = _person_at(reading, head)
    if person is not None:
        return Named(actor=Actor(name=person), why=f"“{person}” by name")
    if head.tag_ not in NOUNS and head.pos_ not in ("NUM", "ADJ"):
        return Named(actor=None, why=f"“{head.text}” names nothing")
    if of_speech and not _can_hear(head):
        return Named(actor=None, why=f"“{head.text}” is what it is about, and nobody")
    words = phrase_words(reading, head)
    kind = hit_kind(reading.text[head.left_edge.idx : head.right_edge.idx + len(head.right_edge)].lower())
    return Named(actor=Actor(name=words, kind=kind), why=f"“{words}” in the text's own words")


def _can_hear(head: Token) -> bool:
    """Whether words name somebody to speak to or of."""
    return _can_act(head) or head.ent_type_ in ("ORG", "NORP", "GPE") or head.tag_ in ("NNP", "NNPS") or head.lemma_.lower() in ("community", "world", "nation", "party", "inspector", "state", "foe", "enemy", "power", "side", "ally", "media", "opposition", "channel", "authority", "court", "judge", "council", "government")


def hit_kind(words: str) -> str | None:
    """The kind of object that words (lower case) name: hospital, school, market, aid, worship ...; None for others."""
    return next((kind for kind, pattern in _hit_kinds().items() if pattern.search(words)), None)


@cache
def _hit_kinds() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(words) for kind, words in load_lexicon("act_words")["hit_kinds"].items()}


def name_source(reading: Reading, source: Source) -> Source:
    """A source with the name of the person who spoke for it: "Jane Roe (Karsan army)"."""
    if source.span is None or source.kind in ("agency", "outlet"):
        return source
    mention = next((m for m in reading.parties if m.start == source.span.start and m.end == source.span.end), None)
    if mention is not None and mention.kind == "state":
        return replace(source, name=_name(reading, mention))
    person = _person_in(reading, source.span.start, source.span.end)
    if person is None or set(person.split()) & set(source.name.split()):
        return source
    return replace(source, name=f"{person} ({source.name})")


def name_speaker_of(reading: Reading, act: Attribution) -> Actor | None:
    """The first speaker of an attribution as one who acts by words."""
    if not act.speakers:
        return None
    speaker = act.speakers[0]
    mention = next((m for m in reading.parties if speaker.id and m.id == speaker.id), None)
    person = _person_in(reading, speaker.start, speaker.end)
    name = f"{person} ({speaker.name})" if person and not set(person.split()) & set(speaker.name.split()) else speaker.name
    return Actor(name=name, id=speaker.id, side=speaker.side, country=mention.country if mention else None)


def phrase_words(reading: Reading, head: Token) -> str:
    """The noun phrase of a head without its article, with what "of" adds to it: "outskirts of the town"."""
    left = [t for t in head.children if t.i < head.i and t.dep_ not in _NOT_OF_NAME]
    first = min((t.left_edge.i for t in left), default=head.i)
    last = head.i
    of = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > head.i), None)
    if of is not None:
        last = min(of.right_edge.i, head.i + _WORDS)
    for child in head.children:
        if child.dep_ == "conj" and child.i > last and child.i - first < _WORDS:
            last = min(child.right_edge.i, first + _WORDS)
    while first < head.i and head.doc[first].tag_ in _ARTICLES:
        first += 1
    place = next((m for m in reading.places if m.start <= head.idx < m.end), None)
    start, end = head.doc[first].idx, head.doc[last].idx + len(head.doc[last])
    if place is not None:
        start, end = min(start, place.start), max(end, place.end)
    words = reading.text[start:end].replace("U.S.", "US").replace("U.N.", "UN")
    return " ".join(words.split())


def _can_act(head: Token) -> bool:
    lemma = head.lemma_.lower()
    return lemma in word_class("forces") or lemma in load_lexicon("attacks")["assailants"] or lemma in word_class("people")


def _is_whole_place(reading: Reading, mention: PartyMention) -> bool:
    """Whether the mention is the bare name of the country that the report is about, so a place and no party."""
    return mention.kind == "state" and reading.text[mention.start : mention.end].rstrip("s'’") == (reading.country or "").rstrip("s")


def _party_of(reading: Reading, head: Token) -> Named | None:
    """The party that a noun is, or that owns it: "the army", "Karsan jets", "forces of the junta"."""
    covering = next((m for m in reading.parties if m.start <= head.idx < m.end), None)
    if covering is not None and covering.generic and head.lemma_.lower() in word_class("things"):
        return None  # "warplanes": nobody's yet
    if covering is None:
        covering = _belonging_to(reading, head)
        if covering is not None and covering.kind == "state" and _is_body(head):
            words = phrase_words(reading, head)
            return Named(actor=Actor(name=words, country=covering.country), why=f"“{words}” in the text's own words")
    return None if covering is None else _named(reading, covering, head)


def _is_body(head: Token) -> bool:
    """Whether a name behind that of a state is a body of its own: "the Karsan Parliament"."""
    own = word_class("forces") | word_class("things") | word_class("people")
    return head.tag_ in ("NNP", "NNPS") and head.ent_type_ != "PERSON" and head.lemma_.lower() not in own


def _belonging_to(reading: Reading, head: Token) -> PartyMention | None:
    """The party within the phrase of a noun: before it, or behind "of", "from", "loyal to"."""
    if head.tag_ not in NOUNS and head.pos_ != "ADJ":
        return None
    start = head.left_edge.idx
    before = [m for m in reading.parties_in(start, head.idx) if reading.token_at(m.end - 1).head in (head, head.head) or head.is_ancestor(reading.token_at(m.end - 1))]
    before = [m for m in before if not _in_clause_of(reading.token_at(m.start), head)]
    if before:
        return before[-1]
    if head.lemma_.lower() in word_class("people") | word_class("forces") | word_class("things") or head.ent_type_ == "PERSON":
        noun = behind(head, ("of", "from", "for"), deep=0)
        if noun is not None:
            return next((m for m in reading.parties if m.start <= noun.idx < m.end), None)
        end = head.idx + len(head)
        after = next((m for m in reading.parties if end <= m.start < end + _REACH), None)
        if after is not None and is_membership(reading.text[end : after.start].lower()):
            return after
    return None


def owner_beside(reading: Reading, word: Token) -> PartyMention | None:
    """The party whose words stand right before a deed's noun, or before a verb whose subject the parse has lost."""
    at, steps = word.i - 1, 0
    while at >= 0 and steps <= _STEPS:
        token = word.doc[at]
        mention = next((m for m in reading.parties if m.start <= token.idx < m.end), None)
        if mention is not None:
            return None if mention.generic and token.lemma_.lower() in word_class("things") else mention
        if token.tag_ not in _BETWEEN or token.dep_ == "pobj":
            return None
        at, steps = at - 1, steps + 1
    return None


def name_party(reading: Reading, mention: PartyMention) -> Named:
    """A party mention as a participant."""
    return _named(reading, mention, reading.token_at(mention.end - 1))


def _in_clause_of(token: Token, head: Token) -> bool:
    """Whether a token stands in a clause or an apposition that hangs on the head, not in its phrase."""
    at = token
    while at != head and at.head is not at:
        if at.dep_ in ("relcl", "acl", "ccomp"):
            return True
        at = at.head
    return False


def _named(reading: Reading, mention: PartyMention, head: Token) -> Named:
    """A party mention as an actor, with those joined to it and the person that stands for it."""
    mention = resolve_member(reading, mention)
    words = reading.text[mention.start : mention.end]
    why = f"“{' '.join(words.split())}”"
    name = _name(reading, mention)
    wording = words.split()
    if mention.via == "alias" and mention.kind != "agency" and len(wording) >= 1 and wording[0][:1].isupper() and mention.kind not in ("state", "armed_group", "monitor", "military") and is_person(load_words(), wording, mention.name) and _is_name(reading, mention):
        return Named(actor=_actor(f"{' '.join(wording)} ({name})", mention), why=why)
    person = _person_at(reading, head)
    if person is not None and not set(person.split()) & set(name.split()):
        return Named(actor=_actor(f"{person} ({name})", mention), why=why)
    joined = _joined(reading, mention)
    if joined:
        names = list(dict.fromkeys(_name(reading, m, beside=True) for m in sorted((mention, *joined), key=_start)))
        if len(names) > 1:
            return Named(actor=Actor(name=", ".join(names[:-1]) + f" and {names[-1]}", country=mention.country), why=why)
    return Named(actor=_actor(name, mention), why=why)


def _start(mention: PartyMention) -> int:
    return mention.start


def _name(reading: Reading, mention: PartyMention, *, beside: bool = False) -> str:
    """The name of a party; a state's is the text's own where that is a name: "Britain"."""
    words = reading.text[mention.start : mention.end]
    plain = mention.kind == "state" and mention.via == "alias" and words.istitle() and "." not in words
    if plain and words not in load_parties().adjectives.values() and " " not in words:
        return words.removesuffix("'s").removesuffix("’s")
    return name_beside(reading, mention) if beside else name_perpetrator(reading, mention)


def _is_name(reading: Reading, mention: PartyMention) -> bool:
    token = reading.token_at(mention.end - 1)
    return token.ent_type_ == "PERSON" or token.tag_ == "NNP"


def _actor(name: str, mention: PartyMention) -> Actor:
    return Actor(name=name, id=mention.id, kind=mention.kind, side=mention.side, country=mention.country)


def _joined(reading: Reading, mention: PartyMention) -> list[PartyMention]:
    """The parties right behind or before a mention, joined to it by "and": all those that act together."""
    at = next((i for i, m in enumerate(reading.parties) if m.start == mention.start), None)
    if at is None:
        return []
    found: list[PartyMention] = []
    here = at
    while here + 1 < len(reading.parties) and _between(reading, here) in _JOINING:
        here += 1
        found.append(reading.parties[here])
    here = at
    while here > 0 and _between(reading, here - 1) in _JOINING:
        here -= 1
        found.insert(0, reading.parties[here])
    if not any(_between(reading, i).startswith(("and", "&", ", and", "as")) for i in range(here, at + len(found)) if i + 1 < len(reading.parties)):
        return []
    return found


def _between(reading: Reading, at: int) -> str:
    first, second = reading.parties[at], reading.parties[at + 1]
    if second.start - first.end > 12:
        return "?"
    return " ".join(reading.text[first.end : second.start].lower().split())


def _person_at(reading: Reading, head: Token) -> str | None:
    """The name of the person whose name holds a token, without possessive marks."""
    if head.ent_type_ != "PERSON":
        return None
    ent = next((e for e in head.doc[max(0, head.i - _WORDS) : head.i + _WORDS].ents if e.label_ == "PERSON" and e.start <= head.i < e.end), None)
    if ent is None or any(m.start < ent.end_char and ent.start_char < m.end for m in reading.places):
        return None
    name = " ".join(ent.text.removesuffix("'s").removesuffix("’s").split())
    # An apostrophe that the text has lost: "Roes visit" where it says "Roe" elsewhere.
    return name[:-1] if name.endswith("s") and re.search(rf"\b{re.escape(name[:-1])}\b", reading.text) else name


def _person_in(reading: Reading, start: int, end: int) -> str | None:
    """The name of a person within a stretch of text: an entity, or a person that the lexicon knows."""
    span = reading.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    for token in span:
        person = _person_at(reading, token)
        if person is not None:
            return person
    for mention in reading.parties_in(start, end):
        wording = reading.text[mention.start : mention.end].split()
        if mention.via == "alias" and is_person(load_words(), wording, mention.name) and _is_name(reading, mention) and mention.kind not in ("state", "armed_group"):
            return " ".join(wording)
    return None


def _stands_for(reading: Reading, head: Token) -> Named | None:
    """Who a pronoun, or the owner of "its forces", stands for in the sentences before."""
    word, low = head, _plain(head)
    if low not in _pronouns():
        owner = next((c for c in head.lefts if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
        if owner is None or (not _can_act(head) and head.lemma_.lower() not in word_class("things")):
            return None
        word, low = owner, _plain(owner)
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
    return _last_group(reading, word)


def _plain(token: Token) -> str:
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
                found = _party_of(reading, subject)
                return found and Named(actor=found.actor, why=f"“{owner.text}” is {found.why}")
        if at.head is at:
            return None
        at = at.head
    return None


def _who_says(reading: Reading, word: Token, *, person: bool) -> Named | None:
    """The speaker of the statement that a pronoun stands in: "X said it would", where the number fits."""
    for act in reading.attributions:
        if not act.speakers or not any(start <= word.idx < end for start, end in act.contents):
            continue
        first = act.speakers[0]
        if first.start <= word.idx < first.end:
            continue
        is_one = _person_in(reading, first.start, first.end) is not None
        plural = first.name[:1].islower() and first.name.endswith("s")
        if person != is_one or (word.lower_ in ("it", "its") and plural):
            continue
        actor = name_speaker_of(reading, act)
        if actor is not None:
            return Named(actor=actor, why=f"“{word.text}” is who says it")
    return None


def _last_person(reading: Reading, word: Token) -> Named | None:
    said = _who_says(reading, word, person=True)
    if said is not None:
        return said
    for act in reversed(reading.attributions):
        if act.cue[0] <= word.idx and act.speakers and any(s.start <= word.idx < s.end for s in act.speakers):
            actor = name_speaker_of(reading, act)
            if actor is not None:
                return Named(actor=actor, why=f"“{word.text}” is the one who spoke before")
    for sentence in _sentences_back(reading, word):
        people = [t for t in sentence if t.ent_type_ == "PERSON" and t.idx < word.idx and t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")]
        subjects = [t for t in people if t.dep_.startswith("nsubj")]
        for token in reversed(subjects or people):
            named = _party_of(reading, token)
            if named is not None:
                return Named(actor=named.actor, why=f"“{word.text}” is {named.why}")
            person = _person_at(reading, token)
            if person is not None:
                return Named(actor=Actor(name=person), why=f"“{word.text}” is “{person}”")
    return None


def _last_group(reading: Reading, word: Token) -> Named | None:
    said = _who_says(reading, word, person=False)
    if said is not None:
        return said
    for sentence in _sentences_back(reading, word):
        mentions = [m for m in reading.parties_in(sentence.start_char, min(sentence.end_char, word.idx)) if m.kind not in ("agency", "outlet")]
        subjects = [m for m in mentions if _is_subject(reading, m)]
        if word.lower_ in ("it", "its"):
            subjects = [m for m in subjects if not m.generic]
            mentions = [m for m in mentions if not m.generic]
        chosen = subjects[0] if subjects else mentions[-1] if mentions else None
        if chosen is not None:
            named = _named(reading, chosen, reading.token_at(chosen.end - 1))
            return Named(actor=named.actor, why=f"“{word.text}” is {named.why}")
    return None


def _is_subject(reading: Reading, mention: PartyMention) -> bool:
    at = reading.token_at(mention.end - 1)
    while at.dep_ in ("compound", "amod", "poss", "nmod", "conj") and at.head is not at:
        at = at.head
    return at.dep_ in ("nsubj", "nsubjpass")


def _sentences_back(reading: Reading, word: Token) -> list[SpacySpan]:
    """The sentence of a word and those right before it, the nearest first."""
    at = next((i for i, s in enumerate(reading.sentences) if s.start <= word.i < s.end), None)
    if at is None:
        return []
    return [reading.sentences[i] for i in range(at, max(-1, at - 1 - _BACK), -1)]
