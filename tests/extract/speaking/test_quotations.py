"""Quotations: their borders in every kind of mark, and what a lost mark may cost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.extract.speaking.quotations import LONGEST, find_quotations


def texts(text: str) -> list[str]:
    return [text[each.start : each.end] for each in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('"The bridge fell," he said. "Nobody crossed."', ['"The bridge fell,"', '"Nobody crossed."']),
        ("“The bridge fell,” he said.", ["“The bridge fell,”"]),
        ("„Die Brücke fiel“, sagte er.", ["„Die Brücke fiel“"]),
        ("« Le pont est tombé », dit-il.", ["« Le pont est tombé »"]),
        ("He said 'the bridge fell at noon' and left.", ["'the bridge fell at noon'"]),
        ("The rebels' bridge wasn't hit, the army's tower was.", []),
        ("\"The mayor called it 'a dark day' for us,\" she said.", ["\"The mayor called it 'a dark day' for us,\""]),
        ('A 5" shell and nothing else.', []),
    ],
)
def test_marks(text: str, quoted: list[str]) -> None:
    assert texts(text) == quoted


def test_quotation_over_several_sentences() -> None:
    text = '"They came at dawn. They burned the mill. We ran" the miller said.'
    assert texts(text) == ['"They came at dawn. They burned the mill. We ran"']


def test_lost_closing_mark_ends_with_its_paragraph() -> None:
    text = "“The first day was quiet.\n\n“The second day was not,” she said.\n\nThe river rose."
    assert texts(text) == ["“The first day was quiet.", "“The second day was not,”"]


def test_lost_closing_mark_on_one_line_ends_with_its_sentence() -> None:
    text = '"The first day was quiet. Then the army came. ' + "The road was cut again. " * 200
    found = find_quotations(text)
    assert [(text[each.start : each.end], each.closed) for each in found] == [('"The first day was quiet.', False)]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„!", max_size=200))
def test_quotations_are_ordered_and_inside(text: str) -> None:
    found = find_quotations(text)
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(each.end - each.start <= LONGEST + 1 for each in found)


def test_marks_that_a_table_doubled_are_one_mark() -> None:
    text = '""Nobody came,"" she said. ""The boats are gone. We wait.""'
    found = find_quotations(text)
    assert [text[each.start : each.end] for each in found] == ['""Nobody came,""', '""The boats are gone. We wait.""']
