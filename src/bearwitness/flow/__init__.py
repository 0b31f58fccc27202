"""The stages in order: the only folder that knows all of them; it calls, it does not decide.

`reports` reads reports and shows what is claimed in them; `casebooks` keeps both and finds them again. What is asked
for is loaded when it is asked for: the commands that only look something up do without the language model.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bearwitness.flow.casebooks import (
        Kept,
        Opening,
        add,
        add_paths,
        backup,
        copy,
        correct,
        format_head,
        is_locked,
        list_claims,
        list_documents,
        list_entries,
        open_casebook,
        read_moment,
        rebuild,
        restore,
        show,
        sign_head,
        verify,
    )
    from bearwitness.flow.field import (
        add_field_reports,
        build_field_report,
        merge_batches,
        read_field_reports,
        write_batch,
    )
    from bearwitness.flow.protections import (
        create_key,
        erase,
        issue_token,
        list_accounts,
        list_history,
        list_sealed,
        list_sources,
        read_public_key,
        revise_source,
        revoke_token,
        rotate_key,
        seal_identity,
        set_account,
        set_key,
        unseal_identity,
    )
    from bearwitness.flow.reports import (
        ExportFormat,
        Extraction,
        Result,
        brief,
        explain,
        export,
        extract,
        read_documents,
    )
    from bearwitness.flow.requests import Look, Options
    from bearwitness.flow.watches import Surroundings, add_named, watch

# The module that each name comes from.
_HOMES = {
    **dict.fromkeys(("Look", "Options"), "requests"),
    **dict.fromkeys(
        ("ExportFormat", "Extraction", "Result", "brief", "explain", "export", "extract", "read_documents"), "reports"
    ),
    **dict.fromkeys(
        ("Kept", "Opening", "add", "add_paths", "backup", "copy", "correct", "format_head", "is_locked", "list_claims"),
        "casebooks",
    ),
    **dict.fromkeys(
        ("list_documents", "list_entries", "open_casebook", "read_moment", "rebuild", "restore", "show", "sign_head"),
        "casebooks",
    ),
    "verify": "casebooks",
    **dict.fromkeys(
        ("create_key", "erase", "issue_token", "list_accounts", "list_history", "list_sealed", "list_sources"),
        "protections",
    ),
    **dict.fromkeys(
        ("read_public_key", "revise_source", "revoke_token", "rotate_key", "seal_identity", "set_account", "set_key"),
        "protections",
    ),
    "unseal_identity": "protections",
    **dict.fromkeys(("Surroundings", "add_named", "watch"), "watches"),
    **dict.fromkeys(
        ("add_field_reports", "build_field_report", "merge_batches", "read_field_reports", "write_batch"), "field"
    ),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = [
    "ExportFormat",
    "Extraction",
    "Kept",
    "Look",
    "Opening",
    "Options",
    "Result",
    "Surroundings",
    "add",
    "add_field_reports",
    "add_named",
    "add_paths",
    "backup",
    "brief",
    "build_field_report",
    "copy",
    "correct",
    "create_key",
    "erase",
    "explain",
    "export",
    "extract",
    "format_head",
    "is_locked",
    "issue_token",
    "list_accounts",
    "list_claims",
    "list_documents",
    "list_entries",
    "list_history",
    "list_sealed",
    "list_sources",
    "merge_batches",
    "open_casebook",
    "read_documents",
    "read_field_reports",
    "read_moment",
    "read_public_key",
    "rebuild",
    "restore",
    "revise_source",
    "revoke_token",
    "rotate_key",
    "seal_identity",
    "set_account",
    "set_key",
    "show",
    "sign_head",
    "unseal_identity",
    "verify",
    "watch",
    "write_batch",
]
