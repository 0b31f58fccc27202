"""Whether a harm is stated as a fact by the grammar of its own clause.

In: a sentence and a trigger. Out: unreal (future, conditional, intended), doubted or merely possible. Who says so, and
with what cue, is the business of `attributions`.
"""

from bearwitness.extract.counting.counts import Scan, harm_words
from bearwitness.extract.counting.quantities import Quantity
from bearwitness.extract.counting.triggers import Trigger


def _aux_words(scan: Scan, trigger: Trigger) -> list[str]:
    """The words of the verb group before a trigger, nearest first."""
    at = trigger.start - 1
    result: list[str] = []
    while at >= 0 and len(result) < 7:
        word, tag = scan.words[at], scan.tokens[at].tag_
        if (
            tag in ("MD", "RB", "TO")
            or tag.startswith("VB")
            or word
            in (
                "be",
                "been",
                "being",
                "have",
                "has",
                "had",
                "were",
                "was",
                "is",
                "are",
                "to",
                "not",
                "n't",
                "reportedly",
                "and",
                "or",
                "either",
            )
            or word in harm_words()[1]
        ):
            result.append(word)
            at -= 1
            continue
        break
    return result


def is_unreal(scan: Scan, trigger: Trigger) -> bool:
    """Whether the harm is future, conditional, intended or denied by the grammar of its own clause."""
    if trigger.role == "toll":
        return False
    aux = _aux_words(scan, trigger)
    if any(w in ("will", "would", "shall", "wo", "'ll") for w in aux):
        return True
    if any(w in ("could", "may", "might", "can", "should", "must", "cannot") for w in aux) and "have" not in aux:
        return True
    if "to" in aux[:2] and "have" not in aux:
        place = aux.index("to")
        before = trigger.start - 1 - place - 1
        if before >= 0:
            lemma = scan.tokens[before].lemma_.lower()
            if lemma in harm_words()[0] or scan.words[before] in (
                "order",
                "bid",
                "attempt",
                "plan",
                "plot",
                "threat",
                "intention",
            ):
                return True
    token = scan.tokens[trigger.start]
    return any(child.dep_ == "mark" and child.text.lower() == "if" for child in token.children)


def is_doubted(scan: Scan, trigger: Trigger) -> bool:
    """Whether words beside the harm put it in doubt: "reportedly killed", "may have died", "feared dead"."""
    aux = _aux_words(scan, trigger)
    if any(w in ("may", "might", "could", "reported", "rumoured", "rumored", "alleged") for w in aux) and "have" in aux:
        return True
    window = scan.words[max(0, trigger.start - 4) : trigger.end + 1]
    if any(w in ("reportedly", "allegedly", "purportedly", "supposedly", "presumably") for w in window):
        return True
    near = scan.words[max(0, trigger.start - 3) : trigger.start]
    return any(
        w in ("believed", "feared", "presumed", "rumoured", "rumored", "unconfirmed", "thought") for w in near
    ) or near[-1:] in (["suspected"], ["alleged"])


def is_possible(scan: Scan, trigger: Trigger, q: Quantity) -> bool:
    """Whether a number is only possible: "the toll could reach 40"."""
    return any(w in ("could", "may", "might") for w in scan.words[trigger.end : q.start])
