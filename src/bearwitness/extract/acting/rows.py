"""The rows of the lexicon of deeds, ready to be looked up by the first word of a pattern.

In: `lexicon/acts_people.yaml`, `acts_force.yaml`, `acts_talk.yaml` and `act_words.yaml`. Out: `Row` and `Pattern`
objects by first word, and the classes of words that rows stand on. It reads no text.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from bearwitness.extract.lexicons import load_lexicon

FILES = ("acts_people", "acts_force", "acts_talk")
WordKind = Literal["verbs", "nouns", "modals"]
# In a noun pattern these end what is named: "use of gas", "call for".
LINKS = frozenset({"of", "for", "to", "that", "upon", "by"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: what is done, and where in the grammar the doer and the one done to stand."""

    category: str
    mode: str | None = None
    actor: tuple[str, ...] = ("subject", "owner", "by")
    target: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    not_object: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    not_target: frozenset[str] = frozenset()
    needs: str = ""
    negated: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """The words of one pattern: for each place the lemmas that may stand there."""

    kind: WordKind
    words: tuple[frozenset[str], ...]
    row: Row

    @property
    def copular(self) -> bool:
        """Whether it opens with "be": its subject is read as it stands, passive or not."""
        return "be" in self.words[0]


_KINDS: tuple[WordKind, ...] = ("verbs", "nouns", "modals")
_SETS = ("object", "subject", "not_object", "not_subject", "not_target")
_FLAGS = (
    "weak",
    "speech",
    "spoken",
    "complement",
    "another",
    "active",
    "coming",
    "alone",
    "authorship",
    "brokered",
    "supplied",
    "uprising",
    "harm",
    "counted",
    "uncounted",
    "idiom",
)


@cache
def load_patterns() -> dict[str, tuple[Pattern, ...]]:
    """The patterns by each of their first words, those of more words first."""
    found: dict[str, list[Pattern]] = {}
    for name in FILES:
        for raw in load_lexicon(name)["rows"]:
            row = Row(
                category=raw["category"],
                mode=raw.get("mode"),
                actor=tuple(raw.get("actor", ("subject", "owner", "by"))),
                target=tuple(raw.get("target", ())),
                needs=raw.get("needs", ""),
                negated=str(raw.get("negated", "")).lower(),
                flags=frozenset(flag for flag in _FLAGS if raw.get(flag)),
                **{key: frozenset(raw.get(key, ())) for key in _SETS},
            )
            for kind in _KINDS:
                for words in raw.get(kind, ()):
                    # The tokenizer cuts at hyphens, and the finder of nouns passes over them.
                    written = words.replace("-", " ") if kind == "nouns" else words
                    places = tuple(frozenset(place.split("/")) for place in written.split())
                    pattern = Pattern(kind=kind, words=places, row=row)
                    for first in places[0]:
                        found.setdefault(first, []).append(pattern)
    return {first: tuple(sorted(rows, key=lambda p: -len(p.words))) for first, rows in found.items()}


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class: `classes` of act_words.yaml, or one of its lists."""
    lexicon = load_lexicon("act_words")
    return frozenset(lexicon["classes"].get(name) or lexicon[name])
