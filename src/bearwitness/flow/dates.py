"""Texts and reports in, their dates out: collect, decode, the date finder and view in order.

In: a text, or paths and options. Out: found dates, and text to show. One bad document is one recorded Failure.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bearwitness.base.findings import FoundDates
from bearwitness.base.records import Failure
from bearwitness.extract.dating.findings import find_document_dates, find_text_dates
from bearwitness.flow.reports import ExportFormat, read_documents
from bearwitness.flow.requests import Look, Options
from bearwitness.view.dates import format_date_header, format_date_lines, format_date_rows, format_date_table


def date_text(text: str, published: date | None) -> FoundDates:
    """The dates of a text that is no document."""
    return find_text_dates(text, published)


def date_reports(paths: Sequence[str], options: Options) -> Iterator[FoundDates | Failure]:
    """The dates of the documents behind the paths, in the order of the inputs."""
    for document in read_documents(paths, options):
        yield document if isinstance(document, Failure) else find_document_dates(document)


def export_dates(results: Iterable[FoundDates], form: ExportFormat, look: Look) -> Iterator[str]:
    """The dates as text, piece by piece."""
    if form == "csv":
        yield format_date_header()
    if form == "json":
        yield "["
    empty = True
    for found in results:
        if form == "table":
            yield format_date_table(found, width=look.width, color=look.color)
        elif form == "csv":
            yield format_date_rows(found)
        else:
            for line in format_date_lines(found):
                yield line + "\n" if form == "jsonl" else ("\n" if empty else ",\n") + line
                empty = False
    if form == "json":
        yield "]\n" if empty else "\n]\n"
