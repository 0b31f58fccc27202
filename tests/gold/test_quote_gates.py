"""The annotations of quotations are sound, and scoring tells right from wrong."""

import json

import pytest

from quote_gates import GOLD, Quotation, cut_words, overlap, pair, read_found, read_gold, score

TEXT = 'The mayor of Belmar said: "Three shells fell on the harbour." The army denied it, Coast Radio reported.'
ENTRIES = [
    (document["doc"], entry)
    for document in json.loads(GOLD.read_text(encoding="utf-8"))
    for entry in document["quotes"]
]


def at(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def quotation(source: str, cue: str, content: str, kind: str = "direct") -> Quotation:
    return Quotation(
        source=cut_words(TEXT, [at(source)]),
        cue=cut_words(TEXT, [at(cue)]),
        content=cut_words(TEXT, [at(content)]),
        relays=frozenset(),
        kind=kind,
    )


GOOD = quotation("The mayor of Belmar", "said", '"Three shells fell on the harbour."')


def test_there_are_articles_of_syria_sentences_of_other_wars_and_no_texts() -> None:
    documents = [each["doc"] for each in json.loads(GOLD.read_text(encoding="utf-8"))]
    assert len(documents) == len(set(documents))
    assert sum(doc.startswith("fakes:") for doc in documents) >= 15
    assert sum(doc.startswith(("lgl:", "re3d:")) for doc in documents) >= 5
    assert sum(doc.startswith("sent:") for doc in documents) >= 40
    assert not any("text" in entry for _, entry in ENTRIES)


@pytest.mark.parametrize(("doc", "entry"), ENTRIES)
def test_an_annotation_is_sound(doc: str, entry: dict[str, list[list[int]] | None]) -> None:
    contents = entry["contents"]
    assert contents
    assert contents == sorted(contents)
    for span in (*contents, *(entry["relays"] or ()), entry["source"] or [0, 1], entry["cue"] or [0, 1]):
        start, end = span  # type: ignore[misc]
        assert 0 <= start < end  # type: ignore[operator]
    assert entry["source"] or entry["cue"]
    assert entry["kind"] in ("direct", "indirect", "mixed")


def test_what_is_the_same_scores_full() -> None:
    figures = score([([GOOD], [GOOD])])
    assert {name: value for name, value in figures.items() if name != "relay"} == dict.fromkeys(
        (name for name in figures if name != "relay"), 1.0
    )


def test_marks_at_the_borders_make_no_difference() -> None:
    bare = quotation("mayor of Belmar", "said", "Three shells fell on the harbour")
    figures = score([([GOOD], [bare])])
    assert figures["content_exact"] == 1.0
    assert figures["source_exact"] == 0.0
    assert 0.8 < figures["source_overlap"] < 1.0


def test_what_is_missed_and_what_is_made_up_costs() -> None:
    other = quotation("The army", "denied", "it", "indirect")
    assert score([([GOOD, other], [GOOD])])["f1"] == pytest.approx(2 / 3, abs=0.001)
    assert score([([GOOD], [GOOD, other])])["f1"] == pytest.approx(2 / 3, abs=0.001)
    assert score([([GOOD], [])])["f1"] == 0.0


def test_a_part_that_the_gold_has_not_is_not_counted() -> None:
    headline = Quotation(GOOD.source, frozenset(), GOOD.content, frozenset(), "direct")
    assert score([([headline, GOOD], [GOOD, GOOD])])["cue_exact"] == 1.0


def test_of_two_with_one_content_the_cue_decides() -> None:
    relayed = quotation("Coast Radio", "reported", '"Three shells fell on the harbour."')
    assert pair([relayed, GOOD], [GOOD, relayed]) == [(relayed, relayed), (GOOD, GOOD)]
    assert overlap(relayed.cue, GOOD.cue) == 0.0


def test_a_line_of_the_command_is_read_as_an_annotation_is() -> None:
    gold = {
        "source": at("The army"),
        "cue": at("denied"),
        "contents": [at("it")],
        "relays": [at("Coast Radio")],
        "kind": "indirect",
    }
    span = {
        part: dict(zip(("start", "end"), at(words), strict=True))
        for part, words in (("source", "The army"), ("cue", "denied"), ("content", "it"), ("relay", "Coast Radio"))
    }
    line = {
        "source": span["source"],
        "cue": span["cue"],
        "content": {"spans": [span["content"]]},
        "sources": [{"name": "army", "span": span["source"]}, {"name": "Coast Radio", "span": span["relay"]}],
        "kind": "indirect",
    }
    assert read_found(TEXT, line) == read_gold(TEXT, gold)  # type: ignore[arg-type]
