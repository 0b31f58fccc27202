"""Synthetic streams of reports: events of an invented war, told by many outlets, with the troubles of real reporting.

In: a seed and how much. Out: documents with their claims and outlines, in the order in which they were published, and
for each what it is about: the event and the story that it copies. The same seed gives the same stream.

Events happen in towns of an invented country, by day, with one of a few kinds, something that is hit, a party that is
held responsible and a toll. Reports of one event quote one of its origins; some are reprints, cut or rewritten; tolls
are updated on later days; names of places are misspelt and lose their coordinates; dates are wrong by a day; in large
cities two like attacks happen on one day.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bearwitness.base.identifiers import digest
from bearwitness.base.incidents import DayNamed, Landmark, Outline
from bearwitness.base.records import Actor, Claim, Document, Harm, HarmKind, Place, Source, Span, When, Who

FIRST_DAY = date(2030, 1, 1)
COUNTRY = "Ostravia"
EXTRACTOR = "bench"
SYLLABLES = "ka mor del ush tin bra lo ven sa qir ho zem pa rud ek nal fi gor"
FILLER = (
    "morning road people said smoke shops families children rescuers wounded hospital windows street many hours "
    "night power water neighbours ambulance officials reporters witness roof crowd shelter phone "
    "river hill soldiers lorries fields harvest rain wind fuel prices talks envoy border monitor "
    "figures later earlier again before after while until heard saw carried buried fled waited asked told feared"
)
# kind of event: words of a report, the modes of the claims
KINDS = {
    "air": ("an air strike hit", "warplanes bombed"),
    "shells": ("shelling hit", "mortar rounds struck"),
    "planted": ("a car bomb exploded outside", "a roadside bomb tore through"),
    "ground": ("gunmen attacked", "clashes reached"),
}
TARGETS = ("a hospital", "a school", "a market", "a bakery", "a mosque", "a bus", "a checkpoint", "a bridge", "homes")
PARTIES = (("Northern Front", "northern-front"), ("Ostravian army", "ov"), ("River Brigades", "river-brigades"))
MONITORS = (
    Source(name="Ostravia Rights Watch", kind="monitor"),
    Source(name="Valley Network", kind="monitor"),
    Source(name="civil defence", kind="rescue"),
    Source(name="Ostravia Health Directorate", kind="official"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamOptions:
    """How much, and how troubled. Rates are shares of reports, or of events for `twins`."""

    documents: int = 1_000
    seed: int = 1
    towns: int = 400
    events_per_day: float = 12.0
    mean_reports: float = 4.0
    copies: float = 0.35
    updates: float = 0.25
    typos: float = 0.08
    bare_names: float = 0.05
    wrong_dates: float = 0.04
    twins: float = 0.06
    words: int = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report of the stream with the truth about it: the event, and the report whose text it has."""

    document: Document
    claims: tuple[Claim, ...]
    outline: Outline
    event: str
    story: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened."""

    name: str
    place: Place
    day: date
    kind: str
    target: str
    party: tuple[str, str]
    killed: int
    injured: int


def generate_stream(options: StreamOptions) -> Iterator[Told]:
    """Reports in the order of their publication, exactly as many as asked for."""
    chance = random.Random(options.seed)
    towns = [_make_town(chance, number) for number in range(options.towns)]
    waiting: list[tuple[date, int, Told]] = []
    sent = number = 0
    day = FIRST_DAY
    while True:
        for event in _make_events(chance, options, towns, day, number):
            number += 1
            waiting += [
                (told.document.published or day, i, told) for i, told in enumerate(_tell(chance, options, event))
            ]
        waiting.sort(key=lambda item: (item[0], item[2].document.id))
        while waiting and waiting[0][0] <= day:
            yield waiting.pop(0)[2]
            sent += 1
            if sent == options.documents:
                return
        day += timedelta(days=1)


def _make_town(chance: random.Random, number: int) -> Place:
    name = (
        "".join(chance.choice(SYLLABLES.split()) for _ in range(chance.randint(2, 3))).capitalize()
        + f"{_letters(number)}"
    )
    large = number < 8
    return Place(
        id=f"bench:{number}",
        name=name,
        lat=round(10 + chance.random() * 6, 4),
        lon=round(20 + chance.random() * 8, 4),
        radius_m=10_000 if large else chance.choice((2_000, 3_000, 5_000)),
        precision="town",
        parents=(f"Province {number % 14}", COUNTRY),
    )


def _letters(number: int) -> str:
    """A number as letters, so that no two towns have one name."""
    return "" if number == 0 else _letters(number // 12) + "bdfgklmnprst"[number % 12] + "aeiou"[number % 5]


def _make_events(
    chance: random.Random, options: StreamOptions, towns: list[Place], day: date, number: int
) -> Iterator[Event]:
    for each in range(max(1, round(chance.gauss(options.events_per_day, math.sqrt(options.events_per_day))))):
        town = towns[min(len(towns) - 1, int(chance.expovariate(1 / (len(towns) / 5))))]
        event = _make_event(chance, f"e{number + 2 * each}", town, day)
        yield event
        if chance.random() < options.twins:
            others = [target for target in TARGETS if target != event.target]
            yield Event(
                name=f"{event.name}-twin",
                place=event.place,
                day=day,
                kind=event.kind,
                target=chance.choice(others),
                party=event.party,
                killed=event.killed + chance.randint(4, 30),
                injured=event.injured + chance.randint(4, 30),
            )


def _make_event(chance: random.Random, name: str, place: Place, day: date) -> Event:
    return Event(
        name=f"{day.isoformat()}-{name}",
        place=place,
        day=day,
        kind=chance.choice(list(KINDS)),
        target=chance.choice(TARGETS),
        party=chance.choice(PARTIES),
        killed=chance.randint(1, 40),
        injured=chance.randint(0, 80),
    )


def _tell(chance: random.Random, options: StreamOptions, event: Event) -> Iterator[Told]:
    told: list[Told] = []
    for number in range(1 + min(60, int(chance.expovariate(1 / (options.mean_reports - 1))))):
        if told and chance.random() < options.copies:
            report = _copy(chance, chance.choice(told), number)
        else:
            report = _report(chance, options, event, number)
        told.append(report)
        yield report


def _report(chance: random.Random, options: StreamOptions, event: Event, number: int) -> Told:
    late = 1 if chance.random() < options.updates else 0
    published = event.day + timedelta(days=late)
    growth = 1 + late * chance.random()
    killed = round(event.killed * growth)
    place = _trouble(chance, options, event.place)
    stated = event.day + timedelta(days=chance.choice((-1, 1)) if chance.random() < options.wrong_dates else 0)
    verb = chance.choice(KINDS[event.kind])
    source = chance.choice(MONITORS)
    title = f"{killed} killed as {verb} {event.target} in {place.name}"
    lead = (
        f"At least {killed} people were killed and {event.injured} injured when {verb} {event.target} in {place.name} "
        f"on {stated:%A}, the {source.name} said, blaming the {event.party[0]}."
    )
    filler = FILLER.split()
    body = " ".join(chance.choice(filler) for _ in range(options.words))
    text = f"{title}. {lead} {body}."
    name = f"{event.name}-{number}"
    document = Document(
        id=name,
        text=text,
        sha256=digest([name, text]),
        title=title,
        outlet=f"Outlet {chance.randint(1, 40)}",
        published=published,
    )
    landmark = Landmark(start=0, field="title", place=place)
    named = DayNamed(start=len(title), field="text", when=_day(stated))
    return Told(
        document=document,
        claims=tuple(_claim(document, event, place, stated, source)),
        outline=Outline(landmarks=(landmark,), days=(named,)),
        event=event.name,
        story=name,
    )


def _claim(document: Document, event: Event, place: Place, day: date, source: Source) -> Iterator[Claim]:
    """The claims of a report: its toll as the title gives it, the injured, a part of the dead, and a longer toll."""
    killed = int((document.title or "0").split()[0])
    counts: tuple[tuple[HarmKind, int, Who], ...] = (
        ("killed", killed, "people"),
        ("injured", event.injured, "people"),
        ("killed", max(1, killed // 3), "children"),
        ("killed", killed * 20, "people"),
    )
    for position, (harm, count, who) in enumerate(counts):
        whole = position == len(counts) - 1
        span = Span(start=position * 10, end=position * 10 + 9)
        bounds = Harm(harm=harm, low=count, high=None if position == 0 else count, who=who, span=span)
        yield Claim(
            id=digest([document.sha256, position]),
            document=document.id,
            kind="harm" if whole else "event",
            category="HARM",
            actor=Actor(name=event.party[0], id=event.party[1]),
            place=Place(name=COUNTRY, precision="country", id="bench:country") if whole else place,
            when=When(start=FIRST_DAY, end=day, precision="years") if whole else _day(day),
            scope="cumulative" if whole else "incident",
            harms=(bounds,),
            sources=(source,),
            evidence=span,
            wording=document.text[len(document.title or "") : len(document.title or "") + 160],
            rule="bench",
            extractor=EXTRACTOR,
        )


def _copy(chance: random.Random, first: Told, number: int) -> Told:
    """A reprint, one that is cut at the end, or a rewrite with some words changed."""
    words, filler = first.document.text.split(), FILLER.split()
    way = chance.random()
    if way < 0.3:
        words = words[: max(60, int(len(words) * 0.75))]
    elif way < 0.5:
        words = [chance.choice(filler) if chance.random() < 0.03 and i > 30 else word for i, word in enumerate(words)]
    text = " ".join(words)
    name = f"{first.event}-{number}c"
    old = first.document
    document = Document(
        id=name,
        text=text,
        sha256=digest([name, text]),
        title=old.title,
        outlet=f"Outlet {chance.randint(41, 60)}",
        published=(old.published or FIRST_DAY) + timedelta(days=chance.choice((0, 0, 0, 1))),
    )
    claims = tuple(_move(claim, document, i) for i, claim in enumerate(first.claims))
    return Told(document=document, claims=claims, outline=first.outline, event=first.event, story=first.story)


def _move(claim: Claim, document: Document, position: int) -> Claim:
    fields = {name: getattr(claim, name) for name in Claim.__slots__}
    return Claim(**(fields | {"id": digest([document.sha256, position]), "document": document.id}))


def _trouble(chance: random.Random, options: StreamOptions, place: Place) -> Place:
    """The place as this report writes it: misspelt, or without coordinates, or as it is."""
    name, known = place.name, True
    if chance.random() < options.typos:
        at = chance.randrange(1, len(name) - 1)
        name = chance.choice(
            (name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:], name[:at] + "e" + name[at:])
        )
        known = chance.random() < 0.5
    if chance.random() < options.bare_names:
        known = False
    if known:
        return Place(
            id=place.id,
            name=name,
            lat=place.lat,
            lon=place.lon,
            radius_m=place.radius_m,
            precision=place.precision,
            parents=place.parents,
        )
    return Place(name=name, precision="town", parents=place.parents)


def _day(day: date) -> When:
    return When(start=day, end=day, precision="day", edtf=day.isoformat(), span=Span(start=0, end=1))
