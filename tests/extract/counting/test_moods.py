"""Stances: doubt beside a count and in who states it, on invented reports."""

from datetime import date

import pytest

from bearwitness.base.records import Document
from bearwitness.extract.claims import extract_counts


def stances(text: str) -> list[str]:
    document = Document(id="r1", text=text, sha256="00", published=date(2019, 5, 8))
    return [claim.stance for claim in extract_counts(document)]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Nine people were killed by shelling in Tal Duma, the mayor said.", "asserted"),
        ("Nine people were allegedly killed by shelling in Tal Duma.", "alleged"),
        ("Soldiers are reported to have killed nine people in Tal Duma.", "alleged"),
        ("Nine miners are feared dead in Tal Duma.", "alleged"),
        ("A suspected ELN gunman killed a teacher in Tibu.", "asserted"),
        ("The army denied that its air strike killed nine people in Tal Duma.", "denied"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert stances(text) == [stance]
