"""The commands on reports from the ground: field add, field import, field merge.

In: words, fields, tables, e-mails, batches. Out: receipts. Contact data come from files only.
"""

import json
import mimetypes
import secrets
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from bearwitness.base.casebooks import Receipt
from bearwitness.base.errors import UsageError
from bearwitness.base.records import Failure
from bearwitness.cli.casebook import phrase_receipt
from bearwitness.cli.openings import open_options, read_opening
from bearwitness.cli.outputs import EXIT_FAILED, Day, flat, flush

FILE = click.Path(path_type=Path)


@click.group()
def field() -> None:
    """Take in reports from people on the ground; who they are is sealed, what they say goes the way of every report."""


def _offline_options(command: Any) -> Any:
    for option in (
        click.option("--batch", type=FILE, metavar="FILE", help="Write to a batch file instead, without the casebook."),
        click.option("--seal-to", metavar="HEX", help="For --batch: the public key that seals contact data."),
    ):
        command = option(command)
    return command


@field.command("add")
@click.option("--text", metavar="WORDS", help="What is reported, in words.")
@click.option("--text-file", type=FILE, metavar="FILE", help="The same from a file.")
@click.option("--source", metavar="CODE", help="The code name of whoever reports; never a name.")
@click.option("--place", metavar="NAME", help="Where it happened.")
@click.option("--lat", type=click.FloatRange(-90, 90), metavar="DEGREES", help="Where, WGS84.")
@click.option("--lon", type=click.FloatRange(-180, 180), metavar="DEGREES", help="Where, WGS84.")
@click.option("--date", "start", type=Day(), help="When it happened.")
@click.option("--until", "end", type=Day(), help="The last day of it, where it took several.")
@click.option("--reported", type=Day(), help="When it was reported. [default: today]")
@click.option("--count", "counts", multiple=True, metavar="HARM=N", help="killed=12, killed.children=3, injured=20+.")
@click.option("--attach", "files", multiple=True, type=FILE, metavar="FILE", help="A file; may be given again.")
@click.option("--contact-file", type=FILE, metavar="FILE", help='JSON to seal: {"name": ..., "phone": ...}.')
@click.option("--language", metavar="CODE", help="The language of the words.")
@_offline_options
@open_options
@click.pass_context
def add_report(ctx: click.Context, /, **given: Any) -> None:
    """Take in one report: words are extracted as in any report, fields are claims by themselves.

    Metadata are taken out of pictures; the files as they came are sealed.

    \b
    Examples:
      bearwitness field add --source heron-7 --text "Shelling hit the market in Karesh."
      bearwitness field add --source heron-7 --place Karesh --date 2019-06-04 \\
          --count killed=12 --count killed.children=3
      bearwitness field add --source heron-7 --place Karesh --count injured=20+ --attach photo.jpg \\
          --batch out.batch --seal-to 5f0c…
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    opening = {name: given.pop(name) for name in ("casebook", "author")}
    batch, seal_to = given.pop("batch"), given.pop("seal_to")
    if (given["reported"] or date.min) > date.today():
        raise UsageError(f"--reported {given['reported']} is in the future")
    report = flow.build_field_report(
        identifier=f"field:{secrets.token_hex(12)}",
        words=_read_words(given.pop("text"), given.pop("text_file")),
        files=[_read_file(path) for path in given.pop("files")],
        contact=_read_contact(given.pop("contact_file")),
        values={**given, "reported": given["reported"] or date.today()},
    )
    _keep(ctx, [report], opening, batch, seal_to)


@field.command("import")
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--map", "mapping", multiple=True, metavar="COLUMN=FIELD", help="Which column is which field; again.")
@_offline_options
@open_options
@click.pass_context
def import_reports(ctx: click.Context, /, paths: tuple[Path, ...], mapping: tuple[str, ...], **given: Any) -> None:
    """Take in tables (.csv, .xlsx; KoBoToolbox and ODK exports) and e-mails (.eml).

    Columns of the usual names are known. FIELD is id, reported, start, end, place, lat, lon, text, title, source,
    language, a harm (killed), a harm of some (killed.children), contact (sealed) or skip. Rows and messages as they
    came are sealed too; columns that go into no field are named. A row whose fields cannot all be (a part above its
    whole, lat without lon) is refused. The same row a second time adds nothing.

    \b
    Examples:
      bearwitness field import kobo-export.xlsx
      bearwitness field import odk.csv --map "q3_village=place" --map "q7_dead=killed" --map "q1_name=contact"
      bearwitness field import mail/*.eml
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    chosen = {}
    for each in mapping:
        column, found, name = each.rpartition("=")
        if not found:
            raise UsageError(f"'{flat(each)}' maps nothing: write COLUMN=FIELD")
        chosen[column] = name
    batch, seal_to = given.pop("batch"), given.pop("seal_to")
    _keep(ctx, flow.read_field_reports(paths, chosen), given, batch, seal_to)


@field.command("merge")
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="BATCH...")
@open_options
@click.pass_context
def merge(ctx: click.Context, /, paths: tuple[Path, ...], **opening: Any) -> None:
    """Merge batch files that were written without the casebook; nothing is lost, nothing is doubled.

    \b
    Examples:
      bearwitness field merge /media/stick/*.batch
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **opening), create=True) as book:
        _tell(ctx, flow.merge_batches(book, paths))


def _keep(
    ctx: click.Context, reports: Iterable[Any], opening: dict[str, Any], batch: Path | None, key: str | None
) -> None:
    from bearwitness import flow  # noqa: PLC0415  loaded by now

    if batch is not None:
        if key is not None and (len(key) != 64 or not set(key.lower()) <= set("0123456789abcdef")):
            raise UsageError("--seal-to is a public key: 64 hexadecimal digits, as key create prints them")
        _tell(ctx, flow.write_batch(batch, reports, key))
        return
    with flow.open_casebook(read_opening(ctx, **opening), create=True) as book:
        _tell(ctx, flow.add_field_reports(book, reports))


def _tell(ctx: click.Context, kept: Iterable[Receipt | Failure | str]) -> None:
    failed = False
    for each in kept:
        if isinstance(each, Failure):
            failed = True
            click.echo(f"bearwitness: {flat(each.origin)}: {flat(each.reason)}", err=True)
        else:
            click.echo(f"written  {flat(each)}" if isinstance(each, str) else phrase_receipt(each))
            flush()
    if failed:
        ctx.exit(EXIT_FAILED)


def _read_words(text: str | None, path: Path | None) -> str:
    if path is None:
        return text or ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"--text-file '{flat(path)}' cannot be read as UTF-8") from None


def _read_file(path: Path) -> tuple[str, str, bytes]:
    try:
        return path.name, mimetypes.guess_type(path.name)[0] or "application/octet-stream", path.read_bytes()
    except OSError as error:
        raise UsageError(f"--attach '{flat(path)}' cannot be read: {error.strerror}") from None


def _read_contact(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError(f"--contact-file '{flat(path)}' cannot be read as JSON") from None
    if not isinstance(known, dict):
        raise UsageError(f"--contact-file '{flat(path)}' is no object, such as {{\"phone\": ...}}")
    return {str(name): str(value) for name, value in known.items()}


COMMANDS: tuple[click.Command, ...] = (field,)
