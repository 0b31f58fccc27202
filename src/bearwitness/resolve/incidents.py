"""Groups of mentions as incidents: where and when, whose figures, how far confirmed, what they were told apart from.

In: a Resolver. Out: Incidents, Placements of documents, near misses for review. It decides nothing about who belongs
together, and remembers ids from one call to the next so that they stay.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bearwitness.base.incidents import Answer, Incident, Judgement, Pair, Placement, Tombstone
from bearwitness.base.origins import Voices, fold_voices, join_spellings
from bearwitness.base.records import Place
from bearwitness.resolve.acts import is_denial
from bearwitness.resolve.grades import grade_incident
from bearwitness.resolve.identities import NOTHING, Identities, assign_identities
from bearwitness.resolve.mentions import Mention, key_document
from bearwitness.resolve.origins import find_origin
from bearwitness.resolve.resolvers import Resolver
from bearwitness.resolve.tolls import Told, list_figures

FIRST = float("-inf")  # what a person left undecided heads the review


class Register:
    """The incidents of a resolver under ids that stay. `before` are the ids of an earlier run.

    `voices` are the sources that are known not to be independent of each other.
    """

    def __init__(self, resolver: Resolver, before: Identities = NOTHING, voices: Voices = ()) -> None:
        self.resolver = resolver
        self._heads = fold_voices(voices)
        self._identities = before
        self._groups: dict[str, frozenset[str]] = {}
        self._roots: dict[str, str] = {}
        self._stories: dict[str, str] = {}
        self._answered: dict[str, tuple[Answer, ...]] | None = None
        self._folds: dict[str, str] = {}
        self._folded: dict[str, list[str]] = {}
        self._keys: dict[str, str] | None = None
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
        self._answered = self._keys = None

    def list_incidents(self) -> Iterator[Incident]:
        """All incidents of which there is a claim, by date and id."""
        mentions = self.resolver.mentions
        firsts = {
            name: (min(mentions[m].start or date.max for m in group), name) for name, group in self._groups.items()
        }
        folds = self._fold()
        for name in sorted(self._groups.keys() - folds.keys(), key=firsts.__getitem__):
            if any(mentions[mention].claims for mention in self._groups[name]):
                yield self.describe(name)

    def find(self, name: str) -> list[str]:
        """The ids of the incidents that an id, or the beginning of one, stands for today; retired ids redirect.

        The id of a document or a claim stands for its incident.
        """
        mention = self.resolver.locate(name)
        if mention is not None:
            return [self._find_home(mention)]
        answered = next((answer for answer in self.resolver.answers() if name in answer.denials), None)
        home = self._find_answered(answered) if answered is not None else None
        if home is not None:
            return [home]
        known = {*self._groups, *(stone.id for stone in self.tombstones)}
        folds = self._fold()
        now = (self._identities.redirect(one) for one in known if one.startswith(name))
        return sorted({folds.get(one, one) for one in now})

    def founder(self, incident: str) -> str:
        """The claim, or where there is none the document, that stands for an incident in a judgement.

        A claim that tells of it stands before one that denies it.
        """
        mentions = sorted((self.resolver.mentions[m] for m in self._groups[incident]), key=lambda m: self._rank(m.id))
        claims = [claim for mention in mentions for claim in mention.claims]
        telling = (claim for claim in claims if not is_denial(self.resolver.claims[claim]))
        return next(telling, claims[0] if claims else self.resolver.documents[mentions[0].document].id)

    def describe(self, incident: str) -> Incident:
        """One incident with everything that follows from its claims."""
        mentions = self._list_mentions(incident)
        denials = self._list_denials(incident)
        claims = tuple(dict.fromkeys(claim for mention in mentions for claim in mention.claims))
        heard = self._tell(mentions, [answer.denial for answer in denials])
        told = [heard[claim] for claim in claims]
        telling = [mention for mention in mentions if not self._only_denies(mention)] or mentions
        start, end = _decide_days(telling)
        kinds = Counter(kind for mention in mentions for kind in mention.kinds)
        return Incident(
            id=incident,
            mentions=tuple(mention.id for mention in mentions),
            documents=self._list_documents(mentions),
            claims=claims,
            place=self._decide_place(telling),
            start=start,
            end=end,
            kinds=tuple(sorted(kinds, key=lambda kind: (-kinds[kind], kind))),
            origins=tuple(sorted({each.origin.name for each in told})),
            tolls=list_figures(told),
            grade=grade_incident(_order_sides(heard, denials)),
            why=tuple(self._explain(mentions)),
            told_apart=tuple(self.tell_apart(incident)),
            denials=denials,
        )

    def place_documents(self) -> Iterator[Placement]:
        """Where every document belongs, by the order in which they came."""
        answers = {answer.denial: answer for answer in self.resolver.answers()}
        for key, document in self.resolver.documents.items():
            own_answers = tuple(answers[claim.id] for claim in self.resolver.told[key] if claim.id in answers)
            story = self._stories[key][:16]
            own = self.resolver.by_document[key]
            main = self.resolver.mentions[own[0]] if own else None
            if (denied := self._find_denied(main, own_answers)) is not None:
                told_in = next(answer.answered for answer in own_answers if not answer.within)
                why = f"it denies what {told_in} tells"
                yield Placement(document=document.id, incident=denied, story=story, why=why, answers=own_answers)
                continue
            if main is None or (reason := main.doubt) is not None:
                why = "it tells of no event" if main is None else f"it has no single incident: {reason}"
                yield Placement(document=document.id, incident=None, story=story, why=why, answers=own_answers)
                continue
            yield Placement(
                document=document.id,
                incident=self._find_home(main.id),
                story=story,
                why=self._explain_place(main),
                answers=own_answers,
            )

    def tell_apart(self, incident: str) -> Iterator[Pair]:
        """The near misses of an incident: for each other incident the closest pair, the closest first."""
        best: dict[str, tuple[float, str, str]] = {}
        for mention in (each.id for each in self._list_mentions(incident)):
            for other, score in self.resolver.near_misses(mention):
                home = self._find_home(other)
                if home == incident:
                    continue
                best[home] = min(best.get(home, (-score, mention, other)), (-score, mention, other))
        for _, mention, other in sorted(best.values()):
            yield self.resolver.compare(mention, other)

    def review(self) -> Iterator[tuple[Pair, str, str]]:
        """Near misses between two incidents, the closest first, each once: a pair and the ids of its incidents."""
        undecided = self.resolver.settle().undecided
        barred = self.resolver.settle().barred
        best: dict[tuple[str, str], tuple[float, str, str]] = {}
        homes = {mention: self._find_home(mention) for mention in self.resolver.mentions}
        for mention in self.resolver.mentions:
            for other, score in self.resolver.near_misses(mention):
                if mention > other or (mention, other) in barred or homes[mention] == homes[other]:
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
        return self.resolver.list_set_aside()

    def list_told(self, incident: str) -> list[Told]:
        """The claims of an incident with their documents and origins, by origin."""
        told = self._tell(self._list_mentions(incident))
        return sorted(told.values(), key=lambda t: (t.origin.name, t.document.published or date.max, t.claim.id))

    def list_denied(self, incident: str) -> list[tuple[Answer, Told, Told]]:
        """The denials of what is told of an incident: each with the denier's claim and the claim that it answers."""
        return [(answer, self.tell(answer.denial), self.tell(answer.claim)) for answer in self._list_denials(incident)]

    def tell(self, claim: str) -> Told:
        """A claim with its document and origin."""
        return self._tell((), [claim])[claim]

    def _find_key(self, claim: str) -> str:
        """The document that a claim stands in, the first by key where the same bytes came under two names."""
        if self._keys is None:
            keys = sorted(self.resolver.told, reverse=True)
            self._keys = {each.id: key for key in keys for each in self.resolver.told[key]}
        return self._keys[claim]

    def _fold(self) -> dict[str, str]:
        """Incidents of which all that is said is a denial of what another tells, by id, with the other's."""
        if self._answered is None:
            self._find_answers()
        return self._folds

    def _find_home(self, mention: str) -> str:
        home = self._identities.homes[mention]
        return self._fold().get(home, home)

    def _find_answered(self, answer: Answer) -> str | None:
        """The incident that tells what a denial answers; None where nothing that it answers is of one incident."""
        homes = self._identities.homes
        for name in answer.claims:
            mention = self.resolver.locate(name)
            if mention is not None and name in self.resolver.mentions[mention].claims:
                return homes[mention]
        return None

    def _find_denied(self, main: Mention | None, answers: Sequence[Answer]) -> str | None:
        """The incident that a document is about by denying it, where it tells of none itself."""
        if main is not None and self._identities.homes[main.id] not in self._fold():
            return None
        homes = {self._find_answered(answer) for answer in answers if not answer.within}
        return homes.pop() if len(homes) == 1 else None

    def _find_answers(self) -> None:
        """Sort the answers by incident, and find the incidents that are nothing but a denial of another."""
        by_home: dict[str, list[Answer]] = defaultdict(list)
        leads: dict[str, str] = {}
        for answer in self.resolver.answers():
            home = self._find_answered(answer)
            if home is not None:
                by_home[home].append(answer)
                leads.update(dict.fromkeys(answer.denials, home))
        self._answered = {home: tuple(answers) for home, answers in by_home.items()}
        self._folds = {}
        by_key: dict[str, set[str | None]] = defaultdict(set)
        for answer in self.resolver.answers():
            if not answer.within:
                by_key[self._find_key(answer.denial)].add(leads.get(answer.denial))
        for name, group in self._groups.items():
            mentions = [self.resolver.mentions[mention] for mention in group]
            homes = {leads.get(claim) for mention in mentions for claim in mention.claims}
            if not homes:  # reports that count nothing, and tell of what they deny
                homes = {home for mention in mentions for home in by_key.get(mention.document, {None})}
            if len(homes) == 1 and (home := homes.pop()) is not None and home != name:
                self._folds[name] = home
        self._folds = {name: home for name, home in self._folds.items() if home not in self._folds}
        self._folded = defaultdict(list)
        for name, home in self._folds.items():
            self._folded[home].append(name)

    def _list_mentions(self, incident: str) -> list[Mention]:
        """The mentions of an incident, with those that only deny it."""
        self._fold()
        names = {mention for name in (incident, *self._folded.get(incident, ())) for mention in self._groups[name]}
        return sorted((self.resolver.mentions[name] for name in names), key=lambda m: self._rank(m.id))

    def _list_denials(self, incident: str) -> tuple[Answer, ...]:
        """The denials of what an incident's claims tell; what copies of one story print stands once."""
        self._fold()
        assert self._answered is not None
        found: dict[tuple[str, str], Answer] = {}
        answers = self._answered.get(incident, ())
        deniers = self._tell((), [answer.denial for answer in answers])
        for answer in answers:
            denier = deniers[answer.denial]
            words = " ".join(denier.claim.wording.casefold().split())
            story = self._stories[key_document(denier.document)]
            if (denier.origin.key, words) in found or (denier.origin.key, story) in found:
                continue
            found[denier.origin.key, words] = found[denier.origin.key, story] = answer
        return tuple(dict.fromkeys(found.values()))

    def _only_denies(self, mention: Mention) -> bool:
        claims = [self.resolver.claims[claim] for claim in mention.claims]
        return bool(claims) and all(map(is_denial, claims))

    def _tell(self, mentions: Sequence[Mention], others: Sequence[str] = ()) -> dict[str, Told]:
        """The claims of mentions, and others beside them, by id: one source in two spellings is one origin of all."""
        documents, found = self.resolver.documents, {}
        where = {claim: mention.document for mention in mentions for claim in mention.claims}
        where = {claim: self._find_key(claim) for claim in others} | where
        for name, key in where.items():
            found[name] = find_origin(self.resolver.claims[name], documents[key], documents[self._roots[key]])
        origins = join_spellings(found, self._heads)
        return {
            name: Told(claim=self.resolver.claims[name], document=documents[key], origin=origins[name])
            for name, key in where.items()
        }

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


def _order_sides(heard: Mapping[str, Told], denials: Sequence[Answer]) -> list[Told]:
    """What is told of an incident and the denials of it, wherever made; what is denied, and who denies, first."""
    answered = {claim for answer in denials for claim in answer.claims}
    return sorted(heard.values(), key=lambda each: each.claim.id not in answered and not is_denial(each.claim))


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
