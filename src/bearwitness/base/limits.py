"""What the fields of a record may hold: the values that records.py allows, and places and days that there are.

In: a record. Out: what is wrong with it, in words, each with the name of its field. It mends nothing, and knows nothing
of what a claim means.
"""

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from bearwitness.base.records import CATEGORIES, Amount, Claim, Harm, Place, When

_KINDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false", date: "a day"}
# Fields that have another name in a claim's JSON.
_NAMES = {
    (Claim, "category"): "event.category",
    (Claim, "mode"): "event.mode",
    (Claim, "wording"): "evidence.text",
    (Harm, "span"): "evidence",
    (Harm, "wording"): "evidence.text",
    (Amount, "span"): "evidence",
    (Amount, "wording"): "evidence.text",
}


def list_misfits(record: object, path: str = "") -> Iterator[str]:
    """What in a record, or in the records inside it, is no value of its field; nothing where all is as it may be."""
    if isinstance(record, Claim) and record.category not in CATEGORIES:
        yield f"'event.category' cannot be {_quote(record.category)}: it is one of {', '.join(CATEGORIES)}"
    for name, hint in _list_hints(cast(Any, type(record))):
        here = path + _NAMES.get((type(record), name), name)
        yield from _list_wrong(getattr(record, name), hint, here)
    if isinstance(record, Place):
        yield from _list_wrong_places(record, path)
    elif isinstance(record, When) and record.start and record.end and record.start > record.end:
        yield f"'{path}start', {record.start}, is after '{path}end', {record.end}"


def _list_wrong(value: Any, hint: Any, path: str) -> Iterator[str]:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = [each for each in get_args(hint) if each is not NoneType]
        if value is not None or len(inner) == len(get_args(hint)):
            yield from _list_wrong(value, inner[0], path)
    elif origin is Literal:
        if value not in get_args(hint):
            yield f"'{path}' cannot be {_quote(value)}: it is one of {', '.join(map(str, get_args(hint)))}"
    elif origin is tuple:
        for number, each in enumerate(value):
            yield from _list_wrong(each, get_args(hint)[0], f"{path}.{number}")
    elif is_dataclass(hint):
        yield from list_misfits(value, f"{path}.")
    elif not _fits(value, hint):
        yield f"'{path}' cannot be {_quote(value)}: it is {_KINDS[hint]}"


def _list_wrong_places(place: Place, path: str) -> Iterator[str]:
    for name, value, most in (("lat", place.lat, 90), ("lon", place.lon, 180)):
        if _fits(value, float) and not (math.isfinite(value or 0) and abs(value or 0) <= most):
            yield f"'{path}{name}' cannot be {value}: it is degrees from -{most} to {most}"
    if (place.lat is None) != (place.lon is None):
        yield f"'{path}lat' and '{path}lon' belong together: give both, or null for both"
    if _fits(place.radius_m, int) and (place.radius_m or 0) < 0:
        yield f"'{path}radius_m' cannot be {place.radius_m}: it is metres, 0 or more"


def _fits(value: object, hint: Any) -> bool:
    if isinstance(value, bool) and hint is not bool:
        return False  # Python counts true as 1
    return isinstance(value, (int, float) if hint is float else hint)


def _quote(value: object) -> str:
    return "null" if value is None else f"'{value}'"


@cache
def _list_hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))
