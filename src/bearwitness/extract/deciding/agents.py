"""Who or what does a deed, and who suffers it, by the grammar of its clause.

In: tokens of a parsed sentence. Out: the noun that is the agent of a verb, whether a verb's subject suffers. It knows
nothing of parties or of harm.
"""

from spacy.tokens import Token

from bearwitness.extract.lexicons import load_lexicon

# How many verbs a participle is followed up through: "fired rockets and shelled the town, killing";
# set on the training reports.
_CLIMB = 4
_DEPENDENT = ("advcl", "conj", "xcomp")
# What a verb leaves people as: "leaving twelve injured".
_RESULT = ("oprd", "acomp")


def find_agent(token: Token) -> Token | None:
    """The head noun of what does the deed `token`, or None where the clause names none.

    The subject of an active verb, also through "… shelled the town, killing"; the noun behind "by" of a passive one;
    the noun that a participle stands beside ("strikes killing").
    """
    if token.dep_ in _RESULT and token.head.tag_[:2] == "VB" and token.head.i < token.i:
        return find_agent(token.head)
    if token.tag_[:2] != "VB":
        return None
    if is_passive(token):
        return _behind_by(token)
    verb = token
    for _ in range(_CLIMB):
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is not None:
            return subject
        if verb.dep_ in ("acl", "relcl"):
            return _outer_subject(verb) or (verb.head if verb.head.i < verb.i else None)
        if verb.dep_ not in _DEPENDENT or any(child.dep_ == "mark" for child in verb.children):
            return None
        if is_passive(verb.head):
            return _behind_by(verb.head)
        verb = verb.head
    return None


def _outer_subject(verb: Token) -> Token | None:
    """The subject of the clause around a participle that a lost comma ties to the noun before it.

    "The army took the hill killing ten": the hill kills nobody. A noun of attack or of armed people does.
    """
    noun = verb.head
    lex = load_lexicon("attacks")
    if verb.tag_ != "VBG" or noun.lemma_.lower() in (*lex["attack_nouns"], *lex["assailants"], *lex["generic_tail"]):
        return None
    for ancestor in noun.ancestors:
        if ancestor.tag_[:2] == "VB" and not is_passive(ancestor):
            return next((child for child in ancestor.children if child.dep_ == "nsubj"), None)
    return None


def name_phrase(noun: Token) -> str:
    """The noun phrase of an agent without its article and what hangs on it by a clause: "two young men"."""
    left = [t for t in noun.children if t.i < noun.i and t.dep_ not in ("relcl", "acl", "appos", "punct", "prep")]
    first = min((t.left_edge.i for t in left), default=noun.i)
    words = [t for t in noun.doc[first : noun.i + 1] if t.dep_ != "predet"]
    while words and words[0].tag_ in ("DT", "PRP$"):
        words.pop(0)
    text = " ".join(t.text for t in words)
    return text if noun.tag_ in ("NNP", "NNPS") else text[:1].lower() + text[1:]


def _behind_by(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.text.lower() == "by"):
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    """Whether a verb is in the passive: its subject suffers."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    before = verb.nbor(-1).text.lower() if verb.i > 0 else ""
    return verb.tag_ == "VBN" and before in ("was", "were", "been", "being", "be", "is", "are")


def stands_before_noun(last: Token, heads: frozenset[str]) -> bool:
    """Whether the phrase that ends at `last` only qualifies the noun behind it: "a police patrol", "the army base".

    `heads` are nouns that name the party still: "police officers", "army units".
    """
    if last.i + 1 >= len(last.doc):
        return False
    follows = last.nbor(1)
    if follows.tag_ not in ("NN", "NNS", "NNP", "NNPS"):
        return False
    words = {follows.text.lower(), follows.lemma_.lower()}
    return last.dep_ in ("compound", "amod", "nmod", "poss") and last.head.i > last.i and not words & heads
