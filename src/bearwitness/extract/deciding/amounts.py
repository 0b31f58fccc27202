"""Which deed an amount belongs to, and what it is to it: a share, a flow, or a stock before or after it.

In: the acts of a sentence as they were told, and the sizes found in it. Out: the tellings with their `Amount`s, those
that follow from others marked as derived, each with its reason. It counts no people harmed and makes no deed.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any, Literal

from spacy.tokens import Token

from bearwitness.base.records import Amount, Decision, Field, Span
from bearwitness.extract.acting.acts import Act
from bearwitness.extract.acting.amounts import Size
from bearwitness.extract.deciding.tellings import Telling
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.parsing import unmend

_DEEP = 9  # steps up the parse from what is counted to the word of its deed
_FAR = 6  # a rank behind every direct one
_VERBAL = ("VERB", "AUX")


def give_amounts(acts: Sequence[Act], tellings: Sequence[Telling], sizes: Sequence[Size]) -> None:
    """Give each telling the amounts that its act is about."""
    holders: dict[int, int] = {}
    for place, size in enumerate(sizes):
        fitting = [(rank, at) for at, act in enumerate(acts) if (rank := _rank(act, size)) is not None]
        if fitting:
            holders[place] = min(fitting)[1]
        elif size.moment is not None and place - 1 in holders:
            holders[place] = holders[place - 1]  # "150 more, to join 400": the second hangs on another verb
    for at, (act, telling) in enumerate(zip(acts, tellings, strict=True)):
        own = [size for place, size in enumerate(sizes) if holders.get(place) == at]
        telling.amounts = _measure(act, own)


def may_have_amounts(act: Act) -> bool:
    """Whether a deed of this kind is ever told with an amount, so that its sentence is worth the search."""
    return act.category in _measured_categories()


@cache
def _measured_categories() -> frozenset[str]:
    raw = load_lexicon("amounts")
    rows = [*raw["share_of"].values(), *(row["of"] for row in raw["kinds"].values())]
    return frozenset(category for row in rows for category in row)


def _measure(act: Act, sizes: Sequence[Size]) -> list[Size]:
    measured = [replace(size, measure=_measure_of(act, size)) for size in sizes]
    if not any(size.measure == "flow" for size in measured):
        measured = [replace(size, moment=None) if size.moment == "before" else size for size in measured]
    return measured


def _measure_of(act: Act, size: Size) -> Literal["share", "flow", "stock"]:
    if size.what in ("area", "population"):
        return "share"
    if size.moment is not None:
        return "stock"
    standing = act.mode in _row("standing_modes") or act.word.lemma_.lower() in _row("standing")
    return "stock" if standing and not size.more else "flow"


def _rank(act: Act, size: Size) -> int | None:
    """How near the parse hangs a size to an act; None where it cannot be the act's."""
    kind = load_lexicon("amounts")["share_of"].get(size.what) or load_lexicon("amounts")["kinds"][size.what]["of"]
    if act.category not in kind:
        return None
    modes = load_lexicon("amounts")["kinds"].get(size.what, {}).get("modes")
    if modes is not None and act.mode not in modes:
        return None
    at, steps = size.head, 0
    while at not in (act.word, at.head) and steps < _DEEP:
        at = at.head
        steps += 1
        if at != act.word and at.pos_ in _VERBAL and not _passes(at, act, size):
            return _beside(act, size)
    if at == act.word:
        return steps
    return _beside(act, size)


def _passes(verb: Token, act: Act, size: Size) -> bool:
    """Whether a size below another verb still belongs to the act above it: "a convoy carrying 40 tonnes"."""
    if size.moment is not None or verb.lemma_.lower() in _row("carrying"):
        return True
    if size.what in ("area", "ground", "places") and verb.dep_ == "conj" and verb.head == act.word:
        return True  # "captured the town and took a fifth of the province": one deed that goes on
    return verb.dep_ in ("xcomp", "conj") and verb == act.word.head


def _beside(act: Act, size: Size) -> int | None:
    """Where the act hangs on what is counted: "40 trucks that were sent", "500 soldiers deployed"."""
    if act.word.dep_ in ("relcl", "acl") and (act.word.head == size.head or act.word.head.is_ancestor(size.head)):
        return _FAR if act.word.head == size.head else None
    doer = act.target if act.nominal else act.doer
    return _FAR if doer is not None and doer == size.head else None


# --- written


def write_amounts(telling: Telling, text: str) -> tuple[Amount, ...]:
    """The amounts of a claim, in order, with what follows from them; `text` is the document's own text or title."""
    field: Field = "title" if telling.title else "text"
    amounts = [_write(size, text, field) for size in telling.amounts]
    return (*amounts, *_derive(amounts, telling.category))


def _write(size: Size, text: str, field: Field) -> Amount:
    assert size.measure is not None, "an amount is written after its deed is found"
    end = unmend(text, size.start, size.end)
    return Amount(
        what=size.what,
        measure=size.measure,
        low=size.low,
        high=size.high,
        approximate=size.approximate,
        of=size.of,
        moment=size.moment,
        span=Span(start=size.start, end=end, field=field),
        wording=text[size.start : end],
    )


def _derive(amounts: Sequence[Amount], category: str) -> list[Amount]:
    """What is there after a deed that adds to what was there or takes from it, where the report gives both."""
    adds = category in _row("adding")
    if not adds and category not in _row("taking"):
        return []
    found = []
    for kind in dict.fromkeys(amount.what for amount in amounts):
        own = [amount for amount in amounts if amount.what == kind]
        flows = [amount for amount in own if amount.measure == "flow"]
        before = [amount for amount in own if amount.moment == "before"]
        if len(flows) != 1 or len(before) != 1 or any(amount.moment == "after" for amount in own):
            continue
        flow, stock = flows[0], before[0]
        low, high = _add(stock, flow) if adds else _take(stock, flow)
        after = replace(stock, low=low, high=high, approximate=flow.approximate or stock.approximate, of=flow.of)
        found.append(replace(after, moment="after", derived=True, span=flow.span, wording=flow.wording))
    return found


def _add(stock: Amount, flow: Amount) -> tuple[float | None, float | None]:
    low = None if stock.low is None or flow.low is None else stock.low + flow.low
    return low, None if stock.high is None or flow.high is None else stock.high + flow.high


def _take(stock: Amount, flow: Amount) -> tuple[float | None, float | None]:
    low = 0 if stock.low is None or flow.high is None else max(0, stock.low - flow.high)
    return low, None if stock.high is None or flow.low is None else max(0, stock.high - flow.low)


def explain_amounts(amounts: Sequence[Amount]) -> list[Decision]:
    """How each amount was read, in words."""
    return [
        Decision(field="amounts", value=f"{_name(amount)} {amount.low}..{amount.high} {amount.what}", why=_why(amount))
        for amount in amounts
    ]


def _name(amount: Amount) -> str:
    return f"{amount.measure} {amount.moment}" if amount.moment else amount.measure


def _why(amount: Amount) -> str:
    if amount.derived:
        return f"derived from what was there before and “{amount.wording}”; no words of the report state it"
    means = {
        "share": f"“{amount.wording}”, in percent of “{amount.of}”",
        "flow": f"“{amount.wording}”: what the deed moves",
        "stock": f"“{amount.wording}”: what is there",
    }
    return means[amount.measure]


@cache
def _row(name: str) -> frozenset[str]:
    row: Any = load_lexicon("amounts")[name]
    return frozenset(row)
