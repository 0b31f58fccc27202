"""Floors only rise: in a measurement, and from one committed version to the next."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floors import find_falls, raise_floors
from gates import FLOORS, HARM_SETS, SETS

NAMES = st.sampled_from(["f1", "whole_f1", "place_f1"])
FIGURES = st.dictionaries(st.sampled_from(SETS), st.dictionaries(NAMES, st.floats(0, 1)))
PATH = "tests/gold/floors.json"


def git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout


def test_no_floor_is_lower_than_in_any_commit(root: Path) -> None:
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("no git history here to compare the floors with")
    revisions = git(root, "log", "--format=%H", "--", PATH).split()
    if not revisions:
        pytest.skip(f"{PATH} has not been committed yet")
    now = json.loads(FLOORS.read_text(encoding="utf-8"))
    for revision in revisions:
        committed = git(root, "show", f"{revision}:{PATH}")
        if committed:  # empty where that commit removed the file
            falls = find_falls(json.loads(committed), now)
            assert not falls, f"floors may only rise, and since {revision[:9]} these fell: {falls}"


def test_every_set_has_floors_that_can_be_reached() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert set(floors) == set(SETS)
    assert all({"f1", "whole_f1"} <= floors[name].keys() for name in HARM_SETS)
    assert all({"f1", "f1_state"} <= floors[name].keys() for name in SETS if name.startswith("claims."))
    spans = {f"{part}_{way}" for part in ("source", "cue", "content") for way in ("exact", "overlap")}
    assert all({"f1", *spans} <= floors[name].keys() for name in SETS if name.startswith("quotes."))
    assert {"b3_f1", "pair_f1", "copy_f1"} <= floors["incidents"].keys()
    assert all(0 <= floor <= 1 for figures in floors.values() for floor in figures.values())


@given(floors=FIGURES, reached=FIGURES)
def test_raising_never_lowers_and_leaves_a_margin(
    floors: dict[str, dict[str, float]], reached: dict[str, dict[str, float]]
) -> None:
    raised = raise_floors(floors, reached)
    assert find_falls(floors, raised) == []
    for name, figures in reached.items():
        for figure, value in figures.items():
            old = floors.get(name, {}).get(figure, 0.0)
            margin = 0.01 if figure in ("f1", "whole_f1") or name.startswith("quotes.") else 0.03
            assert raised[name][figure] == max(old, round(value - margin, 3))


def test_a_lower_or_missing_floor_is_a_fall() -> None:
    old = {"examples": {"f1": 0.5, "whole_f1": 0.25}}
    assert find_falls(old, {"examples": {"f1": 0.5, "whole_f1": 0.3}}) == []
    assert find_falls(old, {"examples": {"f1": 0.49, "whole_f1": 0.25}}) == ["examples f1: 0.5 became 0.49"]
    assert find_falls(old, {"examples": {"f1": 0.5}}) == ["examples whole_f1: 0.25 became nothing"]
    assert len(find_falls(old, {})) == 2


def test_every_set_has_a_floor_that_can_fail() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert all(floor > 0 for figures in floors.values() for floor in figures.values())
