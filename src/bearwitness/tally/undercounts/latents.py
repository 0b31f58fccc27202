"""A Bayesian latent-class model of list overlaps, LCMCR (Manrique-Vallier 2016), sampled in NumPy.

In: overlaps. Out: the posterior of all people, listed or not. People belong to classes that nobody sees; within a
class the lists are independent, between classes they are not, and how many classes there are is left to a Dirichlet
process. It never uses the clock or shared randomness: the same seed gives the same numbers.
"""

from dataclasses import dataclass

import numpy as np

from bearwitness.base.estimates import Model, Overlaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How long to sample, and the priors of Manrique-Vallier (2016): Gamma(0.25, 0.25) for the concentration."""

    classes: int = 10
    burn_in: int = 2_000
    kept: int = 4_000
    thinning: int = 2
    shape: float = 0.25
    rate: float = 0.25
    seed: int = 1


def sample_latent_classes(overlaps: Overlaps, sampling: Sampling | None = None) -> Model:
    """The posterior median of everyone, with its 95 % interval."""
    draws = draw_totals(overlaps, sampling or Sampling())
    low, middle, high = (float(x) for x in np.quantile(draws, (0.025, 0.5, 0.975)))
    return Model(method="latent classes", name="LCMCR, posterior median", estimate=middle, low=low, high=high)


def draw_totals(overlaps: Overlaps, sampling: Sampling) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Draws of the total from the Gibbs sampler; people of one pattern are drawn together."""
    random = np.random.default_rng(sampling.seed)
    patterns = [p for p in sorted(overlaps.counts) if overlaps.counts[p]]
    seen = np.array(patterns, dtype=float)
    counts = np.array([overlaps.counts[p] for p in patterns])
    listed, classes, lists = int(counts.sum()), sampling.classes, seen.shape[1]
    chances = random.beta(1.0, 2.0, size=(classes, lists))
    shares = np.full(classes, 1.0 / classes)
    concentration, unlisted = 1.0, listed
    totals = np.empty(sampling.kept)
    for step in range(sampling.burn_in + sampling.kept * sampling.thinning):
        log_in, log_out = np.log(chances), np.log1p(-chances)
        weights = np.log(shares)[None, :] + seen @ log_in.T + (1 - seen) @ log_out.T
        weights = np.exp(weights - weights.max(axis=1, keepdims=True))
        weights /= weights.sum(axis=1, keepdims=True)
        members = random.multinomial(counts, weights)
        none = shares * np.exp(log_out.sum(axis=1))
        miss = float(np.clip(none.sum(), 1e-12, 1 - 1e-12))
        unlisted = int(random.negative_binomial(listed, 1 - miss))
        hidden = random.multinomial(unlisted, none / none.sum())
        sizes = members.sum(axis=0) + hidden
        hits = members.T @ seen
        chances = np.clip(random.beta(1 + hits, 1 + sizes[:, None] - hits), 1e-12, 1 - 1e-12)
        after = sizes.sum() - np.cumsum(sizes)
        sticks = np.clip(random.beta(1 + sizes[:-1], concentration + after[:-1]), 1e-12, 1 - 1e-12)
        left = np.concatenate([[1.0], np.cumprod(1 - sticks)])
        shares = np.clip(left * np.append(sticks, 1.0), 1e-300, 1.0)
        concentration = float(random.gamma(sampling.shape + classes - 1, 1 / (sampling.rate - np.log(left[-1]))))
        concentration = max(concentration, 1e-6)
        kept = step - sampling.burn_in
        if kept >= 0 and kept % sampling.thinning == 0:
            totals[kept // sampling.thinning] = listed + unlisted
    return totals
