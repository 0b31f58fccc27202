"""Attacks told in sum, and then one by one, are those told one by one."""

from datetime import date

from bearwitness.base.records import Claim, Document
from bearwitness.extract.claims import extract_claims

SUM = "Syrian government air raids across Idlib province killed 21 people on Monday. "
SARAQEB = "Syrian government raids on Saraqeb killed 12 people on Monday. "
MAARAT = "Syrian government raids on Maarat al-Numan killed nine on Monday. "


def tell(text: str) -> list[Claim]:
    document = Document(id="r1", text=text, sha256="00", published=date(2019, 5, 8))
    return [claim for claim in extract_claims(document) if claim.category == "ASSAULT"]


def places(text: str) -> list[str]:
    return [claim.place.name for claim in tell(text) if claim.place is not None]


def test_a_sum_gives_way_to_its_parts() -> None:
    assert len(places(SUM + SARAQEB + MAARAT)) == 2
    assert not any("province" in place for place in places(SUM + SARAQEB + MAARAT))


def test_one_part_leaves_the_sum_standing() -> None:
    assert any("province" in place for place in places(SUM + SARAQEB))


def test_two_sides_of_a_town_are_two_attacks() -> None:
    east = "Syrian government raids killed ten people in the east of Aleppo on Monday. "
    west = "Syrian government raids killed four people in the west of Aleppo on Monday."
    assert len(tell(east + west)) == 2
