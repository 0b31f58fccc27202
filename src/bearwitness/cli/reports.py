"""The commands on reports: extract, brief, explain; each a few lines that call flow.

In: paths and options. Out: tables to people, data to programs. It never decides anything about a document.
"""

import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bearwitness.base.errors import BearwitnessError, UsageError
from bearwitness.cli.outputs import EXIT_FAILED, Day, Finding, check_out, flat, flush, is_terminal, look, open_out

if TYPE_CHECKING:
    from bearwitness import flow

PLAIN_PROGRESS_S = 20.0  # seconds between progress lines when standard error is no terminal

PATHS_HELP = """
\b
PATH is a text, HTML or PDF file, a folder of them, or a JSONL file with one
document a line: {"text": ..., and if known "id", "outlet", "published",
"title", "language", "url"}. "-" reads standard input.
"""


def share_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command that reads reports."""
    for option in (
        click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Worker processes. [default: by cores]"),
        click.option("--outlet", metavar="NAME", help="Outlet of every document here, whatever it says itself."),
        click.option(
            "--published", type=Day(), help="Publication date of every document here, whatever it says itself."
        ),
    ):
        command = option(command)
    return command


@click.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@share_options
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl", "csv"]), help="[default: table; piped: jsonl]"
)
@click.option(
    "--kinds", type=click.Choice(["all", "harm", "events"]), default="all", help="Counts of harm, events, or all."
)
@click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all.")
@click.pass_context
def extract(
    ctx: click.Context, /, paths: tuple[str, ...], form: str | None, kinds: str, out: str | None, **reading: object
) -> None:
    """Find the claims in PATHs: harm counted, deeds done, words said.

    \b
    Examples:
      bearwitness extract report.txt
      bearwitness extract report.txt --published 2016-12-09 --outlet "Northern Post"
      bearwitness extract archive.jsonl --out claims.jsonl
      bearwitness extract reports/ --format csv --kinds harm --out counts.csv
      curl -s https://example.org/report.html | bearwitness extract - --format json

    "--published" is what "on Saturday" is counted from. It and "--outlet" overrule what each document says of itself:
    they are for documents whose own are wrong or missing.
    """
    from bearwitness import flow  # noqa: PLC0415  loads the language model's library: not for --help

    check_out(out)
    to_terminal = out is None and is_terminal(sys.stdout)
    watch = Watch(quiet=to_terminal)
    chosen = form or ("table" if to_terminal else "jsonl")
    finding = Finding(chosen)
    with open_out(out) as page:
        extracted = flow.extract(paths, read_options(reading))
        results = watch.follow(flow.choose_kinds(extracted, kinds))  # type: ignore[arg-type]
        for piece in finding.watch(flow.export(results, chosen, look(out))):  # type: ignore[arg-type]
            page.write(piece)
    flush()
    finding.tell(ctx)
    watch.finish(ctx)


@click.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@share_options
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), help="[default: by FILE's name, else md]")
@click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all.")
@click.pass_context
def brief(ctx: click.Context, /, paths: tuple[str, ...], form: str | None, out: str | None, **reading: object) -> None:
    """Write a situation report over PATHs.

    What happened by place and day, harm as reported and who says so, accusations beside denials, tolls over longer
    periods apart, what is missing. Every sentence refers to a document and the characters in it. Nothing is added up.

    \b
    Examples:
      bearwitness brief reports/ | less
      bearwitness brief reports/ --out brief.html      one file, opens without a network, prints
      bearwitness brief archive.jsonl --format json
    """
    from bearwitness import flow  # noqa: PLC0415  loads the language model's library: not for --help

    check_out(out)
    watch = Watch()
    chosen = form or {".html": "html", ".htm": "html", ".json": "json"}.get(Path(out or "").suffix.lower(), "md")
    results = list(watch.follow_all(flow.extract(paths, read_options(reading))))
    if not watch.documents:
        watch.summarise()
        raise BearwitnessError("nothing to report: no document could be read")
    with open_out(out) as page:
        page.write(flow.brief(results, chosen))  # type: ignore[arg-type]
    watch.finish(ctx)


@click.command(epilog=PATHS_HELP)
@click.argument("target", metavar="CLAIM_ID|FILE")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@share_options
@click.pass_context
def explain(ctx: click.Context, /, target: str, paths: tuple[str, ...], **reading: object) -> None:
    """Show why a claim says what it says.

    The sentence with what matched in brackets, and how each field was decided: for all claims of a FILE, or for the
    one claim in PATHs whose id begins with CLAIM_ID.

    \b
    Examples:
      bearwitness explain report.txt
      bearwitness explain 9f2c1ab0 reports/
    """
    from bearwitness import flow  # noqa: PLC0415  loads the language model's library: not for --help

    is_input = target == "-" or os.path.lexists(target)
    by_id = not is_input and re.fullmatch(r"[0-9a-f]{4,64}", target) is not None
    if by_id and not paths:
        raise UsageError(f"there is no file '{target}'; to explain a claim by its id, say in which files to look")
    watch = Watch(quiet=is_terminal(sys.stdout))
    results = watch.follow(flow.extract(paths if by_id else (target, *paths), read_options(reading)))
    with open_out(None) as page:
        for piece in flow.explain(results, target if by_id else None, look(None)):
            page.write(piece)
    watch.finish(ctx)


class Watch:
    """Counts results as they pass, names failures, and keeps whoever waits informed."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.live = not quiet and is_terminal(sys.stderr)  # quiet: the terminal is taken by the output itself
        self.documents = self.claims = self.failures = 0
        self.began = self.told = time.monotonic()

    def follow(self, results: "Iterable[flow.Result]") -> "Iterator[flow.Extraction]":
        """The extractions among the results; failures are named on standard error."""
        from bearwitness.flow import Extraction  # noqa: PLC0415  loaded by now

        for result in self.follow_all(results):
            if isinstance(result, Extraction):
                yield result

    def follow_all(self, results: "Iterable[flow.Result]") -> "Iterator[flow.Result]":
        """All results; failures are named on standard error."""
        from bearwitness.base.records import Failure  # noqa: PLC0415  loaded by now

        with self._show() as show:
            for result in results:
                if isinstance(result, Failure):
                    self.failures += 1
                    show(f"bearwitness: {flat(result.origin)}: {flat(result.reason)}", True)
                else:
                    self.documents += 1
                    self.claims += len(result.claims)
                show(self._count(), False)
                yield result

    def finish(self, ctx: click.Context) -> None:
        """The summary, after all output; the exit code if anything failed."""
        flush()
        self.summarise()
        if self.failures:
            ctx.exit(EXIT_FAILED)

    def summarise(self) -> None:
        """What was read, as one line on standard error."""
        seconds = time.monotonic() - self.began
        click.echo(f"{self._count()} in {seconds:.{0 if seconds >= 10 else 1}f} s", err=True)

    def _count(self) -> str:
        counts = ((self.documents, "document"), (self.claims, "claim"), (self.failures, "failure"))
        return ", ".join(f"{count:,} {word}{'' if count == 1 else 's'}" for count, word in counts)

    @contextmanager
    def _show(self) -> Iterator[Callable[[str, bool], None]]:
        """How to say a line: lasting (a failure), or of the moment (progress)."""
        if not self.live:
            yield self._say_plainly
            return
        from rich.console import Console  # noqa: PLC0415  only where there is someone to see it

        console = Console(stderr=True, highlight=False, markup=False)
        with console.status("reading") as status:

            def show(line: str, lasting: bool) -> None:
                if lasting:
                    console.print(line, soft_wrap=True)
                else:
                    status.update(line)

            yield show

    def _say_plainly(self, line: str, lasting: bool) -> None:
        now = time.monotonic()
        if lasting:
            click.echo(line, err=True)
        elif now - self.told > PLAIN_PROGRESS_S and not self.quiet:
            self.told = now
            click.echo(f"bearwitness: {line} so far", err=True)


def read_options(reading: dict[str, object]) -> "flow.Options":
    """What `share_options` took, for flow."""
    from bearwitness import flow  # noqa: PLC0415  loaded by now

    return flow.Options(stdin=sys.stdin.buffer, **reading)  # type: ignore[arg-type]
