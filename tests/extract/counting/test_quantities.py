"""Which phrases of a sentence count people, and whom."""

import pytest

from bearwitness.extract.counting.quantities import Quantity, find_quantities
from bearwitness.extract.parsing import load_parser


def _find(text: str) -> list[Quantity]:
    tokens = list(load_parser()(text))
    return find_quantities(tokens, [token.text.lower() for token in tokens])


@pytest.mark.parametrize(
    ("text", "low", "who"),
    [
        ("They buried nine farmers on the hill.", 9, "civilians"),
        ("Four persons were hurt.", 4, "people"),
        ("Two Red Cross workers were hurt.", 2, "other"),
        ("Six members of the army were hurt.", 6, "soldiers"),
        ("Six armed men were hurt.", 6, "fighters"),
        ("Ten women and children were hurt.", 10, "civilians"),
        ("A 9-year-old girl was hurt.", 1, "children"),
        ("Nurse hurt in raid on clinic", 1, "medics"),
        ("Three of them were children.", 3, "children"),
        ("Eight people from one family were hurt.", 8, "people"),
    ],
)
def test_finds_one_count_of_people(text: str, low: int, who: str) -> None:
    assert [(q.low, q.who) for q in _find(text)] == [(low, who)]


@pytest.mark.parametrize(
    "text",
    [
        "The raid destroyed four Taliban positions and 12 tents.",
        "The boy was aged 12 and the truce lasted 30 days.",
        "It happened on 14 May 2019 at 10 a.m. local time.",
        "The report of 17-03-2019 was withdrawn.",
        "Prices rose by 40 percent in 2018.",
    ],
)
def test_things_ages_dates_and_shares_are_no_people(text: str) -> None:
    assert [q for q in _find(text) if q.kind == "people"] == []
