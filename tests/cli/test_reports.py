import csv
import io
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bearwitness import __version__
from bearwitness.cli import cli

REPORT = "Shelling killed at least 12 civilians, including three children, in Karesh on Monday, residents said."
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


def start(*arguments: str, **options: object) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bearwitness.cli", *arguments]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload]


def test_help_and_version_load_no_model() -> None:
    code = "import sys, bearwitness.cli; print({'spacy', 'trafilatura', 'rich'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"set()\n"


@pytest.mark.parametrize("command", ["extract", "brief", "explain"])
def test_the_help_of_a_command_teaches_by_example(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"bearwitness {command} " in out.split("Examples:")[1]
    assert "--published YYYY-MM-DD" in out


def test_version(run: Run) -> None:
    assert run("--version")[:2] == (0, f"bearwitness, version {__version__}\n")


def test_piped_output_is_jsonl_and_messages_go_to_standard_error(run: Run, report: str) -> None:
    code, out, err = run("extract", report, "--published", "2019-06-04", "--kinds", "harm")
    (claim,) = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert claim["document"] == report
    assert (claim["harms"][0]["low"], claim["harms"][0]["high"], claim["harms"][0]["who"]) == (12, None, "civilians")
    assert claim["when"]["start"] == "2019-06-03"
    assert REPORT[claim["evidence"]["start"] : claim["evidence"]["end"]] == claim["evidence"]["text"]
    assert err.startswith("1 document, 1 claim, 0 failures in ")


def test_csv_has_a_row_a_count(run: Run, report: str) -> None:
    whole, part = csv.DictReader(io.StringIO(run("extract", report, "--format", "csv", "--kinds", "harm")[1]))
    assert part["part_of"] == whole["count"]


def test_a_table_for_people(run: Run, report: str) -> None:
    out = run("extract", report, "--format", "table")[1]
    assert "killed at least 12" in out and not out.startswith("{")


def test_every_failure_is_one_line_and_the_rest_is_still_read(run: Run, report: str, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    code, out, err = run("extract", str(tmp_path / "empty.txt"), str(tmp_path / "none.txt"), report, "--kinds", "harm")
    assert code == 1
    assert len(out.splitlines()) == 1
    lines = err.splitlines()
    assert [str(tmp_path / name) in line for name, line in zip(("empty.txt", "none.txt"), lines, strict=False)] == [
        True
    ] * 2
    assert lines[2].startswith("1 document, 1 claim, 2 failures in ")
    assert len(lines) == 3


def test_broken_bytes_and_a_date_that_is_none_are_one_line_each(run: Run, report: str, tmp_path: Path) -> None:
    broken, undated = tmp_path / "broken.txt", tmp_path / "undated.jsonl"
    broken.write_bytes(b"Shelling killed nine people \xff\xfe\xc3 and hurt two in the town of Karesh on Monday.")
    undated.write_text('{"text": "Nine died."}\n{"published": "2017-13-45", "text": "Two died."}\n')
    code, _, err = run("extract", str(broken), str(undated), report)
    first, second, summary = err.splitlines()
    assert code == 1
    assert first.startswith(f"bearwitness: {broken}: ")
    assert second.startswith(f"bearwitness: {undated}:2: its published '2017-13-45' is no date")
    assert summary.startswith("2 documents, ")


@pytest.mark.parametrize("day", ["2016-13-01", "yesterday", "20161209", "2016-2-1", ""])
def test_a_date_that_is_none_is_wrong_usage(run: Run, report: str, day: str) -> None:
    code, out, err = run("extract", report, "--published", day)
    assert (code, out) == (2, "")
    assert err == f"bearwitness: '{day}' is no date: write YYYY-MM-DD, for example 2016-12-09\n"


@pytest.mark.parametrize(
    "arguments", [["extract"], ["extract", "x", "--format", "xml"], ["nothing"], ["explain", "abcd12"]]
)
def test_wrong_usage_is_one_line_and_exit_2(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith("bearwitness: ")


def test_debug_shows_where_an_error_came_from(run: Run, report: str) -> None:
    _, _, err = run("--debug", "extract", report, "--out", "/nonexistent/x")
    assert "Traceback" in err and err.splitlines()[-1].startswith("bearwitness: --out")


def test_a_file_appears_whole_and_keeps_its_mode(run: Run, report: str, tmp_path: Path) -> None:
    target = tmp_path / "claims.jsonl"
    target.write_text("before", encoding="utf-8")
    target.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(target)
    assert run("extract", report, "--out", str(link), "--kinds", "harm")[:2] == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["document"] == report
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.jsonl", "link.jsonl", "report.txt"]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_disk_is_one_clear_line(run: Run, report: str) -> None:
    code, _, err = run("extract", report, "--out", "/dev/full")
    assert code == 1
    assert err.splitlines()[-1] == "bearwitness: cannot write /dev/full: No space left on device"
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode), "the device was replaced by a file"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_a_full_standard_output_is_one_clear_line(report: str) -> None:
    with Path("/dev/full").open("wb") as full:
        process = start("extract", report, stdout=full)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.decode().splitlines()[-1] == "bearwitness: cannot write the output: No space left on device"


def test_a_reader_that_goes_away_is_no_error(report: str) -> None:
    process = start("brief", report, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read().decode()
    assert process.wait(60) == 141
    assert "Traceback" not in err and "Broken" not in err and "Exception" not in err


def test_an_interrupt_is_one_line_and_130() -> None:
    command = [sys.executable, "-m", "bearwitness.cli", "extract", "-"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(4)  # it waits for its standard input by now
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode() == "bearwitness: interrupted\n"


def test_standard_input_is_read(report: str) -> None:
    command = [sys.executable, "-m", "bearwitness.cli", "extract", "-", "--format", "json"]
    done = subprocess.run(command, input=REPORT.encode(), capture_output=True, check=True)
    assert json.loads(done.stdout)[0]["document"] == "-"


@pytest.mark.parametrize(("name", "begins"), [("b.html", "<!doctype html>"), ("b.json", "{"), ("b.txt", "# Situation")])
def test_the_format_of_a_brief_follows_its_files_name(
    run: Run, report: str, tmp_path: Path, name: str, begins: str
) -> None:
    target = tmp_path / "out" / name
    target.parent.mkdir()
    assert run("brief", report, "--out", str(target))[0] == 0
    assert target.read_text(encoding="utf-8").startswith(begins)


def test_a_brief_of_nothing_is_not_written(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "b.html"
    code, _, err = run("brief", str(tmp_path / "none.txt"), "--out", str(target))
    assert code == 1
    assert not target.exists()
    assert err.splitlines()[-1] == "bearwitness: nothing to report: no document could be read"


def test_kinds_part_counts_from_events(run: Run, report: str) -> None:
    lines = [json.loads(line) for line in run("extract", report)[1].splitlines()]
    harm = [json.loads(line) for line in run("extract", report, "--kinds", "harm")[1].splitlines()]
    events = [json.loads(line) for line in run("extract", report, "--kinds", "events")[1].splitlines()]
    assert harm + events == lines
    assert all(claim["harms"] for claim in harm)
    assert [claim["event"]["category"] for claim in events] == ["ASSAULT"]


def test_a_file_or_one_of_its_claims_is_explained(run: Run, report: str) -> None:
    out = run("explain", report)[1]
    assert "⟦" in out and "killed at least 12 civilians" in out
    claim = json.loads(run("extract", report, "--kinds", "harm")[1])["id"]
    assert out.startswith(run("explain", claim[:9], report)[1])
    assert run("explain", "0000", report)[0] == 2


def test_a_gazetteer_that_cannot_be_kept_is_one_clear_line(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Two men were killed in Basra on 3 May 2019.")
    (tmp_path / "file").write_text("")
    env = {**os.environ, "BEARWITNESS_GAZETTEER": str(tmp_path / "file" / "g.sqlite")}
    command = [sys.executable, "-m", "bearwitness.cli", "extract", str(report)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the gazetteer cannot be written" in done.stderr
    assert "BEARWITNESS_GAZETTEER" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_the_user_says_of_a_document_overrules_it_as_the_help_says(run: Run, tmp_path: Path) -> None:
    archive = tmp_path / "archive.jsonl"
    text = "Shelling killed nine people in Homs on Monday, residents said."
    archive.write_text(json.dumps({"text": text, "outlet": "Northern Post", "published": "2016-12-09"}))
    _, out, _ = run("extract", str(archive), "--published", "2019-06-04", "--outlet", "Southern Post")
    assert {json.loads(line)["when"]["start"] for line in out.splitlines()} == {"2019-06-03"}
    for command in cli.commands.values():
        for each in command.params:
            if each.name in ("published", "outlet"):
                assert "whatever" in str(each.to_info_dict()["help"]), f"{command.name} {each.name}"
