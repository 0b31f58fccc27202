"""Bayesian averaging over decomposable graphical models of list overlaps (Madigan and York 1997).

In: overlaps. Out: for each graph its posterior and the whole that it gives, and the average over all graphs. Lists
that a graph does not join are independent given the rest. The prior of the cells is hyper-Dirichlet, that of the
number on no list is given or proportional to 1/N. It never fits by sampling: all is summed.
"""

import math
from collections.abc import Callable
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from bearwitness.base.estimates import Model, Overlaps

Floats = NDArray[np.float64]
Graph = tuple[tuple[int, int], ...]
Prior = Callable[[Floats], Floats]
MOST_TIMES = 20  # people on no list that are considered: up to so many times those listed


def list_graphs(lists: int) -> list[tuple[Graph, list[tuple[int, ...]], list[tuple[int, ...]]]]:
    """All decomposable graphs with their cliques and separators, the complete one last."""
    edges = list(combinations(range(lists), 2))
    found = []
    for size in range(len(edges) + 1):
        for graph in combinations(edges, size):
            tree = _decompose(lists, graph)
            if tree is not None:
                found.append((graph, *tree))
    return found


def average_graphs(
    overlaps: Overlaps, *, delta: float = 1.0, prior: Prior | None = None, complete: bool = False
) -> tuple[Model, list[Model]]:
    """The average over all graphs, and each graph with its posterior as weight, best first. Intervals are of 95 %.

    `delta` is the prior weight of each cell of the whole table; `prior` gives the log prior of N up to a constant.
    The complete graph, in which every list depends on every other, learns of N from the prior alone: it takes part
    only with `complete`, beside a prior that means something.
    """
    lists, total = len(overlaps.lists), overlaps.total
    missing = np.arange(0, MOST_TIMES * total + 1, dtype=float)
    everyone = missing + total
    log_prior = prior(everyone) if prior else -np.log(everyone)
    known = sum(math.lgamma(n + 1) for n in overlaps.counts.values())
    base = _log_gamma(everyone + 1) - _log_gamma(missing + 1) - known + log_prior
    rows: list[tuple[Graph, Floats]] = []
    graphs = list_graphs(lists)
    for graph, cliques, separators in graphs if complete else graphs[:-1]:
        likelihood = base.copy()
        for clique in cliques:
            likelihood += _marginal(overlaps, clique, missing, delta)
        for separator in separators:
            likelihood -= _marginal(overlaps, separator, missing, delta)
        rows.append((graph, likelihood))
    top = max(float(row.max()) for _, row in rows)
    masses = [(graph, np.exp(row - top)) for graph, row in rows]
    whole = sum(float(mass.sum()) for _, mass in masses)
    models = [_summarise(_name(overlaps, graph), everyone, mass, float(mass.sum()) / whole) for graph, mass in masses]
    together = np.sum([mass for _, mass in masses], axis=0)
    averaged = _summarise(f"all {len(models)} decomposable graphs", everyone, together, 1.0)
    return averaged, sorted(models, key=lambda model: -(model.weight or 0))


def _summarise(name: str, everyone: Floats, mass: Floats, weight: float) -> Model:
    share = np.cumsum(mass / mass.sum())
    low, middle, high = (float(everyone[int(np.searchsorted(share, q))]) for q in (0.025, 0.5, 0.975))
    return Model(method="Madigan-York", name=name, estimate=middle, low=low, high=high, weight=weight)


def _marginal(overlaps: Overlaps, lists: tuple[int, ...], missing: Floats, delta: float) -> Floats:
    """The log marginal likelihood of the table over some lists, for every number on no list."""
    whole = len(overlaps.lists)
    weight = delta * 2.0 ** (whole - len(lists))
    cells: dict[tuple[int, ...], int] = dict.fromkeys(product((0, 1), repeat=len(lists)), 0)
    for pattern, count in overlaps.counts.items():
        cells[tuple(pattern[at] for at in lists)] += count
    none = (0,) * len(lists)
    fixed = sum(math.lgamma(n + weight) for cell, n in cells.items() if cell != none)
    sums = _log_gamma(cells[none] + missing + weight) + fixed - len(cells) * math.lgamma(weight)
    return sums - _log_gamma(overlaps.total + missing + weight * len(cells)) + math.lgamma(weight * len(cells))


def _log_gamma(values: Floats) -> Floats:
    """The log gamma function by Stirling's series, after a shift that makes it exact to 1e-10."""
    shifted = values.astype(float)
    correction = np.zeros_like(shifted)
    for _ in range(8):
        small = shifted < 8
        correction = np.where(small, correction - np.log(np.where(small, shifted, 1.0)), correction)
        shifted = np.where(small, shifted + 1, shifted)
    inverse = 1 / shifted
    series = inverse * (1 / 12 - inverse**2 * (1 / 360 - inverse**2 * (1 / 1260 - inverse**2 / 1680)))
    result: Floats = (shifted - 0.5) * np.log(shifted) - shifted + 0.5 * math.log(2 * math.pi) + series + correction
    return result


def _decompose(lists: int, graph: Graph) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]] | None:
    """Cliques and separators along a perfect ordering (maximum cardinality search); None when there is none."""
    near = {at: {b if a == at else a for a, b in graph if at in (a, b)} for at in range(lists)}
    order: list[int] = []
    groups: list[tuple[set[int], set[int]]] = []
    while len(order) < lists:
        at = max((x for x in range(lists) if x not in order), key=lambda x: (len(near[x] & set(order)), -x))
        before = near[at] & set(order)
        if any(b not in near[a] for a, b in combinations(sorted(before), 2)):
            return None
        groups.append((before | {at}, before))
        order.append(at)
    cliques: list[set[int]] = []
    separators: list[tuple[int, ...]] = []
    for clique, before in groups:
        grown = next((c for c in cliques if c == before), None)
        if grown is not None and cliques[-1] is grown:
            grown |= clique
        else:
            if cliques:
                separators.append(tuple(sorted(before)))
            cliques.append(set(clique))
    return [tuple(sorted(c)) for c in cliques], [s for s in separators if s]


def _name(overlaps: Overlaps, graph: Graph) -> str:
    return " + ".join("·".join(overlaps.lists[at] for at in edge) for edge in graph) or "independent lists"
