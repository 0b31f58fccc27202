"""Document -> Quotes: who says what in it, direct and indirect, with the exact spans of source, cue and content.

In: documents. Out: their `Quote`s in the order of their cues, those of a title first. It judges nothing that is
said, and what no attribution covers, the outlet's own voice, is no quote.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from bearwitness.base.identifiers import Json, digest
from bearwitness.base.quotes import Quote
from bearwitness.base.records import Document, Field, Span, Stance
from bearwitness.extract.claims import parse_documents
from bearwitness.extract.deciding.chains import sources_of
from bearwitness.extract.deciding.participants import name_source
from bearwitness.extract.mentions import Attribution
from bearwitness.extract.parsing import unmend
from bearwitness.extract.readings import FURNITURE, Reading, read

_BATCH = 32  # documents parsed at a time
_MARKS = '"“”«»„‘’'


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
    found = []
    for act in reading.attributions:
        kind = next((k for s, k in kinds if s.start_char <= act.cue[0] < s.end_char), "body")
        if kind not in FURNITURE and act.contents:
            found.append(_quote(reading, act))
    return found


def _quote(reading: Reading, act: Attribution) -> Quote:
    which, document = reading.which, reading.document
    text = (document.title or "") if which == "title" else document.text
    contents = tuple(_span(text, start, end, which) for start, end in act.contents)
    cue = _span(text, *act.cue, which)
    first = act.speakers[0] if act.speakers else None
    speaker = _span(text, first.start, first.end, which) if first is not None else None
    sources = tuple(name_source(reading, each) for each in sources_of([act], reading)[0])
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
        direct=act.quoted or all(text[span.start : span.start + 1] in _MARKS for span in contents),
        stance=stance,
    )


def _span(text: str, start: int, end: int, field: Field) -> Span:
    return Span(start=start, end=unmend(text, start, end), field=field)
