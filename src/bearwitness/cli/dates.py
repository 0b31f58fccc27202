"""The command on dates: when; a few lines that call flow.

In: a text or paths, and options. Out: a table to people, data to programs. It never decides anything about a date.
"""

import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bearwitness.base.errors import UsageError
from bearwitness.cli.outputs import (
    EXIT_FAILED,
    Day,
    Finding,
    check_out,
    flat,
    flush,
    is_terminal,
    look,
    name_failures,
    open_out,
)

if TYPE_CHECKING:
    from bearwitness.base.findings import FoundDates

EPILOG = """
\b
TEXT is read as it stands. PATH is a text, HTML or PDF file, a folder of them, or
a JSONL file with one document a line; "-" reads standard input. Offsets are into
the text field, in characters.
"""
# What a word without a space ends in when it is meant as the name of a file.
FILE_ENDINGS = frozenset({".txt", ".text", ".md", ".htm", ".html", ".pdf", ".json", ".jsonl", ".ndjson"})


@click.command(epilog=EPILOG)
@click.argument("targets", nargs=-1, required=True, metavar="TEXT|PATH...")
@click.option(
    "--published", type=Day(), help="The day that relative words are counted from, whatever a document says itself."
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl", "csv"]), help="[default: table; piped: jsonl]"
)
@click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all.")
@click.pass_context
def when(
    ctx: click.Context, /, targets: tuple[str, ...], published: date | None, form: str | None, out: str | None
) -> None:
    """Find the dates in a TEXT, or in the documents behind PATHs.

    Every expression as an interval of inclusive days with its precision and EDTF, and why. Relative words are counted
    from the day of publication; without it they stay open, and say so.

    \b
    Examples:
      bearwitness when "It was shelled overnight and two days earlier." --published 2016-07-05
      bearwitness when "since the offensive began on 3 May" --published 2016-07-05 --format json
      bearwitness when reports/ --format csv --out dates.csv
    """
    from bearwitness import flow  # noqa: PLC0415  loads the reader of documents: not for --help

    check_out(out)
    chosen = form or ("table" if out is None and is_terminal(sys.stdout) else "jsonl")
    failures: list[str] = []
    if is_text(targets):
        results: Iterable[FoundDates] = [flow.date_text(targets[0], published)]
    else:
        options = flow.Options(published=published, stdin=sys.stdin.buffer)
        results = name_failures(flow.date_reports(targets, options), failures)
    finding = Finding(chosen)
    with open_out(out) as page:
        pieces = flow.export_dates(results, chosen, look(out))  # type: ignore[arg-type]
        for piece in finding.watch(pieces):
            page.write(piece)
    flush()
    finding.tell(ctx)
    if failures:
        ctx.exit(EXIT_FAILED)


def is_text(targets: tuple[str, ...]) -> bool:
    """Whether the one argument is text to read, and no path: it leads nowhere and is not named like a file.

    Raises UsageError where several arguments are no paths: a text was not quoted.
    """
    paths = [
        target
        for target in targets
        if target == "-" or os.path.lexists(target) or Path(target).suffix.lower() in FILE_ENDINGS
    ]
    if paths or len(targets) == 1:
        return not paths
    raise UsageError(f"'{flat(targets[0])}' is no file; to read a text, put all of it between quotation marks")
