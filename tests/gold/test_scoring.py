"""The scorer: what agrees, what does not, and what the figures come to."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gates import EXAMPLES_GOLD
from scoring import Count, compare, read_claims, read_gold, read_outlets, same_name, same_place, score

BASE = Count(
    document="d",
    harm="killed",
    low=12,
    high=12,
    who="civilians",
    scope="incident",
    stance="asserted",
    place="Old Harbour, Brill",
    when=("2020-03-04", "2020-03-04"),
    by="rebels",
    source="Harbour Watch",
)
OUTLETS: dict[str, str | None] = {"d": "The Gazette"}


def claim(**changes: object) -> str:
    value = {
        "document": "d",
        "harms": [
            {
                "harm": "killed",
                "low": 12,
                "high": 12,
                "who": "civilians",
                "parts": [{"harm": "killed", "low": 3, "high": None, "who": "children", "parts": []}],
            }
        ],
        "place": {"name": "Brill"},
        "when": {"start": "2020-03-05", "end": "2020-03-05"},
        "actor": {"name": "the rebels"},
        "sources": [{"name": "Harbour Watch"}, {"name": "The Gazette"}],
        "scope": "incident",
        "stance": "asserted",
    }
    return json.dumps(value | changes)


def test_gold_against_itself_is_whole() -> None:
    gold = read_gold(EXAMPLES_GOLD)
    figures = score(gold, gold, read_outlets(EXAMPLES_GOLD)).figures()
    assert set(figures.values()) == {1.0}
    assert len(gold) > 80


def test_nothing_found_scores_nothing() -> None:
    result = score([BASE], [], OUTLETS)
    assert set(result.figures().values()) == {0.0}
    assert result.missed == [BASE]


@pytest.mark.parametrize("change", [{"low": 11}, {"high": None}, {"harm": "injured"}, {"document": "e"}])
def test_another_bound_harm_or_document_is_no_hit(change: dict[str, object]) -> None:
    result = score([BASE], [replace(BASE, **change)], {**OUTLETS, "e": None})
    assert (result.hits, result.gold, result.predicted) == (0, 1, 1)
    assert len(result.missed) == len(result.spurious) == 1


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"who": "people"}, "who"),
        ({"part": (20, 20)}, "part"),
        ({"scope": "cumulative"}, "scope"),
        ({"place": "Karve"}, "place"),
        ({"place": None}, "place"),
        ({"when": ("2020-03-06", "2020-03-06")}, "when"),
        ({"when": (None, "2020-03-04")}, "when"),
        ({"by": "the army"}, "by"),
        ({"source": None}, "source"),
        ({"stance": "alleged"}, "stance"),
    ],
)
def test_one_wrong_attribute_costs_that_and_the_whole(change: dict[str, object], wrong: str) -> None:
    result = score([BASE], [replace(BASE, **change)], OUTLETS)
    figures = result.figures()
    assert figures["f1"] == 1.0
    assert figures["whole_f1"] == figures[f"{wrong}_f1"] == 0.0
    assert sum(result.right.values()) == 7


def test_a_count_is_given_once_and_to_the_one_it_fits_best() -> None:
    other = replace(BASE, place="Karve", by=None)
    result = score([BASE, other], [other, BASE], OUTLETS)
    assert (result.hits, result.whole) == (2, 2)
    assert score([BASE], [BASE, other], OUTLETS).figures()["f1"] == pytest.approx(0.667)
    assert score([BASE, other], [BASE], OUTLETS).whole == 1


def test_the_outlet_as_source_is_its_own_voice() -> None:
    own = replace(BASE, source=None)
    assert compare(own, replace(BASE, source="Gazette"), "The Gazette")["source"]
    assert not compare(own, replace(BASE, source="Gazette"), None)["source"]


def test_names_agree_when_one_holds_the_other() -> None:
    assert same_name("the RSF", "Rapid Support Forces (RSF)")
    assert same_name("Russian forces", "Russia")
    assert same_name(None, None)
    assert not same_name("army", None)
    assert not same_name("North Army", "South Army")
    assert same_place("Kale township", "Kale")
    assert not same_place("Kale township", "Tamu township")


def test_claims_are_unfolded_into_counts_once(tmp_path: Path) -> None:
    whole, part = sorted(read_claims([claim(), "", claim()]), key=lambda count: -(count.low or 0))
    assert (whole.part, part.part, part.high, part.who) == (None, (12, 12), None, "children")
    assert part.source == whole.source == "Harbour Watch"
    assert all(compare(BASE, whole, "The Gazette").values())
    (bare, _) = read_claims([claim(place=None, when=None, actor=None, sources=[])])
    assert (bare.place, bare.when, bare.by, bare.source) == (None, (None, None), None, None)
