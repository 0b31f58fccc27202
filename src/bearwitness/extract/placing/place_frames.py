"""What the words beside a name say about it as a place.

In: a text's words and a stretch of them. Out: a `Frame`: the preposition that governs the stretch, the noun for a
kind of place, the directions and parts that belong to its wording, and the signs that it is no place at all (a
person, an organisation, a government that speaks). It knows nothing of the gazetteer.
"""

from dataclasses import dataclass
from typing import Final

from bearwitness.extract.placing.place_spans import Kind, Text

_BACK: Final = 7
_AHEAD: Final = 4
_REFERENCES: Final = frozenset({"from", "outside", "off", "to", "beyond"})


@dataclass(slots=True)
class Frame:
    """The surroundings of a stretch of words.

    `start`/`end`: the first and last word of the wording with its modifiers. `near_start`: the same without
    a part ("outskirts of"). `governed`: the preposition or verb of place
    before it, "" for none. `north`, `east`: the direction, each -1 to 1. `part`: a part of it is meant (outskirts,
    northern). `reference`: it is the fixed point of a distance. `office`: "president of", "bank of".
    """

    start: int
    end: int
    near_start: int = -1
    governed: str = ""
    kind: Kind | None = None
    kind_before: bool = False
    article: bool = False
    north: int = 0
    east: int = 0
    part: bool = False
    reference: bool = False
    office: bool = False


def frame_stretch(read: Text, first: int, last: int) -> Frame:
    """Everything the words around words first..last say."""
    frame = Frame(first, last)
    _look_right(read, frame, last)
    _look_left(read, frame, first)
    return frame


def _look_right(read: Text, frame: Frame, last: int) -> None:
    lists, kinds = read.words.lists, read.words.kinds
    at = last + 1
    if _look_apposed(read, frame, at) or not read.joined(at) or read.tokens[last].possessive:
        return
    steps: list[tuple[int, int]] = []
    while read.joined(at) and read.low(at) in read.words.directions and not read.tokens[at].possessive:
        steps.append(read.words.directions[read.low(at)])
        at += 1
    turned = at
    while read.joined(at) and at < turned + 2 and read.low(at) in lists["kind_fillers"] and read.joined(at + 1):
        at += 1
    word = read.low(at)
    kind = kinds.get(word) if read.joined(at) else None
    if kind is None or (word in lists["organisations"]) or (at > turned and not kind.keep and kind.name != "district"):
        return
    if read.low(at + 1) in lists["organisations"] and read.joined(at + 1) and read.tokens[at + 1].capital:
        return
    if steps and not kind.keep and not word.endswith("s"):
        return
    frame.kind = kind
    if kind.keep or steps:
        frame.end = at
        frame.part = kind.name in ("countryside", "suburbs") or bool(steps)
        for north, east in steps:
            frame.north, frame.east = north, east


def _look_apposed(read: Text, frame: Frame, at: int) -> bool:
    """A kind of place in apposition: "Nour, a village in", "Nour a town near"."""
    if at >= len(read.tokens) or read.low(at) not in ("a", "an") or read.tokens[at].gap.strip(" ,"):
        return False
    for i in range(at + 1, min(at + 4, len(read.tokens))):
        kind = read.words.kinds.get(read.low(i))
        if not read.joined(i):
            return False
        if kind is not None and kind.name in ("city", "neighbourhood", "district", "suburbs", "camp"):
            frame.kind, frame.kind_before = (kind if kind.name != "suburbs" else read.words.kinds["town"]), True
            return True
    return False


def _look_left(read: Text, frame: Frame, first: int) -> None:
    lists = read.words.lists
    at = _take_directions(read, frame, first - 1)
    frame.near_start = frame.start
    at = _skip(read, at, parts=False)
    if read.joined(at + 1) and read.low(at) == "of":
        at = _take_of(read, frame, at - 1)
    stop = at - _BACK
    while at > stop and read.joined(at + 1) and _passes(read, at, parts=True):
        frame.article |= read.low(at) == "the"
        at -= 1
    if at >= 0 and read.joined(at + 1) and read.low(at) in lists["locative"]:
        frame.governed = frame.governed or read.low(at)
        far = frame.governed in _REFERENCES and any(read.low(i) in lists["distances"] for i in range(at - 4, at))
        frame.reference |= far
        frame.office |= read.low(at - 1) in lists["institutions"] and frame.governed == "to"
    if (
        at >= 1
        and read.joined(at + 1)
        and read.low(at) == "with"
        and read.low(at - 1) in ("border", "borders", "frontier")
    ):
        frame.reference, frame.governed = True, "with"


def _take_directions(read: Text, frame: Frame, at: int) -> int:
    """Directions directly before ("north-eastern Nour"): they belong to the wording."""
    while read.joined(at + 1) and read.low(at) in read.words.directions:
        north, east = read.words.directions[read.low(at)]
        frame.start, frame.part = at, True
        frame.north, frame.east = frame.north or north, frame.east or east
        at -= 1
    return at


def _take_of(read: Text, frame: Frame, at: int) -> int:
    """The noun before "of": a kind of place, a part of it, a direction from it, an office. Returns the word before
    it.
    """
    lists = read.words.lists
    word = read.low(at)
    if not read.joined(at + 1):
        return at
    if word in lists["cardinal"]:
        if read.low(at - 1) == "the" and read.joined(at) and read.low(at - 2) != "to":
            frame.start, frame.part = at, True
            frame.north, frame.east = read.words.directions.get(word, (0, 0))
        else:
            frame.reference = True
            frame.governed = "of"
        return at - 1
    kind = read.words.kinds.get(word)
    if word in lists["bodies"] and read.tokens[at].capital and not read.titled(at):
        frame.office = True  # "the Department of Education"
        return at - 1
    if word in lists["parts"] or (kind is not None and kind.name in ("countryside", "suburbs")):
        frame.start, frame.part = at, True
        frame.kind = frame.kind or (kind if kind is not None and kind.keep else None)
        frame.governed = frame.governed or "of"
        return _take_directions(read, frame, at - 1)
    if kind is not None:
        frame.kind, frame.kind_before = frame.kind or kind, True
        if kind.name == "site" and not frame.part:
            frame.kind = None
        frame.governed = frame.governed or "of"
        return at - 1
    if word in lists["institutions"]:
        frame.office = True
    elif word in lists["of_place"]:
        frame.governed = "of"
    return at - 1


def _passes(read: Text, at: int, *, parts: bool) -> bool:
    words = read.words
    word = read.low(at)
    if word in words.lists["between"] or word in words.lists["demonyms"] or read.is_held(word):
        return True
    return parts and (
        word in words.directions
        or word in words.kinds
        or word in words.lists["parts"]
        or word in words.lists["kind_fillers"]
    )


def _skip(read: Text, at: int, *, parts: bool) -> int:
    stop = at - _BACK
    while at > stop and read.joined(at + 1) and read.low(at) != "the" and _passes(read, at, parts=parts):
        at -= 1
    return at - 1 if read.low(at) == "the" and read.low(at - 1) == "of" and read.joined(at + 1) else at


def is_person(read: Text, frame: Frame, first: int, last: int) -> bool:
    """Whether the stretch is part of a person's or a thing's name: a title, a given name or an unknown name beside
    it.
    """
    lists = read.words.lists
    before, after = first - 1, last + 1
    if read.joined(first) and before not in read.taken:
        low = read.low(before)
        if low in lists["titles"] and read.tokens[before].capital:
            return True
        if low in lists["given_names"] and read.tokens[before].capital:
            return True
        if read.like_name(before) and not read.titled(first):
            return True
    firm = frame.governed or frame.kind_before or read.titled(first)
    return read.joined(after) and read.like_name(after) and not firm and not read.tokens[last].possessive


def is_organisation(read: Text, frame: Frame, last: int) -> bool:
    """Whether capitalised words after the stretch make it the name of an organisation or an undertaking."""
    lists = read.words.lists
    if frame.office:
        return True
    at = last + 1
    while at <= last + _AHEAD and read.joined(at) and read.tokens[at].capital:
        if read.low(at) in lists["organisations"] and (at == last + 1 or not read.titled(last)):
            return True
        if (
            at > last + 1
            and read.low(at) not in lists["common"]
            and read.low(at) not in lists["demonyms"]
            and frame.governed
        ):
            return False
        at += 1
    return not frame.governed and read.joined(last + 1) and read.low(last + 1) in lists["organisations"]


def speaks(read: Text, frame: Frame, first: int, last: int) -> bool:
    """Whether the stretch is a government: a capital or a state that says, wants or does something, or is dealt
    with.
    """
    lists = read.words.lists
    if frame.governed and frame.governed not in ("against", "on", "to", "from", "left", "between", "targeting"):
        return False
    if frame.part or frame.kind is not None:
        return False
    at = last + 1
    while read.joined(at) and (
        read.low(at) in ("also", "has", "have", "had", "not", "never", "repeatedly", "again")
        or read.low(at).endswith("ly")
    ):
        at += 1
    after = read.low(at) if at < len(read.tokens) and read.joined(at) else ""
    if frame.governed:
        return frame.governed == "between"
    if after in lists["titles"]:
        return True
    if after in lists["acts"]:
        return after not in lists["acts_weak"] or read.low(at + 1) in lists["acts_after_weak"]
    before = read.low(first - 1) if read.joined(first) else ""
    if before in lists["party_before"] and before != "and":
        return True
    return before == "and" and read.joined(last + 1) and after in lists["acts"]
