"""Noun phrases that may name a speaker: where they begin and end, in text with commas and without.

In: a parsed document and its parties. Out: `Phrase` ranges of tokens before a verb or after one. It knows names, roles
and the words that may stand before a source; it never says who is meant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.speaking.speaker_names import find_names, find_possessives, index_parties
from bearwitness.extract.speaking.speech_words import load_words

# How far (in tokens) a phrase may reach. The longest source in harms.train has 9; articles and roles come on top.
REACH = 14
# How far (in tokens) a thing that carries words may stand before those who issued it ("footage of ... posted by X").
CARRIED = 14
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)$")  # "the 3rd Example Division"
_PREPOSITIONS = frozenset({"by", "of", "from"})
LINKS = frozenset({"of", "for", "at", "in", "from", "inside", "with"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
DASHES = frozenset({"-", "–", "—", "--", "_"})
_NEVER_NAMES = frozenset({"DET", "ADV", "ADP", "VERB", "AUX"})
_CROWDS = frozenset({"resident", "armed_group", "activist", "witness"})
_LED = frozenset({"monitor", "government", "intergovernmental"})
_LEFT_OUT = LINKS | {"and", "the", "-"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of tokens, half-open, that may name a speaker."""

    start: int
    end: int


class Phrases:
    """Reads the noun phrases of one document."""

    def __init__(self, doc: Doc, parties: Sequence[PartyMention]) -> None:
        self.doc = doc
        self.words = load_words()
        self.lower = [token.lower_ for token in doc]
        self.pos = [token.pos_ for token in doc]
        self.capital = find_names(doc, self.words.particles)
        self.possessive = find_possessives(doc, parties)
        self.party_at, self.party_span = index_parties(doc, parties, self.words.compounds)

    def skip_back(self, at: int, low: int) -> int:
        """The last token before a verb that can end a noun phrase."""
        bracket = 0
        while at >= low:
            word = self.lower[at]
            if word in (")", "]"):
                bracket += 1
            elif word in ("(", "["):
                bracket -= 1
            elif bracket > 0:
                pass
            elif word in self.words.dates and not (
                self.pos[at] == "PROPN" and at + 1 in self.party_at and at in self.party_at
            ):
                if at - 1 >= low and self.lower[at - 1] in ("on", "in", "the", "last", "this", "late", "early"):
                    at -= 1
            elif word in ("on", "in") and at + 1 < len(self.lower) and self.lower[at + 1] in self.words.dates:
                pass
            elif not (
                word in self.words.skipped or word == "," or word in DASHES or self.pos[at] in ("ADV", "SPACE", "PART")
            ):
                return at
            if bracket < 0:
                return low - 1
            at -= 1
        return at

    def before(self, last: int, low: int) -> int:
        """The first token of the noun phrase that ends with token `last`."""
        words, lower, pos = self.words, self.lower, self.pos
        start = last
        if last in self.party_span:
            start = max(low, self.party_span[last][0])
        while start > low and last - start < REACH:
            before = start - 1
            word = lower[before]
            bridge = self._bridge(start, low)
            if bridge is not None:
                start = bridge
                continue
            if before in self.party_span and self.party_span[before][1] == start:
                if not self._joins(before, start, low):
                    break
                start = max(low, self.party_span[before][0])
            elif pos[before] in ("DET", "PRON") and word not in words.pronouns:
                start = before
                if start - 2 >= low and lower[start - 1] == "of" and lower[start - 2] in words.counted:
                    start -= 2  # "one of his relatives"
                    break
                if start - 2 >= low and lower[start - 1] == "and" and self._conjoined(start - 1, start, low):
                    start -= 2
                    continue
                name = before - 1
                if name > low + 1 and lower[name] == ")" and name - 1 in self.party_at and lower[name - 2] == "(":
                    name -= 3  # "The Example Centre (EC) a monitor said".
                if (
                    self.doc[before].text in ("a", "an")
                    and name >= low
                    and (self.capital[name] or name in self.party_at)
                    and self.sourcelike(lower[self.head(before + 1, last + 1)])
                ):
                    # "The Example Centre a monitor said": only where the name opens the sentence.
                    first = self.before(name, low)
                    if (
                        first == low
                        or pos[first - 1] in ("PUNCT", "SPACE")
                        or (first - 1 == low and pos[low] in ("ADV", "SCONJ", "CCONJ"))
                    ):
                        start = first
                        break
                # An apposition: "Jane Roe the manager of the hospital".
                if before - 1 >= low and self._role_inside(before, last) and self._name_end(before - 1):
                    first = self._name_start(before - 1, low)
                    if before - first > 1 and (first == low or pos[first - 1] != "ADP"):
                        start = first
                elif (
                    before - 2 >= low
                    and lower[before - 1] in (",", "-", "–")
                    and self._role_inside(before, last)
                    and self._name_end(before - 2)
                ):
                    start = self._apposed_name(before - 2, low, start)
                elif (office := self._bridge(start, low)) is not None:
                    start = office  # "An official at the governor's office": the office is no speaker of its own.
                    continue
                break
            elif (
                self.capital[before]
                and self.capital[start]
                and before not in self.party_at
                and start not in self.party_at
                and (word not in words.dates or (pos[before] == "PROPN" and before > low and self.capital[before - 1]))
                and word not in words.skipped
                and (pos[before] not in _NEVER_NAMES or (before > low and self.capital[before - 1]))
                and not self.possessive[before]
            ):
                start = before
            elif before > low and (
                word in POSSESSIVES or word in DASHES or (word == "and" and self._conjoined(before, start, low))
            ):
                start = before - 1
                if word == "and" and start in self.party_span:
                    start = max(low, self.party_span[start][0])
            elif word in words.compounds and before - 2 >= low and lower[before - 1] == "-":
                start = before - 2  # "the Karsa-based organisation".
            elif (pos[before] in ("NOUN", "PROPN", "ADJ", "NUM") or word in words.modifiers) and self._joins(
                before, start, low
            ):
                start = before
            else:
                break
        if (
            start > low + 1
            and lower[start - 1] == ","
            and self._role_inside(start, last)
            and not self._has_name(start, last)
            and self._name_end(start - 2)
        ):
            start = self._apposed_name(start - 2, low, start)
        if start > low + 1 and lower[start - 1] == "," and lower[start - 2] in words.roles and self._name_end(last):
            # "The mayor, Jane Roe, said": only where the office opens its clause.
            first = self.before(start - 2, low)
            start = first if first == low or pos[first - 1] in ("PUNCT", "SPACE") else start
        return start

    def after(self, at: int, high: int) -> Phrase | None:
        """The phrase that begins at token `at`."""
        end = at
        while end < high and end - at < REACH:
            span = self.party_span.get(end)
            if span and span[1] <= high:
                if end > at and self.lower[end - 1] in self.words.carriers:
                    break  # "according to the report the army ...": what it says begins.
                end = span[1]
                continue
            word, pos = self.lower[end], self.pos[end]
            if word in self.words.dates and end == at + 1 and self.pos[at] == "DET" and end + 1 < high:
                end += 1  # "a February report"
            elif pos in ("DET", "PRON") and end == at:
                end += 1
                if pos == "PRON" and word in self.words.pronouns:
                    break
            elif (
                word in ("so", "called", "self", "styled", "-")
                and end + 1 < high
                and (word != "-" or end == at or self.lower[end - 1] in ("so", "self"))
            ):
                end += 1
            elif (
                pos in ("NOUN", "PROPN", "ADJ", "NUM")
                or self.capital[end]
                or (end == at and word in self.words.modifiers)
            ) and word not in self.words.dates:
                if end > at and not self._goes_on(end):
                    break
                end += 1
            elif word in POSSESSIVES | DASHES and end > at:
                end += 1
            elif word in self.words.compounds and end - 1 > at and self.lower[end - 1] == "-":
                end += 1  # "the Karsa-based organisation".
            elif self.doc[end].tag_ in ("VBG", "VBN") and end > at and end + 1 < high and self._party_ahead(end + 1):
                end += 1  # "the government opposing Example Centre".
            elif (
                word in ("of", "for", "from")
                and end > at
                and end + 1 < high
                and (end - 1 in self.party_at or self.capital[end - 1])
                and (end + 1 in self.party_at or self.capital[end + 1] or end + 2 in self.party_at)
            ):
                end += 2 if self.pos[end + 1] == "DET" else 1
            elif word in LINKS and end > at and self._takes_complement(end - 1, word) and end + 1 < high:
                end += 1
                if self.pos[end] == "DET":
                    end += 1
            elif (
                word == "and"
                and end > at
                and end + 1 < high
                and (self.sourcelike(self.lower[end - 1]) or end - 1 in self.party_at)
                and self._source_ahead(end + 1, high)
            ):
                end += 2 if self.pos[end + 1] == "DET" and self._source_ends(end + 2, high) else 1
            else:
                break
        while end > at and self.lower[end - 1] in _LEFT_OUT:
            end -= 1
        return Phrase(at, end) if end > at else None

    def _goes_on(self, at: int) -> bool:
        """Whether the word at `at` belongs to the phrase before it, in text that has no commas."""
        word, known = self.lower[at], self.sourcelike(self.lower[at]) or self.lower[at] in self.words.modifiers
        if self.pos[at] == "NUM":
            return False
        if self.lower[at - 1] == "-" and not self.doc[at - 1].whitespace_ and not self.capital[at]:
            return True  # "the Karsan-language desk".
        if at - 1 in self.party_at:
            return self.sourcelike(word) or word in ("news", "civil")
        before = self.lower[at - 1]
        if self.capital[at]:
            return (
                self.capital[at - 1]
                or before in self.words.roles
                or before in self.words.modifiers
                or self.pos[at - 1] in ("DET", "ADJ", "ADP")
            )
        if self.capital[at - 1]:
            return known
        return known or before not in self.words.heads

    def sourcelike(self, word: str) -> bool:
        """Whether the word is one for a kind of source, or for the role of one who speaks."""
        return word in self.words.heads or word in self.words.roles

    def _source_ahead(self, at: int, high: int) -> bool:
        return any(self.lower[i] in self.words.heads or i in self.party_at for i in range(at, min(at + 4, high)))

    def _source_ends(self, at: int, high: int) -> bool:
        """Whether the noun phrase that goes on at `at` is a source and no subject of a clause."""
        end = at
        while end < high and (self.pos[end] in ("NOUN", "PROPN", "ADJ") or end in self.party_at):
            end += 1
        finite = end < high and (self.pos[end] in ("VERB", "AUX", "ADV"))
        return not finite and any(self.sourcelike(self.lower[i]) or i in self.party_at for i in range(at, end))

    def _party_ahead(self, at: int) -> bool:
        """Whether a party stands here or behind no more than three adjectives and hyphens."""
        stop = min(at + 4, len(self.doc))
        while at < stop and at not in self.party_at and (self.pos[at] == "ADJ" or self.lower[at] in DASHES):
            at += 1
        return at < stop and at in self.party_at

    def _takes_complement(self, at: int, preposition: str) -> bool:
        """Whether the noun at `at` may be followed by "of X", "at X" as part of a speaker's name."""
        word = self.lower[at]
        if preposition in ("of", "for"):
            return self.sourcelike(word) or word in self.words.carriers or word in self.words.organisations
        return self.sourcelike(word) and word not in self.words.carriers

    def carried(self, phrase: Phrase, low: int) -> bool:
        """Whether a thing that carries words stands before the phrase: "a report issued by X", "footage from X"."""
        at = phrase.start - 1
        steps = 0
        issued = False
        while at >= low and steps < CARRIED and self.lower[at] not in self.words.carriers:
            issued = issued or self.lower[at] in self.words.issued - _PREPOSITIONS
            link = self.lower[at] in self.words.issued or self.lower[at] in self.words.dates
            named = issued or (self.pos[at] == "PROPN" and self.pos[at - 1] == "ADP")
            if not (
                link
                or self.pos[at] in ("DET", "ADV", "ADP", "AUX")
                or (named and self.pos[at] in ("NOUN", "PROPN", "ADJ"))
            ):
                return False
            at, steps = at - 1, steps + 1
        return at >= low and steps > 0 and self.lower[at] in self.words.carriers

    def _role_inside(self, start: int, last: int) -> bool:
        return any(self.lower[i] in self.words.roles for i in range(start, last + 1))

    def _has_name(self, start: int, last: int) -> bool:
        return any(self.pos[i] == "PROPN" and i not in self.party_at for i in range(start, last + 1))

    def _name_end(self, at: int) -> bool:
        return (
            self.capital[at]
            and self.pos[at] in ("PROPN", "X")
            and at not in self.party_at
            and self.lower[at] not in self.words.dates
        )

    def _name_start(self, at: int, low: int) -> int:
        while (
            at > low
            and self.capital[at - 1]
            and at - 1 not in self.party_at
            and self.lower[at - 1] not in self.words.dates
        ):
            at -= 1
        return at

    def _apposed_name(self, at: int, low: int, start: int) -> int:
        """Where the name begins that a role explains ("Jane Roe, the mayor"); `start` where it is that of a place."""
        first = self._name_start(at, low)
        return start if first > low and self.pos[first - 1] == "ADP" else first

    def _bridge(self, start: int, low: int) -> int | None:
        """The head of "sources in rural X" or "head of the X" whose complement begins at `start`."""
        link = start - 1
        while (
            link > low
            and start - link < 4
            and self.pos[link] in ("ADJ", "DET")
            and self.lower[link] not in self.words.pronouns
        ):
            link -= 1
        if link > low and self.lower[link] in LINKS and self._takes_complement(link - 1, self.lower[link]):
            return link - 1
        if (
            link == start - 1
            and link > low
            and self.lower[link] in ("of", "for")
            and self.capital[start]
            and self.capital[link - 1]
            and link - 1 not in self.party_at
        ):
            return link - 1
        return None

    def _conjoined(self, conjunction: int, start: int, low: int) -> bool:
        """Whether "A and B" is one subject: A is a word or name of sources that begins its clause."""
        left = conjunction - 1
        if not (self.sourcelike(self.lower[left]) or self.lower[left] in self.words.modifiers or left in self.party_at):
            return False
        if not self._source_ahead(start, start + 4):
            return False
        first = self.before(left, low)
        opener = first - 1
        bare = first == left and (opener < low or self.pos[opener] == "PUNCT")
        if self.pos[start] == "DET" and not bare:
            # "a security source and a local chief": two of a kind, and not the end of the clause before.
            return self.pos[first] == "DET" and (opener < low or self.pos[opener] not in ("VERB", "ADP", "ADJ", "AUX"))
        return (
            opener < low
            or self.lower[opener] in self.words.dates
            or self.pos[opener] in ("PUNCT", "SCONJ", "CCONJ", "ADV", "SPACE")
            or self.pos[first] == "DET"
            or left in self.party_at
        )

    def _joins(self, before: int, start: int, low: int) -> bool:
        """Whether the token before belongs to the phrase that begins at `start`, in text that has no commas."""
        words, lower, pos = self.words, self.lower, self.pos
        word = lower[before]
        if word in words.dates:
            return False
        here, name = lower[start], self.capital[start]
        if (
            pos[before] == pos[start] == "NOUN"
            and self.doc[before].dep_ == "compound"
            and self.doc[before].head.i >= start
            and before > low
            and pos[before - 1] == "DET"
            and (before - 1 == low or pos[before - 2] != "ADP")
        ):
            return True  # "the harbour monitor": the article shows where the phrase begins.
        in_name = self.capital[before] and pos[before] in ("PROPN", "ADJ", "NOUN", "X")
        if name and start in self.party_at and self.words.heads.get(word) in _CROWDS:
            return False  # "it killed 40 people Example Watch said": the people are no part of its name.
        if name and not in_name:
            if pos[before] == "NOUN" and self.doc[before].dep_ == "compound" and before - 1 in self.party_at:
                return self.doc[before].head.i >= start  # "the LAKE monitoring Group"
            return (
                bool(_ORDINAL.match(word))
                or word in words.roles
                or (word in words.heads and self.doc[before].tag_ != "NNS" and word not in words.premises)
                or (pos[before] == "ADJ" and word in words.modifiers)
            )
        if not name and in_name and word not in words.modifiers and before not in self.party_at:
            # "four died in Belmar aid groups said": the name belongs to the preposition.
            link = self._name_start(before, low) - 1
            if link >= low and pos[link] == "ADP":
                source = here in words.heads or (here in words.modifiers and lower[start + 1] in words.heads)
                source = source and lower[link] not in ("of", "for", "at")
                return link > low and not source and self._takes_complement(link - 1, lower[link])
            return here in words.heads or here in words.modifiers or here in words.roles
        if start in self.party_at and before not in self.party_at:
            return word in words.modifiers or word in words.roles or pos[before] == "ADJ"
        if not name and (here in words.heads or here in words.modifiers or here in words.roles):
            leads = here in words.directors | words.spokespeople and words.heads.get(word) in _LED
            if leads and before > 0 and pos[before] == "NOUN" and pos[before - 1] not in ("DET", "ADP"):
                return True  # "observatory director Jane Roe"
            return (
                word in words.modifiers
                or (in_name and before in self.party_at)
                or (pos[before] == "ADJ" and not word.endswith(("ed", "ing")))
            )
        if name and in_name and start in self.party_at and before in self.party_at:
            return self.party_at[start] is self.party_at[before]
        return True

    def head(self, start: int, end: int) -> int:
        """The head noun of a phrase: the last one before a preposition."""
        stop = next(
            (i for i in range(start + 1, end) if self.lower[i] in LINKS and i not in self.party_at),
            end,
        )
        return stop - 1
