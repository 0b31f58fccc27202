"""Who speaks in a headline: a name or a word for a source before or after what is told, without a verb of saying.

In: a sentence of a parsed document without any cue. Out: a `Cue`, or None. It never reads running text.
"""

from bearwitness.extract.speaking.clauses import Clauses
from bearwitness.extract.speaking.phrases import Phrase
from bearwitness.extract.speaking.speakers import Speakers
from bearwitness.extract.speaking.verbs import Cue

# A longer sentence (in tokens) is no headline. Set on the titles of harms.train, the longest of which has 22.
HEADLINE = 26


def read_headline(speakers: Speakers, clauses: Clauses, low: int, high: int) -> Cue | None:
    """The speaker of a headline: "CONTENT: monitor", "CONTENT - UN", "Monitor: CONTENT", "CONTENT NGO"."""
    doc, lower, pos, verbs = speakers.doc, speakers.lower, speakers.pos, clauses.verbs
    stop = high
    while stop > low and (doc[stop - 1].is_space or lower[stop - 1] in (".", "|")):
        stop -= 1
    if not 4 <= stop - low <= HEADLINE:
        return None
    for at in range(low + 1, min(low + 7, stop - 2)):
        if lower[at] == ":":
            voice = speakers.read_back(at, low)
            if (
                voice
                and voice.score >= 3
                and voice.phrase.start == low
                and voice.why != "pronoun"
                and (voice.id or voice.head not in verbs.carriers)
                and clauses.has_clause(at, stop)
            ):
                return Cue(low, at + 1, (at, at + 1), (voice,), "after")
    for at in range(stop - 2, max(low + 2, stop - 9), -1):
        if lower[at] in (":", "-", "–", "—", "_", "--", "|") and (doc[at - 1].whitespace_ or lower[at] == ":"):
            voice = speakers.read_forward(at + 1, stop)
            if (
                voice
                and voice.score >= 3
                and voice.phrase.end == stop
                and voice.why != "pronoun"
                and clauses.has_clause(low, at)
            ):
                return Cue(at, stop, (at, at + 1), (voice,), "before")
            return None
    if (stop < high and lower[stop] == ".") or pos[stop - 2] in (
        "ADP",
        "DET",
        "VERB",
        "CCONJ",
        "AUX",
        "PUNCT",
        "PART",
    ):
        return None
    last = speakers.describe(Phrase(stop - 1, stop), low)
    sort = last.kind if last else "unnamed"
    if (
        last
        and last.score >= 3
        and sort in ("monitor", "intergovernmental")
        and doc[stop - 1].text[-1:] != "s"
        and clauses.has_clause(low, stop - 1)
    ):
        return Cue(stop - 1, stop, (stop - 1, stop), (last,), "before")
    return None
