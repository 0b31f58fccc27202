"""The patterns of date expressions, made of the lexicon: which words begin one and what it must look like.

In: `lexicon/dates.yaml`. Out: a `Scanner` of compiled patterns, each with the name of the rule that reads its match. It
never looks at a text. Every pattern begins at a word or a number and is of bounded length, so a text of any size is
scanned in time proportional to its length.
"""
# ruff: noqa: E501  a pattern is read in one piece

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from bearwitness.extract.lexicons import load_lexicon

_SHORT_DAY = 5  # letters: "thurs" is a short form, "monday" is not
Rule = tuple[re.Pattern[str], str]


def alternatives(words: Mapping[str, object] | Sequence[str]) -> str:
    """The words as one regular alternation, longest first, any white space between the words of one entry."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


class Scanner(NamedTuple):
    """The compiled patterns and the tables behind them.

    `rules`: by the word that an expression begins with, the patterns to try in order, each with its rule's name; `digits`:
    the same for a number. `lookbehind` and `lookahead`: what may stand directly before or after an expression, by name.
    """

    rules: dict[str, tuple[Rule, ...]]
    digits: tuple[Rule, ...]
    lookbehind: dict[str, re.Pattern[str]]
    lookahead: dict[str, re.Pattern[str]]
    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    couple: frozenset[str]
    ordinals: dict[str, int]
    seasons: dict[str, int]
    doubtful: frozenset[int]
    holidays: dict[str, str]
    fixed: dict[str, date]


@cache
def scanner() -> Scanner:
    """The scanner, compiled once from `lexicon/dates.yaml`."""
    raw = load_lexicon("dates")
    mon, wday = f"(?:{alternatives(raw['months'])})", alternatives(raw["weekdays"])
    year, suffix = r"(?:19|20)\d\d(?!\d|[.,]\d)", r"(?P<suffix>st|nd|rd|th)?"
    number = rf"\d{{1,3}}|{alternatives([*raw['numbers'], *raw['vague_numbers'], *raw['couple']])}"
    unit = "hours?|days?|weeks?|months?|years?|decades?|fortnights?"
    conflict = alternatives(raw["conflicts"])
    long_conflict = alternatives(raw["long_conflicts"])
    filler = r"(?:[\w-]+\s+){0,3}?"
    seasons = alternatives(raw["seasons"])
    parts = "|".join(rf"(?P<{name}>{alternatives(words)})" for name, words in raw["parts"].items())
    day = r"(?P<day>\d{1,2})"
    to = r"(?:\s*[-–—/]\s*|\s+(?:to|through|until|till|and|&)\s+)"
    comma_year = rf"(?:(?:,\s*|\s+)(?:of\s+)?(?P<year>{year}))?"
    no_more = r"(?![\d%:]|[.,]\d|\s*(?:%|percent|per\s+cent|km\b|[ap]\.?m\b))"

    def compiled(pattern: str) -> re.Pattern[str]:
        return re.compile(pattern)

    rules: dict[str, list[Rule]] = {}

    def rule(first_words: list[str], pattern: str, name: str) -> None:
        one = compiled(pattern)
        for word in dict.fromkeys(word.split()[0].split("-")[0].split("'")[0].rstrip(".") for word in first_words):
            rules.setdefault(word, []).append((one, name))

    months, weekdays = list(raw["months"]), list(raw["weekdays"])
    fixed = [key for key in raw["fixed_days"] if not key[0].isdigit()]
    rule(fixed, rf"(?:{alternatives(fixed)})\b", "fixed")
    rule(["may"], r"may\s+day\b", "feast")
    rule(months, rf"(?P<month>{mon})\b\.?[\s-]+{day}(?P<glued>(?:19|20)\d\d)(?!\d)", "month_day")
    rules_year = rf"(?P<month>{mon})\b\.?(?:,?\s+|\s+of\s+|\s+in\s+|-)(?P<year>{year})"
    rule(
        months,
        rf"(?P<month>{mon})\b\.?[\s-]+(?:the\s+)?{day}{suffix}(?:{to}(?:the\s+)?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?\b{no_more})?{comma_year}\b{no_more}",
        "month_day",
    )
    rule(months, rf"(?P<month>{mon})\b\.?[\s-]+(?:the\s+)?{day}{suffix}\b{no_more}", "month_day")
    rule(months, rules_year, "month_year")
    rule(
        months,
        rf"(?P<month>{mon})\b(?:\.(?=\s+[a-z]))?(?:,?\s+(?:of\s+)?(?P<turned>last|this|next|(?<=the\s)previous)\s+year\b)?",
        "month_alone",
    )
    rule(
        [*weekdays, *(f"{word}s" for word in weekdays if len(word) > _SHORT_DAY)],
        rf"(?P<weekday>{wday})(?P<owner>['’]s)?(?P<plural>s)?\b(?:\.(?=,?\s+(?:\d|{mon}\b)))?(?:\s+(?:{alternatives(raw['day_parts'])})\b)?(?:\s+(?:of\s+)?(?P<week>last|this|next)\s+week\b)?",
        "weekday",
    )
    rule(
        ["today", "todays", "tonight", "tonights", "yesterday", "yesterdays", "tomorrow", "tomorrows", "overnight"],
        r"(?:today|tonight|yesterday|tomorrow|overnight)s?\b(?:\s+(?:early\s+)?(?:morning|afternoon|evening|night))?",
        "relative",
    )
    rule(["last"], r"last\s+night\b", "relative")
    lone = rf"(?!\s+(?:of|from|to|on|before|after|between|{alternatives(raw['night_things'])})\b)"
    rule(raw["night_leads"], rf"(?:{alternatives(raw['night_leads'])})\s+the\s+night\b{lone}", "night")
    rule(["day", "night"], r"(?:day|night)\s+(?:before\s+yesterday|after\s+tomorrow)\b", "relative")
    rule(["week", "month", "year"], r"(?P<unit>week|month|year)\s+before\s+last\b", "before_last")
    rule(
        ["day", "night", "week", "month", "year"],
        r"(?P<unit>day|night|week|month|year)\s+(?P<way>before|after)\b",
        "neighbour",
    )
    rule(
        [
            "this",
            "last",
            "next",
            "past",
            "previous",
            "following",
            "same",
            "that",
            "coming",
            "preceding",
            "current",
            "prior",
        ],
        rf"(?P<turn>this|last|next|past|previous|following|same|that|coming|preceding|current|prior)\s+(?:(?:past|coming)\s+)?(?P<unit>weekend|week|month|year|day|night|morning|afternoon|evening|decade|{seasons})(?P<owned>s(?=\s+[a-z]))?\b(?!-)",
        "turned",
    )
    rule(
        ["last", "next", "past", "previous", "coming", "preceding", "recent", "following"],
        rf"(?P<turn>last|past|recent|next|coming|previous|preceding|following)\s+(?:(?P<number>{number})[\s-]+)?(?P<unit>{unit})\b",
        "window",
    )
    count = rf"(?P<number>{number})(?:-and-a-half|\s+and\s+a\s+half|\s+or\s+(?:\w+\s+)?so)?[\s-]+(?P<unit>{unit})\s+(?:or\s+so\s+)?(?P<way>ago|back|earlier|later|before|after|previously|afterwards?|prior(?!\s+to))\b"
    age = rf"(?P<number>{number})(?:-and-a-half|\s+and\s+a\s+half|[\s-]+1/2)?(?:[\s-]+years?[\s-]+(?:old[\s-]+|long[\s-]+)?{filler}(?:{long_conflict})\b|[\s-]+years?['’]?\s+(?:of|into|in)\s+{filler}(?:{long_conflict})\b)"
    number_words = [
        word for word in [*raw["numbers"], *raw["vague_numbers"], *raw["couple"]] if word not in ("recent",)
    ]
    rule(number_words, count, "counted")
    rule(number_words, age, "age")
    rule(["decade"], rf"decade-(?:long|old)\s+{filler}(?:{long_conflict})\b", "decade_age")
    rule(["eve"], r"eve\s+of\b", "eve")
    ordinals = alternatives(raw["ordinals"])
    rule(
        list(raw["ordinals"]),
        rf"(?P<ordinal>{ordinals})\s+(?:straight\s+|consecutive\s+)?year\b(?:\s+of\s+(?P<conflict>{filler}(?:{conflict})))?\b",
        "nth_year",
    )
    piece = rf"(?P<which>first|second|third|fourth|opening|last|final|closing)\s+(?:(?P<number>{number})\s+)?(?P<unit>days?|weeks?|months?)\s+of\s+(?:(?P<month>{mon})\b\.?(?:,?\s+(?:of\s+)?(?P<year>{year}))?|(?P<only>{year})|(?P<turned>last|this|next)\s+year\b)"
    pieces = ["first", "second", "third", "fourth", "opening", "last", "final", "closing"]
    rules_first: Rule = (compiled(piece), "piece")
    for word in pieces:
        rules.setdefault(word, []).insert(0, rules_first)
    rule(list(raw["ordinals"]), rf"(?P<ordinal>{ordinals})\s+century\b", "century")
    rule(["q"], rf"q(?P<quarter>[1-4])\b(?:,?\s+(?:of\s+)?(?P<year>{year}))", "short_quarter")
    quarter = rf"(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+(?P<what>quarter|half)\b(?P<of>\s+of\s+(?:(?P<turned>this|last|next)\s+year\b|the\s+year\b|(?P<month>{mon})\b)?,?\s*(?:of\s+)?(?P<year>{year})?)?"
    rule(["first", "second", "third", "fourth"], quarter, "quarter")
    rule(
        list(raw["seasons"]),
        rf"(?P<season>{seasons})\b(?:\s+(?:of\s+)?(?:the\s+year\s+)?(?P<year>{year})(?:[-–/](?:\d{{4}}|\d\d)\b)?)?",
        "season",
    )
    rule(["the"], r"the\s+(?P<unit>month|year|week|decade)\b", "span_of_unit")
    rule(
        ["weekend"],
        r"(?P<turn>)weekend\b",
        "weekend",
    )
    rule(["then"], r"(?P<then>then)\b", "since_then")
    rule(["at"], r"at\s+(?:the|that)\s+time\b", "recall")
    rule(["same", "that"], r"(?:same|that)\s+period\b(?!\s+of)", "recall")
    rule(["recently"], r"recently\b", "recently")
    feasts = [*raw["holidays"], *raw["moving_feasts"]]
    rule(feasts, rf"(?:{alternatives(feasts)})(?!\w)", "feast")
    digits = tuple(
        (compiled(pattern), name)
        for pattern, name in (
            (
                r"(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)(?:t\d\d:?\d\d(?::?\d\d)?(?:\.\d+)?z?)?",
                "iso",
            ),
            (r"(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?![\d/-]|\.\d)", "numeric"),
            (rf"(?:{alternatives([key for key in raw['fixed_days'] if key[0].isdigit()])})(?![\d/])", "fixed"),
            (
                rf"{day}{suffix}(?:{to}(?:the\s+)?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?(?:\s+day)?(?:\s+of\s+|[\s-]+)(?P<month>{mon})\b\.?(?:(?:,\s*|\s+(?:of\s+)?|-)(?P<year>{year}))?(?![\d:])",
                "day_month",
            ),
            (r"(?P<y>(?:19|20)\d\d)\s*[-–/]\s*(?P<z>(?:19|20)\d\d|\d\d)(?![\d-])", "years"),
            (r"(?P<y>(?:(?:19|20)\d|\d)0)['’]?s\b", "decade"),
            (rf"(?P<y>{year})(?!\s*[-–/]?\s*(?:km|m|kg|%))(?![\w/%:-]{{0,3}}\d)", "year"),
            (count, "counted"),
            (r"(?P<number>\d{2})[\s-]+hours\b", "within"),
            (age, "age"),
            (rf"(?P<ordinal>{ordinals})\s+year\b(?:\s+of\s+(?P<conflict>{filler}(?:{conflict})))?\b", "nth_year"),
            (quarter, "quarter"),
            (r"(?P<ordinal>\d{1,2}(?:st|nd|rd|th))\s+century\b", "century"),
        )
    )
    lead = alternatives(raw["month_leads"])
    behind = {
        "inside": r"\b(?:in|during|throughout)\s+$",
        "war": rf"\b(?:{long_conflict})\b[^.;]{{0,40}}$",
        "part": rf"(?<!\w)(?:{parts})(?:\s+(?:in|on|of|the|this))?[\s-]+$",
        "about": rf"\b(?:{alternatives(raw['approximately'])})\s+$",
        "month lead": rf"\b(?:{lead})\s+$",
        "month determiner": rf"\b(?:{alternatives(raw['month_determiners'])})\s+$",
        "month name": rf"\b(?:{alternatives(raw['month_names_before'])})\s+$",
        "turn": r"\b(?P<turn>last|next|this|coming|previous|following|preceding|past|same|that)\s+$",
        "weekday name": rf"\b(?:{alternatives(raw['weekday_names_before'])})\s+$",
        "on": r"\bon\s+(?:the\s+)?$",
        "habit": r"\b(?:most|all|some|many)\s+$",
        "recurring": r"\b(?:every|each)\s+$",
        "determiner": r"\b(?:the|a|an|this|that)\s+$",
        "year": rf"(?:\b(?:{alternatives(raw['year_leads'])})\s+(?:the\s+year\s+)?$|\bmid-$|\b(?:19|20)\d\d,\s+$)",
        "weak year": rf"\b(?:{alternatives(raw['weak_year_leads'])})\s+(?:the\s+year\s+)?$",
        "guard": rf"(?:{alternatives(raw['year_guards'])})\s*$",
        "bracket": r"\(\s*$",
        "the": r"(?:\b(?:the|a|an|its|their|his|of)|['’]s)\s+['’]?$",
        "article": r"\b(?:a|an)\s+$",
        "this": r"\bthis\s+$",
        "earlier": r"\bearlier\s+$",
        "later": r"\blater\s+$",
        "window": r"\b(?:in|over|during|within|for|throughout|across)\s+(?:the|these)\s+$",
        "within": r"\b(?:in|within)\s+(?:less\s+than\s+|just\s+|only\s+|the\s+|under\s+)?$",
        "its": r"\b(?:in|into|enter\w*|mark\w*|for)\s+(?:its|their|the|a)\s+$",
        "enters": r"\benter(?:s|ed|ing)?\s+(?:its|their|the|a)\s+$",
        "season": r"\b(?:in|of|during|since|the|early|late|mid|by|this|last)[\s-]+(?:the\s+)?$",
        "weekend": r"\b(?:over|at|on|during|of|since)\s+(?:the\s+)?$",
        "holiday": rf"\b(?:{alternatives(raw['holiday_leads'])})\s+(?:the\s+)?$",
        "since": r"\bsince\s+$",
    }
    ahead = {
        "numbered name": rf"\s+\d{{1,2}}(?:st|nd|rd|th)?\s+(?P<noun>{alternatives(raw['date_name_nouns'])})\b",
        "another month": rf"\s*(?:[-–/,]|and\b|or\b|to\b|through\b)\s*{mon}\b",
        "war": rf"[^.;]{{0,80}}\b(?:{long_conflict})\b",
        "countable": rf"\s+(?:{alternatives(raw['countables'])})\b",
        "plural": r"\s+[a-z-]+[^s\W]s\b",
        "name noun": rf"\s+(?P<noun>{alternatives(raw['date_name_nouns'])})\b",
        "lower word": r"\s+[a-z]",
        "of": r"\s+(?:of|for|when)\b",
        "weekday name": rf"\s+(?:{alternatives(raw['weekday_names_after'])})\b",
        "date": rf"\.?,?\s+(?:\d|{mon}\b)",
        "word": r"\s+\w",
        "year event": rf"\s+(?:[\w.-]+\s+){{0,2}}?(?:{alternatives(raw['year_event_nouns'])})\b",
        "bracket": r"\s*[);,:]",
        "year end": rf"\s*(?:$|[^\w\s%]|(?:{alternatives(raw['after_year'])})\b)",
        "clause end": rf"\s*(?:$|[^\w\s'’\"“(-]|[-–—]\s|(?:{alternatives(raw['after_neighbour'])})\b)",
        "than": r"\s+than\b",
        "of date": rf"\s+of\s+(?:{mon}\b|\d|last\b|this\b|the\b)",
    }
    return Scanner(
        rules={word: tuple(entries) for word, entries in rules.items()},
        digits=digits,
        lookbehind={name: compiled(pattern) for name, pattern in behind.items()},
        lookahead={name: compiled(pattern) for name, pattern in ahead.items()},
        months=raw["months"],
        weekdays=raw["weekdays"],
        numbers=raw["numbers"],
        couple=frozenset(raw["couple"]),
        ordinals=raw["ordinals"],
        seasons=raw["seasons"],
        doubtful=frozenset(raw["months"][word] for word in raw["doubtful_months"]),
        holidays=raw["holidays"],
        fixed=raw["fixed_days"],
    )
