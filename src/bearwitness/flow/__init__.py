"""The stages in order: the only folder that knows all of them; it calls, it does not decide.

`reports` reads reports and shows what is claimed in them; `dates` finds the dates in them.
"""

from bearwitness.flow.dates import date_reports, date_text, export_dates
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

__all__ = [
    "ExportFormat",
    "Extraction",
    "Look",
    "Options",
    "Result",
    "brief",
    "date_reports",
    "date_text",
    "explain",
    "export",
    "export_dates",
    "extract",
    "read_documents",
]
