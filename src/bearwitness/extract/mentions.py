"""What the finders of this stage hand to each other: mentions, all in code-point offsets into one text.

A text here is a document's `text` or its `title`; the offsets are relative to that text.
"""

from dataclasses import dataclass
from typing import Literal

from bearwitness.base.records import Place, SourceKind, When


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """A named or described actor or source: "SOHR", "the British-based monitor", "regime forces", "the ministry".

    `name` is the canonical name it stands for in this document; `id` the lexicon's id, None for a party that the
    lexicon does not know. `kind` is the lexicon's kind (state, government, military, armed_group, monitor, agency,
    outlet, intergovernmental, rescue, medical, official, ...). `via` says how it was resolved: by an alias of the
    lexicon, by a description resolved in this document's context, or not at all (the words themselves).
    `generic` marks a word for a kind of actor that no context resolved ("gunmen", "rebels", "the army").
    """

    start: int
    end: int
    name: str
    id: str | None = None
    kind: str | None = None
    side: str | None = None
    country: str | None = None
    via: Literal["alias", "description", "words"] = "alias"
    generic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place name in the text with its resolution; `place.name` is the text's own wording.

    `role`: "place" for a name that can be where something happened, "container" for the wider area that a finer name
    beside it lies in ("X, Y province"), "reference" for the fixed point of a distance ("20 km south of Y"). `why` tells
    a reader how the place was chosen among those of its name.
    """

    start: int
    end: int
    place: Place
    role: Literal["place", "container", "reference"] = "place"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date expression with the interval that it stands for.

    `kind`: "point" for a day or part of one, "period" for a range or a since/until expression, "vague" for an
    expression that could not be resolved (its When has no start and no end). `why` explains the resolution.
    `reporting`: the date modifies a verb of speech ("said on Friday") or stands in a dateline, so it may be the day
    of the saying only.
    """

    start: int
    end: int
    when: When
    kind: Literal["point", "period", "vague"]
    why: str
    reporting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMention:
    """One who is said to state something. `name` is resolved ("the group" -> "Syrian Observatory for Human Rights")."""

    start: int
    end: int
    name: str
    kind: SourceKind
    id: str | None = None
    side: str | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One act of stating: who, by which cue words, and the stretches of text that are its content.

    `speakers` runs from the first speaker to the last relay before the outlet ("a source told the monitor" -> source,
    monitor). `doubt` is true for a cue that reports without vouching (alleged, claimed, unconfirmed reports); `denies`
    for a cue that denies its content (denied, rejected).
    """

    speakers: tuple[SpeakerMention, ...]
    cue: tuple[int, int]
    contents: tuple[tuple[int, int], ...]
    quoted: bool = False
    doubt: bool = False
    denies: bool = False
