"""Claims as statements: scope, origin, standing, parts; and places by their parents."""

from dataclasses import replace
from datetime import date

import pytest

from bearwitness.base.records import Actor, Claim, Document, Harm, Place, Source, Span, When
from bearwitness.base.tallies import Terms
from bearwitness.tally.regions import (
    find_path,
    fold_place,
    lies_within,
    may_meet,
    move_place,
    name_path,
    resolve_place,
)
from bearwitness.tally.statements import assign_incidents, state_claims
from stories import bounds

SPAN = Span(start=0, end=5)
DOCUMENT = Document(id="d", text="", sha256="", outlet="Post", agency="Wire", published=date(2016, 6, 10))


def claim(**fields) -> Claim:
    harm = fields.pop("harm", None) or Harm(harm="killed", low=9, high=9, who="civilians", span=SPAN)
    defaults = {"id": "c", "document": "d", "kind": "event", "category": "HARM", "harms": (harm,), "evidence": SPAN}
    return Claim(**{**defaults, "wording": "", "rule": "", "extractor": "", **fields})


def killed(count: int) -> Harm:
    return Harm(harm="killed", low=count, high=count, who="civilians", span=SPAN)


def state(**fields):
    return state_claims([(DOCUMENT, [claim(**fields)])])


def test_the_origin_is_who_said_it_first() -> None:
    monitor = Source(name="The Observatory", kind="monitor")
    (said,) = state(sources=(monitor, Source(name="Wire", kind="agency")))
    assert (said.origin, said.named) == ("observatory", True)
    (said,) = state()
    assert said.origin == "wire"
    (said,) = state(sources=(Source(name="a doctor", kind="medical"),))
    assert (said.origin, said.named) == ("doctor (wire)", False)


def test_a_doctor_of_a_town_has_no_name_and_takes_the_place_of_no_other() -> None:
    doctor = Source(name="doctor in Aleppo", kind="medical")
    told = [
        (
            replace(DOCUMENT, id=wire, agency=wire, published=date(2016, 6, day)),
            [claim(id=wire, sources=(doctor,), harm=h)],
        )
        for wire, day, h in (("One", 10, killed(5)), ("Two", 11, killed(9)))
    ]
    first, second = (replace(each, incident="i") for each in state_claims(told))
    assert (first.origin, first.named, second.origin) == ("doctor in aleppo (one)", False, "doctor in aleppo (two)")
    assert bounds([first, second]) == (5, 9, False)
    assert bounds([first, replace(second, origin=first.origin)]) == (9, 9, False), "the same one, a day later"
    assert bounds([first, second], Terms(policy="named")) == (0, 0, False)
    ministry = Source(name="Ministry of Health", kind="government")
    (named,) = assign_incidents(state(sources=(ministry,)), {"c": "i"})
    assert bounds([first, named], Terms(policy="named")) == (9, 9, False)


@pytest.mark.parametrize(
    ("fields", "standing"),
    [
        ({}, "asserted"),
        ({"stance": "alleged"}, "alleged"),
        ({"stance": "denied"}, "denied"),
        ({"stance": "threatened"}, "unreal"),
        ({"reality": "hypothetical"}, "unreal"),
        ({"reality": "historical"}, "asserted"),
    ],
)
def test_standing(fields, standing) -> None:
    assert state(**fields)[0].standing == standing


def test_parts_are_statements_of_their_own_and_a_part_of_the_same_kind_is_a_lower_bound() -> None:
    children = Harm(harm="killed", low=3, high=3, who="children", span=SPAN)
    seven = Harm(harm="killed", low=7, high=7, who="people", span=SPAN)
    whole = Harm(harm="killed", low=12, high=12, who="people", parts=(children, seven), span=SPAN)
    first, second, third = state(harm=whole)
    assert [(s.part, s.who, s.low, s.high, s.subset) for s in (first, second, third)] == [
        (0, "people", 12, 12, False),
        (1, "children", 3, 3, False),
        (2, "people", 7, None, True),
    ]


def test_nobody_counts_what_is_yet_to_come() -> None:
    (said,) = state(when=When(start=date(2016, 6, 1), end=None), scope="cumulative")
    assert said.end == date(2016, 6, 10).toordinal()


def test_incidents_are_given_from_outside() -> None:
    said = state(actor=Actor(name="The Army"), place=Place(name="Harbour", parents=("North", "Land")))
    assert assign_incidents(said, {"c": "x"})[0].incident == "x"
    assert assign_incidents(said, {})[0].incident == "claim:c"
    assert assign_incidents(state(scope="cumulative"), {"c": "x"})[0].incident is None


def test_places_by_their_parents() -> None:
    town = find_path(Place(name="Masyāf", parents=("Hama", "Syria"), id="1"))
    province = find_path(Place(name="Hama province", precision="province", parents=("Syria",), id="2"))
    assert (town, province) == (("syria", "hama", "masyaf"), ("syria", "hama"))
    assert lies_within(town, province)
    assert not lies_within(province, town)
    assert fold_place("the Province of Hama") == "hama"
    both = find_path(Place(name="Borno and Yobe", precision="province", parents=("Nigeria",)))
    assert lies_within(("nigeria", "borno", "biu"), both)
    assert may_meet(both, ("nigeria", "yobe"))
    assert not lies_within(both, ("nigeria", "yobe"))


def test_a_place_without_parents_lies_somewhere_in_the_documents_country() -> None:
    unknown = find_path(Place(name="Deir Alif"), "Syria")
    assert lies_within(unknown, ("syria",))
    assert may_meet(unknown, ("syria", "hama"))
    assert not lies_within(unknown, ("syria", "hama"))
    assert not may_meet(unknown, ("iraq",))
    assert not may_meet(find_path(Place(name="Deir Alif")), ("syria",))


def test_places_asked_for_by_words() -> None:
    known = [("syria", "hama", "hama"), ("iraq", "nineveh", "mosul", "old city"), ("syria", "aleppo", "old city")]
    assert resolve_place("Hama", known) == {("syria", "hama"): []}
    assert resolve_place("Old City, Mosul", known) == {("iraq", "nineveh", "mosul", "old city"): []}
    assert len(resolve_place("Old City", known)) == 2
    assert resolve_place("Basra", known) == {}


def test_each_place_that_is_offered_is_accepted_as_it_is_written() -> None:
    known = [("syria", "aleppo", "old city"), ("iraq", "nineveh", "old city"), ("iraq", "nineveh", "mosul", "old city")]
    known += [("land", "north|south", "quay"), ("land", "east", "quay"), ("land", "~quay")]
    for words, choices in (("Old City", 2), ("Quay", 3)):
        offered = resolve_place(words, known)
        assert len(offered) == choices
        for path in offered:
            assert list(resolve_place(name_path(path), known)) == [path]
            assert list(resolve_place(name_path(path).title(), known)) == [path]


def test_a_path_with_fewer_parents_is_the_same_place() -> None:
    short, bare, full = ("land", "ford"), ("~ford",), ("land", "lakes", "middle", "ford")
    known = [short, bare, full, ("land", "lakes", "middle", "mill")]
    assert resolve_place("Ford", known) == {full: [short, bare]} or resolve_place("Ford", known) == {
        full: [bare, short]
    }
    assert move_place((*short, "market"), [short, bare], full) == (*full, "market")
    assert move_place(("land", "mill"), [short], full) == ("land", "mill")
    assert len(resolve_place("Ford", [("land", "~ford"), ("land", "east", "ford"), ("land", "west", "ford")])) == 3
    assert list(resolve_place("Hama", [("syria", "hama", "hama")])) == [("syria", "hama")]
