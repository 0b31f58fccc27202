"""Quantities + triggers -> counts of harm, with the sub-counts that each contains.

In: the tokens of a sentence (spaCy). Out: `Count`s. It decides who was harmed and how many, never where, when, by whom
or who says so. The parse is asked first; where it fails (headlines, text without commas) the order of words
decides.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise

from spacy.tokens import Token

from bearwitness.extract.counting.attachments import add_counts
from bearwitness.extract.counting.counts import FINITE, Count, Scan, place_counts
from bearwitness.extract.counting.links import BREAKS, left_group, link_quantities, right_group
from bearwitness.extract.counting.moods import is_unreal
from bearwitness.extract.counting.numbers import join_suffixes
from bearwitness.extract.counting.parts import (
    attach_listed,
    attach_subsets,
    listed_counts,
    pronoun_counts,
    resolve_parts,
    resolve_who,
    split_by_place,
)
from bearwitness.extract.counting.quantities import Quantity, find_quantities
from bearwitness.extract.counting.subjects import find_before_aside, find_left, find_objects, find_subject
from bearwitness.extract.counting.tolls import attach_lives, attach_of, attach_own, attach_toll, attach_zero
from bearwitness.extract.counting.triggers import Trigger, find_triggers, harm_nouns, state_words
from bearwitness.extract.lexicons import load_lexicon

_GRAMMAR = load_lexicon("grammar")
_WEAK_VERBS = frozenset(_GRAMMAR["weak_verbs"])
_JOINT_WORDS = frozenset(_GRAMMAR["joint_words"])
_PLACE_OPENERS = frozenset(load_lexicon("grammar")["place_openers"])
_COMPANY = tuple(tuple(phrase.split()) for phrase in _GRAMMAR["company"])
_BOTH = frozenset({"killed", "injured"})
_JOINED = _BOTH | {"missing", "detained"}
_OBJECT_REACH = 3  # tokens from a verb to its object: "arrested some 120 farmers"
_GAPPED = 9  # tokens of a place between two counts of one verb; in the news corpus longer ones reached another whole
_ASIDE_OPENERS = frozenset(_GRAMMAR["aside_openers"])
_PRONOUNS = frozenset(load_lexicon("grammar")["pronouns"])


def find_counts(tokens: Sequence[Token], people: Collection[int] = ()) -> list[Count]:
    """All counts of harm in one sentence, wholes and parts, in the order of their words.

    `people` are the code points at which a person's name begins; a named victim counts one.
    """
    tokens = [token for token in tokens if not token.is_space]
    words = join_suffixes([token.text for token in tokens], [not token.whitespace_ for token in tokens])
    triggers = find_triggers(tokens, words)
    if not triggers and not _may_count(words):
        return []
    quantities = find_quantities(tokens, words, people)
    if not quantities or not (triggers or any(q.harm for q in quantities)):
        return pronoun_counts(tokens, words, quantities)
    scan = Scan(
        tokens,
        words,
        quantities,
        triggers,
        {q.start: q for q in quantities},
        {q.end: q for q in quantities},
        {i: q for q in quantities for i in range(q.start, q.end)},
        link_quantities(tokens, words, quantities, triggers),
        [],
        {token.i: at for at, token in enumerate(tokens)},
    )
    for trigger in triggers:
        if not is_unreal(scan, trigger):
            _attach(scan, trigger)
    _attach_gapped(scan)
    split_by_place(scan)
    attach_own(scan)
    attach_listed(scan)
    attach_subsets(scan)
    attach_zero(scan)
    _merge_joint(scan)
    resolve_parts(scan)
    resolve_who(scan)
    scan.counts += [
        c for c in listed_counts(words, quantities) if all(c.quantity is not d.quantity for d in scan.counts)
    ]
    return place_counts(tokens, sorted(scan.counts, key=lambda c: (c.quantity.start, c.trigger.start)))


def _may_count(words: Sequence[str]) -> bool:
    """Whether a sentence without a word of harm can count yet: "22 injuries", "three of them were children"."""
    if not {"of", "included", "include"}.isdisjoint(words):
        return True
    return any(word in harm_nouns() or word in state_words() for word in words)


def _attach(scan: Scan, trigger: Trigger) -> None:
    if trigger.role == "toll":
        attach_toll(scan, trigger)
    elif trigger.role == "lives":
        attach_lives(scan, trigger)
    elif trigger.role == "of":
        attach_of(scan, trigger)
    elif trigger.role == "object":
        found = find_objects(scan, trigger)
        if found:
            add_counts(scan, trigger, found, "object")
            return
        q = find_left(scan, trigger) or find_before_aside(scan, trigger.start) or _relative_object(scan, trigger)
        if (
            q is not None
            and _participle(scan, trigger)
            and not _loses(scan, trigger)
            and not (trigger.people and q.kind == "definite")
        ):
            add_counts(scan, trigger, [q] if q.kind == "bare" else left_group(scan, q), "participle")
    else:
        q = find_subject(scan, trigger)
        _attach_company(scan, trigger)
        if q is not None:
            add_counts(scan, trigger, _subjects(scan, trigger, q), "subject")
        elif trigger.state:
            found = (
                find_objects(scan, trigger)
                if scan.words[trigger.start - 1 : trigger.start] and scan.tokens[trigger.start - 1].lemma_ == "leave"
                else []
            )
            add_counts(scan, trigger, found, "object")


def _subjects(scan: Scan, trigger: Trigger, q: Quantity) -> list[Quantity]:
    """The group of a subject; "(police arrested 120 farmers) and one man died" has one subject only."""
    group = left_group(scan, q)
    objects = [t for t in scan.triggers if t is not trigger and t.role == "object" and t.end <= group[0].start]
    return [q] if any(group[0].start - t.end < _OBJECT_REACH for t in objects) and group[0] is not q else group


def _attach_company(scan: Scan, trigger: Trigger) -> None:
    """ "was shot along with two of his cousins": those in company share the harm of a passive."""
    for phrase in _COMPANY:
        if tuple(scan.words[trigger.end : trigger.end + len(phrase)]) == phrase:
            q = scan.at_start.get(trigger.end + len(phrase))
            if q is not None and not any(t.start in (q.end, q.end + 1) for t in scan.triggers):
                add_counts(scan, trigger, right_group(scan, q), "company")


def _attach_gapped(scan: Scan) -> None:
    """ "Five were killed in the square and one on the road": the second count has the verb of the first."""
    words = scan.words
    for q in scan.quantities[1:]:
        if q.kind != "bare" or words[q.start - 1] not in (",", "and") or words[q.end : q.end + 1] == []:
            continue
        earlier = [c for c in scan.counts if max(c.quantity.end, c.trigger.end) <= q.start]
        if words[q.end] not in _PLACE_OPENERS or not earlier or any(c.quantity is q for c in scan.counts):
            continue
        owner = max(earlier, key=lambda c: (c.quantity.start, c.trigger.start))
        gap = range(max(owner.quantity.end, owner.trigger.end), q.start)
        placed = 2 <= len(gap) <= _GAPPED and words[gap[0]] in _PLACE_OPENERS
        if placed and not any(scan.tokens[i].tag_ in FINITE or words[i] in BREAKS for i in gap):
            add_counts(scan, owner.trigger, [q], "gapped")


def _relative_object(scan: Scan, trigger: Trigger) -> Quantity | None:
    """The people of a relative clause without its pronoun: "the guard they abducted"."""
    before = scan.words[trigger.start - 1 : trigger.start]
    return scan.at_end.get(trigger.start - 1) if before and before[0] in _PRONOUNS else None


def _participle(scan: Scan, trigger: Trigger) -> bool:
    return scan.tokens[trigger.start].tag_ in ("VBN", "VBD", "JJ", "NN", "NNP", "VB", "VBP")


def _loses(scan: Scan, trigger: Trigger) -> bool:
    """Whether the people before "lost" are those who lose something: "twelve people lost limbs"."""
    behind = scan.tokens[trigger.end : trigger.end + 1]
    return (
        scan.tokens[trigger.start].lemma_ == "lose"
        and bool(behind)
        and behind[0].tag_[:2] in ("NN", "DT", "PR", "CD", "JJ")
    )


def _merge_joint(scan: Scan) -> None:
    """ "killed or wounded 12", "12 dead and injured": one number for two harms counts the affected."""
    by_quantity: dict[int, list[Count]] = {}
    for c in scan.counts:
        by_quantity.setdefault(id(c.quantity), []).append(c)
    for found in by_quantity.values():
        harms = {c.harm for c in found}
        weak = [c for c in found if scan.tokens[c.trigger.start].lemma_ in _WEAK_VERBS]
        if weak and len(weak) < len(found) and harms & {"killed", "injured"}:
            for c in weak:
                if c.harm == "injured" and len(found) > 1:
                    scan.counts.remove(c)
            continue
        harmed = sorted((c for c in found if c.harm in _JOINED), key=lambda c: c.trigger.start)
        for first, second in pairwise(harmed):
            inside = range(first.quantity.start, first.quantity.end)
            between = [scan.words[i] for i in range(first.trigger.end, second.trigger.start) if i not in inside]
            joint = any(w in _JOINT_WORDS for w in between) if {first.harm, second.harm} == _BOTH else "or" in between
            if len(between) <= 3 and joint and not _ASIDE_OPENERS & set(between):
                first.harm = "affected"
                first.rule = f"joint:{first.rule}"
                scan.counts.remove(second)
                break
