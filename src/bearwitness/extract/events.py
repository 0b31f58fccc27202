"""Reading -> Claims of events: every deed that a report tells of, attributed, placed, dated and explained.

In: the readings of a document's text and title, and the spans of the counts found in them. Out: `Claim`s without harms, in
the order of their words: PLOVER's categories, CONTROL, DENY, and STATE for other attributed statements. Counts of harm are
`claims`' business; this module never makes one and never looks at another document.
"""

from collections.abc import Sequence

from spacy.tokens import Span as SpacySpan

from bearwitness.base.identifiers import Json, digest
from bearwitness.base.records import Actor, Claim, Decision, Document, Reality, Source, Span, Stance
from bearwitness.extract.acting.acts import Act, find_acts
from bearwitness.extract.acting.arguments import is_passive
from bearwitness.extract.acting.holdings import find_holdings
from bearwitness.extract.acting.rows import word_class
from bearwitness.extract.acting.triggers import Marks
from bearwitness.extract.deciding.answers import link_answers
from bearwitness.extract.deciding.chains import sources_of
from bearwitness.extract.deciding.locations import Located, Window, choose_place, scene_place
from bearwitness.extract.deciding.participants import (
    Named,
    name_doer,
    name_party,
    name_source,
    name_speaker_of,
    name_target,
    owner_beside,
)
from bearwitness.extract.deciding.periods import Dated, choose_when, scene_date
from bearwitness.extract.deciding.tellings import Telling, fold_tellings
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import Attribution
from bearwitness.extract.parsing import unmend
from bearwitness.extract.readings import FURNITURE, Reading
from bearwitness.extract.speaking.attributions import covering

Counted = Sequence[tuple[int, int]]

# Categories that stand at a place even where their own sentence names none: they are deeds on the ground.
_GROUND = frozenset({"ASSAULT", "CONTROL"})
# Attributed statements with fewer words of content are remarks.
_LEAST_WORDS = 5
# How far back, in code points, an attack lies that "the strikes" may take up: two or three sentences.
_CARRY = 500
# Words of attributions that state their content as a charge or a belief of the speaker's own, and do not hedge it.
_OWN_CHARGE = frozenset({"accuse", "blame", "claim"})
_NOWHERE = Located(place=None, why="a speech act: no place in its own clause")


def extract_events(
    document: Document, body: Reading, title: Reading | None, counted: Counted, extractor: str
) -> list[Claim]:
    """The event claims of a document; `counted` are the spans of the counts of harm in its text."""
    told = _tell_all(body, counted)
    if title is not None:
        told += _tell_all(title, ())
    told = [t for t in fold_tellings(told) if not (t.headline and _is_told(t, told))]
    link_answers(told, body.text)
    claims: dict[int, Claim] = {}
    for telling in sorted(told, key=lambda t: t.about is not None):
        about = claims.get(id(telling.about)) if telling.about is not None else None
        claims[id(telling)] = _claim(document, telling, about.id if about else None, extractor)
    return [claims[id(t)] for t in told]


def _is_told(headline: Telling, told: Sequence[Telling]) -> bool:
    """Whether the body tells of a deed of the kind that a headline tells: then the headline adds nothing."""
    return any(t.category == headline.category and not t.headline for t in told)


def _tell_all(reading: Reading, counted: Counted) -> list[Telling]:
    marks = _marks(reading)
    result: list[Telling] = []
    for sentence, kind in zip(reading.sentences, reading.kinds, strict=True):
        if kind in FURNITURE:
            continue
        tokens = reading.tokens(sentence)
        acts = [*find_acts(tokens, marks), *find_holdings(tokens, marks)]
        tellings = [_tell(reading, sentence, act, kind) for act in acts]
        for telling, act in zip(tellings, acts, strict=True):
            _carry_attacker(reading, telling, act, result)
        kept = [t for t in _without_shadows(tellings) if not _is_bare(t, result)]
        result += kept
        result += _statements(reading, sentence, kind, acts, counted)
    return result


def _marks(reading: Reading) -> Marks:
    """What the finders found, by token: the acts of a sentence stand on it."""
    places, parties, armed = set(), set(), set()
    kinds = load_lexicon("attacks")["kinds"]
    for place in reading.places:
        places.update(range(reading.token_at(place.start).i, reading.token_at(place.end - 1).i + 1))
    for party in reading.parties:
        tokens = range(reading.token_at(party.start).i, reading.token_at(party.end - 1).i + 1)
        parties.update(tokens)
        if party.kind in kinds:
            armed.update(tokens)
    spoken = tuple(span for act in reading.attributions if act.speakers for span in act.contents)
    return Marks(places=frozenset(places), parties=frozenset(parties), armed=frozenset(armed), spoken=spoken)


# --- one act


def _tell(reading: Reading, sentence: SpacySpan, act: Act, kind: str) -> Telling:
    speech = "speech" in act.row.flags
    covers = [
        a
        for a in covering(reading.attributions, act.at, act.at + len(act.word))
        if not _is_cue(a, act) and _reaches(reading, a, act)
    ]
    if _is_gloss(act):
        covers = []
    doer = _doer(reading, act, covers, speech=speech)
    target = name_target(reading, act.target, of_speech=speech) if act.target is not None else Named(actor=None, why="")
    if target.actor is not None and doer.actor is not None and target.actor.name == doer.actor.name:
        target = Named(actor=None, why="its clause names nobody but the doer")
    window = Window(start=act.start, end=act.end, at=act.at, phrase_end=act.at + len(act.word))
    sources, source_why = _sources(reading, act, covers, doer, speech=speech)
    stance, stance_why = _stance(reading, act, covers)
    reality, reality_why = _reality(act)
    return Telling(
        category=act.category,
        mode=act.mode,
        actor=doer.actor,
        actor_why=doer.why,
        target=target.actor,
        target_why=target.why,
        located=_place(reading, sentence, act, window),
        dated=_date(reading, sentence, act, window, speech=speech),
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
        rule=f"{act.category.lower()} {act.word.lemma_.lower()}",
        words=_content_words(act, sentence),
    )


def _carry_attacker(reading: Reading, telling: Telling, act: Act, before: Sequence[Telling]) -> None:
    """Give "the strikes" the attacker of the attack told just before, when both may be of one kind."""
    means = act.word if act.nominal else act.doer
    if telling.category != "ASSAULT" or telling.actor is not None or means is None:
        return
    if means.lemma_.lower() not in word_class("things") or not any(c.lower_ in ("the", "these", "this") for c in means.lefts):
        return
    last = next((t for t in reversed(before) if t.category == "ASSAULT"), None)
    if last is None or last.actor is None or telling.at - last.at > _CARRY or last.reality != telling.reality:
        return
    if telling.mode is not None and last.mode is not None and telling.mode != last.mode:
        return
    telling.actor, telling.actor_why = last.actor, f"“{means.text}” takes up the attack told before: {last.actor_why}"


def _is_cue(attribution: Attribution, act: Act) -> bool:
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
    return act.category == "CONTROL" and act.mode in ("hold", "besiege") and (act.nominal or act.word.dep_ == "acl" or act.word.pos_ != "VERB")


def _doer(reading: Reading, act: Act, covers: Sequence[Attribution], *, speech: bool) -> Named:
    cue = next((a for a in reading.attributions if _is_cue(a, act) and a.speakers), None) if speech else None
    speaker = name_speaker_of(reading, cue) if cue is not None else None
    if speaker is not None and (act.doer is None or act.doer.pos_ == "PRON"):
        return Named(actor=speaker, why=f"the speaker of “{act.word.text}”")
    anyone = speech or act.category in ("CONSULT", "AGREE", "PROTEST", "AID")
    named = name_doer(reading, act.doer, anyone=anyone and not act.nominal)
    if named.actor is None and act.doer is None and (beside := _beside(reading, act)) is not None:
        return beside
    if named.actor is None and speaker is not None:
        return Named(actor=speaker, why=f"the speaker of “{act.word.text}”")
    if named.actor is None and speech and covers and (act.doer is None or act.doer.pos_ == "PRON"):
        said = next((name_speaker_of(reading, a) for a in covers if a.speakers), None)
        if said is not None:
            return Named(actor=said, why="who says it")
    return named


def _beside(reading: Reading, act: Act) -> Named | None:
    """The party right before a deed's word, where the parse gives it no doer."""
    if "subject" not in act.row.actor and not act.nominal or is_passive(act.word):
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
        cue = [a for a in reading.attributions if _is_cue(a, act) and a.speakers and not a.doubt]
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


def _place(reading: Reading, sentence: SpacySpan, act: Act, window: Window) -> Located:
    inside = [m for m in reading.places_in(act.start, act.end) if m.role == "place"]
    if "speech" in act.row.flags and not inside:
        return _NOWHERE
    if act.category not in _GROUND and not inside:
        return Located(place=None, why="no place in its own clause")
    located = choose_place(reading, sentence, window)
    if located.place is None and act.category in _GROUND and act.reality == "actual":
        return scene_place(reading, sentence, reading.text[act.start : act.end].lower())
    return located


def _date(reading: Reading, sentence: SpacySpan, act: Act, window: Window, *, speech: bool) -> Dated:
    dated = choose_when(reading, sentence, window, cumulative=False)
    if dated.when is not None or dated.own:
        return dated
    if _is_state(act):
        return Dated(when=None, why="a state of things that no words date")
    if act.reality in ("hypothetical", "future") and not speech:
        return Dated(when=None, why="not yet done, and no words say when")
    return scene_date(reading, sentence)


def _is_state(act: Act) -> bool:
    """Whether a verb tells what is so, not what was done: "controls", "is backed by"."""
    if act.nominal:
        return False
    tags = {act.word.tag_, *(c.tag_ for c in act.word.children if c.dep_ in ("aux", "auxpass"))}
    return bool(tags & {"VBZ", "VBP"}) and "VBD" not in tags and act.category not in ("REQUEST", "ACCUSE", "DENY")


def _evidence(text: str, act: Act, sentence: SpacySpan) -> tuple[int, int]:
    start, end = act.start, act.end
    if act.doer is None and not act.nominal:
        start = sentence.start_char  # the parse has lost its subject
    if len(text[start:end].split()) < 4:
        start, end = sentence.start_char, sentence.end_char
    return _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def _content_words(act: Act, sentence: SpacySpan) -> frozenset[str]:
    return frozenset(
        t.lemma_.lower() for t in sentence if act.start <= t.idx < act.end and t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")
    )


# --- what is no claim of its own


def _without_shadows(tellings: list[Telling]) -> list[Telling]:
    """Without nouns that add nothing to another telling of the same kind in their sentence."""
    kept = []
    for item in tellings:
        shadow = item.weak and any(
            other is not item
            and other.category == item.category
            and (not other.weak or other.at < item.at)
            and item.target is None
            and (item.actor is None or (other.actor is not None and item.actor.name == other.actor.name))
            for other in tellings
        )
        if not shadow:
            kept.append(item)
    return kept


def _is_bare(telling: Telling, before: Sequence[Telling]) -> bool:
    """Whether a noun only takes up what was told: nobody, nothing and no day of its own, or "the" before it."""
    if not telling.nominal or telling.actor is not None or telling.target is not None:
        return False
    if telling.weak and telling.category not in ("ASSAULT", "PROTEST", "CONTROL"):
        return telling.definite or telling.located.place is None
    return telling.definite or not (telling.dated.own or "clause" in telling.located.why)


# --- other attributed statements


def _statements(
    reading: Reading, sentence: SpacySpan, kind: str, acts: Sequence[Act], counted: Counted
) -> list[Telling]:
    found: list[Telling] = []
    for attribution in reading.attributions:
        if not sentence.start_char <= attribution.cue[0] < sentence.end_char or not attribution.speakers:
            continue
        if attribution.denies:
            continue
        for start, end in attribution.contents:
            inside = any(start <= act.at < end or attribution.cue[0] <= act.at < attribution.cue[1] for act in acts)
            harmed = any(start <= a and b <= end for a, b in counted)
            if inside or harmed or len(reading.text[start:end].split()) < _LEAST_WORDS:
                continue
            sources, why = sources_of([attribution], reading)
            found.append(_statement(reading, sentence, kind, (start, end), (attribution, sources, why)))
            break
    return found


def _statement(
    reading: Reading,
    sentence: SpacySpan,
    kind: str,
    content: tuple[int, int],
    said: tuple[Attribution, tuple[Source, ...], str],
) -> Telling:
    attribution, sources, why = said
    start, end = content
    window = Window(start=start, end=end, at=start, phrase_end=start)
    inside = [m for m in reading.places_in(start, end) if m.role == "place"]
    located = choose_place(reading, sentence, window) if inside else _NOWHERE
    dated = choose_when(reading, sentence, window, cumulative=False)
    cue = reading.text[attribution.cue[0] : attribution.cue[1]]
    stance: Stance = "alleged" if attribution.doubt else "asserted"
    return Telling(
        category="STATE",
        mode=None,
        actor=_about(reading, start, end),
        actor_why="who the statement is about",
        target=None,
        target_why="",
        located=located,
        dated=dated if dated.when is not None else scene_date(reading, sentence),
        sources=tuple(name_source(reading, each) for each in sources),
        source_why=why,
        stance=stance,
        stance_why=f"“{cue}”",
        reality="actual",
        reality_why="stated as so",
        evidence=_trimmed(reading.text, start, end),
        at=start,
        title=reading.which == "title",
        headline=kind == "headline",
        weak=False,
        nominal=False,
        definite=False,
        rule=f"state {cue.lower()}",
        words=frozenset(reading.text[start:end].lower().split()),
    )


def _about(reading: Reading, start: int, end: int) -> Actor | None:
    """The party or the people that the main clause of a statement has as its subject."""
    first, last = reading.token_at(start), reading.token_at(end - 1)
    for token in reading.doc[first.i : last.i + 1]:
        if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ccomp", "ROOT", "conj"):
            return name_doer(reading, token, anyone=False).actor
    return None


# --- records


def _claim(document: Document, telling: Telling, about: str | None, extractor: str) -> Claim:
    text = (document.title or "") if telling.title else document.text
    start, end = telling.evidence
    where = Span(start=start, end=unmend(text, start, end), field="title" if telling.title else "text")
    return Claim(
        id=_identify(document, telling, where),
        document=document.id,
        kind="control" if telling.category == "CONTROL" else "state" if telling.category == "STATE" else "event",
        category=telling.category,
        mode=telling.mode,
        actor=telling.actor,
        target=telling.target,
        place=telling.located.place,
        when=telling.dated.when,
        scope="incident",
        harms=(),
        sources=telling.sources,
        stance=telling.stance,
        reality=telling.reality,
        about=about,
        evidence=where,
        wording=text[where.start : where.end],
        rule=telling.rule,
        extractor=extractor,
        decisions=_decisions(telling, about),
    )


def _identify(document: Document, telling: Telling, where: Span) -> str:
    """SHA-256 over the document's digest, the span and the normalised value."""
    value: Json = {
        "document": document.sha256,
        "span": [where.field, where.start, where.end],
        "at": telling.at,
        "event": [telling.category, telling.mode],
        "actor": telling.actor.name if telling.actor else None,
        "target": telling.target.name if telling.target else None,
        "stance": telling.stance,
        "reality": telling.reality,
        "place": telling.located.place.name if telling.located.place else None,
        "when": telling.dated.when.edtf if telling.dated.when else None,
        "sources": [s.name for s in telling.sources],
    }
    return digest(value)


def _decisions(telling: Telling, about: str | None) -> tuple[Decision, ...]:
    place, when = telling.located.place, telling.dated.when
    mode = f", {telling.mode}" if telling.mode else ""
    rows = [
        Decision(field="event", value=f"{telling.category}{mode}", why=f"by the words “{telling.rule.split(' ', 1)[1]}”"),
        Decision(field="actor", value=telling.actor.name if telling.actor else "", why=telling.actor_why),
        Decision(field="target", value=telling.target.name if telling.target else "", why=telling.target_why),
        Decision(field="place", value=place.name if place else "", why=telling.located.why),
        Decision(field="when", value=when.edtf if when else "", why=telling.dated.why),
        Decision(field="sources", value=" → ".join(s.name for s in telling.sources), why=telling.source_why),
        Decision(field="stance", value=telling.stance, why=telling.stance_why),
        Decision(field="reality", value=telling.reality, why=telling.reality_why),
    ]
    if about is not None:
        rows.append(Decision(field="about", value=about, why=telling.about_why))
    rows += [Decision(field="repeated", value="", why=note) for note in telling.notes]
    return tuple(rows)
