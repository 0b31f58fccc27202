"""The stages in order: the only folder that knows all of them; it calls, it does not decide.

`reports` reads reports and shows what is claimed in them; `quotes` shows who says what.
"""

from bearwitness.flow.kinds import Kinds, choose_kinds
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

__all__ = [
    "ExportFormat",
    "Extraction",
    "Kinds",
    "Look",
    "Options",
    "Quoted",
    "Result",
    "brief",
    "choose_kinds",
    "explain",
    "export",
    "export_quotes",
    "extract",
    "quote",
    "read_documents",
]
