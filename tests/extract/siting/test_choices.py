"""Where an event happened: the place of the event, not the nearest name; nothing where the words do not tell."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.extract.naming.parties import find_parties
from bearwitness.extract.parsing import load_parser
from bearwitness.extract.placing.places import find_places
from bearwitness.extract.siting.choices import Site, choose_sites, load_models
from bearwitness.extract.siting.features import describe_names
from bearwitness.extract.siting.names import find_names


def sites_of(text: str, verb: str) -> list[Site]:
    doc = load_parser()(text)
    event = next(token for token in doc if token.text == verb)
    parties = find_parties(text)
    return choose_sites(event, find_places(text, parties), parties)


def words(text: str, verb: str) -> list[str]:
    return [text[site.start : site.end] for site in sites_of(text, verb)]


@pytest.mark.parametrize(
    ("text", "verb", "places"),
    [
        ("A car bomb detonated in Mosul on Friday, officials in Baghdad said.", "detonated", ["Mosul"]),
        ("Thousands of people demonstrated in Lyon against the visit of the president.", "demonstrated", ["Lyon"]),
        ("Rebels captured the town of Goma on Monday.", "captured", ["Goma"]),
        ("Troops were patrolling the streets of Bamako.", "patrolling", ["Bamako"]),
        ("The gunmen came from Basra and killed two men in Kirkuk.", "killed", ["Kirkuk"]),
        ("He was shot dead.", "shot", []),
        ("London condemned those who attacked the convoy.", "attacked", []),
    ],
)
def test_the_place_is_the_events(text: str, verb: str, places: list[str]) -> None:
    assert words(text, verb) == places


def test_a_village_that_no_gazetteer_knows_is_a_place() -> None:
    (site,) = sites_of("Shells killed four people in the village of Qarbelout on Sunday.", "killed")
    assert site.mention is None or site.mention.place.lat is None


def test_a_site_says_why_and_how_likely() -> None:
    (site,) = sites_of("A bomb detonated in Mosul on Friday.", "detonated")
    assert load_models().bar < 0 or site.chance >= 0.5
    assert "%" in site.why
    assert "=" in site.why
    assert site.mention is not None
    assert site.mention.place.name == "Mosul"


def test_no_feature_holds_a_name() -> None:
    text = "A bomb detonated in Zarqabad near Mosul on Friday."
    doc = load_parser()(text)
    event = next(token for token in doc if token.text == "detonated")
    names = find_names(doc, find_places(text, find_parties(text)), find_parties(text))
    told = " ".join(feature for row in describe_names(event, names) for feature in row).lower()
    assert names
    assert "zarqabad" not in told
    assert "mosul" not in told


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.integers(0, 20))
def test_any_text_is_read_and_sites_never_overlap(text: str, at: int) -> None:
    doc = load_parser()(text)
    if not len(doc):
        return
    found = choose_sites(doc[at % len(doc)], [], [])
    assert all(0 <= site.start < site.end <= len(text) for site in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
