"""Who said it first, and how many independent voices that makes.

In: origins, in whatever way a stage found them, and the registry of sources. Out: which of them are one, and their
number. The rules stand here because grades and tallies must count alike. It never reads a text, and never weighs how
far an origin can be trusted.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar
from unicodedata import combining, normalize

from bearwitness.base.casebooks import SourceRecord
from bearwitness.base.records import Document, Source

Key = TypeVar("Key", bound=Hashable)
Voices = Sequence[Sequence[str]]
"""Sources that are not independent of each other: of each such group all names, that of its head first."""

_NAMELESS = frozenset({"unnamed", "witness", "resident", "activist", "correspondent"})

# Behind these words stands where someone is, what they belong to or whom they are near: it tells nobody apart.
_BEHIND = frozenset(
    {
        *("of", "in", "at", "on", "from", "with", "for", "near", "to", "by", "inside", "outside", "within", "across"),
        *("around", "under", "among", "between", "behind", "against", "close", "who", "that", "which", "whose"),
    }
)
_JOINTS = frozenset({"and", "&", "or", "/"})
_WORD = re.compile(r"[^\W_]+")
_PLAIN = frozenset({"the", "a", "an", "s", "group", "monitoring"})  # written or left out as a reporter likes
_FROM = re.compile(r"\b\w+[- ]based\b")
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ul"})  # of Arabic names, written small


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One who stated something first. `named`: it can be told from others of its kind; `kind` is its source's.

    `voice` is the name of the head of those of whom it is not independent; "" = it stands alone.
    """

    key: str
    name: str
    named: bool
    kind: str = ""
    voice: str = ""

    @property
    def is_house(self) -> bool:
        """Whether it is an outlet or agency speaking in its own voice."""
        return self.key.startswith(("house:", "document:"))


def is_named(source: Source) -> bool:
    """Whether a name beyond "activists" or "a doctor in Aleppo" is given: what is named is the head of the phrase.

    "Ministry of Health" and "the UN" are names; "local official in Homs" and "senior Western official" are not, though
    a name stands in them. Of several who speak together, one with a name is enough.
    """
    return source.kind not in _NAMELESS and any(_is_name(head) for head in _find_heads(source.name))


def _find_heads(name: str) -> Iterator[str]:
    """The last word of a phrase, or of each phrase before an "and", without what is said behind it of where or whose.

    A number is no head: that of "Channel 4" is "Channel".
    """
    before, _, _ = name.partition(" (")
    head = ""
    for number, word in enumerate(before.split()):
        plain = word.strip(",;:'\"’”")
        if number and plain.casefold() in _BEHIND:
            break
        if plain in _JOINTS:
            yield head
            head = ""
        elif any(each.isalpha() for each in plain):
            head = plain
    yield head


def _is_name(word: str) -> bool:
    article, hyphen, rest = word.partition("-")
    return (rest if hyphen and article in _ARTICLES else word)[:1].isupper()


def is_house(source: Source, document: Document) -> bool:
    """Whether a source is no more than the outlet or agency that prints the text."""
    houses = {fold_name(name) for name in (document.outlet, document.agency) if name}
    return source.kind in ("outlet", "agency") and fold_name(source.name) in houses


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """A speaker's name as names are compared: without case, accents, "X-based", and words that may as well be left out.

    A name that is nothing but such words stays as it is.
    """
    plain = "".join(each for each in normalize("NFKD", name) if not combining(each)).casefold()
    words = _WORD.findall(_FROM.sub(" ", plain))
    return " ".join([word for word in words if word not in _PLAIN] or words)


def fold_voices(voices: Voices) -> dict[str, str]:
    """The head of the voice that a name belongs to, by the name as names are compared. To be made once a registry."""
    return {fold_name(name): voice[0] for voice in voices for name in voice}


def join_spellings(origins: Mapping[Key, Origin], heads: Mapping[str, str]) -> dict[Key, Origin]:
    """The same origins, with those that are one by another spelling made one.

    Those whose names are in `heads`, as `fold_voices` makes it, are named, for people know them, and say whose voice
    they are.
    """
    by_words: dict[str, Origin] = {}
    for origin in sorted(origins.values(), key=lambda o: (o.key.startswith(("name:", "house:")), o.key)):
        words = fold_name(origin.name)
        by_words.setdefault(words, replace(origin, voice=heads.get(words, ""), named=origin.named or words in heads))
    return {key: by_words[fold_name(origin.name)] for key, origin in origins.items()}


def find_echoes(told: Mapping[Key, tuple[str, Origin]]) -> set[Key]:
    """Of what documents, by their ids, tell of one incident: what a house says in its own voice beside its quotations.

    What an outlet tells without saying from whom, in a report that rests on a monitor, is most likely the monitor's.
    """
    quoting = {document for document, origin in told.values() if not origin.is_house}
    return {key for key, (document, origin) in told.items() if origin.is_house and document in quoting}


def find_independent(origins: Iterable[Origin]) -> tuple[int, list[Origin]]:
    """How many independent origins there are, and who of the nameless may be one of the named.

    All that have no name count as one, for nobody can tell them apart; "a monitoring group" beside a named monitor
    counts as none.
    """
    found = sorted(set(origins), key=lambda origin: (origin.name, origin.key))
    named = [origin for origin in found if origin.named]
    nameless = [origin for origin in found if not origin.named]
    kinds = {origin.kind for origin in named if origin.kind}
    doubtful = [origin for origin in nameless if origin.kind in kinds]
    return len({origin.voice or origin.key for origin in named}) + (len(nameless) > len(doubtful)), doubtful


def join_voices(records: Iterable[SourceRecord]) -> Voices:
    """The groups of sources that belong to one organisation or relay one another, as people reviewed them.

    A source with several names is a group by itself. The head is who belongs to no one and relays no one; the first of
    several by name.
    """
    known = {record.id: record for record in records if record.status == "reviewed"}
    group = {id_: id_ for id_ in known}

    def find(id_: str) -> str:
        while group[id_] != id_:
            id_ = group[id_]
        return id_

    for record in known.values():
        for other in (record.organisation, *record.relays):
            if other in known:
                group[find(record.id)] = find(other)
    members: dict[str, list[SourceRecord]] = {}
    for record in sorted(known.values(), key=lambda r: (bool(r.organisation or r.relays), r.name, r.id)):
        members.setdefault(find(record.id), []).append(record)
    voices = [[name for each in joined for name in (each.name, *each.names)] for joined in members.values()]
    return sorted(tuple(dict.fromkeys(names)) for names in voices if len(set(names)) > 1)
