import json
from dataclasses import replace

from bearwitness.base.records import Amount, Claim, Document, Span
from bearwitness.view.objects import describe_claim, format_claim

KEYS = "id document kind event acled actor target place when scope harms amounts sources stance reality about"
KEYS += " evidence"
KEYS += " rule extractor"


def test_the_object_has_the_keys_of_the_contract_in_its_order(market: Claim) -> None:
    told = json.loads(format_claim(market))
    assert list(told) == KEYS.split()
    assert told["event"] == {"category": "HARM", "mode": "heavy-weapons"}
    assert told["actor"] == {"name": "government forces", "id": "gov"}
    assert told["place"] == {"name": "Karesh", "lat": -1.5, "lon": 2.25, "precision": "town", "id": "g1"}
    assert told["when"] == {"start": "2019-06-04", "end": "2019-06-04", "precision": "day", "edtf": "2019-06-04"}
    assert told["sources"] == [{"name": "Lakeland Rights Observatory", "kind": "monitor"}]


def test_parts_are_nested_and_open_bounds_are_null(market: Claim) -> None:
    (harm,) = json.loads(format_claim(market))["harms"]
    assert list(harm) == ["harm", "low", "high", "approximate", "who", "evidence", "parts"]
    assert (harm["low"], harm["high"]) == (12, None)
    (part,) = harm["parts"]
    assert part.pop("evidence")["text"] == "three children"
    assert part == {"harm": "killed", "low": 3, "high": 3, "approximate": False, "who": "children", "parts": []}


def test_what_is_not_stated_is_null_and_never_left_out(market: Claim) -> None:
    told = describe_claim(replace(market, actor=None, place=None, when=None, mode=None, sources=(), harms=()))
    assert list(told) == KEYS.split()
    assert [told[key] for key in ("actor", "target", "place", "when", "about")] == [None] * 5
    assert told["event"] == {"category": "HARM", "mode": None}
    assert (told["harms"], told["amounts"], told["sources"]) == ([], [], [])


def test_evidence_is_the_words_at_its_offsets(first: Document, market: Claim) -> None:
    evidence = json.loads(format_claim(market))["evidence"]
    assert set(evidence) == {"start", "end", "text"}
    assert first.text[evidence["start"] : evidence["end"]] == evidence["text"]


def test_evidence_in_the_title_says_so(market: Claim) -> None:
    told = json.loads(format_claim(replace(market, evidence=Span(start=0, end=10, field="title"))))
    assert told["evidence"]["field"] == "title"


def test_a_line_can_always_be_written_as_utf_8(market: Claim) -> None:
    line = format_claim(replace(market, document="a\ud800b", wording="Ж\u2028\n"))
    assert json.loads(line.encode("utf-8"))["document"] == "a\ud800b"
    assert len(line.split("\n")) == 1


def test_an_amount_has_its_bounds_its_words_and_whether_it_is_derived(first: Document, market: Claim) -> None:
    words = "government forces"
    span = Span(start=3, end=9)
    amount = Amount(what="troops", measure="flow", low=150, high=None, of="soldiers", span=span, wording=words)
    (told,) = json.loads(format_claim(replace(market, harms=(), amounts=(amount,))))["amounts"]
    assert told == {
        "what": "troops", "measure": "flow", "low": 150, "high": None, "approximate": False, "of": "soldiers",
        "moment": None, "derived": False, "evidence": {"start": 3, "end": 9, "text": words},
    }  # fmt: skip
