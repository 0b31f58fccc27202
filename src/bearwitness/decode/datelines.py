"""Datelines: the places, the day and the agency that stand before the first sentence of a report.

In: a text and a position in it. Out: the dateline that begins there, with its day, or None. It knows no place by name:
capitals, commas, a day, brackets and the dash tell a dateline from a sentence. It never gives a day a year of its own.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from functools import cache

from bearwitness.decode.headlines import load_words
from bearwitness.decode.lexicons import join_words
from bearwitness.decode.stamps import Order, Stamp, match_stamp, name_months, name_weekdays

_MOST_WORDS = 9  # of all places together: "KARSA and NORTH MAROT, Democratic Republic of Talvar"
_MOST_TITLED = 6  # where no town is in capitals: a longer row of words is a headline
_MOST_TOWN = 3  # words of one town in capitals: more of them are a headline
_LEAP_YEAR = 2000  # 29 February is a day without a year too
_GAP = re.compile(r"[^\S\n]*(?:[,./|][^\S\n]*)?")
_BRACKET = re.compile(r"\([A-ZÀ-Þ][^()\n]{1,60}\)")
_DASH = re.compile(r"(?:--|[–—]|(?<=[\s)])-(?=\s)|(?<=\))[-:])[-–—]*\s*(?=[\"“‘'(]?(?:[A-ZÀ-Þ\d$£€]|[ae]l-[A-Z]))")
_LINE_END = re.compile(r"[^\S\n]*\r?\n")
_COMMA = re.compile(r"[^\S\n]*,")


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day of the calendar whose year is not said; `weekday` is its weekday's number where that is said."""

    month: int
    day: int
    weekday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline up to its dash: `stamp` is its day in full, `open_day` one without a year; it has one or none.

    `sender` is the name in brackets beside the day, where it cannot be the province or the country of the town.
    """

    start: int
    end: int
    stamp: Stamp | None = None
    open_day: OpenDay | None = None
    bracketed: bool = False
    sender: str | None = None

    @property
    def marked(self) -> bool:
        """Whether a day or a name in brackets stands in it, and not its places alone."""
        return self.bracketed or self.stamp is not None or self.open_day is not None


@dataclass(frozen=True, slots=True)
class _Places:
    """The words before the day: all of them, and where a comma or a slash parts two places."""

    words: tuple[str, ...]
    parted: bool

    @property
    def in_capitals(self) -> bool:
        """Whether the first words are a town in capitals."""
        town = [*self._town()]
        return 0 < len(town) <= _MOST_TOWN and sum(map(len, town)) > 2 and town[0] not in load_words("no_places")

    @property
    def telling(self) -> bool:
        """Whether one of the words begins or leads on a sentence, as none of a place's does."""
        words = self.words[1:] if self.parted and self.words[0].lower() == "the" else self.words  # "THE HAGUE, "
        return any((word.capitalize() if word.isupper() else word) in load_words("starters") for word in words)

    def _town(self) -> list[str]:
        town = []
        for word in self.words:
            if not word.isupper():
                break
            town.append(word.strip(",/"))
            if word.endswith((",", "/")):
                break
        return town


def match_dateline(text: str, start: int, end: int | None = None, order: Order | None = None) -> Dateline | None:
    """The dateline that begins at `start`: places, then a day and a name in brackets in either order, then a dash.

    Day and name may be missing where a town in capitals and a country stand there, the dash where both are given and
    the line ends.
    """
    stop = len(text) if end is None else end
    led = _BRACKET.match(text, start, stop)
    at = _skip(text, led.end(), stop) if led else start
    words: list[str] = []
    for _ in range(_MOST_WORDS):
        word = _place_word().match(text, at, stop)
        if word is None:
            return None
        at = word.end()
        words += word["words"].split()
        if word["mark"]:
            words[-1] += word["mark"]
        if found := _match_rest(text, (start, at, stop), order, led is not None):
            places = _Places(tuple(words), any(each.endswith((",", "/")) for each in words[:-1]))
            if not _is_plausible(places, found):
                return None
            return replace(found, sender=led.group()[1:-1]) if led else found
    return None


def _match_rest(text: str, where: tuple[int, int, int], order: Order | None, bracketed: bool) -> Dateline | None:
    """What follows the places: days, names in brackets, the dash."""
    start, at, end = where
    stamp: Stamp | None = None
    open_day: OpenDay | None = None
    sender: str | None = None
    parted = "," in text[start:at]
    comma = _COMMA.match(text, at, end)
    at = comma.end() if comma else at
    for _ in range(4):
        here = _skip(text, at, end)
        if name := _BRACKET.match(text, here, end):
            bracketed, at = True, name.end()
            if parted or stamp or open_day:  # "KARSA (Talvar), May 4": that is where Karsa is
                sender = " ".join(name.group()[1:-1].split())
        elif stamp or open_day:
            break
        elif stamp := match_stamp(text, here, order, end, alone=False):
            at = stamp.end
        elif day := _open_day().match(text, here, end):
            open_day, at = _read_open(day), day.end()
            if open_day is None:
                return None
        else:
            break
    dash = _DASH.match(text, _skip(text, at, end), end)
    if dash and not _open_day().match(text, dash.end(), end):
        return Dateline(start=start, end=dash.end(), stamp=stamp, open_day=open_day, bracketed=bracketed, sender=sender)
    if bracketed and (stamp or open_day) and _LINE_END.match(text, at):
        return Dateline(start=start, end=at, stamp=stamp, open_day=open_day, bracketed=True, sender=sender)
    return None


def _is_plausible(places: _Places, found: Dateline) -> bool:
    """Whether the words before the dash are places and no headline, no speaker and no sentence."""
    if places.telling:
        return False
    if places.in_capitals:
        return found.marked or (places.parted and not places.words[-1].isupper())
    if places.words[0].isupper() or len(places.words) > _MOST_TITLED:
        return found.stamp is not None and len(places.words) <= _MOST_TITLED
    return found.stamp is not None or (found.open_day is not None and (found.bracketed or places.parted))


def _skip(text: str, at: int, end: int) -> int:
    gap = _GAP.match(text, at, end)
    return gap.end() if gap else at


def _read_open(found: re.Match[str]) -> OpenDay | None:
    month = name_months()[(found["m1"] or found["m2"]).lower()]
    day = int(found["d1"] or found["d2"])
    weekday = name_weekdays().get((found["weekday"] or "").lower())
    return OpenDay(month, day, weekday) if 1 <= day <= monthrange(_LEAP_YEAR, month)[1] else None


@cache
def _place_word() -> re.Pattern[str]:
    """A word with a capital, the small words of names before it ("of", "au"), and a comma or a slash behind it."""
    links = join_words(load_words("place_links"))
    return re.compile(
        rf"(?P<words>(?:(?:{links}|&)[^\S\n]+){{0,2}}[A-ZÀ-Þ][\w'’-]*\.?)[^\S\n]*(?P<mark>[,/]?)[^\S\n]*(?=\S)"
    )


@cache
def _open_day() -> re.Pattern[str]:
    month, weekday = join_words(name_months()), join_words(name_weekdays())
    return re.compile(
        rf"(?=[A-Z\d])(?i:(?:(?P<weekday>{weekday})\b\.?,?[^\S\n]+)?(?:(?P<m1>{month})\b\.?[^\S\n]+(?P<d1>\d{{1,2}})"
        rf"(?:st|nd|rd|th)?|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[^\S\n]+(?P<m2>{month})\b\.?))(?![\w/]|[-–]\d)"
    )
