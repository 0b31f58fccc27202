"""What stands inside an article's text and is not it: captions, photo credits, posts, links to other articles.

In: a stretch of running text. Out: marked stretches in it, in order. It never marks the sentence after a caption, and
leaves a sentence alone when in doubt.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from bearwitness.base.records import Segment, SegmentKind
from bearwitness.decode.agencies import agency_pattern
from bearwitness.decode.datelines import match_dateline
from bearwitness.decode.headlines import end_capitals, find_sentence_ends, is_capitals, load_words
from bearwitness.decode.lexicons import join_words
from bearwitness.decode.stamps import Order, match_stamp

_URL = re.compile(r"(?:https?(?:://|t\.co|[a-z]+\.[a-z]{2})|www\.|pic\.twitter\.com)[^\s\"“”<>]*", re.I)
# The author and the date that an embedded post leaves behind: "The Agency (handle) July 27 2016".
_HANDLE = re.compile(r"\s*(?:[-–—]\s*)?[^.()\n]{0,50}\(@?\w{2,20}\)(?=\s)")
_VIDEO = re.compile(r"\s[-–—]\s+YouTube(?=\s|$)")
_PAGE_WORDS = re.compile(
    r"\(Click to enlarge\)|\bSlideshow \(\d+ Images?\)|\bPrint Tweet(?: Views \d+)?|\bGet short URL\b"
    r"|\bView image in fullscreen\b"
    r"|\bRead more about:?|\bAdvertisement\b(?=\s+[A-Z\"“])|\bSEND(?=\s+https)|\bStory continues below\b[^.]{0,20}"
)
_MORE = re.compile(
    r"(?:\bREAD MORE(?:\s+WATCH)?|\bALSO READ|\bREAD ALSO|\bSEE ALSO"
    r"|\bRead [Aa]lso|\bRead [Mm]ore|\bSee [Aa]lso"
    r"|\bAlso [Rr]ead"
    r"|\bMORE|\bWATCH|\bRELATED|\bRelated(?: Coverage| [Aa]rticles?| [Ss]tor(?:y|ies))?)\s*[:|]?\s+(?=[A-Z\"“\d])"
)
# A subhead of an agency: "- Shelling goes on -", or two words and more in capitals.
_DASHED = re.compile(r"(?<=[.?!\"”'’]\s)[-–—]\s[A-Z\d][^-–—.\n]{4,70}\s[-–—]\s?(?=[A-Z\"“\d])")
_CAPITALS = re.compile(r"(?<=[.?!\"”'’]\s)[A-Z][A-Z'’-]{2,}(?:\s+[A-Z'’\"-]{2,}){1,6}(?=\s+[\"“]?[A-Z][a-z]*\s)")
_ONE_DATE = re.compile(
    r"\W*(?:on\s+)?(?:[A-Z][a-z]+\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]+\s+\d{4}|\d{4})\W*", re.I
)
_CAPTION_CHARACTERS = 420  # the longest caption in FA-KES has 390
_RELATED_CHARACTERS = 700  # the longest run of linked headlines inside an article of FA-KES has 520


def find_inserts(text: str, start: int, end: int, order: Order | None) -> list[Segment]:
    """All inserts in `text[start:end]`, in order and apart from each other."""
    stops = [start, *find_sentence_ends(text, start, end)]
    marks: list[Segment] = []
    for finder in (_find_datelines, _find_posts, _find_links, _find_photos, _find_captions, _find_subheads):
        for mark in list(finder(text, start, end, stops)):
            _insert(marks, mark)
    for mark in _find_dates_of_posts(text, end, marks, order):
        _insert(marks, mark)
    return marks


def _insert(marks: list[Segment], mark: Segment) -> None:
    """Put a mark at its place among the others, unless it overlaps one of them."""
    place = bisect_right(marks, mark.start, key=lambda other: other.start)
    if place and marks[place - 1].end > mark.start:
        return
    if mark.kind == "related" and place < len(marks) and marks[place].kind == "dateline":
        mark = replace(mark, end=min(mark.end, marks[place].start))  # the sentence begins behind the dateline
    if mark.start < mark.end and (place == len(marks) or mark.end <= marks[place].start):
        marks.insert(place, mark)


def _mark(text: str, kind: SegmentKind, start: int, end: int) -> Segment:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Segment(kind=kind, start=start, end=end)


def _find_posts(text: str, start: int, end: int, stops: list[int]) -> Iterator[Segment]:
    for found in _URL.finditer(text, start, end):
        yield Segment(kind="url", start=found.start(), end=found.end())
        if found.group().lower().startswith(("pic.twitter", "httpst.co", "https://t.co")) and (
            handle := _HANDLE.match(text, found.end(), min(end, found.end() + 90))
        ):
            yield _mark(text, "boilerplate", found.end(), handle.end())
    for found in _PAGE_WORDS.finditer(text, start, end):
        yield _mark(text, "boilerplate", found.start(), found.end())
    for found in _VIDEO.finditer(text, start, end):
        opening = stops[bisect_right(stops, found.start()) - 1]
        if found.start() - opening < _CAPTION_CHARACTERS:
            yield _mark(text, "related", opening, found.end())


def _find_dates_of_posts(text: str, end: int, marks: list[Segment], order: Order | None) -> list[Segment]:
    ends = [mark.end + 1 for mark in marks if mark.kind == "boilerplate" and text[mark.end - 1] == ")"]
    stamps = [match_stamp(text, at, order, min(end, at + 40)) for at in ends if at < end]
    return [Segment(kind="boilerplate", start=stamp.start, end=stamp.end) for stamp in stamps if stamp]


def _find_links(text: str, start: int, end: int, stops: list[int]) -> Iterator[Segment]:
    """Headlines of other articles behind a cue, as far as they can be told from the sentence that follows."""
    for found in _MORE.finditer(text, start, end):
        before = text[max(start, found.start() - 12) : found.start()].rstrip()
        if before and before[-1] not in ".?!\"”'’)]…|" and not before[-1].isdigit() and not before.endswith("URL"):
            continue
        stop = _end_links(text, found.end(), end)
        if stop is not None:
            yield _mark(text, "related", found.start(), stop)


def _end_links(text: str, start: int, end: int) -> int | None:
    """Where the headlines that begin at `start` go over into a sentence; None when no sentence follows."""
    stretch = text[start : min(end, start + _RELATED_CHARACTERS)]
    border = end_capitals(text, start, end)
    if border is not None and border < end:
        return border
    first = next(find_sentence_ends(text, start, start + len(stretch)), None)
    if first is None:
        return None
    starters = load_words("starters")
    words = [(found.start(), found.group()) for found in re.finditer(r"\S+", text[start:first])]
    # The last word that only a beginning writes with a capital, behind four others.
    for place, word in reversed(words[4:]):
        if word.lstrip('-"“') in starters and place < len(stretch) - 20:
            return start + place
    for index in range(len(words) - 3, 4, -1):
        before, here, after = words[index - 1][1], words[index][1], words[index + 1 : index + 4]
        if before[0].islower() and here[0].isupper() and any(_is_verb(word) for _, word in after):
            return start + words[index][0]
    return first


def _is_verb(word: str) -> bool:
    return word in {"was", "were", "is", "are", "has", "have", "had", "said", "says"} or bool(
        re.fullmatch(r"[a-z]{3,}ed", word)
    )


@cache
def _photo_pattern() -> re.Pattern[str]:
    agency = rf"(?:{agency_pattern()}|Getty(?: Images)?|EPA|Shutterstock)"
    name = r"(?:[A-Z][\w.'’/-]*|al-[A-Z]\w+|µ)"
    return re.compile(
        rf"(?:©\s*)?\b(?:{agency}\s+20\d\d(?:\s*/)?|{agency}\s*/"
        rf"|{agency}\s+Photo(?:\s*/)?|REUTERS|Sputnik|Photo|Photograph(?: by)?:?)"
        rf"\s+{name}"
    )


def _find_photos(text: str, start: int, end: int, stops: list[int]) -> Iterator[Segment]:
    """A photographer's credit between two sentences, and the caption or the linked headline glued to it."""
    for stop in stops[1:]:
        ahead = text[stop : stop + 4]
        at = stop + len(ahead) - len(ahead.lstrip())
        found = _photo_pattern().match(text, at, end)
        if found is None:
            continue
        border = end_capitals(text, at, min(end, at + _CAPTION_CHARACTERS))
        if border is not None and border - at > len(found.group()):
            yield _mark(text, "related", at, border)
            continue
        caption = stops[place] if (place := bisect_right(stops, found.end())) < len(stops) else end
        glued = _split_caption(text, found.end(), caption)
        if glued is not None:
            yield _mark(text, "credit", at, found.end())
            yield _mark(text, "caption", found.end(), glued)


def _split_caption(text: str, start: int, end: int) -> int | None:
    """Where a sentence is glued to a caption: at the last word that only a beginning writes with a capital."""
    starters = load_words("starters") - {"A", "An"}
    words = list(re.finditer(r"\S+", text[start:end]))
    for index in range(len(words) - 1, 3, -1):
        before = words[index - 1].group().lower()
        if words[index].group() in starters and before not in load_words("small_words"):
            return start + words[index].start()
    return None


@cache
def closing_pattern() -> re.Pattern[str]:
    """A photograph's closing mark in brackets: a word for a picture, or an agency's name and nothing else."""
    photo = join_words(load_words("photo_words"))
    agency = rf"{agency_pattern()}|TRT World|TRTWorld|Agencies|agencies"
    return re.compile(
        rf"[(\[](?:(?P<photo>[^()\[\]\n]{{0,60}}\b(?i:{photo})\b[^()\[\]\n]{{0,60}})"
        rf"|(?P<agency>(?:[A-Z][^()\[\]/\n]{{1,40}}/\s?)?(?:{agency})"
        rf"(?:(?:\s+[Aa]nd\s+|[/,]\s*)(?:{agency}|[A-Z][\w .'’-]{{0,30}}))*))[)\]]"
    )


def _find_captions(text: str, start: int, end: int, stops: list[int]) -> Iterator[Segment]:
    """The sentence before a photograph's closing mark: "(Photo: agency)", "[Agency]", "... 2016. (Agency)"."""
    for found in closing_pattern().finditer(text, start, end):
        if found["photo"] and re.match(r"[(\[]\s*\w+ (?:said|were|was|showed|that)\b", found.group()):
            continue
        # A second mark follows the first: "(File photo) (Agency)".
        if text[max(start, found.start() - 3) : found.start()].rstrip().endswith((")", "]")):
            yield _mark(text, "credit", found.start(), found.end())
            continue
        index = bisect_right(stops, found.start()) - 1
        # "... of Qalat. July 27 2016. (Agency)": what stands between the last two stops may be a date, or nothing.
        while index > 0 and (
            text[stops[index] : found.start()].isspace()
            or stops[index] == found.start()
            or _ONE_DATE.fullmatch(text, stops[index], found.start())
        ):
            index -= 1
        opening = stops[index]
        if found.start() - opening > _CAPTION_CHARACTERS:
            continue
        stretch = text[opening : found.start()].strip()
        if not 3 <= len(stretch.split()) <= 70:
            continue
        if found["agency"] and not _is_caption(text, stretch, found, end):
            continue
        yield _mark(text, "caption", opening, found.end())


def _is_caption(text: str, stretch: str, found: re.Match[str], end: int) -> bool:
    after = text[found.end() : end].lstrip()
    if after.startswith(("-", "–", "—", ":")) or not after or after[0].islower():
        return False
    if found.group().startswith("["):
        return True
    words = set(re.findall(r"[a-z]+", stretch.lower()))
    dated = bool(re.search(r"\b\d{1,2},? (?:19|20)\d\d\W*$|\b[A-Z][a-z]+ (?:19|20)\d\d\W*$", stretch))
    return (
        dated
        or bool(words & load_words("caption_verbs"))
        or (len(stretch.split()) > 5 and text[found.start() - 2] == ".")
    )


@cache
def _dateline_pattern() -> re.Pattern[str]:
    town = r"[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}(?:[\s/]+[A-ZÀ-Þ][A-ZÀ-Þ'’-]+){0,2}"
    country = r"(?:,?\s+\(?[A-Z][a-z]+\)?)?"
    day = r"(?:,?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2})?"
    agency = agency_pattern()
    return re.compile(
        rf"\b{town}{country}{day},?\s+\((?:{agency})\)\s*[-–—]*"
        rf"|(?<=[.?!\"”)]\s)(?:\((?:{agency})\)|(?i:{agency}))\s*[-–—]\s+(?=[A-Z\"“])"
    )


def _find_datelines(text: str, start: int, end: int, stops: list[int]) -> Iterator[Segment]:
    """A dateline behind a standfirst: the town in capitals, with a day or with the agency in brackets."""
    for stop in stops[1:]:
        at = stop + len(text[stop : stop + 20]) - len(text[stop : stop + 20].lstrip())
        if at < min(end, start + 6000) and text[at : at + 3].isupper():
            dateline = match_dateline(text, at, end)
            if dateline and dateline.marked:
                yield _mark(text, "dateline", dateline.start, dateline.end)
    for found in _dateline_pattern().finditer(text, start, min(end, start + 6000)):
        yield _mark(text, "dateline", found.start(), found.end())


def _find_subheads(text: str, start: int, end: int, stops: list[int]) -> Iterator[Segment]:
    for pattern in (_DASHED, _CAPITALS):
        for found in pattern.finditer(text, start, end):
            if len(found.group()) >= 10:
                yield _mark(text, "subhead", found.start(), found.end())
    # Three to six words behind a full stop that run into "The ...": "Fleeing the front The ministry said ...".
    starters = load_words("starters") - {"A", "An", "In", "On", "At", "Of", "For", "To", "By", "With", "From", "One"}
    for stop in stops[1:]:
        words = [(found.start(), found.group()) for found in re.finditer(r"\S+", text[stop : stop + 80])][:7]
        for index, (place, word) in enumerate(words[2:], 2):
            before = words[index - 1][1]
            if word not in starters or word.lower() in {
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
            }:
                continue
            if (
                before[0].islower()
                and before.lower() not in load_words("small_words")
                and not before.endswith((",", ";", ":"))
            ):
                stretch = text[stop : stop + place]
                if (
                    stretch.lstrip()[:1].isupper()
                    and not _STOPPED.search(stretch)
                    and not _VERBS.search(stretch)
                    and not is_capitals(stretch)
                ):
                    yield _mark(text, "subhead", stop, stop + place)
                break


_STOPPED = re.compile(r"[.?!…,;:]\s")
_VERBS = re.compile(
    r"\b(?:said|says|told|was|were|is|are|has|have|had|added|reported|according|that|which|who)\b|ed\b|[\"“”]"
)


def find_tags(text: str, start: int, end: int) -> Segment | None:
    """A row of tags between a standfirst and the article, with nothing to mark its end but the first sentence."""
    found = re.compile(r"\bTags\s+(?=[A-Z])").search(text, start, min(end, start + 900))
    if found is None:
        return None
    words = [
        (each.start(), each.group()) for each in re.finditer(r"\S+", text[found.end() : min(end, found.end() + 500)])
    ]
    starters = load_words("starters")
    for index, (_, word) in enumerate(words):
        if word not in load_words("clause_words") and not re.fullmatch(r"[a-z]{3,}ed", word):
            continue
        back = next((place for place in range(index, max(index - 7, 0), -1) if words[place][1] in starters), None)
        if back is None:
            back = next((place for place in range(index, 0, -1) if words[place][1][0].isupper()), None)
        return _mark(text, "boilerplate", found.start(), found.end() + words[back][0]) if back else None
    return None
