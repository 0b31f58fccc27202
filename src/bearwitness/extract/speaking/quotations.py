"""Stretches of direct speech.

In: a text. Out: where its quotations begin and end, marks included, in code-point offsets and in order. Straight,
curly, low and angle marks and single quotes are read; a mark that is never closed ends with its paragraph, with its
sentence if another one opens, and never later. It never decides who speaks.
"""

import re
from dataclasses import dataclass

# A quotation longer than this (in characters) is taken for a lost closing mark. The longest closed one of the 974 in
# the FA-KES corpus has 482; statements printed in full are longer.
LONGEST = 1600

# Marks that a table doubled are one mark.
_MARKS = re.compile(r"\"{1,3}|[“”„«»‘’‹›]|(?<!\w)'|'(?!\w)")
_PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "‘": "’", '"': '"', "'": "'"}
_SINGLE = "‘'‹"
_BREAK = re.compile(r"\n\s*\n|\n")
_STOP = re.compile(r"[.!?](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Half-open offsets with the marks; `closed` is false where the closing mark had to be guessed."""

    start: int
    end: int
    closed: bool = True


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of `text`, in order, never overlapping."""
    found: list[Quotation] = []
    opened: int | None = None
    for mark in _MARKS.finditer(text):
        at, stop = mark.span()
        if opened is not None and at - opened > LONGEST:
            _keep(found, text, opened, at)
            opened = None
        if opened is None:
            if _can_open(text, at, stop):
                opened = at
        elif _closes(text, opened, at, stop):
            found.append(Quotation(opened, stop))
            opened = None
        elif _can_open(text, at, stop) and (text[at] == text[opened] or text[opened] in _SINGLE):
            _keep(found, text, opened, at)
            opened = at
    if opened is not None:
        _keep(found, text, opened, len(text))
    return found


def _can_open(text: str, at: int, stop: int) -> bool:
    """Whether the mark can begin a quotation: nothing or white space before it, a word after it."""
    if text[at] not in _PAIRS:
        return False
    before = text[at - 1] if at else " "
    after = text[stop] if stop < len(text) else " "
    if text[at] in "“„«":
        return True
    if text[at] in _SINGLE:
        return (before.isspace() or before in '(["“') and (after.isalnum() or after == "[")
    return (
        before.isspace()
        or before in "([-–—:_/"
        or (not before.isalnum() and before not in ".,!?;…)" and not after.isspace())
    )


def _closes(text: str, opened: int, at: int, stop: int) -> bool:
    if text[at] not in _PAIRS[text[opened]]:
        return False
    before, after = text[at - 1], text[stop] if stop < len(text) else " "
    if text[at] == '"':
        # Both sides white: the marks simply alternate. White before and a word after: another opening.
        return not before.isspace() or not after.isalnum()
    if text[at] in "'’":
        return not before.isspace() and not after.isalnum()
    return True


def _keep(found: list[Quotation], text: str, start: int, limit: int) -> None:
    """Keep a quotation without its closing mark up to the end of its paragraph, or else of its sentence."""
    if text[start] in _SINGLE:
        return
    limit = min(limit, start + LONGEST)
    end = _BREAK.search(text, start, limit) or _STOP.search(text, start, limit)
    if end:
        stop = end.start() if text[end.start()] == "\n" else end.end()
        found.append(Quotation(start, stop, closed=False))
