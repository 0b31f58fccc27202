"""What a document names: its places and dates, in order, whether or not a count hangs on them.

In: a Document. Out: its Outline. It needs no parse and decides nothing: which of the places something happened at is
for others to say.
"""

from bearwitness.base.incidents import DayNamed, Landmark, Outline
from bearwitness.base.records import Document, Field, Segment
from bearwitness.extract.dating.dates import find_dates
from bearwitness.extract.naming.parties import find_parties
from bearwitness.extract.placing.places import find_places
from bearwitness.extract.readings import FURNITURE


def outline_document(document: Document) -> Outline:
    """The places and dates of the title and the text; those in furniture (datelines, credits, links) are left out."""
    landmarks: list[Landmark] = []
    days: list[DayNamed] = []
    fields: tuple[tuple[Field, str | None], ...] = (("title", document.title), ("text", document.text))
    for field, text in fields:
        if not text:
            continue
        furniture = [s for s in document.segments if s.kind in FURNITURE] if field == "text" else []
        datelines = [(s.start, s.end) for s in furniture if s.kind == "dateline"]
        landmarks += (
            Landmark(start=mention.start, field=field, place=mention.place, role=mention.role)
            for mention in find_places(text, find_parties(text))
            if not _is_within(mention.start, furniture)
        )
        days += (
            DayNamed(start=mention.start, field=field, when=mention.when, reporting=mention.reporting)
            for mention in find_dates(text, document.published, dateline_spans=datelines)
            if mention.kind != "vague" and not _is_within(mention.start, furniture)
        )
    return Outline(landmarks=tuple(landmarks), days=tuple(days))


def _is_within(start: int, segments: list[Segment]) -> bool:
    return any(segment.start <= start < segment.end for segment in segments)
