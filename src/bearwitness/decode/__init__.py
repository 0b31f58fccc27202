"""Stage 2: a report's bytes become a Document: its text, what each stretch of it is, who published it and when."""

from bearwitness.decode.documents import decode_report

__all__ = ["decode_report"]
