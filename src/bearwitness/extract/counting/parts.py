"""Sub-counts: which count is a part of which, and whom a count without a noun counts.

In: a sentence with its counts. Out: the same with `part_of`, `pending` and `who` settled, and the subsets that no verb
of their own had found. A part is never added to its whole.
"""

from collections.abc import Sequence

from spacy.tokens import Token

from bearwitness.base.records import HarmKind, Who
from bearwitness.extract.counting.counts import Count, Scan, harm_words, place_counts
from bearwitness.extract.counting.heads import read_head, word_at
from bearwitness.extract.counting.links import group_of, left_group, right_group
from bearwitness.extract.counting.quantities import Quantity
from bearwitness.extract.counting.triggers import Trigger
from bearwitness.extract.lexicons import load_lexicon

_GRAMMAR = load_lexicon("grammar")
_THE_DEAD = frozenset(_GRAMMAR["the_dead"])
_LISTING_VERBS = frozenset(_GRAMMAR["listing_verbs"])
_AMONG_BETWEEN = frozenset(_GRAMMAR["among_between"])
_COPULAS = frozenset(_GRAMMAR["copulas"])

_PLACE_OPENERS = frozenset(_GRAMMAR["place_openers"])
_FELLOWS = frozenset(_GRAMMAR["fellows"])
_CLAUSE_OPENERS = frozenset(_GRAMMAR["clause_openers"])
_OPENING = 3  # tokens before the first people of a sentence: "At least three of them"
_VERB_GAP = 2  # tokens from a number to the next one that shares its noun: "and", a verb
_INHERITED = frozenset(
    {
        "civilians",
        "soldiers",
        "fighters",
        "police",
        "people",
        "medics",
        "journalists",
        "prisoners",
        "rescuers",
        "officials",
    }
)


def attach_listed(scan: Scan) -> None:
    """ "Nine pupils were among the dead", "Among the dead were nine pupils", "four of the dead were nuns"."""
    counted = harm_words()[2]
    words = scan.words
    for at, word in enumerate(words):
        if word in counted and at >= 1 and at + 2 < len(words):
            _attach_listed(scan, at, counted[word])
    for q in list(scan.quantities):
        inside = next((w for w in words[q.start : q.end] if w in counted), None) if q.pronoun else None
        if inside is not None:
            _mark_part(scan, q, counted[inside], q.end - 1)
            continue
        at = q.end
        if words[at : at + 1] in (["from"], ["of"]):
            at = next((i for i in range(at, min(len(words), at + 7)) if words[i] in _COPULAS), at)
        while at < len(words) and words[at] in _AMONG_BETWEEN:
            at += 1
        if words[at : at + 1] not in (["among"], ["amongst"]):
            continue
        for offset in range(at, min(len(words), at + 7)):
            if words[offset] in counted:
                for item in left_group(scan, q):
                    _mark_part(scan, item, counted[words[offset]], offset)
                break


def _attach_listed(scan: Scan, at: int, harm: HarmKind) -> None:
    """ "Among the dead (civilians) (there) were Q", "the victims included Q", with `at` the word for those counted."""
    words = scan.words
    before = at - (scan.tokens[at - 1].tag_ == "CD")  # "among the 31 killed was a brass band"
    opened = before >= 2 and words[before - 2] in ("among", "amongst") and words[before - 1] in _THE_DEAD
    end = at + 1
    while end < len(words) and end - at < 4 and words[end] not in _LISTING_VERBS:
        end += 1
    named = opened or words[at - 1] in _THE_DEAD
    if (
        end >= len(words)
        or not named
        or not (opened or words[end : end + 1] in (["included"], ["include"], ["includes"]))
    ):
        return
    start = scan.at_start.get(end + 1) or scan.at_start.get(end + 2)
    for item in right_group(scan, start) if start is not None and end - at < 4 else ():
        _mark_part(scan, item, harm, at)


def _mark_part(scan: Scan, q: Quantity, harm: HarmKind, at: int) -> None:
    """Count `q` as a part: of the whole it is "among" in this sentence, else of one in an earlier sentence."""
    inverse = next_inverse(scan, scan.quantities.index(q)) is not None
    existing = [c for c in scan.counts if c.quantity is q]
    for c in existing:
        c.pending = c.pending or (c.part_of is None and not inverse)
    if not existing:
        trigger = Trigger(start=at, end=at + 1, harm=harm, role="subject")
        scan.counts.append(
            Count(
                quantity=q, harm=harm, trigger=trigger, rule=f"among:{scan.words[at]}", who=q.who, pending=not inverse
            )
        )


def split_by_place(scan: Scan) -> None:
    """ "21 farmers had been killed 15 in the north and another six in the south": numbers by place that add up."""
    for whole in list(scan.counts):
        placed = [
            q
            for q in scan.quantities
            if q.start >= max(whole.quantity.end, whole.trigger.end)
            and q.kind == "bare"
            and scan.words[q.end : q.end + 1] != []
            and scan.words[q.end] in _PLACE_OPENERS
        ]
        if len(placed) < 2 or sum(q.low or 0 for q in placed) != whole.quantity.low:
            continue
        scan.counts = [c for c in scan.counts if c is whole or all(c.quantity is not q for q in placed)]
        scan.counts += [
            Count(quantity=q, harm=whole.harm, trigger=whole.trigger, rule="placed", who=q.who, part_of=whole)
            for q in placed
        ]


def attach_subsets(scan: Scan) -> None:
    """ "18 miners were shot including two cooks": a subset named after its whole's verb has its whole's harm."""
    for at, q in enumerate(scan.quantities):
        if any(c.quantity is q for c in scan.counts):
            continue
        if next_inverse(scan, at) is not None and q.kind in ("people", "single"):
            _attach_inverse(scan, at)
            continue
        if at == 0 or scan.links[at - 1] not in ("subset", "pronoun"):
            continue
        position = at
        while position > 0 and scan.links[position - 1] in ("subset", "pronoun"):
            position -= 1
        whole = [c for c in scan.counts if c.quantity is scan.quantities[position]]
        if whole and q.kind not in ("harm", "none", "definite") and not (q.kind == "named" and q.who == "people"):
            nearest = max(whole, key=lambda c: c.trigger.start if c.trigger.start < q.start else -1)
            scan.counts.append(
                Count(
                    quantity=q,
                    harm=nearest.harm,
                    trigger=nearest.trigger,
                    rule=f"subset:{nearest.rule}",
                    who=q.who,
                    doubt=nearest.doubt,
                )
            )


def _attach_inverse(scan: Scan, at: int) -> None:
    """ "Two nuns were among nine people shot dead": the part before its whole has the harm of the whole."""
    q, inverse = scan.quantities[at], next_inverse(scan, at)
    following = scan.quantities[(at if inverse is None else inverse) + 1]
    whole = next((c for c in scan.counts if c.quantity is following), None)
    if whole is None:
        return
    if scan.words[q.end - 1] == "of":
        # "Eight of the 12 people killed were children", "five of the 12 wounded are in danger": what the eight are.
        end = max(whole.quantity.end, whole.trigger.end)
        if scan.words[end : end + 1] == [] or scan.words[end] not in _COPULAS:
            return
        head = read_head(scan.tokens, scan.words, end + 1, plural=True)
        if head is not None and head.kind == "people":
            q.who = head.who
    scan.counts.append(
        Count(
            quantity=q,
            harm=whole.harm,
            trigger=whole.trigger,
            rule=f"among:{whole.rule}",
            who=q.who,
            doubt=whole.doubt,
        )
    )


def resolve_parts(scan: Scan) -> None:
    """Give every count that is a subset its whole, or mark that its whole stands in an earlier sentence."""
    for c in scan.counts:
        if c.part_of is not None:
            continue
        at = scan.quantities.index(c.quantity)
        link = scan.links[at - 1] if at > 0 else ""
        if link in ("subset", "pronoun"):
            c.part_of = _whole_before(scan, at, c)
        elif next_inverse(scan, at) is not None:
            at = next_inverse(scan, at) or at
            wholes = [w for w in scan.counts if w.quantity is scan.quantities[at + 1] and w is not c]
            # "Five of the 12 wounded died" tells of five deaths, and the 12 are hurt: two counts.
            apart = scan.words[scan.quantities[at].end - 1] == "of"
            c.part_of = next((w for w in wholes if w.harm == c.harm or not apart), None)
        # "Executed 12 of them" is a deed of its own; "two of the wounded" and "three of them were nuns" are parts.
        deed = c.quantity.pronoun and not c.quantity.start <= c.trigger.start <= c.quantity.end
        c.pending = c.part_of is None and (c.pending or (c.quantity.pronoun and not deed))
    _resolve_sums(scan)


def next_inverse(scan: Scan, at: int) -> int | None:
    """The quantity of a coordination from `at` on that is "among" the one after it."""
    while at < len(scan.links) and scan.links[at] == "coord":
        at += 1
    return at if at < len(scan.links) and scan.links[at] == "inverse" else None


def _whole_before(scan: Scan, at: int, count: Count) -> Count | None:
    position = at - 1
    while position >= 0:
        link = scan.links[position - 1] if position > 0 else ""
        if link not in ("subset", "pronoun"):
            q = scan.quantities[position]
            same = [w for w in scan.counts if w.quantity is q and w is not count]
            return next((w for w in same if w.harm == count.harm), same[0] if same else None)
        position -= 1
    return None


def _resolve_sums(scan: Scan) -> None:
    """ "30 people: 20 rebels, nine farmers and one guard": counts that add up to the first are its parts."""
    for c in scan.counts:
        group = group_of(scan, c.quantity)
        if group[0] is not c.quantity or len(group) < 3 or c.quantity.low is None:
            continue
        rest = [w for w in scan.counts if w.quantity in group[1:] and w.harm == c.harm and w.part_of is None]
        if len(rest) >= 2 and sum(w.quantity.low or 0 for w in rest) == c.quantity.low:
            for w in rest:
                w.part_of = c


def resolve_who(scan: Scan) -> None:
    """Give a count that does not say whom it counts ("another five") the people of its whole or of the count before."""
    ordered = sorted(scan.counts, key=lambda c: (c.quantity.start, c.trigger.start))
    last: Who | None = None
    for c in ordered:
        if c.part_of is not None and c.who == "people" and c.quantity.kind in ("bare", "harm", "people"):
            c.who = c.part_of.who
        elif c.quantity.inherits and c.who == "people":
            shared = _shared_object(scan, c)
            if shared is not None or (last in _INHERITED and c.quantity.kind != "harm"):
                c.who = shared or last or "people"
        elif scan.words[c.quantity.head] in _FELLOWS and c.who == "people" and last in _INHERITED:
            c.who = last  # "a surgeon and three colleagues"
        elif c.quantity.more and c.who == "soldiers" and last == "police":
            c.who = "police"
        if c.part_of is None and not c.pending:
            last = c.who


def _shared_object(scan: Scan, count: Count) -> Who | None:
    """Whom a number counts whose noun stands with the verb behind it: "killed 28 and wounded 30 rebels"."""
    at = scan.quantities.index(count.quantity)
    following = scan.quantities[at + 1] if at + 1 < len(scan.quantities) else None
    if following is None or following.inherits or count.trigger.role != "object":
        return None
    gap = range(count.quantity.end, following.start)
    joined = len(gap) == _VERB_GAP and scan.words[gap[0]] == "and"
    return following.who if joined and any(t.start == gap[1] and t.role == "object" for t in scan.triggers) else None


def pronoun_counts(tokens: Sequence[Token], words: list[str], quantities: list[Quantity]) -> list[Count]:
    """ "Three of them were children": the harm is that of the whole in an earlier sentence."""
    result = [_take_up(q, "of them") for q in quantities if q.pronoun and q.kind == "people" and _opens(words, q)]
    result += listed_counts(words, quantities)
    return place_counts(tokens, result)


def listed_counts(words: list[str], quantities: list[Quantity]) -> list[Count]:
    """ "The civilians included two carpenters and a nurse": parts of those civilians, who were counted before."""
    for at in range(1, len(words) - 1):
        found = word_at(words, at)
        if found is None or not found[0].plural or words[at - 1] not in _THE_DEAD:
            continue
        if words[found[1] : found[1] + 1] in (["included"], ["include"]):
            who = None if found[0].open or found[0].who == "people" else found[0].who
            listed = [q for q in quantities if q.start > found[1] and q.kind in ("people", "single")]
            return [_take_up(q, "included", who) for q in listed]
    return []


def _opens(words: Sequence[str], q: Quantity) -> bool:
    return q.start <= _OPENING or words[q.start - 1] in _CLAUSE_OPENERS


def _take_up(q: Quantity, how: str, whole_who: Who | None = None) -> Count:
    """A part of a whole told before, whose harm it has; "killed" stands for that harm until the whole is found."""
    trigger = Trigger(start=q.start, end=q.start + 1, harm="killed", role="subject")
    return Count(
        quantity=q, harm="killed", trigger=trigger, rule=f"pronoun:{how}", who=q.who, pending=True, whole_who=whole_who
    )
