"""The tables of a casebook, one schema for SQLite and PostgreSQL.

Three sorts: the chain and the bytes it vouches for (`entries`, `blobs`); what may change and is vouched for by entries
(`vault`, `accounts`, `tokens`, and `feeds`, which is mere memory of where a poll stood); and what is derived from the
entries and can be built again at any time (`DERIVED`). The word indexes are in words.py: each database has its own.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()
BIG = BigInteger().with_variant(Integer, "sqlite")  # in SQLite only an INTEGER key is the row's own number


def _sequence(*, primary_key: bool = False) -> "Column[int]":
    return Column("sequence", BIG, autoincrement=False, primary_key=primary_key, nullable=False)


ENTRIES = Table(
    "entries",
    METADATA,
    _sequence(primary_key=True),
    Column("kind", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("recorded_at_utc", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Index("entries_kind", "kind", "sequence"),
)
# One row, which is also the lock that makes appending one after the other.
HEAD = Table(
    "head",
    METADATA,
    Column("only", Integer, primary_key=True, autoincrement=False),
    _sequence(),
    Column("hash", Text, nullable=False),
)
BLOBS = Table(
    "blobs",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("size", BIG, nullable=False),
    Column("packing", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

VAULT = Table(
    "vault",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)
ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text),
    Column("closed", Boolean, nullable=False),
)
TOKENS = Table(
    "tokens",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("expires_at_utc", Text, nullable=False),
    Column("revoked", Boolean, nullable=False),
)
FEEDS = Table(
    "feeds",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("failures", Integer, nullable=False),
    Column("next_at_utc", Text, nullable=False),
)

DOCUMENTS = Table(
    "documents",
    METADATA,
    _sequence(primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("id", Text, nullable=False, index=True),
    Column("title", Text),
    Column("outlet", Text),
    Column("published", Text, index=True),
    Column("contributor", Text, index=True),
    Column("ended", BIG),
)
CLAIMS = Table(
    "claims",
    METADATA,
    _sequence(primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("document_sha256", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("category", Text, nullable=False, index=True),
    # From and to are days; an unknown side is the first or last day there is. `long`: over a month.
    Column("from_day", Text),
    Column("to_day", Text),
    Column("long", Integer, nullable=False),
    Column("ended", BIG),
    Index("claims_kind", "kind"),
    Index("claims_days", "long", "from_day", "to_day"),
)
# What a claim can be found by: role is place, source or harm; key is the folded name.
TERMS = Table(
    "claim_terms",
    METADATA,
    Column("role", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    _sequence(primary_key=True),
    sqlite_with_rowid=False,
)
SOURCES = Table(
    "sources",
    METADATA,
    Column("id", Text, primary_key=True),
    _sequence(primary_key=True),
    Column("payload", Text, nullable=False),
    sqlite_with_rowid=False,
)
SOURCE_NAMES = Table(
    "source_names",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("id", Text, nullable=False, index=True),
    _sequence(),
    sqlite_with_rowid=False,
)
JUDGEMENTS = Table(
    "judgements",
    METADATA,
    _sequence(primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("topic", Text, nullable=False, index=True),
    Column("ended", BIG),
)
GRADES = Table(
    "grades",
    METADATA,
    Column("claim", Text, primary_key=True),
    _sequence(primary_key=True),
    Column("credibility", Integer, nullable=False),
    sqlite_with_rowid=False,
)
ATTACHMENTS = Table(
    "attachments",
    METADATA,
    _sequence(primary_key=True),
    Column("document_sha256", Text, nullable=False, index=True),
    Column("sha256", Text),
    Column("name", Text, nullable=False),
    Column("media", Text, nullable=False),
)
# Which entries speak of which id: what `show` lists.
SUBJECTS = Table(
    "subjects",
    METADATA,
    Column("id", Text, primary_key=True),
    _sequence(primary_key=True),
    sqlite_with_rowid=False,
)
DERIVED = (
    DOCUMENTS,
    CLAIMS,
    TERMS,
    SOURCES,
    SOURCE_NAMES,
    JUDGEMENTS,
    GRADES,
    ATTACHMENTS,
    SUBJECTS,
)
# Everything that a copy must take along; the rest is built from it.
KEPT = (ENTRIES, HEAD, BLOBS, VAULT, ACCOUNTS, TOKENS, FEEDS)
