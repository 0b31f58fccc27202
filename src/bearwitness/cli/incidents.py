"""The commands on incidents: resolve, incidents, show, review, judge; each a few lines that call flow.

In: paths and a file of judgements, or the casebook. Out: tables to people, data to programs. It never decides what
belongs together.
"""

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

import click

from bearwitness.base.errors import BearwitnessError, UnknownRecord, UsageError
from bearwitness.base.incidents import GradeName, Verdict
from bearwitness.cli.openings import open_options, read_opening, refuse_idle, time_options, write
from bearwitness.cli.outputs import Day, Finding, check_out, flush, is_terminal, look, open_out
from bearwitness.cli.reports import PATHS_HELP, Watch, read_options, share_options

if TYPE_CHECKING:
    from bearwitness import flow
    from bearwitness.flow import incidents as flow_incidents
    from bearwitness.resolve.incidents import Register

FORMATS = ("table", "json", "jsonl", "csv")


def _share_listing(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--out", type=click.Path(), metavar="FILE", help="Write to FILE, whole or not at all."),
        click.option("--format", "form", type=click.Choice(FORMATS), help="[default: table; piped: jsonl]"),
        click.option(
            "--judgements", type=click.Path(), metavar="FILE", help="What people judged: lines that `judge` wrote."
        ),
    ):
        command = option(command)
    return share_options(open_options(time_options(command)))


@click.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@_share_listing
@click.pass_context
def resolve(ctx: click.Context, /, paths: tuple[str, ...], **options: object) -> None:
    """Say which incident each document in PATHs, or in the casebook, is about, and which copy one story.

    One line a document: {"document", "incident", "story", "why"}. Documents of one incident have the same id there;
    null where a document has no single incident. Copies of one text share their story.

    \b
    Examples:
      bearwitness resolve archive.jsonl --format jsonl
      bearwitness resolve reports/ --judgements judgements.jsonl
    """
    from bearwitness.flow import incidents as flow_incidents  # noqa: PLC0415  loads the language model's library

    _list(ctx, paths, options, flow_incidents.export_placements)


@click.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--place", metavar="NAME", help="Only at places whose name holds NAME.")
@click.option("--since", type=Day(), help="Only on this day or later.")
@click.option("--until", type=Day(), help="Only on this day or earlier.")
@click.option("--kind", metavar="KIND", help="Only of this kind: air, shells, planted, gas, ground, ..., as in JSON.")
@click.option("--grade", type=click.Choice(get_args(GradeName)), help="Only with this grade.")
@_share_listing
@click.pass_context
def incidents(ctx: click.Context, /, paths: tuple[str, ...], **options: object) -> None:
    """List the incidents that PATHs, or the casebook, tell of, with their tolls and grades.

    Each figure stands as its sources give it; nothing is added up. The grade says how far an incident is confirmed, and
    why.

    \b
    Examples:
      bearwitness incidents archive.jsonl
      bearwitness incidents archive.jsonl --place Masyaf --since 2016-06-01 --grade contested
      bearwitness incidents reports/ --format csv --out incidents.csv
    """
    from bearwitness.flow import incidents as flow_incidents  # noqa: PLC0415  loads the language model's library

    filters = {name: options.pop(name) for name in ("place", "since", "until", "kind", "grade")}
    asked = flow_incidents.IncidentFilter(**filters)  # type: ignore[arg-type]  # of the types that click gives
    _list(ctx, paths, options, lambda found, form, look: flow_incidents.export_incidents(found, asked, form, look))


@click.command(epilog=PATHS_HELP)
@click.argument("record", metavar="ID")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@_share_listing
@click.pass_context
def show(ctx: click.Context, /, record: str, paths: tuple[str, ...], **options: object) -> None:
    """Show one record of the casebook with all that was said of it, or one incident.

    ID is a claim, a document (its digest or its path), a source, a judgement or the number of an entry; or an incident
    (claims by origin, toll history, grade and why, what it was told apart from), by its id or that of a document or
    claim in it. The beginning of an id will do. With PATHs, an incident that they tell of; no casebook is needed.

    \b
    Examples:
      bearwitness show 9f2c1ab0
      bearwitness show 17 --format json
      bearwitness show i3f2a
      bearwitness show i3f2a archive.jsonl
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    refuse_idle(ctx, paths, options)
    if not paths:
        form, out, as_of = options["form"], options["out"], options["as_of"]
        assert out is None or isinstance(out, str)
        chosen = form or ("table" if out is None and is_terminal(sys.stdout) else "json")
        with flow.open_casebook(_read_opening(ctx, options)) as book:
            moment = flow.read_moment(None if as_of is None else str(as_of))
            try:
                write(lambda look: flow.show(book, record, moment, chosen, look), out)  # type: ignore[arg-type]
                return
            except UnknownRecord:
                if not record.startswith("i"):
                    raise
    from bearwitness.flow import incidents as flow_incidents  # noqa: PLC0415  loads the language model's library

    _list(ctx, paths, options, lambda found, form, look: flow_incidents.export_incident(found, record, form, look))


@click.command(epilog=PATHS_HELP)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@_share_listing
@click.pass_context
def review(ctx: click.Context, /, paths: tuple[str, ...], **options: object) -> None:
    """List the pairs of incidents in PATHs, or in the casebook, that are nearly one, for a person to judge.

    The closest first, with every reason for and against, and an id on each side for `judge`. Judgements that could not
    be followed are named after the table.

    \b
    Examples:
      bearwitness review archive.jsonl
      bearwitness review archive.jsonl --judgements judgements.jsonl --format csv
    """
    from bearwitness.flow import incidents as flow_incidents  # noqa: PLC0415  loads the language model's library

    _list(ctx, paths, options, flow_incidents.export_review)


@click.command(epilog=PATHS_HELP)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.argument("verdict", type=click.Choice(get_args(Verdict)), metavar="same|not|undecided")
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--why", required=True, metavar="TEXT", help="The reason, for those who come after you.")
@click.option("--by", metavar="NAME", help="Who judges. [default: --author]")
@click.option(
    "--judgements",
    type=click.Path(),
    metavar="FILE",
    help="Keep it in FILE, as a line, and not in the casebook; with --casebook A and B are looked up there.",
)
@open_options
@share_options
@click.pass_context
def judge(ctx: click.Context, /, one: str, other: str, verdict: Verdict, **options: object) -> None:
    """Say that A and B are the same incident, or not; that a denial answers a claim, or not.

    A and B are ids of claims or documents; in the casebook and with PATHs also of incidents, or the beginning of one.
    Where A is a claim that denies and B one that does not, "same" says that A answers B, "not" that it does not.
    In the casebook a claim that was corrected stands for the one in its place. Your word wins over every score. A later
    judgement on the same two supersedes this one; "undecided" takes a verdict back. Nothing is ever erased.

    \b
    Examples:
      bearwitness judge i3f2a i90cc not --why "two bridges" --author "M. Editor"
      bearwitness judge fa:17 fa:23 same --why "one strike, two spellings" --by "M. Editor" --judgements j.jsonl
      bearwitness judge i3f2a i90cc not archive.jsonl --why "two bridges" --by ME --judgements j.jsonl
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help
    from bearwitness.flow import incidents as flow_incidents  # noqa: PLC0415  loads the language model's library

    paths, why, by, file = (options.pop(name) for name in ("paths", "why", "by", "judgements"))
    assert isinstance(paths, tuple)
    refuse_idle(ctx, paths, options)
    opening = _read_opening(ctx, options | {"author": by or options["author"]})
    looked_up = options["casebook"] or ctx.find_root().obj
    del options["casebook"], options["author"]
    at, ends = datetime.now(UTC), (one, other)
    if file is None and paths:
        raise UsageError("with PATHs, say with --judgements FILE where the judgement is kept")
    if file is not None and (paths or not looked_up):
        watch = Watch()
        register = _resolve(watch, paths, options, None) if paths else None
        kept = flow_incidents.judge(register, ends, verdict, by=str(by or opening.name or ""), why=str(why), at=at)
        flow_incidents.append_judgement(str(file), kept)
        if paths:
            watch.finish(ctx)
    else:
        with flow.open_casebook(opening) as book:
            ends = flow.follow_names(book, ends)
            register = flow_incidents.retrace(flow.recall_history(book))
            said = flow_incidents.judge(register, ends, verdict, by=book.account.name, why=str(why), at=at)
            if file is None:
                kept = flow.keep_judgement(book, said)
            else:
                kept = said
                flow_incidents.append_judgement(str(file), kept)
    click.echo(f"{kept.left} {verdict} {kept.right}", err=True)


def _list(
    ctx: click.Context,
    paths: tuple[str, ...],
    options: dict[str, object],
    export: "Callable[[Register, flow_incidents.ListFormat, flow.Look], Iterable[str]]",
) -> None:
    from bearwitness import flow  # noqa: PLC0415  not for --help
    from bearwitness.flow import incidents as flow_incidents  # noqa: PLC0415  loaded by now

    refuse_idle(ctx, paths, options)
    form, out, judgements, as_of = (options.pop(name) for name in ("form", "out", "judgements", "as_of"))
    opening = _read_opening(ctx, options)
    del options["casebook"], options["author"]
    assert out is None or isinstance(out, str)
    check_out(out)
    watch = Watch()
    said = None if judgements is None else str(judgements)
    if paths:
        register = _resolve(watch, paths, options, said)
    else:
        with flow.open_casebook(opening) as book:
            moment = flow.read_moment(None if as_of is None else str(as_of))
            history = flow.recall_history(book, moment)
            given = flow.follow_judgements(book, flow_incidents.load_judgements(said), moment)
            register = flow_incidents.retrace(history, given, flow.recall_voices(book, moment))
    chosen = str(form or ("table" if out is None and is_terminal(sys.stdout) else "jsonl"))
    pieces = export(register, chosen, look(out))  # type: ignore[arg-type]  # one of FORMATS, by click's choice
    finding = Finding(chosen)
    with open_out(out) as page:
        for piece in finding.watch(pieces):
            page.write(piece)
    flush()
    finding.tell(ctx)
    if paths:
        watch.finish(ctx)


def _read_opening(ctx: click.Context, options: dict[str, object]) -> "flow.Opening":
    casebook, author = options["casebook"], options["author"]
    return read_opening(ctx, None if casebook is None else str(casebook), None if author is None else str(author))


def _resolve(watch: Watch, paths: tuple[str, ...], reading: dict[str, object], judgements: str | None) -> "Register":
    from bearwitness import flow  # noqa: PLC0415  loaded by now
    from bearwitness.flow import incidents as flow_incidents  # noqa: PLC0415  loaded by now

    said = flow_incidents.load_judgements(judgements)
    register = flow_incidents.resolve(watch.follow(flow.extract(paths, read_options(reading))), said)
    if not watch.documents:
        watch.summarise()
        raise BearwitnessError("nothing to resolve: no document could be read")
    return register
