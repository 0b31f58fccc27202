"""Who was the first to say it: the origin of a claim, behind every outlet that repeats it.

In: a claim with its document, and the lineage. Out: the origin's key and its name for a reader. Forty reprints of one
monitor are one origin. A speaker without a name ("activists", "residents") is one origin wherever quoted: nobody can
show that two are not the same (`base/origins` counts). It never weighs how far an origin can be trusted.
"""

from bearwitness.base.origins import Origin, fold_name, is_house, is_named
from bearwitness.base.records import Claim, Document


def find_origin(claim: Claim, document: Document, root: Document) -> Origin:
    """The first speaker at the end of the claim's chain; the house that first printed the text where nobody is quoted.

    `root` is the document in which the text of this one was first, itself where it copies nothing.
    """
    if claim.sources and not is_house(claim.sources[0], document):
        first = claim.sources[0]
        if first.id is None and not is_named(first):
            return Origin(key=f"unnamed:{fold_name(first.name)}", name=first.name, named=False, kind=first.kind)
        return Origin(key=first.id or f"name:{fold_name(first.name)}", name=first.name, named=True, kind=first.kind)
    house = document.agency or root.agency or root.outlet or document.outlet
    if house is None:
        return Origin(key=f"document:{root.id}", name=root.id, named=False)
    return Origin(key=f"house:{fold_name(house)}", name=house, named=True)
