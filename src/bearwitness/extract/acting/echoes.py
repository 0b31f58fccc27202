"""Which words of deeds in a sentence add nothing: those that say a deed again, go on with it, or are its content.

In: the triggers of one sentence. Out: the same without verbs that only go on with a deed ("raided, killing"), nouns
that name it again ("the strikes hit"), what is only the content of a speech act, and what is no deed at all ("could
seek", "who was responsible"). It fills no fields.
"""

from spacy.tokens import Token

from bearwitness.extract.acting.arguments import fill_role, is_passive
from bearwitness.extract.acting.realities import is_negated
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.acting.triggers import Trigger

# How a verb hangs on the one that it goes on with.
_STEPS = frozenset({"advcl", "xcomp", "pcomp", "acl", "conj"})
# Speech acts whose object may tell of another one: a resolution that is vetoed demands something.
_HOLDING = frozenset({"REJECT", "CONSULT"})
_HELD = frozenset({"REQUEST", "ACCUSE", "RETREAT", "AGREE"})


def drop_echoes(triggers: list[Trigger]) -> list[Trigger]:
    """The triggers of a sentence that each tell of a deed of its own."""
    kept = _drop_contents(_drop_repetitions(_drop_steps(triggers)))
    return [t for t in kept if not _is_no_deed(t)]


def _is_no_deed(trigger: Trigger) -> bool:
    """Whether a word only looks like a deed.

    A demand that nobody makes yet ("could seek", "not considering"), what somebody is charged with ("on charges of
    opposing"), a gloss in brackets behind a name, "who was responsible", a truce that is broken, "shot back that".
    """
    word = trigger.word
    if trigger.row.category == "REQUEST" and not trigger.nominal and trigger.row.flags.isdisjoint(("spoken",)):
        helpers = {c.lower_ for c in word.children if c.dep_ == "aux"}
        above = word.head.lemma_.lower() if word.dep_ in ("xcomp", "ccomp", "pcomp") else ""
        if is_negated(word) or helpers & word_class("maybes") or above in word_class("considering"):
            return True
    if trigger.row.category == "AGREE" and trigger.nominal:
        over = word.head.head.lemma_.lower() in word_class("endings") and word.dep_ == "pobj"
        if over or word.head.lemma_.lower() in word_class("breaking"):
            return True
    if trigger.row.category == "ASSAULT" and not trigger.nominal and _has_content(word):
        return True
    if word.dep_ == "pcomp" and word.head.lower_ == "of" and word.head.head.lemma_.lower() in word_class("counts"):
        return True
    first = word.left_edge
    if first.i > 0 and first.nbor(-1).text == "(" and word.dep_ in ("acl", "parataxis", "amod", "relcl"):
        return True
    if "authorship" in trigger.row.flags:
        return any(c.dep_ == "nsubj" and c.tag_ == "WP" and word.dep_ != "relcl" for c in word.children)
    return False


def _has_content(verb: Token) -> bool:
    """Whether a verb has a that-clause, so that it tells of words."""
    return any(
        child.dep_ == "ccomp"
        and child.i > verb.i
        and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)
        for child in verb.children
    )


def _drop_steps(triggers: list[Trigger]) -> list[Trigger]:
    """Without verbs that only go on with a deed of the same kind: "raided the town, killing", "met to discuss"."""
    kept: list[Trigger] = []
    for trigger in triggers:
        at, step = trigger.word, False
        while not step and at.dep_ in _STEPS and not any(c.dep_ in ("nsubj", "nsubjpass") for c in at.children):
            at = at.head if at.head.pos_ != "ADP" else at.head.head
            step = any(
                other is not trigger
                and other.word == at
                and other.row.category == trigger.row.category
                and not _is_taken_next(trigger, other)
                for other in triggers
            ) or any(
                other is not trigger
                and other.nominal
                and other.row.category == trigger.row.category
                and _belongs_to(other.word, at)
                and at != trigger.word
                for other in triggers
            )
        step = (step and not _has_share(trigger)) or _tells_of_known(trigger, triggers)
        if not step:
            kept.append(trigger)
    return kept


def _is_taken_next(trigger: Trigger, before: Trigger) -> bool:
    """Whether ground is taken after an advance that names none: "advanced two km and took the village"."""
    modes = (before.row.mode, trigger.row.mode)
    joined = trigger.word.dep_ == "conj" and not (trigger.nominal or before.nominal)
    if modes != ("advance", "take") or not joined or fill_role(trigger.word, "object") is None:
        return False
    return not any(c.dep_ in ("dobj", "prep") and c.i < trigger.word.i for c in before.word.children)


def _has_share(trigger: Trigger) -> bool:
    """Whether a verb tells of a part of a whole: "broke into the town and took 90 percent of it" is two deeds."""
    thing = None if trigger.nominal else fill_role(trigger.word, "object")
    parts = word_class("shares") | word_class("portions")
    return trigger.row.category == "CONTROL" and thing is not None and thing.lemma_.lower() in parts


def _tells_of_known(trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether a verb only describes a deed that another verb tells: "were behind the attack that hit the convoy"."""
    if trigger.word.dep_ not in ("relcl", "acl") or trigger.nominal:
        return False
    noun = trigger.word.head
    if any(
        "counted" in other.row.flags and _belongs_to(noun, other.word) for other in triggers if other is not trigger
    ):
        return True  # "has 400 soldiers stationed there"
    if trigger.word.dep_ != "relcl":
        return False
    return any(
        other is not trigger
        and not other.nominal
        and other.row.category == trigger.row.category
        and other.word != trigger.word
        and (noun.i in other.used or _belongs_to(noun, other.word))
        and (noun.i in other.used or any(third.word == noun for third in triggers))
        for other in triggers
    )


def _drop_repetitions(triggers: list[Trigger]) -> list[Trigger]:
    """Without nouns that name the deed of their own verb again: "air strikes hit", "an attack that hit"."""
    kept = []
    for trigger in triggers:
        if "harm" in trigger.row.flags and any(
            _is_means(other, trigger) and not _is_setting(other, trigger) for other in triggers
        ):
            continue  # "the raids killed six": the raids are the deed
        if any("harm" in o.row.flags and _is_means(trigger, o) and _is_setting(trigger, o) for o in triggers):
            continue  # "the army killed six in an operation": the army is whose deed it is
        if (
            _says_whose(trigger, triggers)
            or _only_serves(trigger, triggers)
            or _is_told_by_doer(trigger, triggers)
            or _hangs_on_its_like(trigger, triggers)
        ):
            continue
        echo = trigger.nominal and any(
            other is not trigger
            and not other.nominal
            and "harm" not in other.row.flags
            and other.row.category == trigger.row.category
            and _belongs_to(trigger.word, other.word)
            for other in triggers
        )
        if not echo:
            kept.append(trigger)
    return kept


def _is_means(noun: Trigger, harm: Trigger) -> bool:
    """Whether a noun of attack belongs to a verb of killing."""
    return noun.nominal and noun.row.category == harm.row.category and _belongs_to(noun.word, harm.word)


def _is_setting(noun: Trigger, harm: Trigger) -> bool:
    """Whether a noun only says in what somebody else killed: "the army killed six in an operation"."""
    doer = fill_role(harm.word, "subject")
    inside = noun.word.dep_ == "pobj" and noun.word.head.lower_ in ("in", "during")
    return inside and doer is not None and doer != noun.word and doer.lemma_.lower() not in word_class("things")


def _is_told_by_doer(trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether what is done to people is told again by a clause on its doer: "killed by shells that landed on the town".

    So also the strikes by which somebody backs another: "supported by air strikes".
    """
    if "harm" in trigger.row.flags:
        doer = fill_role(trigger.word, "subject")
        return any(
            other.row.category == trigger.row.category
            and other.word.i > trigger.word.i
            and (
                (doer is not None and other.word.dep_ in ("relcl", "acl") and other.word.head == doer)
                or (other.word.dep_ == "advcl" and other.word.head == trigger.word and _opens_with_when(other.word))
            )
            for other in triggers
            if other is not trigger
        )
    return trigger.nominal and any(
        other.row.category == "SUPPORT" and not other.nominal and fill_role(other.word, "subject") == trigger.word
        for other in triggers
    )


def _hangs_on_its_like(trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether a weak noun only explains another of its kind: "protests inspired by the uprisings"."""
    if not trigger.nominal or "weak" not in trigger.row.flags or trigger.word.dep_ != "pobj":
        return False
    verb = trigger.word.head.head
    return verb.dep_ == "acl" and any(
        other is not trigger and other.row.category == trigger.row.category and other.word == verb.head
        for other in triggers
    )


def _says_whose(trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether a participle only says whose the thing is that hit or was stopped: "rounds fired by X struck"."""
    word = trigger.word
    if word.dep_ != "acl" or trigger.row.category != "ASSAULT":
        return False
    return any(
        other is not trigger
        and not other.nominal
        and "harm" not in other.row.flags
        and other.row.category == "ASSAULT"
        and _is_or_counts(fill_role(other.word, "object" if other.row.negated == "always" else "subject"), word.head)
        for other in triggers
    )


def _is_or_counts(noun: Token | None, thing: Token) -> bool:
    """Whether a noun is a thing, or a number of it: "22 of 28 drones"."""
    return noun is not None and (noun == thing or (thing.dep_ == "pobj" and thing.head.head == noun))


def _only_serves(trigger: Trigger, triggers: list[Trigger]) -> bool:
    """Whether an attack is only how ground is taken: "fought to oust", "took the hill in a large offensive"."""
    if trigger.row.category != "ASSAULT":
        return False
    taken = [other for other in triggers if other.row.category in ("CONTROL", "COERCE") and not other.nominal]
    if trigger.nominal:
        lead = trigger.word.head
        used = trigger.word.dep_ == "pobj" and lead.lower_ in ("in", "during") and "weak" in trigger.row.flags
        return used and any(lead.head == other.word for other in taken)
    aimless = fill_role(trigger.word, "object") is None and "weak" not in trigger.row.flags
    return aimless and any(
        o.word.dep_ in ("xcomp", "advcl") and o.word.head == trigger.word and o.word.tag_ == "VB" for o in taken
    )


def _opens_with_when(verb: Token) -> bool:
    return any(c.lower_ in ("when", "as", "while") and c.i < verb.i for c in verb.children)


def _belongs_to(noun: Token, verb: Token) -> bool:
    """Whether a noun is the subject or an object of a verb, or hangs on it by one preposition."""
    at = noun
    while at.dep_ == "conj":
        at = at.head
    if at.head == verb and at.dep_ in ("nsubj", "nsubjpass", "dobj"):
        return True
    if verb.dep_ in ("acl", "relcl") and verb.head == at:
        return True
    return at.dep_ == "pobj" and at.head.dep_ in ("prep", "agent") and at.head.head == verb


def _drop_contents(triggers: list[Trigger]) -> list[Trigger]:
    """Without what is only the content of a speech act: a demand to stop an attack is no report of an attack."""
    talk = [t for t in triggers if "speech" in t.row.flags]
    return [t for t in triggers if not any(_is_content(t, act) for act in talk if act is not t)]


def _is_content(trigger: Trigger, act: Trigger) -> bool:
    word = act.word
    if trigger.word == word:
        return "speech" not in trigger.row.flags and trigger.row != act.row  # "access must be granted"
    if trigger.word.i < word.i and not act.copular and not is_passive(word):
        return False  # what is asked, charged or denied stands behind the verb
    if not _hangs_on(trigger.word, word):
        return False
    if act.row.category in _HOLDING and trigger.row.category in _HELD:
        return False
    subject = next((c for c in word.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is not None and not act.copular and not is_passive(word) and _hangs_on(trigger.word, subject):
        return False
    branch = trigger.word
    while branch.head != word:
        if branch.dep_ == "prep" and branch.lower_ in word_class("circumstances"):
            return False  # "condemned the raid after an attack on", "vetoed it despite a previous veto"
        branch = branch.head
    if branch.dep_ == "prep" and branch.lower_ in word_class("circumstances"):
        return False
    # What is only joined to it, or goes on beside it, is no content of it.
    beside = branch.dep_ in ("conj", "advcl", "parataxis") and not (branch.dep_ == "advcl" and branch.tag_ == "VB")
    return not beside


def _hangs_on(word: Token, head: Token) -> bool:
    return word == head or head.is_ancestor(word)
