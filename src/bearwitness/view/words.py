"""The words that reports are told with, and text made ready to be told.

In: words.yaml, and texts as they come. Out: entries of its tables, and text on one line. It knows nothing of claims.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

QUOTE_LIMIT = 320  # characters of a quotation in a sentence; the reference leads to all of it

WordList = Literal[
    "common", "definite", "determiners", "joints", "persons", "plural_ends", "prepositions", "uncountable"
]


@cache
def load_words() -> dict[str, dict[str, str | int | list[str]]]:
    """The content of words.yaml."""
    text = files("bearwitness.view").joinpath("words.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str | int | list[str]]] = yaml.safe_load(text)
    return words


def flatten(text: str) -> str:
    """Text on one line: control characters and runs of white space become one blank."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).split())


def shorten(text: str) -> str:
    """Text on one line, cut after a word at QUOTE_LIMIT characters with an ellipsis."""
    line = flatten(text)
    return line if len(line) <= QUOTE_LIMIT else line[:QUOTE_LIMIT].rsplit(" ", 1)[0] + " …"


def fold_name(name: str) -> str:
    """A name to compare by: lower case, no article, no punctuation."""
    return re.sub(r"^(the|an?)\s+", "", re.sub(r"[^\w]+", " ", name.casefold()).strip())


def get_pair(table: Literal["who", "harm"], key: str) -> tuple[str, str]:
    """The words for one and for several."""
    pair = load_words()[table][key]
    assert isinstance(pair, list)
    return pair[0], pair[1]


def list_words(table: WordList) -> list[str]:
    """The entries of a table that is a mere list."""
    return [str(word) for word in load_words()[table]]


def join_parts(parts: list[str]) -> str:
    """Parts as English lists them: "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""
