"""Counts of people, amounts and shares in words.

In: harms and amounts. Out: English phrases. It never states a figure without its bound; a bound that is only our
reading of a vague word stands behind that word.
"""

import re
from typing import Literal

from bearwitness.base.records import Amount, Claim, Harm
from bearwitness.view.words import flatten, get_pair, join_parts, load_words

WHOLE = 100  # percent


def phrase_figure(harm: Harm | Amount) -> str:
    """The bounds alone: "12", "at least 12", "up to 12", "12 to 15", "about 12", "more than 100"; "none" for zero."""
    low, high = harm.low, harm.high
    about = "about " if harm.approximate else ""
    if low is None and high is None:
        return "an unstated number"
    if low == high:
        return "none" if low == 0 else f"{about}{low:,}"
    if high is None and low is not None:
        return f"more than {about}{low - 1:,}" if _is_above(harm, low) else f"at least {about}{low:,}"
    if not low and high is not None:
        return f"fewer than {about}{high + 1:,}" if _find_words(harm, "below") else f"up to {about}{high:,}"
    return f"{about}{low:,} to {high:,}"


def phrase_count(harm: Harm) -> str:
    """The bounds with those counted: "at least 12 civilians", "1 child", "dozens of people (24 or more)"."""
    one, several = get_pair("who", harm.who)
    if harm.low is None and harm.high is None:
        return f"an unstated number of {several}"
    if harm.low == harm.high == 0:
        return "no one" if harm.who == "people" else f"no {several}"
    vague = _find_vague(harm)
    if vague:
        joint = "" if vague.endswith((" of", "several", "few", "numerous", "multiple")) else " of"
        return f"{vague}{joint} {several} ({harm.low:,} or more)"
    return f"{phrase_figure(harm)} {one if _is_one(harm) else several}"


def name_counted(who: str, *, one: bool = False) -> str:
    """Those counted, in the plural unless there is one: "civilians", "police officers"."""
    return get_pair("who", who)[0 if one else 1]


def phrase_harm(harm: Harm) -> str:
    """The count as a clause: "at least 12 civilians, including 3 children, were killed"."""
    within = [part for part in harm.parts if part.harm == harm.harm or harm.harm != "killed"]
    beside = [part for part in harm.parts if part not in within]  # the injured are not among the dead
    parts = join_parts([_phrase_part(part, harm) for part in within])
    told = f"{phrase_count(harm)}{f', including {parts},' if parts else ''} {_phrase_done(harm)}"
    return join_parts([told, *(phrase_harm(part) for part in beside)])


def phrase_amounts(claim: Claim) -> str:
    """How much a deed is about: "150 soldiers (400 there before, 550 there after, as we reckon)"; "" for nothing."""
    main = join_parts([phrase_amount(amount) for amount in claim.amounts if amount.moment is None])
    sides = ", ".join(phrase_amount(amount) for amount in claim.amounts if amount.moment is not None)
    return f"{main} ({sides})" if main and sides else main or sides


def phrase_amount(amount: Amount) -> str:
    """One amount with what it counts: "about 70 percent of the old city", "dozens of tanks (24 or more)"."""
    if amount.measure == "share":
        return _phrase_share(amount)
    of = flatten(amount.of)
    vague = _find_vague(amount)
    if vague:
        joint = "" if vague.endswith((" of", "several", "few", "numerous", "multiple")) else " of"
        told = f"{vague}{joint} {of} ({amount.low:,} or more)"
    elif amount.moment:
        told = phrase_figure(amount)
    else:
        told = f"{phrase_figure(amount)} {of}"
    if amount.moment:
        return f"{told} there {amount.moment}{', as we reckon' if amount.derived else ''}"
    return told


def _phrase_share(amount: Amount) -> str:
    """A share with its whole; in the report's own words, with the bounds, where they hold no number."""
    words = flatten(amount.wording)
    of = f"{'' if amount.of[:1].isupper() else 'the '}{flatten(amount.of)}"
    if flatten(amount.of) not in words:
        words = f"{words.rsplit(maxsplit=1)[0]} {of}"  # "most of which", "a third of it"
    if re.search(r"\d", words):
        figure = phrase_figure(amount) if amount.high != WHOLE or amount.low == WHOLE else _phrase_least(amount)
        return f"{figure} percent of {of}"
    bounds = f"{amount.low:g}" if amount.low == amount.high else f"{amount.low:g} to {amount.high:g}"
    return f"{words[:1].lower()}{words[1:]} ({'about ' if amount.approximate else ''}{bounds} percent)"


def _phrase_least(amount: Amount) -> str:
    """A share with a least and no most, as it was told: "more than 60", "at least 60"."""
    low = amount.low or 0
    return f"more than {low - 1:g}" if _find_words(amount, "above") else f"at least {low:g}"


def _phrase_done(harm: Harm) -> str:
    one, several = get_pair("harm", harm.harm)
    return one if _is_one(harm) or (harm.low == harm.high == 0 and harm.who == "people") else several


def _is_one(harm: Harm) -> bool:
    """Whether the count, as told, ends in the number one: "1", "at least 1", "up to 1"."""
    return phrase_figure(harm).split()[-1] == "1"


def _phrase_part(part: Harm, whole: Harm) -> str:
    inner = join_parts([_phrase_part(deeper, part) for deeper in part.parts])
    told = phrase_count(part) if part.harm == whole.harm else f"{phrase_count(part)} who {_phrase_done(part)}"
    return f"{told} ({inner} among them)" if inner else told


def _find_vague(harm: Harm | Amount) -> str | None:
    """The report's own vague word when the bound is nothing but our reading of it."""
    if harm.low is None or harm.high is not None or harm.approximate or re.search(r"\d", harm.wording):
        return None
    return _find_words(harm, "vague", harm.low)


def _is_above(harm: Harm | Amount, low: float) -> bool:
    """Whether the report says "more than" one less: by its words, else by a round number that it does not go beyond."""
    if low < 2 or str(low) in re.findall(r"\d+", harm.wording.replace(",", "")):
        return False
    return _find_words(harm, "above") is not None or (low > 100 and (low - 1) % 100 == 0)


def _find_words(
    harm: Harm | Amount, table: Literal["vague", "above", "below"], value: float | None = None
) -> str | None:
    """The longest entry of a table in the words of the count; only entries with this value, if one is given."""
    wording = f" {flatten(harm.wording).lower()} "
    entries = load_words()[table]
    fitting = [str(x) for x in entries if value is None or (isinstance(entries, dict) and entries[x] == value)]
    return max((word for word in fitting if f" {word} " in wording), key=len, default=None)
