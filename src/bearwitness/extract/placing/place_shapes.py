"""From a found place to a mention: its wording, its position and radius, its precision, and why.

In: places with the words around them. Out: mentions. A part of a place is moved and narrowed, a place under a noun of
another kind gets that kind's precision, a distance becomes an area. It finds nothing and chooses nothing.
"""

import math
from dataclasses import dataclass
from typing import Final

from bearwitness.base.records import Place, PlacePrecision
from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.placing.distances import DEGREE_M
from bearwitness.extract.placing.gazetteer import Entry
from bearwitness.extract.placing.place_choices import FITS
from bearwitness.extract.placing.place_frames import Frame
from bearwitness.extract.placing.place_relatives import draw_relative
from bearwitness.extract.placing.place_spans import Text

# "near Nour" is not in Nour: twice its radius, and so many metres at least; set by hand.
_BESIDE: Final = frozenset({"near", "outside", "around"})
_NEAR_M: Final = 5_000


@dataclass(slots=True)
class Found:
    """A place on its way to a mention: words first..last are the bare name."""

    first: int
    last: int
    entry: Entry | None
    frame: Frame
    role: str = "place"
    inside: "Found | None" = None
    why: str = ""


def shape_mentions(read: Text, found: list[Found]) -> list[PlaceMention]:
    """The found places as mentions, each with its wording, position, radius and precision."""
    result: list[PlaceMention] = []
    for one in found:
        frame = one.frame
        start, end = read.tokens[min(frame.start, one.first)].start, read.tokens[max(frame.end, one.last)].end
        if result and start < result[-1].end:
            start = next(
                (s for i in (frame.near_start, one.first) if (s := read.tokens[i].start) >= result[-1].end), end
            )
            if start == end:
                continue
        wording = _word(read, one, start, end)
        role = "container" if one.role == "container" else "reference" if one.role == "reference" else "place"
        place = _place(one, wording)
        result.append(
            PlaceMention(start=start, end=start + len(wording), place=place, role=role, why=_tell_why(one))  # type: ignore[arg-type]
        )
    return result


def draw_relatives(text: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Points of reference with the distance before them, as the area meant, unless a place named before lies there."""
    drawn: list[PlaceMention] = []
    for mention in mentions:
        relative = draw_relative(text, mention.start, mention.place) if mention.role == "reference" else None
        before = drawn[-1].end if drawn else 0
        apposed = bool(drawn) and not text[before : relative.start if relative else before].strip(" ,")
        if relative is None or relative.start < before or apposed:
            drawn.append(mention)
            continue
        why = "; ".join(
            part for part in (relative.why, mention.why.removesuffix("; a point of reference only")) if part
        )
        drawn.append(PlaceMention(start=relative.start, end=mention.end, place=relative.place, role="place", why=why))
    return drawn


def _tell_why(one: Found) -> str:
    """How a place was chosen, for a reader."""
    frame = one.frame
    said = [one.why or ("a place by the words around it; no list has it" if one.entry is None else "")]
    if one.entry is not None and frame.part:
        said.append("a part of it: moved and narrowed" if frame.north or frame.east else "a part of it, or around it")
    if one.role == "container":
        said.append("holds a finer place named beside it")
    elif one.role == "reference":
        said.append("a point of reference only")
    return "; ".join(part for part in said if part)


def _word(read: Text, one: Found, start: int, end: int) -> str:
    """The wording without a possessive, also where the text has lost its apostrophe."""
    wording = read.text[start:end]
    tail = read.tokens[max(one.frame.end, one.last)]
    return wording[: len(wording) - (tail.end - tail.bare_end)]


def _place(one: Found, wording: str) -> Place:
    """A found place as a record: a part of a place is moved into its direction and gets a smaller circle."""
    entry, frame = one.entry, one.frame
    kind = frame.kind
    if entry is None:
        parents: tuple[str, ...] = ()
        if one.inside is not None and one.inside.entry is not None:
            parents = (one.inside.entry.name, *one.inside.entry.parents)
        return Place(name=wording, precision=kind.precision if kind else "town", parents=parents)
    precision, radius_m = entry.precision, entry.radius_m
    lat, lon = entry.lat, entry.lon
    if kind is not None and (entry.kind not in FITS[kind.name] or kind.name in ("suburbs", "countryside")):
        precision, radius_m = _requalify(entry, frame)
    if frame.governed in _BESIDE and precision == "town" and not frame.part:
        radius_m = max(2 * radius_m, _NEAR_M)
    if frame.part and not (
        kind is not None and kind.name in ("countryside", "suburbs") and frame.north == frame.east == 0
    ):
        precision = _part_of(precision)
        if lat is not None and lon is not None:
            lat += frame.north * radius_m * 0.5 / DEGREE_M
            lon += frame.east * radius_m * 0.5 / (DEGREE_M * max(0.2, math.cos(math.radians(lat))))
        radius_m = int(radius_m * (0.6 if frame.north or frame.east else 1.0))
    return Place(
        name=wording,
        lat=None if lat is None else round(lat, 4),
        lon=None if lon is None else round(lon, 4),
        radius_m=radius_m,
        precision=precision,
        parents=(entry.name,) if entry.kind == "country" and precision != "country" else entry.parents,
        id=entry.id,
    )


def _requalify(entry: Entry, frame: Frame) -> tuple[PlacePrecision, int]:
    """Precision and radius of a place under a noun that is not its own kind ("Nour countryside" of the town Nour)."""
    kind = frame.kind
    if kind is None or entry.kind in ("country", "province", "region"):
        wide = kind is not None and kind.name == "countryside"
        return ("district" if wide else entry.precision), entry.radius_m
    if kind.name == "province":
        return "province", max(entry.radius_m, 60_000)
    if kind.name == "countryside":
        return "district", max(2 * entry.radius_m, 20_000)
    if kind.name == "suburbs":
        return "area", max(int(1.5 * entry.radius_m), 3_000)
    if kind.name == "district" and entry.kind == "city":
        return "district", max(entry.radius_m, 15_000)
    if kind.name == "area" and entry.precision == "town":
        return "area", max(2 * entry.radius_m, 5_000)
    if kind.name in ("site", "camp") and entry.precision == "town":
        return kind.precision, entry.radius_m
    return entry.precision, entry.radius_m


def _part_of(precision: PlacePrecision) -> PlacePrecision:
    finer: dict[PlacePrecision, PlacePrecision] = {"country": "province", "province": "district", "town": "area"}
    return finer.get(precision, precision)
