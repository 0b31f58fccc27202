"""How much: the shares, forces, arms and goods that a sentence counts.

In: the tokens of one sentence and what is known of them. Out: `Size`s in the order of their words, each with its bounds
and what it counts. Which deed they belong to is `deciding.amounts`' business; people harmed are `counting`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from spacy.tokens import Token

from bearwitness.base.records import AmountKind
from bearwitness.extract.acting.arguments import NOUNS
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.acting.triggers import Marks
from bearwitness.extract.counting.numbers import bound, join_suffixes, read_cardinal, read_modifiers, read_number
from bearwitness.extract.counting.quantities import is_no_count
from bearwitness.extract.lexicons import load_lexicon

WHOLE = 100  # percent
_PHRASE = frozenset({*NOUNS, "JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "POS", "CD"})
_LONGEST = 7  # words of a counted phrase: "200 more US special forces troops"
_CUE = 5  # words before a number that say what it stands for: "to join the roughly 400"
_TOTAL = 9  # words between "total" or "number" and "to": "the number of foreign troops in the country to"
_NUMBERED = frozenset({"of", "that", "the", "a", "its", "their"})


@dataclass(slots=True, kw_only=True)
class Size:
    """A number with what it counts, over code points [start, end); `head` is the noun counted, or the number's token.

    `more`: it adds to what is there ("another 150"). `moment`: it is what is there before or after the deed.
    `measure` is None until it is decided to which deed it belongs.
    """

    what: AmountKind
    of: str
    low: float | None
    high: float | None
    approximate: bool
    start: int
    end: int
    head: Token
    more: bool = False
    moment: Literal["before", "after"] | None = None
    measure: Literal["share", "flow", "stock"] | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: dict[str, AmountKind]
    shares: tuple[tuple[tuple[str, ...], int, int], ...]
    parts: dict[str, int]
    times: dict[str, int]
    percent: frozenset[str]


@cache
def _words() -> _Words:
    raw = load_lexicon("amounts")
    kinds = {noun: cast(AmountKind, kind) for kind, row in raw["kinds"].items() for noun in row["nouns"]}
    shares = [(tuple(words.split()), row["low"], row["high"]) for row in raw["shares"] for words in row["words"]]
    parts = {form: of for part, of in raw["parts"].items() for form in (part, f"{part}s")}
    shares.sort(key=lambda row: -len(row[0]))
    return _Words(kinds, tuple(shares), {**parts, "halves": 2}, raw["times"], frozenset(raw["percent"]))


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("amounts")[name])


def find_sizes(tokens: Sequence[Token], marks: Marks) -> list[Size]:
    """The shares and numbers of things of one sentence, in order."""
    words = join_suffixes([t.text for t in tokens], [not t.whitespace_ for t in tokens])
    found: list[Size] = []
    at = 0
    while at < len(words):
        size = _share_at(tokens, words, at, marks) or _number_at(tokens, words, at, found)
        if size is not None and not (found and size.start < found[-1].end):
            found.append(size)
        at += 1
        while at < len(words) and found and tokens[at].idx < found[-1].end:
            at += 1
    return found


# --- shares


def _share_at(tokens: Sequence[Token], words: Sequence[str], at: int, marks: Marks) -> Size | None:
    """A share of an area or of its people whose core begins at word `at`."""
    found = _told_share(words, at) or _part(tokens, words, at) or _percent(words, at)
    if found is None:
        return None
    start, end, low, high, approximate = found
    if words[end - 1] != "of":
        if words[end : end + 1] == ["of"]:
            end += 1
        elif end >= len(words) or tokens[end].tag_ not in ("DT", "PRP$", "NNP") or words[end - 1] in _words().percent:
            return None
    whole = _read_whole(tokens, words, (start, end), marks)
    if whole is None:
        return None
    what, of, last = whole
    start -= words[start - 1 : start] != [] and words[start - 1] in _list("last")
    return Size(
        what=what,
        of=of,
        low=0 if low is None else min(low, WHOLE),
        high=WHOLE if high is None else min(high, WHOLE),
        approximate=approximate,
        start=tokens[start].idx,
        end=last.idx + len(last),
        head=_counting_word(tokens, start, end),
    )


def _counting_word(tokens: Sequence[Token], start: int, end: int) -> Token:
    """The word of a share on which the sentence hangs it: "most", "percent", "third"."""
    inside = [t for t in tokens[start:end] if t.lower_ != "of"]
    held = {t.i for t in inside}
    return next((t for t in reversed(inside) if t.head.i not in held), inside[-1])


def _told_share(words: Sequence[str], at: int) -> tuple[int, int, float | None, float | None, bool] | None:
    """ "most of", "nearly all": no number, but bounds."""
    if at and words[at - 1] in ("not", "n't"):
        return None
    for phrase, low, high in _words().shares:
        if words[at] == phrase[0] and tuple(words[at : at + len(phrase)]) == phrase:
            return at, at + len(phrase), low, high, False
    return None


def _part(
    tokens: Sequence[Token], words: Sequence[str], at: int
) -> tuple[int, int, float | None, float | None, bool] | None:
    """ "half", "a third", "two-thirds", "three quarters", with what stands before it."""
    lex = _words()
    times, end = lex.times.get(words[at]), at
    if times is not None:
        end = at + 1 + (words[at + 1 : at + 2] == ["-"])
    elif words[at] != "half":
        return _joined_part(words, at)
    if end >= len(words) or words[end] not in lex.parts:
        return None
    if words[end] == "half" and any(c.dep_ in ("amod", "compound") and c.tag_ != "JJR" for c in tokens[end].lefts):
        return None  # "the eastern half" is a place
    if words[end] == "quarter" and at and words[at - 1] in _list("quarter_not_after"):
        return None
    return _of_parts(words, (at, end + 1), times or 1, lex.parts[words[end]])


def _joined_part(words: Sequence[str], at: int) -> tuple[int, int, float | None, float | None, bool] | None:
    """ "two-thirds" as one word."""
    times, dash, part = words[at].partition("-")
    if not dash or times not in _words().times or part not in _words().parts:
        return None
    return _of_parts(words, (at, at + 1), _words().times[times], _words().parts[part])


def _of_parts(
    words: Sequence[str], span: tuple[int, int], times: int, parts: int
) -> tuple[int, int, float | None, float | None, bool] | None:
    if times >= parts:
        return None
    low, high = WHOLE * times // parts, -(-WHOLE * times // parts)
    start, effect, approximate, _ = read_modifiers(words, span[0])
    if effect == "up_to":
        return start, span[1], 0, high, False
    lower, upper = bound(high if effect == "more_than" else low, high, effect)
    return start, span[1], lower, upper, approximate and effect is None


def _percent(words: Sequence[str], at: int) -> tuple[int, int, float | None, float | None, bool] | None:
    """ "around 70 percent", "60 to 70 per cent", "12.5%"."""
    number = read_number(words, at)
    if number is None or number.end >= len(words):
        return None
    end = number.end + (words[number.end] == "-")
    if words[end : end + 2] == ["per", "cent"]:
        end += 2
    elif words[end : end + 1] and words[end] in _words().percent:
        end += 1
    else:
        return None
    low: float | None = number.low
    high: float | None = number.high
    exact = read_cardinal(words, number.core)
    if exact is not None and exact[1] % 1 and low == high:
        low = high = exact[1]
    if low is not None and low > WHOLE:
        return None
    return number.start, end, low, high, number.approximate


def _read_whole(
    tokens: Sequence[Token], words: Sequence[str], share: tuple[int, int], marks: Marks
) -> tuple[AmountKind, str, Token] | None:
    """Of what a share is told, from the word behind "of": its kind, the report's words, and the last token."""
    start, at = share
    if at >= len(words):
        return None
    if words[at] in ("which", "it", "whom"):
        before = next((t for t in reversed(tokens[:start]) if t.tag_ in NOUNS), None)
        what = _kind_of_whole(before, marks) if before is not None else None
        return None if before is None or what is None else (what, before.text, tokens[at])
    first = at + (tokens[at].tag_ in ("DT", "PRP$"))
    end = _end_of_phrase(tokens, first)
    if end is None:
        return None
    what = _kind_of_whole(tokens[end], marks)
    last = _with_content(tokens[end])
    return None if what is None else (what, _cut(tokens[first], last), last)


def _kind_of_whole(noun: Token, marks: Marks) -> AmountKind | None:
    lemma = noun.lemma_.lower()
    if lemma in _list("populations"):
        return "population"
    if lemma in word_class("area") or noun.lower_ in word_class("area"):
        return "area"
    named = noun.tag_ in ("NNP", "NNPS") and noun.i not in marks.parties and noun.ent_type_ != "PERSON"
    return "area" if noun.i in marks.places or named else None


# --- numbers of things


def _number_at(tokens: Sequence[Token], words: Sequence[str], at: int, earlier: Sequence[Size]) -> Size | None:
    """A number of things of a known kind whose core begins at word `at`."""
    if at and (words[at - 1] == "-" or words[max(0, at - 2) : at] == ["all", "but"]):
        return None
    number = read_number(words, at)
    if number is None or number.high == 0:
        return None
    first = number.end
    joined = words[first : first + 1] == ["-"]  # "a 3,000-strong force", "a 48-truck convoy"
    if joined and (words[first + 1 : first + 2] == ["strong"] or _holds_kind(tokens, first + 1)):
        first += 1 + (words[first + 1] == "strong")
    elif is_no_count(tokens, words, at) or (first < len(words) and words[first] in _list("measures")):
        return None
    elif words[first : first + 1] == ["of"] and words[first + 1 : first + 2] and words[first + 1] in _list("owners"):
        first += 2  # "21 of the girls"
    at_noun = first if joined and _holds_kind(tokens, first) else _end_of_phrase(tokens, first)
    if at_noun is not None and not joined and number.low != 1 and not _is_several(tokens[at_noun]):
        return None
    last = None if at_noun is None else tokens[at_noun]
    what = None if last is None else _kind_of_thing(last)
    behind = number.end if at_noun is None or what is None else at_noun + 1
    moment = _moment(tokens, words, (number.start, behind))
    if what is None or last is None:
        bare = tokens[number.end - 1].tag_ == "CD" and (last is None or tokens[first].dep_ in ("npadvmod", "nsubj"))
        lender = next((s for s in reversed(earlier) if s.what not in ("area", "population")), None)
        noun = _noun_before(tokens, number.start) if moment == "after" else None
        if not bare or (moment is None and not number.more) or (lender is None and noun is None):
            return None
        kind = lender.what if lender is not None else cast(AmountKind, _kind_of_thing(cast(Token, noun)))
        of = lender.of if lender is not None else _cut(cast(Token, noun), cast(Token, noun))
        head, end = tokens[number.end - 1], tokens[number.end - 1]
    else:
        strong = words[first - 1 : first] == ["strong"]
        kind, of, head = what, _cut(tokens[first - strong], last), last
        end = _with_content(last)
        if tokens[first].tag_ == "CD" and words[number.end : number.end + 1] == ["of"]:
            head = end = tokens[number.end - 1]  # "500 of its 2,000 troops": the whole is an amount of its own
            of = last.text
            if kind == "places":
                of, end = _cut(tokens[first], last), last  # "nine of the 17 towns": who holds nine does not hold 17
        of = f"{of}s" if joined and not strong else of
        of += _cut(last, end)[len(last) :] if end.i > last.i else ""
    return Size(
        what=kind,
        of=of,
        low=number.low,
        high=number.high,
        approximate=number.approximate,
        start=tokens[number.start].idx,
        end=end.idx + len(end),
        head=head,
        more=number.more,
        moment=moment,
    )


def _kind_of_thing(noun: Token) -> AmountKind | None:
    kinds = _words().kinds
    before = noun.nbor(-1).lower_ if noun.i > 0 else ""
    lemma = noun.lemma_.lower()
    return kinds.get(f"{before} {lemma}") or kinds.get(lemma) or kinds.get(noun.lower_)


def _holds_kind(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].tag_ in NOUNS and _kind_of_thing(tokens[at]) is not None


def _is_several(noun: Token) -> bool:
    """Whether a noun can stand for several: "17 bases", "12 aircraft"; "the Division 17 base" is one."""
    return noun.tag_ in ("NNS", "NNPS") or noun.lower_ in _list("unmarked")


def _end_of_phrase(tokens: Sequence[Token], first: int) -> int | None:
    """Where the last noun of the phrase that begins at a word stands, days left out; None where no phrase begins."""
    last = None
    for at, token in enumerate(tokens[first : first + _LONGEST], start=first):
        if token.tag_ not in _PHRASE or token.ent_type_ in ("DATE", "TIME"):
            break
        if token.tag_ in ("VBN", "VBG") and last is not None:
            break  # "troops stationed"
        if token.tag_ in NOUNS:
            last = at
    return last


def _with_content(noun: Token) -> Token:
    """The last word of "trucks of food", "tonnes of wheat flour"; the noun itself where no such words follow."""
    for child in noun.children:
        if child.lower_ == "of" and child.i == noun.i + 1:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None and inner.i - noun.i <= _CUE:
                return inner
    return noun


def _moment(tokens: Sequence[Token], words: Sequence[str], span: tuple[int, int]) -> Literal["before", "after"] | None:
    """Whether a number is what is there before or after the deed: "to join 400 already there", "the total to 5,000"."""
    start, behind = span
    cue = tokens[max(0, start - _CUE) : start]
    if words[start - 1 : start] in (["to"], ["at"]) and _is_total(tokens[max(0, start - _TOTAL) : start]):
        return "after"
    first = next((k for k, t in enumerate(cue) if t.tag_ != "VBN" and t.lemma_.lower() in _list("before_words")), None)
    if first is not None and not any(t.tag_ in NOUNS for t in cue[first + 1 :]):
        return "before"
    if _is_of_whole(words, start):
        return "before"
    after = [w for w in words[behind : behind + 3] if w not in _list("before_links")]
    first_words = (*after[:1], *words[start : start + 1])
    return None if _list("before_marks").isdisjoint(first_words) else "before"


def _is_of_whole(words: Sequence[str], start: int) -> bool:
    """Whether a number is the whole of which a part is told: "half of its 2,000 troops", "500 of the 2,000"."""
    at = start - (start < len(words) and words[start] not in _list("owners"))
    while at >= 0 and words[at] in _list("owners"):
        at -= 1
    if at < 1 or words[at] != "of":
        return False
    part = words[at - 1]
    return part in _words().parts or part in _words().percent or read_cardinal(words, at - 1) is not None


def _is_total(before: Sequence[Token]) -> bool:
    """Whether the words before "to" raise or bring a total: "bringing the total", "raise the number of troops"."""
    nouns = [at for at, t in enumerate(before) if t.lemma_.lower() in _list("after_nouns")]
    return any(t.lemma_.lower() in _list("after_verbs") for at in nouns[:1] for t in before[:at])


def _noun_before(tokens: Sequence[Token], start: int) -> Token | None:
    return next((t for t in reversed(tokens[:start]) if t.tag_ in NOUNS and _kind_of_thing(t) is not None), None)


def _cut(first: Token, last: Token) -> str:
    """The words from one token to another, on one line."""
    return " ".join(first.doc.text[first.idx : last.idx + len(last)].split())
