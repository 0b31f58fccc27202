"""Who is blamed by the narrative: invented reports of several wars."""

from datetime import date

import pytest

from bearwitness.base.records import Document
from bearwitness.extract.claims import extract_counts
from bearwitness.extract.deciding.attackers import attack_kinds


def blamed(text: str) -> dict[int | None, str | None]:
    """The perpetrator of each count of a text, by its lower bound."""
    document = Document(id="r1", text=text, sha256="00", published=date(2019, 5, 8))
    return {c.harms[0].low: c.actor.name if c.actor else None for c in extract_counts(document)}


def test_the_attack_told_of_gives_its_attacker() -> None:
    text = "ELN guerrillas ambushed a patrol near Tibu. Eight policemen died in the ambush."
    assert blamed(text) == {8: "ELN"}


def test_another_attack_takes_no_attacker_over() -> None:
    text = "ELN guerrillas ambushed a patrol near Tibu. Separately, a car bomb killed three people in Cali."
    assert blamed(text) == {3: None}


def test_the_toll_of_a_war_is_nobody_s() -> None:
    text = "Russian jets bombed Okhtyrka on Monday. The war has killed more than 60,000 people since 2014."
    assert blamed(text) == {60001: None}


def test_an_attack_by_other_means_takes_no_attacker_over() -> None:
    text = "Saudi warplanes bombed Hajjah on Monday. Nine fighters died in clashes in Marib on Tuesday."
    assert blamed(text) == {9: None}


def test_the_attack_of_a_few_sentences_before_is_found_by_its_means() -> None:
    filler = "The mayor asked for help. Shops were closed. Buses stopped. "
    text = f"Russian jets bombed Okhtyrka on Monday. {filler}Nine people were killed in the raids."
    assert blamed(text) == {9: "Russia"}


def test_a_ministry_that_tells_of_fighters_killed_speaks_of_its_own_forces() -> None:
    text = "The Turkish Defence Ministry said that 14 militants were killed near Zap."
    assert list(blamed(text).values()) == ["Turkey"]


def test_who_claims_an_attack_later_is_blamed_for_it() -> None:
    text = "A twin bombing in Cali killed 12 people. ELN guerrillas claimed responsibility for the attack."
    assert blamed(text) == {12: "ELN"}


def test_a_count_of_another_day_takes_no_attacker_over() -> None:
    text = "ELN guerrillas attacked Tibu on Monday. The raids came after an assault that killed 30 people on 2 March."
    assert blamed(text) == {30: None}


def test_who_holds_the_land_is_blamed_for_the_fire_from_it() -> None:
    text = "In Syria, nine people died when three rockets fired from an ISIS-held village hit the market."
    assert blamed(text)[9] == "Islamic State"


def test_a_deed_that_kills_those_counted_next_is_not_blamed_for_those_before() -> None:
    text = "More than 900 people have died since 7 October, when ELN guerrillas killed 12 soldiers."
    assert blamed(text)[901] is None


def test_each_count_of_a_clash_has_its_own_side() -> None:
    text = "In Syria 37 government fighters and 101 ISIS militants have died since the regime launched an assault."
    assert blamed(text)[101] == "Syrian government"
    assert blamed(text)[37] is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Air strikes and mortar shells hit the port", {"air", "shells"}),
        ("a car bomb went off", {"planted"}),
        ("clashes broke out", {"ground"}),
        ("the mayor spoke", set()),
    ],
)
def test_words_tell_the_kind_of_attack(text: str, kinds: set[str]) -> None:
    assert attack_kinds(text) == kinds
