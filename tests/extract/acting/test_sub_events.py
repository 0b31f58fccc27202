"""ACLED's sub-event types: every category and mode of the lexicon is either coded or known not to be."""

from dataclasses import replace

import pytest

from bearwitness.base.records import Actor, Claim, Span
from bearwitness.extract.acting.rows import load_patterns
from bearwitness.extract.acting.sub_events import find_sub_event

CLAIM = Claim(
    id="0",
    document="d",
    kind="event",
    category="ASSAULT",
    evidence=Span(start=0, end=1),
    wording="x",
    rule="r",
    extractor="e",
)
ARMY, REBELS = Actor(name="army", kind="military"), Actor(name="rebels", kind="armed_group")
UNCODED = {
    "ACCUSE",
    "CONCEDE",
    "CONSULT",
    "DENY",
    "REJECT",
    "REQUEST",
    "SANCTION",
    "STATE",
    "SUPPORT",
    "THREATEN",
    "AID",
}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"mode": "drone"}, "Air/drone strike"),
        ({"mode": "chemical"}, "Chemical weapon"),
        ({"actor": ARMY, "target": REBELS}, "Armed clash"),
        ({"actor": ARMY}, "Attack"),
        ({"category": "CONTROL", "mode": "take", "actor": ARMY}, "Government regains territory"),
        ({"category": "CONTROL", "mode": "take", "actor": REBELS}, "Non-state actor overtakes territory"),
        ({"reality": "negated"}, "Disrupted weapons use"),
        ({"reality": "future"}, None),
        ({"stance": "denied"}, None),
        ({"category": "CONSULT"}, None),
    ],
)
def test_the_sub_event_of_a_claim(changes: dict[str, object], expected: str | None) -> None:
    assert find_sub_event(replace(CLAIM, **changes)) == expected  # type: ignore[arg-type]


def test_every_category_of_deeds_is_coded() -> None:
    rows = {pattern.row for patterns in load_patterns().values() for pattern in patterns}
    for row in rows:
        coded = find_sub_event(replace(CLAIM, category=row.category, mode=row.mode))
        assert (coded is None) == (row.category in UNCODED)
