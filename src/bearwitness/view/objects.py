"""Claims as JSON: the contract that exports, the API and the scoring tools read.

In: claims. Out: plain objects and their lines of JSON. It never renames, rounds or leaves out a field of the contract.
"""

import json
import re
from collections.abc import Mapping

from bearwitness.base.records import Actor, Claim, Harm, Place, Source, Span, When

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def describe_claim(claim: Claim) -> dict[str, object]:
    """The claim as an object of the contract. What is not stated is None; keys are always there."""
    return {
        "id": claim.id,
        "document": claim.document,
        "kind": claim.kind,
        "event": {"category": claim.category, "mode": claim.mode},
        "actor": _describe_actor(claim.actor),
        "target": None if claim.target is None else {"name": claim.target.name},
        "place": describe_place(claim.place),
        "when": None if claim.when is None else describe_when(claim.when),
        "scope": claim.scope,
        "harms": [_describe_harm(harm) for harm in claim.harms],
        "sources": [_describe_source(source) for source in claim.sources],
        "stance": claim.stance,
        "reality": claim.reality,
        "about": claim.about,
        "evidence": describe_evidence(claim.evidence, claim.wording),
        "rule": claim.rule,
        "extractor": claim.extractor,
    }


def describe_evidence(span: Span, words: str) -> dict[str, object]:
    """A span with its words; `field` is there only when the offsets are into the title."""
    evidence: dict[str, object] = {"start": span.start, "end": span.end, "text": words}
    if span.field != "text":
        evidence["field"] = span.field
    return evidence


def describe_when(when: When) -> dict[str, str | None]:
    """An interval as the contract's `when`; an end that is not known is None."""
    return {
        "start": None if when.start is None else when.start.isoformat(),
        "end": None if when.end is None else when.end.isoformat(),
        "precision": when.precision,
        "edtf": when.edtf,
    }


def format_line(value: Mapping[str, object]) -> str:
    """One line of JSON, no newline. Half a surrogate pair, which UTF-8 cannot hold, is written as its escape."""
    line = json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=True) if LONE_SURROGATE.search(line) else line


def format_claim(claim: Claim) -> str:
    """The claim as one line of JSON, no newline."""
    return format_line(describe_claim(claim))


def _describe_actor(actor: Actor | None) -> dict[str, object] | None:
    return None if actor is None else {"name": actor.name, "id": actor.id}


def describe_place(place: Place | None) -> dict[str, object] | None:
    """The contract's `place`; None where none is stated."""
    if place is None:
        return None
    return {"name": place.name, "lat": place.lat, "lon": place.lon, "precision": place.precision, "id": place.id}


def _describe_harm(harm: Harm) -> dict[str, object]:
    return {
        "harm": harm.harm,
        "low": harm.low,
        "high": harm.high,
        "approximate": harm.approximate,
        "who": harm.who,
        "evidence": describe_evidence(harm.span, harm.wording),
        "parts": [_describe_harm(part) for part in harm.parts],
    }


def _describe_source(source: Source) -> dict[str, object]:
    return {"name": source.name, "kind": source.kind}
