"""A trigger and the quantities it harms -> counts.

In: a sentence, a trigger and quantities. Out: the sentence with a count for each quantity that the trigger can harm. It
does not choose the quantities.
"""

from collections.abc import Sequence

from bearwitness.extract.counting.counts import Count, Scan
from bearwitness.extract.counting.moods import is_doubted
from bearwitness.extract.counting.quantities import Quantity
from bearwitness.extract.counting.triggers import Trigger


def add_counts(scan: Scan, trigger: Trigger, quantities: Sequence[Quantity], rule: str) -> None:
    """Count each quantity as harmed by the trigger, unless it names a harm of its own or cannot be its victim."""
    for q in quantities:
        if q.kind == "harm" or (q.kind == "none" and q.harm):
            continue
        if (
            trigger.people
            and q.kind not in ("people", "single", "definite")
            and not (q.kind == "bare" and (q.vague or q.more or trigger.harm == "displaced"))
        ):
            continue
        if trigger.harm == "displaced" and trigger.people and not _population(q):
            continue
        if any(c.quantity is q and c.harm == trigger.harm for c in scan.counts):
            continue
        scan.counts.append(
            Count(
                quantity=q,
                harm=trigger.harm,
                trigger=trigger,
                rule=f"{rule}:{scan.words[trigger.start]}",
                who=q.who,
                doubt=is_doubted(scan, trigger),
            )
        )


def _population(q: Quantity) -> bool:
    """Whether a number that fled is a displaced population and not an escape, a rout or a getaway.

    The least number is set on the training reports, where up to 14 people "fled" a scene without being displaced.
    """
    return q.who not in ("fighters", "soldiers", "police", "prisoners") and (q.vague or (q.low or q.high or 0) >= 20)
