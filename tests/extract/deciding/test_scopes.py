"""The scope of a count by the words around it. Every clause here is invented."""

from datetime import date

import pytest

from bearwitness.base.records import HarmKind, Place, When
from bearwitness.extract.deciding.scopes import ScopeCues, decide_scope, is_war_toll


def scope(clause: str, **over: object) -> tuple[str, str]:
    values: dict[str, object] = {
        "harm": "killed",
        "low": 9,
        "when": None,
        "own_date": False,
        "place": Place(name="Ostrava Mala", precision="town"),
        "places": 1,
    }
    decided = decide_scope(ScopeCues(clause=clause.lower(), **{**values, **over}))  # type: ignore[arg-type]
    return decided[0], decided[1]


@pytest.mark.parametrize(
    "clause",
    [
        "nine people were killed in a drone strike on a bakery",
        "the worst attack in three years killed nine people",
        "shelling killed nine soldiers overnight",
        "nine were killed in twin blasts near the station",
        "the deadliest strike since the start of the war killed nine soldiers",
    ],
)
def test_one_attack_is_an_incident(clause: str) -> None:
    assert scope(clause) == ("incident", "none")


@pytest.mark.parametrize(
    "clause",
    [
        "nine people have been killed by snipers since Friday",
        "nine civilians were killed in ten days of shelling in the past two weeks",
        "a four-day stretch of fighting left nine dead",
        "over the whole weekend the toll was nine",
        "the civil war has killed 900 people",
        "shelling for three consecutive nights killed nine",
    ],
)
def test_words_of_a_period_make_a_count_cumulative(clause: str) -> None:
    assert scope(clause) == ("cumulative", "time")


@pytest.mark.parametrize(
    "clause",
    ["nine people died in two separate raids by a warplane", "nine soldiers fell victim to three suicide bombings"],
)
def test_several_attacks_are_cumulative_over_space(clause: str) -> None:
    assert scope(clause) == ("cumulative", "space")


def test_a_war_word_far_from_the_toll_is_no_war_toll() -> None:
    clause = (
        "nine have been killed in the market by rockets that landed at noon, a day after talks to end the civil war"
    )
    assert scope(clause)[0] == "incident"


def test_a_month_dates_one_attack_on_a_town_and_measures_a_period_over_a_province() -> None:
    april = When(start=date(2022, 4, 1), end=date(2022, 4, 30), precision="month", edtf="2022-04")
    assert scope("nine were killed in april", when=april, own_date=True)[0] == "incident"
    province = Place(name="Vellin", precision="province")
    assert scope("nine were killed in april", when=april, own_date=True, place=province)[0] == "cumulative"


def test_quarters_of_one_town_may_share_one_attack() -> None:
    assert scope("rockets on the neighbourhoods of alta and beda killed nine", places=2)[0] == "incident"
    assert scope("rockets on alta and beda killed nine", places=2)[0] == "cumulative"


@pytest.mark.parametrize(("harm", "expected"), [("killed", "cumulative"), ("trapped", "incident")])
def test_thousands_may_be_trapped_but_not_killed_by_one_attack(harm: HarmKind, expected: str) -> None:
    assert scope("an explosion left 2,400 people", harm=harm, low=2400)[0] == expected


def test_large_numbers_are_war_tolls() -> None:
    decided = decide_scope(
        ScopeCues(clause="killed", harm="killed", low=90_000, when=None, own_date=False, place=None, places=0)
    )
    assert is_war_toll(decided[2])


def test_attacks_over_an_area_without_its_name_are_several() -> None:
    assert scope("air strikes killed nine people in the province") == ("cumulative", "space")
    assert scope("an air strike killed nine people in the province") == ("incident", "none")


def test_a_siege_told_of_is_no_toll_of_a_war() -> None:
    assert scope("nine people were killed in the district which is under siege")[0] == "incident"
    assert scope("nine people were killed in the bitter siege")[0] == "cumulative"


def test_counts_confirmed_so_far_may_be_of_one_attack() -> None:
    assert scope("confirmed so far nine people dead")[0] == "incident"
