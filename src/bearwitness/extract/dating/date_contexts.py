"""What stands around a date expression: its sentence, the word that opens or closes a period, the speech that it dates.

In: the lower-cased text and the offsets of an expression. Out: plain answers (since? until? future? a date of saying?).
It looks at a bounded stretch to either side and never at another expression.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import Literal, NamedTuple

from bearwitness.extract.dating.date_patterns import alternatives
from bearwitness.extract.lexicons import load_lexicon

Bound = Literal["since", "until", "by", "before", "after"]
_NEAR = 100  # characters of one sentence looked at: an opening "since" or a speech verb stands closer than that
_FAR = 170  # the same for the beginning of a war, told with what it was about
_OPENING = 32


class _Cues(NamedTuple):
    bound: re.Pattern[str]
    since_far: re.Pattern[str]
    onset: re.Pattern[str]
    lasting: re.Pattern[str]
    lasting_harm: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    clause_past: re.Pattern[str]
    onset_near: re.Pattern[str]
    verb: re.Pattern[str]
    noun: re.Pattern[str]
    clause: re.Pattern[str]
    noun_after: re.Pattern[str]
    names: frozenset[str]
    saying: re.Pattern[str]
    intransitive: frozenset[str]
    sentence: re.Pattern[str]
    abbreviation: re.Pattern[str]


@cache
def _cues() -> _Cues:
    raw = load_lexicon("dates")
    lead = r"(?:\s+(?:about|around|at\s+least|the|early|late|mid|on|in|as\s+early\s+as|back\s+in))*"
    conflict, onset = alternatives(raw["conflicts"]), alternatives(raw["onset_verbs"])
    speech, nouns = alternatives(raw["speech"]), alternatives(raw["speech_nouns"])
    return _Cues(
        bound=re.compile(
            rf"\b(?P<word>since|until|till|up\s+to|through|by|before|prior\s+to|after|starting|beginning){lead}\s+$"
        ),
        since_far=re.compile(
            r"\b(?:since|from)\b(?P<gap>[^.;:\"“”]{3,90}?)\b(?:in|on|of|from|early|late|last|mid)[\s-]+(?:the\s+)?$|\bsince\b(?P<verb>[^.;:\"“”]{3,90})$"
        ),
        onset=re.compile(rf"\b(?:{conflict})\b[^.;:]{{0,60}}\b(?:{onset})\b[^.;:]{{0,80}}$"),
        lasting=re.compile(rf"\b(?:{alternatives(raw['lasting'])})\b"),
        lasting_harm=re.compile(rf"\b(?:has|have|had|{alternatives(raw['harmed'])})\b"),
        future=re.compile(rf"\b(?:{alternatives(raw['future'])})\b"),
        clause_past=re.compile(rf"\b(?:{alternatives(raw['harmed'])})\b|\d"),
        onset_near=re.compile(
            rf"\b(?:{conflict})\s+(?:which|that)\s+(?:\w+\s+)?(?:{onset})\b[^.;:]{{0,80}}$|\b(?:{conflict})\s+(?:launched|begun|started)\b[^.;:]{{0,20}}$"
        ),
        past=re.compile(rf"\b(?:{alternatives(raw['past'])})\b"),
        verb=re.compile(rf"\b(?:{speech})\b"),
        noun=re.compile(
            rf"\b(?:{nouns})(?:\s+(?:{alternatives(raw['speech_noun_verbs'])})){{0,3}}\s*(?:\b(?:on|late|early|from|of|dated)\s+)*$"
        ),
        clause=re.compile(rf"\b(?:{alternatives(raw['clause_words'])}|\w{{2,}}ed)\b|\d"),
        noun_after=re.compile(rf"\s+(?:\w+\s+)?(?:{nouns})\b"),
        saying=re.compile(rf"\b(?:{nouns})\b"),
        intransitive=frozenset([*raw["telling"], *raw["told"]]),
        names=frozenset(raw["names_like_verbs"]),
        sentence=re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*\w)|\n\s*\n"),
        abbreviation=re.compile(rf"(?<!\w)(?:{alternatives(raw['abbreviations'])}|[a-z])$"),
    )


class Sentences:
    """The sentences of a lower-cased text, cut where a full stop ends no abbreviation; found when first asked for."""

    def __init__(self, text: str, low: str) -> None:
        self.text = text
        self._low = low
        self._starts: list[int] | None = None

    def bounds(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence that holds the offset `at`."""
        if self._starts is None:
            cues = _cues()
            self._starts = [0]
            for match in cues.sentence.finditer(self._low):
                ends = match.start()
                following = self.text[match.end() : match.end() + 2].lstrip("\"'“‘([")[:1]
                if following.islower() or cues.abbreviation.search(self._low[max(0, ends - 8) : ends]):
                    continue
                self._starts.append(match.end())
        index = bisect_right(self._starts, at) - 1
        end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._low)
        return self._starts[index], end


def _before(low: str, start: int, sentences: Sentences, reach: int = _NEAR) -> str:
    return low[max(sentences.bounds(start)[0], start - reach) : start]


def find_bound(low: str, start: int, sentences: Sentences) -> tuple[Bound, int] | None:
    """The word that makes the expression at `start` an end of a period, and where that word stands.

    "since the war began in" counts as well as "since"; "after" and "before" say which side of the date is meant.
    """
    cues = _cues()
    near = cues.bound.search(low, max(0, start - _OPENING), start)
    if near is not None:
        word = near["word"].split()[0]
        kinds: dict[str, Bound] = {
            "since": "since",
            "starting": "since",
            "beginning": "since",
            "by": "by",
            "before": "before",
            "prior": "before",
            "after": "after",
        }
        return kinds.get(word, "until"), near.start("word")
    left = _before(low, start, sentences)
    at = left.rfind("since ")
    if at < 0 or (at and left[at - 1].isalnum()):
        return None
    far = cues.since_far.match(left, at)
    if far is None:
        return None
    gap = far["gap"] or far["verb"] or ""
    if len(gap.split()) > 11 or cues.verb.search(gap):
        return None
    if cues.clause_past.search(gap):
        return None
    return "since", start - len(left) + at


def began_then(low: str, start: int, end: int, sentences: Sentences) -> bool:
    """Whether the date is the beginning of something that the same sentence says has lasted and harmed since."""
    cues = _cues()
    left = _before(low, start, sentences, _FAR)
    first, last = sentences.bounds(start)
    if cues.onset_near.search(left):
        return cues.lasting_harm.search(low, max(first, start - 2 * _NEAR), min(last, end + _NEAR)) is not None
    if not cues.onset.search(left):
        return False
    return cues.lasting.search(low, end, min(last, end + _NEAR)) is not None


def is_future(low: str, start: int, sentences: Sentences) -> bool:
    """Whether the words before the expression put it ahead of the telling ("will resume on", "scheduled for")."""
    cues = _cues()
    left = _before(low, start, sentences)
    left = left[max(left.rfind(";"), left.rfind(":")) + 1 :]
    ahead = max((match.end() for match in cues.future.finditer(left)), default=-1)
    if ahead < 0:
        return False
    return ahead > max((match.end() for match in cues.past.finditer(left)), default=-1)


def tells_past(low: str, start: int, end: int, sentences: Sentences) -> bool:
    """Whether the sentence around the expression tells of what has happened."""
    last = min(sentences.bounds(start)[1], end + _NEAR)
    return _cues().past.search(low, start - len(_before(low, start, sentences)), last) is not None


def is_reporting(low: str, start: int, end: int, sentences: Sentences) -> bool:
    """Whether the date dates an act of saying: "said on", "told the agency on", "in a statement on", "'s report"."""
    cues = _cues()
    left = _before(low, start, sentences)
    if cues.noun.search(left):
        return True
    if low[end - 2 : end] in ("'s", "’s") and cues.noun_after.match(low, end):
        return True
    words = [*cues.verb.finditer(left), *cues.saying.finditer(left)]
    if not words:
        return False
    said = max(words, key=lambda match: match.end())
    gap = left[said.end() :]
    if any(mark in gap for mark in _STOPS) or len(gap.split()) > _GAP_WORDS:
        return False
    offset = start - len(gap)
    for found in cues.clause.finditer(gap):
        if not sentences.text[offset + found.start()].isupper() and found.group() not in cues.names:
            return False
    if said.re is cues.saying:
        return gap.lstrip().startswith(_TO_WHOM)
    return said.group() in cues.intransitive or all(word in _SMALL for word in gap.split())


_STOPS = '.;:"“”'
_GAP_WORDS = 10  # "told the AGENCY news agency by telephone from the CITY on": nothing longer was one phrase in FA-KES
_TO_WHOM = ("with ", "to ", "by ", "from ", "in ", "for ", "on ", "late ", "early ")
_SMALL = frozenset(("on", "late", "early", "earlier", "later", "in", "the", "of", "also", "by", "at", "here"))
