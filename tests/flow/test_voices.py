"""Grades and tallies count alike: one input through both stages. Everyone here is invented."""

from collections.abc import Sequence
from datetime import date

import pytest

from bearwitness.base.origins import Voices, fold_voices, join_spellings
from bearwitness.base.records import Claim, Document, Harm, HarmKind, Source, Span
from bearwitness.base.tallies import Query, Terms
from bearwitness.resolve.grades import grade_incident
from bearwitness.resolve.origins import find_origin
from bearwitness.resolve.tolls import Told
from bearwitness.tally.casebooks import open_casebook
from bearwitness.tally.statements import assign_incidents, state_claims
from bearwitness.tally.tallies import tally

SPAN = Span(start=0, end=5)
MONITOR = Source(name="Lakeland Observatory", kind="monitor")
BASED = Source(name="the Britain-based Lakeland Observatory group", kind="monitor")
KNOWN = Source(name="Lakeland Observatory", kind="monitor", id="lko")
MINISTRY = Source(name="Ministry of Health", kind="government")
DOCTOR = Source(name="doctor in Karesh", kind="medical")
OFFICIAL = Source(name="local official in Belvo", kind="official")
DESK = Source(name="press desk of the lake", kind="official")
WATCHER = Source(name="a monitoring group", kind="monitor")
POST = Source(name="The Northern Post", kind="outlet")

Said = tuple[str, Source | None]  # the report that says it, and whom it quotes


def tell(said: Sequence[Said], harms: Sequence[HarmKind] = ()) -> list[tuple[Document, list[Claim]]]:
    reports: dict[str, tuple[Document, list[Claim]]] = {}
    for number, (name, source) in enumerate(said):
        outlet = {"n": "Northern Post", "-": None}.get(name[0], f"Outlet {name[0]}")
        document = Document(id=name, text="", sha256=name, outlet=outlet, published=date(2031, 5, 6))
        claim = Claim(
            id=f"c{number}",
            document=name,
            kind="event",
            category="HARM",
            harms=(Harm(harm=harms[number] if harms else "killed", low=9, high=9, who="civilians", span=SPAN),),
            sources=() if source is None else (source,),
            evidence=SPAN,
            wording="",
            rule="",
            extractor="",
        )
        reports.setdefault(name, (document, []))[1].append(claim)
    return list(reports.values())


def grade(said: Sequence[Said], voices: Voices) -> str:
    told = {claim.id: (claim, document) for document, claims in tell(said) for claim in claims}
    found = {id_: find_origin(claim, document, document) for id_, (claim, document) in told.items()}
    origins = join_spellings(found, fold_voices(voices))
    return grade_incident([Told(claim=c, document=d, origin=origins[id_]) for id_, (c, d) in told.items()]).name


def count(said: Sequence[Said], voices: Voices, policy: str = "two-origins") -> int | None:
    statements = state_claims(tell(said))
    statements = assign_incidents(statements, {each.claim: "i" for each in statements})
    (row,) = tally(open_casebook(statements, Terms(policy=policy, voices=voices)), Query())  # type: ignore[arg-type]
    return row.high


@pytest.mark.parametrize(
    ("said", "voices", "two"),
    [
        ([("a", MONITOR), ("b", MONITOR)], (), False),
        ([("a", MONITOR), ("b", MINISTRY)], (), True),
        ([("a", MONITOR), ("b", BASED)], (), False),  # another spelling
        ([("a", KNOWN), ("b", BASED)], (), False),  # and one with an id
        ([("a", DOCTOR), ("b", OFFICIAL)], (), False),  # who has no name cannot be told apart
        ([("a", DOCTOR), ("b", MONITOR)], (), True),
        ([("a", WATCHER), ("b", MONITOR)], (), False),
        ([("a", DOCTOR), ("b", DESK)], (), False),
        ([("a", DOCTOR), ("b", DESK)], [("Desk", "press desk of the lake")], True),  # whom the registry knows
        ([("a", MONITOR), ("b", MINISTRY)], [("Ministry of Health", "The Lakeland Observatory")], False),
        ([("a", MONITOR), ("b", None)], (), True),
        ([("a", MONITOR), ("a", None)], (), False),  # an outlet's own words beside its quotation
        ([("a", MONITOR), ("a", None), ("b", None)], (), True),
        ([("n1", POST), ("n2", None)], (), False),  # a house that quotes itself
        ([("n1", POST), ("n1", MONITOR)], (), False),
        ([("-1", None), ("-2", None)], (), False),  # houses that nobody knows
    ],
)
def test_what_is_two_origins_to_a_grade_is_two_to_a_tally(said: list[Said], voices: Voices, two: bool) -> None:
    assert grade(said, voices) == ("fair" if two else "weak")
    assert count(said, voices) == (9 if two else 0)


def test_whom_the_registry_knows_is_a_named_source() -> None:
    assert count([("a", DESK)], (), "named") == 0
    assert count([("a", DESK)], [("Desk", "press desk of the lake")], "named") == 9


def test_an_outlet_that_quotes_somebody_on_the_incident_is_no_second_origin_of_another_harm() -> None:
    statements = state_claims(tell([("a", MONITOR), ("a", None), ("b", None)], ("killed", "injured", "injured")))
    statements = assign_incidents(statements, {each.claim: "i" for each in statements})
    book = open_casebook(statements, Terms(policy="two-origins"))
    assert not book.fields and {each.claim for each, _ in book.refused} == {"c0", "c1", "c2"}
