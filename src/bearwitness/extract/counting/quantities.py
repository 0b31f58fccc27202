"""Number + people: the noun phrases of a sentence that could be a count of people.

In: the tokens of a sentence (spaCy). Out: `Quantity` phrases in order, each with bounds and category. Whether anyone
was harmed is decided in `harms`; a count of things, days or money is never returned.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bearwitness.base.records import HarmKind, Who
from bearwitness.extract.counting.heads import KIN_WORDS, OTHERS, Head, QuantityKind, read_age, read_head, word_at
from bearwitness.extract.counting.numbers import Number, read_cardinal, read_number
from bearwitness.extract.counting.triggers import harm_nouns, state_words
from bearwitness.extract.counting.victims import categorise
from bearwitness.extract.lexicons import load_lexicon

_GRAMMAR = load_lexicon("grammar")
_NOT_COUNTED_AFTER = frozenset(_GRAMMAR["not_counted_after"])
_ZERO_WORDS = frozenset(_GRAMMAR["zero_words"])
_NOT_COUNTED_BEFORE = frozenset(_GRAMMAR["not_counted_before"])
_MONTH_WORDS = frozenset(_GRAMMAR["month_words"])
_ONE_ARTICLES = frozenset(_GRAMMAR["one_articles"])
_NOT_PEOPLE = frozenset(_GRAMMAR["not_people"])
_TITLE_OPENERS = frozenset(_GRAMMAR["title_openers"])
_YEAR_OPENERS = frozenset(_GRAMMAR["year_openers"])
_THE_WORDS = frozenset(_GRAMMAR["the_words"])
_ARTICLES = frozenset(_GRAMMAR["articles"])
_WEEKDAYS = frozenset(load_lexicon("grammar")["weekdays"])
_MONTHS = frozenset(load_lexicon("grammar")["months"])
_MEASURES = frozenset(load_lexicon("grammar")["measures"])
_HEADLINE_OPENERS = frozenset(_GRAMMAR["headline_openers"])
_HEADLINE_VERBS = frozenset(load_lexicon("harms")["headline_verbs"])
_HOUSEHOLDS = frozenset(_GRAMMAR["households"])
_ATTRIBUTES = frozenset({"JJ", "NN", "NNP", "VBN", "HYPH"})
_POSSESSIVES = frozenset(_GRAMMAR["possessives"])
_AGE_OPENERS = frozenset(_GRAMMAR["age_openers"])
_AGE_LINKS = frozenset(_GRAMMAR["age_links"])
_LATER = frozenset(_GRAMMAR["later_ordinals"])
_ORDINAL_VERBS = frozenset((*_GRAMMAR["finite_auxiliaries"], *_HEADLINE_VERBS))
_FIRST = frozenset(_GRAMMAR["ordinals"])
_FIRST_OPENERS = frozenset(_GRAMMAR["ordinal_openers"])
_AGE_TOKENS = 7  # "twenty - one - year - old" before a name
_GROWN = 18  # years; whoever is younger is filed under children


@dataclass(slots=True, kw_only=True)
class Quantity:
    """A count of people over tokens [start, end) of a sentence.

    `inherits`: the phrase does not say who they are ("others", "another five", "30 injured") and takes the category of
    an earlier one. `harm`: the harm that the phrase itself names ("22 injuries", "12 wounded civilians"). `pronoun`:
    "of them"/"of whom" follows, so it is a part of an earlier whole. `households`: it counts families, and no persons.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    kind: QuantityKind
    who: Who = "people"
    approximate: bool = False
    vague: bool = False
    inherits: bool = False
    more: bool = False
    pronoun: bool = False
    harm: HarmKind | None = None
    head: int
    households: bool = False


def is_no_count(tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
    """Whether the number at `at` is an age, a date, a time, a share, a model or a rank and no count of people."""
    after = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    if read_age(words, at) is not None or before in _NOT_COUNTED_BEFORE or _in_ages(words, at):
        return True
    if after in _NOT_COUNTED_AFTER:
        return True
    dated = after not in _MONTH_WORDS or "".join(words[at + 2 : at + 3])[:2] in ("19", "20")
    if after in _MONTHS and dated and words[at].isdigit():
        return True
    if words[at].isdigit() and _in_date(words, at):
        return True
    if before == "," and after == ",":
        return True
    if before.rstrip(".") in _MONTHS and words[at].rstrip(",").isdigit() and before not in ("may", "march"):
        return tokens[at - 1].text[:1].isupper() and len(words[at]) in (1, 2, 4)
    return after == "-" and at + 2 < len(words) and words[at + 2] in _MEASURES


def _in_ages(words: Sequence[str], at: int) -> bool:
    """Whether the number at `at` goes on with a list of ages: "aged 5, 7 and 9", "aged between 3 and 60"."""
    found = read_cardinal(words, at)
    if found is None or (found[0] < len(words) and (word_at(words, found[0]) or words[found[0]] in OTHERS)):
        return False
    before = at - 1
    while before >= 0 and (words[before] in _AGE_LINKS or read_cardinal(words, before) is not None):
        before -= 1
    if before >= 0 and words[before] in _AGE_OPENERS:
        return True
    # "Two women, 61 and 72, were hurt": numbers alone between two commas, behind people.
    end = found[0]
    while end < len(words) and words[end] != "," and (words[end] == "and" or read_cardinal(words, end) is not None):
        end += 1
    opened = before >= 0 and words[before + 1] == "," and word_at(words, before) is not None
    return opened and words[end : end + 1] == [","] and "and" in words[before + 1 : end]


def _in_date(words: Sequence[str], at: int) -> bool:
    """Whether the digits at `at` belong to a date of three numbers: "17 - 03 - 2019"."""
    for first in (at, at - 2, at - 4):
        trio = words[max(0, first) : first + 5]
        if first >= 0 and len(trio) == 5 and trio[1] == trio[3] and trio[1] in ("-", "/", "."):
            return all(part.isdigit() for part in trio[::2]) and max(len(part) for part in trio[::2]) in (2, 4)
    return False


def _year_like(words: Sequence[str], number: Number) -> bool:
    word = words[number.core]
    return (
        len(word) == 4
        and word.isdigit()
        and 1900 <= int(word) <= 2099
        and number.start == number.core
        and number.core > 0
        and (
            words[number.core - 1] in _YEAR_OPENERS
            or words[number.core - 1].rstrip(".,") in _MONTHS
            or words[number.core - 1].isdigit()
        )
    )


def find_quantities(tokens: Sequence[Token], words: Sequence[str], people: Collection[int] = ()) -> list[Quantity]:
    """All phrases of a sentence that could count people, in order, not overlapping.

    `words` are the lower-cased texts of `tokens`; `people` the code points at which a person's name begins. Age, date,
    time, money and thing counts are left out.
    """
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        quantity = _named_at(tokens, words, at) if tokens[at].idx in people else _quantity_at(tokens, words, at)
        if (
            quantity is not None
            and quantity.kind == "named"
            and found
            and found[-1].end >= quantity.start
            and found[-1].kind in ("single", "definite")
        ):
            found[-1].end = quantity.end
            at = quantity.end
        elif quantity is not None and (not found or quantity.end > found[-1].end):
            if found and quantity.start < found[-1].end:
                quantity.start = found[-1].end
            if (
                found
                and words[found[-1].end : quantity.start] in (["of"], ["from"])
                and _is_household(words, quantity.head)
            ):
                found[-1].end = quantity.end
            else:
                quantity.households = quantity.who == "other" and _is_household(words, quantity.head)
                found.append(quantity)
            at = max(quantity.end, at + 1)
        else:
            at += 1
    return found


def _is_household(words: Sequence[str], head: int) -> bool:
    """Whether a noun is one for a family, which only says where others belong: "five people of one family"."""
    return words[head] in _HOUSEHOLDS


def _household(words: Sequence[str], at: int, head: Head) -> Quantity | None:
    """ "a family of five" are five people; a family of which no more is said is no count of persons."""
    number = read_number(words, head.end + 1) if words[head.end : head.end + 1] == ["of"] else None
    if number is None or number.high is None:
        return None
    return Quantity(
        start=at, end=number.end, low=number.low, high=number.high, kind="people", inherits=True, head=head.head
    )


def _quantity_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Quantity | None:
    word = words[at]
    if word in _ZERO_WORDS:
        return _none_at(tokens, words, at)
    if word.isalpha() and tokens[at].tag_.startswith(("N", "J")):
        headless = _headless_at(tokens, words, at)
        if headless is not None:
            return headless
    if word == "a" and words[at + 1 : at + 2] and words[at + 1] in _LATER:
        ordinal = _ordinal_at(words, at)
        if ordinal is not None:
            return ordinal
    if word in _FIRST and at and words[at - 1] in _FIRST_OPENERS:
        first = _first_at(words, at)
        if first is not None:
            return first
    if word in _ONE_ARTICLES or word in _POSSESSIVES or word == "the":
        single = _single_at(tokens, words, at)
        if single is not None:
            return single
    number = read_number(words, at) if not is_no_count(tokens, words, at) else None
    if number is None:
        return None
    if _year_like(words, number) or number.high == 0:
        return None
    one = words[number.core] in ("one", "1", "1x") and number.low == 1
    return _counted(tokens, words, number, one=one)


def _counted(tokens: Sequence[Token], words: Sequence[str], number: Number, *, one: bool) -> Quantity | None:
    end = number.end
    listed = words[end - 1] == "of" and words[end : end + 1] in (["the"], ["those"]) and number.vague
    if listed and any(word in load_lexicon("harms")["counted"] for word in words[end + 1 : end + 3]):
        return _one_of(tokens, words, number)
    pronoun = words[end : end + 2] in (["of", "them"], ["of", "whom"], ["of", "these"], ["of", "those"]) or (
        words[end - 1] == "of" and words[end : end + 1] in (["them"], ["whom"], ["these"], ["those"])
    )
    if pronoun:
        end += 1 + (words[end] == "of")
        rest = end + (words[end : end + 1] in (["were"], ["was"], [","]))
        rest += words[rest : rest + 1] in (["a"], ["an"]) and one
        head = read_head(tokens, words, rest, plural=not one)
        if head is None or head.kind not in ("people",) or head.head - rest > 3:
            head = Head("bare", "people", end - 1, end)
    else:
        following = words[end : end + 1]
        of = end + 1 + (words[end + 1 : end + 2] in (["the"], ["those"]))
        inner = read_number(words, of) if following == ["of"] and of < len(words) else None
        if inner is not None:
            # "eight of 12", "eight of the 12 pupils": the second number is read next.
            head = read_head(tokens, words, inner.end, plural=True)
            return _build(number, Head("people", head.who if head is not None else "people", end, end + 1))
        if (
            following == ["of"]
            and end + 1 < len(words)
            and tokens[end + 1].tag_ in ("NNP", "NNPS")
            and not number.vague
        ):
            return _build(number, Head("people", "fighters", end - 1, end))
        if following == ["of"] and (
            one or words[end + 1 : end + 2] in ([[w] for w in ("the", "these", "those", *_POSSESSIVES)])
        ):
            return _one_of(tokens, words, number)
        case = load_lexicon("harms")["cases"].get(words[end + 2]) if words[end : end + 2] == ["cases", "of"] else None
        if case is not None:
            return _build(number, Head("harm", "people", end + 2, end + 3, case))
        if following and following[0] in OTHERS:
            after = read_head(tokens, words, end + 1, plural=True)
            if after is None and following[0] != "others":
                return None
            after = after or Head("bare", "people", end, end + 1)
            if after.kind in ("people", "harm", "unknown") and after.head - end <= 4:
                head = after
            else:
                head = Head("bare", "people", end, end + 1)
            return _build(number, head, more=True, end_floor=end + 1)
        head = read_head(tokens, words, end, plural=not one)
    if head is None:
        return None
    return _build(number, head, pronoun=pronoun, end_floor=end)


def _build(number: Number, head: Head, *, more: bool = False, pronoun: bool = False, end_floor: int = 0) -> Quantity:
    return Quantity(
        start=number.start,
        end=max(head.end, end_floor),
        low=number.low,
        high=number.high,
        kind=head.kind,
        who=head.who,
        approximate=number.approximate,
        vague=number.vague,
        inherits=head.kind in ("bare", "harm"),
        more=more or number.more,
        pronoun=pronoun,
        harm=head.harm,
        head=head.head,
    )


def _one_of(tokens: Sequence[Token], words: Sequence[str], number: Number) -> Quantity | None:
    """ "one of its clerks", "one of nine monks", "four of her cousins", "two of the lost climbers"."""
    at = number.end + (words[number.end - 1] != "of")
    article = words[at] if at < len(words) else ""
    at += article in (*_POSSESSIVES, "the", "these", "those", "at", "least")
    head = read_head(tokens, words, at, plural=True)
    if head is None or head.kind not in ("people", "unknown"):
        counted = at < len(words) and words[at] in load_lexicon("harms")["counted"]
        if not counted:
            return None
        head = Head("bare", "people", at, at + 1)
        return _build(number, head, pronoun=True)
    return _build(number, head, pronoun=article in _THE_WORDS and words[head.head] in ("victims", "dead"))


def _none_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Quantity | None:
    """ "no casualties", "no one", "none", "no civilians"; "no longer", "no ceasefire" are nothing."""
    if words[at] in ("none", "nobody"):
        end = at + 1 + 2 * (words[at + 1 : at + 2] == ["of"])
        return Quantity(start=at, end=end, low=0, high=0, kind="none", head=at)
    following = words[at + 1] if at + 1 < len(words) else ""
    if following in ("one", "-one") or words[at] == "no-one":
        return Quantity(start=at, end=at + 2, low=0, high=0, kind="none", head=at + 1)
    head = read_head(tokens, words, at + 1, plural=False)
    if head is None or head.kind not in ("people", "harm") or head.head - at > 4 or "of" in words[at : head.head]:
        return None
    return Quantity(start=at, end=head.end, low=0, high=0, kind="none", who=head.who, harm=head.harm, head=head.head)


def _single_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Quantity | None:
    """One person by an article, a possessive or "the": "a 14-year-old girl", "his wife", "the pilot"."""
    position = at + 1
    age: int | None = None
    while position < len(words) and position < at + 4:
        ended = read_age(words, position)
        if ended is None:
            break
        position, age = ended
    if position >= len(words) or words[position] in _NOT_PEOPLE:
        return None
    if age is None and read_number(words, position) is not None and words[position] not in ("second", "third"):
        return None
    head = read_head(tokens, words, position, plural=False)
    if head is None or head.kind != "people" or head.plural:
        return None
    if _is_household(words, head.head):
        return _household(words, at, head)
    after = tokens[head.end].tag_ if head.end < len(words) else ""
    if after == "HYPH" and tokens[head.head].whitespace_:
        after = ""  # A dash, and no hyphen.
    compound = after in ("NN", "NNS", "HYPH", "POS") or (
        after in ("NNP", "NNPS", "JJ", "CD") and (words[at] == "the" or tokens[head.head].text[:1].isupper())
    )
    if compound and words[head.end] not in _WEEKDAYS and words[head.end] not in KIN_WORDS:
        return None
    who = head.who
    if age is not None and age < _GROWN and who in ("people", "men", "women", "civilians"):
        who = "children"
    kind: QuantityKind = "definite" if words[at] == "the" else "single"
    return Quantity(
        start=at,
        end=head.end,
        low=1,
        high=1,
        kind=kind,
        who=who,
        harm=head.harm,
        head=head.head,
        more=words[at] == "another",
    )


def _headless_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Quantity | None:
    """One person without an article: "Nurse killed in raid", "Woman and child wounded", "a man boy and girl died"."""
    before = words[at - 1] if at else ""
    opened = at == 0 or before in _HEADLINE_OPENERS
    listed = (
        _is_kin(words, at)
        and at > 0
        and (_is_kin(words, at - 1) or (before in ("and", ",") and _is_kin(words, at - 2)))
    )
    if not opened and not listed:
        return None
    end = at
    while end < len(words) and end - at < 4 and tokens[end].tag_ in _ATTRIBUTES and word_at(words, end) is None:
        end += 1
    found = word_at(words, end) if end < len(words) else None
    if (
        found is None
        or found[0].plural
        or found[0].unmarked
        or (tokens[end].tag_ == "NNP" and found[0].who == "people")
    ):
        return None
    victim, end = found
    after = end
    while after + 1 < len(words) and words[after] == "and" and _is_kin(words, after + 1):
        after += 2
    harmed = after < len(words) and (words[after] in state_words() or words[after] in _HEADLINE_VERBS)
    if not harmed and not (listed and after < len(words)):
        return None
    who = categorise(victim, [w for w in words[at : end - 1] if w.isalpha()], ())
    return Quantity(start=at, end=end, low=1, high=1, kind="single", who=who, head=end - 1)


def _is_kin(words: Sequence[str], at: int) -> bool:
    """Whether the word at `at` is a man, a woman or a child."""
    return 0 <= at < len(words) and words[at] in KIN_WORDS


def _ordinal_at(words: Sequence[str], at: int) -> Quantity | None:
    """ "Two men died and a third was wounded": one more of the same."""
    if words[at + 2 : at + 3] == [] or words[at + 2] not in _ORDINAL_VERBS:
        return None
    return Quantity(start=at, end=at + 2, low=1, high=1, kind="single", inherits=True, head=at + 1)


def _first_at(words: Sequence[str], at: int) -> Quantity | None:
    """ "suffered its first fatality": one of its kind. A thing done for the first time is none."""
    noun = next((i for i in range(at + 1, min(len(words), at + 4)) if words[i] in harm_nouns()), None)
    if noun is None or words[noun].endswith("s"):
        return None
    return Quantity(
        start=at, end=noun + 1, low=1, high=1, kind="harm", inherits=True, harm=harm_nouns()[words[noun]], head=noun
    )


def _named_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Quantity | None:
    """One person by name, filed under the words beside the name: "journalist X", "X, the rebel commander"."""
    end = at + 1
    while end < len(words) and tokens[end].ent_iob_ == "I" and tokens[end].ent_type_ == "PERSON":
        end += 1
    if end < len(words) and tokens[end].tag_ in ("NN", "NNS"):
        return None
    who: Who = "people"
    ages = (read_age(words, back) for back in range(max(0, at - _AGE_TOKENS), at))
    if any(age is not None and age[0] == at and age[1] < _GROWN for age in ages):
        who = "children"  # "seventeen-year-old Jane Roe"
    if end + 2 < len(words) and words[end] == "," and words[end + 1].isdigit() and int(words[end + 1]) < _GROWN:
        who = "children"
    after = end + (words[end : end + 1] == [","])
    head = None
    if after < len(words) and words[after] in _TITLE_OPENERS:
        head = read_head(tokens, words, after + (words[after] in _ARTICLES), plural=False)
    before = word_at(words, at - 1) if at else None
    start = at
    if before is not None and not before[0].plural:
        start = at - 1
        who = categorise(before[0], [w for w in words[max(0, at - 4) : at - 1] if w.isalpha()][-2:], ())
    elif head is not None and head.kind == "people" and not head.plural:
        who, end = head.who, head.end
    return Quantity(start=start, end=end, low=1, high=1, kind="named", who=who, head=end - 1)
