"""What the commands on a casebook share: which casebook, who opens it, how a list is shown.

In: options and the environment. Out: openings, formats and looks. A secret comes from the environment, a file or a
hidden prompt, never from the command line, where others could read it.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bearwitness.base.errors import UsageError
from bearwitness.cli.outputs import Finding, check_out, flat, flush, is_terminal, look, open_out

if TYPE_CHECKING:
    from bearwitness import flow

DEFAULT_ADDRESS = "casebook.db"
PROGRESS_S = 10.0  # seconds between lines that say how far a long work has come

Command = Callable[..., Any]


def open_options(command: Command) -> Command:
    """Options that say which casebook, and who works on it."""
    for option in (
        click.option("--author", metavar="NAME", help="Who is recorded as author. [default: $BEARWITNESS_AUTHOR]"),
        click.option(
            "--casebook", metavar="PATH|URL", help="The casebook. [default: $BEARWITNESS_CASEBOOK, else casebook.db]"
        ),
    ):
        command = option(command)
    return command


def list_options(command: Command) -> Command:
    """Options that say how a list is shown."""
    forms = click.Choice(["table", "json", "jsonl", "csv"])
    for option in (
        click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all."),
        click.option("--format", "form", type=forms, help="[default: table; piped: jsonl]"),
    ):
        command = option(command)
    return command


def time_options(command: Command) -> Command:
    """The option to ask what was known at a time."""
    return click.option("--as-of", metavar="DATE|TIME", help="What was known then: to the end of a day, UTC.")(command)


def read_opening(ctx: click.Context, casebook: str | None, author: str | None) -> "flow.Opening":
    """Which casebook and who: by the options, else the environment."""
    from bearwitness import flow  # noqa: PLC0415  not for --help

    address = casebook or ctx.find_root().obj or os.environ.get("BEARWITNESS_CASEBOOK") or DEFAULT_ADDRESS
    return flow.Opening(
        address=address,
        name=author or os.environ.get("BEARWITNESS_AUTHOR") or None,
        token=os.environ.get("BEARWITNESS_TOKEN") or None,
    )


def refuse_idle(ctx: click.Context, paths: tuple[str, ...], given: Mapping[str, object]) -> None:
    """Raises UsageError for options that would do nothing: the casebook's with PATHs, those on reading without."""
    given = {**given, "casebook": given["casebook"] or ctx.find_root().obj}
    for name in ("casebook", "as_of") if paths else ("jobs", "outlet", "published"):
        if given.get(name) is not None:
            option = f"--{name.replace('_', '-')}"
            raise UsageError(f"{option} does nothing {'with' if paths else 'without'} PATHs: leave one of them out")


def choose_form(form: str | None, out: str | None) -> Any:
    """The format that was asked for: tables to people, JSON to programs."""
    return form or ("table" if out is None and is_terminal(sys.stdout) else "jsonl")


def write(pieces: "Callable[[flow.Look], Iterator[str]]", out: str | None, finding: Finding | None = None) -> None:
    """Write text piece by piece to standard output or to a file; `finding` is told whether there was any."""
    check_out(out)
    with open_out(out) as page:
        made = pieces(look(out))
        for piece in made if finding is None else finding.watch(made):
            page.write(piece)


def write_list(
    ctx: click.Context, pieces: "Callable[[Any, flow.Look], Iterator[str]]", form: str | None, out: str | None
) -> None:
    """Write a list in the format that was asked for, and say in one line where there is nothing in it."""
    chosen = choose_form(form, out)
    finding = Finding(chosen)
    write(lambda look: pieces(chosen, look), out, finding)
    flush()
    finding.tell(ctx)


def read_passphrase(path: Path | None, prompt: str, *, new: bool = False) -> str:
    """A secret from a file (its first line), else from a hidden prompt.

    Raises UsageError where there is neither a file nor a person to ask.
    """
    if path is not None:
        try:
            return path.read_text(encoding="utf-8").splitlines()[0]
        except (OSError, UnicodeDecodeError, IndexError):
            raise UsageError(f"no passphrase can be read from '{flat(path)}'") from None
    if not is_terminal(sys.stdin):
        raise UsageError(f"{prompt.lower()}: nobody can be asked for it here; put it into a file and name that file")
    return str(click.prompt(prompt, hide_input=True, confirmation_prompt=new, err=True))


class Progress:
    """Says on standard error, now and then, how many of something are done."""

    def __init__(self, things: str) -> None:
        self.things = things
        self.told = time.monotonic()

    def __call__(self, done: int) -> None:
        """Say it, if it was not said a moment ago."""
        if time.monotonic() - self.told > PROGRESS_S:
            self.told = time.monotonic()
            click.echo(f"bearwitness: {done:,} {self.things} so far", err=True)
