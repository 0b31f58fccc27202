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
    if _section().match(low) or _tells(parts) or _headline().search(low):
        return None
    opened = len(parts) <= _MAX_OPENED and _opener().match(low) and not _TELLS.search(parts[-1])
    return words if opened or _closer().search(low) else None


def stands_alone(line: str) -> bool:
    """Whether a masthead shows by itself that it is one, and no headline in title case: "KARSA POST", "The Karsa Post".

    Any other needs a headline below it.
    """
    words = " ".join(line.split()).strip(" |-–—")
    return (
        _SENDER.fullmatch(words) is not None
        or words.isupper()
        or words.startswith("The ")
        or words in load_lexicon("issuers")["names"]
    )


def is_agency(name: str) -> bool:
    """Whether a name by itself is that of someone who sends reports: "Lake Wire", "KNA"."""
    return _closer().search(name.lower()) is not None or re.fullmatch(r"[A-ZÀ-Þ]{2,8}", name) is not None


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


def _tells(parts: list[str]) -> bool:
    """Whether a word inside a line says what was done: a participle, or one of those that headlines are made of."""
    acts = load_lexicon("issuers")["acts"]
    return any(_TELLS.search(part) or part.lower() in acts for part in parts[1:-1])


@cache
def _headline() -> re.Pattern[str]:
    """A number word, or a word that says where or when something happened."""
    words = load_lexicon("issuers")
    kept = "".join(rf"(?<!\b{word} )" for word in words["numbered"])
    return re.compile(rf"\b(?:{kept}(?:{join_words(words['numbers'])})|{join_words(words['prepositions'])})\b")


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
