"""The records of resolution: what copies what, what speaks of the same incident, and how far it is confirmed.

Everything here is a judgement over claims and can be computed again; only a `Judgement` is a person's word and is
kept. Nothing here reads, writes or decides.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bearwitness.base.records import Field, HarmKind, Place, When, Who

KinshipKind = Literal["reprint", "rewrite", "extract", "shared"]
Verdict = Literal["same", "not", "undecided"]
GradeName = Literal["confirmed", "fair", "weak", "contested", "discounted"]
Credibility = Literal[1, 2, 3, 4, 5, 6]


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A place that a document names, wherever it stands; offsets are code points into `field`."""

    start: int
    field: Field
    place: Place
    role: Literal["place", "container", "reference"] = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayNamed:
    """A date that a document names; `reporting` where it may be no more than the day on which something was said."""

    start: int
    field: Field
    when: When
    reporting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The places and dates that a document names, in order: what it is about beyond the counts claimed in it."""

    landmarks: tuple[Landmark, ...] = ()
    days: tuple[DayNamed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that speaks for (weight > 0) or against (< 0) two reports being of one incident, in words.

    Weights are natural logarithms of odds, rounded to hundredths: 0.7 doubles the odds, -0.7 halves them.
    """

    feature: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """Two documents that share text, the smaller key first.

    A reprint and a rewrite are one story; an extract is part of a longer one; "shared" text is a passage in common, as
    when both stand on one wire. `resemblance` is the share of all their phrases of five words that stand in both,
    `containment` the share of the shorter one's that stand in the other. `source` is the key of the one that was there
    first, None when nothing tells.
    """

    left: str
    right: str
    kind: KinshipKind
    resemblance: float
    containment: float
    source: str | None
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two mentions of incidents compared, the smaller id first, with every reason for and against."""

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A denial or refusal and what it answers: a judgement over claims, for claims never change.

    `denials` are the claims of one denial in one document, `claims` those of what it answers, each with the one that
    stands for all first; `document` and `answered` are the ids of their documents. `within`: the document itself tells
    what is denied, and the claim's `about` names it; otherwise it was found by content, and `reasons` say why.
    """

    denials: tuple[str, ...]
    claims: tuple[str, ...]
    document: str
    answered: str
    within: bool = False
    score: float | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def denial(self) -> str:
        """The claim that denies or refuses."""
        return self.denials[0]

    @property
    def claim(self) -> str:
        """The claim that is denied, or what is refused."""
        return self.claims[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's word on whether two things are one incident; never erased.

    `left` and `right` name a claim, a document or an incident, by id. A later judgement on the same two supersedes an
    earlier one; "undecided" takes a verdict back without giving another. `id` is the digest of all the rest.
    """

    id: str
    left: str
    right: str
    verdict: Verdict
    by: str
    why: str
    at: datetime
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a toll as it became known. `current`: no later figure of the same origin replaces it."""

    origin: str
    harm: HarmKind
    who: Who
    low: int | None
    high: int | None
    known: date | None
    claim: str
    document: str
    current: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How far an incident is confirmed, by the rules in docs/method, with the reason; never a hidden score.

    `credibility` is a suggestion on the Admiralty scale: 1 confirmed by other sources to 6 cannot be judged.
    """

    name: GradeName
    why: str
    credibility: Credibility


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Mentions that are held to be of one event; everything in it follows from its claims and the judgements.

    `told_apart` holds the near misses: other incidents that were compared and kept separate, with their reasons.
    `denials` are the denials of what is told of it, wherever they were made.
    """

    id: str
    mentions: tuple[str, ...]
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    place: Place | None
    start: date | None
    end: date | None
    kinds: tuple[str, ...]
    origins: tuple[str, ...]
    tolls: tuple[Figure, ...]
    grade: Grade
    why: tuple[str, ...] = ()
    told_apart: tuple[Pair, ...] = ()
    denials: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """An incident id that is no longer in use, and the one that stands in its place."""

    id: str
    moved_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a document belongs: its main incident (None: it has no single one), its story, and why.

    `answers` are the denials and refusals in it with what they answer.
    """

    document: str
    incident: str | None
    story: str
    why: str
    answers: tuple[Answer, ...] = ()
