"""Documents as JSON objects: one a line, or as a list in one file.

In: a JSON value or its bytes. Out: one Report each, or the reason why there is none. It never changes a text, except
that half of a surrogate pair, which no file can hold, becomes U+FFFD; offsets stay as they are.
"""

import hashlib
import json
import re
from typing import Any

from bearwitness.base.records import Failure, Report

_SURROGATE = re.compile("[\ud800-\udfff]")
_TEXTS = ("id", "outlet", "published", "title", "language", "url")


def parse_line(line: bytes, origin: str) -> Report | Failure:
    """The document on one line of JSONL; a Failure says in one line what is wrong with it."""
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Failure(origin=origin, reason=f"not UTF-8 (byte {error.start + 1} of the line); save the file as UTF-8")
    try:
        value = json.loads(text)
    except RecursionError:
        return Failure(origin=origin, reason="not a document: nested too deeply")
    except ValueError as error:
        why = f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
        return Failure(origin=origin, reason=f"not valid JSON ({why}); one object a line is needed")
    return build_report(value, origin)


def build_report(value: Any, origin: str) -> Report | Failure:
    """The document that a JSON value holds; its id is its own, else the origin.

    A Failure where it is no object, where `text` is missing, empty or no string, and where another field has a kind
    that it cannot have.
    """
    if not isinstance(value, dict):
        return Failure(origin=origin, reason=f"a JSON {_name_kind(value)}, not an object with a field text")
    text = value.get("text")
    if text is None:
        return Failure(origin=origin, reason="has no field text; each document needs one")
    if not isinstance(text, str):
        return Failure(origin=origin, reason=f"its text is a {_name_kind(text)}, not a string")
    text = _mend(text)
    if not text.strip():
        return Failure(origin=origin, reason="its text is empty; leave the line out or fill it in")
    fields: dict[str, str | None] = {}
    for name in _TEXTS:
        field = value.get(name)
        if isinstance(field, int) and not isinstance(field, bool) and name in {"id", "published"}:
            field = str(field)
        if field is not None and not isinstance(field, str):
            return Failure(origin=origin, reason=f"its {name} is a {_name_kind(field)}, not a string")
        fields[name] = (_mend(field).strip() or None) if field else None
    canonical = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")
    return Report(
        id=fields["id"] or origin,
        origin=origin,
        media="record",
        content=text.encode("utf-8"),
        sha256=hashlib.sha256(canonical).hexdigest(),
        # A title is kept to the letter: spans may point into it.
        title=_mend(value["title"]) if fields["title"] else None,
        url=fields["url"],
        outlet=fields["outlet"],
        published=fields["published"],
        language=fields["language"],
        raw=canonical,
    )


def _mend(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)


def _name_kind(value: object) -> str:
    kinds = {dict: "object", list: "list", str: "string", bool: "truth value", int: "number", float: "number"}
    return kinds.get(type(value), "null")
