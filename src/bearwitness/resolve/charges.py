"""A denial held against a deed, a refusal against a demand: every reason for and against its answering that.

In: two acts of two documents. Out: reasons in words with weights, natural logs of odds like those of `pairs`; None
where the one cannot answer the other. Weights were set by hand on the denials of FA-KES (decision 0058). It never looks
at a third act.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from bearwitness.base.incidents import Reason
from bearwitness.resolve.acts import Act
from bearwitness.resolve.lexicons import load_events
from bearwitness.resolve.pairs import RARE_KIND, phrase_figure, weigh_figures, weigh_same
from bearwitness.resolve.spots import Spot, relate

REACH_DAYS = 30  # how long after a deed a denial of it may be made
LATENESS = ((2, 1.0), (7, 0.5), (REACH_DAYS, 0.0))
PLACES = {"near": 1.0, "inside": 0.75, "country": 0.0, "unknown": 0.0}
CONTEXT = 0.5  # what a document is about tells half as much as the words of the denial
SAME_DEED_DAYS = 1
NAME = 4  # letters of a word of a name
LATE_CHARGE_DAYS = 7  # a charge that does not date the deed is dated by itself
RARE = -1.0  # only one of two speaks of a kind of deed that is rare
LATER = -0.5  # what is printed days after a denial may be the old charge told again, or a new one
WORD, MOST_WORDS = 0.75, 2.25  # a word in common that not every denial has


def weigh_deed(denial: Act, act: Act) -> list[Reason] | None:
    """Every reason for and against; None where the denial cannot answer the act."""
    party = _weigh_parties(denial, act)
    days = _weigh_days(denial, act)
    if party is None or days is None or _is_own_version(denial, act):
        return None
    places = list(_weigh_places(denial, act))
    sure = any(reason.feature == "place" and reason.weight > 0 for reason in places)
    if any(reason.weight < -1 for reason in places) or not (act.parties or sure):
        return None  # another place; or neither the doer nor the place says that this deed is meant
    found = [party, days, *places, *_weigh_kinds(denial, act), *_weigh_objects(denial, act)]
    found += [*_weigh_figures(denial, act), *_weigh_voices(denial, act), *_weigh_words(denial, act)]
    return [*found, *_weigh_publication(denial, act)]


def weigh_demand(denial: Act, act: Act) -> list[Reason] | None:
    """A refusal and a demand: who asked whom, when, where, in which words."""
    days = _weigh_days(denial, act)
    if days is None or _is_own_version(denial, act):
        return None
    found = [days, *_weigh_voices(denial, act, named_in_words=True), *_weigh_words(denial, act)]
    asked = [party for party in act.parties if any(party.matches(own) for own in denial.parties)]
    if asked:
        found.append(_reason("party", 1.5, f"it was asked of {asked[0].name}"))
    if not any(reason.feature == "words" for reason in found):
        return None  # who asked whom is not what was asked
    places = list(_weigh_places(denial, act))
    if any(reason.weight < -1 for reason in places if reason.feature == "place"):
        return None
    return [*found, *places]


def _reason(feature: str, weight: float, words: str) -> Reason:
    return Reason(feature=feature, weight=round(weight, 2), words=words)


def _weigh_parties(denial: Act, act: Act) -> Reason | None:
    if not act.parties:
        return _reason("party", -0.5, "nobody is named as the doer")
    for party in denial.parties:
        for other in act.parties:
            if party.matches(other):
                own = party.name == other.name
                said = ", by whom the denial is" if own else f"; the denial is by {party.name}"
                return _reason("party", 1.5, f"held responsible: {other.name}{said}")
    words = load_events()
    for party in denial.parties:
        for other in act.parties:
            allied = party.id and other.id and words.are_allies(party.id, other.id)
            if allied and any(name in denial.wording for name in other.name.casefold().split() if len(name) > 3):
                return _reason("party", 0.75, f"the denial is by {party.name}, for {other.name}")
    return None


def _weigh_days(denial: Act, act: Act) -> Reason | None:
    assert denial.start is not None and denial.end is not None and act.start is not None and act.end is not None
    if act.start > denial.end + timedelta(days=1):
        return None
    gap = max((denial.start - act.end).days, 0)
    weight = next((weight for limit, weight in LATENESS if gap <= limit), None)
    return None if weight is None else _reason("date", weight, f"{_phrase_gap(gap)} {act.end}")


def _phrase_gap(days: int) -> str:
    return f"answered {days} day{'' if days == 1 else 's'} after" if days else "answered in the days of"


def _weigh_publication(denial: Act, act: Act) -> Iterator[Reason]:
    before, after = denial.document.published, act.document.published
    if before is not None and after is not None and (after - before).days > 1:
        yield _reason("report", LATER, f"printed {(after - before).days} days after the denial")


def _weigh_places(denial: Act, act: Act) -> Iterator[Reason]:
    """The place of the denial's own words; where they name none, the places of its document, which tell less."""
    if denial.spots and act.spots:
        weight, words = _best_place(denial.spots, act.spots)
        yield _reason("place", weight, words)
        return
    if act.spots and denial.around:
        weight, words = _best_place(denial.around, act.spots)
        weight = max(weight, -1.0) if weight < 0 else weight * CONTEXT
        yield _reason("context", weight, words)


def _best_place(left: Sequence[Spot], right: Sequence[Spot]) -> tuple[float, str]:
    return max((_weigh_place(one, other), _phrase_place(one, other)) for one in left for other in right)


def _phrase_place(one: Spot, other: Spot) -> str:
    same = one.name == other.name and relate(one, other) == "same"
    return f"both at {one.name}" if same else f"{one.name} and {other.name}: {relate(one, other)}"


def _weigh_place(one: Spot, other: Spot) -> float:
    relation = relate(one, other)
    if relation == "same":
        return weigh_same(one, other)
    return PLACES.get(relation, -3.5)


def _weigh_kinds(denial: Act, act: Act) -> Iterator[Reason]:
    words = load_events()
    own, share = (denial.kinds, 1.0) if denial.kinds else (denial.lead_kinds, CONTEXT)
    shared = own & (act.kinds or act.lead_kinds)
    if shared:
        best = max(shared, key=lambda kind: (words.weights[kind], kind))
        share = share if act.kinds else share * CONTEXT
        yield _reason("kind", words.weights[best] * share, f"both speak of {', '.join(sorted(shared))}")
    elif denial.kinds and act.kinds:
        akin = any(frozenset((a, b)) in words.akin for a in denial.kinds for b in act.kinds)
        said = f"{', '.join(sorted(denial.kinds))} against {', '.join(sorted(act.kinds))}"
        yield _reason("kind", -0.5 if akin else -2.0, said)
    lone = sorted(
        kind
        for kind in (denial.kinds or act.kinds) - (act.kinds or denial.lead_kinds)
        if words.weights[kind] >= RARE_KIND
    )
    if lone:
        yield _reason("kind", RARE, f"only one speaks of {lone[0]}")


def _weigh_objects(denial: Act, act: Act) -> Iterator[Reason]:
    shared = denial.objects & act.objects
    if shared:
        yield _reason("object", min(1.5, len(shared)), f"both speak of {', '.join(sorted(shared))}")
    elif denial.objects and act.objects:
        said = f"{', '.join(sorted(denial.objects))} against {', '.join(sorted(act.objects))}"
        yield _reason("object", -1.0, said)
    elif denial.objects:
        yield _reason("object", -0.5, f"only the denial speaks of {', '.join(sorted(denial.objects))}")


def _weigh_figures(denial: Act, act: Act) -> Iterator[Reason]:
    compared = [
        (weigh_figures(one, other), " and ".join(dict.fromkeys(map(phrase_figure, (one, other)))))
        for one in denial.tolls
        for other in act.tolls
        if one[0] == other[0]
    ]
    if compared:
        weight, words = max(compared)
        yield _reason("toll", weight, words)


def _weigh_voices(denial: Act, act: Act, *, named_in_words: bool = False) -> Iterator[Reason]:
    """Whether the denial names the one whose words it denies, and the act has them from that one.

    The words of a refusal say whose demand it was; those of a denial may name anyone.
    """
    said = set(re.findall(r"\w+", denial.wording)) if named_in_words else set()
    for voice in act.voices:
        named = {word for word in voice.name.casefold().split() if len(word) >= NAME} & said
        if any(party.matches(voice) for party in denial.voices) or named:
            yield _reason("voice", 1.0, f"said by {voice.name}, whom the denial names")
            return


def _weigh_words(denial: Act, act: Act) -> Iterator[Reason]:
    shared = sorted(denial.stems & act.stems)
    if shared:
        yield _reason("words", min(MOST_WORDS, WORD * len(shared)), f"both say {', '.join(f'{s}…' for s in shared)}")


def _is_own_version(denial: Act, act: Act) -> bool:
    """Whether the act is told by the denier: his rival version is no charge against him."""
    return any(party.matches(voice) for party in denial.parties for voice in act.voices)


def may_be_one(one: Act, other: Act) -> bool:
    """Whether two acts may be one: nothing in party, place, days, kind or what was hit tells them apart."""
    if one is other:
        return True
    if one.parties and other.parties and not any(a.matches(b) for a in one.parties for b in other.parties):
        return False
    if one.spots and other.spots and all(relate(a, b) == "apart" for a in one.spots for b in other.spots):
        return False
    assert one.start and one.end and other.start and other.end
    gap = max((one.start - other.end).days, (other.start - one.end).days)
    if gap > (LATE_CHARGE_DAYS if one.bare or other.bare else SAME_DEED_DAYS):
        return False
    if one.kinds and other.kinds and not one.kinds & other.kinds:
        akin = load_events().akin
        if not any(frozenset((a, b)) in akin for a in one.kinds for b in other.kinds):
            return False
    return not (one.objects and other.objects and not one.objects & other.objects)
