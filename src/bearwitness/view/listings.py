"""Lists of the casebook as text: tables for people, JSON and CSV for programs.

In: objects of JSON, and which of their values are shown in columns. Out: text, piece by piece. JSON has every field of
an object, tables and CSV have the columns; none has a control character or a formula that a document brought along.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from rich.table import Table
from rich.text import Text

from bearwitness.base.casebooks import Entry, Judgement, KeptClaim, KeptDocument, Sight, SourceRecord
from bearwitness.base.contracts import freeze
from bearwitness.base.identifiers import Json
from bearwitness.view.objects import describe_claim, format_line
from bearwitness.view.rows import guard_cell
from bearwitness.view.sub_events import find_sub_event
from bearwitness.view.tables import ID_LENGTH, NOTHING, list_flags, phrase_harms, phrase_time, render
from bearwitness.view.words import flatten

ListFormat = Literal["table", "json", "jsonl", "csv"]
Object = Mapping[str, Any]
SHOWN = 100  # characters of a payload in a table
# Columns that may take more than one line, of which the widest gives way first.
_FOLDED = frozenset(
    {"acled", "id", "named", "names", "outlet", "payload", "reason", "source", "title", "what", "when", "where", "why"}
)
# What a column is called for people, where that is not its key.
_HEADINGS = {"acled": "ACLED", "named": "title", "sequence": "entry"}


def format_listing(
    objects: Iterable[Object], columns: Sequence[str], form: ListFormat, *, width: int, color: bool
) -> Iterator[str]:
    """The objects as text; `columns` are the keys that tables and CSV show, `width` is in columns of the terminal."""
    if form == "jsonl":
        for each in objects:
            yield format_line(_drop_cells(each)) + "\n"
    elif form == "json":
        yield "["
        empty = True
        for each in objects:
            yield ("\n" if empty else ",\n") + format_line(_drop_cells(each))
            empty = False
        yield "]\n" if empty else "\n]\n"
    elif form == "csv":
        yield _format_row(columns)
        for each in objects:
            yield _format_row([guard_cell(_read_cell(each, column)) for column in columns])
    else:
        yield _format_table(objects, columns, width=width, color=color)


def describe_kept_claim(kept: KeptClaim) -> Object:
    """The claim's contract, with where and when the casebook keeps it."""
    claim = kept.claim
    flags = list_flags(claim)
    held: dict[str, Json] = {"sequence": kept.sequence, "recorded_at_utc": kept.recorded_at_utc, "author": kept.author}
    held |= {"document_sha256": kept.document_sha256, "ended": kept.ended, "credibility": kept.credibility}
    cells = {
        "claim": claim.id[:ID_LENGTH],
        "what": phrase_harms(claim) + (f" [{', '.join(flags)}]" if flags else ""),
        "where": claim.place.name if claim.place else NOTHING,
        "when": phrase_time(claim),
        "source": claim.sources[0].name if claim.sources else "the outlet itself",
        "standing": "stands" if kept.ended is None else f"ended by {kept.ended}",
        "category": claim.category,
        "mode": claim.mode,
        "acled": find_sub_event(claim),
        "acled_sub_event_type": find_sub_event(claim),
    }
    return {**describe_claim(claim), **held, "cells": cells}


def describe_kept_document(kept: KeptDocument) -> Object:
    """A document without its text."""
    document = kept.document
    return {
        "id": document.id,
        "sha256": document.sha256,
        "title": document.title,
        "outlet": document.outlet,
        "agency": document.agency,
        "url": document.url,
        "language": document.language,
        "published": document.published and document.published.isoformat(),
        "media": kept.media,
        "claims": kept.claims,
        "characters": kept.characters,
        "contributor": kept.contributor,
        "sequence": kept.sequence,
        "recorded_at_utc": kept.recorded_at_utc,
        "author": kept.author,
        "ended": kept.ended,
        "cells": {"document": document.sha256[:ID_LENGTH], "named": document.title or document.id},
    }


def describe_entry(entry: Entry, payload: Json) -> Object:
    """An entry with its payload as an object, whose canonical JSON is what the hash is made of."""
    return {
        "sequence": entry.sequence,
        "kind": entry.kind,
        "author": entry.author,
        "recorded_at_utc": entry.recorded_at_utc,
        "payload": payload,
        "hash": entry.hash,
        "previous_hash": entry.previous_hash,
        "cells": {"payload": entry.payload[:SHOWN], "hash": entry.hash[:ID_LENGTH]},
    }


def describe_source(record: SourceRecord) -> Object:
    """A source record with all its fields, stated or not."""
    blank: dict[str, Json] = dict.fromkeys(("side", "reliability", "organisation"))
    blank |= {"names": [], "relays": [], "places": [], "languages": [], "status": "reviewed", "kind": "unnamed"}
    return {**blank, **freeze(record), "cells": {"names": ", ".join(record.names)}}


def describe_judgement(judgement: Judgement) -> Object:
    """A judgement with all its fields."""
    return {"ended": None, "supersedes": None, "value": None, **freeze(judgement)}


def describe_sight(sight: Sight, entries: Sequence[Object]) -> Object:
    """One record and the entries about it."""
    told: dict[str, Any] = {"kind": sight.kind, "id": sight.id}
    if sight.claim:
        told["claim"] = _drop_cells(describe_kept_claim(sight.claim))
    if sight.document:
        told["document"] = {**_drop_cells(describe_kept_document(sight.document)), "text": sight.document.document.text}
    if sight.source:
        told["source"] = _drop_cells(describe_source(sight.source))
    if sight.judgement:
        told["judgement"] = describe_judgement(sight.judgement)
    return {**told, "entries": [_drop_cells(entry) for entry in entries]}


def format_sight(sight: Sight, entries: Sequence[Object], *, width: int, color: bool) -> Iterator[str]:
    """One record for a reader: what it says, then the entries about it."""
    facts: list[tuple[str, str]] = [(sight.kind, sight.id)]
    if sight.claim:
        told = describe_kept_claim(sight.claim)
        facts += [(name, str(told["cells"][name])) for name in ("what", "where", "when", "source", "standing")]
        facts += [("words", sight.claim.claim.wording), ("document", sight.claim.claim.document)]
        facts += [("credibility", str(sight.claim.credibility or NOTHING))]
    elif sight.document:
        told = describe_kept_document(sight.document)
        names = ("title", "outlet", "published", "media", "claims", "characters", "ended")
        facts += [(name, str(told[name])) for name in names if told[name] is not None]
    elif sight.source:
        told = describe_source(sight.source)
        facts += [(name, _read_words(told[name])) for name in told if name not in ("id", "cells") and told[name]]
    elif sight.judgement:
        told = describe_judgement(sight.judgement)
        facts += [(name, _read_words(told[name])) for name in ("topic", "subjects", "verdict", "why", "ended")]
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column()
    for name, value in facts:
        grid.add_row(name, Text(flatten(value)))
    yield render(grid, Text(""), width=width, color=color)
    if sight.document:
        yield sight.document.document.text.rstrip() + "\n\n"
    columns = ("sequence", "kind", "author", "recorded_at_utc", "payload")
    yield from format_listing(entries, columns, "table", width=width, color=color)


def _format_table(objects: Iterable[Object], columns: Sequence[str], *, width: int, color: bool) -> str:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for column in columns:
        table.add_column(
            _HEADINGS.get(column, column.replace("_", " ")), no_wrap=column not in _FOLDED, overflow="fold"
        )
    for each in objects:
        table.add_row(*(Text(_read_words(_read_cell(each, column))) for column in columns))
    return render(table, width=width, color=color) if table.rows else ""


def _read_cell(each: Object, column: str) -> Any:
    cells = each.get("cells", {})
    value = cells[column] if column in cells else each.get(column)
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def _read_words(value: object) -> str:
    if value is None or value == "":
        return NOTHING
    return flatten(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _drop_cells(each: Object) -> dict[str, Any]:
    return {name: value for name, value in each.items() if name != "cells"}


def _format_row(cells: Sequence[Any]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()
