"""Sentences with an event and the place where it happened, as the annotators left them.

In: lines of JSON ({"text", "spans": [{"start", "end", "label": "VERB" or "LOCATION"}]}), gzipped or not. Out: parsed
`Sentence`s. Some spans of places are counted in words, both ends included, and not in characters: those shorter than
three characters or off the borders of words are read so. Their words are cut as spaCy 2 cut them.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

import spacy
from spacy.lang.char_classes import HYPHENS
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token
from spacy.util import compile_infix_regex

from bearwitness.extract.mentions import PartyMention, PlaceMention
from bearwitness.extract.naming.parties import find_parties
from bearwitness.extract.parsing import load_parser
from bearwitness.extract.placing.places import find_places

_SHORTEST = 3  # characters: no place has a shorter name
_MOST_WORDS = 6
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the word of its event, the words of its place by index, what the finders find in it."""

    event: Token
    gold: frozenset[int]
    places: Sequence[PlaceMention]
    parties: Sequence[PartyMention]
    fold: int

    @property
    def doc(self) -> Doc:
        """The parsed text."""
        return self.event.doc


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a file; a sentence without an event is left out. `fold` (0 to 4) depends on the text alone."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    for doc, row in load_parser().pipe(((row["text"], row) for row in rows), as_tuples=True, batch_size=64):
        verb = next((span for span in row["spans"] if span["label"] == "VERB"), None)
        event = (
            None
            if verb is None
            else next((t for t in doc if verb["start"] < t.idx + len(t) and t.idx < verb["end"]), None)
        )
        if event is None:
            continue
        gold: set[int] = set()
        for span in row["spans"]:
            if span["label"] == "LOCATION":
                gold.update(_read_span(doc, span["start"], span["end"]))
        text = row["text"]
        parties = find_parties(text)
        fold = hashlib.sha256(text.strip().encode()).digest()[0] % FOLDS
        yield Sentence(event, frozenset(gold), find_places(text, parties), parties, fold)


def _read_span(doc: Doc, start: int, end: int) -> set[int]:
    aligned = doc.char_span(start, end) if end > start else None
    if (aligned is None or end - start < _SHORTEST) and end - start <= _MOST_WORDS:
        counted = _load_older_tokenizer()(doc.text)
        if end < len(counted):
            words = counted[start : end + 1]
            start, end = words.start_char, words.end_char
    return {token.i for token in doc if token.idx < end and token.idx + len(token) > start and not token.is_space}


@cache
def _load_older_tokenizer() -> Tokenizer:
    """Cuts words as the annotators had them cut: "21-year" is one word, "U.S.-led" three."""
    language = spacy.blank("en")
    infixes = [str(each) for each in language.Defaults.infixes or ()]
    older = [each.replace("0-9", "") if HYPHENS in each else each for each in infixes]
    tokenizer = cast(Tokenizer, language.tokenizer)
    tokenizer.infix_finditer = compile_infix_regex([*older, r"(?<=\.)-(?=[A-Za-z])"]).finditer
    return tokenizer
