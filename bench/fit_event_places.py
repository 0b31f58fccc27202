"""Fits the weights of extract/siting on annotated sentences, and says what they are worth on sentences left out.

In: a file of sentences with their event and its place. Out: src/bearwitness/extract/siting/weights.json. Logistic
regression with a Gaussian prior (L-BFGS), no chance in it: the same file gives the same weights. The figures are
cross-validated: the sentences of a fold are scored by models that were fitted, bar included, without its texts (equal
texts are in one fold). The weights written are fitted on all of them.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bearwitness.extract.siting.choices import Models, Weights, describe_scores, trim_name, weigh
from bearwitness.extract.siting.features import describe_names, describe_words
from bearwitness.extract.siting.names import Name, find_names
from event_places import Counts
from event_sentences import FOLDS, Sentence, read_sentences

WEIGHTS = Path(__file__).resolve().parents[1] / "src" / "bearwitness" / "extract" / "siting" / "weights.json"
LEAST_SEEN = 4  # features seen less often are left out
NAME_PRIOR, OTHER_PRIOR = 2.0, 2.0  # set by the folds that are fitted on
BARS = tuple(bar / 20 for bar in range(-20, 11))
SCORE = "#score"

Features = Sequence[str]
Weighed = tuple[Set[int], list[tuple[float, set[int]]]]


class Example:
    """A sentence made ready: its names, their features, whether the event was there, their scores by other models."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.names: list[Name] = find_names(sentence.doc, sentence.places, sentence.parties)
        self.features = describe_names(sentence.event, self.names)
        hits = [sum(token.i in sentence.gold for token in name.words) for name in self.names]
        self.gold = [2 * hit >= len(name.words) or hit >= 2 for hit, name in zip(hits, self.names, strict=True)]
        self.scores: list[float] = []


def fit(rows: Sequence[Features], gold: Sequence[bool], prior: float, extra: Sequence[float] | None = None) -> Weights:
    """Weights by feature; `extra` is a number for each row, whose weight is named SCORE."""
    seen = Counter(feature for row in rows for feature in set(row))
    kept = {feature: at for at, feature in enumerate(sorted(f for f, count in seen.items() if count >= LEAST_SEEN))}
    pairs = [(at, kept[feature], 1.0) for at, row in enumerate(rows) for feature in set(row) if feature in kept]
    if extra is not None:
        kept[SCORE] = len(kept)
        pairs += [(at, kept[SCORE], value) for at, value in enumerate(extra)]
    ys, xs, values = zip(*pairs, strict=True)
    matrix = csr_matrix((values, (ys, xs)), shape=(len(rows), len(kept)))
    target = np.array(gold, dtype=float)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds = matrix @ weights
        gradient = matrix.T @ (1 / (1 + np.exp(-odds)) - target) + prior * weights
        return float(np.logaddexp(0, -odds * (2 * target - 1)).sum() + prior / 2 * weights @ weights), gradient

    found = minimize(loss, np.zeros(len(kept)), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    return {feature: round(float(found[at]), 3) for feature, at in kept.items() if abs(found[at]) >= 0.02}


def fit_names(examples: Sequence[Example]) -> Weights:
    """The weights of names by themselves."""
    rows = [row for example in examples for row in example.features]
    return fit(rows, [gold for example in examples for gold in example.gold], NAME_PRIOR)


def fit_rivals(examples: Sequence[Example]) -> Models:
    """The second model and the trimming, from scores that the first gave to names it had not seen."""
    rows = [row for example in examples for row in describe_scores(example.names, example.scores)]
    scores = [score for example in examples for score in example.scores]
    rivals = fit(rows, [gold for example in examples for gold in example.gold], OTHER_PRIOR, scores)
    words = [
        (row, token.i in example.sentence.gold)
        for example in examples
        for name, gold in zip(example.names, example.gold, strict=True)
        if gold
        for token, row in zip(name.words, describe_words(name), strict=True)
    ]
    trim = fit([row for row, _ in words], [gold for _, gold in words], OTHER_PRIOR)
    models = Models(names={}, rivals=rivals, words=trim, score=rivals.pop(SCORE), bar=0.0)
    weighed = [weigh_example(example, models) for example in examples]
    return replace(models, bar=max(BARS, key=lambda bar: min(count(weighed, bar).tell())))


def weigh_example(example: Example, models: Models) -> Weighed:
    """The annotated words of a sentence, and for each of its names the score among its rivals and the words kept."""
    rows = describe_scores(example.names, example.scores)
    return example.sentence.gold, [
        (models.score * score + weigh(row, models.rivals), {token.i for token in trim_name(name, models)})
        for name, score, row in zip(example.names, example.scores, rows, strict=True)
    ]


def count(weighed: Sequence[Weighed], bar: float) -> Counts:
    """What is chosen at a bar, over words."""
    counts = Counts()
    for gold, names in weighed:
        counts.add(set().union(*(words for score, words in names if score > bar)), gold)
    return counts


def main() -> int:
    """Fit, say what the weights are worth, write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the sentences, .jsonl or .jsonl.gz")
    options = parser.parse_args()
    examples = [Example(sentence) for sentence in read_sentences(options.path)]
    folds = [[example for example in examples if example.sentence.fold == fold] for fold in range(FOLDS)]
    others = [[example for example in examples if example.sentence.fold != fold] for fold in range(FOLDS)]
    for left, rest in zip(folds, others, strict=True):
        weights = fit_names(rest)
        for example in left:
            example.scores = [weigh(row, weights) for row in example.features]
    counts = Counts()
    for left, rest in zip(folds, others, strict=True):
        models = fit_rivals(rest)
        counts.join(count([weigh_example(example, models) for example in left], models.bar))
    print(f"cross-validated {len(examples):6} sentences  {counts}")
    models = replace(fit_rivals(examples), names=fit_names(examples))
    WEIGHTS.write_text(
        json.dumps(asdict(models), ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"weights: {len(models.names)} of names, {len(models.rivals)} of rivals, {len(models.words)} of words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
