"""From acts of stating to the sources of a claim: who stated it first, who passed it on, and what to call each.

In: the attributions that cover a count, the innermost first, and the reading they belong to. Out: `Source` records with
the reason. It never looks for attributions, and an empty chain is the outlet's own voice.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from bearwitness.base.records import Source, Span
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import Attribution, SpeakerMention
from bearwitness.extract.naming.parties_lexicon import load_parties
from bearwitness.extract.readings import Reading
from bearwitness.extract.speaking.speech_words import load_verbs, load_words
from bearwitness.extract.speaking.voices import is_person

_NOBODY = "no one is named as its source: the outlet's own voice"
# Kinds that pass on what others say: they stand behind whoever else speaks.
_RELAYS = ("agency", "outlet")
# Kinds of party that the text names in many ways, none of them better than the canonical one.
_OFFICES = ("ministry", "military", "government", "state")
_NAMED = ("monitor", "agency", "rescue", "intergovernmental")
# A word of at least this many letters, this alike (0 to 1), is a slip of the pen and no other word; the one
# misspelt name of harms.train is 0.91 alike, and names of different bodies differ in shorter words or by far more.
LONG_WORD, ALIKE = 8, 0.84


def sources_of(acts: Sequence[Attribution], reading: Reading) -> tuple[tuple[Source, ...], str]:
    """The chain of an innermost attribution and of those around it, the first speaker first, and why it is so.

    Where the innermost has no speaker ("X is looking into reports that ..."), nobody named states it, X least of all.
    """
    if not acts or _stands_on_nobody(acts, reading.text):
        return (), _NOBODY
    chain: list[Source] = []
    for act in sorted(acts, key=lambda each: each.speakers[0].kind in _RELAYS if each.speakers else False):
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
    if not chain:
        return (), _NOBODY
    first = acts[0]
    cue = reading.text[first.cue[0] : first.cue[1]]
    return tuple(chain), "; ".join(filter(None, (f"cue “{cue}”", *(each.why for each in first.speakers))))


def _stands_on_nobody(acts: Sequence[Attribution], text: str) -> bool:
    """Whether it is hearsay that no speaker makes his own, as those do who are quoted or who "confirmed reports"."""
    first = acts[0]
    own_words = re.match(r"\W*(?:I|We|we)\b", text[acts[-1].contents[0][0] : acts[-1].contents[0][1]])
    if first.speakers or own_words or any(act.quoted for act in acts):
        return False
    before = text[max(0, first.cue[0] - 40) : first.cue[0]].lower().split()
    return not before or before[-1] not in load_verbs().any


def name_speaker(reading: Reading, speaker: SpeakerMention) -> str:
    """What to call a speaker: the fullest name that the document gives the party that it is; else its words, mended."""
    if speaker.kind == "agency":
        return speaker.name
    if speaker.id is None:
        return _mend_words(speaker.name)
    mentions = reading.mentions_of(speaker.id)
    if all(m.name != speaker.name for m in mentions):
        return speaker.name
    if " ministry of " in speaker.name:
        state, field = speaker.name.split(" ministry of ", 1)
        return f"{state} {field} ministry"
    words = load_words()
    fuller = (reading.names[m.start] for m in reversed(mentions) if m.kind not in _OFFICES)
    return next(
        (name for name in fuller if name != speaker.name and not is_person(words, name.split(), speaker.name)),
        speaker.name,
    )


@cache
def _mend_words(name: str) -> str:
    """The words of a text for a speaker that no lexicon knows, as a reader would put them.

    "defence ministry in Karsa", the capital of Karsan, is the Karsan defence ministry; "civil defence rescuers" are
    civil defence; a name one letter off a known one is that one.
    """
    organ, _, seat = name.rpartition(" in ")
    if organ and seat in _capitals() and organ.split()[-1].lower() in load_words().seated:
        return f"{_capitals()[seat]} {organ}"
    body, _, staff = name.rpartition(" ")
    if staff.lower() in load_words().staff and body.split()[-1:] and body.split()[-1].lower() in load_words().services:
        return body
    return _nearest_name(name)


def _nearest_name(name: str) -> str:
    """The known name that differs from this one in the spelling of one long word, else the name itself."""
    words = name.split()
    for known in _known_names().get(len(words), ()):
        pairs = [(a, b) for a, b in zip(words, known.split(), strict=True) if a != b]
        if len(pairs) == 1 and len(pairs[0][1]) >= LONG_WORD and _alike(*pairs[0]) >= ALIKE:
            return known
    return name


def _alike(a: str, b: str) -> float:
    """How alike two words are, 1 for the same one."""
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


@cache
def _capitals() -> dict[str, str]:
    """The adjective of each state by its capital."""
    states: dict[str, tuple[str, str, str]] = load_lexicon("states")["states"]
    return {capital: adjectives.split("/")[0] for _, adjectives, capital in states.values()}


@cache
def _known_names() -> dict[int, list[str]]:
    """The names of known monitors, agencies and services, of two words and more, by their number of words."""
    found: dict[int, list[str]] = {}
    for party in load_parties().parties.values():
        words = party.name.split()
        if party.kind in _NAMED and len(words) > 1:
            found.setdefault(len(words), []).append(party.name)
    return found
