"""Document -> Claims: counts, dates, places, actors, speakers and stance, each with the words it rests on."""

from bearwitness.extract.claims import extract_claims, extract_documents

__all__ = ["extract_claims", "extract_documents"]
