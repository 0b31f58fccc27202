"""Claims folded into the lines of a brief: one source's one figure is one line, however often it is printed.

In: documents with their claims. Out: lines, each with every place where it stands. It never folds figures of two
sources, never folds what differs in a bound, a place or a day, and never decides whether two lines are one event.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bearwitness.base.records import Claim, Document, Harm
from bearwitness.view.phrases import list_speakers, name_voice, phrase_claim, phrase_source
from bearwitness.view.words import flatten, fold_name

DENIALS = ("DENY", "REJECT")
# Sections of what is told apart from harm: words and dealings go there whether they are past, planned or wanted.
TALK = dict.fromkeys(("CONSULT", "AGREE", "REQUEST", "SUPPORT", "COOPERATE", "SANCTION"), "diplomacy")
EVENTS = {
    "CONTROL": "control",
    "MOBILIZE": "movements",
    "RETREAT": "movements",
    "AID": "movements",
    "STATE": "statements",
}
# What becomes of people where no number is told, and what is asked for them; with a number it is harm.
PEOPLE = {
    "STATE": ("displacement", "trapped", "missing", "detention", "aid-access", "need", "rescue"),
    "COERCE": ("deport", "confine", "withhold"),
    "REQUEST": ("evacuation", "rescue", "aid-access", "release", "assist", "protection"),
}
UNKNOWN = ("unverified", "silent")
UNREALISED = ("demanded", "threatened", "promised", "hoped")

COPIED_WORDS = 5  # words that two do not find by chance

Value = tuple[object, ...]


@dataclass(slots=True, kw_only=True)
class Line:
    """One statement of a brief: `places` are the number of a document, the claim in it and the claim's words."""

    claim: Claim
    document: Document
    section: str
    voice: str
    text: str = ""
    places: list[tuple[int, Claim, str]] = field(default_factory=list)

    @property
    def dates(self) -> tuple[date | None, date | None]:
        """First and last day, None where not known."""
        when = self.claim.when
        return (when.start, when.end) if when else (None, None)

    @property
    def place_key(self) -> str:
        """The place to group by: the gazetteer's id, else the folded name; "" when no place is stated."""
        return key_place(self.claim)

    @property
    def denies(self) -> bool:
        """Whether it answers another statement by denying or refusing it."""
        return self.claim.stance == "denied" or self.claim.category in DENIALS

    @property
    def speaker(self) -> str:
        """Who says it first, as a sentence names them."""
        speakers = list_speakers(self.claim, self.document)
        name = phrase_source(speakers[0]) if speakers else name_voice(self.document).rstrip(",")
        return name[:1].upper() + name[1:]


def fold_claims(records: Sequence[tuple[Document, Sequence[Claim]]]) -> list[Line]:
    """The lines of a brief, in the order in which they are first said; documents are numbered from 1."""
    lines: dict[Value, list[Line]] = {}
    order: list[Line] = []
    for number, (document, claims) in enumerate(records, start=1):
        for claim in claims:
            voice = key_voice(claim, document)
            kin = lines.setdefault(_key_claim(claim, voice, number), [])
            line = next((x for x in kin if _same_actor(x.claim, claim)), None)
            if line is None:
                line = Line(claim=claim, document=document, section=choose_section(claim), voice=voice)
                kin.append(line)
                order.append(line)
            elif line.claim.actor is None and claim.actor is not None:
                line.claim, line.document = claim, document
            line.places.append((number, claim, cut_words(claim, document)))
    for line in order:
        line.text = phrase_claim(line.claim, line.document, cut_words(line.claim, line.document))
    return order


def choose_section(claim: Claim) -> str:
    """The part of a brief that a claim belongs to."""
    if claim.stance == "denied" or claim.category in (*DENIALS, "ACCUSE"):
        return "disputes"
    if not claim.harms and claim.mode in PEOPLE.get(claim.category, ()) and claim.reality != "historical":
        return "people"
    if claim.category in TALK:
        return TALK[claim.category]
    if claim.category == "STATE" and claim.mode in UNKNOWN:
        return "unknown"
    if claim.stance in UNREALISED or claim.reality in ("future", "hypothetical"):
        return "unrealised"
    if claim.reality == "historical":
        return "recalled"
    if not claim.harms:
        return EVENTS.get(claim.category, "events")
    return "tolls" if claim.scope == "cumulative" else "incidents"


def cut_words(claim: Claim, document: Document) -> str:
    """The words of the claim's evidence as the document has them."""
    whole = (document.title or "") if claim.evidence.field == "title" else document.text
    return whole[claim.evidence.start : claim.evidence.end]


def key_place(claim: Claim) -> str:
    """A place to compare by; "" when none is stated."""
    return "" if claim.place is None else claim.place.id or fold_name(flatten(claim.place.name))


def key_voice(claim: Claim, document: Document) -> str:
    """Who says it, to compare by: the first speaker, else the agency, else the outlet, else the document itself."""
    speakers = list_speakers(claim, document)
    if speakers:
        return speakers[0].id or fold_name(speakers[0].name)
    return fold_name(document.agency or document.outlet or "") or f"document {document.id}"


def _key_claim(claim: Claim, voice: str, number: int) -> Value:
    when = (claim.when.start, claim.when.end) if claim.when else (None, None)
    place = key_place(claim)
    # Without a count, a day and a place nothing tells two events apart: only a document's own repeats are folded.
    apart = () if claim.harms and place and when != (None, None) else (number,)
    if claim.category in (*DENIALS, "ACCUSE") and len(claim.wording.split()) >= COPIED_WORDS:
        apart = ()  # in the very same words it is one denial or charge, printed again
    told = tuple(_key_harm(harm) for harm in claim.harms) if claim.harms else (fold_name(claim.wording),)
    return (voice, place, when, claim.scope, claim.stance, claim.reality, claim.category, told, apart)


def _key_harm(harm: Harm) -> Value:
    return (harm.harm, harm.low, harm.high, harm.approximate, harm.who, tuple(_key_harm(part) for part in harm.parts))


def _same_actor(one: Claim, other: Claim) -> bool:
    """No contradiction: the same actor, or one claim names none."""
    if one.actor is None or other.actor is None:
        return True
    return (one.actor.id or fold_name(one.actor.name)) == (other.actor.id or fold_name(other.actor.name))
