from typing import Any

import pytest

from bearwitness.base.records import Actor, Source
from bearwitness.resolve.grades import grade_incident
from bearwitness.resolve.origins import find_origin
from bearwitness.resolve.tolls import Told
from invented import ARMY, FRONT, MONITOR, make_claim, make_document

MINISTRY = Source(name="Ministry of Health", kind="government", id="moh")
ARMY_VOICE = Source(name="Ostravian defence ministry", kind="government", id="ov-defence-ministry")


def told(number: int, **fields: Any) -> Told:
    document = make_document(f"d{number}")
    claim = make_claim(document, **fields)
    return Told(claim=claim, document=document, origin=find_origin(claim, document, document))


@pytest.mark.parametrize(
    ("claims", "grade", "credibility", "why"),
    [
        ([{}], "weak", 3, "one origin: Ostravia Rights Watch"),
        ([{}, {}, {}], "weak", 3, "one origin"),
        ([{}, {"sources": (MINISTRY,)}], "fair", 2, "2 independent origins: Ministry of Health, Ostravia Rights Watch"),
        ([{}, {"sources": (MINISTRY,)}, {"sources": ()}], "fair", 2, "3 independent origins"),
        ([{"sources": (Source(name="residents", kind="resident"),)}], "weak", 6, "who is not named"),
        ([{"actor": ARMY, "sources": (ARMY_VOICE,)}], "confirmed", 1, "Ostravian army, whom the reports hold"),
        ([{"actor": ARMY}, {"sources": (MINISTRY,)}], "contested", 4, "responsible is"),
        ([{}, {"stance": "denied", "sources": (ARMY_VOICE,)}], "contested", 4, "denies it"),
        ([{"stance": "denied", "sources": (ARMY_VOICE,)}], "discounted", 5, "all that is said of it is a denial"),
        ([], "weak", 6, "no claim of harm"),
    ],
)
def test_the_rules_in_their_order(claims: list[dict[str, Any]], grade: str, credibility: int, why: str) -> None:
    found = grade_incident([told(number, **fields) for number, fields in enumerate(claims)])
    assert (found.name, found.credibility) == (grade, credibility)
    assert why in found.why


def test_what_a_party_says_of_fighters_whom_it_killed_is_no_admission() -> None:
    boast = told(1, actor=ARMY, sources=(ARMY_VOICE,), who="fighters")
    assert grade_incident([boast]).name == "weak"


def test_allies_named_for_one_attack_do_not_contest_it() -> None:
    state, ally = Actor(name="Syria", id="sy"), Actor(name="Russia", id="ru")
    found = grade_incident([told(1, actor=state), told(2, actor=ally, sources=(MINISTRY,))])
    assert found.name == "fair"


def test_an_outlet_that_quotes_a_monitor_is_no_second_origin() -> None:
    document = make_document("d1")
    claims = [make_claim(document, 0), make_claim(document, 1, sources=(), harm="injured")]
    found = [Told(claim=c, document=document, origin=find_origin(c, document, document)) for c in claims]
    assert grade_incident(found).name == "weak"


def test_one_source_that_blames_two_parties_is_no_contest() -> None:
    assert grade_incident([told(1, actor=ARMY, sources=(MONITOR,)), told(2, actor=FRONT)]).name == "weak"
