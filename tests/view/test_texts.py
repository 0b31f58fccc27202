from hypothesis import given
from hypothesis import strategies as st

from bearwitness.base.records import Document, Segment, Span
from bearwitness.view.texts import cut_blocks, cut_title, name_mark

LENGTH = 40
spans = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda x: Span(start=min(x), end=max(x)))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(min_size=LENGTH, max_size=LENGTH))
    edges = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=6)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    segments = tuple(Segment(kind="related", start=start, end=end) for start, end in pairs)
    return Document(id="x", text=text, sha256="0", segments=segments)


@given(documents(), st.lists(spans, max_size=6), st.lists(spans, max_size=3))
def test_the_pieces_are_the_text_and_each_mark_covers_its_words(
    document: Document, marked: list[Span], counts: list[Span]
) -> None:
    blocks = cut_blocks(document, 7, marked, counts)
    pieces = [piece for block in blocks for piece in block.pieces]
    assert "".join(piece.text for piece in pieces) == document.text
    for span in marked:
        if span.start == span.end:
            continue
        name = name_mark(7, span)
        assert "".join(x.text for x in pieces if name in x.marks) == document.text[span.start : span.end]
        assert sum(piece.begins.count(name) for piece in pieces) == 1
    figures = {place for span in counts for place in range(span.start, span.end)}
    covered = {place for span in marked for place in range(span.start, span.end)}
    told = [counted for piece in pieces for run, counted in piece.runs for _ in run]
    assert {place for place, counted in enumerate(told) if counted} == figures & covered
    for segment in document.segments:
        aside = "".join(piece.text for block in blocks if block.aside for piece in block.pieces)
        assert document.text[segment.start : segment.end] in aside


def test_marks_in_the_title_are_apart_from_those_in_the_text() -> None:
    document = Document(id="x", text="One died. Two fled.", sha256="0", title="One died")
    title = cut_title(document, 1, [Span(start=0, end=3, field="title"), Span(start=0, end=9)])
    assert [(piece.text, piece.marks) for piece in title] == [("One", ("h1-0-3",)), (" died", ())]


def test_a_span_outside_of_the_text_marks_nothing() -> None:
    document = Document(id="x", text="short", sha256="0")
    (block,) = cut_blocks(document, 1, [Span(start=2, end=99)], [])
    assert [piece.marks for piece in block.pieces] == [()]


def test_a_figure_does_not_cut_the_mark_it_stands_in() -> None:
    document = Document(id="x", text="Ten of them died.", sha256="0")
    (block,) = cut_blocks(document, 1, [Span(start=0, end=17)], [Span(start=0, end=3)])
    (piece,) = block.pieces
    assert piece.runs == (("Ten", True), (" of them died.", False))
