"""What one text says, before anything is decided: the parse and every mention found in it.

In: a parsed text and its segments. Out: a `Reading`, which the deciding modules (`places_of`, `dates_of`, `actors_of`,
`scopes`) look things up in. It decides nothing about a claim.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan

from bearwitness.base.records import Document, Field, Segment
from bearwitness.extract.dating.dates import find_dates
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import Attribution, DateMention, PartyMention, PlaceMention, SpeakerMention
from bearwitness.extract.naming.parties import find_parties
from bearwitness.extract.placing.places import find_places
from bearwitness.extract.speaking.attributions import find_attributions
from bearwitness.extract.speaking.quotations import Quotation, find_quotations

# Words that only say what kind of party a name is: "Daesh terrorist group", "al-Nusra Front militants".
_GENERIC_TAIL = re.compile(r"(?i)(?:\s+(?:" + "|".join(load_lexicon("attacks")["generic_tail"]) + r"))+$")
FURNITURE = frozenset({"outlet", "dateline", "credit", "copyright", "url", "related", "boilerplate"})


@dataclass(slots=True)
class Reading:
    """A text (a document's `text` or `title`) with its parse and mentions; offsets are code points into that text."""

    document: Document
    which: Field
    doc: Doc
    sentences: list[SpacySpan]
    kinds: list[str]
    parties: list[PartyMention]
    places: list[PlaceMention]
    dates: list[DateMention]
    attributions: list[Attribution]
    names: dict[int, str]
    country: str | None
    text: str = ""
    _starts: list[int] = field(default_factory=list)
    _by_id: dict[str, list[PartyMention]] = field(default_factory=dict)
    _people: set[int] | None = None
    _quotations: list[Quotation] | None = None

    def tokens(self, sentence: SpacySpan) -> list[Token]:
        """The tokens of a sentence, white space left out."""
        return [token for token in sentence if not token.is_space]

    def parties_in(self, start: int, end: int) -> list[PartyMention]:
        """Party mentions that lie within [start, end)."""
        return [m for m in self.parties if start <= m.start and m.end <= end]

    def places_in(self, start: int, end: int) -> list[PlaceMention]:
        """Place mentions that lie within [start, end)."""
        return [m for m in self.places if start <= m.start and m.end <= end]

    def dates_in(self, start: int, end: int) -> list[DateMention]:
        """Date mentions that lie within [start, end)."""
        return [m for m in self.dates if start <= m.start and m.end <= end]

    @property
    def people(self) -> set[int]:
        """The code points at which the names of persons begin, those that are parties or places left out."""
        if self._people is None:
            named: list[PartyMention | PlaceMention] = [*self.parties, *self.places]
            taken = [(m.start, m.end) for m in named]
            self._people = {
                e.start_char
                for e in self.doc.ents
                if e.label_ == "PERSON" and not any(a < e.end_char and e.start_char < b for a, b in taken)
            }
        return self._people

    def mentions_of(self, party: str) -> list[PartyMention]:
        """The mentions of the party with an id, in order."""
        if not self._by_id:
            for mention in self.parties:
                self._by_id.setdefault(mention.id or "", []).append(mention)
        return self._by_id.get(party, [])

    def quotation_at(self, offset: int) -> Quotation | None:
        """The direct speech that holds the code point `offset`."""
        if self._quotations is None:
            self._quotations = find_quotations(self.text)
        return next((q for q in self._quotations if q.start <= offset < q.end), None)

    def token_at(self, offset: int) -> Token:
        """The token that holds the code point `offset`."""
        if not self._starts:
            self._starts.extend(token.idx for token in self.doc)
        return self.doc[max(0, bisect_right(self._starts, offset) - 1)]


def mark_borders(doc: Doc, segments: Sequence[Segment]) -> Doc:
    """Make every segment border, and every blank line, a sentence border before the parser runs.

    The first word behind a dateline is no sentence by itself, as the parser makes "Twelve" of "4 May 2017 - Twelve".
    """
    behind = {after.start for line, after in pairwise(segments) if line.kind == "dateline" != after.kind}
    borders = {segment.start for segment in segments} | {segment.end for segment in segments}
    for token in doc[1:]:
        before = doc[token.i - 1]
        if token.idx in borders or (before.is_space and (before.text.count("\n") > 1 or before.idx in borders)):
            token.is_sent_start = True
        elif before.idx in behind and not token.is_space:
            token.is_sent_start = False
    return doc


def read(document: Document, which: Field, doc: Doc, known: Sequence[SpeakerMention] = ()) -> Reading:
    """Find everything in one parsed text; `known` are the speakers of the body, when the text is the title."""
    text = doc.text
    segments = document.segments if which == "text" else ()
    datelines = [(s.start, s.end) for s in segments if s.kind == "dateline"]
    parties = find_parties(text)
    dates = find_dates(text, document.published, dateline_spans=datelines)
    sentences = [s for s in doc.sents if not s.text.isspace()]
    attributions = find_attributions(doc, parties, outlet=document.outlet, agency=document.agency, known=known)
    busy = [(m.start, m.end) for m in dates] + [(s.start, s.end) for act in attributions for s in act.speakers]
    places = [p for p in find_places(text, parties) if not any(a <= p.start < b for a, b in busy)]
    kinds = [_kind(s, segments, which) for s in sentences]
    names, country = name_parties(text, parties), main_country(places)
    return Reading(document, which, doc, sentences, kinds, parties, places, dates, attributions, names, country, text)


def name_parties(text: str, parties: Sequence[PartyMention]) -> dict[int, str]:
    """What to call each party in this document, by the offset of its mention.

    A state or a government has its canonical name; another party has the fullest name that the document itself gives
    it, and its canonical name when the document has no more than an acronym or a description.
    """
    fullest: dict[str, str] = {}
    for m in parties:
        words = " ".join(text[m.start : m.end].split())
        if (
            m.id is None
            or m.via != "alias"
            or m.kind in ("state", "government", "military", "coalition")
            or words.isupper()
        ):
            continue
        words = re.sub(_GENERIC_TAIL, "", words)
        if len(words) > len(fullest.get(m.id, "")) and " " in words:
            fullest[m.id] = words
    return {m.start: fullest.get(m.id or "", m.name) for m in parties}


def main_country(places: Sequence[PlaceMention]) -> str | None:
    """The name of the country that a text speaks of most, None when it names no place."""
    counted = Counter(
        p.place.name if p.place.precision == "country" else (p.place.parents or ("",))[-1] for p in places
    )
    return next((name for name, _ in counted.most_common(1) if name), None)


def _kind(sentence: SpacySpan, segments: Sequence[Segment], which: Field) -> str:
    """The kind of the segment that holds the middle of a sentence."""
    if which == "title":
        return "headline"
    middle = (sentence.start_char + sentence.end_char) // 2
    for segment in segments:
        if segment.start <= middle < segment.end:
            return segment.kind
    return "body"
