"""Judgements as lines of JSON: a file that is only ever added to.

In: lines, or a judgement. Out: judgements, or a line. Every line's id is the digest of the rest, so that a changed line
is found. It never opens a file.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import get_args

from bearwitness.base.errors import BrokenInput
from bearwitness.base.incidents import Judgement, Verdict
from bearwitness.resolve.judgements import make_judgement

FIELDS = ("left", "right", "verdict", "by", "why", "at")


def format_judgement(judgement: Judgement) -> str:
    """One line, with its newline."""
    line = {"id": judgement.id} | {name: getattr(judgement, name) for name in FIELDS[:-1]}
    return json.dumps(line | {"at": judgement.at.isoformat()}, ensure_ascii=False) + "\n"


def read_judgements(lines: Iterable[str], origin: str) -> Iterator[Judgement]:
    """The judgements in the lines of a file; `origin` names it. Raises BrokenInput, which names the line."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_line(line, f"{origin}:{number}")


def _read_line(line: str, origin: str) -> Judgement:
    try:
        found = json.loads(line)
        fields = {name: found[name] for name in FIELDS}
        at = datetime.fromisoformat(fields["at"])
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenInput(origin, f"no judgement; each line needs {', '.join(FIELDS)} ({error})") from None
    if fields["verdict"] not in get_args(Verdict) or not all(isinstance(fields[name], str) for name in FIELDS):
        raise BrokenInput(origin, f"the verdict must be one of {', '.join(get_args(Verdict))}, and every field text")
    ends = fields["left"], fields["right"]
    judgement = make_judgement(ends, fields["verdict"], by=fields["by"], why=fields["why"], at=at)
    if found.get("id", judgement.id) != judgement.id:
        raise BrokenInput(origin, "the judgement is not what was written: its id does not fit the rest of the line")
    return judgement
