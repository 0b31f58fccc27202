"""What a finder found in a document, for people and programs that ask for nothing else: frozen, slotted records.

Offsets are half-open code points into the text that was given. Nothing here reads, writes or decides.
"""

from dataclasses import dataclass
from typing import Literal

from bearwitness.base.records import Place, When


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date expression with the interval that it stands for, and in words how that was settled.

    `kind`: "point" for a day or a part of one, "period" for a longer stretch, "vague" for words that nothing settles:
    then `when` has neither start nor end. `reporting`: the words date an act of saying, or stand in a dateline.
    """

    start_char: int
    end_char: int
    text: str
    when: When
    kind: Literal["point", "period", "vague"]
    why: str
    reporting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDates:
    """The dates of one text in its order; `document` is its id, None for words that are no document."""

    document: str | None
    dates: tuple[FoundDate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A place name with the place that it stands for, and in words how that was settled.

    `role`: "container" for the wider area that a finer name beside it lies in, "reference" for the fixed point of a
    distance. `place.lat` is None where the name is kept with its words only. `acled`, `ucdp` and `geonames` are the
    codes of its precision in the code books of others (extract/lexicon/place_codes.yaml).
    """

    start_char: int
    end_char: int
    text: str
    place: Place
    role: Literal["place", "container", "reference"]
    why: str
    acled: int | None = None
    ucdp: int | None = None
    geonames: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlaces:
    """The places of one text in its order; `document` is its id, None for words that are no document."""

    document: str | None
    places: tuple[FoundPlace, ...]
