"""Who issued a statement or a bulletin: ministries, armies, monitors, offices of the United Nations.

In: a line or a headline. Out: the name of the body that issued what follows, as the line has it. It knows no outlets of
the press (that is `agencies`), and a headline that tells what happened names no issuer.
"""

import re
from functools import cache

from bearwitness.decode.lexicons import join_words, load_lexicon

_MAX_WORDS = 12  # a longer line is no name; the longest in the lexicon's offices that we know has 9
_WORD = r"[A-ZÀ-Þ][\w'’.&/-]*"


def name_issuer(line: str) -> str | None:
    """The body that is all of a line: "Ministry of Health, Gaza", "UN Office for Example Affairs"."""
    words = " ".join(line.split()).strip(" .|-–—:")
    if len(words.split()) > _MAX_WORDS or not _office_line().fullmatch(words):
        return None
    return words.removeprefix("The ")


def find_issuer(headline: str) -> str | None:
    """The body that a headline's first line names as the maker of what follows.

    "Statement by the Example Ministry", "Daily bulletin of the Example Monitor, 4 June 2023", "OCHA Update No. 4".
    """
    line = " ".join(headline.strip().split("\n")[0].split())
    if found := _made_by().match(line):
        return found["maker"].strip(" ,")
    if found := _own_bulletin().match(line):
        return found["maker"]
    return name_issuer(line)


@cache
def _office_line() -> re.Pattern[str]:
    words = load_lexicon("issuers")
    link = rf"(?:{join_words(words['links'])})"
    named = rf"{_WORD}(?:[^\S\n]+(?:{link}[^\S\n]+){{0,2}}{_WORD}|,[^\S\n]+{_WORD})*"
    office = rf"(?i:{join_words(words['offices'])})"
    return re.compile(rf"(?:The[^\S\n]+)?(?:{_WORD}[^\S\n]+)?{office}[^\S\n]+(?:of|for)[^\S\n]+(?:the[^\S\n]+)?{named}")


@cache
def _made_by() -> re.Pattern[str]:
    words = load_lexicon("issuers")
    published = rf"(?i:{join_words(words['publications'])})"
    maker = rf"{_WORD}(?:[^\S\n]+(?:(?:of|for|and|the)[^\S\n]+){{0,2}}{_WORD})*"
    by = rf"(?:{join_words(words['makers'])})"
    return re.compile(
        rf"(?:{_WORD}[^\S\n]+)?{published}[^\S\n]+{by}[^\S\n]+(?:the[^\S\n]+)?(?P<maker>{maker})(?=\s*(?:[,(:|–—-]|$))"
    )


@cache
def _own_bulletin() -> re.Pattern[str]:
    words = load_lexicon("issuers")
    return re.compile(
        rf"(?P<maker>{join_words(words['names'])})\b[^.!?]{{0,60}}?\b(?i:{join_words(words['publications'])})\b"
    )
