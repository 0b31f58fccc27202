"""Exports of forms (KoBoToolbox, ODK, any CSV or XLSX with a row a report) become reports from the ground.

In: a CSV or XLSX file and which column is which field. Out: a FieldReport for each row, or a Failure that names it.
The row as it came goes into `original`, for the vault. A column that nobody has placed goes nowhere else.
"""

import csv
import hashlib
import io
import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import yaml

from bearwitness.base.errors import MissingExtra, UsageError
from bearwitness.base.fieldwork import FieldCount, FieldReport
from bearwitness.base.records import Failure
from bearwitness.collect.forms import HARMS, WHO, find_contradiction, read_count
from bearwitness.collect.inputs import explain_error

FIELDS = ("id", "reported", "start", "end", "place", "lat", "lon", "text", "title", "source", "language")
SEALED, SKIPPED = "contact", "skip"
_MOST_BYTES = 100_000_000
_DAYS_AHEAD = 1  # a form may be filled where it is tomorrow already by the server's clock
_MAP = "--map COLUMN=FIELD places one, --map COLUMN=skip leaves it out"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Which column is which field, of those that are placed; the others are `unplaced`."""

    fields: Mapping[str, str]
    unplaced: tuple[str, ...]


def read_table(path: Path, chosen: Mapping[str, str]) -> Iterator[FieldReport | Failure]:
    """The reports in a CSV or XLSX file; `chosen` maps columns to fields and overrules what is known of their names.

    Fields are those of FIELDS, a harm (`killed`), a harm of some people (`killed.children`), `contact` and `skip`.
    Raises UsageError for a field that is none, MissingExtra for XLSX without its reader.
    """
    for column, name in chosen.items():
        if not _is_field(name):
            known = ", ".join((*FIELDS, *sorted(HARMS), "killed.children…", SEALED, SKIPPED))
            raise UsageError(f"'{column}={name}': there is no field '{name}'; fields are {known}")
    try:
        content = path.read_bytes()
    except OSError as error:
        yield Failure(origin=str(path), reason=explain_error(error))
        return
    if len(content) > _MOST_BYTES:
        yield Failure(origin=str(path), reason="more than 100 MB; split it")
        return
    try:
        rows = list(_read_xlsx(content) if content.startswith(b"PK") else _read_csv(content))
    except (ValueError, KeyError, csv.Error) as error:
        yield Failure(origin=str(path), reason=f"no table that can be read ({error}); save it as CSV in UTF-8")
        return
    if not rows:
        yield Failure(origin=str(path), reason="empty; a row of column names and a row for each report are needed")
        return
    mapping = place_columns(rows[0], chosen)
    if told := [column for column in mapping.unplaced if any(str(row.get(column) or "").strip() for row in rows)]:
        named = "".join(x if x.isprintable() else " " for x in ", ".join(f"'{column}'" for column in told))
        _log.warning("%s: columns that go into no field, only into the sealed row: %s; %s", path, named, _MAP)
    for number, row in enumerate(rows, 2):
        if any(str(value).strip() for value in row.values() if value is not None):
            yield _build_report(row, mapping, f"{path}:{number}")


def place_columns(columns: Iterable[str], chosen: Mapping[str, str]) -> Placing:
    """Which column is which field, by what was chosen and else by its name.

    Raises UsageError where a chosen column is not there.
    """
    columns = list(columns)
    if strange := [column for column in chosen if column not in columns]:
        raise UsageError(f"the table has no column '{strange[0]}'; it has {', '.join(columns)[:300]}")
    placed = dict(chosen)
    taken = set(chosen.values())
    for field, names in _load_names().items():
        for name in names:
            for column in columns:
                if (
                    column not in placed
                    and (field in (SEALED, SKIPPED) or field not in taken)
                    and _fold(column) == name
                ):
                    placed[column] = field
                    taken.add(field)
    return Placing(fields=placed, unplaced=tuple(column for column in columns if column not in placed))


def _build_report(row: Mapping[str, Any], mapping: Placing, origin: str) -> FieldReport | Failure:
    values: dict[str, Any] = {}
    contact: list[tuple[str, str]] = []
    counts: list[FieldCount] = []
    try:
        for column, field in mapping.fields.items():
            value = row.get(column)
            words = "" if value is None else str(value).strip()
            if not words or field == SKIPPED:
                continue
            if field == SEALED:
                contact.append((column, words))
            elif field in FIELDS:
                values[field] = _read_value(field, value)
            else:
                harm, _, who = field.partition(".")
                counts.append(read_count(words.removesuffix(".0"), harm, who or "people"))  # type: ignore[arg-type]  # checked
    except ValueError as error:
        return Failure(origin=origin, reason=f"column '{column}': {error}")
    whole = json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False, sort_keys=True)
    original = whole.encode("utf-8", "replace")
    # Without an id of its own a row is told from others by what is in it: the same export twice is the same reports.
    values["id"] = f"field:{values.get('id') or hashlib.sha256(original).hexdigest()[:24]}"
    report = FieldReport(origin=origin, counts=tuple(counts), contact=tuple(contact), original=original, **values)
    if not (report.text.strip() or report.counts):
        return Failure(origin=origin, reason="says nothing: neither words nor a count; map its columns")
    if wrong := find_contradiction(report, _DAYS_AHEAD):
        return Failure(origin=origin, reason=wrong)
    return report


def _read_value(field: str, value: Any) -> Any:
    words = str(value).strip()
    if field in ("reported", "start", "end"):
        if isinstance(value, datetime):
            return value.date()
        try:
            return date.fromisoformat(words[:10])
        except ValueError:
            raise ValueError(f"'{words[:40]}' is no date: write 2019-06-04") from None
    if field in ("lat", "lon"):
        try:
            degrees = float(words)
        except ValueError:
            raise ValueError(f"'{words[:40]}' is no number of degrees") from None
        if abs(degrees) > (90 if field == "lat" else 180):
            raise ValueError(f"{degrees} is outside the globe")
        return degrees
    return words


def _read_csv(content: bytes) -> Iterator[dict[str, Any]]:
    text = content.decode("utf-8-sig")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        row.pop(None, None)  # cells beyond the last column have no name
        yield dict(row)


def _read_xlsx(content: bytes) -> Iterator[dict[str, Any]]:
    try:
        from openpyxl import load_workbook  # type: ignore[import-untyped]  # noqa: PLC0415  an optional part, untyped
    except ModuleNotFoundError:
        raise MissingExtra("field", "reading an XLSX table") from None
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, OSError, KeyError, TypeError, AttributeError, SyntaxError) as error:  # what broken files bring
        raise ValueError(type(error).__name__) from None
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(values_only=True)
    names = [str(name).strip() if name is not None else "" for name in next(rows, ())]
    for row in rows:
        yield {name: value for name, value in zip(names, row, strict=False) if name}


@cache
def _load_names() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "columns.yaml").read_text(encoding="utf-8"))
    return loaded


def _fold(column: str) -> str:
    return column.strip().lower().replace(" ", "_").rpartition("/")[2]


def _is_field(name: str) -> bool:
    harm, dot, who = name.partition(".")
    return name in (*FIELDS, SEALED, SKIPPED) or (harm in HARMS and (not dot or who in WHO))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
