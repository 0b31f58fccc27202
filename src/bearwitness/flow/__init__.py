"""The stages in order: the only folder that knows all of them; it calls, it does not decide.

`reports` reads reports and shows what is claimed in them; `incidents` says which of them tell of one event.
"""

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
    "explain",
    "export",
    "extract",
    "read_documents",
]
