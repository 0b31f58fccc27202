"""Which of the names in a text an event happened at, and why.

In: the word of an event in a parsed text, with the places and parties found in it. Out: `Site`s with their score. Three
logistic models (weights.json, fitted by bench/fit_event_places.py): one scores each name by itself, one weighs the
scores against each other ("X in Y" is at X), one trims the wording. It never looks beyond the names of the text.
"""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from bearwitness.extract.mentions import PartyMention, PlaceMention
from bearwitness.extract.siting.features import describe_names, describe_words, tell_gap
from bearwitness.extract.siting.names import Name, find_names

Weights = dict[str, float]
_LOWEST, _HIGHEST = -4, 4
_TOLD = 3  # features that a reason names


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A name at which an event happened: its words (half-open code points), the place found there, how sure it is.

    `chance` is the model's probability, 0 to 1; `why` names the features that speak most for it.
    """

    start: int
    end: int
    mention: PlaceMention | None
    chance: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """The weights: of names alone, of names among their rivals (with that of the first score), of words; the bar."""

    names: Weights
    rivals: Weights
    words: Weights
    score: float
    bar: float


@cache
def load_models() -> Models:
    """The fitted weights, read once."""
    return Models(**json.loads(files("bearwitness.extract.siting").joinpath("weights.json").read_text("utf-8")))


def choose_sites(event: Token, mentions: Sequence[PlaceMention], parties: Sequence[PartyMention]) -> list[Site]:
    """Where the event that a word tells happened, in the order of the text; [] where no name is likely enough."""
    models = load_models()
    names = find_names(event.doc, mentions, parties)
    described = describe_names(event, names)
    scores = score_names(names, described, models)
    return [
        _site(name, trim_name(name, models), score, described[at], models)
        for at, (name, score) in enumerate(zip(names, scores, strict=True))
        if score > models.bar
    ]


def score_names(names: Sequence[Name], described: Sequence[Sequence[str]], models: Models) -> list[float]:
    """The score of each name, as log odds, with its rivals weighed in."""
    alone = [weigh(features, models.names) for features in described]
    return [
        models.score * score + weigh(features, models.rivals)
        for score, features in zip(alone, describe_scores(names, alone), strict=True)
    ]


def trim_name(name: Name, models: Models) -> list[Token]:
    """The words of a name that belong to the place's wording: "Palmyra" of "eastern Palmyra countryside"."""
    kept = [
        token
        for token, features in zip(name.words, describe_words(name), strict=True)
        if weigh(features, models.words) > 0
    ] or list(name.words)
    return [token for token in name.words if kept[0].i <= token.i <= kept[-1].i]


def weigh(features: Iterable[str], weights: Weights) -> float:
    """The sum of the weights of some features; what was never seen weighs nothing."""
    return sum(weights.get(feature, 0.0) for feature in features)


def describe_scores(names: Sequence[Name], scores: Sequence[float]) -> list[list[str]]:
    """The features of each name among its rivals: how its score stands to theirs and to its neighbours'."""
    described = []
    steps = [_step(score) for score in scores]
    for at, score in enumerate(scores):
        rivals = [other for index, other in enumerate(scores) if index != at]
        best = max(rivals, default=float(_LOWEST))
        features = [
            "bias",
            f"score={steps[at]}",
            f"lead={_step(score - best) if rivals else 'alone'}",
            f"score={steps[at]} best={_step(best)}",
            f"above={min(sum(other > score for other in rivals), 3)} {steps[at]}",
            f"likely={sum(other > 0 for other in scores)} {score > 0}",
        ]
        if at:
            gap = tell_gap(names[at - 1], names[at])
            features += [f"last={gap} {steps[at - 1]}", f"last={steps[at - 1]} {steps[at]}"]
            features.append(f"last={gap} {scores[at - 1] > 0} {steps[at]}")
        if at + 1 < len(scores):
            gap = tell_gap(names[at], names[at + 1])
            features += [f"next={gap} {steps[at + 1]}", f"next={steps[at + 1]} {steps[at]}"]
            features.append(f"next={gap} {scores[at + 1] > 0} {steps[at]}")
        described.append(features)
    return described


def _step(score: float) -> int:
    return max(_LOWEST, min(_HIGHEST, math.floor(score)))


def _site(name: Name, words: Sequence[Token], score: float, features: Sequence[str], models: Models) -> Site:
    strongest = sorted(set(features), key=lambda feature: (-models.names.get(feature, 0.0), feature))[:_TOLD]
    chance = 1 / (1 + math.exp(-score))
    return Site(
        start=words[0].idx,
        end=words[-1].idx + len(words[-1]),
        mention=name.mention,
        chance=chance,
        why=f"likely to {chance:.0%}, for {', '.join(strongest)}",
    )
