"""Which deed an amount belongs to, and what it is to it. The texts are invented; the places and parties are known."""

from datetime import date

import pytest

from bearwitness.base.records import Amount, Claim, Document
from bearwitness.extract.claims import extract_claims


def claims_of(text: str, category: str) -> list[Claim]:
    document = Document(id="d", text=text, sha256="0" * 64, published=date(2022, 3, 7))
    return [claim for claim in extract_claims(document) if claim.category == category]


def told(amount: Amount) -> tuple[object, ...]:
    return amount.what, amount.measure, amount.moment, amount.low, amount.high


def test_a_flow_and_a_stock_give_what_is_there_after() -> None:
    (claim,) = claims_of("Turkey sent another 150 soldiers to Idlib, to join 400 already there.", "MOBILIZE")
    assert [told(amount) for amount in claim.amounts] == [
        ("troops", "flow", None, 150, 150),
        ("troops", "stock", "before", 400, 400),
        ("troops", "stock", "after", 550, 550),
    ]
    assert [amount.derived for amount in claim.amounts] == [False, False, True]
    why = [decision.why for decision in claim.decisions if decision.field == "amounts"]
    assert len(why) == 3 and why[2].startswith("derived from")


def test_bounds_are_added_as_bounds() -> None:
    text = "Rwanda sent up to 1,000 more soldiers to Palma, on top of the at least 2,500 already deployed there."
    (claim,) = claims_of(text, "MOBILIZE")
    assert told(claim.amounts[-1]) == ("troops", "stock", "after", 2500, None)


def test_who_leaves_is_taken_from_those_who_were_there() -> None:
    (claim,) = claims_of("France withdrew 500 of its 2,000 soldiers from Kidal.", "RETREAT")
    assert [told(amount) for amount in claim.amounts] == [
        ("troops", "flow", None, 500, 500),
        ("troops", "stock", "before", 2000, 2000),
        ("troops", "stock", "after", 1500, 1500),
    ]


def test_a_stated_sum_is_not_derived() -> None:
    (claim,) = claims_of("Washington will send 500 more troops to Poland, bringing the total to 5,000.", "MOBILIZE")
    assert [(told(a)[2], a.low, a.derived) for a in claim.amounts] == [(None, 500, False), ("after", 5000, False)]


def test_forces_that_are_there_are_a_stock() -> None:
    (claim,) = claims_of("The United States has about 500 troops in Syria.", "MOBILIZE")
    (amount,) = claim.amounts
    assert (claim.mode, told(amount), amount.approximate) == ("presence", ("troops", "stock", None, 500, 500), True)


def test_the_share_held_is_the_deeds_and_its_target_is_the_whole() -> None:
    (claim,) = claims_of("The rebels control around 70 percent of the old city of Taiz.", "CONTROL")
    assert claim.target is not None and claim.target.name == "old city of Taiz"
    assert [told(amount) for amount in claim.amounts] == [("area", "share", None, 70, 70)]


def test_a_share_behind_a_relative_pronoun_is_of_the_place_before() -> None:
    (claim,) = claims_of("Agadez, most of which is held by smugglers, was quiet.", "CONTROL")
    (amount,) = claim.amounts
    assert (amount.of, amount.low, amount.high) == ("Agadez", 51, 100)


def test_two_shares_at_two_times_are_two_claims() -> None:
    text = "The rebels controlled 40 percent of Taiz in May. The rebels now control 70 percent of Taiz."
    assert [claim.amounts[0].low for claim in claims_of(text, "CONTROL")] == [40, 70]


@pytest.mark.parametrize(
    "text",
    [
        "The United Nations delivered 40 trucks of aid to El Fasher on Monday.",
        "A convoy of 40 trucks of aid entered the town of Mekelle on Monday.",
        "A 40-truck aid convoy entered the town of Mekelle on Monday.",
    ],
)
def test_aid_has_its_trucks(text: str) -> None:
    (claim,) = claims_of(text, "AID")
    assert [told(amount) for amount in claim.amounts] == [("vehicles", "flow", None, 40, 40)]


def test_people_harmed_are_no_amount_of_a_deed() -> None:
    text = "Uganda sent 300 soldiers to Juba after an ambush that killed 12 soldiers on Monday."
    (claim,) = claims_of(text, "MOBILIZE")
    assert [amount.low for amount in claim.amounts] == [300]


def test_a_claim_without_amounts_keeps_its_id() -> None:
    (claim,) = claims_of("M23 rebels captured the town of Sake on Monday.", "CONTROL")
    assert claim.amounts == ()
    assert claim.id == "7513304e8be93a832f742186f7aa0cc0b3caceba84c366b74c0865829cf5368a"


def test_who_holds_a_number_of_places_does_not_hold_the_whole_of_them() -> None:
    (claim,) = claims_of("The Arakan Army controls nine of the 17 townships in Rakhine State.", "CONTROL")
    (amount,) = claim.amounts
    assert (claim.actor and claim.actor.name, told(amount), amount.of) == (
        "Arakan Army",
        ("places", "stock", None, 9, 9),
        "17 townships",
    )


def test_forces_that_were_there_already_are_a_stock() -> None:
    (_, there) = claims_of("France sent 200 soldiers to Niger. About 1,000 soldiers were already there.", "MOBILIZE")
    (amount,) = there.amounts
    assert (there.mode, told(amount), amount.approximate) == ("presence", ("troops", "stock", None, 1000, 1000), True)


def test_officers_who_speak_are_no_force() -> None:
    text = "The United States sent 150 soldiers to join 400 already there, two officers said."
    (claim,) = claims_of(text, "MOBILIZE")
    assert [amount.low for amount in claim.amounts] == [150, 400, 550]
