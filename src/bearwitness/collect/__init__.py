"""Stage 1: files, folders, patterns, JSONL and standard input become reports (bytes with their origin)."""

from bearwitness.collect.reports import read_reports

__all__ = ["read_reports"]
