"""The phrases of a document as numbers: what near-duplicates are found by.

In: a document. Out: its phrases of five words, hashed, in their order; its quotations. Furniture (datelines, credits,
an outlet's standing background) is left out. It never compares two documents.

Shingles: Broder, "On the resemblance and containment of documents" (1997).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bearwitness.base.records import Document

SHINGLE_WORDS = 5
QUOTE_WORDS = 4  # a shorter quotation may well be made twice
_KEPT = frozenset({"headline", "body", "subhead"})
_WORD = re.compile(r"\w+")
_QUOTE = re.compile(r"[\"“”«]([^\"“”«»]{15,400})[\"“”»]")

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is kept of a document's text: `ordered` hashes in the order of the text, `distinct` ones sorted."""

    document: str
    ordered: Numbers
    distinct: Numbers
    quotes: frozenset[int]


def sketch(document: Document, key: str) -> Sketch:
    """The sketch of a document; a text of fewer than five words is one phrase."""
    text = read_body(document)
    words = _WORD.findall(text.casefold())
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    ordered = np.fromiter((_hash(words[i : i + SHINGLE_WORDS]) for i in range(count)), dtype=np.uint32, count=count)
    return Sketch(document=key, ordered=ordered, distinct=np.unique(ordered), quotes=frozenset(_list_quotes(text)))


def read_body(document: Document) -> str:
    """The text without its furniture; the whole text of a document that was not taken apart."""
    kept = [document.text[s.start : s.end] for s in document.segments if s.kind in _KEPT]
    return " ".join(kept) if kept else document.text


def _list_quotes(text: str) -> Iterator[int]:
    for match in _QUOTE.finditer(text):
        words = _WORD.findall(match.group(1).casefold())
        if len(words) >= QUOTE_WORDS:
            yield _hash(words)


def _hash(words: list[str]) -> int:
    return int.from_bytes(blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=4).digest(), "big")
