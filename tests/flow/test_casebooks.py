import pytest

from bearwitness.base.errors import Refused
from bearwitness.flow.casebooks import Opening, open_casebook, verify
from bearwitness.ledger.accounts import Account

SECRET = "correct horse battery"


def test_only_an_admin_compares_the_derived_tables(address: str) -> None:
    with open_casebook(Opening(address=address), create=True) as book:
        assert verify(book, None, None, tables=True, watch=lambda _: None).fault is None
        book.account = Account(name="heron", role="contributor")
        with pytest.raises(Refused, match="may not administer"):
            verify(book, None, None, tables=True, watch=lambda _: None)


def test_an_opening_shows_no_secret() -> None:
    opening = Opening(address=f"postgresql://ada:{SECRET}@db.example.org/north", password=SECRET, token=SECRET)
    assert SECRET not in repr(opening)
