"""Documents in, claims out: the whole of the extraction on invented reports."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bearwitness.base.records import Claim, Document, Harm, Segment
from bearwitness.extract.claims import extract_counts, extract_documents


def document(text: str, **fields: object) -> Document:
    values: dict[str, object] = {"id": "r1", "text": text, "sha256": "00", "published": date(2019, 5, 8)}
    return Document(**{**values, **fields})  # type: ignore[arg-type]


def counts(claims: list[Claim]) -> list[tuple[str, int | None, int | None, str]]:
    return [(h.harm, h.low, h.high, h.who) for c in claims for h in c.harms]


def spread(harm: Harm) -> list[Harm]:
    return [harm, *(inner for part in harm.parts for inner in spread(part))]


WIRE = (
    "Shells fired by the Houthis killed seven people, including three children, in the port city of Hodeidah on "
    "Tuesday, a medical source told Reuters. At least 20 others were wounded, he said. "
    "The war has killed more than 60,000 people since 2015."
)


def test_a_wire_report_gives_its_counts_with_bounds() -> None:
    found = counts(extract_counts(document(WIRE)))
    assert ("killed", 7, 7, "people") in found
    assert ("injured", 20, None, "people") in found
    assert ("killed", 60001, None, "people") in found


def test_a_subset_is_a_part_and_never_a_claim_of_its_own() -> None:
    claims = extract_counts(document(WIRE))
    whole = next(c for c in claims if c.harms[0].low == 7)
    assert [(p.low, p.who) for p in whole.harms[0].parts] == [(3, "children")]
    assert ("killed", 3, 3, "children") not in counts(claims)


def test_a_part_of_a_count_that_is_told_twice_stays_its_part() -> None:
    (nine,) = extract_counts(
        document("Shelling killed nine in Idlib, Syria. Nine people died in Idlib. Three women were among the dead.")
    )
    assert [(h.low, h.who) for h in spread(nine.harms[0])] == [(9, "people"), (3, "women")]


def test_a_name_that_ends_like_a_known_monitor_is_its_own() -> None:
    (two,) = extract_counts(
        document("Two people were wounded in Homs, Syria, on Monday, the Lakeland Observatory said.")
    )
    assert [(s.name, s.id) for s in two.sources] == [("Lakeland Observatory", None)]


def test_a_number_right_behind_a_dated_dateline_is_counted() -> None:
    text = "GOMA, 4 May 2017 - Twelve people were killed in Beni on Wednesday, medics said."
    segments = (Segment(kind="dateline", start=0, end=18), Segment(kind="body", start=19, end=len(text)))
    assert counts(extract_counts(document(text, segments=segments))) == [("killed", 12, 12, "people")]


def test_a_claim_says_where_when_by_whom_and_who_says_so() -> None:
    claim = next(c for c in extract_counts(document(WIRE)) if c.harms[0].low == 7)
    assert claim.place is not None
    assert claim.place.name == "Hodeidah"
    assert claim.when is not None
    assert (claim.when.start, claim.when.end) == (date(2019, 5, 7), date(2019, 5, 7))
    assert claim.actor is not None
    assert "Houthi" in claim.actor.name
    assert claim.sources[0].name == "medical source"
    assert claim.scope == "incident"


def test_the_toll_of_a_war_is_cumulative() -> None:
    claim = next(c for c in extract_counts(document(WIRE)) if c.harms[0].low == 60001)
    assert claim.scope == "cumulative"
    assert claim.kind == "harm"


def test_every_field_is_explained() -> None:
    fields = {"count", "who", "place", "when", "actor", "sources", "scope", "stance"}
    for claim in extract_counts(document(WIRE)):
        assert fields <= {d.field for d in claim.decisions}
        assert all(d.why for d in claim.decisions if d.field in fields)


def test_evidence_and_counts_point_at_their_own_words() -> None:
    for claim in extract_counts(document(WIRE)):
        assert WIRE[claim.evidence.start : claim.evidence.end] == claim.wording
        for harm in (h for top in claim.harms for h in spread(top)):
            assert WIRE[harm.span.start : harm.span.end] == harm.wording


def test_the_same_document_twice_gives_the_same_claims() -> None:
    assert extract_counts(document(WIRE)) == extract_counts(document(WIRE))


def test_a_count_in_headline_and_body_is_one_claim() -> None:
    text = "At least nine people were killed when a bomb went off in Maiduguri on Monday, police said."
    claims = extract_counts(document(text, title="Maiduguri bombing kills nine"))
    assert counts(claims) == [("killed", 9, None, "people")]
    assert any(d.field == "repeated" for d in claims[0].decisions)


def test_a_count_that_only_the_title_gives_points_into_the_title() -> None:
    title = "Mine kills two farmers near Kherson"
    claims = extract_counts(document("Rescue workers reached the field in the evening.", title=title))
    assert counts(claims) == [("killed", 2, 2, "civilians")]
    assert claims[0].evidence.field == "title"
    assert claims[0].wording == title


def test_furniture_never_becomes_a_claim() -> None:
    body = "Two soldiers were wounded near Kidal on Sunday, the army said."
    related = "Related: Boat accident kills 40 in Lagos"
    text = f"{body}\n{related}"
    segments = (
        Segment(kind="body", start=0, end=len(body)),
        Segment(kind="related", start=len(body) + 1, end=len(text)),
    )
    assert counts(extract_counts(document(text, segments=segments))) == [("injured", 2, 2, "soldiers")]


def test_a_word_broken_at_a_line_end_is_read_whole_and_its_span_is_exact() -> None:
    text = "Militiamen killed six vill-\nagers in Bunia on Monday."
    claim = extract_counts(document(text))[0]
    assert counts([claim]) == [("killed", 6, 6, "civilians")]
    assert claim.harms[0].wording == "six vill-\nagers"


def test_without_a_publication_date_a_weekday_stays_open_and_says_so() -> None:
    claim = extract_counts(document("A mine killed two men near Sirte on Tuesday.", published=None))[0]
    assert claim.when is None
    assert "Tuesday" in next(d.why for d in claim.decisions if d.field == "when")


@pytest.mark.parametrize(
    "text",
    [
        "The ministers met in Geneva and agreed to meet again in 12 days.",
        "Around 300 soldiers arrived at the base with 12 tanks.",
        "The attack could kill thousands if it goes ahead, the UN warned.",
        "No reports of casualties were received from the district.",
        "The rebels hold 12 villages and 3 bridges.",
    ],
)
def test_what_harms_nobody_gives_no_claim(text: str) -> None:
    assert extract_counts(document(text)) == []


def test_documents_come_back_in_order_and_apart() -> None:
    texts = [f"A bomb killed {n} people in Basra on Monday." for n in range(2, 42)]
    results = list(extract_documents(document(t, id=str(i), sha256=str(i)) for i, t in enumerate(texts)))
    assert [d.id for d, _ in results] == [str(i) for i in range(len(texts))]
    assert [c[0].harms[0].low for _, c in results] == list(range(2, 42))
    assert len({c[0].id for _, c in results}) == len(texts)


WORDS = st.sampled_from(
    [
        "the",
        "at",
        "least",
        "12",
        "5",
        "three",
        "dozens",
        "of",
        "people",
        "children",
        "were",
        "killed",
        "and",
        "wounded",
        "in",
        "Aleppo",
        "Kharkiv",
        "on",
        "Monday",
        ",",
        ".",
        "including",
        "said",
        '"',
        "-",
        "police",
        "a",
        "woman",
        "no",
        "casualties",
        "rebels",
        "shelled",
        "toll",
        "rose",
        "to",
        "from",
        "2016",
        "(",
        ")",
        "\n",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60))
def test_any_words_give_claims_with_ordered_bounds_and_exact_spans(words: list[str]) -> None:
    text = " ".join(words)
    for claim in extract_counts(document(text)):
        assert text[claim.evidence.start : claim.evidence.end] == claim.wording
        for harm in (h for top in claim.harms for h in spread(top)):
            assert text[harm.span.start : harm.span.end] == harm.wording
            assert harm.low is None or harm.high is None or 0 <= harm.low <= harm.high
        if claim.when is not None and claim.when.start is not None and claim.when.end is not None:
            assert claim.when.start <= claim.when.end
