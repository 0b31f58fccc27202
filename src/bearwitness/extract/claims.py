"""Document -> Claims: every count of harm in it, attributed, placed, dated and explained.

In: a `Document` with its segments. Out: its `Claim`s in the order of their words. It calls the finders and the deciding
modules in order and folds what a document states twice; it never reads a file and never looks at another document.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan

from bearwitness import __version__
from bearwitness.base.identifiers import Json, digest
from bearwitness.base.records import Claim, Decision, Document, Harm, Place, Span, When
from bearwitness.extract.counting.counts import Count
from bearwitness.extract.counting.harms import find_counts
from bearwitness.extract.deciding.attackers import Setting, find_attacker
from bearwitness.extract.deciding.chains import sources_of
from bearwitness.extract.deciding.events import find_tally
from bearwitness.extract.deciding.folds import Found, fold, nest_sums
from bearwitness.extract.deciding.locations import (
    Located,
    Window,
    choose_place,
    document_country,
    fineness,
    is_joined,
    refine_place,
    scene_place,
    speaks_of_place_again,
    takes_up_attack,
)
from bearwitness.extract.deciding.periods import choose_when, measured_period, open_period, scene_date
from bearwitness.extract.deciding.perpetrators import Surroundings
from bearwitness.extract.deciding.scopes import ScopeCues, decide_scope, is_war_toll
from bearwitness.extract.deciding.stances import decide_stance
from bearwitness.extract.events import extract_events
from bearwitness.extract.parsing import load_parser, mend_lines, unmend
from bearwitness.extract.readings import FURNITURE, Reading, mark_borders, read
from bearwitness.extract.speaking.attributions import covering

EXTRACTOR = f"rules/{__version__}"
_BATCH = 32  # documents parsed at a time


def extract_claims(document: Document) -> list[Claim]:
    """The claims of one document, in the order of their words."""
    return next(iter(extract_documents([document])))[1]


def extract_counts(document: Document) -> list[Claim]:
    """The claims of one document that count harm, in the order of their words."""
    return [claim for claim in extract_claims(document) if claim.harms]


def extract_documents(documents: Iterable[Document]) -> Iterator[tuple[Document, list[Claim]]]:
    """The claims of each document, in order; parsed in batches, so that memory does not grow with their number."""
    source = iter(documents)
    while batch := list(islice(source, _BATCH)):
        yield from _extract_batch(batch)


def _extract_batch(batch: list[Document]) -> Iterator[tuple[Document, list[Claim]]]:
    for document, text, title in parse_documents(batch):
        yield document, _claims(document, text, title)


def parse_documents(batch: list[Document]) -> Iterator[tuple[Document, Doc, Doc | None]]:
    """Each document with its parsed text, and its parsed title where the text does not begin with it."""
    nlp = load_parser()
    drafts: list[Doc] = []
    for document in batch:
        drafts.append(mark_borders(nlp.make_doc(mend_lines(document.text)), document.segments))
        if document.title and not _holds(document.text, document.title):
            drafts.append(nlp.make_doc(document.title))
    parsed = iter(list(nlp.pipe(drafts)))
    for document in batch:
        text = next(parsed)
        title = next(parsed) if document.title and not _holds(document.text, document.title) else None
        yield document, text, title


def _holds(text: str, title: str) -> bool:
    """Whether the text begins with its title, so that the title needs no reading of its own."""
    plain = re.sub(r"\W+", " ", title).strip().lower()
    return bool(plain) and plain in re.sub(r"\W+", " ", text[: len(title) * 2 + 600]).lower()


def _claims(document: Document, text: Doc, title: Doc | None) -> list[Claim]:
    body = read(document, "text", text)
    found = _found_in(body)
    counted = [(item.count.start, item.count.end) for item in found]
    heading: Reading | None = None
    if title is not None:
        heading = read(document, "title", title, [s for act in body.attributions for s in act.speakers])
        found += _found_in(heading, body)
    folded = fold(found)
    nest_sums(folded)
    claims = [_claim(document, item) for item in _nested(folded)]
    claims += extract_events(document, body, heading, counted, EXTRACTOR)
    return list({claim.id: claim for claim in claims}.values())


# --- counts with every field decided


def _found_in(reading: Reading, body: Reading | None = None) -> list[Found]:
    """The top-level counts of a text; `body` is given for a title, whose silent fields the body fills."""
    result: list[Found] = []
    people = reading.people
    for sentence, kind in zip(reading.sentences, reading.kinds, strict=True):
        if kind in FURNITURE:
            continue
        counts = find_counts(reading.tokens(sentence), people)
        tops = [c for c in counts if c.part_of is None]
        for at, count in enumerate(tops):
            window = _window(reading.text, sentence, tops, at)
            victims = tuple((c.start, c.end) for c in counts)
            item = _decide(reading, sentence, (count, window, victims), kind, result if body is None else [])
            item.parts = tuple(_part(item, c, counts) for c in counts if c.part_of is count)
            if count.pending:
                item.whole = _earlier_whole(result, count)
                if item.whole is None and count.rule.startswith("pronoun"):
                    continue
            result.append(item)
    if body is not None:
        for item in result:
            _fill_title(item, body)
    return result


def _window(text: str, sentence: SpacySpan, tops: list[Count], at: int) -> Window:
    """The stretch of the sentence from the end of the count before to the start of the next with another trigger."""
    count = tops[at]
    others = [c for c in tops if c.trigger.start != count.trigger.start and c.at != count.at]
    before = [max(c.end, c.at) for c in others if max(c.end, c.at) <= min(count.start, count.at)]
    after = [min(c.start, c.at) for c in others if min(c.start, c.at) >= max(count.end, count.at)]
    phrase_end = max(count.end, count.at)
    ends = [*sorted(after), sentence.end_char]
    joined = is_joined(text[phrase_end : ends[0]])
    return Window(
        start=max(before, default=sentence.start_char),
        end=ends[0],
        at=count.at,
        phrase_end=phrase_end,
        tail=ends[1] if joined and len(ends) > 1 else ends[0],
    )


def _decide(
    reading: Reading,
    sentence: SpacySpan,
    counted: tuple[Count, Window, tuple[tuple[int, int], ...]],
    kind: str,
    earlier: list[Found],
) -> Found:
    count, window, victims = counted
    text = reading.text
    acts = covering(reading.attributions, count.start, count.end)
    sources, source_why = sources_of(acts, reading)
    speakers = tuple(s.start for a in acts for s in a.speakers)
    clause = text[window.start : max(window.end, window.tail)].lower()
    dated = choose_when(reading, sentence, window, cumulative=False)
    located = choose_place(reading, sentence, window)
    scope, spread, scope_why = decide_scope(
        ScopeCues(
            clause=clause,
            harm=count.harm,
            low=count.quantity.low or count.quantity.high,
            when=dated.when,
            own_date=dated.own,
            place=located.place,
            places=located.joined,
        )
    )
    silent = scope == "incident" and not dated.own and located.place is None
    tally = find_tally(clause, sentence, earlier) if silent else None
    if scope == "cumulative":
        dated = choose_when(reading, sentence, window, cumulative=True)
    elif tally is not None:
        scope, scope_why, dated = "cumulative", f"goes on with the tally before: {tally.scope_why}", tally.dated
    if located.place is None:
        located = _elsewhere(
            reading,
            sentence,
            text[window.start : window.end].lower(),
            over_years=spread == "time" and is_war_toll(scope_why),
        )
        last = earlier[-1].located if earlier and scope == "incident" else None
        if last is not None and takes_up_attack(clause) and fineness(last.place) < fineness(located.place):
            located = Located(place=last.place, why=f"the attack of the count before: {last.why}")
    if scope == "incident":
        located = refine_place(reading, sentence, located)
    if spread == "time" and (dated.when is None or dated.when.start is None):
        dated = measured_period(reading, sentence, clause) or dated
    if dated.when is None and not dated.own:
        dated = scene_date(reading, sentence) if spread != "time" else open_period(reading, sentence)
    blamed = find_attacker(
        reading,
        Setting(
            count=count,
            around=Surroundings(sentence=sentence, window=window, speakers=speakers, victims=victims),
            place=located.place,
            when=dated.when,
            war_toll=is_war_toll(scope_why),
        ),
        earlier,
    )
    stance, stance_why = decide_stance(reading, count, acts)
    return Found(
        count=count,
        harm=count.harm,
        low=count.quantity.low,
        high=count.quantity.high,
        who=count.who,
        approximate=count.quantity.approximate,
        parts=(),
        located=located,
        dated=dated,
        actor=blamed.actor,
        actor_why=blamed.why,
        sources=sources,
        source_why=source_why,
        scope=scope,
        scope_why=scope_why,
        stance=stance,
        stance_why=stance_why,
        evidence=_trimmed(text, sentence.start_char, sentence.end_char),
        title=reading.which == "title",
        headline=kind == "headline",
        order=count.start - (10**9 if reading.which == "title" else 0),
    )


def _elsewhere(reading: Reading, sentence: SpacySpan, clause: str, *, over_years: bool) -> Located:
    """The place of a count whose sentence names none: the country for the toll of a war, else the narrative's."""
    if over_years and not speaks_of_place_again(clause):
        country = document_country(reading)
        if country is not None:
            return Located(
                place=country, why=f"a toll with no place in its sentence: the document is about {country.name}"
            )
    return scene_place(reading, sentence, clause)


def _part(whole: Found, count: Count, counts: list[Count]) -> Found:
    """A sub-count: it has the fields of its whole and bounds, people and words of its own."""
    quantity = count.quantity
    part = Found(
        count=count,
        harm=count.harm,
        low=quantity.low,
        high=quantity.high,
        who=count.who,
        approximate=quantity.approximate,
        parts=(),
        located=whole.located,
        dated=whole.dated,
        actor=whole.actor,
        actor_why=whole.actor_why,
        sources=whole.sources,
        source_why=whole.source_why,
        scope=whole.scope,
        scope_why=whole.scope_why,
        stance=whole.stance,
        stance_why=whole.stance_why,
        evidence=whole.evidence,
        title=whole.title,
        headline=whole.headline,
        order=whole.order,
    )
    part.parts = tuple(_part(part, c, counts) for c in counts if c.part_of is count)
    return part


def _earlier_whole(earlier: list[Found], count: Count) -> Found | None:
    """The count before, large enough to contain this one: "12 children were among the dead"."""
    low = count.quantity.low or 0
    pronoun = count.rule.startswith("pronoun")
    for item in reversed(earlier):
        if (
            (pronoun or item.harm == count.harm)
            and item.whole is None
            and (item.high is None or item.high > low)
            and item.who not in ("children", "women")
        ):
            if pronoun:
                count.harm = item.harm
            return item
    return None


def _fill_title(item: Found, body: Reading) -> None:
    """What a title leaves out, the beginning of the body says."""
    first = next((s for s, kind in zip(body.sentences, body.kinds, strict=True) if kind not in FURNITURE), None)
    if first is None:
        return
    if item.located.place is None:
        item.located = scene_place(body, first)
    if item.dated.when is None and item.scope == "incident":
        item.dated = scene_date(body, first)


def _nested(found: list[Found]) -> list[Found]:
    """Sub-counts stated in a later sentence go under their whole; what is left stands on its own."""
    standing = []
    kept = {id(f) for f in found}
    for item in found:
        if item.whole is not None and id(item.whole) in kept and item.whole is not item:
            item.whole.extra.append(item)
        else:
            standing.append(item)
    return standing


# --- records


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _harm(item: Found, text: str) -> Harm:
    count = item.count
    end = unmend(text, count.start, count.end)
    parts = tuple(_harm(p, text) for p in (*item.parts, *item.extra))
    return Harm(
        harm=item.harm,
        low=item.low,
        high=item.high,
        who=item.who,
        approximate=item.approximate,
        parts=parts,
        span=Span(start=count.start, end=end, field="title" if item.title else "text"),
        wording=text[count.start : end],
    )


def _claim(document: Document, item: Found) -> Claim:
    text = (document.title or "") if item.title else document.text
    harm = _harm(item, text)
    start, end = item.evidence
    where = Span(start=start, end=unmend(text, start, end), field="title" if item.title else "text")
    return Claim(
        id=_identify(document, item, harm),
        document=document.id,
        kind="harm" if item.scope == "cumulative" else "event",
        category="HARM",
        actor=item.actor,
        place=item.located.place,
        when=item.dated.when,
        scope=item.scope,
        harms=(harm,),
        sources=item.sources,
        stance=item.stance,
        evidence=where,
        wording=text[where.start : where.end],
        rule=item.count.rule,
        extractor=EXTRACTOR,
        decisions=_decisions(item, harm),
    )


def _decisions(item: Found, harm: Harm) -> tuple[Decision, ...]:
    place: Place | None = item.located.place
    when: When | None = item.dated.when
    rows = [
        Decision(
            field="count", value=f"{item.low}..{item.high}", why=f"“{harm.wording}” by the rule {item.count.rule}"
        ),
        Decision(field="who", value=item.who, why="the words for the people counted, or those they stand beside"),
        Decision(field="place", value=place.name if place else "", why=item.located.why),
        Decision(field="when", value=when.edtf if when else "", why=item.dated.why),
        Decision(field="actor", value=item.actor.name if item.actor else "", why=item.actor_why),
        Decision(field="sources", value=" → ".join(s.name for s in item.sources), why=item.source_why),
        Decision(field="scope", value=item.scope, why=item.scope_why),
        Decision(field="stance", value=item.stance, why=item.stance_why),
    ]
    rows += [Decision(field="repeated", value="", why=note) for note in item.notes]
    return tuple(rows)


def _identify(document: Document, item: Found, harm: Harm) -> str:
    """SHA-256 over the document's digest, the span and the normalised value."""
    value: Json = {
        "document": document.sha256,
        "span": [harm.span.field, harm.span.start, harm.span.end],
        "harm": _value(harm),
        "scope": item.scope,
        "stance": item.stance,
        "place": item.located.place.name if item.located.place else None,
        "when": item.dated.when.edtf if item.dated.when else None,
        "actor": item.actor.name if item.actor else None,
        "sources": [s.name for s in item.sources],
    }
    return digest(value)


def _value(harm: Harm) -> Json:
    return {
        "harm": harm.harm,
        "low": harm.low,
        "high": harm.high,
        "who": harm.who,
        "parts": [_value(p) for p in harm.parts],
    }


__all__ = ["EXTRACTOR", "extract_claims", "extract_counts", "extract_documents", "fineness", "parse_documents"]
