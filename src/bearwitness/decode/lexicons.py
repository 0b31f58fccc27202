"""The words of this stage: YAML files in `lexicon/`, loaded once, and patterns made of them.

In: a file's name. Out: its content as it stands. It never interprets a word.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_lexicon(name: str) -> Any:
    """The content of `lexicon/NAME.yaml`, parsed."""
    text = files("bearwitness.decode").joinpath("lexicon", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def join_words(words: Iterable[str]) -> str:
    """One pattern for any of the words, the longest first; a space stands for any run of blanks."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[^\S\n]+") for word in ordered)
