"""The casebook: what was read, extracted and decided, append-only and verifiable, on SQLite and PostgreSQL."""
