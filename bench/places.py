"""How well the places of a text are found and placed: toponyms found, and how far from the truth they are put.

In: annotated toponyms, as LGL's or GeoVirus's XML (also gzipped): PATH. Out: one line a file:

- detection: precision and recall, a toponym counting as found when a place that overlaps it is found;
- of the toponyms found that have coordinates in the annotation: how many got none from us (unresolved), how many were
  put on the very place or within 10 km (exact), how many within 161 km (a hundred miles, the custom of the field), the
  latter both of the resolved and of all found; and the median error of the resolved in kilometres.

`--errors` prints each toponym that is missed, unresolved or far off. Texts are read as `bearwitness where` reads them.
"""

import argparse
import gzip
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.naming.parties import find_parties
from bearwitness.extract.placing.distances import distance_m
from bearwitness.extract.placing.places import find_toponyms

CUSTOM_KM, EXACT_KM = 161.0, 10.0
UNSURE_OFFSET = 40  # GeoVirus's offsets are off by a few characters: the name is looked for this far around


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """An annotated place name: [start, end) in its text; `at` in degrees and `id` where the annotation has them."""

    start: int
    end: int
    name: str
    at: tuple[float, float] | None
    id: str | None


@dataclass(slots=True)
class Tally:
    """What is counted over a file."""

    gold: int = 0
    predicted: int = 0
    true: int = 0
    found: int = 0
    placed: int = 0
    unresolved: int = 0
    exact: int = 0
    errors_km: list[float] = field(default_factory=list)

    def format(self) -> str:
        """One line of figures."""
        near = sum(error <= CUSTOM_KM for error in self.errors_km)
        parts = (
            f"toponyms {self.gold}",
            f"precision {_share(self.true, self.predicted)}",
            f"recall {_share(self.found, self.gold)}",
            f"found with coordinates {self.placed}",
            f"unresolved {_share(self.unresolved, self.placed)}",
            f"exact or within 10 km {_share(self.exact, self.placed)}",
            f"within 161 km {_share(near, len(self.errors_km))}",
            f"of all found {_share(near, self.placed)}",
            f"median {median(self.errors_km or [math.nan]):.1f} km",
        )
        return "  ".join(parts)


def read_articles(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    """The texts of an LGL or GeoVirus file with their toponyms."""
    content = path.read_bytes()
    root = ElementTree.fromstring(gzip.decompress(content) if path.suffix == ".gz" else content)
    for article in root.iter("article"):
        text = article.findtext("text") or ""
        lgl = [_read_lgl(node) for node in article.iter("toponym")]
        yield text, lgl + [_read_geovirus(node, text) for node in article.iter("location")]


def _read_lgl(node: ElementTree.Element) -> Toponym:
    tag = node.find("gaztag")
    lat, lon = (tag.findtext("lat"), tag.findtext("lon")) if tag is not None else (None, None)
    return Toponym(
        start=int(node.findtext("start") or 0),
        end=int(node.findtext("end") or 0),
        name=node.findtext("phrase") or "",
        at=(float(lat), float(lon)) if lat and lon else None,
        id=tag.get("geonameid") if tag is not None else None,
    )


def _read_geovirus(node: ElementTree.Element, text: str) -> Toponym:
    name, said = node.findtext("name") or "", int(node.findtext("start") or 0)
    start = text.find(name, max(0, said - UNSURE_OFFSET), said + UNSURE_OFFSET)
    for near in (said - 1, said):
        start = near if text.startswith(name, max(near, 0)) else start
    lat, lon = float(node.findtext("lat") or 0), float(node.findtext("lon") or 0)
    return Toponym(start=start, end=start + len(name), name=name, at=(lat, lon), id=None)


def score_text(tally: Tally, gold: Sequence[Toponym], found: Sequence[PlaceMention]) -> Iterator[str]:
    """Count one text; yields a line for each toponym that is missed, unresolved or far off."""
    tally.gold += len(gold)
    tally.predicted += len(found)
    tally.true += sum(any(one.start < f.end and f.start < one.end for one in gold) for f in found)
    for one in gold:
        over = [f for f in found if one.start < f.end and f.start < one.end]
        if not over:
            yield f"missed      {one.name}"
            continue
        tally.found += 1
        if one.at is None:
            continue
        tally.placed += 1
        place = min(over, key=lambda f: f.place.lat is None).place
        if place.lat is None or place.lon is None:
            tally.unresolved += 1
            yield f"unresolved  {one.name}"
            continue
        error_km = distance_m(one.at, (place.lat, place.lon)) / 1000
        same = one.id is not None and place.id == f"geonames:{one.id}"
        tally.errors_km.append(error_km)
        tally.exact += same or error_km <= EXACT_KM
        if error_km > CUSTOM_KM:
            lies = ", ".join(place.parents)
            yield f"{error_km:7.0f} km  {one.name} {one.at}: {place.id} {place.precision} ({lies})"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="LGL or GeoVirus XML, also gzipped")
    parser.add_argument("--errors", action="store_true", help="name each toponym missed, unresolved or far off")
    options = parser.parse_args()
    for path in options.paths:
        try:
            articles = list(read_articles(path))
        except (OSError, ElementTree.ParseError) as error:
            print(f"{path}: cannot be read: {error}", file=sys.stderr)
            return 1
        tally, began = Tally(), time.perf_counter()
        for number, (text, gold) in enumerate(articles, start=1):
            for line in score_text(tally, gold, find_toponyms(text, find_parties(text))):
                if options.errors:
                    print(f"{number:4d}  {line}")
        seconds = time.perf_counter() - began
        print(f"{path.name}: texts {len(articles)}  {tally.format()}  ({seconds:.1f} s)")
    return 0


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


if __name__ == "__main__":
    sys.exit(main())
