"""The commands `where` and `gazetteer`: texts, documents and lists in, places out in every form."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bearwitness.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_a_text_as_objects(capsys: pytest.CaptureFixture[str]) -> None:
    text = "Nine died in west Mosul and two in Qwertabad district in Iraq."
    code, out, _ = run(capsys, "where", text, "--format", "json", "--published", "2017-03-01")
    found = json.loads(out)
    assert code == 0
    assert {"name", "lat", "lon", "precision", "id", "start_char", "end_char", "text", "why"} <= set(found[0])
    assert [one["text"] for one in found] == ["west Mosul", "Qwertabad", "Iraq"]
    assert [text[one["start_char"] : one["end_char"]] for one in found] == [one["text"] for one in found]
    assert found[0]["lat"] == pytest.approx(36.3, abs=0.2)
    assert (found[1]["lat"], found[1]["id"]) == (None, None)
    assert "document" not in found[0]


def test_documents_name_themselves(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    lines = [{"id": "one", "text": "Two died in Homs."}, {"id": "two", "text": "Two died in Mosul."}]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    _, out, _ = run(capsys, "where", str(path))
    found = [json.loads(line) for line in out.splitlines()]
    assert [(one["document"], one["name"]) for one in found] == [("one", "Homs"), ("two", "Mosul")]


def test_table_csv_and_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    _, table, _ = run(capsys, "where", "Two died in Homs.", "--format", "table")
    assert "Homs" in table and "34.7" in table
    _, out, _ = run(capsys, "where", "Two died in Homs.", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(out))
    assert (row["name"], row["ucdp_where_prec"], row["document"]) == ("Homs", "1", "")
    assert run(capsys, "where", "Nothing was hit.", "--format", "table")[1].strip() == "no place found"
    assert json.loads(run(capsys, "where", "Nothing was hit.", "--format", "json")[1]) == []


def test_a_missing_file_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "where", "nowhere.txt")
    assert (code, out) == (1, "")
    assert "nowhere.txt" in err


def test_info_names_sources_and_licences(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "gazetteer", "info", "--format", "json")
    sources = {one["name"]: one for one in json.loads(out)}
    assert code == 0
    assert sources["GeoNames"]["places"] > 200_000 and "CC BY" in sources["GeoNames"]["licence"]


def test_a_list_without_places_adds_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon\nNour,north,38\n", encoding="utf-8")
    code, out, err = run(capsys, "gazetteer", "add", str(path))
    assert (code, out) == (1, "")
    assert "north" in err


@pytest.mark.slow
def test_added_places_are_found_and_outlive_a_rebuild(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "name,lat,lon,country,kind,in\nQwertabad,36.4,43.2,IQ,village,Nineveh\nBad,95,0,IQ,village,\n", encoding="utf-8"
    )
    env = {
        **os.environ,
        "BEARWITNESS_GAZETTEER": str(tmp_path / "g.sqlite"),
        "BEARWITNESS_PLACES": str(tmp_path / "places"),
    }

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "bearwitness.cli", *arguments]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    added = call("gazetteer", "add", str(own))
    assert added.returncode == 1 and added.stdout.startswith("1 places added, 1 rows left out")
    assert f"{own}:3" in added.stderr
    (tmp_path / "g.sqlite").unlink()
    assert call("gazetteer", "build").returncode == 0
    (place, *_) = json.loads(call("where", "Two died in Qwertabad in Iraq.", "--format", "json").stdout)
    assert (place["name"], place["lat"], place["lon"]) == ("Qwertabad", 36.4, 43.2)
    assert (tmp_path / "g.sqlite").stat().st_size < 250_000_000
