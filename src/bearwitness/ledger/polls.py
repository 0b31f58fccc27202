"""Where polls of feeds stand, so that a watch goes on where it stopped.

In: what is to be remembered of an address. Out: the same. It is no evidence and no entry: it only spares requests.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from bearwitness.ledger.schemas import DOCUMENTS, FEEDS


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of an address; `next_at_utc` is when to ask again."""

    url: str
    etag: str | None
    last_modified: str | None
    failures: int
    next_at_utc: str


def read_state(connection: Connection, url: str) -> FeedState | None:
    """What is remembered of an address; None = it was never asked."""
    row = connection.execute(select(FEEDS).where(FEEDS.c.url == url)).first()
    return None if row is None else FeedState(**row._mapping)


def write_state(connection: Connection, state: FeedState) -> None:
    """Remember this of an address, instead of what was remembered."""
    connection.execute(delete(FEEDS).where(FEEDS.c.url == state.url))
    row = {name: getattr(state, name) for name in FEEDS.columns.keys()}  # noqa: SIM118  columns iterate as columns
    connection.execute(FEEDS.insert(), row)


def is_kept(connection: Connection, id_: str) -> bool:
    """Whether a document of this id (for a page its address) is kept."""
    return connection.scalar(select(DOCUMENTS.c.sequence).where(DOCUMENTS.c.id == id_).limit(1)) is not None
