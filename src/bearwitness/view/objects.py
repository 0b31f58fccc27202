"""Claims as lines of JSON: the contract of base/contracts.py, written out.

In: claims. Out: lines of JSON. It never renames, rounds or leaves out a field of the contract.
"""

import json
import re
from collections.abc import Mapping

from bearwitness.base.contracts import describe_claim, describe_evidence, describe_place, describe_when
from bearwitness.base.records import Claim

__all__ = ["describe_claim", "describe_evidence", "describe_place", "describe_when", "format_claim", "format_line"]

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def format_line(value: Mapping[str, object]) -> str:
    """One line of JSON, no newline. Half a surrogate pair, which UTF-8 cannot hold, is written as its escape."""
    line = json.dumps(value, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=True) if LONE_SURROGATE.search(line) else line


def format_claim(claim: Claim) -> str:
    """The claim as one line of JSON, no newline."""
    return format_line(describe_claim(claim))
