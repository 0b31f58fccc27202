"""The gazetteer: which places in the world bear a name.

In: folded names. Out: the places that bear them, with coordinates, size and what they lie in. It never reads running
text and never chooses between places of one name; `places` does, in the context of a document.

The file is compiled once by `gazetteer_build` into the user's cache folder, and opened read-only; only what is asked
for is read from it.
"""

import logging
import math
import os
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from bearwitness.base.errors import CacheError
from bearwitness.base.records import PlacePrecision
from bearwitness.extract.placing.distances import DEGREE_M, Point, distance_m
from bearwitness.extract.placing.folding import drop_articles, fold_name, key_sounds, near_names
from bearwitness.extract.placing.gazetteer_build import build_gazetteer, version_inputs

ENVIRONMENT: Final = "BEARWITNESS_GAZETTEER"
"""Names a compiled file to use instead of the one in the cache folder."""
_log = logging.getLogger(__name__)

PRECISIONS: Final[dict[str, PlacePrecision]] = {
    "continent": "country",  # the coarsest there is
    "sea": "country",
    "country": "country",
    "province": "province",
    "region": "province",
    "district": "district",
    "area": "area",
    "city": "town",
    "town": "town",
    "village": "town",
    "neighbourhood": "neighbourhood",
    "camp": "neighbourhood",
    "hospital": "exact",
    "crossing": "exact",
    "base": "exact",
    "facility": "exact",
    "road": "exact",
    "exact": "exact",
}
_BATCH: Final = 400
_MOST_KNOWN: Final = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer.

    `inside` is the name of the place it lies in ("" where only region and country are known), `region` the name of its
    first-level division. `main`: the name it was found by is its usual one. `near`: how alike the asked and the found
    name sound, 1 for the same key. Degrees are WGS84.
    """

    id: str
    name: str
    kind: str
    country: str
    country_name: str
    region: str
    inside: str
    lat: float | None
    lon: float | None
    radius_m: int
    population: int
    curated: bool
    admin1: str = ""
    main: bool = True
    near: float = 1.0

    @property
    def precision(self) -> PlacePrecision:
        """How precisely the name says where something is; a small region is an area or a district."""
        if self.kind == "region":
            return "area" if self.radius_m <= 15_000 else "district" if self.radius_m <= 50_000 else "province"
        return PRECISIONS[self.kind]

    @property
    def region_code(self) -> str:
        """The GeoNames code of its first-level division ("SY.12"), "" where it lies in none that is known."""
        return f"{self.country}.{self.admin1}" if self.admin1 else ""

    @property
    def parents(self) -> tuple[str, ...]:
        """What it lies in, nearest first; a country last."""
        if self.kind == "country":
            return ()
        region = "" if self.kind == "province" else self.region
        chain = [name for name in (self.inside, region, self.country_name) if name]
        return tuple(dict.fromkeys(chain))


class Gazetteer:
    """A compiled gazetteer, open for reading. Answers are kept, so that a name is looked up once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # One process may read from several threads; SQLite itself serialises them and nothing is ever written.
        self._base = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self._known: dict[str, tuple[Entry, ...]] = {}
        self._sounded: dict[tuple[str, str], tuple[Entry, ...]] = {}
        countries = self._base.execute("SELECT country, name FROM place WHERE kind = 'country'")
        self._countries: dict[str, str] = {str(code): str(name) for code, name in countries}
        self._regions = {
            (c, code): name for c, code, name in self._base.execute("SELECT country, code, name FROM admin1")
        }

    def find_names(self, keys: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """The places under each folded name; a name that no place bears maps to ().

        A name is asked for with its articles first and without them where that finds nothing.
        """
        asked = set(keys)
        wanted = asked | {drop_articles(key) for key in asked}
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._fetch([key for key in wanted if key not in self._known])
        return {key: self._known[key] or self._known[drop_articles(key)] for key in asked}

    def find_sounds(self, key: str, country: str) -> tuple[Entry, ...]:
        """Places of one country whose names sound like a folded name but are written otherwise, the most alike first.

        Only countries of the supplement are indexed by sound; () for names of fewer than three consonants.
        """
        found = self._sounded.get((country, key))
        if found is None:
            found = self._sounded[country, key] = self._fetch_sounds(key, country)
        return found

    def find_words(self, words: str, limit: int = 20) -> list[Entry]:
        """Places whose names hold all of these words, the last one also as a beginning; the largest first."""
        asked = fold_name(words).split()
        if not asked:
            return []
        query = " AND ".join(f'"{word}"' for word in asked) + " *"
        rows = self._base.execute(
            "SELECT p.* FROM words w JOIN place p ON p.pk = w.rowid WHERE words MATCH ? "
            "ORDER BY p.curated DESC, p.population DESC LIMIT ?",
            (query, limit),
        )
        return [self._entry(tuple(row)) for row in rows]

    def find_near(self, at: Point, radius_m: float, limit: int = 20) -> list[Entry]:
        """Places whose middle lies within `radius_m` of a point, the nearest first."""
        high = radius_m / DEGREE_M
        wide = high / max(0.05, math.cos(math.radians(at[0])))
        rows = self._base.execute(
            "SELECT p.* FROM spot s JOIN place p ON p.pk = s.pk WHERE s.min_lat <= ? AND s.max_lat >= ? "
            "AND s.min_lon <= ? AND s.max_lon >= ?",
            (at[0] + high, at[0] - high, at[1] + wide, at[1] - wide),
        )
        found = [(distance_m(at, (e.lat or 0.0, e.lon or 0.0)), e) for row in rows if (e := self._entry(tuple(row)))]
        found.sort(key=lambda pair: (pair[0], pair[1].id))
        return [entry for away, entry in found[:limit] if away <= radius_m]

    def list_sources(self) -> list[tuple[str, int, str]]:
        """What was compiled: the name of each list, how many places came from it, and its licence."""
        return [(str(n), int(c), str(x)) for n, c, x in self._base.execute("SELECT * FROM source ORDER BY places DESC")]

    def name_country(self, code: str) -> str:
        """The usual English name of a country by its ISO code, "" for none."""
        return self._countries.get(code, "")

    def _fetch(self, keys: list[str]) -> None:
        for first in range(0, len(keys), _BATCH):
            batch = keys[first : first + _BATCH]
            found: dict[str, list[Entry]] = {key: [] for key in batch}
            marks = ",".join("?" * len(batch))
            query = f"SELECT n.key, n.main, p.* FROM name n JOIN place p ON p.pk = n.place WHERE n.key IN ({marks})"
            for key, main, *row in self._base.execute(query, batch):
                found[key].append(self._entry(tuple(row), main=bool(main)))
            self._known.update((key, tuple(entries)) for key, entries in found.items())

    def _fetch_sounds(self, key: str, country: str) -> tuple[Entry, ...]:
        sound = key_sounds(key)
        if not sound:
            return ()
        query = "SELECT s.key, p.* FROM sound s JOIN place p ON p.pk = s.place WHERE s.country = ? AND s.sound = ?"
        best: dict[str, Entry] = {}
        for written, *row in self._base.execute(query, (country, sound)):
            entry = self._entry(tuple(row), near=near_names(key, written))
            if entry.id not in best or best[entry.id].near < entry.near:
                best[entry.id] = entry
        return tuple(sorted(best.values(), key=lambda e: (-e.near, not e.curated, -e.population)))

    def _entry(self, row: tuple[object, ...], *, main: bool = True, near: float = 1.0) -> Entry:
        _, place_id, name, kind, country, admin1, inside, lat, lon, radius_m, population, curated = row
        return Entry(
            id=str(place_id),
            name=str(name),
            kind=str(kind),
            country=str(country),
            country_name=self._countries.get(str(country), ""),
            region=self._regions.get((str(country), str(admin1)), ""),
            admin1=str(admin1),
            inside=str(inside),
            lat=lat if isinstance(lat, float) else None,
            lon=lon if isinstance(lon, float) else None,
            radius_m=int(str(radius_m)),
            population=int(str(population)),
            curated=bool(curated),
            main=main,
            near=near,
        )


def locate_gazetteer() -> Path:
    """Where the compiled file is, or would be: the environment's choice, else the user's cache folder."""
    chosen = os.environ.get(ENVIRONMENT)
    if chosen:
        return Path(chosen)
    cache_home = os.environ.get("XDG_CACHE_HOME")
    folder = Path(cache_home) if cache_home else Path.home() / ".cache"
    return folder / "bearwitness" / f"gazetteer-{version_inputs()}.sqlite"


@cache
def open_gazetteer() -> Gazetteer:
    """The gazetteer of this process, compiled first where it is not there yet (some twenty seconds, once)."""
    path = locate_gazetteer()
    if not path.exists():
        _log.warning("compiling the gazetteer, once, into %s: about twenty seconds", path)
        compile_gazetteer()
    return Gazetteer(path)


def compile_gazetteer(progress: Callable[[str], None] | None = None) -> Path:
    """Compile the gazetteer to its place, with what the user has added; a gazetteer opened before is forgotten.

    Raises CacheError where it cannot be written.
    """
    path = locate_gazetteer()
    try:
        build_gazetteer(path, progress)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CacheError(
            f"{path}: the gazetteer cannot be written ({reason}); set {ENVIRONMENT} to a file that can"
        ) from error
    open_gazetteer.cache_clear()
    return path


def find_entries(name: str) -> tuple[Entry, ...]:
    """The places that bear a name as a reader writes it, in any script."""
    key = fold_name(name)
    return open_gazetteer().find_names([key])[key]
