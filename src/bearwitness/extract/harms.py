"""Quantities + triggers -> counts of harm, with the sub-counts that each contains.

In: the tokens of a sentence (spaCy). Out: `Count`s. It decides who was harmed and how many, never where, when, by whom
or who says so. The parse is asked first; where it fails (headlines, text without commas) the order of the words decides.
"""

from collections.abc import Collection, Sequence

from spacy.tokens import Token

from bearwitness.base.records import Who
from bearwitness.extract.counts import FINITE, Count, Scan, place_counts
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.links import BREAKS, has_predicate, left_group, link_quantities, right_group
from bearwitness.extract.moods import is_doubted, is_possible, is_unreal
from bearwitness.extract.parts import attach_listed, attach_subsets, pronoun_counts, resolve_parts, resolve_who
from bearwitness.extract.quantities import Quantity, find_quantities
from bearwitness.extract.triggers import Trigger, find_triggers

_GRAMMAR = load_lexicon("grammar")
_GOVERNORS = frozenset(_GRAMMAR["governors"])
_RELATIVES = frozenset(_GRAMMAR["relatives"])
_ZERO_HEADS = frozenset(_GRAMMAR["zero_heads"])
_QUOTE_STOPS = frozenset(_GRAMMAR["quote_stops"])
_TOLL_LEADS = frozenset(_GRAMMAR["toll_leads"])
_OBJECT_BETWEEN = frozenset(_GRAMMAR["object_between"])
_OBLIQUE = frozenset(_GRAMMAR["oblique"])
_WEAK_VERBS = frozenset(_GRAMMAR["weak_verbs"])
_GROUP_HEADS = frozenset(_GRAMMAR["group_heads"])
_SPEECH_FORMS = frozenset(_GRAMMAR["speech_forms"])
_MILD = frozenset(_GRAMMAR["mild"])
_JOINT_WORDS = frozenset(_GRAMMAR["joint_words"])
_OBJECT_STOPS = frozenset(_GRAMMAR["object_stops"])

_SKIP_LEFT = frozenset(load_lexicon("grammar")["between"])


def find_counts(tokens: Sequence[Token], people: Collection[int] = ()) -> list[Count]:
    """All counts of harm in one sentence, wholes and parts, in the order of their words.

    `people` are the code points at which a person's name begins; a named victim counts one.
    """
    tokens = [token for token in tokens if not token.is_space]
    words = [token.text.lower() for token in tokens]
    triggers = find_triggers(tokens, words)
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
    _attach_own(scan)
    attach_listed(scan)
    attach_subsets(scan)
    _attach_zero(scan)
    _merge_joint(scan)
    resolve_parts(scan)
    resolve_who(scan)
    return place_counts(tokens, sorted(scan.counts, key=lambda c: (c.quantity.start, c.trigger.start)))


def _attach(scan: Scan, trigger: Trigger) -> None:
    if trigger.role == "toll":
        _attach_toll(scan, trigger)
    elif trigger.role == "lives":
        _attach_lives(scan, trigger)
    elif trigger.role == "of":
        _attach_of(scan, trigger)
    elif trigger.role == "object":
        found = _objects(scan, trigger)
        if found:
            _add(scan, trigger, found, "object")
            return
        q = _adjacent_left(scan, trigger)
        if q is not None and _participle(scan, trigger):
            _add(scan, trigger, [q] if q.kind == "bare" else left_group(scan, q), "participle")
    else:
        q = _subject(scan, trigger)
        _attach_company(scan, trigger)
        if q is not None:
            _add(scan, trigger, left_group(scan, q), "subject")
        elif trigger.state:
            found = (
                _objects(scan, trigger)
                if scan.words[trigger.start - 1 : trigger.start] and scan.tokens[trigger.start - 1].lemma_ == "leave"
                else []
            )
            _add(scan, trigger, found, "object")


def _attach_company(scan: Scan, trigger: Trigger) -> None:
    """ "was killed along with three of his guards": those in company share the harm of a passive."""
    words = scan.words
    if words[trigger.end : trigger.end + 2] in (["along", "with"], ["together", "with"]):
        q = scan.at_start.get(trigger.end + 2)
        if q is not None:
            _add(scan, trigger, right_group(scan, q), "company")


def _participle(scan: Scan, trigger: Trigger) -> bool:
    return scan.tokens[trigger.start].tag_ in ("VBN", "VBD", "JJ", "NN", "NNP", "VB", "VBP")


def _add(scan: Scan, trigger: Trigger, quantities: Sequence[Quantity], rule: str) -> None:
    for q in quantities:
        if q.kind == "harm" or (q.kind == "none" and q.harm):
            continue
        if (
            trigger.people
            and q.kind not in ("people", "single", "definite")
            and not (q.kind == "bare" and (q.vague or q.more or trigger.harm == "displaced"))
        ):
            continue
        if trigger.harm == "displaced" and trigger.people and not _population(q):
            continue
        if any(c.quantity is q and c.harm == trigger.harm for c in scan.counts):
            continue
        scan.counts.append(
            Count(
                quantity=q,
                harm=trigger.harm,
                trigger=trigger,
                rule=f"{rule}:{scan.words[trigger.start]}",
                who=q.who,
                doubt=is_doubted(scan, trigger),
            )
        )


def _population(q: Quantity) -> bool:
    """Whether a number that fled is a displaced population and not an escape, a rout or a getaway.

    The least number is set on the training reports, where up to 14 people "fled" a scene without being displaced.
    """
    return q.who not in ("fighters", "soldiers", "police", "prisoners") and (q.vague or (q.low or q.high or 0) >= 20)


def _objects(scan: Scan, trigger: Trigger) -> list[Quantity]:
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
                and _adjacent_left(scan, trigger) is not None
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
                if not any(t.start == nearby for t in scan.triggers):
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


def _adjacent_left(scan: Scan, trigger: Trigger) -> Quantity | None:
    """The quantity right before a participle: "30 people (reportedly) injured", "12 dead"."""
    words, tokens = scan.words, scan.tokens
    at = trigger.start
    while at > 0:
        q = scan.at_end.get(at)
        if q is not None:
            return _governor(scan, q)
        before = words[at - 1]
        if (
            tokens[at - 1].tag_ in ("RB", "RBR")
            or before in _SKIP_LEFT
            or (before in ("and", "or") and any(t.end == at - 1 or t.start == at - 2 for t in scan.triggers))
            or any(t.start == at - 1 and t.role != "of" for t in scan.triggers)
        ):
            at -= 1
            continue
        return None
    return None


def _governor(scan: Scan, q: Quantity) -> Quantity:
    """The quantity that `q` only describes: "four civilians from one family" -> the civilians."""
    at = scan.quantities.index(q)
    if at and q.start and scan.words[q.start - 1] in _GOVERNORS:
        before = scan.quantities[at - 1]
        gap = range(before.end, q.start)
        if len(gap) <= 4 and not any(scan.tokens[i].tag_ in FINITE for i in gap) and scan.links[at - 1] != "inverse":
            return before
    return q


def _subject(scan: Scan, trigger: Trigger) -> Quantity | None:
    """The quantity that is the subject of a passive, an intransitive verb or a predicate."""
    q = _adjacent_left(scan, trigger)
    if q is not None:
        return q
    words = scan.words
    at = trigger.start
    while at > 0 and (words[at - 1] in _SKIP_LEFT or scan.tokens[at - 1].tag_ == "RB"):
        at -= 1
    if at > 0 and words[at - 1] in _RELATIVES:
        at -= 1
        at -= at > 0 and words[at - 1] == ","
        q = scan.at_end.get(at)
        if q is not None:
            return q
    return _parsed_subject(scan, trigger) or _scanned_subject(scan, at, trigger)


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


def _attach_toll(scan: Scan, trigger: Trigger) -> None:
    """ "the death toll rose to 70", "put the toll at 12", "a death toll of 30"; "from 50 to 70" is 70."""
    words = scan.words
    best: Quantity | None = None
    for q in scan.quantities:
        if q.start < trigger.end or q.start - trigger.end > 35 or q.kind in ("harm", "definite", "single", "unknown"):
            continue
        before = words[max(0, q.start - 2) : q.start]
        if any(
            scan.tokens[i].tag_ in ("VBD", "VBZ") and words[i] in _SPEECH_FORMS for i in range(trigger.end, q.start)
        ):
            break
        if before and before[-1] in _TOLL_LEADS:
            if before[-1] == "from" and best is None:
                best = q
                continue
            best = q
            break
    if best is not None:
        _add_toll(scan, trigger, best)
        return
    for q in scan.quantities:
        # "bringing to 101 the number of insurgents killed"
        if (
            q.kind in ("bare", "people")
            and 0 < trigger.start - q.end <= 1
            and words[max(0, q.start - 1) : q.start] == ["to"]
        ):
            _add_toll(scan, trigger, q)
            return


def _add_toll(scan: Scan, trigger: Trigger, best: Quantity) -> None:
    words = scan.words
    text = words[trigger.start : trigger.end]
    harm = trigger.harm
    if text in (["toll"], ["tally"]):
        following = words[best.end : best.end + 1]
        state = (
            {"wounded": "injured", "injured": "injured", "dead": "killed", "killed": "killed"}.get(following[0])
            if following
            else None
        )
        if state is None and scan.words[max(0, trigger.start - 1)] in ("injury", "casualty"):
            return
    who = _toll_who(scan, trigger, best)
    scan.counts.append(
        Count(
            quantity=best,
            harm=harm,
            trigger=trigger,
            rule=f"toll:{' '.join(text)}",
            who=who,
            doubt=is_doubted(scan, trigger) or is_possible(scan, trigger, best),
        )
    )
    for item in right_group(scan, best)[1:]:
        _add(scan, trigger, [item], "toll")


def _toll_who(scan: Scan, trigger: Trigger, q: Quantity) -> Who:
    """ "the number of civilians killed rose to 12", "the civilian death toll": whom the toll counts."""
    if not q.inherits:
        return q.who
    around = " ".join(scan.words[max(0, trigger.start - 2) : q.start])
    for stem, who in (
        ("civilian", "civilians"),
        ("child", "children"),
        ("soldier", "soldiers"),
        ("militant", "fighters"),
        ("terrorist", "fighters"),
        ("rebel", "fighters"),
        ("fighter", "fighters"),
        ("women", "women"),
        ("journalist", "journalists"),
    ):
        if stem in around:
            return who  # type: ignore[return-value]
    return q.who


def _attach_lives(scan: Scan, trigger: Trigger) -> None:
    """ "claimed 12 lives", "claiming the lives of 12 people", "cost a child its life"."""
    words = scan.words
    for at in range(trigger.end, min(len(words), trigger.end + 8)):
        if words[at] in ("lives", "life"):
            if words[at + 1 : at + 2] == ["of"]:
                for start in (at + 2, at + 3):
                    q = scan.at_start.get(start)
                    if q is not None:
                        _add(scan, trigger, right_group(scan, q), "lives")
                        return
            for q in scan.quantities:
                if trigger.end <= q.start < at <= q.end + 1:
                    _add(scan, trigger, [q], "lives")
                    return
            return


def _attach_of(scan: Scan, trigger: Trigger) -> None:
    """ "the deaths of 12 people", "the killing of a child", "bodies of 12"; "12 deaths" is the quantity's own harm."""
    words = scan.words
    if words[trigger.end : trigger.end + 1] not in (["of"], ["among"]):
        return
    for start in (trigger.end + 1, trigger.end + 2):
        q = scan.at_start.get(start)
        if q is not None:
            owner = scan.inside.get(trigger.start)
            if owner is not None and owner.kind == "harm":
                return
            if words[trigger.end] == "among":
                return
            harm = trigger.harm
            _add(scan, Trigger(start=trigger.start, end=trigger.end, harm=harm, role="of"), right_group(scan, q), "of")
            return


def _attach_own(scan: Scan) -> None:
    """Quantities that name their harm themselves: "22 injuries", "12 wounded civilians"."""
    for q in scan.quantities:
        if q.harm is None or q.kind == "none":
            continue
        if q.kind != "harm" and any(c.quantity is q for c in scan.counts):
            continue
        if q.kind == "definite":
            continue
        trigger = Trigger(start=q.head, end=q.head + 1, harm=q.harm, role="of")
        if is_unreal(scan, trigger):
            continue
        who: Who = q.who
        if q.kind == "harm":
            who = _harm_who(scan, q)
        scan.counts.append(
            Count(
                quantity=q,
                harm=q.harm,
                trigger=trigger,
                rule=f"noun:{scan.words[q.head]}",
                who=who,
                doubt=is_doubted(scan, trigger),
            )
        )


def _harm_who(scan: Scan, q: Quantity) -> Who:
    """Whose deaths: "12 civilian deaths", "12 deaths among children"."""
    words = scan.words[q.start : q.head] + scan.words[q.end : q.end + 4]
    for word in words:
        for stem, who in (
            ("civilian", "civilians"),
            ("child", "children"),
            ("militant", "fighters"),
            ("soldier", "soldiers"),
            ("police", "police"),
            ("women", "women"),
            ("rebel", "fighters"),
            ("military", "soldiers"),
        ):
            if word.startswith(stem):
                return who  # type: ignore[return-value]
    return "people"


def _attach_zero(scan: Scan) -> None:
    """ "no casualties", "no one was hurt"; "no reports of casualties" states no count."""
    words = scan.words
    for q in scan.quantities:
        if q.kind != "none" or any(c.quantity is q for c in scan.counts):
            continue
        if q.harm is None:
            continue
        if words[q.end : q.end + 1] == ["toll"] or any(w in _MILD for w in words[q.start : q.end]):
            continue
        if words[q.head] in _ZERO_HEADS:
            trigger = Trigger(start=q.head, end=q.head + 1, harm=q.harm, role="of")
            scan.counts.append(
                Count(quantity=q, harm=q.harm, trigger=trigger, rule=f"zero:{words[q.head]}", who=_harm_who(scan, q))
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
        if {"killed", "injured"} <= harms:
            first, second = sorted(
                (c for c in found if c.harm in ("killed", "injured")), key=lambda c: c.trigger.start
            )[:2]
            between = scan.words[first.trigger.end : second.trigger.start]
            if len(between) <= 3 and any(w in _JOINT_WORDS for w in between):
                first.harm = "affected"
                first.rule = f"joint:{first.rule}"
                scan.counts.remove(second)
