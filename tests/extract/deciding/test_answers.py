"""Which charge a denial answers."""

from datetime import date

from bearwitness.base.records import Claim, Document
from bearwitness.extract.claims import extract_documents


def tell(text: str) -> list[Claim]:
    document = Document(id="r1", text=text, sha256="00", published=date(2019, 5, 8))
    return [claim for _, claims in extract_documents([document]) for claim in claims]


def answered(claims: list[Claim]) -> list[Claim | None]:
    known = {claim.id: claim for claim in claims}
    return [known.get(claim.about or "") for claim in claims if claim.category == "DENY"]


def test_a_denial_answers_the_charge_against_the_denier() -> None:
    (charge,) = answered(
        tell(
            "The Syrian army shelled a market in Homs on Monday, residents said. The Syrian army denied responsibility."
        )
    )
    assert charge is not None and charge.category == "ASSAULT"


def test_a_denial_of_one_attack_does_not_answer_what_the_other_side_did_elsewhere() -> None:
    assert answered(
        tell(
            "The Free Syrian Army shelled a market in Homs on Monday, residents said. "
            "The Syrian army denied responsibility for an attack in Hama."
        )
    ) == [None]


def test_an_accusation_is_not_of_ground_held_nor_of_a_later_attack_by_others() -> None:
    claims = tell(
        "The RSF holds 60 percent of the town, officers said. The RSF rejected accusations that its men burned villages"
        " in the west.\n\nShelling killed four people in Kosti on Monday, the mayor said."
    )
    assert answered(claims) == [None]
