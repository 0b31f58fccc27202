"""The tables of a casebook, made and brought up to date.

In: a connection that alone may change tables. Out: the tables of the newest revision, in that transaction. It never
touches an entry.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

NEWEST = "0001"


def read_revision(connection: Connection) -> str | None:
    """The revision of the tables; None = there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest revision."""
    from alembic import command  # noqa: PLC0415  a third of a second, needed once in a casebook's life
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
