"""The table of quotes at the widths of terminals."""

from datetime import date

import pytest

from bearwitness.base.quotes import Quote
from bearwitness.base.records import Document, Source, Span
from bearwitness.view.quotes import describe_quote, format_quote_table

WORDS = "two boats had sunk off the quay and the crews of both were missing"
TEXT = f"According to the Harbour Rights Monitor, {WORDS}."
DOCUMENT = Document(id="d", text=TEXT, title="Boats sunk", sha256="0" * 64, published=date(2019, 5, 6))
START = TEXT.index(WORDS)
QUOTE = Quote(
    id="q",
    document="d",
    sources=(
        Source(name="Harbour Rights Monitor", kind="monitor", span=Span(start=13, end=39)),
        Source(name="Dawn Brigade", kind="armed_group"),
    ),
    source=Span(start=13, end=39),
    cue=Span(start=0, end=12),
    contents=(Span(start=START, end=START + len(WORDS)),),
    wording=WORDS,
    said_by="the Harbour Rights Monitor",
    said_how="According to",
)


@pytest.mark.parametrize("width", [80, 120])
def test_no_word_is_cut_short_and_no_line_is_too_long(width: int) -> None:
    table = format_quote_table(DOCUMENT, [QUOTE], width=width, color=False)
    assert max(map(len, table.splitlines())) <= width
    assert "…" not in table
    for word in (*WORDS.split(), "According", "Monitor,", "monitor", f"{START}-{START + len(WORDS)}"):
        assert word in table.split()


def test_a_source_is_shown_with_its_sort_in_plain_words() -> None:
    table = format_quote_table(DOCUMENT, [QUOTE], width=300, color=False)
    assert "Harbour Rights Monitor, monitor < Dawn Brigade, armed group" in table


def test_a_document_without_quotes_has_no_table() -> None:
    assert format_quote_table(DOCUMENT, [], width=80, color=False) == ""


def test_an_object_has_the_span_of_each_source_that_has_one() -> None:
    sources = describe_quote(QUOTE)["sources"]
    assert sources == [
        {"name": "Harbour Rights Monitor", "kind": "monitor", "span": {"start": 13, "end": 39}},
        {"name": "Dawn Brigade", "kind": "armed_group", "span": None},
    ]
