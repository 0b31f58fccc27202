"""The registry of sources: who says things, how far they can be relied on, to whom they belong. A record for people.

In: source records and names met in claims. Out: records as they stand or stood, and entries to append. A record is
never changed: a new entry says what holds from now on, with its reason.
"""

import json
from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, func, select

from bearwitness.base.casebooks import SourceRecord
from bearwitness.base.contracts import thaw
from bearwitness.base.errors import UnknownRecord
from bearwitness.base.identifiers import digest
from bearwitness.base.records import Claim
from bearwitness.ledger.schemas import SOURCE_NAMES, SOURCES
from bearwitness.ledger.words import fold

_CHUNK = 500
# Speakers of these kinds are people or roles ("residents"), not bodies that a registry could follow.
NAMELESS = frozenset({"unnamed", "witness", "resident", "correspondent", "official", "activist"})


def name_source(name: str) -> str:
    """The id of a source that is registered under this name for the first time."""
    return f"s-{digest(fold(name))[:12]}"


def find_speakers(connection: Connection, claims: Iterable[Claim]) -> set[str]:
    """The folded names of those speakers of these claims whom the registry knows."""
    names = sorted({fold(source.name) for claim in claims for source in claim.sources})
    known: set[str] = set()
    for start in range(0, len(names), _CHUNK):
        part = names[start : start + _CHUNK]
        known.update(connection.scalars(select(SOURCE_NAMES.c.key).where(SOURCE_NAMES.c.key.in_(part))))
    return known


def propose_sources(claims: Iterable[Claim], known: set[str]) -> list[SourceRecord]:
    """Records to propose for the named speakers of these claims who are not `known`, to which they are added."""
    proposed = []
    for claim in claims:
        for source in claim.sources:
            if source.kind in NAMELESS or not (key := fold(source.name)) or key in known:
                continue
            known.add(key)
            proposed.append(
                SourceRecord(
                    id=name_source(source.name),
                    name=source.name,
                    kind=source.kind,
                    side=source.side,
                    status="proposed",
                    why=f"named in {claim.document}",
                )
            )
    return proposed


def read_source(connection: Connection, id_: str, moment: int | None = None) -> SourceRecord:
    """One record by its id or by any of its names, as it stands or stood.

    Raises UnknownRecord.
    """
    query = select(SOURCES.c.payload).where(SOURCES.c.id == _find_source(connection, id_))
    if moment is not None:
        query = query.where(SOURCES.c.sequence <= moment)
    payload = connection.scalar(query.order_by(SOURCES.c.sequence.desc()).limit(1))
    if payload is None:
        raise UnknownRecord(f"the registry knows no source '{id_}'")
    return thaw(SourceRecord, json.loads(payload))


def read_sources(connection: Connection, moment: int | None = None) -> Iterator[SourceRecord]:
    """All records as they stand or stood, by name."""
    latest = select(SOURCES.c.id, func.max(SOURCES.c.sequence).label("sequence")).group_by(SOURCES.c.id)
    if moment is not None:
        latest = latest.where(SOURCES.c.sequence <= moment)
    last = latest.subquery()
    query = select(SOURCES.c.payload).join(last, (SOURCES.c.id == last.c.id) & (SOURCES.c.sequence == last.c.sequence))
    records = [thaw(SourceRecord, json.loads(payload)) for payload in connection.scalars(query)]
    yield from sorted(records, key=lambda record: (fold(record.name), record.id))


def read_history(connection: Connection, id_: str) -> list[tuple[int, SourceRecord]]:
    """Every state of one record, with the entry from which on it held."""
    query = select(SOURCES.c.sequence, SOURCES.c.payload).where(SOURCES.c.id == _find_source(connection, id_))
    rows = connection.execute(query.order_by(SOURCES.c.sequence)).all()
    return [(sequence, thaw(SourceRecord, json.loads(payload))) for sequence, payload in rows]


def find_names(connection: Connection, name: str) -> list[str]:
    """The folded names under which claims name a source that is given by its id or by one of its names."""
    id_ = _find_source(connection, name)
    keys = connection.scalars(select(SOURCE_NAMES.c.key).where(SOURCE_NAMES.c.id == id_).order_by(SOURCE_NAMES.c.key))
    return list(keys) or [fold(name)]


def _find_source(connection: Connection, name: str) -> str:
    known = connection.scalar(select(SOURCE_NAMES.c.id).where(SOURCE_NAMES.c.key == fold(name)))
    return known or name
