"""Whether a count is asserted, alleged or denied.

In: a count and the attributions that cover it. Out: its stance and the reason in words. Doubt that the grammar of the
count's own clause shows comes with the count; who doubts or denies, and by which cue, is found by `attributions`.
"""

import re
from collections.abc import Sequence
from functools import cache

from bearwitness.base.records import Stance
from bearwitness.extract.counting.counts import Count
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import Attribution
from bearwitness.extract.readings import Reading


def decide_stance(reading: Reading, count: Count, acts: Sequence[Attribution]) -> tuple[Stance, str]:
    """The stance of a count, and why; `acts` are the attributions that cover it, the innermost first."""
    if any(act.denies for act in acts):
        return "denied", "its source denies it"
    if count.doubt:
        return "alleged", "words beside the count put it in doubt"
    doubting = next((act for act in acts if act.doubt), None)
    if doubting is not None and not _vouched(acts[0], doubting):
        words = reading.text[doubting.cue[0] : doubting.cue[1]]
        return "alleged", f"“{words}” reports without vouching"
    unverified = _left_unverified(reading, count) if acts else None
    if unverified is not None:
        return "alleged", f"“{unverified}”"
    return "asserted", "stated without doubt"


def _vouched(first: Attribution, doubting: Attribution) -> bool:
    """Whether the one whose words are doubted states the count itself: "X accused Y of a raid, which X says killed"."""
    speakers = {speaker.name for speaker in first.speakers}
    return not first.doubt and bool(speakers & {speaker.name for speaker in doubting.speakers})


def _left_unverified(reading: Reading, count: Count) -> str | None:
    """The words right behind a count that say that nobody could check it, in its sentence or in the next one."""
    sentence = reading.token_at(count.start).sent
    following = reading.doc[sentence.end].sent if sentence.end < len(reading.doc) else None
    inside = _patterns()[0].search(reading.text, count.end, sentence.end_char)
    behind = _patterns()[1].match(following.text.strip()) if following is not None else None
    found = inside or behind
    return found[0] if found else None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What says "unverified" behind a count in its own sentence, and at the head of the next one."""
    raw = load_lexicon("moods")
    inside, behind = (
        "|".join(raw[key]).replace("{claim}", raw["claim"]).replace("{cannot}", raw["cannot"])
        for key in ("unverified_aside", "unverified")
    )
    return re.compile(inside, re.IGNORECASE), re.compile(behind, re.IGNORECASE)
