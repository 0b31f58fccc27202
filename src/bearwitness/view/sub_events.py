"""ACLED's event and sub-event types for our events.

In: a claim. Out: the names of the types that ACLED would code it as, or None for what ACLED does not code (words:
demands, charges, talks; counts of harm, which stand beside the deed). The table is `acled.yaml`; nothing else is looked
at. A type is read off the claim whenever it is shown, and is no part of it.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from bearwitness.base.identifiers import Json
from bearwitness.base.records import Actor, Claim

_STATE = frozenset({"government", "military", "police", "state", "ministry"})
_ARMED = _STATE | {"armed_group", "coalition"}


def find_sub_event(claim: Claim) -> str | None:
    """The ACLED sub-event type of an event claim: "Air/drone strike", "Armed clash"; None where ACLED codes nothing.

    Only what is told as done is an event: a planned, wanted or denied deed has none. An attack told as negated (it was
    foiled or intercepted) is "Disrupted weapons use". Source: ACLED Codebook, tables of event and sub-event types.
    """
    if claim.stance == "denied" or claim.reality in ("future", "hypothetical"):
        return None
    if claim.reality == "negated":
        return str(_load()["foiled"]) if claim.category == "ASSAULT" else None
    armed = _is_one_of(claim.actor, _ARMED) and _is_one_of(claim.target, _ARMED)
    state = _is_one_of(claim.actor, _STATE)
    for row in _rows():
        if row["category"] != claim.category or ("mode" in row and row["mode"] != claim.mode):
            continue
        if (row.get("armed") and not armed) or (row.get("state") and not state):
            continue
        return str(row["sub_event"])
    return None


def find_event_type(sub_event: str) -> str:
    """The ACLED event type that a sub-event type belongs to: "Battles" for "Armed clash"."""
    return _event_types()[sub_event]


def describe_event_type(claim: Claim) -> Json:
    """ACLED's two types as an object, None where ACLED codes nothing."""
    sub_event = find_sub_event(claim)
    return None if sub_event is None else {"event_type": find_event_type(sub_event), "sub_event_type": sub_event}


def list_sub_events(claims: Iterable[Claim]) -> list[str]:
    """The sub-event types of some claims, each once, the most frequent first."""
    found = Counter(sub_event for claim in claims if (sub_event := find_sub_event(claim)) is not None)
    return sorted(found, key=lambda sub_event: (-found[sub_event], sub_event))


@cache
def _load() -> dict[str, Any]:
    text = files("bearwitness.view").joinpath("acled.yaml").read_text(encoding="utf-8")
    table: dict[str, Any] = yaml.safe_load(text)
    return table


@cache
def _event_types() -> dict[str, str]:
    return {sub_event: name for name, members in _load()["event_types"].items() for sub_event in members}


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(_load()["rows"])


def _is_one_of(actor: Actor | None, kinds: frozenset[str]) -> bool:
    return actor is not None and actor.kind in kinds
