"""What a person writes for a field of a claim in plain words, as the value that the field holds.

In: the name of a field and what was written for it. Out: the value in the form of a claim's JSON: a place as the
gazetteer knows it, a day or a period as `when`, a name as an actor or a source. It never guesses at a date, and never
gives a place other coordinates than the gazetteer's.
"""

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bearwitness.base.contracts import freeze
from bearwitness.base.errors import UsageError
from bearwitness.base.records import Place, When, WhenPrecision

FORMS: Mapping[str, str] = {
    "place": 'a name, for example place="Gaza City", or {"name": "Gaza City", "lat": 31.5, "lon": 34.47}, or null',
    "when": "a day, a month, a year or an interval: when=2024-01-10, when=2024-01, when=2024-01-10/2024-01-12, "
    'when=2024-01-10/.., when="10 January 2024", or null',
    "actor": 'a name, for example actor="the army", or {"name": "the army"}, or null',
    "target": 'a name, for example target="the rebels", or {"name": "the rebels"}, or null',
    "sources": 'names, who spoke first standing first: sources=["the mayor", "the agency"], or objects such as '
    '[{"name": "the mayor", "kind": "official"}]',
    "event": "a category and a mode: event.category=ASSAULT event.mode=null",
    "harms": "counts: harms.0.low=12 changes the first one",
    "amounts": "amounts: amounts.0.low=40 changes the first one",
}
_OTHER = "bearwitness show ID --format json shows the form it has now"
_TIME = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?")
_OPEN = ("..", "")
_WHOLE: Mapping[int, WhenPrecision] = {1: "year", 2: "month", 3: "day"}
_SPREAD: Mapping[int, WhenPrecision] = {1: "years", 2: "month", 3: "days"}


def refuse(path: str, given: object) -> UsageError:
    """The error that says which form a field takes."""
    field = path.partition(".")[0]
    written = given if isinstance(given, str) else str(given).replace("'", '"')
    form = FORMS.get(field)
    return UsageError(f"'{path}' cannot be '{written}': {f'{field} is {form}' if form else _OTHER}")


def read_field(path: str, given: object, find_kind: Callable[[str], str]) -> object:
    """The value of a field for what was written; what is an object already, or no such field, is left as it is.

    `find_kind` says of what kind the source with a name is. Raises UsageError where the words are no value.
    """
    field, _, inner = path.partition(".")
    if field == "sources":
        many = not inner
        if many and isinstance(given, list):
            return [_name_source(each, find_kind) for each in given]
        if isinstance(given, str) and (many or inner.isdigit()):
            return [_name_source(given, find_kind)] if many else _name_source(given, find_kind)
        return given
    reader = _READERS.get(path)
    if reader is None or given is None or isinstance(given, (dict, list, bool)):
        return given
    words = " ".join(str(given).split())  # JSON reads 2024 as a number
    if not words:
        raise refuse(path, words)
    return reader(words)


def read_when(words: str) -> When:
    """A day, a month, a year, an interval of two of them in EDTF, or the one date that the words are.

    Raises UsageError for anything else.
    """
    sides = words.split("/")
    ends = [_read_time(side) for side in sides]
    if len(sides) > 2 or (len(sides) == 1 and ends[0] is None) or not any(ends) or not _all_read(sides, ends):
        return _read_date_words(words)
    first, last = ends[0], ends[-1]
    parts = max(end[2] for end in ends if end)
    spread = len(sides) == 2 and first is not None and last is not None
    return When(
        start=first[0] if first else None,
        end=last[1] if last else None,
        precision=(_SPREAD if spread else _WHOLE)[parts],
        edtf="/".join(side or ".." for side in sides),
    )


def read_place(words: str) -> Place:
    """The place that the gazetteer knows by these words ("Goma", "Goma, Congo"); without one, their name alone."""
    from bearwitness.extract.toponyms import find_text_places  # noqa: PLC0415  opens the gazetteer

    found = find_text_places(words).places
    inside = len(found) > 1 and all(each.role == "container" for each in found[1:])  # "Goma, Congo"
    if found and found[0].start_char == 0 and (inside or found[0].end_char == len(words)):
        return found[0].place
    return Place(name=words)


def _read_date_words(words: str) -> When:
    from bearwitness.extract.dating.findings import find_text_dates  # noqa: PLC0415  only where words need it

    found = find_text_dates(words, None).dates
    if len(found) == 1 and (found[0].start_char, found[0].end_char) == (0, len(words)):
        when = found[0].when
        if when.start or when.end:
            return When(start=when.start, end=when.end, precision=when.precision, edtf=when.edtf)
    raise refuse("when", words)


def _read_time(words: str) -> tuple[date, date, int] | None:
    """The first and the last day of a year, a month or a day, and of how many parts it is; None for anything else."""
    found = _TIME.fullmatch(words)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last = first if day else date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
    return first, last, 1 + (month is not None) + (day is not None)


def _all_read(sides: list[str], ends: list[tuple[date, date, int] | None]) -> bool:
    return all(end is not None or side in _OPEN for side, end in zip(sides, ends, strict=True))


def _name_source(given: object, find_kind: Callable[[str], str]) -> object:
    if not isinstance(given, str):
        return given
    name = " ".join(given.split())
    if not name:
        raise refuse("sources", given)
    return {"name": name, "kind": find_kind(name)}


def _lay_out_when(words: str) -> dict[str, Any]:
    when = read_when(words)
    start, end = (day.isoformat() if day else None for day in (when.start, when.end))
    return {"start": start, "end": end, "precision": when.precision, "edtf": when.edtf}


def _lay_out_place(words: str) -> object:
    return freeze(read_place(words))


def _lay_out_actor(words: str) -> object:
    return {"name": words}


_READERS: Mapping[str, Callable[[str], object]] = {
    "place": _lay_out_place,
    "when": _lay_out_when,
    "actor": _lay_out_actor,
    "target": _lay_out_actor,
}
