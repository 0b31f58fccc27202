"""PDF becomes text: its pages one after the other, with a blank line between them.

In: the bytes of a PDF. Out: its text and its title. It never reads pictures, so a scan has no text.
"""

import io
import logging
from dataclasses import dataclass

from bearwitness.base.errors import BrokenInput, EmptyInput, MissingExtra, TooLargeInput
from bearwitness.base.settings import DEFAULTS

# Titles that a word processor fills in by itself.
_NO_TITLES = ("microsoft word", "untitled", "powerpoint", "document1")


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperText:
    """The text of a PDF, and the title in its metadata where it has one that was written by a person."""

    text: str
    title: str | None


def read_pdf(content: bytes, origin: str, limit: int = DEFAULTS.max_pdf_characters) -> PaperText:
    """The text of a PDF of at most `limit` characters.

    Raises MissingExtra when pypdf is not installed, BrokenInput for a damaged or locked file, EmptyInput when there is
    no text in it, TooLargeInput beyond the limit.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra, loaded only for PDFs
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtra("pdf", "reading a PDF") from error
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    # pypdf lets errors of the kinds below through on damaged files.
    damages = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError)
    pages: list[str] = []
    size = 0
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BrokenInput(origin, "a PDF locked with a password; save it without one")
        for page in reader.pages:
            pages.append(page.extract_text().strip("\n"))
            size += len(pages[-1])
            if size > limit:
                raise TooLargeInput(origin, f"a PDF with more than {limit:,} characters of text; split it")
        title = reader.metadata.title if reader.metadata else None
    except damages as error:
        why = (str(error).splitlines() or [type(error).__name__])[0][:100]
        raise BrokenInput(origin, f"a damaged PDF ({why}); open and save it again, or give its text") from error
    text = "\n\n".join(page for page in pages if page.strip())
    if not text.strip():
        raise EmptyInput(origin, "a PDF without text, likely a scan; run text recognition on it first")
    title = (title or "").strip()
    written = bool(title) and not title.lower().startswith(_NO_TITLES) and not title.lower().endswith((".doc", ".docx"))
    return PaperText(text=text, title=title if written else None)
