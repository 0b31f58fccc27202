"""Reports made by hand, and a document's segments as readable pairs."""

import hashlib
from collections.abc import Callable

import pytest

from bearwitness.base.records import Document, Report
from bearwitness.decode import decode_report


def make_report(content: str | bytes, **fields: object) -> Report:
    """A report of plain text, unless the fields say otherwise."""
    raw = content.encode() if isinstance(content, str) else content
    values = {"id": "r", "origin": "r.txt", "media": "text", "sha256": hashlib.sha256(raw).hexdigest(), **fields}
    return Report(content=raw, **values)  # type: ignore[arg-type]


def list_segments(document: Document) -> list[tuple[str, str]]:
    """The segments as (kind, words), with white space made single."""
    return [(each.kind, " ".join(document.text[each.start : each.end].split())) for each in document.segments]


@pytest.fixture
def decode() -> Callable[..., Document]:
    """Decode plain text or bytes, with fields of the report by name."""

    def run(content: str | bytes, **fields: object) -> Document:
        return decode_report(make_report(content, **fields))

    return run


@pytest.fixture
def segment(decode: Callable[..., Document]) -> Callable[..., list[tuple[str, str]]]:
    """Decode, and give the segments as (kind, words)."""

    def run(content: str | bytes, **fields: object) -> list[tuple[str, str]]:
        return list_segments(decode(content, **fields))

    return run
