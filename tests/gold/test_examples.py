"""The gold of the examples says what the reports say: exact words, sound bounds, sound subsets, every report there."""

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from bearwitness.base.records import Document, HarmKind, Report, Scope, Stance, Who
from bearwitness.collect import read_reports
from bearwitness.decode import decode_report
from gates import EXAMPLES, EXAMPLES_GOLD

GOLD = json.loads(EXAMPLES_GOLD.read_text(encoding="utf-8"))
ENTRIES = [
    pytest.param(document["doc"], index, id=f"{Path(document['doc']).stem}-{index}")
    for document in GOLD
    for index in range(len(document["harms"]))
]


@pytest.fixture(scope="module")
def documents(root: Path) -> dict[str, Document]:
    found = {}
    for report in read_reports([str(root / EXAMPLES)]):
        assert isinstance(report, Report), report
        name = str(Path(report.id).relative_to(root)) if Path(report.id).is_absolute() else report.id
        found[name] = decode_report(report)
    return found


def harms(doc: str) -> list[dict[str, Any]]:
    return next(document["harms"] for document in GOLD if document["doc"] == doc)


def test_every_report_has_its_gold_and_every_gold_its_report(documents: dict[str, Document]) -> None:
    assert len(documents) == 15
    assert sorted(documents) == sorted(document["doc"] for document in GOLD)


@pytest.mark.parametrize(("doc", "index"), ENTRIES)
def test_an_entry_is_sound(doc: str, index: int, documents: dict[str, Document]) -> None:
    entry = harms(doc)[index]
    document = documents[doc]
    assert entry["text"] in document.text or entry["text"] in (document.title or "")
    assert 3 <= len(entry["text"].split()) <= 30
    assert entry["harm"] in get_args(HarmKind)
    assert entry["who"] in get_args(Who)
    assert entry["scope"] in get_args(Scope)
    assert entry["stance"] in get_args(Stance)
    assert isinstance(entry["low"], int)
    assert entry["high"] is None or entry["low"] <= entry["high"]
    if entry["when"]:
        start, end = (date.fromisoformat(day) for day in entry["when"])
        assert start <= end
        assert entry["scope"] == "cumulative" or start == end


@pytest.mark.parametrize(("doc", "index"), ENTRIES)
def test_a_part_lies_within_its_whole(doc: str, index: int) -> None:
    entries = harms(doc)
    part = entries[index]["part_of"]
    if part is None:
        return
    assert 0 <= part < len(entries)
    assert part != index
    assert entries[part]["harm"] == entries[index]["harm"]
    whole = entries[part]["high"]
    assert whole is None or entries[index]["low"] <= whole


def test_no_count_is_annotated_twice() -> None:
    for document in GOLD:
        seen = [
            (each["harm"], each["low"], each["high"], each["who"], each["source"], each["stance"], each["place"])
            for each in document["harms"]
        ]
        assert len(seen) == len(set(seen)), document["doc"]
