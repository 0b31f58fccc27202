"""What one document tells of one deed, charge or demand, and what it denies: claims that stand in the same words.

In: the claims of one document. Out: acts and denials, in the order of the document, with what they can be compared by.
A sentence that tells two deeds of two parties or two places makes two acts. It never compares two documents.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bearwitness.base.records import Actor, Claim, Document, Source
from bearwitness.resolve.lexicons import load_events, load_peoples
from bearwitness.resolve.mentions import Toll, key_document, list_toll, read_lead
from bearwitness.resolve.spots import Spot, make_spot, relate

DEEDS = frozenset(
    {"ASSAULT", "HARM", "ACCUSE", "COERCE", "CONTROL", "MOBILIZE", "AID", "SUPPORT", "COOPERATE", "RETREAT", "CONCEDE"}
)
WANTED = frozenset({"REQUEST", "AGREE", "CONSULT", "RETREAT", "AID", "SUPPORT", "ACCUSE", "STATE"})
UNREAL = frozenset({"negated", "hypothetical", "future"})
LONGEST_DEED_DAYS = 4  # what is told of a longer time is a campaign, and no one deed
LONGEST_DENIAL_DAYS = 31  # a denial of years answers no one charge
STATE_ID = len("sy")  # the id of a state is its code, those of its organs begin with it
STATE_KINDS = frozenset({"state", "government", "military", "ministry", "police"})
REBEL_KINDS = frozenset({"armed_group", "opposition"})
REBEL_SIDES = frozenset({"rebel", "jihadist", "kurdish"})
PEOPLE_KINDS = frozenset({"resident", "witness", "activist", "rescue", "medical", "hospital", "correspondent"})
_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 6  # letters: "vetoed" and "vetoes", "resolution" and "resolutions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One who acts, is accused or denies, as two of them are compared.

    `camp` is "government", "rebels" or "people"; None where nothing says. "Russia and the Syrian army" are of two
    `countries`.
    """

    name: str
    id: str | None = None
    countries: frozenset[str] = frozenset()
    state: bool = False
    camp: str | None = None

    def matches(self, other: "Party") -> bool:
        """Whether two are one side: the same id, one state's organs, or, of those without an id, a name in common.

        Words that only say whose someone is ("Ukrainian") are no name; two of different camps or countries are two.
        """
        if self.id is not None and other.id is not None and (self.id == other.id or _is_voice(self.id, other.id)):
            return True
        if self.state and other.state and self.countries & other.countries:
            return True
        if self.id is not None and other.id is not None:
            return False
        if self.camp is not None and other.camp is not None and self.camp != other.camp:
            return False
        if self.countries and other.countries and not self.countries & other.countries:
            return False
        return self.name.casefold() == other.name.casefold() or bool(_names(self.name) & _names(other.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Claims of one document that stand in the same words.

    `parties` are those who did it or are charged with it, those who deny, or those of whom something is wanted.

    `spots` are its own places, `around` those of its document; `kinds` its own, `lead_kinds` those that its document
    opens with. `voices` are those who say so, or who ask.
    """

    claims: tuple[Claim, ...]
    document: Document
    key: str
    parties: tuple[Party, ...]
    voices: tuple[Party, ...]
    spots: tuple[Spot, ...]
    around: tuple[Spot, ...]
    start: date | None
    end: date | None
    kinds: frozenset[str]
    lead_kinds: frozenset[str]
    objects: frozenset[str]
    stems: frozenset[str]
    tolls: tuple[Toll, ...]
    wording: str

    @property
    def bare(self) -> bool:
        """Whether it is nothing but a charge, whose days are those of the charge."""
        return all(claim.category == "ACCUSE" for claim in self.claims)

    @property
    def rank(self) -> tuple[date, str, int, str]:
        """Acts in the order in which they became known."""
        first = self.claims[0]
        return self.document.published or date.max, self.document.id, first.evidence.start, first.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one document tells and denies, ready to be compared."""

    document: Document
    key: str
    claims: tuple[Claim, ...]
    denials: tuple[Act, ...]
    deeds: tuple[Act, ...]
    demands: tuple[Act, ...]


def is_denial(claim: Claim) -> bool:
    """Whether a claim denies or refuses something."""
    return claim.stance == "denied" or claim.category in ("DENY", "REJECT")


def make_record(document: Document, claims: Sequence[Claim]) -> Record:
    """A document as it is compared: its denials, its deeds, its demands."""
    around = tuple({s.key: s for s in (make_spot(c.place, 0.5) for c in claims if c.place is not None)}.values())
    scene = _Scene(
        document=document,
        key=key_document(document),
        around=around,
        lead_kinds=load_events().find_kinds(read_lead(document)),
    )
    return Record(
        document=document,
        key=scene.key,
        claims=tuple(claims),
        denials=tuple(_make(scene, group) for group in _list_denials(claims)),
        deeds=tuple(_make(scene, group) for group in _list_deeds(claims)),
        demands=tuple(_make(scene, group, wanted=True) for group in _list_demands(claims)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What all acts of a document share."""

    document: Document
    key: str
    around: tuple[Spot, ...]
    lead_kinds: frozenset[str]


def _list_denials(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The denials and refusals of a document; the claim that denies in words comes first in each."""
    found = _group([claim for claim in claims if is_denial(claim)], _same_denial)
    return [
        sorted(group, key=lambda c: (c.category not in ("DENY", "REJECT"), c.evidence.start, c.id)) for group in found
    ]


def _list_deeds(claims: Sequence[Claim]) -> list[list[Claim]]:
    """What a document tells as done, or charges someone with."""
    told = [
        claim
        for claim in claims
        if claim.category in DEEDS
        and not is_denial(claim)
        and claim.reality not in UNREAL
        and claim.scope == "incident"
    ]
    return _group(told, _same_deed)


def _list_demands(claims: Sequence[Claim]) -> list[list[Claim]]:
    """What a document tells as demanded, offered or planned."""
    told = [
        claim
        for claim in claims
        if claim.category in WANTED
        and not is_denial(claim)
        and (claim.reality in ("hypothetical", "future") or claim.stance in ("demanded", "promised"))
    ]
    return _group(told, _same_deed)


def _group(claims: list[Claim], fits: Callable[[Claim, Claim], bool]) -> list[list[Claim]]:
    """Claims in the same words together: each joins the first group with all of which it fits."""
    groups: list[list[Claim]] = []
    for claim in sorted(claims, key=lambda c: (c.evidence.field != "title", c.evidence.start, c.evidence.end, c.id)):
        home = next((group for group in groups if all(fits(claim, each) for each in group)), None)
        if home is None:
            groups.append([claim])
        else:
            home.append(claim)
    return groups


def _overlap(one: Claim, other: Claim) -> bool:
    left, right = one.evidence, other.evidence
    return left.field == right.field and left.start < right.end and right.start < left.end


def _same_denial(one: Claim, other: Claim) -> bool:
    """Whether two claims make one denial; a denial in the lead stands for itself."""
    if not _overlap(one, other) or (one.category == "REJECT") != (other.category == "REJECT"):
        return False
    deniers = [make_party(claim.sources[0] if claim.sources else claim.actor) for claim in (one, other)]
    return deniers[0] is None or deniers[1] is None or deniers[0].matches(deniers[1])


def _same_deed(one: Claim, other: Claim) -> bool:
    if not _overlap(one, other):
        return False
    if one.place and other.place and relate(make_spot(one.place, 1), make_spot(other.place, 1)) == "apart":
        return False
    left, right = _blamed(one), _blamed(other)
    return left is None or right is None or left.matches(right)


def _blamed(claim: Claim) -> Party | None:
    """Who did it: the target of a charge, else the actor."""
    return make_party(claim.target if claim.category == "ACCUSE" else claim.actor)


def make_party(one: Actor | Source | None) -> Party | None:
    """An actor or a speaker as a party; None for none."""
    if one is None:
        return None
    name = one.name.casefold()
    country = one.country if isinstance(one, Actor) else None
    coded = one.id is not None and len(one.id) == STATE_ID
    if country is None and one.id is not None:
        country = one.id.upper() if coded else load_events().heads.get(one.id)
    countries = frozenset([country] if country else []) | _find_countries(one)
    said = load_events().find_camp(name)
    official = one.side is None and (one.kind in STATE_KINDS or (one.id is None and said == "government"))
    official = official and said not in ("rebels", "people")
    state = coded or official or one.side == "government" or one.id in load_events().heads
    return Party(name=one.name, id=one.id, countries=countries, state=state, camp=_find_camp(one, said, state=state))


def _find_countries(one: Actor | Source) -> frozenset[str]:
    """The countries in the name of one without an id."""
    return load_peoples().find_countries(one.name.casefold()) if one.id is None else frozenset()


def _find_camp(one: Actor | Source, said: str | None, *, state: bool) -> str | None:
    """By kind and side, else by what the name says."""
    if one.kind in PEOPLE_KINDS:
        return "people"
    if state:
        return "government"
    return "rebels" if one.side in REBEL_SIDES or one.kind in REBEL_KINDS else said


def _is_voice(one: str, other: str) -> bool:
    return one.startswith(f"{other}-") or other.startswith(f"{one}-")


def _names(name: str) -> set[str]:
    """The words of a name that can tell who it is: none of those that say whose someone is, or that anyone may bear."""
    words = re.findall(r"\w{4,}", load_peoples().strip(name.casefold()))
    return {word for word in words if not load_events().plain.fullmatch(word)}


def _make(scene: _Scene, group: Sequence[Claim], *, wanted: bool = False) -> Act:
    words = load_events()
    said = " . ".join(dict.fromkeys(" ".join(claim.wording.split()) for claim in group))
    low = said.lower()
    denying = is_denial(group[0])
    kinds = words.find_kinds(low) | {words.modes[claim.mode] for claim in group if claim.mode in words.modes}
    start, end = _find_days(group, scene.document)
    return Act(
        claims=tuple(group),
        document=scene.document,
        key=scene.key,
        parties=_parties(
            [claim.actor for claim in group]
            if denying
            else [claim.target for claim in group]
            if wanted
            else map(_blamed_actor, group)
        ),
        voices=_parties([claim.target for claim in group] if denying else _list_voices(group)),
        spots=tuple(make_spot(claim.place, 1) for claim in group if claim.place is not None),
        around=scene.around,
        start=start,
        end=end,
        kinds=frozenset(kinds),
        lead_kinds=scene.lead_kinds,
        objects=words.find_objects(low),
        stems=_list_stems(said, group),
        tolls=tuple(sorted({list_toll(harm) for claim in group for harm in claim.harms}, key=repr)),
        wording=low,
    )


def _list_stems(said: str, group: Sequence[Claim]) -> frozenset[str]:
    """The beginnings of the words that say what it is about: no names, nor words of the parties' descriptions."""
    names = [each.name for claim in group for each in (claim.actor, claim.target, claim.place, *claim.sources) if each]
    known = {word for name in names for word in _WORD.findall(name.lower())}
    plain = load_events().plain
    words = (word for word in _WORD.findall(said) if word[0].islower() and word not in known)
    return frozenset(word[:_STEM] for word in words if not plain.fullmatch(word))


def _blamed_actor(claim: Claim) -> Actor | None:
    return claim.target if claim.category == "ACCUSE" else claim.actor


def _list_voices(group: Sequence[Claim]) -> list[Actor | Source | None]:
    """Those who first say it; those who charge or ask."""
    return [
        *(claim.sources[0] for claim in group if claim.sources),
        *(claim.actor for claim in group if claim.category in ("ACCUSE", "REQUEST", "AGREE", "CONSULT")),
    ]


def _parties(found: Iterable[Actor | Source | None]) -> tuple[Party, ...]:
    parties = [party for party in map(make_party, found) if party is not None]
    return tuple(dict.fromkeys(sorted(parties, key=lambda p: (p.id or "", p.name))))


def _find_days(group: Sequence[Claim], document: Document) -> tuple[date | None, date | None]:
    """From the first to the last day that the claims give; else the day of the report."""
    whens = [claim.when for claim in group if claim.when is not None and claim.category != "ACCUSE"]
    whens = whens or [claim.when for claim in group if claim.when is not None]
    starts = [when.start for when in whens if when.start is not None]
    ends = [when.end for when in whens if when.end is not None]
    if not starts and not ends:
        return document.published, document.published
    return (min(starts) if starts else None), (max(ends) if ends else max(starts))


def is_short(act: Act, days: int) -> bool:
    """Whether an act, or a denial, has a first and a last day, so many days apart at most."""
    return act.start is not None and act.end is not None and act.end - act.start <= timedelta(days=days)
