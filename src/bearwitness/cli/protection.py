"""The commands that protect people: key, identity, account, token; and the registry of sources: source.

In: options; secrets from files, hidden prompts or the environment, never from the command line. Out: public halves,
ids, tables. A secret is printed in two cases only: a new token, once, and an identity to the one who unseals it.
"""

import json
import sys
from pathlib import Path
from typing import Any, get_args

import click

from bearwitness.base.casebooks import Role, SourceRecord
from bearwitness.base.errors import UsageError
from bearwitness.base.records import SourceKind
from bearwitness.cli.openings import (
    list_options,
    open_options,
    read_opening,
    read_passphrase,
    time_options,
    write_list,
)
from bearwitness.cli.outputs import flat, phrase_request, say

FILE = click.Path(path_type=Path)
ROLES, KINDS = get_args(Role), get_args(SourceKind)


@click.group()
def key() -> None:
    """Make keys, which lie outside the casebook: one that seals identities, one that signs heads."""


@key.command("create")
@click.argument("path", type=FILE, metavar="FILE")
@click.option("--sign", is_flag=True, help="A key that signs heads. [default: one that seals identities]")
@click.option("--passphrase-file", type=FILE, metavar="FILE", help="Where the passphrase is. [default: asks]")
@click.option("--no-passphrase", is_flag=True, help="The file alone opens everything: keep it on a medium of its own.")
@open_options
@click.pass_context
def create_key(ctx: click.Context, /, path: Path, sign: bool, **options: Any) -> None:
    """Make a key in a new FILE; one that seals becomes the casebook's.

    Whoever has FILE and its passphrase reads every sealed identity; who loses them never can again.

    \b
    Examples:
      bearwitness key create /media/stick/seal.key
      bearwitness key create sign.key --sign
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    phrase = _ask_new(options.pop("passphrase_file"), open_=options.pop("no_passphrase"))
    if sign:
        click.echo(flow.create_key(path, "sign", phrase))
        return
    with flow.open_casebook(read_opening(ctx, **options), create=True) as book:
        public = flow.create_key(path, "seal", phrase)
        try:
            flow.set_key(book, public)
        except BaseException:
            path.unlink()
            raise
    click.echo(public)


@key.command("rotate")
@click.argument("old", type=FILE, metavar="OLD")
@click.argument("new", type=FILE, metavar="NEW")
@click.option("--passphrase-file", type=FILE, metavar="FILE", help="Where OLD's passphrase is. [default: asks]")
@click.option("--new-passphrase-file", type=FILE, metavar="FILE", help="Where NEW's passphrase is. [default: asks]")
@click.option("--no-passphrase", is_flag=True, help="NEW is to have no passphrase.")
@open_options
@click.pass_context
def rotate_key(ctx: click.Context, /, old: Path, new: Path, **options: Any) -> None:
    """Seal everything anew with a key in a NEW file; what OLD could open is gone from the casebook.

    Backups made before still hold what OLD opens: destroy them too.

    \b
    Examples:
      bearwitness key rotate seal.key seal-2017.key
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    known = options.pop("passphrase_file")
    phrase = read_passphrase(known, f"Passphrase of {old.name}") if flow.is_locked(old) else None
    fresh = _ask_new(options.pop("new_passphrase_file"), open_=options.pop("no_passphrase"))
    with flow.open_casebook(read_opening(ctx, **options)) as book:
        click.echo(f"{flow.rotate_key(book, old, phrase, new, fresh):,} records sealed anew")


@click.group()
def identity() -> None:
    """Seal, read and erase who is behind a source; every reading is logged."""


@identity.command("add")
@click.argument("subject", metavar="SOURCE")
@click.option("--from-file", type=FILE, metavar="FILE", help='JSON: {"name": ..., "phone": ...}. [default: asks]')
@open_options
@click.pass_context
def add_identity(ctx: click.Context, /, subject: str, from_file: Path | None, **options: Any) -> None:
    """Seal who is behind SOURCE, a code name or the id of a source record. It takes no key to seal.

    \b
    Examples:
      bearwitness identity add heron-7
      bearwitness identity add heron-7 --from-file contact.json
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **options)) as book:
        flow.read_public_key(book)
        known = _read_identity(from_file)
        click.echo(flow.seal_identity(book, subject, known))


@identity.command("read")
@click.argument("sealed", metavar="ID")
@click.option("--key", "key_file", type=FILE, required=True, metavar="FILE", help="The key that seals.")
@click.option("--passphrase-file", type=FILE, metavar="FILE", help="Where its passphrase is. [default: asks]")
@click.option("--why", required=True, metavar="REASON", help="Why; it is logged before anything is shown.")
@open_options
@click.pass_context
def read_identity(ctx: click.Context, /, sealed: str, key_file: Path, why: str, **options: Any) -> None:
    """Show what is sealed under ID.

    \b
    Examples:
      bearwitness identity read v-5f0c… --key /media/stick/seal.key --why "to call back on the market"
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    known = options.pop("passphrase_file")
    phrase = read_passphrase(known, f"Passphrase of {key_file.name}") if flow.is_locked(key_file) else None
    with flow.open_casebook(read_opening(ctx, **options)) as book:
        content = flow.unseal_identity(book, sealed, key_file, phrase, why)
    sys.stdout.buffer.write(content if content.endswith(b"\n") else content + b"\n")


@identity.command("list")
@click.argument("subject", required=False, metavar="[SOURCE]")
@open_options
@click.pass_context
def list_identities(ctx: click.Context, /, subject: str | None, **options: Any) -> None:
    """List what is sealed, by its id and its source; nothing of it is shown.

    \b
    Examples:
      bearwitness identity list
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **options)) as book:
        found = list(flow.list_sealed(book, subject))
    for sealed, about in found:
        click.echo(f"{sealed}\t{flat(about)}")
    if not found:
        say(f"nothing found: {phrase_request(ctx)}")


@identity.command("erase")
@click.argument("sealed", metavar="ID")
@click.option("--why", required=True, metavar="REASON", help="Why; it is kept, the identity is not.")
@open_options
@click.pass_context
def erase_identity(ctx: click.Context, /, sealed: str, why: str, **options: Any) -> None:
    """Erase what is sealed under ID, for good. Backups made before still hold it.

    \b
    Examples:
      bearwitness identity erase v-5f0c… --why "asked to be forgotten"
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **options)) as book:
        click.echo(f"erased what was sealed about {flat(flow.erase(book, sealed, why))}")


@click.group()
def account() -> None:
    """Say who may do what. Without any account whoever holds the casebook may do everything."""


@account.command("set")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), required=True, help="What they may do.")
@click.option("--password", "ask", is_flag=True, help="Ask for a password, for the desk. [default: tokens only]")
@click.option("--closed", is_flag=True, help="Close the account.")
@open_options
@click.pass_context
def set_account(ctx: click.Context, /, name: str, role: Role, ask: bool, closed: bool, **options: Any) -> None:
    """Make or change the account NAME. The first one must be an admin; its token is printed.

    reader reads; contributor adds reports and reads their own; analyst also adds documents and judges; editor also
    corrects, publishes and unseals; admin does everything.

    \b
    Examples:
      bearwitness account set ada --role admin
      bearwitness account set heron-7 --role contributor
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    password = read_passphrase(None, f"Password of {name}", new=True) if ask else None
    with flow.open_casebook(read_opening(ctx, **options), create=True) as book:
        first = not flow.list_accounts(book)
        flow.set_account(book, name, role, password=password, closed=closed)
        if first:
            _show_token(*flow.issue_token(book, name, 30))


@account.command("list")
@open_options
@click.pass_context
def list_accounts(ctx: click.Context, /, **options: Any) -> None:
    """List the accounts with their roles.

    \b
    Examples:
      bearwitness account list
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **options)) as book:
        found = list(flow.list_accounts(book))
    for each in found:
        click.echo(f"{flat(each.name)}\t{each.role}{chr(9) + 'closed' if each.closed else ''}")
    if not found:
        say(f"nothing found: {phrase_request(ctx)}")


@click.group()
def token() -> None:
    """Issue and revoke the tokens that programs and the command line show (BEARWITNESS_TOKEN)."""


@token.command("create")
@click.argument("name", metavar="ACCOUNT")
@click.option("--days", type=click.IntRange(1, 3660), default=30, show_default=True, help="How long it lives.")
@open_options
@click.pass_context
def create_token(ctx: click.Context, /, name: str, days: int, **options: Any) -> None:
    """Print a new token of ACCOUNT, once: it is kept nowhere.

    \b
    Examples:
      bearwitness token create heron-7 --days 7
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **options)) as book:
        _show_token(*flow.issue_token(book, name, days))


@token.command("revoke")
@click.argument("token_id", metavar="ID")
@open_options
@click.pass_context
def revoke_token(ctx: click.Context, /, token_id: str, **options: Any) -> None:
    """Revoke a token by its id (the log lists them).

    \b
    Examples:
      bearwitness token revoke t-5f0c12ab34cd
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **options)) as book:
        click.echo(f"revoked a token of {flat(flow.revoke_token(book, token_id))}")


@click.group()
def source() -> None:
    """Keep the registry of sources: who speaks, how far they can be relied on, whom they belong to and relay."""


@source.command("list")
@time_options
@list_options
@open_options
@click.pass_context
def list_sources(ctx: click.Context, /, form: str | None, out: str | None, as_of: str | None, **options: Any) -> None:
    """List the sources. Those met in a report and not reviewed yet are `proposed`.

    \b
    Examples:
      bearwitness source list
      bearwitness source list --format csv --out sources.csv
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **options)) as book:
        moment = flow.read_moment(as_of)
        write_list(ctx, lambda chosen, look: flow.list_sources(book, moment, chosen, look), form, out)


@source.command("history")
@click.argument("id_", metavar="SOURCE")
@list_options
@open_options
@click.pass_context
def list_history(ctx: click.Context, /, id_: str, form: str | None, out: str | None, **options: Any) -> None:
    """List every state of one source's record, with the reason for each change.

    \b
    Examples:
      bearwitness source history "Lakeland Observatory"
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    with flow.open_casebook(read_opening(ctx, **options)) as book:
        write_list(ctx, lambda chosen, look: flow.list_history(book, id_, chosen, look), form, out)


@source.command("set")
@click.argument("name", metavar="NAME|ID")
@click.option("--name", "rename", metavar="NAME", help="Its name from now on.")
@click.option("--kind", type=click.Choice(KINDS), metavar="KIND", help=f"One of {', '.join(KINDS)}.")
@click.option("--side", metavar="SIDE", help="Whose side it is on.")
@click.option("--reliability", type=click.Choice(list("ABCDEF")), help="Admiralty scale: A reliable … F unknown.")
@click.option("--organisation", metavar="ID|NAME", help="Whom it belongs to, instead of whom it did; '' for no one.")
@click.option(
    "--relays",
    multiple=True,
    metavar="ID|NAME",
    help="Whose words it passes on, instead of those listed so far; may be given again; '' for no one's.",
)
@click.option("--also", "names", multiple=True, metavar="NAME", help="Another name of it; may be given again.")
@click.option("--place", "places", multiple=True, metavar="PLACE", help="What it covers; may be given again.")
@click.option("--language", "languages", multiple=True, metavar="CODE", help="In which languages; again.")
@click.option(
    "--status", type=click.Choice(["reviewed", "retired"]), help="[default: as it is; what was proposed is reviewed]"
)
@click.option("--why", default="", metavar="REASON", help="Why; a reason is needed to change what is there.")
@open_options
@click.pass_context
def set_source(
    ctx: click.Context, /, name: str, casebook: str | None, author: str | None, rename: str | None, **given: Any
) -> None:
    """Review, make or change the record of a source; what is not given stays. The states before stay in its history.

    What is given replaces what was there; only names given with --also are added. A name given with --also is taken
    over from a proposed record: so two records of one source become one. Whom it belongs to and relays must be in the
    registry.

    \b
    Examples:
      bearwitness source set "Lakeland Observatory" --kind monitor --reliability B --why "right in 9 of 10 checks"
      bearwitness source set s-5f0c12ab34cd --relays "Lakeland Observatory" --why "prints its figures unchanged"
      bearwitness source set s-5f0c12ab34cd --relays '' --why "has its own people there now"
    """
    from bearwitness import flow  # noqa: PLC0415  not for --help

    changes = {
        field: value for field, value in given.items() if value not in (None, ()) and (value or field == "organisation")
    }
    if rename:
        changes["name"] = rename
    with flow.open_casebook(read_opening(ctx, casebook, author), create=True) as book:
        record: SourceRecord = flow.revise_source(book, name, changes)
    click.echo(record.id)


def _ask_new(path: Path | None, *, open_: bool) -> str | None:
    return None if open_ else read_passphrase(path, "New passphrase", new=True)


def _read_identity(path: Path | None) -> dict[str, str]:
    if path is None:
        asked = {field: click.prompt(field, default="", show_default=False, err=True) for field in ("name", "contact")}
        asked["notes"] = click.prompt("notes", default="", show_default=False, err=True)
        return {field: value for field, value in asked.items() if value}
    try:
        known = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError(f"'{flat(path)}' cannot be read as JSON") from None
    if not isinstance(known, dict) or not all(isinstance(value, str) for value in known.values()):
        raise UsageError(f"'{flat(path)}' is no object of texts, such as {{\"name\": ...}}")
    return known


def _show_token(token_id: str, secret: str, expires: str) -> None:
    click.echo(f"token {token_id}, until {expires[:10]}; it is shown this once:", err=True)
    click.echo(secret)


COMMANDS: tuple[click.Command, ...] = (key, identity, account, token, source)
