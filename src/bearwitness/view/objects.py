"""Claims as lines of JSON: the contract of base/contracts.py, written out, with ACLED's types beside our own.

In: claims. Out: objects and lines of JSON. It never renames, rounds or leaves out a field of the contract.
"""

import json
import re
from collections.abc import Mapping

from bearwitness.base.contracts import describe_claim as describe_contract
from bearwitness.base.contracts import describe_evidence, describe_place, describe_when
from bearwitness.base.identifiers import Json
from bearwitness.base.records import Claim
from bearwitness.view.sub_events import describe_event_type

__all__ = ["describe_claim", "describe_evidence", "describe_place", "describe_when", "format_claim", "format_line"]

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def format_line(value: Mapping[str, object]) -> str:
    """One line of JSON, no newline. Half a surrogate pair, which UTF-8 cannot hold, is written as its escape."""
    line = json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=True) if LONE_SURROGATE.search(line) else line


def describe_claim(claim: Claim) -> dict[str, Json]:
    """The claim as an object of the contract; behind `event` stands `acled`, which is read off the claim."""
    told: dict[str, Json] = {}
    for name, value in describe_contract(claim).items():
        told[name] = value
        if name == "event":
            told["acled"] = describe_event_type(claim)
    return told


def format_claim(claim: Claim) -> str:
    """The claim as one line of JSON, no newline."""
    return format_line(describe_claim(claim))
