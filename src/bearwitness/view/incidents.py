"""Incidents, placements and reviews as text: JSON for programs, tables and pages for people.

In: records of base/incidents.py. Out: objects and text. It never shows a figure without its bounds and origin, or a
grade without its reason.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from bearwitness.base.incidents import Answer, Figure, Incident, Judgement, Pair, Placement
from bearwitness.base.records import Claim, Document, Place
from bearwitness.view.figures import name_counted
from bearwitness.view.layouts import Column, lay_out
from bearwitness.view.objects import describe_claim
from bearwitness.view.periods import phrase_period
from bearwitness.view.phrases import list_deeds, phrase_document, phrase_events
from bearwitness.view.sub_events import find_event_type, list_sub_events
from bearwitness.view.tables import ID_LENGTH, NOTHING, ROOM_FOR_CODES, render
from bearwitness.view.words import flatten

PLACEMENT_COLUMNS = ("document", "incident", "story", "why")
INCIDENT_COLUMNS = (
    "id",
    "place",
    "lat",
    "lon",
    "start",
    "end",
    "kinds",
    "acled_sub_event_types",
    "documents",
    "claims",
    "origins",
    "grade",
    "credibility",
    "why",
    "killed",
    "injured",
    "denials",
)
REVIEW_COLUMNS = ("left", "right", "score", "reasons", "left_claim", "right_claim")

ROOM_FOR_TITLES = 110  # columns of the terminal from which a document's title stands beside its id

Cell = str | int | float | None


def describe_placement(placement: Placement) -> dict[str, object]:
    """Where a document belongs, and what the denials in it answer, as an object."""
    told = {name: getattr(placement, name) for name in PLACEMENT_COLUMNS}
    return {**told, "answers": [describe_answer(answer) for answer in placement.answers]}


def describe_incident(incident: Incident, claims: Sequence[Claim]) -> dict[str, object]:
    """The incident as an object; what is not known is None, keys are always there. `claims` are those in it."""
    return {
        "id": incident.id,
        "place": _describe_place(incident.place),
        "start": incident.start and incident.start.isoformat(),
        "end": incident.end and incident.end.isoformat(),
        "kinds": list(incident.kinds),
        "acled": [
            {"event_type": find_event_type(sub_event), "sub_event_type": sub_event}
            for sub_event in list_sub_events(claims)
        ],
        "documents": list(incident.documents),
        "claims": list(incident.claims),
        "origins": list(incident.origins),
        "grade": {
            "name": incident.grade.name,
            "why": incident.grade.why,
            "credibility": incident.grade.credibility,
        },
        "tolls": [_describe_figure(figure) for figure in incident.tolls],
        "denials": [describe_answer(answer) for answer in incident.denials],
        "why": list(incident.why),
        "told_apart": [describe_pair(pair) for pair in incident.told_apart],
    }


def describe_answer(answer: Answer) -> dict[str, object]:
    """A denial with what it answers: ids of claims and documents, and why in words."""
    return {
        "denial": answer.denial,
        "document": answer.document,
        "claim": answer.claim,
        "answered_document": answer.answered,
        "within": answer.within,
        "score": answer.score,
        "reasons": [{"feature": r.feature, "weight": r.weight, "words": r.words} for r in answer.reasons],
        "why": phrase_answer(answer),
    }


def describe_pair(pair: Pair) -> dict[str, object]:
    """A comparison with its reasons."""
    reasons = [{"feature": r.feature, "weight": r.weight, "words": r.words} for r in pair.reasons]
    return {"left": pair.left, "right": pair.right, "score": pair.score, "reasons": reasons}


def describe_judgement(judgement: Judgement) -> dict[str, object]:
    """A person's word, as an object."""
    names = ("id", "left", "right", "verdict", "by", "why", "superseded_by")
    return {name: getattr(judgement, name) for name in names} | {"at": judgement.at.isoformat()}


def list_incident_cells(incident: Incident, claims: Sequence[Claim]) -> list[Cell]:
    """The incident as one row of INCIDENT_COLUMNS; `claims` are those in it."""
    place = incident.place
    return [
        incident.id,
        place.name if place else None,
        place.lat if place else None,
        place.lon if place else None,
        incident.start.isoformat() if incident.start else None,
        incident.end.isoformat() if incident.end else None,
        ", ".join(incident.kinds),
        "; ".join(list_sub_events(claims)),
        len(incident.documents),
        len(incident.claims),
        "; ".join(incident.origins),
        incident.grade.name,
        incident.grade.credibility,
        incident.grade.why,
        phrase_tolls(incident.tolls, "killed"),
        phrase_tolls(incident.tolls, "injured"),
        len(incident.denials),
    ]


def format_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as CSV with a line of names; a cell that a spreadsheet would run as a formula gets an apostrophe."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_guard(cell) for cell in row] for row in rows)
    return page.getvalue()


def format_placements(placements: Iterable[tuple[Placement, Document]], *, width: int, color: bool) -> str:
    """Documents with their incident and story, for people; with title, outlet and date where there is room."""
    roomy = width >= ROOM_FOR_TITLES
    names = ("document", *(["what it is"] if roomy else []), "incident", "story", "why")
    table = _make_table(*names, ratios=(3, *([4] if roomy else []), 0, 0, 6))
    for each, document in placements:
        named = [phrase_document(document)] if roomy else []
        cells = (each.document, *named, each.incident or NOTHING, each.story[:ID_LENGTH], each.why)
        table.add_row(*map(_text, cells))
    return render(table, width=width, color=color)


def format_incidents(incidents: Iterable[tuple[Incident, Sequence[Claim]]], *, width: int, color: bool) -> str:
    """Incidents as a table for people: one row each, with what is said was done and how far it is confirmed.

    What was done stands in plain words, and where there is room as ACLED's sub-event types too.
    """
    coded = width >= ROOM_FOR_CODES
    columns = (
        Column(name="incident"),
        Column(name="where", ratio=3),
        Column(name="when", ratio=3),
        Column(name="what", ratio=3),
        *([Column(name="ACLED", ratio=3)] if coded else []),
        Column(name="killed", ratio=3),
        Column(name="injured", ratio=3, spare=1),
        Column(name="reports", spare=2),
        Column(name="grade", ratio=6, below=True),
    )
    rows = [
        (
            each.id,
            each.place.name if each.place else NOTHING,
            phrase_period(each.start, each.end) if each.start or each.end else NOTHING,
            ", ".join(list_deeds(claims)[:2] or phrase_events(each.kinds[:2])) or NOTHING,
            *(["; ".join(list_sub_events(claims)[:2]) or NOTHING] if coded else []),
            phrase_tolls(each.tolls, "killed") or NOTHING,
            phrase_tolls(each.tolls, "injured") or NOTHING,
            str(len(each.documents)),
            f"{each.grade.name}: {each.grade.why}",
        )
        for each, claims in incidents
    ]
    return render(*lay_out(columns, rows, width), width=width, color=color)


Spoken = tuple[str, str, Claim]


def format_incident(
    incident: Incident,
    claims: Sequence[Spoken],
    denied: Sequence[tuple[Answer, Spoken, Spoken]],
    *,
    width: int,
    color: bool,
) -> str:
    """One incident in full; `claims` are (origin, document, claim), by origin, `denied` what is said and who denies."""
    where = incident.place.name if incident.place else "no place"
    when = phrase_period(incident.start, incident.end) if incident.start or incident.end else "no date"
    parts: list[Text | Table] = [
        Text(f"{incident.id}  {flatten(where)}, {when}", style="bold"),
        _text(
            f"{incident.grade.name}: {incident.grade.why}; suggested credibility {incident.grade.credibility} of 1 to 6"
        ),
        Text(""),
        Text("Claims by origin", style="bold"),
    ]
    table = _make_table("origin", "claim", "document", "words", ratios=(3, 2, 3, 8))
    for origin, document, claim in claims:
        table.add_row(*map(_text, (origin, claim.id[:ID_LENGTH], document, claim.wording)))
    parts += [table, Text("")]
    if denied:
        parts += [Text("Said and denied", style="bold"), _tabulate_denials(denied), Text("")]
    parts += [Text("Toll history", style="bold")]
    tolls = _make_table("origin", "known", "harm", "figure", "who", "", ratios=(4, 2, 2, 2, 2, 3))
    for figure in incident.tolls:
        known = figure.known.isoformat() if figure.known else "no date"
        state = "" if figure.current else "replaced later"
        tolls.add_row(*map(_text, (figure.origin, known, figure.harm, phrase_bounds(figure), figure.who, state)))
    parts += [tolls, Text("")]
    parts += _list_section("Why these reports are one incident", incident.why)
    parts += _list_section("Told apart from", [_phrase_pair(pair) for pair in incident.told_apart])
    return render(*parts, width=width, color=color)


def _tabulate_denials(denied: Sequence[tuple[Answer, Spoken, Spoken]]) -> Table:
    """What is said beside who denies it, and why the one is held to answer the other."""
    table = _make_table("said by", "what", "denied by", "how", "why beside it", ratios=(2, 5, 2, 5, 4))
    for answer, (denier, document, denial), (speaker, told_in, claim) in denied:
        cells = (f"{speaker} ({told_in})", claim.wording, f"{denier} ({document})", denial.wording)
        table.add_row(*map(_text, (*cells, phrase_answer(answer))))
    return table


def format_review(rows: Iterable[tuple[Pair, str, str, str, str]], *, width: int, color: bool) -> str:
    """Near misses for a person to judge: the pair, its two incidents, and an id on each side for `judge`."""
    table = _make_table("one", "other", "score", "reasons", ratios=(3, 3, 0, 9))
    for pair, left, right, left_name, right_name in rows:
        reasons = "; ".join(f"{r.feature} {r.weight:+.2f} ({r.words})" for r in pair.reasons)
        table.add_row(*map(_text, (f"{left} {left_name}", f"{right} {right_name}", f"{pair.score:+.2f}", reasons)))
    return render(table, width=width, color=color)


def format_set_aside(judgements: Sequence[tuple[Judgement, str]]) -> str:
    """The judgements that could not be followed, one a line; "" where all were."""
    return "".join(
        f"not followed: {flatten(judgement.left)} {judgement.verdict} {flatten(judgement.right)} "
        f"(by {flatten(judgement.by)}): {reason}\n"
        for judgement, reason in judgements
    )


def phrase_answer(answer: Answer) -> str:
    """Why a denial is held to answer a claim, in words."""
    if answer.within:
        return "the document itself tells what it denies"
    words = "; ".join(reason.words for reason in answer.reasons if reason.weight >= 0)
    against = "; ".join(reason.words for reason in answer.reasons if reason.weight < 0)
    return f"by content: {words}{f'; against it: {against}' if against else ''}"


def phrase_tolls(figures: Sequence[Figure], harm: str) -> str:
    """The current figures of one harm, each once: "12 / at least 15".

    Where they count different people, only those of the same people stand as rivals: "15 / 5 soldiers; 11 fighters".
    """
    told: dict[str, dict[str, int]] = {}
    for figure in figures:
        if figure.harm == harm and figure.current:
            told.setdefault(figure.who, {})[phrase_bounds(figure)] = figure.low or 0
    groups = []
    for who in sorted(told, key=lambda who: (-max(told[who].values()), who)):
        bounds = sorted(told[who], key=lambda words: (-told[who][words], words))
        counted = f" {name_counted(who, one=bounds == ['1'])}" if len(told) > 1 else ""
        groups.append(" / ".join(bounds) + counted)
    return "; ".join(groups)


def phrase_bounds(figure: Figure) -> str:
    """A figure with its bounds in words."""
    if figure.low is not None and figure.low == figure.high:
        return f"{figure.low:,}"
    if figure.high is None:
        return "some" if figure.low is None else f"at least {figure.low:,}"
    return f"up to {figure.high:,}" if not figure.low else f"{figure.low:,} to {figure.high:,}"


def _describe_place(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {"name": place.name, "lat": place.lat, "lon": place.lon, "precision": place.precision, "id": place.id}


def _describe_figure(figure: Figure) -> dict[str, object]:
    names = ("origin", "harm", "who", "low", "high", "claim", "document", "current")
    return {name: getattr(figure, name) for name in names} | {"known": figure.known and figure.known.isoformat()}


def describe_told(origin: str, document: str, claim: Claim) -> dict[str, object]:
    """A claim of an incident with who said it first."""
    return {"origin": origin, "document": document, "claim": describe_claim(claim)}


def _phrase_pair(pair: Pair) -> str:
    reasons = "; ".join(f"{r.feature} {r.weight:+.2f} ({r.words})" for r in pair.reasons)
    return f"{pair.score:+.2f}: {reasons}"


def _list_section(title: str, lines: Sequence[str]) -> list[Text | Table]:
    if not lines:
        return []
    return [Text(title, style="bold"), *(_text(f"- {line}") for line in lines), Text("")]


def _make_table(*columns: str, ratios: Sequence[int]) -> Table:
    """A table as wide as the terminal; a column of ratio 0 is as wide as what it holds, and never folded."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, expand=True)
    for name, ratio in zip(columns, ratios, strict=True):
        table.add_column(name, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    return table


def _text(cell: object) -> Text:
    return Text(flatten(str(cell)))


def _guard(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
