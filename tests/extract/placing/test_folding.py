"""Spellings of one name meet under one key; different names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.extract.placing.folding import drop_articles, fold_name, key_sounds, near_names


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Al Bāb", "al bab"),
        ("al-Bab", "al bab"),
        ("Ma‘arrat an Nu‘mān", "maarrat an numan"),
        ("Ma'arrat an-Nu'man", "maarrat an numan"),
        ("Saint-Étienne", "saint etienne"),
        ("İzmir", "izmir"),
        ("Łódź", "lodz"),
        ("  Two   words. ", "two words"),
        ("الباب", "باب"),
        ("Київ", "киів"),
        ("", ""),
    ],
)
def test_plain_key(name: str, key: str) -> None:
    assert fold_name(name) == key


def test_articles_fall_but_a_name_of_one_word_stays() -> None:
    assert drop_articles("deir ez zor") == "deir zor"
    assert drop_articles("ar raqqah") == "raqqah"
    assert drop_articles("al") == "al"
    assert drop_articles("los angeles") == "los angeles"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saraqeb", "Sarāqib"),
        ("Idleb", "Idlib"),
        ("Mayadeen", "Al Mayādīn"),
        ("Khan Sheikhoun", "Khān Shaykhūn"),
        ("Fallujah", "Falluja"),
    ],
)
def test_romanisations_sound_alike(one: str, other: str) -> None:
    left, right = fold_name(one), fold_name(other)
    assert key_sounds(left) == key_sounds(right) != ""
    assert near_names(left, right) >= 0.9


def test_other_names_do_not_sound_alike() -> None:
    assert key_sounds("mosul") != key_sounds("raqqa")
    assert near_names("tartus", "tabqa") < 0.6
    assert key_sounds("oma") == ""


@given(st.text(alphabet=st.characters(max_codepoint=0x06FF), max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    once = fold_name(name)
    assert fold_name(once) == once


@given(
    st.text(alphabet="abcdehiklmnorstuyz -", min_size=1, max_size=20),
    st.text(alphabet="abcdehiklmnorstuyz -", min_size=1, max_size=20),
)
def test_nearness_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert near_names(one, other) == pytest.approx(near_names(other, one))
    assert 0.0 <= near_names(one, other) <= 1.0
