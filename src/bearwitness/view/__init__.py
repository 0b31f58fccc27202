"""Claims for people and for programs: JSON, CSV, tables, explanations, the brief.

In: documents and claims. Out: text in one of the formats. It never reads an input, decides a claim or adds two counts.
"""
