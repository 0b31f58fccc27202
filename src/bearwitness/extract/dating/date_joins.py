"""Joining neighbouring date forms that make one expression.

In: forms in the order of the text. Out: the same with neighbours joined: a day said twice ("Saturday, 2 July"), a night
("overnight Friday"), a range ("from 3 May to 9 May", "Friday and Saturday"). It never resolves a date.
"""

import re
from collections.abc import Callable

from bearwitness.extract.dating.date_forms import Form

_REACH = 16  # characters between two forms of one expression
_JOINS = re.compile(
    r"\s*(?:[-–—]|\b(?:to|through|thru|until|till|up to|into|and)\b|&)\s*(?:the\s+|early\s+|late\s+|on\s+|into\s+)?"
)


def join_forms(forms: list[Form], low: str) -> list[Form]:
    """Neighbours that make one expression become one form: first a day said twice, then ranges of what that gives."""
    return _joined(_joined(forms, low, _merged), low, _ranged)


def _joined(forms: list[Form], low: str, join: Callable[[Form, Form, str, str], bool]) -> list[Form]:
    joined: list[Form] = []
    for form in forms:
        last = joined[-1] if joined else None
        if last is not None and form.start - last.end <= _REACH and join(last, form, low[last.end : form.start], low):
            continue
        joined.append(form)
    return joined


def _merged(last: Form, form: Form, gap: str, low: str) -> bool:
    """One day said twice: "Saturday, 2 July", "2 July (Saturday)", "overnight Friday"."""
    if last.overnight and form.shape == "weekday" and gap.strip() in ("", "on", "from", "into"):
        last.shape, last.weekday, last.turn, last.end = "weekday", form.weekday, form.turn, form.end
        last.amount = -1 if gap.strip() == "into" else 0
        return True
    inner = gap.strip()
    if inner not in ("", ",", "(", "the", ", the", ".") or last.until is not None:
        return False
    if (
        last.shape == "weekday"
        and form.shape == "calendar"
        and form.month is not None
        and form.day is not None
        and form.weekday is None
    ):
        form.weekday, form.start = last.weekday, last.start
        _become(last, form)
        return True
    if (
        last.shape == "calendar"
        and last.day is not None
        and last.weekday is None
        and form.shape == "weekday"
        and (inner == "(" or (form.turn is None and inner == ","))
    ):
        closed = inner == "(" and low.startswith(")", form.end)
        last.weekday, last.end = form.weekday, form.end + closed
        return True
    if (
        last.shape == "weekday"
        and last.amount is None
        and form.shape == "unit"
        and form.unit == "week"
        and not form.counted
    ):
        last.amount, last.end = form.amount, form.end
        return True
    return False


def _become(target: Form, source: Form) -> None:
    for name in Form.__slots__:
        setattr(target, name, getattr(source, name))


def _ranged(last: Form, form: Form, gap: str, low: str) -> bool:
    """ "from A to B", "between A and B", "A-B": the first form takes the second as its end."""
    if last.until is not None or form.until is not None or _JOINS.fullmatch(gap) is None:
        return False
    if (
        form.shape not in ("calendar", "weekday", "unit", "season")
        or last.shape not in ("calendar", "weekday", "unit", "season")
        or last.counted
        or form.counted
    ):
        return False
    listed = "and" in gap or "&" in gap
    if listed and re.search(r"\bbetween\s+(?:the\s+)?$", low[max(0, last.start - 14) : last.start]) is None:
        both_days = (
            last.shape == form.shape == "weekday"
            and ((form.weekday or 0) - (last.weekday or 0)) % 7 == 1
            and not last.possessive
            and not form.possessive
        )
        if not both_days or form.turn is not None:
            return False
    if (
        last.shape == "calendar"
        and form.shape == "calendar"
        and (last.day is None) != (form.day is None)
        and "-" in gap
    ):
        return False
    last.until = form
    last.end = form.end
    return True
