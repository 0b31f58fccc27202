"""The history of an incident's toll: each origin's figures in the order in which they became known.

In: the claims of an incident with their origins and days. Out: figures. A later figure of the same origin for the same
harm to the same people replaces its earlier one ("5", then "12", then "9" is 9 by that origin); figures of different
origins never replace each other, and nothing is added up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from bearwitness.base.incidents import Figure
from bearwitness.base.origins import Origin
from bearwitness.base.records import Claim, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim of an incident with what is needed to read its figures."""

    claim: Claim
    document: Document
    origin: Origin


def list_figures(told: Iterable[Told]) -> tuple[Figure, ...]:
    """The figures, by origin, harm and people, each series in the order of the days.

    What is denied, did not happen or covers more than the incident gives none. A figure that an origin's reprints
    repeat stands once, on the first day that it was known.
    """
    found: dict[tuple[object, ...], Figure] = {}
    for each in told:
        claim = each.claim
        if claim.stance not in ("asserted", "alleged") or claim.reality not in ("actual", "historical"):
            continue
        if claim.scope != "incident":
            continue
        for harm in claim.harms:
            figure = Figure(
                origin=each.origin.name,
                harm=harm.harm,
                who=harm.who,
                low=harm.low,
                high=harm.high,
                known=each.document.published,
                claim=claim.id,
                document=each.document.id,
            )
            name = (figure.origin, figure.harm, figure.who, figure.low, figure.high)
            if name not in found or _age(figure) < _age(found[name]):
                found[name] = figure
    ordered = sorted(found.values(), key=lambda f: (f.origin, f.harm, f.who, _age(f)))
    latest: dict[tuple[str, str, str], date] = {}
    for figure in ordered:
        if figure.known is not None:
            series = figure.origin, figure.harm, figure.who
            latest[series] = max(figure.known, latest.get(series, figure.known))
    return tuple(_mark(figure, latest) for figure in ordered)


def _mark(figure: Figure, latest: Mapping[tuple[str, str, str], date]) -> Figure:
    last = latest.get((figure.origin, figure.harm, figure.who))
    return replace(figure, current=figure.known is None or last is None or figure.known == last)


def _age(figure: Figure) -> tuple[date, int, str]:
    return figure.known or date.max, figure.low if figure.low is not None else -1, figure.claim
