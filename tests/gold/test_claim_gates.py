"""Our own annotations of claims: sound by themselves, whatever the extraction finds."""

import json
from datetime import date

import pytest

from claim_gates import OWN_GOLD

CLAIMS = [
    (document["doc"], claim)
    for document in json.loads(OWN_GOLD.read_text(encoding="utf-8"))
    for claim in document["claims"]
]


def test_there_are_fifteen_articles_without_texts() -> None:
    assert len({doc for doc, _ in CLAIMS}) == 15
    assert not any("text" in claim for _, claim in CLAIMS)


@pytest.mark.parametrize(("doc", "claim"), CLAIMS)
def test_an_annotation_is_sound(doc: str, claim: dict[str, object]) -> None:
    start, end = claim["start"], claim["end"]
    assert isinstance(start, int) and isinstance(end, int) and 0 <= start < end
    assert claim["stance"] in ("asserted", "alleged", "denied", "demanded", "threatened", "promised", "hoped")
    assert claim["reality"] in ("actual", "future", "hypothetical", "negated")
    when = claim["when"]
    if isinstance(when, list):
        days = [date.fromisoformat(day) for day in when if day]
        assert days == sorted(days)
