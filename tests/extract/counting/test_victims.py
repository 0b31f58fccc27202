"""Words for people and their categories."""

import pytest

from bearwitness.extract.counting.victims import categorise, join_categories, victim_words


@pytest.mark.parametrize(
    ("word", "who", "plural"),
    [
        ("shepherds", "civilians", True),
        ("persons", "people", True),
        ("schoolgirl", "children", False),
        ("policemen", "police", True),
        ("militiamen", "fighters", True),
        ("mercenaries", "fighters", True),
        ("nurse", "medics", False),
    ],
)
def test_every_form_of_a_word_has_its_category(word: str, who: str, plural: bool) -> None:
    found = victim_words()[word]
    assert (found.who, found.plural) == (who, plural)


@pytest.mark.parametrize(
    ("head", "before", "after", "who"),
    [
        ("members", ["parliament"], [], "officials"),
        ("fighters", ["government"], [], "soldiers"),
        ("fighters", ["government", "rebel"], [], "fighters"),
        ("officers", ["rebel"], [], "fighters"),
        ("workers", ["health"], [], "medics"),
        ("members", [], ["the", "militia"], "fighters"),
    ],
)
def test_words_beside_an_open_noun_decide(head: str, before: list[str], after: list[str], who: str) -> None:
    assert categorise(victim_words()[head], before, after) == who


def test_one_number_over_two_kinds_of_people() -> None:
    assert join_categories("women", "children") == "civilians"
    assert join_categories("medics", "police") == "people"
    assert join_categories("police", "police") == "police"
