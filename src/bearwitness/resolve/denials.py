"""Which claim of another document a denial answers.

In: what documents tell and deny. Out: Answers, the same whatever the order in which documents came. A denial that its
own document already links is taken as it is. The others are compared with what other documents tell: by who is meant,
place, days, kind of deed, what was hit, figures and words. The best is taken when it is good enough and nothing else
comes near that is another deed; else the denial answers nothing. It never changes a claim, and never counts copies as
rivals.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from bearwitness.base.incidents import Answer, Reason, Verdict
from bearwitness.base.records import Claim
from bearwitness.resolve.acts import (
    LONGEST_DEED_DAYS,
    LONGEST_DENIAL_DAYS,
    Act,
    Party,
    Record,
    is_short,
)
from bearwitness.resolve.charges import REACH_DAYS, may_be_one, weigh_deed, weigh_demand
from bearwitness.resolve.lexicons import load_events

Pair = tuple[str, str]

PRIOR = -3.0  # a deed of the denier's in the month before a denial is what it answers about once in twenty
ENOUGH = 1.5  # odds of more than four to one; a denial set beside the wrong charge does harm
MARGIN = 0.75  # by how much the best must lead what is another deed: half of what a town in common is worth

SAID = Reason(feature="word", weight=0.0, words="a person said so")

Block = tuple[str, int]


def link_denials(records: Iterable[Record], said: Mapping[Pair, Verdict] | None = None) -> tuple[Answer, ...]:
    """The answers of all denials and refusals that answer something, by publication and place in the document.

    `said` is people's word on a denial and a claim, by their ids, the smaller first, the oldest word first: "same" and
    "not" win over every score and over what a document links itself, and the newest "same" over the others.
    """
    known = sorted(records, key=lambda record: record.key)
    deeds = _Acts(act for record in known for act in record.deeds)
    demands = _Acts(act for record in known for act in record.demands)
    word = _Word(said or {})
    answers: dict[str, Answer] = {}
    made = [(denial.rank, denial, record) for record in known for denial in record.denials]
    for _, denial, record in sorted(made, key=lambda entry: entry[0]):
        if denial.claims[0].id in answers:
            continue  # the same bytes under another name
        acts, others = (demands, deeds) if denial.claims[0].category == "REJECT" else (deeds, demands)
        answer = word.take(denial, (acts, others)) or _take_own(denial, record, acts, word) or _find(denial, acts, word)
        if answer is not None:
            answers[answer.denial] = answer
    return tuple(answers.values())


class _Word:
    """What people said of denials and claims."""

    def __init__(self, said: Mapping[Pair, Verdict]) -> None:
        self.partners: dict[str, list[str]] = defaultdict(list)
        self._apart: set[Pair] = set()
        for (one, other), verdict in reversed(list(said.items())):
            if verdict == "same":
                self.partners[one].append(other)
                self.partners[other].append(one)
            elif verdict == "not":
                self._apart |= {(one, other), (other, one)}

    def take(self, denial: Act, known: Sequence["_Acts"]) -> Answer | None:
        """The act that people said a denial answers: of the first of the `known` that hold the claim they named."""
        for own in denial.claims:
            for partner in self.partners.get(own.id, ()):
                for acts in known:
                    if found := acts.hold(partner):
                        act = min(found, key=lambda act: (act.key != denial.key, act.rank))
                        first = sorted(act.claims, key=lambda claim: claim.id != partner)
                        return _answer(denial, first, act, None, (SAID,))
        return None

    def parts(self, denial: Act, claims: Iterable[Claim]) -> bool:
        """Whether people said that a denial does not answer one of the claims of an act."""
        return any((own.id, other.id) in self._apart for own in denial.claims for other in claims)


class _Acts:
    """Acts by their claims, and by party and week."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self._by_claim: dict[str, list[Act]] = defaultdict(list)
        self._blocks: dict[Block, list[Act]] = defaultdict(list)
        for act in acts:
            for claim in act.claims:
                self._by_claim[claim.id].append(act)
            if act.end is not None and is_short(act, LONGEST_DEED_DAYS):
                for name in {name for party in act.parties for name in _block_names(party)} or {""}:
                    self._blocks[name, _week(act.end)].append(act)

    def hold(self, claim: str) -> list[Act]:
        """The acts that a claim is in; more than one where the same bytes came under two names."""
        return self._by_claim.get(claim, [])

    def near(self, denial: Act) -> Iterator[Act]:
        """The acts of other documents by the denier, or by nobody named, in the weeks before a denial."""
        assert denial.start is not None and denial.end is not None
        weeks = range(_week(denial.start) - REACH_DAYS // 7 - 1, _week(denial.end) + 2)
        names = sorted({name for party in denial.parties for name in _block_names(party)} | {""})
        seen: set[int] = set()
        for name in names:
            for week in weeks:
                for act in self._blocks.get((name, week), ()):
                    if act.key != denial.key and id(act) not in seen:
                        seen.add(id(act))
                        yield act


def _block_names(party: Party) -> Iterator[str]:
    """Under which names a party is sought: its id, its state, the words of its name where it has no id."""
    if party.id is not None:
        yield party.id
        yield party.id.split("-")[0]
    yield from (country.lower() for country in sorted(party.countries))
    yield from (word for word in party.name.casefold().split() if len(word) > 3)


def _week(day: date) -> int:
    return day.toordinal() // 7


def _take_own(denial: Act, record: Record, acts: _Acts, word: _Word) -> Answer | None:
    """What the document itself says that its denial answers, where nobody said that it does not."""
    known = {claim.id: claim for claim in record.claims}
    for about in (known[claim.about] for claim in denial.claims if claim.about in known):
        act = next((act for act in acts.hold(about.id) if act.key == denial.key), None)
        others = [claim for claim in act.claims if claim.id != about.id] if act is not None else []
        if not word.parts(denial, (about, *others)):
            return Answer(
                denials=tuple(claim.id for claim in denial.claims),
                claims=tuple(claim.id for claim in (about, *others)),
                document=record.document.id,
                answered=record.document.id,
                within=True,
            )
    return None


def _find(denial: Act, acts: _Acts, word: _Word) -> Answer | None:
    """The act of another document that a denial answers; None where none is good enough, or two are."""
    if not denial.parties or not is_short(denial, LONGEST_DENIAL_DAYS):
        return None
    if load_events().standing.search(denial.wording):
        return None
    refuses = denial.claims[0].category == "REJECT"
    weigh = weigh_demand if refuses else weigh_deed
    scored = []
    for act in acts.near(denial):
        reasons = None if word.parts(denial, act.claims) else weigh(denial, act)
        if reasons is not None:
            score = round(PRIOR + sum(reason.weight for reason in reasons), 2)
            scored.append((-score, act.rank, act, reasons))
    if not scored:
        return None
    scored.sort(key=lambda entry: entry[:2])
    best = scored[0]
    close = [entry for entry in scored if entry[0] - best[0] < MARGIN]
    if any(not may_be_one(entry[2], best[2]) for entry in close):
        return None
    enough = [entry for entry in close if -entry[0] >= ENOUGH]
    if not enough:
        return None
    score, _, act, reasons = min(enough, key=lambda entry: (_rank_words(denial, entry[2]), entry[1]))
    return _answer(denial, _choose_first(denial, act), act, -score, tuple(reasons))


def _answer(denial: Act, first: Sequence[Claim], act: Act, score: float | None, reasons: tuple[Reason, ...]) -> Answer:
    return Answer(
        denials=tuple(claim.id for claim in denial.claims),
        claims=tuple(claim.id for claim in first),
        document=denial.document.id,
        answered=act.document.id,
        within=act.key == denial.key,
        score=score,
        reasons=reasons,
    )


def _rank_words(denial: Act, act: Act) -> int:
    """Which of several tellings of one deed a denial takes up: a charge, what someone says, the bare deed."""
    charged = any(claim.category == "ACCUSE" for claim in act.claims)
    sourced = any(claim.sources for claim in act.claims)
    if load_events().charges.search(denial.wording):
        return 0 if charged else 1 if sourced else 2
    return 0 if sourced else 1 if charged else 2


def _choose_first(denial: Act, act: Act) -> list[Claim]:
    """The claims of an act, the one that the denial's words take up first."""
    words = load_events()
    charges = words.charges.search(denial.wording) is not None

    def order(claim: Claim) -> tuple[bool, bool, int, str]:
        fits = (claim.category == "ACCUSE") == charges
        return not fits, not claim.sources, claim.evidence.start, claim.id

    return sorted(act.claims, key=order)
