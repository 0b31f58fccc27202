"""Who does a deed and to whom it is done, by the grammar around its word.

In: the word of a deed in a parsed sentence, and roles as the rows of the lexicon name them. Out: the head nouns
that fill the roles. It knows no parties and no places, and never names anyone.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from bearwitness.extract.acting.rows import load_patterns, word_class

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SUBJECTS = ("nsubj", "csubj")
_OBJECTS = ("dobj", "obj", "dative", "attr", "oprd")
# Verbs hang on other verbs by these, and then share their subject.
_SHARING = ("conj", "xcomp", "advcl", "ccomp", "pcomp")
# How many verbs a subject is looked for upwards: "is trying to seize and hold".
_CLIMB = 4
_OWNING = ("poss", "compound", "amod", "nmod", "npadvmod")
# Entities that own no deed: "a March offensive", "an eight-hour truce".
_MEASURES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY"})
# "on Friday" names no target.
_TIMES = frozenset({"DATE", "TIME"})
# How deep a preposition may hang below the word: "strikes early on Friday on the town".
_DEEP = 2


def fill_role(word: Token, role: str, *, copular: bool = False) -> Token | None:
    """The head noun in one role of a deed's word (a verb or a noun), None where nobody fills it."""
    if role == "subject":
        return _subject_of_noun(word) if is_nominal(word) else find_subject(word, copular=copular)
    if role == "object":
        return _object(word)
    if role == "owner":
        return find_owner(word)
    if role == "by":
        return behind(word, ("by",)) or _right_behind(word, "by")
    if role == "maker":
        return _maker_of_object(word)
    if role == "clause":
        return _subject_of_clause(word)
    return behind(word, (role,))


def _maker_of_object(verb: Token) -> Token | None:
    """Whose the thing is that a verb is done to: "intercepted drones launched by X", "foiled an attack by X"."""
    thing = _object(verb)
    if thing is None:
        return None
    for child in thing.children:
        if child.dep_ == "acl" and (maker := behind(child, ("by", "from"), agent=True)) is not None:
            return maker
    return behind(thing, ("by", "from"), deep=1) or find_owner(thing)


def _right_behind(noun: Token, preposition: str) -> Token | None:
    """The noun of a preposition right behind a noun, whatever the parser hangs it on: "raise an attack by X"."""
    if noun.i + 1 >= len(noun.doc) or noun.nbor(1).lower_ != preposition:
        return None
    return next((c for c in noun.nbor(1).children if c.dep_ == "pobj"), None)


def _subject_of_clause(noun: Token) -> Token | None:
    """The subject of the clause that a noun stands in: "X left for talks", "X faces questions at a summit"."""
    at = noun
    for _ in range(2 * _CLIMB):
        if at.pos_ in ("VERB", "AUX"):
            return find_subject(at, copular=True)
        at = at.head
    return None


def is_nominal(word: Token) -> bool:
    """Whether a word stands as a noun: "the shelling of" as well as "the attack"."""
    if word.tag_ in NOUNS:
        return True
    if word.tag_[:2] != "VB":
        return False
    # No verb is a subject or an object: the tagger is wrong ("Overnight airstrikes/VBZ killed").
    return word.dep_ in ("pobj", "nsubj", "dobj", "nsubjpass") or (word.tag_ == "VBG" and _ends_phrase(word))


def _ends_phrase(word: Token) -> bool:
    """Whether a participle closes a noun phrase that the parser has cut: "died in rebel shelling of the port"."""
    if word.dep_ not in ("advcl", "acl") or word.i == 0 or any(c.dep_ == "dobj" for c in word.children):
        return False
    if all(pattern.kind != "nouns" for pattern in load_patterns().get(word.lower_, ())):
        return False
    before = word.nbor(-1)
    return before.tag_ in NOUNS and before.dep_ == "pobj" and before.head.i == before.i - 1


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive: "was hit", "the town hit by", "the hit town"."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and any(child.dep_ == "dobj" for child in verb.children):
        return False  # a finite verb that the parser took for a participle
    if verb.dep_ in ("acl", "amod", "relcl") and not any(child.dep_ in (*_SUBJECTS, "aux") for child in verb.children):
        return True
    if verb.dep_ == "conj":
        return is_passive(verb.head) and not any(child.dep_ in (*_SUBJECTS, "aux") for child in verb.children)
    return any(child.dep_ == "agent" for child in verb.children)


def find_subject(verb: Token, *, copular: bool = False) -> Token | None:
    """Who does what a verb says; `copular` takes the subject of a passive verb as it stands."""
    if is_passive(verb):
        if copular:
            return _patient(verb)
        return behind(verb, ("by",), agent=True)
    at = verb
    for _ in range(_CLIMB):
        own = next((c for c in at.children if c.dep_ in _SUBJECTS), None)
        if own is not None:
            return _antecedent(own)
        if at.dep_ in ("acl", "relcl"):
            return at.head if at.tag_ in ("VBG", "VB") or at.dep_ == "relcl" else None
        if at.dep_ not in _SHARING or at.head.pos_ not in ("VERB", "AUX", "ADP", "ADJ"):
            return None
        if at.dep_ in ("ccomp", "advcl") and at.tag_ not in ("VB", "VBG", "VBN"):
            return None
        if at.dep_ == "xcomp":
            told = next((c for c in at.head.children if c.dep_ in ("dobj", "dative") and c.i < at.i), None)
            if told is not None and at.head.lemma_.lower() in word_class("object_controls"):
                return told  # "urged X to withdraw"
        at = at.head if at.head.pos_ not in ("ADP", "ADJ") else at.head.head
        if at.pos_ not in ("VERB", "AUX"):
            return None
        if is_passive(at):
            return _patient(at) if verb.dep_ in ("xcomp", "conj") or copular else behind(at, ("by",), agent=True)
    return None


def _antecedent(subject: Token) -> Token:
    """The noun that a relative pronoun stands for: "the jets which hit"."""
    if subject.tag_ in ("WDT", "WP") and subject.head.dep_ in ("relcl", "acl", "ccomp"):
        head = subject.head.head
        if head.tag_ in NOUNS or head.pos_ == "PRON":
            return head
    return subject


def _patient(verb: Token) -> Token | None:
    """The one done to of a passive verb."""
    at = verb
    for _ in range(_CLIMB):
        own = next((c for c in at.children if c.dep_ in ("nsubjpass", "nsubj")), None)
        if own is not None:
            return _antecedent(own)
        if at.dep_ in ("acl", "relcl", "amod"):
            return at.head
        if at.dep_ not in _SHARING:
            return None
        at = at.head
    return None


def _object(word: Token) -> Token | None:
    if is_nominal(word) and word.tag_ in NOUNS:
        return None
    if is_passive(word):
        return _patient(word)
    for child in word.children:
        if child.dep_ in _OBJECTS and child.i > word.i:
            return child
    for child in word.children:
        # The parser takes an object without commas for the subject of what follows: "hit a school the agency said".
        if child.dep_ == "ccomp" and child.i > word.i:
            own = next((c for c in child.children if c.dep_ == "nsubj" and word.i < c.i < child.i), None)
            if own is not None:
                return own
    for child in word.children:
        # "deployed up to 2,500 troops": the parser hangs the number on "to", and "to" on the verb.
        if child.dep_ == "prep" and child.lower_ == "to" and child.i == word.i + 2 and child.nbor(-1).lower_ == "up":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if word.dep_ == "relcl" and any(c.dep_ == "nsubj" for c in word.children):
        return word.head if word.head.i < word.i else None
    return None


def find_owner(noun: Token) -> Token | None:
    """Whose a deed's noun is: "Karsan raids", "the army's raids", "raids by" is another role."""
    for child in reversed(list(noun.lefts)):
        if child.ent_type_ in _MEASURES:
            continue
        if child.tag_ == "JJ" and not child.text[:1].isupper():
            continue  # "brutal", "international": only a name owns a deed as an adjective
        if child.dep_ in _OWNING and child.tag_ in (*NOUNS, "JJ", "PRP$", "WP$"):
            return child
    return None


def _subject_of_noun(noun: Token) -> Token | None:
    """Who launches, wages or holds what the noun says: the subject of the verb that it is the object of."""
    verb = noun.head
    if noun.dep_ in ("conj",) and noun.head.tag_ in NOUNS:
        return _subject_of_noun(noun.head)
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        verb = noun.head.head
    if verb.lemma_.lower() not in word_class("verbs_of_doing"):
        return None
    if noun.dep_ == "nsubjpass" or (verb.dep_ == "acl" and verb.head == noun):
        return behind(verb, ("by",), agent=True)
    if noun.dep_ in ("dobj", "pobj", "attr"):
        return find_subject(verb)
    return None


def behind(word: Token, prepositions: tuple[str, ...], *, agent: bool = False, deep: int = _DEEP) -> Token | None:
    """The noun behind one of some prepositions that hang on a word, or on what hangs on it."""
    for child in word.children:
        if child.i < word.i and not agent:
            continue
        if child.dep_ in ("prep", "agent", "prt", "advmod", "dative") and child.lower_ in prepositions:
            noun = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if noun is not None and noun.ent_type_ not in _TIMES:
                return noun
    if deep and not agent:
        for child in _carriers(word):
            found = behind(child, prepositions, deep=deep - 1)
            if found is not None:
                return found
    return None


def _carriers(word: Token) -> Iterator[Token]:
    """Where a preposition of the word may hang by the parser's choice: its object, another preposition's noun."""
    for child in word.children:
        if child.i > word.i and child.dep_ in ("dobj", "attr", "prep", "pobj", "acl", "advmod", "npadvmod", "acomp"):
            yield child
    if word.dep_ in ("dobj", "nsubjpass") and word.head.lemma_.lower() in word_class("verbs_of_doing"):
        yield word.head
