"""The dates of a text or of a document, as records for whoever asks for dates alone.

In: a text with its day of publication, or a document. Out: `FoundDates`. It finds nothing itself: that is `dates`.
"""

from collections.abc import Sequence
from datetime import date

from bearwitness.base.findings import FoundDate, FoundDates
from bearwitness.base.records import Document
from bearwitness.extract.dating.dates import find_dates


def find_text_dates(text: str, published: date | None) -> FoundDates:
    """The dates of a text. Without `published` what is counted from it is left open, and its `why` says so."""
    return FoundDates(document=None, dates=_list_dates(text, published, ()))


def find_document_dates(document: Document) -> FoundDates:
    """The dates of a document's text, counted from the day that it was published."""
    datelines = [(segment.start, segment.end) for segment in document.segments if segment.kind == "dateline"]
    return FoundDates(document=document.id, dates=_list_dates(document.text, document.published, datelines))


def _list_dates(text: str, published: date | None, datelines: Sequence[tuple[int, int]]) -> tuple[FoundDate, ...]:
    return tuple(
        FoundDate(
            start_char=mention.start,
            end_char=mention.end,
            text=text[mention.start : mention.end],
            when=mention.when,
            kind=mention.kind,
            why=mention.why,
            reporting=mention.reporting,
        )
        for mention in find_dates(text, published, dateline_spans=datelines)
    )
