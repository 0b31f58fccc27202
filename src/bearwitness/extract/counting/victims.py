"""Words for people and the category each is filed under.

In: words. Out: what a noun counts (`VictimWord`), and the category that a noun phrase as a whole stands for. It knows
nothing of numbers or of harm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import cast, get_args

from bearwitness.base.records import Who
from bearwitness.extract.lexicons import load_lexicon

# The order in which modifiers of an open head noun decide: the narrow professions before the wide ones.
_MODIFIER_ORDER = (
    "medics",
    "rescuers",
    "journalists",
    "police",
    "children",
    "women",
    "soldiers",
    "fighters",
    "officials",
    "other",
)


@dataclass(frozen=True, slots=True)
class VictimWord:
    """A noun for people: its category, and whether a number can stand before this form.

    `open`: it says little of the person itself; `unmarked`: it is plural without a plural ending.
    """

    who: Who
    plural: bool
    open: bool
    unmarked: bool = False


def _plural(word: str, irregular: dict[str, str]) -> str:
    if word in irregular:
        return irregular[word]
    last = word.rsplit(" ", 1)[-1]
    if last in irregular:
        return word[: len(word) - len(last)] + irregular[last]
    for ending, plural in (("woman", "women"), ("man", "men"), ("child", "children"), ("person", "people")):
        if word.endswith(ending):
            return word[: -len(ending)] + plural
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def victim_words() -> dict[str, VictimWord]:
    """Every form of every word for people, lower-cased."""
    raw = load_lexicon("victims")
    unmarked = {word.lower() for word in raw["unmarked"]}
    opened = {word.lower() for word in raw["open"]}
    table: dict[str, VictimWord] = {}
    for who in get_args(Who):
        for entry in raw[who]:
            word = entry.lower()
            plural = _plural(word, raw["plurals"])
            table.setdefault(word, VictimWord(who, word in unmarked, word in opened, word in unmarked))
            table.setdefault(plural, VictimWord(who, True, word in opened, plural in unmarked))
    for form, word in raw["forms"].items():
        table.setdefault(form.lower(), table[_plural(word.lower(), raw["plurals"])])
    for word in unmarked - table.keys():
        table[word] = VictimWord("people", True, False, True)
    return table


@cache
def thing_words() -> frozenset[str]:
    """Nouns, singular and plural, that a number before them does not make into people."""
    raw = load_lexicon("victims")
    return frozenset(form for word in raw["things"] for form in (word.lower(), _plural(word.lower(), {"foot": "feet"})))


@cache
def _modifiers() -> tuple[tuple[Who, frozenset[str]], ...]:
    raw = load_lexicon("victims")["modifiers"]
    return tuple((cast(Who, who), frozenset(word.lower() for word in raw[who])) for who in _MODIFIER_ORDER)


@cache
def _forces(kind: str) -> frozenset[str]:
    return frozenset(load_lexicon("victims")[kind])


def join_categories(first: Who, second: Who) -> Who:
    """The category of one number over two kinds of people: "nine nurses and patients"."""
    if first == second:
        return first
    return "civilians" if {first, second} <= {"women", "children", "men", "civilians"} else "people"


def categorise(head: VictimWord, before: Sequence[str], after: Sequence[str]) -> Who:
    """The category of a noun phrase: of its head, the words before it and those of an "of" phrase after it."""
    around = [*before, *after]
    grams = set(around) | {" ".join(pair) for pair in pairwise(around)}
    if head.who == "fighters" and grams & _forces("state_forces") and not grams & _forces("loyal_forces"):
        return "soldiers"
    if head.who in ("soldiers", "officials") and grams & _forces("rebel_forces" if head.open else "armed_groups"):
        return "fighters"
    if not head.open or head.who == "fighters":
        return head.who
    for who, words in _modifiers():
        if grams & words:
            return who
    if head.who == "men" and len(before) == 0:
        return "men"
    return head.who
