"""What one report tells twice is one claim; what it tells of two events stays two."""

from datetime import date

from bearwitness.base.records import Claim, Document
from bearwitness.extract.claims import extract_counts


def read(text: str, title: str | None = None) -> list[Claim]:
    return extract_counts(Document(id="r", text=text, sha256="0", title=title, published=date(2018, 3, 7)))


def bounds(claims: list[Claim]) -> list[tuple[str, int | None, int | None]]:
    return [(h.harm, h.low, h.high) for c in claims for h in c.harms]


def test_exact_and_at_least_are_one_number() -> None:
    text = (
        "A truck bomb killed 45 people in Mogadishu on Tuesday, police said. "
        "At least 45 people were killed in the Mogadishu blast."
    )
    assert bounds(read(text)) == [("killed", 45, 45)]


def test_two_places_with_the_same_small_number_stay_two() -> None:
    text = "Two men were killed in Basra on Monday. Two men were killed in Kirkuk on Tuesday."
    assert bounds(read(text)) == [("killed", 2, 2), ("killed", 2, 2)]


def test_the_same_place_on_two_days_stays_two() -> None:
    text = "Three women were killed in Taiz on Sunday. On Tuesday three women were killed in Taiz."
    assert len(read(text)) == 2


def test_a_headline_gives_way_to_the_body() -> None:
    claims = read("At least 14 miners were killed near Ituri on Monday.", title="Attack kills over 14 in Congo")
    assert bounds(claims) == [("killed", 14, None)]
    assert claims[0].evidence.field == "text"


def test_different_harms_are_never_folded() -> None:
    assert len(read("Six people were killed in Herat on Monday. Six people were wounded in Herat on Monday.")) == 2


def test_counts_that_add_up_to_a_total_beside_them_are_its_parts() -> None:
    text = "Clashes near Gao on Monday left nine people dead. Four soldiers and five gunmen were killed."
    claims = read(text)
    assert bounds(claims) == [("killed", 9, 9)]
    assert sorted((p.low, p.who) for p in claims[0].harms[0].parts) == [(4, "soldiers"), (5, "fighters")]


def test_those_among_the_dead_of_the_sentence_before_are_a_part() -> None:
    claims = read("An air raid killed 17 people in Saada on Monday. Six children were among the dead.")
    assert bounds(claims) == [("killed", 17, 17)]
    assert [(p.low, p.who) for p in claims[0].harms[0].parts] == [(6, "children")]


def test_two_named_sources_and_a_denial_stay_apart() -> None:
    text = (
        "The rescue service said 15 civilians were killed in Idlib on Tuesday. "
        "The health ministry said 15 civilians were killed in Idlib on Tuesday."
    )
    assert len(read(text)) == 2


def test_what_was_not_done_is_no_claim() -> None:
    assert read("Twelve civilians were not killed in Idlib on Tuesday, the army said.") == []


def test_two_bombs_with_one_large_number_in_two_cities_stay_two() -> None:
    text = "A car bomb killed 12 people in Baghdad on Monday. A second car bomb killed 12 people in Basra."
    assert bounds(read(text)) == [("killed", 12, 12), ("killed", 12, 12)]
