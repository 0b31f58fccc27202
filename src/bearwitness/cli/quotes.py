"""The command quotes: who says what in reports.

In: paths and options. Out: a table to people, data to programs. It never decides anything about a document.
"""

import sys
from typing import TYPE_CHECKING

import click

from bearwitness.cli.outputs import (
    EXIT_FAILED,
    Day,
    Finding,
    check_out,
    flush,
    is_terminal,
    look,
    name_failures,
    open_out,
)
from bearwitness.cli.reports import PATHS_HELP

if TYPE_CHECKING:
    pass


@click.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--outlet", metavar="NAME", help="Outlet of every document here, whatever it says itself.")
@click.option("--published", type=Day(), help="Publication date of every document here, whatever it says itself.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl", "csv"]), help="[default: table; piped: jsonl]"
)
@click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all.")
@click.pass_context
def quotes(ctx: click.Context, /, paths: tuple[str, ...], form: str | None, out: str | None, **reading: object) -> None:
    """Show who says what in PATHs, in their own words.

    Direct and indirect speech, across sentences: who (the first speaker, then who passes it on), by which words, and
    what, each with its exact characters. What nobody is said to state is the outlet's own voice and is not shown.

    \b
    Examples:
      bearwitness quotes report.txt
      bearwitness quotes reports/ --format csv --out quotes.csv
      bearwitness quotes archive.jsonl --format jsonl
    """
    from bearwitness import flow  # noqa: PLC0415  loads the language model's library: not for --help

    check_out(out)
    chosen = form or ("table" if out is None and is_terminal(sys.stdout) else "jsonl")
    failed: list[str] = []
    options = flow.Options(stdin=sys.stdin.buffer, **reading)  # type: ignore[arg-type]
    finding = Finding(chosen)
    with open_out(out) as page:
        results = name_failures(flow.quote(paths, options), failed)
        pieces = flow.export_quotes(results, chosen, look(out))  # type: ignore[arg-type]
        for piece in finding.watch(pieces):
            page.write(piece)
    flush()
    finding.tell(ctx)
    if failed:
        ctx.exit(EXIT_FAILED)
