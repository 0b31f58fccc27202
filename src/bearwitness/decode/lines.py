"""Lines of a page that are whole stretches of one kind: buttons, bylines, stamps, tags, captions, cues.

In: one paragraph of a text. Out: its kind, or None for words of the article. It never looks at the lines around it.
"""

import re
from functools import cache

from bearwitness.base.records import SegmentKind
from bearwitness.decode.agencies import name_agency, name_outlet
from bearwitness.decode.headlines import load_words
from bearwitness.decode.inserts import closing_pattern
from bearwitness.decode.issuers import name_issuer
from bearwitness.decode.lexicons import join_words, load_lexicon
from bearwitness.decode.stamps import Order, Stamp, match_stamp

_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|pic\.twitter\.com\S*")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright\b)|[^.?!]{0,60}\ball rights reserved\b", re.I)
_BYLINE = re.compile(
    r"(?i:by|written by|reported by|story by|words by|report by|from)\s+(?:our\s+)?[A-Z][\w.'’-]*"
    r"(?:[\s,|&/·-]+[\w.'’()@-]+){0,14}"
)
_TAGS = re.compile(r"(?:tags?|topics?|keywords?|filed under|categor(?:y|ies)|hashtags)\b\s*[:|-]?\s*.*", re.I)
_COUNTED = re.compile(
    r"(?:[\d,.]+[kK]?\s+(?:views?|comments?|shares?|likes?|minutes?|mins?|min read|reactions?|reads?)\b.*"
    r"|(?:comments?|views?|shares?|likes?)\s*[:(]?\s*\d[\d,.]*\)?"
    r"|(?:listen|watch|read)\s*\(?\d+\s*(?:mins?|minutes?)\)?"
    r"|\d+\s+(?:seconds?|minutes?|hours?|days?|weeks?|months?)\s+ago.*"
    r"|list (?:of )?\d+ (?:items|of \d+)"
    r"|reading time.*|[-–—_=*#~•·.\s]{1,}|\d{1,4}|page \d+(?: of \d+)?)",
    re.I,
)
_REST_OF_STAMP = re.compile(
    r"[\s.,;:|·•()\[\]–—-]*"
    r"(?:(?:\d+\s*min(?:ute)?s?(?:\s+read)?|[A-Z][\w ]{1,24}|by\s.{1,60})[\s|·•]*)?"
)
_CONTRIBUTED = re.compile(r"\bcontributed (?:to|reporting to) this (?:report|story|article)\b")
MAX_LINE = 200  # characters: a longer line is a paragraph, whatever it begins with


def classify_line(line: str, order: Order | None) -> tuple[SegmentKind | None, Stamp | None]:
    """The kind of a whole paragraph, and its stamp where it is one; offsets of the stamp are within `line`."""
    if len(line) > MAX_LINE:
        return ("copyright", None) if _COPYRIGHT.match(line) and len(line) < 600 else (None, None)
    if stamp := match_stamp(line, 0, order):
        if _REST_OF_STAMP.fullmatch(line, stamp.end):
            return "dateline", stamp
        return None, None
    return _classify_words(line), None


def _classify_words(line: str) -> SegmentKind | None:
    low = line.lower().strip(" .:|·•-–—>»[]()")
    if _URL.fullmatch(line):
        return "url"
    if name_agency(line):
        return "dateline"
    if name_outlet(line) or _is_desk(line) or name_issuer(line):
        return "outlet"
    if _is_caption(line):
        return "caption"
    if _COPYRIGHT.match(line):
        return "copyright"
    if low in load_words("buttons") or low in load_words("sections") or _COUNTED.fullmatch(line) or _is_buttons(low):
        return "boilerplate"
    if found := _photo_line().match(line):
        return "caption" if "caption" in found.group().lower() else "credit"
    if _BYLINE.fullmatch(line) and len(line.split()) <= 16 and not line.rstrip().endswith((".", "?", "!")):
        return "credit"
    if _credit_line().match(line) or _CONTRIBUTED.search(line):
        return "credit"
    if low.startswith(tuple(load_lexicon("furniture")["prompts"])) or (
        _TAGS.fullmatch(line) and not line.endswith(".")
    ):
        return "boilerplate"
    if is_cue(line) or _cue_line().match(line):
        return "related"
    return None


def _is_desk(line: str) -> bool:
    """Whether a line is an outlet with a desk or a town behind it: "BBC News, Nairobi"."""
    name, mark, rest = line.partition(",")
    return bool(mark) and name_outlet(name) is not None and len(rest.split()) <= 4


def _is_caption(line: str) -> bool:
    """Whether a line ends with a photograph's mark: "... [File: A Name/Agency]", "... (Governor's office/Telegram)"."""
    found = re.search(r"[(\[][^()\[\]]{2,80}[)\]]\.?$", line)
    if found is None or len(line[: found.start()].split()) < 4:
        return False
    mark = found.group().rstrip(".")
    return bool(closing_pattern().fullmatch(mark)) or bool(
        re.fullmatch(r"[(\[][A-Z][^()\[\]]*\w/[A-Z][^()\[\]]*[)\]]", mark)
    )


def is_cue(line: str) -> bool:
    """Whether a line announces headlines of other articles and is nothing else: "Read more", "Most read:"."""
    return line.lower().strip(" .:|·•-–—>»") in load_words("related")


def is_last_cue(line: str) -> bool:
    """Whether a cue announces the lists at the end of a page, and not one inside an article ("Keep reading")."""
    return is_cue(line) and line.lower().strip(" .:|·•-–—>»") not in load_words("inside")


@cache
def _cue_line() -> re.Pattern[str]:
    return re.compile(
        r"[\W_]*(?:(?i:read also|also read|see also|read more|related(?:\s+\w+)?"
        r"|more on this|must read|don['’]?t miss|watch)\s*[:|»>–—-]"
        r"|(?:READ MORE|ALSO READ|READ ALSO|READ|WATCH|MORE|SEE ALSO|RELATED)\s*[:|»>–—-]?\s+\S)"
    )


@cache
def _photo_line() -> re.Pattern[str]:
    return re.compile(rf"(?i:{join_words(load_words('photo_lines'))})\s*(?:[:,|/©-]|by\b)")


@cache
def _credit_line() -> re.Pattern[str]:
    words = load_lexicon("furniture")
    return re.compile(
        rf"[\s(\[–—-]*(?:(?i:{join_words(words['credits'])})\b|(?i:{join_words(words['sources'])})\s*:\s*\S"
        rf"|Source\s+[A-Z]\w+(?:\s+(?:and|[A-Z]\w+|agencies)){{0,6}}\s*$)"
    )


def _is_buttons(low: str) -> bool:
    """Whether every word of a short line belongs to a button: "Share Tweet Email", "Facebook Twitter WhatsApp"."""
    words = re.findall(r"[^\W\d_][\w-]*", low)
    singles = {word for phrase in load_words("buttons") for word in phrase.split()} - {"this", "on", "a", "to"}
    return 0 < len(words) <= 12 and all(word in singles for word in words)
