"""Cues of attribution: where a sentence says that somebody states something.

In: a sentence of a parsed document and its `Speakers`. Out: `Cue` objects in order: the verb or preposition, the
voices, the stretch of tokens that the attribution itself takes, and on which side its content lies. It never
assigns content beyond the side, and never resolves pronouns.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from bearwitness.extract.speaking.clauses import Clauses, Side
from bearwitness.extract.speaking.headlines import read_headline
from bearwitness.extract.speaking.offices import past_initials
from bearwitness.extract.speaking.speakers import Speakers
from bearwitness.extract.speaking.speech_words import load_verbs
from bearwitness.extract.speaking.verbs import Cue, VerbReader
from bearwitness.extract.speaking.voices import Voice


class CueFinder:
    """Finds the cues of one document, sentence by sentence."""

    def __init__(self, doc: Doc, speakers: Speakers, quoted: Sequence[bool]) -> None:
        self.doc = doc
        self.speakers = speakers
        self.verbs = load_verbs()
        self.lower = speakers.lower
        self.pos = speakers.pos
        self.clauses = Clauses(doc, speakers.lower, speakers.pos, quoted)
        self.reader = VerbReader(doc, speakers, self.clauses)

    def find(self, low: int, high: int) -> list[Cue]:
        """The cues between tokens `low` and `high`, in order, never overlapping."""
        found: list[Cue] = []
        at = low
        while at < high:
            free = next((each.end for each in reversed(found) if each.voices or each.inherits), low)
            cue = self._cue_at(at, free, high, low)
            if (
                cue
                and cue.inherits
                and cue.side == "before"
                and found
                and found[-1].voices
                and found[-1].end >= cue.start - 1
            ):
                # "X reported citing Y": one attribution, Y first.
                found[-1] = replace(found[-1], end=cue.end, voices=(*cue.voices, *found[-1].voices))
                at = cue.end
                continue
            if cue and cue.voices and found and found[-1].fronted_citation and cue.start <= found[-1].end + 1:
                # "Citing X, Y said": one attribution, X first.
                cue = replace(cue, start=found[-1].start, voices=(*found[-1].voices, *cue.voices))
                found[-1] = cue
                at = max(cue.end, at + 1)
                continue
            if cue and cue.start < free:
                cue = replace(cue, start=free)
            if cue:
                found.append(cue)
                at = max(cue.end, at + 1)
            else:
                at += 1
        headline = None if found else read_headline(self.speakers, self.clauses, low, high)
        return [headline] if headline else found

    def _cue_at(self, at: int, low: int, high: int, first: int) -> Cue | None:
        word = self.lower[at]
        for pattern in self.verbs.according.get(word, ()):
            if tuple(self.lower[at : at + len(pattern)]) == pattern:
                return self._according(at, at + len(pattern), low, high)
        vouched = at > first and self.lower[at - 1] in self.verbs.vouching
        heard = () if vouched or self._asserts(at, low, high) else self.verbs.hearsay_openings.get(word, ())
        for pattern in heard:
            words = self._words(at, len(pattern), high)
            if tuple(self.lower[i] for i in words) == pattern:
                told = next((i for i in words if self.lower[i] in self.verbs.told), at)
                return Cue(
                    at,
                    words[-1] + 1,
                    (told, told + 1),
                    (),
                    "after" if pattern[-1] in ("that", "of", "reports", "suggesting") else "both",
                    doubt=True,
                )
        if word in self.verbs.sayings and (said := self._saying(at, high)):
            return said
        if word not in self.verbs.any:
            return None
        if word in self.speakers.words.modifiers and self._qualifies(at, high):
            return None
        if word in self.verbs.hearsay:
            return self._hearsay(at)
        if word in self.verbs.cite:
            return self._citing(at, low, high)
        after = self.lower[at + 1] if at + 1 < high else ""
        second = self.lower[at + 2] if at + 2 < high else ""
        if second in self.verbs.not_followed_by.get(f"{word} {after}", ()):
            return None
        if after in self.verbs.not_followed_by.get(word, ()):
            return None
        if word in self.verbs.pointing and not self.clauses.points_out(at, high):
            return None
        if word in self.verbs.passive and (
            after == "by" or (after in self.verbs.weekdays and at + 2 < high and self.lower[at + 2] == "by")
        ):
            return self._passive(at, high)
        if word in self.verbs.trailing and self._participle(at, first):
            return self._trailing(at, low, high)
        if self.pos[at] not in ("VERB", "AUX", "X") and (
            word in self.verbs.weak or word in self.verbs.give or word in self.verbs.show
        ):
            # "a raid that the rebels claims killed ...": a noun to the tagger, and a verb.
            relative = {"that", "which", "what", "who"} & set(self.lower[max(low, at - 4) : at])
            if not (
                relative
                and word in ("claims", "reports", "estimates")
                and at + 1 < high
                and self.pos[at + 1] in ("VERB", "AUX")
            ):
                return None
        if self._unreal(at, low) or self.doc[at].text == "Said":
            return None
        if word in self.verbs.hearing and any(
            self.lower[i] == "as" and self.lower[i + 1] in self.verbs.as_saying
            for i in range(at + 2, min(at + 9, high - 1))
        ):
            return self._citing(at, low, high)
        return self.reader.read(at, low, high, first)

    def _words(self, at: int, count: int, high: int) -> list[int]:
        """The tokens from `at` on, adverbs left out: "were also believed to"."""
        words = [at, *(i for i in range(at + 1, min(at + count + 2, high)) if self.pos[i] != "ADV")]
        return words[:count]

    def _qualifies(self, at: int, high: int) -> bool:
        """Whether the word only qualifies a source before its verb: "informed sources said"."""
        return (
            at + 2 < high
            and self.speakers.phrases.sourcelike(self.lower[at + 1])
            and self.lower[at + 2] in self.verbs.any
        )

    def _hearsay(self, at: int) -> Cue | None:
        """An adverb that does not vouch; None where it qualifies an attacker or a motive and not what happened.

        "died in strikes reportedly carried out by the army", "a campaign allegedly against smugglers".
        """
        head = self.doc[at].head
        follows = self.pos[at + 1 : at + 2]
        if head.pos_ == "ADP" or follows == ["ADP"] or (head.dep_ == "acl" and head.tag_ == "VBN"):
            return None
        return Cue(at, at + 1, (at, at + 1), (), "both", doubt=True)

    def _asserts(self, at: int, low: int, high: int) -> bool:
        """Whether the word is a verb with a sure subject ("the army claims that"), and no noun ("amid claims that")."""
        if self.lower[at] not in self.verbs.say or at == low:
            return False
        voice = self.speakers.read_back(at, low)
        if voice is None or voice.score < 2 or voice.phrase.end != at or self.lower[at - 1] in self.verbs.carriers:
            return False
        return at + 1 < high and self.lower[at + 1] == "that" and self.pos[voice.phrase.start - 1] != "ADP"

    def _saying(self, at: int, high: int) -> Cue | None:
        """A noun of saying with its speaker and its clause: "the claim by X that ...", "reports from X that ..."."""
        if at + 2 >= high or self.lower[at + 1] not in ("by", "from"):
            return None
        voice = self.speakers.read_forward(at + 2, high)
        if voice is None or voice.score < 2:
            return None
        end = self.clauses.tail(voice.phrase.end, high)
        if end >= high or self.lower[end] != "that":
            return None
        return Cue(at, end + 1, (at, at + 1), (voice,), "after", doubt=self.lower[at] in self.verbs.unproven, that=True)

    def _unreal(self, at: int, low: int) -> bool:
        """A verb in a form that reports nothing: "to say", "would say", "did not say", "was reported killed"."""
        back = at - 1
        while (
            back >= low
            and self.pos[back] in ("ADV", "PART")
            and self.lower[back] not in ("to", "not", "n't", "never", "nt")
        ):
            back -= 1
        if back < low:
            return False
        word = self.lower[back]
        if word == "to":
            return self.lower[max(low, back - 2) : back] not in (["went", "on"], ["goes", "on"])
        if word in self.verbs.negations:
            return self.lower[at] not in self.verbs.deny
        return word in self.verbs.modals or (word in self.verbs.copulas and self.lower[at] not in self.verbs.trailing)

    def _participle(self, at: int, first: int) -> bool:
        return at > first and self.lower[at - 1] not in self.verbs.copulas

    # Kinds of cues ---------------------------------------------------------------------------------------------

    def _according(self, at: int, after: int, low: int, high: int) -> Cue | None:
        voice = self.speakers.read_forward(after, high)
        if voice is None or voice.score == 0 or (voice.head in self.verbs.toll and not voice.id):
            return None  # "according to the latest toll" names nobody.
        end = self.clauses.tail(past_initials(self.speakers.phrases, voice.phrase.end, high), high)
        voice, relays, end = self._through(voice, end, high)
        fronted = not self.clauses.has_clause(low, at) and end < high and self.clauses.has_clause(end, high)
        return Cue(
            at,
            end,
            (at, after),
            (voice, *relays),
            "after" if fronted else "before",
            doubt="claimed" in self.lower[at:after],
        )

    def _through(self, voice: Voice, end: int, high: int) -> tuple[Voice, tuple[Voice, ...], int]:
        """Read on in "according to sources cited by X", "according to X, quoted by Y"."""
        at = end + 1 if end < high and self.lower[end] == "," else end
        if (
            at + 2 < high
            and self.lower[at] in ("cited", "quoted", "who", "speaking", "reported", "carried")
            and "by" in self.lower[at : at + 3]
        ):
            by = at + self.lower[at : at + 3].index("by")
            relay = self.speakers.read_forward(by + 1, high)
            if relay and relay.score >= 2:
                return voice, (relay,), self.clauses.tail(relay.phrase.end, high)
        if at + 2 < high and self.lower[at : at + 2] in (["who", "spoke"], ["speaking", "to"], ["who", "talked"]):
            relay = (
                self.speakers.read_forward(self.lower.index("to", at, min(at + 4, high)) + 1, high)
                if "to" in self.lower[at : min(at + 4, high)]
                else None
            )
            if relay and relay.kind in ("agency", "outlet"):
                return voice, (relay,), relay.phrase.end
        return voice, (), end

    def _citing(self, at: int, low: int, high: int) -> Cue | None:
        word = self.lower[at]
        passive = at > low and self.lower[at - 1] in self.verbs.copulas
        if passive:
            voice = self.reader.subject_before(at, low, low)
            end = at + 1
            relays: list[Voice] = []
            while end < high and (
                self.lower[end] in ("by", "as", "on", "in") or self.lower[end] in self.verbs.as_saying
            ):
                if self.lower[end] == "by":
                    relay = self.speakers.read_forward(end + 1, high)
                    if relay:
                        relays.append(relay)
                        end = relay.phrase.end
                        continue
                end += 1
            if voice is None or "as" not in self.lower[at:end]:
                return None
            end = self.clauses.tail(end, high)
            side: Side = (
                "before"
                if self.clauses.rest_empty(end, high) and self.clauses.has_clause(low, voice.phrase.start)
                else "after"
            )
            return Cue(voice.phrase.start, self.clauses.link(end, high), (at, at + 1), (voice, *relays), side)
        voice = self.speakers.read_forward(at + 1, high)
        if voice is None:
            return None
        end = voice.phrase.end
        stop = next(
            (
                i
                for i in range(end, min(end + 8, high))
                if self.lower[i] == "as" and i + 1 < high and self.lower[i + 1] in self.verbs.as_saying
            ),
            None,
        )
        if word in ("cited", "cites", "cite") and stop is None and voice.score < 3:
            return None
        relay = self.speakers.read_back(at, low) if word not in ("citing", "quoting") else None
        relay_voices = (relay,) if relay and relay.score >= 1 else ()
        if stop is not None:
            end = stop + 2
            side = "after"
            if self.clauses.rest_empty(end, high):
                side = "before"
            start = relay_voices[0].phrase.start if relay_voices else at
            return Cue(
                start,
                self.clauses.link(end, high),
                (at, at + 1),
                (voice, *relay_voices),
                side,
                inherits=not relay_voices,
            )
        end = self.clauses.tail(end, high)
        start = relay_voices[0].phrase.start if relay_voices else at
        if word in ("citing", "quoting"):
            fronted = not self.clauses.has_clause(low, at) and self.clauses.has_clause(end, high)
            side = "after" if fronted else "before"
            return Cue(start, end, (at, at + 1), (voice,), side, inherits=True, fronted_citation=fronted)
        return None

    def _passive(self, at: int, high: int) -> Cue | None:
        by = self.lower.index("by", at)
        voice = self.speakers.read_forward(by + 1, high)
        if voice is None or voice.score < 2:
            return None
        return Cue(
            at,
            self.clauses.tail(voice.phrase.end, high),
            (at, by + 1),
            (voice,),
            "around",
            doubt=self.lower[at] in self.verbs.doubt,
        )

    def _trailing(self, at: int, low: int, high: int) -> Cue | None:
        word = self.lower[at]
        if self.pos[at] not in ("VERB", "AUX") and word not in ("adding", "saying"):
            return None
        if self.clauses.quoted[at]:
            return None  # The words of a speech, and no words about it.
        if word == "putting" and not any(each in self.verbs.toll for each in self.lower[at + 1 : at + 7]):
            return None
        voices: tuple[Voice, ...] = ()
        voice = self.speakers.read_back(at, low) if self.pos[at - 1] in ("NOUN", "PROPN") else None
        if (
            voice
            and voice.score >= 3
            and voice.head
            and voice.head in self.verbs.carriers
            and word in ("saying", "stating", "claiming", "announcing", "confirming")
        ):
            # "issued a statement saying": whoever issued it; the statement itself where nobody is named.
            issuer = self.reader.subject(at, low, voice.phrase.start)
            voices = (issuer or voice,)
        elif (
            self.pos[at - 1] != "PUNCT"
            and voice
            and voice.score >= 3
            and word == "saying"
            and not self.clauses.has_clause(low, voice.phrase.start)
        ):
            voices = (voice,)
        stop = at + 2 if self.clauses.points_out(at, high) else at + 1
        end = self.clauses.link(stop, high)
        start = at
        return Cue(
            start,
            end,
            (at, stop),
            voices,
            "after",
            inherits=not voices,
            doubt=word in self.verbs.doubt,
            denies=word in self.verbs.deny,
        )


def inherit(cue: Cue, voices: tuple[Voice, ...]) -> Cue:
    """The cue with the speakers of the one before it; a cited source comes before those who cite it."""
    return replace(cue, voices=(*cue.voices, *voices))
