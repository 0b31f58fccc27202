"""How the quantities of a sentence hang together: coordinated, a subset of the one before, or apart.

In: the tokens, quantities and triggers of a sentence. Out: the link between each neighbouring pair, and the groups that
follow from them. It knows nothing of who was harmed.
"""

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Token

from bearwitness.extract.counting.counts import FINITE, Scan, harm_words
from bearwitness.extract.counting.quantities import Quantity
from bearwitness.extract.counting.triggers import Trigger
from bearwitness.extract.lexicons import load_lexicon

_GRAMMAR = load_lexicon("grammar")
_OPENER_TAILS = frozenset(_GRAMMAR["opener_tails"])
_FINITE_AUXILIARIES = frozenset(_GRAMMAR["finite_auxiliaries"])
_PREDICATE_BETWEEN = frozenset(_GRAMMAR["predicate_between"])
_SPEECH_LEMMAS = frozenset(_GRAMMAR["speech_lemmas"])

_STATE_ORGANS = frozenset(_GRAMMAR["state_organs"])
BREAKS = frozenset(load_lexicon("grammar")["breaks"])
_COORD = frozenset(load_lexicon("grammar")["coordinators"])
# Words that open a phrase between two counts of one list ("six men outside the mill and another two").
_POSSESSIVES = frozenset(_GRAMMAR["possessives"])
_ADJUNCTS = frozenset(load_lexicon("grammar")["adjuncts"])
_PRONOUN_GAP = 12  # tokens between people and "seven of them", set on the training reports
_RESUMED_GAP = 3  # tokens behind which "..., and" goes on with the whole and not with its parts
_LISTED_GAP = 3  # tokens from a part with its state to the next: "three dead, and"
_GAP = 9  # tokens between two coordinated quantities; the longest in the training reports is 8


def link_quantities(
    tokens: Sequence[Token], words: list[str], quantities: list[Quantity], triggers: list[Trigger]
) -> list[str]:
    """For each neighbouring pair: "coord", "subset", "pronoun", "inverse" (the first is a part of the second) or ""."""
    starts = {t.start for t in triggers}
    result: list[str] = []
    for a, b in pairwise(quantities):
        link = _link(tokens, words, (a, b), starts)
        if result and result[-1] == "subset":
            link = _link_in_subset(words, (a, b), link, starts)
        result.append(link)
    return result


def _link_in_subset(words: list[str], pair: tuple[Quantity, Quantity], link: str, starts: set[int]) -> str:
    """The link of two quantities the first of which is in a subset: the list goes on, or it ends where it began."""
    a, b = pair
    stated, was_stated = b.end in starts, a.end in starts  # a harm of its own stands right behind
    if stated and was_stated and words[b.start - 1] in _COORD and b.start - a.end <= _LISTED_GAP:
        return "subset"  # "12 casualties, including three dead and nine wounded"
    if link != "coord" or b.more or ")" in words[a.end : b.start]:
        return link
    if stated and not was_stated and b.kind == "bare":
        return ""  # "nine killed including two children, 21 hurt": a clause of its own
    resumed = words[a.end : a.end + 1] == [","] and words[b.start - 1] == "and" and b.start - a.end > _RESUMED_GAP
    return link if resumed and b.kind != "single" else "subset"


def _link(tokens: Sequence[Token], words: list[str], pair: tuple[Quantity, Quantity], starts: set[int]) -> str:
    a, b = pair
    gap = words[a.end : b.start]
    if b.pronoun and len(gap) <= (_PRONOUN_GAP if {"them", "whom"} & set(words[b.start : b.end]) else 4):
        return "pronoun"
    if gap == [] and words[a.end - 1] == "of":
        return "inverse"
    if gap[:2] in (["were", "among"], ["was", "among"], ["are", "among"]) and len(gap) <= 4:
        return "inverse"
    for opener in harm_words()[3]:
        if len(gap) >= len(opener) and tuple(gap[len(gap) - len(opener) :]) == opener and len(gap) <= _GAP + 6:
            return "subset"
    if gap and len(gap) >= 2 and gap[-1] in _OPENER_TAILS:
        for opener in harm_words()[3]:
            if any(tuple(gap[i : i + len(opener)]) == opener for i in range(len(gap))) and len(gap) <= 7:
                return "subset"
    if len(gap) > _GAP:
        return ""
    if gap == ["("]:
        # "seven people (3 children)"; "40 families (230 people)" are the same people twice.
        return "subset" if (b.high or b.low or 0) < (a.low or a.high or 0) else "coord"
    verbs = [i for i in range(a.end, b.start) if tokens[i].tag_ in FINITE or i in starts or tokens[i].tag_ in ("VBG",)]
    if verbs or any(w in BREAKS and w != "as" for w in gap):
        return ""
    if _has_verb(tokens, words, b) and b.end not in starts:
        return ""  # "wounding a boy, Governor Roe wrote"
    if not gap:
        apposed = a.kind in ("definite", "named") or words[a.start] in _POSSESSIVES  # "her son a clerk" is one
        return "coord" if b.kind in ("single", "people") and not (b.inherits or apposed) else ""
    if gap[-1] in _POSSESSIVES and len(gap) > 1:
        gap = gap[:-1]
    if words[a.start - 1 : a.start] == ["by"] and len(gap) > 1:
        return ""
    if (gap[-1] in _COORD and (gap[-1] != "as" or "well" in gap)) or (
        len(gap) >= 2 and gap[-2:] in (["as", "well"], ["well", "as"], ["along", "with"])
    ):
        head_gap = gap[:-1]
        plain = ("JJ", "NN", "NNS", "NNP", "NNPS", "HYPH", "CC", ",")
        if (
            all(w in _COORD for w in head_gap)
            or (len(head_gap) <= 6 and all(tokens[i].tag_ in plain for i in range(a.end, b.start - 1)))
            or (head_gap and head_gap[0] in _ADJUNCTS)
        ):
            return "coord"
    return ""


def _has_verb(tokens: Sequence[Token], words: list[str], q: Quantity) -> bool:
    """Whether a verb of its own, and none of speech before its speaker, follows a quantity."""
    if q.end >= len(words) or tokens[q.end].tag_ not in FINITE or words[q.end] in _FINITE_AUXILIARIES:
        return False
    return q.kind == "named" or not _inverted(tokens, q.end)


def _inverted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb of speech has its speaker behind it: "(killing nine women) said the director"."""
    speaker = at + 1 < len(tokens) and tokens[at + 1].tag_[:2] in ("NN", "DT", "JJ")
    return speaker and tokens[at].lemma_.lower() in _SPEECH_LEMMAS


def group_of(scan: Scan, q: Quantity) -> list[Quantity]:
    """The quantities that hang together with `q`, in order."""
    at = scan.quantities.index(q)
    first = last = at
    while first > 0 and _hangs(scan, first - 1):
        first -= 1
    while last < len(scan.links) and _hangs(scan, last):
        last += 1
    return scan.quantities[first : last + 1]


def _hangs(scan: Scan, at: int) -> bool:
    """Whether the quantity behind the link `at` shares the verb before it; "arrested 12 of them" does not."""
    gap = range(scan.quantities[at].end, scan.quantities[at + 1].start)
    if scan.links[at] == "pronoun":
        return not any(t.start in gap and t.role == "object" for t in scan.triggers)
    return scan.links[at] in ("coord", "subset")


def left_group(scan: Scan, q: Quantity) -> list[Quantity]:
    """The group of a subject, up to and with `q`."""
    group = group_of(scan, q)
    return group[: group.index(q) + 1]


def right_group(scan: Scan, q: Quantity) -> list[Quantity]:
    """The group of an object from `q` on, cut before a quantity that has its own predicate."""
    group = group_of(scan, q)
    result = []
    for item in group[group.index(q) :]:
        if item is not q and has_predicate(scan, item) and scan.links[scan.quantities.index(item) - 1] == "coord":
            break
        result.append(item)
    return result


def has_predicate(scan: Scan, q: Quantity) -> bool:
    """Whether a verb of its own follows a quantity: "(killed two men and) three women were hurt"."""
    at = q.end
    words, tokens = scan.words, scan.tokens
    while at < len(words) and (tokens[at].tag_ == "RB" or words[at] in _PREDICATE_BETWEEN):
        if words[at] in _FINITE_AUXILIARIES:
            return True
        at += 1
    if words[at : at + 1] == ["state"] and words[at + 1 : at + 2] and words[at + 1] in _STATE_ORGANS:
        return False  # "wounded 40 others state media reported": a tagger makes a verb of it.
    if at < len(words) and tokens[at].tag_ in FINITE and not any(t.start == at for t in scan.triggers):
        return not _inverted(tokens, at)
    return any(t.start == at and t.role in ("object", "subject") and tokens[at].tag_ != "VBG" for t in scan.triggers)
