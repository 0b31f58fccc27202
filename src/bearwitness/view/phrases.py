"""Claims told in plain sentences that say who says so.

In: claims and the documents they stand in. Out: English phrases and sentences. It never states a count without its
bound, never a doubt as a fact, and never a claim without its source; what it has no words for it quotes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import yaml

from bearwitness.base.records import Amount, Claim, Document, Harm, Place, Source, When

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WHOLE = 100  # percent
QUOTE_LIMIT = 320  # characters of a quotation in a sentence; the reference leads to all of it

WordList = Literal[
    "common", "definite", "determiners", "joints", "persons", "plural_ends", "prepositions", "uncountable"
]


@cache
def load_words() -> dict[str, dict[str, str | int | list[str]]]:
    """The content of words.yaml."""
    text = files("bearwitness.view").joinpath("words.yaml").read_text(encoding="utf-8")
    words: dict[str, dict[str, str | int | list[str]]] = yaml.safe_load(text)
    return words


def phrase_day(day: date) -> str:
    """A date as "9 December 2016", whatever the locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def phrase_period(start: date | None, end: date | None) -> str:
    """An interval of inclusive dates as a reader writes it: "9 December 2016", "June 2016", "2 to 4 June 2016"."""
    if start is None or end is None:
        if start is None and end is None:
            return "date not stated"
        return f"from {phrase_day(start)} on" if start else f"until {phrase_day(end or date.min)}"
    if start == end:
        return phrase_day(start)
    whole_end = _is_month_end(end)
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if start.day == 1 and whole_end:
        last = f"{MONTHS[end.month - 1]} {end.year}"
        if (start.year, start.month) == (end.year, end.month):
            return last
        return f"{MONTHS[start.month - 1]}{'' if start.year == end.year else f' {start.year}'} to {last}"
    if start.year != end.year:
        return f"{phrase_day(start)} to {phrase_day(end)}"
    first = str(start.day) if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"
    return f"{first} to {phrase_day(end)}"


def phrase_when(when: When | None) -> str:
    """The time with its preposition: "on 9 December 2016", "in June 2016", "since 1 June 2016"; "" when not known."""
    if when is None or (when.start is None and when.end is None):
        return ""
    if when.end is None and when.start is not None:
        return f"since {phrase_day(when.start)}"
    if when.start is None and when.end is not None:
        return f"up to {phrase_day(when.end)}"
    period = phrase_period(when.start, when.end)
    if when.start == when.end:
        return f"on {period}"
    if " to " not in period:
        return f"in {period}"
    return f"between {' and '.join(period.split(' to '))}"


def phrase_where(place: Place | None) -> str:
    """The place with its preposition: "in Jayrud", "near the bridge"; "" when not known."""
    if place is None:
        return ""
    name = flatten(place.name)
    if any(name.lower().startswith(f"{word} ") for word in _list_words("prepositions")):
        return name
    return f"{'at' if place.precision == 'exact' else 'in'} {name}"


def phrase_figure(harm: Harm | Amount) -> str:
    """The bounds alone: "12", "at least 12", "up to 12", "12 to 15", "about 12", "more than 100"; "none" for zero."""
    low, high = harm.low, harm.high
    about = "about " if harm.approximate else ""
    if low is None and high is None:
        return "an unstated number"
    if low == high:
        return "none" if low == 0 else f"{about}{low:,}"
    if high is None and low is not None:
        return f"more than {about}{low - 1:,}" if _is_above(harm, low) else f"at least {about}{low:,}"
    if not low and high is not None:
        return f"fewer than {about}{high + 1:,}" if _find_words(harm, "below") else f"up to {about}{high:,}"
    return f"{about}{low:,} to {high:,}"


def phrase_count(harm: Harm) -> str:
    """The bounds with those counted: "at least 12 civilians", "1 child", "dozens of people (24 or more)"."""
    one, several = _get_pair("who", harm.who)
    if harm.low is None and harm.high is None:
        return f"an unstated number of {several}"
    if harm.low == harm.high == 0:
        return "no one" if harm.who == "people" else f"no {several}"
    vague = _find_vague(harm)
    if vague:
        joint = "" if vague.endswith((" of", "several", "few", "numerous", "multiple")) else " of"
        return f"{vague}{joint} {several} ({harm.low:,} or more)"
    return f"{phrase_figure(harm)} {one if _is_one(harm) else several}"


def phrase_amounts(claim: Claim) -> str:
    """How much a deed is about: "150 soldiers (400 there before, 550 there after, as we reckon)"; "" for nothing."""
    main = _join([phrase_amount(amount) for amount in claim.amounts if amount.moment is None])
    sides = ", ".join(phrase_amount(amount) for amount in claim.amounts if amount.moment is not None)
    return f"{main} ({sides})" if main and sides else main or sides


def phrase_amount(amount: Amount) -> str:
    """One amount with what it counts: "about 70 percent of the old city", "dozens of tanks (24 or more)"."""
    if amount.measure == "share":
        return _phrase_share(amount)
    of = flatten(amount.of)
    vague = _find_vague(amount)
    if vague:
        joint = "" if vague.endswith((" of", "several", "few", "numerous", "multiple")) else " of"
        told = f"{vague}{joint} {of} ({amount.low:,} or more)"
    elif amount.moment:
        told = phrase_figure(amount)
    else:
        told = f"{phrase_figure(amount)} {of}"
    if amount.moment:
        return f"{told} there {amount.moment}{', as we reckon' if amount.derived else ''}"
    return told


def _phrase_share(amount: Amount) -> str:
    """A share with its whole; in the report's own words, with the bounds, where they hold no number."""
    words = flatten(amount.wording)
    of = f"{'' if amount.of[:1].isupper() else 'the '}{flatten(amount.of)}"
    if flatten(amount.of) not in words:
        words = f"{words.rsplit(maxsplit=1)[0]} {of}"  # "most of which", "a third of it"
    if re.search(r"\d", words):
        figure = phrase_figure(amount) if amount.high != WHOLE or amount.low == WHOLE else _phrase_least(amount)
        return f"{figure} percent of {of}"
    bounds = f"{amount.low:g}" if amount.low == amount.high else f"{amount.low:g} to {amount.high:g}"
    return f"{words[:1].lower()}{words[1:]} ({'about ' if amount.approximate else ''}{bounds} percent)"


def _phrase_least(amount: Amount) -> str:
    """A share with a least and no most, as it was told: "more than 60", "at least 60"."""
    low = amount.low or 0
    return f"more than {low - 1:g}" if _find_words(amount, "above") else f"at least {low:g}"


def name_counted(who: str, *, one: bool = False) -> str:
    """Those counted, in the plural unless there is one: "civilians", "police officers"."""
    return _get_pair("who", who)[0 if one else 1]


def phrase_harm(harm: Harm) -> str:
    """The count as a clause: "at least 12 civilians, including 3 children, were killed"."""
    within = [part for part in harm.parts if part.harm == harm.harm or harm.harm != "killed"]
    beside = [part for part in harm.parts if part not in within]  # the injured are not among the dead
    parts = _join([_phrase_part(part, harm) for part in within])
    told = f"{phrase_count(harm)}{f', including {parts},' if parts else ''} {_phrase_done(harm)}"
    return _join([told, *(phrase_harm(part) for part in beside)])


def phrase_sources(claim: Claim, document: Document) -> str:
    """Who says so, first speaker first, with whom relays it: "the Ministry of Health, quoted by AFP,"."""
    chain = list_speakers(claim, document)
    if not chain:
        return name_voice(document)
    first, relays = phrase_source(chain[0]), [phrase_source(source) for source in chain[1:]]
    return f"{first}, quoted by {_join(relays)}," if relays else first


def list_speakers(claim: Claim, document: Document) -> list[Source]:
    """The chain of the claim without the outlet that prints it; empty when the outlet speaks in its own voice."""
    chain = list(claim.sources)
    outlet = _squeeze(document.outlet or "")
    while chain and chain[-1].kind == "outlet" and _squeeze(chain[-1].name) == outlet:
        chain.pop()
    return chain


def name_voice(document: Document) -> str:
    """Who speaks when no one is named: the agency that wrote the report and the outlet that carries it."""
    agency, outlet = name_outlet(document.agency), name_outlet(document.outlet)
    if agency and outlet and fold_name(agency) != fold_name(outlet):
        return f"{agency}, carried by {outlet},"
    return agency or outlet or "an unnamed outlet"


def name_outlet(name: str | None) -> str:
    """An outlet's or agency's name, with a capital where the input has a bare key ("meridian"); "" for none."""
    flat = flatten(name or "")
    return _capitalise(flat) if flat.isalpha() and flat.islower() else flat


def phrase_source(source: Source) -> str:
    """A source's name with the article that English wants: "the Observatory", "a resident", "AFP"."""
    flat = flatten(source.name)
    name = flat if source.kind in ("outlet", "agency") else lower_description(flat)
    words = name.lower().replace("-", " ").split()
    if not words or words[0] in _list_words("determiners") or re.search(r"[,()]|\w[’']s\b", name):
        return name
    joint = next((place for place, word in enumerate(words) if word in _list_words("joints")), len(words))
    head = words[max(joint - 1, 0)]
    if head in _list_words("persons"):
        return f"{_choose_article(name)} {name}"
    if name[0].islower() and _is_plural(head):
        return name
    personal = source.kind in ("correspondent", "witness", "resident")
    if not personal and (head in _list_words("definite") or _holds_definite(name, words)):
        return f"the {name}"
    if name[0].isupper() or name[0].isdigit() or head in _list_words("uncountable"):
        return name
    return f"{_choose_article(name)} {name}"


def lower_description(name: str) -> str:
    """A description without the capital that only the start of its sentence gave it: "Masked men", "A council".

    A name keeps its capital ("Syrian rebels", "State Department"): only listed words that begin no name lose it.
    """
    words = name.split()
    first = words[0].lower() if words else ""
    if first in _list_words("determiners"):
        lowers = first == "the" or (len(words) > 1 and (words[1][0].islower() or words[-1][0].islower()))
    else:
        common = first in _list_words("common") or (len(words) == 1 and first in _list_words("uncountable"))
        lowers = common and words[0][1:].islower() and (len(words) == 1 or not words[1][0].isupper())
    return name[:1].lower() + name[1:] if lowers else name


def phrase_claim(claim: Claim, document: Document, words: str) -> str:
    """The claim as one sentence with its source. `words` is its evidence, quoted where there is no plainer telling."""
    speaker = phrase_sources(claim, document)
    if not claim.harms:
        return _capitalise(_phrase_deed(claim, f"{speaker.rstrip(',')}: “{shorten(words)}”"))
    plain = claim.stance in ("asserted", "alleged", "denied") and claim.reality in ("actual", "historical")
    if not plain:
        return _capitalise(f"{speaker.rstrip(',')}, in the words of the report: “{shorten(words)}”")
    content = _phrase_content(claim)
    if claim.stance == "alleged":
        return _capitalise(f"it is alleged, according to {speaker.rstrip(',')}, that {content}.")
    own_voice = not list_speakers(claim, document)
    verb = "denied that" if claim.stance == "denied" else "reported that" if own_voice else "said"
    return _capitalise(f"{speaker} {verb} {content}.")


def _phrase_deed(claim: Claim, said: str) -> str:
    """A claim without counts: what is done, by whom, to whom, before its words: "Shelling by X on the port. …"."""
    doer = phrase_source(Source(name=claim.actor.name, kind="government")) if claim.actor else ""
    deed = phrase_deed(claim, f" by {doer}" if doer else "")
    return f"{deed}. {_capitalise(said)}" if deed else said


def phrase_deed(claim: Claim, doer: str = "") -> str:
    """What is done to whom, in short, and how much: "Shelling on the port", "Ground held: 70 percent of the town".

    Nothing where no words are kept for the deed. `doer` stands between the two: " by X".
    """
    kind = f"{claim.category} {claim.mode}"
    words = load_words()
    label = str(words["deed"].get(kind) or words["deed"].get(claim.category) or "")
    joint = str(words["deed_to"].get(kind) or words["deed_to"].get(claim.category) or ":")
    target = lower_description(flatten(claim.target.name)) if claim.target else ""
    amounts = phrase_amounts(claim)
    if amounts and target and joint == ":" and not _is_apart(target, claim):
        target = ""
    to = f"{'' if joint == ':' else ' '}{joint} {target}" if target else ""
    much = f"{',' if joint == ':' and target else ':'} {amounts}" if amounts else ""
    return f"{label}{doer}{to}{much}" if label else ""


def _is_apart(target: str, claim: Claim) -> bool:
    """Whether a target names something that neither the amounts nor the place of a claim name."""
    told = [fold_name(f"{amount.of} {amount.wording}").split() for amount in claim.amounts]
    told += [fold_name(claim.place.name).split()] if claim.place else []
    held = {"a", "and", "of", "the"}.union(*told)
    return not set(fold_name(target).split()) <= held


def phrase_kind(claim: Claim) -> str:
    """What a claim is, in plain words: "shelling on the port", "denial", "statement"; "" where it has no word.

    The codes of category and mode are for programs, and are never shown to people.
    """
    words = load_words()["claim"]
    named = words.get(f"{claim.category} {claim.mode}") or words.get(claim.category) or ""
    deed = phrase_deed(claim) or str(named)
    return deed[:1].lower() + deed[1:]


def list_deeds(claims: Iterable[Claim]) -> list[str]:
    """What claims without counts say was done, in plain words, each once, the most frequent first."""
    words = load_words()["deed"]
    names = (f"{claim.category} {claim.mode}" for claim in claims if not claim.harms)
    found = Counter(str(words[name] if name in words else words.get(name.split()[0], "")) for name in names)
    return sorted((word for word in found if word), key=lambda word: (-found[word], word))


def phrase_events(kinds: Sequence[str]) -> list[str]:
    """Kinds of event in plain words, in their order."""
    words = load_words()["event"]
    return [str(words.get(kind, kind)) for kind in kinds]


def phrase_document(document: Document) -> str:
    """A document for a reader: its title, outlet and date, as far as known; its id where it has no title."""
    day = phrase_day(document.published) if document.published else ""
    parts = [flatten(document.title or document.id), name_outlet(document.outlet or document.agency), day]
    return ", ".join(part for part in parts if part)


def flatten(text: str) -> str:
    """Text on one line: control characters and runs of white space become one blank."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).split())


def shorten(text: str) -> str:
    """Text on one line, cut after a word at QUOTE_LIMIT characters with an ellipsis."""
    line = flatten(text)
    return line if len(line) <= QUOTE_LIMIT else line[:QUOTE_LIMIT].rsplit(" ", 1)[0] + " …"


def fold_name(name: str) -> str:
    """A name to compare by: lower case, no article, no punctuation."""
    return re.sub(r"^(the|an?)\s+", "", re.sub(r"[^\w]+", " ", name.casefold()).strip())


def _phrase_content(claim: Claim) -> str:
    clause = _join([phrase_harm(harm) for harm in claim.harms])
    actor = flatten(claim.actor.name) if claim.actor else ""
    mode = load_words()["mode"].get(claim.mode or "")
    doer = phrase_source(Source(name=actor, kind="government")) if actor else ""
    cause = f"{mode} of {doer}" if mode and doer else mode or doer
    direct = all(harm.harm in ("killed", "injured", "detained") for harm in claim.harms)
    by = f"{'by' if direct else 'attributed to'} {cause}" if cause else ""
    if claim.scope == "cumulative" and not phrase_when(claim.when):
        when = "over a period that is not stated"
    else:
        when = phrase_when(claim.when)
    about = " ".join(part for part in (phrase_where(claim.place), when) if part)
    return ", ".join(part for part in (f"{clause} {about}".strip(), by) if part)


def _phrase_done(harm: Harm) -> str:
    one, several = _get_pair("harm", harm.harm)
    return one if _is_one(harm) or (harm.low == harm.high == 0 and harm.who == "people") else several


def _is_one(harm: Harm) -> bool:
    """Whether the count, as told, ends in the number one: "1", "at least 1", "up to 1"."""
    return phrase_figure(harm).split()[-1] == "1"


def _phrase_part(part: Harm, whole: Harm) -> str:
    inner = _join([_phrase_part(deeper, part) for deeper in part.parts])
    told = phrase_count(part) if part.harm == whole.harm else f"{phrase_count(part)} who {_phrase_done(part)}"
    return f"{told} ({inner} among them)" if inner else told


def _find_vague(harm: Harm | Amount) -> str | None:
    """The report's own vague word when the bound is nothing but our reading of it."""
    if harm.low is None or harm.high is not None or harm.approximate or re.search(r"\d", harm.wording):
        return None
    return _find_words(harm, "vague", harm.low)


def _is_above(harm: Harm | Amount, low: float) -> bool:
    """Whether the report says "more than" one less: by its words, else by a round number that it does not go beyond."""
    if low < 2 or str(low) in re.findall(r"\d+", harm.wording.replace(",", "")):
        return False
    return _find_words(harm, "above") is not None or (low > 100 and (low - 1) % 100 == 0)


def _find_words(
    harm: Harm | Amount, table: Literal["vague", "above", "below"], value: float | None = None
) -> str | None:
    """The longest entry of a table in the words of the count; only entries with this value, if one is given."""
    wording = f" {flatten(harm.wording).lower()} "
    entries = load_words()[table]
    fitting = [str(x) for x in entries if value is None or (isinstance(entries, dict) and entries[x] == value)]
    return max((word for word in fitting if f" {word} " in wording), key=len, default=None)


def _get_pair(table: Literal["who", "harm"], key: str) -> tuple[str, str]:
    pair = load_words()[table][key]
    assert isinstance(pair, list)
    return pair[0], pair[1]


def _list_words(table: WordList) -> list[str]:
    return [str(word) for word in load_words()[table]]


def _join(parts: list[str]) -> str:
    """Parts as English lists them: "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def _capitalise(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _squeeze(name: str) -> str:
    """A name without its blanks, as the keys of archives write it ("northernpost")."""
    return fold_name(name).replace(" ", "")


def _holds_definite(name: str, words: list[str]) -> bool:
    return name[0].isupper() and not set(words).isdisjoint(_list_words("definite"))


def _is_plural(word: str) -> bool:
    """Whether a noun in lower case is a plural by its ending: "rebels", "gunmen", not "press"."""
    return word.endswith(tuple(_list_words("plural_ends"))) or (word.endswith("s") and not word.endswith("ss"))


def _choose_article(name: str) -> str:
    """ "a" or "an", by the sound that the first word begins with: an AFP reporter, a UN official, a union."""
    first = name.split(maxsplit=1)[0]
    if len(first) > 1 and first.isupper():
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    if re.match(r"eu|one\b|uni[^dmn]", first, re.IGNORECASE):
        return "a"
    return "an" if first[0].lower() in "aeio" or first.lower().startswith("un") else "a"


def _is_month_end(day: date) -> bool:
    return day == date.max or (day.month != date.fromordinal(day.toordinal() + 1).month)
