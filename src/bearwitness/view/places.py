"""Places found in a text, and what the gazetteer holds: as tables for people, as JSON and CSV for programs.

In: `FoundPlaces`, or rows on the gazetteer's sources. Out: text. It never lets a control character of a document reach
the terminal, and never shows a position without its precision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from rich.table import Table
from rich.text import Text

from bearwitness.base.findings import FoundPlace, FoundPlaces
from bearwitness.view.objects import describe_place, format_line
from bearwitness.view.rows import Cell, format_cells, guard_cell
from bearwitness.view.tables import NOTHING, render
from bearwitness.view.words import flatten

COLUMNS = (
    "document",
    "start_char",
    "end_char",
    "text",
    "name",
    "lat",
    "lon",
    "radius_m",
    "precision",
    "id",
    "parents",
    "role",
    "acled_geo_precision",
    "ucdp_where_prec",
    "geonames_feature",
    "why",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One list that the gazetteer was compiled from."""

    name: str
    places: int
    licence: str


def describe_found_place(document: str | None, found: FoundPlace) -> dict[str, object]:
    """A place as an object: the contract's `place`, where its words stand, and why; `document` where there is one."""
    described: dict[str, object] = {} if document is None else {"document": document}
    return described | {
        **(describe_place(found.place) or {}),
        "radius_m": found.place.radius_m,
        "parents": list(found.place.parents),
        "start_char": found.start_char,
        "end_char": found.end_char,
        "text": found.text,
        "role": found.role,
        "acled_geo_precision": found.acled,
        "ucdp_where_prec": found.ucdp,
        "geonames_feature": found.geonames,
        "why": found.why,
    }


def format_place_lines(found: FoundPlaces) -> Iterator[str]:
    """One line of JSON a place, no newlines."""
    for one in found.places:
        yield format_line(describe_found_place(found.document, one))


def format_place_header() -> str:
    """The line of column names, with its newline."""
    return format_cells(COLUMNS)


def format_place_rows(found: FoundPlaces) -> str:
    """The places as CSV, newline at each end; what is not known is an empty cell."""
    rows = []
    for one in found.places:
        row: dict[str, Cell] = {
            "document": found.document,
            "start_char": one.start_char,
            "end_char": one.end_char,
            "text": one.text,
            "name": one.place.name,
            "lat": one.place.lat,
            "lon": one.place.lon,
            "radius_m": one.place.radius_m,
            "precision": one.place.precision,
            "id": one.place.id,
            "parents": " > ".join(one.place.parents),
            "role": one.role,
            "acled_geo_precision": one.acled,
            "ucdp_where_prec": one.ucdp,
            "geonames_feature": one.geonames,
            "why": one.why,
        }
        rows.append(format_cells([guard_cell(row[column]) for column in COLUMNS]))
    return "".join(rows)


def format_place_table(found: FoundPlaces, *, width: int, color: bool) -> str:
    """The places of one text as a table, `width` columns wide; a line that says so where there are none."""
    heading = Text(flatten(found.document or ""), style="bold")
    parts: list[Text | Table] = [heading] if found.document else []
    if not found.places:
        return render(*parts, Text("no place found"), width=width, color=color)
    table = _lay_out(("words", 3), ("lies in", 4), ("degrees", 3), ("precision", 3), ("why", 6))
    for one in found.places:
        place = one.place
        at = NOTHING if place.lat is None or place.lon is None else f"{place.lat:.3f}, {place.lon:.3f}"
        around = f", {place.radius_m / 1000:.3g} km around" if place.radius_m and place.lat is not None else ""
        cells = (one.text, ", ".join(place.parents), at, f"{place.precision or NOTHING}{around}", one.why)
        table.add_row(*(Text(flatten(cell)) for cell in cells))
    return render(*parts, table, Text(""), width=width, color=color)


def export_sources(
    rows: Sequence[SourceRow], note: str, form: Literal["table", "json", "jsonl", "csv"], *, width: int, color: bool
) -> str:
    """The sources of the gazetteer; `note` stands below the table, for people only."""
    if form == "csv":
        cells = [format_cells([guard_cell(cell) for cell in asdict(row).values()]) for row in rows]
        return "".join([format_cells(("name", "places", "licence")), *cells])
    lines = [format_line(asdict(row)) for row in rows]
    if form == "jsonl":
        return "".join(line + "\n" for line in lines)
    if form == "json":
        return "[\n" + ",\n".join(lines) + "\n]\n"
    table = _lay_out(("source", 3), ("places", 1), ("licence", 5))
    for row in rows:
        table.add_row(Text(flatten(row.name)), Text(f"{row.places:,}"), Text(flatten(row.licence)))
    return render(table, Text(""), Text(flatten(note), style="dim"), width=width, color=color)


def _lay_out(*columns: tuple[str, int]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for name, ratio in columns:
        table.add_column(name, ratio=ratio)
    table.expand = True
    return table
