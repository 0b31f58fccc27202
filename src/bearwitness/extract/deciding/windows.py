"""The stretch of a sentence that belongs to one count.

In: offsets. Out: a `Window`. It reads no words but those between two counts.
"""

from dataclasses import dataclass

from bearwitness.extract.lexicons import load_lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The stretch of a sentence that belongs to one count: [start, end) with the trigger at `at`.

    `tail` is where the words end that it shares with a count joined to it: "two were killed and six hurt over a week";
    `head` where the words begin that it shares with one joined before it; `told` where the count before it in the
    sentence ends, and `begins` where its own words begin.
    """

    start: int
    end: int
    at: int
    phrase_end: int
    tail: int = 0
    told: int = 0
    begins: int = 0
    head: int = 0


def is_joined(between: str) -> bool:
    """Whether the words between two counts only join them: "and", "and another"."""
    words = between.lower().split()
    joining = load_lexicon("wheres")["joining"]
    return " ".join(words) in joining or " ".join(words[1:]) in joining  # behind the verb: "killed and another"
