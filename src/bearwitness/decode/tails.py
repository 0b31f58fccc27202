"""The tail of an article: credits, sources, copyright, tags, buttons, the headlines of other articles.

In: a stretch of running text. Out: marked stretches at its end, and where the article ends. It never goes back over a
sentence that is neither a cue nor behind one.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache

from bearwitness.base.records import Segment, SegmentKind
from bearwitness.decode.agencies import agency_pattern
from bearwitness.decode.headlines import find_sentence_ends, load_words
from bearwitness.decode.lexicons import join_words, load_lexicon
from bearwitness.decode.stamps import Order, Stamp, match_stamp

_COPYRIGHT = r"©\s?\(?(?:19|20)\d\d|\bCopyright\s+(?:©|\(c\)|\S{1,2}\s)?\s*(?:19|20)\d\d|\bAll [Rr]ights [Rr]eserved"
_FIRST = 0.35  # share of a text behind which a cue may end it: the earliest in FA-KES stands at 0.41
_COUNTER = re.compile(r"(?:\.\.\.|…)\s*\d+\s*$")
_CODE = re.compile(
    r"[A-Z]{2,7}(?:[ /-]?\d{1,4})?(?:[-/]\d{1,3})?|\d{1,5}(?:-\d{1,3})?"
    r"|[a-z]{2,5}(?:[-/][a-z]{2,5}){1,3}"
)
_NAME = r"(?:[A-Z][\w'’-]*\.?|al-[A-Z]\w+)"
_NAMES = re.compile(rf"{_NAME}(?:(?:\s*[/,&]\s*|\s+and\s+|\s+){_NAME}){{0,7}}\.?")
_ABOUT = re.compile(
    r"(?:The\s+)?(?:[A-Z][\w'’-]*\s+){1,7}is\s+(?:the|an?|one of)\s[^.]{0,90}"
    r"\b(?:newspaper|daily|news agency|news website|news site|broadcaster|magazine|channel|media outlet"
    r"|news platform)\b"
)
_CONTRIBUTED = re.compile(
    r"(?:[A-Z][\w.’']*[,\s]+(?:(?:[A-Z][\w.’']*|and|writers?|in|from|staff|agencies)[,\s]+){0,10})"
    r"contributed (?:to|reporting to) this (?:report|story|article)\b[^.]*\.?\s*$"
)
_TAGS = re.compile(r"(?:Tags|Topics|Keywords|Filed under|Categories)\b\s*:?\s+\S")


class Tail:
    """The marked stretches behind `end`, where the article's own words stop, and the stamps among them."""

    def __init__(self, end: int) -> None:
        self.end = end
        self.marks: list[Segment] = []
        self.stamps: list[Stamp] = []

    def cut(self, text: str, kind: SegmentKind, start: int) -> None:
        """Mark everything from `start` to the present end and move before it."""
        stop = self.end
        while start < stop and text[start].isspace():
            start += 1
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if start < stop:
            self.marks.append(Segment(kind=kind, start=start, end=stop))
        self.end = start


def parse_tail(text: str, start: int, end: int, order: Order | None) -> Tail:
    """The tail of the article in `text[start:end]`: first what follows a cue to the end, then piece by piece."""
    tail = Tail(end)
    _cut_behind_cues(text, start, tail)
    while tail.end > start and _cut_last(text, start, tail, order):
        pass
    return tail


@cache
def _cues() -> re.Pattern[str]:
    ends = join_words(load_lexicon("furniture")["ends"])
    return re.compile(
        rf"(?P<sure>{ends}|{_COPYRIGHT})"
        r"|(?P<open>(?:(?:\.\.\.|…)\s*\d+\s+)?(?:Topic\s[^.()\n]{3,90}\(\d+\)\s*)?"
        r"(?:Related|Tags|Topics|Keywords|Read Also|Read also|Read More|Read more|See also|See Also)"
        r"\b:?(?=\s+[A-Z\"“a-z\d]|\s*$))"
    )


def _cut_behind_cues(text: str, start: int, tail: Tail) -> None:
    first = start + int(_FIRST * (tail.end - start))
    if (about := _find_about(text, first, tail.end)) is not None:
        tail.cut(text, "boilerplate", about)
    cues = list(_cues().finditer(text, first, tail.end))
    spoken = _Sentences(text, first, tail.end)
    sure = [each.start() for each in cues if each["sure"]] + [tail.end]
    for index, each in enumerate(cues):
        if not each["sure"]:
            before = text[max(start, each.start() - 8) : each.start()].rstrip()[-1:]
            apart = not before or before in ".?!\"”'’)]…" or before.isdigit() or "Topic" in each.group()
            if not apart or spoken.is_between(each.end(), sure[bisect_left(sure, each.start())]):
                continue
        # From the last cue to this one, each takes what is left behind it.
        for cue in reversed(cues[index:]):
            tail.cut(text, _name_cue(cue.group()), cue.start())
        return


class _Sentences:
    """Where full sentences stand in a stretch: eight words and more that end with a stop."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.stops = list(find_sentence_ends(text, start, end))
        pairs = zip([start, *self.stops], self.stops, strict=False)
        self.full = [stop for previous, stop in pairs if self._is_full(previous, stop)]

    def is_between(self, start: int, end: int) -> bool:
        """Whether a full sentence ends in the stretch; the first one is counted from `start`."""
        place = bisect_right(self.stops, start)
        if place < len(self.stops) and self.stops[place] <= end and self._is_full(start, self.stops[place]):
            return True
        later = bisect_right(self.full, self.stops[place]) if place < len(self.stops) else len(self.full)
        return later < len(self.full) and self.full[later] <= end

    def _is_full(self, start: int, stop: int) -> bool:
        words = self.text[start : min(stop, start + 300)].split()
        return len(words) >= 8 and not self.text[max(start, stop - 4) : stop].rstrip().endswith(("...", "…"))


def _find_about(text: str, start: int, end: int) -> int | None:
    """Where an outlet begins to speak of itself, in the last three sentences."""
    stops = [start, *find_sentence_ends(text, start, end)]
    for stop in stops[-4:-1]:
        at = stop + len(text[stop : stop + 4]) - len(text[stop : stop + 4].lstrip())
        if stop > start and _ABOUT.match(text, at, end):
            return stop
    return None


def _name_cue(cue: str) -> SegmentKind:
    low = cue.lower()
    if "©" in cue or low.startswith(("copyright", "all rights")):
        return "copyright"
    return "related" if "related" in low or low.startswith(("read", "see")) else "boilerplate"


@cache
def _credit() -> re.Pattern[str]:
    words = load_lexicon("furniture")
    agency = rf"(?:{agency_pattern()}|{join_words(words['agencies_together'])})"
    return re.compile(
        rf"[-–—(\[\s.]*(?:(?i:{join_words(words['credits'])})\b.*"
        rf"|(?i:{join_words(words['sources'])})\b\s*:?\s+[A-Z].*"
        rf"|(?i:{agency})(?:(?:\s*[/,+&]\s*|\s+(?:and|with)\s+)(?i:{agency}|[A-Z]\w+))*[)\]\s.]*)",
        re.DOTALL,
    )


@cache
def _trailing_agency() -> re.Pattern[str]:
    """An agency's name hung on the last sentence: "...a year of siege.-AFP", "... (Reuters)"."""
    agency = rf"(?i:{agency_pattern()})"
    return re.compile(
        rf"(?:(?<=[.?!\"”'’])|(?<=\s))\s*(?:[-–—]{{1,2}}\s*{agency}|\({agency}(?:\s*[/,]\s*{agency})*\)|/{agency}/?)[\s.]*$"
    )


def _cut_last(text: str, start: int, tail: Tail, order: Order | None) -> bool:
    """Take the last piece off if it is furniture; whether it was."""
    window = max(start, tail.end - 900)
    stretch = text[window : tail.end]
    if not stretch.strip():
        return False
    if found := _trailing_agency().search(stretch) or _CONTRIBUTED.search(stretch, max(0, len(stretch) - 260)):
        tail.cut(text, "credit", window + found.start())
        return True
    if found := _COUNTER.search(stretch):
        tail.cut(text, "boilerplate", window + found.start())
        return True
    trimmed = window + len(stretch.rstrip())
    ends = [each for each in find_sentence_ends(text, window, trimmed) if each < trimmed]
    opening = ends[-1] if ends else window
    # A closing bracket belongs to the piece that its opening one begins: "(Reporting by A. Name)".
    if text[trimmed - 1] == ")" and (bracket := text.rfind("(", window, trimmed)) > window:
        kind = "credit" if _credit().fullmatch(text, bracket, trimmed) else None
        if kind and (not ends or bracket >= ends[-1] or _credit().match(text, bracket, trimmed)):
            tail.cut(text, "credit", bracket)
            return True
    if opening == window and window > start:
        return False  # no end of a sentence in reach: this is no furniture
    kind_found = _name_piece(text, opening, trimmed, order, tail)
    if kind_found is None or (opening <= start and kind_found != "credit"):
        return _cut_buttons(text, opening, trimmed, tail)
    tail.cut(text, kind_found, opening)
    return True


def _name_piece(text: str, start: int, end: int, order: Order | None, tail: Tail) -> SegmentKind | None:
    at = end - len(text[start:end].lstrip())
    piece = text[at:end]
    if stamp := match_stamp(text, at, order, end):
        if re.fullmatch(r"[\s\d,./-]{0,12}", text[stamp.end : end]):
            tail.stamps.append(stamp)
            return "dateline"
        return None
    if len(piece.split()) <= 60 and _credit().fullmatch(piece):
        return "credit"
    low = piece.lower().lstrip('(["“ ')
    if low.startswith(tuple(load_lexicon("furniture")["prompts"])) or re.match(_COPYRIGHT, piece):
        return "copyright" if re.match(_COPYRIGHT, piece) else "boilerplate"
    if _ABOUT.match(piece) or _TAGS.match(piece):
        return "boilerplate"
    if _CODE.fullmatch(piece.rstrip(".")) or (
        _NAMES.fullmatch(piece) and len(piece.split()) <= 8 and not re.search(r"\d", piece)
    ):
        return "credit"
    return None


def _cut_buttons(text: str, start: int, end: int, tail: Tail) -> bool:
    """Take buttons off the end of a piece that has no full stop before them: "... his office said) Twitter"."""
    found = _button_end().search(text[max(start, end - 60) : end])
    if found is None:
        return False
    at = max(start, end - 60) + found.start()
    if text[:at].rstrip()[-1:] not in ".?!\"”'’)]":
        return False
    tail.cut(text, "boilerplate", at)
    return True


@cache
def _button_end() -> re.Pattern[str]:
    words = join_words(word.capitalize() for word in load_words("buttons"))
    return re.compile(rf"(?:(?<=[.?!\"”'’)\]])|(?<=\s))(?:{words}|English Bulletin|MoreImage)\s*$")
