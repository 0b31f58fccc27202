from dataclasses import replace

import pytest

from bearwitness.base.records import Actor, Claim, Document, Place, Source
from bearwitness.view.phrases import lower_description, phrase_claim, phrase_deed, phrase_source, phrase_where


@pytest.mark.parametrize(
    ("said", "name", "kind"),
    [
        ("the Lakeland Rights Observatory", "Lakeland Rights Observatory", "monitor"),
        ("Meridian", "Meridian", "agency"),
        ("hospital staff", "hospital staff", "medical"),
        ("a resident", "resident", "resident"),
        ("an aid worker", "aid worker", "unnamed"),
        ("the observatory", "the observatory", "monitor"),
        ("Lakeland's Defence Ministry", "Lakeland's Defence Ministry", "government"),
        ("rebels", "rebels", "armed_group"),
        ("the opposition", "opposition", "unnamed"),
        ("the Lakeland opposition", "Lakeland opposition", "unnamed"),
        ("residents of the town", "residents of the town", "resident"),
        ("a source at the ministry", "source at the ministry", "official"),
        ("an MPR photographer", "MPR photographer", "correspondent"),
        ("a UN official", "UN official", "official"),
        ("the Ministry of Health", "Ministry of Health", "government"),
        ("Ada Berin", "Ada Berin", "official"),
        ("masked men", "Masked men", "unnamed"),
        ("gunmen", "gunmen", "armed_group"),
        ("young women", "young women", "unnamed"),
        ("a community council", "A community council", "unnamed"),
        ("the army", "Army", "government"),
        ("an army division", "Army division", "government"),
        ("a unit", "unit", "armed_group"),
        ("an unidentified group", "Unidentified group", "armed_group"),
        ("a European official", "European official", "official"),
    ],
)
def test_a_source_has_the_article_that_english_wants(said: str, name: str, kind: str) -> None:
    assert phrase_source(Source(name=name, kind=kind)) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    ["Syrian rebels", "State Department spokesman", "Doctors Without Borders", "Reuters", "TV", "One America News", ""],
)
def test_a_name_keeps_its_capital(name: str) -> None:
    assert lower_description(name) == name


def test_a_deed_names_doer_and_target_in_mid_sentence_case(market: Claim, first: Document) -> None:
    bare = replace(market, category="ASSAULT", mode="abduct", harms=())
    masked = replace(bare, actor=Actor(name="Masked men"), target=Actor(name="Six passengers"))
    assert phrase_deed(masked) == "abduction of six passengers"
    assert phrase_claim(masked, first, "").startswith("Abduction by masked men of six passengers.")


def test_a_council_at_the_start_of_its_report_is_told_in_mid_sentence_case(market: Claim, first: Document) -> None:
    council = (Source(name="A community council", kind="unnamed"),)
    told = phrase_claim(replace(market, stance="alleged", sources=council), first, "")
    assert told.startswith("It is alleged, according to a community council, that")


def test_a_place_that_brings_its_preposition_needs_none() -> None:
    assert phrase_where(Place(name="Karesh")) == "in Karesh"
    assert phrase_where(Place(name="near Karesh")) == "near Karesh"
    assert phrase_where(Place(name="east of Karesh")) == "east of Karesh"


def test_a_sentence_says_who_says_so(market: Claim, first: Document) -> None:
    assert phrase_claim(market, first, market.wording) == (
        "The Lakeland Rights Observatory said at least 12 civilians, including 3 children, were killed in Karesh "
        "on 4 June 2019, by heavy weapons of government forces."
    )


def test_the_injured_are_never_told_as_a_part_of_the_dead(market: Claim, first: Document) -> None:
    (dead,) = market.harms
    hurt = replace(dead, harm="injured", low=55, high=55, who="people", parts=())
    told = phrase_claim(replace(market, harms=(replace(dead, parts=(hurt,)),), actor=None, mode=None), first, "")
    assert "at least 12 civilians were killed and 55 people were injured in Karesh" in told
    both = phrase_claim(replace(market, harms=(replace(dead, harm="affected", parts=(hurt,)),)), first, "")
    assert "at least 12 civilians, including 55 people who were injured, were harmed in Karesh" in both


def test_who_relays_it_is_named_and_the_outlet_is_not_its_own_source(market: Claim, first: Document) -> None:
    chain = (Source(name="resident", kind="resident"), market.sources[0], Source(name="Northern Post", kind="outlet"))
    told = phrase_claim(replace(market, sources=chain), first, market.wording)
    assert told.startswith("A resident, quoted by the Lakeland Rights Observatory, said at least 12")


def test_an_outlet_is_known_by_the_key_of_an_archive(market: Claim, first: Document) -> None:
    own = replace(market, sources=(Source(name="Northern Post", kind="outlet"),))
    keyed = replace(first, outlet="northernpost", agency=None)
    assert phrase_claim(own, keyed, "").startswith("Northernpost reported that at least 12")


def test_the_outlets_own_voice_is_named_as_such(market: Claim, first: Document, second: Document) -> None:
    own = replace(market, sources=())
    assert phrase_claim(own, first, "").startswith("Meridian, carried by Northern Post, reported that at least 12")
    assert phrase_claim(own, second, "").startswith("An unnamed outlet reported that at least 12")


def test_doubt_and_denial_are_part_of_the_sentence(market: Claim, first: Document) -> None:
    assert phrase_claim(replace(market, stance="alleged"), first, "").startswith("It is alleged, according to the Lake")
    assert " denied that at least 12 " in phrase_claim(replace(market, stance="denied"), first, "")


def test_what_has_not_happened_is_quoted_and_not_told_as_fact(market: Claim, first: Document) -> None:
    told = phrase_claim(replace(market, stance="threatened", reality="future"), first, "will\nkill 12")
    assert told == "The Lakeland Rights Observatory, in the words of the report: “will kill 12”"


def test_a_toll_without_dates_says_that_its_period_is_not_stated(market: Claim, first: Document) -> None:
    told = phrase_claim(replace(market, when=None, scope="cumulative"), first, "")
    assert "in Karesh over a period that is not stated" in told
