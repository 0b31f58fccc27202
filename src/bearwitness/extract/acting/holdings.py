"""Who holds a named place, told in passing: "rebel-held Karsa", "the junta-controlled town of Beno".

In: the tokens of one sentence and which of them name places. Out: `Act`s of CONTROL. Areas without a name ("rebel-held
areas", "opposition-held parts of the city") tell nobody what is held, and are left out.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from bearwitness.extract.acting.acts import Act
from bearwitness.extract.acting.arguments import behind
from bearwitness.extract.acting.rows import Row, word_class
from bearwitness.extract.acting.triggers import Marks

_HOLDING = Row(category="CONTROL", mode="hold")
_SIEGE = Row(category="CONTROL", mode="besiege")
# Kinds of place that a name behind "of" makes a named one.
_NAMED_KINDS = frozenset(
    {"city", "town", "village", "district", "province", "suburb", "port", "enclave", "region", "camp"}
)


def find_holdings(tokens: Sequence[Token], marks: Marks) -> list[Act]:
    """The places whose holder a sentence names by an epithet."""
    found = []
    for at, token in enumerate(tokens):
        if token.lower_ not in word_class("areas_held") or at < 2 or tokens[at - 1].text not in ("-", "–"):
            continue
        holder, place = tokens[at - 2], _held(token, marks)
        if place is not None:
            found.append(_act(holder, place, token))
    return found


def _held(epithet: Token, marks: Marks) -> Token | None:
    """The noun of the named place that an epithet stands before, None for one without a name."""
    noun = epithet.head
    if noun.i <= epithet.i or noun.i - epithet.i > 4:
        return None
    if noun.i in marks.places and noun.tag_ in ("NNP", "NNPS"):
        return noun
    name = behind(noun, ("of",), deep=0)
    named = name is not None and (name.i in marks.places or name.tag_ == "NNP")
    return noun if named and noun.lemma_.lower() in _NAMED_KINDS else None


def _act(holder: Token, place: Token, epithet: Token) -> Act:
    right = place.right_edge if place.lemma_.lower() in _NAMED_KINDS else place
    last = min(right.i, place.i + 4)
    return Act(
        row=_SIEGE if epithet.lower_ == "besieged" else _HOLDING,
        mode="besiege" if epithet.lower_ == "besieged" else "hold",
        word=place,
        doer=holder,
        target=place,
        reality="actual",
        hedge=None,
        nominal=False,
        epithet=True,
        start=holder.idx,
        end=place.doc[last].idx + len(place.doc[last]),
    )
