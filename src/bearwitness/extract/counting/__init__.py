"""Counts of people harmed in one sentence: numbers, people, harm words, and how they hang together."""
