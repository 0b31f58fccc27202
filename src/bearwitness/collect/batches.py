"""Batch files: reports written on a machine without the casebook, to be merged into it later.

In: prepared reports. Out: a file of JSON lines, and the same reports from it. Everything that must not be read is
sealed before it comes here. A report that is in two batches, or in one that is merged twice, has the same digest both
times. A line that was torn by a loss of power is a Failure; the others are read.
"""

import base64
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bearwitness.base.casebooks import Attachment, Sealed
from bearwitness.base.contracts import thaw
from bearwitness.base.errors import BrokenInput, InputError, MissingInput
from bearwitness.base.fieldwork import FieldReport, PreparedReport
from bearwitness.base.identifiers import Json, canonical_json
from bearwitness.base.records import Failure
from bearwitness.collect.forms import freeze_report

FORMAT = "bearwitness-batch-1"


def append_report(path: Path, prepared: PreparedReport) -> None:
    """Add a report to the end of a batch file, on the disk before this returns; the file is its owner's only.

    Raises InputError where it cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "ab") as file:
            # A line torn by a loss of power must not swallow the next one.
            torn = path.stat().st_size and not path.read_bytes().endswith(b"\n")
            file.write((b"\n" if torn else b"") + format_report(prepared).encode("utf-8") + b"\n")
            file.flush()
            os.fsync(handle)
    except OSError as error:
        raise InputError(str(path), f"the batch cannot be written: {(error.strerror or str(error)).lower()}") from None


def read_batch(path: Path) -> Iterator[PreparedReport | Failure]:
    """The reports in a batch file; raises MissingInput where there is none."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise MissingInput(str(path), f"the batch cannot be read: {(error.strerror or str(error)).lower()}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield parse_report(line, f"{path}:{number}")
        except BrokenInput as error:
            yield Failure(origin=error.origin, reason=error.reason)


def format_report(prepared: PreparedReport) -> str:
    """A prepared report as one line of JSON, no newline."""
    sealed: list[Json] = [
        {"id": each.id, "subject": each.subject, "what": each.what, "key": each.key, "box": _write(each.box)}
        for each in prepared.sealed
    ]
    attachments: list[Json] = [
        {
            "name": each.name,
            "media": each.media,
            "content": None if each.content is None else _write(each.content),
            "original_sha256": each.original_sha256,
            "sealed": each.sealed,
        }
        for each in prepared.attachments
    ]
    report = freeze_report(prepared.report)
    return canonical_json({"format": FORMAT, "report": report, "sealed": sealed, "attachments": attachments})


def parse_report(line: bytes, origin: str) -> PreparedReport:
    """The report on one line; raises BrokenInput where there is none."""
    try:
        value: dict[str, Any] = json.loads(line.decode("utf-8"))
        if value["format"] != FORMAT:
            raise BrokenInput(origin, f"a batch of the form {value['format']}: update bearwitness")
        return PreparedReport(
            report=thaw(FieldReport, {**value["report"], "origin": origin}),
            sealed=tuple(Sealed(**{**each, "box": _read(each["box"])}) for each in value["sealed"]),
            attachments=tuple(
                Attachment(**{**each, "content": None if each["content"] is None else _read(each["content"])})
                for each in value["attachments"]
            ),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BrokenInput(origin, "no report of a batch: torn or changed; write it again") from None


def _write(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _read(content: str) -> bytes:
    return base64.b64decode(content, validate=True)
