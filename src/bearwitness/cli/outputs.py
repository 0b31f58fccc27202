"""What every command shares: where its output goes, what is said meanwhile, how errors become one line.

In: text of a command. Out: standard output or a whole file; progress, failures and errors on standard error. It knows
no command.
"""

import errno
import io
import os
import re
import stat
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shlex import quote
from typing import IO, TYPE_CHECKING, TypeVar

import click

from bearwitness.base.errors import UsageError

if TYPE_CHECKING:
    from bearwitness import flow
    from bearwitness.base.records import Failure

Found = TypeVar("Found")

EXIT_FAILED = 1
NOT_ASKED = frozenset({"author", "casebook", "form", "jobs", "out"})  # options that choose nothing of what is listed
LEAST_COLUMNS = 60  # a narrower terminal wraps


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
            raise UsageError(f"'{flat(value)}' is no date: write YYYY-MM-DD, for example 2016-12-09") from None


class Finding:
    """Whether a listing had anything to show: pieces of it pass through, and an empty one is told of in one line."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.rows = 0

    def watch(self, pieces: Iterable[str]) -> Iterator[str]:
        """The pieces as they are."""
        for piece in pieces:
            self.rows += piece.count("\n") if self.form == "csv" else bool(piece.strip("[] \n"))
            yield piece

    def tell(self, ctx: click.Context) -> None:
        """After all output: that nothing was found, and what was asked."""
        if self.rows <= (self.form == "csv"):  # CSV has a line of names
            say(f"nothing found: {phrase_request(ctx)}")


def phrase_request(ctx: click.Context) -> str:
    """What was asked, as it was written: the command with its arguments and the options that choose."""
    parts = [ctx.command_path.split(" ", 1)[-1]]  # "claims", "identity list"
    for param in ctx.command.params:
        value = ctx.params.get(str(param.name))
        given = ctx.get_parameter_source(str(param.name)) is click.core.ParameterSource.COMMANDLINE
        if not given or param.name in NOT_ASKED:
            continue
        words = [quote(flat(each)) for each in (value if isinstance(value, tuple) else (value,))]
        if isinstance(param, click.Option):
            option = max(param.opts, key=len)
            words = [option] if param.is_flag else [each for word in words for each in (option, word)]
        parts += words
    return " ".join(parts)


def look(out: str | None) -> "flow.Look":
    """How to lay out text: as wide and as coloured as the terminal, plain where there is none."""
    from bearwitness import flow  # noqa: PLC0415  loaded by now

    if out is not None or not is_terminal(sys.stdout):
        return flow.Look()
    return flow.Look(
        width=max(LEAST_COLUMNS, os.get_terminal_size(sys.stdout.fileno()).columns), color="NO_COLOR" not in os.environ
    )


def check_out(out: str | None) -> None:
    """Fail before the work, not after it, where the output cannot be written."""
    if out is None:
        return
    path = Path(out)
    if path.is_dir():
        raise UsageError(f"--out '{flat(out)}' is a folder: give the name of a file")
    if not path.absolute().parent.is_dir():
        raise UsageError(f"--out '{flat(out)}': there is no folder '{flat(path.absolute().parent)}'")


@contextmanager
def open_out(out: str | None) -> Iterator[IO[str]]:
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


def is_terminal(stream: IO[str]) -> bool:
    """Whether a person reads the stream."""
    return stream.isatty()


def flush() -> None:
    """Send on what standard output still holds."""
    sys.stdout.flush()


def drop_output() -> None:
    """Nothing more can be written: let the interpreter's last flush go nowhere instead of complaining."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # standard output is no file here
        return


def explain_error(arguments: Sequence[str]) -> None:
    """The traceback, where it was asked for."""
    if "--debug" in arguments:
        traceback.print_exc()


def say(line: str) -> None:
    """One message on standard error, as one line."""
    click.echo(f"bearwitness: {flat(line)}", err=True)


def name_failures(results: "Iterable[Found | Failure]", failures: list[str]) -> "Iterator[Found]":
    """The results that are no failures; those are named on standard error as they come, and kept in `failures`."""
    from bearwitness.base.records import Failure  # noqa: PLC0415  loaded by now

    for result in results:
        if isinstance(result, Failure):
            failures.append(result.origin)
            say(f"{result.origin}: {result.reason}")
        else:
            yield result


def flat(value: object) -> str:
    """One line without control characters, whatever a file is called."""
    return "".join(x if x.isprintable() else " " for x in str(value).encode("utf-8", "replace").decode())
