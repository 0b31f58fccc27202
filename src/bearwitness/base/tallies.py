"""The records of a tally: statements, questions and answers; frozen, slotted, keyword-only.

A `Statement` is one count of one claim, ready to be reasoned with; a `Query` is the scope that is asked for; a `Tally`
is the answer, with its proof. Days are proleptic Gregorian ordinals (`date.toordinal`), None = not bounded. Nothing
here reads, writes or decides.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from bearwitness.base.origins import Voices
from bearwitness.base.records import HarmKind, Scope, Who

Standing = Literal["asserted", "alleged", "denied", "unreal"]
Axis = Literal["actor", "who", "place", "province", "month"]
Policy = Literal["all", "named", "two-origins"]
Path = tuple[str, ...]
"""A place by folded names, widest first: ("syria", "hama", "masyaf"). () is anywhere. A last name that begins with
"~" is a place that lies somewhere in what is before it, not known where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One count of one claim: low <= N(harm, who, place, days, actor) <= high, by one origin.

    `part` is 0 for the count itself and counts up for its sub-counts. `origin` is who said it first, `speaker` that
    source's name and `speaks_as` its kind; `house`: it is the outlet or agency that prints the text. `known` is the
    day the document was published; `fine`: the place is narrower than a province. `incident` is None for a count over
    a longer period or several attacks. `subset`: it counts some of its whole without saying which kind of people, so
    it bounds the whole from below and does no more.
    """

    claim: str
    part: int = 0
    document: str = ""
    origin: str
    named: bool = True
    speaker: str = ""
    speaks_as: str = ""
    house: bool = False
    known: int | None = None
    harm: HarmKind
    who: Who = "people"
    low: int | None
    high: int | None
    place: Path = ()
    place_name: str = ""
    fine: bool = True
    start: int | None = None
    end: int | None = None
    actor: str | None = None
    actor_name: str = ""
    scope: Scope = "incident"
    standing: Standing = "asserted"
    incident: str | None = None
    subset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for. `actor` None = by anyone; "" = where nobody is named as the one who did it."""

    harm: HarmKind = "killed"
    who: Who = "people"
    place: Path = ()
    start: int | None = None
    end: int | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Which statements are admitted: known by a day, by some origins only, without others, under a policy.

    `voices` are the sources that are known not to be independent of each other.
    """

    as_of: date | None = None
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    policy: Policy = "all"
    voices: Voices = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a conflict: who holds it, by which claims, and the bounds that hold if it is right."""

    origins: tuple[str, ...]
    claims: tuple[str, ...]
    low: int
    high: int
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Claims of which not all can hold: the smallest such set, what it is about, and each side with its bounds."""

    claims: tuple[str, ...]
    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one statement does to a tally: it makes a bound tight, or why it does not count."""

    claim: str
    part: int
    role: Literal[
        "low",
        "high",
        "both",
        "looser",
        "subset",
        "inside",
        "superseded",
        "copy",
        "alleged",
        "denied",
        "unreal",
        "outside",
    ]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The least and the most that the admitted claims allow for a query.

    `open`: the truth may lie above `high`, because a figure that holds is "at least" and no one states a maximum.
    `outer`: the bounds hold, but could not be made exact within the effort allowed; never set for nested scopes.
    `keys` names the group of a row; `claims` are those that bear on it.
    """

    query: Query
    keys: tuple[tuple[Axis, str | None], ...] = ()
    low: int
    high: int
    open: bool = False
    outer: bool = False
    claims: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    reasons: tuple[Reason, ...] = field(default=())
