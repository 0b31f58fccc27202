"""Who said it first, and how many independent voices that makes.

In: origins, in whatever way a stage found them, and the registry of sources. Out: their number. The rule stands here
because grades and tallies must count alike. It never reads a document, and never weighs how far an origin can be
trusted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bearwitness.base.casebooks import SourceRecord
from bearwitness.base.records import Source

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
