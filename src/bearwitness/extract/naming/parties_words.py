"""The words of a text as parties are compared by: folded, with their case and how they hang together.

In: a text. Out: its words in order, each with its offsets. It never looks at what a word means.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bearwitness.extract.lexicons import load_lexicon

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’ʼ‘`´ʻ][^\W_]+)*")
_APOSTROPHES = re.compile(r"['’ʼ‘`´ʻ]")
LOWER, CAPITAL, UPPER = 0, 1, 2


@dataclass(slots=True)
class Word:
    """A word at [start, end) code points. `key` is its folded form, `shape` its case (LOWER, CAPITAL or UPPER).

    `joined` says that nothing but white space, a hyphen or an apostrophe stands between it and the word before;
    `hyphened` that it is a hyphen alone.
    """

    start: int
    end: int
    key: str
    shape: int
    joined: bool
    hyphened: bool
    possessive: bool


@lru_cache(maxsize=65536)
def fold_word(raw: str) -> tuple[str, bool]:
    """The form of a word that comparisons use, and whether a possessive 's was taken off it."""
    word = raw
    if not word.isascii():
        word = "".join(
            c for c in unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", word)) if not unicodedata.combining(c)
        )
    word = word.lower().replace("`", "'")
    possessive = word.endswith("'s") and len(word) > 3
    if possessive:
        word = word[:-2]
    word = word.replace("'", "").replace(".", "")
    spellings: dict[str, str] = load_lexicon("descriptions")["spellings"]
    return spellings.get(word, word), possessive


@lru_cache(maxsize=65536)
def _shape(raw: str) -> int:
    if not raw[0].isupper():
        return CAPITAL if raw[0].isdigit() else LOWER
    letters = [c for c in (raw[:-2] if raw[-2:] in ("'s", "’s") else raw) if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return UPPER
    # "ISs", "SOHRs": a possessive that lost its apostrophe.
    if len(letters) > 2 and letters[-1] == "s" and all(c.isupper() for c in letters[:-1]):
        return UPPER
    return CAPITAL


_TIES = frozenset(
    {
        " ",
        "-",
        "‑",
        "‐",
        "  ",
        "\n",
        "' ",
        "’ ",
        "'",
        "’",
        "\u00a0",
        " -",
        "- ",
        "/",
        " & ",
        " '",
        ' "',
        '" ',
        " “",
        "” ",
        "–",
    }
)
_HYPHENS = frozenset({"-", "‑", "‐", "–"})


def split_words(text: str) -> list[Word]:
    """The words of `text` in order."""
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        raw = match.group()
        key, possessive = fold_word(raw)
        gap = text[last:start] if start - last < 4 else ""
        words.append(Word(start, end, key, _shape(raw), gap in _TIES, gap in _HYPHENS, possessive))
        last = end
    return words
