"""Show what every set reaches beside its floor, and raise the floors to it, less a margin. `make floors` runs this.

In: the sets that are here. Out: floors.json. A floor never falls: where less is reached than it asks, it stays.
"""

import json
import sys
import tempfile
from pathlib import Path

import quote_gates
from gates import FLOORS, SETS, find_missing, measure

MARGIN = 0.01  # room for another machine's arithmetic: a count or two in the smaller sets
ATTRIBUTE_MARGIN = 0.03  # one attribute may give a little where the whole gains


def raise_floors(
    floors: dict[str, dict[str, float]], reached: dict[str, dict[str, float]]
) -> dict[str, dict[str, float]]:
    """The floors after a measurement: each is the old one, or what was reached less the margin if that is higher."""
    raised = {name: dict(figures) for name, figures in floors.items()}
    for name, figures in reached.items():
        old = raised.setdefault(name, {})
        for figure, value in figures.items():
            margin = MARGIN if figure in ("f1", "whole_f1") or name in quote_gates.SETS else ATTRIBUTE_MARGIN
            old[figure] = max(old.get(figure, 0.0), round(value - margin, 3))
    return raised


def find_falls(old: dict[str, dict[str, float]], new: dict[str, dict[str, float]]) -> list[str]:
    """Every floor that is lower than it was, or gone, in words."""
    return [
        f"{name} {figure}: {floor} became {new.get(name, {}).get(figure, 'nothing')}"
        for name, figures in old.items()
        for figure, floor in figures.items()
        if new.get(name, {}).get(figure, -1.0) < floor
    ]


def main() -> int:
    """Measure, print, write; 1 when a set is below its floor."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    reached = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            if reason := find_missing(name):
                print(f"left as it is: {reason}")
                continue
            reached[name] = measure(name, Path(folder))
            for figure, value in reached[name].items():
                print(f"{name:10} {figure:10} {value:.3f}   floor was {floors.get(name, {}).get(figure, 0.0):.3f}")
    FLOORS.write_text(json.dumps(raise_floors(floors, reached), indent=1) + "\n", encoding="utf-8")
    below = [f for name, figures in reached.items() for f, v in figures.items() if v < floors.get(name, {}).get(f, 0.0)]
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
