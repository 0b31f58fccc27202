"""Claims as rows of a table: one row for every count and every amount, for spreadsheets and data frames.

In: claims. Out: rows and lines of CSV. A part ("including 3 children") is a row of its own whose `part_of` names the
row of its whole, so that nobody adds the two. It never writes a cell that a spreadsheet would run as a formula.
"""

import csv
import io
from collections.abc import Iterator

from bearwitness.base.records import Claim, Harm
from bearwitness.view.sub_events import find_event_type, find_sub_event

COLUMNS = (
    "count",
    "part_of",
    "claim",
    "document",
    "kind",
    "category",
    "mode",
    "acled_event_type",
    "acled_sub_event_type",
    "harm",
    "low",
    "high",
    "approximate",
    "who",
    "amount",
    "amount_of",
    "measure",
    "moment",
    "derived",
    "actor",
    "target",
    "place",
    "lat",
    "lon",
    "place_precision",
    "start",
    "end",
    "when_precision",
    "edtf",
    "scope",
    "source",
    "source_chain",
    "stance",
    "reality",
    "about",
    "evidence_field",
    "evidence_start",
    "evidence_end",
    "evidence",
    "rule",
    "extractor",
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | bool | None


def list_rows(claim: Claim) -> Iterator[dict[str, Cell]]:
    """One row a count or amount, wholes before their parts; a claim without any is one row with None for both.

    `low` and `high` of an amount that is a share are in percent; a count has a `harm`, an amount has none.
    """
    if not claim.harms and not claim.amounts:
        yield _build_row(claim, None, "", None)
    for number, harm in enumerate(claim.harms, start=1):
        yield from _list_counts(claim, harm, f"{claim.id}#{number}", None)
    for number, amount in enumerate(claim.amounts, start=len(claim.harms) + 1):
        row = _build_row(claim, None, f"{claim.id}#{number}", None)
        row |= {"low": amount.low, "high": amount.high, "approximate": amount.approximate}
        row |= {"amount": amount.what, "amount_of": amount.of, "measure": amount.measure, "moment": amount.moment}
        yield row | {"derived": amount.derived}


def format_header() -> str:
    """The line of column names, with its newline."""
    return format_cells(COLUMNS)


def format_rows(claim: Claim) -> str:
    """The claim's rows as CSV (RFC 4180 quoting, newline at each end); None is an empty cell."""
    return "".join(format_cells([guard_cell(row[column]) for column in COLUMNS]) for row in list_rows(claim))


def _list_counts(claim: Claim, harm: Harm, name: str, whole: str | None) -> Iterator[dict[str, Cell]]:
    yield _build_row(claim, harm, name, whole)
    for number, part in enumerate(harm.parts, start=1):
        yield from _list_counts(claim, part, f"{name}.{number}", name)


def _build_row(claim: Claim, harm: Harm | None, name: str, whole: str | None) -> dict[str, Cell]:
    row: dict[str, Cell] = dict.fromkeys(COLUMNS)
    row |= {"count": name or None, "part_of": whole, "claim": claim.id, "document": claim.document, "kind": claim.kind}
    row |= {"category": claim.category, "mode": claim.mode, "scope": claim.scope, "about": claim.about}
    row |= {"stance": claim.stance, "reality": claim.reality, "rule": claim.rule, "extractor": claim.extractor}
    row |= {"evidence_field": claim.evidence.field, "evidence": claim.wording}
    row |= {"evidence_start": claim.evidence.start, "evidence_end": claim.evidence.end}
    if sub_event := find_sub_event(claim):
        row |= {"acled_event_type": find_event_type(sub_event), "acled_sub_event_type": sub_event}
    if harm:
        row |= {"harm": harm.harm, "low": harm.low, "high": harm.high, "approximate": harm.approximate, "who": harm.who}
    if claim.actor:
        row["actor"] = claim.actor.name
    if claim.target:
        row["target"] = claim.target.name
    if claim.place:
        row |= {"place": claim.place.name, "lat": claim.place.lat, "lon": claim.place.lon}
        row["place_precision"] = claim.place.precision
    if claim.when:
        row |= {"when_precision": claim.when.precision, "edtf": claim.when.edtf}
        row["start"] = claim.when.start.isoformat() if claim.when.start else None
        row["end"] = claim.when.end.isoformat() if claim.when.end else None
    if claim.sources:
        row["source"] = claim.sources[0].name
        row["source_chain"] = " < ".join(source.name for source in claim.sources)
    return row


def guard_cell(cell: Cell) -> Cell:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front; the JSON has it untouched."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def format_cells(cells: tuple[str, ...] | list[Cell]) -> str:
    """One line of CSV (RFC 4180 quoting), with its newline."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
