import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.base.contracts import describe_claim, freeze_claim, freeze_document, thaw_claim, thaw_document
from bearwitness.base.identifiers import canonical_json
from bearwitness.base.records import Amount, Claim, Document, Span

# Degrees are numbers: what is not one is never drawn.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
CLAIMS = st.from_type(Claim)


@settings(max_examples=40)  # a claim has some forty fields: each example is slow to draw
@given(CLAIMS)
def test_a_frozen_claim_thaws_to_the_same_claim(claim: Claim) -> None:
    assert thaw_claim(json.loads(canonical_json(freeze_claim(claim)))) == claim


@settings(max_examples=40)  # a claim has some forty fields: each example is slow to draw
@given(CLAIMS)
def test_a_frozen_claim_holds_the_contract(claim: Claim) -> None:
    frozen = freeze_claim(claim)
    told = describe_claim(claim)
    assert set(told) <= set(frozen)
    assert describe_claim(thaw_claim(json.loads(canonical_json(told)))) == told


@given(st.from_type(Document))
def test_a_frozen_document_and_its_text_are_the_document(document: Document) -> None:
    frozen = freeze_document(document)
    assert "text" not in frozen
    assert thaw_document(json.loads(canonical_json(frozen)), document.text) == document


def test_half_a_surrogate_pair_survives() -> None:
    assert json.loads(canonical_json("a\ud800é").encode("utf-8")) == "a\ud800é"


def test_a_claim_of_before_amounts_has_none() -> None:
    span = Span(start=0, end=4)
    claim = Claim(
        id="a", document="d", kind="event", category="AID", evidence=span, wording="aid", rule="r", extractor="e"
    )
    older = {key: value for key, value in freeze_claim(claim).items() if key != "amounts"}
    assert thaw_claim(older) == claim


def test_an_amount_keeps_parts_of_a_percent() -> None:
    amount = Amount(what="area", measure="share", low=12.5, high=12.5, of="town", span=Span(start=0, end=4))
    claim = Claim(
        id="a", document="d", kind="control", category="CONTROL", evidence=amount.span, wording="", rule="r",
        extractor="e", amounts=(amount,),
    )  # fmt: skip
    assert thaw_claim(json.loads(canonical_json(freeze_claim(claim)))).amounts == (amount,)
