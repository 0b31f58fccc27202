"""Whether a count is asserted or alleged, on invented reports."""

from datetime import date

import pytest

from bearwitness.base.records import Document
from bearwitness.extract.claims import extract_counts


def stance(text: str) -> str:
    claims = extract_counts(Document(id="s", text=text, sha256="0", published=date(2018, 3, 7)))
    assert claims
    return claims[0].stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Nobody could check it.
        ("The army said 30 gunmen died near Gao. The claim could not be independently verified.", "alleged"),
        ("The army said 30 gunmen died near Gao. AFP could not immediately verify the toll.", "alleged"),
        ("The army said 30 gunmen died near Gao. There was no independent confirmation of the losses.", "alleged"),
        ("The army said 30 gunmen died near Gao, a claim that could not be verified.", "alleged"),
        ("The army said 30 gunmen died near Gao. AFP could not verify what the smoke was.", "asserted"),
        ("The army said 30 gunmen died near Gao. The identity of the pilot could not be confirmed.", "asserted"),
        # An adverb doubts the clause that it stands in, not an attacker or a motive.
        ("Twelve people were reportedly killed in Gao on Monday.", "alleged"),
        ("Twelve people were killed in Gao in strikes reportedly carried out by the army.", "asserted"),
        ("Twelve people died in Gao on Monday in a campaign allegedly against smugglers.", "asserted"),
        ("Twelve people died in Gao after a gas thought to be ammonia was released.", "asserted"),
        # What is confirmed or estimated is no hearsay.
        ("The UN has confirmed reports that 70 people were killed in Gao.", "asserted"),
        ("There were reports that 70 people were killed in Gao.", "alleged"),
        ("Some 9,000 people have been killed in Mali, UN estimates suggest.", "asserted"),
    ],
)
def test_stance_of_a_count(text: str, expected: str) -> None:
    assert stance(text) == expected
