"""Identifiers: digests over canonical JSON.

In: values. Out: hexadecimal SHA-256 digests. The same value always has the same id, whatever wrote it.
"""

import hashlib
import json
import re

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical_json(value: "Json") -> str:
    """JSON with sorted keys, no white space and no escapes beyond those that JSON demands.

    Half of a surrogate pair, which UTF-8 cannot hold, is written as its escape.
    """
    text = _encode(value)
    return text if text.isascii() else _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def digest(value: "Json") -> str:
    """The SHA-256 of a value's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()
