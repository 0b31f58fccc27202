"""The records of an undercount estimate: overlapping lists, fitted models, and the spread over them.

An estimate is never part of a tally. Nothing here reads, writes or decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Pattern = tuple[int, ...]
"""On which lists someone is: 1 or 0 for each list, in order. Nobody knows how many have all zeros."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """How many people stand on each combination of lists; `notes` say how the lists were linked, if they were."""

    lists: tuple[str, ...]
    counts: Mapping[Pattern, int]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """People on at least one list."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One fitted model: which lists depend on each other, the whole it gives, its interval, and its weight.

    `estimate`, `low` and `high` count everyone, listed or not; the interval is of 95 % within the model.
    """

    method: str
    name: str
    estimate: float
    low: float | None = None
    high: float | None = None
    bic: float | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What the lists allow to say about those on no list: always several answers, or a refusal with its reasons."""

    overlaps: Overlaps
    refusals: tuple[str, ...] = ()
    models: tuple[Model, ...] = ()
    chosen: tuple[Model, ...] = ()
    low: float | None = None
    high: float | None = None
    warnings: tuple[str, ...] = field(default=())
