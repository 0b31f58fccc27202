"""Finding date expressions: every form of one text, in order, none inside another.

In: a text. Out: `Form`s with their offsets, as they are said; neighbours that make one expression ("Saturday" and "2
July", "from 3 May" and "to 9 May") are joined. The words are walked once; a word that can begin an expression tries the
few patterns that begin with it. It never resolves anything and never looks at a publication date.
"""

import re

from bearwitness.extract.dating.date_calendars import CALENDAR_READERS
from bearwitness.extract.dating.date_forms import Form
from bearwitness.extract.dating.date_joins import join_forms
from bearwitness.extract.dating.date_patterns import scanner
from bearwitness.extract.dating.date_relatives import RELATIVE_READERS
from bearwitness.extract.dating.date_spots import Spot

_WORD = re.compile(r"[^\W\d_]+|\d+")
_READERS = {**CALENDAR_READERS, **RELATIVE_READERS}


def lower(text: str) -> str:
    """The text in lower case with every offset kept: the few letters whose lower case is longer stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def scan_forms(text: str, low: str) -> list[Form]:
    """Every date form in the text, in order, joined with its neighbours; `low` is `lower(text)`."""
    made = scanner()
    found: list[Form] = []
    done = 0
    for word in _WORD.finditer(low):
        start = word.start()
        if start < done:
            continue
        key = word.group()
        entries = made.digits if key[0].isdigit() else made.rules.get(key)
        if entries is None or (
            start and (low[start - 1] in "_$€£#@" or (key[0].isdigit() and _inside_number(low, start)))
        ):
            continue
        for pattern, name in entries:
            match = pattern.match(low, start)
            form = None if match is None else _READERS[name](Spot(text, low, match))
            if form is not None:
                form.start = max(form.start, found[-1].end if found else 0)
                found.append(form)
                done = form.end
                break
    return join_forms(found, low)


def _inside_number(low: str, start: int) -> bool:
    """Whether the digits at `start` go on a number or a code: "1,5", "G20", "RPG-7"."""
    before = low[start - 1]
    return (before in ".,:" and start > 1 and low[start - 2].isdigit()) or before.isalpha()
