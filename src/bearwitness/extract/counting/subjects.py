"""Which people stand beside a harm verb: its objects, its subject, the phrase before a participle.

In: a sentence and a trigger. Out: quantities. It makes no counts.
"""

from bearwitness.extract.counting.counts import FINITE, Scan
from bearwitness.extract.counting.heads import word_at
from bearwitness.extract.counting.links import BREAKS, has_predicate, right_group
from bearwitness.extract.counting.quantities import Quantity
from bearwitness.extract.counting.triggers import Trigger, is_passive
from bearwitness.extract.lexicons import load_lexicon

_GRAMMAR = load_lexicon("grammar")
_GOVERNORS = frozenset(_GRAMMAR["governors"])
_FINITE_BE = frozenset(_GRAMMAR["finite_auxiliaries"])
_RELATIVES = frozenset(_GRAMMAR["relatives"])
_QUOTE_STOPS = frozenset(_GRAMMAR["quote_stops"])
_OBJECT_BETWEEN = frozenset(_GRAMMAR["object_between"])
_OBLIQUE = frozenset(_GRAMMAR["oblique"])
_GROUP_HEADS = frozenset(_GRAMMAR["group_heads"])
_OBJECT_STOPS = frozenset(_GRAMMAR["object_stops"])
_REFLEXIVES = frozenset(_GRAMMAR["reflexives"])
_ASIDE_OPENERS = frozenset(_GRAMMAR["aside_openers"])
_DASHES = frozenset(_GRAMMAR["dashes"])
_INSERTION = 18  # tokens between two dashes
_ASIDE = 6  # tokens of "mostly nurses and cooks" before a participle; in the news corpus longer asides were of things
_SHARE_WORDS = frozenset(_GRAMMAR["share_words"])
_SKIP_LEFT = frozenset(load_lexicon("grammar")["between"])


def find_objects(scan: Scan, trigger: Trigger) -> list[Quantity]:
    """What follows an active verb: "killed (and wounded) at least 12 people", "killing a woman"."""
    words, tokens = scan.words, scan.tokens
    at = trigger.end
    limit = at + 7
    while at < len(words) and at < limit:
        q = scan.at_start.get(at)
        if q is not None:
            if (
                has_predicate(scan, q)
                and tokens[trigger.start].tag_ not in ("VBG", "VB", "VBZ")
                and find_left(scan, trigger) is not None
            ):
                return []
            if q.kind == "bare" and has_predicate(scan, q):
                return []
            return right_group(scan, q)
        word, tag = words[at], tokens[at].tag_
        is_trigger = any(t.start == at for t in scan.triggers)
        if tag in ("RB", "RBR", "DT", "UH") or (word in _OBJECT_BETWEEN and at - trigger.end < 4) or is_trigger:
            if word == "in" or word in ("and", "or"):
                nearby = at + 1
                if not any(t.start == nearby for t in scan.triggers) and words[at - 1] not in _REFLEXIVES:
                    break
            at += 1
            continue
        break
    return _parsed_objects(scan, trigger)


def _parsed_objects(scan: Scan, trigger: Trigger) -> list[Quantity]:
    for child in scan.tokens[trigger.start].children:
        if child.dep_ in ("dobj", "obj") and child.i > scan.tokens[trigger.start].i:
            at = scan.index.get(child.i, -1)
            q = scan.inside.get(at)
            if q is not None and q.start - trigger.end < 8:
                between = scan.words[trigger.end : q.start]
                if not any(w in _OBJECT_STOPS for w in between) and not any(
                    scan.tokens[i].tag_ in FINITE for i in range(trigger.end, q.start)
                ):
                    return right_group(scan, q)
    return []


def find_left(scan: Scan, trigger: Trigger) -> Quantity | None:
    """The quantity right before a participle: "30 people (reportedly) injured", "12 dead"."""
    words, tokens = scan.words, scan.tokens
    at = trigger.start
    while at > 0:
        q = scan.at_end.get(at)
        if q is not None:
            finite = not _FINITE_BE.isdisjoint(words[at : trigger.start]) or _is_finite(scan, trigger)
            return _governor(scan, q, finite=finite)
        before = words[at - 1]
        if (
            tokens[at - 1].tag_ in ("RB", "RBR")
            or before in _SKIP_LEFT
            or (
                before in ("and", "or")
                and any(t.end == at - 1 or t.start == at - 2 for t in scan.triggers)
                and not _takes_object(scan, trigger)
            )
            or any(t.start == at - 1 and t.role != "of" for t in scan.triggers)
        ):
            at -= 1
            continue
        return None
    return None


def _is_finite(scan: Scan, trigger: Trigger) -> bool:
    """Whether an intransitive verb has its subject before it: "five of the 12 wounded died"."""
    tag = scan.tokens[trigger.start].tag_  # the tagger takes "(wounded) later died" for a participle
    return trigger.role == "subject" and not trigger.state and (tag in FINITE or tag == "VBN")


def _takes_object(scan: Scan, trigger: Trigger) -> bool:
    """Whether an active verb has its own object behind it: "left 12 dead and displaced half of the town"."""
    behind = scan.tokens[trigger.end : trigger.end + 1]
    opens = bool(behind) and (behind[0].tag_ in ("PDT", "CD", "PRP$") or behind[0].lower_ in ("half", "a"))
    return trigger.role == "object" and opens


def find_before_aside(scan: Scan, end: int) -> Quantity | None:
    """The people before an aside that ends at `end`: "20 people mostly pensioners (killed)"."""
    if scan.words[end - 1 : end] in (["and"], ["or"]):
        return None
    for at in range(end - 1, max(0, end - _ASIDE) - 1, -1):
        if scan.tokens[at].tag_ in FINITE or scan.words[at] in BREAKS:
            return None
        if scan.words[at] in _ASIDE_OPENERS:
            start = at - (scan.words[at - 1 : at] == [","])
            return scan.at_end.get(start)
    return None


def _governor(scan: Scan, q: Quantity, *, finite: bool = False) -> Quantity:
    """The quantity that `q` only describes: "six weavers from one village" -> the weavers.

    Of "eight of the 12 farmers" the eight are the subject of a `finite` verb, the 12 of a participle right behind.
    """
    at = scan.quantities.index(q)
    if finite and (share := _share_of(scan, q)) is not q:
        return share
    if at and q.start and scan.words[q.start - 1] in _GOVERNORS:
        before = scan.quantities[at - 1]
        gap = range(before.end, q.start)
        if len(gap) <= 4 and not any(scan.tokens[i].tag_ in FINITE for i in gap) and scan.links[at - 1] != "inverse":
            return before
    return q


def _share_of(scan: Scan, q: Quantity) -> Quantity:
    """The part that a verb is told of, where `q` is its whole: "eight of the 12 farmers"; else `q` itself."""
    at = scan.quantities.index(q)
    part = scan.quantities[at - 1] if at and scan.links[at - 1] == "inverse" else None
    return part if part is not None and scan.words[part.end - 1] == "of" else q


def _is_predicate(scan: Scan, trigger: Trigger) -> bool:
    """Whether a verb is the predicate of the people before it, and no participle that only describes them."""
    passive = is_passive(scan.tokens, scan.words, trigger.start)
    return trigger.role == "subject" and (passive or _is_finite(scan, trigger))


def _is_untold_share(scan: Scan, trigger: Trigger, q: Quantity) -> bool:
    """Whether a verb is told of a share of `q` that has no number: "most of the 30 wounded died" are not 30 dead."""
    before = scan.words[max(0, q.start - 2) : q.start]
    return before[1:] == ["of"] and before[0] in _SHARE_WORDS and _is_predicate(scan, trigger)


def find_subject(scan: Scan, trigger: Trigger) -> Quantity | None:
    """The quantity that is the subject of a passive, an intransitive verb or a predicate."""
    q = find_left(scan, trigger) or find_before_aside(scan, trigger.start)
    if q is not None:
        return None if _is_untold_share(scan, trigger, q) else q
    words = scan.words
    at = trigger.start
    while at > 0 and (words[at - 1] in _SKIP_LEFT or scan.tokens[at - 1].tag_ == "RB"):
        at -= 1
    q = _before_insertion(scan, at)
    if q is not None:
        return q
    if at > 0 and words[at - 1] in _RELATIVES:
        at -= 1
        at -= at > 0 and words[at - 1] == ","
        q = scan.at_end.get(at)
        if q is not None:
            return q
    q = _parsed_subject(scan, trigger) or _scanned_subject(scan, at, trigger)
    if q is None or _is_untold_share(scan, trigger, q):
        return None
    return _share_of(scan, q) if _is_predicate(scan, trigger) else q


def _before_insertion(scan: Scan, at: int) -> Quantity | None:
    """The people before an insertion: "a monk - accused of theft - was hanged", "40 people, most of them old, died"."""
    if scan.words[at : at + 1] == [] or scan.words[at] not in {",", *_DASHES}:
        return None
    opened = next((i for i in range(at - 1, max(0, at - _INSERTION) - 1, -1) if scan.words[i] == scan.words[at]), None)
    if opened is None or (scan.words[at] == "," and scan.words[opened + 1] not in _ASIDE_OPENERS):
        return None
    return scan.at_end.get(opened)


def _parsed_subject(scan: Scan, trigger: Trigger) -> Quantity | None:
    index = scan.index
    token = scan.tokens[trigger.start]
    for _ in range(4):
        for child in token.children:
            if child.dep_ in ("nsubjpass", "nsubj") and index.get(child.i, trigger.start) < trigger.start:
                q = scan.inside.get(index[child.i])
                if q is not None:
                    return q
                spots = [index[t.i] for t in child.subtree if index.get(t.i, trigger.start) < trigger.start]
                below = [scan.inside[at] for at in spots if at in scan.inside]
                if below and child.text.lower() in _GROUP_HEADS:
                    return below[0]
                return None
        if (
            token.dep_ in ("conj", "xcomp", "acomp", "oprd", "attr", "ccomp")
            and token.head.i in index
            and token.head is not token
        ):
            token = token.head
        else:
            return None
    return None


def _scanned_subject(scan: Scan, at: int, trigger: Trigger) -> Quantity | None:
    """The nearest quantity to the left within the clause, where the parse found no subject."""
    words, tokens = scan.words, scan.tokens
    passive = at != trigger.start
    if not passive and trigger.role != "subject":
        return None
    bare = word_at(words, at - 1) if at and (at - 1) not in scan.inside else None
    if bare is not None and bare[0].plural and trigger.role == "subject":
        return None  # "Villagers flee": a subject that nobody counted.
    position = at
    while position > 0 and at - position < 22:
        q = scan.at_end.get(position)
        if q is not None:
            if q.kind in ("definite", "bare", "named") and at - position > 2:
                return None
            before = words[q.start - 1] if q.start else ""
            if before in _OBLIQUE or any(t.start == q.end for t in scan.triggers):
                return None
            return q
        word = words[position - 1]
        if tokens[position - 1].tag_ in FINITE or word in BREAKS or word in _QUOTE_STOPS:
            return None
        position -= 1
    return None
