"""The place that a tally is asked for: what is offered is accepted, and one place under two paths is one."""

import re
from datetime import date

import pytest

from bearwitness.base.errors import UsageError
from bearwitness.base.records import Claim, Document, Harm, Place, Source, Span, When
from bearwitness.flow.reports import Extraction
from bearwitness.flow.tallies import Question, tally

SPAN = Span(start=0, end=5)


def tell(name: str, killed: int, day: int, *parents: str) -> Extraction:
    document = Document(id=f"d{day}", text="", sha256=str(day), published=date(2016, 6, 30))
    told = Claim(
        id=f"c{day}",
        document=document.id,
        kind="event",
        category="HARM",
        place=Place(name=name, parents=parents, id=f"{name}:{parents}"),
        when=When(start=date(2016, 6, day), end=date(2016, 6, day), edtf=f"2016-06-{day:02}"),
        harms=(Harm(harm="killed", low=killed, high=killed, span=SPAN),),
        sources=(Source(name="Hill Monitor", kind="monitor"),),
        evidence=SPAN,
        wording="",
        rule="",
        extractor="",
    )
    return Extraction(document=document, claims=(told,))


def test_a_place_with_and_without_all_its_parents_is_counted_as_one() -> None:
    results = [tell("Ford", 3, 1, "Land"), tell("Ford", 4, 2, "Middle", "Lakes", "Land"), tell("Mill", 9, 3, "Land")]
    for words in ("Ford", "ford, land", "Ford, Middle, Lakes, Land"):
        (row,) = tally(results, Question(place=words)).rows
        assert (row.low, row.high) == (7, 7), words


def test_what_is_offered_is_accepted() -> None:
    results = [tell("Quay", 3, 1, "East", "Land"), tell("Quay", 4, 2, "North", "Far", "Land")]
    with pytest.raises(UsageError) as refused:
        tally(results, Question(place="Quay"))
    offered = re.findall(r"--place '(.*?)'", str(refused.value))
    assert offered == ["quay, east, land", "quay, north, far, land"]
    assert [tally(results, Question(place=words)).rows[0].low for words in offered] == [3, 4]
