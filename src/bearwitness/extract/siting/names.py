"""The names in a parsed text that could be where something happened.

In: a parsed text with the places and parties found in it. Out: `Name`s in order, without overlap: places that the
finder knows, and whatever else is written like a name, for many a village is in no gazetteer. It never judges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from spacy.tokens import Doc, Token

from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PartyMention, PlaceMention

Mention = TypeVar("Mention", PlaceMention, PartyMention)
_NAMING = frozenset({"PROPN", "NOUN", "ADJ"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_TIMES = frozenset({"DATE", "TIME"})
_TICKS = frozenset({"-", "’", "'", "‘", "`"})


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words, first to last (inclusive), that is written like a name.

    `root` is the word of it that hangs on the rest of the sentence. `mention` is the place that the finder knows there,
    `party` the party.
    """

    words: tuple[Token, ...]
    root: Token
    mention: PlaceMention | None
    party: PartyMention | None

    @property
    def first(self) -> int:
        """The index of the first word."""
        return self.words[0].i

    @property
    def last(self) -> int:
        """The index of the last word."""
        return self.words[-1].i


@cache
def word_groups() -> dict[str, str]:
    """What a word in or beside a name is: a kind of place, a direction, a people, an organisation's word, a title."""
    raw = load_lexicon("place_words")
    groups: dict[str, str] = {}
    for name, key in (
        ("title", "surnames"),
        ("title", "given_names"),
        ("title", "titles"),
        ("org", "organisations"),
        ("people", "other_peoples"),
        ("kind", "parts"),
    ):
        groups.update(dict.fromkeys(raw[key], name))
    groups.update({word: "people" for words in raw["demonyms"].values() for word in words})
    groups.update(dict.fromkeys(raw["directions"], "direction"))
    groups.update({word: "kind" for kind in raw["kinds"].values() for word in kind["words"]})
    return groups


@cache
def _particles() -> frozenset[str]:
    """Words in lower case that begin or join names."""
    raw = load_lexicon("place_words")
    return frozenset({*raw["prefix_articles"], *raw["free_articles"], *load_lexicon("sites")["particles"]})


def find_names(doc: Doc, mentions: Sequence[PlaceMention], parties: Sequence[PartyMention]) -> list[Name]:
    """The names of a text in order."""
    places, sides = _cover(doc, mentions), _cover(doc, parties)
    part = [_is_part(token, token.i in places) for token in doc]
    for i in range(len(doc) - 2, -1, -1):
        part[i] = part[i] or (part[i + 1] and _joins(doc[i]))
    names: list[Name] = []
    run: list[Token] = []
    for token in doc:
        if run and (
            not part[token.i]
            or (
                token.i in places
                and run[-1].i in places
                and places[token.i] is not places[run[-1].i]
                and token.text != "-"
            )
        ):
            names += _name(run, places, sides)
            run = []
        if part[token.i]:
            run.append(token)
    return names + _name(run, places, sides)


def _cover(doc: Doc, mentions: Sequence[Mention]) -> dict[int, Mention]:
    covered: dict[int, Mention] = {}
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None:
            covered.update(dict.fromkeys(range(span.start, span.end), mention))
    return covered


def _is_part(token: Token, in_place: bool) -> bool:
    """Whether a word by itself can belong to a name."""
    if token.is_space or (token.ent_type_ in _TIMES and not in_place):
        return False
    if token.text[0].isupper():
        return in_place or token.pos_ in _NAMING or bool(token.ent_type_)
    if in_place:
        return token.text[0].isalnum() and not token.is_stop
    return token.ent_type_ in _PLACES and token.ent_iob_ == "I" and token.is_alpha


def _joins(token: Token) -> bool:
    """Whether a word joins the name behind it: an article, a hyphen, an ayn."""
    if token.text in _TICKS:
        return not token.whitespace_ and token.i > 0 and (not token.nbor(-1).whitespace_ or token.text != "-")
    if token.lower_ in _particles():
        return not token.is_stop or token.nbor().text == "-"
    return False


def _name(run: list[Token], places: dict[int, PlaceMention], sides: dict[int, PartyMention]) -> list[Name]:
    """The run as a name, without hyphens at its end; nothing where no word of it is written like a name."""
    while run and run[-1].text in _TICKS:
        run = run[:-1]
    if not any(token.text[0].isupper() for token in run):
        return []
    inside = range(run[0].i, run[-1].i + 1)
    root = next((t for t in reversed(run) if t.head.i not in inside or t.head.i == t.i), run[-1])
    mention = next((places[t.i] for t in run if t.i in places), None)
    return [Name(tuple(run), root, mention, next((sides[t.i] for t in run if t.i in sides), None))]
