"""The words by which kinds of event, things hit, camps and peoples are told: the files of `lexicon/`, compiled once.

In: a text. Out: the names of the kinds and objects it speaks of; the camp or people that a name says. It never reads a
document's places or dates.
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
    camps: dict[str, re.Pattern[str]]
    heads: dict[str, str]
    modes: dict[str, str]
    charges: re.Pattern[str]
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

    def find_camp(self, name: str) -> str | None:
        """The one camp that the words of a lower-case name say; None where they say none, or two."""
        found = [camp for camp, pattern in self.camps.items() if pattern.search(name)]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peoples:
    """The names of states and their peoples, by lower-case form, and a pattern for any of them."""

    codes: dict[str, str]
    pattern: re.Pattern[str]

    def find_countries(self, name: str) -> frozenset[str]:
        """The codes of the states and peoples that a lower-case name names: two in "Russia and the Syrian army"."""
        return frozenset(self.codes[each["form"]] for each in self.pattern.finditer(name))

    def strip(self, name: str) -> str:
        """A lower-case name without the words that say whose it is: "ukrainian separatists" gives "separatists"."""
        return self.pattern.sub(" ", name)


@cache
def load_events() -> EventWords:
    """The lexicon, read and compiled at the first call."""
    found = _load("events")
    return EventWords(
        kinds={name: _compile(entry["words"]) for name, entry in found["kinds"].items()},
        weights={name: float(entry["weight"]) for name, entry in found["kinds"].items()},
        akin=frozenset(frozenset(pair) for pair in found["akin"]),
        objects={name: _compile(words) for name, words in found["objects"].items()},
        another=_compile(found["another"]),
        aftermath=_compile(found["aftermath"]),
        alliances=tuple(map(frozenset, found["alliances"])),
        camps={name: _compile(words) for name, words in found["camps"].items()},
        heads=found["heads"],
        modes=found["modes"],
        charges=_compile(found["charges"]),
        standing=_compile(found["standing"]),
        plain=_compile(found["plain"]),
    )


@cache
def load_peoples() -> Peoples:
    """The states and peoples of `lexicon/peoples.yaml`, read and compiled at the first call."""
    codes = {form: code for code, forms in _load("peoples").items() for form in forms}
    forms = "|".join(re.escape(form) for form in sorted(codes, key=lambda form: (-len(form), form)))
    return Peoples(codes=codes, pattern=re.compile(rf"\b(?P<form>{forms})(?:s|['’]s?)?\b"))


def _load(name: str) -> dict[str, Any]:
    text = files("bearwitness.resolve").joinpath("lexicon", f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def _compile(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b")
