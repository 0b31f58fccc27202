import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]
REPORTS = [
    {
        "id": "one",
        "published": "2016-12-06",
        "text": "An air strike killed 12 civilians at a market in Masyaf on Monday.",
    },
    {
        "id": "two",
        "published": "2016-12-06",
        "text": "A car bomb killed four soldiers in Palmyra on Monday, residents said.",
    },
]


@pytest.fixture
def archive(tmp_path: Path) -> str:
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join(map(json.dumps, REPORTS)), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", ["resolve", "incidents", "show", "review", "judge"])
def test_the_help_of_a_command_teaches_by_example(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"bearwitness {command} " in out.split("Examples:")[1]


def test_resolve_writes_one_line_a_document(run: Run, archive: str) -> None:
    code, out, err = run("resolve", archive, "--format", "jsonl")
    assert code == 0
    assert [json.loads(line)["document"] for line in out.splitlines()] == ["one", "two"]
    assert "2 documents" in err


def test_a_judgement_is_followed_and_shown(run: Run, archive: str, tmp_path: Path) -> None:
    kept = str(tmp_path / "judgements.jsonl")
    code, _, err = run("judge", "one", "two", "same", "--why", "one raid", "--by", "M. Editor", "--judgements", kept)
    assert (code, err.strip()) == (0, "one same two")
    _, out, _ = run("resolve", archive, "--judgements", kept)
    assert len({json.loads(line)["incident"] for line in out.splitlines()}) == 1
    _, out, _ = run("show", "one", archive, "--judgements", kept)
    assert [each["why"] for each in json.loads(out)["judgements"]] == ["one raid"]


def test_a_judgement_on_what_is_not_there_is_refused_and_not_kept(run: Run, archive: str, tmp_path: Path) -> None:
    kept = tmp_path / "judgements.jsonl"
    said = ("--why", "seen", "--by", "M. Editor", "--judgements", str(kept))
    code, _, err = run("judge", "one", "nine", "not", archive, *said)
    assert code == 2
    assert "nothing in these inputs has the id 'nine'" in err
    assert not kept.exists()


def test_what_cannot_be_read_is_named_and_ends_with_one(run: Run, archive: str, tmp_path: Path) -> None:
    code, out, err = run("incidents", archive, str(tmp_path / "none.txt"))
    assert code == 1
    assert "none.txt" in err
    assert len(out.splitlines()) == 2
    code, _, err = run("resolve", archive, "--judgements", str(tmp_path / "none.jsonl"))
    assert code == 1
    assert "no such file of judgements" in err


def test_judgements_that_cannot_be_read_are_one_clear_line(run: Run, archive: str, tmp_path: Path) -> None:
    kept = tmp_path / "judgements.jsonl"
    kept.write_bytes('{"why": "un pont à côté"}\n'.encode("latin-1"))
    for path, complaint in ((kept, "it is not UTF-8"), (tmp_path, "the judgements cannot be read: Is a directory")):
        for command in (["resolve", archive], ["judge", "a", "b", "same", "--why", "x", "--by", "M. Editor"]):
            code, out, err = run(*command, "--judgements", str(path))
            assert (code, out) == (1, "")
            assert err.splitlines()[-1].startswith(f"bearwitness: {path}: ") and complaint in err


def test_an_incident_that_is_not_there_is_a_usage_error(run: Run, archive: str) -> None:
    code, _, err = run("show", "i00000", archive)
    assert code == 2
    assert "`bearwitness incidents` lists what there is" in err


def test_filters_reach_the_listing(run: Run, archive: str) -> None:
    _, out, _ = run("incidents", archive, "--place", "palmyra", "--format", "csv")
    assert len(out.splitlines()) == 2
    assert run("incidents", archive, "--since", "yesterday")[0] == 2
    code, _, err = run("incidents", archive, "--kind", "nonsense")
    assert code == 2 and "there is no kind of incident 'nonsense'" in err and "gas (chemical attack)" in err


def test_an_incident_has_acleds_types(run: Run, archive: str) -> None:
    struck, bombed = json.loads(run("incidents", archive, "--format", "json")[1])
    assert {each["sub_event_type"] for each in struck["acled"] + bombed["acled"]} >= {"Air/drone strike"}
    _, out, err = run("incidents", archive, "--place", "atlantis")
    assert out == "" and "nothing found: incidents " in err and "--place atlantis" in err
