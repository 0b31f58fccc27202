"""Estimates by all methods, side by side; or a refusal, with its reasons.

In: overlaps. Out: an `Estimate`: every model fitted, those to show, and the spread over them. It never says one number
without the others, and none at all where the lists overlap too little to know.
"""

from bearwitness.base.estimates import Estimate, Model, Overlaps
from bearwitness.tally.undercounts.bounds import bound_below
from bearwitness.tally.undercounts.decomposables import average_graphs
from bearwitness.tally.undercounts.latents import Sampling, sample_latent_classes
from bearwitness.tally.undercounts.loglinear import average, fit_models

LEAST_LISTS, MOST_LISTS = 3, 5
LEAST_SHARED = 30
"""People on two lists or more, below which nothing is estimated. Set on `bench/undercounts.py`, invented lists of a
known population of 2,000: with 7 on two of three lists one average in four was off by more than half of the truth, with
15 one in twenty, with 26 one in fifty."""
LEAST_SHARE = 0.03
"""Their share of all listed; in the same runs it was 3.8 % where one in four was off by more than half."""
FAR_APART = 3.0  # the highest estimate over the lowest from which on a warning says that the models disagree


def estimate(overlaps: Overlaps, sampling: Sampling | None = None) -> Estimate:
    """The whole, listed or not, by every method that the lists allow."""
    refusals = refuse(overlaps)
    if refusals:
        return Estimate(overlaps=overlaps, refusals=refusals)
    models = fit_models(overlaps)
    if not models:
        return Estimate(overlaps=overlaps, refusals=("no log-linear model can be fitted: too many empty overlaps",))
    averaged_graphs, _ = average_graphs(overlaps)
    chao = bound_below(overlaps)
    chosen: list[Model] = [
        *([chao] if chao else []),
        next((m for m in models if m.name == "independent lists"), models[-1]),
        models[0],
        average(models),
        averaged_graphs,
        sample_latent_classes(overlaps, sampling),
    ]
    likely = [model for model in models if (model.weight or 0) >= 0.01]
    spread = [*likely, *chosen[2:]]
    low = max(overlaps.total, min(m.low or m.estimate for m in spread))
    high = max(m.high or m.estimate for m in spread)
    warnings: list[str] = []
    points = [model.estimate for model in spread]
    if max(points) > FAR_APART * min(points):
        warnings.append(f"the models disagree: from {min(points):,.0f} to {max(points):,.0f}; quote no single one")
    if chao and chao.estimate > min(points):
        warnings.append("some models lie below Chao's lower bound: lists may avoid each other's people")
    return Estimate(
        overlaps=overlaps, models=tuple(models), chosen=tuple(chosen), low=low, high=high, warnings=tuple(warnings)
    )


def refuse(overlaps: Overlaps) -> tuple[str, ...]:
    """Why nothing can be estimated from these lists; empty when something can."""
    reasons: list[str] = []
    lists = len(overlaps.lists)
    if lists < LEAST_LISTS:
        reasons.append(f"{lists} lists: with fewer than three, whether lists depend on each other cannot be known")
    if lists > MOST_LISTS:
        reasons.append(f"{lists} lists: more than {MOST_LISTS} are not supported; join those of one source")
    for at, name in enumerate(overlaps.lists):
        own = sum(n for p, n in overlaps.counts.items() if p[at])
        shared = sum(n for p, n in overlaps.counts.items() if p[at] and sum(p) > 1)
        if not own:
            reasons.append(f"the list {name} is empty")
        elif not shared:
            reasons.append(f"nobody on the list {name} is on another: it says nothing about who is on none")
    shared = sum(n for p, n in overlaps.counts.items() if sum(p) > 1)
    if shared < LEAST_SHARED:
        reasons.append(f"only {shared} people are on more than one list; at least {LEAST_SHARED} are needed")
    elif shared < LEAST_SHARE * overlaps.total:
        reasons.append(f"only {shared / overlaps.total:.1%} of those listed are on more than one list: too few to know")
    return tuple(reasons)
