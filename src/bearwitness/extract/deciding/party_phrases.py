"""The party that a phrase names.

In: a reading and the head noun of a phrase. Out: the party that it is, or that owns what it names ("Karsan jets",
"forces loyal to the President"), as an `Actor`, with those that act together with it. It resolves no pronoun.
"""

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from bearwitness.base.records import Actor
from bearwitness.extract.acting.arguments import NOUNS, behind
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.deciding.areas import capitals
from bearwitness.extract.deciding.perpetrator_names import (
    is_membership,
    name_beside,
    name_perpetrator,
    resolve_member,
)
from bearwitness.extract.deciding.persons import is_name, person_at, phrase_words
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.naming.parties_lexicon import load_parties
from bearwitness.extract.readings import Reading
from bearwitness.extract.speaking.speech_words import load_words
from bearwitness.extract.speaking.voices import is_person

# How far, in code points, a party stands behind the words for its people: "forces loyal to the President of X".
_REACH = 40
# What may stand between a party and the noun or verb of its deed, and how many words.
_BETWEEN = frozenset({"TO", "JJ", "NN", "NNS", "HYPH", "VBN", "RB", "VBD", "VBZ", "VBP", "MD", "VBG"})
_STEPS = 3
# Kinds of party whose names the recogniser takes for people.
_GROUPS = ("armed_group", "military", "coalition", "opposition", "security")
_JOINING = frozenset({"and", ",", "&", "as well as", "and the", ", and"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A participant and how it was found, in words."""

    actor: Actor | None
    why: str


def name_party(reading: Reading, mention: PartyMention) -> Named:
    """A party mention as a participant."""
    return named(reading, mention, reading.token_at(mention.end - 1))


def party_of(reading: Reading, head: Token) -> Named | None:
    """The party that a noun is, or that owns it: "the army", "Karsan jets", "forces of the junta"."""
    covering = next((m for m in reading.parties if m.start <= head.idx < m.end), None)
    if covering is not None and covering.generic and head.lemma_.lower() in word_class("things"):
        return None  # "warplanes": nobody's yet
    if covering is None:
        covering = belonging_to(reading, head)
        if covering is not None and covering.kind == "state" and _is_body(head):
            words = phrase_words(reading, head)
            return Named(actor=Actor(name=words, country=covering.country), why=f"“{words}” in the text's own words")
    if covering is not None and covering.kind == "person" and covering.country and not _is_at(covering, head):
        party = load_parties().actor(covering.country)
        return Named(
            actor=Actor(name=party.name, id=party.id, country=covering.country), why=f"{covering.name}'s forces"
        )
    return None if covering is None else named(reading, covering, head)


def _is_at(mention: PartyMention, head: Token) -> bool:
    return mention.start <= head.idx < mention.end


def _is_body(head: Token) -> bool:
    """Whether a name behind that of a state is a body of its own: "the Karsan Parliament"."""
    own = word_class("forces") | word_class("things") | word_class("people")
    return head.tag_ in ("NNP", "NNPS") and head.ent_type_ != "PERSON" and head.lemma_.lower() not in own


def belonging_to(reading: Reading, head: Token) -> PartyMention | None:
    """The party within the phrase of a noun: before it, or behind "of", "from", "loyal to"."""
    if head.tag_ not in NOUNS and head.pos_ != "ADJ":
        return None
    start = head.left_edge.idx
    before = [
        m
        for m in reading.parties_in(start, head.idx)
        if reading.token_at(m.end - 1).head in (head, head.head) or head.is_ancestor(reading.token_at(m.end - 1))
    ]
    before = [
        m for m in before if not (m.generic and reading.token_at(m.end - 1).lemma_.lower() in word_class("things"))
    ]
    before = [m for m in before if not _in_clause_of(reading.token_at(m.start), head)]
    if before:
        return before[-1]
    if (
        head.lemma_.lower() in word_class("people") | word_class("forces") | word_class("things")
        or head.ent_type_ == "PERSON"
    ):
        noun = behind(head, ("of", "from", "for"), deep=0)
        if head.lemma_.lower() in word_class("others_of"):
            return None
        if noun is not None:
            return next((m for m in reading.parties if m.start <= noun.idx < m.end), None)
        end = head.idx + len(head)
        after = next((m for m in reading.parties if end <= m.start < end + _REACH), None)
        if after is not None and is_membership(reading.text[end : after.start].lower()):
            return after
    return None


def _in_clause_of(token: Token, head: Token) -> bool:
    """Whether a token stands in a clause or an apposition that hangs on the head, not in its phrase."""
    at = token
    while at not in (head, at.head):
        if at.dep_ in ("relcl", "acl", "ccomp"):
            return True
        at = at.head
    return False


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


def named(reading: Reading, mention: PartyMention, head: Token) -> Named:
    """A party mention as an actor, with those joined to it and the person that stands for it."""
    mention = resolve_member(reading, mention)
    words = reading.text[mention.start : mention.end]
    why = f"“{' '.join(words.split())}”"
    name = name_of(reading, mention)
    wording = words.split()
    if mention.kind == "person":
        return Named(actor=actor_of(name, mention), why=why)
    if (
        mention.via == "alias"
        and mention.kind != "agency"
        and len(wording) >= 1
        and wording[0][:1].isupper()
        and mention.kind not in ("state", "armed_group", "monitor", "military")
        and is_person(load_words(), wording, mention.name)
        and is_name(reading, mention)
        and (mention.kind != "government" or reading.token_at(mention.end - 1).ent_type_ == "PERSON")
    ):
        return Named(actor=actor_of(f"{' '.join(wording)} ({name})", mention), why=why)
    person = person_at(reading, head) if not _is_own_name(mention, words) else None
    if person is not None and not set(person.split()) & set(name.split()):
        return Named(actor=actor_of(f"{person} ({name})", mention), why=why)
    joined = _joined(reading, mention)
    if joined:
        names = list(dict.fromkeys(name_of(reading, m, beside=True) for m in sorted((mention, *joined), key=_start)))
        if len(names) > 1:
            return Named(
                actor=Actor(name=", ".join(names[:-1]) + f" and {names[-1]}", country=mention.country), why=why
            )
    return Named(actor=actor_of(name, mention), why=why)


def _is_own_name(mention: PartyMention, words: str) -> bool:
    """Whether the words of a mention name a group or a capital, and no person, whatever the recogniser says."""
    if mention.via != "alias":
        return False
    return words in capitals().values() or (mention.kind in _GROUPS and words not in _spokespeople())


@cache
def _spokespeople() -> frozenset[str]:
    """The people who speak for groups and armies, by the names that the lexicon has."""
    rows = (entry for kind in _GROUPS for entry in load_lexicon("actors")[kind].values())
    return frozenset(person for entry in rows for person in entry.get("people", ()))


def _start(mention: PartyMention) -> int:
    return mention.start


def name_of(reading: Reading, mention: PartyMention, *, beside: bool = False) -> str:
    """The name of a party: an armed group's is the one that all its names lead to, a state's the text's: "Britain"."""
    words = reading.text[mention.start : mention.end]
    if mention.kind == "armed_group" and not mention.generic and not beside:
        return str(load_lexicon("act_words")["plain_names"].get(mention.name, mention.name))
    plain = mention.kind == "state" and mention.via == "alias" and words.istitle() and "." not in words
    if plain and words not in load_parties().adjectives.values() and " " not in words:
        return words.removesuffix("'s").removesuffix("’s")
    return name_beside(reading, mention) if beside else name_perpetrator(reading, mention)


def actor_of(name: str, mention: PartyMention) -> Actor:
    """A party mention as an actor, by the name given."""
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
    if not any(
        _between(reading, i).startswith(("and", "&", ", and", "as"))
        for i in range(here, at + len(found))
        if i + 1 < len(reading.parties)
    ):
        return []
    return found


def _between(reading: Reading, at: int) -> str:
    first, second = reading.parties[at], reading.parties[at + 1]
    if second.start - first.end > 12:
        return "?"
    return " ".join(reading.text[first.end : second.start].lower().split())


def is_whole_place(reading: Reading, mention: PartyMention) -> bool:
    """Whether the mention is the bare name of the country that the report is about, so a place and no party."""
    return mention.kind == "state" and reading.text[mention.start : mention.end].rstrip("s'’") == (
        reading.country or ""
    ).rstrip("s")
