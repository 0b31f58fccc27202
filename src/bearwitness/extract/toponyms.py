"""The places of a text or of a document, as records for whoever asks for places alone.

In: a text, or a document. Out: `FoundPlaces`. It needs no parse, and finds nothing itself: `naming` and `placing` do.
"""

from bearwitness.base.findings import FoundPlace, FoundPlaces
from bearwitness.base.records import Document
from bearwitness.extract.naming.parties import find_parties
from bearwitness.extract.placing.places import find_toponyms
from bearwitness.extract.placing.precisions import code_place


def find_text_places(text: str) -> FoundPlaces:
    """The places of a text."""
    return FoundPlaces(document=None, places=_list_places(text))


def find_document_places(document: Document) -> FoundPlaces:
    """The places of a document's text."""
    return FoundPlaces(document=document.id, places=_list_places(document.text))


def _list_places(text: str) -> tuple[FoundPlace, ...]:
    found = []
    for mention in find_toponyms(text, find_parties(text)):
        codes = code_place(mention.place)
        found.append(
            FoundPlace(
                start_char=mention.start,
                end_char=mention.end,
                text=text[mention.start : mention.end],
                place=mention.place,
                role=mention.role,
                why=mention.why,
                acled=codes.acled if codes else None,
                ucdp=codes.ucdp if codes else None,
                geonames=codes.geonames if codes else None,
            )
        )
    return tuple(found)
