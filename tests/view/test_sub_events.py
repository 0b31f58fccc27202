"""ACLED's sub-event types: every category and mode of the lexicon is either coded or known not to be."""

import json
from dataclasses import replace

import pytest

from bearwitness.base.contracts import thaw_claim
from bearwitness.base.records import CATEGORIES, Actor, Claim, Span
from bearwitness.extract.acting.rows import load_patterns
from bearwitness.resolve.lexicons import load_events
from bearwitness.view.objects import format_claim
from bearwitness.view.phrases import phrase_kind
from bearwitness.view.rows import list_rows
from bearwitness.view.sub_events import _event_types, _load, describe_event_type, find_sub_event
from bearwitness.view.words import load_words

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


def test_every_sub_event_has_an_event_type() -> None:
    rows = {row["sub_event"] for row in _load()["rows"]} | {_load()["foiled"]}
    assert rows <= _event_types().keys()
    assert describe_event_type(replace(CLAIM, mode="drone")) == {
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
    }
    assert describe_event_type(replace(CLAIM, category="STATE")) is None


def test_the_types_stand_in_the_json_and_the_json_is_still_the_same_claim() -> None:
    struck = replace(CLAIM, mode="drone")
    told = json.loads(format_claim(struck))
    assert told["acled"]["sub_event_type"] == "Air/drone strike"
    assert list(told).index("acled") == list(told).index("event") + 1
    assert thaw_claim(told) == struck
    del told["acled"]
    assert thaw_claim(told) == struck  # as it was written before
    (row,) = list_rows(struck)
    assert (row["acled_event_type"], row["acled_sub_event_type"]) == tuple(
        describe_event_type(struck).values()  # type: ignore[union-attr]  # an object, here
    )


@pytest.mark.parametrize("known", CATEGORIES)
def test_no_code_is_shown_to_people(known: str) -> None:
    assert phrase_kind(replace(CLAIM, category=known)) not in ("", known)


def test_every_deed_of_the_lexicon_has_a_category_and_words() -> None:
    for row in {pattern.row for patterns in load_patterns().values() for pattern in patterns}:
        assert row.category in CATEGORIES
        words = phrase_kind(replace(CLAIM, category=row.category, mode=row.mode))
        assert words and not words.isupper() and "-weapons" not in words


def test_every_kind_of_event_has_words() -> None:
    assert load_events().kinds.keys() == load_words()["event"].keys()


def test_every_category_of_deeds_is_coded() -> None:
    rows = {pattern.row for patterns in load_patterns().values() for pattern in patterns}
    for row in rows:
        coded = find_sub_event(replace(CLAIM, category=row.category, mode=row.mode))
        assert (coded is None) == (row.category in UNCODED)
