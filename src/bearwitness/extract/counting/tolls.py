"""Counts that hang on a noun: tolls, lives, deaths of, and the quantities that name their harm themselves.

In: a sentence and a trigger. Out: the sentence with their counts. Verbs are the business of `harms`.
"""

from collections.abc import Sequence

from bearwitness.base.records import Who
from bearwitness.extract.counting.attachments import add_counts
from bearwitness.extract.counting.counts import Count, Scan
from bearwitness.extract.counting.links import right_group
from bearwitness.extract.counting.moods import is_doubted, is_possible, is_unreal
from bearwitness.extract.counting.quantities import Quantity
from bearwitness.extract.counting.triggers import Trigger
from bearwitness.extract.counting.victims import victim_words
from bearwitness.extract.lexicons import load_lexicon

_GRAMMAR = load_lexicon("grammar")
_ZERO_HEADS = frozenset(_GRAMMAR["zero_heads"])
_TOLL_LEADS = frozenset(_GRAMMAR["toll_leads"])
_SPEECH_FORMS = frozenset(_GRAMMAR["speech_forms"])
_RISE_VERBS = frozenset(_GRAMMAR["rise_verbs"])
_SPREAD_VERBS = frozenset(_GRAMMAR["spread_verbs"])
_DEEDS = frozenset(load_lexicon("harms")["deeds"])
_MILD = frozenset(_GRAMMAR["mild"])


def attach_toll(scan: Scan, trigger: Trigger) -> None:
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
        lead = scan.tokens[q.start - 1].lemma_.lower() if q.start else ""
        if words[q.start] == "from" and lead in _RISE_VERBS:
            q.low = q.high
            best = q
            break
        if q.start == trigger.end and q.kind == "bare" and best is None:
            best = q  # "Death toll 14", "toll now 14 (was 9)"
            break
        if before and before[-1] == "from" and _spreads(scan, trigger, q):
            _add_toll(scan, trigger, q)
            continue
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
        # "raising to 45 the number of guards killed"
        if (
            q.kind in ("bare", "people")
            and 0 < trigger.start - q.end <= 1
            and words[max(0, q.start - 1) : q.start] == ["to"]
        ):
            _add_toll(scan, trigger, q)
            return


def _spreads(scan: Scan, trigger: Trigger, q: Quantity) -> bool:
    """Whether two figures of one toll are told apart: "estimates vary from 400 to more than 900"."""
    return any(scan.tokens[i].lemma_.lower() in _SPREAD_VERBS for i in range(max(trigger.end, q.start - 4), q.start))


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
        add_counts(scan, trigger, [item], "toll")


def _toll_who(scan: Scan, trigger: Trigger, q: Quantity) -> Who:
    """ "the number of civilians killed rose to 12", "the pilgrim death toll": whom the toll counts."""
    if not q.inherits:
        return q.who
    following = scan.words[trigger.end : trigger.end + 1]
    end = trigger.end + (4 if following in (["of"], ["among"]) else 3 if following == ["for"] else 0)
    return _who_in(scan.words[max(0, trigger.start - 2) : min(end, q.start)]) or q.who


def _who_in(words: Sequence[str]) -> Who | None:
    """The category of the first word for people in `words` that says more than "people"."""
    table = victim_words()
    kinds = (table[word].who for word in words if word in table)
    return next((who for who in kinds if who != "people"), None)


def attach_lives(scan: Scan, trigger: Trigger) -> None:
    """ "claimed 12 lives", "claiming the lives of 12 people", "cost a child its life"."""
    words = scan.words
    for at in range(trigger.end, min(len(words), trigger.end + 8)):
        if words[at] in ("lives", "life"):
            if words[at + 1 : at + 2] == ["of"]:
                for start in (at + 2, at + 3):
                    q = scan.at_start.get(start)
                    if q is not None:
                        add_counts(scan, trigger, right_group(scan, q), "lives")
                        return
            for q in scan.quantities:
                if trigger.end <= q.start < at <= q.end + 1:
                    add_counts(scan, trigger, [q], "lives")
                    return
            return


def attach_of(scan: Scan, trigger: Trigger) -> None:
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
            add_counts(
                scan, Trigger(start=trigger.start, end=trigger.end, harm=harm, role="of"), right_group(scan, q), "of"
            )
            return


def attach_own(scan: Scan) -> None:
    """Quantities that name their harm themselves: "22 injuries", "12 wounded civilians"."""
    words = scan.words
    for q in scan.quantities:
        if q.harm is None or q.kind == "none":
            continue
        if q.kind != "harm" and any(c.quantity is q for c in scan.counts):
            continue
        if q.kind == "definite" or (q.vague and words[q.head] in _DEEDS):
            continue  # "several executions" count no people
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
    words = scan.words
    after = words[q.end + 1 : q.end + 5] if words[q.end : q.end + 1] in (["among"], ["amongst"], ["of"], ["to"]) else ()
    return _who_in([*words[q.start : q.head], *after]) or "people"


def attach_zero(scan: Scan) -> None:
    """ "no casualties", "nobody was hurt"; "no reports of casualties" states no count."""
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
