"""Denials and what they answer in other documents: invented reports of one invented war."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from itertools import permutations
from typing import Any

import pytest
import yaml

from bearwitness.base.identifiers import digest
from bearwitness.base.incidents import Answer, Outline, Verdict
from bearwitness.base.records import Actor, Claim, Document, Place, Source, Span, When
from bearwitness.resolve.acts import Record, make_party, make_record
from bearwitness.resolve.denials import link_denials
from bearwitness.resolve.incidents import Register
from bearwitness.resolve.judgements import make_judgement
from bearwitness.resolve.lexicons import load_events, load_peoples
from bearwitness.resolve.resolvers import Resolver
from invented import ARMY, BELVO, DAY, FRONT, KARESH, MONITOR, make_claim, make_document

ARMY_VOICE = Source(name="Ostravian army", id="ov", kind="government")
MINISTRY = Actor(name="Ostravian defence ministry", id="ov-defence", kind="government", side="government", country="OV")
DENIED = "the army denied that its jets had bombed a clinic in Karesh"
Told = tuple[Document, list[Claim]]


def tell(name: str, wording: str = "army jets bombed a clinic in Karesh", **fields: Any) -> Told:
    """A report that tells one deed: by the army, in Karesh, on the day, from the monitor, unless the fields differ."""
    own = {key: fields.pop(key) for key in ("published", "title", "text") if key in fields}
    document = make_document(name, **{"title": wording, **own})
    values = {"category": "ASSAULT", "mode": "aerial", "harms": (), "actor": ARMY, "wording": wording}
    return document, [make_claim(document, **(values | fields))]


def deny(name: str, wording: str = DENIED, days: int = 1, **fields: Any) -> Told:
    """A report, some days later, in which the army denies."""
    values: dict[str, Any] = {"category": "DENY", "mode": None, "stance": "denied", "reality": "negated"}
    values |= {"sources": (ARMY_VOICE,), "day": DAY + timedelta(days=days), "published": DAY + timedelta(days=days)}
    return tell(name, wording, **(values | fields))


def link(*told: Told, said: dict[tuple[str, str], Verdict] | None = None) -> tuple[Answer, ...]:
    return link_denials((make_record(document, claims) for document, claims in told), said)


def links(*told: Told) -> dict[str, str]:
    return {answer.document: answer.answered for answer in link(*told)}


DISTRACTORS = (
    tell("front-in-karesh", "the Front shelled a market in Karesh", mode="heavy-weapons", actor=FRONT),
    tell("army-in-belvo", "army jets bombed a convoy in Belvo", place=BELVO),
    tell("army-on-market", "army guns shelled the market of Karesh", mode="heavy-weapons"),
    tell("a-month-before", "army jets bombed a clinic in Karesh", day=DAY - timedelta(days=40)),
    tell("a-day-after", "army jets bombed a clinic in Karesh", day=DAY + timedelta(days=4)),
)


def test_a_denial_finds_its_charge_among_other_attacks_of_the_day() -> None:
    assert links(tell("charge"), *DISTRACTORS, deny("denial")) == {"denial": "charge"}


def test_without_the_charge_the_other_attacks_are_not_taken_for_it() -> None:
    assert links(*DISTRACTORS, deny("denial")) == {}


def test_the_reasons_are_told_in_words() -> None:
    (answer,) = link(tell("charge"), deny("denial"))
    told = {reason.feature: reason.words for reason in answer.reasons}
    assert told["place"] == "both at Karesh"
    assert told["date"] == f"answered 1 day after {DAY}"
    assert told["object"] == "both speak of hospital"
    assert answer.score == round(-3 + sum(reason.weight for reason in answer.reasons), 2)


def test_the_order_in_which_reports_come_changes_nothing() -> None:
    told = [tell("charge"), tell("again"), DISTRACTORS[1], deny("denial")]
    assert len({link(*order) for order in permutations(told)}) == 1


def test_two_deeds_that_fit_alike_leave_a_denial_without_an_answer() -> None:
    bare = "the army denied that its jets had been over Ulm"
    ulm = Place(
        id="t:ulm", name="Ulm", lat=12.4, lon=22.5, radius_m=70_000, precision="province", parents=("Ostravia",)
    )
    first = tell("one", "army jets bombed a bridge in Karesh")
    second = tell("two", "army jets bombed a school in Belvo", place=BELVO)
    assert links(first, second, deny("denial", bare, place=ulm)) == {}


def test_copies_of_one_charge_are_no_rivals_and_the_first_is_named() -> None:
    later = tell("copy", published=DAY + timedelta(days=1), title="again: army jets bombed a clinic in Karesh")
    assert links(later, tell("charge"), deny("denial")) == {"denial": "charge"}


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"wording": "the army has always denied bombing clinics in Karesh"}, "it denies all there ever was"),
        ({"days": 60}, "it comes too late"),
        ({"days": -3}, "it comes before the deed"),
        ({"actor": FRONT, "sources": (Source(name="Northern Front", id="northern-front"),)}, "nobody blamed them"),
        ({"place": BELVO}, "it names another place"),
        ({"when": When(start=date(2028, 1, 1), end=DAY)}, "it denies what was said for years"),
    ],
)
def test_what_a_denial_does_not_answer(fields: dict[str, Any], why: str) -> None:
    assert links(tell("charge"), deny("denial", **fields)) == {}, why


def test_the_deniers_own_version_is_no_charge_against_him() -> None:
    own = tell("version", "army jets bombed a clinic in Karesh that fighters used", sources=(ARMY_VOICE,))
    assert links(own, deny("denial")) == {}


def test_a_states_ministry_answers_for_its_army() -> None:
    army = Actor(name="Ostravian army", id="ov", kind="military", side="government", country="OV")
    told = deny("denial", actor=MINISTRY, sources=(Source(name=MINISTRY.name, id=MINISTRY.id),))
    assert links(tell("charge", actor=army), told) == {"denial": "charge"}
    opposition = Actor(name="Ostravian opposition", id="ostravian-opposition", side="rebel", country="OV")
    assert links(tell("charge", actor=opposition), told) == {}


def test_a_people_in_common_is_no_party() -> None:
    wording = "separatists shelled a school in Karesh"
    denied = "the defence ministry denied shelling a school in Karesh"
    separatists = Actor(name="Ukrainian separatists", kind="armed_group", country="UA")
    ministry = Actor(name="Ukrainian defence ministry", id="ua-defence", kind="ministry", side="government")
    charge = tell("charge", wording, category="ACCUSE", mode="allege", actor=None, target=separatists)
    told = deny("denial", denied, actor=ministry, sources=(Source(name=ministry.name, id=ministry.id),))
    assert links(charge, told) == {}
    # Nor where nothing but the words says what either of them is.
    separatists, ministry = Actor(name="Ukrainian separatists"), Actor(name="Ukrainian defence ministry")
    charge = tell("charge", wording, category="ACCUSE", mode="allege", actor=None, target=separatists)
    told = deny("denial", denied, actor=ministry, sources=(Source(name=ministry.name),))
    assert links(charge, told) == {}


def test_residents_of_a_country_do_not_speak_for_its_army() -> None:
    residents = Source(name="Ostravian residents", kind="resident")
    charge = tell("charge", category="ACCUSE", mode="allege", actor=None, target=ARMY, sources=(residents,))
    assert links(charge, deny("denial")) == {"denial": "charge"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Actor(name="Ukrainian army"), Actor(name="Ukrainian defence ministry"), True),
        (Actor(name="Ukrainian army"), Actor(name="Ukrainian brigade"), False),
        (Actor(name="Russia and Syrian government"), Actor(name="Russia", id="ru", kind="state"), True),
        (
            Actor(name="Syrian government and Russia", side="government", country="SY"),
            Actor(name="Russia", id="ru"),
            True,
        ),
        (Actor(name="Syrian government and Hezbollah"), Actor(name="Russia", id="ru", kind="state"), False),
        (Actor(name="Syrian government and Hezbollah"), Actor(name="Syria", id="sy", kind="state"), True),
        (Actor(name="Ukrainian army", kind="military"), Actor(name="Ukrainian ministry", kind="ministry"), True),
        (Actor(name="Ukrainian army"), Actor(name="Russian army"), False),
        (Actor(name="Lakeland Brigade"), Actor(name="the Lakeland brigade"), True),
        (Actor(name="Ukrainian opposition"), ARMY, False),
        (Actor(name="separatists"), Actor(name="Ukrainian separatists"), True),
        (Actor(name="Syria"), Actor(name="Syria"), True),
        (Actor(name="A. Leader", id="a-leader", kind="person", country="OV"), replace(ARMY, country="OV"), False),
        (
            Actor(name="A. President", id="a-president", kind="person", side="government", country="OV"),
            replace(ARMY, country="OV"),
            True,
        ),
        (Actor(name="Bashar al-Assad", id="bashar-al-assad", kind="person"), Actor(name="Syria", id="sy"), True),
    ],
)
def test_who_is_one_party(one: Actor, other: Actor, same: bool) -> None:
    left, right = make_party(one), make_party(other)
    assert left is not None and right is not None
    assert left.matches(right) is right.matches(left) is same


def test_peoples_and_heads_are_those_that_claims_are_made_with() -> None:
    states = yaml.safe_load(files("bearwitness.extract").joinpath("lexicon", "states.yaml").read_text("utf-8"))
    known = load_peoples()
    for code, (name, adjectives, _) in states["states"].items():
        for form in filter(None, [name, *(adjectives or "").split("/")]):
            assert known.find_countries(f"{form.lower()} rebels") == {code}
    heads = {re.sub("[^a-z]+", "-", names[0].lower()): code for code, names in states["leaders"].items()}
    assert load_events().heads.items() <= heads.items()


def test_reasons_about_parties_are_told_in_words_that_fit_one_and_many() -> None:
    (answer,) = link(tell("charge"), deny("denial"))
    assert {reason.words for reason in answer.reasons if reason.feature == "party"} == {
        "held responsible: Ostravian army, by whom the denial is"
    }
    (answer,) = link(tell("charge"), deny("denial", actor=replace(ARMY, name="Ostravian general staff")))
    assert {reason.words for reason in answer.reasons if reason.feature == "party"} == {
        "held responsible: Ostravian army; the denial is by Ostravian general staff"
    }


def test_a_denial_of_a_charge_takes_the_charge_before_the_deed_told_with_it() -> None:
    document, claims = tell("charge")
    accused = make_claim(
        document,
        category="ACCUSE",
        mode="allege",
        harms=(),
        actor=Actor(name="Ostravia Rights Watch", id="orw"),
        target=ARMY,
        wording="the Watch accused the army of bombing a clinic",
        place=None,
    )
    accused = Claim(**{name: getattr(accused, name) for name in Claim.__slots__} | {"id": digest("accused")})
    both = (document, [*claims, accused])
    (answer,) = link(both, deny("denial", "the army denied the accusation that its jets bombed a clinic"))
    assert answer.claim == accused.id
    (answer,) = link(both, deny("denial"))
    assert answer.claim == claims[0].id
    assert set(answer.claims) == {claims[0].id, accused.id}


def test_what_the_document_itself_links_stays_as_it_is() -> None:
    document, claims = deny("denial")
    own = make_claim(document, 3, category="ASSAULT", mode="aerial", harms=(), actor=ARMY, wording="jets hit a clinic")
    linked = Claim(**{name: getattr(claims[0], name) for name in Claim.__slots__} | {"about": own.id})
    (answer,) = link(tell("charge"), (document, [own, linked]))
    assert (answer.claim, answer.within, answer.score) == (own.id, True, None)


def test_a_refusal_finds_the_demand_it_refuses() -> None:
    union = Actor(name="Lake Union", id="lake-union")
    asked = tell(
        "demand",
        "the Lake Union called for a humanitarian corridor",
        category="REQUEST",
        mode=None,
        actor=union,
        target=ARMY,
        stance="demanded",
        reality="hypothetical",
        sources=(Source(name="Lake Union", id="lake-union"),),
        place=None,
    )
    other = tell(
        "other",
        "the Lake Union called for the release of prisoners",
        category="REQUEST",
        mode=None,
        actor=union,
        target=ARMY,
        stance="demanded",
        reality="hypothetical",
        sources=(Source(name="Lake Union", id="lake-union"),),
        place=None,
    )
    refused = deny(
        "refusal",
        "the army rejected the humanitarian corridor that the Lake Union had asked for",
        category="REJECT",
        stance="asserted",
        reality="actual",
        place=None,
    )
    assert links(asked, other, refused) == {"refusal": "demand"}
    assert links(other, refused) == {}


def test_a_persons_word_wins_over_the_score() -> None:
    charge, denial, market = tell("charge"), deny("denial"), DISTRACTORS[2]
    ends = sorted((denial[1][0].id, charge[1][0].id))
    assert link(charge, denial, said={(ends[0], ends[1]): "not"}) == ()
    ends = sorted((denial[1][0].id, market[1][0].id))
    (answer,) = link(charge, denial, market, said={(ends[0], ends[1]): "same"})
    assert (answer.answered, answer.reasons[0].words) == ("army-on-market", "a person said so")


def test_an_incident_holds_its_denials_and_a_report_that_only_denies_it_is_part_of_it(resolver: Resolver) -> None:
    charge, denial = tell("charge", text="Few details."), deny("denial", title="Army denies raid", text="No details.")
    reprint = deny("reprint", title="Army denies raid", text="No details either.")
    for document, claims in (charge, denial, reprint):
        resolver.add(document, claims, Outline())
    register = Register(resolver)
    (incident,) = register.list_incidents()
    assert [answer.answered for answer in incident.denials] == ["charge"]  # the reprint says it no second time
    assert incident.grade.name == "contested"
    assert incident.grade.why == f"{MONITOR.name} tells of it and {ARMY.name} denies it"
    assert incident.start == DAY
    placed = {each.document: each for each in register.place_documents()}
    assert {each.incident for each in placed.values()} == {incident.id}
    assert [answer.answered for answer in placed["reprint"].answers] == ["charge"]
    assert placed["denial"].why == "it denies what charge tells"
    (row,) = register.list_denied(incident.id)
    assert [each.document.id for each in row[1:]] == ["denial", "charge"]
    assert register.find(denial[1][0].id) == [incident.id]


def test_who_parts_a_denial_from_a_claim_is_heard(resolver: Resolver) -> None:
    charge, denial = tell("charge", text="Few details."), deny("denial", title="Army denies raid", text="No details.")
    for document, claims in (charge, denial):
        resolver.add(document, claims, Outline())
    at = datetime(2031, 5, 9, tzinfo=UTC)
    resolver.judge([make_judgement((denial[1][0].id, charge[1][0].id), "not", by="M. Editor", why="another", at=at)])
    register = Register(resolver)
    (incident,) = register.list_incidents()
    assert (incident.denials, incident.grade.name) == ((), "weak")
    assert not register.list_set_aside()


AT = datetime(2031, 5, 9, tzinfo=UTC)


def both(name: str, *added: Claim, **fields: Any) -> Told:
    """A report that counts the dead of Karesh, and holds claims beside the count."""
    document = make_document(name, **fields)
    return document, [make_claim(document), *added]


def add(resolver: Resolver, *told: Told) -> None:
    for document, claims in told:
        resolver.add(document, claims, Outline())


def judge(resolver: Resolver, one: str, other: str, verdict: Verdict) -> None:
    resolver.judge([make_judgement((one, other), verdict, by="M. Editor", why="read both", at=AT)])


def deny_beside(name: str) -> Told:
    """A report that counts the dead of Karesh and in which the army denies."""
    document, claims = both(name)
    _, (denial,) = deny(name)
    return document, [*claims, make_claim(document, 2, **copy_fields(denial, "category", "stance", "actor", "sources"))]


def copy_fields(claim: Claim, *names: str) -> dict[str, Any]:
    return {name: getattr(claim, name) for name in names}


def test_not_on_a_denial_and_a_count_parts_reports_that_stood_together(resolver: Resolver) -> None:
    one, other = deny_beside("one"), both("two")
    add(resolver, one, other)
    assert len(resolver.groups()) == 1
    judge(resolver, one[1][1].id, other[1][0].id, "not")
    assert len(resolver.groups()) == 2
    assert resolver.list_set_aside() == []


def test_undecided_on_a_denial_and_a_count_heads_the_review(resolver: Resolver) -> None:
    one, other = deny_beside("one"), both("two", title="Blast in Belvo", text="Few details.")
    other[1][0] = replace(other[1][0], place=BELVO)
    add(resolver, one, other)
    assert len(resolver.groups()) == 2
    assert list(Register(resolver).review()) == []
    judge(resolver, one[1][1].id, other[1][0].id, "undecided")
    ((_, left, right),) = Register(resolver).review()
    assert left != right
    assert resolver.list_set_aside() == []


def test_same_on_a_refusal_and_a_deed_is_heard(resolver: Resolver) -> None:
    charge = tell("charge")
    refusal = deny("refusal", "the army rejected it", category="REJECT", stance="asserted", reality="actual")
    add(resolver, charge, refusal)
    assert resolver.answers() == ()
    judge(resolver, refusal[1][0].id, charge[1][0].id, "same")
    (answer,) = resolver.answers()
    assert (answer.denial, answer.claim) == (refusal[1][0].id, charge[1][0].id)
    assert resolver.list_set_aside() == []


@pytest.mark.parametrize("category", ["PROTEST", "STATE", "SANCTION"])
def test_same_on_a_denial_and_what_no_denial_answers_is_set_aside(resolver: Resolver, category: str) -> None:
    other, denial = tell("other", category=category), deny("denial")
    add(resolver, other, denial)
    judge(resolver, denial[1][0].id, other[1][0].id, "same")
    assert resolver.answers() == ()
    ((judgement, why),) = Register(resolver).list_set_aside()
    assert judgement.verdict == "same"
    assert why == f"a denial answers a deed, a charge or a demand, and {other[1][0].id} is none"


def test_the_newest_word_on_what_a_denial_answers_counts_and_the_other_is_set_aside(resolver: Resolver) -> None:
    charge, market, denial = tell("charge"), DISTRACTORS[2], deny("denial")
    add(resolver, charge, market, denial)
    for hours, other in enumerate((market, charge)):
        ends = (denial[1][0].id, other[1][0].id)
        at = AT + timedelta(hours=hours)
        resolver.judge([make_judgement(ends, "same", by="M. Editor", why="read both", at=at)])
    assert [answer.answered for answer in resolver.answers()] == ["charge"]
    ((judgement, why),) = resolver.list_set_aside()
    assert {judgement.left, judgement.right} == {denial[1][0].id, market[1][0].id}
    assert why == "a newer judgement says what the denial answers"


def test_not_on_what_a_document_links_itself_is_heard(resolver: Resolver) -> None:
    document, (denial,) = deny("denial")
    own = make_claim(document, 3, category="ASSAULT", mode="aerial", harms=(), actor=ARMY, wording="jets hit a clinic")
    add(resolver, (document, [own, replace(denial, about=own.id)]))
    assert [answer.claim for answer in resolver.answers()] == [own.id]
    judge(resolver, denial.id, own.id, "not")
    assert resolver.answers() == ()
    assert resolver.list_set_aside() == []


def test_a_report_that_denies_two_incidents_is_part_of_neither(resolver: Resolver) -> None:
    """Neither for its placement nor in the incidents, wherever it stands among the reports."""
    first, second = (
        tell("first", text="Few details."),
        tell("second", "army jets bombed a bridge in Belvo", place=BELVO),
    )
    document, (denial,) = deny("denials", title="Army denies raids", text="No details.")
    again = replace(denial, id=digest("again"), place=BELVO, wording="it denied bombing a bridge in Belvo")
    again = replace(again, evidence=Span(start=20, end=39))
    add(resolver, first, second, (document, [denial, again]))
    assert [answer.answered for answer in resolver.answers()] == ["first", "second"]
    register = Register(resolver)
    placed = {each.document: each for each in register.place_documents()}
    told = [placed[name].incident for name in ("first", "second")]
    for home in told:
        assert home is not None
        assert "denials" not in register.describe(home).documents
    assert placed["denials"].incident not in told


def test_one_source_in_two_spellings_is_one_origin_beside_its_denial_too(resolver: Resolver) -> None:
    charge, elsewhere = tell("charge", text="Few details."), both("elsewhere", title="Blast in Belvo", text="Nothing.")
    elsewhere[1][0] = replace(elsewhere[1][0], place=BELVO)
    monitor = Source(name=f"Ostravia-based {MONITOR.name}", kind="monitor")
    refusal = make_claim(elsewhere[0], 2, category="REJECT", harms=(), sources=(monitor,), actor=None, place=BELVO)
    elsewhere[1].append(refusal)
    add(resolver, charge, elsewhere)
    judge(resolver, refusal.id, charge[1][0].id, "same")
    register = Register(resolver)
    (incident,) = (each for each in register.list_incidents() if each.denials)
    assert incident.documents == ("charge",)
    assert (incident.grade.name, incident.grade.why) == ("weak", f"one origin: {MONITOR.name}")


def test_a_claim_that_tells_stands_for_an_incident_before_one_that_denies(resolver: Resolver) -> None:
    document, (_, denial) = deny_beside("one")
    claims = [make_claim(document, 4), replace(denial, place=KARESH)]
    add(resolver, (document, claims))
    register = Register(resolver)
    (incident,) = register.list_incidents()
    assert register.founder(incident.id) == claims[0].id


def test_a_sentence_of_two_places_makes_two_acts() -> None:
    document, claims = tell("both")
    there = make_claim(document, category="ASSAULT", mode="aerial", harms=(), place=BELVO, wording="and Belvo")
    there = Claim(**{name: getattr(there, name) for name in Claim.__slots__} | {"id": digest("there")})
    record: Record = make_record(document, [*claims, there])
    assert [[spot.name for spot in act.spots] for act in record.deeds] == [["Karesh"], ["Belvo"]]
    assert Span(start=0, end=19) == claims[0].evidence == there.evidence
    assert KARESH.name == record.deeds[0].spots[0].name
