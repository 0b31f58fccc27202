"""Who said it first, and how many independent voices that makes.

In: origins, in whatever way a stage found them, and the registry of sources. Out: their number. The rule stands here
because grades and tallies must count alike. It never reads a document, and never weighs how far an origin can be
trusted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bearwitness.base.casebooks import SourceRecord
from bearwitness.base.records import Source

Voices = Sequence[Sequence[str]]
"""Sources that are not independent of each other: of each such group all names, that of its head first."""

_NAMELESS = frozenset({"unnamed", "witness", "resident", "activist", "correspondent"})


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
    """Whether a name beyond "activists" or "a hospital official" is given: a word with a capital inside."""
    return source.kind not in _NAMELESS and any(word[:1].isupper() for word in source.name.split()[1:] or [source.name])


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
