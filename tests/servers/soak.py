"""The long form of the crash tests: many kills and long minutes, on both databases.

    python tests/servers/soak.py [REPORT.md] [ROUNDS] [SECONDS]

Writes what happened to REPORT.md as well; exit code 1 at the first thing that does not hold.
"""

import itertools
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, text

from crashes import run_crashes, run_together
from postgres_servers import find_programs, run_server

ROUNDS, SECONDS, SEED = 200, 60.0, 2016


@contextmanager
def make_files() -> Iterator[Callable[[], str]]:
    """Addresses of new casebooks in SQLite."""
    numbers = itertools.count()
    with tempfile.TemporaryDirectory(prefix="bearwitness-soak-") as folder:
        yield lambda: str(Path(folder) / f"c{next(numbers)}.db")


@contextmanager
def make_databases() -> Iterator[Callable[[], str]]:
    """Addresses of new casebooks in a PostgreSQL of its own."""
    programs = find_programs()
    if programs is None:
        sys.exit("no PostgreSQL on this machine: install it (make soak does, as root where apt-get is)")
    numbers = itertools.count()
    with run_server(programs) as url:
        engine = create_engine(
            f"{url.replace('postgresql', 'postgresql+psycopg')}postgres", isolation_level="AUTOCOMMIT"
        )

        def make() -> str:
            name = f"soak{next(numbers)}"
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            return url + name

        yield make


def main() -> None:
    """Run, print, and write the report."""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else SECONDS
    began = time.monotonic()
    lines = [
        "# Soak",
        "",
        "What `make soak` wrote. A writer is killed (SIGKILL) at a random moment within 0.4 s of its start or of its",
        "first document; every fourth one has to make the casebook first. After each kill the chain, all bytes and the",
        "derived tables are checked, that nothing acknowledged is lost, and that no document is there by half. Then",
        "all is added again. At the end two writers add for a minute, half of their documents the same.",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.",
        "",
        "| database | kills | before it was made | acknowledged before a kill | added again | two writers kept |",
        "|---|---|---|---|---|---|",
    ]
    for name, addresses in (("SQLite", make_files), ("PostgreSQL", make_databases)):
        with addresses() as make:
            count = run_crashes(make, rounds, SEED)
            together = run_together(make(), seconds)
        row = (count.kills, count.unmade, count.acknowledged, count.documents, f"{together:,} in {seconds:.0f} s")
        lines.append(f"| {name} | {' | '.join(map(str, row))} |")
        print(lines[-1], flush=True)
    lines += ["", f"Everything held. It took {time.monotonic() - began:.0f} s."]
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
