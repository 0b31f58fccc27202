"""Tables that no terminal cuts: how wide each column is, and what stands on a second line where there is no room.

In: columns, rows of text and the width of a terminal. Out: Rich parts to render. A word is broken only where it is
longer than a column can be, and what a firm column holds (a date, an id) never.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bearwitness.view.words import flatten

GAP = 2  # columns of the terminal between two columns of a table
LONGEST_WORD = 24  # of which a column is at least as wide as its words; longer ones are broken where it must be
ROOM_FOR_LINES = 100  # columns of the terminal from which a row is one line of cells
LEAST_BELOW = 26  # what is long is a column of its own only where it gets as much

Part = Text | Table | Padding


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: `ratio` is its share of the room that is left, 0 = firm: as wide as what it holds, on one line.

    `below`: stands on a second line, over the whole width, where the terminal is narrow. `spare`: joins that line, with
    its name, where the terminal is too narrow for all, the highest first; 0 = never.
    """

    name: str
    ratio: int = 0
    below: bool = False
    spare: int = 0


def lay_out(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[Part]:
    """The rows as a table that is at most `width` wide, as far as its firm columns allow it."""
    table = [[flatten(cell) for cell in row] for row in rows]
    cells = {column: [row[at] for row in table] for at, column in enumerate(columns)}
    beside = list(columns)
    under = [column for column in columns if column.below]
    if under and (width < ROOM_FOR_LINES or _measure(cells, beside) > width):
        beside = [column for column in columns if not column.below]
    else:
        under = []
    for column in sorted((each for each in beside if each.spare and under), key=lambda each: -each.spare):
        if _measure(cells, beside) > width:
            beside.remove(column)
            under.insert(0, column)
    widths = _assign_widths(cells, beside, width)
    if not under:
        return [_make_table(beside, widths, [[cells[each][at] for each in beside] for at in range(len(rows))])]
    parts: list[Part] = [_make_table(beside, widths, [])]
    for at in range(len(rows)):
        parts.append(_make_table(beside, widths, [[cells[each][at] for each in beside]], headed=False))
        told = "; ".join(f"{each.name} {cells[each][at]}" if each.spare else cells[each][at] for each in under)
        parts.append(Padding(Text(told, style="dim"), (0, 0, 0, GAP)))
    return parts


def _measure(cells: dict[Column, list[str]], columns: Sequence[Column]) -> int:
    """The least width in which the columns can stand beside one another."""
    return sum(_find_least(column, cells[column]) + GAP for column in columns) - GAP


def _find_least(column: Column, cells: Sequence[str]) -> int:
    if not column.ratio:
        return max(cell_len(cell) for cell in (column.name, *cells))
    words = (word for cell in (column.name, *cells) for word in cell.split())
    longest = min(LONGEST_WORD, max(map(cell_len, words), default=1))
    return max(longest, LEAST_BELOW if column.below else 0)


def _assign_widths(cells: dict[Column, list[str]], columns: Sequence[Column], width: int) -> list[int]:
    """Every column gets its least; what is left is shared by ratio, and none gets more than it can fill."""
    widths = {column: _find_least(column, cells[column]) for column in columns}
    wanted = {column: max(cell_len(cell) for cell in (column.name, *cells[column])) for column in columns}
    left = width - _measure(cells, columns)
    while left > 0 and (open_ := [each for each in columns if each.ratio and widths[each] < wanted[each]]):
        whole = sum(each.ratio for each in open_)
        for each in open_:
            given = min(left, wanted[each] - widths[each], max(1, left * each.ratio // whole))
            widths[each] += given
            left -= given
    return [widths[column] for column in columns]


def _make_table(
    columns: Sequence[Column], widths: Sequence[int], rows: Sequence[Sequence[str]], *, headed: bool = True
) -> Table:
    table = Table(
        box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="dim", show_edge=False, show_header=headed
    )
    for column, width in zip(columns, widths, strict=True):
        table.add_column(column.name, width=width, no_wrap=not column.ratio, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table
