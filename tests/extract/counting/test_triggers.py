"""Words that say people were harmed."""

import pytest

from bearwitness.extract.counting.triggers import find_triggers
from bearwitness.extract.parsing import load_parser


def _find(text: str) -> list[tuple[str, str]]:
    tokens = list(load_parser()(text))
    return [(t.harm, t.role) for t in find_triggers(tokens, [token.text.lower() for token in tokens])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mine killed two herders.", [("killed", "object")]),
        ("Two herders were killed.", [("killed", "subject")]),
        ("The toll stands at nine.", [("killed", "toll")]),
        ("The storm of shells claimed nine lives.", [("killed", "lives")]),
        ("The villagers fled their homes.", [("displaced", "subject")]),
        ("Nine people live under a tight siege.", [("trapped", "subject")]),
        ("Ninety villagers left in a convoy.", [("evacuated", "subject")]),
        ("Ninety villagers left for the fields.", []),
        ("The boys shot down a drone.", []),
    ],
)
def test_finds_the_harm_and_the_side_its_people_stand_on(text: str, expected: list[tuple[str, str]]) -> None:
    assert _find(text) == expected


def test_a_group_written_like_a_verb_makes_no_passive() -> None:
    assert ("killed", "object") in _find("The IS lost 20 men in the hills.")
