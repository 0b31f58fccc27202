"""Charts of tallies: every figure drawn as the range that it is.

In: rows of a tally. Out: a PNG or SVG file. A bar runs from the least to the most; an arrow says that it may be more;
red that the figure is contested. It needs the extra `charts`.
"""

from collections.abc import Sequence
from pathlib import Path

from bearwitness.base.errors import MissingExtra, UsageError
from bearwitness.base.tallies import Tally

INCHES_A_ROW, MOST_INCHES = 0.34, 60.0
INK, CONTESTED = "#23405e", "#b5532d"
SUFFIXES = (".png", ".svg")


def draw_tallies(rows: Sequence[Tally], path: Path) -> None:
    """Write the chart. Raises UsageError for another kind of file, MissingExtra without matplotlib."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"--chart '{path}': give a name that ends with .png or .svg")
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  an optional part
        from matplotlib.figure import Figure  # noqa: PLC0415  an optional part
    except ImportError:
        raise MissingExtra("charts", "a chart") from None
    figure = Figure(figsize=(9, min(MOST_INCHES, 1.3 + INCHES_A_ROW * max(1, len(rows)))), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    for at, row in enumerate(rows):
        color = CONTESTED if row.conflicts else INK
        axes.plot([row.low, row.high], [at, at], color=color, linewidth=5, solid_capstyle="butt", alpha=0.45)
        axes.plot([row.low], [at], marker="|", color=color, markersize=13, markeredgewidth=2)
        end = ">" if row.open else "|"
        axes.plot([row.high], [at], marker=end, color=color, markersize=8 if row.open else 13, markeredgewidth=2)
        told = f"{row.low:,}" if row.low == row.high else f"{row.low:,}–{row.high:,}"
        axes.annotate(
            f"{told}{'+' if row.open else ''}", (row.high, at), (9, -3.5), textcoords="offset points", fontsize=8
        )
    axes.set_yticks(range(len(rows)), [_name(row) for row in rows], fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    axes.margins(x=0.14)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(left=False)
    axes.grid(axis="x", alpha=0.25)
    asked = rows[0].query if rows else None
    if asked:
        axes.set_xlabel(
            f"{asked.harm}: the least and the most that the claims allow; ▸ it may be more; red: contested", fontsize=8
        )
    figure.savefig(path, dpi=150)


def _name(row: Tally) -> str:
    return " · ".join(key or "nobody named" for _, key in row.keys) or "all"
