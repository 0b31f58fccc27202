from dataclasses import replace

from bearwitness.base.records import Claim, Document
from bearwitness.view.explanations import format_explanation
from bearwitness.view.tables import format_table


def test_what_matched_is_marked_and_reasons_are_given(first: Document, market: Claim) -> None:
    told = format_explanation(first, market, width=200, color=False)
    assert "killed ⟦at least 12 civilians⟧ including ⟦three children⟧" in told
    assert "the Tuesday on or before publication" in told
    assert market.id in told and "one.txt, text 20 to" in told


def test_a_table_has_a_row_a_claim_with_bounds_and_source(first: Document, market: Claim) -> None:
    told = format_table(first, [market], width=160, color=False)
    row = next(line for line in told.splitlines() if line.startswith(market.id[:10]))
    assert "killed at least 12 civilians (3" in row
    assert "Karesh" in row and "4 June 2019" in row
    assert format_table(first, [], width=160, color=False) == ""


def test_no_control_character_of_a_document_reaches_the_terminal(first: Document, market: Claim) -> None:
    hostile = replace(first, title="x\x1b]0;owned\x07", text=first.text.replace("market", "mar\x1bet"))
    told = format_table(hostile, [market], width=160, color=False)
    told += format_explanation(hostile, market, width=160, color=False)
    assert "\x1b" not in told and "\x07" not in told
