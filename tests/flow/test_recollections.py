"""What flows take out of a casebook. Every report here is invented."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bearwitness.base.casebooks import Receipt
from bearwitness.base.records import Report
from bearwitness.flow.casebooks import add
from bearwitness.flow.recollections import recall
from bearwitness.flow.requests import Options
from bearwitness.ledger import queries
from bearwitness.ledger.casebooks import Casebook, open_casebook


def add_report(book: Casebook, words: str) -> None:
    content = words.encode()
    digest = hashlib.sha256(content).hexdigest()
    report = Report(id=words, origin=words, media="text", content=content, sha256=digest)
    (kept,) = add(book, [report], Options(published=date(2019, 6, 4)))
    assert isinstance(kept, Receipt) and kept.claims


def test_a_document_that_is_added_meanwhile_comes_with_its_claims_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = ["Shells killed nine people in Homs on Monday, residents said."]

    def interrupt(read: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        def read_slowly(*asked: Any) -> Iterator[Any]:
            yield from read(*asked)
            while late:
                add_report(book, late.pop())

        return read_slowly

    with open_casebook(str(tmp_path / "casebook.db"), create=True) as book:
        add_report(book, "Air strikes killed 12 people in Homs on Monday, the Lakeland Observatory said.")
        for name in ("read_claims", "read_documents"):
            monkeypatch.setattr(queries, name, interrupt(getattr(queries, name)))
        assert [bool(each.claims) for each in recall(book)] == [True]
        assert [bool(each.claims) for each in recall(book)] == [True, True]
