"""Questions to the casebook: claims and documents by what they say, one record with all that was said of it.

In: a connection and a filter. Out: records, as of now or as of any moment before. What was retracted or corrected is
left out unless asked for, and is never gone. It writes nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Integer, Select, Text, and_, func, literal_column, or_, select

from bearwitness.base.casebooks import Filter, Judgement, KeptClaim, KeptDocument, Sight
from bearwitness.base.contracts import thaw, thaw_claim, thaw_document
from bearwitness.base.errors import UnknownRecord, UsageError
from bearwitness.base.records import CATEGORIES, HarmKind, Who
from bearwitness.ledger.blobs import read_text
from bearwitness.ledger.derivations import LONG_DAYS
from bearwitness.ledger.entries import build_entry, read_head
from bearwitness.ledger.registers import find_names, read_source
from bearwitness.ledger.schemas import CLAIMS, DOCUMENTS, ENTRIES, GRADES, JUDGEMENTS, SOURCES, SUBJECTS, TERMS
from bearwitness.ledger.words import fold, select_words

_CHUNK = 2_000
MANY = 20_000  # claims, from which on SQLite checks a million claims one by one sooner than it lists those (measured)
_KINDS = frozenset({"event", "harm", "control", "state"})
_HARM_NAMES = (*get_args(HarmKind), *get_args(Who))
_HARMS = frozenset(_HARM_NAMES)
# Entries that a contributor sees of their own record by whomever: they are about it, and about no one else's report.
_ABOUT_ONE = frozenset({"document", "claim", "correction", "retraction", "grade"})
SHORTEST_ID = 4  # characters of an id that are enough to look for it


def find_moment(connection: Connection, as_of: str | None) -> int | None:
    """The last entry recorded up to a moment (a UTC time as the casebook writes it); None = no moment was given."""
    if as_of is None:
        return None
    # Times never run backwards along the chain: the last entry is found by halving, without an index over all times.
    known, beyond = 0, (read_head(connection)[0]) + 1
    while beyond - known > 1:
        middle = (known + beyond) // 2
        recorded = connection.scalar(select(ENTRIES.c.recorded_at_utc).where(ENTRIES.c.sequence == middle))
        if recorded is not None and recorded <= as_of:
            known = middle
        else:
            beyond = middle
    return known


def read_claims(connection: Connection, asked: Filter) -> Iterator[KeptClaim]:
    """The claims that pass the filter, in the order in which they were kept."""
    moment = find_moment(connection, asked.as_of)
    after, left = asked.after, asked.limit
    while left is None or left > 0:
        size = _CHUNK if left is None else min(_CHUNK, left)
        query = _select_claims().where(*_list_conditions(connection, asked, moment))
        rows = connection.execute(query.where(CLAIMS.c.sequence > after).order_by(CLAIMS.c.sequence).limit(size)).all()
        grades = _read_grades(connection, [row.id for row in rows], moment)
        for row in rows:
            yield _build_claim(row, moment, grades)
        if len(rows) < size:
            return
        after = rows[-1].sequence
        left = None if left is None else left - len(rows)


def read_documents(connection: Connection, asked: Filter) -> Iterator[KeptDocument]:
    """The documents that pass the filter, without their texts, in the order in which they were kept.

    Of a filter, `since` and `until` are days of publication, `source` is the outlet, `words` are in title or text.
    """
    moment = find_moment(connection, asked.as_of)
    columns = DOCUMENTS.c
    conditions = _list_standing(columns, asked, moment)
    if asked.since:
        conditions.append(columns.published >= asked.since.isoformat())
    if asked.until:
        conditions.append(columns.published <= asked.until.isoformat())
    if asked.source:
        conditions.append(func.lower(columns.outlet) == asked.source.lower())
    if asked.contributor:
        conditions.append(columns.contributor == asked.contributor)
    if asked.document:
        conditions.append(or_(columns.id == asked.document, columns.sha256.startswith(asked.document, autoescape=True)))
    if asked.words:
        conditions.append(columns.sequence.in_(select_words(connection, "document_words", asked.words)))
    after, left = asked.after, asked.limit
    while left is None or left > 0:
        size = _CHUNK if left is None else min(_CHUNK, left)
        query = _select_documents().where(*conditions, columns.sequence > after)
        rows = connection.execute(query.order_by(columns.sequence).limit(size)).all()
        for row in rows:
            yield _build_document(row, "", moment)
        if len(rows) < size:
            return
        after = rows[-1].sequence
        left = None if left is None else left - len(rows)


def read_document(connection: Connection, sha256: str, moment: int | None = None) -> KeptDocument:
    """One document with its text, by the digest of its bytes.

    Raises UnknownRecord.
    """
    row = connection.execute(_select_documents().where(DOCUMENTS.c.sha256 == sha256)).first()
    if row is None or (moment is not None and row.sequence > moment):
        raise UnknownRecord(f"the casebook has no document with the digest {sha256}")
    payload = json.loads(row.payload)
    return _build_document(row, read_text(connection, payload["text_sha256"]), moment)


def read_claim(connection: Connection, claim: str) -> KeptClaim:
    """One claim by its id, whether it stands or has ended.

    Raises UnknownRecord.
    """
    row = connection.execute(_select_claims().where(CLAIMS.c.id == claim)).first()
    if row is None:
        raise UnknownRecord(f"the casebook has no claim {claim}")
    return _build_claim(row, None, _read_grades(connection, [row.id], None))


def read_judgements(
    connection: Connection, *, topic: str | None = None, subject: str | None = None, as_of: str | None = None
) -> Iterator[Judgement]:
    """The judgements that stand, or stood at a moment, in their order: on a topic, about an id, or all."""
    moment = find_moment(connection, as_of)
    columns = JUDGEMENTS.c
    query = select(ENTRIES, columns.ended).join(JUDGEMENTS, columns.sequence == ENTRIES.c.sequence)
    query = query.where(*_list_standing(columns, Filter(), moment)).order_by(columns.sequence)
    if topic:
        query = query.where(columns.topic == topic)
    if subject:
        query = query.where(columns.sequence.in_(select(SUBJECTS.c.sequence).where(SUBJECTS.c.id == subject)))
    for row in connection.execute(query):
        yield _build_judgement(row)


def show(connection: Connection, id_: str, as_of: str | None = None) -> Sight:
    """One record by its id, or by the beginning of it, and the entries about it; an entry by its sequence.

    Raises UnknownRecord where nothing has it, UsageError where it fits more than one record.
    """
    moment = find_moment(connection, as_of)
    if id_.isdigit() and len(id_) < 12:
        row = connection.execute(select(ENTRIES).where(ENTRIES.c.sequence == int(id_))).first()
        if row is not None and (moment is None or row.sequence <= moment):
            return Sight(kind="entry", id=id_, entries=(build_entry(tuple(row)),))
    kind, full, sequence = _find_id(connection, id_, moment)
    query = select(ENTRIES).join(SUBJECTS, SUBJECTS.c.sequence == ENTRIES.c.sequence).where(SUBJECTS.c.id == full)
    if moment is not None:
        query = query.where(ENTRIES.c.sequence <= moment)
    own = () if kind == "source" else connection.execute(select(ENTRIES).where(ENTRIES.c.sequence == sequence)).all()
    about = connection.execute(query.order_by(ENTRIES.c.sequence)).all()
    entries = tuple(build_entry(tuple(row)) for row in (*own, *about))
    if kind == "claim":
        row = connection.execute(_select_claims().where(CLAIMS.c.id == full)).one()
        claim = _build_claim(row, moment, _read_grades(connection, [full], moment))
        return Sight(kind=kind, id=full, claim=claim, entries=entries)
    if kind == "document":
        return Sight(kind=kind, id=full, document=read_document(connection, full, moment), entries=entries)
    if kind == "source":
        return Sight(kind=kind, id=full, source=read_source(connection, full, moment), entries=entries)
    row = connection.execute(
        select(ENTRIES, JUDGEMENTS.c.ended)
        .join(JUDGEMENTS, JUDGEMENTS.c.sequence == ENTRIES.c.sequence)
        .where(JUDGEMENTS.c.id == full)
    ).one()
    return Sight(kind="judgement", id=full, judgement=_build_judgement(row), entries=entries)


def keep_own(sight: Sight, contributor: str) -> Sight:
    """A record as its contributor may see it: with their own entries, and what was decided about the record alone.

    Whatever else is told of the same bytes may be about the report of another who gave them too.
    """
    kept = (each for each in sight.entries if each.author == contributor or each.kind in _ABOUT_ONE)
    return replace(sight, entries=tuple(kept))


def _find_id(connection: Connection, id_: str, moment: int | None) -> tuple[Any, str, int]:
    tables = (("claim", CLAIMS, "id"), ("document", DOCUMENTS, "sha256"), ("source", SOURCES, "id"))
    found: dict[tuple[str, str], int] = {}
    for kind, table, name in (*tables, ("judgement", JUDGEMENTS, "id")):
        column = table.c[name]
        conditions: list[ColumnElement[bool]] = [column == id_]
        if len(id_) >= SHORTEST_ID:
            conditions.append(column.between(id_, id_ + "\uffff"))
        query = select(column, table.c.sequence).where(or_(*conditions)).order_by(column, table.c.sequence).limit(9)
        for full, sequence in connection.execute(query):
            if full.startswith(id_) and (moment is None or sequence <= moment):
                found.setdefault((kind, full), sequence)
    by_path = select(DOCUMENTS.c.sha256, DOCUMENTS.c.sequence).where(DOCUMENTS.c.id == id_).limit(9)
    for full, sequence in connection.execute(by_path):
        if moment is None or sequence <= moment:
            found.setdefault(("document", full), sequence)
    exact = {key: sequence for key, sequence in found.items() if key[1] == id_}
    found = exact or found
    if not found:
        raise UnknownRecord(f"nothing in the casebook has the id '{id_}'; ids may be shortened to their beginning")
    if len(found) > 1:
        listed = ", ".join(f"{kind} {full[:16]}" for kind, full in list(found)[:5])
        raise UsageError(f"'{id_}' fits more than one record: give more of it ({listed})")
    ((kind, full), sequence), *_ = found.items()
    return kind, full, sequence


def _list_conditions(connection: Connection, asked: Filter, moment: int | None) -> "list[ColumnElement[bool]]":
    """The conditions of a filter, those that leave few claims as lists to look up, the others as checks of each claim.

    PostgreSQL plans by its statistics. SQLite has none, and what is wrong is costly in both ways: a list of a million
    claims, or a look at each of a million. So it is counted here, up to MANY.
    """
    columns, few = CLAIMS.c, False
    conditions = _list_standing(columns, asked, moment)
    sets: list[Select[int]] = []
    if asked.place:
        sets.append(_select_terms("place", [fold(asked.place)]))
    if asked.source:
        sets.append(_select_terms("source", find_names(connection, asked.source)))
    if asked.kind:
        if asked.kind.lower() in _KINDS:
            conditions.append(columns.kind == asked.kind.lower())
        elif asked.kind.lower() in _HARMS:
            sets.append(_select_terms("harm", [asked.kind.lower()]))
        elif asked.kind.upper() in CATEGORIES:
            conditions.append(columns.category == asked.kind.upper())
        else:
            known = "; ".join(", ".join(names) for names in (sorted(_KINDS), CATEGORIES, dict.fromkeys(_HARM_NAMES)))
            raise UsageError(f"there is no kind of claim '{asked.kind}'; there are: {known}")
    for each in sets:
        if _is_many(connection, each):
            conditions.append(each.where(TERMS.c.sequence == columns.sequence).correlate(CLAIMS).exists())
        else:
            few = True
            conditions.append(columns.sequence.in_(each))
    if asked.words:
        found = select_words(connection, "claim_words", asked.words)
        if _is_many(connection, found):
            rowid: ColumnElement[int] = literal_column("claim_words.rowid", Integer)
            conditions.append(found.where(rowid == columns.sequence).correlate(CLAIMS).exists())
        else:
            few = True
            conditions.append(columns.sequence.in_(found))
    if asked.document or asked.contributor:
        few = True
        documents = select(DOCUMENTS.c.sha256)
        if asked.document:
            by_digest = DOCUMENTS.c.sha256.startswith(asked.document, autoescape=True)
            documents = documents.where(or_(DOCUMENTS.c.id == asked.document, by_digest))
        if asked.contributor:
            documents = documents.where(DOCUMENTS.c.contributor == asked.contributor)
        conditions.append(columns.document_sha256.in_(documents))
    if asked.since or asked.until:
        days = _fall_between(asked.since, asked.until)
        if few or _is_many(connection, select(columns.sequence).where(days)):
            days = _fall_between(asked.since, asked.until, sign="+" if connection.dialect.name == "sqlite" else "")
        conditions.append(days)
    return conditions


def _is_many(connection: Connection, found: "Select[int]") -> bool:
    if connection.dialect.name != "sqlite":
        return False
    counted = connection.scalar(select(func.count()).select_from(found.limit(MANY).subquery()))
    return bool(counted and counted >= MANY)


def _list_standing(columns: Any, asked: Filter, moment: int | None) -> "list[ColumnElement[bool]]":
    """What was there at the moment, and, unless asked for, had not ended by then."""
    conditions: list[ColumnElement[bool]] = []
    if moment is not None:
        conditions.append(columns.sequence <= moment)
    if not asked.ended:
        stands = columns.ended.is_(None)
        conditions.append(stands if moment is None else or_(stands, columns.ended > moment))
    return conditions


def _select_terms(role: str, keys: list[str]) -> "Select[int]":
    return select(TERMS.c.sequence).where(TERMS.c.role == role, TERMS.c.key.in_(keys))


def _fall_between(since: date | None, until: date | None, *, sign: str = "") -> "ColumnElement[bool]":
    """Days that overlap; the many short spans lie close together, the few long ones are looked at one by one.

    With the sign "+" SQLite passes over the index of days, which would be slower than what it looks up anyway.
    """
    start: ColumnElement[str] = literal_column(f"{sign}claims.from_day", Text)
    end: ColumnElement[str] = literal_column(f"{sign}claims.to_day", Text)
    long: ColumnElement[int] = literal_column(f"{sign}claims.long", Integer)
    first, last = (since or date.min).isoformat(), (until or date.max).isoformat()
    overlap = and_(start <= last, end >= first)
    if since is None or sign:
        return overlap
    earliest = (since - timedelta(days=min(LONG_DAYS, (since - date.min).days))).isoformat()
    short = and_(long == 0, start.between(earliest, last), end >= first)
    return or_(short, and_(long == 1, overlap))


def _select_claims() -> Select[Any]:
    columns = (CLAIMS.c.id, CLAIMS.c.sequence, CLAIMS.c.document_sha256, CLAIMS.c.ended)
    return select(*columns, ENTRIES.c.kind, ENTRIES.c.payload, ENTRIES.c.author, ENTRIES.c.recorded_at_utc).join(
        ENTRIES, ENTRIES.c.sequence == CLAIMS.c.sequence
    )


def _select_documents() -> Select[Any]:
    columns = (DOCUMENTS.c.sha256, DOCUMENTS.c.sequence, DOCUMENTS.c.contributor, DOCUMENTS.c.ended)
    return select(*columns, ENTRIES.c.payload, ENTRIES.c.author, ENTRIES.c.recorded_at_utc).join(
        ENTRIES, ENTRIES.c.sequence == DOCUMENTS.c.sequence
    )


def _read_grades(connection: Connection, claims: list[str], moment: int | None) -> dict[str, int]:
    if not claims:
        return {}
    query = select(GRADES.c.claim, GRADES.c.credibility).where(GRADES.c.claim.in_(claims)).order_by(GRADES.c.sequence)
    if moment is not None:
        query = query.where(GRADES.c.sequence <= moment)
    return {row.claim: row.credibility for row in connection.execute(query)}


def _build_claim(row: Any, moment: int | None, grades: dict[str, int]) -> KeptClaim:
    payload = json.loads(row.payload)
    return KeptClaim(
        claim=thaw_claim(payload["claim"] if row.kind == "correction" else payload),
        sequence=row.sequence,
        document_sha256=row.document_sha256,
        author=row.author,
        recorded_at_utc=row.recorded_at_utc,
        ended=_end_by(row.ended, moment),
        credibility=grades.get(row.id),
    )


def _build_document(row: Any, text: str, moment: int | None) -> KeptDocument:
    payload = json.loads(row.payload)
    return KeptDocument(
        document=thaw_document(payload, text),
        sequence=row.sequence,
        media=payload["media"],
        claims=payload["claims"],
        characters=payload["characters"],
        author=row.author,
        recorded_at_utc=row.recorded_at_utc,
        contributor=row.contributor,
        ended=_end_by(row.ended, moment),
    )


def _build_judgement(row: Any) -> Judgement:
    held = {"author": row.author, "sequence": row.sequence, "recorded_at_utc": row.recorded_at_utc, "ended": row.ended}
    return thaw(Judgement, json.loads(row.payload) | held)


def _end_by(ended: int | None, moment: int | None) -> int | None:
    return ended if ended is not None and (moment is None or ended <= moment) else None
