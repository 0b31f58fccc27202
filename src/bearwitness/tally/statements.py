"""Claims as statements: one for every count and sub-count, with its scope, its origin and its standing.

In: documents with their claims. Out: statements. A claim over one attack gets an incident later (`groupings`, or
whoever judges which claims speak of one event). It never drops a claim: denials come along, marked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bearwitness.base.origins import fold_name, is_house, is_named
from bearwitness.base.records import Claim, Document, Harm, Source
from bearwitness.base.tallies import Standing, Statement
from bearwitness.tally.regions import find_path, fold_place
from bearwitness.tally.whos import cells_of, is_within

UNREAL = ("future", "hypothetical", "negated")
UNREALISED = ("demanded", "threatened", "promised", "hoped")


def state_claims(records: Iterable[tuple[Document, Sequence[Claim]]]) -> list[Statement]:
    """The statements of all claims that count people."""
    return [each for document, claims in records for each in state_document(document, claims)]


def state_document(document: Document, claims: Sequence[Claim]) -> Iterator[Statement]:
    """The statements of one document's claims. A place without parents lies in the document's country, if it has
    one.
    """
    countries = {fold_place(c.place.parents[-1]) for c in claims if c.place and c.place.parents}
    country = countries.pop() if len(countries) == 1 else ""
    for claim in claims:
        number = 0
        for harm in claim.harms:
            for part, (count, whole) in enumerate(list_counts(harm), start=number):
                number = part + 1
                yield _state(document, claim, (count, whole, part), country)


def list_counts(harm: Harm, whole: Harm | None = None) -> Iterator[tuple[Harm, Harm | None]]:
    """A count and all its sub-counts, each with the count that it is part of."""
    yield harm, whole
    for part in harm.parts:
        yield from list_counts(part, harm)


def assign_incidents(statements: Iterable[Statement], incidents: Mapping[str, str]) -> list[Statement]:
    """The statements with the incident of each claim; a claim over one attack that has none is an incident of its
    own.
    """
    return [
        replace(s, incident=incidents.get(s.claim, f"claim:{s.claim}")) if s.scope == "incident" else s
        for s in statements
    ]


def name_origin(claim: Claim, document: Document) -> tuple[str, bool]:
    """Who said it first, and whether they are named: the first speaker, else who wrote the story."""
    story = fold_name(document.agency or document.outlet or document.id)
    if _speaks_itself(claim, document):
        return story, bool(document.agency or document.outlet)
    first: Source = claim.sources[0]
    if first.id:
        return first.id, True
    name = fold_name(first.name) or story
    if not is_named(first):  # "a doctor" in two stories that share no agency and no outlet is two people
        return f"{name} ({story})", False
    return name, True


def _speaks_itself(claim: Claim, document: Document) -> bool:
    """Whether the house that prints the text says it, and quotes nobody."""
    return not claim.sources or is_house(claim.sources[0], document)


def judge_standing(claim: Claim) -> Standing:
    """Whether a claim counts, raises the most only, or does not count."""
    if claim.stance == "denied":
        return "denied"
    if claim.stance in UNREALISED or claim.reality in UNREAL:
        return "unreal"
    return "alleged" if claim.stance == "alleged" else "asserted"


def _state(document: Document, claim: Claim, counted: tuple[Harm, Harm | None, int], country: str) -> Statement:
    count, whole, part = counted
    origin, named = name_origin(claim, document)
    start = claim.when.start if claim.when else None
    end = claim.when.end if claim.when else None
    if end is None and document.published and (start is None or start <= document.published):
        end = document.published  # nobody reports what is yet to come
    subset = whole is not None and is_within(cells_of(whole.who), cells_of(count.who))
    actor = claim.actor
    return Statement(
        claim=claim.id,
        part=part,
        document=document.id,
        origin=origin,
        named=named,
        speaker=claim.sources[0].name if claim.sources else "",
        speaks_as=claim.sources[0].kind if claim.sources else "",
        house=_speaks_itself(claim, document),
        known=document.published.toordinal() if document.published else None,
        harm=count.harm,
        who=count.who,
        low=count.low,
        high=None if subset else count.high,
        place=find_path(claim.place, country),
        place_name=claim.place.name if claim.place else "",
        fine=claim.place is not None and claim.place.precision not in ("province", "country", None),
        start=start.toordinal() if start else None,
        end=end.toordinal() if end else None,
        actor=(actor.id or fold_place(actor.name)) if actor else None,
        actor_name=actor.name if actor else "",
        scope=claim.scope,
        standing=judge_standing(claim),
        subset=subset,
    )
