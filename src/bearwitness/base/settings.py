"""The limits within which inputs are read. Sizes are in bytes. Nothing here reads the environment.

They keep one wrong input from taking the memory of the machine. They were set by hand, well above the largest report
met so far (a monitor's yearly PDF of 12 MB); the bound on dates is the span that a conflict report can have.
"""

from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How much of an input is read before it counts as too large."""

    max_document_bytes: int = 20 * MB  # one text, HTML or PDF document
    max_line_bytes: int = 20 * MB  # one line of JSONL, line end included
    max_json_bytes: int = 200 * MB  # one .json file, which must be held whole
    max_pdf_characters: int = 20 * MB  # the text inside a PDF, which may be packed a thousandfold
    max_characters: int = 1_000_000  # the text of one document once decoded: the most that the parser takes


DEFAULTS = Settings()
