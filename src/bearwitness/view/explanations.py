"""Why a claim says what it says: its sentence with what matched marked, and how every field was decided.

In: a document and one of its claims. Out: text for a reader. It never decides anything again: it shows what was
recorded when the claim was made.
"""

from rich.table import Table
from rich.text import Text

from bearwitness.base.records import Claim, Document, Span
from bearwitness.view.tables import NOTHING, phrase_harms, phrase_time, render
from bearwitness.view.words import flatten

OPEN_MARK, CLOSE_MARK = "⟦", "⟧"
FIELDS = ("harms", "actor", "target", "place", "when", "scope", "sources", "stance", "reality")


def format_explanation(document: Document, claim: Claim, *, width: int, color: bool) -> str:
    """The claim, its evidence with the matched words in ⟦brackets⟧, and a row a field: value and reason."""
    heading = Text(phrase_harms(claim), style="bold")
    evidence = claim.evidence
    origin = Text(
        f"claim {claim.id}\n{flatten(document.id)}, {evidence.field} {evidence.start} to {evidence.end}, "
        f"rule {claim.rule}, extractor {claim.extractor}",
        style="dim",
    )
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(ratio=2)
    table.add_column(ratio=4)
    for field, value, why in list_reasons(document, claim):
        table.add_row(Text(field), Text(value), Text(why))
    return render(heading, origin, mark_words(document, claim), table, Text(""), width=width, color=color)


def mark_words(document: Document, claim: Claim) -> Text:
    """The evidence with the words of its fields marked; words outside of it are named in `list_reasons`."""
    whole = (document.title or "") if claim.evidence.field == "title" else document.text
    start, end = claim.evidence.start, claim.evidence.end
    spans = sorted({(x.start, x.end) for _, x in list_spans(claim) if _lies_within(x, claim.evidence)})
    text, position = Text(), start
    for first, last in spans:
        if first < position:
            continue  # inside the mark before it
        text.append(whole[position:first])
        text.append(f"{OPEN_MARK}{whole[first:last]}{CLOSE_MARK}", style="bold")
        position = last
    text.append(whole[position:end])
    flat = Text()
    for piece in text.split("\n", allow_blank=True):
        flat.append_text(piece).append(" ")
    flat.plain = "".join(character if character.isprintable() else " " for character in flat.plain)
    flat.rstrip()
    return flat


def list_spans(claim: Claim) -> list[tuple[str, Span]]:
    """The spans that the claim's fields rest on, with the field's name."""
    spans = [("harms", span) for harm in claim.harms for span in (harm.span, *(part.span for part in harm.parts))]
    spans += [("amounts", amount.span) for amount in claim.amounts]
    parties = [("actor", claim.actor), ("target", claim.target), ("place", claim.place), ("when", claim.when)]
    spans += [(field, party.span) for field, party in parties if party is not None and party.span is not None]
    return spans + [("sources", source.span) for source in claim.sources if source.span is not None]


def list_reasons(document: Document, claim: Claim) -> list[tuple[str, str, str]]:
    """Field, value and reason: what was recorded, and for a field without a record its value alone."""
    recorded = [(made.field, flatten(made.value) or NOTHING, flatten(made.why)) for made in claim.decisions]
    known = {"harms" if field == "count" else field for field, _, _ in recorded}
    values = {
        "harms": phrase_harms(claim) if claim.harms else NOTHING,
        "actor": claim.actor.name if claim.actor else NOTHING,
        "target": claim.target.name if claim.target else NOTHING,
        "place": claim.place.name if claim.place else NOTHING,
        "when": phrase_time(claim),
        "scope": claim.scope,
        "sources": " < ".join(source.name for source in claim.sources) or "the outlet itself",
        "stance": claim.stance,
        "reality": claim.reality,
    }
    elsewhere = {
        field: f"from the words “{flatten(_cut(document, span))}” ({span.field} {span.start} to {span.end})"
        for field, span in list_spans(claim)
        if not _lies_within(span, claim.evidence)
    }
    rest = [(field, flatten(values[field]), elsewhere.get(field, "")) for field in FIELDS if field not in known]
    return recorded + [
        (field, value, why) for field, value, why in rest if value != NOTHING or field in ("place", "when")
    ]


def _lies_within(span: Span, whole: Span) -> bool:
    return span.field == whole.field and whole.start <= span.start <= span.end <= whole.end


def _cut(document: Document, span: Span) -> str:
    return ((document.title or "") if span.field == "title" else document.text)[span.start : span.end]
