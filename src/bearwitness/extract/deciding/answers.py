"""What a denial or a refusal answers.

In: the tellings of one document. Out: each denial and refusal with the telling that it answers, where the document
tells it, and with the one whose words it denies as its target. It never looks across documents.
"""

from bearwitness.base.records import Actor, When
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.deciding.periods import Dated
from bearwitness.extract.deciding.tellings import Telling, same_place

_DEED = frozenset(
    {"ASSAULT", "COOPERATE", "SUPPORT", "MOBILIZE", "CONTROL", "COERCE", "AID", "CONCEDE", "STATE", "RETREAT"}
)
_OFFERED = frozenset({"REQUEST", "ACCUSE", "RETREAT", "AGREE", "CONSULT", "AID"})
# Deeds that are no wrong by themselves: an accusation means one of them only where it shares its words.
_NO_WRONG = frozenset({"CONTROL", "MOBILIZE", "RETREAT", "STATE"})
_SHARED = 2  # words
# How far, in code points, behind a denial the claim may stand that it answers: the next sentence.
_BEHIND = 200
# How far, in code points, before a denial what was just said stands.
_NEAR = 300
# How many code points apart a refusal and what it refuses stand at most.
_REACH = 500


def link_answers(tellings: list[Telling], text: str, title: str) -> None:
    """Give each denial and refusal the telling it answers; `text` and `title` are what their places count in."""
    for item in tellings:
        if item.category == "DENY":
            _link_denial(item, tellings, title if item.title else text)
        elif item.category == "REJECT":
            _link_refusal(item, tellings)


def _link_denial(denial: Telling, tellings: list[Telling], text: str) -> None:
    others = [
        t for t in tellings if t is not denial and t.category != "DENY" and t.reality not in ("hypothetical", "negated")
    ]
    words = set(text[denial.evidence[0] : denial.evidence[1]].lower().replace(",", " ").split())
    plain = {w.rstrip("s") for w in words}
    charges = not word_class("charges").isdisjoint(plain)
    if charges:
        content = words - word_class("charges")
        others = [t for t in others if not _is_another_deed(t, denial) and _may_be_charged(t, denial, content)]
    accusing = [t for t in others if t.category == "ACCUSE" and _touches(t.target, denial.actor)]
    claimed = [
        t
        for t in others
        if t.category in _DEED and t.sources and _touches(t.actor, denial.actor) and not _same_voice(t, denial)
    ]
    blamed = [
        t for t in others if t.category in _DEED and _touches(t.actor, denial.actor) and not _same_voice(t, denial)
    ]
    sourced = [
        t
        for t in others
        if t.category == "ASSAULT" and t.sources and t.order < denial.order and not _same_voice(t, denial)
    ]
    charged = [t for t in others if t.category == "ACCUSE" and not _same_actor(t.actor, denial.actor)]
    near = [
        t
        for t in others
        if t.title == denial.title and t.sources and 0 < denial.at - t.at < _NEAR and not _same_voice(t, denial)
    ]
    beside = [
        t
        for t in claimed
        if t.title == denial.title and (denial.evidence[0] <= t.at < denial.evidence[1] or 0 <= denial.at - t.at < 250)
    ]
    order: tuple[list[Telling], ...]
    if charges:
        order = (accusing, beside, claimed, blamed, near, charged, sourced)
    elif not word_class("reports").isdisjoint(plain):
        order = (claimed, sourced, accusing, blamed, charged)
    else:
        order = (accusing, beside, claimed, blamed, near, charged, sourced)
    before = [t for t in others if t.order < denial.order]
    if "this" in words and not charges and before:
        order = ([max(before, key=_order)], *order)
    for found in order:
        answered = [t for t in found if t.order <= denial.order or _stands_close(t, denial)]
        if answered:
            chosen = _closest(answered, denial, latest=not charges)
            denial.about = chosen
            denial.about_why = f"takes up what is told at {chosen.at}"
            _date_denial(denial, chosen)
            if denial.target is None:
                denial.target, denial.target_why = _accuser(chosen), "whose claim it denies"
            return


def _is_another_deed(telling: Telling, denial: Telling) -> bool:
    """Whether a denier of responsibility cannot mean this deed: it is told of another party, or of another place."""
    if telling.category not in _DEED:
        return False
    known = telling.actor is not None and telling.actor.id is not None
    another = known and denial.actor is not None and denial.actor.id is not None
    return (another and not _touches(telling.actor, denial.actor)) or (
        telling.located.own and denial.located.own and not same_place(telling, denial)
    )


def _may_be_charged(telling: Telling, denial: Telling, content: set[str]) -> bool:
    """Whether a deed is one of those that parties are accused of, or is told in the denial's own words."""
    if telling.category not in _NO_WRONG or (_stands_close(telling, denial) and telling.order >= denial.order):
        return True
    return len(telling.words & denial.words & content) >= _SHARED


def _order(telling: Telling) -> int:
    return telling.order


def _stands_close(telling: Telling, denial: Telling) -> bool:
    """Whether a telling stands in the denial's own words, or right behind them."""
    return telling.title == denial.title and telling.at < denial.evidence[1] + _BEHIND


def _date_denial(denial: Telling, answered: Telling) -> None:
    """A denial without a day was made between what it answers and the report."""
    said, told = answered.dated.when, denial.dated.when
    if denial.dated.own or said is None or told is None or said.start is None or told.end is None:
        return
    if said.start < told.end:
        edtf = f"{said.start.isoformat()}/{told.end.isoformat()}"
        when = When(start=said.start, end=told.end, precision="days", edtf=edtf)
        denial.dated = Dated(when=when, why="between what it answers and the report")


def _closest(found: list[Telling], denial: Telling, *, latest: bool) -> Telling:
    """The one whose words the denial takes up most; of several the one made first, or `latest` the last before it."""
    words = denial.words - word_class("charges") - word_class("reports") - {"deny"}
    return min(found, key=lambda t: (-len(t.words & words), -t.order if latest and t.order < denial.order else t.order))


def _accuser(telling: Telling) -> Actor | None:
    if telling.category == "ACCUSE":
        return telling.actor
    if telling.sources:
        first = telling.sources[0]
        return Actor(name=first.name, id=first.id, side=first.side)
    return None


def _link_refusal(refusal: Telling, tellings: list[Telling]) -> None:
    near = [
        t
        for t in tellings
        if t is not refusal
        and t.category in _OFFERED
        and t.title == refusal.title
        and (t.reality in ("hypothetical", "future") or t.stance in ("demanded", "promised"))
        and not _same_actor(t.actor, refusal.actor)
    ]
    inside = [t for t in near if refusal.evidence[0] <= t.at < refusal.evidence[1]]
    before = [t for t in near if 0 < refusal.at - t.at < _REACH]
    chosen = inside[0] if inside else before[-1] if before else None
    if chosen is None:
        return
    refusal.about = chosen
    refusal.about_why = f"refuses what is told at {chosen.at}"
    if refusal.target is None and chosen.actor is not None:
        refusal.target, refusal.target_why = chosen.actor, "who asked or offered it"


def _touches(a: Actor | None, b: Actor | None) -> bool:
    """Whether two actors are one side: the same party, one country's but for armed groups, or, of those unknown, names
    that share a word.
    """
    if a is None or b is None:
        return False
    if a.country is not None and a.country == b.country and "armed_group" not in (a.kind, b.kind):
        return True
    if a.id is not None and b.id is not None:
        return a.id == b.id
    return bool(_words(a.name) & _words(b.name))


def _same_actor(a: Actor | None, b: Actor | None) -> bool:
    return a is not None and b is not None and a.name == b.name


def _same_voice(telling: Telling, denial: Telling) -> bool:
    """Whether the denier himself is the source of a telling: his own rival version."""
    if not telling.sources or denial.actor is None:
        return False
    first = telling.sources[0]
    return first.name == denial.actor.name or (first.id is not None and first.id == denial.actor.id)


def _words(name: str) -> set[str]:
    plain = word_class("offices")
    return {w for w in name.lower().replace("(", " ").replace(")", " ").replace(",", " ").split() if w not in plain}
