"""Incidents by place and day alone: cautious, and the same in any order."""

from itertools import permutations

from bearwitness.tally.groupings import group_incidents
from stories import say

TOWN, QUARTER = ("land", "north", "harbour"), ("land", "north", "harbour", "quay")


def test_one_place_on_one_day_is_one_incident() -> None:
    said = [
        say("a", claim="1", place=TOWN, on="2016-06-09"),
        say("b", claim="2", place=TOWN, on="2016-06-08/2016-06-09"),
        say("b", claim="3", place=QUARTER, on="2016-06-09"),
        say("b", claim="4", place=TOWN, on="2016-06-12"),
        say("b", claim="5", place=("land", "south"), on="2016-06-09"),
    ]
    found = group_incidents(said)
    assert found["1"] == found["2"] == found["3"]
    assert len({found[claim] for claim in "145"}) == 3
    assert all(group_incidents(order) == found for order in permutations(said))


def test_a_claim_without_place_or_day_is_an_incident_of_its_own_document() -> None:
    said = [say("a", claim="1", document="x"), say("a", claim="2", document="y")]
    found = group_incidents(said)
    assert found["1"] != found["2"]


def test_nobody_hurt_beside_people_hurt_is_another_attack() -> None:
    said = [
        say("a", 16, 16, claim="1", document="x", place=TOWN, on="2016-06-09"),
        say("a", 0, 0, claim="2", document="x", place=TOWN, on="2016-06-09"),
        say("b", 0, 0, claim="3", document="y", place=TOWN, on="2016-06-09"),
    ]
    found = group_incidents(said)
    assert found["1"] == found["3"] != found["2"]


def test_tolls_are_no_incidents() -> None:
    assert group_incidents([say("a", incident=None, place=TOWN, on="2016-06-01/2016-06-30")]) == {}
