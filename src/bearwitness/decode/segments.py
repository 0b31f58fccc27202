"""A text taken apart as a reader would: headline, dateline, body, captions, and the page's furniture.

In: a text and what is known of its article. Out: its segments, in order and apart from each other, and the date stamps
among them. It never changes the text, and what it cannot name is body.
"""

import re
from dataclasses import dataclass, field, replace

from bearwitness.base.records import Segment, SegmentKind
from bearwitness.decode.datelines import OpenDay, match_dateline
from bearwitness.decode.headlines import find_sentence_ends, match_title
from bearwitness.decode.heads import Head, Known, parse_head
from bearwitness.decode.inserts import find_inserts, find_tags
from bearwitness.decode.lines import classify_line, is_cue, is_last_cue
from bearwitness.decode.mastheads import is_trail, is_unit, name_masthead, stands_alone
from bearwitness.decode.paragraphs import split_paragraphs
from bearwitness.decode.stamps import Stamp, find_closing_stamp
from bearwitness.decode.tails import parse_tail

_ENDED = re.compile(r"[.?!…][\"'”’)\]]*$")
_FEW = 12  # segments looked back at for the first words of the article
_STOPS = (".", '."', ".”")
_LAST = 0.7  # share of a text behind which a list of links is the last thing on the page
_LATE = 0.5  # share of a text behind which a copyright line or a list of headlines ends the article
_SHORT = 4  # words: a line with a full stop and no more may be a linked headline or a button
_MOST = 30  # words: a longer line is no headline
_WORDY = 18  # words: a paragraph with a full stop and as many words is reporting, not a linked headline


@dataclass(slots=True, kw_only=True)
class Layout:
    """The segments of a text, the stamps at its head and at its tail, and its headline (None: none was found).

    `open_day` is the day of a dateline that says no year, where no stamp stands at the head; `sender` is who stands
    in brackets beside the day of the first dateline.
    """

    segments: list[Segment] = field(default_factory=list)
    head_stamps: list[Stamp] = field(default_factory=list)
    tail_stamps: list[Stamp] = field(default_factory=list)
    open_day: OpenDay | None = None
    sender: str | None = None
    headline: str | None = None


def find_segments(text: str, known: Known) -> Layout:
    """The layout of `text`. All of it but white space and loose punctuation lies in a segment."""
    paragraphs = split_paragraphs(text)
    layout = Layout()
    head = Head(end=0)
    first = _read_head(text, paragraphs, head, known)
    layout.head_stamps = head.stamps
    if not head.stamps and (closing := _closing_stamp(text, head, known)):
        layout.head_stamps = [closing]
    layout.segments += head.marks
    body: list[tuple[int, int]] = []
    if first < len(paragraphs):
        rest = [(max(head.end, paragraphs[first][0]), paragraphs[first][1]), *paragraphs[first + 1 :]]
        body = _read_lines(text, rest, layout, known)
    for index, (start, end) in enumerate(body):
        _read_body(text, (start, end), layout, known, last=index == len(body) - 1)
    layout.segments = [_trim(text, each) for each in sorted(layout.segments, key=lambda segment: segment.start)]
    _read_dateline(text, layout, known)
    headline = next((segment for segment in layout.segments if segment.kind == "headline"), None)
    layout.headline = text[headline.start : headline.end].strip() if headline else None
    return layout


def _read_dateline(text: str, layout: Layout, known: Known) -> None:
    """The day and the sender of the first dateline that has a day: it may say no year, or stand behind a standfirst."""
    for each in layout.segments:
        found = match_dateline(text, each.start, None, known.order) if each.kind == "dateline" else None
        if found is None or (found.stamp is None and found.open_day is None):
            continue
        layout.sender = found.sender
        if not layout.head_stamps:
            layout.head_stamps = [found.stamp] if found.stamp else []
            layout.open_day = found.open_day
        return


def _closing_stamp(text: str, head: Head, known: Known) -> Stamp | None:
    """The date at the end of the headline, where nothing else at the head is one."""
    for mark in head.marks:
        if mark.kind in {"headline", "subhead"} and (
            stamp := find_closing_stamp(text[mark.start : mark.end], known.order)
        ):
            return _shift(stamp, mark.start)
    return None


def _read_head(text: str, paragraphs: list[tuple[int, int]], head: Head, known: Known) -> int:
    """Read paragraphs until the first sentence; gives the number of the paragraph that holds it."""
    for index, (start, end) in enumerate(paragraphs):
        more = index + 1 < len(paragraphs)
        kind, stamp = classify_line(text[start:end], known.order)
        if kind and (more or kind != "related"):
            if stamp:
                head.stamps.append(_shift(stamp, start))
            head.add(kind, start, end)
            continue
        below = paragraphs[index + 1 :]
        if len(below) > 1 and (kind := _name_top(text, (start, end), below, head, known)):
            head.add(kind, start, end)
            continue
        head.end = start
        told = len(head.marks)
        parse_head(text, head, end, known)
        left = text[head.end : end].strip()
        if not left.strip(".|)-–—: "):
            continue
        words = len(left.split())
        open_ended = not _ENDED.search(left) and not any(find_sentence_ends(text, head.end, end - 1))
        if more and open_ended and words <= _MOST and not _begins_bullet(left):
            begin = head.end + (len(text[head.end : end]) - len(text[head.end : end].lstrip()))
            if not head.has("headline") and head.end == start:
                head.add("headline", begin, end)
                continue
            if not head.has("headline") and _is_topic(text, head.marks[told:], start):
                del head.marks[told:]  # "KARSA: Humanitarian situation in the north": what it is about, no dateline
                head.add("headline", start, end)
                continue
            if head.has("headline") and head.marks[-1].kind != "dateline" and words <= _MOST:
                head.add("subhead", begin, end)
                continue
        return index
    return len(paragraphs)


def _name_top(
    text: str, span: tuple[int, int], below: list[tuple[int, int]], head: Head, known: Known
) -> SegmentKind | None:
    """What a line is that stands above all else: a masthead, a part of the body above, the way through a site."""
    line = text[span[0] : span[1]]
    if known.title and match_title(line, 0, len(line), known.title) is not None:
        return None
    if not head.has("headline") and not head.stamps:
        if head.has("outlet"):
            named = is_unit(line)
        else:
            named = name_masthead(line) is not None and (stands_alone(line) or _has_headline(text, below, known))
        if named:
            return "outlet"
    return "boilerplate" if not head.has("dateline") and is_trail(line) else None


def _has_headline(text: str, below: list[tuple[int, int]], known: Known) -> bool:
    """Whether the first line below that is neither furniture nor the way through a site is a headline.

    What stands above a dateline, a credit or the first sentence is the headline itself.
    """
    for start, end in below[:-1]:
        line = text[start:end]
        kind, _ = classify_line(line, known.order)
        if kind in {"boilerplate", "url"} or is_unit(line) or is_trail(line):
            continue
        if kind or len(line.split()) > _MOST or _ENDED.search(line) or _begins_bullet(line):
            return False
        head = Head(end=start)
        parse_head(text, head, end, Known(order=known.order))
        return not head.marks or head.marks[0].kind == "headline" or _is_topic(text, head.marks, start)
    return False


def _is_topic(text: str, marks: list[Segment], start: int) -> bool:
    """Whether all that was taken off a line is its first words and a colon."""
    return len(marks) == 1 and marks[0].start == start and text[start : marks[0].end].rstrip().endswith(":")


def _read_lines(text: str, paragraphs: list[tuple[int, int]], layout: Layout, known: Known) -> list[tuple[int, int]]:
    """Mark the paragraphs behind the head that are whole stretches of furniture; gives those that are not."""
    body: list[tuple[int, int]] = []
    linked = ended = furnished = False
    for index, (start, end) in enumerate(paragraphs):
        line = text[start:end]
        kind, stamp = classify_line(line, known.order) if index else (None, None)
        if stamp and (linked or ended):
            kind, stamp = "related", None  # the date of another article
        late = start > _LATE * len(text)
        wordy = len(line.split()) >= _WORDY and bool(_ENDED.search(line))
        if kind is None and index:
            if ended:
                kind = "related"
            elif wordy or (len(line.split()) > _SHORT and line.endswith(_STOPS)):
                linked = furnished = False
            elif linked or (furnished and late and not _ENDED.search(line) and not _begins_bullet(line)):
                kind = "related"
            elif _is_subhead(line) and index + 1 < len(paragraphs):
                kind = "subhead"
        if kind is None:
            body.append((start, end))
            continue
        layout.segments.append(Segment(kind=kind, start=start, end=end))
        if stamp:
            layout.tail_stamps.append(_shift(stamp, start))
        if kind == "related":
            linked = linked or is_cue(line)
        if late and kind in {"copyright", "boilerplate", "credit", "url", "related"}:
            furnished = True
        ended = ended or (late and (kind == "copyright" or (is_last_cue(line) and start > _LAST * len(text))))
    return body


def _read_body(text: str, span: tuple[int, int], layout: Layout, known: Known, *, last: bool) -> None:
    """Mark one paragraph of the article: the tail at the end of the last one, the inserts, and the rest as body."""
    start, end = span
    marks: list[Segment] = []
    if last:
        tail = parse_tail(text, start, end, known.order)
        marks += tail.marks
        layout.tail_stamps += tail.stamps
        end = tail.end
    marks += find_inserts(text, start, end, known.order)
    if start < 0.3 * len(text) and (tags := find_tags(text, start, end)):
        marks = [mark for mark in marks if mark.end <= tags.start or mark.start >= tags.end] + [tags]
    marks.sort(key=lambda mark: mark.start)
    at = start
    for mark in marks:
        _add_body(text, at, mark.start, layout, known)
        layout.segments.append(mark)
        at = mark.end
    _add_body(text, at, end, layout, known)


def _add_body(text: str, start: int, end: int, layout: Layout, known: Known) -> None:
    if not any(segment.kind == "body" for segment in layout.segments[-_FEW:]):
        # The first words of the article may have a dateline still, when a caption or a standfirst stood before them.
        head = Head(end=start, marks=[Segment(kind="headline", start=start, end=start)])
        parse_head(text, head, end, Known(order=known.order))
        layout.segments += head.marks[1:]
        start = head.end
    while start < end and (text[start].isspace() or text[start] in ".,;:|·•)-–—"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        layout.segments.append(Segment(kind="body", start=start, end=end))


def _trim(text: str, segment: Segment) -> Segment:
    words = text[segment.start : segment.end]
    start = segment.start + len(words) - len(words.lstrip())
    return replace(segment, start=start, end=start + len(words.strip()))


def _is_subhead(line: str) -> bool:
    return len(line.split()) <= 10 and not _ENDED.search(line) and not _begins_bullet(line) and line[-1] not in ",;:"


def _begins_bullet(line: str) -> bool:
    return bool(re.match(r"[-–—*•·●▪○\"“'‘(]|\d+[.)]?\s", line))


def _shift(stamp: Stamp, by: int) -> Stamp:
    return replace(stamp, start=stamp.start + by, end=stamp.end + by)
