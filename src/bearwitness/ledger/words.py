"""The words that documents and claims can be found by, indexed in the database itself: FTS5, or a GIN index.

In: texts. Out: rows of two indexes, and conditions for queries. Words are folded and cut here, in one way for both
databases, so that both find the same; the databases only keep and look up. Order and number of words are not kept.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import BigInteger, ColumnElement, Connection, column, false, literal_column, select, table, text, true
from sqlalchemy.sql.selectable import Select

INDEXES = ("document_words", "claim_words")
LONGEST = 60  # characters of a word; what is longer is no word but an address or a key
PART = 20_000  # words in one row of PostgreSQL, whose limit is 1 MB a row
_WORD = re.compile(r"[^\W_]+")
_GAPS = "".join(each if _WORD.match(each) else " " for each in map(chr, range(128)))  # what ASCII is cut at


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """A name without case, diacritics and doubled spaces: what names are compared by."""
    return " ".join(_strip(name).encode("utf-8", "replace").decode("utf-8").replace("\0", " ").split())


def cut_words(words: str) -> list[str]:
    """The different folded words of a text, in alphabetical order."""
    # A text in ASCII is cut at the same places as any other, in a third of the time.
    found = set(words.lower().translate(_GAPS).split() if words.isascii() else _WORD.findall(_strip(words)))
    if len(max(found, key=len, default="")) > LONGEST:
        found = {word[:LONGEST] for word in found}
    return sorted(found)


def create_indexes(connection: Connection) -> None:
    """Make both indexes, empty."""
    for name in INDEXES:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', columnsize=0)")
        else:
            connection.exec_driver_sql(
                f"CREATE TABLE {name} "
                "(sequence BIGINT, part INT, words TSVECTOR NOT NULL, PRIMARY KEY (sequence, part))"
            )
            connection.exec_driver_sql(f"CREATE INDEX {name}_gin ON {name} USING gin (words)")


def clear_indexes(connection: Connection) -> None:
    """Empty both indexes."""
    for name in INDEXES:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('delete-all')")
        else:
            connection.exec_driver_sql(f"DELETE FROM {name}")


def index_words(connection: Connection, name: str, rows: Sequence[tuple[int, str]]) -> None:
    """Add texts to an index, each under its sequence."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            f"INSERT INTO {name}(rowid, words) VALUES (?, ?)",
            [(sequence, " ".join(cut_words(words))) for sequence, words in rows],
        )
        return
    connection.exec_driver_sql(
        f"INSERT INTO {name}(sequence, part, words) VALUES (%s, %s, array_to_tsvector(%s))",
        [(sequence, part, words) for sequence, whole in rows for part, words in _cut_parts(cut_words(whole))],
    )


def select_words(connection: Connection, name: str, words: str) -> "Select[int]":
    """The sequences of the texts in which all words occur; `word*` stands for its beginnings.

    Words that are no words, such as punctuation alone, occur nowhere.
    """
    asked = [(part, each.endswith("*")) for each in words.split() for part in cut_words(each)]
    if connection.dialect.name == "sqlite":
        query = " ".join(f'"{word}"{"*" if beginning else ""}' for word, beginning in asked) or '""'
        rowid: ColumnElement[int] = literal_column(f"{name}.rowid", BigInteger)
        return select(rowid).select_from(table(name)).where(text(f"{name} MATCH :words").bindparams(words=query))
    sequence: ColumnElement[int] = literal_column(f"{name}.sequence", BigInteger)
    found = select(sequence).select_from(table(name)).where(true() if asked else false())
    for number, (word, beginning) in enumerate(asked):
        # A long text has several rows: each word may be in another.
        query = f"'{word}'{':*' if beginning else ''}"
        condition = text(f"words @@ CAST(:word{number} AS tsquery)").bindparams(**{f"word{number}": query})
        rows = select(column("sequence", BigInteger)).select_from(table(name)).where(condition)
        found = found.where(sequence.in_(rows))
    return found


def _strip(words: str) -> str:
    if words.isascii():
        return words.lower()
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def _cut_parts(words: list[str]) -> Iterable[tuple[int, list[str]]]:
    for number in range(0, max(len(words), 1), PART):
        yield number // PART, words[number : number + PART]
