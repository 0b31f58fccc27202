"""The places that a user has added: kept in a folder of their own, so that they outlive every rebuild.

In: rows of places. Out: one small CSV file for each file that was added, and its rows again when the gazetteer is
compiled. A file added twice is kept once, under a name that ends in the digest of its rows. It parses no foreign
format; `place_tables` does.
"""

import csv
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Final

ENVIRONMENT: Final = "BEARWITNESS_PLACES"
"""Names a folder to keep added places in, instead of the one in the user's data folder."""
KINDS: Final = frozenset(
    """city town village neighbourhood district province region area sea camp hospital crossing base facility road
    exact""".split()  # noqa: SIM905  seventeen words in quotation marks are hard to read
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A place to be added: degrees in WGS84; `kind` is one of `KINDS`; `radius_m` 0: the kind's.

    `country` is an ISO 3166 code of two letters, `admin1` the GeoNames code of the first-level division; both may be
    "". `inside` names what it lies in, `variants` are its other spellings. `trusted`: chosen by the user one by one,
    and so believed as readily as the project's own supplement; a whole country's list is not.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    inside: str = ""
    radius_m: int = 0
    population: int = 0
    variants: tuple[str, ...] = ()
    trusted: bool = False


_COLUMNS: Final = tuple(field.name for field in fields(PlaceRow))
_SEPARATOR: Final = "\x1f"


def locate_user_places() -> Path:
    """The folder of added places: the environment's choice, else in the user's data folder."""
    chosen = os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen)
    data_home = os.environ.get("XDG_DATA_HOME")
    return (Path(data_home) if data_home else Path.home() / ".local" / "share") / "bearwitness" / "places"


def list_user_files() -> list[Path]:
    """The files of added places, in the order of their names; none where nothing was ever added."""
    folder = locate_user_places()
    return sorted(folder.glob("*.csv")) if folder.is_dir() else []


def store_user_places(rows: Iterable[PlaceRow], origin: str) -> Path:
    """Keep rows under the name of the file that they came from; the same rows twice are one file.

    Raises OSError where the folder cannot be written.
    """
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for row in rows:
        table.writerow(_SEPARATOR.join(row.variants) if name == "variants" else getattr(row, name) for name in _COLUMNS)
    content = text.getvalue().encode()
    folder = locate_user_places()
    folder.mkdir(parents=True, exist_ok=True)
    stem = "".join(c if c.isalnum() else "-" for c in Path(origin).stem)[:60] or "places"
    path = folder / f"{stem}-{sha256(content).hexdigest()[:12]}.csv"
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)
    return path


def read_user_file(path: Path) -> Iterator[PlaceRow]:
    """The rows of one file as `store_user_places` wrote it."""
    with path.open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            yield PlaceRow(
                id=row["id"],
                name=row["name"],
                kind=row["kind"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                country=row["country"],
                admin1=row["admin1"],
                inside=row["inside"],
                radius_m=int(row["radius_m"]),
                population=int(row["population"]),
                variants=tuple(v for v in row["variants"].split(_SEPARATOR) if v),
                trusted=row["trusted"] == "True",
            )
