"""Quotes: source, cue and content of direct and indirect speech, with exact spans."""

from datetime import date

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
