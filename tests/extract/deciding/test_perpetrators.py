"""Who is blamed by a count's own sentence: invented reports of several wars, with and without commas."""

from datetime import date

import pytest

from bearwitness.base.records import Document
from bearwitness.extract.claims import extract_counts


def blamed(text: str) -> list[tuple[int | None, str | None]]:
    """The lower bound and the perpetrator of each count of a text."""
    document = Document(id="r1", text=text, sha256="00", published=date(2019, 5, 8))
    return [(c.harms[0].low, c.actor.name if c.actor else None) for c in extract_counts(document)]


@pytest.mark.parametrize(
    ("text", "low", "name"),
    [
        ("Houthi rebels shelled a market in Taiz on Monday, killing six civilians.", 6, "Houthis"),
        ("Houthi rebels shelled a market in Taiz on Monday killing six civilians.", 6, "Houthis"),
        ("Eleven villagers were killed when Russian jets bombed Okhtyrka.", 11, "Russia"),
        ("The UN said the Myanmar army was responsible for killing 25 villagers in Sagaing.", 25, "Myanmar military"),
        ("At least 12 Taliban fighters were killed in clashes with Afghan forces in Ghor.", 12, "Afghan government"),
        ("Kenya's military says it killed 12 al-Shabaab fighters near Kolbiyow on Sunday.", 12, "Kenya"),
        (
            "Sudan's army lost 15 soldiers in an attack by the Rapid Support Forces on Babanusa.",
            15,
            "Rapid Support Forces",
        ),
    ],
)
def test_the_owner_the_agent_and_the_subject_of_an_attack_are_blamed(text: str, low: int, name: str) -> None:
    assert (low, name) in blamed(text)


@pytest.mark.parametrize(
    "text",
    [
        "A booby-trapped cart exploded beside a toll booth in Doba, wounding four civilians.",
        "Unidentified warplanes killed five people in Zintan.",
        "Boko Haram lost 30 fighters near Damasak.",
    ],
)
def test_what_is_hit_or_loses_its_own_and_weapons_without_an_owner_are_not_blamed(text: str) -> None:
    assert [name for _, name in blamed(text)] == [None]


def test_the_side_of_those_harmed_is_not_blamed_in_a_clash() -> None:
    text = "Seven Boko Haram fighters were killed in clashes between the Nigerian army and Boko Haram near Damasak."
    assert blamed(text) == [(7, "Nigerian army")]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen believed to be from the Maute group killed four soldiers in Marawi.",
        "Abu Sayyaf (an ally of the Maute group) militants killed four soldiers in Marawi.",
    ],
)
def test_armed_people_are_named_by_the_party_beside_them(text: str) -> None:
    assert blamed(text)[0][1] in ("Maute group", "Abu Sayyaf")


def test_its_fighters_are_those_of_the_party_named_before() -> None:
    text = "Al-Shabaab lost two towns but its fighters stormed a base in Bariire, killing nine soldiers."
    assert (9, "al-Shabaab") in blamed(text)


def test_several_that_acted_together_are_all_named() -> None:
    text = "Air strikes carried out by Russian and Syrian government jets killed 14 people in Ariha."
    assert blamed(text) == [(14, "Russia and Syrian government")]


@pytest.mark.parametrize(
    "text",
    [
        "Uruguay said one of its soldiers was killed in Sake.",
        "The Taliban said two of their fighters were killed in Kunduz.",
        "The Turkish Defence Ministry said that 14 of its fighters were killed near Zap.",
        '"We lost 12 of our fighters in Raqqa," the SDF said.',
        "The Ukrainian army shelled Popasna on Monday. Ukraine said 12 of its soldiers were killed in Popasna.",
    ],
)
def test_nobody_is_blamed_for_the_death_of_his_own(text: str) -> None:
    assert [name for _, name in blamed(text)] == [None]


def test_a_speaker_who_tells_of_his_own_deed_is_blamed_for_it() -> None:
    assert blamed("Ukraine said its forces killed 12 Russian soldiers in Bakhmut.") == [(12, "Ukraine")]


def test_in_direct_speech_they_are_never_those_who_say_it() -> None:
    assert blamed('"They killed 12 people in Kutum," the Sudanese army said.') == [(12, None)]
