"""The words by which kinds of event and things hit are told: `lexicon/events.yaml`, compiled once.

In: a text. Out: the names of the kinds and objects it speaks of. It never reads a document's places or dates.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """The compiled lexicon. `weights` are natural logs of odds; `akin` holds pairs of kinds that need not differ."""

    kinds: dict[str, re.Pattern[str]]
    weights: dict[str, float]
    akin: frozenset[frozenset[str]]
    objects: dict[str, re.Pattern[str]]
    another: re.Pattern[str]
    aftermath: re.Pattern[str]
    alliances: tuple[frozenset[str], ...]
    modes: dict[str, str]
    charges: re.Pattern[str]
    reported: re.Pattern[str]
    standing: re.Pattern[str]
    plain: re.Pattern[str]

    def are_allies(self, one: str, other: str) -> bool:
        """Whether two parties, by id, are one or fight on one side, so that naming either is no contradiction."""
        return one == other or any({one, other} <= alliance for alliance in self.alliances)

    def find_kinds(self, text: str) -> frozenset[str]:
        """The kinds of event that a lower-case text speaks of."""
        return frozenset(name for name, pattern in self.kinds.items() if pattern.search(text))

    def find_objects(self, text: str) -> frozenset[str]:
        """What was hit, or where people were, by the words of a lower-case text."""
        return frozenset(name for name, pattern in self.objects.items() if pattern.search(text))


@cache
def load_events() -> EventWords:
    """The lexicon, read and compiled at the first call."""
    text = files("bearwitness.resolve").joinpath("lexicon", "events.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return EventWords(
        kinds={name: _compile(entry["words"]) for name, entry in found["kinds"].items()},
        weights={name: float(entry["weight"]) for name, entry in found["kinds"].items()},
        akin=frozenset(frozenset(pair) for pair in found["akin"]),
        objects={name: _compile(words) for name, words in found["objects"].items()},
        another=_compile(found["another"]),
        aftermath=_compile(found["aftermath"]),
        alliances=tuple(map(frozenset, found["alliances"])),
        modes=found["modes"],
        charges=_compile(found["charges"]),
        reported=_compile(found["reported"]),
        standing=_compile(found["standing"]),
        plain=_compile(found["plain"]),
    )


def _compile(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")
