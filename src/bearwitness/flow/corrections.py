"""Corrections of claims: what a person changes in one, checked before it takes its place.

In: an opened casebook, the id of a claim, and changes as they were written. Out: the claim as it stands from now on. It
never touches what a claim rests on: its document, its words in it, and the rule that found them.
"""

import json
import math
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from bearwitness.base.contracts import freeze_claim, thaw_claim
from bearwitness.base.errors import UnknownRecord, UsageError
from bearwitness.base.limits import list_misfits
from bearwitness.base.records import Amount, Claim, Harm, SourceKind
from bearwitness.flow.wordings import read_field, refuse
from bearwitness.ledger.casebooks import Casebook

PROVENANCE = ("id", "document", "evidence", "rule", "extractor", "decisions")  # of a claim: never corrected

WHOLE = 100  # percent


def correct(book: Casebook, id_: str, changes: Sequence[str], why: str) -> Claim:
    """Put a changed claim in the place of one, by changes like `harms.0.low=12`, `place=Goma` or `when=2024-01`.

    Raises UsageError for a change that cannot be made, UnknownRecord.
    """
    sight = book.show(id_)
    if sight.claim is None:
        raise UsageError(f"'{id_}' is a {sight.kind}: claims are corrected, other records retracted")
    claim = sight.claim.claim
    find_kind = partial(_find_kind, book, claim)
    before = freeze_claim(claim)
    value: Any = json.loads(json.dumps(before))
    for change in changes:
        name, found, given = change.partition("=")
        if not found:
            raise UsageError(f"'{change}' is no change: write FIELD=VALUE, for example harms.0.low=12")
        field, written = name.strip(), _read_value(given.strip())
        _put(value, field, read_field(field, written, find_kind))
        try:
            claim = thaw_claim(value)
        except ValueError:
            raise refuse(field, given.strip()) from None
    _check_provenance(before, freeze_claim(claim))
    for harm in claim.harms:
        _check_harm(harm)
    for amount in claim.amounts:
        _check_amount(amount)
    held = set(list_misfits(sight.claim.claim))  # what is wrong already is no fault of the change
    for wrong in list_misfits(claim):
        if wrong not in held:
            raise UsageError(wrong)
    return book.correct(claim, why)


def _put(value: Any, path: str, new: object) -> None:
    *parts, last = path.split(".")
    for part in parts:
        value = _step(value, part, path)
    _step(value, last, path)
    value[int(last) if isinstance(value, list) else last] = new


def _step(value: Any, part: str, path: str) -> Any:
    try:
        return value[int(part)] if isinstance(value, list) else value[part]
    except (KeyError, IndexError, ValueError, TypeError):
        raise UsageError(f"the claim has no field '{path}': bearwitness show ID --format json lists them") from None


def _check_provenance(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Raises UsageError where a correction touches what a claim rests on: its document, its words, its rule."""
    for name in PROVENANCE:
        if before.get(name) != after.get(name):
            raise UsageError(f"'{name}' says where the claim comes from and stays: retract the claim if it is wrong")
    spans = list(_list_spans(before))
    if not all(span in spans for span in _list_spans(after)):
        raise UsageError("a correction cannot move a claim to other words of the document: evidence and spans stay")


def _list_spans(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for name, each in value.items():
            if name in ("evidence", "span"):
                yield each
            else:
                yield from _list_spans(each)
    elif isinstance(value, list):
        for each in value:
            yield from _list_spans(each)


def _check_harm(harm: Harm) -> None:
    """Raises UsageError where the bounds of a count, or of its parts, are none that people can be counted with."""
    for bound in (harm.low, harm.high):
        if bound is not None and (type(bound) is not int or bound < 0):
            raise UsageError(f"'{bound}' is no number of people: write 0 or more, or null where nothing is stated")
    if harm.low is not None and harm.high is not None and harm.low > harm.high:
        raise UsageError(f"the least, {harm.low}, would be more than the most, {harm.high}")
    for part in harm.parts:
        _check_harm(part)
        if part.low is not None and harm.high is not None and part.low > harm.high:
            raise UsageError(f"a part, at least {part.low}, would be more than the whole, at most {harm.high}")


def _check_amount(amount: Amount) -> None:
    """Raises UsageError where the bounds of an amount are none that things, or shares of a whole, have."""
    for bound in (amount.low, amount.high):
        if bound is not None and (type(bound) not in (int, float) or not 0 <= bound < math.inf):
            raise UsageError(f"'{bound}' is no amount: write 0 or more, or null where nothing is stated")
        if bound is not None and amount.measure == "share" and bound > WHOLE:
            raise UsageError(f"'{bound}' is no share: write 0 to 100, the percent of the whole")
    if amount.low is not None and amount.high is not None and amount.low > amount.high:
        raise UsageError(f"the least, {amount.low}, would be more than the most, {amount.high}")


def _find_kind(book: Casebook, claim: Claim, name: str) -> SourceKind:
    """Of what kind a source is: as the claim has it, else as the registry does."""
    for source in claim.sources:
        if source.name == name:
            return source.kind
    try:
        return book.source(name)[-1][1].kind
    except UnknownRecord:
        return "unnamed"


def _read_value(given: str) -> object:
    try:
        return json.loads(given)
    except ValueError:
        return given
