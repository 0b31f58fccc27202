"""What an incident or a toll comes to: agreeing, contested, superseded, alleged."""

import pytest

from bearwitness.tally.figures import hear_beside, resolve_incident, resolve_toll
from bearwitness.tally.people import split_people
from bearwitness.tally.regions import INFINITY
from bearwitness.tally.whos import cells_of
from stories import say

PEOPLE, CHILDREN = cells_of("people"), cells_of("children")


@pytest.mark.parametrize(
    ("said", "bounds", "is_open"),
    [
        ([(15, None), (3, None)], (15, 15), True),
        ([(12, 12), (9, None)], (12, 12), False),
        ([(12, 12), (9, 9)], (9, 12), False),
        ([(12, 12), (15, None)], (12, 15), True),
        ([(9, 9), (12, 14), (13, 20)], (9, 14), False),
        ([(0, 12), (9, None)], (9, 12), False),
    ],
)
def test_voices_are_all_kept_or_the_hull_of_the_sides(said, bounds, is_open) -> None:
    figures = resolve_incident([say(origin=f"o{at}", low=low, high=high) for at, (low, high) in enumerate(said)])
    assert figures.system == ((PEOPLE, *bounds),)
    assert bool(figures.opened) is is_open


def test_a_conflict_names_the_smallest_set_and_the_bounds_of_each_side() -> None:
    figures = resolve_incident([say("a", 12, 12), say("b", 9, 9), say("c", 5, None)])
    (conflict,) = figures.conflicts
    assert len(conflict.claims) == 2
    sides = [(set(side.origins), side.low, side.high) for side in conflict.sides]
    assert sides == [({"b", "c"}, 9, 9), ({"a", "c"}, 12, 12)]


def test_a_later_figure_of_the_same_origin_replaces_the_earlier() -> None:
    figures = resolve_incident([say("a", 5, None, known=1), say("a", 12, 12, known=2)])
    assert figures.system == ((PEOPLE, 12, 12),)
    assert [(old.low, new.low) for old, new in figures.superseded] == [(5, 12)]
    assert not figures.conflicts


def test_the_same_figure_told_again_is_no_update() -> None:
    assert not resolve_incident([say("a", 5, 5, known=1), say("a", 5, 5, known=2)]).superseded


def test_what_is_alleged_raises_the_most_and_never_lowers_anything() -> None:
    firm = say("a", 12, 12)
    assert resolve_incident([firm, say("b", 15, 15, standing="alleged")]).system == ((PEOPLE, 12, 15),)
    assert resolve_incident([firm, say("b", 9, 9, standing="alleged")]).system == ((PEOPLE, 12, 12),)
    assert resolve_incident([say("b", 4, 4, standing="alleged")]).system == ((PEOPLE, 0, 4),)


def test_a_part_bounds_its_whole_from_below_and_is_not_added() -> None:
    figures = resolve_incident([say("a", 12, 12), say("a", 3, 3, who="children", part=1), say("b", 15, 15)])
    assert figures.system == ((PEOPLE, 12, 15), (CHILDREN, 3, 3))
    figures = resolve_incident([say("a", 5, None), say("b", 9, 9, who="children")])
    assert (PEOPLE, 5, 9) in figures.system
    assert split_people(figures.system, PEOPLE).p_low == 9


def test_a_toll_that_its_contents_exceed_is_heard_beside_them() -> None:
    reading = resolve_toll([say("a", 10, 10, incident=None)])
    assert not hear_beside(reading, 8, 8, False).contested
    heard = hear_beside(reading, 14, 14, False)
    assert (heard.low, heard.high, heard.contested, heard.inner) == (10, 14, True, None)


def test_two_tolls_of_which_one_leaves_room_keep_that_one_inside() -> None:
    reading = resolve_toll([say("a", 20, 20, incident=None), say("b", 25, 25, incident=None)])
    heard = hear_beside(reading, 22, 22, False)
    assert (heard.low, heard.high) == (20, 25)
    assert heard.inner is not None
    assert heard.inner.cap == 25


def test_an_alleged_toll_bounds_nobody() -> None:
    reading = resolve_toll([say("a", 18, 18, incident=None, standing="alleged")])
    assert (reading.range.low, reading.range.cap, reading.range.most, reading.range.open) == (0, INFINITY, 18, False)
