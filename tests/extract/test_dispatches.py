"""Dispatches from bytes to claims: a dateline's places, day and agency are no part of its first sentence."""

import hashlib
from collections.abc import Sequence

import pytest

from bearwitness.base.records import Claim, Report
from bearwitness.decode import decode_report
from bearwitness.extract.claims import extract_documents


def extract(text: str) -> Sequence[Claim]:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    report = Report(id="r", origin="r.txt", media="text", sha256=sha256, content=text.encode())
    ((_, claims),) = extract_documents([decode_report(report)])
    return claims


@pytest.mark.parametrize(
    "dateline",
    [
        "EL GENEINA, Sudan, May 14 (Desert Wire) - ",
        "EL GENEINA, Sudan (Desert News Agency) 14 May 2024 - ",
        "EL GENEINA, Sudan, May 14, 2024 (Desert Wire) — ",
        "EL GENEINA/ZALINGEI, Sudan, 14 May 2024 -- ",
        "EL GENEINA, Sudan — ",
    ],
)
def test_a_datelines_country_neither_acts_nor_speaks(dateline: str) -> None:
    claims = extract(
        f"{dateline}Sudan's paramilitary Rapid Support Forces said they had taken the barracks of the army. "
        "A missile killed seven people in the market."
    )
    taken = next(claim for claim in claims if claim.kind == "control")
    assert taken.actor is not None
    assert taken.actor.id == "rapid-support-forces"
    assert [source.kind for source in taken.sources] == ["armed_group"]
    assert "Rapid Support" in taken.sources[0].name
    killed = next(claim for claim in claims if claim.harms)
    assert killed.actor is None
    assert killed.sources == ()
    assert all("Sudan" not in source.name for claim in claims for source in claim.sources)


def test_the_words_of_a_claim_begin_behind_the_dateline() -> None:
    dateline = "GOMA, Democratic Republic of Congo, Jan 27, 2025 (Lake Wire) - "
    text = dateline + "Rebels killed nine people on Monday, medics said."
    (claim,) = [each for each in extract(text) if each.harms]
    assert claim.when is not None
    assert str(claim.when.start) == "2025-01-27"
    assert claim.actor is not None
    assert claim.actor.name == "rebels"
    assert [source.name for source in claim.sources] == ["medics"]
    assert claim.evidence.start == len(dateline)
