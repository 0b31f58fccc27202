"""Headlines: where a known title stands in a text, and where one in capitals ends when nothing marks its end.

In: a text, a position, a title. Out: the position at which the headline ends. It never changes a text.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from bearwitness.decode.lexicons import load_lexicon

_TOKEN = re.compile(r"\S+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CUT = re.compile(r"\s+[|–—_»·:]\s+|\s+-+\s+|\s*\|\s*")
_OPENING = "\"'“‘«([-–—*"
# A sentence ends after these, unless what stands before is an initial or a short form.
_STOP = re.compile(r"[.?!…][\"'”’)\]]*$")
_SHORT = re.compile(
    r"(?:^|[^\w])(?:[A-Z]|[A-Z](?:\.[A-Z])+|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Gov|Sen|Rep|St|No|vs|U\.N|U\.S|Brig|Prof"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\.$"
)
MIN_HEADLINE_WORDS = 4  # shorter runs of capitals are names; set on the headlines of FA-KES
MAX_HEADLINE_WORDS = 32  # the longest of 779 headlines in FA-KES has 24 words
_REACH = 400  # characters: more than the longest headline of FA-KES, 160, and its sentence
_ALIKE = 0.8  # share of a title's words, in order, that a headline repeats: set on FA-KES, where 97 of 100 repeat all


def list_titles(title: str) -> list[str]:
    """The title, and what is left of it without the outlet's name before or behind it; the longest first."""
    cuts = list(_CUT.finditer(title))
    parts = [title, *(title[: cut.start()] for cut in cuts), *(title[cut.end() :] for cut in cuts)]
    return [part for part in dict.fromkeys(parts) if part == title or len(_WORD.findall(part)) >= MIN_HEADLINE_WORDS]


def match_title(text: str, start: int, end: int, title: str) -> int | None:
    """The end of the title that begins at `start`, or None; cases, marks and small differences do not count."""
    for part in list_titles(title):
        wanted = _squash(part)
        if len(wanted) < 3:
            continue
        stop = _match_squashed(text, start, wanted)
        if stop is not None and stop <= end and _stands_alone(text, start, stop, end):
            return stop
    stop = _match_alike(text, start, title)
    return stop if stop is not None and stop <= end and _stands_alone(text, start, stop, end) else None


def find_title(text: str, title: str, limit: int) -> tuple[int, int] | None:
    """Where the title stands word for word within the first `limit` characters."""
    for part in list_titles(title):
        wanted = _squash(part)
        first = _WORD.search(part)
        if len(wanted) < 12 or first is None:
            continue
        for found in re.finditer(re.escape(first.group()), text[:limit]):
            end = _match_squashed(text, found.start(), wanted)
            if end is not None and _stands_alone(text, found.start(), end, limit):
                start = found.start()
                return start - (text[start - 1 : start] in {'"', "“", "‘"}), end
    return None


def _stands_alone(text: str, start: int, end: int, limit: int) -> bool:
    """Whether the title's words are a headline here, and not the beginning of a sentence about the same thing.

    A sentence goes on in small letters or in brackets; behind a name of a few words only a stop or a line end will do.
    """
    after = text[end : min(limit, end + 40)]
    ahead = after.lstrip(" \t\"'”’)")
    if not ahead or ahead[0] in "\r\n.?!|":
        return True
    if len(_WORD.findall(text[start:end])) < MIN_HEADLINE_WORDS:
        return False
    return not (ahead[0].islower() or ahead[0] in ",;(")


def end_capitals(text: str, start: int, end: int) -> int | None:
    """The end of a headline in capitals that begins at `start` and runs on into a sentence, or None.

    The first word in small letters belongs to the sentence; the sentence begins at the last word before it that only
    a beginning writes with a capital ("At", "The", "Two"), else at the last capital.
    """
    words = load_words("small_words")
    if re.match(r"according to\b", text[start:end], re.I):
        return None  # "According to the Example Centre, soldiers ...": a sentence from its first word on.
    tokens = [(found.start(), found.group()) for found in _TOKEN.finditer(text, start, min(end, start + _REACH))]
    for index, (_, token) in enumerate(tokens[: MAX_HEADLINE_WORDS + 4]):
        core = token.strip(_OPENING + ".,;:!?\"'”’)]")
        if index >= MIN_HEADLINE_WORDS and token[0] in '"“':
            return tokens[index][0]
        if index and _ends_sentence(tokens[index - 1][1]):
            return tokens[index][0] if index >= MIN_HEADLINE_WORDS else None
        if not core or not core[0].islower() or core.lower() in words:
            continue
        if index == 0:
            return None  # a text in small letters has no headline in capitals
        border = _step_back(tokens, index)
        while border >= MIN_HEADLINE_WORDS and tokens[border - 1][1] in words:
            border -= 2 if tokens[border - 2][1] not in words else 1  # "... Activists | in rural Talvar said"
        goes_on = border < MIN_HEADLINE_WORDS or tokens[border - 1][1].endswith(",")
        return None if goes_on else tokens[border][0]
    return None


def _step_back(tokens: list[tuple[int, str]], index: int) -> int:
    """The token at which the sentence around the small word `index` begins."""
    starters = load_words("starters")
    for back in range(index - 1, max(index - 5, MIN_HEADLINE_WORDS - 1), -1):
        if tokens[back][1].lstrip(_OPENING) in starters:
            return back
    back = index - 1
    while back > 0 and not tokens[back][1].lstrip(_OPENING)[:1].isupper():
        back -= 1
    return back


def is_capitals(text: str) -> bool:
    """Whether a line or sentence is written as a headline in capitals: at least four words, hardly a small one."""
    small = load_words("small_words")
    words = [word for word in _WORD.findall(text) if word.lower() not in small]
    capitals = sum(not word[0].islower() for word in words)
    return len(words) >= MIN_HEADLINE_WORDS and capitals >= 0.85 * len(words)


@cache
def load_words(name: str) -> frozenset[str]:
    """A list of `lexicon/furniture.yaml` as a set."""
    return frozenset(load_lexicon("furniture")[name])


def find_sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Positions behind the marks that end a sentence, roughly: short forms and initials do not."""
    for found in re.finditer(r"[.?!…][\"'”’)\]]*(?=\s|$)", text[start:end]):
        before = text[max(start, start + found.start() - 14) : start + found.start() + 1]
        numbers = re.search(r"\bno\.$", before) and re.match(r"\s+\d", text[start + found.end() : end])
        if not (before.endswith(".") and (_SHORT.search(before) or numbers)):
            yield start + found.end()


def _ends_sentence(token: str) -> bool:
    return bool(_STOP.search(token)) and not _SHORT.search(token)


def _squash(text: str) -> str:
    return "".join(_WORD.findall(text.replace("'", "").replace("’", ""))).casefold()


def _match_squashed(text: str, start: int, wanted: str) -> int | None:
    """The end of a stretch of text with just these letters and digits, at the end of a word."""
    at = 0
    for index in range(start, min(len(text), start + 3 * len(wanted) + 20)):
        char = text[index]
        if not char.isalnum():
            continue
        folded = char.casefold()
        if not wanted.startswith(folded, at):
            return None
        at += len(folded)
        if at == len(wanted):
            return None if text[index + 1 : index + 2].isalnum() else index + 1
    return None


def _match_alike(text: str, start: int, title: str) -> int | None:
    """The end of a headline that repeats most of the title's words, in order, with the first and the last of them."""
    wanted = [word.casefold() for word in _WORD.findall(title)]
    if len(wanted) < MIN_HEADLINE_WORDS + 1:
        return None
    found = list(_WORD.finditer(text[start : start + 3 * len(title) + 40]))[: len(wanted) + 3]
    words = [each.group().casefold() for each in found]
    if not words or words[0] not in wanted[:2]:
        return None
    blocks = SequenceMatcher(None, wanted, words, autojunk=False).get_matching_blocks()[:-1]
    if not blocks or sum(block.size for block in blocks) < _ALIKE * len(wanted):
        return None
    last = blocks[-1]
    if last.a + last.size != len(wanted):
        return None
    return start + found[last.b + last.size - 1].end()
