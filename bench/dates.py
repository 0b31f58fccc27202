"""How many time expressions are normalised exactly, on a table of TimeML expressions.

In: a file with one expression a line (columns: expression, kind, value; tab between), a blank line between documents,
the first line of a document its day of publication. Out: the share of exact values, by kind; with --errors every miss.
The day of publication itself is given and is not counted.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bearwitness.extract.dating.timexes import normalise_expressions

Row = tuple[str, str, str]


def read_documents(path: Path) -> Iterator[list[Row]]:
    """The documents of the table, each a list of its rows."""
    rows: list[Row] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").splitlines(), ""], start=1):
        cells = line.split("\t")
        if line.strip() and len(cells) != 3:
            raise SystemExit(f"{path}:{number}: {len(cells)} columns, not 3 (expression, kind, value)")
        if line.strip():
            rows.append((cells[0], cells[1], cells[2]))
        elif rows:
            yield rows
            rows = []


def agree(value: str, found: str) -> bool:
    """Whether a value is the table's, an X of the table ("1989-WXX", "last week") standing for any digit."""
    return found == value or re.fullmatch(re.escape(value).replace("X", r"[X\d]"), found) is not None


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the table")
    parser.add_argument("--errors", action="store_true", help="print every expression that is not exact")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    exact: Counter[str] = Counter()
    agreed = 0
    for rows in read_documents(options.path):
        published = date.fromisoformat(rows[0][2][:10])
        for (words, kind, value), timex in zip(
            rows[1:], normalise_expressions([row[0] for row in rows], published)[1:], strict=True
        ):
            total[kind] += 1
            exact[kind] += timex.value == value
            agreed += agree(value, timex.value)
            if options.errors and timex.value != value:
                print(f"{published}\t{words}\t{kind}\t{value}\t{timex.kind}\t{timex.value}\t{timex.why}")
    if not total:
        print(f"{options.path}: no expression in it", file=sys.stderr)
        return 1
    for kind in sorted(total):
        print(f"{kind:10}{exact[kind]:5} of {total[kind]:5}  {exact[kind] / total[kind]:.3f}")
    print(f"{'exact':10}{exact.total():5} of {total.total():5}  {exact.total() / total.total():.3f}")
    print(f"{'agreed':10}{agreed:5} of {total.total():5}  {agreed / total.total():.3f}  (X fits any digit)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
