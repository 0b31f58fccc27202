"""ACLED's sub-event types for our events.

In: a claim. Out: the name of the sub-event type that ACLED would code it as, or None for what ACLED does not code
(words: demands, charges, talks). The table is `lexicon/acled.yaml`; nothing else is looked at.
"""

from functools import cache
from typing import Any

from bearwitness.base.records import Actor, Claim
from bearwitness.extract.lexicons import load_lexicon

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
        return str(load_lexicon("acled")["foiled"]) if claim.category == "ASSAULT" else None
    armed = _is_one_of(claim.actor, _ARMED) and _is_one_of(claim.target, _ARMED)
    state = _is_one_of(claim.actor, _STATE)
    for row in _rows():
        if row["category"] != claim.category or ("mode" in row and row["mode"] != claim.mode):
            continue
        if (row.get("armed") and not armed) or (row.get("state") and not state):
            continue
        return str(row["sub_event"])
    return None


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(load_lexicon("acled")["rows"])


def _is_one_of(actor: Actor | None, kinds: frozenset[str]) -> bool:
    return actor is not None and actor.kind in kinds
