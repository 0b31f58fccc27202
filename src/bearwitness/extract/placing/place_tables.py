"""Reading the places that others publish: a GeoNames country dump, an OCHA P-code table, any table with name, lat, lon.

In: a file (text or CSV, also inside a .zip; .xlsx with the extra `field`). Out: a `PlaceRow` for each row that is sound
and a `Failure` that names each row that is not; the rest is still read. It writes nothing.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from bearwitness.base.errors import BrokenInput, EmptyInput, MissingExtra, MissingInput
from bearwitness.base.records import Failure
from bearwitness.extract.placing.folding import fold_name
from bearwitness.extract.placing.precisions import kind_of_feature
from bearwitness.extract.placing.user_places import KINDS, PlaceRow

_GEONAMES_COLUMNS: Final = 19
_TOWN, _CITY = 5_000, 100_000  # people from which a GeoNames settlement counts as a town, as a city
_NAMES: Final = {
    "name": ("name", "place", "toponym", "name_en", "placename", "location"),
    "lat": ("lat", "latitude", "y", "center_lat", "latitude_y", "y_coord", "lat_dd", "pointy"),
    "lon": ("lon", "lng", "long", "longitude", "x", "center_lon", "longitude_x", "x_coord", "lon_dd", "pointx"),
    "country": ("country", "iso", "iso2", "countrycode", "country_code", "admin0pcode", "adm0_pcode"),
    "kind": ("kind", "type"),
    "radius_m": ("radius_m",),
    "km": ("km", "radius_km"),
    "inside": ("in", "inside", "parent", "admin1name_en", "adm1_en"),
    "variants": ("variants", "aliases", "alternatenames", "other_names"),
    "id": ("id", "pcode", "geonameid"),
    "population": ("population", "pop"),
}
_LEVEL: Final = re.compile(r"adm(?:in)?_?([0-4])(?:name|_name)?_?([a-z]{2})?(?:_?(pcode))?$")
_LEVEL_KINDS: Final = {1: "province", 2: "district", 3: "district", 4: "village"}


def read_place_table(path: Path) -> Iterator[PlaceRow | Failure]:
    """The places of a file, row by row.

    Raises MissingInput, EmptyInput or BrokenInput where the file as a whole cannot be read, and MissingExtra for .xlsx
    without the extra `field`.
    """
    if not path.is_file():
        raise MissingInput(str(path), "no such file")
    if path.suffix.lower() == ".xlsx":
        yield from _read_rows(path, _read_sheet(path))
        return
    text = _read_text(path)
    if not text.strip():
        raise EmptyInput(str(path), "nothing in it")
    first = text.split("\n", 1)[0]
    if first.count("\t") >= _GEONAMES_COLUMNS - 1 and first.split("\t", 1)[0].isdigit():
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                row = _read_geonames(line.split("\t"))
                if row is not None:
                    yield row if isinstance(row, PlaceRow) else Failure(origin=f"{path}:{number}", reason=row)
        return
    delimiter = max(",;\t", key=first.count)
    yield from _read_rows(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _read_text(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix.lower() == ".zip":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                inner = [i for i in packed.infolist() if i.filename.lower().endswith((".txt", ".csv", ".tsv"))]
                named = [i for i in inner if "readme" not in i.filename.lower()]
                if not named:
                    raise BrokenInput(str(path), "no .txt, .csv or .tsv in it")
                content = packed.read(max(named, key=lambda i: i.file_size))
        except zipfile.BadZipFile:
            raise BrokenInput(str(path), "no zip file, or a broken one") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenInput(str(path), f"not UTF-8 (byte {error.start}): save it as UTF-8") from None


def _read_sheet(path: Path) -> Iterator[list[str]]:
    try:
        import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415  an optional part; it has no types
    except ImportError:
        raise MissingExtra("field", f"{path}: reading .xlsx") from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        raise BrokenInput(str(path), "no .xlsx file, or a broken one") from None
    widest = max(book.worksheets, key=lambda sheet: (sheet.max_row or 0) * (sheet.max_column or 0))
    for row in widest.iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in row]


def _read_geonames(cells: list[str]) -> PlaceRow | str | None:
    """One line of a GeoNames dump; a reason in words where it is broken, None where it is no kind of place."""
    if len(cells) < _GEONAMES_COLUMNS:
        return f"{len(cells)} columns, a GeoNames dump has {_GEONAMES_COLUMNS}"
    number, name, plain, alternates, lat, lon, feature_class, feature_code, country = cells[:9]
    kind = kind_of_feature(feature_class, feature_code)
    if kind is None or feature_code.startswith("PCL"):
        return None
    at = _read_point(lat, lon)
    if isinstance(at, str):
        return at
    population = int(cells[14]) if cells[14].isdigit() else 0
    if feature_class == "P" and kind == "village":
        kind = "city" if population >= _CITY else "town" if population >= _TOWN else "village"
    variants = tuple(dict.fromkeys(v for v in (plain, *alternates.split(",")) if v and v != name))
    return PlaceRow(
        id=f"geonames:{number}",
        name=name,
        kind=kind,
        lat=at[0],
        lon=at[1],
        country=country,
        admin1=cells[10],
        population=population,
        variants=variants,
    )


def _read_rows(path: Path, rows: Iterable[list[str]]) -> Iterator[PlaceRow | Failure]:
    """The rows of a table with a header: an OCHA P-code table where it has levels, else one with name, lat, lon."""
    numbered = enumerate(rows, start=1)
    _, header = next(numbered, (0, []))
    columns = [re.sub(r"\s+", "_", cell.strip().lower()) for cell in header]
    levels = {i: m for i, column in enumerate(columns) if (m := _LEVEL.match(column))}
    found = {
        name: next((columns.index(c) for c in spellings if c in columns), None) for name, spellings in _NAMES.items()
    }
    by_level = found["name"] is None and any(m.group(3) is None for m in levels.values())
    missing = [name for name in ("lat", "lon") if found[name] is None] + (
        ["name"] if found["name"] is None and not by_level else []
    )
    if missing:
        raise BrokenInput(str(path), f"no column for {', '.join(missing)}; it has: {', '.join(header) or 'nothing'}")
    for number, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        values = {name: cells[i].strip() if i is not None and i < len(cells) else "" for name, i in found.items()}
        if by_level:
            values |= _read_levels(cells, levels)
        row = _build_row(values, trusted=not by_level)
        yield row if isinstance(row, PlaceRow) else Failure(origin=f"{path}:{number}", reason=row)


def _read_levels(cells: list[str], levels: Mapping[int, "re.Match[str]"]) -> dict[str, str]:
    """Name, other names, P-code and parent of the finest level that a row of an OCHA table fills."""
    names: dict[int, list[str]] = {}
    codes: dict[int, str] = {}
    for i, match in levels.items():
        level, value = int(match.group(1)), cells[i].strip() if i < len(cells) else ""
        if value and match.group(3):
            codes[level] = value
        elif value and match.group(2) == "en":
            names.setdefault(level, []).insert(0, value)
        elif value:
            names.setdefault(level, []).append(value)
    finest = max((level for level in names if level), default=0)
    if not finest:
        return {}
    wider = next((names[level][0] for level in range(finest - 1, 0, -1) if level in names), "")
    code = codes.get(finest, "")
    return {
        "name": names[finest][0],
        "variants": ";".join(names[finest][1:]),
        "inside": wider,
        "kind": _LEVEL_KINDS[finest],
        "id": f"pcode:{code}" if code else "",
        "country": code[:2] if re.match(r"[A-Z]{2}\d", code) else "",
    }


def _build_row(values: Mapping[str, str], *, trusted: bool) -> PlaceRow | str:
    """A row of a table as a place, or in words why it is none."""
    name, kind = values["name"], values["kind"].lower() or "town"
    if not fold_name(name):
        return "no name"
    at = _read_point(values["lat"], values["lon"])
    if isinstance(at, str):
        return at
    if kind not in KINDS:
        return f"'{values['kind']}' is no kind of place; kinds are: {', '.join(sorted(KINDS))}"
    if values["country"] and not re.fullmatch(r"[A-Za-z]{2}", values["country"]):
        return f"'{values['country']}' is no country code of two letters"
    try:
        radius_m = int(float(values["radius_m"] or 0) or 1000 * float(values["km"] or 0))
        population = int(float(values["population"] or 0))
    except (ValueError, OverflowError):
        return f"radius '{values['radius_m'] or values['km']}' or population '{values['population']}' is no number"
    if radius_m < 0 or population < 0:
        return "radius or population below zero"
    digest = sha256(f"{name}|{at}".encode()).hexdigest()[:10]
    return PlaceRow(
        id=values["id"] or f"user:{fold_name(name).replace(' ', '-')}-{digest}",
        name=name,
        kind=kind,
        lat=at[0],
        lon=at[1],
        country=values["country"].upper(),
        inside=values["inside"],
        radius_m=radius_m,
        population=population,
        variants=tuple(v.strip() for v in re.split(r"[;|]", values["variants"]) if v.strip()),
        trusted=trusted,
    )


def _read_point(lat: str, lon: str) -> tuple[float, float] | str:
    try:
        point = (float(lat), float(lon))
    except ValueError:
        return f"'{lat}', '{lon}' are no degrees"
    if not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        return f"{lat}, {lon} lies nowhere on Earth: latitude goes from -90 to 90, longitude from -180 to 180"
    return point
