"""Tellings: acts with every field decided, before they become claims; and the folding of what is told twice.

In: the tellings of one document in the order of their words. Out: the same without repetitions; the fuller stays
and takes from the other what it lacks. It never folds a claim with its denial, nor two sources that name different
actors.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from bearwitness.base.records import Actor, Place, Reality, Source, Stance
from bearwitness.extract.acting.amounts import Size
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.deciding.areas import Located, fineness
from bearwitness.extract.deciding.periods import Dated
from bearwitness.extract.lexicons import load_lexicon

# The share of the words of the shorter of two demands, charges or statements that makes them one.
_ALIKE = 0.7
# Categories of words: each saying is its own claim unless it says the same again.
_SAYINGS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "DENY", "CONCEDE", "STATE", "SUPPORT"})
# How many attacks told one by one make the sum of them no claim of its own.
_PARTS = 2
# Deeds of which there may be several on one day in one place.
_PLACED = frozenset({"ASSAULT"})
# Situations that hold for long, so that dates do not tell two of them apart.
_LASTING = frozenset({"CONTROL", "COOPERATE", "SUPPORT"})


@dataclass(slots=True, kw_only=True)
class Telling:
    """One act as the document tells it. `definite`: a noun behind "the" or "this", which may take up what was told;
    `weak`: a noun that often does no more; `inner`: a verb that only says which: "the moment the bomb went off"."""

    category: str
    mode: str | None
    actor: Actor | None
    actor_why: str
    target: Actor | None
    target_why: str
    located: Located
    dated: Dated
    sources: tuple[Source, ...]
    source_why: str
    stance: Stance
    stance_why: str
    reality: Reality
    reality_why: str
    evidence: tuple[int, int]
    at: int
    title: bool
    headline: bool
    weak: bool
    nominal: bool
    definite: bool
    inner: bool = False
    rule: str
    words: frozenset[str] = frozenset()
    notes: list[str] = field(default_factory=list)
    about: "Telling | None" = None
    about_why: str = ""
    amounts: list[Size] = field(default_factory=list)

    @property
    def order(self) -> int:
        """Its rank in the document: titles come first."""
        return self.at - (10**9 if self.title else 0)

    def fullness(self) -> tuple[int, int]:
        """How many of its fields are told, and how finely its place is."""
        told = (self.actor, self.target, self.located.place, self.dated.own or None, self.sources or None)
        return sum(each is not None for each in told), -fineness(self.located.place)


def fold_tellings(tellings: list[Telling]) -> list[Telling]:
    """Fold repetitions; headlines last, so that the body's own words stay."""
    kept: list[Telling] = []
    for item in sorted(tellings, key=lambda t: (t.headline, t.order)):
        twin = next((k for k in kept if _same(k, item)), None)
        if twin is None:
            kept.append(item)
        elif not item.headline and item.fullness() > twin.fullness():
            kept[kept.index(twin)] = item
            _merge(item, twin)
        else:
            _merge(twin, item)
    return sorted(kept, key=lambda t: t.order)


def drop_sums(tellings: list[Telling]) -> list[Telling]:
    """Without attacks told in sum where the text then tells them one by one: "raids on the province", town by town."""
    return [t for t in tellings if sum(_is_part(other, t) for other in tellings) < _PARTS]


def _is_part(part: Telling, whole: Telling) -> bool:
    """Whether an attack is one of those that another telling sums up: by the same side, then, within its place."""
    if part is whole or part.category not in _PLACED or whole.category != part.category or whole.title != part.title:
        return False
    if part.reality != "actual" or whole.reality != "actual" or whole.target is not None or part.at < whole.at:
        return False
    area, spot = whole.located.place, part.located.place
    if area is None or spot is None or not part.located.own or not _same_name(part.actor, whole.actor):
        return False
    if None not in (part.mode, whole.mode) and part.mode != whole.mode:
        return False
    return _holds(area, spot) and _same_days(part, whole)


def _holds(area: Place, spot: Place) -> bool:
    """Whether a place lies within another, by its parents or by its own name: "the east of X" in X."""
    words = _place_words(area.name)
    within = area.name in spot.parents or (
        area.precision == "province" and any(_place_words(parent) == words for parent in spot.parents)
    )
    return area.name != spot.name and (within or words < _place_words(spot.name))


def _same(a: Telling, b: Telling) -> bool:
    if a.category != b.category or a.reality != b.reality or _other_amounts(a, b):
        return False
    headline = a.headline or b.headline
    if not _same_name(a.actor, b.actor, open_ended=a.category not in _SAYINGS or headline):
        return False
    if a.category in _SAYINGS:
        return (headline and _same_name(a.target, b.target)) or _alike(a.words, b.words)
    if _apart(a, b) or (not headline and (not same_place(a, b) or not _same_days(a, b))):
        return False
    vague = a.category in _PLACED and (_is_vague(a.target) or _is_vague(b.target))
    if not (_same_name(a.target, b.target) or vague) and not headline:
        return False
    return _shared(a, b) >= (1 if headline or b.weak else 2)


def _is_vague(target: Actor | None) -> bool:
    """Whether a target is only a kind of place, which any place may be: "a rebel-held area"."""
    if target is None or target.id is not None or not target.name.islower():
        return False
    return target.name.split()[-1].removesuffix("s") in word_class("area")


def _other_amounts(a: Telling, b: Telling) -> bool:
    """Whether two tellings give other amounts of the same ("40 percent of the town", "70 percent of the town"), or one
    gives an amount of another deed: who holds 40 percent of a town has not advanced by so much."""
    if (a.amounts or b.amounts) and a.mode != b.mode and not (a.headline or b.headline):
        return True
    return any(
        (x.what, x.measure, x.moment) == (y.what, y.measure, y.moment) and (x.low, x.high) != (y.low, y.high)
        for x in a.amounts
        for y in b.amounts
    )


def _shared(a: Telling, b: Telling) -> int:
    """In how many of doer, target, place and a day of their own two tellings say the very same."""
    places = a.located.place is not None and b.located.place is not None
    days = a.dated.when is not None and b.dated.when is not None
    doers = a.actor is not None and b.actor is not None and _same_name(a.actor, b.actor)
    targets = a.target is not None and b.target is not None and _same_name(a.target, b.target)
    if not (doers or targets or a.headline or b.headline or b.definite) and a.category in _PLACED:
        places = places and a.located.own and b.located.own  # a place that both inherit makes them no one deed
    both = (
        doers,
        targets,
        places and same_place(a, b),
        days and a.dated.own and b.dated.own and a.category not in _LASTING,
    )
    return sum(both)


def _apart(a: Telling, b: Telling) -> bool:
    """Whether one source names an attacker and the other telling, in another voice, none: two claims."""
    if a.headline or b.headline or (a.actor is None) == (b.actor is None):
        return False
    return a.category == "ASSAULT" and _voice(a) != _voice(b) and bool((a if a.actor else b).sources)


def _voice(item: Telling) -> str | None:
    return (item.sources[0].id or item.sources[0].name) if item.sources else None


def _same_name(a: Actor | None, b: Actor | None, *, open_ended: bool = True) -> bool:
    if a is None or b is None:
        return open_ended
    if a.id is not None and b.id is not None:
        return a.id == b.id
    return bool(_name_words(a.name) & _name_words(b.name))


def _name_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others: no articles, no kinds of place."""
    plain = word_class("area") | frozenset(load_lexicon("attacks")["plain_places"])
    words = name.lower().replace("-", " ").replace(",", " ").replace("(", " ").replace(")", " ").split()
    return frozenset(w for w in words if w not in plain and w.removesuffix("s") not in plain)


def _place_words(name: str) -> frozenset[str]:
    """The words of a place's name with its side: the east of a town is not its west."""
    sides = frozenset(load_lexicon("act_words")["sides"])
    words = frozenset(w.removesuffix("ern") for w in name.lower().replace("-", " ").replace(",", " ").split())
    return _name_words(name) | (words & sides)


def same_place(a: Telling, b: Telling) -> bool:
    """Whether two tellings may be of one place: one is not said, is named in the other, or holds it."""
    first, second = a.located.place, b.located.place
    if first is None or second is None:
        return True
    one, two = _place_words(first.name), _place_words(second.name)
    if one <= two or two <= one:
        return not _adds_side(a, b, one ^ two)
    return first.name in second.parents or second.name in first.parents


def _adds_side(a: Telling, b: Telling, rest: frozenset[str]) -> bool:
    """Whether one of two deeds, each placed by its own clause, is told of a side of the other's town only."""
    both = a.located.own and b.located.own and not (a.headline or b.headline)
    return both and a.category in _PLACED and bool(rest & frozenset(load_lexicon("act_words")["sides"]))


def _same_days(a: Telling, b: Telling) -> bool:
    x, y = a.dated.when, b.dated.when
    if x is None or y is None:
        return True
    if a.dated.own and b.dated.own:
        return all(_near(p, q) for p, q in ((x.start, y.start), (x.end, y.end)))
    day = timedelta(days=1)
    return not ((x.start and y.end and x.start - day > y.end) or (y.start and x.end and y.start - day > x.end))


def _near(p: date | None, q: date | None) -> bool:
    """Whether two days are one, or next to each other, or one is not said."""
    return p is None or q is None or abs((p - q).days) <= 1


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    least = min(len(a), len(b))
    return least > 2 and len(a & b) >= _ALIKE * least


def _merge(kept: Telling, other: Telling) -> None:
    kept.notes.append(f"told again at {other.at}")
    if kept.actor is None and other.actor is not None and not other.headline:
        kept.actor, kept.actor_why = other.actor, f"{other.actor_why} (where it is told again)"
    if kept.target is None and other.target is not None and not other.headline:
        kept.target, kept.target_why = other.target, f"{other.target_why} (where it is told again)"
    if kept.located.place is None and other.located.place is not None:
        kept.located = other.located
    if not kept.dated.own and other.dated.own and other.dated.when is not None:
        kept.dated = other.dated
    if kept.mode is None:
        kept.mode = other.mode
    if not kept.amounts and kept.title == other.title and kept.mode == other.mode:
        kept.amounts = other.amounts
    if not kept.sources and other.sources and kept.category not in _SAYINGS:
        kept.sources, kept.source_why = other.sources, f"{other.source_why} (where it is told again)"
