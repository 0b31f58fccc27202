"""Reports in, quotes out: collect, decode, extract and view in order.

In: paths and options. Out: documents with their quotes, and text to show. One bad document is one recorded Failure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bearwitness.base.quotes import Quote
from bearwitness.base.records import Document, Failure
from bearwitness.extract.quotes import extract_quotes
from bearwitness.flow.reports import ExportFormat, read_documents
from bearwitness.flow.requests import Look, Options
from bearwitness.view.quotes import format_quote, format_quote_header, format_quote_row, format_quote_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A document and the quotes found in it."""

    document: Document
    quotes: tuple[Quote, ...]


def quote(paths: Sequence[str], options: Options) -> Iterator[Quoted | Failure]:
    """The documents behind the paths with who says what in them, in the order of the inputs."""
    for document in read_documents(paths, options):
        if isinstance(document, Failure):
            yield document
        else:
            for each, quotes in extract_quotes([document]):
                yield Quoted(document=each, quotes=tuple(quotes))


def export_quotes(results: Iterable[Quoted], form: ExportFormat, look: Look) -> Iterator[str]:
    """The quotes as text, piece by piece."""
    if form == "csv":
        yield format_quote_header()
    if form == "json":
        yield "["
    empty = True
    for result in results:
        if form == "table":
            yield format_quote_table(result.document, result.quotes, width=look.width, color=look.color)
            continue
        for each in result.quotes:
            if form == "csv":
                yield format_quote_row(each)
            elif form == "jsonl":
                yield format_quote(each) + "\n"
            else:
                yield ("\n" if empty else ",\n") + format_quote(each)
            empty = False
    if form == "json":
        yield "]\n" if empty else "\n]\n"
