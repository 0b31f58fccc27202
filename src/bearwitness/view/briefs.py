"""The brief: what the reports say, by day and place, with who says so.

In: documents with their claims, and what could not be read. Out: a `Brief`, the same for every format. It never adds
two counts, never decides that two reports speak of one event, and writes no sentence without a reference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bearwitness.base.incidents import Answer
from bearwitness.base.records import Claim, Document, Failure, Harm, Span
from bearwitness.view.figures import name_counted, phrase_figure
from bearwitness.view.folds import DENIALS, Line, fold_claims
from bearwitness.view.incidents import phrase_answer
from bearwitness.view.passages import (
    Brief,
    DayGroup,
    Difference,
    Dispute,
    Entry,
    Figure,
    Mark,
    PlaceGroup,
    Reference,
    Section,
    Sentence,
)
from bearwitness.view.periods import phrase_day, phrase_period
from bearwitness.view.words import flatten, load_words

SECTIONS = (
    ("events", "What happened", "Attacks, arrests, protests, by day and place, each with who tells of it."),
    ("incidents", "Harm", "By day and place, each statement with who makes it. Nothing is added up."),
    (
        "tolls",
        "Cumulative tolls",
        "Counts over a period, a campaign or an area. They contain incidents above and are never added to them.",
    ),
    (
        "people",
        "Displaced, trapped, missing, in need",
        "Who had to leave or cannot, who is missing or held, whether aid gets through, what is needed and asked for, "
        "where no number is told; numbers stand under harm.",
    ),
    ("control", "Who controls what", "Who is said to take, hold, lose or besiege what: statements, never one map."),
    (
        "movements",
        "Movements, aid and releases",
        "Forces and arms sent, withdrawals, truces begun, people let go, aid.",
    ),
    ("diplomacy", "Talks, deals and demands", "Meetings planned and held, agreements, demands, support and alliances."),
    ("recalled", "Earlier events recalled", "Events before the fighting that the reports cover, told as background."),
    (
        "unrealised",
        "Demanded, threatened, expected",
        "Statements about what had not happened when they were made. None of this is reported as fact.",
    ),
    ("statements", "What else is said", "Other statements, with who makes them."),
    ("unknown", "What is not yet known", "What the reports themselves say could not be verified or was not said."),
)
LONGEST_MARK = 31  # days; a longer interval says nothing by day
OPEN = 10**12  # stands for "no upper bound" when intervals are compared


def build_brief(
    records: Sequence[tuple[Document, Sequence[Claim]]],
    failures: Sequence[Failure] = (),
    answers: Sequence[Answer] = (),
) -> Brief:
    """The brief over documents and their claims, numbered from 1 in the order given.

    `answers` say which claim of another document a denial answers.
    """
    lines = fold_claims(records)
    linked = {denial: answer for answer in answers for denial in answer.denials}
    denials = _index_denials(lines, linked)
    numbered = enumerate(records, start=1)
    return Brief(
        period=_find_period(lines),
        claims=sum(len(claims) for _, claims in records),
        lines=len(lines),
        sources=len({line.voice for line in lines}),
        sections=tuple(
            Section(key=key, title=title, intro=intro, days=_group_days(told, denials))
            for key, title, intro in SECTIONS
            if (told := [line for line in lines if line.section == key])
        ),
        disputes=_list_disputes(lines, linked),
        marks=tuple(mark for line in lines for mark in _draw_marks(line)),
        gaps=_list_gaps(records, lines, failures),
        entries=tuple(
            Entry(
                number=number,
                document=document,
                dated=_phrase_published(document),
                claims=len(claims),
                counts=tuple(_list_count_spans(claims)),
            )
            for number, (document, claims) in numbered
        ),
    )


def _build_references(line: Line) -> tuple[Reference, ...]:
    found: dict[tuple[int, Span], Reference] = {}
    for number, claim, words in line.places:
        reference = Reference(number=number, span=claim.evidence, words=words, claim=claim.id)
        found.setdefault((number, claim.evidence), reference)
    return tuple(found.values())


def _write_sentence(line: Line, denials: dict[str, list[Line]] | None = None) -> Sentence:
    answers = {id(x): x for _, claim, _ in line.places for x in (denials or {}).get(claim.id, [])}
    claim = line.claim
    flags: list[str] = [word for word in (claim.stance, claim.reality) if word not in ("asserted", "actual")]
    if "denied" in flags and "negated" in flags:
        flags.remove("negated")
    notes: list[str] = []
    if answers:
        flags.append("disputed")
    documents = len({number for number, _, _ in line.places})
    if documents > 1:
        notes.append(f"in {documents} documents")
    return Sentence(
        text=line.text,
        references=_build_references(line),
        flags=tuple(flags),
        notes=tuple(notes),
        denials=tuple(_write_sentence(answer) for answer in answers.values()),
    )


def _index_denials(lines: Sequence[Line], linked: Mapping[str, Answer]) -> dict[str, list[Line]]:
    """Denying lines by the id of the claim that they answer."""
    index: dict[str, list[Line]] = {}
    for line in lines:
        for name in _list_answered(line, linked) if line.section == "disputes" and not _is_retold(line, lines) else ():
            index.setdefault(name, []).append(line)
    return index


def _list_answered(line: Line, linked: Mapping[str, Answer]) -> list[str]:
    """The ids of the claims that a line answers: as its own documents say, else by content."""
    found = [claim.about or (linked[claim.id].claim if claim.id in linked else None) for _, claim, _ in line.places]
    return [name for name in dict.fromkeys(found) if name is not None]


def _is_retold(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line is what another denies in the same words: a count that the denial's own sentence holds."""
    if line.claim.category in DENIALS:
        return False
    return any(
        other.claim.category in DENIALS and other.voice == line.voice and _share_words(line, other) for other in lines
    )


def _share_words(one: Line, other: Line) -> bool:
    """Whether all that one line rests on overlaps with what the other rests on."""
    spans = [(number, claim.evidence) for number, claim, _ in other.places]
    return all(
        any(
            number == there
            and span.field == claim.evidence.field
            and span.start < claim.evidence.end
            and claim.evidence.start < span.end
            for there, span in spans
        )
        for number, claim, _ in one.places
    )


def _group_days(lines: Sequence[Line], denials: dict[str, list[Line]]) -> tuple[DayGroup, ...]:
    days: dict[tuple[date | None, date | None], list[Line]] = {}
    for line in lines:
        days.setdefault(line.dates, []).append(line)
    order = sorted(days, key=lambda x: (x == (None, None), x[0] or x[1] or date.max, x[1] or date.max))
    return tuple(
        DayGroup(
            heading=phrase_period(*dates)[:1].upper() + phrase_period(*dates)[1:],
            start=dates[0],
            end=dates[1],
            places=_group_places(days[dates], denials, comparable=dates != (None, None)),
        )
        for dates in order
    )


def _group_places(lines: Sequence[Line], denials: dict[str, list[Line]], *, comparable: bool) -> tuple[PlaceGroup, ...]:
    places: dict[str, list[Line]] = {}
    for line in lines:
        places.setdefault(line.place_key, []).append(line)
    groups = []
    for key in sorted(places, key=lambda key: (not key, flatten(_name_place(places[key])).casefold())):
        place = places[key][0].claim.place
        groups.append(
            PlaceGroup(
                name=_name_place(places[key]),
                context=", ".join(flatten(x) for x in place.parents if x != place.name) if place else "",
                sentences=tuple(_write_sentence(line, denials) for line in places[key]),
                differences=_list_differences(places[key]) if key and comparable else (),
            )
        )
    return tuple(groups)


def _name_place(lines: Sequence[Line]) -> str:
    place = lines[0].claim.place
    name = flatten(place.name) if place else "Place not stated"
    return name[:1].upper() + name[1:]


def _list_differences(lines: Sequence[Line]) -> tuple[Difference, ...]:
    """Figures of incidents for the same harm to the same kind of people that are not the same figure."""
    subjects: dict[tuple[str, str], dict[tuple[int, int, bool], list[tuple[Line, Harm]]]] = {}
    for line in lines:
        if line.section == "incidents" and line.claim.reality == "actual":
            for harm in line.claim.harms:
                bounds = (harm.low or 0, OPEN if harm.high is None else harm.high, harm.approximate)
                subjects.setdefault((harm.harm, harm.who), {}).setdefault(bounds, []).append((line, harm))
    return tuple(
        Difference(
            subject=f"{name_counted(who)} {kind}",
            figures=tuple(
                Figure(
                    value=phrase_figure(givers[0][1]),
                    sources="; ".join(dict.fromkeys(_name_giver(line) for line, _ in givers)),
                    references=tuple(reference for line, _ in givers for reference in _build_references(line)),
                )
                for _, givers in sorted(figures.items())
            ),
            compatible=max(low for low, _, _ in figures) <= min(high for _, high, _ in figures),
        )
        for (kind, who), figures in subjects.items()
        if len(figures) > 1
    )


def _name_giver(line: Line) -> str:
    return f"{line.speaker} (alleged)" if line.claim.stance == "alleged" else line.speaker


def _list_disputes(lines: Sequence[Line], linked: Mapping[str, Answer]) -> tuple[Dispute, ...]:
    holders = {claim.id: line for line in lines for _, claim, _ in line.places}
    told = [line for line in lines if line.section == "disputes" and line.denies]
    charges = [line for line in lines if line.section == "disputes" and not line.denies]
    answered: set[int] = set()
    disputes = []
    for line in told:
        if _is_retold(line, told):
            continue
        answers = [holders[name] for name in _list_answered(line, linked) if name in holders]
        targets = {id(answer): answer for answer in answers}
        answered.update(targets)
        # The charge in whose words a deed is told is answered with it.
        kin = {key: [charge for charge in charges if _share_words(charge, x)] for key, x in targets.items()}
        answered.update(id(charge) for found in kin.values() for charge in found)
        retold = [
            other for other in told if other is not line and _share_words(other, line) and _is_retold(other, told)
        ]
        by_content = (linked[claim.id] for _, claim, _ in line.places if claim.id in linked and not claim.about)
        disputes.append(
            Dispute(
                accusations=tuple(_write_with(x, kin[key]) for key, x in targets.items()),
                denial=_write_with(line, retold),
                why=next(map(phrase_answer, by_content), ""),
            )
        )
    lone = [charge for charge in charges if id(charge) not in answered]
    return (*disputes, *(Dispute(accusations=(_write_sentence(line),), denial=None) for line in lone))


def _write_with(line: Line, others: Sequence[Line]) -> Sentence:
    """The sentence of a line, with the references of those that say the same in its words: no claim is lost."""
    sentence = _write_sentence(line)
    found = {(reference.number, reference.span): reference for reference in sentence.references}
    for other in others:
        for reference in _build_references(other):
            found.setdefault((reference.number, reference.span), reference)
    return replace(sentence, references=tuple(found.values()))


def _find_period(lines: Sequence[Line]) -> tuple[date, date] | None:
    told = [x for x in lines if x.section == "incidents"] or [x for x in lines if x.section == "events"]
    dated = [x.dates for x in told if None not in x.dates]
    ends = [(start, end) for start, end in dated if start and end]
    return (min(start for start, _ in ends), max(end for _, end in ends)) if ends else None


def _draw_marks(line: Line) -> list[Mark]:
    """The counts of an incident as marks; only those with a first and a last day, at most a month apart."""
    start, end = line.dates
    if line.section != "incidents" or start is None or end is None or (end - start).days > LONGEST_MARK:
        return []
    place = flatten(line.claim.place.name) if line.claim.place else "place not stated"
    return [
        Mark(
            harm=harm.harm,
            start=start,
            end=end,
            low=harm.low or 0,
            high=harm.high,
            alleged=line.claim.stance == "alleged",
            label=f"{phrase_figure(harm)} {harm.harm}, {place}, {phrase_period(start, end)}: {line.speaker}",
            reference=_build_references(line)[0],
        )
        for harm in line.claim.harms
        if harm.low is not None or harm.high is not None
    ]


def _list_count_spans(claims: Sequence[Claim]) -> Iterator[Span]:
    for claim in claims:
        for harm in claim.harms:
            yield harm.span
            yield from (part.span for part in harm.parts)


def _phrase_published(document: Document) -> str:
    if document.published is None:
        return "publication date not known"
    basis = load_words()["basis"].get(document.published_basis or "", "")
    return f"{phrase_day(document.published)}{f', {basis}' if basis else ''}"


def _list_gaps(
    records: Sequence[tuple[Document, Sequence[Claim]]], lines: Sequence[Line], failures: Sequence[Failure]
) -> tuple[str, ...]:
    """What a reader must know is missing, in words."""
    gaps = []
    told = [line for line in lines if line.section == "incidents"]
    undated = sum(line.dates == (None, None) for line in told)
    unplaced = sum(not line.place_key for line in told)
    if undated:
        gaps.append(f"{undated} of {len(told)} statements about incidents give no date.")
    if unplaced:
        gaps.append(f"{unplaced} of {len(told)} statements about incidents name no place.")
    numbered = list(enumerate(records, start=1))
    if dateless := [number for number, (document, _) in numbered if document.published is None]:
        gaps.append(
            f"No publication date, so that a day named by its weekday alone has none: {_list_numbers(dateless)}."
        )
    if silent := [number for number, (_, claims) in numbered if not claims]:
        gaps.append(f"No claim was found in: {_list_numbers(silent)}.")
    for number, (document, _) in numbered:
        if document.published is not None and document.published_basis == "inferred":
            reason = flatten(document.published_reason or "no reason recorded")
            day = phrase_day(document.published)
            gaps.append(f"The publication date of document [{number}], {day}, is inferred: {reason}")
    gaps.extend(f"Not read: {flatten(failure.origin)}: {flatten(failure.reason)}" for failure in failures)
    return tuple(gaps)


def _list_numbers(numbers: Sequence[int]) -> str:
    """Numbers of documents as a reader lists them: "documents [1], [4] to [9]"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [f"[{first}]" if first == last else f"[{first}] to [{last}]" for first, last in runs]
    return f"{'document' if len(numbers) == 1 else 'documents'} {', '.join(told)}"
