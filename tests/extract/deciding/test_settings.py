"""Where and when a deed was done. Every report here is invented."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bearwitness.base.records import Claim, Document
from bearwitness.extract.claims import extract_claims
from bearwitness.extract.deciding import deeds, settings

MONDAY = "2022-03-07"


def deeds_of(text: str) -> list[Claim]:
    document = Document(id="d", text=text, sha256="0" * 64, published=date(2022, 3, 8))
    return [claim for claim in extract_claims(document) if claim.category != "HARM"]


def told(claim: Claim) -> tuple[object, ...]:
    target, place, when = claim.target, claim.place, claim.when
    return claim.category, target and target.name, place and place.name, when and when.edtf


REPORTS = [
    # The age of a war dates no deed of it.
    ("Rebels shelled Taiz in the six-year war.", [("ASSAULT", "Taiz", "Taiz", None)]),
    # What lasts has a date of its own clause only.
    ("The rebels have controlled Sake since Monday.", [("CONTROL", "Sake", "Sake", f"{MONDAY}/2022-03-08")]),
    (
        "On Monday shells hit Sake, which the rebels control.",
        [("ASSAULT", "Sake", "Sake", MONDAY), ("CONTROL", "Sake", "Sake", None)],
    ),
    # A village that later words name is the target by its name; a village of a province is not that province.
    ("Gunmen attacked a village near Gao on Monday. Houses burned in Bamba.", [("ASSAULT", "Bamba", "Bamba", MONDAY)]),
    # "The city" is the one told of before, and no country named beside it.
    (
        "Shells hit Taiz on Friday. In Yemen, rebels also attacked the city on Monday.",
        [("ASSAULT", "Taiz", "Taiz", "2022-03-04"), ("ASSAULT", "Taiz", "Taiz", MONDAY)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_a_deed_has_the_place_and_day_of_its_words(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [told(claim) for claim in deeds_of(text)] == expected


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_rewording_a_reason_changes_no_claim(
    text: str, expected: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def reworded(choose: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args, **options: replace(choose(*args, **options), why="reworded")

    for module, name in ((settings, "choose_when"), (settings, "choose_place"), (deeds, "scene_place")):
        monkeypatch.setattr(module, name, reworded(getattr(module, name)))
    found = deeds_of(text)
    assert [told(claim) for claim in found] == expected
    assert "reworded" in {decision.why for claim in found for decision in claim.decisions}
