import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

REPORT = "The harbour monitor said soldiers had shelled the port of Karsa. The army denied that its guns had fired."
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


def test_the_help_teaches_by_example(run: Run) -> None:
    code, out, _ = run("quotes", "--help")
    assert code == 0
    assert "bearwitness quotes " in out.split("Examples:")[1]


def test_every_format_tells_the_same(run: Run, report: str) -> None:
    lines = [json.loads(line) for line in run("quotes", report, "--format", "jsonl")[1].splitlines()]
    assert json.loads(run("quotes", report, "--format", "json")[1]) == lines
    rows = list(csv.DictReader(io.StringIO(run("quotes", report, "--format", "csv")[1])))
    assert [row["quote"] for row in rows] == [line["id"] for line in lines]
    assert [line["stance"] for line in lines] == ["asserted", "denied"]
    table = run("quotes", report, "--format", "table")[1]
    assert "denied" in table
    assert "who" in table


def test_offsets_lead_to_the_words(run: Run, report: str) -> None:
    for line in run("quotes", report, "--format", "jsonl")[1].splitlines():
        quote = json.loads(line)
        for part in (quote["source"], quote["cue"]):
            assert REPORT[part["start"] : part["end"]] == part["text"]


def test_an_input_that_cannot_be_read_is_named_and_the_rest_is_written(run: Run, report: str) -> None:
    code, out, err = run("quotes", report, "no-such-file", "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 2
    assert "no-such-file" in err


def test_where_there_are_none_it_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "silent.txt"
    path.write_text("Soldiers shelled the port of Karsa on Monday. Two people were killed.", encoding="utf-8")
    code, out, err = run("quotes", str(path), "--format", "table")
    assert (code, out.strip()) == (0, "")
    assert "no quotations found" in err


def test_sources_are_named_with_their_sort(run: Run, report: str) -> None:
    table = run("quotes", report, "--format", "table")[1]
    assert "harbour monitor, monitor" in " ".join(table.split())
    line = json.loads(run("quotes", report, "--format", "jsonl")[1].splitlines()[0])
    span = line["sources"][0]["span"]
    assert "monitor" in REPORT[span["start"] : span["end"]]
