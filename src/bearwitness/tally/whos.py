"""Who nests in whom: categories of people as sets of cells.

In: a category of the records. Out: its cells as the bits of an integer, so that nesting and overlap are one operation
each. The sets stand in `lexicon/whos.yaml`. It never reads a text.
"""

from functools import cache
from pathlib import Path
from typing import get_args

import yaml

from bearwitness.base.records import Who

LEXICON = Path(__file__).parent / "lexicon"


@cache
def whos() -> dict[Who, int]:
    """Every category with its cells as bits; `people` holds all cells."""
    raw: dict[str, list[str]] = yaml.safe_load((LEXICON / "whos.yaml").read_text(encoding="utf-8"))
    bits = {name: 1 << at for at, name in enumerate(raw["cells"])}
    everyone = (1 << len(bits)) - 1
    return {who: sum(bits[name] for name in raw[who]) if who in raw else everyone for who in get_args(Who)}


@cache
def names_of() -> dict[int, Who]:
    """The category that has exactly these cells."""
    return {cells: who for who, cells in whos().items()}


def cells_of(who: Who) -> int:
    """The cells that a category may hold, as bits."""
    return whos()[who]


def is_within(inner: int, outer: int) -> bool:
    """Whether all cells of the first are cells of the second."""
    return inner & ~outer == 0
