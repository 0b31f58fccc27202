"""Whether a count is asserted, alleged or denied.

In: a count and the attributions that cover it. Out: its stance and the reason in words. Doubt that the grammar of the
count's own clause shows comes with the count; who doubts or denies, and by which cue, is found by `attributions`.
"""

from collections.abc import Sequence

from bearwitness.base.records import Stance
from bearwitness.extract.counting.counts import Count
from bearwitness.extract.mentions import Attribution
from bearwitness.extract.readings import Reading


def decide_stance(reading: Reading, count: Count, acts: Sequence[Attribution]) -> tuple[Stance, str]:
    """The stance of a count, and why; `acts` are the attributions that cover it, the innermost first."""
    if any(act.denies for act in acts):
        return "denied", "its source denies it"
    if count.doubt:
        return "alleged", "words beside the count put it in doubt"
    doubting = next((act for act in acts if act.doubt), None)
    if doubting is not None:
        words = reading.text[doubting.cue[0] : doubting.cue[1]]
        return "alleged", f"“{words}” reports without vouching"
    return "asserted", "stated without doubt"
