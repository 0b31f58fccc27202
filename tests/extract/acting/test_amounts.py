"""Amounts as they are found in a sentence: their bounds and what they count. The sentences are invented."""

import pytest

from bearwitness.extract.acting.amounts import Size, find_sizes
from bearwitness.extract.acting.triggers import Marks
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.parsing import load_parser


def sizes_of(text: str) -> list[Size]:
    return find_sizes([token for token in load_parser()(text) if not token.is_space], Marks())


@pytest.mark.parametrize(
    ("words", "low", "high", "approximate"),
    [
        ("around 70 percent of", 70, 70, True),
        ("more than 60 per cent of", 61, 100, False),
        ("up to 40% of", 0, 40, False),
        ("12.5 percent of", 12.5, 12.5, False),
        ("between 60 and 70 percent of", 60, 70, False),
        ("a third of", 33, 34, False),
        ("two-thirds of", 66, 67, False),
        ("three quarters of", 75, 75, False),
        ("about half of", 50, 50, True),
        ("more than half of", 51, 100, False),
        ("less than half of", 0, 49, False),
        ("most of", 51, 100, False),
        ("nearly all of", 90, 100, False),
        ("the vast majority of", 67, 100, False),
        ("all of", 100, 100, False),
    ],
)
def test_a_share_of_ground_is_bounded_in_percent(words: str, low: float, high: float, approximate: bool) -> None:
    (size,) = sizes_of(f"The rebels control {words} the old town.")
    assert (size.what, size.low, size.high, size.approximate, size.of) == ("area", low, high, approximate, "old town")


@pytest.mark.parametrize(
    "text",
    [
        "The rebels control the eastern half of the town.",
        "The rebels live in a quarter of the town.",
        "Most of the dead were children.",
        "Half of the attacks were on schools.",
        "The army cleared an 80 km long canal.",
        "The Division 17 base fell on Friday.",
        "The 12th brigade moved at 5 am.",
        "Not all of the town is held.",
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert sizes_of(text) == []


@pytest.mark.parametrize(
    ("text", "what", "low", "high"),
    [
        ("The army sent 400 soldiers.", "troops", 400, 400),
        ("The army sent two battalions.", "units", 2, 2),
        ("The army sent dozens of tanks.", "vehicles", 24, None),
        ("The army sent up to 2,500 troops.", "troops", 0, 2500),
        ("The army moved 12 warplanes.", "aircraft", 12, 12),
        ("The navy moved two warships.", "ships", 2, 2),
        ("The navy moved two aircraft carriers.", "ships", 2, 2),
        ("The army moved 30 armoured personnel carriers.", "vehicles", 30, 30),
        ("The agency sent 40 trucks of aid.", "vehicles", 40, 40),
        ("The agency sent 300 tonnes of flour.", "tonnes", 300, 300),
        ("The agency sent a 48-truck convoy.", "vehicles", 48, 48),
        ("The rebels took at least 12 villages.", "places", 12, None),
        ("The rebels took 1,200 square kilometres.", "ground", 1200, 1200),
        ("A 3,000-strong force came.", "troops", 3000, 3000),
    ],
)
def test_things_are_counted_by_their_kind(text: str, what: str, low: int, high: int | None) -> None:
    (size,) = sizes_of(text)
    assert (size.what, size.low, size.high) == (what, low, high)


@pytest.mark.parametrize("behind", ["already there", "who are already there", "that were already deployed there"])
def test_a_number_is_of_before_by_the_mark_behind_it(behind: str) -> None:
    _, before = sizes_of(f"The army sent another 150 soldiers to help the 400 {behind}.")
    assert (before.low, before.moment) == (400, "before")


def test_no_noun_is_of_two_kinds() -> None:
    nouns = [noun for row in load_lexicon("amounts")["kinds"].values() for noun in row["nouns"]]
    assert sorted(nouns) == sorted(set(nouns))


def test_the_last_part_of_a_place_keeps_its_word() -> None:
    (size,) = sizes_of("The army recaptured the last 5 % of the district.")
    assert (size.low, size.high) == (5, 5)
    assert "The army recaptured the last 5 % of the district."[size.start : size.end] == "last 5 % of the district"


def test_what_was_there_before_and_comes_to_be_after() -> None:
    more, before = sizes_of("The army sent another 150 soldiers to the port, to join 400 already there.")
    assert (more.more, more.moment, before.moment, before.what, before.of) == (
        True,
        None,
        "before",
        "troops",
        "soldiers",
    )
    _, after = sizes_of("The army will send 500 more troops, bringing the total to 5,000.")
    assert (after.moment, after.low, after.what) == ("after", 5000, "troops")
