"""The stages in order: the only folder that knows all of them; it calls, it does not decide.

`reports` reads reports and shows what is claimed in them; `dates` finds the dates in them, `places` the places, and
keeps the gazetteer; `quotes` shows who says what; `incidents` says which reports
tell of one event; `tallies` says what the claims add up to, as bounds; `estimates` how many are on no list.
"""

from bearwitness.flow.dates import date_reports, date_text, export_dates
from bearwitness.flow.estimates import Care, estimate, show_estimate
from bearwitness.flow.kinds import Kinds, choose_kinds
from bearwitness.flow.places import (
    add_places,
    build_places,
    describe_gazetteer,
    export_places,
    place_reports,
    place_text,
)
from bearwitness.flow.quotes import Quoted, export_quotes, quote
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
    "Kinds",
    "Look",
    "Options",
    "Question",
    "Quoted",
    "Result",
    "add_places",
    "brief",
    "build_places",
    "choose_kinds",
    "compare",
    "date_reports",
    "date_text",
    "describe_gazetteer",
    "draw",
    "estimate",
    "explain",
    "export",
    "export_dates",
    "export_places",
    "export_quotes",
    "extract",
    "place_reports",
    "place_text",
    "quote",
    "read_documents",
    "show_changes",
    "show_estimate",
    "show_tallies",
    "tally",
]
