"""The commands tally and estimate, through the real command line on invented reports."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
REPORTS = [
    {
        "id": "first",
        "outlet": "Northern Post",
        "published": "2016-06-10",
        "text": "Army shelling killed nine civilians, including two children, in Masyaf on Thursday, "
        "the Hill Monitor said.",
    },
    {
        "id": "second",
        "outlet": "Southern Post",
        "published": "2016-06-11",
        "text": "Army shelling killed 11 civilians in Masyaf on Thursday, the Valley Observatory said on Saturday.",
    },
    {
        "id": "third",
        "outlet": "Weekly",
        "published": "2016-06-30",
        "text": "At least 40 civilians have been killed in Hama province since 1 June, the Hill Monitor said.",
    },
]


@pytest.fixture
def reports(tmp_path: Path) -> str:
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(map(json.dumps, REPORTS)), encoding="utf-8")
    return str(path)


def test_a_tally_holds_attacks_inside_the_toll_and_names_the_conflict(run: Run, reports: str) -> None:
    code, out, _ = run("tally", reports, "--who", "civilians", "--format", "json")
    assert code == 0
    (row,) = json.loads(out)
    assert list(row) == ["low", "high", "open", "claims", "conflicts"]
    assert (row["low"], row["high"], row["open"]) == (40, 40, True)
    (conflict,) = row["conflicts"]
    assert sorted((side["low"], side["high"]) for side in conflict["sides"]) == [(9, 9), (11, 11)]
    assert set(conflict["claims"]) < set(row["claims"])


def test_rows_by_group_in_every_format(run: Run, reports: str) -> None:
    _, out, _ = run("tally", reports, "--by", "place", "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["place"], row["low"]) for row in rows] == [("Hama province", 40), ("Masyaf", 9)]
    _, out, _ = run("tally", reports, "--by", "place", "--format", "csv")
    assert [row["low"] for row in csv.DictReader(io.StringIO(out))] == ["40", "9"]
    _, out, _ = run("tally", reports, "--by", "place", "--format", "table")
    assert "40 or more" in out
    assert "contested" in out


def test_explain_says_why_each_figure_counts_or_not(run: Run, reports: str) -> None:
    code, out, _ = run("tally", reports, "--who", "civilians", "--explain", "--format", "json")
    assert code == 0
    (row,) = json.loads(out)
    assert sorted({reason["role"] for reason in row["reasons"]}) == ["inside", "low", "subset"]
    _, out, _ = run("tally", reports, "--explain", "--format", "table")
    assert "Not all can be true" in out
    assert "part of a whole" in " ".join(out.split())


def test_filters(run: Run, reports: str) -> None:
    def low(*options: str) -> int:
        _, out, _ = run("tally", reports, "--format", "json", *options)
        return json.loads(out)[0]["low"]

    assert low("--to", "2016-06-20", "--place", "Masyaf, Syria") == 9
    assert low("--source", "Valley Observatory") == 11
    assert low("--exclude", "hill monitor") == 11
    assert low("--as-of", "2016-06-10") == 9
    assert low("--who", "children", "--place", "Masyaf") == 2


def test_what_changed_and_by_which_claims(run: Run, reports: str) -> None:
    _, out, _ = run("tally", reports, "--diff", "2016-06-10", "2016-06-11", "--format", "json")
    (change,) = json.loads(out)
    assert (change["before"]["high"], change["after"]["high"]) == (9, 11)
    assert len(change["claims"]) >= 1
    _, out, _ = run("tally", reports, "--diff", "2016-06-11", "2016-06-12", "--format", "table")
    assert out.startswith("Nothing moved")


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_a_chart_is_drawn(run: Run, reports: str, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"chart.{suffix}"
    assert run("tally", reports, "--by", "place", "--chart", str(path), "--format", "csv")[0] == 0
    assert path.read_bytes()[:5] in (b"\x89PNG\r", b"<?xml")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--by", "colour"), "--by 'colour' is none of"),
        (("--chart", "chart.pdf"), ".png or .svg"),
        (("--source", "Nobody"), "no source here is called 'Nobody'"),
        (("--from", "tomorrow"), "is no date"),
        (("--diff", "2016-06-10", "2016-06-11", "--explain"), "are for one tally"),
        (("--diff", "2016-06-10", "2016-06-11", "--chart", "chart.svg"), "are for one tally"),
        (("--diff", "2016-06-10", "2016-06-11", "--as-of", "2016-06-12"), "are for one tally"),
    ],
)
def test_wrong_usage_is_named(run: Run, reports: str, options: tuple[str, ...], words: str) -> None:
    code, _, err = run("tally", reports, *options)
    assert code == 2
    assert words in err


def test_a_tally_of_nothing_is_refused(run: Run, tmp_path: Path) -> None:
    code, out, err = run("tally", str(tmp_path / "missing.txt"))
    assert (code, out) == (1, "")
    assert "missing.txt" in err and "nothing to tally" in err


def test_a_place_that_nobody_names_is_said_to_be_so(run: Run, reports: str) -> None:
    code, out, err = run("tally", reports, "--place", "Atlantis", "--format", "json")
    assert (code, json.loads(out)[0]["high"]) == (0, 0)
    assert "no claim here names 'Atlantis'" in err


@pytest.mark.parametrize("command", ["tally", "estimate"])
def test_the_help_teaches_by_example(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"bearwitness {command} " in out.split("Examples:")[1]


def test_an_estimate_and_a_refusal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "lists.csv"
    path.write_text(
        "a,b,c,count\n1,0,0,300\n0,1,0,250\n0,0,1,200\n1,1,0,60\n1,0,1,50\n0,1,1,40\n1,1,1,12\n", encoding="utf-8"
    )
    code, out, _ = run("estimate", str(path), "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert found["listed"] == 912
    assert found["listed"] < found["low"] < found["high"]
    assert len(found["models"]) == 8
    _, out, _ = run("estimate", str(path), "--format", "table")
    assert "Over all likely models" in out
    path.write_text("a,b,c,count\n1,0,0,300\n0,1,0,250\n0,0,1,200\n1,1,0,3\n", encoding="utf-8")
    code, out, _ = run("estimate", str(path), "--format", "json")
    assert code == 1
    assert json.loads(out)["refused"]
    assert run("estimate", str(tmp_path / "none.csv"))[0] == 1
