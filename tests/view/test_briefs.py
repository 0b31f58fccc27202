from dataclasses import replace

import pytest

from bearwitness.base.incidents import Answer
from bearwitness.base.records import Claim, Document, Failure, Source, Span
from bearwitness.view.briefs import build_brief
from bearwitness.view.pages import list_references, list_sentences
from bearwitness.view.passages import Brief, Sentence

Records = list[tuple[Document, list[Claim]]]


@pytest.fixture
def brief(records: Records) -> Brief:
    return build_brief(records, [Failure(origin="four.bin", reason="is no text")])


def list_section(brief: Brief, key: str) -> list[Sentence]:
    days = [day for section in brief.sections if section.key == key for day in section.days]
    return [sentence for day in days for place in day.places for sentence in place.sentences]


def test_every_sentence_has_a_reference_and_its_offsets_give_its_words(brief: Brief, records: Records) -> None:
    sentences = list_sentences(brief)
    assert len(sentences) >= 7
    assert all(sentence.references for sentence in sentences)
    claims = {claim.id: claim for _, found in records for claim in found}
    for reference in list_references(brief):
        document = records[reference.number - 1][0]
        assert document.text[reference.span.start : reference.span.end] == reference.words
        assert claims[reference.claim].wording == reference.words
        assert reference.label == f"[{reference.number}:{reference.span.start}-{reference.span.end}]"


def test_no_claim_is_lost(brief: Brief, records: Records) -> None:
    told = {(reference.number, reference.span) for reference in list_references(brief)}
    assert told == {(n, claim.evidence) for n, (_, claims) in enumerate(records, start=1) for claim in claims}


def test_one_source_printed_twice_is_one_line_with_both_references(brief: Brief) -> None:
    (line,) = [x for x in list_section(brief, "incidents") if "at least 12" in x.text]
    assert [reference.number for reference in line.references] == [1, 2]
    assert line.notes == ("in 2 documents",)
    assert "government forces" in line.text  # the fuller telling stands for both


def test_two_sources_are_never_one_line(records: Records) -> None:
    document, claims = records[0]
    other = replace(claims[0], id="ff" * 32, sources=(Source(name="Shore Monitor", kind="monitor"),))
    brief = build_brief([(document, [claims[0], other])])
    assert len(list_section(brief, "incidents")) == 2


def test_different_figures_for_one_place_and_day_stand_side_by_side(brief: Brief) -> None:
    (difference,) = [d for s in brief.sections for day in s.days for place in day.places for d in place.differences]
    assert difference.subject == "civilians killed"
    assert [(figure.value, figure.sources) for figure in difference.figures] == [
        ("at least 12", "The Lakeland Rights Observatory"),
        ("15", "Hospital staff"),
    ]
    assert difference.compatible
    assert all(figure.references for figure in difference.figures)


def test_figures_that_exclude_each_other_are_said_to(records: Records) -> None:
    document, claims = records[0]
    fewer = replace(claims[2], harms=(replace(claims[2].harms[0], low=9, high=9),))
    brief = build_brief([(document, [claims[0], fewer])])
    (difference,) = brief.sections[0].days[0].places[0].differences
    assert not difference.compatible


def test_a_toll_is_apart_from_the_incidents_and_not_on_the_chart(brief: Brief) -> None:
    (toll,) = list_section(brief, "tolls")
    assert "at least 310 people" in toll.text
    assert not any("310" in sentence.text for sentence in list_section(brief, "incidents"))
    assert 310 not in {mark.low for mark in brief.marks}
    assert brief.period is not None and brief.period[0] == brief.period[1]


def test_nothing_is_added_up(brief: Brief) -> None:
    everything = " ".join(
        [*(sentence.text for sentence in list_sentences(brief)), *(mark.label for mark in brief.marks)]
    )
    assert not {"27", "24 civilians", "322", "337", "15 children", "6 children"} & set(everything.split())


def test_a_denial_stands_beside_what_it_denies(brief: Brief) -> None:
    (dispute,) = brief.disputes
    assert dispute.denial is not None and "Defence Ministry" in dispute.denial.text
    assert "at least 12" in dispute.accusations[0].text
    (accused,) = [x for x in list_section(brief, "incidents") if "at least 12" in x.text]
    assert "disputed" in accused.flags
    assert accused.denials[0].references == dispute.denial.references


def test_a_denial_printed_twice_is_one_and_its_count_is_not_told_again(first: Document, market: Claim) -> None:
    words = "The Defence Ministry denied that its forces had shelled the market."
    start = first.text.index(words)
    told = replace(
        market,
        category="DENY",
        kind="state",
        harms=(),
        stance="denied",
        reality="negated",
        place=None,
        sources=(Source(name="Defence Ministry", kind="government"),),
        evidence=Span(start=start, end=start + len(words)),
        wording=words,
    )
    count = replace(
        told, id="b" * 64, category="HARM", harms=market.harms, evidence=Span(start=start + 4, end=start + len(words))
    )
    again = replace(first, id="copy.txt")
    copied = replace(told, id="c" * 64, document="copy.txt")
    answer = Answer(denials=(told.id, count.id), claims=(market.id,), document="one.txt", answered="one.txt", score=2.0)
    deny = replace(told, id="a" * 64)
    brief = build_brief(
        [(first, [market, deny, count]), (again, [copied])], answers=[replace(answer, denials=(deny.id, count.id))]
    )
    (dispute,) = brief.disputes
    assert dispute.denial is not None
    assert {(each.number, each.span) for each in dispute.denial.references} == {
        (1, deny.evidence),
        (1, count.evidence),
        (2, copied.evidence),
    }
    assert [each.references[0].claim for each in dispute.accusations] == [market.id]
    assert dispute.why.startswith("by content")


def test_an_alleged_figure_is_marked_and_hollow_on_the_chart(brief: Brief) -> None:
    (alleged,) = [x for x in list_section(brief, "incidents") if "alleged" in x.flags]
    assert alleged.text.startswith("It is alleged")
    assert [mark.low for mark in brief.marks if mark.alleged] == [24]


def test_a_threat_is_not_an_incident(records: Records) -> None:
    document, claims = records[0]
    brief = build_brief([(document, [replace(claims[0], stance="threatened", reality="future")])])
    assert [section.key for section in brief.sections] == ["unrealised"]
    assert brief.period is None and brief.marks == ()


def test_what_is_missing_is_said(brief: Brief) -> None:
    gaps = " ".join(brief.gaps)
    assert "1 of 4 statements about incidents give no date." in gaps
    assert "1 of 4 statements about incidents name no place." in gaps
    assert "document [2], 5 June 2019, is inferred: the only Tuesday" in gaps
    assert "No publication date, so that a day named by its weekday alone has none: document [3]." in gaps
    assert "No claim was found in: document [3]." in gaps
    assert "Not read: four.bin: is no text" in gaps
    (undated,) = [day for section in brief.sections for day in section.days if day.start is None]
    assert (undated.heading, undated.places[0].name) == ("Date not stated", "Place not stated")
    assert "2 soldiers" in undated.places[0].sentences[0].text


def test_a_brief_of_nothing_says_so() -> None:
    brief = build_brief([])
    assert (brief.period, brief.sections, brief.claims) == (None, (), 0)


def test_what_many_documents_lack_is_one_line(silent: Document) -> None:
    brief = build_brief([(replace(silent, id=str(number)), []) for number in range(4)])
    assert brief.gaps[1] == "No claim was found in: documents [1] to [4]."


def test_people_without_a_number_have_their_own_section(records: Records) -> None:
    document, claims = records[0]
    bare = replace(claims[0], harms=(), actor=None)
    told = [
        replace(bare, category="STATE", mode="trapped"),
        replace(bare, category="REQUEST", mode="evacuation", stance="demanded", reality="hypothetical"),
        replace(bare, category="REQUEST", mode=None, stance="demanded", reality="hypothetical", wording="else"),
    ]
    brief = build_brief([(document, [replace(each, id=f"{n}" * 64) for n, each in enumerate(told)])])
    assert [section.key for section in brief.sections] == ["people", "diplomacy"]
    assert [x.text.split(".")[0] for x in list_section(brief, "people")] == [
        "People trapped", "Call for evacuation or safe passage"
    ]  # fmt: skip
