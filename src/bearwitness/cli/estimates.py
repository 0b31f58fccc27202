"""The command estimate: how many are on no list; a few lines that call flow.

In: a CSV file of overlapping lists. Out: the estimates and their spread. It never decides anything about a list.
"""

import sys

import click

from bearwitness.cli.outputs import EXIT_FAILED, check_out, flush, is_terminal, open_out


@click.command()
@click.argument("lists", metavar="LISTS.csv")
@click.option(
    "--match",
    type=click.FloatRange(0.5, 1.0),
    default=0.9,
    show_default=True,
    help="From which probability two entries are one person.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the sampler: the same seed, the same numbers.")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "jsonl", "csv"]), help="[default: table; piped: json]"
)
@click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all.")
@click.pass_context
def estimate(ctx: click.Context, /, *, lists: str, match: float, seed: int, form: str | None, out: str | None) -> None:
    """How many there are, listed or not: an estimate from lists that overlap.

    Kept apart from every tally: a tally says what is reported, an estimate what the overlaps of lists suggest about
    those on no list. It gives several methods and the spread over their models, or says why the lists allow none.

    \b
    LISTS.csv has either a column of 0 and 1 for each list and a column count:
      north,south,clinic,count
      1,0,0,310
      1,1,0,42
    or a line for every entry of named lists, which are linked first (needs the extra "estimate"):
      list,name,date,place,age,sex
      north,...

    \b
    Examples:
      bearwitness estimate overlaps.csv
      bearwitness estimate named.csv --match 0.95
      bearwitness estimate overlaps.csv --format csv --out models.csv

    Exit code 1 when no estimate is given; the reasons are in the output.
    """
    from bearwitness import flow  # noqa: PLC0415  loads the language model's library: not for --help

    check_out(out)
    chosen = form or ("table" if out is None and is_terminal(sys.stdout) else "json")
    found = flow.estimate(lists, flow.Care(match=match, seed=seed))
    with open_out(out) as page:
        page.write(flow.show_estimate(found, chosen))  # type: ignore[arg-type]
    flush()
    if found.refusals:
        ctx.exit(EXIT_FAILED)
