"""Reports in, incidents out: extract, outline, resolve and show, in order.

In: results of `reports.extract` with judgements from a file of lines that is only ever added to, or the history of a
casebook. Out: a Register of incidents, and text to show. It opens no casebook, and decides nothing about what belongs
together.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from bearwitness.base.errors import BrokenInput, MissingInput, UsageError
from bearwitness.base.incidents import Incident, Judgement, Verdict
from bearwitness.base.origins import Voices
from bearwitness.base.records import Claim
from bearwitness.extract.outlines import outline_document
from bearwitness.flow.reports import Extraction
from bearwitness.flow.requests import Look
from bearwitness.resolve.incidents import Register
from bearwitness.resolve.judgements import make_judgement, supersede
from bearwitness.resolve.lexicons import load_events
from bearwitness.resolve.resolvers import Resolver
from bearwitness.resolve.stores import format_judgement, read_judgements
from bearwitness.resolve.tolls import Told
from bearwitness.view.incidents import (
    INCIDENT_COLUMNS,
    PLACEMENT_COLUMNS,
    REVIEW_COLUMNS,
    describe_incident,
    describe_judgement,
    describe_pair,
    describe_placement,
    describe_told,
    format_csv,
    format_incident,
    format_incidents,
    format_placements,
    format_review,
    format_set_aside,
    list_incident_cells,
)
from bearwitness.view.objects import format_line
from bearwitness.view.phrases import phrase_events

ListFormat = Literal["table", "json", "jsonl", "csv"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentFilter:
    """Which incidents are listed; None asks for nothing. `place` is any part of a name, without regard to case."""

    place: str | None = None
    since: date | None = None
    until: date | None = None
    kind: str | None = None
    grade: str | None = None

    def __post_init__(self) -> None:
        """Raises UsageError for a kind that there is not: nothing would ever be found."""
        known = load_events().kinds
        if self.kind is not None and self.kind not in known:
            told = ", ".join(f"{kind} ({words})" for kind, words in zip(known, phrase_events([*known]), strict=True))
            raise UsageError(f"there is no kind of incident '{self.kind}'; there are: {told}")

    def takes(self, incident: Incident) -> bool:
        """Whether an incident is asked for; one without a date is never within dates."""
        if self.place is not None:
            places = (incident.place.name, *incident.place.parents) if incident.place else ()
            if not any(self.place.casefold() in name.casefold() for name in places):
                return False
        if self.since is not None and (incident.end is None or incident.end < self.since):
            return False
        if self.until is not None and (incident.start is None or incident.start > self.until):
            return False
        return self.kind in (None, *incident.kinds) and self.grade in (None, incident.grade.name)


def load_judgements(path: str | None) -> list[Judgement]:
    """The judgements in a file, none for None. Raises MissingInput, or BrokenInput, naming the line."""
    if path is None:
        return []
    try:
        with open(path, encoding="utf-8") as lines:  # noqa: PTH123  a name as the user wrote it
            return list(read_judgements(lines, path))
    except FileNotFoundError:
        raise MissingInput(path, "there is no such file of judgements") from None
    except UnicodeDecodeError as error:
        raise BrokenInput(path, f"no judgements; it is not UTF-8 ({error.reason} at byte {error.start})") from None
    except OSError as error:
        raise BrokenInput(path, f"the judgements cannot be read: {error.strerror}") from None


def resolve(results: Iterable[Extraction], judgements: Iterable[Judgement] = ()) -> Register:
    """The incidents of some documents, with what people said taken into account."""
    resolver = Resolver()
    resolver.judge(judgements)
    for result in results:
        resolver.add(result.document, result.claims, outline_document(result.document))
    return Register(resolver)


def retrace(
    history: "Iterable[tuple[str, Extraction | Judgement]]",
    judgements: Iterable[Judgement] = (),
    voices: Voices = (),
) -> Register:
    """The incidents of a casebook under the ids that they have had: its history, each step with its day.

    Ids are taken at the end of every day and before every judgement, so that an id that someone has seen still leads
    to its incident after a merge or a split, whenever this is run. `judgements` are from elsewhere and come last.
    `voices` are the sources that are not independent of each other.
    """
    resolver = Resolver()
    register = Register(resolver, voices=voices)
    last = ""
    for day, step in history:
        if isinstance(step, Judgement) or day != last:
            register.refresh()
        last = day
        if isinstance(step, Judgement):
            resolver.judge([step])
        else:
            resolver.add(step.document, step.claims, outline_document(step.document))
    register.refresh()
    resolver.judge(judgements)
    register.refresh()
    return register


def place_claims(results: Iterable[Extraction], judgements: Iterable[Judgement] = ()) -> dict[str, str]:
    """The incident of each claim that has one, by the ids of both: what a tally counts as one event."""
    register = resolve(results, judgements)
    return {each.claim.id: i.id for i in register.list_incidents() for each in register.list_told(i.id)}


def export_placements(register: Register, form: ListFormat, look: Look) -> Iterator[str]:
    """Every document with its main incident and story, as text."""
    placements = list(register.place_documents())
    if form == "table":
        documents = register.resolver.documents.values()
        yield format_placements(zip(placements, documents, strict=True), width=look.width, color=look.color)
    elif form == "csv":
        rows = ([each.document, each.incident, each.story, each.why] for each in placements)
        yield format_csv(PLACEMENT_COLUMNS, rows)
    else:
        yield from _write_objects(map(describe_placement, placements), form)


def export_incidents(register: Register, asked: IncidentFilter, form: ListFormat, look: Look) -> Iterator[str]:
    """The incidents that are asked for, as text."""
    found = [(each, _list_claims(register, each)) for each in register.list_incidents() if asked.takes(each)]
    if form == "table":
        yield format_incidents(found, width=look.width, color=look.color) if found else ""
    elif form == "csv":
        yield format_csv(INCIDENT_COLUMNS, (list_incident_cells(*each) for each in found))
    else:
        yield from _write_objects((describe_incident(*each) for each in found), form)


def export_incident(register: Register, name: str, form: ListFormat, look: Look) -> Iterator[str]:
    """One incident in full, by its id, the beginning of it, or the id of a document or claim in it.

    Raises UsageError when nothing here, or more than one, has it.
    """
    incident = register.describe(_find_one(register, name))
    told = register.list_told(incident.id)
    if form == "table":
        claims = list(map(_name_told, told))
        denied = [(answer, _name_told(no), _name_told(yes)) for answer, no, yes in register.list_denied(incident.id)]
        yield format_incident(incident, claims, denied, width=look.width, color=look.color)
        return
    if form == "csv":
        yield format_csv(INCIDENT_COLUMNS, [list_incident_cells(incident, _list_claims(register, incident))])
        return
    spoken = [describe_told(each.origin.name, each.document.id, each.claim) for each in told]
    ends = {name for claim in incident.claims for name in (claim,)} | set(incident.documents)
    judged = [describe_judgement(j) for j in supersede(register.resolver.judgements) if {j.left, j.right} & ends]
    described = describe_incident(incident, _list_claims(register, incident))
    yield from _write_objects([described | {"told": spoken, "judgements": judged}], form)


def export_review(register: Register, form: ListFormat, look: Look) -> Iterator[str]:
    """The near misses that a person may decide, the closest first, with an id on each side for `judge`."""
    rows = [
        (pair, left, right, register.founder(left), register.founder(right)) for pair, left, right in register.review()
    ]
    if form == "table":
        yield format_review(rows, width=look.width, color=look.color) if rows else ""
        yield format_set_aside(register.list_set_aside())
    elif form == "csv":
        cells = (
            (left, right, pair.score, "; ".join(r.words for r in pair.reasons), one, other)
            for pair, left, right, one, other in rows
        )
        yield format_csv(REVIEW_COLUMNS, cells)
    else:
        objects = (
            describe_pair(pair) | {"left": left, "right": right, "left_claim": one, "right_claim": other}
            for pair, left, right, one, other in rows
        )
        yield from _write_objects(objects, form)


def judge(
    register: Register | None, ends: tuple[str, str], verdict: Verdict, *, by: str, why: str, at: datetime
) -> Judgement:
    """A person's judgement on two ids.

    With a register, either may be an incident's id or the beginning of one, and stands then for a claim in it: claims
    outlive incidents. Raises UsageError when an id stands for nothing, or for more than one thing.
    """
    if not why.strip() or not by.strip():
        raise UsageError("a judgement needs a reason and a name: others must be able to follow it")
    if register is not None:
        ends = (_find_end(register, ends[0]), _find_end(register, ends[1]))
    if ends[0] == ends[1]:
        raise UsageError(f"both ids stand for {ends[0]}: there is nothing to judge")
    return make_judgement(ends, verdict, by=by.strip(), why=why.strip(), at=at)


def append_judgement(path: str, judgement: Judgement) -> None:
    """Add a judgement to a file, which is begun where there is none; what stands in it is checked first."""
    if Path(path).exists():
        load_judgements(path)
    with open(path, "a", encoding="utf-8", newline="\n") as lines:  # noqa: PTH123  a name as the user wrote it
        lines.write(format_judgement(judgement))
        lines.flush()
        os.fsync(lines.fileno())


def _list_claims(register: Register, incident: Incident) -> list[Claim]:
    return [register.resolver.claims[claim] for claim in incident.claims]


def _name_told(told: Told) -> tuple[str, str, Claim]:
    return told.origin.name, told.document.id, told.claim


def _find_one(register: Register, name: str) -> str:
    found = register.find(name)
    if not found:
        raise UsageError(f"nothing in these inputs has the id '{name}': `bearwitness incidents` lists what there is")
    if len(found) > 1:
        raise UsageError(f"{len(found)} incidents have ids that begin with '{name}': {', '.join(found)}")
    return found[0]


def _find_end(register: Register, name: str) -> str:
    """The claim or document that an id stands for in a judgement: itself, or the founder of an incident."""
    known = name in register.resolver.claims or register.resolver.locate(name) is not None
    return name if known else register.founder(_find_one(register, name))


def _write_objects(objects: Iterable[dict[str, object]], form: ListFormat) -> Iterator[str]:
    if form == "jsonl":
        yield from (format_line(each) + "\n" for each in objects)
        return
    lines: Sequence[str] = [format_line(each) for each in objects]
    yield "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
