"""The state of resolution: documents come in one by one, judgements too, and the partition follows.

In: documents with their claims and outlines; judgements. Out: groups of mentions, the same whatever the order in which
anything arrived. Adding a document costs its candidates and the incidents that it touches, not the whole. It never
keeps the reasons of a score: those are computed again when somebody asks.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bearwitness.base.incidents import Answer, Judgement, Outline, Pair, Verdict
from bearwitness.base.records import Claim, Document
from bearwitness.resolve.acts import Record, is_denial, make_record
from bearwitness.resolve.blocks import Blocks
from bearwitness.resolve.clusters import LINK, cluster
from bearwitness.resolve.denials import Pair as Ends
from bearwitness.resolve.denials import link_denials
from bearwitness.resolve.judgements import Settled, settle, supersede
from bearwitness.resolve.lineages import Lineage
from bearwitness.resolve.mentions import Mention, find_mentions, key_document
from bearwitness.resolve.pairs import compare

NEAR_MISS = 1.5  # how far below LINK a pair is still worth a person's look (set on incidents.dev.json)
_UNSETTLED = Settled(joined=frozenset(), barred=frozenset(), undecided=frozenset(), set_aside=())


class Resolver:
    """Mentions, the links between them and what people said; `groups()` is the partition that follows."""

    def __init__(self) -> None:
        self.lineage = Lineage()
        self.mentions: dict[str, Mention] = {}
        self.by_document: dict[str, tuple[str, ...]] = {}
        self.documents: dict[str, Document] = {}
        self.claims: dict[str, Claim] = {}
        self.told: dict[str, tuple[Claim, ...]] = {}
        self.comparisons = 0
        self._records: dict[str, Record] = {}
        self._answers: tuple[Answer, ...] | None = None
        self._judgements: dict[str, Judgement] = {}
        self._settled = _UNSETTLED
        self._unsettled = False
        self._partners: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}
        self._blocks = Blocks()
        self._scores: dict[str, dict[str, float]] = defaultdict(dict)
        self._group: dict[str, frozenset[str]] = {}
        self._stale: set[str] = set()

    def add(self, document: Document, claims: Sequence[Claim], outline: Outline) -> bool:
        """Take in a document; False when it was there already, and nothing changes."""
        key = key_document(document)
        if key in self.documents:
            return False
        self.documents[key] = document
        self.claims.update((claim.id, claim) for claim in claims)
        self.told[key] = tuple(claims)
        self.lineage.add(document)
        mentions = find_mentions(document, claims, outline)
        self.by_document[key] = tuple(mention.id for mention in mentions)
        for mention in mentions:
            self.mentions[mention.id] = mention
            for name in (mention.id, *mention.claims, *((document.id, key) if mention is mentions[0] else ())):
                self._names[name] = min(mention.id, self._names.get(name, mention.id))
        for mention in mentions:
            self._link(mention)
        self._unsettled = bool(self._judgements)
        self._answers = None
        return True

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Take in what people said; one that is known already changes nothing."""
        for judgement in judgements:
            if judgement.id not in self._judgements:
                self._judgements[judgement.id] = judgement
                self._unsettled = True
                self._answers = None

    def rebuild(self) -> None:
        """Compare everything again and forget every group: the partition is the same afterwards."""
        self._blocks, self._scores, self._group, self._stale = Blocks(), defaultdict(dict), {}, set()
        for mention in self.mentions.values():
            self._link(mention)
        self._unsettled = bool(self._judgements)

    def locate(self, name: str) -> str | None:
        """The mention that an id of a claim, a document or a mention stands for, None when nothing has it."""
        return self._names.get(name)

    @property
    def judgements(self) -> Sequence[Judgement]:
        """All that people said, in no order that matters."""
        return tuple(self._judgements.values())

    def answers(self) -> tuple[Answer, ...]:
        """What the denials and refusals of all documents answer."""
        if self._answers is None:
            for key in self.documents.keys() - self._records.keys():
                self._records[key] = make_record(self.documents[key], self.told[key])
            said: dict[Ends, Verdict] = {(j.left, j.right): j.verdict for j in self._list_on_denials()}
            self._answers = link_denials(self._records.values(), said)
        return self._answers

    def settle(self) -> Settled:
        """The judgements on incidents as they bind; "same" on a denial and a claim binds in `answers` alone."""
        if self._unsettled:
            self._unsettled = False
            on_incidents = [each for each in self._judgements.values() if self._is_on_incidents(each)]
            before, self._settled = self._settled, settle(on_incidents, self.locate)
            changed = (before.joined ^ self._settled.joined) | (before.barred ^ self._settled.barred)
            self._stale.update(one for ends in changed for one in ends if one in self.mentions)
            self._partners = {}
            for one, other in self._settled.joined:
                self._partners.setdefault(one, set()).add(other)
                self._partners.setdefault(other, set()).add(one)
        return self._settled

    def list_set_aside(self) -> list[tuple[Judgement, str]]:
        """The judgements that took no effect, with the reason."""
        aside = list(self.settle().set_aside)
        for judgement in self._list_on_denials():
            ends = {judgement.left, judgement.right}
            if judgement.verdict == "same":
                answered = any(ends & {*a.denials} and ends & {*a.claims} for a in self.answers())
                if not answered:
                    aside.append((judgement, self._explain_unanswered(judgement)))
            elif judgement.verdict == "undecided" and not self._is_on_incidents(judgement):
                aside.append((judgement, "one of the two is of no incident, and none can be reviewed"))
        return aside

    def groups(self) -> list[frozenset[str]]:
        """The incidents, as groups of mention ids; only what changed since the last call is grouped anew."""
        self._refresh()
        return sorted(set(self._group.values()), key=min)

    def group_of(self, mention: str) -> frozenset[str]:
        """The group that a mention is in."""
        self._refresh()
        return self._group[mention]

    def compare(self, left: str, right: str) -> Pair:
        """Two mentions with every reason for and against."""
        one, other = self.mentions[left], self.mentions[right]
        return compare(one, other, self.lineage.relate(one.document, other.document))

    def closest(self, mention: str, others: Iterable[str]) -> Pair | None:
        """The strongest of a mention's links to some others, with its reasons; None where it was compared with none."""
        scores = self._scores.get(mention, {})
        linked = [(-scores[other], other) for other in others if other in scores]
        return self.compare(mention, min(linked)[1]) if linked else None

    def near_misses(self, mention: str) -> Iterator[tuple[str, float]]:
        """The mentions in other groups that come close to this one, with their scores."""
        own = self.group_of(mention)
        for other, score in self._scores.get(mention, {}).items():
            if score >= LINK - NEAR_MISS and other not in own:
                yield other, score

    def _is_on_denial(self, judgement: Judgement) -> bool:
        """Whether a judgement says what a denial answers: it names a denial, and a claim that is none."""
        ends = [self.claims.get(name) for name in (judgement.left, judgement.right)]
        return None not in ends and len({is_denial(end) for end in ends if end is not None}) > 1

    def _is_on_incidents(self, judgement: Judgement) -> bool:
        """Whether a judgement binds incidents: a denial does not answer what another incident tells."""
        if not self._is_on_denial(judgement):
            return True
        ends = {self.locate(judgement.left), self.locate(judgement.right)}
        return judgement.verdict != "same" and None not in ends and len(ends) > 1

    def _list_on_denials(self) -> list[Judgement]:
        """The last word on every denial and claim, the oldest first."""
        live = [each for each in supersede(self._judgements.values()) if each.superseded_by is None]
        return [each for each in live if self._is_on_denial(each)]

    def _explain_unanswered(self, judgement: Judgement) -> str:
        """Why no answer follows from "same" on a denial and a claim."""
        other = next(n for n in (judgement.left, judgement.right) if not is_denial(self.claims[n]))
        acts = [act for record in self._records.values() for act in (*record.deeds, *record.demands)]
        if any(claim.id == other for act in acts for claim in act.claims):
            return "a newer judgement says what the denial answers"
        return f"a denial answers a deed, a charge or a demand, and {other} is none"

    def _link(self, mention: Mention) -> None:
        """Compare a mention with its candidates, then let others find it."""
        kin = self.lineage.kin_of(mention.document)
        candidates = self._blocks.find(mention)
        if mention.main:
            mains = (self.by_document.get(key, ())[:1] for key in kin)
            candidates.update(one for main in mains for one in main if self.mentions[one].main)
        own = self._scores[mention.id]
        for name in sorted(candidates):
            other = self.mentions[name]
            if other.document != mention.document and name not in own:
                self.comparisons += 1
                own[name] = self._scores[name][mention.id] = compare(mention, other, kin.get(other.document)).score
        self._blocks.add(mention)
        self._stale.add(mention.id)

    def _refresh(self) -> None:
        settled = self.settle()
        while self._stale:
            component = self._reach(self._stale.pop())
            self._stale -= component
            joined = [ends for ends in settled.joined if ends[0] in component]
            barred = [ends for ends in settled.barred if ends[0] in component]
            for group in cluster(component, self._scores, joined, barred):
                self._group.update(dict.fromkeys(group, group))

    def _reach(self, mention: str) -> set[str]:
        """All mentions that strong links or people's word connect with one."""
        found = {mention}
        stack = [mention]
        while stack:
            one = stack.pop()
            linked = {other for other, score in self._scores.get(one, {}).items() if score >= LINK}
            new = (linked | self._partners.get(one, set())) - found
            found |= new
            stack += new
        return found
