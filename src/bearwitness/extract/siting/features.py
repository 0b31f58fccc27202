"""What the words say about whether an event happened at a name: the features that the weights are for.

In: the word of an event and the names of its text. Out: for each name, and for each word of a name, a list of features:
strings that read as what they mean ("lead=in", "relation=same"). None of them holds a name itself, so that no place is
likelier for being often in the news.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.siting.names import Name, word_groups

_STEPS = (1, 2, 3, 5, 8, 12, 20)  # words: the steps in which distance is told
_FAR = 99
_INNER = frozenset({"compound", "nmod"})
_SHARED = frozenset({"conj", "appos", "compound", "nmod", "poss", "nummod"})
_CLAUSES = frozenset({"VERB", "AUX"})
_NAMED = frozenset({"GPE", "LOC", "FAC", "PERSON", "ORG", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
_BESIDE = 4  # words on either side of the event that are told
_MOST = 3
_SHORT_GAP = 14  # characters between two names that are told in full


@dataclass(frozen=True, slots=True)
class _Tie:
    """How a name hangs in its sentence.

    `lead`: the preposition that governs it, a dash and its part of speech where none does; `over`: the word that the
    preposition hangs on; `clause`: the verb that it all belongs to, with `outer`, what ties that noun phrase to the
    verb; `relation`: how that verb stands to the event; `inner`: the ties from name to verb.
    """

    lead: str
    over: Token
    clause: Token
    outer: str
    relation: str
    inner: str


def describe_names(event: Token, names: Sequence[Name]) -> list[list[str]]:
    """The features of each name against the event and against the other names."""
    shared = list(_describe_event(event))
    under = {token.i for token in event.subtree}
    return [
        [
            *shared,
            *_describe_tie(event, name, _tie(event, name.root)),
            *_describe_rivals(event, names, at, under),
            *_describe_kind(name),
        ]
        for at, name in enumerate(names)
    ]


def describe_words(name: Name) -> list[list[str]]:
    """The features of each word of a name that tell whether it belongs to the place's wording."""
    groups = word_groups()
    described = []
    for at, token in enumerate(name.words):
        before = name.words[at - 1] if at else None
        after = name.words[at + 1] if at + 1 < len(name.words) else None
        group = groups.get(token.lower_, "-")
        shape = "punct" if token.is_punct else "capital" if token.text[0].isupper() else "lower"
        described.append(
            [
                "bias",
                f"group={group}",
                f"word={token.lower_ if group != '-' or shape == 'punct' else '-'}",
                f"after={group} {groups.get(after.lower_, '-') if after is not None else '$'}",
                f"before={group} {groups.get(before.lower_, '-') if before is not None else '^'}",
                f"at={min(at, 3)}/{min(len(name.words), 4)}",
                f"left={min(len(name.words) - 1 - at, 3)} {group}",
                f"entity={token.ent_type_}",
                f"entities={before.ent_type_ if before is not None else '^'} {token.ent_type_} "
                f"{after.ent_type_ if after is not None else '$'}",
                f"tag={token.tag_}",
                f"dep={token.dep_}",
                f"shape={shape}",
            ]
        )
    return described  # fmt: skip


def _say(token: Token, form: str | None = None) -> str:
    """A word as a feature tells it: in lower case, or as its lemma where `form` is "lemma"; a name as "NAME"."""
    named = token.pos_ == "PROPN" or (token.ent_type_ in _NAMED)
    if named and token.lower_ not in word_groups():
        return "NAME"
    return (token.lemma_ if form == "lemma" else token.text).lower()


def _describe_event(event: Token) -> Iterator[str]:
    sentence = event.sent
    yield "bias"
    yield f"event={_say(event, 'lemma')}"
    yield f"event tag={event.tag_}"
    long = load_lexicon("sites")["long"]
    yield f"year={any(t.shape_ == 'dddd' and t.text[:2] in ('19', '20') for t in sentence)}"
    yield f"long={any(t.lower_ in long for t in sentence)}"
    near = event.doc[max(sentence.start, event.i - _BESIDE) : min(sentence.end, event.i + _BESIDE + 1)]
    for token in near:
        if token.i != event.i and token.is_alpha and not token.ent_type_ and token.pos_ not in ("DET", "ADP", "PROPN"):
            yield f"near={_say(token, 'lemma')}"
    for child in event.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and not child.ent_type_:
            yield f"{child.dep_}={_say(child, 'lemma')}"


def _tie(event: Token, root: Token) -> _Tie:
    top = root
    while top.dep_ in _SHARED and top.head.i != top.i:
        top = top.head
    lead = _say(top.head) if top.dep_ == "pobj" else f"-{top.dep_}"
    over = top.head.head if top.dep_ == "pobj" else top.head
    clause, ties, outer = root, [], root
    while clause.head.i != clause.i and (clause.i == root.i or clause.pos_ not in _CLAUSES):
        if clause.pos_ in ("NOUN", "PROPN", "NUM"):
            outer = clause
            if clause.dep_ not in _INNER:
                ties.append(_say(clause.head) if clause.dep_ == "pobj" else clause.dep_)
        clause = clause.head
    tied = _say(outer.head) if outer.dep_ == "pobj" else f"-{outer.dep_}"
    return _Tie(lead, over, clause, tied, _relation(event, clause), ">".join(ties[:4]))


def _relation(event: Token, clause: Token) -> str:
    """How the verb of a name's clause stands to the event: the same, above it, under it, or neither."""
    if clause.i == event.i:
        return "same"
    if clause.is_ancestor(event):
        return "above:" + ">".join(_climb(event, clause)[-2:])
    if event.is_ancestor(clause):
        return "under:" + ">".join(_climb(clause, event)[-2:])
    return "none"


def _climb(low: Token, high: Token) -> list[str]:
    ties = []
    while low.i != high.i:
        ties.append(low.dep_)
        low = low.head
    return ties


def _describe_tie(event: Token, name: Name, tie: _Tie) -> Iterator[str]:
    doc, lemma = event.doc, _say(event, "lemma")
    kind, entity = _kind(name), _entity(name)
    way = _path(event, name.root)
    over, clause, head = _say(tie.over, "lemma"), _say(tie.clause, "lemma"), _say(event.head, "lemma")
    lead, relation = tie.lead, tie.relation
    before = [_say(doc[i]) if i >= 0 else "^" for i in range(name.first - 3, name.first)]
    after = [_say(doc[i]) if i < len(doc) else "$" for i in (name.last + 1, name.last + 2)]
    back = name.first - 1
    while back > name.first - 5 and back >= 0 and doc[back].pos_ in ("DET", "ADJ", "NOUN", "ADV", "PRON"):
        back -= 1
    governor = _say(doc[back]) if back >= 0 else "^"
    yield from (
        f"lead={lead}", f"over={over}", f"over={over} {lead}", f"path={way}",
        f"relation={relation}", f"relation={relation} {lead}", f"relation={relation} {kind}",
        f"relation={relation} {entity}", f"outer={tie.outer}", f"outer={tie.outer} {relation}",
        f"inner={tie.inner} {relation}", f"inner={tie.inner}", f"clause={clause}",
        f"clause={clause} {tie.outer}", f"event {lemma} lead={lead}",
        f"event {lemma} governor={governor}", f"event {lemma} relation={relation}", f"event {lemma} kind={kind}",
        f"event {lemma} outer={tie.outer} {relation[:5]}", f"event {event.tag_} lead={lead}",
        f"governor={governor}", f"governor={governor} {kind}", f"governor={governor} {entity}",
        f"before={before[-1]}", f"before={' '.join(before[1:])}", f"before={' '.join(before)}",
        f"after={after[0]}", f"after={' '.join(after)}", f"lead={lead} {kind} {entity}", f"path={way} {kind}",
        f"kind after={after[0] if word_groups().get(after[0]) == 'kind' else '-'}",
        f"event dep={event.dep_} {way}", f"event head={head} {lead}",
    )  # fmt: skip


def _path(event: Token, root: Token) -> str:
    """The way from a name to the event through the parse, compounds left out; "far" where it is long or none."""
    above = {token.i: at for at, token in enumerate((event, *event.ancestors))}
    up, token = [], root
    while token.i not in above:
        if token.dep_ not in _INNER:
            up.append(token.dep_)
        if token.head.i == token.i:
            return "none"
        token = token.head
    down = [step.dep_ for step in (event, *event.ancestors)][: above[token.i]]
    return ">".join(up[:6]) + "|" + "<".join(down[:4])


def _describe_rivals(event: Token, names: Sequence[Name], at: int, under: set[int]) -> Iterator[str]:
    doc, name = event.doc, names[at]
    kind, entity, lemma = _kind(name), _entity(name), _say(event, "lemma")
    side = "after" if name.first > event.i else "before"
    gap = name.first - event.i if side == "after" else event.i - name.last
    step = next((limit for limit in _STEPS if gap <= limit), _FAR)
    low, high = (event.i, name.first) if side == "after" else (name.last, event.i)
    between = doc[low + 1 : high] if low + 1 < high else ()
    verbs = min(sum(t.pos_ == "VERB" for t in between), _MOST)
    stops = min(sum(t.text in (",", ";", ".") for t in between), _MOST)
    others = [other for other in names if other is not name and other.mention is not None]
    nearer = min(
        sum(
            (o.first > event.i) == (side == "after") and abs(o.first - event.i) < abs(name.first - event.i)
            for o in others
        ),
        _MOST,
    )
    inside = name.root.i in under
    fellows = [other for other in others if (other.root.i in under) == inside]
    rank = min(sum(other.first < name.first for other in fellows), 2)
    yield from (
        f"gap={side} {step}", f"gap={side} {step} {kind}", f"verbs={side} {verbs}", f"stops={side} {stops}",
        f"stops={side} {stops} {verbs}", f"nearer={side} {nearer}", f"nearer={side} {nearer} {kind}",
        f"nearer={side} {nearer} {entity}", f"places={min(len(others), 4)} {side}",
        f"places={min(len(others), 4)} {kind}", f"inside={inside} {rank}",
        f"inside={inside} {rank} {min(len(fellows), _MOST)}", f"first={at == 0} {side}",
        f"same sentence={name.words[0].sent.start == event.sent.start}", f"event {lemma} {side}",
        f"gap to last={_gap(names, at, -1)}", f"gap to next={_gap(names, at, 1)}",
    )  # fmt: skip


def tell_gap(first: Name, second: Name) -> str:
    """The words between two names that follow each other; where they are many, only the last of them."""
    between = [token for token in first.words[0].doc[first.last + 1 : second.first] if not token.is_space]
    words = " ".join(_say(token) for token in between)
    return words if len(words) < _SHORT_GAP else "~" + _say(between[-1])


def _gap(names: Sequence[Name], at: int, step: int) -> str:
    if not 0 <= at + step < len(names):
        return "none"
    other = names[at + step]
    return f"{tell_gap(*sorted((names[at], other), key=lambda one: one.first))} {other.mention is not None}"


def _describe_kind(name: Name) -> Iterator[str]:
    groups, kind, entity = word_groups(), _kind(name), _entity(name)
    party = (name.party.kind or "party") if name.party else "none"
    first, last = name.words[0].lower_, name.words[-1].lower_
    yield from (
        f"kind={kind}", f"entity={entity}", f"kind={kind} {entity}", f"party={party}", f"party={party} {kind}",
        f"dep={name.root.dep_}", f"tag={name.root.tag_}", f"words={min(len(name.words), 5)}",
        f"groups={' '.join(sorted({groups.get(t.lower_, '-') for t in name.words}))}",
        f"first word={first if first in groups else '-'}", f"last word={last if last in groups else '-'}",
    )  # fmt: skip


def _kind(name: Name) -> str:
    """What the finder says of a name: its precision, whether it has coordinates, its role; "unknown" without one."""
    if name.mention is None:
        return "unknown"
    place = name.mention.place
    return f"{place.precision}{'' if place.lat is None else '+'} {name.mention.role}"


def _entity(name: Name) -> str:
    return "+".join(sorted({token.ent_type_ or "O" for token in name.words}))
