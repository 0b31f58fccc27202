"""Whether a deed is told as done, as coming, as wanted or possible, or as not done; and whether it is hedged.

In: the word of a deed in a parsed sentence. Out: a reality of the contract, and the words of doubt. It reads the verb
group and what the deed's clause depends on, and never weighs who says it.
"""

from spacy.tokens import Token

from bearwitness.base.records import Reality
from bearwitness.extract.acting.arguments import is_nominal
from bearwitness.extract.acting.rows import word_class

# How many heads upwards a wanting or planning verb is looked for.
_CLIMB = 3


def read_reality(word: Token) -> Reality:
    """The reality of a deed by its own clause: actual unless words say otherwise."""
    return _of_noun(word) if is_nominal(word) and word.tag_[:2] != "VB" else _of_verb(word)


def _of_verb(verb: Token) -> Reality:
    if is_negated(verb):
        return "negated"
    helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.dep_ == "conj" and not helpers and verb.tag_ in ("VB", "VBN"):
        helpers = [c.lower_ for c in verb.head.children if c.dep_ == "aux"]
    if not word_class("future").isdisjoint(helpers):
        return "future"
    if not word_class("possible").isdisjoint(helpers):
        return "hypothetical"
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children):
        return "hypothetical"
    return _governed(verb)


def _governed(word: Token) -> Reality:
    """What the verb or noun above makes of a deed: "plans to", "tried to", "an attempt to"."""
    at = word
    if at.dep_ in ("acl", "relcl") and at.head.lemma_.lower() in word_class("documents"):
        draft = any(c.lower_ in ("draft", "proposed") for c in at.head.lefts)
        told = _of_noun(at.head)
        return "hypothetical" if draft and told == "actual" else told
    for _ in range(_CLIMB):
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in at.children)
        if at.dep_ in ("xcomp", "acl", "advcl", "pcomp", "ccomp", "relcl") and (infinitive or at.tag_ == "VBG"):
            head = at.head if at.head.pos_ != "ADP" else at.head.head
            lemma = head.lemma_.lower()
            if lemma in word_class("achieved"):
                at = head
                continue
            if lemma in word_class("planned"):
                return "future"
            if lemma in word_class("abilities") and head.head.tag_ == "VBD" and not is_negated(head.head):
                return "actual"  # "were able to reach" tells what was done
            if lemma in word_class("wanted"):
                return "hypothetical"
            if infinitive:
                if lemma in ("appear", "seem", "believe", "report", "say", "know", "think", "allege") or _is_perfect(
                    at
                ):
                    return "actual"
                if lemma == "be":
                    return "future"
                return "hypothetical"
            at = head
            continue
        if at.dep_ == "conj" and at.head.pos_ in ("VERB", "AUX") and at.tag_ in ("VB", "VBG"):
            at = at.head
            continue
        return "actual"
    return "actual"


def _is_perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)


def _of_noun(noun: Token) -> Reality:
    words = {c.lower_ for c in noun.children if c.i < noun.i}
    if not word_class("maybe").isdisjoint(words):
        return "future" if words & {"planned", "upcoming", "imminent", "expected"} else "hypothetical"
    if words & {"no"}:
        return "negated"
    verb = noun.head
    while verb.dep_ in ("prep", "pobj", "compound") and verb.head != verb:
        verb = verb.head
    if noun.dep_ == "pobj" and _takes_part(noun.head):
        return _of_verb(verb if verb.pos_ == "VERB" else verb.head)
    if verb.pos_ not in ("VERB", "AUX") or noun.dep_ not in ("dobj", "nsubj", "nsubjpass", "pobj", "attr", "conj"):
        return "actual"
    lemma = verb.lemma_.lower()
    if noun.dep_ in ("dobj", "pobj") and lemma in word_class("planned") and lemma not in ("go", "agree", "expect"):
        return "future"
    if noun.dep_ in ("dobj", "pobj") and lemma in word_class("wanted") and lemma not in ("help", "allow", "move"):
        return "hypothetical"
    if noun.dep_ in ("dobj", "nsubjpass") and lemma in word_class("verbs_of_doing"):
        return _of_verb(verb)
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if noun.dep_ in ("nsubj", "attr") and helpers & word_class("future"):
        return "future"
    if noun.dep_ in ("nsubj", "attr") and is_negated(verb) and lemma == "be":
        return "negated"
    return "actual"


def _takes_part(preposition: Token) -> bool:
    """Whether a preposition opens what somebody takes part in."""
    words = preposition.doc[max(0, preposition.i - 2) : preposition.i]
    return preposition.lower_ == "in" and [w.lemma_.lower() for w in words] == ["take", "part"]


def is_negated(verb: Token) -> bool:
    """Whether a verb's own clause denies it: "did not", "never", "no one", "without"."""
    for child in verb.children:
        if child.dep_ == "neg" or (
            child.lower_ in word_class("negations") and child.dep_ in ("advmod", "det", "preconj")
        ):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and any(
            c.lower_ in ("no", "neither", "none") for c in (child, *child.lefts)
        ):
            return True
        # The tagger takes the "nt" of a lost apostrophe for anything: "hasnt", "didnt".
        if child.dep_ in ("aux", "auxpass") and child.lower_.endswith("nt") and len(child) > 3:
            return True
    if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
        return True
    return verb.dep_ == "xcomp" and verb.tag_ == "VB" and verb.head.pos_ in ("VERB", "AUX") and _fails(verb.head)


def _fails(head: Token) -> bool:
    """Whether what hangs on a verb did not come about: "failed to", "did not manage to"."""
    if head.lemma_.lower() == "fail":
        return True
    return head.lemma_.lower() in word_class("achieved") and is_negated(head)


def find_hedge(word: Token) -> str | None:
    """The word beside a deed that puts it in doubt, or None: "reportedly", "suspected", "appeared to"."""
    for child in word.children:
        if child.lower_ in word_class("hedges") and child.i < word.i + 3:
            return child.text
    if is_nominal(word) and word.head.pos_ == "VERB":
        return next((c.text for c in word.head.children if c.lower_ in word_class("hedges")), None)
    if word.dep_ in ("xcomp", "ccomp") and word.tag_ in ("VB", "VBN", "VBG"):
        head = word.head
        if head.lemma_.lower() in word_class("hedging"):
            return head.text
    return None
