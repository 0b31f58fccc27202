"""Who speaks: what a noun phrase beside a cue stands for.

In: a parsed document, its parties, and the place of a cue. Out: `Voice` objects: the resolved name, the kind of
source, and how sure the words are those of a speaker. Descriptions and pronouns are resolved against those who have
spoken before in the document, then against its parties. It never looks for cues and never assigns content.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from bearwitness.base.records import SourceKind
from bearwitness.extract.mentions import PartyMention, SpeakerMention
from bearwitness.extract.speaking.offices import with_office
from bearwitness.extract.speaking.phrases import DASHES, LINKS, POSSESSIVES, REACH, Phrase, Phrases
from bearwitness.extract.speaking.voices import Memory, Voice, party_voice, speak_again

# Kinds of party whose name the words beside it only explain ("the X news agency", "the X monitor").
_SELF_EXPLAINED = ("monitor", "agency", "outlet", "rescue", "intergovernmental")


class Speakers:
    """The speakers of one document: reads phrases, remembers who spoke, resolves who is meant."""

    def __init__(
        self,
        doc: Doc,
        parties: Sequence[PartyMention],
        makers: Sequence[PartyMention] = (),
        known: Sequence[SpeakerMention] = (),
    ) -> None:
        self.doc = doc
        self.text = doc.text  # Joined once: spaCy joins it again at every call.
        self.phrases = Phrases(doc, parties)
        self.words = self.phrases.words
        self.lower = self.phrases.lower
        self.pos = self.phrases.pos
        self.party_at = self.phrases.party_at
        self.party_span = self.phrases.party_span
        self.memory = Memory(self.text, (*parties, *makers), known)

    def read_back(self, at: int, low: int) -> Voice | None:
        """The speaker whose phrase ends right before token `at`; adverbs and dates between are skipped."""
        last = self.phrases.skip_back(at - 1, low)
        if last < low:
            return None
        if (
            last not in self.party_at
            and self.lower[last] in self.words.pronouns
            and self.pos[last] in ("PRON", "DET", "SCONJ")
        ):
            return (
                self._relative(last, low)
                if self.words.pronouns[self.lower[last]] == "relative"
                else self.describe(Phrase(last, last + 1))
            )
        if self.pos[last] not in ("NOUN", "PROPN", "ADJ", "NUM", "X") and last not in self.party_at:
            return None
        start = self.phrases.before(last, low)
        return self.describe(Phrase(start, last + 1), low)

    def read_forward(self, at: int, high: int) -> Voice | None:
        """The speaker whose phrase begins at token `at`."""
        phrase = self.phrases.after(at, high)
        if phrase is None:
            return None
        issuer = self._issuer_after(phrase, high)
        return issuer or self._with_apposition(self.describe(phrase, at), phrase.end, high)

    def _issuer_after(self, phrase: Phrase, high: int) -> Voice | None:
        """Whose they are: "figures compiled by X", "a report from X"."""
        inner = phrase.end
        if self.lower[inner - 1] not in self.words.carriers:
            return None
        while (
            inner < high
            and inner - phrase.end < 5
            and (self.lower[inner] in self.words.issued or self.lower[inner] in self.words.dates)
        ):
            inner += 1
        issuer = self.read_forward(inner, high) if phrase.end < inner < high else None
        return replace(issuer, phrase=Phrase(phrase.start, issuer.phrase.end)) if issuer and issuer.score >= 2 else None

    def _relative(self, at: int, low: int) -> Voice | None:
        """The speaker that a relative pronoun stands for."""
        back = at - 1
        while back >= low and self.lower[back] in DASHES | {","}:
            back -= 1
        if self.lower[at] == "which" and back >= low and self.pos[back] == "ADP":
            return None
        return self.read_back(back + 1, low) if back >= low else None

    def _with_apposition(self, voice: Voice | None, end: int, high: int) -> Voice | None:
        """Read "NAME, head of the centre" and "NAME a Syrian activist" after a cue."""
        if voice is None or end >= high:
            return voice
        if voice.head in self.words.roles and voice.person and self.lower[end] == "," and end + 1 < high:
            named = self.phrases.after(end + 1, high)
            person = self.describe(named, end + 1) if named else None
            if person and person.alias and not person.head:
                return replace(person, score=3, roles=person.roles | {voice.head})  # "said the mayor, Jane Roe"
        if voice.head or voice.score >= 3:
            return voice
        at = end + 1 if self.lower[end] in DASHES | {","} else end
        if at >= high or not (self.pos[at] == "DET" or self.lower[at] in self.words.roles or at > end):
            return voice
        role = next((i for i in range(at, min(at + 5, high)) if self.lower[i] in self.words.roles), None)
        if role is None:
            return voice
        close = at
        while (
            close < high
            and close - at < REACH
            and (
                self.pos[close] in ("NOUN", "PROPN", "ADJ", "DET", "NUM")
                or close in self.party_at
                or self.lower[close] in LINKS | POSSESSIVES
            )
        ):
            close += 1
        return self.describe(Phrase(voice.phrase.start, close), voice.phrase.start) or voice

    def describe(self, phrase: Phrase, low: int = 0) -> Voice | None:
        """What a phrase says about a speaker; None for a phrase that can be none."""
        words, lower = self.words, self.lower
        start, end = phrase.start, phrase.end
        while start < end - 1 and (
            self.pos[start] in ("DET", "PUNCT") or lower[start] in ("its", "their", "his", "her", "our")
        ):
            start += 1
        if start >= end:
            return None
        if end - start == 1 and lower[start] in words.pronouns and start not in self.party_at:
            sort = words.pronouns[lower[start]]
            if sort == "none":
                return None
            return Voice(phrase, self.doc[start].text, "unnamed", 3, head=lower[start], why="pronoun")
        apposed = self._apposed(start, end)
        if apposed is not None:
            return apposed
        joint = self._joint(phrase, start, end)
        if joint is not None:
            return joint
        party = self._party_in(start, end)
        roles = [i for i in range(start, end) if lower[i] in words.roles and i not in self.party_at]
        person = self._person_in(start, end, roles)
        if person:
            return self._describe_person(phrase, person, roles, party)
        if party:
            return self._describe_party(phrase, start, end, party)
        return self._describe_words(phrase, start, end)

    def _apposed(self, start: int, end: int) -> Voice | None:
        """Which organisation an apposition explains ("the Example Centre a monitor", "Example (EX) a network")."""
        at = next((i for i in range(start + 1, end) if self.lower[i] in ("a", "an")), None)
        party = self._party_in(start, at) if at is not None else None
        if at is None or party is None or party.kind not in _SELF_EXPLAINED:
            return None
        return self.describe(Phrase(start, at), start)

    def _joint(self, phrase: Phrase, start: int, end: int) -> Voice | None:
        """Two who say the same, one of them a known organisation: "the Example agency and local media"."""
        at = next((i for i in range(start + 1, end - 1) if self.lower[i] == "and" and i not in self.party_at), None)
        if at is None or not (at - 1 in self.party_at or self.party_at.keys() & {at + 1, at + 2}):
            return None
        first, second = self.describe(Phrase(start, at)), self.describe(Phrase(at + 1, end))
        if not (first and second) or first.alias or second.alias or min(first.score, second.score) < 3:
            return None
        if (first.id is None and second.id is None) or first.name == second.name:
            return None
        names = [
            self._text(part, stop) if self.doc[part].is_upper and stop - part == 1 else voice.name
            for voice, part, stop in ((first, start, at), (second, at + 1, end))
        ]
        return Voice(phrase, " and ".join(names), first.kind, 3, head=second.head, side=first.side, why="two speakers")

    def join(self, voices: Sequence[Voice]) -> Voice:
        """Several who say the same as one speaker, named by all of them."""
        names = [each.name for each in voices]
        first, last = voices[0], voices[-1]
        return Voice(
            Phrase(first.phrase.start, last.phrase.end),
            " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))),
            first.kind,
            3,
            head=last.head,
            side=first.side,
            why="several speakers",
        )

    def _party_in(self, start: int, end: int) -> PartyMention | None:
        found = [self.party_at[i] for i in range(start, end) if i in self.party_at]
        named = [mention for mention in found if not mention.generic]
        # A source in full before a state that is only its adjective.
        best = [mention for mention in named if mention.kind not in ("state", "government", "military")]
        return next(iter(best or named or found), None)

    def _person_in(self, start: int, end: int, roles: list[int]) -> tuple[int, int] | None:
        """The longest run of capitalised words that is no party and no organisation."""
        best: tuple[int, int] | None = None
        at = start
        while at < end:
            if (
                not (self.phrases.capital[at] and self.pos[at] in ("PROPN", "NOUN", "ADJ", "X", "DET", "PUNCT"))
                or at in self.party_at
                or at in roles
                or self._is_compound(at)
            ):
                at += 1
                continue
            stop = at
            while (
                stop < end
                and stop not in self.party_at
                and stop not in roles
                and self.phrases.capital[stop]
                and not (self.phrases.possessive[stop] and stop > at)
            ):
                stop += 1
            while stop - at > 1 and self.pos[stop - 1] == "DET":
                stop -= 1  # "Belmar A source": the article begins another phrase.
            run = range(at, stop)
            known = len(run) == 1 and self.memory.knows_surname(self.lower[at])
            named = known or any(self.pos[i] == "PROPN" for i in run)
            person = named and not any(self.lower[i] in self.words.organisations or self._is_head(i) for i in run)
            person = person and not any(self.lower[i] in self.words.modifiers for i in run)
            if person and (best is None or (stop - at >= best[1] - best[0] and self.pos[at - 1] != "ADP")):
                best = (at, stop)
            at = stop
        if best is None:
            return None
        if best[1] - best[0] == 1 and self.memory.knows_surname(self.lower[best[0]]):
            return best
        nationality = best[1] - best[0] == 1 and self.doc[best[0]].ent_type_ in ("NORP", "GPE", "LOC", "FAC")
        complement = (
            best[0] > start
            and best[0] - 1 not in self.party_at
            and any(self.pos[i] == "ADP" for i in range(start, best[0]))
        ) or self.pos[best[0] - 1] == "DET"
        short = not (roles and best[1] - best[0] > 1)
        follows = best[1] < end and short and self.phrases.sourcelike(self.lower[best[1]])
        if (
            nationality
            or complement
            or follows
            or (not roles and best[1] < end and self.lower[best[1]] in self.words.modifiers)
        ):
            return None
        return best

    def _is_compound(self, at: int) -> bool:
        """Whether a name is only the beginning of an adjective: "Karsa-based"."""
        after = self.lower[at + 1 : at + 3]
        return len(after) == 2 and after[0] == "-" and after[1] in self.words.compounds

    def _is_head(self, at: int) -> bool:
        return self.lower[at] in self.words.heads and self.lower[at] not in self.words.roles

    def _text(self, start: int, end: int) -> str:
        """The words of the text, without the possessive that a text without apostrophes glues to a name."""
        if not any(self.phrases.possessive[start : end - 1]):
            return " ".join(self.doc[start:end].text.split())
        return "".join(
            (each.text[:-1] if self.phrases.possessive[each.i] and each.i < end - 1 else each.text) + each.whitespace_
            for each in self.doc[start:end]
        ).strip()

    def _describe_person(
        self, phrase: Phrase, person: tuple[int, int], roles: list[int], party: PartyMention | None
    ) -> Voice:
        words = self.words
        name = self._text(*person)
        role = {self.lower[i] for i in roles}
        employer = self._employer(phrase.end, roles) if party is None else None
        if employer is not None:
            return replace(
                employer, phrase=phrase, person=True, alias=name, why=f"speaks for it: {name}", roles=frozenset(role)
            )
        speaks = bool(role & words.spokespeople) or (
            bool(role & words.directors) and party is not None and party.kind in words.voice_kinds
        )
        if speaks and party and not party.generic and "former" not in self.lower[phrase.start : phrase.end]:
            source = party_voice(self.words, self.text, phrase, party)
            return Voice(
                phrase,
                source.name,
                source.kind,
                3,
                person=True,
                alias=name,
                id=party.id,
                side=party.side,
                why=f"speaks for it: {name}",
                roles=frozenset(role),
            )
        kinds = [
            words.heads[word]
            for word in (self.lower[i] for i in range(phrase.start, phrase.end))
            if word in words.heads
        ]
        kind: SourceKind = kinds[0] if kinds else ("official" if role else "unnamed")
        score = 3 if role else 2 if person[1] - person[0] > 1 else 1
        return Voice(
            phrase,
            name,
            kind,
            score,
            person=True,
            alias=name,
            side=party.side if party else None,
            why="named person",
            roles=frozenset(role),
        )

    def _employer(self, end: int, roles: Sequence[int]) -> Voice | None:
        """The organisation that no lexicon knows, for which a spokesman speaks: "a spokeswoman for Rescue Hands"."""
        for i in roles:
            if self.lower[i] in self.words.spokespeople and self.lower[i + 1 : i + 2] in (["for"], ["of"], ["at"]):
                inner = self.describe(Phrase(i + 2, end), i + 2) if i + 2 < end else None
                named = inner is not None and any(self.phrases.capital[at] for at in range(i + 2, end))
                return inner if named and inner is not None and inner.score >= 1 else None
        return None

    def _describe_party(self, phrase: Phrase, start: int, end: int, party: PartyMention) -> Voice:
        words, lower = self.words, self.lower
        first = next(i for i in range(start, end) if self.party_at.get(i) is party)
        last = self.party_span[first][1]
        outside = [i for i in range(start, end) if i < first or i >= last]
        head = self.phrases.head(start, end)
        spokes = any(lower[i] in words.spokespeople for i in outside)
        director = (
            party.kind in words.voice_kinds
            and not party.generic
            and any(lower[i] in words.directors and self.pos[i] != "ADJ" for i in outside)
            and lower[head] not in words.members
        )
        if spokes or director:
            source = party_voice(self.words, self.text, phrase, party)
            offices = frozenset(lower[i] for i in outside if lower[i] in words.roles)
            return replace(source, person=True, why="speaks for it", roles=offices)
        if party.via == "description" and len(outside) == 0 and last - first <= 4:
            spoke = self.memory.described(lower[last - 1], self._kinds_of(lower[last - 1]))
            if spoke:
                return speak_again(spoke, phrase, f"'{self._text(start, end)}' is the {spoke.name} of before")
        people = [i for i in outside if lower[i] in words.heads and i >= first - 4]
        proper = [i for i in outside if self.pos[i] == "PROPN" and lower[i] not in words.modifiers]
        # "the X news agency", "the X monitor": the words after the name only say what it is.
        explained = all(words.heads.get(lower[i]) in (None, *_SELF_EXPLAINED) for i in people)
        if party.kind in _SELF_EXPLAINED and not proper and explained:
            return party_voice(self.words, self.text, phrase, party)
        if head not in range(first, last) and lower[head] in words.heads:
            return self._describe_words(phrase, start, end, party)
        if proper and party.kind in ("state", "government", "military"):
            return self._describe_words(phrase, start, end, party)
        return party_voice(self.words, self.text, phrase, party)

    def _kinds_of(self, head: str) -> tuple[str, ...]:
        return self.words.descriptions.get(head, ())

    def _describe_words(self, phrase: Phrase, start: int, end: int, party: PartyMention | None = None) -> Voice:
        words, lower = self.words, self.lower
        head = self.phrases.head(start, end)
        word = lower[head]
        if word in words.carriers and not (start == head and word in ("reports",)):
            issuer = self._issuer(start, end, head)
            if issuer:
                return issuer
        if (word in words.directors or word in words.spokespeople) and end - head > 2 and party is None:
            # "the head of the monitor": where the description is that of a known one.
            inner = self.describe(Phrase(head + 2, end))
            if inner and inner.id and (word in words.spokespeople or inner.kind in words.voice_kinds):
                return replace(inner, phrase=phrase, person=True)
            employer = self._employer(end, [head])
            if employer is not None:
                return replace(
                    employer, phrase=phrase, person=True, alias="", why="speaks for it", roles=frozenset({word})
                )
        definite = phrase.start < start and lower[phrase.start] in ("the", "this", "that", "its", "their", "his")
        capital = any(self.pos[i] == "PROPN" for i in range(start, end))
        # "The Lakeland Observatory" is a name of its own; "the Lakeland-based observatory" describes one.
        named = any(self.pos[i] == "PROPN" and not lower[i + 1].startswith("-") for i in range(start, head))
        monitoring = any(lower[i] in words.monitoring for i in range(start, head + 1)) and not word.endswith("s")
        monitoring = monitoring and not named
        if (definite or start == phrase.start or monitoring) and (not capital or monitoring) and party is None:
            spoke = self.memory.described(word, ("monitor",) if monitoring else self._kinds_of(word), definite)
            if spoke:
                return speak_again(spoke, phrase, f"'{self._text(start, end)}' stands for it")
        stop = end
        complement = [i for i in range(head + 1, end) if self.pos[i] in ("PROPN",) or i in self.party_at]
        if not complement:
            stop = head + 1
        while start < head and (self.doc[start].tag_ == "CD" or lower[start] in words.quantities):
            start += 1
        name = self._text(start, stop)
        if (
            self.pos[start] != "PROPN"
            and (lower[start] in words.heads or lower[start] in words.modifiers or lower[start] in words.roles)
            and not self.doc[start].is_upper
            and self.doc[start].ent_type_ not in ("NORP", "GPE")
        ):
            name = name[:1].lower() + name[1:]
        kinds = [words.heads[lower[i]] for i in range(start, head + 1) if lower[i] in words.heads]
        kind: SourceKind = kinds[-1] if kinds else "unnamed"
        if kind == "unnamed":
            kind = next(
                (words.heads[lower[i]] for i in range(start, end) if words.heads.get(lower[i], "unnamed") != "unnamed"),
                kind,
            )
        score = 3 if word in words.heads or word in words.roles else 2 if capital else 0
        if capital and any(lower[i] in words.organisations for i in range(start, end)):
            score = 3
        single = word in words.roles and not word.endswith("s")
        return Voice(
            phrase,
            name,
            kind,
            score,
            head=word,
            person=single,
            side=party.side if party else None,
            why="the words of the text",
        )

    def _issuer(self, start: int, end: int, head: int) -> Voice | None:
        """Whose report it is: "the X report", "X's report", "a report by X"."""
        inner: Voice | None = None
        if end - head > 2:
            at = head + 1
            while at < end and (self.lower[at] in self.words.issued or self.pos[at] == "DET"):
                at += 1
            if at < end:
                inner = self.describe(Phrase(at, end))
        elif head > start and (self._party_in(start, head) or any(self.pos[i] == "PROPN" for i in range(start, head))):
            stop = head - 1 if self.lower[head - 1] in POSSESSIVES else head
            inner = self.describe(Phrase(start, stop)) if stop > start else None
        return inner if inner and inner.score >= 2 else None

    def mention(self, voice: Voice) -> SpeakerMention:
        """The record of a voice."""
        start, end = with_office(self.phrases, voice.phrase)
        span = self.doc[start:end]
        return SpeakerMention(
            start=span.start_char,
            end=span.end_char,
            name=voice.name,
            kind=voice.kind,
            id=voice.id,
            side=voice.side,
            why=voice.why,
        )
