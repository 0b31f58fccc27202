"""Claims told in plain sentences that say who says so.

In: claims and the documents they stand in. Out: English phrases and sentences. It never states a count without its
bound, never a doubt as a fact, and never a claim without its source; what it has no words for it quotes.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bearwitness.base.records import Claim, Document, Place, Source
from bearwitness.view.figures import phrase_amounts, phrase_harm
from bearwitness.view.periods import phrase_day, phrase_when
from bearwitness.view.words import flatten, fold_name, join_parts, list_words, load_words, shorten


def phrase_where(place: Place | None) -> str:
    """The place with its preposition: "in Jayrud", "near the bridge"; "" when not known."""
    if place is None:
        return ""
    name = flatten(place.name)
    if any(name.lower().startswith(f"{word} ") for word in list_words("prepositions")):
        return name
    return f"{'at' if place.precision == 'exact' else 'in'} {name}"


def phrase_sources(claim: Claim, document: Document) -> str:
    """Who says so, first speaker first, with whom relays it: "the Ministry of Health, quoted by AFP,"."""
    chain = list_speakers(claim, document)
    if not chain:
        return name_voice(document)
    first, relays = phrase_source(chain[0]), [phrase_source(source) for source in chain[1:]]
    return f"{first}, quoted by {join_parts(relays)}," if relays else first


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
    if not words or words[0] in list_words("determiners") or re.search(r"[,()]|\w[’']s\b", name):
        return name
    joint = next((place for place, word in enumerate(words) if word in list_words("joints")), len(words))
    head = words[max(joint - 1, 0)]
    if head in list_words("persons"):
        return f"{_choose_article(name)} {name}"
    if name[0].islower() and _is_plural(head):
        return name
    personal = source.kind in ("correspondent", "witness", "resident")
    if not personal and (head in list_words("definite") or _holds_definite(name, words)):
        return f"the {name}"
    if name[0].isupper() or name[0].isdigit() or head in list_words("uncountable"):
        return name
    return f"{_choose_article(name)} {name}"


def lower_description(name: str) -> str:
    """A description without the capital that only the start of its sentence gave it: "Masked men", "A council".

    A name keeps its capital ("Syrian rebels", "State Department"): only listed words that begin no name lose it.
    """
    words = name.split()
    first = words[0].lower() if words else ""
    if first in list_words("determiners"):
        lowers = first == "the" or (len(words) > 1 and (words[1][0].islower() or words[-1][0].islower()))
    else:
        common = first in list_words("common") or (len(words) == 1 and first in list_words("uncountable"))
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


def _phrase_content(claim: Claim) -> str:
    clause = join_parts([phrase_harm(harm) for harm in claim.harms])
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


def _capitalise(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _squeeze(name: str) -> str:
    """A name without its blanks, as the keys of archives write it ("northernpost")."""
    return fold_name(name).replace(" ", "")


def _holds_definite(name: str, words: list[str]) -> bool:
    return name[0].isupper() and not set(words).isdisjoint(list_words("definite"))


def _is_plural(word: str) -> bool:
    """Whether a noun in lower case is a plural by its ending: "rebels", "gunmen", not "press"."""
    return word.endswith(tuple(list_words("plural_ends"))) or (word.endswith("s") and not word.endswith("ss"))


def _choose_article(name: str) -> str:
    """ "a" or "an", by the sound that the first word begins with: an AFP reporter, a UN official, a union."""
    first = name.split(maxsplit=1)[0]
    if len(first) > 1 and first.isupper():
        return "an" if first[0] in "AEFHILMNORSX" else "a"
    if re.match(r"eu|one\b|uni[^dmn]", first, re.IGNORECASE):
        return "a"
    return "an" if first[0].lower() in "aeio" or first.lower().startswith("un") else "a"
