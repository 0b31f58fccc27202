"""The line above a report that says whose it is: a paper's masthead, a body's bare name, the sender of a message.

In: a line at the top of a text. Out: the name on it, as the line has it. It looks at the shape of the line and at a few
words that names of outlets end in or begin with, knows no outlet by name (that is `agencies`), and takes no line that
tells what happened.
"""

import re
from functools import cache

from bearwitness.decode.headlines import load_words
from bearwitness.decode.lexicons import join_words, load_lexicon

_MAX_WORDS = 7  # a longer line is a headline
_MAX_OPENED = 3  # "Radio Karsa", "Voice of Karsa": behind such a word a longer line is a headline
_SENDER = re.compile(r"From\s*:\s*(?P<name>[^@:\n]{3,80})", re.I)
_SHAPE = re.compile(r"[A-ZÀ-Þ][\w'’.&/ –-]*")
_TELLS = re.compile(r"(?:ed|ing)$", re.I)  # a participle: the line tells something


def name_masthead(line: str) -> str | None:
    """The outlet, body or sender that is all of a line: "The Harbour Post", "OCHA", "From: field contact, Karsa"."""
    words = " ".join(line.split()).strip(" |-–—")
    if found := _SENDER.fullmatch(words):
        return found["name"].strip(" ,.")
    if words in load_lexicon("issuers")["names"]:
        return words
    if not _SHAPE.fullmatch(words) or words.endswith((".", "?", "!")) or re.search(r"\d", words):
        return None
    parts = words.replace("/", " ").split()
    if not 2 <= len(parts) <= _MAX_WORDS or not all(_is_name(part) for part in parts):
        return None
    low = words.lower()
    if _section().match(low) or any(_TELLS.search(part) for part in parts[1:-1]):
        return None
    opened = len(parts) <= _MAX_OPENED and _opener().match(low) and not _TELLS.search(parts[-1])
    return words if opened or _closer().search(low) else None


def is_unit(line: str) -> bool:
    """Whether a line names no more than a part of the body in the line above: "Press service"."""
    return " ".join(line.split()).strip(" .|-–—:").lower() in load_lexicon("issuers")["units"]


def is_trail(line: str) -> bool:
    """Whether a line is the way through a site's sections: "World / Middle East", "News > Africa"."""
    words = " ".join(line.split())
    parts = re.split(r"\s+[/>»›]\s+", words)
    return (
        2 <= len(parts) <= 5
        and all(
            re.fullmatch(r"[A-ZÀ-Þ][\w&'’-]*(?: (?:and |of |the )?[A-ZÀ-Þ&][\w&'’-]*){0,2}", part) for part in parts
        )
        and not _closer().search(words.lower())
    )


def _is_name(word: str) -> bool:
    return word[0].isupper() or word in load_words("small_words")


@cache
def _closer() -> re.Pattern[str]:
    words = load_lexicon("issuers")
    return re.compile(rf"\b(?:{join_words([*words['mastheads'], *words['units']])})$")


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"(?:the )?(?:{join_words(load_lexicon('issuers')['openers'])})\b")


@cache
def _section() -> re.Pattern[str]:
    return re.compile(rf"(?:{join_words(load_lexicon('issuers')['sections'])})\b")
