"""Numbers in words and digits, as inclusive bounds.

In: the lower-cased words of a sentence. Out: a `Number` at a position, with its modifiers read ("at least", "up to",
"between 12 and 15", "dozens of"). It never looks at what is counted: that is `quantities`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bearwitness.extract.lexicons import load_lexicon

_GRAMMAR = load_lexicon("grammar")
_FRACTION_STARTS = frozenset(_GRAMMAR["fraction_starts"])
_BIG_SCALES = frozenset(_GRAMMAR["big_scales"])
_OF_GROUPS = frozenset(_GRAMMAR["of_groups"])
_ONES = frozenset(_GRAMMAR["ones"])
_FRACTION_UNITS = frozenset(_GRAMMAR["fraction_units"])
_FEW_UNITS = frozenset(_GRAMMAR["few_units"])
_RANGE_JOINTS = frozenset(_GRAMMAR["range_joints"])
_FEW_OPENERS = frozenset(_GRAMMAR["few_openers"])
_MANY_WORDS = frozenset(_GRAMMAR["many_words"])
_MORE_WORDS = frozenset(_GRAMMAR["more_words"])
_SIZE_WORDS = frozenset(_GRAMMAR["size_words"])

_DIGITS = re.compile(r"^\+?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\+|-plus|x)?$")
_GLUED = re.compile(r"^(\d+(?:\.\d+)?)(k|m|mn|bn)$")
# "1.200 people", "3,5 million": the marks of the continent. No count of people has three decimals.
_POINTED = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
_DECIMAL_COMMA = re.compile(r"^(\d{1,3}),(\d{1,2})$")
_RANGE = re.compile(r"^(\d{1,3}(?:,\d{3})*|\d+)[-–—](\d{1,3}(?:,\d{3})*|\d+)$")


def join_suffixes(texts: Sequence[str], glued: Sequence[bool]) -> list[str]:
    """The words in lower case, with the letter of "2.5m" back on the number that a tokenizer cut it off from.

    `glued` tells of each word whether the next follows without a space. The place of the letter stays, empty; "5m deep"
    is a length.
    """
    words = [text.lower() for text in texts]
    for at in range(len(words) - 1):
        measures = words[at + 2] in _words().lengths if at + 2 < len(words) else False
        if glued[at] and words[at][:1].isdigit() and words[at + 1] in _words().suffixes and not measures:
            words[at], words[at + 1] = words[at] + words[at + 1], ""
    return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number phrase over words [start, end), its core at [core, end): inclusive bounds, None = not bounded.

    `vague` marks a plural quantity such as "dozens"; `singular` the article or "one" before a single person;
    `more` that the phrase adds to an earlier one ("another five", "12 more").
    """

    start: int
    core: int
    end: int
    low: int | None
    high: int | None
    approximate: bool = False
    vague: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    lengths: frozenset[str]
    groups: dict[str, int]
    vague: dict[str, int]
    collective: dict[str, int]
    multiples: dict[str, int]
    fractions: dict[str, float]
    none: frozenset[str]
    before: tuple[tuple[tuple[str, ...], str], ...]
    after: tuple[tuple[tuple[str, ...], str], ...]


def _modifiers(table: dict[str, list[str]]) -> tuple[tuple[tuple[str, ...], str], ...]:
    rows = [(tuple(phrase.split()), effect) for effect, phrases in table.items() for phrase in phrases]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


@cache
def _words() -> _Words:
    raw = load_lexicon("numbers")
    return _Words(
        units=raw["units"],
        tens=raw["tens"],
        scales=raw["scales"],
        suffixes=raw["suffixes"],
        lengths=frozenset(raw["lengths"]),
        groups=raw["groups"],
        vague=raw["vague"],
        collective=raw["collective"],
        multiples=raw["multiples"],
        fractions=raw["fractions"],
        none=frozenset(raw["none"]),
        before=_modifiers(raw["before"]),
        after=_modifiers(raw["after"]),
    )


def read_cardinal(words: Sequence[str], at: int) -> tuple[int, float] | None:
    """A plain cardinal from `at`: (end, value); "1,300", "3.5 million", "two hundred and five", "twenty-five"."""
    lex = _words()
    word = words[at]
    glued = _GLUED.match(word)
    if glued:
        return at + 1 + (words[at + 1 : at + 2] == [""]), float(glued[1]) * lex.suffixes[glued[2]]
    decimal = _DECIMAL_COMMA.match(word)
    if decimal and at + 1 < len(words) and words[at + 1] in lex.scales:
        return at + 2, float(f"{decimal[1]}.{decimal[2]}") * lex.scales[words[at + 1]]
    if _POINTED.match(word):
        return at + 1, int(word.replace(".", ""))
    digits = _DIGITS.match(word)
    if digits:
        value = float(digits[1].replace(",", "") + (digits[2] or ""))
        end = at + 1
        # "1 300": a space as the thousands separator.
        while (
            end < len(words)
            and digits[2] is None
            and len(words[end]) == 3
            and words[end].isdigit()
            and len(digits[1]) <= 3
            and value
        ):
            value = value * 1000 + int(words[end])
            end += 1
        if end < len(words) and words[end] in lex.scales:
            return end + 1, value * lex.scales[words[end]]
        return end, value
    return _spelled(words, at)


def _spelled(words: Sequence[str], at: int) -> tuple[int, float] | None:
    lex = _words()
    total, part, end, seen = 0, 0, at, False
    while end < len(words):
        word = words[end]
        if word in lex.tens:
            if seen and part % 100:
                break
            part += lex.tens[word]
        elif word in lex.units:
            if seen and part % 10:
                break
            part += lex.units[word]
        elif word == "hundred" and (seen or words[end - 1 : end] == ["a"]):
            part = max(part, 1) * 100
        elif word in lex.scales and (seen or words[end - 1 : end] == ["a"]):
            total += max(part, 1) * lex.scales[word]
            part = 0
        elif (
            word == "-" and seen and end + 1 < len(words) and words[end - 1] in lex.tens and words[end + 1] in lex.units
        ) or (
            word == "and"
            and seen
            and words[end - 1] in lex.scales
            and end + 1 < len(words)
            and (words[end + 1] in lex.units or words[end + 1] in lex.tens)
            and not (end + 2 < len(words) and words[end + 2] in lex.scales)
        ):
            end += 1
            continue
        elif "-" in word and not seen:
            pieces = word.split("-")
            if all(p in lex.units or p in lex.tens for p in pieces):
                part += sum(lex.units.get(p, lex.tens.get(p, 0)) for p in pieces)
            else:
                break
        else:
            break
        seen = True
        end += 1
    if not seen:
        return None
    return end, total + part


def _core(words: Sequence[str], at: int) -> tuple[int, int | None, int | None, bool] | None:
    """(end, low, high, vague) of a number without its modifiers, from `at`."""
    lex = _words()
    word = words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if word in _FRACTION_STARTS or word in lex.fractions:
        fraction = _fraction(words, at)
        if fraction is not None:
            return fraction[0], fraction[1], fraction[1], False
    if word == "a" and after in lex.groups:
        end = at + 2 + (words[at + 2 : at + 3] == ["of"])
        return end, lex.groups[after], lex.groups[after], False
    if word in ("a", "an") and after in _BIG_SCALES:
        found = _spelled(words, at + 1)
        if found is not None:
            return found[0], int(found[1]), int(found[1]), False
    collective = _collective(words, at)
    if collective is not None:
        return collective
    if (
        word in lex.multiples
        and after == "of"
        and at + 2 < len(words)
        and words[at + 2] in ("thousands", "millions", "hundreds")
    ):
        scale = {"hundreds": 100, "thousands": 1000, "millions": 1000000}[words[at + 2]]
        end = at + 3 + (words[at + 3 : at + 4] == ["of"])
        return end, lex.multiples[word] * scale, None, True
    if word in lex.vague:
        return _vague(words, at)
    between = _RANGE.match(word)
    if between:
        low, high = (int(part.replace(",", "")) for part in between.groups())
        return (at + 1, low, high, False) if low < high and not (low <= 31 and 1900 <= high <= 2100) else None
    found = read_cardinal(words, at)
    if found is None:
        if (
            word in lex.groups
            and at
            and words[at - 1] not in ("the", "-")
            and after not in ("of", "")
            and word == "dozen"
        ):
            return at + 1, 12, 12, False
        return None
    end, value = found
    if end < len(words) and words[end] in ("dozen", "score"):
        value *= lex.groups[words[end]]
        end += 1
    end += words[end : end + 1] == ["of"] and words[end - 1] in _OF_GROUPS
    whole = int(value)
    if words[at].endswith(("+", "-plus")) and end == at + 1:
        return end, whole, None, False
    if words[end : end + 1] == ["+"]:
        return end + 1, whole, None, False
    return end, whole, whole, False


def _fraction(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """ "half a million", "a quarter of a million", "a quarter million"."""
    lex = _words()
    end = at + (words[at] in _ONES)
    if end >= len(words) or words[end] not in lex.fractions:
        return None
    share = lex.fractions[words[end]]
    end += 1
    if words[end : end + 1] == ["of"]:
        end += 1
    if words[end : end + 1] in (["a"], ["an"], ["one"]):
        end += 1
    if end < len(words) and words[end] in _FRACTION_UNITS:
        return end + 1, int(share * {**lex.scales, **lex.groups}[words[end]])
    return None


def _collective(words: Sequence[str], at: int) -> tuple[int, int | None, int | None, bool] | None:
    """ "a number of", "a large number of", "a couple of", "large numbers of"."""
    lex = _words()
    if words[at] != "a" and not (words[at] in _SIZE_WORDS and words[at + 1 : at + 2] == ["numbers"]):
        return None
    for end in (at + 1, at + 2, at + 3):
        if end + 1 < len(words) and words[end] in {*lex.collective, "numbers"} and words[end + 1] == "of":
            return end + 2, 3, None, True
    return None


def _vague(words: Sequence[str], at: int) -> tuple[int, int | None, int | None, bool] | None:
    """ "dozens (of)", "several", "a few", "several hundred", "a few dozen"."""
    lex = _words()
    low, end = lex.vague[words[at]], at + 1
    after = words[end] if end < len(words) else ""
    if words[at] == "few" and (at == 0 or words[at - 1] not in _FEW_OPENERS):
        return None
    if words[at] in ("few", "several") and after in _FEW_UNITS:
        low = {"dozen": 24, "hundred": 200, "thousand": 2000, "million": 2000000}[after]
        end += 1
    elif words[at] in _MANY_WORDS and after in ("hundred", "dozen"):
        return None
    end += words[end : end + 1] == ["of"]
    return end, low, None, True


def _matches(words: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(words[at : at + len(phrase)]) == phrase


def read_number(words: Sequence[str], at: int) -> Number | None:
    """The number phrase whose core begins at word `at`, with its modifiers before and after; None if there is none."""
    found = _core(words, at)
    if found is None:
        return None
    end, low, high, vague = found
    start = at
    if vague and words[at] == "few":
        start -= words[at - 1] == "a"
    start, effect, approximate, more = read_modifiers(words, start)
    upper = _upper(words, end, low)
    if upper is not None and low is not None and not vague:
        end, high = upper
        if start and words[start - 1] in ("between", "from"):
            start -= 1
    for phrase, kind in _words().after:
        if effect is None and _matches(words, end, phrase) and (kind != "at_least" or phrase[0] == "or"):
            end += len(phrase)
            effect = "at_least" if kind == "at_least" else effect
            approximate = approximate or kind == "about"
            break
    low, high = bound(low, high, effect)
    if vague:
        approximate = False
    if words[end : end + 1] == ["more"]:
        more, end = True, end + 1
        end += words[end : end + 1] == ["of"]
    if effect in ("at_least", "more_than", "up_to", "fewer_than"):
        approximate = False
    return Number(start=start, core=at, end=end, low=low, high=high, approximate=approximate, vague=vague, more=more)


def read_modifiers(words: Sequence[str], start: int) -> tuple[int, str | None, bool, bool]:
    """What stands before a number that begins at `start`: where that begins, its effect on the bounds, and whether it
    makes the number approximate, or one that is added to an earlier one.
    """
    effect: str | None = None
    approximate, more = False, False
    while (step := _modifier_before(words, start)) is not None:
        phrase, kind = step
        if kind == "between":
            break
        start -= len(phrase)
        more = more or phrase[-1] in _MORE_WORDS
        if kind == "about":
            approximate = True
        elif kind != "exact" and effect is None:
            effect = kind
    return start, effect, approximate, more


def _modifier_before(words: Sequence[str], start: int) -> tuple[tuple[str, ...], str] | None:
    for phrase, kind in _words().before:
        if start >= len(phrase) and _matches(words, start - len(phrase), phrase):
            return phrase, kind
    return None


def _upper(words: Sequence[str], end: int, low: int | None) -> tuple[int, int] | None:
    """The second half of "12 to 15", "12 - 15", "between 12 and 15", "12 or 13": (end, high)."""
    if low is None or end + 1 >= len(words):
        return None
    joint = words[end]
    opened = "between" in words[max(0, end - 5) : end]
    if joint not in _RANGE_JOINTS and not (joint == "and" and opened):
        return None
    second = read_cardinal(words, end + 1)
    if second is None or second[1] <= low or (joint == "or" and second[1] > low * 2):
        return None
    return second[0], int(second[1])


def bound(low: int | None, high: int | None, effect: str | None) -> tuple[int | None, int | None]:
    """The bounds of a number behind words with an effect: "more than" n is n+1 or more."""
    if effect == "at_least":
        return low, None
    if effect == "more_than" and low is not None:
        return (low + 1 if high is not None else low), None
    if effect == "up_to":
        return 0, high if high is not None else low
    if effect == "fewer_than" and low is not None:
        return 0, low - 1
    return low, high
