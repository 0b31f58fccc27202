"""Where place names may stand in a text, and what stands around them.

In: a text. Out: its words, the stretches of them that the gazetteer knows, and answers about the words beside a stretch
(is it governed by a preposition of place, by a noun for a kind of place, is it part of a person's name). It never
decides which place is meant, and never looks at more than a few words around a stretch.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from bearwitness.base.records import PlacePrecision
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.placing.folding import fold_name
from bearwitness.extract.placing.gazetteer import Entry, Gazetteer

_WORD = re.compile(r"[A-Z]\.(?:[A-Z]\.)+|\w+(?:['’‘`ʼʻ-]\w+)*")
_POSSESSIVE = re.compile(r"['’`ʼ]s?\Z", re.IGNORECASE)
_JOINED = frozenset((" ", "-", "\u00a0", "’", "'"))
_LONGEST: Final = 5
_WELL_KNOWN: Final = 500_000


@dataclass(frozen=True, slots=True)
class Kind:
    """What a noun for a kind of place says: the precision, and whether it stays in the place's wording."""

    name: str
    precision: PlacePrecision
    keep: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon `place_words`, ready for look-up."""

    kinds: dict[str, Kind]
    directions: dict[str, tuple[int, int]]
    countries: dict[str, str]
    lists: dict[str, frozenset[str]]
    held: tuple[str, ...]
    abbreviations: dict[str, str]
    postal: frozenset[str]

    def is_common(self, word: str) -> bool:
        """Whether a word is capitalised for another reason than being a name: a day, a people, a common word."""
        lists = self.lists
        if word in lists["never"] or word in lists["between"] or word in lists["locative"]:
            return True
        if word.endswith("s") and word[:-1] in lists["months_days"]:
            return True
        return "-" in word and all(part in lists["never"] for part in word.split("-"))

    def is_compound(self, word: str) -> bool:
        """Whether a hyphenated word ends like an adjective made of a name ("nour-based", "nour-held")."""
        return word.endswith(self.held) or word.rpartition("-")[2] in self.lists["compounds"]


@cache
def load_words() -> Words:
    """The lexicon, read once."""
    raw = load_lexicon("place_words")
    kinds = {
        word: Kind(name, spec["precision"], spec["keep"])
        for name, spec in raw["kinds"].items()
        for word in spec["words"]
    }
    countries = {word: code for code, words in raw["demonyms"].items() for word in words}
    lists = {name: frozenset(words) for name, words in raw.items() if isinstance(words, list)}
    lists["demonyms"] = frozenset(countries) | lists["other_peoples"]
    lists["kinds"] = frozenset(kinds)
    lists["never"] = (
        lists["common"] | lists["demonyms"] | lists["months_days"] | frozenset(raw["directions"]) | lists["kinds"]
    )
    lists["persons"] = lists["given_names"] | lists["surnames"]
    lists["barred"] = lists["never"] | lists["persons"]
    lists["linking"] = lists["never"] | lists["connectors"]
    directions = {word: (north, east) for word, (north, east) in raw["directions"].items()}
    return Words(
        kinds, directions, countries, lists, tuple(raw["held"]), raw["abbreviations"], frozenset(raw["postal_codes"])
    )


@dataclass(slots=True)
class Token:
    """One word. `key` is its folded form without a possessive; `capital`: it can begin or end a name; `compound`: an
    adjective with a name in it ("Nour-based"), never a name itself.
    """

    start: int
    end: int
    low: str
    key: str
    capital: bool
    gap: str
    possessive: bool
    bare_end: int
    compound: bool = False


@dataclass(slots=True)
class Stretch:
    """Words first..last (inclusive) that may be one place name, with the gazetteer's places of that name."""

    first: int
    last: int
    key: str
    entries: tuple[Entry, ...] = ()
    plain: bool = True


@dataclass(slots=True)
class Text:
    """A text as words, with look-arounds.

    `taken` are the words of places, `refused` those of known names that are none here.
    """

    text: str
    tokens: list[Token]
    words: Words
    taken: set[int] = field(default_factory=set)
    refused: set[int] = field(default_factory=set)

    def low(self, index: int) -> str:
        """The lower-case word at `index`, "" outside the text."""
        return self.tokens[index].low if 0 <= index < len(self.tokens) else ""

    def starts_sentence(self, index: int) -> bool:
        """Whether a word is the first of the text, or comes after a full stop, a quotation mark or a line break."""
        return index <= 0 or any(mark in self.tokens[index].gap for mark in '.!?:;"“”\n(')

    def joined(self, index: int) -> bool:
        """Whether a word follows the one before it with nothing but a space or a hyphen between."""
        return 0 < index < len(self.tokens) and self.tokens[index].gap in _JOINED

    def titled(self, index: int) -> bool:
        """Whether nearly all words around are capitalised, so that a capital says nothing (a headline)."""
        around = self.tokens[max(0, index - 5) : index + 6]
        long = [t for t in around if len(t.low) > 3]
        return len(long) >= 4 and sum(t.capital for t in long) >= 0.8 * len(long)

    def like_name(self, index: int) -> bool:
        """Whether a word looks like part of somebody's or something's name, not like a word capitalised for another
        reason.
        """
        if not 0 <= index < len(self.tokens) or index in self.taken:
            return False
        token = self.tokens[index]
        if is_caseless(token.low):
            return False
        if not token.capital or self.words.is_common(token.low) or token.low.isdigit() or token.compound:
            return token.capital and token.low in self.words.lists["given_names"]
        return True

    def is_held(self, word: str) -> bool:
        """Whether a word says who holds a place ("rebel-held")."""
        return word.endswith(self.words.held)


def is_caseless(word: str) -> bool:
    """Whether a word is of a script without capitals (Arabic, Hebrew): then any word may be a name."""
    return not word.isascii() and word[:1].isalpha() and word[0].lower() == word[0].upper()


def read_text(text: str) -> Text:
    """Split a text into words; linear in its length."""
    words = load_words()
    keys: dict[str, tuple[str, bool, str, bool]] = {}
    tokens: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        written = match.group()
        start = match.start()
        known = keys.get(written)
        if known is None:
            bare = _POSSESSIVE.sub("", written)
            head, _, tail = bare.partition("-")
            article = head.lower() in words.lists["prefix_articles"] and tail[:1].isupper()
            compound = (
                bool(tail)
                and not article
                and written.rpartition("-")[2][:1].islower()
                and head.lower() not in words.directions
            )
            compound = compound and words.is_compound(written.lower())
            known = keys[written] = (
                fold_name(bare),
                written[0].isupper() or written[0].isdigit() or article or is_caseless(written),
                bare,
                compound,
            )
        key, capital, bare, compound = known
        compound |= text.startswith("-", match.end())
        gap = text[end:start]
        end = match.end()
        tokens.append(
            Token(start, end, bare.lower(), key, capital, gap, len(bare) < len(written), start + len(bare), compound)
        )
    return Text(text, tokens, words)


def find_stretches(read: Text, gazetteer: Gazetteer, shut: set[int]) -> list[Stretch]:
    """The longest stretches that the gazetteer knows, left to right, with none of the `shut` words in them."""
    _restore_possessives(read, gazetteer)
    candidates: dict[int, list[Stretch]] = {}
    for first in range(len(read.tokens)):
        if first not in shut:
            found = list(_spans_from(read, first, shut))
            if found:
                candidates[first] = found
    entries = gazetteer.find_names(stretch.key for found in candidates.values() for stretch in found)
    chosen: list[Stretch] = []
    free = 0
    for first, found in candidates.items():
        if first < free:
            continue
        for stretch in sorted(found, key=lambda s: -s.last):
            stretch.entries = entries[stretch.key]
            if stretch.entries and not read.tokens[first].capital and read.tokens[first].low in read.words.directions:
                stretch.entries = tuple(e for e in stretch.entries if e.curated or e.kind == "province")
            if stretch.entries and (stretch.last > stretch.first or _may_stand_alone(read, stretch)):
                chosen.append(stretch)
                free = stretch.last + 1
                break
    return chosen


def _restore_possessives(read: Text, gazetteer: Gazetteer) -> None:
    """Where a text has lost its apostrophes: "Nours" is "Nour's" when only the shorter name is a well-known place."""
    lists = read.words.lists
    doubtful = [
        t
        for t in read.tokens
        if t.capital and not t.possessive and len(t.key) > 4 and t.key.endswith("s") and t.low not in lists["never"]
    ]
    entries = gazetteer.find_names(key for token in doubtful for key in (token.key, token.key[:-1]))
    for token in doubtful:
        if not entries[token.key] and any(
            e.main and (e.curated or e.kind == "country" or e.population >= _WELL_KNOWN)
            for e in entries[token.key[:-1]]
        ):
            token.key, token.low = token.key[:-1], token.low[:-1]
            token.possessive, token.bare_end = True, token.bare_end - 1


def cover_words(tokens: list[Token], spans: Iterable[tuple[int, int]]) -> set[int]:
    """The indices of the words that begin inside one of the spans (in code points, in any order)."""
    ordered = sorted(spans)
    shut: set[int] = set()
    at = 0
    reach = -1
    for index, token in enumerate(tokens):
        while at < len(ordered) and ordered[at][0] < token.end:
            reach = max(reach, ordered[at][1])
            at += 1
        if token.start < reach:
            shut.add(index)
    return shut


def _spans_from(read: Text, first: int, shut: set[int]) -> Iterable[Stretch]:
    tokens, lists = read.tokens, read.words.lists
    opener = tokens[first]
    article = opener.low in lists["free_articles"] and not opener.possessive
    turned = not opener.capital and opener.low in read.words.directions
    if opener.compound or not (
        opener.capital
        or ((article or turned) and first + 1 < len(tokens) and tokens[first + 1].capital and read.joined(first + 1))
    ):
        return
    if opener.key.isdigit() and len(opener.key) < 4:
        return
    key = ""
    for last in range(first, min(first + _LONGEST, len(tokens))):
        token = tokens[last]
        if last in shut or token.compound or (last > first and not read.joined(last)):
            return
        if last > first and tokens[last - 1].possessive:
            key += "s"
        if not token.capital and not (last == first and (article or turned)) and token.low not in lists["connectors"]:
            kind = read.words.kinds.get(token.low)
            if last == first + 1 and opener.low in lists["compound_heads"] and opener.capital:
                yield Stretch(first, last, f"{key} {token.key}")
            if last > first and kind is not None and kind.keep and last <= first + 3:
                yield Stretch(first, last, f"{key} {token.key}", plain=False)
            return
        key = f"{key} {token.key}" if key else token.key
        if token.capital and not token.key.isdigit():
            yield Stretch(first, last, key)


def _may_stand_alone(read: Text, stretch: Stretch) -> bool:
    token = read.tokens[stretch.first]
    if token.low in read.words.lists["months_days"] or token.low in read.words.lists["demonyms"]:
        return False
    if token.compound:
        return False
    if len(token.key) < 3 or (token.key.isupper() and len(token.key) < 4):
        written = read.text[token.start : token.end]
        return written.isupper() and any(e.kind == "country" for e in stretch.entries)
    return True
