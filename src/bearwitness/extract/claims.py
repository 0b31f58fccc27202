"""Document -> Claims: every count of harm in it and every deed and word, attributed, placed, dated and explained.

In: a `Document` with its segments. Out: its `Claim`s in the order of their words. It calls the finders and the deciding
modules in order and folds what a document states twice; it never reads a file and never looks at another document.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc

from bearwitness import __version__
from bearwitness.base.identifiers import Json, digest
from bearwitness.base.records import Claim, Decision, Document, Harm, Place, Span, When
from bearwitness.extract.counting.counts import Count
from bearwitness.extract.counting.harms import find_counts
from bearwitness.extract.deciding.fields import decide, part_of, window_of
from bearwitness.extract.deciding.folds import Found, fold, nest_sums
from bearwitness.extract.deciding.periods import (
    scene_date,
)
from bearwitness.extract.deciding.scenes import scene_place
from bearwitness.extract.events import extract_events
from bearwitness.extract.parsing import load_parser, mend_lines, unmend
from bearwitness.extract.readings import FURNITURE, Reading, mark_borders, read

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
    counted = _list_counted(found)
    heading: Reading | None = None
    heads: list[tuple[int, int]] = []
    if title is not None:
        heading = read(document, "title", title, [s for act in body.attributions for s in act.speakers])
        titled = _found_in(heading, body)
        heads = _list_counted(titled)
        found += titled
    folded = fold(found)
    nest_sums(folded)
    claims = [_claim(document, item) for item in _nested(folded)]
    claims += extract_events(document, body, heading, (counted, heads), EXTRACTOR)
    return list({claim.id: claim for claim in claims}.values())


def _list_counted(found: list[Found]) -> list[tuple[int, int]]:
    """The spans of the counts of a text and of their parts."""
    return [(each.count.start, each.count.end) for item in found for each in (item, *item.parts)]


# --- counts with every field decided


def _found_in(reading: Reading, body: Reading | None = None) -> list[Found]:
    """The top-level counts of a text; `body` is given for a title, whose silent fields the body fills."""
    result: list[Found] = []
    for sentence, kind in zip(reading.sentences, reading.kinds, strict=True):
        if kind in FURNITURE:
            continue
        counts = find_counts(reading.tokens(sentence), reading.people)
        tops = [c for c in counts if c.part_of is None]
        for at, count in enumerate(tops):
            window = window_of(reading.text, sentence, tops, at)
            victims = tuple((c.start, c.end) for c in counts)
            item = decide(reading, sentence, (count, window, victims), kind, result if body is None else [])
            item.parts = tuple(part_of(item, c, counts) for c in counts if c.part_of is count)
            if count.pending:
                item.whole = _earlier_whole(result, count)
                if item.whole is None and count.rule.startswith("pronoun"):
                    continue
            result.append(item)
    if body is not None:
        for item in result:
            _fill_title(item, body)
    return result


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
            and count.whole_who in (None, item.who)
            and not item.count.quantity.households
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
            if item.whole.dated.when is None and item.dated.own:
                item.whole.dated = replace(item.dated, why=f"{item.dated.why} (where a part of it is stated)")
        else:
            standing.append(item)
    return standing


# --- records


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
