"""Attribution: which stretches of a document are stated by whom.

In: a parsed document and its parties. Out: `Attribution` records, one for each act of stating, in the order of their
cues, and the chain of speakers that covers any span. It never judges whether a statement is true, and never gives a
statement to the outlet: text that no attribution covers is the outlet's own voice.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from bearwitness.extract.mentions import Attribution, PartyMention, SpeakerMention
from bearwitness.extract.speaking.clauses import FINITE
from bearwitness.extract.speaking.cues import CueFinder, inherit
from bearwitness.extract.speaking.quotations import Quotation, find_quotations
from bearwitness.extract.speaking.speakers import Speakers
from bearwitness.extract.speaking.speech_words import load_verbs
from bearwitness.extract.speaking.verbs import Cue
from bearwitness.extract.speaking.voices import Voice

# A quotation of fewer tokens is a word that the outlet keeps at a distance, and no speech. Set on harms.train.
SHORTEST_SPEECH = 5
# A speech without a cue belongs to the speaker whose attribution ends at most this many characters before it: room for
# "told AFP by telephone on Friday." and no more.
NEAR = 60
# A longer "sentence" (in tokens) is a list or a table whose marks were lost: it is read in pieces of this length.
# The longest sentence of harms.train has 93.
LONGEST_SENTENCE = 400
# A sentence that goes on with a toll ("In another raid ...") does so over fewer sentences without a speaker than this.
LONGEST_SILENCE = 2
_BORDERS = frozenset({",", ";", "and", "but", "while", "whereas", "that", "[", "("})
_PARAGRAPHS = re.compile(r"\S(?:.|\n(?!\s*\n))*")
_RELAYS = frozenset({"agency", "outlet"})
_CLOSING = {"[": "]", "(": ")"}


def find_attributions(
    doc: Doc,
    parties: Sequence[PartyMention],
    *,
    outlet: str | None = None,
    agency: str | None = None,
    known: Sequence[SpeakerMention] = (),
) -> list[Attribution]:
    """Every act of stating in `doc`, in order of its cue.

    `parties` are those of the same text. `outlet` and `agency` are who prints and who wrote the text: they stand for
    "the newspaper" and "the agency" where nothing nearer does. `known` are speakers from elsewhere in the document (its
    body, when `doc` is the title), against which "the monitor" may be resolved.
    """
    makers = [
        PartyMention(start=0, end=0, name=name, kind=kind)
        for name, kind in ((agency, "agency"), (outlet, "outlet"))
        if name
    ]
    return _Reading(doc, parties, makers, known).read()


def covering(attributions: Sequence[Attribution], start: int, end: int) -> list[Attribution]:
    """The attributions whose content holds the span (code points), the innermost first."""
    found: list[tuple[int, int, Attribution]] = []
    for order, attribution in enumerate(attributions):
        sizes = [high - low for low, high in attribution.contents if low <= start and end <= high]
        if sizes:
            found.append((min(sizes), order, attribution))
    return [attribution for _, _, attribution in sorted(found, key=lambda each: each[:2])]


def chain_at(attributions: Sequence[Attribution], start: int, end: int) -> tuple[SpeakerMention, ...]:
    """The speakers of the span, the first speaker first, then those who relay it; empty for the outlet's own voice."""
    chain: list[SpeakerMention] = []
    for attribution in covering(attributions, start, end):
        if not attribution.speakers and not chain:
            # "X is looking into reports that ...": nobody named states it, X least of all.
            return ()
        chain.extend(speaker for speaker in attribution.speakers if all(speaker.name != other.name for other in chain))
    return tuple(chain)


class _Reading:
    """One pass over one document."""

    def __init__(
        self,
        doc: Doc,
        parties: Sequence[PartyMention],
        makers: Sequence[PartyMention],
        known: Sequence[SpeakerMention],
    ) -> None:
        self.doc = doc
        self.speakers = Speakers(doc, parties, makers, known)
        self.text = self.speakers.text
        self.verbs = load_verbs()
        self.starts = [token.idx for token in doc]
        self.spoken = [
            each
            for each in find_quotations(self.text)
            if self._token(each.end) - self._token(each.start) >= SHORTEST_SPEECH
        ]
        self.ends = [each.end for each in self.spoken]
        self.closings = frozenset(self.ends)
        inside = [False] * len(doc)
        for each in self.spoken:
            for i in range(self._token(each.start) + 1, self._token(each.end) - 1):
                inside[i] = True
        self.inside = inside
        self.finder = CueFinder(doc, self.speakers, inside)
        self.found: list[Attribution] = []
        self.taken: set[int] = set()

    def _token(self, offset: int) -> int:
        """The first token that begins at or after an offset."""
        return bisect_left(self.starts, offset)

    def _length(self, quotation: Quotation) -> int:
        """How many tokens a quotation has."""
        return self._token(quotation.end) - self._token(quotation.start)

    def read(self) -> list[Attribution]:
        last: Attribution | None = None
        silent = 0
        for low, high in self._sentences():
            cues = self.finder.find(low, high)
            kept: list[Attribution] = []
            previous: tuple[Voice, ...] = ()
            for cue in cues:
                resolved = self._resolve(cue, previous)
                if resolved is None:
                    continue
                attribution = self._attribute(resolved, cues, low, high)
                if resolved.voices:
                    previous = resolved.voices
                if attribution:
                    kept.append(attribution)
            self.found.extend(kept)
            if not cues:
                carried = self._carry(low, high, last)
                if carried:
                    self.found.append(carried)
                    continue
                silent += 1
            spoke = [each for each in kept if each.speakers]
            if spoke:
                last, silent = spoke[-1], 0
            elif cues or silent >= LONGEST_SILENCE:
                last = None
        self.found.extend(self._orphans())
        return sorted(self.found, key=lambda each: each.cue)

    def _sentences(self) -> list[tuple[int, int]]:
        """Token ranges of the sentences; one that begins in lower case or inside a speech goes on."""
        ranges: list[tuple[int, int]] = []
        for sentence in self.doc.sents:
            low, high = sentence.start, sentence.end
            if ranges and low < len(self.doc):
                previous = self.doc[ranges[-1][1] - 1]
                ended = previous.text[-1:] in '.!?…\n"”' or previous.is_space
                goes_on = self.doc[low].text[:1].islower() and not ended
                within = self.inside[low] and self.inside[ranges[-1][1] - 1]
                tail = self._speech_tail(low, high)
                if goes_on or within or tail:
                    ranges[-1] = (ranges[-1][0], high)
                    continue
            ranges.append((low, high))
        return [
            (piece, min(piece + LONGEST_SENTENCE, high))
            for low, high in ranges
            for piece in range(low, high, LONGEST_SENTENCE)
        ]

    def _speech_tail(self, low: int, high: int) -> bool:
        """Whether a sentence opens with the closing mark of a speech, or with "X said" right after one."""
        if low == 0:
            return False
        previous = self.doc[low - 1]
        if self.doc[low].is_quote and self.doc[low].idx + 1 in self.closings:
            return True
        if previous.idx + len(previous) not in self.closings:
            return False
        return self.doc[low].text[:1].islower() or (
            any(self.finder.lower[i] in ("said", "says", "told", "added") for i in range(low, min(low + 7, high)))
            and (high - low <= 14 or self._breaks_off(low))
        )

    def _breaks_off(self, low: int) -> bool:
        """Whether the speech that ends before a sentence has no full stop of its own: "who speaks is still to come."""
        marks = [token.text[-1] for token in self.doc[max(0, low - 3) : low] if not token.is_space]
        return not any(mark in ".!?…" for mark in marks)

    def _resolve(self, cue: Cue, previous: tuple[Voice, ...]) -> Cue | None:
        voices = tuple(self.speakers.memory.resolve(voice) for voice in cue.voices)
        cue = replace(cue, voices=voices)
        if cue.inherits:
            cue = inherit(cue, previous)
        if not cue.voices and not (cue.doubt and not cue.inherits):
            return None
        for voice in reversed(voices[:1]):
            if voice.why != "pronoun":
                self.speakers.memory.remember(voice)
        return cue

    def _attribute(self, cue: Cue, cues: Sequence[Cue], low: int, high: int) -> Attribution | None:
        trimmed = [self._trim(start, end) for start, end in self._contents(cue, cues, low, high)]
        ranges = [
            (start, end) for start, end in trimmed if start < end and not self.finder.clauses.rest_empty(start, end)
        ]
        spans = [(self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1])) for start, end in ranges]
        spans = spans or self._announced(cue)
        if not spans:
            return None
        first, last = spans[0]
        quoted = False
        number = bisect_left(self.ends, first + 1)
        while number < len(self.spoken) and self.spoken[number].start < last - 1:  # More of it than its mark.
            quoted = True
            self.taken.add(number)
            spans.append((self.spoken[number].start, self.spoken[number].end))
            number += 1
        contents = _merge(spans)
        speakers = tuple(self.speakers.mention(voice) for voice in cue.voices)
        verb = (self.doc[cue.verb[0]].idx, self.doc[cue.verb[1] - 1].idx + len(self.doc[cue.verb[1] - 1]))
        return Attribution(
            speakers=speakers, cue=verb, contents=contents, quoted=quoted, doubt=cue.doubt, denies=cue.denies
        )

    def _announced(self, cue: Cue) -> list[tuple[int, int]]:
        """What stands below "X said:": the speech that opens there, or paragraphs in the first person."""
        if self.finder.lower[cue.end - 1] != ":":
            return []
        colon = self.doc[cue.end - 1].idx + 1
        start = end = colon + len(self.text[colon:]) - len(self.text[colon:].lstrip())
        speech = next(((each.start, each.end) for each in self.spoken if each.start == start), None)
        if speech:
            return [speech]
        for paragraph in _PARAGRAPHS.finditer(self.text, start) if "\n" in self.text[colon:start] else ():
            if self.verbs.first_person.isdisjoint(re.findall(r"\w+", paragraph[0].lower())):
                break
            end = paragraph.end()
        return [(start, end)] if end > start else []

    def _contents(self, cue: Cue, cues: Sequence[Cue], low: int, high: int) -> list[tuple[int, int]]:
        """The token ranges of what the cue states; a closing cue in mid-sentence owns what resumes after it."""
        start, end = self._content(cue, cues, low, high)
        ranges = self._around_brackets((start, self._own_deed(cue, start, end)), cue, cues)
        if cue.side in ("before", "around") and cue.end < high:
            first = cue.end + 1 if self.finder.lower[cue.end] == "," else cue.end
            resumes = first < high and self.finder.lower[first] in self.verbs.resumptions
            later = [each for each in cues if each.start >= cue.end and each.voices and not each.inherits]
            stop = later[0].start if later else high
            if cue.side == "around" or resumes:
                ranges.append((cue.end, stop))
        return ranges

    def _own_deed(self, cue: Cue, start: int, end: int) -> int:
        """Where the outlet goes on about the speaker: "X said three died but had no details"; `end` if it does not."""
        if cue.side != "after":
            return end
        verbs, lower = set(range(*cue.verb)), self.finder.lower
        for i in range(start + 1, end - 1):
            if lower[i] != "but" or self.inside[i]:
                continue
            first = i + 2 if lower[i + 1] in self.speakers.words.pronouns else i + 1
            if any(tuple(lower[first : first + len(words)]) == words for words in self.verbs.silences):
                return i
            for deed in range(i + 1, min(i + 5, end)):
                word = self.doc[deed]
                if word.dep_ == "conj" and word.head.i in verbs and (word.tag_ in FINITE or _has_finite(word)):
                    return i
        return end

    def _around_brackets(self, content: tuple[int, int], cue: Cue, cues: Sequence[Cue]) -> list[tuple[int, int]]:
        """The content without what another one states in brackets ("20 [the army says 8] died")."""
        start, end = content
        ranges: list[tuple[int, int]] = []
        for other in cues:
            close = _CLOSING.get(self.finder.lower[other.start - 1]) if start < other.start < end else None
            if other is cue or close is None:
                continue
            ranges.append((start, other.start - 1))
            start = next((i + 1 for i in range(other.end, end) if self.finder.lower[i] == close), end)
        return [*ranges, (start, end)]

    def _content(self, cue: Cue, cues: Sequence[Cue], low: int, high: int) -> tuple[int, int]:
        """The token range of what the cue states, inside its sentence."""
        at = list(cues).index(next(each for each in cues if each.verb == cue.verb))
        if cue.side == "both":
            return low, high
        if cue.side in ("before", "around"):
            start = low
            if self.inside[cue.start]:  # Inside a speech, only words of the speech are meant.
                start = next((i + 1 for i in range(cue.start, low, -1) if not self.inside[i]), low)
            relays = bool(cue.voices) and cue.voices[0].kind in _RELAYS
            for earlier in cues[:at]:
                if relays and earlier.voices:
                    continue  # "X said ... while ..., the agency reported": it passes on the whole of it.
                cut = self._coordination(earlier.end, cue.start)
                if earlier.side == "before" or (cut is not None and earlier.voices):
                    start = cut if cut is not None and earlier.side != "before" else max(start, earlier.end)
            return start, cue.start
        end = high
        if cue.start > low and (close := _CLOSING.get(self.finder.lower[cue.start - 1])):
            end = next((i for i in range(cue.end, high) if self.finder.lower[i] == close), high)
        for later in cues[at + 1 :]:
            if later.inherits and later.side == "after" and later.start < end and not self.inside[later.start]:
                return cue.end, later.start  # "..., adding that": the same speaker, in another statement.
            if later.inherits or not later.voices or later.start >= end:
                continue
            if later.voices[0].phrase.end <= cue.verb[0] and later.side == "after":
                return cue.end, later.verb[0]  # "X, which tracks Y, said": the clause between ends at the verb.
            if later.side == "after" and self._coordinated(later.start, cue.end):
                return cue.end, later.start
            if later.side == "before":
                cut = None if later.voices[0].kind in _RELAYS else self._coordination(cue.end, later.start)
                return cue.end, cut or later.start
        return cue.end, end

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """The range without the commas and conjunctions at its borders."""
        while start < end and self.finder.lower[start] in _BORDERS:
            start += 1
        while end > start and self.finder.lower[end - 1] in _BORDERS and self.doc[end - 1].pos_ not in ("PRON", "DET"):
            end -= 1
        return start, end

    def _coordination(self, low: int, high: int) -> int | None:
        """Where a new main clause begins between two cues ("..., while 10 died, X said")."""
        for i in range(low + 2, high):
            if self.finder.lower[i] in ("while", "whereas", "but", "meanwhile") and not self.inside[i]:
                return i
        return None

    def _coordinated(self, start: int, low: int) -> bool:
        """Whether the cue at `start` begins a clause beside the one before it, not inside it."""
        if start - 1 < low:
            return False
        if self.finder.lower[start - 1] == "with":
            return any(
                self.doc[i].tag_ == "VBG" and self.finder.lower[i] in self.verbs.any
                for i in range(start, min(start + 8, len(self.doc)))
            )
        return self.finder.lower[start - 1] in ("and", "but", "while", "whereas", ";", ",", "although", "though", "yet")

    def _carry(self, low: int, high: int, last: Attribution | None) -> Attribution | None:
        """A sentence without a cue that goes on with the toll of the sentence before it, in the same words' voice."""
        first = low + 1 if self.finder.lower[low] == "in" and low + 1 < high else low
        opens = self.finder.lower[first] in self.verbs.carry_openings or self._sums_up(low, high)
        if last is None or not opens:
            return None
        span = (self.doc[low].idx, self.doc[high - 1].idx + len(self.doc[high - 1]))
        return replace(last, contents=(span,), quoted=False)

    def _sums_up(self, low: int, high: int) -> bool:
        """Whether a sentence adds up what was said before it: "This brings the toll since May to 90"."""
        words, summing = self.finder.lower[low : min(high, low + 8)], self.verbs.summing
        return (
            words[:1] != []
            and words[0] in summing["openers"]
            and not summing["verbs"].isdisjoint(words[1:3])
            and not summing["totals"].isdisjoint(words)
        )

    def _orphans(self) -> list[Attribution]:
        """Speeches without a cue of their own: they go on with the speech, or the attributed sentence, before them."""
        spoken = sorted((_end(each), number) for number, each in enumerate(self.found) if each.speakers)
        found: list[Attribution] = []
        at = 0
        last: Attribution | None = None
        for number, quotation in enumerate(self.spoken):
            while at < len(spoken) and spoken[at][0] <= quotation.start + 1:
                here = self.found[spoken[at][1]]
                last = here if last is None or _end(here) >= _end(last) else last
                at += 1
            if number in self.taken or last is None or quotation.start - _end(last) > NEAR:
                continue
            last = replace(last, contents=((quotation.start, quotation.end),), quoted=True)
            found.append(last)
        return found


def _has_finite(verb: Token) -> bool:
    """Whether an auxiliary of the verb is finite: "could not specify"."""
    return any(child.dep_ == "aux" and child.tag_ in FINITE for child in verb.children)


def _end(attribution: Attribution) -> int:
    """Where an attribution ends: its content or its cue, whichever is later."""
    return max(attribution.cue[1], attribution.contents[-1][1])


def _merge(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
