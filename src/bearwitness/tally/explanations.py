"""Why a tally says what it says: for each statement, what it does to the bounds, or why it does not count.

In: a row and what it touches. Out: its claims, its conflicts and a reason for every statement of the same harm. It
computes no bound; it reads off which figures set them.
"""

from collections.abc import Iterable, Iterator, Sequence

from bearwitness.base.tallies import Conflict, Reason, Side, Statement, Tally
from bearwitness.tally.casebooks import Casebook, Field, box_of_statement
from bearwitness.tally.fields import Item, Lie, Toll, ask_toll, box_of, place_item
from bearwitness.tally.people import split_people
from bearwitness.tally.regions import INFINITY, Box, encloses, relate
from bearwitness.tally.whos import cells_of

Touching = Sequence[tuple[Item, Lie]]


def list_claims(field: Field, items: Touching, tolls: Iterable[Toll]) -> tuple[str, ...]:
    """The claims that bear on a question: of the incidents and of the tolls that it touches, each once."""
    claims = [s.claim for item, _ in items for s in field.told[item.number]]
    claims += [s.claim for toll in tolls for s in _told(toll)]
    return tuple(dict.fromkeys(claims))


def list_conflicts(items: Touching, tolls: Sequence[Toll], box: Box) -> tuple[Conflict, ...]:
    """Every conflict among what a question touches: within an incident, within a toll, between a toll and its
    contents.
    """
    found = [c for item, _ in items if item.cells & box.cells for c in item.figures.conflicts]
    for toll in tolls:
        found.extend(toll.reading.conflicts)
        if toll.heard.contested:
            found.append(_describe_contested(toll, [item for item, _ in items], tolls))
    return tuple(found)


def explain(casebook: Casebook, field: Field, row: Tally, items: Touching, tolls: Sequence[Toll]) -> tuple[Reason, ...]:
    """A reason for each statement of the harm: those that set the bounds first, then the rest, then what lies
    outside.
    """
    box = box_of(row.query)
    reasons: list[Reason] = []
    deciding = {toll.number for toll in tolls if _sets_low(toll, row, box)}
    for toll in tolls:
        reasons.extend(_explain_toll(toll, row, box, toll.number in deciding, tolls))
    for item, lie in items:
        owner = next((t for t in tolls if t.number in deciding and place_item(item, t.box) == "inside"), None)
        reasons.extend(_explain_item(item, lie, field.told[item.number], row, owner))
    known = {(r.claim, r.part) for r in reasons}
    for said in field.told.values():
        reasons.extend(_elsewhere(s) for s in said if (s.claim, s.part) not in known)
    for toll in field.tolls:
        reasons.extend(_elsewhere(s) for s in _told(toll) if (s.claim, s.part) not in known)
    for each, reason in casebook.refused:
        if each.harm == field.harm:
            apart = relate(box_of_statement(each), box) == "apart"
            reasons.append(_elsewhere(each) if apart else reason)
    ranks = {role: at for at, role in enumerate(("both", "low", "high", "inside", "subset", "looser", "copy"))}
    return tuple(sorted(reasons, key=lambda r: (ranks.get(r.role, len(ranks)), r.role)))


def _explain_item(item: Item, lie: Lie, said: Sequence[Statement], row: Tally, owner: Toll | None) -> Iterator[Reason]:
    asked = cells_of(row.query.who)
    split = split_people(item.system, asked)
    fallen = {(s.claim, s.part): later for s, later in item.figures.superseded}
    low, high = (split.p_low if lie == "inside" else 0, split.p_high) if split else (0, 0)
    seen: set[tuple[str, str, int | None, int | None, str]] = set()
    for each in said:
        key = (each.origin, each.who, each.low, each.high, each.standing)
        later = fallen.get((each.claim, each.part))
        if later is not None:
            yield _reason(each, "superseded", f"by a later figure of the same origin ({later.claim[:10]})")
        elif each.standing == "alleged":
            yield _reason(each, "alleged", "told with doubt")
        elif key in seen and not each.subset:
            yield _reason(each, "copy", f"by {each.origin}")
        elif each.subset or (each.part and each.who != row.query.who):
            yield _reason(each, "subset", "it only says that the whole is no less")
        elif owner is not None:
            toll = _told(owner)[0].claim[:10]
            yield _reason(each, "inside", f"already counted in {toll}")
        elif lie == "maybe":
            yield _reason(each, "high", "it may lie in what is asked for, or not")
        else:
            sets_low, sets_high = (each.low or 0) == low, each.high is not None and each.high == high
            role = "both" if sets_low and sets_high else "low" if sets_low else "high" if sets_high else "looser"
            note = "" if role != "looser" else "others who speak of the same incident set the bounds"
            yield _reason(each, role, note)
        seen.add(key)


def _explain_toll(toll: Toll, row: Tally, box: Box, decides: bool, tolls: Sequence[Toll]) -> Iterator[Reason]:
    fallen = {(s.claim, s.part): later for s, later in toll.reading.superseded}
    mark = ask_toll(toll, row.query, box)
    wider = next((t for t in tolls if t is not toll and encloses(t.box, toll.box) and _sets_low(t, row, box)), None)
    own = toll.reading.range
    for each in _told(toll):
        if (each.claim, each.part) in fallen:
            yield _reason(
                each, "superseded", f"by a later figure of the same origin ({fallen[each.claim, each.part].claim[:10]})"
            )
        elif each.standing == "alleged":
            yield _reason(each, "alleged", "told with doubt")
        elif each.part and each.who != row.query.who:
            yield _reason(each, "subset", "it only says that the whole is no less")
        elif wider is not None:
            yield _reason(each, "inside", f"already counted in {_told(wider)[0].claim[:10]}")
        elif mark == "maybe":
            yield _reason(each, "high", "its deaths may lie in what is asked for, or outside")
        elif decides:
            closed = own.cap != INFINITY and each.high is not None
            yield _reason(each, "both" if closed else "low", "it holds the incidents inside it")
        else:
            yield _reason(each, "looser", f"the incidents inside it already come to {int(toll.contents_low)}")


def _sets_low(toll: Toll, row: Tally, box: Box) -> bool:
    return ask_toll(toll, row.query, box) == "inside" and toll.reading.range.low > toll.contents_low


def _describe_contested(toll: Toll, items: Sequence[Item], tolls: Sequence[Toll]) -> Conflict:
    """The fewest of the figures inside that are too many for the toll, beside it, and each side's bounds."""
    low_voice = min((v for v in toll.reading.voices if not v.alleged), key=lambda v: v.high)
    parts: list[tuple[float, str]] = []
    inner = [t for t in tolls if t.parent is toll]
    parts += [(t.heard.low, _told(t)[0].claim) for t in inner]
    for item in items:
        if place_item(item, toll.box) == "inside" and not any(place_item(item, t.box) == "inside" for t in inner):
            split = split_people(item.system, item.cells)
            if split:
                parts.append((split.low, item.name))
    chosen: list[str] = []
    total = 0.0
    for low, name in sorted(parts, reverse=True):
        if total > low_voice.high:
            break
        chosen.append(name)
        total += low
    said = _told(toll)
    return Conflict(
        claims=(*(s.claim for s in low_voice.statements), *chosen),
        about=f"{said[0].harm}, {said[0].place_name or 'no place'}: a toll and what lies inside it",
        sides=(
            Side(
                origins=tuple(dict.fromkeys(s.origin for s in low_voice.statements)),
                claims=tuple(s.claim for s in low_voice.statements),
                low=int(low_voice.low),
                high=int(low_voice.high),
            ),
            Side(origins=(), claims=tuple(chosen), low=int(toll.contents_low), high=int(toll.heard.high)),
        ),
    )


def _told(toll: Toll) -> list[Statement]:
    standing = [s for voice in toll.reading.voices for s in voice.statements]
    return [*standing, *(s for s, _ in toll.reading.superseded)]


def _elsewhere(statement: Statement) -> Reason:
    return _outside(statement, "it is about another place, time, party or people")


def _outside(statement: Statement, note: str) -> Reason:
    return _reason(statement, "outside", note)


def _reason(statement: Statement, role: str, note: str) -> Reason:
    return Reason(claim=statement.claim, part=statement.part, role=role, note=note)  # type: ignore[arg-type]
