"""Who caused the harm, as the statement says.

In: a reading and the surroundings of a count. Out: the party blamed and why, or none. An attack's owner, an agent after
"by" and the subject of the attacking verb are blamed; who suffers, speaks or only stands in the sentence is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from bearwitness.base.records import Actor
from bearwitness.extract.deciding.agents import find_agent, is_passive, name_phrase, stands_before_noun
from bearwitness.extract.deciding.perpetrator_names import name_beside, name_perpetrator, resolve_member
from bearwitness.extract.deciding.windows import Window
from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.naming.parties import lookup_party
from bearwitness.extract.naming.parties_lexicon import load_parties
from bearwitness.extract.readings import Reading

# How far, in code points, the party of those harmed stands behind them: "15 members of X"; set on the training reports.
_VICTIM_REACH = 40
_STOPS = (".", ";", ":", '"', "”", "“")


@dataclass(frozen=True, slots=True, kw_only=True)
class Blamed:
    """The party blamed and the reason in words; `opponent` when it is only the other side of a fight.

    `deed` is what the party is blamed by: the verb it is the subject of, or the words of blame.
    """

    actor: Actor | None
    why: str
    opponent: bool = False
    deed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """A count's sentence and window, the offsets at which its speakers begin, and the spans of those harmed.

    `counted` is the span of the count itself, `victims` are those of all counts of the sentence.
    """

    sentence: SpacySpan
    window: Window
    speakers: tuple[int, ...]
    victims: tuple[tuple[int, int], ...]
    counted: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class _Blame:
    score: float
    mention: PartyMention
    why: str
    opponent: bool = False
    deed: str = ""


def choose_actor(reading: Reading, around: Surroundings) -> Blamed:
    """The perpetrator of a count by the words of its own sentence, or none."""
    mentions = _candidates(reading, around)
    scored = [blame for m in mentions if (blame := _blame(reading, m, around.window)) is not None]
    scored += _agents(reading, mentions, around)
    harmed = suffering(reading, around)
    spared = [blame for blame in scored if (blame.mention.id or blame.mention.name) not in harmed]
    scored = spared if spared or harmed_by_rivals(reading, around) else []
    if sum(b.opponent for b in scored) > 1:
        scored = [b for b in scored if not b.opponent]
    if not scored:
        return (
            _speaker_did(reading, around)
            or _fired_from_land(reading, around)
            or _people_did(reading, around)
            or Blamed(actor=None, why="no one is blamed in its sentence")
        )
    best = max(scored, key=lambda b: b.score - _distance(b.mention, around.window))
    mention = resolve_member(reading, best.mention)
    if mention.generic and not best.opponent:
        named = [m for b in scored if (m := resolve_member(reading, b.mention)).kind == "armed_group" and not m.generic]
        mention = next((m for m in named if (m.id or m.name) not in harmed), mention)
    joint = _joined(reading, mention, [m for m in mentions if (m.id or m.name) not in harmed])
    why = f"“{reading.text[mention.start : mention.end]}” {best.why}"
    if joint is not None:
        name, other = name_beside(reading, mention), name_beside(reading, joint[0])
        why = f"{why}, {joint[1]} {other} beside it"
        return Blamed(actor=Actor(name=f"{name} {joint[1]} {other}"), why=why, opponent=best.opponent, deed=best.deed)
    return Blamed(actor=actor_of(reading, mention), why=why, opponent=best.opponent, deed=best.deed)


def actor_of(reading: Reading, mention: PartyMention) -> Actor:
    """The party of a mention as the one who acts."""
    name = name_perpetrator(reading, mention)
    return Actor(name=name, id=mention.id, kind=mention.kind, side=mention.side, country=mention.country)


def suffering(reading: Reading, around: Surroundings) -> frozenset[str]:
    """The parties, by id or name, that those harmed belong to: "12 X fighters", "12 members of X", "X lost 12"."""
    found = set()
    text = reading.text
    lex = load_lexicon("attacks")
    spans = [
        v for v in around.victims if around.window.start <= v[0] < max(around.window.end, around.window.phrase_end)
    ]
    for own in ([around.counted] if around.counted else [], spans):
        for start, end in own:
            for mention in reading.parties_in(start, end + _VICTIM_REACH):
                between = text[end : mention.start].lower() if mention.start > end else ""
                if mention.start <= end or re.fullmatch(lex["belonging"], between):
                    found.add(mention.id or mention.name)
        if found:
            break  # "5 X fighters and 8 of Y were killed": each count has its own side
    deed = reading.token_at(around.window.at)
    behind = deed.nbor(1).text.lower() if deed.i + 1 < len(deed.doc) else ""
    if deed.lemma_.lower() in lex["loses"] or (deed.lemma_.lower() == "leave" and behind == "behind"):
        loser = find_agent(deed)
        if loser is not None:
            found |= {m.id or m.name for m in reading.parties_in(loser.left_edge.idx, loser.idx + len(loser))}
    if _are_own(reading, around):
        found |= {m.id or m.name for m in reading.parties if _speaks(m, around)}
    return frozenset(found)


def _are_own(reading: Reading, around: Surroundings) -> bool:
    """Whether those harmed are the speaker's own, and nobody is the subject of the harm: "two of its men were shot"."""
    if around.counted is None or find_agent(reading.token_at(around.window.at)) is not None:
        return False
    start, end = around.counted
    last = reading.token_at(end - 1)
    words = {t.lower_ for t in last.doc[max(0, reading.token_at(start).i - 1) : last.i + 1]}
    return not words.isdisjoint(load_lexicon("attacks")["own_people"])


def harmed_by_rivals(reading: Reading, around: Surroundings) -> bool:
    """Whether one side may have harmed its own kind here: "infighting among X", "rival X"."""
    clause = reading.text[around.window.start : around.window.end].lower()
    return re.search(load_lexicon("attacks")["rivals"], clause) is not None


def _speaker_did(reading: Reading, around: Surroundings) -> Blamed | None:
    """ "Russia says it killed 12": the pronoun before the harm stands for the one who speaks."""
    text = reading.text
    clause = text[max(around.sentence.start_char, around.window.at - 60) : around.window.at].lower()
    deed = reading.token_at(around.window.at)
    if is_passive(deed) or deed.lemma_.lower() in load_lexicon("attacks")["loses"]:
        return None  # "Russia says its soldiers were killed", "we lost 12": who is harmed does nothing
    own = re.search(load_lexicon("attacks")["own_deed"], clause)
    if own is None:
        return None
    speech = reading.quotation_at(around.window.at) if own[1] != "we" else None
    if speech is not None and not any(speech.start <= start < speech.end for start in around.speakers):
        return None  # "They killed 12," said the army: in direct speech "they" are others
    kinds = load_lexicon("attacks")["kinds"]
    for mention in reading.parties:
        if _speaks(mention, around) and mention.kind in kinds:
            return Blamed(
                actor=actor_of(reading, mention), why=f"“{text[mention.start : mention.end]}” speaks of its own deed"
            )
    return None


def _fired_from_land(reading: Reading, around: Surroundings) -> Blamed | None:
    """The party that holds the land from which it was fired: "rockets fired from an X-held area"."""
    clause = reading.text[around.window.head : max(around.window.end, around.window.tail)]
    fired = re.search(load_lexicon("attacks")["fired_from_land"], clause)
    party = lookup_party(fired["holder"]) if fired is not None else None
    if fired is None or party is None or party.kind not in load_lexicon("attacks")["kinds"]:
        return None
    actor = Actor(name=party.name, id=party.id, kind=party.kind, side=party.side)
    return Blamed(actor=actor, why=f"“{fired[0]}”: the land is held by {party.name}")


def _people_did(reading: Reading, around: Surroundings) -> Blamed | None:
    """People of no party who do the deed themselves: "an attacker detonated …, killing three"."""
    if around.window.at >= around.window.phrase_end and not around.victims:
        return None
    deed = reading.token_at(around.window.at)
    agent = find_agent(deed)
    if agent is None or any(start <= agent.idx < end for start, end in around.victims):
        return None
    people = agent.lemma_.lower() in load_lexicon("attacks")["assailants"] and agent.ent_type_ != "PERSON"
    if not people and (agent.tag_, agent.ent_type_) != ("NNPS", "NORP"):
        return None
    name = name_phrase(agent)
    return Blamed(actor=Actor(name=name, kind="group"), why=f"“{name}” does what “{deed.text}” says")


def boasting_speaker(reading: Reading, around: Surroundings) -> Blamed | None:
    """The state whose officials tell of fighters killed without saying by whom: they speak of their own forces."""
    if _are_own(reading, around):
        return None
    for mention in reading.parties:
        if _speaks(mention, around) and mention.kind in load_lexicon("attacks")["boasting"] and mention.country:
            state = load_parties().actor(mention.country)
            actor = Actor(name=state.name, id=state.id, kind="government", side=state.side, country=mention.country)
            words = reading.text[mention.start : mention.end]
            return Blamed(actor=actor, why=f"“{words}” tells of fighters harmed, and names no one else")
    return None


def opens_new_attack(clause: str) -> bool:
    """Whether a clause (lower case) tells of another attack than the one before: "a car bomb killed", "elsewhere"."""
    return re.search(load_lexicon("attacks")["new_attack"], clause) is not None


def narrated_attacker(reading: Reading, sentence: SpacySpan, speakers: tuple[int, ...]) -> Blamed:
    """The party that a sentence without a count blames for an attack, or none."""
    window = Window(
        start=sentence.start_char, end=sentence.end_char, at=sentence.end_char, phrase_end=sentence.end_char
    )
    blamed = choose_actor(reading, Surroundings(sentence=sentence, window=window, speakers=speakers, victims=()))
    return Blamed(actor=None, why=blamed.why) if blamed.opponent else blamed


def _candidates(reading: Reading, around: Surroundings) -> list[PartyMention]:
    """Parties of the sentence that could attack and neither speak nor suffer here."""
    kinds, weapons = load_lexicon("attacks")["kinds"], load_lexicon("attacks")["weapons"]
    own_life = load_lexicon("attacks")["own_life"]
    found = [
        m
        for m in reading.parties_in(around.sentence.start_char, around.sentence.end_char)
        if ";" not in reading.text[min(m.end, around.window.at) : max(m.start, around.window.at)]
    ]
    return [
        m
        for m in found
        if (m.kind in kinds or m.generic)
        and not (m.generic and m.name in weapons)
        and not _speaks(m, around)
        and (m.name in own_life or not any(m.start < end and start < m.end for start, end in around.victims))
    ]


def _speaks(mention: PartyMention, around: Surroundings) -> bool:
    """Whether a party is one of the speakers, whose mention may begin with "the"."""
    return any(0 <= mention.start - start <= len("the ") for start in around.speakers)


def _agents(reading: Reading, mentions: Sequence[PartyMention], around: Surroundings) -> list[_Blame]:
    """The party that the parse makes the agent of the harm itself."""
    if around.window.at >= around.window.phrase_end:
        return []
    deed = reading.token_at(around.window.at)
    agent = find_agent(deed)
    if agent is None:
        return []
    start, end = agent.left_edge.idx, agent.idx + len(agent)
    return [
        _Blame(4.0 if m.end >= end else 3.4, m, f"does what “{deed.text}” says")
        for m in mentions
        if start <= m.start < end and (m.end >= end or _owns(reading, m, reading.token_at(m.end - 1)))
    ]


@cache
def _party_nouns() -> frozenset[str]:
    """Nouns that name the party still when they stand behind its name: "X militants", "X jets"."""
    lex = load_lexicon("attacks")
    return frozenset((*lex["generic_tail"], *lex["weapons"], *lex["attack_nouns"], *lex["crews"]))


def _distance(mention: PartyMention, window: Window) -> float:
    """A penalty for distance from the harm: one point of blame for 200 characters, set on the training reports."""
    inside = window.start <= mention.start and mention.end <= window.end
    gap = min(abs(mention.start - window.at), abs(mention.end - window.at))
    return gap / 200 + (0.0 if inside else 0.6)


def _blame(reading: Reading, mention: PartyMention, window: Window) -> _Blame | None:
    """How strongly the words around a party blame it for the harm, and by which words."""
    lex = load_lexicon("attacks")
    first, last = reading.token_at(mention.start), reading.token_at(mention.end - 1)
    words = [t.text.lower() for t in _preceding(first, 5)]
    for size in (4, 3, 2):
        if " ".join(words[-size:]) in lex["blame"]:
            blame = " ".join(words[-size:])
            return _Blame(3.2, mention, f"is blamed by “{blame}”", deed=blame)
    behind = " ".join(t.text.lower() for t in _following(last, 6))
    accused = re.match(lex["accused"], behind)
    if accused is not None:
        return _Blame(3.2, mention, f"is accused by “{accused[0].strip()}”")
    if _owns(reading, mention, last):
        stopped = any(w in lex["stops"] for w in words[-3:])
        stopped = (
            stopped or re.search(lex["answered"], " ".join(t.text.lower() for t in _preceding(first, 9))) is not None
        )
        return None if stopped else _Blame(3.0, mention, "owns the attack")
    head = _before_phrase(first)
    if _is_source_of_fire(head, "weapon_of") or (
        mention.kind == "armed_group" and _is_source_of_fire(head, "fired_from")
    ):
        return _Blame(2.9, mention, "owns the weapon")
    if head[-1:] == ["by"]:
        return None if head[-2:-1] and head[-2] in lex["not_by"] else _Blame(2.8, mention, "is the agent after “by”")
    if head[-1:] in (["with"], ["against"]):
        if head[-1:] != ["against"] and any(w in lex["fights"] for w in words):
            return _Blame(1.2, mention, "is the opponent in the fighting", opponent=True)
        return None
    if head[-1:] in (["fighting"], ["battling"]) or _is_side(first):
        return _Blame(1.2, mention, "is the opponent in the fighting", opponent=True)
    if _bare_country(reading, mention) and last.dep_ in ("poss", "compound", "nmod", "amod"):
        return None
    if stands_before_noun(last, _party_nouns()) or (
        last.head.i < last.i and last.head.text.lower() in lex["places_of"]
    ):
        return None
    verb = _verb_of(last, lex["attack_verbs"], window)
    if verb is None or (window.phrase_end < mention.start and verb.idx == window.end):
        return None  # "… have been killed since the day when X killed 9": X did only what is told behind
    return _Blame(2.5, mention, f"is the subject of “{verb.text}”", deed=verb.lemma_.lower())


def _is_source_of_fire(head: Sequence[str], key: str) -> bool:
    """Whether words end in a weapon of the one named behind them: "a helicopter belonging to", "rockets fired from"."""
    return re.search(load_lexicon("attacks")[key], " ".join(head)) is not None


def _before_phrase(first: Token) -> list[str]:
    """The words before the noun phrase that a party stands in: its article, number and adjectives are skipped."""
    words = _preceding(first, 7)
    kinds = load_lexicon("attacks")["generic_tail"]
    while words and (words[-1].tag_ in ("DT", "JJ", "CD", "HYPH", "PRP$", "NNP") or words[-1].text.lower() in kinds):
        words.pop()
    return [t.text.lower() for t in words]


def _is_side(first: Token) -> bool:
    """Whether a party is a side of "clashes between X and Y"."""
    lex = load_lexicon("attacks")
    before = _preceding(first, 12)
    for at in range(len(before) - 1, 0, -1):
        token = before[at]
        if token.text.lower() in ("between", "among") and before[at - 1].lemma_.lower() in lex["fights"]:
            return True
        if token.tag_ in ("VBD", "VBZ", "VBP", "IN", "TO") or token.text in (".", ";"):
            return False
    return False


def _owns(reading: Reading, mention: PartyMention, last: Token) -> bool:
    """Whether an attack noun follows, or stands within the mention itself: "X air strikes", "X jets"."""
    lex = load_lexicon("attacks")
    nouns = lex["attack_nouns"]
    if _bare_country(reading, mention):
        return False
    following = _following(last, 4)
    for at, token in enumerate(following):
        if token.tag_ != "VBD" and (token.lemma_.lower() in nouns or token.text.lower() in nouns):
            return True
        if token.tag_[:2] not in ("JJ", "NN", "PO", "HY", "VB", "CC") or (
            token.tag_[:2] == "VB" and at == 0 and token.tag_ != "VBN"
        ):
            return False
        if token.tag_ in ("VBD", "VBZ", "VBP"):
            return False
    return False


def _bare_country(reading: Reading, mention: PartyMention) -> bool:
    """Whether a mention is the name of the country the report is about: "X air strikes" says where, not who."""
    words = reading.text[mention.start : mention.end].removesuffix("s").removesuffix("'")
    return reading.country is not None and words == reading.country.removesuffix("s")


def _verb_of(last: Token, verbs: Sequence[str], window: Window) -> Token | None:
    """The attacking verb whose subject ends at `last`: by the parse, else the first finite verb behind it."""
    head = last
    for _ in range(6):
        if (
            head.dep_ in ("nsubj", "conj", "compound", "nmod", "pobj", "poss", "appos", "amod")
            and head.head is not head
        ):
            passive = head.dep_ == "nsubj"
            head = head.head
            if passive:
                break
        else:
            break
    if head is not last and head.tag_[:1] == "V" and head.lemma_.lower() in verbs and head.i > last.i:
        return None if is_passive(head) else head
    for token in _following(last, 14):
        if token.tag_ in ("VBD", "VBZ", "VBP", "VBG") or (
            token.tag_ == "VBN" and token.nbor(-1).lemma_ in ("have", "had", "also", "reportedly")
        ):
            if token.lemma_.lower() in ("have", "be") or (
                token.tag_ == "VBG" and token.nbor(-1).text.lower() not in ("been", "is", "are", "were", "was")
            ):
                continue
            return token if token.lemma_.lower() in verbs and not is_passive(token) else None
        if token.text in _STOPS or token.text.lower() in load_lexicon("attacks")["clause_ends"]:
            return None
    return None


def _following(token: Token, reach: int) -> list[Token]:
    return list(token.doc[token.i + 1 : min(len(token.doc), token.i + 1 + reach)])


def _preceding(token: Token, reach: int) -> list[Token]:
    return list(token.doc[max(0, token.i - reach) : token.i])


def _joined(reading: Reading, mention: PartyMention, mentions: list[PartyMention]) -> tuple[PartyMention, str] | None:
    """A second party joined by "and" or "or": "Russian and Syrian government jets"."""
    for other in mentions:
        if other.name == mention.name:
            continue
        low, high = sorted((mention, other), key=lambda m: m.start)
        between = reading.text[low.end : high.start].strip().lower()
        joined = load_lexicon("attacks")["joins"].get(between)
        if joined is not None:
            return other, joined
    return None
