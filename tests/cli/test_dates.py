"""The command `when`: texts and documents in, dates out in every form."""

import csv
import io
import json
from pathlib import Path

import pytest

from bearwitness.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_a_text_as_objects(capsys: pytest.CaptureFixture[str]) -> None:
    text = "The clinic was hit on Saturday and again two days later."
    code, out, _ = run(capsys, "when", text, "--published", "2016-07-05", "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert [(one["start"], one["end"], one["precision"], one["edtf"]) for one in found] == [
        ("2016-07-02", "2016-07-02", "day", "2016-07-02"),
        ("2016-07-04", "2016-07-04", "day", "2016-07-04"),
    ]
    assert [text[one["start_char"] : one["end_char"]] for one in found] == [one["text"] for one in found]
    assert all(one["why"] for one in found)
    assert "document" not in found[0]


def test_relative_words_stay_open_without_a_publication_day(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "when", "It was hit on Saturday.", "--format", "jsonl")
    found = json.loads(out)
    assert code == 0
    assert (found["start"], found["end"], found["kind"]) == (None, None, "vague")
    assert "publication" in found["why"]


def test_documents_name_themselves_and_bring_their_day(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    lines = [
        {"id": "one", "published": "2016-07-05", "text": "Shells fell on the port yesterday."},
        {"id": "two", "text": "Shells fell on the port yesterday."},
    ]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    code, out, _ = run(capsys, "when", str(path))
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(one["document"], one["start"]) for one in found] == [("one", "2016-07-04"), ("two", None)]
    _, out, _ = run(capsys, "when", str(path), "--published", "2016-08-01")
    assert {json.loads(line)["start"] for line in out.splitlines()} == {"2016-07-31"}


def test_table_and_csv(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Since 3 May nine have died."
    _, table, _ = run(capsys, "when", text, "--published", "2016-07-05", "--format", "table")
    assert "2016-05-03" in table
    assert "2016-07-05" in table
    _, out, _ = run(capsys, "when", text, "--published", "2016-07-05", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["start"], row["end"], row["document"]) == ("2016-05-03", "2016-07-05", "")
    _, none, _ = run(capsys, "when", "Nothing was hit here.", "--format", "table")
    assert none.strip() == "no date found"
    _, empty, _ = run(capsys, "when", "Nothing was hit here.", "--format", "json")
    assert json.loads(empty) == []


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "when", "nowhere.txt")
    assert (code, out) == (1, "")
    assert "nowhere.txt" in err


def test_an_unquoted_text_and_a_bad_day_are_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "when", "last", "week")
    assert code == 2
    assert "quotation marks" in err
    code, _, err = run(capsys, "when", "last week", "--published", "2015-02-29")
    assert code == 2
    assert "2015-02-29" in err
