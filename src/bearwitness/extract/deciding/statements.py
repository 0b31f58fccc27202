"""Attributed statements that tell of no deed: kept, because a monitor keeps who says what.

In: a reading and the acts and counts found in a sentence. Out: `Telling`s of the category STATE, one for each
attribution whose content holds neither. It never makes a statement of the outlet's own words.
"""

from collections.abc import Sequence

from spacy.tokens import Span as SpacySpan

from bearwitness.base.records import Actor, Source, Stance
from bearwitness.extract.acting.acts import Act
from bearwitness.extract.deciding.chains import sources_of
from bearwitness.extract.deciding.deeds import trimmed
from bearwitness.extract.deciding.locations import choose_place
from bearwitness.extract.deciding.participants import name_doer, name_source
from bearwitness.extract.deciding.periods import choose_when, scene_date
from bearwitness.extract.deciding.scenes import scene_place
from bearwitness.extract.deciding.tellings import Telling
from bearwitness.extract.deciding.windows import Window
from bearwitness.extract.mentions import Attribution
from bearwitness.extract.readings import Reading

# Attributed statements with fewer words of content are remarks.
_LEAST_WORDS = 5


def find_statements(
    reading: Reading, sentence: SpacySpan, kind: str, acts: Sequence[Act], counted: Sequence[tuple[int, int]]
) -> list[Telling]:
    """The statements of one sentence that tell of none of its acts and hold no count."""
    found: list[Telling] = []
    for attribution in reading.attributions:
        if not sentence.start_char <= attribution.cue[0] < sentence.end_char or not attribution.speakers:
            continue
        if attribution.denies:
            continue
        for start, end in attribution.contents:
            inside = any(start <= act.at < end or attribution.cue[0] <= act.at < attribution.cue[1] for act in acts)
            harmed = any(start <= a and b <= end for a, b in counted)
            if inside or harmed or len(reading.text[start:end].split()) < _LEAST_WORDS:
                continue
            sources, why = sources_of([attribution], reading)
            found.append(_statement(reading, sentence, kind, (start, end), (attribution, sources, why)))
            break
    return found


def _statement(
    reading: Reading,
    sentence: SpacySpan,
    kind: str,
    content: tuple[int, int],
    said: tuple[Attribution, tuple[Source, ...], str],
) -> Telling:
    attribution, sources, why = said
    start, end = content
    window = Window(start=start, end=end, at=start, phrase_end=start)
    inside = [m for m in reading.places_in(start, end) if m.role == "place"]
    located = choose_place(reading, sentence, window) if inside else scene_place(reading, sentence)
    dated = choose_when(reading, sentence, window, cumulative=False)
    cue = reading.text[attribution.cue[0] : attribution.cue[1]]
    stance: Stance = "alleged" if attribution.doubt else "asserted"
    return Telling(
        category="STATE",
        mode=None,
        actor=_about(reading, start, end),
        actor_why="who the statement is about",
        target=None,
        target_why="",
        located=located,
        dated=dated if dated.when is not None else scene_date(reading, sentence),
        sources=tuple(name_source(reading, each) for each in sources),
        source_why=why,
        stance=stance,
        stance_why=f"“{cue}”",
        reality="actual",
        reality_why="stated as so",
        evidence=trimmed(reading.text, start, end),
        at=start,
        title=reading.which == "title",
        headline=kind == "headline",
        weak=False,
        nominal=False,
        definite=False,
        rule=f"state {cue.lower()}",
        words=frozenset(reading.text[start:end].lower().split()),
    )


def _about(reading: Reading, start: int, end: int) -> Actor | None:
    """The party or the people that the main clause of a statement has as its subject."""
    first, last = reading.token_at(start), reading.token_at(end - 1)
    for token in reading.doc[first.i : last.i + 1]:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ccomp", "ROOT", "conj"):
            return name_doer(reading, token, anyone=False).actor
    return None
