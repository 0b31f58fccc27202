"""What to call the party that is blamed.

In: a reading and the mention of a party. Out: the named party behind a description ("fighters from X", "X militants",
"its forces"), and the short name that a reader would write for it. It never decides who is blamed.
"""

import re
from functools import cache

from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.naming.parties_lexicon import load_parties
from bearwitness.extract.readings import Reading

# How far, in code points, a name stands from the description that it belongs to; set on the training reports.
_REACH = 60


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(load_lexicon("attacks")[key])


def resolve_member(reading: Reading, mention: PartyMention) -> PartyMention:
    """The named party behind a description: "gunmen from X", "X (a branch of Y) militants", "its forces"."""
    if not mention.generic:
        return mention
    text = reading.text
    for other in reading.parties_in(mention.end, mention.end + _REACH):
        if not other.generic and _is_armed(other):
            between = " ".join(text[mention.end : other.start].lower().split())
            origin = mention.kind == "armed_group" and other.kind == "state"
            if _pattern("membership").fullmatch(between) and not origin:
                return other
            break
    before = [m for m in reading.parties_in(max(0, mention.start - _REACH), mention.start) if _is_armed(m)]
    if before and not before[-1].generic and _pattern("aside").fullmatch(text[before[-1].end : mention.start]):
        return before[-1]
    if _pattern("possessive").search(text[max(0, mention.start - 20) : mention.start].lower()):
        return _owner(reading, mention) or mention
    return mention


def is_membership(between: str) -> bool:
    """Whether words (lower case) join armed people to the party they belong to: "loyal to", "from"."""
    return _pattern("membership").fullmatch(" ".join(between.split())) is not None


def _is_armed(mention: PartyMention) -> bool:
    return mention.kind in load_lexicon("attacks")["kinds"]


def _owner(reading: Reading, mention: PartyMention) -> PartyMention | None:
    """Whose forces "its forces" are: the party named first in the sentence before them."""
    start = reading.doc[reading.token_at(mention.start).i].sent.start_char
    named = [m for m in reading.parties_in(start, mention.start) if not m.generic and _is_armed(m)]
    return named[0] if named else None


def name_perpetrator(reading: Reading, mention: PartyMention) -> str:
    """The short name of a party: the document's own, or the canonical one where the document writes it too."""
    name = reading.names.get(mention.start, mention.name)
    lex = load_lexicon("attacks")
    if mention.generic:
        return str(lex["short_names"].get(name, name))
    if name != mention.name and _writes(reading, mention):
        name = mention.name
    ally = lex["fights_within"].get(name)
    if ally is not None and mention.kind == "military" and any(m.name == ally for m in reading.parties):
        return str(ally)
    return name


def _writes(reading: Reading, mention: PartyMention) -> bool:
    """Whether the document itself uses the canonical name of a party."""
    plain = _plain(mention.name)
    texts = (reading.text[m.start : m.end] for m in reading.parties if m.id == mention.id)
    return mention.id is not None and any(plain in _plain(words) for words in texts)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.lower()).strip()


def name_beside(reading: Reading, mention: PartyMention) -> str:
    """The name of one of several that acted together: a foreign state's is its own, at home it is the government's."""
    lexicon, country = load_parties(), mention.country
    if country is None or mention.kind not in ("state", "government", "military"):
        return name_perpetrator(reading, mention)
    state = lexicon.named(f"{country.lower()}-state").name
    if state == reading.country:
        return lexicon.actor(country).name
    if reading.text[mention.start : mention.end] == lexicon.adjectives.get(country):
        return state
    return name_perpetrator(reading, mention)
