"""Who said it first, and how many independent voices that makes.

In: origins, in whatever way a stage found them. Out: their number. The rule stands here because grades and tallies must
count alike. It never reads a document and never weighs how far an origin can be trusted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bearwitness.base.records import Source

_NAMELESS = frozenset({"unnamed", "witness", "resident", "activist", "correspondent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One who stated something first. `named`: it can be told from others of its kind; `kind` is its source's."""

    key: str
    name: str
    named: bool
    kind: str = ""

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
    named = {origin.key: origin.kind for origin in found if origin.named}
    nameless = [origin for origin in found if not origin.named]
    doubtful = [origin for origin in nameless if origin.kind and origin.kind in named.values()]
    return len(named) + (len(nameless) > len(doubtful)), doubtful
