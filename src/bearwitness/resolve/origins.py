"""Who was the first to say it: the origin of a claim, behind every outlet that repeats it.

In: a claim with its document, and the lineage. Out: the origin's key and its name for a reader. Forty reprints of one
monitor are one origin. A speaker without a name ("activists", "residents") is one origin wherever quoted: nobody can
show that two are not the same (`base/origins` counts). It never weighs how far an origin can be trusted.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from bearwitness.base.origins import Origin, Voices, is_named
from bearwitness.base.records import Claim, Document, Source

_WORD = re.compile(r"[^\W_]+")
_PLAIN = frozenset({"the", "a", "an", "s", "group", "monitoring"})
_ALONE: Mapping[str, str] = MappingProxyType({})
_FROM = re.compile(r"\b\w+[- ]based\b")


def find_origin(claim: Claim, document: Document, root: Document) -> Origin:
    """The first speaker at the end of the claim's chain; the house that first printed the text where nobody is quoted.

    `root` is the document in which the text of this one was first, itself where it copies nothing.
    """
    if claim.sources and not _is_house(claim.sources[0], document):
        first = claim.sources[0]
        if first.id is None and not is_named(first):
            return Origin(key=f"unnamed:{_fold(first.name)}", name=first.name, named=False, kind=first.kind)
        return Origin(key=first.id or f"name:{_fold(first.name)}", name=first.name, named=True, kind=first.kind)
    house = document.agency or root.agency or root.outlet or document.outlet
    if house is None:
        return Origin(key=f"document:{root.id}", name=root.id, named=False)
    return Origin(key=f"house:{_fold(house)}", name=house, named=True)


def fold_voices(voices: Voices) -> dict[str, str]:
    """The head of the voice that a name belongs to, by the name as origins are compared. To be made once a registry."""
    return {_fold(name): voice[0] for voice in voices for name in voice}


def join_origins(origins: Mapping[str, Origin], heads: Mapping[str, str] = _ALONE) -> dict[str, Origin]:
    """The origins of claims by claim id, with those that are the same by another spelling made one.

    Those whose names are in `heads`, as `fold_voices` makes it, say whose voice they are.
    """
    by_words: dict[str, Origin] = {}
    for origin in sorted(origins.values(), key=lambda o: (o.key.startswith(("name:", "house:")), o.key)):
        words = _fold(origin.name)
        by_words.setdefault(words, replace(origin, voice=heads.get(words, ""), named=origin.named or words in heads))
    return {claim: by_words[_fold(origin.name)] for claim, origin in origins.items()}


def _is_house(source: Source, document: Document) -> bool:
    """Whether a source is no more than the outlet or agency that prints the text."""
    houses = {_fold(name) for name in (document.outlet, document.agency) if name}
    return source.kind in ("outlet", "agency") and _fold(source.name) in houses


def _fold(name: str) -> str:
    words = _WORD.findall(_FROM.sub(" ", name.casefold()))
    return " ".join(word for word in words if word not in _PLAIN)
