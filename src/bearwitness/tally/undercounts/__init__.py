"""How many stand on no list: multiple systems estimation over overlapping lists, kept apart from every tally.

In: overlaps of lists. Out: estimates by several methods and their spread, or a refusal. It never gives one number
alone.
"""
