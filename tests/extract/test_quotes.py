"""Quotes: source, cue and content of direct and indirect speech, with exact spans."""

from datetime import date

import pytest

from bearwitness.base.quotes import Quote
from bearwitness.base.records import Document
from bearwitness.extract.quotes import extract_quotes

TEXT = (
    'The Harbour Rights Monitor said on Monday that soldiers had shelled the port of Karsa. "We saw three shells fall '
    'on the market hall and nobody came to help," Ana Belo, a baker, told Coast Radio. The army denied that its guns '
    "had fired."
)


def quotes_of(text: str) -> list[Quote]:
    document = Document(id="d", text=text, sha256="0" * 64, published=date(2019, 5, 6))
    return next(iter(extract_quotes([document])))[1]


def test_indirect_speech_has_its_speaker_cue_and_content() -> None:
    quote = quotes_of(TEXT)[0]
    assert quote.sources[0].name == "Harbour Rights Monitor"
    assert quote.said_how == "said"
    assert quote.wording.startswith("soldiers had shelled")
    assert quote.kind == "indirect"


def test_direct_speech_is_marked_and_its_hearer_relays_it() -> None:
    quote = next(q for q in quotes_of(TEXT) if q.kind == "direct")
    assert "Ana Belo" in quote.sources[0].name
    assert [s.name for s in quote.sources][1:] == ["Coast Radio"]
    assert "three shells" in quote.wording


def test_a_denial_has_the_stance_denied() -> None:
    denial = quotes_of(TEXT)[-1]
    assert denial.stance == "denied"
    assert "fired" in denial.wording


def test_every_span_is_the_very_words() -> None:
    for quote in quotes_of(TEXT):
        assert TEXT[quote.cue.start : quote.cue.end] == quote.said_how
        assert quote.source is not None
        assert TEXT[quote.source.start : quote.source.end] == quote.said_by
        for span in quote.contents:
            assert TEXT[span.start : span.end].strip() in quote.wording


def test_the_outlets_own_voice_is_no_quote() -> None:
    assert quotes_of("Soldiers shelled the port of Karsa on Monday. Two people were killed.") == []


def test_twice_is_once() -> None:
    assert [q.id for q in quotes_of(TEXT)] == [q.id for q in quotes_of(TEXT)]


def test_the_words_of_a_speaker_inside_those_of_the_outlet_are_mixed() -> None:
    quote = quotes_of('The mayor of Belmar said the shelling was "the worst night of the whole year" for the port.')[0]
    assert quote.kind == "mixed"


def test_speech_that_goes_on_in_the_next_sentence_is_one_quote() -> None:
    text = (
        '"Three shells fell on the harbour this morning," the mayor of Belmar said. "Nobody came to help us, and two '
        'of the cranes are gone."\n\nThe port was closed on Tuesday.'
    )
    quotes = quotes_of(text)
    assert len(quotes) == 1
    assert len(quotes[0].contents) == 2
    assert quotes[0].kind == "direct"


def test_every_source_of_the_chain_has_its_span() -> None:
    quote = next(q for q in quotes_of(TEXT) if q.kind == "direct")
    assert [TEXT[s.span.start : s.span.end] for s in quote.sources if s.span] == ["Ana Belo", "Coast Radio"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor of Belmar said the quay had burned, adding that two cranes were lost.",
            [("said", "the quay had burned"), ("adding", "two cranes were lost")],
        ),
        (
            "The harbour office told Coast Radio that two boats sank but said nobody drowned.",
            [("told", "two boats sank"), ("said", "nobody drowned")],
        ),
        (
            "The harbour office said the quay was burning but had no figures yet.",
            [("said", "the quay was burning")],
        ),
        (
            "The navy said in a statement pinned to the gate of the shipyard that two boats had sunk.",
            [("said", "two boats had sunk")],
        ),
        ("The mayor told his visitors that two boats had sunk.", [("told", "two boats had sunk")]),
        (
            "The mayor of Belmar pointed out that the quay had burned.",
            [("pointed out", "the quay had burned")],
        ),
        (
            "Two of the boats were believed to have sunk.",
            [("believed", "Two of the boats were believed to have sunk")],
        ),
        ("The mayor of Belmar condemned the massacre of four fishermen.", []),
        ("Residents posted videos of the burning quay.", []),
    ],
)
def test_where_the_content_begins_and_ends(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(q.said_how, q.wording.rstrip(".")) for q in quotes_of(text)] == expected


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        ("The boats sank, the Lakeland Rights Centre (LRC) said.", "the Lakeland Rights Centre (LRC)"),
        ("Boats sank, one of his relatives told Coast Radio.", "one of his relatives"),
        ("The harbour monitor said two boats had sunk.", "The harbour monitor"),
        ("Doctors in a town held by the army said two boats had sunk.", "Doctors in a town"),
        (
            "Boats sank, according to the Harbour Rights Monitor and the harbour rescuers.",
            "the Harbour Rights Monitor and the harbour rescuers",
        ),
    ],
)
def test_the_source_is_the_whole_phrase(text: str, said_by: str) -> None:
    assert [q.said_by for q in quotes_of(text)] == [said_by]


def test_who_is_cited_before_the_one_who_cites_speaks_first() -> None:
    quote = quotes_of("Citing medical sources, the Harbour Rights Monitor said two boats had sunk.")[0]
    assert [source.name for source in quote.sources] == ["medical sources", "Harbour Rights Monitor"]
    assert quote.wording == "two boats had sunk."


def test_an_agency_that_closes_passes_on_the_whole_sentence() -> None:
    quotes = quotes_of("The mayor said two boats sank while the quay burned, the Reuters news agency reported.")
    assert [(q.said_how, q.wording) for q in quotes] == [
        ("said", "two boats sank while the quay burned"),
        ("reported", "The mayor said two boats sank while the quay burned"),
    ]


def test_a_colon_opens_the_paragraphs_below_it_in_the_first_person() -> None:
    text = (
        "Minister for Harbours, Ana Belo said:\n\nWe are shocked by the shelling of the port.\n\n"
        "It will not break our will.\n\nThe port of Karsa is very old."
    )
    quotes = quotes_of(text)
    assert [(q.said_by, q.wording) for q in quotes] == [
        ("Minister for Harbours, Ana Belo", text[text.index("We are") : text.index("\n\nThe port")])
    ]


def test_hearsay_inside_a_statement_is_no_wider_than_the_statement() -> None:
    quotes = quotes_of("The mayor of Belmar said two boats were reportedly sunk, adding that the quay burned.")
    assert [(q.said_how, q.wording) for q in quotes] == [
        ("said", "two boats were reportedly sunk"),
        ("reportedly", "two boats were reportedly sunk"),
        ("adding", "the quay burned."),
    ]
    assert [q.source is None for q in quotes] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Residents, activists and rescue workers said two boats sank.", "residents, activists and rescue workers"),
        ("Ana Belo and Jon Roe, two bakers, said two boats sank.", "Ana Belo and Jon Roe"),
        ("Washington and Paris say two boats sank.", "Washington and Paris"),
        ("Two boats sank, according to police and witnesses.", "police and witnesses"),
        ("Two boats sank, activists and the Red Cross said.", "activists and International Committee of the Red Cross"),
    ],
)
def test_all_who_speak_together_are_the_source(text: str, source: str) -> None:
    assert [q.sources[0].name for q in quotes_of(text)] == [source]


def test_a_relative_clause_leaves_the_verb_after_it_its_subject() -> None:
    quotes = quotes_of("The harbour monitor which has tracked the shelling said two boats had sunk.")
    assert [(q.said_how, q.wording) for q in quotes] == [("tracked", "the shelling"), ("said", "two boats had sunk.")]
    assert {q.said_by for q in quotes} == {"The harbour monitor"}
