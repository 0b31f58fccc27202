"""Numbers in words and digits, as inclusive bounds."""

import pytest

from bearwitness.extract.counting.numbers import Number, read_number


def _first(phrase: str) -> Number | None:
    """The first number of a phrase whose words are separated by blanks."""
    words = phrase.split()
    return next((n for n in (read_number(words, at) for at in range(len(words))) if n is not None), None)


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("twelve goats", 12, 12),
        ("twenty-five goats", 25, 25),
        ("two hundred and five goats", 205, 205),
        ("1,300 goats", 1300, 1300),
        ("1 300 goats", 1300, 1300),
        ("2.5 million goats", 2500000, 2500000),
        ("half a million goats", 500000, 500000),
        ("three dozen goats", 36, 36),
        ("at least nine goats", 9, None),
        ("more than nine goats", 10, None),
        ("over 90 goats", 91, None),
        ("up to 40 goats", 0, 40),
        ("fewer than 40 goats", 0, 39),
        ("between 12 and 15 goats", 12, 15),
        ("12 to 15 goats", 12, 15),
        ("12-15 goats", 12, 15),
        ("several goats", 3, None),
        ("a number of goats", 3, None),
        ("dozens of goats", 24, None),
        ("scores of goats", 40, None),
        ("hundreds of goats", 200, None),
        ("tens of thousands of goats", 20000, None),
        ("a couple of goats", 2, 2),
        ("50+ goats", 50, None),
        ("seven or more goats", 7, None),
    ],
)
def test_reads_the_bounds_of_a_number(phrase: str, low: int | None, high: int | None) -> None:
    number = _first(phrase)
    assert number is not None
    assert (number.low, number.high) == (low, high)


@pytest.mark.parametrize("phrase", ["about 30 goats", "nearly 30 goats", "some 30 goats", "roughly 30 goats"])
def test_marks_a_round_figure_as_approximate(phrase: str) -> None:
    number = _first(phrase)
    assert number is not None
    assert number.approximate
    assert (number.low, number.high) == (30, 30)


def test_words_without_a_number_give_none() -> None:
    assert _first("goats on the hill") is None
