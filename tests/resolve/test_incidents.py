from datetime import UTC, datetime, timedelta

from bearwitness.base.incidents import Incident
from bearwitness.base.records import Source
from bearwitness.resolve.incidents import Register
from bearwitness.resolve.judgements import make_judgement
from bearwitness.resolve.resolvers import Resolver
from invented import ARMY, BELVO, CITY, DAY, KARESH, make_told

AT = datetime(2031, 5, 6, 12, tzinfo=UTC)
BLAST = {"title": "Blast in Ostra", "text": "Few details.", "place": CITY}


def only(register: Register) -> Incident:
    (incident,) = register.list_incidents()
    return incident


def test_an_incident_says_where_when_how_many_by_whom_and_why(resolver: Resolver) -> None:
    resolver.add(*make_told("a", killed=5))
    ministry = (Source(name="Ministry of Health", kind="government", id="moh"),)
    resolver.add(*make_told("b", killed=12, sources=ministry, published=DAY + timedelta(days=1)))
    incident = only(Register(resolver))
    assert incident.documents == ("a", "b")
    assert (incident.place, incident.start, incident.end) == (KARESH, DAY, DAY)
    assert [(f.origin, f.low) for f in incident.tolls] == [("Ministry of Health", 12), ("Ostravia Rights Watch", 5)]
    assert incident.grade.name == "fair"
    assert len(incident.why) == 1
    assert "place" in incident.why[0]


def test_documents_of_one_incident_share_its_id_and_copies_their_story(resolver: Resolver) -> None:
    text = "Shelling hit a market in the town of Karesh on Tuesday and many families fled over the bridge that night."
    resolver.add(*make_told("a", text=text))
    resolver.add(*make_told("b", text=text))
    resolver.add(*make_told("c", place=BELVO, title="Blast in Belvo", text="Few details.", killed=2))
    a, b, c = Register(resolver).place_documents()
    assert a.incident == b.incident != c.incident
    assert a.story == b.story != c.story
    assert "like b" in a.why
    assert c.why == "no other report tells of it"


def test_a_document_that_tells_of_nothing_has_no_incident(resolver: Resolver) -> None:
    document, _, outline = make_told("a", title="", text="The harvest festival opens on Sunday.")
    resolver.add(document, [], outline)
    (placement,) = Register(resolver).place_documents()
    assert (placement.incident, placement.why) == (None, "it tells of no event")


def test_near_misses_are_listed_for_review_once_and_told_apart_on_both_sides(resolver: Resolver) -> None:
    resolver.add(*make_told("a", **BLAST, killed=3, actor=ARMY))
    resolver.add(*make_told("b", **BLAST, killed=40))
    register = Register(resolver)
    ((pair, left, right),) = register.review()
    assert {left, right} == {incident.id for incident in register.list_incidents()}
    assert all(incident.told_apart == (pair,) for incident in register.list_incidents())
    assert any(reason.weight < 0 for reason in pair.reasons)


def test_a_judged_pair_leaves_the_review_and_an_undecided_one_heads_it(resolver: Resolver) -> None:
    resolver.add(*make_told("a", **BLAST, killed=3, actor=ARMY))
    resolver.add(*make_told("b", **BLAST, killed=40))
    resolver.add(*make_told("z", place=BELVO))
    resolver.judge([make_judgement(("a", "b"), "not", by="M. Editor", why="two bridges", at=AT)])
    assert not list(Register(resolver).review())
    resolver.judge([make_judgement(("a", "z"), "undecided", by="M. Editor", why="unsure", at=AT)])
    ((pair, _, _),) = Register(resolver).review()
    assert {pair.left, pair.right} == {resolver.locate("a"), resolver.locate("z")}


def test_ids_stay_when_incidents_merge_and_the_old_one_redirects(resolver: Resolver) -> None:
    resolver.add(*make_told("a", **BLAST, killed=3, actor=ARMY))
    resolver.add(*make_told("b", **BLAST, killed=40))
    register = Register(resolver)
    before = {incident.documents[0]: incident.id for incident in register.list_incidents()}
    resolver.judge([make_judgement(("a", "b"), "same", by="M. Editor", why="one blast", at=AT)])
    register.refresh()
    merged = only(register)
    assert merged.id in before.values()
    assert register.find(before["a"]) == register.find(before["b"]) == [merged.id]
    assert [stone.moved_to for stone in register.tombstones] == [merged.id]


def test_an_incident_is_found_by_the_beginning_of_its_id_a_document_or_a_claim(resolver: Resolver) -> None:
    document, claims, outline = make_told("a")
    resolver.add(document, claims, outline)
    register = Register(resolver)
    (name,) = register.find("a")
    assert register.find(name[:5]) == register.find(claims[0].id) == [name]
    assert register.find("nothing") == []
    assert register.founder(name) == claims[0].id
