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
# How far apart two verbs with one object stand: "shot and killed", "raided and then burned".
_SHARED = 3
# How many words behind a noun "by" may stand that the parser hangs on another: "a series of strikes overnight by X".
_NEAR = 8
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
    if thing.pos_ == "NUM":
        thing = behind(thing, ("of",), deep=0) or thing
    for child in thing.children:
        if child.dep_ == "acl" and (maker := behind(child, ("by", "from"), agent=True)) is not None:
            return maker
    return behind(thing, ("by", "from"), deep=1) or find_owner(thing)


def _right_behind(noun: Token, preposition: str) -> Token | None:
    """The noun of a preposition behind a noun, whatever the parser hangs it on: "a series of raids overnight by X".

    A verb or a clause between the two ends the search: then the preposition is the verb's.
    """
    for token in noun.doc[noun.i + 1 : noun.i + 1 + _NEAR]:
        if token.lower_ == preposition:
            return next((c for c in token.children if c.dep_ == "pobj" and c.ent_type_ not in _TIMES), None)
        if token.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ", "PRON"):
            return None
    return None


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
    if _is_finite(verb):
        return False
    if verb.dep_ in ("acl", "amod", "relcl") and not any(child.dep_ in (*_SUBJECTS, "aux") for child in verb.children):
        return True
    if verb.dep_ == "conj":
        return is_passive(verb.head) and not any(child.dep_ in (*_SUBJECTS, "aux") for child in verb.children)
    return any(child.dep_ == "agent" for child in verb.children)


def _is_finite(verb: Token) -> bool:
    """Whether the parser took a finite verb for a participle of its own subject: "the fighters shelled the town"."""
    if verb.dep_ != "acl" or verb.tag_ not in ("VBD", "VBN") or any(child.dep_ == "agent" for child in verb.children):
        return False
    return verb.tag_ == "VBD" or any(child.dep_ == "dobj" for child in verb.children)


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
            if at.tag_ in ("VBG", "VB") or at.dep_ == "relcl" or _is_finite(at):
                return at.head
            return at.head if _is_aim(at) else None
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
        if is_passive(at) and not _is_aim(at):
            done = verb.dep_ == "pcomp" and verb.head.lower_ == "for"  # "was arrested for firing at"
            return (
                _patient(at) if done or verb.dep_ in ("xcomp", "conj") or copular else behind(at, ("by",), agent=True)
            )
    return None


def _is_aim(participle: Token) -> bool:
    """Whether a participle says what a deed is for, so that whoever does the deed does it: "an offensive aimed at"."""
    return (
        participle.dep_ == "acl"
        and participle.lemma_.lower() in word_class("aiming")
        and participle.head.lemma_.lower() in word_class("things")
    )


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
        placed = child.dep_ == "prep" and child.i == word.i + 2
        if placed and f"{child.nbor(-1).lower_} {child.lower_}" in word_class("bounds"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    for child in word.children:
        # "shot down 22 of 28 drones": the parser takes the number for a measure of the verb.
        if child.dep_ == "npadvmod" and child.pos_ == "NUM" and child.i > word.i and behind(child, ("of",), deep=0):
            return child
    if word.dep_ == "relcl" and any(c.dep_ == "nsubj" for c in word.children):
        when = word.head.ent_type_ in _TIMES or word.head.lemma_.lower() in word_class("moments")
        return word.head if word.head.i < word.i and not when else None
    return _object_shared(word)


def _object_shared(verb: Token) -> Token | None:
    """The object that a verb shares with the next one: "shot and killed a man"."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and 0 < child.i - verb.i <= _SHARED:
            if any(c.dep_ in (*_SUBJECTS, "aux", "nsubjpass") for c in child.children):
                return None
            return next((c for c in child.children if c.dep_ == "dobj" and c.i > child.i), None)
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
        if noun.head.lower_ in word_class("circumstances"):
            return None  # "began to leave after a strike": whoever leaves has not struck
        if noun.head.lower_ == "with" and verb.lemma_.lower() in word_class("beginning"):
            return None  # "the war began with protests"
    if (doer := _doer_behind(noun)) is not None:
        return doer
    if verb.lemma_.lower() not in word_class("verbs_of_doing"):
        return None
    if noun.dep_ == "nsubjpass" or (verb.dep_ == "acl" and verb.head == noun):
        return behind(verb, ("by",), agent=True)
    if noun.dep_ in ("dobj", "pobj", "attr"):
        return find_subject(verb)
    return None


def _doer_behind(noun: Token) -> Token | None:
    """Who does what a noun says by a clause behind it: "the offensive that the army launched"."""
    for child in noun.children:
        if child.dep_ == "relcl" and child.i > noun.i and child.lemma_.lower() in word_class("verbs_of_doing"):
            own = next((c for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")), None)
            if own is not None and not is_passive(child):
                return own
    return None


def behind(word: Token, prepositions: tuple[str, ...], *, agent: bool = False, deep: int = _DEEP) -> Token | None:
    """The noun behind one of some prepositions that hang on a word, or on what hangs on it."""
    for child in word.children:
        if child.i < word.i and not agent:
            continue
        if child.dep_ in ("prep", "agent", "prt", "advmod", "dative") and _is_one_of(child.lower_, prepositions):
            noun = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if noun is not None and noun.tag_[:2] == "VB" and noun.dep_ == "pcomp":
                continue  # "an operation on liberating the town"
            if noun is not None and noun.ent_type_ not in _TIMES:
                return noun
    if deep and not agent:
        for child in _carriers(word):
            found = behind(child, prepositions, deep=deep - 1)
            if found is not None:
                return found
    return None


def _is_one_of(word: str, prepositions: tuple[str, ...]) -> bool:
    return word in prepositions or (word == "towards" and "toward" in prepositions)


def _carriers(word: Token) -> Iterator[Token]:
    """Where a preposition of the word may hang by the parser's choice: its object, another preposition's noun."""
    for child in word.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lemma_.lower() in word_class("judging"):
            continue  # "attacks blamed on X" are not on X
        if child.i > word.i and child.dep_ in ("dobj", "attr", "prep", "pobj", "acl", "advmod", "npadvmod", "acomp"):
            yield child
    if word.dep_ in ("dobj", "nsubjpass") and word.head.lemma_.lower() in word_class("verbs_of_doing"):
        yield word.head
