"""Reading -> Claims of events: every deed that a report tells of, attributed, placed, dated and explained.

In: the readings of a document's text and title, and the spans of the counts found in them. Out: `Claim`s without
harms, in the order of their words: PLOVER's categories, CONTROL, DENY, and STATE for other attributed statements.
Counts of harm are `claims`' business; this module never makes one and never looks at another document.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from bearwitness.base.identifiers import Json, digest
from bearwitness.base.records import Amount, Claim, Decision, Document, Span
from bearwitness.extract.acting.acts import Act, find_acts
from bearwitness.extract.acting.amounts import find_sizes
from bearwitness.extract.acting.holdings import find_holdings
from bearwitness.extract.acting.triggers import Marks
from bearwitness.extract.deciding.amounts import explain_amounts, give_amounts, may_have_amounts, write_amounts
from bearwitness.extract.deciding.answers import link_answers
from bearwitness.extract.deciding.deeds import carry_attacker, is_figure, leave_number_to_count, tell
from bearwitness.extract.deciding.statements import find_statements
from bearwitness.extract.deciding.tellings import Telling, drop_sums, fold_tellings
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.parsing import unmend
from bearwitness.extract.readings import FURNITURE, Reading

Counted = Sequence[tuple[int, int]]


def extract_events(
    document: Document, body: Reading, title: Reading | None, counted: tuple[Counted, Counted], extractor: str
) -> list[Claim]:
    """The event claims of a document; `counted` are the spans of the counts of harm in its text and in its title."""
    told = _tell_all(body, counted[0])
    if title is not None:
        told += _tell_all(title, counted[1])
    told = [t for t in drop_sums(fold_tellings(told)) if not (t.headline and _is_told(t, told))]
    link_answers(told, body.text, title.text if title is not None else "")
    claims: dict[int, Claim] = {}
    for telling in sorted(told, key=lambda t: t.about is not None):
        about = claims.get(id(telling.about)) if telling.about is not None else None
        claims[id(telling)] = _claim(document, telling, about.id if about else None, extractor)
    return [claims[id(t)] for t in told]


def _is_told(headline: Telling, told: Sequence[Telling]) -> bool:
    """Whether the body tells of a deed of the kind that a headline tells: then the headline adds nothing."""
    return any(t.category == headline.category and not t.headline for t in told)


def _tell_all(reading: Reading, counted: Counted) -> list[Telling]:
    marks = _marks(reading)
    result: list[Telling] = []
    for sentence, kind in zip(reading.sentences, reading.kinds, strict=True):
        if kind in FURNITURE:
            continue
        tokens = reading.tokens(sentence)
        acts = [act for act in find_acts(tokens, marks, reading.text) if not is_figure(reading, act)]
        acts = [act for act in acts if not ("uncounted" in act.row.flags and _has_count(act, counted))]
        acts += find_holdings(tokens, marks)
        tellings = [tell(reading, sentence, act, kind) for act in acts]
        _measure(tokens, marks, acts, tellings, (*counted, *_list_speakers(reading)))
        for telling, act in zip(tellings, acts, strict=True):
            if act.category == "RETREAT" and _has_count(act, counted):
                leave_number_to_count(reading, telling, act)
            if not _is_bare(telling):
                carry_attacker(reading, telling, act, result)
        held = [t for t, act in zip(tellings, acts, strict=True) if t.amounts or "counted" not in act.row.flags]
        result += [t for t in _without_shadows(held) if not _is_bare(t) and not _is_nobodys(t)]
        result += find_statements(reading, sentence, kind, acts, counted)
    return result


def _has_count(act: Act, counted: Counted) -> bool:
    """Whether the people whom a deed or a state is told of are counted as harmed."""
    people = act.target
    return people is not None and any(a <= people.idx < b for a, b in counted)


def _list_speakers(reading: Reading) -> Counted:
    """The spans of those who say something: "two officers said" counts no force."""
    return [(speaker.start, speaker.end) for act in reading.attributions for speaker in act.speakers]


def _measure(
    tokens: Sequence[Token], marks: Marks, acts: Sequence[Act], tellings: Sequence[Telling], counted: Counted
) -> None:
    """Give the deeds of a sentence their amounts; a count of people harmed, or of those who speak, is none."""
    if not any(may_have_amounts(act) for act in acts):
        return
    sizes = find_sizes(tokens, marks)
    sizes = [size for size in sizes if not any(start < size.end and size.start < end for start, end in counted)]
    give_amounts(acts, tellings, sizes)


def _marks(reading: Reading) -> Marks:
    """What the finders found, by token: the acts of a sentence stand on it."""
    places: set[int] = set()
    parties: set[int] = set()
    armed: set[int] = set()
    kinds = load_lexicon("attacks")["kinds"]
    for place in reading.places:
        places.update(range(reading.token_at(place.start).i, reading.token_at(place.end - 1).i + 1))
    for party in reading.parties:
        tokens = range(reading.token_at(party.start).i, reading.token_at(party.end - 1).i + 1)
        parties.update(tokens)
        if party.kind in kinds:
            armed.update(tokens)
    spoken = tuple(span for act in reading.attributions if act.speakers for span in act.contents)
    return Marks(places=frozenset(places), parties=frozenset(parties), armed=frozenset(armed), spoken=spoken)


def _without_shadows(tellings: list[Telling]) -> list[Telling]:
    """Without nouns that add nothing to another telling of the same kind in their sentence."""
    kept = []
    for item in tellings:
        shadow = item.nominal and any(
            other is not item
            and other.category == item.category
            and (not other.nominal or (item.weak and (not other.weak or other.at < item.at)))
            and item.target is None
            and (item.actor is None or (other.actor is not None and item.actor.name == other.actor.name))
            for other in tellings
        )
        if not shadow:
            kept.append(item)
    return kept


def _is_nobodys(telling: Telling) -> bool:
    """Whether it is support that no one gives: "backed by evidence", "working with"."""
    return telling.category in ("SUPPORT", "COOPERATE") and telling.actor is None and not telling.nominal


def _is_bare(telling: Telling) -> bool:
    """Whether a noun only takes up what was told: nobody, nothing and no day of its own, or "the" before it."""
    if telling.actor is not None or telling.target is not None:
        return False
    if not telling.nominal:
        return telling.category == "ASSAULT" and telling.inner and not telling.located.own and not telling.dated.own
    if telling.weak and telling.category not in ("ASSAULT", "PROTEST", "CONTROL"):
        return telling.definite or telling.located.place is None
    # Where only ground is placed, a noun of another kind needs no place of its own.
    own_day, own_place = telling.dated.own, telling.located.own or telling.category not in ("ASSAULT", "CONTROL")
    return not (own_day and own_place) if telling.definite else not (own_day or own_place)


# --- records


def _claim(document: Document, telling: Telling, about: str | None, extractor: str) -> Claim:
    text = (document.title or "") if telling.title else document.text
    start, end = telling.evidence
    where = Span(start=start, end=unmend(text, start, end), field="title" if telling.title else "text")
    amounts = write_amounts(telling, text)
    return Claim(
        id=_identify(document, telling, where, amounts),
        document=document.id,
        kind="control" if telling.category == "CONTROL" else "state" if telling.category == "STATE" else "event",
        category=telling.category,
        mode=telling.mode,
        actor=telling.actor,
        target=telling.target,
        place=telling.located.place,
        when=telling.dated.when,
        scope="incident",
        harms=(),
        amounts=amounts,
        sources=telling.sources,
        stance=telling.stance,
        reality=telling.reality,
        about=about,
        evidence=where,
        wording=text[where.start : where.end],
        rule=telling.rule,
        extractor=extractor,
        decisions=(*_decisions(telling, about), *explain_amounts(amounts)),
    )


def _identify(document: Document, telling: Telling, where: Span, amounts: Sequence[Amount]) -> str:
    """SHA-256 over the document's digest, the span and the normalised value; amounts only where there are some."""
    value: dict[str, Json] = {
        "document": document.sha256,
        "span": [where.field, where.start, where.end],
        "at": telling.at,
        "event": [telling.category, telling.mode],
        "actor": telling.actor.name if telling.actor else None,
        "target": telling.target.name if telling.target else None,
        "stance": telling.stance,
        "reality": telling.reality,
        "place": telling.located.place.name if telling.located.place else None,
        "when": telling.dated.when.edtf if telling.dated.when else None,
        "sources": [s.name for s in telling.sources],
    }
    if amounts:
        value["amounts"] = [[a.what, a.measure, a.moment, a.low, a.high, a.of, a.derived] for a in amounts]
    return digest(value)


def _decisions(telling: Telling, about: str | None) -> tuple[Decision, ...]:
    place, when = telling.located.place, telling.dated.when
    mode = f", {telling.mode}" if telling.mode else ""
    rows = [
        Decision(
            field="event", value=f"{telling.category}{mode}", why=f"by the words “{telling.rule.split(' ', 1)[1]}”"
        ),
        Decision(field="actor", value=telling.actor.name if telling.actor else "", why=telling.actor_why),
        Decision(field="target", value=telling.target.name if telling.target else "", why=telling.target_why),
        Decision(field="place", value=place.name if place else "", why=telling.located.why),
        Decision(field="when", value=when.edtf if when else "", why=telling.dated.why),
        Decision(field="sources", value=" → ".join(s.name for s in telling.sources), why=telling.source_why),
        Decision(field="stance", value=telling.stance, why=telling.stance_why),
        Decision(field="reality", value=telling.reality, why=telling.reality_why),
    ]
    if about is not None:
        rows.append(Decision(field="about", value=about, why=telling.about_why))
    rows += [Decision(field="repeated", value="", why=note) for note in telling.notes]
    return tuple(rows)
