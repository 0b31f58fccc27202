"""Statements and casebooks for tests, in few words."""

from collections.abc import Sequence
from datetime import date

from bearwitness.base.tallies import Query, Statement, Tally, Terms
from bearwitness.tally.casebooks import open_casebook
from bearwitness.tally.tallies import tally


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def say(origin: str = "a", low: int | None = 1, high: int | None = 1, **fields) -> Statement:
    """One count; an incident "i" unless it says otherwise. `on` is a day, or two with a slash."""
    on = fields.pop("on", None)
    if on:
        first, _, last = on.partition("/")
        fields |= {"start": day(first), "end": day(last or first)}
    fields.setdefault("incident", "i")
    if fields["incident"] is None:
        fields.setdefault("scope", "cumulative")
    number = sum(map(ord, repr((origin, low, high, sorted(fields.items(), key=str)))))
    fields.setdefault("claim", f"{origin}:{low}:{high}:{number}")
    fields.setdefault("harm", "killed")
    return Statement(origin=origin, low=low, high=high, **fields)


def ask(said: Sequence[Statement], terms: Terms | None = None, **query) -> Tally:
    """The tally of one question."""
    (row,) = tally(open_casebook(said, terms), Query(**query))
    return row


def bounds(said: Sequence[Statement], terms: Terms | None = None, **query) -> tuple[int, int, bool]:
    row = ask(said, terms, **query)
    return row.low, row.high, row.open
