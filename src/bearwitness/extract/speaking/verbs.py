"""Verbs of saying: who their subject is, whom they tell, and whether they state anything at all.

In: a parsed document with its `Speakers` and `Clauses`, and the place of a verb. Out: a `Cue`, or None where the verb
states nothing. It never looks for verbs and never assigns content beyond its side.
"""

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from bearwitness.extract.speaking.clauses import FINITE, Clauses, Side
from bearwitness.extract.speaking.phrases import REACH, Phrase
from bearwitness.extract.speaking.speakers import Speakers
from bearwitness.extract.speaking.speech_words import load_verbs
from bearwitness.extract.speaking.voices import Voice


@dataclass(frozen=True, slots=True)
class Cue:
    """An attribution in a sentence. `start` to `end` (tokens, half-open) is speaker, verb, hearer and date together.

    `verb` is the token range of the cue words; `voices` the speakers, the first one first; `inherits` is set for
    "adding", whose speaker is that of the cue before it, `fronted_citation` for "Citing X" before a cue of its own.
    """

    start: int
    end: int
    verb: tuple[int, int]
    voices: tuple[Voice, ...]
    side: Side
    inherits: bool = False
    doubt: bool = False
    denies: bool = False
    that: bool = False
    fronted_citation: bool = False


class VerbReader:
    """Reads the verbs of saying of one document."""

    def __init__(self, doc: Doc, speakers: Speakers, clauses: Clauses) -> None:
        self.doc = doc
        self.speakers = speakers
        self.clauses = clauses
        self.verbs = load_verbs()
        self.lower = speakers.lower
        self.pos = speakers.pos

    def read(self, at: int, low: int, high: int, first: int) -> Cue | None:
        """The cue of the verb at `at`; `low` and `high` bound the words it may use, `first` begins the sentence."""
        verbs, lower = self.verbs, self.lower
        word = lower[at]
        back = self._together(self.subject_before(at, low, first), at, low)
        if word in verbs.issuing:
            return None
        gives = word in verbs.give and word not in verbs.say
        if word in verbs.lists_tolls and not any(each in verbs.toll for each in lower[at + 1 : at + 8]):
            return None
        said = word in verbs.say
        if not (said or gives or word in verbs.tell or word in verbs.show):
            return None
        forward = self._inverted(at, low, high, back) if said else None
        if forward is None and back is None and (joined := self._coordinated(at, first, high)):
            return joined
        if forward is None and back is None:
            if at == low + 1 and lower[low] == "who" and low > first:
                return Cue(
                    low,
                    self.clauses.link(self.clauses.tail(at + 1, high), high),
                    (at, at + 1),
                    (),
                    "after",
                    inherits=True,
                )
            return None
        voice = forward or back
        assert voice is not None
        if not self._fits(at, voice, low):
            return None
        end = voice.phrase.end if forward else at + 1
        relays: tuple[Voice, ...] = ()
        if word in verbs.tell or lower[end : end + 1] == ["to"]:
            relays, end = self._hearer(end, high)
        stop = at + 2 if self.clauses.points_out(at, high) else at + 1
        tail = self.clauses.tail(max(end, stop), high)
        start = min(voice.phrase.start, at)
        if said and voice.head in verbs.rumours and voice.phrase.end - voice.phrase.start == 1:
            return Cue(start, self.clauses.link(tail, high), (at, at + 1), (), "after", doubt=True)
        if word in verbs.deny and self._denies_before(start, low):
            return Cue(start, tail, (at, at + 1), (voice, *relays), "before", denies=True)
        if said and not relays and tail < high and lower[tail] in ("citing", "quoting"):
            pass
        shows = word in verbs.show and not said and self.speakers.phrases.carried(voice.phrase, low)
        side: Side = "after" if gives or shows else self.clauses.side((start, tail), low, high, bool(forward))
        if (
            word in verbs.show
            and word not in verbs.give
            and side == "before"
            and not said
            and not self._carried_words(start, at)
        ):
            return None
        if side == "after":
            tail = self.clauses.link(tail if gives else self._content_at(at, tail), high)
        if word in verbs.weak and not gives and side == "after" and not self._clause_follows(at, tail, high):
            return None
        return Cue(
            start,
            tail,
            (at, stop),
            (voice, *relays),
            side,
            doubt=(word in verbs.doubt and not self._figures(start, at)) or "unconfirmed" in lower[start:at],
            denies=word in verbs.deny,
            that=lower[tail - 1] == "that",
        )

    def _coordinated(self, at: int, first: int, high: int) -> Cue | None:
        """A verb whose subject is that of the verb before "and" or "but": "X reported two deaths but said ..."."""
        back = at - 1
        while back > first and self.pos[back] in ("ADV", "PART", "AUX"):
            back -= 1
        verb = self.doc[at]
        if self.lower[back] not in ("and", "but") or verb.dep_ != "conj" or verb.tag_ not in FINITE:
            return None
        before = verb.head
        while before.dep_ == "conj" and before.head.pos_ in ("VERB", "AUX"):
            before = before.head
        if not first <= before.i < back:
            return None
        word = self.lower[at]
        tail = self.clauses.tail(at + 1, high)
        relays, tail = self._hearer(tail, high) if word in self.verbs.tell else ((), tail)
        tail = self.clauses.link(self._content_at(at, tail), high)
        doubt, denies = word in self.verbs.doubt, word in self.verbs.deny
        spoken = self.lower[back] == "but" and any(self.lower[each.i] in self.verbs.any for each in before.ancestors)
        negated = any(child.dep_ == "neg" for child in before.children)
        if spoken or (self.lower[before.i] in self.verbs.any and not negated):
            return Cue(at, tail, (at, at + 1), (), "after", inherits=True, doubt=doubt, denies=denies)
        subject = next((child.i for child in before.children if child.dep_ == "nsubj" and child.i < before.i), None)
        voice = self._whole(subject, before.i, first) if subject is not None else None
        if voice is None or voice.score < 2 or not self._fits(at, voice, first):
            return None
        return Cue(at, tail, (at, at + 1), (voice, *relays), "after", doubt=doubt, denies=denies)

    def _content_at(self, at: int, tail: int) -> int:
        """Where "that" opens the clause of the verb, by the parse, past what stands between: "told his hosts that"."""
        for clause in self.doc[at].children:
            if clause.dep_ == "ccomp" and clause.i > tail:
                for mark in clause.children:
                    if mark.dep_ == "mark" and mark.lower_ == "that" and tail < mark.i < clause.i:
                        return mark.i
        if tail < len(self.doc) and self.doc[tail].tag_ == "VBN":  # "said in a statement published by X that"
            for i in range(tail + 1, min(tail + REACH, len(self.doc))):
                if self.doc[i].tag_ in FINITE:
                    break
                if self.lower[i] == "that" and self.doc[i].tag_ == "IN":
                    return i
        return tail

    def _carried_words(self, start: int, at: int) -> bool:
        """Whether a thing that carries words is the subject of a verb of showing: "a UN inquiry found"."""
        return any(self.lower[i] in self.verbs.carriers for i in range(start, at))

    def _figures(self, start: int, at: int) -> bool:
        """Whether figures speak: what "UN estimates suggest" is what the UN estimates."""
        return any(self.lower[i] in self.verbs.figures for i in range(start, at))

    def _denies_before(self, start: int, low: int) -> bool:
        """Whether what is denied stands before: "an accusation X has denied", "charges which X rejects"."""
        at = start - 2 if start - 1 > low and self.lower[start - 1] in ("that", "which") else start - 1
        return at >= low and self.lower[at] in self.verbs.sayings

    def subject(self, at: int, low: int, before: int) -> Voice | None:
        """The subject of the verb that governs the phrase before a participle, by the parse."""
        head = self.doc[before] if before < at else self.doc[at]
        while head.i >= low and head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
            head = head.head
        for child in head.children:
            if child.dep_ == "nsubj" and low <= child.i < head.i:
                voice = self.speakers.read_back(
                    child.right_edge.i + 1 if child.right_edge.i < head.i else child.i + 1, low
                )
                if voice and voice.score >= 2:
                    return voice
        return None

    def _clause_follows(self, at: int, tail: int, high: int) -> bool:
        """Whether what follows a weak verb is a statement: a clause, a quotation, a colon or "that"."""
        if self.lower[tail - 1] in ("that", ":") or (tail < high and self.doc[tail].is_quote):
            return True
        parts = ("ccomp", "xcomp") if self.lower[at] in self.verbs.posting else ("ccomp", "xcomp", "dobj")
        if any(child.dep_ in parts and child.i > at for child in self.doc[at].children):
            return True
        return self.lower[at] not in self.verbs.posting and self.clauses.has_clause(tail, high)

    def subject_before(self, at: int, low: int, first: int) -> Voice | None:
        """The phrase before the verb, or the parse's subject where a relative clause or a dash stands between.

        `low` is where the cue before ends, inside the relative clause or not; `first` where the sentence begins.
        """
        near = self.speakers.read_back(at, low)
        if near is not None and near.phrase.start > low and self.doc[near.phrase.start - 1].is_quote:
            return near  # '... to death" the elders said': the quotation ends, and its speaker begins.
        if near is not None and (placed := self._before_place(near, low)) is not None:
            return placed
        for child in self.doc[at].children:
            if child.dep_ not in ("nsubj", "nsubjpass") or not first <= child.i < at - 1:
                continue
            if child.i < low:
                if self._relative_follows(child.i, at):
                    return self._whole(child.i, at, first) or near
                continue
            if near is None or near.score == 0 or self._only_locates(near, child.i):
                near = self._whole(child.i, at, low) or near
                continue
            gap = max(child.i + 1, self.speakers.party_span.get(child.i, (0, 0))[1])
            while gap < at and self.doc[gap].is_punct and self.lower[gap] in ("(", ")"):
                gap += 1
            if gap < at and (
                self.lower[gap] in (",", "-", "–", "—", "who", "which", "(", "_") or self.doc[gap].tag_ in ("WP", "WDT")
            ):
                far = self._whole(child.i, at, low)
                if (
                    far
                    and far.score >= 2
                    and (near is None or near.phrase.start > far.phrase.end)
                    and (near is None or near.score < 3 or near.phrase.start > gap)
                ):
                    if near and near.alias and near.score < 3 and far.head in self.speakers.words.roles:
                        return replace(near, score=3, roles=near.roles | {far.head})  # "the mayor, Jane Roe, said"
                    return far
        return near

    def _together(self, near: Voice | None, at: int, low: int) -> Voice | None:
        """All who are the subject together, by the parse: "Karsa, Belmar and Lakeland said"; else the one at hand."""
        subject = next((each for each in self.doc[at].children if each.dep_ == "nsubj" and low <= each.i < at), None)
        if near is None or near.why == "pronoun" or subject is None:
            return near
        members = [each.i for each in (subject, *subject.conjuncts) if each.i < at]
        held = [near.phrase.start <= each < near.phrase.end for each in members]
        if all(held) or not any(held):
            return near
        bounds = [low, *(each + 1 for each in members[:-1])]
        voices = [self.speakers.read_back(each + 1, bound) for each, bound in zip(members, bounds, strict=True)]
        sure = [each for each in voices if each and each.why != "pronoun" and each.score >= 1]
        if len(sure) < len(members) or any(
            self.pos[i] != "PROPN" for i, v in zip(members, sure, strict=True) if v.score < 2
        ):
            return near
        return self.speakers.join(sure)

    def _relative_follows(self, noun: int, at: int) -> bool:
        """Whether a clause of its own stands between a noun and its verb: "television, which blamed rebels, put"."""
        behind = [i for i in range(noun + 1, min(noun + 3, at)) if self.lower[i] in ("who", "which")]
        return bool(behind) and (behind[0] == noun + 1 or self.lower[behind[0] - 1] in (",", "-", "–", "—", "("))

    def _before_place(self, near: Voice, low: int) -> Voice | None:
        """The sure speaker whose place the name before the verb only tells: "the Example Brigade in X said"."""
        start = near.phrase.start
        if (
            near.score >= 3
            or self.speakers.phrases.sourcelike(near.head)
            or start - 1 <= low
            or self.pos[start - 1] != "ADP"
        ):
            return None
        speaker = self.speakers.read_back(start - 1, low)
        if speaker is None or speaker.score < 3 or speaker.phrase.end != start - 1 or speaker.why == "pronoun":
            return None
        opener = speaker.phrase.start - 1
        return speaker if opener < low or self.pos[opener] in ("PUNCT", "SPACE", "ADV") else None

    def _only_locates(self, near: Voice, subject: int) -> bool:
        """Whether the name before the verb only ends a description of the subject: "the mayor of a town near X"."""
        start = near.phrase.start
        link = start - 1
        while link > subject and self.lower[link] in ("so", "-", "called"):
            link -= 1
        if link <= subject or not (self.pos[link] == "ADP" or self.doc[link].tag_ == "VBG"):
            return False
        far = self.speakers.read_back(subject + 1, max(0, subject - 6))
        bare = near.score < 3 and not self.speakers.phrases.sourcelike(near.head)
        if far is None or far.score < (2 if bare else 3):
            return False
        # "Footage by activists showed": they speak through it; an agency is no description of anyone.
        return bare or (far.head not in self.verbs.carriers and near.kind not in ("agency", "outlet"))

    def _whole(self, head: int, at: int, low: int) -> Voice | None:
        """The phrase of a subject with its complement ("monitors at the centre, which ..., said")."""
        voice = self.speakers.read_back(head + 1, low)
        longer = self.speakers.read_forward(voice.phrase.start, at) if voice else None
        return longer if voice and longer and longer.phrase.end > voice.phrase.end else voice

    def _fits(self, at: int, voice: Voice, low: int) -> bool:
        """Whether this voice can be the subject of this verb."""
        verbs, word = self.verbs, self.lower[at]
        if self.doc[at].text[:1].isupper() and at > low and voice.score < 3:
            return False  # A verb in the capitals of a headline: only a sure speaker counts.
        if voice.head in ("i", "we", "you") and voice.why == "pronoun":
            return False
        if (
            voice.why == "pronoun"
            and voice.head in ("it", "they", "which")
            and word not in verbs.say
            and word not in verbs.tell
        ):
            return False
        if word in verbs.seeing and word not in verbs.tell:
            return voice.kind in ("correspondent", "witness", "resident") and voice.score >= 3
        if word in verbs.counting:
            if self.doc[voice.phrase.start].tag_ == "PRP$":
                return False  # "X said its hospital received ...": X says it.
            return (
                voice.score >= 3
                and voice.kind
                in ("monitor", "medical", "rescue", "intergovernmental", "government", "agency", "official", "activist")
                and voice.why != "pronoun"
            )
        carrier = (
            voice.head in verbs.carriers
            or self._carrier_inside(voice)
            or self._carried_words(voice.phrase.end, at)
            or self.speakers.phrases.carried(voice.phrase, low)
        )
        if (
            word in verbs.show
            and word not in verbs.give
            and word not in ("estimates", "estimate")
            and (word not in verbs.say or carrier)
        ):
            return carrier
        if word in verbs.give:
            return voice.score >= 2
        if word in ("said", "says", "told", "added", "tells"):
            return voice.score >= 1 or self._parsed_subject(at, voice)
        if word in verbs.weak:
            return voice.score >= 3 or (voice.score >= 1 and self._parsed_subject(at, voice))
        return voice.score >= 2 or (voice.score >= 1 and self._parsed_subject(at, voice))

    def _carrier_inside(self, voice: Voice) -> bool:
        return voice.why != "pronoun" and any(
            self.lower[i] in self.verbs.carriers for i in range(voice.phrase.start, voice.phrase.end)
        )

    def _parsed_subject(self, at: int, voice: Voice) -> bool:
        return any(
            child.dep_ == "nsubj" and voice.phrase.start <= child.i < voice.phrase.end
            for child in self.doc[at].children
        )

    def _inverted(self, at: int, low: int, high: int, back: Voice | None) -> Voice | None:
        """The subject after the verb in `"...," said X`; None where the subject stands before it."""
        previous = self.doc[at - 1] if at > low else None
        after_mark = previous is not None and (
            previous.is_quote or (previous.text == "," and not (back and self._parsed_subject(at, back)))
        )
        if previous is None or (back is not None and back.why == "pronoun"):
            return None
        ahead = self.speakers.read_forward(at + 1, high)
        if ahead is None or ahead.score < 2 or ahead.why == "pronoun":
            return None
        if ahead.phrase.end < high and self.doc[ahead.phrase.end].tag_ in FINITE:
            return None  # "Jane Roe, said hospitals were full": what follows has a verb of its own.
        if after_mark:
            return ahead
        if self.lower[at] not in self.verbs.inverting:
            return None
        closed = self.clauses.rest_empty(self.clauses.tail(ahead.phrase.end, high), high)
        return ahead if closed and self.clauses.has_clause(low, at) else None

    def _hearer(self, at: int, high: int) -> tuple[tuple[Voice, ...], int]:
        """Read "AFP", "the BBC by telephone", "reporters" after "told": a relay where it is an agency or an outlet."""
        if at < high and self.lower[at] == "to":
            at += 1
        voice = self.speakers.read_forward(at, high)
        if voice is None:
            if at < high and (self.pos[at] in ("PRON", "PROPN", "NOUN") or self.lower[at] in self.verbs.hearers):
                at += 1
            return (), at
        end = voice.phrase.end
        names = [
            i
            for i in range(at, end)
            if i in self.speakers.party_at and self.speakers.party_at[i].kind in ("agency", "outlet")
        ]
        if names:
            # In text without commas the content may begin right after the name of the agency.
            stop = self.speakers.party_span[names[-1]][1]
            while stop < end and self.lower[stop] in self.verbs.hearers:
                stop += 1
            relay = self.speakers.describe(Phrase(at, stop), at)
            return ((relay,) if relay else ()), stop
        stop = at
        while stop < end and (self.lower[stop] in self.verbs.hearers or self.pos[stop] == "DET"):
            stop += 1
        plain = stop > at and self.lower[stop - 1] in self.verbs.plain
        if not plain:
            stop = end
        if voice.kind in ("agency", "outlet", "monitor") and voice.score >= 2 and voice.why != "pronoun" and not plain:
            return (voice,), stop
        if (
            voice.score >= 2
            and any(self.pos[i] == "PROPN" for i in range(at, stop))
            and voice.kind == "unnamed"
            and not plain
        ):
            return (voice,), stop
        return (), stop
