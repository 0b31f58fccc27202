"""One act with every field decided.

In: a reading, a sentence of it and an act found there. Out: a `Telling`: who did it to whom, where, when, by whose
word, how surely and how really, each with the reason in words. It looks at one act at a time, but for the attack
that "the strikes" take up.
"""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from bearwitness.base.records import Actor, Place, Reality, Source, Stance
from bearwitness.extract.acting.acts import Act
from bearwitness.extract.acting.arguments import behind, is_passive
from bearwitness.extract.acting.realities import is_negated
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.deciding.areas import Located, fineness
from bearwitness.extract.deciding.chains import sources_of
from bearwitness.extract.deciding.participants import name_doer, name_holder, name_source, name_target
from bearwitness.extract.deciding.party_phrases import Named, is_whole_place, name_party, owner_beside, party_of
from bearwitness.extract.deciding.persons import can_speak, name_speaker_of, phrase_words
from bearwitness.extract.deciding.scenes import scene_place
from bearwitness.extract.deciding.settings import COUNTRY, date_deed, place_deed
from bearwitness.extract.deciding.tellings import Telling
from bearwitness.extract.deciding.windows import Window
from bearwitness.extract.mentions import Attribution
from bearwitness.extract.readings import Reading
from bearwitness.extract.speaking.attributions import covering

# How coarse a district is.
_COARSE = 4
# Deeds of force: whoever only tells or helps does none.
_FORCE = frozenset({"ASSAULT", "CONTROL", "COERCE", "MOBILIZE"})
# Deeds done for another.
_BACKING = frozenset({"SUPPORT", "COOPERATE"})
# How far back, in code points, an attack lies that "the strikes" may take up: two or three sentences.
_CARRY = 500
# Words of attributions that state their content as a charge or a belief of the speaker's own, and do not hedge it.
_OWN_CHARGE = frozenset({"accuse", "blame", "claim"})
# Categories whose reality follows from what they are.
_SPEECH_REALITY = frozenset({"REQUEST", "THREATEN", "DENY"})


def tell(reading: Reading, sentence: SpacySpan, act: Act, kind: str) -> Telling:
    """An act with its fields decided; `kind` is the kind of segment that its sentence stands in."""
    speech = "speech" in act.row.flags
    covers = [
        a
        for a in covering(reading.attributions, act.at, act.at + len(act.word))
        if not is_cue(a, act) and _reaches(reading, a, act)
    ]
    unsaid = any(is_negated(reading.token_at(a.cue[0])) for a in covers)
    if _is_gloss(act):
        covers = []
    doer = name_holder(reading, act.doer) if act.epithet and act.doer else _doer(reading, act, covers, speech=speech)
    target = name_target(reading, act.target, of_speech=speech) if act.target is not None else Named(actor=None, why="")
    if act.target is not None and act.category in _BACKING and (whose := _whose(reading, act.target)) is not None:
        target = whose
    if target.actor is None and act.category == "REQUEST" and (asked := _asked(reading, act)) is not None:
        target = asked
    if target.actor is not None and doer.actor is not None and target.actor.name == doer.actor.name:
        target = Named(actor=None, why="its clause names nobody but the doer")
    if act.target is not None and any(
        s.start <= act.target.idx < s.end for a in reading.attributions for s in a.speakers
    ):
        target = Named(actor=None, why="the parse has run into who says it")
    window = Window(start=act.start, end=act.end, at=act.at, phrase_end=act.at + len(act.word))
    sources, source_why = _sources(reading, act, covers, doer, speech=speech)
    stance, stance_why = _stance(reading, act, covers)
    reality, reality_why = _reality(act)
    if unsaid and act.category not in _SPEECH_REALITY:
        reality, reality_why = "negated", "nobody says so"
        sources, source_why = (), "nobody says so"
    located = place_deed(reading, sentence, act, window)
    if act.target is not None and _is_that_place(act.target) and fineness(located.place) == COUNTRY:
        again = scene_place(reading, sentence, f"the {act.target.lower_}")
        located = again if again.again else located  # "on the city": not the country named beside it
    if target.actor is not None and act.target is not None and located.place is not None and _is_that_place(act.target):
        target = Named(actor=Actor(name=located.place.name), why=f"“{act.target.text}” is {located.place.name}")
    if target.actor is not None and act.target is not None and _is_part_of(act, located):
        place = located.place.name if located.place is not None else ""
        target = Named(actor=Actor(name=place), why=f"“{act.target.text}” is {place}, by where it is")
    if located.place is not None and doer.actor is not None and _is_same_state(located.place, doer.actor):
        located = Located(place=None, why="the only place named is the state that acts")
    if act.category in _FORCE and doer.actor is not None and _stands_by(doer.actor, act):
        doer = Named(actor=None, why=f"“{doer.actor.name}” does no such deed")
    return Telling(
        category=act.category,
        mode=act.mode,
        actor=doer.actor,
        actor_why=doer.why,
        target=target.actor,
        target_why=target.why,
        located=located,
        dated=date_deed(reading, sentence, act, window, said=bool(covers) if speech else None),
        sources=sources,
        source_why=source_why,
        stance=stance,
        stance_why=stance_why,
        reality=reality,
        reality_why=reality_why,
        evidence=_evidence(reading.text, act, sentence),
        at=act.at,
        title=reading.which == "title",
        headline=kind == "headline",
        weak="weak" in act.row.flags,
        nominal=act.nominal,
        definite=act.definite,
        inner=not act.nominal and act.word.dep_ == "relcl",
        rule=f"{act.category.lower()} {act.word.lemma_.lower()}",
        words=_content_words(act, sentence),
    )


def _whose(reading: Reading, thing: Token) -> Named | None:
    """The party whose the thing is that another backs: "backed the army's offensive"."""
    return party_of(reading, thing) if thing.lemma_.lower() in word_class("things") else None


def _asked(reading: Reading, act: Act) -> Named | None:
    """The body that is to meet, vote or act where a demand names no other: "called for a council meeting"."""
    for token in reading.doc[act.word.i + 1 : reading.token_at(act.end - 1).i + 1]:
        if token.dep_ not in ("relcl", "acl", "advcl") and token.lemma_.lower() in word_class("asked"):
            maker = behind(token, ("by", "from"), deep=0)
            found = party_of(reading, maker) if maker is not None else None
            owner = next(iter(reading.parties_in(token.left_edge.idx, token.idx)), None)
            if found is not None or owner is not None:
                return found or (name_party(reading, owner) if owner is not None else None)
    return None


def _is_that_place(noun: Token) -> bool:
    """Whether a target is only "the city", "the village": a place named before."""
    left = [c for c in noun.lefts if c.dep_ in ("amod", "compound", "poss", "nmod")]
    plain = noun.lemma_.lower() in word_class("area") and not left and noun.tag_ in ("NN", "NNP")
    return plain and any(c.lower_ in ("the", "this") for c in noun.lefts) and noun.right_edge == noun


def _is_part_of(act: Act, located: Located) -> bool:
    """Whether an attack's target is only "a village", "several districts", which its own words or later ones name."""
    noun, place = act.target, located.place
    if act.category != "ASSAULT" or noun is None or place is None or fineness(place) >= _COARSE:
        return False
    if noun.lemma_.lower() not in word_class("settled") or not (located.own or located.later):
        return False
    phrase = noun.doc[noun.left_edge.i : noun.right_edge.i + 1]
    return not any(word.text in place.name.split() for word in phrase if word.tag_ in ("NNP", "NNPS"))


def _is_same_state(place: Place, actor: Actor) -> bool:
    """Whether a place is only the name of the state that acts."""
    return place.precision == "country" and place.name == actor.name


def _stands_by(actor: Actor, act: Act) -> bool:
    """Whether the doer found for a deed of force can be none: those harmed, or those who tell of it."""
    if actor.kind in word_class("bystanding") or (actor.kind == "intergovernmental" and "harm" in act.row.flags):
        return True
    return act.doer is not None and act.doer.lemma_.lower() in word_class("bystanders") and act.category == "ASSAULT"


def is_figure(reading: Reading, act: Act) -> bool:
    """Whether a speech act is only a figure of speech: "the fall of the town would threaten the road"."""
    doer = act.doer
    if "speech" not in act.row.flags or doer is None or act.nominal or doer.pos_ == "PRON":
        return False
    if doer.lemma_.lower() in word_class("documents") or can_speak(doer) or doer.lemma_.lower() in word_class("things"):
        return False
    return name_doer(reading, doer, anyone=True).actor is None and doer.pos_ == "NOUN"


def leave_number_to_count(reading: Reading, telling: Telling, act: Act) -> None:
    """Name those brought out without their number, where a count of harm tells how many: "people", not "300 people"."""
    target, people = telling.target, act.target
    if target is None or people is None:
        return
    name, number = target.name, next((c for c in people.children if c.dep_ == "nummod"), None)
    whole = behind(people, ("of",), deep=0) if people.lemma_.lower() in word_class("quantifiers") else None
    if whole is not None:
        name = phrase_words(reading, whole)  # "dozens of families"
    elif number is not None:
        phrases = (number.doc[first : number.i + 1].text for first in range(number.left_edge.i, number.i + 1))
        said = next((words for words in phrases if name.startswith(f"{words} ")), "")
        name = name.removeprefix(said).strip()
    if name != target.name:
        telling.target = replace(target, name=name)
        telling.target_why = f"{telling.target_why}; how many is the count's to tell"


def carry_attacker(reading: Reading, telling: Telling, act: Act, before: Sequence[Telling]) -> None:
    """Give "the strikes" the attacker of the attack told just before, when both may be of one kind."""
    means = act.word if act.nominal else act.doer
    if telling.category != "ASSAULT" or telling.actor is not None or means is None:
        return
    if means.lemma_.lower() not in word_class("things") or not any(
        c.lower_ in ("the", "these", "this") for c in means.lefts
    ):
        return
    last = next((t for t in reversed(before) if t.category == "ASSAULT"), None)
    if last is None or last.actor is None or telling.at - last.at > _CARRY or last.reality != telling.reality:
        return
    if telling.mode is not None and last.mode is not None and telling.mode != last.mode:
        return
    telling.actor, telling.actor_why = last.actor, f"“{means.text}” takes up the attack told before: {last.actor_why}"


def is_cue(attribution: Attribution, act: Act) -> bool:
    """Whether an attribution is the very act: "X accused" is both a charge and a cue."""
    return attribution.cue[0] <= act.at < attribution.cue[1]


def _reaches(reading: Reading, attribution: Attribution, act: Act) -> bool:
    """Whether the words of an attribution can carry a deed: "a truce announced by X" states the truce only."""
    cue = reading.token_at(attribution.cue[0])
    if cue.dep_ != "acl" or cue.tag_ != "VBN":
        return True
    return cue.head == act.word or cue.head.is_ancestor(act.word)


def _is_gloss(act: Act) -> bool:
    """Whether a holding is only told in passing, so that the outlet tells it whoever says the rest."""
    holding = act.category == "CONTROL" and act.mode in ("hold", "besiege")
    return act.epithet or (holding and act.word.dep_ == "acl")


def _doer(reading: Reading, act: Act, covers: Sequence[Attribution], *, speech: bool) -> Named:
    cue = next((a for a in reading.attributions if is_cue(a, act) and a.speakers), None) if speech else None
    speaker = name_speaker_of(reading, cue) if cue is not None else None
    if speaker is not None and (act.doer is None or act.doer.pos_ == "PRON"):
        return Named(actor=speaker, why=f"the speaker of “{act.word.text}”")
    if act.doer is not None and any(s.start <= act.doer.idx < s.end for a in covers for s in a.speakers):
        # The parse has run over the border of what is said: who says it does not do it.
        inner = _first_party(reading, act, covers)
        if inner is not None:
            return inner
    if act.nominal and act.doer is not None and act.doer.dep_ == "compound" and _is_scene(reading, act.doer):
        return Named(actor=None, why=f"“{act.doer.text}” is where it is")
    anyone = speech or act.category in ("CONSULT", "AGREE", "PROTEST", "AID", "STATE")
    if act.nominal and act.doer is not None and act.doer.tag_ not in ("NNP", "NNPS"):
        anyone = False  # whose a noun is may be any word; only a name is somebody
    named = name_doer(reading, act.doer, anyone=anyone)
    if named.actor is None and act.doer is None and (beside := _beside(reading, act)) is not None:
        return beside
    if named.actor is None and speaker is not None:
        return Named(actor=speaker, why=f"the speaker of “{act.word.text}”")
    if named.actor is None and speech and covers and (act.doer is None or act.doer.pos_ == "PRON"):
        said = next((name_speaker_of(reading, a) for a in covers if a.speakers), None)
        if said is not None:
            return Named(actor=said, why="who says it")
    return named


def _is_scene(reading: Reading, owner: Token) -> bool:
    """Whether the owner of a deed's noun is only the country of the report: "Karsa operations"."""
    mention = next((m for m in reading.parties if m.start <= owner.idx < m.end), None)
    return mention is not None and is_whole_place(reading, mention)


def _first_party(reading: Reading, act: Act, covers: Sequence[Attribution]) -> Named | None:
    """The party that opens the statement a deed stands in."""
    start = max(start for a in covers for start, end in a.contents if start <= act.at < end)
    for mention in reading.parties_in(start, act.at):
        token = reading.token_at(mention.end - 1)
        if token.dep_ in ("nsubj", "compound", "nsubjpass", "amod", "conj"):
            return name_party(reading, mention)
    return None


def _beside(reading: Reading, act: Act) -> Named | None:
    """The party right before a deed's word, where the parse gives it no doer."""
    if ("subject" not in act.row.actor and not act.nominal) or is_passive(act.word):
        return None
    mention = owner_beside(reading, act.word)
    if mention is None or (act.target is not None and mention.start <= act.target.idx < mention.end):
        return None
    return name_party(reading, mention)


def _sources(
    reading: Reading, act: Act, covers: Sequence[Attribution], doer: Named, *, speech: bool
) -> tuple[tuple[Source, ...], str]:
    sources, why = sources_of(covers, reading)
    sources = tuple(name_source(reading, each) for each in sources)
    if not sources and act.category in ("RETREAT", "AGREE", "MOBILIZE"):
        cue = [a for a in reading.attributions if is_cue(a, act) and a.speakers and not a.doubt]
        sources = tuple(name_source(reading, each) for each in sources_of(cue, reading)[0])
    if sources or not speech or doer.actor is None:
        return sources, why
    actor = doer.actor
    return (Source(name=actor.name, kind="unnamed", id=actor.id, side=actor.side),), "whoever does it by words says it"


def _stance(reading: Reading, act: Act, covers: Sequence[Attribution]) -> tuple[Stance, str]:
    fixed: dict[str, Stance] = {"DENY": "denied", "REQUEST": "demanded", "THREATEN": "threatened"}
    if act.category in fixed:
        return fixed[act.category], f"what a {act.category.lower()} is"
    if act.hedge is not None:
        return "alleged", f"“{act.hedge}” puts it in doubt"
    head = act.word.head.lemma_.lower() if act.word.dep_ in ("xcomp", "ccomp") else ""
    if head in word_class("hoping"):
        return "hoped", f"“{act.word.head.text}”"
    if head in word_class("promising"):
        return "promised", f"“{act.word.head.text}”"
    for each in covers:
        cue = reading.text[each.cue[0] : each.cue[1]]
        if each.doubt and not any(cue.lower().startswith(word) for word in _OWN_CHARGE):
            return "alleged", f"“{cue}” reports without vouching"
    return "asserted", "stated without doubt"


def _reality(act: Act) -> tuple[Reality, str]:
    if act.category == "REQUEST":
        return "hypothetical", "what is demanded is not yet so"
    if act.category == "THREATEN":
        return "future", "what is threatened is yet to come"
    if act.category == "DENY":
        return "negated", "what a denial says"
    return act.reality, "by the grammar of its own clause"


def _evidence(text: str, act: Act, sentence: SpacySpan) -> tuple[int, int]:
    start, end = act.start, act.end
    told = "uncounted" in act.row.flags and act.target is not None  # such a clause needs nobody who does it
    if act.doer is None and not act.nominal and not told:
        start = sentence.start_char  # the parse has lost its subject
    if len(text[start:end].split()) < 4:
        start, end = sentence.start_char, sentence.end_char
    return trimmed(text, start, end)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without the white space and commas at its ends."""
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def _content_words(act: Act, sentence: SpacySpan) -> frozenset[str]:
    return frozenset(
        t.lemma_.lower()
        for t in sentence
        if act.start <= t.idx < act.end and t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")
    )
