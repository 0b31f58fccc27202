"""A match at its place: what the readers of date expressions ask of it.

In: a match of one of the patterns. Out: its neighbours, its number words, its unit. It never resolves anything.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from bearwitness.extract.dating.date_forms import Form, Part, Turn, Unit
from bearwitness.extract.dating.date_patterns import scanner

_TURNS: Mapping[str, Turn] = {
    "last": "last",
    "past": "last",
    "recent": "last",
    "next": "next",
    "coming": "next",
    "this": "this",
    "current": "this",
    "previous": "previous",
    "preceding": "previous",
    "prior": "previous",
    "following": "following",
    "same": "this",
    "that": "this",
}
_LEFT = 48  # characters looked at before an expression for the words that govern it


class Spot(NamedTuple):
    """A match at its place: the text, its lower-case twin of the same length, and the match."""

    text: str
    low: str
    match: re.Match[str]

    def behind(self, name: str) -> re.Match[str] | None:
        """Whether the words before the match end with the named pattern."""
        at = self.match.start()
        return scanner().lookbehind[name].search(self.low[max(0, at - _LEFT) : at])

    def ahead(self, name: str) -> re.Match[str] | None:
        """Whether the words after the match begin with the named pattern."""
        return scanner().lookahead[name].match(self.low, self.match.end())

    def capital(self) -> bool:
        """Whether the match begins with a capital letter."""
        return self.text[self.match.start()].isupper()


def read_number(word: str | None) -> int | None:
    """A count in digits or words; None for "several" and its like."""
    if word is None:
        return None
    word = " ".join(word.split())
    if word.isdigit():
        return int(word)
    if word in scanner().couple:
        return 2
    return scanner().numbers.get(word)


def part_before(spot: Spot) -> tuple[Part | None, int]:
    """The part ("early", "the end of") said before a match, and where its words begin."""
    start = spot.match.start()
    found = spot.behind("part")
    if found is None:
        return None, start
    begin = start - len(found.string) + found.start()
    name = next(key for key in ("early", "mid", "late") if found[key])
    part: Part = "early" if name == "early" else "mid" if name == "mid" else "late"
    return part, begin


def with_part(spot: Spot, form: Form | None) -> Form | None:
    """The form with the part said before it, which its offsets then take in."""
    if form is not None:
        form.part, form.start = part_before(spot)
    return form


def read_unit(word: str) -> Unit:
    """The unit that a word counts in; a part of a day is a day."""
    units: dict[str, Unit] = {
        "weekend": "weekend",
        "week": "week",
        "month": "month",
        "year": "year",
        "decade": "decade",
        "hour": "hour",
        "fortnight": "week",
    }
    return units.get(word.rstrip("s"), "day")


def turn_of(word: str) -> Turn:
    """Which way a word such as "last", "coming" or "same" turns."""
    return _TURNS[word]
