"""Which kinds of claims are wanted: counts of harm, events, or all.

In: extractions. Out: the same with the wanted claims only. It decides nothing about a claim.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from bearwitness.base.records import Failure
from bearwitness.flow.reports import Result

Kinds = Literal["all", "harm", "events"]


def choose_kinds(results: Iterable[Result], kinds: Kinds) -> Iterator[Result]:
    """The extractions with the claims of the kinds wanted; documents without any and failures stay."""
    for result in results:
        if kinds == "all" or isinstance(result, Failure):
            yield result
        else:
            wanted = tuple(claim for claim in result.claims if bool(claim.harms) == (kinds == "harm"))
            yield replace(result, claims=wanted)
