"""Which earlier count a count belongs with, so that both share scope, days and place.

In: the words around a count, its sentence and the counts before it. Out: the count whose tally it goes on with, or
none. It decides no field by itself, and a date of the count's own always wins over a shared one.
"""

import re
from functools import cache

from spacy.tokens import Span as SpacySpan

from bearwitness.extract.deciding.folds import Found
from bearwitness.extract.deciding.scenes import takes_up_attack
from bearwitness.extract.deciding.scopes import is_war_toll
from bearwitness.extract.lexicons import load_lexicon

# How far before a sentence, in code points, the tally may stand that it goes on with: the sentence before, or the one
# before that; set by hand.
_REACH = 260


@cache
def _going_on() -> re.Pattern[str]:
    """What goes on with the tally before: "another twelve soldiers were killed", "were among the dead"."""
    return re.compile(str(load_lexicon("scopes")["going_on"]))


def find_tally(clause: str, sentence: SpacySpan, earlier: list[Found]) -> Found | None:
    """The tally over time just before a sentence that a clause (lower case) goes on with, or none.

    "Ninety rebels were killed in a month of clashes. Another 12 soldiers were also killed": those too in that month.
    """
    if not earlier or _going_on().search(clause) is None:
        return None
    last = earlier[-1]
    if last.scope != "cumulative" or is_war_toll(last.scope_why) or sentence.start_char - last.evidence[1] > _REACH:
        return None
    once = re.search(load_lexicon("scopes")["single"], clause) is not None or takes_up_attack(clause)
    return None if once else last
