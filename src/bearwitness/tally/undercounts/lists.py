"""Lists from a CSV file: counts for each combination of lists, or the entries of named lists.

In: the text of a CSV file. Out: overlaps, or entries still to be linked. Two forms are read: columns of 0 and 1, one
a list, and a column `count` (or a column `pattern` such as 0110); or a line for every entry with `list` and `name`
and, if known, `date`, `place`, `age`, `sex`. It never guesses a column.
"""

import csv
import io
from collections.abc import Sequence

from bearwitness.base.errors import BrokenInput, EmptyInput
from bearwitness.base.estimates import Overlaps, Pattern
from bearwitness.tally.undercounts.links import Entry


def read_lists(text: str, origin: str) -> Overlaps | list[Entry]:
    """The lists of one file. Raises EmptyInput and BrokenInput, which name the line that cannot be read."""
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if len(lines) < 2:
        raise EmptyInput(origin, "no rows: a header and at least one row are needed")
    header = [cell.strip() for cell in lines[0]]
    lower = [cell.lower() for cell in header]
    if "list" in lower and "name" in lower:
        return _read_entries(lower, lines[1:], origin)
    if "count" in lower:
        return _read_counts(header, lines[1:], origin)
    raise BrokenInput(
        origin,
        "the header must have a column for each list (0 or 1) and one called count, or columns called list and name; "
        f"it has {', '.join(header)}",
    )


def _read_entries(header: Sequence[str], lines: Sequence[Sequence[str]], origin: str) -> list[Entry]:
    entries: list[Entry] = []
    for number, line in enumerate(lines, start=2):
        cells = dict(zip(header, (cell.strip() for cell in line), strict=False))
        if not cells.get("list") or not cells.get("name"):
            raise BrokenInput(f"{origin}:{number}", "an entry needs a list and a name")
        known = {key: cells.get(key, "") for key in ("date", "place", "age", "sex")}
        entries.append(Entry(list=cells["list"], name=cells["name"], **known))
    return entries


def _read_counts(header: Sequence[str], lines: Sequence[Sequence[str]], origin: str) -> Overlaps:
    lower = [cell.lower() for cell in header]
    at_count = lower.index("count")
    at_pattern = lower.index("pattern") if "pattern" in lower else None
    at_lists = [at for at in range(len(header)) if at not in (at_count, at_pattern)]
    counts: dict[Pattern, int] = {}
    lists = tuple(header[at] for at in at_lists) if at_pattern is None else ()
    for number, line in enumerate(lines, start=2):
        where = f"{origin}:{number}"
        if len(line) < len(header):
            raise BrokenInput(where, f"{len(line)} cells, {len(header)} are needed")
        marks = [line[at].strip() for at in at_lists] if at_pattern is None else list(line[at_pattern].strip())
        if not marks or any(mark not in ("0", "1") for mark in marks):
            raise BrokenInput(where, f"'{' '.join(marks)}': whether someone is on a list is written 0 or 1")
        if not line[at_count].strip().replace(",", "").isdigit():
            raise BrokenInput(where, f"'{line[at_count]}' is no count")
        pattern = tuple(int(mark) for mark in marks)
        if counts and len(pattern) != len(next(iter(counts))):
            raise BrokenInput(where, f"{len(pattern)} lists, where the rows before have {len(next(iter(counts)))}")
        if any(pattern):
            counts[pattern] = counts.get(pattern, 0) + int(line[at_count].strip().replace(",", ""))
        elif line[at_count].strip() not in ("", "0"):
            raise BrokenInput(where, "a count for people on no list: that is what is to be estimated")
    if not counts:
        raise EmptyInput(origin, "nobody is on any list")
    lists = lists or tuple(f"list {at}" for at in range(1, len(next(iter(counts))) + 1))
    return Overlaps(lists=lists, counts=counts)
