"""The commands on places: where, and gazetteer with its parts build, add and info; each a few lines that call flow.

In: a text, paths or a list of places. Out: tables to people, data to programs. It never decides anything about a place.
"""

import sys
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from bearwitness.cli.dates import EPILOG, is_text
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
    say,
)

if TYPE_CHECKING:
    from bearwitness.base.findings import FoundPlaces

FORMATS = click.Choice(["table", "json", "jsonl", "csv"])


@click.command(epilog=EPILOG)
@click.argument("targets", nargs=-1, required=True, metavar="TEXT|PATH...")
@click.option(
    "--published",
    type=Day(),
    help="Publication date of every document here, whatever it says itself; of no use to a TEXT.",
)
@click.option("--format", "form", type=FORMATS, help="[default: table; piped: jsonl]")
@click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all.")
@click.pass_context
def where(
    ctx: click.Context, /, targets: tuple[str, ...], published: date | None, form: str | None, out: str | None
) -> None:
    """Find the places in a TEXT, or in the documents behind PATHs.

    Every name with its position, its radius and how precise that is, and why this place of the name. A name that is a
    place but cannot be settled keeps its words and gets no position. A government that speaks ("Damascus denies"), a
    people and a person's name are no places.

    \b
    Examples:
      bearwitness where "Nine died in western Aleppo, 20 km south of Azaz."
      bearwitness where "Two men from Tripoli, Lebanon" --format json
      bearwitness where reports/ --format csv --out places.csv
    """
    from bearwitness import flow  # noqa: PLC0415  loads the reader of documents: not for --help

    check_out(out)
    chosen = form or ("table" if out is None and is_terminal(sys.stdout) else "jsonl")
    failures: list[str] = []
    if is_text(targets):
        results: Iterable[FoundPlaces] = [flow.place_text(targets[0])]
    else:
        options = flow.Options(published=published, stdin=sys.stdin.buffer)
        results = name_failures(flow.place_reports(targets, options), failures)
    finding = Finding(chosen)
    with open_out(out) as page:
        pieces = flow.export_places(results, chosen, look(out))  # type: ignore[arg-type]
        for piece in finding.watch(pieces):
            page.write(piece)
    flush()
    finding.tell(ctx)
    if failures:
        ctx.exit(EXIT_FAILED)


@click.group()
def gazetteer() -> None:
    """The places of the world that names in reports are looked up in.

    It is one file, compiled from GeoNames' lists and this project's supplement the first time that it is needed.

    \b
    Examples:
      bearwitness gazetteer info                 what is in it, from whom, under which licence
      bearwitness gazetteer add SY.zip           all of GeoNames' places of Syria
      bearwitness gazetteer add camps.csv        a list of your own: name,lat,lon
      bearwitness gazetteer build                compile it anew
    """


@gazetteer.command("build")
def build_command() -> None:
    """Compile the gazetteer anew, with all places that were added.

    \b
    Examples:
      bearwitness gazetteer build
      BEARWITNESS_GAZETTEER=places.sqlite bearwitness gazetteer build
    """
    from bearwitness import flow  # noqa: PLC0415  loads the reader of documents: not for --help

    click.echo(flow.build_places(say))


@gazetteer.command("add")
@click.argument("file", type=click.Path())
@click.pass_context
def add_command(ctx: click.Context, /, file: str) -> None:
    """Add the places of FILE for good; they outlive every rebuild.

    FILE is a GeoNames country dump (SY.zip or SY.txt), an OCHA table of P-codes with coordinates (CSV, or XLSX with the
    extra "field"), or any CSV with the columns name, lat, lon and, if known, country (two letters), kind, km (radius),
    in (what it lies in), variants (other spellings, separated by semicolons), id and population. Rows that are none are
    named, and the rest is added.

    \b
    Examples:
      bearwitness gazetteer add SY.zip
      bearwitness gazetteer add yem_adminboundaries_tabulardata.xlsx
      bearwitness gazetteer add checkpoints.csv
    """
    from bearwitness import flow  # noqa: PLC0415  loads the reader of documents: not for --help

    added = flow.add_places(file, say)
    for failure in added.failures:
        say(f"{failure.origin}: {failure.reason}")
    click.echo(f"{added.kept:,} places added, {len(added.failures):,} rows left out")
    if added.failures:
        ctx.exit(EXIT_FAILED)


@gazetteer.command("info")
@click.option("--format", "form", type=FORMATS, help="[default: table; piped: jsonl]")
def info_command(form: str | None) -> None:
    """Tell what the gazetteer was compiled from, how much came from where, and the licences.

    \b
    Examples:
      bearwitness gazetteer info
      bearwitness gazetteer info --format json
    """
    from bearwitness import flow  # noqa: PLC0415  loads the reader of documents: not for --help

    chosen = form or ("table" if is_terminal(sys.stdout) else "jsonl")
    with open_out(None) as page:
        page.write(flow.describe_gazetteer(chosen, look(None)))  # type: ignore[arg-type]
