"""The commands that keep a casebook whole: verify, rebuild, head, backup, restore, copy.

In: options. Out: what was found, on standard output; progress on standard error.
"""

import json
from pathlib import Path
from typing import Any

import click

from bearwitness.base.casebooks import Verification
from bearwitness.cli.openings import Progress, open_options, read_opening, read_passphrase
from bearwitness.cli.outputs import EXIT_FAILED, check_out, open_out

FILE = click.Path(path_type=Path)


@click.command()
@click.option("--head", type=FILE, metavar="FILE", help="A signed head: also finds a tail that was cut off.")
@click.option("--key", metavar="HEX", help="The public key that the head must be signed with.")
@click.option(
    "--tables/--no-tables",
    default=None,
    help="Compare the derived tables, which all views read, with what the entries make; for admins, writers wait. "
    "[default: up to 100,000 entries]",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@open_options
@click.pass_context
def verify(ctx: click.Context, /, form: str, casebook: str | None, author: str | None, **checks: Any) -> None:
    """Check that the casebook is what was written: the chain of entries, all stored bytes, all sealed records.

    Works without a network and without keys. Exit code 1 and the first broken entry where something was changed,
    removed, moved or put in. The line says whether the derived tables were compared too: what is changed in them alone
    is in no entry, and hides or shows what the views tell.

    \b
    Examples:
      bearwitness verify
      bearwitness verify --head head-2016-12.json --key 5f0c…
      bearwitness verify --tables
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, casebook, author)) as book:
        found = flow.verify(book, watch=Progress("entries"), **checks)
    click.echo(_phrase_verification(found) if form == "table" else _describe_verification(found))
    if found.fault is not None:
        ctx.exit(EXIT_FAILED)


@click.command()
@open_options
@click.pass_context
def rebuild(ctx: click.Context, /, casebook: str | None, author: str | None) -> None:
    """Make everything that is derived from the entries anew; the result is the same, bit for bit.

    \b
    Examples:
      bearwitness rebuild
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, casebook, author)) as book:
        done = flow.rebuild(book, Progress("entries"))
    click.echo(f"rebuilt from {done:,} entries")


@click.command()
@click.option("--key", type=FILE, required=True, metavar="FILE", help="The key to sign with (key create --sign).")
@click.option("--passphrase-file", type=FILE, metavar="FILE", help="Where the key's passphrase is. [default: asks]")
@click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all.")
@open_options
@click.pass_context
def head(
    ctx: click.Context,
    /,
    key: Path,
    passphrase_file: Path | None,
    out: str | None,
    **opening: Any,
) -> None:
    """Sign the end of the chain: whoever is given this can tell later whether the casebook was cut or rewritten.

    \b
    Examples:
      bearwitness head --key sign.key --out head-2016-12.json
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    check_out(out)
    passphrase = read_passphrase(passphrase_file, "Passphrase of the key") if flow.is_locked(key) else None
    with flow.open_casebook(read_opening(ctx, **opening)) as book:
        signed = flow.sign_head(book, key, passphrase)
    with open_out(out) as page:
        page.write(flow.format_head(signed))


@click.command()
@click.argument("target", type=FILE, metavar="FILE")
@open_options
@click.pass_context
def backup(ctx: click.Context, /, target: Path, casebook: str | None, author: str | None) -> None:
    """Copy the casebook into FILE, also while others write to it. The copy is verified before it appears.

    FILE is a casebook in SQLite, whichever database the original is kept in. It overwrites nothing.

    \b
    Examples:
      bearwitness backup /media/stick/casebook-2016-12-09.db
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    sequence, hash_ = flow.backup(read_opening(ctx, casebook, author), target, Progress("entries"))
    click.echo(f"{target}: {sequence:,} entries, head {hash_}")


@click.command()
@click.argument("source", type=FILE, metavar="FILE")
@open_options
@click.pass_context
def restore(ctx: click.Context, /, source: Path, casebook: str | None, author: str | None) -> None:
    """Make a casebook of a backup. It overwrites nothing: move the old casebook away first.

    \b
    Examples:
      bearwitness restore /media/stick/casebook-2016-12-09.db
      bearwitness restore casebook-2016-12-09.db --casebook postgresql://monitor@db.example.org/north
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    opening = read_opening(ctx, casebook, author)
    sequence, hash_ = flow.restore(source, opening.address, Progress("entries"))
    click.echo(f"{sequence:,} entries, head {hash_}")


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--author", metavar="NAME", help="Who asks, where FROM has accounts.")
@click.pass_context
def copy(ctx: click.Context, /, source: str, target: str, author: str | None) -> None:
    """Copy a casebook from one database to another, its chain unchanged. TO must be empty or new.

    \b
    Examples:
      bearwitness copy casebook.db postgresql://monitor@db.example.org/north
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    sequence, hash_ = flow.copy(read_opening(ctx, source, author), target, Progress("entries"))
    click.echo(f"{sequence:,} entries, head {hash_}")


def _phrase_verification(found: Verification) -> str:
    if found.fault is None:
        counts = f"{found.entries:,} entries, {found.documents:,} documents, {found.claims:,} claims"
        tables = "compared" if found.compared else "not compared (verify --tables does)"
        return f"whole: {counts}, {found.blobs:,} stored texts and files; derived tables {tables}; head {found.hash}"
    where = "" if found.fault.sequence is None else f" at entry {found.fault.sequence}"
    return f"BROKEN{where}: {found.fault.reason}"


def _describe_verification(found: Verification) -> str:
    fault = found.fault
    told = {name: getattr(found, name) for name in ("entries", "documents", "claims", "blobs", "hash")}
    told |= {
        "tables_compared": found.compared,
        "whole": fault is None,
        "entry": fault and fault.sequence,
        "reason": fault and fault.reason,
    }
    return json.dumps(told, ensure_ascii=False)


COMMANDS: tuple[click.Command, ...] = (verify, rebuild, head, backup, restore, copy)
