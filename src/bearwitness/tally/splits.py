"""How a count may be split into what lies inside a question and what lies outside it.

In: bounds. Out: the set of pairs (inside, outside) that they allow, as six numbers: the bounds of the part inside, of
the part outside, and of the whole. Such sets are closed under adding (the parts of disjoint sets) and under bounding
the whole, and their corners are whole numbers; this is what makes nested scopes solvable in linear time. (They are
generalised polymatroids in two dimensions: Frank and Tardos 1988.)
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bearwitness.tally.regions import INFINITY


@dataclass(frozen=True, slots=True)
class Split:
    """All (p, q) with p_low <= p <= p_high, q_low <= q <= q_high, low <= p + q <= high; every bound is reached."""

    p_low: float
    p_high: float
    q_low: float
    q_high: float
    low: float
    high: float

    def bound(self, low: float, high: float) -> "Split | None":
        """The pairs among these whose sum lies between the bounds; None when there are none."""
        low, high = max(low, self.low), min(high, self.high)
        if low > high:
            return None
        p_low, p_high = max(self.p_low, low - self.q_high), min(self.p_high, high - self.q_low)
        q_low, q_high = max(self.q_low, low - self.p_high), min(self.q_high, high - self.p_low)
        return Split(p_low, p_high, q_low, q_high, max(low, p_low + q_low), min(high, p_high + q_high))


NOTHING = Split(0, 0, 0, 0, 0, 0)


def leave_free(*, inside: bool, outside: bool) -> Split:
    """Any number inside, if there is room inside, and any outside, if there is room there."""
    most_in, most_out = INFINITY if inside else 0, INFINITY if outside else 0
    return Split(0, most_in, 0, most_out, 0, max(most_in, most_out))


def add(splits: Iterable[Split]) -> Split:
    """What disjoint sets can be together."""
    p_low = p_high = q_low = q_high = low = high = 0.0
    for each in splits:
        p_low += each.p_low
        p_high += each.p_high
        q_low += each.q_low
        q_high += each.q_high
        low += each.low
        high += each.high
    return Split(p_low, p_high, q_low, q_high, low, high)
