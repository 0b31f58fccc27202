import pytest

from bearwitness.flow import casebooks as flow_casebooks
from bearwitness.view.listings import format_listing

COLUMNS = ("sequence", "document", "published", "outlet", "claims", "title", "id")
DOCUMENT = {
    "sequence": 3,
    "document": "0123456789",
    "published": "2013-02-14",
    "outlet": "Levant Wire",
    "claims": 12,
    "title": "Eleven killed as mortar rounds hit a market",
    "id": "examples/reports/collected/2013/02/14/levant-wire/01-wire-masyaf.txt",
}


def test_a_narrow_terminal_has_room_for_titles() -> None:
    columns = flow_casebooks.NARROW_DOCUMENT_COLUMNS
    named = DOCUMENT | {"cells": {"named": DOCUMENT["title"]}}
    page = "".join(format_listing([named], columns, "table", width=80, color=False))
    assert "Eleven killed as mortar rounds" in page
    assert all(len(line) <= 80 for line in page.splitlines())


@pytest.mark.parametrize("width", [110, 140])
def test_a_long_id_does_not_take_the_room_of_the_title(width: int) -> None:
    page = "".join(format_listing([DOCUMENT], COLUMNS, "table", width=width, color=False))
    assert "Eleven killed as" in page
    assert all(len(line) <= width for line in page.splitlines())
