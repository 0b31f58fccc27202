"""The words of attribution as sets: who may speak (`lexicon/speakers.yaml`) and how (`lexicon/speech.yaml`).

In: the two lexicons. Out: `Words` and `Verbs`, read once. Nothing here looks at a text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from bearwitness.base.records import SourceKind
from bearwitness.extract.lexicons import load_lexicon


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon of speakers, as sets."""

    heads: dict[str, SourceKind]
    modifiers: frozenset[str]
    spokespeople: frozenset[str]
    directors: frozenset[str]
    roles: frozenset[str]
    voice_kinds: frozenset[str]
    organisations: frozenset[str]
    descriptions: dict[str, tuple[str, ...]]
    pronouns: dict[str, str]
    kinds: dict[str, SourceKind]
    carriers: frozenset[str]
    pictures: frozenset[str]
    issued: frozenset[str]
    dates: frozenset[str]
    skipped: frozenset[str]
    compounds: frozenset[str]
    particles: frozenset[str]
    monitoring: frozenset[str]
    quantities: frozenset[str]
    counted: frozenset[str]
    premises: frozenset[str]
    members: frozenset[str]
    seated: frozenset[str]
    services: frozenset[str]
    staff: frozenset[str]
    messages: frozenset[str]


@cache
def load_words() -> Words:
    """The lexicon, read once."""
    raw: Any = load_lexicon("speakers")
    speech: Any = load_lexicon("speech")
    return Words(
        heads={word: cast(SourceKind, kind) for kind, words in raw["heads"].items() for word in words},
        modifiers=frozenset(raw["modifiers"]),
        spokespeople=frozenset(raw["spokespeople"]),
        directors=frozenset(raw["directors"]),
        roles=frozenset(raw["roles"]) | frozenset(raw["directors"]) | frozenset(raw["spokespeople"]),
        voice_kinds=frozenset(raw["voice_kinds"]),
        organisations=frozenset(raw["organisation_words"]),
        descriptions={word: tuple(kinds) for word, kinds in raw["descriptions"].items()},
        pronouns=dict(raw["pronouns"]),
        kinds=dict(raw["kinds"]),
        carriers=frozenset(speech["carriers"]),
        pictures=frozenset(speech["pictures"]),
        issued=frozenset(speech["issued_by"]),
        dates=frozenset(speech["weekdays"]) | frozenset(speech["months"]) | frozenset(speech["times"]),
        skipped=frozenset(speech["auxiliaries"]) | frozenset(speech["copulas"]),
        compounds=frozenset(raw["compounds"]),
        particles=frozenset(raw["particles"]),
        monitoring=frozenset(raw["monitoring"]),
        quantities=frozenset(raw["quantities"]),
        counted=frozenset(raw["counted"]),
        premises=frozenset(raw["premises"]),
        members=frozenset(raw["members"]),
        seated=frozenset(raw["seated"]),
        services=frozenset(raw["services"]),
        staff=frozenset(raw["staff"]),
        messages=frozenset(raw["messages"]),
    )


@dataclass(frozen=True, slots=True)
class Verbs:
    """The lexicon of speech, as sets."""

    say: frozenset[str]
    weak: frozenset[str]
    tell: frozenset[str]
    give: frozenset[str]
    counting: frozenset[str]
    seeing: frozenset[str]
    posting: frozenset[str]
    judging: frozenset[str]
    inferring: frozenset[str]
    issuing: frozenset[str]
    toll: frozenset[str]
    show: frozenset[str]
    carriers: frozenset[str]
    trailing: frozenset[str]
    cite: frozenset[str]
    as_saying: frozenset[str]
    according: dict[str, tuple[tuple[str, ...], ...]]
    passive: frozenset[str]
    doubt: frozenset[str]
    deny: frozenset[str]
    hearsay: frozenset[str]
    hearsay_openings: dict[str, tuple[tuple[str, ...], ...]]
    not_followed_by: dict[str, frozenset[str]]
    copulas: frozenset[str]
    openers: frozenset[str]
    continuations: frozenset[str]
    hearers: frozenset[str]
    weekdays: frozenset[str]
    times: frozenset[str]
    months: frozenset[str]
    media_tails: frozenset[str]
    media_preps: frozenset[str]
    talks: frozenset[str]
    pointing: frozenset[str]
    first_person: frozenset[str]
    referring: frozenset[str]
    told: frozenset[str]
    carry_openings: frozenset[str]
    resumptions: frozenset[str]
    inverting: frozenset[str]
    plain: frozenset[str]
    hearing: frozenset[str]
    silences: tuple[tuple[str, ...], ...]
    sayings: frozenset[str]
    vouching: frozenset[str]
    summing: dict[str, frozenset[str]]
    figures: frozenset[str]
    unproven: frozenset[str]
    rumours: frozenset[str]
    lists_tolls: frozenset[str]
    spans: frozenset[str]
    modals: frozenset[str]
    negations: frozenset[str]
    any: frozenset[str]


@cache
def load_verbs() -> Verbs:
    """The lexicon, read once."""
    raw: Any = load_lexicon("speech")
    sets = {
        name: frozenset(words)
        for name, words in raw.items()
        if name in Verbs.__annotations__
        and isinstance(words, list)
        and name not in ("according", "hearsay_openings", "silences")
    }
    cues = (
        sets["say"]
        | sets["tell"]
        | sets["give"]
        | sets["show"]
        | sets["cite"]
        | sets["trailing"]
        | sets["passive"]
        | sets["hearsay"]
    )
    return Verbs(
        **sets,
        according=_by_first(raw["according"]),
        hearsay_openings=_by_first(raw["hearsay_openings"]),
        not_followed_by={word: frozenset(after) for word, after in raw["not_followed_by"].items()},
        summing={part: frozenset(words) for part, words in raw["summing"].items()},
        silences=tuple(tuple(words) for words in raw["silences"]),
        any=cues,
    )


def _by_first(patterns: Sequence[Sequence[str]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    index: dict[str, list[tuple[str, ...]]] = {}
    for pattern in patterns:
        index.setdefault(pattern[0], []).append(tuple(pattern))
    return {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in index.items()}
