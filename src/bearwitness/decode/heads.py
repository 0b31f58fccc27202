"""The head of an article: headline, stamps, byline, dateline, buttons, in whatever order an outlet puts them.

In: a text, the stretch that holds its head, the title where one is known. Out: the marked stretches, the stamps among
them, and where the first sentence begins. It never marks a sentence in small letters as furniture.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from bearwitness.base.records import Segment, SegmentKind
from bearwitness.decode.agencies import agency_pattern
from bearwitness.decode.datelines import match_dateline
from bearwitness.decode.headlines import (
    MAX_HEADLINE_WORDS,
    end_capitals,
    find_sentence_ends,
    find_title,
    is_capitals,
    load_words,
    match_title,
)
from bearwitness.decode.lexicons import join_words
from bearwitness.decode.stamps import Order, Stamp, match_stamp, name_weekdays

_JUNK = re.compile(r"[\s.,;:|·•)\]]*(?:[-–—]+\s+)?")
_LABEL = re.compile(r"(?:title|headline)\s*:\s*", re.I)
_URL = re.compile(r"(?:https?:?(?://)?|www\.)[^\s]{4,}|pic\.twitter\.com\S*", re.I)
_TOPIC = re.compile(r"Topic\s+[^.()\n]{3,90}\(\d+\)(?:\s+0\s+\d+|\s+\d{4,})?(?!\S)")
# A page's counters: "0 13", "4430"; a zero may stand before another number, else there is one alone.
_COUNTERS = re.compile(r"\s+(?:0(?:\s+0)*\s+\d+|\d+)(?!\S)")
_NAME = r"(?:[A-Z][\w.'’-]*|al-[A-Z]\w+|[a-z]{2}-[A-Z]\w+)"
_NAMES = re.compile(rf"{_NAME}(?:[^\S\n]+{_NAME}){{1,8}}[^\S\n]*\.(?=\s)")
_BYLINE = re.compile(
    rf"(?:[Bb]y|BY)[^\S\n]+(?P<names>{_NAME}[^\S\n]+{_NAME}(?:(?:,|[^\S\n]+and)[^\S\n]+{_NAME}[^\S\n]+{_NAME}){{0,4}})"
)
_CAPS = r"[A-ZÀ-Þ][A-ZÀ-Þ'’./-]{2,}(?:[^\S\n]+[A-ZÀ-Þ][A-ZÀ-Þ'’./-]+){0,3}"
_AFTER_STAMP = 20  # characters of text that must follow the stamp behind a headline: less is the end of a sentence
_SEARCH = 240  # characters of a head in which a stamp or the title may lie behind something unknown: the longest gap
# between headline and stamp in FA-KES is 62 characters, the longest headline 160


@dataclass(slots=True, kw_only=True)
class Head:
    """What was found at the head; `end` is where the text goes on."""

    end: int
    marks: list[Segment] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)

    def has(self, kind: SegmentKind) -> bool:
        """Whether a stretch of this kind was found."""
        return any(mark.kind == kind for mark in self.marks)

    def add(self, kind: SegmentKind, start: int, end: int) -> None:
        """Mark a stretch and move behind it."""
        self.marks.append(Segment(kind=kind, start=start, end=end))
        self.end = end


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the article before its text is read: its title, and how its outlet writes dates."""

    title: str | None = None
    order: Order | None = None


def parse_head(text: str, head: Head, end: int, known: Known) -> None:
    """Take the head of the article off `text[head.end:end]`: every step takes one stretch, until none fits.

    `head` may already hold what the paragraphs before this one gave.
    """
    start, title, order = head.end, known.title, known.order
    while head.end < end:
        junk = _JUNK.match(text, head.end, end)
        at = junk.end() if junk else head.end
        before = head.end
        if at >= end or not _take(text, head, (start, at, end), title, order):
            break
        if head.end <= before:
            break


def _take(text: str, head: Head, where: tuple[int, int, int], title: str | None, order: Order | None) -> bool:
    start, at, end = where
    if found := _LABEL.match(text, at, end):
        head.add("boilerplate", at, found.end())
        return True
    if title and not head.has("headline"):
        stop = match_title(text, at, end, title)
        if stop is not None:
            head.add("headline", at, stop + (text[stop : stop + 1] in {".", "?", "!"}))
            return True
    if stamp := match_stamp(text, at, order, end):
        head.stamps.append(stamp)
        head.add("dateline", at, stamp.end)
        return True
    return (
        _take_furniture(text, head, at, end)
        or _take_byline(text, head, at, title)
        or _take_dateline(text, head, (at, end), order)
        or _take_place(text, head, (at, end), order)
        or _take_ahead(text, head, (start, at, end), title, order)
    )


@cache
def _buttons() -> re.Pattern[str]:
    return re.compile(rf"(?:{join_words(load_words('buttons'))})(?!\w)(?P<count>[^\S\n]+\d+)?", re.I)


@cache
def _photo_credit() -> re.Pattern[str]:
    return re.compile(rf"(?:{agency_pattern()})[^\S\n]+[Pp]hotos?(?=\s+[A-Z\"“\d])")


def _take_furniture(text: str, head: Head, at: int, end: int) -> bool:
    for kind, pattern in (("url", _URL), ("boilerplate", _TOPIC)):
        if found := pattern.match(text, at, end):
            head.add("url" if kind == "url" else "boilerplate", at, found.end())
            return True
    if found := _photo_credit().match(text, at, end):
        head.add("credit", at, found.end())
        return True
    found = _buttons().match(text, at, end)
    if found is None or text[at].islower():
        return False
    stop, words = found.end(), found.group().lower()
    if found["count"] and not words.startswith(("views", "comments", "share", "tweet", "likes")):
        stop = found.start("count")
    if words.startswith("get short") and (
        count := _COUNTERS.match(text, found.start("count") if found["count"] else stop)
    ):
        stop = count.end()
    # A button is followed by another word with a capital; a sentence that begins with its word goes on in small ones.
    after = text[stop:end].lstrip()
    if after[:1].islower():
        return False
    head.add("boilerplate", at, stop)
    return True


def _take_byline(text: str, head: Head, at: int, title: str | None) -> bool:
    if found := _BYLINE.match(text, at):
        first = found["names"].split()[0].lower()
        if first in name_weekdays() or first in {"the", "a", "an"}:
            return False
        stop = found.end()
        ahead = find_title(text, title, at + _SEARCH) if title and not head.has("headline") else None
        if ahead and at < ahead[0] <= at + 120:
            stop = ahead[0]
        after = text[stop:].lstrip()
        if after[:1].islower():
            return False
        head.add("credit", at, stop)
        return True
    if head.marks and head.marks[-1].kind == "headline" and title:
        found = _NAMES.match(text, at)
        if found and not set(found.group().rstrip(".").split()) & load_words("starters"):
            head.add("credit", at, found.end())
            return True
    return False


@cache
def _place_patterns() -> tuple[re.Pattern[str], ...]:
    agency = rf"(?:{agency_pattern()})"
    # Another agency or a writer's name may follow an agency's; a sentence in brackets does not.
    more = r"(?:[\s/,&+-]+(?:and[^\S\n]+|with[^\S\n]+)?(?:[A-Z][\w.]*|agencies|photo)){0,4}"
    month = r"(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]{2,8}\.?)"
    named = r"[A-ZÀ-Þ][\w'’.-]*(?:(?:[^\S\n]*[,/]?[^\S\n]+|/)(?:and[^\S\n]+)?[A-ZÀ-Þ(][\w'’.)-]*){0,5}"
    return (
        # MOSCOW, August 12. /TASS/.
        re.compile(rf"{named},?[^\S\n]*(?:{month})?[.,]?[^\S\n]*/{agency}{more}/\.?"),
        # ALEPPO, Syria, Aug 5 (AFP) -
        re.compile(rf"{named},?[^\S\n]*(?:{month})?,?[^\S\n]*\((?:{agency}|Agencies|Web Desk){more}\)[^\S\n]*[-–—:]*"),
        # (AFP) -
        re.compile(rf"\({agency}{more}\)[^\S\n]*[-–—:]+"),
        # AFP - and Regional NNA -
        re.compile(rf"(?:[A-Z]\w+[^\S\n]+)?(?i:{agency})[^\S\n]*[-–—:]+(?=\s*[A-Z\"“])"),
        # BEIRUT, Lebanon - or Beirut London-
        re.compile(
            rf"(?=[^\n]{{2,48}}?[-–—])(?:{named})(?:,?[^\S\n]*{month})?[^\S\n]*(?:--|[-–—](?=[\s])|[–—])[^\S\n]*(?=[A-Z\"“\d])"
        ),
        # BEIRUT A monitor said ...; KHAN SHEIKHUN Syria A suspected ...
        re.compile(rf"(?P<caps>{_CAPS})[,:]?(?=\s+[\"“A-Z\d])"),
    )


def _take_dateline(text: str, head: Head, where: tuple[int, int], order: Order | None) -> bool:
    """A dateline whose day, name in brackets or country tells it from a headline."""
    found = match_dateline(text, *where, order)
    if found is None:
        return False
    if found.stamp:
        head.stamps.append(found.stamp)
    head.add("dateline", found.start, found.end)
    return True


def _take_place(text: str, head: Head, where: tuple[int, int], order: Order | None) -> bool:
    at, end = where
    for index, pattern in enumerate(_place_patterns()):
        found = pattern.match(text, at, end)
        if found is None:
            continue
        stop = found.end()
        if index == 5:
            checked = _check_caps(text, found, end)
            if checked is None:
                continue
            stop = checked
        elif index == 4 and (len(found.group().split()) > 6 or load_words("starters") & set(found.group().split())):
            continue
        head.add("dateline", at, stop)
        return True
    found = _bare_agency().match(text, at, end)
    if found is None:
        return False
    opened = any(mark.kind in {"headline", "dateline"} for mark in head.marks)
    gap = _JUNK.match(text, found.end(), end)
    if opened or match_stamp(text, gap.end() if gap else found.end(), order, end):
        head.add("dateline", at, found.end())
        return True
    return False


@cache
def _bare_agency() -> re.Pattern[str]:
    return re.compile(rf"(?:{agency_pattern()})(?!\w)(?!\s+(?:Photo|photo|Archive))(?=\s+[A-Z\"“\d]|\s*$)")


def _check_caps(text: str, found: re.Match[str], end: int) -> int | None:
    """Whether capitals are a dateline's town, and its end with the country behind it: a sentence must follow."""
    words = found["caps"].split()
    if words[0].strip(".,'’") in load_words("no_places") or len(words[0].strip(".,'’-")) < 4:
        return None
    stop = found.end()
    country = re.compile(r"\s+(?!(?:The|An?|At|In|On)\b)([A-Z][a-z]+)(?=\s+[\"“A-Z\d])").match(text, stop, end)
    starts = text[country.end() :].split(None, 1)[:1] if country else []
    if country and starts and starts[0] in load_words("starters"):
        stop = country.end()
    # A headline in capitals alone is no dateline: small letters must follow soon.
    return stop if re.search(r"\s[a-z]+\s[a-z]+", text[stop : min(end, stop + 90)]) else None


def _take_ahead(text: str, head: Head, where: tuple[int, int, int], title: str | None, order: Order | None) -> bool:
    """A headline or a row of sections that ends where the title, or a stamp, begins."""
    start, at, end = where
    if _is_told(text, head):
        return False
    if title and not head.has("headline"):
        ahead = find_title(text, title, min(end, at + _SEARCH))
        if ahead and at < ahead[0] and not any(find_sentence_ends(text, at, ahead[0])):
            head.add("boilerplate", at, ahead[0])
            return True
    stamp = None if head.stamps else _find_stamp_ahead(text, at, end, order)
    if stamp is not None:
        if head.has("headline"):
            small = load_words("small_words")
            words = re.findall(r"[^\W\d_]\S*", text[at : stamp.start])
            if all(not word[0].islower() or word in small or "-" in word for word in words):
                head.add("boilerplate", at, stamp.start)
                return True
        elif at == start or not head.marks or head.marks[-1].kind == "boilerplate":
            agency = re.compile(rf"\s(?:{agency_pattern()})\s*$").search(text, at, stamp.start)
            # A bare date may end a sentence too: the weekday, a label, an agency or capitals tell a headline from it.
            sure = agency or stamp.labelled or stamp.weekday or is_capitals(text[at : stamp.start])
            if sure and stamp.end < end - _AFTER_STAMP:
                head.add("headline", at, agency.start() if agency else stamp.start)
                return True
    if not head.has("headline"):
        border = end_capitals(text, at, end)
        if border is not None and border < end:
            head.add("headline", at, border)
            return True
    return False


def _is_told(text: str, head: Head) -> bool:
    """Whether the last thing found is a dateline with its dash: what follows is the first sentence."""
    if not head.marks or head.marks[-1].kind != "dateline":
        return False
    start, end = head.marks[-1].start, head.marks[-1].end
    words = text[start:end].rstrip()
    dashed = words.endswith(("-", "–", "—"))
    return bool(dashed and re.search(r"[)\d]", words)) or match_dateline(text, start) is not None


def _find_stamp_ahead(text: str, at: int, end: int, order: Order | None) -> Stamp | None:
    """A stamp further on in the first words, if no sentence ends before it and no small word leads into it."""
    small = load_words("small_words") | {"since", "until", "early", "late", "dated"}
    previous = ""
    for count, found in enumerate(re.finditer(r"\S+", text[at : min(end, at + _SEARCH)])):
        if count > MAX_HEADLINE_WORDS:
            break
        place = at + found.start()
        if count and previous.lower() not in small and (stamp := match_stamp(text, place, order, end)):
            return stamp
        previous = found.group()
        if previous.endswith((".", "?", "!")) and any(find_sentence_ends(text, at, place + len(previous))):
            break
    return None
