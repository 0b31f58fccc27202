"""Siting: at which of the places that a sentence names an event happened."""
