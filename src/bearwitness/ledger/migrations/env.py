"""How alembic runs the migrations: on the connection that it is handed, inside its transaction."""

from alembic import context

from bearwitness.ledger.schemas import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()
