"""Which tokens of a document belong to names: capitalised runs, glued possessives, and parties.

In: a parsed document and its parties. Out: one value for each token. It never says where a phrase ends or who is meant.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from bearwitness.extract.mentions import PartyMention


def index_parties(
    doc: Doc, parties: Sequence[PartyMention], compounds: frozenset[str]
) -> tuple[dict[int, PartyMention], dict[int, tuple[int, int]]]:
    """The party that each token belongs to, and the token range of that party, by one walk over both lists."""
    party_at: dict[int, PartyMention] = {}
    party_span: dict[int, tuple[int, int]] = {}
    at = 0
    for mention in sorted(parties, key=lambda each: each.start):
        while at < len(doc) and doc[at].idx + len(doc[at]) <= mention.start:
            at += 1
        first = at
        while at < len(doc) and doc[at].idx < mention.end:
            at += 1
        hyphened = at + 1 < len(doc) and doc[at].text == "-" and not doc[at].whitespace_
        if hyphened and doc[at + 1].lower_ in compounds:
            continue  # "Britain-based" names no speaker.
        for inside in range(first, at):
            party_at[inside] = mention
            party_span[inside] = (first, at)
    return party_at, party_span


def find_possessives(doc: Doc, parties: Sequence[PartyMention] = ()) -> list[bool]:
    """For each token, whether it is a possessive without its apostrophe: "Karsas" where "Karsa" stands elsewhere.

    The words of a party's own name count as standing elsewhere.
    """
    words = [token.text for token in doc]
    seen = {*words, *(word for party in parties for word in party.name.split())}
    return [word[-1:] == "s" and word[:1].isupper() and len(word) > 2 and word[:-1] in seen for word in words]


def find_names(doc: Doc, particles: frozenset[str]) -> list[bool]:
    """For each token, whether it is capitalised or holds a capitalised name together ("al-", "bin")."""
    words = [token.text for token in doc]
    capital = [word[:1].isupper() for word in words]
    for i in range(len(words) - 2, -1, -1):
        word = words[i]
        if word == "-":
            tight = i > 0 and not doc[i - 1].whitespace_ and not doc[i].whitespace_
            capital[i] = tight and capital[i + 1]
        elif word in particles and capital[i + 1] and (word != "as" or words[i + 1] == "-"):
            capital[i] = True
    for i in range(1, len(words)):
        # "Abdel-rahman", "Sakhr-e".
        if capital[i - 1] and words[i] == "-" and not doc[i].whitespace_ and not doc[i - 1].whitespace_:
            capital[i] = True
    return capital
