"""What stands around a verb of saying: the tail that is no content, and the side on which the content lies.

In: a parsed document and places in it. Out: token positions and a `Side`. It works on the words first and on the
parse second, because a parser is weak on text that has lost its commas. It never reads a speaker.
"""

from collections.abc import Sequence
from typing import Literal

from spacy.tokens import Doc

from bearwitness.extract.speaking.speech_words import load_verbs

Side = Literal["before", "after", "both", "around"]
FINITE = ("VBD", "VBZ", "VBP", "MD")


class Clauses:
    """Reads what surrounds the cues of one document."""

    def __init__(self, doc: Doc, lower: Sequence[str], pos: Sequence[str], quoted: Sequence[bool]) -> None:
        self.doc = doc
        self.lower = lower
        self.pos = pos
        self.verbs = load_verbs()
        # For each token, whether it lies inside a speech (marks excluded).
        self.quoted = quoted

    def tail(self, at: int, high: int) -> int:
        """The end of "on Saturday", "in a statement", "by telephone" after a verb or a speaker."""
        verbs, lower = self.verbs, self.lower
        while at < high:
            word = lower[at]
            comma = (
                word == ","
                and at + 1 < high
                and (lower[at + 1] in verbs.media_preps or lower[at + 1] in verbs.weekdays)
            )
            here = at + 1 if comma else at
            if here >= high:
                break
            word = lower[here]
            if word in verbs.weekdays or (
                word in verbs.times
                and lower[here : here + 2] != ["this", "is"]
                and self.pos[here] != "VERB"
                and not self._begins_clause(here, high)
            ):
                at = here + 1
            elif (
                word in ("on", "in", "at", "by", "of", "late", "early")
                and here + 1 < high
                and (lower[here + 1] in verbs.weekdays or lower[here + 1] in verbs.months)
            ):
                at = here + 2
                while at < high and (self.doc[at].like_num or lower[at] in verbs.months or lower[at] in verbs.times):
                    at += 1
            elif (
                word in ("late", "early")
                and here + 2 < high
                and lower[here + 1] == "on"
                and lower[here + 2] in verbs.weekdays
            ):
                at = here + 3
            elif word in verbs.media_preps and (stop := self._media(here, high)):
                at = stop
            else:
                break
        return at

    def _begins_clause(self, at: int, high: int) -> bool:
        """Whether a word of time begins the content ("said last week's raid killed ...")."""
        if self.lower[at] in self.verbs.spans:
            nxt = self.lower[at + 1] if at + 1 < high else ""
            return not (
                nxt in self.verbs.times
                or nxt in self.verbs.weekdays
                or nxt in ("on", "in", "", ".", ",", "that")
                or self.lower[at] in ("here",)
            )
        return False

    def _media(self, at: int, high: int) -> int:
        """The end of "in a statement carried by ...", 0 where the preposition begins content."""
        for here in range(at + 1, min(at + 7, high)):
            word = self.lower[here]
            if word in self.verbs.media_tails:
                end = here + 1
                while end < high and self.lower[end] in self.verbs.media_tails:
                    end += 1
                if list(self.lower[end : end + 2]) == ["of", "anonymity"]:
                    return end + 2
                return self._with_whom(end, high) if word in self.verbs.talks else end
            if self.pos[here] not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM", "VERB") or (
                self.pos[here] == "VERB" and not word.endswith("ed")
            ):
                return 0
        return 0

    def _with_whom(self, at: int, high: int) -> int:
        """Past the one who was spoken to: "in an interview with state television"."""
        end = at + 1
        while end < high and self.pos[end] in ("DET", "ADJ", "NOUN", "PROPN"):
            end += 1
        return end if at < high and self.lower[at] in ("with", "to") and end > at + 1 else at

    def link(self, at: int, high: int) -> int:
        """Past ", that", ":" or "that" before the content."""
        if at < high and self.lower[at] == ",":
            at += 1
        if at < high and self.lower[at] in ("that", ":"):
            at += 1
        return at

    def points_out(self, at: int, high: int) -> bool:
        """Whether the verb is "point out", of two words."""
        return at + 1 < high and self.lower[at + 1] == "out" and self.lower[at] in self.verbs.pointing

    def rest_empty(self, at: int, high: int) -> bool:
        """Whether nothing but marks and white space is left."""
        return all(self.doc[i].is_punct or self.doc[i].is_space or self.doc[i].is_quote for i in range(at, high))

    def has_clause(self, low: int, high: int) -> bool:
        """Whether the stretch holds something that could be stated: a verb, or the words of a quotation."""
        return any(self.pos[i] in ("VERB", "AUX") or self.quoted[i] for i in range(low, high))

    def side(self, block: tuple[int, int], low: int, high: int, inverted: bool) -> Side:
        """Where the content of a verb of saying lies: before its speaker or after it."""
        lower, verbs = self.lower, self.verbs
        start, tail = block
        before = self.has_clause(low, start)
        if tail < high and lower[tail] == ":" and self.rest_empty(tail, high):
            return "after"  # "X said:", and a paragraph of its own.
        if self.rest_empty(tail, high):
            return "before" if start > low else "after"
        if not before:
            return "after"
        if inverted:
            return "before"
        nxt = lower[tail]
        if nxt in ("that", ":") or (self.doc[tail].is_quote and not self.doc[start - 1].is_quote):
            return "after"
        if nxt in verbs.referring:
            return "before"
        opened = lower[low]
        if opened in verbs.openers and not self.doc[start - 1].is_quote:
            return "after"
        previous = lower[start - 1]
        if self.doc[start - 1].is_quote:
            return "before"
        if previous in verbs.openers or previous in ("and", "but", "that"):
            return "after"
        if nxt in (",", ";"):
            return "before"
        if previous == "," and nxt in verbs.continuations:
            return "before"
        if nxt in ("a", "days", "hours", "weeks", "minutes", "months", "one", "two", "just") and any(
            each in ("after", "before") for each in lower[tail + 1 : tail + 3]
        ):
            return "before"
        if (
            nxt.endswith("ing")
            and self.pos[tail] == "VERB"
            and self.doc[tail].tag_ == "VBG"
            and not self.governs(tail, start)
        ):
            return "before"
        if nxt in verbs.continuations and not self.governs(tail, start):
            return "before"
        finite = any(self.doc[i].tag_ in FINITE for i in range(tail, high))
        return "after" if finite or self.governs(tail, start) else "before"

    def governs(self, tail: int, start: int) -> bool:
        """Whether the verb has a clause of its own after it, by the parse."""
        for i in range(start, tail):
            if self.lower[i] in self.verbs.any:
                return any(child.dep_ == "ccomp" and child.i >= tail for child in self.doc[i].children)
        return False
