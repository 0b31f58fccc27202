"""A count of harm while it is being found, and the sentence it is found in.

In and out: the state that `links`, `parts` and `harms` share about one sentence. It decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from bearwitness.base.records import HarmKind, Who
from bearwitness.extract.counting.quantities import Quantity
from bearwitness.extract.counting.triggers import Trigger
from bearwitness.extract.lexicons import load_lexicon

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(slots=True, kw_only=True)
class Count:
    """One count of harm in a sentence, its phrase at code points [start, end) and its trigger at `at`.

    `part_of` is the whole that contains it, `pending` asks for one in an earlier sentence, of `whole_who` where that is
    said ("the civilians included ...").
    `rule` names how the count was found; `doubt` that words beside it put it in doubt.
    """

    quantity: Quantity
    harm: HarmKind
    trigger: Trigger
    rule: str
    who: Who
    part_of: "Count | None" = None
    pending: bool = False
    whole_who: Who | None = None
    doubt: bool = False
    start: int = 0
    end: int = 0
    at: int = 0


@dataclass(slots=True)
class Scan:
    """A sentence while its counts are being found.

    `at_start`, `at_end` and `inside` give the quantity that begins, ends or stands at a token; `links` the link of each
    neighbouring pair of quantities; `index` the place of a token of the document in this sentence.
    """

    tokens: Sequence[Token]
    words: list[str]
    quantities: list[Quantity]
    triggers: list[Trigger]
    at_start: dict[int, Quantity]
    at_end: dict[int, Quantity]
    inside: dict[int, Quantity]
    links: list[str]
    counts: list[Count]
    index: dict[int, int]


@cache
def harm_words() -> tuple[frozenset[str], frozenset[str], dict[str, HarmKind], tuple[tuple[str, ...], ...]]:
    """Verbs of what has not happened, words of doubt, nouns for those counted, and the openers of subsets."""
    raw = load_lexicon("harms")
    openers = tuple(sorted((tuple(p.split()) for p in raw["subset"]), key=lambda p: -len(p)))
    return frozenset(raw["unreal"]), frozenset(raw["doubt"]), raw["counted"], openers


def place_counts(tokens: Sequence[Token], counts: list[Count]) -> list[Count]:
    """The counts with their code points in the text."""
    for c in counts:
        last = tokens[c.quantity.end - 1]
        c.start, c.end = tokens[c.quantity.start].idx, last.idx + len(last.text)
        c.at = tokens[c.trigger.start].idx
    return counts
