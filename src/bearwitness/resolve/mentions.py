"""A document's mentions of incidents: the claims that speak of one event, and what its title and opening are about.

In: a Document, its claims and its outline. Out: mentions; the first is what the document is mainly about, where it is
about one thing. Tolls over a longer time, over several places or a whole country, and what did not happen open no
mention. It never compares two documents.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from bearwitness.base.identifiers import digest
from bearwitness.base.incidents import Outline
from bearwitness.base.records import Claim, Document, Harm, When
from bearwitness.resolve.lexicons import load_events
from bearwitness.resolve.spots import Spot, make_spot, relate

LEAD_WORDS = 70  # words of the body that count as its opening: a headline's worth and two or three sentences
LONGEST_EVENT_DAYS = 4  # a claim over more days tells of a period
BACK_DAYS = 21  # how long before a report that dates nothing its event may lie (set on incidents.dev.json)
NEWS_DAYS = 2  # how long before a report that counts harm and dates nothing: news (57 such counts, decision 0013)
FORCE = frozenset({"ASSAULT", "HARM"})  # categories that tell of an incident even where nobody is counted
# A survey of many events: set on incidents.dev.json, where half of what this takes out has no single incident.
FEWEST_OF_A_SURVEY, LEAST_SHARE = 3, 0.3
_FURNITURE = frozenset({"outlet", "dateline", "credit", "copyright", "url", "related", "boilerplate", "caption"})
_WORD = re.compile(r"\w+")

Toll = tuple[str, str, int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What one document says of one event. `document` is the document's key, `claims` the ids of the claims in it.

    `stated`: the days are the document's own; otherwise the event may lie anywhere from `start` to `end`. `doubt` says
    why the document cannot be said to be about this one event, None where it can. `titled` are those of the objects
    that the title names.
    """

    id: str
    document: str
    main: bool
    claims: tuple[str, ...]
    spots: tuple[Spot, ...]
    start: date | None
    end: date | None
    stated: bool
    published: date | None
    kinds: frozenset[str]
    leading_kind: str | None
    objects: frozenset[str]
    titled: frozenset[str]
    actors: frozenset[str]
    tolls: tuple[Toll, ...]
    doubt: str | None = None


def key_document(document: Document) -> str:
    """The key of a document: its id and what it holds, since an archive may use one id for two texts."""
    return digest([document.id, document.sha256])


def find_mentions(document: Document, claims: Sequence[Claim], outline: Outline) -> list[Mention]:
    """The mentions in a document, the main one first; none for a document that tells of nothing."""
    key = key_document(document)
    groups = _group_claims([claim for claim in claims if _tells_event(claim)], document)
    lead = read_lead(document)
    mentions = []
    main = _make_main(document, key, groups, outline, lead)
    if main is not None:
        mentions.append(replace(main, doubt=_find_doubt(main, claims, outline)))
        taken = set(main.claims)
        groups = [group for group in groups if group[0].id not in taken]
    mentions += (_make_mention(document, key, group) for group in groups)
    return mentions


def read_lead(document: Document) -> str:
    """Title and opening of a document in lower case, furniture left out."""
    pieces = [document.title or ""]
    left = LEAD_WORDS
    for segment in document.segments or ():
        if segment.kind in _FURNITURE or left <= 0:
            continue
        words = document.text[segment.start : segment.end].split()
        pieces.append(" ".join(words[:left]))
        left -= len(words)
    if not document.segments:
        pieces.append(" ".join(document.text.split()[:LEAD_WORDS]))
    return " . ".join(pieces).lower()


def _find_doubt(main: Mention, claims: Sequence[Claim], outline: Outline) -> str | None:
    """Why a document is no report of one event, where its own shape says so."""
    telling = [claim for claim in claims if claim.harms or claim.category in FORCE]
    if len(telling) < FEWEST_OF_A_SURVEY or len(main.claims) >= LEAST_SHARE * len(telling):
        return None
    first = min(telling, key=_order)
    if first.scope == "cumulative" and first.when is not None and not _is_short(first.when, days=1):
        return "it opens with a toll over a longer time, and most of its figures are of other events"
    titled = [make_spot(m.place, 1) for m in outline.landmarks if m.field == "title" and m.role == "place"]
    if any(relate(a, b) == "apart" for a, b in combinations(titled, 2)):
        return "its title names places far apart, and most of its figures are of other events"
    return None


def _tells_event(claim: Claim) -> bool:
    """Whether a claim is of harm or force at one place and time."""
    if not claim.harms and claim.category not in FORCE:
        return False
    if claim.scope != "incident" or claim.reality not in ("actual", "historical"):
        return False
    if claim.stance not in ("asserted", "alleged", "denied"):
        return False
    return claim.when is None or claim.when.start is None or _is_short(claim.when)


def _is_short(when: When, days: int = LONGEST_EVENT_DAYS) -> bool:
    if when.start is None or when.end is None:
        return when.start is not None
    return (when.end - when.start).days <= days


def _order(claim: Claim) -> tuple[int, int, str]:
    return (0 if claim.evidence.field == "title" else 1, claim.evidence.start, claim.id)


def _group_claims(claims: list[Claim], document: Document) -> list[list[Claim]]:
    """Claims of one place and time together, in the order in which the document tells them.

    A sentence that says that it tells of another attack opens a group of its own.
    """
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=_order):
        for group in groups:
            if _fits(claim, group[0], document) and not _is_another(claim, group[0]):
                group.append(claim)
                break
        else:
            groups.append([claim])
    return groups


def _is_another(claim: Claim, first: Claim) -> bool:
    """Whether a claim's own words set its event apart from that of one told before, in another sentence."""
    return claim.evidence != first.evidence and load_events().another.search(claim.wording.lower()) is not None


def _fits(claim: Claim, first: Claim, document: Document) -> bool:
    (start, end), (first_start, first_end) = (_find_days([each]) or _assume_days(document) for each in (claim, first))
    if start and end and first_start and first_end and (start > first_end or first_start > end):
        return False
    if claim.place is None or first.place is None:
        return True
    return relate(make_spot(claim.place, 1), make_spot(first.place, 1)) in ("same", "near", "inside", "country")


def _make_main(document: Document, key: str, groups: list[list[Claim]], outline: Outline, lead: str) -> Mention | None:
    words = load_events()
    kinds = words.find_kinds(lead)
    chosen = groups[0] if groups else []
    spots = _claim_spots(chosen)
    spots += _outline_spots(outline, document, lead)
    if not spots and not kinds and not chosen:
        return None
    start, end, stated = _decide_days(document, chosen, outline, lead)
    return Mention(
        id=digest([key, "main"]),
        document=key,
        main=True,
        claims=tuple(claim.id for claim in chosen),
        spots=_merge_spots(spots),
        start=start,
        end=end,
        stated=stated,
        published=document.published,
        kinds=kinds,
        leading_kind=_leading(words.find_kinds((document.title or "").lower()) or kinds),
        objects=words.find_objects(lead),
        titled=words.find_objects((document.title or "").lower()),
        actors=_actors(chosen),
        tolls=_tolls(chosen),
    )


def _make_mention(document: Document, key: str, group: list[Claim]) -> Mention:
    words = load_events()
    said = " . ".join(claim.wording for claim in group).lower()
    kinds = words.find_kinds(said)
    start, end = _find_days(group) or _assume_days(document)
    return Mention(
        id=digest([key, group[0].id]),
        document=key,
        main=False,
        claims=tuple(claim.id for claim in group),
        spots=_merge_spots(_claim_spots(group)),
        start=start,
        end=end,
        stated=start is not None,
        published=document.published,
        kinds=kinds,
        leading_kind=_leading(kinds),
        objects=words.find_objects(said),
        titled=frozenset(),
        actors=_actors(group),
        tolls=_tolls(group),
    )


def _leading(kinds: frozenset[str]) -> str | None:
    """The most telling of the kinds."""
    weights = load_events().weights
    return max(kinds, key=lambda kind: (weights[kind], kind), default=None)


def _claim_spots(claims: Sequence[Claim]) -> list[Spot]:
    return [make_spot(claim.place, 1.0 if i == 0 else 0.8) for i, claim in enumerate(claims) if claim.place]


def _outline_spots(outline: Outline, document: Document, lead: str) -> list[Spot]:
    """The places that the title and the opening name."""
    limit = _lead_end(document)
    return [
        make_spot(mark.place, 0.9 if mark.field == "title" else 0.7)
        for mark in outline.landmarks
        if mark.field == "title" or mark.start < limit
    ]


def _lead_end(document: Document) -> int:
    """The offset in the text at which the opening ends."""
    left = LEAD_WORDS
    segments = [s for s in document.segments if s.kind not in _FURNITURE]
    for segment in segments:
        for word in re.finditer(r"\S+", document.text[segment.start : segment.end]):
            left -= 1
            if left <= 0:
                return segment.start + word.end()
    return len(document.text)


def _merge_spots(spots: list[Spot]) -> tuple[Spot, ...]:
    """Each place once, with its highest weight, the surest first."""
    best: dict[tuple[str, str | None], Spot] = {}
    for spot in spots:
        name = (spot.key, spot.id)
        if name not in best or best[name].weight < spot.weight:
            best[name] = spot
    return tuple(sorted(best.values(), key=lambda spot: (-spot.weight, spot.key, spot.id or "")))


def _decide_days(
    document: Document, claims: Sequence[Claim], outline: Outline, lead: str
) -> tuple[date | None, date | None, bool]:
    """First and last day of a document's event, and whether they are its own or a guess from its publication."""
    after = bool(load_events().aftermath.search((document.title or lead).lower()))
    if dated := _find_days(claims[:1]) or _find_days(claims):
        return *dated, True
    if claims and not after:
        return *_assume_days(document), document.published is not None
    limit = _lead_end(document)
    for day in outline.days if not claims else ():
        if (day.field != "title" and day.start >= limit) or day.reporting or not (day.when.start and day.when.end):
            continue
        if _is_short(day.when):
            return day.when.start, day.when.end, True
    return *_assume_days(document, BACK_DAYS), False


def _find_days(claims: Sequence[Claim]) -> tuple[date, date] | None:
    """The days from the first to the last that claims give; None where they give none."""
    whens = [claim.when for claim in claims if claim.when and claim.when.start]
    starts = [when.start for when in whens if when.start]
    return (min(starts), max(when.end or when.start or date.min for when in whens)) if starts else None


def _assume_days(document: Document, before: int = NEWS_DAYS) -> tuple[date | None, date | None]:
    """The days up to a document's publication; None where that is not known."""
    if document.published is None:
        return None, None
    return document.published - timedelta(days=before), document.published


def _actors(claims: Sequence[Claim]) -> frozenset[str]:
    return frozenset((claim.actor.id or claim.actor.name.casefold()) for claim in claims if claim.actor)


def _tolls(claims: Sequence[Claim]) -> tuple[Toll, ...]:
    return tuple(sorted({list_toll(harm) for claim in claims for harm in claim.harms}, key=repr))


def list_toll(harm: Harm) -> Toll:
    """A count as it is compared."""
    return harm.harm, harm.who, harm.low, harm.high
