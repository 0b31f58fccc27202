"""How thin overlaps may be before an estimate means nothing: invented lists of a population whose size is known.

    python bench/undercounts.py

Of 2,000 people, half are easy to list and half hard; three or four lists hold them with chances that are thinned
step by step. For each step: how many people stand on two lists or more, how often the average over log-linear
models is off by more than half of the truth, and how often its interval holds the truth. The limits in
`tally/undercounts/estimates.py` stand on this.
"""

from itertools import product

import numpy as np

from bearwitness.base.estimates import Overlaps
from bearwitness.tally.undercounts.loglinear import average, fit_models

PEOPLE, RUNS = 2_000, 60
EASY, HARD = np.array([0.5, 0.4, 0.45, 0.5]), np.array([0.2, 0.15, 0.2, 0.15])


def draw(random: np.random.Generator, lists: int, thinning: float) -> Overlaps:
    """The lists of one population."""
    chances = np.where(np.arange(PEOPLE)[:, None] < PEOPLE // 2, EASY[None, :lists], HARD[None, :lists]) * thinning
    on = random.random((PEOPLE, lists)) < chances
    counts = {p: int((on == np.array(p)).all(axis=1).sum()) for p in product((0, 1), repeat=lists) if any(p)}
    return Overlaps(lists=tuple("abcd"[:lists]), counts=counts)


def main() -> None:
    """A line for each number of lists and step."""
    random = np.random.default_rng(1)
    for lists in (3, 4):
        for thinning in (1.0, 0.6, 0.4, 0.3, 0.2, 0.15, 0.1):
            shared, share, off, held, none = [], [], 0, 0, 0
            for _ in range(RUNS):
                overlaps = draw(random, lists, thinning)
                both = sum(n for p, n in overlaps.counts.items() if sum(p) > 1)
                shared.append(both)
                share.append(both / overlaps.total)
                models = fit_models(overlaps)
                if not models:
                    none += 1
                    continue
                found = average(models)
                off += not PEOPLE / 2 <= found.estimate <= PEOPLE * 1.5
                held += (found.low or 0) <= PEOPLE <= (found.high or 0)
            print(
                f"{lists} lists, thinned to {thinning:4.2f}: {np.median(shared):5.0f} on two or more "
                f"({np.median(share):5.1%}), off by half {off / RUNS:4.0%}, interval holds {held / RUNS:4.0%}, "
                f"none {none / RUNS:4.0%}",
                flush=True,
            )


if __name__ == "__main__":
    main()
