"""The patterns of time expressions that stand alone, and the reading of their number words.

In: `lexicon/timexes.yaml` and the calendar words of `lexicon/dates.yaml`. Out: a `Grammar` of compiled patterns by the
name of the rule that reads the match, the expression cleaned for them, numbers. It never knows a date.
"""
# ruff: noqa: E501  a pattern is read in one piece

import re
from functools import cache
from typing import Any, NamedTuple

from bearwitness.extract.dating.date_patterns import alternatives
from bearwitness.extract.lexicons import load_lexicon

_SPOKEN_YEAR = range(11, 21)  # "nineteen ninety-six": what may be the century of a year said as two numbers


Match = re.Match[str]
_BACK = frozenset({"last", "past", "this past", "previous", "prior", "preceding"})
_ON = frozenset({"next", "coming", "this coming", "following"})


class Grammar(NamedTuple):
    """The compiled patterns, in the order in which they are tried, and the words behind them."""

    rules: tuple[tuple[re.Pattern[str], str], ...]
    about: re.Pattern[str]
    trailing: re.Pattern[str]
    clock: re.Pattern[str]
    words: dict[str, Any]
    calendar: dict[str, Any]
    refs: dict[str, str]


@cache
def grammar() -> Grammar:
    """The grammar, compiled once."""
    words, calendar = load_lexicon("timexes"), load_lexicon("dates")
    mon, wday = f"(?P<month>{alternatives(calendar['months'])})", f"(?P<weekday>{alternatives(calendar['weekdays'])})s?"
    unit = f"(?P<unit>{alternatives(words['units'])})"
    number_word = alternatives([*calendar["numbers"], *words["tens"], *words["scales"], "and"])
    number = rf"(?P<number>(?:(?:an? )?\d[\d,]*(?:\.\d+)?(?: 1/2| 1/4| 3/4)?|(?:(?:{number_word}) ?)+|{alternatives([*words['vague'], *words['couple']])})) ?"
    ordinal = rf"(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|{alternatives(calendar['ordinals'])})"
    season, part = f"(?P<season>{alternatives(words['seasons'])})", f"(?P<part>{alternatives(words['dayparts'])})"
    year = r"(?P<year>(?:1[5-9]|20)\d\d)"
    last = r"(?P<turn>last|this past|past|previous|prior|preceding)"
    turn = r"(?P<turn>last|next|this coming|this past|this|coming|past|previous|prior|preceding|following|that|same|current|latest|latter)"
    ordinals = rf"{alternatives(calendar['ordinals'])}|(?:{alternatives(words['tens'])}) (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    day = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<dayth>{ordinals})"
    back = r"(?:year[ -]?(?P<ago>ago|earlier))"
    compared = r"(?:comparable |corresponding |same |like |similar |equivalent )?"
    stretch = r"(?P<what>quarter|period|half)"
    vague = alternatives([word for word in words["vague"] if word != "the"])
    filler = f"(?:(?:{alternatives(words['filler'])}) )*"
    each = alternatives(words["each"])
    table = (
        (r"(?P<iso>\d{4}-\d\d-\d\d(?:t\d\d:?\d\d(?::?\d\d)?)?)", "iso"),
        (r"(?P<year>(?:19|20)\d\d) (?P<m>\d\d)", "iso_month"),
        (rf"(?P<feast>{alternatives(calendar['holidays'])})", "feast"),
        (r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<year>\d{4}|\d\d)", "numeric"),
        (rf"(?:(?:this )?(?:coming |past )?{wday} )?{mon} (?:the )?(?:{day})(?: {year})?", "day"),
        (rf"(?:{wday} )?(?:the )?(?:{day}) (?:of )?{mon}(?: {year})?", "day"),
        (rf"(?:the month of )?{mon} (?:of )?(?:{year}|(?P<turn>last|this|next) year|(?P<spoken>[a-z][a-z ]+))", "month"),
        (rf"(?P<turn>last|next|this|this past|this coming|coming|past|previous)? ?{mon}", "month"),
        (rf"(?:the year |fiscal (?:year )?|calendar (?:year )?|the )?{year}", "year"),
        (r"(?:the year )?(?P<spoken>(?:(?:eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty) [a-z ]+|two thousand(?: and)?(?: [a-z]+)?))", "spoken_year"),
        (r"(?:the )?'?(?P<decade>(?:1[5-9]|20)?\d0)'?s", "decade"),
        (rf"the (?P<decade>{alternatives(words['decades'])})", "decade"),
        (rf"(?:the )?(?:(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)|{ordinals})|(?P<turn>last|this|next)) century", "century"),
        (rf"(?:(?:the )?{turn} )?{wday}(?: (?P<week>last|this|next) week)?(?:'s)?", "weekday"),
        (r"(?P<word>today|yesterday|tomorrow)(?:'s)?|(?P<before>the )?day before yesterday|(?:the )?day after tomorrow", "named_day"),
        (rf"(?:{each}) {wday}(?: {part})?", "each_weekday"),
        (rf"{wday} (?P<part>mornings|afternoons|evenings|nights)", "each_weekday"),
        (rf"(?:each|every) {mon}", "each_month"),
        (rf"(?:each|every|each of the past (?:{number_word})|the past (?:{number_word})) {season}", "each_season"),
        (rf"(?:each|every|once a|twice a|per)(?: single)? {unit}", "each_unit"),
        (rf"(?:each|every) (?P<number>{number_word}|\d+) {unit}", "each_unit"),
        (rf"(?P<again>{alternatives(words['again'])})", "again"),
        # quarters, told against each other
        (rf"(?:the |a |its |their )?(?:flat |latest |fiscal |current |first )?(?:fiscal )?{ordinal} (?P<what>quarter|half)(?:'s)?(?: of (?:fiscal |the year )?{year}| of (?P<turn>last|this|next) year| (?:a )?{back}| (?P<turned>last|this|next) year)?", "quarter"),
        (rf"(?:the |its |fiscal )*{year} (?:fiscal )?{ordinal} (?P<what>quarter|half)", "quarter"),
        (rf"(?P<turn>last|this|next) year's {ordinal} (?P<what>quarter|half)", "quarter"),
        (rf"(?:the |a )?{compared}{back} (?:fiscal )?{ordinal} (?P<what>quarter|half)", "quarter"),
        (r"(?:the )?(?:first|last|latter|final|second) (?:(?:two|2) )quarters of (?P<year>\d{4})", "two_quarters"),
        (rf"(?:the )?(?P<which>last|latter|final) half of {year}", "half_year"),
        (r"(?:the )?(?:first|last|latter|second|early|late)? ?half of (?:the )?'?(?P<decade>(?:1[5-9]|20)?\d0)s", "decade"),
        (rf"(?:the |that |a )?{compared}{back} {stretch}", "year_back"),
        (rf"(?:the |that )?{stretch} (?:a |one )?{back}", "year_back"),
        (rf"(?:the )?{compared}{stretch} (?:of )?(?:a |the )?(?P<before>last year|year before|previous year|a year earlier|a year ago)", "year_back"),
        (rf"last year's {compared}{stretch}", "year_back"),
        (r"(?:a |one |the )?year[ -]?(?:ago|earlier|previously)", "year_before"),
        (r"(?:the )?(?P<unit>day|night|week|month|year) (?P<way>before|after)|the (?P<next>next|following) (?P<day>day|night)|(?:the )?(?P<last>previous|preceding) (?P<night>night)", "neighbour"),
        (rf"(?:the )?{compared}{year} {stretch}", "year_of_quarter"),
        (rf"(?:the )?{stretch} of {year}", "year_of_quarter"),
        (r"(?:the |this |that |its )?(?:latest|just ended|most recent|same|current|recent|first|fiscal|full|latter)? ?(?P<what>quarter|period)(?:'s)?", "the_quarter"),
        (r"(?P<turn>last|next|previous|following|coming) (?P<what>quarter)", "the_quarter"),
        # lengths counted from here
        (rf"(?:the )?(?:{last}|(?P<next>next|coming|following)) {number}{filler}{unit}", "window"),
        (rf"(?:the )?(?:{last}|(?P<next>next|coming|following)) (?P<number>{vague}) {unit}", "window"),
        (r"(?P<whole>the )(?:past|last|next|coming) (?P<unit>year|month|week|quarter|decade|century|hour)", "past_unit"),
        (rf"(?:(?P<number>an?|one) )?{unit} (?P<way>ago|earlier|later|before|after|back|hence|from now|previously)", "counted"),
        (rf"{number}{filler}{unit}(?: (?:or|to) (?P<more>[a-z]+|\d+))? (?P<way>ago|earlier|later|before|after|back|hence|from now|previously)", "counted"),
        (rf"(?:the )?(?P<recent>{alternatives(words['recent'])}) (?:days|years)", "as_such"),
        (rf"(?:the )?(?P<coming>{alternatives(words['coming'])}) (?:minutes|hours|days|weeks|months|quarters|years|decades)", "as_such"),
        (r"then|(?:at |until |since |before )?that (?:same )?(?:day|date)", "then"),
        (rf"{ordinal} quarters", "each_quarter"),
        # the week, the month, the year
        (rf"(?:the )?{turn} (?:(?:fiscal|calendar|full|whole) )?(?P<unit>weekend|week|month|year|decade|day)(?:'s)?", "turned"),
        (rf"(?:the )?(?:{turn} )?{season}(?: (?:of )?(?:{year}|(?P<spoken>[a-z]+ [a-z]+(?: [a-z]+)?|the year two thousand)|(?P<years>last|this|next) year))?", "season"),
        (r"(?:the |its |a )?(?:latest|current|full|whole|entire|calendar)? ?(?:fiscal )?(?P<unit>week|month|year|day|weekend|decade)(?:'s)?", "the_unit"),
        (r"(?:the )?(?:end of (?:the )?(?P<of>year|month|week|day|quarter)|(?P<end>year|month|quarter|week)(?:'s)? end)", "end"),
        (r"(?:later|earlier|late|early) in the (?P<unit>year|month|week|day)", "the_unit"),
        (rf"(?:the )?{ordinal} {filler}(?P<unit>day)", "that_day"),
        # lengths
        (rf"(?:the )?(?:last |past |next |coming )?{number}(?:to|or) (?P<upto>\d+|{number_word}) {filler}{unit}", "length"),
        (rf"(?:the )?(?:first |last |latest |final |next |past |coming |initial |opening |early |following |{back} )?{number}{filler}(?P<half>1/2 )?{unit}(?P<andhalf> and a half)?", "length"),
        (rf"(?P<number>an?|one) {unit} and a (?P<andhalf>half)", "length"),
        (rf"(?P<number>\d+|[a-z]+) and a half {unit}", "length_half"),
        (rf"(?:a )?half (?:an? |of an? )?{unit}", "half_unit"),
        (rf"{unit} (?:or|and|to) (?P<other>{alternatives(words['units'])})", "lengths"),
        (r"(?:the |a |fairly |lengthy |long |brief |short )*(?P<unit>while|period|time)|some time", "some_time"),
        (rf"(?:the (?:early |coming |intervening |later )?)?{unit}(?: ahead| now)?", "length_open"),
    )  # fmt: skip
    refs = {
        " ".join(str(word).split()): f"{name.upper()}_REF"
        for name in ("present", "past", "future")
        for word in words[name]
    }
    clock = r"(?:(?P<hour>\d{1,2})(?::(?P<minute>\d\d))? ?(?P<half>[ap])\.?m\.?|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)|\b(?P<named>noon|midnight)\b|(?P<zulu>(?:[01]\d|2[0-3])[0-5]\d)(?= ?(?:gmt|utc))|(?P<oclock>[a-z]+|\d{1,2}) o'clock)(?: ?(?:[ecmp]?[sd]t|gmt|utc|local time|sharp|[a-z]+ time)\b)?"
    return Grammar(
        rules=tuple((re.compile(pattern), name) for pattern, name in table),
        about=re.compile(rf"(?:{alternatives(words['about'])}) (?=\S)"),
        trailing=re.compile(rf" (?:{alternatives(words['trailing'])})$"),
        clock=re.compile(clock),
        words=words,
        calendar=calendar,
        refs=refs,
    )


def clean_expression(text: str) -> str:
    """An expression in lower case, hyphens and commas as spaces, short forms without their full stop."""
    low = " ".join(text.lower().replace("’", "'").split())
    if re.match(r"\d{4}-\d\d-\d\d", low):
        return low
    low = re.sub(r"(?<=\d),(?=\d{3})", "", low)
    low = re.sub(r"\b([ap])\. ?m\b\.?", r"\1m", low)
    low = re.sub(r"(?<=[a-z])\.", "", low)
    low = re.sub(r"[-–—,()\"“”]+", " ", low)
    return " ".join(low.split())


def read_amount(words: str | None) -> float | None:
    """A number in digits or words ("2 1/2", "twenty four", "two thousand"); None where the words leave it open."""
    if words is None:
        return None
    made = grammar()
    words = words.strip()
    if re.match(r"an? \d", words):
        words = words.partition(" ")[2]
    if words in made.words["couple"]:
        return 2
    found = re.fullmatch(r"(\d+(?:\.\d+)?)?(?: ?([123])/([24]))?", words)
    if found and words:
        return float(found[1] or 0) + (int(found[2]) / int(found[3]) if found[2] else 0)
    total, current, read = 0, 0, False
    for word in words.split():
        if word in made.words["scales"]:
            scale = made.words["scales"][word]
            current = (current or 1) * scale
            if scale > 100:
                total, current = total + current, 0
        elif word in ("a", "an") and len(words.split()) > 1:
            continue  # "a three-year period"; "a hundred" counts its scale once
        elif word in made.words["tens"] or word in made.calendar["numbers"]:
            current += made.words["tens"].get(word) or made.calendar["numbers"][word]
        elif word == "and" and read:
            continue
        else:
            return None
        read = True
    return float(total + current) if read else None


def read_spoken_year(words: str) -> int | None:
    """A year said in words: "nineteen ninety-six", "two thousand", "two thousand and four", "nineteen oh five"."""
    parts = words.replace("the year ", "").split()
    if parts[:2] == ["two", "thousand"]:
        rest = read_amount(" ".join(parts[2:]).removeprefix("and ").strip()) if parts[2:] else 0
        return None if rest is None or rest > 99 else 2000 + int(rest)
    if len(parts) < 2:
        return None
    century = read_amount(parts[0])
    rest = read_amount(" ".join(parts[2:] if parts[1] == "oh" else parts[1:]))
    if century is None or rest is None or int(century) not in _SPOKEN_YEAR or rest > 100:
        return None
    return int(century) * 100 + (0 if rest == 100 else int(rest))


def read_ordinal(word: str) -> int:
    """The number of an ordinal: "3rd", "third", "twenty first"."""
    digits = re.match(r"\d+", word)
    if digits:
        return int(digits[0])
    tens, _, ones = word.partition(" ")
    if ones:
        return int(grammar().words["tens"][tens]) + int(grammar().calendar["ordinals"][ones])
    return int(grammar().calendar["ordinals"][word])


def read_step(turn: str | None) -> int:
    """Which way a word such as "last" or "next" turns: -1 back, 1 on, 0 neither."""
    return -1 if turn in _BACK else 1 if turn in _ON else 0


def read_unit(match: Match) -> str:
    """TimeML's letter of the unit that a match names, with a T before it for hours, minutes and seconds."""
    return str(grammar().words["units"][match["unit"]])
