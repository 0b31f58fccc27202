"""Stage 2: a report's bytes become a Document: its text, what each stretch of it is, who published it and when."""

from bearwitness.decode.documents import decode_report
from bearwitness.decode.languages import looks_foreign

__all__ = ["decode_report", "looks_foreign"]
