"""Speakers as read, and the memory of who has spoken.

In: phrases read as speakers. Out: the same with pronouns, surnames and definite descriptions resolved to those who have
spoken before in the document, or to its parties. It never reads the text around a phrase.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from bearwitness.base.records import SourceKind
from bearwitness.extract.mentions import PartyMention, SpeakerMention
from bearwitness.extract.naming.parties_lexicon import load_parties
from bearwitness.extract.speaking.phrases import Phrase
from bearwitness.extract.speaking.speech_words import Words, load_words

# How many acts of speaking are remembered: more than any article has, and few enough to look through each time.
MEMORY = 120


@dataclass(frozen=True, slots=True)
class Voice:
    """A phrase read as a speaker. `score`: 0 any noun, 1 a bare name, 2 a full name, 3 a word or name of sources.

    `head` is the lower-case head word of an unnamed speaker, `person` says that he or she can stand for it, `roles` are
    the words for the office of a person ("mayor", "spokesman").
    """

    phrase: Phrase
    name: str
    kind: SourceKind
    score: int
    head: str = ""
    person: bool = False
    alias: str = ""
    id: str | None = None
    side: str | None = None
    why: str = ""
    roles: frozenset[str] = frozenset()


class Memory:
    """Those who have spoken in one document, and the parties that a description may stand for before they have."""

    def __init__(self, text: str, parties: Sequence[PartyMention], known: Sequence[SpeakerMention]) -> None:
        self.text = text
        self.words = load_words()
        self.voices: deque[Voice] = deque(
            (Voice(Phrase(0, 0), each.name, each.kind, 3, id=each.id, side=each.side) for each in known), maxlen=MEMORY
        )
        # Persons by the last word of their name.
        self.surnames: dict[str, Voice] = {}
        # The first party of each name, of the kinds that a description may stand for before it has spoken.
        named = {mention.name: mention for mention in reversed(parties) if mention.kind and not mention.generic}
        self.describable = list(reversed(named.values()))
        self.coalitions = {mention.id for mention in self.describable if mention.kind == "coalition" and mention.id}

    def remember(self, voice: Voice) -> None:
        """Keep a resolved voice as one who has spoken; a picture has not."""
        if voice.head in self.words.pictures:
            return
        self.voices.append(voice)
        if voice.alias:
            self.surnames[_name_words(voice.alias)[-1]] = voice

    def knows_surname(self, word: str) -> bool:
        """Whether somebody whose name ends with this lower-case word has spoken."""
        return word in self.surnames

    def resolve(self, voice: Voice) -> Voice:
        """Who a pronoun or a surname stands for; others come back as they are."""
        sort = self.words.pronouns.get(voice.head) if voice.why == "pronoun" else None
        if sort is None:
            return self._full_name(voice)
        spoke = [each for each in self.voices if each.phrase.end]
        if not spoke:
            return voice
        if sort == "person":
            fitting = [each for each in spoke if each.person]
        elif sort == "group":
            fitting = [each for each in spoke if not each.person]
        else:
            fitting = [
                each for each in spoke if not each.person and not (each.head.endswith("s") and each.name[:1].islower())
            ]
        best = fitting[-1] if fitting and fitting[-1] in spoke[-3:] else spoke[-1]
        return speak_again(best, voice.phrase, f"'{voice.head}' stands for it")

    def _full_name(self, voice: Voice) -> Voice:
        """The one of before whose name ends with this one ("Roe" for "Jane Roe")."""
        if not voice.alias:
            return voice
        short = _name_words(voice.alias)
        known = self.surnames.get(short[-1])
        if known is None or _name_words(known.alias)[-len(short) :] != short:
            return voice
        return speak_again(known, voice.phrase, f"'{voice.alias}' is {known.alias}")

    def described(self, head: str, kinds: tuple[str, ...], definite: bool = True) -> Voice | None:
        """The speaker or party that "the <head>" stands for."""
        if definite and head in self.words.roles:
            for each in reversed(self.voices):
                if head in each.roles:
                    return each
        named = (each for each in reversed(self.voices) if not each.person and " and " not in each.name)
        for each in named:
            same_head = each.head.rstrip("s") == head.rstrip("s") if each.head else head in each.name.lower().split()
            if same_head and (definite or (kinds and not each.head)):
                return each
        if definite and head in self.words.messages and self.voices:
            return self.voices[-1]  # "the statement said": whoever spoke last issued it.
        party = next((m for m in self.describable if definite and head in m.name.lower().split()), None)
        if party is not None and kinds == ("monitor",):
            # "the observatory": the one of that name, spoken or not, before any other monitor.
            return party_voice(self.words, self.text, Phrase(0, 0), party)
        for each in reversed(self.voices):
            allied = "coalition" in kinds and each.id in self.coalitions
            if (
                allied
                or (kinds and each.kind in kinds)
                or (definite and each.head and each.head.rstrip("s") == head.rstrip("s"))
            ):
                return each
        for mention in self.describable if kinds else ():
            if mention.kind not in kinds:
                continue
            if mention.kind in ("monitor", "agency", "outlet") and (definite or kinds == ("monitor",)):
                return party_voice(self.words, self.text, Phrase(0, 0), mention)
            if definite and (head in mention.name.lower().split() or mention.kind == "coalition"):
                return party_voice(self.words, self.text, Phrase(0, 0), mention)
        return None


def party_voice(words: Words, text: str, phrase: Phrase, party: PartyMention) -> Voice:
    """The party as a speaker: by its canonical name, or by the words of the text for an office of a state."""
    kind = words.kinds.get(party.kind or "", "unnamed")
    name = party.name
    wording = text[party.start : party.end].split()
    if party.kind in ("state", "government", "military", "police", "official") and wording and not party.generic:
        tail = wording[-1].lower()
        forces = party.kind == "military" or party.via == "alias"
        if tail in words.heads and forces:
            name = _own_name(wording, party)
            kind = words.heads[tail]
        elif party.via == "alias" and len(wording) == 1 and wording[0].isupper() and party.kind == "military":
            name = wording[0]  # An army's initials are how it signs.
    person = party.via == "alias" and len(wording) > 1 and kind != "agency" and is_person(words, wording, name)
    return Voice(
        phrase,
        name,
        kind,
        3,
        person=person,
        alias=" ".join(wording) if person else "",
        id=party.id,
        side=party.side,
        why=f"party, by {party.via}",
    )


def _own_name(wording: Sequence[str], party: PartyMention) -> str:
    """An office of a state by the words of the text, its state as an adjective ("Karsa's navy": the Karsan navy)."""
    known = set(party.name.split())
    wording = [word[:-1] if word[-1:] == "s" and word[:-1] in known else word for word in wording]
    adjective = load_parties().adjectives.get(party.country or "", "")
    first = wording[0].lower()
    possessive = first.rstrip("s’'") != first and first[:3] == adjective[:3].lower()
    if adjective and (len(wording) == 1 or possessive):
        return " ".join((adjective, *wording[1 if possessive and len(wording) > 1 else 0 :]))
    return " ".join(wording)


def is_person(words: Words, wording: Sequence[str], name: str) -> bool:
    """Whether the words that stand for an organisation are the name of one of its people: they share none with it."""
    own = set(name.lower().split()) | words.organisations
    return all(word[:1].isupper() and not word.isupper() and word.lower() not in own for word in wording)


def speak_again(spoke: Voice, phrase: Phrase, why: str) -> Voice:
    """The same speaker, met again at another phrase."""
    return Voice(
        phrase,
        spoke.name,
        spoke.kind,
        3,
        head=spoke.head,
        person=spoke.person,
        alias=spoke.alias,
        id=spoke.id,
        side=spoke.side,
        why=why,
        roles=spoke.roles,
    )


def _name_words(name: str) -> list[str]:
    return name.lower().replace("-", " ").split() or [""]
