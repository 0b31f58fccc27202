"""The commands of bearwitness, each a few lines that call flow.

In: the command line. Out: tables to people, data to programs, messages to standard error; exit codes. It never decides
anything about a document.
"""

import errno
import io
import os
import re
import stat
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

import click

from bearwitness import __version__
from bearwitness.base.errors import BearwitnessError, UsageError
from bearwitness.base.notices import show_notices

if TYPE_CHECKING:
    from bearwitness import flow

EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED, EXIT_BROKEN_PIPE = 1, 2, 130, 141
LEAST_COLUMNS = 60  # a narrower terminal wraps
PLAIN_PROGRESS_S = 20.0  # seconds between progress lines when standard error is no terminal

PATHS_HELP = """
\b
PATH is a text, HTML or PDF file, a folder of them, or a JSONL file with one
document a line: {"text": ..., and if known "id", "outlet", "published",
"title", "language", "url"}. "-" reads standard input.
"""


class Day(click.ParamType[date]):
    """A calendar day in ISO form."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a usage error when there is no such day."""
        if isinstance(value, date):
            return value
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(value)):
                raise ValueError
            return date.fromisoformat(str(value))
        except ValueError:
            raise UsageError(f"'{_flat(value)}' is no date: write YYYY-MM-DD, for example 2016-12-09") from None


def _share_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Worker processes. [default: by cores]"),
        click.option("--outlet", metavar="NAME", help="The outlet of documents that do not name theirs."),
        click.option("--published", type=Day(), help="Publication date of documents that do not give theirs."),
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bearwitness")
@click.option("--debug", is_flag=True, help="On an error, show the traceback.")
def cli(debug: bool) -> None:
    """Read conflict reports; say who claims what harm, where, when, by whom.

    Every figure keeps its bounds ("at least 12" is not 12) and leads back to the words of a document. Nothing is added
    up.

    \b
      bearwitness extract report.txt              a table of the claims in it
      bearwitness extract reports/ --format csv   a row for every count, for a spreadsheet
      bearwitness brief reports/ --format html --out brief.html
                                                  a situation report, every sentence with its source
      bearwitness explain report.txt              why each claim says what it says

    Exit codes: 0 all read, 1 something could not be read (the rest is still written), 2 wrong usage.
    """


@cli.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_share_options
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl", "csv"]), help="[default: table; piped: jsonl]"
)
@click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all.")
@click.pass_context
def extract(
    ctx: click.Context, /, paths: tuple[str, ...], form: str | None, out: str | None, **reading: object
) -> None:
    """Find the claims of harm in PATHs.

    \b
    Examples:
      bearwitness extract report.txt
      bearwitness extract report.txt --published 2016-12-09 --outlet "Northern Post"
      bearwitness extract archive.jsonl --out claims.jsonl
      bearwitness extract reports/ --format csv --out counts.csv
      curl -s https://example.org/report.html | bearwitness extract - --format json

    "--published" is what "on Saturday" is counted from in a text without a date of its own.
    """
    from bearwitness import flow  # noqa: PLC0415  loads the language model's library: not for --help

    _check_out(out)
    to_terminal = out is None and _is_terminal(sys.stdout)
    watch = _Watch(quiet=to_terminal)
    chosen = form or ("table" if to_terminal else "jsonl")
    with _open_out(out) as page:
        results = watch.follow(flow.extract(paths, _read_options(reading)))
        for piece in flow.export(results, chosen, _look(out)):  # type: ignore[arg-type]
            page.write(piece)
    watch.finish(ctx)


@cli.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_share_options
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

    _check_out(out)
    watch = _Watch()
    chosen = form or {".html": "html", ".htm": "html", ".json": "json"}.get(Path(out or "").suffix.lower(), "md")
    results = list(watch.follow_all(flow.extract(paths, _read_options(reading))))
    if not watch.documents:
        watch.summarise()
        raise BearwitnessError("nothing to report: no document could be read")
    with _open_out(out) as page:
        page.write(flow.brief(results, chosen))  # type: ignore[arg-type]
    watch.finish(ctx)


@cli.command(epilog=PATHS_HELP)
@click.argument("target", metavar="CLAIM_ID|FILE")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@_share_options
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
    watch = _Watch(quiet=_is_terminal(sys.stdout))
    results = watch.follow(flow.extract(paths if by_id else (target, *paths), _read_options(reading)))
    with _open_out(None) as page:
        for piece in flow.explain(results, target if by_id else None, _look(None)):
            page.write(piece)
    watch.finish(ctx)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; errors become one line on standard error, and an exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    code = 0
    show_notices()
    try:
        with cli.make_context("bearwitness", [*given]) as context:  # cli.main has its own ideas of interrupts and pipes
            cli.invoke(context)
        _flush()
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = EXIT_USAGE
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "bearwitness"
        _say(f"{error.format_message()} (see: {path} --help)")
        code = EXIT_USAGE
    except BearwitnessError as error:
        _explain_error(given)
        _say(str(error))
        code = EXIT_USAGE if isinstance(error, UsageError) else EXIT_FAILED
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        code = EXIT_INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        code = EXIT_BROKEN_PIPE
    except OSError as error:
        _explain_error(given)
        _drop_output()
        _say(f"cannot write {_flat(error.filename or 'the output')}: {error.strerror or error}")
        code = EXIT_FAILED
    sys.exit(code)


class _Watch:
    """Counts results as they pass, names failures, and keeps whoever waits informed."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.live = not quiet and _is_terminal(sys.stderr)  # quiet: the terminal is taken by the output itself
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
                    show(f"bearwitness: {_flat(result.origin)}: {_flat(result.reason)}", True)
                else:
                    self.documents += 1
                    self.claims += len(result.claims)
                show(self._count(), False)
                yield result

    def finish(self, ctx: click.Context) -> None:
        """The summary, after all output; the exit code if anything failed."""
        _flush()
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


def _read_options(reading: dict[str, object]) -> "flow.Options":
    from bearwitness import flow  # noqa: PLC0415  loaded by now

    return flow.Options(stdin=sys.stdin.buffer, **reading)  # type: ignore[arg-type]


def _look(out: str | None) -> "flow.Look":
    from bearwitness import flow  # noqa: PLC0415  loaded by now

    if out is not None or not _is_terminal(sys.stdout):
        return flow.Look()
    return flow.Look(
        width=max(LEAST_COLUMNS, os.get_terminal_size(sys.stdout.fileno()).columns), color="NO_COLOR" not in os.environ
    )


def _check_out(out: str | None) -> None:
    """Fail before the work, not after it, where the output cannot be written."""
    if out is None:
        return
    path = Path(out)
    if path.is_dir():
        raise UsageError(f"--out '{_flat(out)}' is a folder: give the name of a file")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"--out '{_flat(out)}': there is no folder '{_flat(path.absolute().parent)}'")


@contextmanager
def _open_out(out: str | None) -> Iterator[IO[str]]:
    """Where text goes: standard output, or a file that appears only when it is whole (a device is written directly)."""
    if out is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace")
        yield sys.stdout
        return
    path = Path(os.path.realpath(out))
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            with path.open("w", encoding="utf-8", errors="replace") as page:
                yield page
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as page:
                yield page
                page.flush()
                os.fsync(handle)
            Path(name).chmod(stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_read_umask())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or str(error), out) from error


def _read_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _is_terminal(stream: IO[str]) -> bool:
    return stream.isatty()


def _flush() -> None:
    sys.stdout.flush()


def _drop_output() -> None:
    """Nothing more can be written: let the interpreter's last flush go nowhere instead of complaining."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # standard output is no file here
        return


def _explain_error(arguments: Sequence[str]) -> None:
    if "--debug" in arguments:
        traceback.print_exc()


def _say(line: str) -> None:
    click.echo(f"bearwitness: {_flat(line)}", err=True)


def _flat(value: object) -> str:
    """One line without control characters, whatever a file is called."""
    return "".join(x if x.isprintable() else " " for x in str(value).encode("utf-8", "replace").decode())


if __name__ == "__main__":
    main()
