"""How neighbouring quantities of a sentence hang together."""

import pytest

from bearwitness.extract.counting.links import link_quantities
from bearwitness.extract.counting.quantities import find_quantities
from bearwitness.extract.counting.triggers import find_triggers
from bearwitness.extract.parsing import load_parser


def _links(text: str) -> list[str]:
    tokens = list(load_parser()(text))
    words = [token.text.lower() for token in tokens]
    return link_quantities(tokens, words, find_quantities(tokens, words), find_triggers(tokens, words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four monks and six nuns were hurt.", ["coord"]),
        ("A weaver and her two daughters were hurt.", ["coord"]),
        ("Nine monks, including two novices, were hurt.", ["subset"]),
        ("Two nuns were among nine pilgrims shot.", ["inverse"]),
        ("Nine pilgrims were hurt on the road to Karn, two of them badly.", ["pronoun"]),
        ("Nine pilgrims were hurt when four gunmen opened fire.", [""]),
        ("In a raid by six gunmen on Monday, nine pilgrims were hurt.", [""]),
    ],
)
def test_links_neighbouring_counts(text: str, expected: list[str]) -> None:
    assert _links(text) == expected
