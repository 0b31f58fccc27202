"""Parties of a text: states, armed groups, organisations, and the descriptions that stand for them."""
