"""Paragraphs: the lines of a text, with lines that were only wrapped put together again.

In: a text. Out: stretches of it that hold one paragraph each. It never changes the text.
"""

import re

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_ENDED = re.compile(r"[.?!:;…][\"'”’)\]]*$")
# Lines that begin small and are no second half of a sentence: a byline, a list's label, a counter.
_OWN_LINE = re.compile(r"(?:by|from|source|list|share|via|photo|image|updated|published|posted|photograph)\b")
WRAP_WIDTH = 110  # characters: texts are wrapped by hand and by PDF at 60 to 100; longer lines are paragraphs
_FULL = 0.72  # a wrapped line fills this share of the longest one, or it ends its paragraph


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Half-open stretches of `text`, trimmed, in order; together they hold everything but white space."""
    lines = [span for found in _LINE.finditer(text) if (span := _trim(text, found.start(), found.end()))]
    if len(lines) < 2:
        return lines
    wrapped = _is_wrapped(lines)
    widest = max(end - start for start, end in lines)
    joined = [lines[0]]
    for start, end in lines[1:]:
        last_start, last_end = joined[-1]
        gap = text[last_end:start]
        blank = gap.count("\n") > 1 or gap.count("\r") > 1 or "\u2029" in gap
        goes_on = (
            text[start].islower()
            and not _OWN_LINE.match(text, start, end)
            and not _ENDED.search(text[max(last_start, last_end - 5) : last_end])
        )
        last_line = last_end - max(last_start, text.rfind("\n", last_start, last_end) + 1)
        full = wrapped and last_line >= _FULL * widest
        if not blank and (goes_on or full):
            joined[-1] = (last_start, end)
        else:
            joined.append((start, end))
    return joined


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _is_wrapped(lines: list[tuple[int, int]]) -> bool:
    """Whether lines were cut at a width: none is longer than that, and most are nearly as long as the longest."""
    widths = [end - start for start, end in lines]
    widest = max(widths)
    full = sum(width >= _FULL * widest for width in widths)
    return 40 <= widest <= WRAP_WIDTH and len(lines) > 3 and full >= 0.5 * len(lines)
