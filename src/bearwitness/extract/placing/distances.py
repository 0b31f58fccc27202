"""Distances and bearings on the Earth: degrees in, metres and degrees out."""

import math
from typing import Final

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS84."""

EARTH_M: Final = 6_371_000
DEGREE_M: Final = 111_320


def distance_m(a: Point, b: Point) -> float:
    """Great-circle distance in metres between two points (haversine, mean Earth radius 6,371 km)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(half)))


def move(start: Point, north_m: float, east_m: float) -> Point:
    """The point so many metres north and east of another, for distances up to a few hundred kilometres."""
    lat = max(-90.0, min(90.0, start[0] + north_m / DEGREE_M))
    lon = start[1] + east_m / (DEGREE_M * max(0.2, math.cos(math.radians(start[0]))))
    return lat, (lon + 180) % 360 - 180
