"""Pictures without what they tell of whoever took them.

In: the bytes of a file. Out: the same picture, to the pixel, without metadata, and what the metadata said (when and
where it was taken, with what). JPEG and PNG are freed part by part, never coded anew; of other kinds of file nobody can
say that nothing is left in them, and there is no clean form.
"""

import io
import struct
from dataclasses import dataclass

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD pHYs".split())
_EXIF_TIME = (36867, 36868, 306)  # DateTimeOriginal, DateTimeDigitized, DateTime
_EXIF_DEVICE = {271: "make", 272: "model", 305: "software", 42033: "serial", 315: "artist", 33432: "copyright"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`clean` is the file without metadata, None = its kind cannot be freed of them; `told` is what they said."""

    clean: bytes | None
    told: tuple[tuple[str, str], ...]


def clean_picture(content: bytes) -> Picture:
    """Free a file of its metadata."""
    if content.startswith(_JPEG):
        return Picture(clean=_clean_jpeg(content), told=_read_exif(content))
    if content.startswith(_PNG):
        return Picture(clean=_clean_png(content), told=_read_exif(content))
    return Picture(clean=None, told=())


def _clean_jpeg(content: bytes) -> bytes | None:
    """Every segment but those of applications and comments, up to the end of the picture and not a byte further."""
    kept, at = [_JPEG], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        size = struct.unpack(">H", content[at + 2 : at + 4])[0]
        segment = content[at : at + 2 + size]
        at += 2 + size
        # APP0 with JFIF and APP14 with Adobe say how colours are coded; everything else of APPn and COM goes.
        jfif = marker == 0xE0 and segment[4:9] == b"JFIF\0"
        adobe = marker == 0xEE and segment[4:9] == b"Adobe"
        if jfif:
            kept.append(segment[:2] + b"\x00\x10" + segment[4:16] + b"\0\0")  # without a thumbnail
        elif adobe or not (0xE0 <= marker <= 0xEF or marker == 0xFE):
            kept.append(segment)
        if marker == 0xDA:
            end = _find_scan_end(content, at)
            if end is None:
                return None
            kept.append(content[at:end])
            at = end
            if content[at : at + 2] == b"\xff\xd9":
                return b"".join(kept) + b"\xff\xd9"
    return None


def _find_scan_end(content: bytes, at: int) -> int | None:
    """Where the data of a scan end: at the next marker that is no restart and no escaped byte."""
    while (at := content.find(b"\xff", at)) != -1 and at + 1 < len(content):
        if content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
            at += 2
        elif content[at + 1] == 0xFF:
            at += 1
        else:
            return at
    return None


def _clean_png(content: bytes) -> bytes | None:
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(content):
        size = struct.unpack(">I", content[at : at + 4])[0]
        kind = content[at + 4 : at + 8]
        if kind in _KEPT_CHUNKS:
            kept.append(content[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            return b"".join(kept)
    return None


def _read_exif(content: bytes) -> tuple[tuple[str, str], ...]:
    """What EXIF says of time, place and device; nothing where it cannot be read."""
    try:
        from PIL import ExifTags, Image  # noqa: PLC0415  an optional part
    except ModuleNotFoundError:
        return ()
    told: list[tuple[str, str]] = []
    try:
        with Image.open(io.BytesIO(content)) as image:
            exif = image.getexif()
            inner = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
            gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    except (OSError, ValueError, SyntaxError, KeyError, TypeError, struct.error):
        return ()
    if taken := next((str(inner[tag]) for tag in _EXIF_TIME if inner.get(tag)), None):
        told.append(("taken", taken.strip("\0 ")))
    for name, value, side in (("lat", gps.get(2), gps.get(1)), ("lon", gps.get(4), gps.get(3))):
        degrees = _read_degrees(value)
        if degrees is not None:
            told.append((name, f"{-degrees if str(side) in ('S', 'W') else degrees:.6f}"))
    told.extend((name, str(inner[tag]).strip("\0 ")) for tag, name in _EXIF_DEVICE.items() if inner.get(tag))
    return tuple(told)


def _read_degrees(value: object) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in value)  # type: ignore[attr-defined]  # three rationals
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return degrees + minutes / 60 + seconds / 3600
