"""Whether a count is over one attack or over a period, a war or an area.

In: the words around a count, its bounds, its interval and its places. Out: the scope and why.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bearwitness.base.records import HarmKind, Place, Scope, When
from bearwitness.extract.lexicons import load_lexicon

# Over what a cumulative count is spread: a stretch of time, several attacks or places of one time, or nothing.
Spread = Literal["time", "space", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeCues:
    """What the scope is decided by: the clause (lower case), the lower bound, the interval and whether the count's own
    sentence gave it, and the place with the number of places named beside it."""

    clause: str
    harm: HarmKind
    low: int | None
    when: When | None
    own_date: bool
    place: Place | None
    places: int


# How far, in code points, a war and the words of a toll stand from each other when they belong together; set on the
# training reports.
_TOLL_REACH = 60
# How far behind "killed in the" the war stands: one or two adjectives; set by hand.
_IN_THE = 25


# From this many people killed, injured or displaced a toll is that of the war; set by hand, well above one campaign's.
_WAR_LARGE = 100_000
_WAR_HARMS = ("killed", "injured", "displaced")

_LENGTHS = ("measured", "ranked_days")


@cache
def _spans() -> re.Pattern[str]:
    """Stretches of time and numbers of attacks, as the expressions of the lexicon give them."""
    return re.compile("|".join(f"(?:{row})" for row in load_lexicon("scopes")["spans"]))


@cache
def _measured() -> re.Pattern[str]:
    """Stretches of time by their length or by their last day: "three days of raids", "the fourth day in a row"."""
    raw = load_lexicon("scopes")
    return re.compile("|".join(str(raw[key]).replace("?P<number>", "?:").replace("?P<unit>", "?:") for key in _LENGTHS))


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(str(load_lexicon("scopes")["numbered"]))


@cache
def _ranked() -> re.Pattern[str]:
    return re.compile(str(load_lexicon("scopes")["ranked"]))


@cache
def _pattern(key: str) -> re.Pattern[str]:
    words = sorted(load_lexicon("scopes")[key], key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def decide_scope(cues: ScopeCues) -> tuple[Scope, Spread, str]:
    """The scope of a count, over what it is spread, and the reason; an incident unless something speaks against it."""
    large = (cues.low or 0) >= int(load_lexicon("scopes")["large"])
    if large and not (cues.harm != "killed" and re.search(load_lexicon("scopes")["single"], cues.clause)):
        return "cumulative", "time", f"{cues.low} people or more are the toll of a period, not of one attack"
    when = cues.when
    if (
        cues.own_date
        and when is not None
        and when.start is not None
        and when.end is not None
        and when.end != when.start
    ):
        days = (when.end - when.start).days
        once = re.search(load_lexicon("scopes")["single"], cues.clause) or (days == 1 and "night" in cues.clause)
        # "in April" over one town dates an attack loosely; over a province it measures a period.
        fine = cues.place is not None and cues.place.precision in ("exact", "neighbourhood", "town")
        once = once or (fine and cues.places == 1 and "/" not in when.edtf and when.precision in ("week", "month"))
        if not once:
            return "cumulative", "time", f"its interval is {days + 1} days long"
    if cues.own_date and when is not None and (when.start is None) != (when.end is None):
        return "cumulative", "time", "its interval is open"
    return _by_words(cues)


def _by_words(cues: ScopeCues) -> tuple[Scope, Spread, str]:
    war, toll = _pattern("war").search(cues.clause), _pattern("tolls").search(cues.clause)
    if war is not None and toll is not None and _ranked().search(cues.clause, 0, war.start()):
        toll = None
    if (
        war is not None
        and toll is not None
        and toll[0].endswith(" the")
        and not 0 <= war.start() - toll.end() < _IN_THE
    ):
        toll = None  # "killed in the" names what follows it
    if war is not None and toll is not None and war.start() - toll.end() < _TOLL_REACH > toll.start() - war.end():
        return "cumulative", "time", f"“{war[0]}” with “{toll[0]}”: a toll of a war"
    over = _over_time(cues.clause)
    if over is not None:
        return "cumulative", "time", f"“{over}”: counts over a period"
    several = _pattern("series").search(cues.clause) or _numbered().search(cues.clause)
    if several is not None:
        return "cumulative", "space", f"“{several[0]}”: several attacks counted together"
    quarters = re.search(load_lexicon("scopes")["quarters"], cues.clause) is not None
    quarters = quarters or (cues.place is not None and cues.place.precision in ("exact", "neighbourhood"))
    if cues.places > 1 and not quarters:
        return "cumulative", "space", "several places share the count"
    wide = _wide_area(cues)
    attacks = _pattern("attacks").search(cues.clause)
    if wide is not None and attacks is not None:
        return "cumulative", "space", f"“{attacks[0]}” over {wide}: several attacks counted together"
    return "incident", "none", "one attack or clash: nothing speaks of a period, a war or several attacks"


def _wide_area(cues: ScopeCues) -> str | None:
    """The area, wider than a town, that a count is over, in words."""
    if cues.place is not None and (
        cues.place.precision in ("province", "country")
        or re.search(load_lexicon("scopes")["rural"], cues.place.name.lower()) is not None
    ):
        return cues.place.name
    said = re.search(load_lexicon("scopes")["over_area"], cues.clause)
    return said[0] if said is not None else None


def _over_time(clause: str) -> str | None:
    """The words that make a count run over a period; none where they only rank one attack: "the worst in two weeks"."""
    for pattern in (_pattern("period"), _spans(), _measured()):
        for found in pattern.finditer(clause):
            if not _ranked().search(clause, 0, found.start()):
                return found[0]
    return None


def is_war_toll(why: str) -> bool:
    """Whether the reason for a scope was a war or a number that only a war explains."""
    return "toll of a war" in why or "people or more" in why


def is_whole_war(why: str, harm: HarmKind, least: int | None) -> bool:
    """Whether a count is over a whole war: the words say so, or it is so large that no single battle explains it."""
    return "toll of a war" in why or (harm in _WAR_HARMS and (least or 0) >= _WAR_LARGE)
