"""Tallies as the method states them, one story each."""

from datetime import date

from bearwitness.base.tallies import Query, Terms
from bearwitness.tally.casebooks import open_casebook
from bearwitness.tally.tallies import tally
from stories import ask, bounds, day, say

TOWN, PROVINCE = ("land", "north", "harbour"), ("land", "north")


def test_a_toll_holds_the_attacks_inside_it() -> None:
    june = say("a", 96, 96, incident=None, place=PROVINCE, on="2016-06-01/2016-06-30", actor="army")
    attack = say("b", 14, 14, place=TOWN, on="2016-06-09", actor="army")
    assert bounds([june, attack]) == (96, 96, False)
    other = say("a", 310, 310, incident=None, place=PROVINCE, on="2016-06-01/2016-06-30", actor="front")
    assert bounds([june, attack, other]) == (406, 406, False)
    assert bounds([june, attack], start=day("2016-06-09"), end=day("2016-06-09")) == (14, 96, False)


def test_an_attack_outside_the_toll_is_added() -> None:
    june = say("a", 96, None, incident=None, place=PROVINCE, on="2016-06-01/2016-06-30")
    july = say("b", 14, 14, place=TOWN, on="2016-07-09")
    assert bounds([june, july]) == (110, 110, True)


def test_an_imprecise_place_counts_for_the_most_only() -> None:
    somewhere = say("a", 7, 7, place=PROVINCE, on="2016-06-09")
    assert bounds([somewhere], place=TOWN) == (0, 7, False)
    assert bounds([somewhere], place=PROVINCE) == (7, 7, False)


def test_an_imprecise_date_is_inside_a_toll_where_that_lowers_the_least() -> None:
    toll = say("a", 96, None, incident=None, place=PROVINCE, on="2016-06-01/2016-06-30")
    around = say("b", 14, 14, place=TOWN, on="2016-06-30/2016-07-01")
    assert bounds([toll, around]) == (96, 110, True)


def test_denied_hypothetical_and_unbounded_claims_never_count() -> None:
    said = [say("a", 4, 4), say("b", 9, 9, standing="denied"), say("c", 9, 9, standing="unreal"), say("d", None, None)]
    assert bounds(said) == (4, 4, False)


def test_forty_copies_are_one_voice() -> None:
    wire = [say("monitor", 9, 9, claim=f"c{at}", document=f"d{at}") for at in range(40)]
    row = ask(wire)
    assert (row.low, row.high, row.conflicts) == (9, 9, ())
    assert [reason.role for reason in row.reasons].count("copy") == 39
    assert bounds(wire, Terms(policy="two-origins")) == (0, 0, False)


def test_overlapping_tolls_share_what_lies_in_both() -> None:
    first = say("a", 50, None, incident=None, place=PROVINCE, on="2016-06-01/2016-06-30")
    second = say("b", 60, None, incident=None, place=PROVINCE, on="2016-06-15/2016-07-15")
    assert bounds([first, second])[:2] == (60, 110)


def test_what_is_left_of_a_toll_lies_where_nothing_else_leaves_room() -> None:
    month = say("a", 20, 20, incident=None, place=TOWN, on="2016-06-01/2016-06-30")
    half = say("a", 5, 5, incident=None, place=TOWN, on="2016-06-01/2016-06-15")
    assert bounds([month, half], place=TOWN, start=day("2016-06-16"), end=day("2016-06-30")) == (15, 15, False)


def test_tolls_that_cannot_hold_together_give_the_hull() -> None:
    whole = say("a", 20, 20, incident=None, place=TOWN, on="2016-06-01/2016-06-30")
    first = say("b", 0, 5, incident=None, place=TOWN, on="2016-06-01/2016-06-20")
    second = say("c", 0, 5, incident=None, place=TOWN, on="2016-06-10/2016-06-30")
    assert bounds([whole, first, second], place=TOWN) == (0, 20, False)


def test_a_toll_contested_by_what_lies_inside_shows_both_sides() -> None:
    toll = say("a", 10, 10, incident=None, place=TOWN, on="2016-06-01/2016-06-30")
    attack = say("b", 14, 14, place=TOWN, on="2016-06-09")
    row = ask([toll, attack], place=TOWN)
    assert (row.low, row.high) == (10, 14)
    (conflict,) = row.conflicts
    assert [(side.low, side.high) for side in conflict.sides] == [(10, 10), (14, 14)]
    assert bounds([toll, attack], start=day("2016-06-09"), end=day("2016-06-09")) == (14, 14, False)


def test_people_may_hold_fighters_and_civilians_hold_children() -> None:
    said = [say("a", 12, 12), say("a", 3, 3, who="children", part=1)]
    assert bounds(said, who="children") == (3, 3, False)
    assert bounds(said, who="civilians") == (3, 12, False)
    assert bounds(said, who="fighters") == (0, 9, False)
    assert bounds([say("a", 3, 3, who="women"), say("b", 2, 2, who="medics")], who="civilians") == (3, 5, False)


def test_a_part_told_by_another_origin_raises_the_least_of_the_whole() -> None:
    assert bounds([say("a", 5, None), say("b", 9, 9, who="children")]) == (9, 9, True)


def test_an_at_least_toll_adds_nothing_to_attacks_that_come_to_more() -> None:
    toll = say("a", 31, None, incident=None, place=PROVINCE, on="2016-06-01/2016-06-30")
    said = [
        toll,
        say("b", 12, 12, place=TOWN, on="2016-06-09"),
        say("c", 21, 21, incident="2", place=TOWN, on="2016-06-10"),
    ]
    assert bounds(said) == (33, 33, True)


def test_by_whom_is_what_is_reported() -> None:
    said = [say("a", 5, 5, incident="1", actor="army"), say("a", 7, 7, incident="2")]
    rows = tally(open_casebook(said), Query(), ("actor",))
    assert [(dict(row.keys)["actor"], row.low, row.high) for row in rows] == [("army", 5, 5), (None, 7, 7)]
    both = [say("a", 5, 5, actor="army"), say("b", 5, 5, actor="front")]
    assert bounds(both, actor="army") == (0, 5, False)


def test_an_attack_by_nobody_named_may_lie_inside_a_partys_toll() -> None:
    toll = say("a", 96, 96, incident=None, place=PROVINCE, on="2016-06-01/2016-06-30", actor="army")
    attack = say("b", 14, 14, place=TOWN, on="2016-06-09")
    assert bounds([toll, attack]) == (96, 110, False)
    assert bounds([toll, attack], actor="army") == (96, 96, False)


def test_terms_of_admission() -> None:
    said = [say("a", 5, 5, known=day("2016-06-01")), say("b", 9, 9, known=day("2016-06-05"), named=False)]
    assert bounds(said) == (5, 9, False)
    assert bounds(said, Terms(as_of=date(2016, 6, 2))) == (5, 5, False)
    assert bounds(said, Terms(only=("b",))) == (9, 9, False)
    assert bounds(said, Terms(exclude=("b",))) == (5, 5, False)
    assert bounds(said, Terms(policy="named")) == (5, 5, False)
    assert bounds(said, Terms(policy="two-origins")) == (5, 9, False)


def test_rows_are_only_of_groups_that_somebody_names() -> None:
    said = [
        say("a", 5, 5, incident="1", place=TOWN, on="2016-06-30/2016-07-01"),
        say("b", 30, None, incident=None, place=PROVINCE, on="2016-01-01/2016-12-31"),
    ]
    rows = tally(open_casebook(said), Query(), ("month",))
    assert [(dict(row.keys)["month"], row.low, row.high) for row in rows] == [("2016-06", 0, 30), ("2016-07", 0, 30)]


def test_every_statement_gets_a_reason() -> None:
    said = [
        say("a", 96, None, incident=None, place=PROVINCE, on="2016-06-01/2016-06-30"),
        say("b", 14, 14, place=TOWN, on="2016-06-09"),
        say("b", 4, 4, place=TOWN, on="2016-06-09", who="children", part=1),
        say("c", 40, 40, incident="far", place=("land", "south"), on="2016-06-09"),
        say("d", 1, 1, standing="denied", place=TOWN),
        say("e", 1, 1, standing="denied", incident="far", place=("land", "south")),
    ]
    row = ask(said, place=PROVINCE)
    roles = {reason.claim: reason.role for reason in row.reasons}
    assert [roles[each.claim] for each in said] == ["low", "inside", "subset", "outside", "denied", "outside"]
    assert len(row.reasons) == len(said)
