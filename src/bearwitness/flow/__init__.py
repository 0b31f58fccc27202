"""The stages in order: the only folder that knows all of them; it calls, it does not decide.

`reports` reads reports and shows what is claimed in them; `dates` finds the dates in them, `places` the places, and
keeps the gazetteer; `quotes` shows who says what; `incidents` says which reports tell of one event; `tallies` says what
the claims add up to, as bounds; `estimates` how many are on no list; `casebooks` keeps reports and claims and finds
them again, `corrections` puts changed claims in their place. What is asked for is loaded when it is asked for: the
commands that only look something up do without the language model.
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
    from bearwitness.flow.corrections import correct
    from bearwitness.flow.dates import date_reports, date_text, export_dates
    from bearwitness.flow.estimates import Care, estimate, show_estimate
    from bearwitness.flow.field import (
        add_field_reports,
        build_field_report,
        merge_batches,
        read_field_reports,
        write_batch,
    )
    from bearwitness.flow.incidents import place_claims
    from bearwitness.flow.kinds import Kinds, choose_kinds
    from bearwitness.flow.places import (
        add_places,
        build_places,
        describe_gazetteer,
        export_places,
        place_reports,
        place_text,
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
    from bearwitness.flow.quotes import Quoted, export_quotes, quote
    from bearwitness.flow.recollections import (
        follow_judgements,
        follow_names,
        keep_judgement,
        recall,
        recall_history,
        recall_judgements,
        recall_voices,
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
    from bearwitness.flow.tallies import Change, Count, Question, compare, draw, show_changes, show_tallies, tally
    from bearwitness.flow.watches import Surroundings, add_named, watch

# The module that each name comes from.
_HOMES = {
    "place_claims": "incidents",
    **dict.fromkeys(
        (
            "date_reports",
            "date_text",
            "export_dates",
        ),
        "dates",
    ),
    **dict.fromkeys(
        (
            "Care",
            "estimate",
            "show_estimate",
        ),
        "estimates",
    ),
    **dict.fromkeys(
        (
            "Kinds",
            "choose_kinds",
        ),
        "kinds",
    ),
    **dict.fromkeys(
        (
            "add_places",
            "build_places",
            "describe_gazetteer",
            "export_places",
            "place_reports",
            "place_text",
        ),
        "places",
    ),
    **dict.fromkeys(
        (
            "Quoted",
            "export_quotes",
            "quote",
        ),
        "quotes",
    ),
    **dict.fromkeys(
        (
            "Change",
            "Count",
            "Question",
            "compare",
            "draw",
            "show_changes",
            "show_tallies",
            "tally",
        ),
        "tallies",
    ),
    **dict.fromkeys(
        (
            "follow_judgements",
            "follow_names",
            "keep_judgement",
            "recall",
            "recall_history",
            "recall_judgements",
            "recall_voices",
        ),
        "recollections",
    ),
    **dict.fromkeys(("Look", "Options"), "requests"),
    **dict.fromkeys(
        ("ExportFormat", "Extraction", "Result", "brief", "explain", "export", "extract", "read_documents"), "reports"
    ),
    **dict.fromkeys(
        ("Kept", "Opening", "add", "add_paths", "backup", "copy", "format_head", "is_locked", "list_claims"),
        "casebooks",
    ),
    **dict.fromkeys(
        ("list_documents", "list_entries", "open_casebook", "read_moment", "rebuild", "restore", "show", "sign_head"),
        "casebooks",
    ),
    "verify": "casebooks",
    "correct": "corrections",
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
    "Care",
    "Change",
    "Count",
    "ExportFormat",
    "Extraction",
    "Kept",
    "Kinds",
    "Look",
    "Opening",
    "Options",
    "Question",
    "Quoted",
    "Result",
    "Surroundings",
    "add",
    "add_field_reports",
    "add_named",
    "add_paths",
    "add_places",
    "backup",
    "brief",
    "build_field_report",
    "build_places",
    "choose_kinds",
    "compare",
    "copy",
    "correct",
    "create_key",
    "date_reports",
    "date_text",
    "describe_gazetteer",
    "draw",
    "erase",
    "estimate",
    "explain",
    "export",
    "export_dates",
    "export_places",
    "export_quotes",
    "extract",
    "follow_judgements",
    "follow_names",
    "format_head",
    "is_locked",
    "issue_token",
    "keep_judgement",
    "list_accounts",
    "list_claims",
    "list_documents",
    "list_entries",
    "list_history",
    "list_sealed",
    "list_sources",
    "merge_batches",
    "open_casebook",
    "place_claims",
    "place_reports",
    "place_text",
    "quote",
    "read_documents",
    "read_field_reports",
    "read_moment",
    "read_public_key",
    "rebuild",
    "recall",
    "recall_history",
    "recall_judgements",
    "recall_voices",
    "restore",
    "revise_source",
    "revoke_token",
    "rotate_key",
    "seal_identity",
    "set_account",
    "set_key",
    "show",
    "show_changes",
    "show_estimate",
    "show_tallies",
    "sign_head",
    "tally",
    "unseal_identity",
    "verify",
    "watch",
    "write_batch",
]
