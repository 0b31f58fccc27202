import csv
import io
from dataclasses import replace

from bearwitness.base.records import Amount, Claim, Span
from bearwitness.view.rows import COLUMNS, format_header, format_rows, list_rows


def test_a_part_is_a_row_that_names_its_whole(market: Claim) -> None:
    whole, part = csv.DictReader(io.StringIO(format_header() + format_rows(market)))
    assert (whole["low"], whole["high"], whole["who"], whole["part_of"]) == ("12", "", "civilians", "")
    assert (part["low"], part["high"], part["who"], part["part_of"]) == ("3", "3", "children", whole["count"])
    assert whole["evidence"] == part["evidence"] == market.wording


def test_a_claim_with_nothing_stated_is_one_row_of_empty_cells(market: Claim) -> None:
    (row,) = list_rows(replace(market, harms=(), place=None, when=None, actor=None, sources=()))
    assert tuple(row) == COLUMNS
    assert {row[key] for key in ("count", "harm", "low", "place", "lat", "start", "actor", "source")} == {None}


def test_no_cell_of_a_document_is_a_formula_but_numbers_stay_numbers(market: Claim) -> None:
    (row, _) = csv.DictReader(io.StringIO(format_header() + format_rows(replace(market, wording='=HYPERLINK("x")'))))
    assert row["evidence"] == '\'=HYPERLINK("x")'
    assert row["lat"] == "-1.5"


def test_an_amount_is_a_row_without_a_harm(market: Claim) -> None:
    amount = Amount(what="area", measure="share", low=51, high=100, of="province", span=Span(start=0, end=9))
    (row,) = list_rows(replace(market, harms=(), amounts=(amount,)))
    assert (row["harm"], row["amount"], row["measure"], row["low"], row["high"]) == (None, "area", "share", 51, 100)
    assert (row["amount_of"], row["moment"], row["derived"], row["count"]) == (
        "province",
        None,
        False,
        f"{market.id}#1",
    )
