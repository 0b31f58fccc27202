"""Articles with the words that claims rest on marked, cut into pieces that a template can print.

In: a document and the spans to mark. Out: blocks of pieces, in order, that together are the whole text. It never
escapes (the template does), and never drops or changes a character.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bearwitness.base.records import Document, Span

FURNITURE = frozenset(("outlet", "dateline", "credit", "copyright", "url", "related", "boilerplate"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Characters with the same marks: `marks` names every mark over them, `begins` those that begin here.

    `runs` are the same characters cut where the words of a figure begin and end, with whether they are such words.
    """

    runs: tuple[tuple[str, bool], ...]
    marks: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All characters of the piece."""
        return "".join(run for run, _ in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A segment of the text, or what lies between two: `kind` as in `Segment`, `aside` for web furniture."""

    kind: str
    aside: bool
    pieces: tuple[Piece, ...]


def name_mark(number: int, span: Span) -> str:
    """The id of a mark in a page: "t3-120-245" in the text of document 3, "h3-0-31" in its title."""
    return f"{'h' if span.field == 'title' else 't'}{number}-{span.start}-{span.end}"


def cut_blocks(document: Document, number: int, spans: Iterable[Span], counts: Iterable[Span]) -> tuple[Block, ...]:
    """The text by segment, with the marks of those spans that lie in it; `counts` are the words of the figures."""
    marked = [span for span in spans if span.field == "text"]
    pieces = _cut_pieces(document.text, number, marked, counts, _list_borders(document))
    blocks: list[Block] = []
    kinds = _list_kinds(document)
    current: list[Piece] = []
    kind, position, index = "body", 0, 0
    for piece in pieces:
        while index < len(kinds) and kinds[index][0] <= position:
            if current:
                blocks.append(Block(kind=kind, aside=kind in FURNITURE, pieces=tuple(current)))
                current = []
            kind = kinds[index][1]
            index += 1
        current.append(piece)
        position += len(piece.text)
    if current:
        blocks.append(Block(kind=kind, aside=kind in FURNITURE, pieces=tuple(current)))
    return tuple(blocks)


def cut_title(document: Document, number: int, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """The title with the marks of those spans that lie in it."""
    return tuple(_cut_pieces(document.title or "", number, [x for x in spans if x.field == "title"], (), ()))


def _list_kinds(document: Document) -> list[tuple[int, str]]:
    """Where a block begins, and its kind: the segments, and the body between them."""
    kinds: list[tuple[int, str]] = []
    end = 0
    for segment in document.segments:
        if segment.start > end:
            kinds.append((end, "body"))
        kinds.append((segment.start, segment.kind))
        end = segment.end
    if document.segments and end < len(document.text):
        kinds.append((end, "body"))
    return kinds


def _list_borders(document: Document) -> list[int]:
    return [border for segment in document.segments for border in (segment.start, segment.end)]


def _cut_pieces(
    text: str, number: int, spans: Iterable[Span], counts: Iterable[Span], borders: Iterable[int]
) -> list[Piece]:
    """Pieces between all borders, by one sweep from left to right."""
    names = {(x.start, x.end): name_mark(number, x) for x in spans if 0 <= x.start < x.end <= len(text)}
    marked = sorted(names, key=lambda x: (x[0], -x[1]))
    figures = sorted({(x.start, x.end) for x in counts if x.field == "text" and 0 <= x.start < x.end <= len(text)})
    walls = set(borders)
    cuts = sorted({0, len(text), *walls, *(edge for span in (*marked, *figures) for edge in span)})
    pieces: list[Piece] = []
    open_marks: list[tuple[int, int]] = []
    open_figures: list[tuple[int, int]] = []
    next_mark = next_figure = 0
    for start, end in pairwise(cuts):
        open_marks = [span for span in open_marks if span[1] > start]
        open_figures = [span for span in open_figures if span[1] > start]
        begins = []
        while next_mark < len(marked) and marked[next_mark][0] == start:
            open_marks.append(marked[next_mark])
            begins.append(names[marked[next_mark]])
            next_mark += 1
        while next_figure < len(figures) and figures[next_figure][0] == start:
            open_figures.append(figures[next_figure])
            next_figure += 1
        run = (text[start:end], bool(open_figures) and bool(open_marks))
        marks = tuple(names[span] for span in open_marks)
        if pieces and marks == pieces[-1].marks and not begins and start not in walls:
            pieces[-1] = Piece(runs=(*pieces[-1].runs, run), marks=marks, begins=pieces[-1].begins)
        else:
            pieces.append(Piece(runs=(run,), marks=marks, begins=tuple(begins)))
    return pieces
