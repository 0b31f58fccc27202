"""Bearwitness: reports in; attributed claims, incidents, tallies with bounds and briefs out."""

__version__ = "0.1.0"
