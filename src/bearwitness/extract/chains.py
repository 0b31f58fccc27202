"""From acts of stating to the sources of a claim: who stated it first, who passed it on, and what to call each.

In: the attributions that cover a count, the innermost first, and the reading they belong to. Out: `Source` records with
the reason. It never looks for attributions, and an empty chain is the outlet's own voice.
"""

from collections.abc import Sequence

from bearwitness.base.records import Source, Span
from bearwitness.extract.mentions import Attribution, SpeakerMention
from bearwitness.extract.readings import Reading

_NOBODY = "no one is named as its source: the outlet's own voice"
# Kinds that pass on what others say: they stand behind whoever else speaks.
_RELAYS = ("agency", "outlet")


def sources_of(acts: Sequence[Attribution], reading: Reading) -> tuple[tuple[Source, ...], str]:
    """The chain of an innermost attribution and of those around it, the first speaker first, and why it is so.

    Where the innermost has no speaker ("X is looking into reports that ..."), nobody named states it, X least of all.
    """
    if not acts or not acts[0].speakers:
        return (), _NOBODY
    chain: list[Source] = []
    for act in acts:
        for speaker in act.speakers:
            name = name_speaker(reading, speaker)
            if all(each.name != name for each in chain):
                chain.append(
                    Source(
                        name=name,
                        kind=speaker.kind,
                        id=speaker.id,
                        side=speaker.side,
                        span=Span(start=speaker.start, end=speaker.end),
                    )
                )
    chain.sort(key=lambda each: each.kind in _RELAYS)
    first = acts[0]
    cue = reading.doc.text[first.cue[0] : first.cue[1]]
    return tuple(chain), "; ".join(filter(None, (f"cue “{cue}”", *(each.why for each in first.speakers))))


def name_speaker(reading: Reading, speaker: SpeakerMention) -> str:
    """What to call a speaker: the fullest name that the document gives the party that it is."""
    if speaker.id is None or not any(m.id == speaker.id and m.name == speaker.name for m in reading.parties):
        return speaker.name
    own = set(speaker.name.lower().split())
    fuller = (reading.names[m.start] for m in reversed(reading.parties) if m.id == speaker.id)
    # A fuller name shares a word with the canonical one; that of a person who speaks for it shares none.
    return next((name for name in fuller if name != speaker.name and own & set(name.lower().split())), speaker.name)
