"""Overlapping lists in, an estimate out of how many are on none: read, link if they are named, estimate.

In: the path of a CSV file. Out: the estimate, and the text to show. It never touches a tally.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from bearwitness.base.errors import BrokenInput, MissingInput
from bearwitness.base.estimates import Estimate, Overlaps
from bearwitness.tally.undercounts.estimates import estimate as estimate_overlaps
from bearwitness.tally.undercounts.latents import Sampling
from bearwitness.tally.undercounts.links import MATCH, link_entries
from bearwitness.tally.undercounts.lists import read_lists
from bearwitness.view.estimates import EstimateFormat, format_estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How entries are linked and the latent classes sampled: a probability, a seed."""

    match: float = MATCH
    seed: int = 1


def estimate(path: str, care: Care) -> Estimate:
    """The estimate from one file; `-` reads standard input. Raises InputError when it cannot be read."""
    if path == "-":
        text = sys.stdin.read()
    else:
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise MissingInput(path, error.strerror or "cannot be read") from None
        except UnicodeDecodeError:
            raise BrokenInput(path, "it is not UTF-8; save it as CSV in UTF-8") from None
    lists = read_lists(text, path)
    overlaps = lists if isinstance(lists, Overlaps) else link_entries(lists, match=care.match)
    return estimate_overlaps(overlaps, Sampling(seed=care.seed))


def show_estimate(found: Estimate, form: EstimateFormat) -> str:
    """The estimate as text."""
    return format_estimate(found, form)
