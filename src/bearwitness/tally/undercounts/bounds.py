"""Chao's lower bound: the least that are on no list, whatever the differences between people.

In: overlaps. Out: the bound with its interval (Chao 1987). It holds when some people are easier to list than others;
it does not hold when lists avoid each other's people.
"""

import math

from bearwitness.base.estimates import Model, Overlaps
from bearwitness.tally.undercounts.loglinear import Z


def bound_below(overlaps: Overlaps) -> Model | None:
    """n + f1²/(2 f2), of those on one list and on two; None when nobody is on two."""
    once = sum(n for pattern, n in overlaps.counts.items() if sum(pattern) == 1)
    twice = sum(n for pattern, n in overlaps.counts.items() if sum(pattern) == 2)
    if not twice:
        return None
    missing = once**2 / (2 * twice)
    ratio = once / twice
    variance = twice * (ratio**2 / 2 + ratio**3 + ratio**4 / 4)
    total = overlaps.total
    if not missing:
        return Model(method="Chao's lower bound", name="f1²/(2 f2)", estimate=float(total), low=total, high=total)
    factor = math.exp(Z * math.sqrt(math.log1p(variance / missing**2)))
    return Model(
        method="Chao's lower bound",
        name="f1²/(2 f2)",
        estimate=total + missing,
        low=total + missing / factor,
        high=total + missing * factor,
    )
