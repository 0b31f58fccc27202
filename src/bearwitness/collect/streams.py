"""Bounded reading of binary streams, and telling by the first bytes what an input is.

In: a binary stream. Out: its bytes or lines within a limit. It never holds more than the limit, and never decodes.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO, Literal

Media = Literal["text", "html", "pdf"]

_CHUNK = 1 << 20
_HTML = re.compile(rb"(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
# First bytes of kinds of file that people hand over by mistake, and what to do with each.
_MAGIC = (
    (b"PK\x03\x04", "a ZIP container, such as a Word or OpenDocument file; save it as PDF or plain text"),
    (b"\xd0\xcf\x11\xe0", "an old Office file; save it as PDF or plain text"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"\x89PNG", "a picture; give the text in it"),
    (b"\xff\xd8\xff", "a picture; give the text in it"),
    (b"GIF8", "a picture; give the text in it"),
    (b"{\\rtf", "a Rich Text file; save it as PDF or plain text"),
)


def read_limited(stream: BinaryIO, limit: int) -> bytes | None:
    """All bytes of the stream, or None when there are more than `limit`; never reads far beyond the limit."""
    parts: list[bytes] = []
    size = 0
    while chunk := stream.read(min(_CHUNK, limit + 1 - size)):
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            return None
    return b"".join(parts)


def read_lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of the stream with their numbers from 1; None stands for a line of more than `limit` bytes."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
            pass
        yield number, None


def tell_media(content: bytes, name: str) -> Media:
    """Text, HTML or PDF: by the first bytes, and only where they are silent by the ending of the name."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if head.startswith(b"%PDF-") or b"%PDF-" in content[:1024]:
        return "pdf"
    if _HTML.match(head.replace(b"\0", b"")):
        return "html"
    ending = name.lower().rpartition(".")[2]
    if ending in {"html", "htm", "xhtml"}:
        return "html"
    return "pdf" if ending == "pdf" else "text"


def tell_binary(content: bytes) -> str | None:
    """What a file that is no text is and what to do with it, or None where it may be text.

    NUL bytes are text only in UTF-16 and UTF-32: with a byte order mark, or with nearly every other byte NUL.
    """
    for magic, reason in _MAGIC:
        if content.startswith(magic):
            return reason
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or b"\0" not in content:
        return None
    sample = content[:8192]
    for side in (sample[::2], sample[1::2]):
        if len(side) > 4 and side.count(0) > 0.7 * len(side) and b"\0\0\0" not in sample:
            return None
    return "a binary file (it holds NUL bytes); give text, HTML, PDF or JSONL"
