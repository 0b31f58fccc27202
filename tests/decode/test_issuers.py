"""Statements and bulletins: who issued them, and the date that they carry."""

from collections.abc import Callable
from datetime import date

import pytest

from bearwitness.base.records import Document
from bearwitness.decode.issuers import find_issuer, name_issuer

Decode = Callable[..., Document]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ministry of Defence of Karsa", "Ministry of Defence of Karsa"),
        ("The Ministry of Health, Talvar", "Ministry of Health, Talvar"),
        ("Karsan Ministry of Health", "Karsan Ministry of Health"),
        ("UN Office for the Coordination of Example Affairs", "UN Office for the Coordination of Example Affairs"),
        ("General Staff of the Armed Forces of Karsa", "General Staff of the Armed Forces of Karsa"),
        ("Ministry of Defence says 12 soldiers died", None),
        ("Bomb hits the Ministry of Health in Talvar", None),
        ("Twelve killed in market attack", None),
    ],
)
def test_a_line_that_is_a_name_of_an_office(line: str, name: str | None) -> None:
    assert name_issuer(line) == name


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Statement by the Armed Forces of Karsa", "Armed Forces of Karsa"),
        ("Daily Bulletin of the Karsan Rights Monitor, 4 June 2023", "Karsan Rights Monitor"),
        ("OCHA Karsa Flash Update No. 14", "OCHA"),
        ("Report of the attack on Talvar", None),
        ("Army update: twelve killed in Talvar", None),
    ],
)
def test_a_headline_that_names_its_maker(headline: str, name: str | None) -> None:
    assert find_issuer(headline) == name


@pytest.mark.parametrize(
    ("text", "outlet", "published"),
    [
        (
            "Ministry of Defence of Karsa\nStatement of 4 June 2023\n\nOur forces repelled an attack near Belmar.",
            "Ministry of Defence of Karsa",
            date(2023, 6, 4),
        ),
        (
            "OCHA Karsa Flash Update No. 14\nAs of 12 May 2024\n\nClashes in Talvar displaced 6,500 people.",
            "OCHA",
            date(2024, 5, 12),
        ),
        (
            "Daily Bulletin of the Karsan Rights Monitor, 4 June 2023\n\nFour people were killed yesterday in Belmar.",
            "Karsan Rights Monitor",
            date(2023, 6, 4),
        ),
        (
            "Karsa: Flash Update #3 (as of 27 January 2025)\n\nAt least 17 people were killed in Talvar.",
            None,
            date(2025, 1, 27),
        ),
    ],
)
def test_bulletins_have_an_outlet_and_a_date(decode: Decode, text: str, outlet: str | None, published: date) -> None:
    document = decode(text)
    assert (document.outlet, document.published) == (outlet, published)


def test_as_of_a_day_inside_a_sentence_is_no_stamp(decode: Decode) -> None:
    document = decode("As of 12 May 2024, some 300 families had left Talvar for the hills, aid workers said.")
    assert document.published is None
    assert [each.kind for each in document.segments] == ["body"]


def test_a_sentence_that_opens_with_its_source_is_no_headline(decode: Decode) -> None:
    document = decode("According to the Karsan Rights Monitor, Dawn Brigade gunmen killed 12 people in Talvar prison.")
    assert document.title is None
    assert [each.kind for each in document.segments] == ["body"]


def test_a_headline_never_ends_with_a_small_word(decode: Decode) -> None:
    document = decode("The People's Dawn Front in Talvar said its fighters killed 15 soldiers on Friday.")
    assert document.title is None
    glued = decode("Twelve Civilians Killed in Bombardment on Talvar Activists in rural Marot said the raids went on.")
    assert glued.title == "Twelve Civilians Killed in Bombardment on Talvar"
