"""Claims as tables for people at a terminal.

In: a document and its claims. Out: text, coloured if asked. It never lets a control character of a document reach the
terminal, and never shows a count without its bounds.
"""

import io
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bearwitness.base.records import Claim, Document
from bearwitness.view.figures import phrase_figure
from bearwitness.view.periods import phrase_period
from bearwitness.view.phrases import list_speakers, phrase_kind, phrase_source
from bearwitness.view.sub_events import find_sub_event
from bearwitness.view.words import flatten

ID_LENGTH = 10  # characters of a claim's id that are shown; `explain` takes them
NOTHING = "—"
ROOM_FOR_CODES = 130  # columns of the terminal from which ACLED's types are shown beside our words
PLAIN = ("asserted", "actual", "incident")  # what is not worth a word in a table
# What a category says by itself: a denial denies, a demand is demanded.
SAID = {
    "DENY": ("denied", "negated"),
    "REQUEST": ("demanded", "hypothetical"),
    "THREATEN": ("threatened", "future", "hypothetical"),
}


def format_table(document: Document, claims: Sequence[Claim], *, width: int, color: bool) -> str:
    """The document's heading and a row for every claim; "" for a document without claims. `width` is in columns."""
    if not claims:
        return ""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    table.add_column("claim", no_wrap=True, style="dim")
    table.add_column("what", ratio=5)
    coded = width >= ROOM_FOR_CODES
    for name, ratio in (("where", 3), ("when", 3), ("by", 3), ("who says so", 4), *([("ACLED", 3)] if coded else [])):
        table.add_column(name, ratio=ratio)
    table.expand = True
    for claim in claims:
        cells = (*_list_cells(claim, document), *([find_sub_event(claim) or NOTHING] if coded else []))
        table.add_row(*map(Text, cells))
    heading = Text(flatten(document.title or document.id), style="bold")
    details = [document.id if document.title else "", document.outlet or "", str(document.published or "no date")]
    heading.append(f"  {'  '.join(flatten(detail) for detail in details if detail)}", style="not bold dim")
    return render(heading, table, Text(""), width=width, color=color)


def render(*parts: Text | Table | Padding, width: int, color: bool) -> str:
    """Rich parts as text, one below the other."""
    page = io.StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in page.getvalue().split("\n"))


def phrase_harms(claim: Claim) -> str:
    """The counts in short: "killed at least 12 civilians (3 children)"; what a claim without counts is, in words."""
    if not claim.harms:
        return phrase_kind(claim) or NOTHING
    told = []
    for harm in claim.harms:
        parts = ", ".join(f"{phrase_figure(part)} {part.who}" for part in harm.parts)
        told.append(f"{harm.harm} {phrase_figure(harm)} {harm.who}{f' ({parts})' if parts else ''}")
    return "; ".join(told)


def list_flags(claim: Claim) -> list[str]:
    """What a reader must be warned of: stance, reality and scope, where they are not what is expected."""
    plain = (*PLAIN, *SAID.get(claim.category, ()))
    return [word for word in (claim.stance, claim.reality, claim.scope) if word not in plain]


def phrase_time(claim: Claim) -> str:
    """The dates in short; "since" and "until" for an open end."""
    if claim.when is None:
        return NOTHING
    return phrase_period(claim.when.start, claim.when.end)


def _list_cells(claim: Claim, document: Document) -> tuple[str, ...]:
    flags = list_flags(claim)
    speakers = [phrase_source(source) for source in list_speakers(claim, document)]
    return (
        claim.id[:ID_LENGTH],
        phrase_harms(claim) + (f" [{', '.join(flags)}]" if flags else ""),
        flatten(claim.place.name) if claim.place else NOTHING,
        phrase_time(claim),
        flatten(claim.actor.name) if claim.actor else NOTHING,
        " < ".join(speakers) or "the outlet itself",
    )
