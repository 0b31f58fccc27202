"""Groups of mentions as incidents: where and when, whose figures, how far confirmed, what they were told apart from.

In: a Resolver. Out: Incidents, Placements of documents, near misses for review. It decides nothing about who belongs
together, and remembers ids from one call to the next so that they stay.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from bearwitness.base.incidents import Incident, Judgement, Pair, Placement, Tombstone
from bearwitness.base.origins import Voices
from bearwitness.base.records import Place
from bearwitness.resolve.grades import grade_incident
from bearwitness.resolve.identities import NOTHING, Identities, assign_identities
from bearwitness.resolve.mentions import Mention
from bearwitness.resolve.origins import find_origin, join_origins
from bearwitness.resolve.resolvers import Resolver
from bearwitness.resolve.tolls import Told, list_figures

FIRST = float("-inf")  # what a person left undecided heads the review


class Register:
    """The incidents of a resolver under ids that stay. `before` are the ids of an earlier run.

    `voices` are the sources that are known not to be independent of each other.
    """

    def __init__(self, resolver: Resolver, before: Identities = NOTHING, voices: Voices = ()) -> None:
        self.resolver, self.voices = resolver, voices
        self._identities = before
        self._groups: dict[str, frozenset[str]] = {}
        self._roots: dict[str, str] = {}
        self._stories: dict[str, str] = {}
        self.refresh()

    @property
    def identities(self) -> Identities:
        """Which incident every mention is in; to be kept until the next run."""
        return self._identities

    @property
    def tombstones(self) -> tuple[Tombstone, ...]:
        """The ids that are no longer in use, and where they lead."""
        return self._identities.tombstones

    def refresh(self) -> None:
        """Take up what the resolver has learnt since."""
        groups = self.resolver.groups()
        self._identities = assign_identities(groups, self._identities, self._rank)
        homes = self._identities.homes
        self._groups = {homes[min(group)]: group for group in groups}
        self._roots = self.resolver.lineage.roots()
        self._stories = self.resolver.lineage.stories()

    def list_incidents(self) -> Iterator[Incident]:
        """All incidents of which there is a claim, by date and id."""
        mentions = self.resolver.mentions
        firsts = {
            name: (min(mentions[m].start or date.max for m in group), name) for name, group in self._groups.items()
        }
        for name in sorted(self._groups, key=firsts.__getitem__):
            if any(mentions[mention].claims for mention in self._groups[name]):
                yield self.describe(name)

    def find(self, name: str) -> list[str]:
        """The ids of the incidents that an id, or the beginning of one, stands for today; retired ids redirect.

        The id of a document or a claim stands for its incident.
        """
        mention = self.resolver.locate(name)
        if mention is not None:
            return [self._identities.homes[mention]]
        known = {*self._groups, *(stone.id for stone in self.tombstones)}
        return sorted({self._identities.redirect(one) for one in known if one.startswith(name)})

    def founder(self, incident: str) -> str:
        """The claim, or where there is none the document, that stands for an incident in a judgement."""
        first = min(self._groups[incident], key=lambda m: (not self.resolver.mentions[m].claims, self._rank(m)))
        mention = self.resolver.mentions[first]
        return mention.claims[0] if mention.claims else self.resolver.documents[mention.document].id

    def describe(self, incident: str) -> Incident:
        """One incident with everything that follows from its claims."""
        mentions = sorted((self.resolver.mentions[m] for m in self._groups[incident]), key=lambda m: self._rank(m.id))
        told = self._tell(mentions)
        start, end = _decide_days(mentions)
        kinds = Counter(kind for mention in mentions for kind in mention.kinds)
        return Incident(
            id=incident,
            mentions=tuple(mention.id for mention in mentions),
            documents=self._list_documents(mentions),
            claims=tuple(dict.fromkeys(claim for mention in mentions for claim in mention.claims)),
            place=self._decide_place(mentions),
            start=start,
            end=end,
            kinds=tuple(sorted(kinds, key=lambda kind: (-kinds[kind], kind))),
            origins=tuple(sorted({each.origin.name for each in told})),
            tolls=list_figures(told),
            grade=grade_incident(told),
            why=tuple(self._explain(mentions)),
            told_apart=tuple(self.tell_apart(incident)),
        )

    def place_documents(self) -> Iterator[Placement]:
        """Where every document belongs, by the order in which they came."""
        for key, document in self.resolver.documents.items():
            story = self._stories[key][:16]
            own = self.resolver.by_document[key]
            main = self.resolver.mentions[own[0]] if own else None
            if main is None or (reason := main.doubt) is not None:
                why = "it tells of no event" if main is None else f"it has no single incident: {reason}"
                yield Placement(document=document.id, incident=None, story=story, why=why)
                continue
            yield Placement(
                document=document.id,
                incident=self._identities.homes[main.id],
                story=story,
                why=self._explain_place(main),
            )

    def tell_apart(self, incident: str) -> Iterator[Pair]:
        """The near misses of an incident: for each other incident the closest pair, the closest first."""
        best: dict[str, tuple[float, str, str]] = {}
        for mention in self._groups[incident]:
            for other, score in self.resolver.near_misses(mention):
                home = self._identities.homes[other]
                best[home] = min(best.get(home, (-score, mention, other)), (-score, mention, other))
        for _, mention, other in sorted(best.values()):
            yield self.resolver.compare(mention, other)

    def review(self) -> Iterator[tuple[Pair, str, str]]:
        """Near misses between two incidents, the closest first, each once: a pair and the ids of its incidents."""
        undecided = self.resolver.settle().undecided
        barred = self.resolver.settle().barred
        best: dict[tuple[str, str], tuple[float, str, str]] = {}
        homes = self._identities.homes
        for mention in self.resolver.mentions:
            for other, score in self.resolver.near_misses(mention):
                if mention > other or (mention, other) in barred:
                    continue
                ends = _sort(homes[mention], homes[other])
                entry = (-score, mention, other)
                best[ends] = min(best.get(ends, entry), entry)
        for mention, other in undecided:
            if homes[mention] != homes[other]:
                best[_sort(homes[mention], homes[other])] = (FIRST, mention, other)
        for _, mention, other in sorted(best.values()):
            yield self.resolver.compare(mention, other), homes[mention], homes[other]

    def list_set_aside(self) -> Sequence[tuple[Judgement, str]]:
        """The judgements that could not be followed, with the reason."""
        return self.resolver.settle().set_aside

    def list_told(self, incident: str) -> list[Told]:
        """The claims of an incident with their documents and origins, by origin."""
        mentions = [self.resolver.mentions[m] for m in self._groups[incident]]
        return sorted(self._tell(mentions), key=lambda t: (t.origin.name, t.document.published or date.max, t.claim.id))

    def _tell(self, mentions: Sequence[Mention]) -> list[Told]:
        documents, found = self.resolver.documents, {}
        where = {claim: mention.document for mention in mentions for claim in mention.claims}
        for name, key in where.items():
            found[name] = find_origin(self.resolver.claims[name], documents[key], documents[self._roots[key]])
        origins = join_origins(found, self.voices)
        return [
            Told(claim=self.resolver.claims[name], document=documents[key], origin=origins[name])
            for name, key in where.items()
        ]

    def _list_documents(self, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """The ids of the documents, each once, in the order of their publication."""
        found = {mention.document: self.resolver.documents[mention.document] for mention in mentions}
        return tuple(d.id for d in sorted(found.values(), key=lambda d: (d.published or date.max, d.id)))

    def _rank(self, mention: str) -> tuple[str, str]:
        return (self.resolver.mentions[mention].start or date.max).isoformat(), mention

    def _decide_place(self, mentions: Sequence[Mention]) -> Place | None:
        """The place that most claims name, the finer and then the first of equals."""
        places: Counter[str] = Counter()
        known: dict[str, Place] = {}
        for mention in mentions:
            for name in mention.claims:
                place = self.resolver.claims[name].place
                if place is not None:
                    key = place.id or place.name.casefold()
                    places[key] += 1
                    known.setdefault(key, place)
        if not places:
            return None
        best = min(places, key=lambda key: (-places[key], known[key].radius_m or 10**7, key))
        return known[best]

    def _explain(self, mentions: Sequence[Mention]) -> Iterator[str]:
        """Why each mention but the first is in the incident: its strongest link."""
        group = {mention.id for mention in mentions}
        for mention in mentions[1:]:
            others = group - {mention.id}
            pair = self.resolver.closest(mention.id, others)
            if pair is not None:
                yield _phrase_pair(pair)

    def _explain_place(self, main: Mention) -> str:
        pair = self.resolver.closest(main.id, self.resolver.group_of(main.id) - {main.id})
        if pair is None:
            return "no other report tells of it"
        other = pair.right if pair.left == main.id else pair.left
        document = self.resolver.documents[self.resolver.mentions[other].document].id
        return f"like {document}: {_phrase_pair(pair)}"


def _sort(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _phrase_pair(pair: Pair) -> str:
    return f"{pair.score:+.2f}: " + "; ".join(f"{r.feature} {r.weight:+.2f} ({r.words})" for r in pair.reasons)


def _decide_days(mentions: Sequence[Mention]) -> tuple[date | None, date | None]:
    """The days that most of the dated mentions give; the widest that the undated leave where none is dated."""
    dated = Counter((m.start, m.end) for m in mentions if m.stated and m.start and m.end)
    if dated:
        return min(dated, key=lambda days: (-dated[days], days))
    starts, ends = [m.start for m in mentions if m.start], [m.end for m in mentions if m.end]
    return (max(starts) if starts else None), (min(ends) if ends else None)
