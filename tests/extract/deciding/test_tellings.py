"""What is told twice is one deed; what two sides did is two."""

from datetime import date

from bearwitness.base.records import Claim, Document
from bearwitness.extract.claims import extract_documents


def tell(text: str) -> list[Claim]:
    document = Document(id="r1", text=text, sha256="00", published=date(2019, 5, 8))
    return [claim for _, claims in extract_documents([document]) for claim in claims]


def test_two_armies_that_share_words_of_their_names_did_two_deeds() -> None:
    found = tell("The Syrian army shelled Hama on Monday. The Free Syrian Army shelled Hama on Monday.")
    assert [c.actor.id for c in found if c.category == "ASSAULT" and c.actor] == ["sy", "free-syrian-army"]


def test_a_deed_told_again_is_told_once() -> None:
    found = tell("The Syrian army shelled Hama on Monday. The shelling of Hama by the Syrian army lasted an hour.")
    assert len([c for c in found if c.category == "ASSAULT"]) == 1
