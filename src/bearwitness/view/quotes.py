"""Quotes for people and for programs: a table, objects of JSON, rows of CSV.

In: documents and their quotes. Out: text. It never shortens what is said, nor lets a control character of a document
reach the terminal.
"""

import csv
import io
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from bearwitness.base.quotes import Quote
from bearwitness.base.records import Document, Source, Span
from bearwitness.view.objects import describe_evidence, format_line
from bearwitness.view.rows import FORMULA_STARTS
from bearwitness.view.tables import NOTHING, render
from bearwitness.view.words import flatten

COLUMNS = (
    "quote",
    "document",
    "source",
    "source_kind",
    "source_chain",
    "kind",
    "stance",
    "said_by",
    "cue",
    "field",
    "cue_start",
    "cue_end",
    "content_spans",
    "content",
)


def describe_quote(quote: Quote) -> dict[str, object]:
    """The quote as an object: names, and the exact words and offsets of source, cue and content."""
    spans = [{"start": span.start, "end": span.end} for span in quote.contents]
    return {
        "id": quote.id,
        "document": quote.document,
        "sources": [_describe_source(source) for source in quote.sources],
        "kind": quote.kind,
        "stance": quote.stance,
        "source": None if quote.source is None else describe_evidence(quote.source, quote.said_by),
        "cue": describe_evidence(quote.cue, quote.said_how),
        "content": {"spans": spans, "text": quote.wording},
    }


def format_quote(quote: Quote) -> str:
    """The quote as one line of JSON, no newline."""
    return format_line(describe_quote(quote))


def format_quote_header() -> str:
    """The line of column names, with its newline."""
    return _format_cells(COLUMNS)


def format_quote_row(quote: Quote) -> str:
    """The quote as one line of CSV; content spans are "start-end", parted by spaces."""
    first = quote.sources[0] if quote.sources else None
    return _format_cells(
        (
            quote.id,
            quote.document,
            first.name if first else "",
            first.kind if first else "",
            " < ".join(source.name for source in quote.sources),
            quote.kind,
            quote.stance,
            quote.said_by,
            quote.said_how,
            quote.cue.field,
            str(quote.cue.start),
            str(quote.cue.end),
            " ".join(map(_list_span, quote.contents)),
            quote.wording,
        )
    )


def format_quote_table(document: Document, quotes: Sequence[Quote], *, width: int, color: bool) -> str:
    """The document's heading and a row for every quote; "" for a document without any. `width` is in columns."""
    if not quotes:
        return ""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, expand=True)
    rows = [_list_cells(quote) for quote in quotes]
    for at, (name, ratio) in enumerate((("who", 4), ("how", None), ("what", 9), ("where", None))):
        # Columns of short words are as wide as their longest word, and the others share what is left.
        longest = max(len(word) for row in rows for word in (name, *row[at].split()))
        table.add_column(name, ratio=ratio, width=None if ratio else longest, overflow="fold")
    for who, how, what, where in rows:
        table.add_row(Text(who), Text(how), Text(what), Text(where, style="dim"))
    heading = Text(flatten(document.title or document.id), style="bold")
    return render(heading, table, Text(""), width=width, color=color)


def _list_cells(quote: Quote) -> tuple[str, str, str, str]:
    who = " < ".join(map(_name, quote.sources)) or NOTHING
    how = flatten(quote.said_how) + ("" if quote.stance == "asserted" else f" ({quote.stance})")
    return who, how, flatten(quote.wording), " ".join(map(_list_span, quote.contents))


def _describe_source(source: Source) -> dict[str, object]:
    span = None if source.span is None else {"start": source.span.start, "end": source.span.end}
    return {"name": source.name, "kind": source.kind, "span": span}


def _name(source: Source) -> str:
    """The source with what sort of source it is, where that is known: "Harbour Watch, monitor"."""
    sort = "" if source.kind == "unnamed" else f", {source.kind.replace('_', ' ')}"
    return flatten(source.name) + sort


def _list_span(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _format_cells(cells: Sequence[str]) -> str:
    line = io.StringIO()
    guarded = [f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell for cell in cells]
    csv.writer(line, lineterminator="\n").writerow(guarded)
    return line.getvalue()
