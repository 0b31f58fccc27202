"""An invented war on an invented lake, as small documents whose claims are made by hand."""

import hashlib
from datetime import date

from bearwitness.base.casebooks import Addition
from bearwitness.base.identifiers import digest
from bearwitness.base.records import Claim, Document, Harm, Place, Source, Span, When


def make_addition(number: int, *, claims: int = 2, place: str = "Karesh", day: int = 4, **values: object) -> Addition:
    """Document `number`, saying that so many were killed there, in so many claims."""
    text = f"Report {number}. " + " ".join(
        f"Shelling killed {number + each} people in {place}, the Lakeland Observatory said." for each in range(claims)
    )
    raw = text.encode()
    sha256 = hashlib.sha256(raw).hexdigest()
    document = Document(
        id=f"report-{number}.txt", text=text, sha256=sha256, published=date(2019, 6, 5), outlet="Northern Post"
    )
    made = []
    for each in range(claims):
        words = f"Shelling killed {number + each} people in {place}"
        span = Span(start=text.index(words), end=text.index(words) + len(words))
        made.append(
            Claim(
                id=digest([sha256, each]),
                document=document.id,
                kind="event",
                category="ASSAULT",
                mode="heavy-weapons",
                place=Place(name=place, lat=-1.5, lon=2.25, precision="town", parents=("Lake Province",), id="g1"),
                when=When(start=date(2019, 6, day), end=date(2019, 6, day), edtf=f"2019-06-{day:02}"),
                harms=(Harm(harm="killed", low=number + each, high=number + each, span=span, wording=words),),
                sources=(Source(name="Lakeland Observatory", kind="monitor"),),
                evidence=span,
                wording=words,
                rule="by hand",
                extractor="test 1",
            )
        )
    return Addition(document=document, claims=tuple(made), raw=raw, **values)  # type: ignore[arg-type]
