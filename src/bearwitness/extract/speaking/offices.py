"""What stands beside a speaker's name and only explains it: initials after it, an office before it.

In: the phrases of a document and one of them. Out: the token range with what explains it. It changes no name: only the
words that are shown for the speaker.
"""

from bearwitness.extract.speaking.phrases import Phrase, Phrases

# An office is told in at most this many tokens ("a spokesman for the Lakeland High Commissioner for Rights, Jane Roe").
OFFICE = 12
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
_BRACKETED = 3  # tokens of "(EC)"


def with_office(phrases: Phrases, phrase: Phrase) -> tuple[int, int]:
    """The range of the phrase with "(EC)" after it and "the head of the centre" before it."""
    return _find_office(phrases, phrase.start), past_initials(phrases, phrase.end, len(phrases.lower))


def past_initials(phrases: Phrases, at: int, high: int) -> int:
    """The token after "(EC)", `at` itself where no initials in brackets stand there."""
    initials = phrases.doc[at : min(at + _BRACKETED, high)]
    if len(initials) == _BRACKETED and initials[0].text == "(" and initials[1].is_upper and initials[2].text == ")":
        return at + _BRACKETED
    return at


def _find_office(phrases: Phrases, start: int) -> int:
    """Where the office of a name begins ("the head of the centre Jane Roe"); the name's own start if it has none."""
    lower, pos, words = phrases.lower, phrases.pos, phrases.words
    if not phrases.capital[start]:
        return start
    at = start - 2 if start > 1 and lower[start - 1] == "," else start - 1
    office = start
    while (
        at > 1 and start - at < OFFICE and (pos[at] in _NOMINAL or at in phrases.party_at or lower[at] in ("of", "for"))
    ):
        if lower[at - 1] in ("of", "for") and lower[at - 2] in words.roles:
            office = at - 3 if at > 2 and pos[at - 3] == "DET" else at - 2
        at -= 1
    return office
