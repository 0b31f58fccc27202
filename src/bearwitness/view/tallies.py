"""Tallies for people and for programs: tables, JSON, JSONL and CSV; with the proof in words where it is asked for.

In: rows of a tally, and the claims that they refer to. Out: text. A bound is never shown without the other, and a
figure that may be higher says so ("12 or more"). It computes nothing.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal

from rich.table import Table
from rich.text import Text

from bearwitness.base.records import Claim, Document
from bearwitness.base.tallies import Conflict, Reason, Tally
from bearwitness.view.phrases import list_speakers, name_voice, phrase_source
from bearwitness.view.tables import ID_LENGTH, render
from bearwitness.view.words import flatten

TallyFormat = Literal["table", "json", "jsonl", "csv"]
Claims = Mapping[str, tuple[Document, Claim]]
NOBODY = "nobody named"
ROLES = {
    "both": "sets both bounds",
    "low": "sets the least",
    "high": "counts for the most only",
    "inside": "not added: inside a longer toll",
    "subset": "not added: part of a whole",
    "looser": "says less",
    "copy": "not added: said before",
    "superseded": "replaced",
    "alleged": "may raise the most only",
    "denied": "does not count: denied",
    "unreal": "does not count: did not happen",
    "outside": "outside",
}


def describe_tally(row: Tally, *, explained: bool = False) -> dict[str, object]:
    """A row as an object: its group, then low, high, open, claims and conflicts; `outer` only where bounds are not
    exact.
    """
    value: dict[str, object] = dict[str, object](row.keys)
    value |= {"low": row.low, "high": row.high, "open": row.open, "claims": list(row.claims)}
    value["conflicts"] = [_describe_conflict(conflict) for conflict in row.conflicts]
    if row.outer:
        value["outer"] = True
    if explained:
        value["reasons"] = [_describe_reason(reason) for reason in row.reasons]
    return value


def phrase_bounds(row: Tally) -> str:
    """The bounds in short: "12", "9 to 12", "12 or more", "9 to 12 or more"."""
    figure = f"{row.low:,}" if row.low == row.high else f"{row.low:,} to {row.high:,}"
    return f"{figure} or more" if row.open else figure


def format_tallies(
    rows: Sequence[Tally], claims: Claims, form: TallyFormat, *, explained: bool, width: int, color: bool
) -> Iterator[str]:
    """The rows as text, piece by piece."""
    if form == "jsonl":
        for row in rows:
            yield json.dumps(describe_tally(row, explained=explained), ensure_ascii=False) + "\n"
    elif form == "json":
        yield (
            json.dumps([describe_tally(row, explained=explained) for row in rows], ensure_ascii=False, indent=1) + "\n"
        )
    elif form == "csv":
        yield from _format_csv(rows)
    else:
        yield _format_table(rows, width=width, color=color)
        if explained:
            for row in rows:
                yield _format_proof(row, claims, width=width, color=color)


def format_changes(
    before: Sequence[Tally],
    after: Sequence[Tally],
    claims: Claims,
    form: TallyFormat,
    *,
    days: tuple[date, date],
    width: int,
    color: bool,
) -> Iterator[str]:
    """What changed between two days: for each row that moved, both figures and the claims that moved it."""
    changes = []
    earlier = {row.keys: row for row in before}
    later = {row.keys: row for row in after}
    for keys in dict.fromkeys([*later, *earlier]):
        old, new = earlier.get(keys), later.get(keys)
        if old and new and (old.low, old.high, old.open) == (new.low, new.high, new.open):
            continue
        changes.append((keys, old, new, _list_movers(old, new)))
    if form in ("json", "jsonl"):
        values = [
            {
                **dict(keys),
                "before": describe_tally(old) if old else None,
                "after": describe_tally(new) if new else None,
                "claims": [_describe_reason(reason) for reason in movers],
            }
            for keys, old, new, movers in changes
        ]
        yield (
            "".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values)
            if form == "jsonl"
            else (json.dumps(values, ensure_ascii=False, indent=1) + "\n")
        )
        return
    if form == "csv":
        yield _csv_line([*(axis for axis, _ in (changes[0][0] if changes else ())), *_DIFF_COLUMNS])
        for keys, old, new, movers in changes:
            cells = [old.low if old else 0, old.high if old else 0, new.low if new else 0, new.high if new else 0]
            yield _csv_line([*(key for _, key in keys), *cells, " ".join(reason.claim for reason in movers)])
        return
    if not changes:
        yield f"Nothing moved between {days[0]} and {days[1]}.\n"
    for keys, old, new, movers in changes:
        name = ", ".join(key or NOBODY for _, key in keys)
        was, now = (phrase_bounds(row) if row else "nothing reported" for row in (old, new))
        yield f"{name + ': ' if name else ''}{was} on {days[0]}, {now} on {days[1]}\n"
        for reason in movers:
            yield f"  {_phrase_claim(reason, claims)}: {ROLES[reason.role]}{_note(reason)}\n"


_DIFF_COLUMNS = ("low_before", "high_before", "low_after", "high_after", "claims")


def _list_movers(old: Tally | None, new: Tally | None) -> list[Reason]:
    """What each statement does now and did not do then; statements that fell outside both times are left out."""
    then = {(r.claim, r.part): r.role for r in old.reasons} if old else {}
    now = new.reasons if new else ()
    moved = [r for r in now if then.get((r.claim, r.part), "outside") != r.role and r.role != "copy"]
    return [r for r in moved if r.role != "outside" or (r.claim, r.part) in then]


def _format_csv(rows: Sequence[Tally]) -> Iterator[str]:
    yield _csv_line(
        [*(axis for axis, _ in (rows[0].keys if rows else ())), "low", "high", "open", "claims", "conflicts"]
    )
    for row in rows:
        cells = [row.low, row.high, str(row.open).lower(), " ".join(row.claims), len(row.conflicts)]
        yield _csv_line([*(_guard(key) for _, key in row.keys), *cells])


def _guard(cell: str | None) -> str | None:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    return f"'{cell}" if cell and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _csv_line(cells: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _format_table(rows: Sequence[Tally], *, width: int, color: bool) -> str:
    if not rows:
        return "Nothing is reported.\n"
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_edge=False)
    for axis, _ in rows[0].keys:
        table.add_column(axis)
    for name in ("at least", "at most"):
        table.add_column(name, justify="right")
    table.add_column("")
    table.add_column("claims", justify="right", style="dim")
    for row in rows:
        flags = [flag for flag, on in (("contested", row.conflicts), ("outer bounds", row.outer)) if on]
        high = f"{row.high:,}{' or more' if row.open else ''}"
        keys = [Text(flatten(key) if key else NOBODY) for _, key in row.keys]
        table.add_row(*keys, f"{row.low:,}", high, ", ".join(flags), f"{len(row.claims)}")
    return render(table, width=width, color=color)


def _format_proof(row: Tally, claims: Claims, *, width: int, color: bool) -> str:
    name = ", ".join(key or NOBODY for _, key in row.keys)
    heading = Text(
        f"\n{name + ': ' if name else ''}{row.query.harm}, {row.query.who}: {phrase_bounds(row)}", style="bold"
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 2), header_style="dim", show_edge=False)
    for column, ratio in (("claim", None), ("what it says", 5), ("who says so", 3), ("what it does here", 5)):
        table.add_column(column, ratio=ratio, no_wrap=ratio is None)
    table.expand = True
    outside = 0
    for reason in row.reasons:
        if reason.role == "outside":
            outside += 1
            continue
        words, speaker = _quote(reason, claims)
        table.add_row(reason.claim[:ID_LENGTH], words, speaker, f"{ROLES[reason.role]}{_note(reason)}")
    parts: list[Text | Table] = [heading, table]
    figures, total = _add_up(row, claims)
    if figures > 1:
        parts.append(Text(f"  Adding up these {figures} figures would give {total:,}.", style="bold"))
    if outside:
        parts.append(Text(f"  {outside:,} counts of the same harm lie outside what is asked for.", style="dim"))
    for conflict in row.conflicts:
        parts.append(
            Text(f"  Not all can be true ({conflict.about}): {', '.join(c[:ID_LENGTH] for c in conflict.claims)}")
        )
        for side in conflict.sides:
            bounds = f"{side.low:,}" if side.low == side.high else f"{side.low:,} to {side.high:,}"
            told = ", ".join(side.origins) or "the sum of what is reported inside"
            parts.append(Text(f"    {told}: {bounds}{' or more' if side.open else ''}"))
    return render(*parts, width=width, color=color)


def _add_up(row: Tally, claims: Claims) -> tuple[int, int]:
    """What a reader would get who adds up every whole figure that is told: how many figures, and their sum."""
    told = [
        claims[reason.claim][1].harms[0]
        for reason in row.reasons
        if reason.part == 0 and reason.role not in ("outside", "denied", "unreal") and reason.claim in claims
    ]
    return len(told), sum(harm.low or harm.high or 0 for harm in told)


def _quote(reason: Reason, claims: Claims) -> tuple[str, str]:
    """The words of the count, with its unit, and who says so."""
    if reason.claim not in claims:
        return "", ""
    document, claim = claims[reason.claim]
    counts = _flatten_counts(claim)
    words, who = counts[reason.part] if reason.part < len(counts) else ("", "")
    place = claim.place.name if claim.place else "no place"
    speakers = [phrase_source(source) for source in list_speakers(claim, document)]
    return f"“{flatten(words)}” ({who}), {flatten(place)}", " < ".join(speakers) or name_voice(document)


def _flatten_counts(claim: Claim) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    waiting = list(claim.harms)
    while waiting:
        harm = waiting.pop(0)
        found.append((harm.wording, f"{harm.harm}, {harm.who}"))
        waiting = [*harm.parts, *waiting]
    return found


def _phrase_claim(reason: Reason, claims: Claims) -> str:
    words, speaker = _quote(reason, claims)
    return f"{reason.claim[:ID_LENGTH]} {words} by {speaker}" if words else reason.claim[:ID_LENGTH]


def _note(reason: Reason) -> str:
    return f" ({reason.note})" if reason.note else ""


def _describe_reason(reason: Reason) -> dict[str, object]:
    return {"claim": reason.claim, "part": reason.part, "role": reason.role, "note": reason.note}


def _describe_conflict(conflict: Conflict) -> dict[str, object]:
    sides = [
        {"origins": list(s.origins), "claims": list(s.claims), "low": s.low, "high": s.high, "open": s.open}
        for s in conflict.sides
    ]
    return {"about": conflict.about, "claims": list(conflict.claims), "sides": sides}
