"""Number + people: the noun phrases of a sentence that could be a count of people.

In: the tokens of a sentence (spaCy). Out: `Quantity` phrases in order, each with bounds and category. Whether anyone
was harmed is decided in `harms`; a count of things, days or money is never returned.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from bearwitness.base.records import HarmKind, Who
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.numbers import Number, read_number
from bearwitness.extract.triggers import harm_nouns, state_words
from bearwitness.extract.victims import VictimWord, categorise, thing_words, victim_words

_GRAMMAR = load_lexicon("grammar")
_NOT_COUNTED_AFTER = frozenset(_GRAMMAR["not_counted_after"])
_ZERO_WORDS = frozenset(_GRAMMAR["zero_words"])
_AGE_WORDS = frozenset(_GRAMMAR["age_words"])
_NOT_COUNTED_BEFORE = frozenset(_GRAMMAR["not_counted_before"])
_MONTH_WORDS = frozenset(_GRAMMAR["month_words"])
_OF_WORDS = frozenset(_GRAMMAR["of_words"])
_ONE_ARTICLES = frozenset(_GRAMMAR["one_articles"])
_NOT_PEOPLE = frozenset(_GRAMMAR["not_people"])
_TITLE_OPENERS = frozenset(_GRAMMAR["title_openers"])
_YEAR_OPENERS = frozenset(_GRAMMAR["year_openers"])
_THE_WORDS = frozenset(_GRAMMAR["the_words"])
_ARTICLES = frozenset(_GRAMMAR["articles"])

# "people": a word for people; "harm": a noun that names the harm ("22 injuries"); "bare": a number alone ("and 30 injured");
# "unknown": a noun that is not in the lexicon; "single": an article or possessive and one person; "definite": "the pilot";
# "named": a proper name; "none": "no one", "no civilians", "no casualties".
QuantityKind = Literal["people", "harm", "bare", "unknown", "single", "definite", "named", "none"]

_INNER_TAGS = (
    "JJ",
    "JJR",
    "JJS",
    "NN",
    "NNS",
    "NNP",
    "NNPS",
    "HYPH",
    "VBN",
    "VBG",
    "POS",
    "CD",
    "``",
    "''",
    "-LRB-",
    "-RRB-",
    "AFX",
    "RB",
    "ADD",
    "PRP$",
    "FW",
    ":",
)
_LINKS = ("of", "the", "his", "her", "their", "its")
_WEEKDAYS = frozenset(load_lexicon("grammar")["weekdays"])
_MONTHS = frozenset(load_lexicon("grammar")["months"])
_MEASURES = frozenset(load_lexicon("grammar")["measures"])
_OTHERS = frozenset({"others", "other", "more", "another"})
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our"})
_REACH = 9  # tokens from a number to its noun: the longest seen in the training reports is 8


@dataclass(slots=True, kw_only=True)
class Quantity:
    """A count of people over tokens [start, end) of a sentence.

    `inherits`: the phrase does not say who they are ("others", "another five", "30 injured") and takes the category of
    an earlier one. `harm`: the harm that the phrase itself names ("22 injuries", "12 wounded civilians"). `pronoun`:
    "of them"/"of whom" follows, so it is a part of an earlier whole.
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


def _age_at(words: Sequence[str], at: int) -> int | None:
    """The end of an age expression at `at` ("14-year-old", "14 - year - old", "aged 14"), or None."""
    joined = words[at]
    if joined[:1].isdigit() and "year" in joined and "old" in joined:
        return at + 1
    end = at + 1
    seen = False
    while end < len(words) and end < at + 7 and words[end] in _AGE_WORDS:
        seen = seen or words[end] == "old"
        end += 1
    return end if seen else None


def _skips(tokens: Sequence[Token], words: Sequence[str], at: int) -> bool:
    """Whether the number at `at` is an age, a date, a time, a share, a model or a rank and no count of people."""
    after = words[at + 1] if at + 1 < len(words) else ""
    before = words[at - 1] if at else ""
    if _age_at(words, at) is not None or before in _NOT_COUNTED_BEFORE:
        return True
    if after in _NOT_COUNTED_AFTER:
        return True
    if after in _MONTHS and after not in _MONTH_WORDS and words[at].isdigit():
        return True
    if before == "," and after == ",":
        return True
    if before.rstrip(".") in _MONTHS and words[at].rstrip(",").isdigit() and before not in ("may", "march"):
        return tokens[at - 1].text[:1].isupper() and len(words[at]) in (1, 2, 4)
    return after == "-" and at + 2 < len(words) and words[at + 2] in _MEASURES


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


def _word_at(words: Sequence[str], at: int) -> tuple[VictimWord, int] | None:
    """The word for people at `at` and its end; the longest of up to three tokens."""
    table = victim_words()
    for length in (3, 2):
        if at + length <= len(words):
            joined = " ".join(words[at : at + length]).replace(" - ", "-")
            if joined in table:
                return table[joined], at + length
    found = table.get(words[at])
    return (found, at + 1) if found else None


def _of_phrase(words: Sequence[str], end: int) -> tuple[str, ...]:
    """The words of an "of"/"from" phrase right after a head noun, up to five of them."""
    if end < len(words) and words[end] in _OF_WORDS:
        return tuple(words[end + 1 : end + 7])
    return ()


@dataclass(slots=True)
class _Head:
    kind: QuantityKind
    who: Who
    head: int
    end: int
    harm: HarmKind | None = None
    plural: bool = True


def _read_head(tokens: Sequence[Token], words: Sequence[str], at: int, *, plural: bool) -> _Head | None:
    """The noun that a number phrase ending at `at` counts; None when it counts things."""
    nouns, states, things = harm_nouns(), state_words(), thing_words()
    best: _Head | None = None
    inner_state: HarmKind | None = None
    unmarked = False
    position = at
    limit = min(len(words), at + _REACH)
    while position < limit:
        word, token = words[position], tokens[position]
        if word in _WEEKDAYS:
            break
        found = _word_at(words, position)
        if (
            found
            and not (token.tag_.startswith("V") and word not in ("wounded", "injured", "displaced"))
            and word not in states
        ):
            victim, end = found
            if best is not None and not unmarked and not _goes_on(words, best, position):
                break
            if best is not None and unmarked and plural and not victim.plural:
                break
            if victim.plural or not plural or victim.unmarked or _countable(words, end):
                before = [w for w in words[at:position] if w != "-"]
                after = _of_phrase(words, end)
                best = _Head("people", categorise(victim, before, after), end - 1, end, inner_state, victim.plural)
                position = end
                unmarked = victim.unmarked
                if victim.plural and not victim.unmarked:
                    break
                continue
            position = end
            continue
        if best is not None:
            if unmarked and token.tag_ == "NNS" and position - best.end < 3:
                return None
            if unmarked and position - best.end < 3 and token.tag_ in ("NN", "JJ", "NNP", "-RRB-", "-LRB-"):
                position += 1
                continue
            break
        if word in nouns and (not word.endswith("ing")):
            return _Head("harm", "people", position, position + 1, nouns[word])
        if word in states:
            following = _word_at(words, position + 1) if position + 1 < len(words) else None
            if following is None or words[position + 1] in _OTHERS:
                break
            inner_state = states[word]
            position += 1
            continue
        if word in things:
            following = _word_at(words, position + 1) if position + 1 < len(words) else None
            if following is None or word.endswith("s"):
                return None
        if (
            word in ("and", "or")
            and position > at
            and position + 1 < limit
            and tokens[position + 1].tag_ in ("JJ", "NN", "NNP", "HYPH")
            and tokens[position - 1].tag_ in ("JJ", "NN", "NNP")
        ):
            position += 1
            continue
        if token.text == "IS" and position + 1 < limit and not tokens[position + 1].tag_.startswith("V"):
            position += 1
            continue
        if token.tag_ not in _INNER_TAGS and word not in _LINKS:
            break
        if word in _LINKS and word != "of" and (position == 0 or words[position - 1] != "of"):
            break
        if word == "of" and position == at:
            break
        if token.tag_ == ":" and word not in ("-",):
            break
        position += 1
    if best is not None:
        return best
    return _unknown_head(tokens, words, at, position)


def _countable(words: Sequence[str], end: int) -> bool:
    """A singular form that a number may still stand before: "12 Taliban", "two police", "three ISIS"."""
    return end >= len(words)


def _goes_on(words: Sequence[str], best: _Head, position: int) -> bool:
    """Whether a word for people at `position` continues the phrase whose best head ends there: "police officers"."""
    return position == best.end or words[best.end : position] in (["-"], ["and"])


def _unknown_head(tokens: Sequence[Token], words: Sequence[str], at: int, end: int) -> _Head | None:
    """A noun that the lexicon does not know ("10 Yemenis", "14 Shabihas"), or nothing at all after the number."""
    if end == at:
        return _Head("bare", "people", at - 1, at)
    last = end - 1
    while last >= at and tokens[last].tag_ not in ("NNS", "NNPS", "NN", "NNP"):
        last -= 1
    if last < at:
        return _Head("bare", "people", at - 1, at)
    if tokens[last].tag_ in ("NNS", "NNPS") or (tokens[last].ent_type_ == "NORP"):
        if words[last] in thing_words():
            return None
        return _Head("unknown", "people", last, last + 1)
    return _Head("bare", "people", at - 1, at) if tokens[at].tag_.startswith(("VB", "IN")) else None


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
            found.append(quantity)
            at = max(quantity.end, at + 1)
        else:
            at += 1
    return found


def _quantity_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Quantity | None:
    word = words[at]
    if word in _ZERO_WORDS:
        return _none_at(tokens, words, at)
    if word in _ONE_ARTICLES or word in _POSSESSIVES or word == "the":
        single = _single_at(tokens, words, at)
        if single is not None:
            return single
    number = read_number(words, at) if not _skips(tokens, words, at) else None
    if number is None:
        return None
    if _year_like(words, number) or number.high == 0:
        return None
    one = words[number.core] in ("one", "1") and number.low == 1
    return _counted(tokens, words, number, one=one)


def _counted(tokens: Sequence[Token], words: Sequence[str], number: Number, *, one: bool) -> Quantity | None:
    end = number.end
    pronoun = words[end : end + 2] in (["of", "them"], ["of", "whom"], ["of", "these"], ["of", "those"]) or (
        words[end - 1] == "of" and words[end : end + 1] in (["them"], ["whom"], ["these"], ["those"])
    )
    if pronoun:
        end += 1 + (words[end] == "of")
        rest = end + (words[end : end + 1] == ["were"])
        head = _read_head(tokens, words, rest, plural=not one)
        if head is None or head.kind not in ("people",) or head.head - rest > 3:
            head = _Head("bare", "people", end - 1, end)
    else:
        following = words[end : end + 1]
        if following == ["of"] and end + 1 < len(words) and read_number(words, end + 1) is not None:
            inner = _read_head(tokens, words, end + 2, plural=True)
            who = inner.who if inner is not None else "people"
            return _build(number, _Head("people", who, end, end + 1))
        if (
            following == ["of"]
            and end + 1 < len(words)
            and tokens[end + 1].tag_ in ("NNP", "NNPS")
            and not number.vague
        ):
            return _build(number, _Head("people", "fighters", end - 1, end))
        if following == ["of"] and (
            one or words[end + 1 : end + 2] in ([[w] for w in ("the", "his", "her", "its", "their", "these", "those")])
        ):
            return _one_of(tokens, words, number)
        if following and following[0] in _OTHERS:
            after = _read_head(tokens, words, end + 1, plural=True)
            if after is None and following[0] != "others":
                return None
            after = after or _Head("bare", "people", end, end + 1)
            if after.kind in ("people", "harm", "unknown") and after.head - end <= 4:
                head = after
            else:
                head = _Head("bare", "people", end, end + 1)
            return _build(number, head, more=True, end_floor=end + 1)
        head = _read_head(tokens, words, end, plural=not one)
    if head is None:
        return None
    return _build(number, head, pronoun=pronoun, end_floor=end)


def _build(number: Number, head: _Head, *, more: bool = False, pronoun: bool = False, end_floor: int = 0) -> Quantity:
    return Quantity(
        start=number.start,
        end=max(head.end, end_floor),
        low=number.low,
        high=number.high,
        kind=head.kind,
        who=head.who,
        approximate=number.approximate,
        vague=number.vague,
        inherits=head.kind == "bare" or (head.kind == "harm"),
        more=more or number.more,
        pronoun=pronoun,
        harm=head.harm,
        head=head.head,
    )


def _one_of(tokens: Sequence[Token], words: Sequence[str], number: Number) -> Quantity | None:
    """ "one of its soldiers", "one of three people", "three of his guards", "two of the missing soldiers"."""
    at = number.end + 1
    article = words[at] if at < len(words) else ""
    at += article in (*_POSSESSIVES, "the", "these", "those", "at", "least")
    head = _read_head(tokens, words, at, plural=True)
    if head is None or head.kind not in ("people", "unknown"):
        counted = at < len(words) and words[at] in load_lexicon("harms")["counted"]
        if not counted:
            return None
        head = _Head("bare", "people", at, at + 1)
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
    head = _read_head(tokens, words, at + 1, plural=False)
    if head is None or head.kind not in ("people", "harm") or head.head - at > 4 or "of" in words[at : head.head]:
        return None
    return Quantity(start=at, end=head.end, low=0, high=0, kind="none", who=head.who, harm=head.harm, head=head.head)


def _single_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Quantity | None:
    """One person by an article, a possessive or "the": "a 14-year-old girl", "his wife", "the pilot"."""
    position = at + 1
    age = None
    while position < len(words) and position < at + 4 and (words[position][:1].isdigit() or words[position] == "-"):
        ended = _age_at(words, position)
        if ended is None:
            break
        age, position = words[position], ended
    if position >= len(words) or words[position] in _NOT_PEOPLE:
        return None
    if age is None and read_number(words, position) is not None and words[position] not in ("second", "third"):
        return None
    head = _read_head(tokens, words, position, plural=False)
    if head is None or head.kind != "people" or head.plural:
        return None
    after = tokens[head.end].tag_ if head.end < len(words) else ""
    compound = after in ("NN", "NNS", "HYPH", "POS") or (
        after in ("NNP", "NNPS", "JJ", "CD") and (words[at] == "the" or tokens[head.head].text[:1].isupper())
    )
    if compound and words[head.end] not in _WEEKDAYS:
        return None
    who = head.who
    if age is not None and who in ("people", "men", "women", "civilians") and age.split("-")[0].isdigit():
        years = int(age.split("-")[0])
        if years < 18:
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


def _named_at(tokens: Sequence[Token], words: Sequence[str], at: int) -> Quantity | None:
    """One person by name, filed under what stands before or after the name: "journalist X", "X, the rebel commander"."""
    end = at + 1
    while end < len(words) and tokens[end].ent_iob_ == "I" and tokens[end].ent_type_ == "PERSON":
        end += 1
    who: Who = "people"
    if end + 2 < len(words) and words[end] == "," and words[end + 1].isdigit() and int(words[end + 1]) < 18:
        who = "children"
    after = end + (words[end : end + 1] == [","])
    head = None
    if after < len(words) and words[after] in _TITLE_OPENERS:
        head = _read_head(tokens, words, after + (words[after] in _ARTICLES), plural=False)
    before = _word_at(words, at - 1) if at else None
    start = at
    if before is not None and not before[0].plural:
        start = at - 1
        who = categorise(before[0], [w for w in words[max(0, at - 4) : at - 1] if w.isalpha()][-2:], ())
    elif head is not None and head.kind == "people" and not head.plural:
        who, end = head.who, head.end
    return Quantity(start=start, end=end, low=1, high=1, kind="named", who=who, head=end - 1)
