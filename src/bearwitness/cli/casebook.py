"""The commands on the casebook's records: add, watch, documents, claims, correct, retract, grade, log.

In: paths, ids and options. Out: receipts, tables to people, data to programs. It never decides anything.
"""

import sys
import time
from typing import Any

import click

from bearwitness.base.casebooks import ENTRY_KINDS, Filter, Receipt
from bearwitness.cli.openings import (
    list_options,
    open_options,
    read_opening,
    time_options,
    write_list,
)
from bearwitness.cli.outputs import EXIT_FAILED, Day, flat, flush

PATHS_HELP = """
\b
PATH is a text, HTML or PDF file, a folder of them, or JSONL with one document
a line; "-" reads standard input. URL is a page, or an RSS or Atom feed, of
which every entry is read.
"""


@click.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL...")
@click.option("--published", type=Day(), help="Publication date of every document here, whatever it says itself.")
@click.option("--outlet", metavar="NAME", help="Outlet of every document here, whatever it says itself.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Worker processes. [default: by cores]")
@open_options
@click.pass_context
def add(
    ctx: click.Context, /, paths: tuple[str, ...], casebook: str | None, author: str | None, **reading: Any
) -> None:
    """Read PATHs and keep them, with the claims in them.

    Each document is kept whole or not at all, and the line that says so is printed once it is kept. The same bytes a
    second time add nothing, under whatever name.

    \b
    Examples:
      bearwitness add reports/
      bearwitness add archive.jsonl --casebook north.db
      bearwitness add https://example.org/feed.xml
      bearwitness --casebook postgresql://monitor@db.example.org/north add reports/
    """
    from bearwitness import flow  # noqa: PLC0415  loads the language model's library: not for --help

    began, counts = time.monotonic(), {"new": 0, "known": 0, "claims": 0, "failed": 0}
    with flow.open_casebook(read_opening(ctx, casebook, author), create=True) as book:
        options = flow.Options(stdin=sys.stdin.buffer, **reading)
        for kept in flow.add_named(book, paths, options, flow.Surroundings()):
            if isinstance(kept, Receipt):
                counts["new" if kept.new else "known"] += 1
                counts["claims"] += kept.claims
                click.echo(phrase_receipt(kept))
                flush()
            else:
                counts["failed"] += 1
                click.echo(f"bearwitness: {flat(kept.origin)}: {flat(kept.reason)}", err=True)
    seconds = time.monotonic() - began
    told = f"{counts['new']:,} added with {counts['claims']:,} claims, {counts['known']:,} known"
    click.echo(f"{told}, {counts['failed']:,} failed in {seconds:.1f} s", err=True)
    if counts["failed"]:
        ctx.exit(EXIT_FAILED)


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="FEED|FOLDER...")
@click.option(
    "--every", type=click.IntRange(min=1), default=300, show_default=True, metavar="SECONDS", help="How often."
)
@click.option("--rounds", type=click.IntRange(min=1), metavar="N", help="Stop after N rounds. [default: goes on]")
@click.option("--outlet", metavar="NAME", help="Outlet of every document here, whatever it says itself.")
@open_options
@click.pass_context
def watch(ctx: click.Context, /, names: tuple[str, ...], every: int, rounds: int | None, **given: Any) -> None:
    """Keep what turns up in feeds and folders, again and again, until it is interrupted.

    Servers are asked for what has changed only, and less often while they fail. It goes on where it stopped.

    \b
    Examples:
      bearwitness watch https://example.org/feed.xml
      bearwitness watch inbox/ --every 10
      bearwitness watch https://example.org/feed.xml --rounds 1      one poll, for cron
    """
    from bearwitness import flow  # noqa: PLC0415  loads the language model's library: not for --help

    failed = False
    options = flow.Options(outlet=given.pop("outlet"), jobs=1)
    with flow.open_casebook(read_opening(ctx, **given), create=True) as book:
        for kept in flow.watch(book, names, options, flow.Surroundings(), every_s=every, rounds=rounds):
            if isinstance(kept, Receipt):
                click.echo(phrase_receipt(kept))
                flush()
            else:
                failed = True
                click.echo(f"bearwitness: {flat(kept.origin)}: {flat(kept.reason)}", err=True)
    if failed:
        ctx.exit(EXIT_FAILED)


@click.command()
@click.option("--place", metavar="NAME", help="A place, or a region around it.")
@click.option("--since", type=Day(), help="Of what happened on that day or later.")
@click.option("--until", type=Day(), help="Of what happened on that day or earlier.")
@click.option("--kind", metavar="KIND", help="event, harm; ASSAULT, CONTROL...; killed, injured, children...")
@click.option("--source", metavar="NAME|ID", help="Who says so, under any of the names of its record.")
@click.option("--words", metavar="WORDS", help="All of these words are in the evidence; word* finds its beginnings.")
@click.option("--document", metavar="ID", help="Of one document: its id, path or digest.")
@click.option("--ended", is_flag=True, help="Also what was retracted or corrected.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N.")
@click.option("--after", type=click.IntRange(min=0), default=0, metavar="N", help="Only those behind entry N.")
@time_options
@list_options
@open_options
@click.pass_context
def claims(ctx: click.Context, /, form: str | None, out: str | None, as_of: str | None, **asked: Any) -> None:
    """List the claims in the casebook.

    \b
    Examples:
      bearwitness claims --place Aleppo --since 2016-12-01 --until 2016-12-31
      bearwitness claims --kind killed --source "Lakeland Observatory"
      bearwitness claims --words "market shell*" --format csv --out market.csv
      bearwitness claims --as-of 2016-12-09
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, asked.pop("casebook"), asked.pop("author"))) as book:
        wanted = Filter(as_of=flow.read_moment(as_of), **asked)
        write_list(ctx, lambda chosen, look: flow.list_claims(book, wanted, chosen, look), form, out)


@click.command()
@click.option("--since", type=Day(), help="Published on that day or later.")
@click.option("--until", type=Day(), help="Published on that day or earlier.")
@click.option("--source", metavar="OUTLET", help="The outlet.")
@click.option("--words", metavar="WORDS", help="All of these words are in title or text; word* finds its beginnings.")
@click.option("--ended", is_flag=True, help="Also what was retracted.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N.")
@click.option("--after", type=click.IntRange(min=0), default=0, metavar="N", help="Only those behind entry N.")
@time_options
@list_options
@open_options
@click.pass_context
def documents(ctx: click.Context, /, form: str | None, out: str | None, as_of: str | None, **asked: Any) -> None:
    """List the documents in the casebook.

    \b
    Examples:
      bearwitness documents
      bearwitness documents --words "ceasefire" --since 2016-12-01
      bearwitness documents --format csv --out documents.csv
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, asked.pop("casebook"), asked.pop("author"))) as book:
        wanted = Filter(as_of=flow.read_moment(as_of), **asked)
        write_list(ctx, lambda chosen, look: flow.list_documents(book, wanted, chosen, look), form, out)


@click.command()
@click.argument("id_", metavar="CLAIM")
@click.argument("changes", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option("--why", required=True, metavar="REASON", help="Why; it is kept with the correction.")
@open_options
@click.pass_context
def correct(ctx: click.Context, /, id_: str, changes: tuple[str, ...], why: str, **opening: Any) -> None:
    """Correct a claim; the claim as it was stays visible.

    FIELD is a field of the claim's JSON, VALUE is JSON or plain words. In words, place is looked up in the gazetteer,
    actor, target and sources are names, when is a day, a month or an interval in EDTF; null is nothing. The corrected
    claim has a new id. What it rests on stays: its document, its evidence and all spans, the rule and the extractor.

    \b
    Examples:
      bearwitness correct 9f2c1ab0 harms.0.low=12 harms.0.high=12 --why "misread the table"
      bearwitness correct 9f2c1ab0 place=null --why "another town of that name"
      bearwitness correct 9f2c1ab0 place="Gaza City" when=2024-01-10/2024-01-12 --why "as the mayor made clear"
      bearwitness correct 9f2c1ab0 actor="the army" 'sources=["the mayor", "the agency"]' --why "misread"
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **opening)) as book:
        claim = flow.correct(book, id_, changes, why)
    click.echo(claim.id)


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--why", required=True, metavar="REASON", help="Why; it is kept with the retraction.")
@open_options
@click.pass_context
def retract(ctx: click.Context, /, id_: str, why: str, **opening: Any) -> None:
    """Retract a claim, a judgement, or a document with all its claims; what it was stays visible.

    \b
    Examples:
      bearwitness retract 9f2c1ab0 --why "the speaker withdrew it"
      bearwitness retract reports/karesh.txt --why "a forgery"
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **opening)) as book:
        sight = book.retract(id_, why)
    click.echo(f"retracted {sight.kind} {sight.id}")


@click.command()
@click.argument("id_", metavar="CLAIM")
@click.argument("credibility", type=click.IntRange(1, 6))
@click.option("--why", required=True, metavar="REASON", help="Why; it is kept with the grade.")
@open_options
@click.pass_context
def grade(ctx: click.Context, /, id_: str, credibility: int, why: str, **opening: Any) -> None:
    """Grade the credibility of a claim: 1 confirmed, 2 probable, 3 possible, 4 doubtful, 5 improbable, 6 unknown.

    \b
    Examples:
      bearwitness grade 9f2c1ab0 2 --why "two sources that do not know each other"
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **opening)) as book:
        click.echo(book.grade(id_, credibility, why))


@click.command()
@click.option("--after", type=click.IntRange(min=0), default=0, metavar="N", help="Only those behind entry N.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(ENTRY_KINDS), metavar="KIND", help="Of this kind.")
@time_options
@list_options
@open_options
@click.pass_context
def log(ctx: click.Context, /, form: str | None, out: str | None, as_of: str | None, **asked: Any) -> None:
    """List the entries: everything that was ever done, in order, each with the hash of the one before.

    The payload of an entry is hashed as canonical JSON: keys sorted, no white space, UTF-8.

    \b
    Examples:
      bearwitness log
      bearwitness log --kind retraction --kind correction
      bearwitness log --format jsonl --out entries.jsonl
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, asked.pop("casebook"), asked.pop("author"))) as book:
        entries = book.log(as_of=flow.read_moment(as_of), **asked)
        write_list(ctx, lambda chosen, look: flow.list_entries(entries, chosen, look), form, out)


def phrase_receipt(receipt: Receipt) -> str:
    """A receipt as a line."""
    if not receipt.new:
        return f"known  {receipt.sha256[:12]}  entry {receipt.sequence}  {flat(receipt.document)}"
    return f"added  {receipt.sha256[:12]}  entry {receipt.sequence}  {receipt.claims} claims  {flat(receipt.document)}"


COMMANDS: tuple[click.Command, ...] = (add, watch, documents, claims, correct, retract, grade, log)
