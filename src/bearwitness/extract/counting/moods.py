"""Whether a harm is stated as a fact by the grammar of its own clause.

In: a sentence and a trigger. Out: unreal (future, conditional, intended), doubted or merely possible. Who says so, and
with what cue, is the business of `attributions`.
"""

from functools import cache

from bearwitness.extract.counting.counts import Scan, harm_words
from bearwitness.extract.counting.quantities import Quantity
from bearwitness.extract.counting.triggers import Trigger
from bearwitness.extract.lexicons import load_lexicon

# How many words of a verb group are read, and how far before a harm its hearsay and its participles of belief stand.
_GROUP, _HEARSAY_REACH, _BELIEF_REACH = 7, 4, 3


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load_lexicon("moods")[key])


def _aux_words(scan: Scan, trigger: Trigger) -> list[str]:
    """The words of the verb group before a trigger, nearest first."""
    at = trigger.start - 1
    result: list[str] = []
    while at >= 0 and len(result) < _GROUP:
        word, tag = scan.words[at], scan.tokens[at].tag_
        in_group = tag in ("MD", "RB", "TO") or tag.startswith("VB")
        if not in_group and word not in _words("auxiliaries") and word not in harm_words()[1]:
            break
        result.append(word)
        at -= 1
    return result


def is_unreal(scan: Scan, trigger: Trigger) -> bool:
    """Whether the harm is future, conditional, intended or denied by the grammar of its own clause."""
    if trigger.role == "toll":
        return False
    aux = _aux_words(scan, trigger)
    if not _words("negations").isdisjoint(aux):
        return True
    if not _words("future").isdisjoint(aux):
        return True
    if not _words("possible").isdisjoint(aux) and "have" not in aux:
        return True
    if "to" in aux[:2] and "have" not in aux:
        before = trigger.start - 1 - aux.index("to") - 1
        if before >= 0:
            lemma = scan.tokens[before].lemma_.lower()
            if lemma in harm_words()[0] or scan.words[before] in _words("intentions"):
                return True
    token = scan.tokens[trigger.start]
    return any(child.dep_ == "mark" and child.text.lower() == "if" for child in token.children)


def is_doubted(scan: Scan, trigger: Trigger) -> bool:
    """Whether words beside the harm put it in doubt: "reportedly killed", "may have died", "feared dead"."""
    aux = _aux_words(scan, trigger)
    if "have" in aux and not _words("doubtful").isdisjoint(aux):
        return True
    window = scan.words[max(0, trigger.start - _HEARSAY_REACH) : trigger.end + 1]
    if not _words("hearsay").isdisjoint(window):
        return True
    near = scan.words[max(0, trigger.start - _BELIEF_REACH) : trigger.start]
    return not _words("believed").isdisjoint(near) or not _words("suspected").isdisjoint(near[-1:])


def is_possible(scan: Scan, trigger: Trigger, q: Quantity) -> bool:
    """Whether a number is only possible: "the toll could reach 40"."""
    return not _words("reachable").isdisjoint(scan.words[trigger.end : q.start])
