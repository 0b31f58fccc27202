"""Tallies at scale: a war of a million claims, every tally by party, month and province, and one filtered question.

    python bench/tallies.py                 1,000,000 claims: seconds, memory
    python bench/tallies.py --curve         10,000, 100,000 and 1,000,000 claims, one after the other
    python bench/tallies.py --tangled       the same war where scopes cross

The war is invented: ten years, a country of fourteen provinces with forty towns each, six parties. An incident is
told by one to nine claims of a dozen origins: figures that agree, differ, are "at least", are alleged, are updated
the next day; parts (children among the dead). One claim in forty is a toll over a month or a year, in a province or
in the country, by one party or by anyone (over a year by anyone); it comes to between eight and thirteen tenths of
what happened in its scope. All scopes nest. In the tangled war they do not: there are weeks and months that cross
each other, tolls of civilians only, incidents over two days, and nobody is named for one incident in seven. The
seed decides everything.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from bearwitness.base.records import HarmKind, Who
from bearwitness.base.tallies import Query, Statement
from bearwitness.tally.casebooks import open_casebook
from bearwitness.tally.tallies import tally

FIRST = date(2011, 1, 1).toordinal()
DAYS = 3652
PROVINCES, TOWNS = 14, 40
PARTIES = ("north front", "army", "brigade", "coalition", "league", "guard")
ORIGINS = tuple(f"origin {at}" for at in range(12))
TOLLS = 40  # one claim in so many is a toll


def make_war(claims: int, *, tangled: bool, seed: int = 1) -> list[Statement]:
    """So many claims, as statements; parts come on top."""
    pick = random.Random(seed)
    truth = np.zeros((PROVINCES, len(PARTIES) + 1, DAYS + 40))
    made = 0
    statements: list[Statement] = []
    while made < claims - claims // TOLLS:
        for statement in _make_incident(pick, f"i{made}", truth, tangled=tangled):
            made += statement.part == 0
            statements.append(statement)
    known = truth.cumsum(axis=2)
    statements.extend(_make_toll(pick, f"t{number}", known, tangled=tangled) for number in range(claims - made))
    return statements


def _make_incident(
    pick: random.Random, name: str, happened: np.ndarray[Any, Any], *, tangled: bool
) -> Iterator[Statement]:
    province = pick.randrange(PROVINCES)
    place = ("land", f"province {province}", f"town {pick.randrange(TOWNS)}")
    if pick.random() < 0.03:
        place = place[:2]
    day = FIRST + pick.randrange(DAYS)
    spread = 1 if tangled and pick.random() < 0.06 else 0
    party = pick.choice(PARTIES) if not tangled or pick.random() < 0.85 else None
    harm: HarmKind = "killed" if pick.random() < 0.75 else "injured"
    truth = min(400, int(pick.paretovariate(1.1)))
    if harm == "killed":
        happened[province, PARTIES.index(party) if party else len(PARTIES), day - FIRST] += truth
    who: Who = pick.choice(("people", "people", "civilians", "civilians", "fighters", "soldiers"))
    for number in range(pick.choice((1, 1, 2, 2, 3, 4, 5, 9))):
        low: int | None = truth if pick.random() < 0.8 else max(1, truth + pick.randrange(-2, 3))
        high = low if pick.random() < 0.75 else None
        later = day + (1 if pick.random() < 0.3 else 0)
        shared = {
            "claim": f"{name}.{number}",
            "origin": pick.choice(ORIGINS),
            "known": later,
            "harm": harm,
            "place": place,
            "start": day,
            "end": day + spread,
            "actor": party if not tangled or pick.random() < 0.9 else None,
            "incident": name,
            "standing": pick.choice(("asserted",) * 18 + ("alleged", "denied")),
        }
        yield Statement(who=who, low=low, high=high, **shared)  # type: ignore[arg-type]
        if who in ("people", "civilians") and truth > 3 and pick.random() < 0.15:
            part = pick.randrange(1, truth)
            yield Statement(part=1, who="children", low=part, high=part, **shared)  # type: ignore[arg-type]


def _make_toll(pick: random.Random, name: str, known: np.ndarray[Any, Any], *, tangled: bool) -> Statement:
    day = FIRST + pick.randrange(DAYS)
    begun = date.fromordinal(day)
    kind = pick.choice(("month", "month", "month", "week", "year", "turn") if tangled else ("month", "month", "year"))
    start, length = {
        "month": (begun.replace(day=1).toordinal(), 27),
        "week": (day - begun.weekday(), 6),
        "year": (begun.replace(month=1, day=1).toordinal(), 364),
        "turn": (begun.replace(day=20).toordinal(), 25),
    }[kind]
    place = ("land", f"province {pick.randrange(PROVINCES)}")
    if kind == "year" and pick.random() < 0.2:
        place = ("land",)
    party = pick.choice(PARTIES) if pick.random() < 0.5 and (tangled or kind == "month") else None
    first, last = max(0, start - FIRST - 1), min(DAYS + 39, start + length - FIRST)
    there = known if len(place) == 1 else known[int(place[1].split()[1])][None]
    rows = there if party is None else there[:, PARTIES.index(party)][:, None]
    low = int((rows[:, :, last] - rows[:, :, first]).sum() * pick.uniform(0.8, 1.3))
    return Statement(
        claim=name,
        origin=pick.choice(ORIGINS),
        known=start + length + 1,
        harm="killed",
        who="people" if not tangled or pick.random() < 0.9 else "civilians",
        low=low,
        high=low if pick.random() < 0.3 else None,
        place=place,
        start=start,
        end=start + length,
        actor=party,
        scope="cumulative",
    )


def measure(claims: int, *, tangled: bool) -> None:
    """Load, tally everything, ask one question; one line of seconds and memory."""
    made = make_war(claims, tangled=tangled)
    began, worked = time.perf_counter(), time.process_time()
    casebook = open_casebook(made)
    loaded, loading = time.perf_counter(), time.process_time()
    rows = tally(casebook, Query(harm="killed"), ("actor", "month", "province"), explained=False)
    rows += tally(casebook, Query(harm="injured"), ("actor", "month", "province"), explained=False)
    tallied, tallying = time.perf_counter(), time.process_time()
    query = Query(
        harm="killed",
        who="civilians",
        place=("land", "province 3"),
        start=date(2014, 3, 1).toordinal(),
        end=date(2014, 9, 30).toordinal(),
        actor="army",
    )
    tally(casebook, query, explained=False)
    spans = []
    for _ in range(5):
        asked = time.perf_counter()
        answer = tally(casebook, query, explained=False)[0]
        spans.append(time.perf_counter() - asked)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    pieces = [piece for field in casebook.fields.values() for piece in field.pieces]
    print(
        f"{claims:>9,} claims: loaded in {loaded - began:.1f} s (processor {loading - worked:.1f} s), "
        f"{len(rows):,} rows in {tallied - loaded:.1f} s (processor {tallying - loading:.1f} s) "
        f"({sum(row.outer for row in rows):,} of them outer bounds), "
        f"one question in {sorted(spans)[2] * 1000:.0f} ms ({answer.low} to {answer.high}), {memory:.2f} GB; "
        f"{sum(len(f.items) for f in casebook.fields.values()):,} incidents, "
        f"{sum(len(f.tolls) for f in casebook.fields.values()):,} tolls, {len(pieces):,} pieces, "
        f"{sum(piece.nested for piece in pieces):,} of them nested",
        flush=True,
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--curve", action="store_true")
    parser.add_argument("--tangled", action="store_true")
    given = parser.parse_args()
    for claims in (10_000, 100_000, 1_000_000) if given.curve else (given.claims,):
        measure(claims, tangled=given.tangled)
    sys.exit(0)


if __name__ == "__main__":
    main()
