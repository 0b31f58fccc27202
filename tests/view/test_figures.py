from dataclasses import replace

import pytest

from bearwitness.base.records import Amount, Claim, Harm, Span
from bearwitness.view.figures import phrase_amount, phrase_count
from bearwitness.view.phrases import phrase_deed


def count(
    low: int | None, high: int | None, who: str = "civilians", wording: str = "", approximate: bool = False
) -> str:
    span = Span(start=0, end=1)
    return phrase_count(
        Harm(harm="killed", low=low, high=high, who=who, approximate=approximate, wording=wording, span=span)  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("1 civilian", 1, 1),
        ("12 civilians", 12, 12),
        ("at least 12 civilians", 12, None),
        ("at least 1 civilian", 1, None),
        ("up to 12 civilians", 0, 12),
        ("12 to 15 civilians", 12, 15),
        ("no civilians", 0, 0),
        ("an unstated number of civilians", None, None),
        ("1,200 civilians", 1200, 1200),
    ],
)
def test_a_count_keeps_its_bounds(said: str, low: int | None, high: int | None) -> None:
    assert count(low, high) == said


def test_an_approximate_count_says_so() -> None:
    assert count(30, 30, approximate=True) == "about 30 civilians"


@pytest.mark.parametrize(
    ("said", "wording", "low"),
    [
        ("dozens of civilians (24 or more)", "dozens of wounded", 24),
        ("tens of thousands of civilians (20,000 or more)", "tens of thousands", 20000),
        ("several civilians (3 or more)", "several", 3),
        ("at least 24 civilians", "at least 24", 24),
        ("more than 20 civilians", "more than 20", 21),
        ("more than 200,000 civilians", "topping two hundred thousand", 200001),
        ("at least 20 civilians", "over a week at least 20", 20),
        ("at least 201 civilians", "no fewer than 201", 201),
        ("millions of civilians (2,000,000 or more)", "millions", 2000000),
        ("at least 3 civilians", "at least three", 3),
    ],
)
def test_a_vague_word_is_kept_beside_what_it_is_read_as(said: str, wording: str, low: int) -> None:
    assert count(low, None, wording=wording) == said


def test_amounts_are_told_with_their_bounds_and_what_is_derived_is_told_so(market: Claim) -> None:
    span = Span(start=0, end=6)
    flow = Amount(what="troops", measure="flow", low=150, high=150, of="soldiers", span=span, wording="150 soldiers")
    before = replace(flow, measure="stock", moment="before", low=400, high=400, wording="400")
    after = replace(flow, measure="stock", moment="after", low=550, high=550, derived=True)
    claim = replace(market, category="MOBILIZE", mode="troops", harms=(), amounts=(flow, before, after))
    assert phrase_deed(claim, " by X") == (
        "forces sent by X: 150 soldiers (400 there before, 550 there after, as we reckon)"
    )


@pytest.mark.parametrize(
    ("wording", "low", "high", "told"),
    [
        ("around 70 percent of the town", 70, 70, "about 70 percent of the town"),
        ("more than 60 percent of the town", 61, 100, "more than 60 percent of the town"),
        ("at least 60 percent of the town", 60, 100, "at least 60 percent of the town"),
        ("Most of the town", 51, 100, "most of the town (51 to 100 percent)"),
        ("most of which", 51, 100, "most of the town (51 to 100 percent)"),
        ("half of the town", 50, 50, "half of the town (50 percent)"),
    ],
)
def test_a_share_is_told_with_its_bounds(wording: str, low: int, high: int, told: str) -> None:
    amount = Amount(
        what="area", measure="share", low=low, high=high, approximate="around" in wording, of="town",
        span=Span(start=0, end=1), wording=wording,
    )  # fmt: skip
    assert phrase_amount(amount) == told


def test_a_vague_amount_of_things_shows_its_bound() -> None:
    amount = Amount(
        what="vehicles", measure="flow", low=24, high=None, of="tanks", span=Span(start=0, end=1),
        wording="dozens of tanks",
    )  # fmt: skip
    assert phrase_amount(amount) == "dozens of tanks (24 or more)"
