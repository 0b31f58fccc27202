"""Which count is a part of which."""

import pytest

from bearwitness.extract.counting.harms import find_counts
from bearwitness.extract.parsing import load_parser


def _parts(text: str) -> list[tuple[int | None, int | None]]:
    """(low of the count, low of its whole) in the order of the words; None for a count that stands alone."""
    counts = find_counts(list(load_parser()(text)))
    return [(c.quantity.low, c.part_of.quantity.low if c.part_of else None) for c in counts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine monks, including two novices, were killed.", [(9, None), (2, 9)]),
        ("Nine pilgrims were killed including two novices.", [(9, None), (2, 9)]),
        ("Two nuns were among nine pilgrims shot dead.", [(2, 9), (9, None)]),
        ("Nine pilgrims were killed, two of them children.", [(9, None), (2, 9)]),
        ("Nine pilgrims were killed and two nuns were wounded.", [(9, None), (2, None)]),
        (
            "The raid killed 30 people: 20 rebels, nine farmers and one guard.",
            [(30, None), (20, 30), (9, 30), (1, 30)],
        ),
    ],
)
def test_a_subset_goes_under_its_whole(text: str, expected: list[tuple[int | None, int | None]]) -> None:
    assert _parts(text) == expected


def test_a_part_of_an_earlier_sentence_waits_for_its_whole() -> None:
    counts = find_counts(list(load_parser()("Four of them were children.")))
    assert [(c.pending, c.who) for c in counts] == [(True, "children")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Five of the 12 wounded died in hospital.", [("killed", 5), ("injured", 12)]),
        ("Eight of the 20 wounded later died, doctors said.", [("killed", 8), ("injured", 20)]),
        ("Four of the six injured guards succumbed to their wounds.", [("killed", 4), ("injured", 6)]),
        ("At least three of 14 people wounded in the blast died later.", [("killed", 3), ("injured", 14)]),
        ("Three of the 40 hostages were killed.", [("killed", 3)]),
        ("Half of the 30 wounded died.", [("injured", 30)]),
        ("A group of 12 pilgrims died.", [("killed", 12)]),
        ("Most of the 40 hostages were killed.", []),
    ],
)
def test_of_the_hurt_only_those_die_who_are_the_subject(text: str, expected: list[tuple[str, int | None]]) -> None:
    counts = find_counts(list(load_parser()(text)))
    assert [(c.harm, c.quantity.low) for c in counts if c.part_of is None] == expected
