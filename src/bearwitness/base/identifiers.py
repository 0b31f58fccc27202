"""Identifiers: digests over canonical JSON.

In: values. Out: hexadecimal SHA-256 digests. The same value always has the same id, whatever wrote it.
"""

import hashlib
import json

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def canonical_json(value: "Json") -> str:
    """JSON with sorted keys, no white space and no escapes beyond those that JSON demands."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: "Json") -> str:
    """The SHA-256 of a value's canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical_json(value).encode("utf-8")).hexdigest()
