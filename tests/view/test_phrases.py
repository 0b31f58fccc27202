from dataclasses import replace
from datetime import date

import pytest

from bearwitness.base.records import Actor, Amount, Claim, Document, Harm, Place, Source, Span, When
from bearwitness.view.phrases import (
    lower_description,
    phrase_amount,
    phrase_claim,
    phrase_count,
    phrase_deed,
    phrase_period,
    phrase_source,
    phrase_when,
    phrase_where,
)


def count(
    low: int | None, high: int | None, who: str = "civilians", wording: str = "", approximate: bool = False
) -> str:
    span = Span(start=0, end=1)
    return phrase_count(
        Harm(harm="killed", low=low, high=high, who=who, approximate=approximate, wording=wording, span=span)  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("1 civilian", 1, 1),
        ("12 civilians", 12, 12),
        ("at least 12 civilians", 12, None),
        ("at least 1 civilian", 1, None),
        ("up to 12 civilians", 0, 12),
        ("12 to 15 civilians", 12, 15),
        ("no civilians", 0, 0),
        ("an unstated number of civilians", None, None),
        ("1,200 civilians", 1200, 1200),
    ],
)
def test_a_count_keeps_its_bounds(said: str, low: int | None, high: int | None) -> None:
    assert count(low, high) == said


def test_an_approximate_count_says_so() -> None:
    assert count(30, 30, approximate=True) == "about 30 civilians"


@pytest.mark.parametrize(
    ("said", "wording", "low"),
    [
        ("dozens of civilians (24 or more)", "dozens of wounded", 24),
        ("tens of thousands of civilians (20,000 or more)", "tens of thousands", 20000),
        ("several civilians (3 or more)", "several", 3),
        ("at least 24 civilians", "at least 24", 24),
        ("more than 20 civilians", "more than 20", 21),
        ("more than 200,000 civilians", "topping two hundred thousand", 200001),
        ("at least 20 civilians", "over a week at least 20", 20),
        ("at least 201 civilians", "no fewer than 201", 201),
        ("millions of civilians (2,000,000 or more)", "millions", 2000000),
        ("at least 3 civilians", "at least three", 3),
    ],
)
def test_a_vague_word_is_kept_beside_what_it_is_read_as(said: str, wording: str, low: int) -> None:
    assert count(low, None, wording=wording) == said


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("9 December 2016", date(2016, 12, 9), date(2016, 12, 9)),
        ("2 to 4 June 2016", date(2016, 6, 2), date(2016, 6, 4)),
        ("30 June to 2 July 2016", date(2016, 6, 30), date(2016, 7, 2)),
        ("30 December 2016 to 2 January 2017", date(2016, 12, 30), date(2017, 1, 2)),
        ("February 2016", date(2016, 2, 1), date(2016, 2, 29)),
        ("April to June 2016", date(2016, 4, 1), date(2016, 6, 30)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2011 to 2016", date(2011, 1, 1), date(2016, 12, 31)),
        ("from 3 May 2016 on", date(2016, 5, 3), None),
        ("until 3 May 2016", None, date(2016, 5, 3)),
        ("date not stated", None, None),
    ],
)
def test_a_period_is_no_more_precise_than_its_dates(said: str, start: date | None, end: date | None) -> None:
    assert phrase_period(start, end) == said


def test_the_preposition_fits_the_time() -> None:
    day = date(2016, 6, 1)
    assert phrase_when(When(start=day, end=day)) == "on 1 June 2016"
    assert phrase_when(When(start=day, end=date(2016, 6, 30))) == "in June 2016"
    assert phrase_when(When(start=day, end=date(2016, 6, 4))) == "between 1 and 4 June 2016"
    assert phrase_when(When(start=day, end=None)) == "since 1 June 2016"
    assert phrase_when(When(start=None, end=None)) == ""


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


def test_amounts_are_told_with_their_bounds_and_what_is_derived_is_told_so(market: Claim) -> None:
    span = Span(start=0, end=6)
    flow = Amount(what="troops", measure="flow", low=150, high=150, of="soldiers", span=span, wording="150 soldiers")
    before = replace(flow, measure="stock", moment="before", low=400, high=400, wording="400")
    after = replace(flow, measure="stock", moment="after", low=550, high=550, derived=True)
    claim = replace(market, category="MOBILIZE", mode="troops", harms=(), amounts=(flow, before, after))
    assert phrase_deed(claim, " by X") == (
        "forces sent by X: 150 soldiers (400 there before, 550 there after, as we reckon)"
    )


@pytest.mark.parametrize(
    ("wording", "low", "high", "told"),
    [
        ("around 70 percent of the town", 70, 70, "about 70 percent of the town"),
        ("more than 60 percent of the town", 61, 100, "more than 60 percent of the town"),
        ("at least 60 percent of the town", 60, 100, "at least 60 percent of the town"),
        ("Most of the town", 51, 100, "most of the town (51 to 100 percent)"),
        ("most of which", 51, 100, "most of the town (51 to 100 percent)"),
        ("half of the town", 50, 50, "half of the town (50 percent)"),
    ],
)
def test_a_share_is_told_with_its_bounds(wording: str, low: int, high: int, told: str) -> None:
    amount = Amount(
        what="area", measure="share", low=low, high=high, approximate="around" in wording, of="town",
        span=Span(start=0, end=1), wording=wording,
    )  # fmt: skip
    assert phrase_amount(amount) == told


def test_a_vague_amount_of_things_shows_its_bound() -> None:
    amount = Amount(
        what="vehicles", measure="flow", low=24, high=None, of="tanks", span=Span(start=0, end=1),
        wording="dozens of tanks",
    )  # fmt: skip
    assert phrase_amount(amount) == "dozens of tanks (24 or more)"
