"""Document -> Quotes: who says what in it, direct and indirect, with the exact spans of source, cue and content.

In: documents. Out: their `Quote`s in the order of their cues, those of a title first. It judges nothing that is
said, and what no attribution covers, the outlet's own voice, is no quote.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bearwitness.base.identifiers import Json, digest
from bearwitness.base.quotes import Quote, QuoteKind
from bearwitness.base.records import Document, Field, Source, Span, Stance
from bearwitness.extract.claims import parse_documents
from bearwitness.extract.deciding.chains import sources_of
from bearwitness.extract.deciding.participants import name_source
from bearwitness.extract.mentions import Attribution
from bearwitness.extract.parsing import unmend
from bearwitness.extract.readings import FURNITURE, Reading, read
from bearwitness.extract.speaking.speech_words import load_verbs

_BATCH = 32  # documents parsed at a time
_MARKS = '"“”«»„'
_QUOTED = re.compile(r"[\"“„«]+[^\"“”„«»]*(?:[\"”“»]+|$)")


def extract_quotes(documents: Iterable[Document]) -> Iterator[tuple[Document, list[Quote]]]:
    """The quotes of each document, in order; parsed in batches, so that memory does not grow with their number."""
    source = iter(documents)
    while batch := list(islice(source, _BATCH)):
        for document, text, title in parse_documents(batch):
            body = read(document, "text", text)
            found: list[Quote] = []
            if title is not None:
                heading = read(document, "title", title, [s for act in body.attributions for s in act.speakers])
                found += _quotes(heading)
            yield document, found + _quotes(body)


def _quotes(reading: Reading) -> list[Quote]:
    kinds = list(zip(reading.sentences, reading.kinds, strict=True))
    found: dict[tuple[int, int], Attribution] = {}
    for act in reading.attributions:
        kind = next((k for s, k in kinds if s.start_char <= act.cue[0] < s.end_char), "body")
        if kind in FURNITURE or not act.contents or _judges(reading, act):
            continue
        before = found.get(act.cue)
        # What goes on without a cue of its own carries that of the words before it: it is one quote.
        found[act.cue] = act if before is None else replace(before, contents=_join(before.contents + act.contents))
    return [_quote(reading, _narrow(act, reading.attributions)) for act in found.values()]


def _narrow(act: Attribution, acts: Sequence[Attribution]) -> Attribution:
    """Hearsay of nobody, its content no wider than the statement of somebody in which it stands."""
    if act.speakers:
        return act
    around = [
        (start, end)
        for other in acts
        for start, end in other.contents
        if other.speakers and start <= act.cue[0] and act.cue[1] <= end
    ]
    if not around:
        return act
    low, high = min(around, key=lambda span: span[1] - span[0])
    inside = tuple((max(start, low), min(end, high)) for start, end in act.contents if start < high and low < end)
    return replace(act, contents=inside)


def _judges(reading: Reading, act: Attribution) -> bool:
    """Whether the words condemn what is told elsewhere, or tell what the outlet infers, and quote nobody."""
    verbs, cue = load_verbs(), reading.text[slice(*act.cue)].lower()
    return not act.quoted and (cue in verbs.judging or (not act.speakers and cue in verbs.inferring))


def _join(contents: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The stretches in order, without those that lie inside another one."""
    return tuple(
        (start, end)
        for start, end in sorted(set(contents))
        if not any((low, high) != (start, end) and low <= start and end <= high for low, high in contents)
    )


def _quote(reading: Reading, act: Attribution) -> Quote:
    which, document = reading.which, reading.document
    text = (document.title or "") if which == "title" else document.text
    contents = tuple(_span(text, start, end, which) for start, end in act.contents)
    cue = _span(text, *act.cue, which)
    first = act.speakers[0] if act.speakers else None
    speaker = _span(text, first.start, first.end, which) if first is not None else None
    sources = tuple(_place(name_source(reading, each), which) for each in sources_of([act], reading)[0])
    stance: Stance = "denied" if act.denies else "alleged" if act.doubt else "asserted"
    value: Json = {
        "document": document.sha256,
        "cue": [which, cue.start, cue.end],
        "contents": [[span.start, span.end] for span in contents],
        "sources": [each.name for each in sources],
    }
    return Quote(
        id=digest(value),
        document=document.id,
        sources=sources,
        source=speaker,
        cue=cue,
        contents=contents,
        wording=" … ".join(text[span.start : span.end].strip() for span in contents),
        said_by=text[speaker.start : speaker.end] if speaker is not None else "",
        said_how=text[cue.start : cue.end],
        kind=_kind(text, contents),
        stance=stance,
    )


def _place(source: Source, field: Field) -> Source:
    return source if source.span is None else replace(source, span=replace(source.span, field=field))


def _kind(text: str, contents: tuple[Span, ...]) -> QuoteKind:
    """Direct where nothing but white space and end marks stands outside the quotation marks."""
    spans = [text[span.start : span.end].strip() for span in contents]
    if not any(mark in words for words in spans for mark in _MARKS):
        return "indirect"
    outside = "".join(_QUOTED.sub("", words) for words in spans)
    return "mixed" if any(each.isalnum() for each in outside) else "direct"


def _span(text: str, start: int, end: int, field: Field) -> Span:
    return Span(start=start, end=unmend(text, start, end), field=field)
