"""Copies of a casebook while it is in use: from any database to any other, the chain unchanged.

In: two databases. Out: the second one filled with what the first one held at one moment. What is derived is built anew
in the copy. It never writes to a casebook that holds an entry, and adds no entry of its own.
"""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from bearwitness.base.errors import BrokenChain, CasebookError
from bearwitness.ledger.databases import Database, get_driver_connection
from bearwitness.ledger.derivations import rebuild
from bearwitness.ledger.entries import read_head
from bearwitness.ledger.migrations import migrate, read_revision
from bearwitness.ledger.schemas import ENTRIES, KEPT

_CHUNK = 2_000  # rows, or pages of a file, that are copied before others may go on
_STREAMED = {"stream_results": True, "max_row_buffer": _CHUNK}


def copy_file(source: Database, target: Path) -> None:
    """Copy a SQLite casebook in use into a new file, as it was at one moment; there is no log beside the file."""
    with source.translating(), source.engine.connect() as reader:
        writer = sqlite3.connect(target)
        try:
            get_driver_connection(reader).backup(writer, pages=-1)
            writer.execute("PRAGMA journal_mode = DELETE")
        finally:
            writer.close()


def copy(source: Database, target: Database, watch: Callable[[int], None] = lambda _: None) -> tuple[int, str]:
    """Copy everything, in one snapshot of the source and one transaction of the target: its last sequence and hash.

    The target's tables are made where there are none. Raises CasebookError where it holds entries, BrokenChain where
    the copy does not end as the source does.
    """
    with source.reading() as reader, target.creating() as writer:
        if read_revision(writer) is None:
            migrate(writer)
        if writer.scalar(select(func.count()).select_from(ENTRIES)):
            raise CasebookError(f"casebook {target.name} holds entries already: copy into an empty one")
        for table in KEPT:
            writer.execute(table.delete())
            rows = reader.execute(select(table), execution_options=_STREAMED)
            for part in rows.mappings().partitions(_CHUNK):
                writer.execute(table.insert(), [dict(row) for row in part])
        rebuild(writer, watch)
        head = read_head(reader)
        if head != read_head(writer):
            raise BrokenChain(f"the copy of {source.name} does not end as the original does: verify the original")
    return head
