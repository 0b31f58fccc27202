"""The stages in order: the only folder that knows all of them; it calls, it does not decide.

`reports` reads reports and shows what is claimed in them; `tallies` says what the claims add up to, as
bounds; `estimates` says how many are on no list.
"""

from bearwitness.flow.estimates import Care, estimate, show_estimate
from bearwitness.flow.reports import (
    ExportFormat,
    Extraction,
    Look,
    Options,
    Result,
    brief,
    explain,
    export,
    extract,
    read_documents,
)
from bearwitness.flow.tallies import Change, Count, Question, compare, draw, show_changes, show_tallies, tally

__all__ = [
    "Care",
    "Change",
    "Count",
    "ExportFormat",
    "Extraction",
    "Look",
    "Options",
    "Question",
    "Result",
    "brief",
    "compare",
    "draw",
    "estimate",
    "explain",
    "export",
    "extract",
    "read_documents",
    "show_changes",
    "show_estimate",
    "show_tallies",
    "tally",
]
