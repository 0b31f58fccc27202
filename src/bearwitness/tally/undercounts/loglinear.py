"""Hierarchical log-linear models of list overlaps, with BIC and averaging over all of them.

In: overlaps of three to five lists. Out: each model's estimate of all people, listed or not (Fienberg 1972; Bishop,
Fienberg and Holland 1975). Every model has all lists' main effects, and with an interaction all those inside it; the
one in which all lists interact says nothing of the people on none and is left out: 113 models of four lists. It
never chooses between them.
"""

import math
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from bearwitness.base.estimates import Model, Overlaps, Pattern

Term = tuple[int, ...]
Floats = NDArray[np.float64]
Z = 1.959964  # 95 % of the normal distribution
MOST_STEPS, CLOSE = 60, 1e-9
NO_MAXIMUM = 12.0  # a log odds beyond which a fitted parameter runs away: the likelihood has no maximum


def list_models(lists: int) -> list[tuple[Term, ...]]:
    """All hierarchical models, as their interactions of two lists and more."""
    terms = [t for size in range(2, lists) for t in combinations(range(lists), size)]
    models: list[tuple[Term, ...]] = [()]
    for term in terms:
        for model in list(models):
            inside = [t for t in combinations(term, len(term) - 1) if len(t) > 1]
            if all(t in model for t in inside):
                models.append((*model, term))
    return models


def fit_models(overlaps: Overlaps) -> list[Model]:
    """Every model that can be fitted, with BIC, and its weight exp(-BIC/2) among them; best first."""
    fitted = [model for terms in list_models(len(overlaps.lists)) if (model := fit(overlaps, terms)) is not None]
    if not fitted:
        return []
    best = min(model.bic or 0 for model in fitted)
    weights = [math.exp(-((model.bic or 0) - best) / 2) for model in fitted]
    total = sum(weights)
    weighed = [
        Model(
            method=model.method,
            name=model.name,
            estimate=model.estimate,
            low=model.low,
            high=model.high,
            bic=model.bic,
            weight=weight / total,
        )
        for model, weight in zip(fitted, weights, strict=True)
    ]
    return sorted(weighed, key=lambda model: model.bic or 0)


def average(models: list[Model]) -> Model:
    """The estimate averaged by weight, with an interval that holds the spread within models and between them."""
    weights = np.array([model.weight or 0 for model in models])
    missing_low = np.array([model.low or model.estimate for model in models])
    missing_high = np.array([model.high or model.estimate for model in models])
    estimates = np.array([model.estimate for model in models])
    mean = float(weights @ estimates)
    spread = (missing_high - missing_low) / (2 * Z)
    deviation = math.sqrt(float(weights @ (spread**2 + (estimates - mean) ** 2)))
    return Model(
        method="log-linear, averaged",
        name=f"all {len(models)} models by exp(-BIC/2)",
        estimate=mean,
        low=max(float(missing_low.min()), mean - Z * deviation),
        high=mean + Z * deviation,
    )


def fit(overlaps: Overlaps, terms: tuple[Term, ...]) -> Model | None:
    """One model by maximum likelihood; None when the likelihood has no maximum (empty cells that the model needs)."""
    lists = len(overlaps.lists)
    patterns: list[Pattern] = [p for p in product((0, 1), repeat=lists) if any(p)]
    counts = np.array([overlaps.counts.get(p, 0) for p in patterns], dtype=float)
    columns: list[Term] = [(), *((at,) for at in range(lists)), *terms]
    design = np.array([[float(all(p[at] for at in term)) for term in columns] for p in patterns])
    if design.shape[1] > design.shape[0]:
        return None
    fitted = _maximise(design, counts)
    if fitted is None:
        return None
    parameters, covariance = fitted
    missing = math.exp(parameters[0])
    mean = np.exp(design @ parameters)
    likelihood = float((counts * np.log(mean) - mean).sum() - sum(math.lgamma(c + 1) for c in counts))
    total = overlaps.total
    deviation = math.sqrt(max(0.0, covariance[0, 0] + 1 / missing))
    factor = math.exp(Z * math.sqrt(math.log1p(min(deviation, 30.0) ** 2)))
    return Model(
        method="log-linear",
        name=_name(overlaps, terms),
        estimate=total + missing,
        low=total + missing / factor,
        high=total + missing * factor,
        bic=-2 * likelihood + len(columns) * math.log(total),
    )


def _maximise(design: Floats, counts: Floats) -> tuple[Floats, Floats] | None:
    """Newton's method for a Poisson regression; the parameters and their covariance."""
    parameters = np.linalg.lstsq(design, np.log(counts + 0.5), rcond=None)[0]
    for _ in range(MOST_STEPS):
        mean = np.exp(np.clip(design @ parameters, -30, 30))
        information = design.T @ (design * mean[:, None])
        try:
            step = np.linalg.solve(information, design.T @ (counts - mean))
        except np.linalg.LinAlgError:
            return None
        parameters = parameters + np.clip(step, -4, 4)
        if np.abs(parameters[1:]).max() > NO_MAXIMUM + math.log1p(counts.max()):
            return None
        if np.abs(step).max() < CLOSE:
            return parameters, np.linalg.inv(information)
    return None


def _name(overlaps: Overlaps, terms: tuple[Term, ...]) -> str:
    """Only the interactions that no other contains: the rest follow."""
    top = [t for t in terms if not any(set(t) < set(other) for other in terms)]
    return " + ".join("·".join(overlaps.lists[at] for at in t) for t in top) or "independent lists"
