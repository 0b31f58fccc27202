"""Which mentions are worth comparing: those that share a block of place and time.

In: mentions, one at a time. Out: the mentions that share a block with one. Whether two share one depends on these two
alone; a block is never closed for being full. What is not in a common block is never one incident, unless the documents
copy each other or a person says so.

A mention that states its days lies in blocks of place and day, reaching one day to each side; one that states none, in
blocks of place and week. Kinds of event that are rare are sought by country, for as long as people speak of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from bearwitness.resolve.lexicons import load_events
from bearwitness.resolve.mentions import BACK_DAYS, Mention
from bearwitness.resolve.pairs import RARE_KIND
from bearwitness.resolve.spots import list_cells

Block = tuple[str, str | tuple[int, int], int]


class Blocks:
    """The mentions by block. Finding the candidates of one costs its blocks and what stands in them."""

    def __init__(self) -> None:
        self._held: dict[Block, list[str]] = defaultdict(list)

    def add(self, mention: Mention) -> None:
        """Put a mention into all its blocks."""
        for block in _list_blocks(mention):
            self._held[block].append(mention.id)

    def find(self, mention: Mention) -> set[str]:
        """The ids of all mentions in the blocks that this one looks in, itself left out."""
        found: set[str] = set()
        for block in _list_reaches(mention):
            found.update(self._held.get(block, ()))
        found.discard(mention.id)
        return found


def _list_blocks(mention: Mention) -> Iterator[Block]:
    """Where a mention stands."""
    days, weeks = _days(mention), _weeks(mention)
    for place in _places(mention) + _regions(mention, looking=False):
        yield from (("day", place, day) for day in days)
        yield from (("stated" if days else "open", place, week) for week in weeks)
    yield from _rare(mention)


def _list_reaches(mention: Mention) -> Iterator[Block]:
    """Where a mention looks for others; two that stand apart by a day find each other from either side."""
    days, weeks = _days(mention), _weeks(mention)
    reach = sorted({day + step for day in days for step in (-1, 0, 1)})
    for place in _places(mention) + _regions(mention, looking=True):
        yield from (("day", place, day) for day in reach)
        yield from (("open", place, week) for week in weeks)
        if not days:
            yield from (("stated", place, week) for week in weeks)
    yield from _rare(mention)


def _places(mention: Mention) -> list[str | tuple[int, int]]:
    cells: list[str | tuple[int, int]] = sorted({cell for spot in mention.spots for cell in list_cells(spot)})
    names = sorted({spot.key for spot in mention.spots if spot.precision != "country" and len(spot.key) > 2})
    return [*cells, *names]


def _regions(mention: Mention, *, looking: bool) -> list[str | tuple[int, int]]:
    """Blocks of regions, for towns whose name may mean their region: they look among its towns, and those among them.

    What a mention stands in and what it looks in are two, so that the towns of a region do not all meet.
    """
    regions = {(spot.country, spot.region, spot.capital) for spot in mention.spots if spot.fine and spot.region}
    return sorted(
        f"{country}/{region}/{'capital' if capital != looking else 'town'}" for country, region, capital in regions
    )


def _days(mention: Mention) -> range:
    if not mention.stated or mention.start is None or mention.end is None:
        return range(0)
    return range(mention.start.toordinal(), mention.end.toordinal() + 1)


def _weeks(mention: Mention) -> range:
    if mention.start is None or mention.end is None:
        return range(0)
    return range(mention.start.toordinal() // 7, mention.end.toordinal() // 7 + 1)


def _rare(mention: Mention) -> Iterator[Block]:
    kind = mention.leading_kind
    if not mention.main or kind is None or load_events().weights[kind] < RARE_KIND:
        return
    if mention.start is None or mention.end is None:
        return
    first = (mention.start - timedelta(days=BACK_DAYS)).toordinal() // 7
    countries = {spot.country for spot in mention.spots if spot.country}
    for country in sorted(countries):
        yield from ((kind, country, week) for week in range(first, mention.end.toordinal() // 7 + 1))
