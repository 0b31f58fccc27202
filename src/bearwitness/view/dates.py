"""Dates found in a text: as a table for people, as JSON and CSV for programs.

In: `FoundDates`. Out: text. It never lets a control character of a document reach the terminal, and never shows an
end that is not known as a day.
"""

from collections.abc import Iterator

from rich.text import Text

from bearwitness.base.findings import FoundDate, FoundDates
from bearwitness.view.layouts import Column, Part, lay_out
from bearwitness.view.objects import describe_when, format_line
from bearwitness.view.rows import Cell, format_cells, guard_cell
from bearwitness.view.tables import NOTHING, render
from bearwitness.view.words import flatten

COLUMNS = (
    "document",
    "start_char",
    "end_char",
    "text",
    "start",
    "end",
    "precision",
    "edtf",
    "kind",
    "why",
    "reporting",
)


def describe_date(document: str | None, found: FoundDate) -> dict[str, Cell]:
    """A date as an object: the contract's `when`, where its words stand, and why; `document` where there is one."""
    described: dict[str, Cell] = {} if document is None else {"document": document}
    return described | {
        **{name: None if value is None else str(value) for name, value in describe_when(found.when).items()},
        "start_char": found.start_char,
        "end_char": found.end_char,
        "text": found.text,
        "kind": found.kind,
        "why": found.why,
        "reporting": found.reporting,
    }


def format_date_lines(found: FoundDates) -> Iterator[str]:
    """One line of JSON a date, no newlines."""
    for one in found.dates:
        yield format_line(describe_date(found.document, one))


def format_date_header() -> str:
    """The line of column names, with its newline."""
    return format_cells(COLUMNS)


def format_date_rows(found: FoundDates) -> str:
    """The dates as CSV, newline at each end; what is not known is an empty cell."""
    rows = []
    for one in found.dates:
        row: dict[str, Cell] = {"document": None, **describe_date(found.document, one)}
        rows.append(format_cells([guard_cell(row[column]) for column in COLUMNS]))
    return "".join(rows)


def format_date_table(found: FoundDates, *, width: int, color: bool) -> str:
    """The dates of one text as a table, `width` columns wide; a line that says so where there are none."""
    heading = Text(flatten(found.document or ""), style="bold")
    parts: list[Part] = [heading] if found.document else []
    if not found.dates:
        return render(*parts, Text("no date found"), width=width, color=color)
    columns = (
        Column(name="words", ratio=3),
        Column(name="from"),
        Column(name="to"),
        Column(name="precision", spare=1),
        Column(name="EDTF"),
        Column(name="why", ratio=6, below=True),
    )
    rows = []
    for one in found.dates:
        start, end = (day.isoformat() if day else NOTHING for day in (one.when.start, one.when.end))
        why = one.why + (" (dates the saying)" if one.reporting else "")
        rows.append((one.text, start, end, one.when.precision, one.when.edtf or NOTHING, why))
    return render(*parts, *lay_out(columns, rows, width), Text(""), width=width, color=color)
