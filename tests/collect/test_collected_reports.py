"""Every kind of input becomes reports, and every bad one a Failure that names it and says what to do."""

import io
import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from bearwitness.base.records import Failure, Report
from bearwitness.base.settings import Settings
from bearwitness.collect import read_reports

SMALL = Settings(max_document_bytes=1000, max_line_bytes=1000, max_json_bytes=2000)
LINE = {"id": "a-1", "outlet": "The Example", "published": "2019-05-04", "title": "Two die", "text": "Two people died."}


def read_one(path: Path | str, settings: Settings = SMALL) -> Report | Failure:
    """The only result for a path."""
    [result] = read_reports([str(path)], settings=settings)
    return result


def read_report(path: Path | str) -> Report:
    """The only result for a path, which must be a report."""
    result = read_one(path)
    assert isinstance(result, Report), result
    return result


def read_failure(path: Path | str, settings: Settings = SMALL) -> Failure:
    """The only result for a path, which must be a failure told in one line."""
    result = read_one(path, settings)
    assert isinstance(result, Failure), result
    assert result.reason
    assert "\n" not in result.reason
    return result


def write_lines(path: Path, *values: object) -> Path:
    """A JSONL file; a string is a line as it stands."""
    lines = (value if isinstance(value, str) else json.dumps(value) for value in values)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.txt", b"Two people died.", "text"),
        ("a", b"Two people died.", "text"),
        ("a.html", b"<p>Two people died.</p>", "html"),
        ("a.txt", b"\n<!DOCTYPE html><html><body>Two died.</body></html>", "html"),
        ("a.pdf", b"%PDF-1.7 ...", "pdf"),
        ("a.txt", b"%PDF-1.4 ...", "pdf"),
    ],
)
def test_a_file_is_told_by_its_bytes_and_then_by_its_name(
    tmp_path: Path, name: str, content: bytes, media: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    report = read_report(path)
    assert (report.media, report.content, report.id, report.origin) == (media, content, str(path), str(path))
    assert len(report.sha256) == 64


def test_a_folder_is_read_to_the_bottom_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a.txt", ".hidden", ".git/config", "b/.swp", "b/c/three.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Two people died.")
    names = [report.origin.removeprefix(f"{tmp_path}/") for report in reports_of(tmp_path)]
    assert names == ["a.txt", "b/two.txt", "b/c/three.html"]


def reports_of(*paths: Path | str) -> list[Report]:
    """All results for the paths, which must be reports."""
    found = list(read_reports([str(path) for path in paths], settings=SMALL))
    assert all(isinstance(each, Report) for each in found), found
    return [each for each in found if isinstance(each, Report)]


def test_a_pattern_is_expanded_and_sorted_and_a_name_with_brackets_is_a_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c[1].txt", "d.md"):
        (tmp_path / name).write_text("Two people died.")
    assert [each.origin[-5:] for each in reports_of(tmp_path / "[ab].txt")] == ["a.txt", "b.txt"]
    assert reports_of(tmp_path / "c[1].txt")[0].origin.endswith("c[1].txt")


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Two people died.")
    assert len(reports_of(tmp_path / "a.txt", tmp_path, tmp_path / "*.txt")) == 1


def test_a_line_of_jsonl_keeps_its_fields_to_the_letter(tmp_path: Path) -> None:
    text = " Two\r\npeople died.\u2028 "
    line = {**LINE, "text": text, "title": "Two die ", "url": "https://example.org/a", "language": "en", "other": 1}
    report = read_report(write_lines(tmp_path / "a.jsonl", line))
    assert report.content.decode() == text
    assert (report.id, report.outlet, report.published, report.title) == (
        "a-1",
        "The Example",
        "2019-05-04",
        "Two die ",
    )
    assert (report.url, report.language, report.media) == ("https://example.org/a", "en", "record")


def test_the_digest_of_a_line_does_not_depend_on_the_order_of_its_fields(tmp_path: Path) -> None:
    turned = dict(reversed(LINE.items()))
    first, second = reports_of(write_lines(tmp_path / "a.jsonl", LINE, turned))
    assert first.sha256 == second.sha256


def test_a_line_without_an_id_is_named_by_its_place(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"text": "One died."}, "", {"text": "Two died.", "id": 7})
    assert [each.id for each in reports_of(path)] == [f"{path}:1", "7"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"text": ', "not valid JSON"),
        ("[1]", "not an object"),
        ('{"id": "b"}', "no field text"),
        ('{"text": ""}', "empty"),
        ('{"text": 7}', "not a string"),
        ('{"text": "Two died.", "title": {}}', "title"),
        ("[" * 100_000, "not valid JSON|nested too deeply|more than"),
        ('{"text": "' + "x" * 2000 + '"}', "more than 1,000 bytes"),
    ],
)
def test_a_broken_line_is_one_failure_and_the_rest_goes_on(tmp_path: Path, line: str, words: str) -> None:
    path = write_lines(tmp_path / "a.jsonl", LINE, line, {**LINE, "id": "a-2"})
    first, broken, last = read_reports([str(path)], settings=SMALL)
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(broken, Failure)
    assert broken.origin == f"{path}:2"
    assert any(word in broken.reason for word in words.split("|")), broken.reason


def test_a_line_that_is_no_utf8_is_one_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n{"text": "Two died."}\n')
    failure, report = read_reports([str(path)])
    assert isinstance(failure, Failure)
    assert "UTF-8" in failure.reason
    assert isinstance(report, Report)


def test_half_a_surrogate_pair_is_replaced_and_offsets_stay(tmp_path: Path) -> None:
    report = read_report(write_lines(tmp_path / "a.jsonl", '{"text": "a\\ud800b died."}'))
    assert report.content.decode() == "a\ufffdb died."


@pytest.mark.parametrize("value", [[LINE, {**LINE, "id": "a-2"}], LINE], ids=["list", "object"])
def test_a_json_file_holds_one_document_or_a_list(tmp_path: Path, value: object) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(value, indent=2))
    assert reports_of(path)[0].id == "a-1"
    assert len(reports_of(path)) == (2 if isinstance(value, list) else 1)


def test_jsonl_under_the_name_json_is_read_line_by_line(tmp_path: Path) -> None:
    assert len(reports_of(write_lines(tmp_path / "a.json", LINE, {**LINE, "id": "a-2"}))) == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.txt", b"Two\0people\0died\0here\0\0\0", "binary"),
        ("a.docx", b"PK\x03\x04\x14\x00", "Word"),
        ("a.csv", b"date,killed\n2017-04-16,3 people\n", "bearwitness field import"),
        ("a.TSV", b"date\tkilled\n2017-04-16\t3 people\n", "bearwitness field import"),
        ("a.xlsx", b"PK\x03\x04\x14\x00", "bearwitness field import"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        ("a.csv.gz", b"\x1f\x8b\x08\0", "unpack"),
        ("a.txt", b"x" * 1001, "more than 1,000 bytes"),
        ("a.jsonl", b"\n \n", "empty"),
        ("a.json", b"", "empty"),
        ("a.json", b"[]", "empty list"),
        ("a.json", b"{", "not valid JSON"),
        ("a.json", b"[" + b" " * 2000, "write it as JSONL"),
    ],
)
def test_a_file_that_holds_no_document_is_a_failure_that_says_why(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    failure = read_failure(path)
    assert failure.origin == str(path)
    assert words in failure.reason


@pytest.mark.parametrize(
    ("name", "words"), [("missing.txt", "no such file"), ("*.txt", "no file matches"), ("", "no file name")]
)
def test_a_path_that_leads_nowhere_is_a_failure(tmp_path: Path, name: str, words: str) -> None:
    assert words in read_failure(tmp_path / name if name else "").reason


def test_an_empty_folder_and_a_dangling_link_are_failures(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    assert "empty folder" in read_failure(tmp_path / "empty").reason
    assert "link" in read_failure(tmp_path / "link.txt").reason


@pytest.mark.skipif(os.geteuid() == 0, reason="no file is closed to root")
def test_a_file_that_may_not_be_read_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Two people died.")
    path.chmod(0)
    assert "permission" in read_failure(path).reason


def test_a_pipe_in_a_folder_is_passed_over_with_a_failure(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in read_failure(tmp_path).reason


def test_a_text_in_utf16_is_no_binary_file(tmp_path: Path) -> None:
    for number, encoding in enumerate(("utf-16", "utf-16-le", "utf-32")):
        (tmp_path / f"{number}.txt").write_bytes("Two people died in the market.".encode(encoding))
    assert len(reports_of(tmp_path)) == 3


@pytest.mark.parametrize(
    ("content", "media", "count"),
    [
        (b"Two people died.", "text", 1),
        (b'{"text": "One died."}\n{"text": "Two died."}\n', "record", 2),
        (b"<html><body>Two died.</body></html>", "html", 1),
        (b"%PDF-1.4", "pdf", 1),
    ],
)
def test_standard_input_is_told_by_its_first_bytes(content: bytes, media: str, count: int) -> None:
    found = list(read_reports(["-"], stdin=io.BytesIO(content)))
    assert [each.media for each in found if isinstance(each, Report)] == [media] * count


def test_standard_input_that_is_not_there_is_a_failure() -> None:
    assert [each.origin for each in read_reports(["-"])] == ["-"]


def test_reading_is_lazy_and_holds_one_line_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    with path.open("w") as file:
        for number in range(20_000):
            file.write(json.dumps({"id": str(number), "text": "Two people died. " * 60}) + "\n")
    tracemalloc.start()
    stream: Iterator[Report | Failure] = read_reports([str(path)])
    count = sum(isinstance(each, Report) for each in stream)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 20_000
    assert peak < path.stat().st_size / 4


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    tracemalloc.start()
    failure = read_failure(path, Settings(max_document_bytes=1_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "more than 1 MB" in failure.reason
    assert peak < 10_000_000
