"""What one report tells twice is one claim; what it tells of two events stays two."""

from datetime import date

from bearwitness.base.records import Claim, Document, Segment
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


def test_a_round_headline_gives_way_to_the_number_of_the_body() -> None:
    claims = read(
        "A truck bomb killed 45 people in Mogadishu on Tuesday.", title="Truck bomb kills dozens in Mogadishu"
    )
    assert bounds(claims) == [("killed", 45, 45)]


def test_a_round_headline_over_another_number_stays() -> None:
    claims = read("A truck bomb killed four people in Mogadishu on Tuesday.", title="Months of war kill dozens in Gao")
    assert len(claims) == 2


def test_civilians_by_what_they_did_are_told_once() -> None:
    text = "Seven rescuers were killed in Gaza on Monday. The seven civilians were killed in Gaza on Monday by a shell."
    assert len(read(text)) == 1


def test_two_of_one_kind_in_one_breath_stay_two() -> None:
    claims = read("The attack in Gao on Monday killed a nurse, a hospital porter and two soldiers.")
    assert [h.low for c in claims for h in c.harms] == [1, 1, 2]


def test_a_subhead_repeats_a_part() -> None:
    lines = ("Troops killed 48 people in Gao on Monday, among them 10 children.", "Troops kill 10 children")
    text = "\n\n".join(lines)
    segments = (
        Segment(kind="body", start=0, end=len(lines[0])),
        Segment(kind="subhead", start=len(lines[0]) + 2, end=len(text)),
    )
    document = Document(id="r", text=text, sha256="0", published=date(2018, 3, 7), segments=segments)
    assert bounds(extract_counts(document)) == [("killed", 48, 48)]


def test_a_list_of_those_counted_before_is_their_parts() -> None:
    text = "Air strikes killed 50 rebels and eight civilians near Gao on Monday. The civilians included three children."
    eight = next(h for c in read(text) for h in c.harms if h.low == 8)
    assert [(p.low, p.who) for p in eight.parts] == [(3, "children")]


def test_some_of_them_in_the_words_of_another_are_a_part() -> None:
    claims = read("The army killed 29 people near Gao on Monday. A resident said 12 of them were children.")
    assert [(p.low, p.who) for c in claims for h in c.harms for p in h.parts] == [(12, "children")]


def test_three_counts_may_pass_an_open_total_a_little() -> None:
    text = "Over 50 people died near Gao on Monday. The attack killed 15 farmers, 27 gunmen and 10 herders near Gao."
    assert [len(h.parts) for c in read(text) for h in c.harms if h.low == 51] == [3]


def test_persons_are_no_part_of_families() -> None:
    text = "Troops executed six families in Gao on Monday. Five women were among the dead."
    assert all(not harm.parts for claim in read(text) for harm in claim.harms)


def test_a_deed_on_some_of_them_is_no_part() -> None:
    claims = read("Gunmen killed 30 soldiers near Gao on Monday. Planes hit their camp, killing a number of them.")
    assert all(not harm.parts for claim in claims for harm in claim.harms)


def test_round_numbers_add_up_to_nothing() -> None:
    text = "Clashes near Gao on Monday left several people dead. One soldier and two gunmen were killed near Gao."
    assert all(not harm.parts for claim in read(text) for harm in claim.harms)


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
