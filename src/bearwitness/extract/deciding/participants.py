"""What to call those who act and those who are acted upon.

In: a reading and the head noun of a phrase. Out: an `Actor`: the party that the phrase names, owns or stands for, a
person by name with his office, or the words themselves; None where the words name nobody ("warplanes hit"). It never
decides who did what.
"""

from dataclasses import replace

from spacy.tokens import Token

from bearwitness.base.records import Actor, Source
from bearwitness.extract.acting.arguments import NOUNS, behind, find_subject
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.deciding.antecedents import main_subject, plain, spoke_before, stands_for
from bearwitness.extract.deciding.party_phrases import (
    Named,
    actor_of,
    belonging_to,
    is_whole_place,
    name_of,
    named,
    party_of,
)
from bearwitness.extract.deciding.persons import (
    can_act,
    can_speak,
    hit_kind,
    person_at,
    person_in,
    phrase_words,
    without_article,
)
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.naming.parties_lexicon import load_parties
from bearwitness.extract.readings import Reading
from bearwitness.extract.speaking.speech_words import load_words

_SHARES = frozenset(load_lexicon("act_words")["shares"])


def name_doer(reading: Reading, head: Token | None, *, anyone: bool) -> Named:
    """Who does a deed. `anyone`: words that name no known party still name somebody, as they do of a speech act."""
    if head is None:
        return Named(actor=None, why="its clause names no one who does it")
    if head.lemma_.lower() in word_class("quantifiers") and (counted := behind(head, ("of",), deep=0)) is not None:
        head = counted  # "thousands of troops"
    if head.lemma_.lower() in word_class("documents"):
        return _issuer(reading, head)
    titled = _titled(reading, head) if anyone else None
    found = titled or party_of(reading, head)
    if found is not None:
        return found
    if head.lemma_.lower() in word_class("things") or head.lower_ in word_class("things"):
        maker = behind(head, ("by", "from", "of"))
        inner = party_of(reading, maker) if maker is not None else None
        return inner or Named(actor=None, why=f"“{head.text}” says by what, not by whom")
    if anyone and plain(head) in ("it", "they"):
        spoke = main_subject(reading, head) or spoke_before(reading, head)
        if spoke is not None:
            return spoke
    meant = stands_for(reading, head)
    if meant is not None:
        return meant
    person = person_at(reading, head)
    if person is not None:
        return Named(actor=Actor(name=person), why=f"“{person}” by name")
    nation = _of_nation(reading, head)
    if nation is not None:
        return nation
    if head.pos_ in ("PRON", "DET") or head.tag_ not in NOUNS:
        return Named(actor=None, why=f"“{head.text}” could be anyone")
    if head.lemma_.lower() in word_class("governments") and (home := _home_government(reading)) is not None:
        return Named(actor=home, why=f"“{head.text}” is that of the country that the report is about")
    if (anyone and can_speak(head)) or can_act(head):
        words = phrase_words(reading, head)
        return Named(actor=Actor(name=words), why=f"“{words}” in the text's own words")
    return Named(actor=None, why=f"“{head.text}” is no party")


def _of_nation(reading: Reading, head: Token) -> Named | None:
    """The states of nationalities: "Karsan and Velmari vetoes", "the Karsan side", "Karsan authorities"."""
    nations = load_parties().adjectives
    codes = {adjective: code for code, adjective in nations.items()}
    words = [head] if head.tag_ == "JJ" else [c for c in head.lefts if c.dep_ == "amod"]
    if head.tag_ != "JJ" and head.lemma_.lower() not in word_class("sides_of"):
        return None
    words += [c for word in words for c in word.children if c.dep_ == "conj"]
    found = [load_parties().actor(codes[w.text]) for w in words if w.text in codes]
    if not found:
        return None
    name = " and ".join(dict.fromkeys(party.name for party in found))
    one = found[0] if len(found) == 1 else None
    return Named(
        actor=Actor(name=name, id=one.id if one else None, country=one.states[0] if one and one.states else None),
        why=f"“{head.text}” by nationality",
    )


def _home_government(reading: Reading) -> Actor | None:
    """The government of the country that a report is about, by the party that the report names most."""
    home = [m for m in reading.parties if m.kind in ("state", "government", "military") and not m.generic]
    home = [m for m in home if m.country and load_parties().named(f"{m.country.lower()}-state").name == reading.country]
    if not home:
        return None
    most = max(home, key=lambda m: sum(other.id == m.id for other in home))
    return actor_of(name_of(reading, most), most)


def _issuer(reading: Reading, paper: Token) -> Named:
    """Who speaks through a paper: "a resolution drafted by X", or by whom it was put forward elsewhere in the text."""
    makers = [
        noun
        for word in reading.doc
        if word.lemma_.lower() in word_class("documents") and (word == paper or word.lower_ == paper.lower_)
        for noun in (_maker(word),)
        if noun is not None
    ]
    own = _maker(paper)
    for noun in ([own] if own is not None else []) + makers:
        found = party_of(reading, noun)
        if found is not None:
            return Named(actor=found.actor, why=f"whose “{paper.text}” it is: {found.why}")
    return Named(actor=None, why=f"whose “{paper.text}” it is, is not said")


def _maker(paper: Token) -> Token | None:
    """The noun behind "by" of a paper, of what is done with it, or of the verb that it is the subject of."""
    direct = behind(paper, ("by", "from"), deep=0)
    if direct is not None:
        return direct
    verbs = [c for c in paper.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBN"]
    if paper.dep_ == "nsubjpass":
        verbs.append(paper.head)
    made = next((noun for verb in verbs if (noun := behind(verb, ("by",), agent=True)) is not None), None)
    return made or _author(paper)


def _author(paper: Token) -> Token | None:
    """Who puts a paper forward: the subject of "drafted a resolution", "pushed for a resolution"."""
    at = paper
    while at.dep_ in ("pobj", "prep", "compound", "conj") and at.head != at:
        at = at.head
    verb = at.head if at.dep_ == "dobj" else at
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in word_class("authoring"):
        return None
    return find_subject(verb)


def _titled(reading: Reading, head: Token) -> Named | None:
    """A person whose office the parser took for the noun: "a member of the council Jane Roe condemned"."""
    if head.ent_type_ == "PERSON" or head.lemma_.lower() not in load_words().roles | word_class("people"):
        return None
    verb = head.head
    last = verb.i - 1
    while last > head.i and verb.doc[last].pos_ in ("AUX", "ADV", "PART"):
        last -= 1
    if last <= head.i:
        return None
    person = person_at(reading, verb.doc[last])
    if person is None:
        return None
    mention = next(iter(reading.parties_in(head.left_edge.idx, verb.idx)), None)
    if mention is None:
        return Named(actor=Actor(name=person), why=f"“{person}” by name")
    return Named(actor=actor_of(f"{person} ({mention.name})", mention), why=f"“{person}” by name and office")


def name_target(reading: Reading, head: Token | None, *, of_speech: bool) -> Named:
    """To whom or to what a deed is done: a party, a place or a thing by its words."""
    crowd = load_lexicon("act_words")["crowds"].get(head.lemma_.lower()) if head is not None else None
    if crowd is not None and not of_speech:
        return Named(actor=Actor(name=crowd), why=f"who “{head.text if head else crowd}” is made up of")
    if head is None:
        return Named(actor=None, why="its clause names nothing that it is done to")
    if head.pos_ in ("DET", "PRON", "NUM", "ADJ") and (whole := behind(head, ("of",), deep=0)) is not None:
        head = whole  # "nearly all of the border", "most of them"
    elif head.lemma_.lower() in _SHARES and (whole := behind(head, ("of",), deep=0)) is not None:
        head = whole  # "60 percent of the town"
    covering = next((m for m in reading.parties if m.start <= head.idx < m.end), None)
    if covering is not None and not is_whole_place(reading, covering):
        return named(reading, covering, head)
    if head.pos_ == "PRON" or head.tag_ in ("PRP", "WDT", "WP"):
        return stands_for(reading, head) or Named(actor=None, why=f"“{head.text}” could be anything")
    if of_speech or head.lemma_.lower() in word_class("people") | word_class("forces") | word_class("area"):
        inside = belonging_to(reading, head)
        if inside is not None and (of_speech or inside.kind in load_lexicon("attacks")["kinds"]):
            plain = head.lemma_.lower() in (
                "position",
                "member",
                "fighter",
                "militant",
                "troop",
                "soldier",
                "force",
                "target",
                "post",
                "stronghold",
                "convoy",
                "terrorist",
                "leader",
                "commander",
                "inspector",
            )
            if of_speech or plain:
                return named(reading, inside, head)
    person = person_at(reading, head)
    if person is not None:
        return Named(actor=Actor(name=person), why=f"“{person}” by name")
    if head.tag_ not in NOUNS and head.pos_ not in ("NUM", "ADJ"):
        return Named(actor=None, why=f"“{head.text}” names nothing")
    if of_speech and not can_speak(head) and (maker := _maker(head)) is not None:
        found = party_of(reading, maker)
        if found is not None:
            return Named(actor=found.actor, why=f"whose “{head.text}” it is: {found.why}")
    if of_speech and not can_speak(head):
        return Named(actor=None, why=f"“{head.text}” is what it is about, and nobody")
    words = phrase_words(reading, head)
    kind = hit_kind(reading.text[head.left_edge.idx : head.right_edge.idx + len(head.right_edge)].lower())
    return Named(actor=Actor(name=words, kind=kind), why=f"“{words}” in the text's own words")


def name_source(reading: Reading, source: Source) -> Source:
    """A source with the name of the person who spoke for it: "Jane Roe (Karsan army)"."""
    if source.span is None or source.kind in ("agency", "outlet"):
        return source
    start, end = source.span.start, source.span.end
    mention = next((m for m in reading.parties if m.start == source.span.start and m.end == source.span.end), None)
    if mention is not None and mention.kind == "state":
        return replace(source, name=name_of(reading, mention))
    source = replace(source, name=without_article(source.name))
    person = person_in(reading, start, end)
    if person is None or set(person.split()) & set(source.name.split()):
        return source
    return replace(source, name=f"{person} ({source.name})")


def name_holder(reading: Reading, holder: Token) -> Named:
    """Who "rebel-held" or "government-held" says: the party of the text that the word stands in, else its plural."""
    found = party_of(reading, holder)
    if found is not None:
        return found
    state = next((code for code, name in load_parties().adjectives.items() if name == holder.text), None)
    if state is not None:
        party = load_parties().actor(state)
        return Named(actor=Actor(name=party.name, id=party.id, country=state), why=f"“{holder.text}” is {party.name}")
    word = holder.lower_
    for mention in reading.parties:
        words = reading.text[mention.start : mention.end].lower().split() + mention.name.lower().split()
        if word in words and mention.kind in load_lexicon("attacks")["kinds"]:
            return Named(actor=actor_of(name_of(reading, mention), mention), why=f"“{holder.text}” is {mention.name}")
    plural = word if word.endswith("s") or word not in word_class("forces") | word_class("people") else f"{word}s"
    return Named(actor=Actor(name=holder.text if plural == word else plural), why=f"“{holder.text}” holds it")
