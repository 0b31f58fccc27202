"""Claims and documents as JSON, and back: the contract that exports, the API, the casebook and the scoring tools read.

In: records. Out: plain objects; from the whole form the same record again. `describe_claim` never renames, rounds or
leaves out a field of the contract. `freeze_claim` is the contract with everything else that a claim holds, each field
under its own name where it is not the default: a field that a record gains is kept without a line of code here.
"""

from collections.abc import Callable, Mapping
from dataclasses import Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from bearwitness.base.identifiers import Json
from bearwitness.base.records import Actor, Amount, Claim, Document, Harm, Place, Source, Span, When

Record = TypeVar("Record")
Object = dict[str, Json]
# The fields of each record that the contract already holds, under whatever name.
_CLAIM = frozenset({"id", "document", "kind", "category", "mode", "actor", "target", "place", "when", "scope", "harms"})
_CLAIM |= {"amounts", "sources", "stance", "reality", "about", "evidence", "wording", "rule", "extractor"}
_ACTOR = frozenset({"name", "id"})
_TARGET = frozenset({"name"})
_PLACE = frozenset({"name", "lat", "lon", "precision", "id"})
_WHEN = frozenset({"start", "end", "precision", "edtf"})
_HARM = frozenset({"harm", "low", "high", "approximate", "who", "span", "wording", "parts"})
_AMOUNT = ("what", "measure", "low", "high", "approximate", "of", "moment", "derived")
_AMOUNT_KNOWN = frozenset({*_AMOUNT, "span", "wording"})
_SOURCE = frozenset({"name", "kind"})


def describe_claim(claim: Claim) -> Object:
    """The claim as an object of the contract. What is not stated is None; keys are always there."""
    return _lay_out_claim(claim, whole=False)


def describe_place(place: Place | None) -> Object | None:
    """The contract's `place`; None where none is stated."""
    return _lay_out(place, _PLACE, ("name", "lat", "lon", "precision", "id"), whole=False)


def describe_when(when: When) -> Object:
    """An interval as the contract's `when`; an end that is not known is None."""
    return _lay_out_when(when, whole=False)


def describe_evidence(span: Span, words: str) -> Object:
    """A span with its words; `field` is there only when the offsets are into the title."""
    evidence: Object = {"start": span.start, "end": span.end, "text": words}
    if span.field != "text":
        evidence["field"] = span.field
    return evidence


def freeze_claim(claim: Claim) -> Object:
    """The claim as an object from which `thaw_claim` makes the same claim again: the contract and all that it omits."""
    return _lay_out_claim(claim, whole=True)


def thaw_claim(value: Mapping[str, Any]) -> Claim:
    """The claim that an object of the contract, or a frozen claim, holds.

    Raises ValueError where the object is no claim: a key is missing, or a value has a kind that it cannot have.
    """
    try:
        event = value["event"]
        evidence = value["evidence"]
        return Claim(
            id=value["id"],
            document=value["document"],
            kind=value["kind"],
            category=event["category"],
            mode=event.get("mode"),
            actor=_thaw(Actor, value.get("actor"), _ACTOR),
            target=_thaw(Actor, value.get("target"), _TARGET),
            place=_thaw(Place, value.get("place"), _PLACE),
            when=_thaw_when(value.get("when")),
            scope=value.get("scope", "incident"),
            harms=tuple(_thaw_harm(each) for each in value.get("harms", ())),
            amounts=tuple(_thaw_amount(each) for each in value.get("amounts", ())),
            sources=tuple(cast(Source, _thaw(Source, each, _SOURCE)) for each in value.get("sources", ())),
            stance=value.get("stance", "asserted"),
            reality=value.get("reality", "actual"),
            about=value.get("about"),
            evidence=_thaw_evidence(evidence),
            wording=evidence["text"],
            rule=value["rule"],
            extractor=value["extractor"],
            **_read_rest(Claim, value, _CLAIM),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no claim: {type(error).__name__} {error}") from error


def freeze_document(document: Document) -> Object:
    """The document as an object without its text, which is kept apart: what is not stated is left out."""
    return {"id": document.id, "sha256": document.sha256, **_keep_rest(document, frozenset({"id", "sha256", "text"}))}


def thaw_document(value: Mapping[str, Any], text: str) -> Document:
    """The document that a frozen document and its text make.

    Raises ValueError where the object is no document.
    """
    known = frozenset({"id", "sha256", "text"})
    try:
        return Document(id=value["id"], sha256=value["sha256"], text=text, **_read_rest(Document, value, known))
    except (KeyError, TypeError) as error:
        raise ValueError(f"no document: {type(error).__name__} {error}") from error


def freeze(record: object) -> Object:
    """Any record of dataclasses, dates and plain values as an object; fields at their default are left out."""
    return _keep_rest(record, frozenset())


def thaw(kind: type[Record], value: Mapping[str, Any]) -> Record:
    """The record of this kind that a frozen one holds.

    Raises ValueError where a field without a default is missing.
    """
    try:
        return kind(**_read_rest(kind, value, frozenset()))
    except (KeyError, TypeError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error


def _lay_out_claim(claim: Claim, *, whole: bool) -> Object:
    actor, target, place, when = claim.actor, claim.target, claim.place, claim.when
    value: Object = {
        "id": claim.id,
        "document": claim.document,
        "kind": claim.kind,
        "event": {"category": claim.category, "mode": claim.mode},
        "actor": _lay_out(actor, _ACTOR, ("name", "id"), whole=whole),
        "target": _lay_out(target, _TARGET, ("name",), whole=whole),
        "place": _lay_out(place, _PLACE, ("name", "lat", "lon", "precision", "id"), whole=whole),
        "when": None if when is None else _lay_out_when(when, whole=whole),
        "scope": claim.scope,
        "harms": [_lay_out_harm(harm, whole=whole) for harm in claim.harms],
        "amounts": [_lay_out_amount(amount, whole=whole) for amount in claim.amounts],
        "sources": [_lay_out(source, _SOURCE, ("name", "kind"), whole=whole) for source in claim.sources],
        "stance": claim.stance,
        "reality": claim.reality,
        "about": claim.about,
        "evidence": describe_evidence(claim.evidence, claim.wording),
        "rule": claim.rule,
        "extractor": claim.extractor,
    }
    return value | _keep_rest(claim, _CLAIM) if whole else value


def _lay_out(
    record: Actor | Place | Source | None, known: frozenset[str], names: tuple[str, ...], *, whole: bool
) -> Object | None:
    if record is None:
        return None
    value: Object = {name: getattr(record, name) for name in names}
    return value | _keep_rest(record, known) if whole else value


def _lay_out_when(when: When, *, whole: bool) -> Object:
    value: Object = {
        "start": None if when.start is None else when.start.isoformat(),
        "end": None if when.end is None else when.end.isoformat(),
        "precision": when.precision,
        "edtf": when.edtf,
    }
    return value | _keep_rest(when, _WHEN) if whole else value


def _lay_out_harm(harm: Harm, *, whole: bool) -> Object:
    value: Object = {
        "harm": harm.harm,
        "low": harm.low,
        "high": harm.high,
        "approximate": harm.approximate,
        "who": harm.who,
        "evidence": describe_evidence(harm.span, harm.wording),
        "parts": [_lay_out_harm(part, whole=whole) for part in harm.parts],
    }
    return value | _keep_rest(harm, _HARM) if whole else value


def _lay_out_amount(amount: Amount, *, whole: bool) -> Object:
    value: Object = {name: getattr(amount, name) for name in _AMOUNT}
    value["evidence"] = describe_evidence(amount.span, amount.wording)
    return value | _keep_rest(amount, _AMOUNT_KNOWN) if whole else value


def _thaw(kind: type[Record], value: Mapping[str, Any] | None, known: frozenset[str]) -> Record | None:
    if value is None:
        return None
    return kind(**{name: value[name] for name in known if name in value}, **_read_rest(kind, value, known))


def _thaw_when(value: Mapping[str, Any] | None) -> When | None:
    if value is None:
        return None
    return When(
        start=_read_day(value["start"]),
        end=_read_day(value["end"]),
        precision=value["precision"],
        edtf=value["edtf"],
        **_read_rest(When, value, _WHEN),
    )


def _thaw_harm(value: Mapping[str, Any]) -> Harm:
    evidence = value["evidence"]
    return Harm(
        harm=value["harm"],
        low=value["low"],
        high=value["high"],
        approximate=value["approximate"],
        who=value["who"],
        span=_thaw_evidence(evidence),
        wording=evidence["text"],
        parts=tuple(_thaw_harm(part) for part in value["parts"]),
        **_read_rest(Harm, value, _HARM),
    )


def _thaw_amount(value: Mapping[str, Any]) -> Amount:
    evidence = value["evidence"]
    return Amount(
        what=value["what"],
        measure=value["measure"],
        low=value["low"],
        high=value["high"],
        approximate=value.get("approximate", False),
        of=value.get("of", ""),
        moment=value.get("moment"),
        derived=value.get("derived", False),
        span=_thaw_evidence(evidence),
        wording=evidence["text"],
        **_read_rest(Amount, value, _AMOUNT_KNOWN),
    )


def _thaw_evidence(value: Mapping[str, Any]) -> Span:
    return Span(start=value["start"], end=value["end"], field=value.get("field", "text"))


def _read_day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _keep_rest(record: Any, known: frozenset[str]) -> Object:
    """The fields outside the contract that are not at their default, each under its own name."""
    kept: Object = {}
    for name, default in _list_defaults(cast(Any, type(record)), known):
        value = getattr(record, name)
        if value is not default and value != default:
            kept[name] = _freeze_value(value)
    return kept


def _read_rest(kind: type, value: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {name: read(value[name]) for name, read in _list_readers(kind, known) if name in value}


@cache
def _list_rest(kind: Any, known: frozenset[str]) -> tuple["Field[Any]", ...]:
    return tuple(field for field in fields(kind) if field.name not in known)


@cache
def _list_defaults(kind: Any, known: frozenset[str]) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in _list_rest(kind, known))  # MISSING is equal to nothing


@cache
def _list_readers(kind: Any, known: frozenset[str]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, _find_reader(hints[field.name])) for field in _list_rest(kind, known))


def _freeze_value(value: Any) -> Json:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, tuple):
        return [_freeze_value(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return freeze(value) if is_dataclass(value) else cast(Json, value)


def _find_reader(hint: Any) -> Callable[[Any], Any]:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = [each for each in get_args(hint) if each is not NoneType]
        read = _find_reader(inner[0]) if len(inner) == 1 else _keep
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        parts = get_args(hint)
        if len(parts) == 2 and parts[1] is Ellipsis:
            read_each = _find_reader(parts[0])
            return lambda value: tuple(read_each(each) for each in value)
        readers = [_find_reader(part) for part in parts]
        return lambda value: tuple(read(each) for read, each in zip(readers, value, strict=True))
    if origin is frozenset:
        return frozenset
    if origin is Literal or not isinstance(hint, type):
        return _keep
    if hint in (datetime, date):
        return cast(Callable[[Any], Any], hint.fromisoformat)
    if is_dataclass(hint):
        return lambda value: thaw(cast(type[Any], hint), value)
    return _keep


def _keep(value: Any) -> Any:
    return value
