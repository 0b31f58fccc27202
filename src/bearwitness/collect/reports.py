"""Inputs become reports, one by one, as they are asked for.

In: paths, folders, patterns, and `-` for a stream that is passed in. Out: a Report for each document and a Failure
for each input or line that holds none. It never decodes a document, never holds more than one (but for a list in one
.json file), and never stops at a bad one.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

from bearwitness.base.records import Failure, Report
from bearwitness.base.settings import DEFAULTS, Settings
from bearwitness.collect.inputs import explain_error, find_inputs, name_path
from bearwitness.collect.lines import build_report, parse_line
from bearwitness.collect.streams import read_limited, read_lines, tell_binary, tell_media

_LINES = {".jsonl", ".ndjson"}
_TABLES = {".csv", ".tsv", ".xlsx", ".xls", ".ods"}  # their cells read as prose would make tolls of years
_PEEK = 4096


def read_reports(
    paths: Sequence[str], *, stdin: BinaryIO | None = None, settings: Settings = DEFAULTS
) -> Iterator[Report | Failure]:
    """The documents behind `paths`, lazily and in order, and a Failure for everything that could not be read.

    `-` stands for `stdin` and may hold JSONL, text, HTML or a PDF. Every document keeps the id that its input gives it,
    also one that another document has: their digests tell them apart. Raises nothing for bad input.
    """
    yield from _read_all(paths, stdin, settings)


def _read_all(paths: Sequence[str], stdin: BinaryIO | None, settings: Settings) -> Iterator[Report | Failure]:
    named: list[str] = []
    for path in paths:
        if path != "-":
            named.append(path)
            continue
        yield from _read_files(named, settings)
        named = []
        if stdin is None:
            yield Failure(origin="-", reason="there is no standard input; give a path")
        else:
            yield from _read_stream(stdin, settings)
    yield from _read_files(named, settings)


def _read_files(paths: Sequence[str], settings: Settings) -> Iterator[Report | Failure]:
    for path in find_inputs(paths):
        if isinstance(path, Failure):
            yield path
            continue
        origin = name_path(path)
        try:
            stream = path.open("rb")
        except OSError as error:
            yield Failure(origin=origin, reason=_explain_missing(path, error))
            continue
        with stream:
            try:
                yield from _read_file(stream, path, settings)
            except OSError as error:
                yield Failure(origin=origin, reason=explain_error(error))


def _read_file(stream: BinaryIO, path: Path, settings: Settings) -> Iterator[Report | Failure]:
    origin, ending = name_path(path), path.suffix.lower()
    if ending in _LINES:
        yield from _read_jsonl(stream, origin, settings)
    elif ending == ".json":
        yield from _read_json(stream, origin, settings)
    elif ending in _TABLES:
        reason = "a table, not a report; `bearwitness field import` takes CSV and XLSX, else make it JSONL"
        yield Failure(origin=origin, reason=reason)
    else:
        yield _read_document(stream, origin, settings)


def _read_stream(stream: BinaryIO, settings: Settings) -> Iterator[Report | Failure]:
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    try:
        head = buffered.peek(_PEEK)[:_PEEK].lstrip(b"\xef\xbb\xbf \t\r\n")
        if head.startswith(b"{") and not head.startswith(b"{\\rtf"):
            yield from _read_jsonl(buffered, "-", settings)
        else:
            yield _read_document(buffered, "-", settings)
    except OSError as error:
        yield Failure(origin="-", reason=explain_error(error))


def _read_jsonl(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Report | Failure]:
    found = False
    for number, line in read_lines(stream, settings.max_line_bytes):
        place = f"{origin}:{number}"
        if line is None:
            found = True
            yield Failure(origin=place, reason=f"a line of more than {_name_size(settings.max_line_bytes)}; split it")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            found = True
            yield parse_line(line, place)
    if not found:
        yield Failure(origin=origin, reason="empty; one JSON document a line is needed")


def _read_json(stream: BinaryIO, origin: str, settings: Settings) -> Iterator[Report | Failure]:
    content = read_limited(stream, settings.max_json_bytes)
    if content is None:
        limit = _name_size(settings.max_json_bytes)
        yield Failure(origin=origin, reason=f"more than {limit}; write it as JSONL, one document a line")
        return
    if not content.strip():
        yield Failure(origin=origin, reason="empty; a JSON document or a list of them is needed")
        return
    try:
        value = json.loads(content)
    except RecursionError:
        yield Failure(origin=origin, reason="not a document: nested too deeply")
        return
    except ValueError as error:
        if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and "Extra data" in str(error):
            yield from _read_jsonl(io.BytesIO(content), origin, settings)  # JSONL under the name .json
        else:
            yield Failure(origin=origin, reason=f"not valid JSON ({_first_line(error)}); check the file")
        return
    if not isinstance(value, list):
        yield build_report(value, origin)
        return
    if not value:
        yield Failure(origin=origin, reason="an empty list; one document at least is needed")
    for number, each in enumerate(value, 1):
        yield build_report(each, f"{origin}:{number}")


def _read_document(stream: BinaryIO, origin: str, settings: Settings) -> Report | Failure:
    content = read_limited(stream, settings.max_document_bytes)
    if content is None:
        limit = _name_size(settings.max_document_bytes)
        return Failure(origin=origin, reason=f"more than {limit} for one document; split it, or give JSONL")
    if not content.strip():
        return Failure(origin=origin, reason="empty; there is nothing to read in it")
    media = tell_media(content, origin)
    if media != "pdf" and (reason := tell_binary(content)):
        return Failure(origin=origin, reason=reason)
    return Report(id=origin, origin=origin, media=media, content=content, sha256=hashlib.sha256(content).hexdigest())


def _explain_missing(path: Path, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "a link that leads nowhere" if path.is_symlink() else "no longer there"
    return explain_error(error)


def _name_size(size: int) -> str:
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size:,} bytes"


def _first_line(error: ValueError) -> str:
    return str(error).splitlines()[0][:120]
