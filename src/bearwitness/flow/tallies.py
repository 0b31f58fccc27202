"""Reports in, tallies out: claims of all documents, gathered into incidents, and the bounds that follow from them.

In: paths, a question and the terms on which claims are admitted. Out: rows, and the text to show. Which claims speak
of one incident is asked of whoever can judge it (`incidents`: from a claim's id to an incident's); where nobody has
judged, place and day decide (`tally.groupings`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as File

from bearwitness.base.errors import UsageError
from bearwitness.base.origins import Voices, fold_name
from bearwitness.base.records import Claim, Document, HarmKind, Who
from bearwitness.base.tallies import Axis, Policy, Query, Statement, Tally, Terms
from bearwitness.flow.reports import Extraction
from bearwitness.flow.requests import Look
from bearwitness.tally.casebooks import open_casebook
from bearwitness.tally.groupings import group_incidents
from bearwitness.tally.regions import fold_place, move_place, name_path, resolve_place
from bearwitness.tally.statements import assign_incidents, state_claims
from bearwitness.tally.tallies import tally as compute_tally
from bearwitness.view.charts import draw_tallies
from bearwitness.view.tallies import TallyFormat, format_changes, format_tallies


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for, in the words of the asker: a place as "Old City, Mosul", sources by (part of) their names.

    `voices` are the sources that are known not to be independent of each other.
    """

    harm: HarmKind = "killed"
    who: Who = "people"
    place: str | None = None
    start: date | None = None
    end: date | None = None
    by: tuple[Axis, ...] = ()
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    as_of: date | None = None
    policy: Policy = "all"
    voices: Voices = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """The rows of an answer with the claims that they refer to, and what the asker should know beside them."""

    rows: tuple[Tally, ...]
    claims: Mapping[str, tuple[Document, Claim]]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An answer as it was known on one day and on a later one."""

    before: Count
    after: Count
    days: tuple[date, date]


def tally(results: Iterable[Extraction], question: Question, incidents: Mapping[str, str] | None = None) -> Count:
    """The least and the most that the claims allow for a question, a row for each group.

    Raises UsageError when no source is called as asked, or when a place can mean several.
    """
    return _count(*_gather(results, incidents), question)


def compare(
    results: Iterable[Extraction],
    question: Question,
    days: tuple[date, date],
    incidents: Mapping[str, str] | None = None,
) -> Change:
    """The answer as it was known on each of two days."""
    statements, claims = _gather(results, incidents)
    first, second = sorted(days)
    before = _count(statements, claims, replace(question, as_of=first))
    after = _count(statements, claims, replace(question, as_of=second))
    return Change(before=before, after=after, days=(first, second))


def show_tallies(count: Count, form: TallyFormat, look: Look, *, explained: bool = False) -> Iterator[str]:
    """The rows as text, piece by piece."""
    return format_tallies(count.rows, count.claims, form, explained=explained, width=look.width, color=look.color)


def show_changes(change: Change, form: TallyFormat, look: Look) -> Iterator[str]:
    """What changed between two days, and which claims changed it."""
    claims = {**change.before.claims, **change.after.claims}
    return format_changes(
        change.before.rows, change.after.rows, claims, form, days=change.days, width=look.width, color=look.color
    )


def draw(count: Count, path: File) -> None:
    """The rows as a chart of ranges, PNG or SVG by the file's name."""
    draw_tallies(count.rows, path)


def _gather(
    results: Iterable[Extraction], incidents: Mapping[str, str] | None
) -> tuple[list[Statement], dict[str, tuple[Document, Claim]]]:
    records = [(result.document, result.claims) for result in results]
    statements = state_claims(records)
    judged = {**group_incidents(statements), **(incidents or {})}
    return assign_incidents(statements, judged), {c.id: (document, c) for document, cs in records for c in cs}


def _count(statements: Sequence[Statement], claims: Mapping[str, tuple[Document, Claim]], question: Question) -> Count:
    notes: list[str] = []
    query = Query(
        harm=question.harm,
        who=question.who,
        place=(),
        start=question.start.toordinal() if question.start else None,
        end=question.end.toordinal() if question.end else None,
    )
    if question.place:
        found = resolve_place(question.place, {s.place for s in statements})
        if len(found) > 1:
            named = "; ".join(f"--place '{name_path(path)}'" for path in found)
            raise UsageError(f"'{question.place}' can be several places: say which: {named}")
        if not found:
            notes.append(f"no claim here names '{question.place}' or a place in it")
        asked = tuple(reversed([fold_place(part) for part in question.place.split(",")]))
        for place, same in found.items():
            statements = [replace(each, place=move_place(each.place, same, place)) for each in statements]
            asked = place
        query = replace(query, place=asked)
    origins = {s.origin for s in statements}
    terms = Terms(
        as_of=question.as_of,
        only=_find_origins(question.only, origins),
        exclude=_find_origins(question.exclude, origins),
        policy=question.policy,
        voices=question.voices,
    )
    rows = compute_tally(open_casebook(statements, terms), query, question.by)
    return Count(rows=tuple(rows), claims=claims, notes=tuple(notes))


def _find_origins(names: Sequence[str], origins: set[str]) -> tuple[str, ...]:
    chosen: list[str] = []
    for name in names:
        found = sorted(origin for origin in origins if fold_name(name) and fold_name(name) in fold_name(origin))
        if not found:
            some = ", ".join(sorted(origins)[:12])
            raise UsageError(f"no source here is called '{name}'; there are {some}{', …' if len(origins) > 12 else ''}")
        chosen.extend(found)
    return tuple(dict.fromkeys(chosen))
