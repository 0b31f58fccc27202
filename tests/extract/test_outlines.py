from datetime import date

from bearwitness.base.records import Document, Segment
from bearwitness.extract.outlines import outline_document


def make(text: str, title: str | None = None, **fields: object) -> Document:
    return Document(id="d", sha256="0" * 64, text=text, title=title, published=date(2016, 12, 9), **fields)  # type: ignore[arg-type]


def test_places_and_dates_of_title_and_text_are_found_in_order() -> None:
    outline = outline_document(make("Families left Palmyra for Homs on 6 December.", "Raid on Masyaf"))
    assert [(mark.field, mark.place.name) for mark in outline.landmarks] == [
        ("title", "Masyaf"),
        ("text", "Palmyra"),
        ("text", "Homs"),
    ]
    (day,) = outline.days
    assert (day.when.start, day.reporting) == (date(2016, 12, 6), False)


def test_the_day_of_a_saying_is_marked() -> None:
    outline = outline_document(make("A raid hit Masyaf, the army said on Tuesday."))
    assert [day.reporting for day in outline.days] == [True]


def test_furniture_is_left_out() -> None:
    text = "Read also: talks in Geneva\nShells hit Masyaf."
    segments = (Segment(kind="related", start=0, end=26), Segment(kind="body", start=27, end=len(text)))
    outline = outline_document(make(text, segments=segments))
    assert [mark.place.name for mark in outline.landmarks] == ["Masyaf"]


def test_a_text_that_names_nothing_has_an_empty_outline() -> None:
    outline = outline_document(make("Nobody spoke."))
    assert (outline.landmarks, outline.days) == ((), ())
