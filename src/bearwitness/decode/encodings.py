"""Bytes become text.

In: the bytes of a text or of a web page. Out: the text, and a note where something was lost. It never changes a line
end or a character: only the byte order mark is taken off.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from bearwitness.base.errors import BinaryInput, BrokenInput, EmptyInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.I)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
# What Western text in Windows-1252 has beyond ASCII: quotation marks, dashes, signs and Latin letters.
_WESTERN = re.compile(
    "[\x00-\x7f\xa0-\xff\u2013\u2014\u2018-\u201e\u2022\u2026\u2030\u2039\u203a\u20ac\u2122\u0152\u0153\u0160\u0161\u017d\u017e]*"
)
# What it never has, and broken UTF-8 read so has: ÿ, a capital or € that goes on from a small letter
# ("cafÃ", "â€"), a word of letters beyond ASCII only ("þÃ"), and one alone that is no word ("Ã", but "à").
_IMPLAUSIBLE = re.compile(
    r"ÿ|[a-zß-þ][À-Þ€]|(?<![^\W_])(?:[À-ÖØ-öø-ÿ]{2,}|[ÃÄÊËÌÎÏÐÑÕÙÛÜÝÞßâãäçëìîïðñõúûüþ])(?![^\W_]|['’.])"
)
_SAMPLE = 200_000  # bytes shown to the guesser: more does not change its mind and takes seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, the encoding that gave it, and what was lost on the way (None: nothing)."""

    text: str
    encoding: str
    note: str | None = None


def decode_bytes(content: bytes, origin: str, *, html: bool = False) -> Decoded:
    """The text of `content`: by its mark, as UTF-8, by the page's own declaration, else by its letters.

    A page with single bad bytes is read with U+FFFD in their place, and `note` says how many: nobody can save it again.
    Raises EmptyInput for nothing but white space, BinaryInput for control characters all over, BrokenInput for a text
    with bad bytes and for bytes that no encoding reads.
    """
    decoded = _decode_marked(content, origin) or _decode_utf8(content) or _decode_bare_utf16(content, origin)
    if decoded is None and html and (found := _META.search(content[:4096])):
        decoded = _decode_as(content, found.group(1).decode("ascii"))
    if decoded is None:
        decoded = _decode_broken_utf8(content) or _decode_by_letters(content, origin)
    if decoded.note and not html:
        line = decoded.text.count("\n", 0, decoded.text.index("\ufffd")) + 1
        raise BrokenInput(origin, f"broken {decoded.encoding.upper()} on line {line}; save it again as UTF-8")
    sample = decoded.text[:_SAMPLE]
    if not sample.strip() and not decoded.text.strip():
        raise EmptyInput(origin, "empty; there is nothing but white space in it")
    if len(_CONTROL.findall(sample)) > 0.02 * len(sample) + 2:
        raise BinaryInput(origin, "a binary file (control characters all over); give text, HTML, PDF or JSONL")
    return decoded


def _decode_marked(content: bytes, origin: str) -> Decoded | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decode_lossy(content[len(mark) :], encoding, origin)
    return None


def _decode_bare_utf16(content: bytes, origin: str) -> Decoded | None:
    if b"\0" not in content:
        return None
    even, odd = content[:8192:2].count(0), content[1:8192:2].count(0)
    return _decode_lossy(content, "utf-16-be" if even > odd else "utf-16-le", origin)


def _decode_lossy(content: bytes, encoding: str, origin: str) -> Decoded:
    if exact := _decode_as(content, encoding):
        return exact  # a U+FFFD in it was written there
    text = content.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > 3 and lost > 0.05 * len(text):
        raise BrokenInput(origin, f"marked as {encoding} but not readable as such; save it again as UTF-8")
    return Decoded(text=text, encoding=encoding, note=_note_lost(lost, encoding))


def _decode_utf8(content: bytes) -> Decoded | None:
    if b"\0" in content:
        return None
    return _decode_as(content, "utf-8")


def _decode_as(content: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(text=content.decode(encoding), encoding=encoding.lower())
    except (LookupError, UnicodeError):
        return None


def _decode_broken_utf8(content: bytes) -> Decoded | None:
    """UTF-8 that was cut or patched: a good character beyond ASCII at least for each bad byte."""
    good = len(_MULTIBYTE.findall(content))
    text = content.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if good < lost:
        return None
    return Decoded(text=text, encoding="utf-8", note=_note_lost(lost, "utf-8"))


def _decode_by_letters(content: bytes, origin: str) -> Decoded:
    western = _decode_as(content, "cp1252")
    if western and _WESTERN.fullmatch(western.text) and not _IMPLAUSIBLE.search(western.text):
        return western
    high = sum(byte > 127 for byte in content[:_SAMPLE])
    few = high <= 0.1 * min(len(content), _SAMPLE)  # the guesser has too little to go by then, and errs on it
    best = None if few else from_bytes(content[:_SAMPLE]).best()
    decoded = _decode_as(content, best.encoding) if best else None
    if decoded is None:
        text = content.decode("utf-8", "replace")
        lost = text.count("\ufffd")
        if lost > 0.05 * len(text):
            raise BrokenInput(origin, "in no encoding that can be told; save it again as UTF-8")
        decoded = Decoded(text=text, encoding="utf-8", note=_note_lost(lost, "utf-8"))
    return decoded


def _note_lost(lost: int, encoding: str) -> str | None:
    return f"{lost} byte(s) that are not valid {encoding} were replaced by U+FFFD" if lost else None
