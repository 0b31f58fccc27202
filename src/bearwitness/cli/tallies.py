"""The command tally: how many, at least and at most, and why; a few lines that call flow.

In: paths, or the casebook, and a question. Out: rows to people or to programs, a chart. It never decides anything about
a count.
"""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import click

from bearwitness.base.errors import BearwitnessError, UsageError
from bearwitness.base.records import HarmKind, Who
from bearwitness.base.tallies import Axis, Policy
from bearwitness.cli.openings import open_options, read_opening, refuse_idle
from bearwitness.cli.outputs import Day, check_out, flat, is_terminal, look, open_out, say
from bearwitness.cli.reports import PATHS_HELP, Watch, read_options, share_options


@click.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--harm", type=click.Choice(get_args(HarmKind)), default="killed", show_default=True, help="What was done."
)
@click.option("--who", type=click.Choice(get_args(Who)), default="people", show_default=True, help="To whom.")
@click.option("--place", metavar="NAME", help='Where, for example "Old City, Mosul": all that lies in it.')
@click.option("--from", "start", type=Day(), help="The first day.")
@click.option("--to", "end", type=Day(), help="The last day.")
@click.option("--by", metavar="AXES", default="", help=f"A row for each of: {', '.join(get_args(Axis))} (with commas).")
@click.option(
    "--source", "--only", "only", multiple=True, metavar="NAME", help="Only what this source said first; repeatable."
)
@click.option("--exclude", multiple=True, metavar="NAME", help="Without what this source said first; repeatable.")
@click.option("--as-of", "as_of", type=Day(), help="What was published by this day, whenever it was recorded.")
@click.option(
    "--policy",
    type=click.Choice(get_args(Policy)),
    default="all",
    show_default=True,
    help="What is admitted: all, claims of named sources, or what two independent origins speak of.",
)
@click.option(
    "--explain", "explained", is_flag=True, help="The claims that set each bound, and why the others do not count."
)
@click.option(
    "--diff", type=Day(), nargs=2, metavar="DAY DAY", help="What changed in what was known, and by which claims."
)
@click.option("--chart", type=click.Path(), metavar="FILE", help="Draw the rows as ranges: FILE.png or FILE.svg.")
@open_options
@share_options
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl", "csv"]), help="[default: table; piped: json]"
)
@click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all.")
@click.pass_context
def tally(
    ctx: click.Context,
    /,
    *,
    paths: tuple[str, ...],
    form: str | None,
    out: str | None,
    chart: str | None,
    diff: tuple[date, date] | None,
    explained: bool,
    by: str,
    casebook: str | None,
    author: str | None,
    **asked: object,
) -> None:
    """How many: the least and the most that the claims in PATHs, or in the casebook, allow.

    Nothing is simply added up: a subset is never added to its whole, an update replaces what it updates, a toll over
    a month holds the attacks inside it, forty reprints are one voice. Where sources cannot all be right, both sides
    count.

    \b
    Examples:
      bearwitness tally reports/
      bearwitness tally --place Mosul                  of the casebook
      bearwitness tally reports/ --harm killed --who civilians --place Mosul \\
        --from 2017-05-03 --by actor
      bearwitness tally reports/ --by place,month --format csv --out tallies.csv
      bearwitness tally reports/ --place "Hama, Syria" --explain
      bearwitness tally reports/ --exclude "state television" --policy two-origins
      bearwitness tally reports/ --diff 2017-05-10 2017-05-20
      bearwitness tally reports/ --by actor --chart actors.svg

    A row says: at least LOW; at most HIGH of what is reported; "or more" where a source says "at least" and none says
    at most. The truth may lie above all that is reported: see "bearwitness estimate".
    """
    from bearwitness import flow  # noqa: PLC0415  loads the language model's library: not for --help

    check_out(out)
    check_out(chart)
    axes = tuple(part.strip() for part in by.split(",") if part.strip())
    for axis in axes:
        if axis not in get_args(Axis):
            raise UsageError(f"--by '{flat(axis)}' is none of {', '.join(get_args(Axis))}")
    if chart and Path(chart).suffix.lower() not in (".png", ".svg"):
        raise UsageError(f"--chart '{flat(chart)}': give a name that ends with .png or .svg")
    if diff and (chart or explained or asked["as_of"]):
        raise UsageError("--diff shows what changed between two days: --chart, --explain and --as-of are for one tally")
    reading = {name: asked.pop(name) for name in ("jobs", "outlet", "published")}
    refuse_idle(ctx, paths, reading | {"casebook": casebook})
    question = flow.Question(by=axes, **asked)  # type: ignore[arg-type]
    chosen = form or ("table" if out is None and is_terminal(sys.stdout) else "json")
    watch = Watch()
    judged = None
    if paths:
        results = list(watch.follow(flow.extract(paths, read_options(reading))))
        if not watch.documents:
            watch.summarise()
            raise BearwitnessError("nothing to tally: no document could be read")
    else:
        with flow.open_casebook(read_opening(ctx, casebook, author)) as book:
            results, judged = list(flow.recall(book)), flow.recall_judgements(book)
            question = replace(question, voices=flow.recall_voices(book))
    incidents = flow.place_claims(results, judged or ())
    if diff:
        change = flow.compare(results, question, diff, incidents)
        notes, pieces = change.after.notes, flow.show_changes(change, chosen, look(out))  # type: ignore[arg-type]
    else:
        count = flow.tally(results, question, incidents)
        notes = count.notes
        pieces = flow.show_tallies(count, chosen, look(out), explained=explained)  # type: ignore[arg-type]
        if chart:
            flow.draw(count, Path(chart))
    for note in notes:
        say(note)
    with open_out(out) as page:
        for piece in pieces:
            page.write(piece)
    if paths:
        watch.finish(ctx)
