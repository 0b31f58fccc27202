"""Who published: news agencies in datelines and credits, outlets on lines, in titles and in addresses.

In: words of a text. Out: the name that is kept for them. It never says who states a claim.
"""

import re
from functools import cache
from urllib.parse import urlsplit

from bearwitness.decode.lexicons import join_words, load_lexicon
from bearwitness.decode.stamps import Order


@cache
def agency_pattern() -> str:
    """A pattern for any form of any agency's name, case kept."""
    return join_words(form for forms in load_lexicon("agencies").values() for form in forms)


@cache
def _agency_forms() -> dict[str, str]:
    return {form.casefold(): name for name, forms in load_lexicon("agencies").items() for form in forms}


@cache
def _outlet_forms() -> dict[str, str]:
    return {form.casefold(): name for name, entry in load_lexicon("outlets").items() for form in entry["forms"]}


@cache
def _agency_search() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{agency_pattern()})(?!\w)")


def find_agency(text: str) -> str | None:
    """The first agency named in a dateline or a credit."""
    found = _agency_search().search(text)
    return _agency_forms()[" ".join(found.group().split()).casefold()] if found else None


def name_agency(text: str) -> str | None:
    """The agency whose name, in whatever case, is all of `text`."""
    return _agency_forms().get(" ".join(text.split()).strip(" .-–—()[]/").casefold())


def name_outlet(text: str) -> str | None:
    """The outlet whose name is all of `text`."""
    return _outlet_forms().get(" ".join(text.split()).strip(" .|-–—").casefold())


def find_title_outlet(title: str) -> str | None:
    """The outlet at the end of a page's title: "Five dead in blast | Jordan Times"."""
    for part in reversed(re.split(r"\s+[-–—|_]\s+|\s*\|\s*", title)[1:]):
        if name := name_outlet(part):
            return name
    return None


def name_site(url: str) -> str | None:
    """The outlet of an address: the lexicon's name, else the host without www."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    forms = _outlet_forms()
    parts = host.split(".")
    for index in range(len(parts) - 1):
        if name := forms.get(".".join(parts[index:])):
            return name
    return host or None


def find_order(outlet: str | None) -> Order | None:
    """Whether the outlet writes the day or the month first in numeric dates, where that is known."""
    entry = load_lexicon("outlets").get(_outlet_forms().get((outlet or "").casefold(), outlet))
    order = entry.get("order") if entry else None
    return order if order in {"day", "month"} else None
