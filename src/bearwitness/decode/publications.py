"""The publication date: which of the dates that an article carries is its own, and why.

In: what the user, the metadata, the stamps and the address say. Out: one date with its basis, or none. It never takes a
date from a copyright line, and says so in words when it overrules the metadata.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bearwitness.base.records import PublishedBasis
from bearwitness.decode.anchors import infer_day, infer_year
from bearwitness.decode.datelines import OpenDay
from bearwitness.decode.lexicons import load_lexicon
from bearwitness.decode.stamps import Stamp

_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(0?[1-9]|1[0-2])[/-]?(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """When an article was published, what gave the date, and the reasoning where there was some."""

    published: date | None = None
    basis: PublishedBasis | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """All that an article says about its date: `metadata` holds two readings where its numbers are unclear.

    `open_day` is the day of a dateline without a year.
    """

    option: date | None = None
    metadata: Sequence[date] = ()
    stated: str | None = None
    head: Sequence[Stamp] = ()
    open_day: OpenDay | None = None
    tail: Sequence[Stamp] = ()
    url: str | None = None
    body: str = field(default="", repr=False)


def decide_publication(dates: Dates) -> Publication:
    """The date of an article: the option, else its own dateline, else the metadata, the address, the text's anchors.

    A reader trusts the date printed with the article over a database's; a date of the last change, found at the tail
    alone, does not overrule the metadata. A dateline's day without a year is no date: the text must give the year.
    """
    if dates.option:
        return Publication(published=dates.option, basis="option")
    address = _read_address(dates.url)
    known = [*dates.metadata, *([address] if address else [])]
    stamp, day = _choose_stamp(dates, known)
    if stamp and day:
        return _compare(day, stamp, dates)
    if len(dates.metadata) == 1:
        return Publication(published=dates.metadata[0], basis="metadata")
    if address and (not dates.metadata or address in dates.metadata):
        return Publication(published=address, basis="metadata", reason="the date in the article's address")
    if dates.open_day:
        return _complete(dates.open_day, dates)
    unclear = _explain_unclear(dates)
    if unclear is None and (inferred := infer_day(dates.body)):
        return Publication(published=inferred.day, basis="inferred", reason=inferred.reason)
    return Publication(reason=unclear)


def _choose_stamp(dates: Dates, known: Sequence[date]) -> tuple[Stamp | None, date | None]:
    head = sorted(dates.head, key=lambda stamp: stamp.updated)  # stable: the first that is no update
    for stamp in head:
        if day := _settle(stamp, known):
            return stamp, day
    for stamp in sorted(dates.tail, key=lambda stamp: stamp.updated):
        if (stamp.labelled or not known) and not (stamp.updated and known) and (day := _settle(stamp, known)):
            return stamp, day
    return None, None


def _settle(stamp: Stamp, known: Sequence[date]) -> date | None:
    """The stamp's day; of two readings the one that another date of the article confirms."""
    if stamp.day:
        return stamp.day
    confirmed = [day for day in stamp.readings if day in known]
    return confirmed[0] if len(confirmed) == 1 else None


def _complete(open_day: OpenDay, dates: Dates) -> Publication:
    """The day of a dateline in the year that one of the metadata's readings or the text's own anchors give it."""
    said = f"{open_day.day} {load_lexicon('dates')['months'][open_day.month - 1].capitalize()}"
    confirmed = [day for day in dates.metadata if (day.month, day.day) == (open_day.month, open_day.day)]
    if len(confirmed) == 1:
        reason = f"the metadata's date can be read in two ways; the dateline says {said}"
        return Publication(published=confirmed[0], basis="metadata", reason=reason)
    if not dates.metadata and (inferred := infer_year(open_day, dates.body)):
        reason = f"the dateline says {said} without a year; {inferred.reason}"
        return Publication(published=inferred.day, basis="inferred", reason=reason)
    reason = f"the dateline says {said} without a year and nothing in the text settles it; give the date of the report"
    return Publication(reason=_explain_unclear(dates) or reason)


def _compare(day: date, stamp: Stamp, dates: Dates) -> Publication:
    if dates.metadata and day in dates.metadata:
        return Publication(published=day, basis="metadata")
    reason = None
    if dates.metadata:
        stated = " or ".join(map(str, dates.metadata))
        kind = "was last updated on" if stamp.updated else "is dated"
        reason = f"the text itself {kind} {day}; the metadata say {stated}; the date in the text is taken"
    elif stamp.updated:
        reason = "the date of the last update, the only one in the text"
    return Publication(published=day, basis="dateline", reason=reason)


def _explain_unclear(dates: Dates) -> str | None:
    for readings in [dates.metadata, *(stamp.readings for stamp in dates.head)]:
        if len(readings) > 1:
            return f"the date can be read as {' or as '.join(map(str, readings))}; give the date of the report"
    if dates.stated and not dates.metadata:
        return f"the metadata's date {dates.stated[:40]!r} cannot be read"
    return None


def _read_address(url: str | None) -> date | None:
    found = _ADDRESS.search(url or "")
    if found is None:
        return None
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return None
