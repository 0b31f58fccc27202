"""Incidents and tallies of a casebook, through the commands. Every report here is invented."""

import json
from pathlib import Path

import pytest

from bearwitness.cli import main

FIRST = "Air strikes killed 12 people in Homs on Monday, the Lakeland Observatory said."
SECOND = "Shells killed nine people in Homs on Monday, residents said."


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("BEARWITNESS_CASEBOOK", str(tmp_path / "casebook.db"))
    monkeypatch.setenv("BEARWITNESS_AUTHOR", "editor")
    for name, text in (("one.txt", FIRST), ("two.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    assert call("add", tmp_path / "one.txt", tmp_path / "two.txt", "--published", "2019-06-04")[0] == 0
    return call


def list_incidents(run) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    return [json.loads(line) for line in run("incidents")[1].splitlines()]


def test_a_judgement_is_kept_wins_and_leaves_the_old_ids_leading_on(run) -> None:  # type: ignore[no-untyped-def]
    first, second = list_incidents(run)
    code, _, err = run("judge", first["id"], second["id"], "same", "--why", "one attack, told twice")
    assert code == 0, err
    (merged,) = list_incidents(run)
    for old in (first["id"], second["id"]):
        assert json.loads(run("show", old)[1])["id"] == merged["id"]
    assert run("judge", first["claims"][0], second["claims"][0], "undecided", "--why", "not sure any more")[0] == 0
    assert len(list_incidents(run)) == 2
    kinds = [json.loads(line)["kind"] for line in run("log")[1].splitlines()]
    assert kinds.count("judgement") == 2


def test_a_denial_in_another_report_is_found_and_a_judgement_undoes_it(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    charge, denial = tmp_path / "charge.txt", tmp_path / "denial.txt"
    charge.write_text(
        "Residents accused the Syrian army of shelling a bakery in Talbiseh on Monday, killing six people.",
        encoding="utf-8",
    )
    denial.write_text("The Syrian army denied that its guns had shelled a bakery in Talbiseh.", encoding="utf-8")
    assert run("add", denial, charge, "--published", "2019-06-05")[0] == 0
    (contested,) = [each for each in list_incidents(run) if each["denials"]]
    (answer,) = contested["denials"]
    assert (answer["document"], answer["answered_document"]) == (str(denial), str(charge))
    assert contested["grade"]["name"] == "contested"
    code, _, err = run("judge", answer["denial"], answer["claim"], "not", "--why", "another bakery")
    assert code == 0, err
    assert not any(each["denials"] for each in list_incidents(run))
    assert "not followed" not in run("review", "--format", "table")[1]


def test_a_judgement_outlives_corrections_of_the_claims_it_is_about(run) -> None:  # type: ignore[no-untyped-def]
    first, second = list_incidents(run)
    figures = [each["id"] for line in run("claims")[1].splitlines() if (each := json.loads(line))["harms"]]
    claim, other = (next(name for name in each["claims"] if name in figures) for each in (first, second))
    assert run("judge", claim, other, "same", "--why", "one attack, told twice")[0] == 0
    for dead in (11, 10):  # the second time the claim that stands in for the first is corrected
        changes = (f"harms.0.low={dead}", f"harms.0.high={dead}")
        code, claim, err = run("correct", claim, *changes, "--why", "they counted again")
        claim = claim.strip()
        assert code == 0, err
        (merged,) = list_incidents(run)
        assert claim in merged["claims"]
    assert "not followed" not in run("review", "--format", "table")[1]
    assert json.loads(run("tally", "--place", "Homs")[1])[0]["high"] < 19  # one event still, and so no sum
    said = json.loads(run("show", merged["id"])[1])["judgements"]
    assert [claim in (each["left"], each["right"]) for each in said] == [True]
    ends = (said[0]["left"], said[0]["right"])
    assert run("judge", *ends, "not", "--why", "two attacks after all")[0] == 0
    assert len(list_incidents(run)) == 2
    last = [json.loads(line) for line in run("log")[1].splitlines()][-1]
    assert last["payload"]["supersedes"] == said[0]["id"]


def correct(run, claim: str, dead: int) -> str:  # type: ignore[no-untyped-def]
    code, out, err = run("correct", claim, f"harms.0.low={dead}", f"harms.0.high={dead}", "--why", "counted again")
    assert code == 0, err
    return str(out.strip())


def find_figures(run) -> list[str]:  # type: ignore[no-untyped-def]
    """A claim with a figure in each incident, in their order."""
    figures = {each["id"] for line in run("claims")[1].splitlines() if (each := json.loads(line))["harms"]}
    return [next(name for name in each["claims"] if name in figures) for each in list_incidents(run)]  # type: ignore[attr-defined]


def test_judgements_of_a_file_follow_corrections(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "judgements.jsonl"
    claim, other = find_figures(run)
    said = ("--why", "one attack, told twice", "--by", "M. Editor", "--judgements", file)
    assert run("judge", claim, other, "same", *said)[0] == 0
    corrected = correct(run, correct(run, claim, 11), 10)
    (merged,) = [json.loads(line) for line in run("incidents", "--judgements", file)[1].splitlines()]
    assert corrected in merged["claims"]
    assert "not followed" not in run("review", "--judgements", file, "--format", "table")[1]


def test_an_id_that_was_corrected_stands_for_the_claim_in_its_place(run) -> None:  # type: ignore[no-untyped-def]
    claim, other = find_figures(run)
    corrected = correct(run, claim, 11)
    code, _, err = run("judge", claim, other, "same", "--why", "one attack, told twice")
    assert code == 0 and corrected in err, err
    assert len(list_incidents(run)) == 1
    last = [json.loads(line) for line in run("log")[1].splitlines()][-1]
    assert set(last["payload"]["subjects"]) == {corrected, other}
    assert run("judge", claim, corrected, "same", "--why", "no two things")[0] == 2


def test_a_judgement_for_a_file_is_looked_up_in_the_casebook_that_is_named(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    file, book = tmp_path / "judgements.jsonl", tmp_path / "casebook.db"
    first, second = list_incidents(run)
    before = run("log")[1]
    said = ("same", "--why", "one attack", "--judgements", file)
    assert run("--casebook", book, "judge", first["id"], "nowhere", *said)[0] == 2
    assert not file.exists()
    code, _, err = run("judge", first["id"], second["id"], *said, "--casebook", book)
    assert code == 0, err
    line = json.loads(file.read_text(encoding="utf-8"))
    assert line["by"] == "editor" and {line["left"], line["right"]} <= {*first["claims"], *second["claims"]}  # type: ignore[misc]
    assert run("log")[1] == before
    assert len(list_incidents(run)) == 2
    assert len(run("incidents", "--judgements", file)[1].splitlines()) == 1


def test_a_tally_of_the_casebook_is_that_of_its_reports(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    kept = json.loads(run("tally", "--place", "Homs")[1])
    (row,) = kept
    assert (row["low"], row["high"]) == (21, 21)
    paths = (tmp_path / "one.txt", tmp_path / "two.txt")
    assert json.loads(run("tally", *paths, "--published", "2019-06-04", "--place", "Homs")[1]) == kept


def test_a_record_of_the_casebook_is_shown_before_incidents_are_looked_for(run) -> None:  # type: ignore[no-untyped-def]
    claim = json.loads(run("claims")[1].splitlines()[0])
    assert json.loads(run("show", claim["id"][:12])[1])["kind"] == "claim"
    code, _, err = run("show", "0" * 20)
    assert code == 1 and "casebook" in err


def test_a_shown_record_goes_where_it_is_sent_and_is_no_table(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    claim = json.loads(run("claims")[1].splitlines()[0])
    page = tmp_path / "claim.json"
    assert run("show", claim["id"], "--out", page)[:2] == (0, "")
    assert json.loads(page.read_text(encoding="utf-8"))["kind"] == "claim"
    code, out, err = run("show", claim["id"], "--format", "csv")
    assert (code, out) == (2, "") and "a claim is no table" in err
    incident = list_incidents(run)[0]["id"]
    assert len(run("show", incident, "--format", "csv")[1].splitlines()) == 2


@pytest.mark.parametrize(
    ("command", "files", "option"),
    [
        *(
            (command, ("one.txt",), "--casebook=x.db")
            for command in ("resolve", "incidents", "show", "review", "tally")
        ),
        *((command, ("one.txt",), "--as-of=rubbish") for command in ("resolve", "incidents", "show", "review")),
        *((command, (), "--jobs=2") for command in ("resolve", "incidents", "show", "review", "judge", "tally")),
        *((command, (), "--outlet=Post") for command in ("incidents", "tally")),
        *((command, (), "--published=2019-06-04") for command in ("incidents", "tally")),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(  # type: ignore[no-untyped-def]
    run, tmp_path: Path, command: str, files: tuple[str, ...], option: str
) -> None:
    ids = {"show": ["i0"], "judge": ["a", "b", "same", "--why", "x"]}.get(command, [])
    code, out, err = run(command, *ids, *(tmp_path / name for name in files), option)
    assert (code, out) == (2, "")
    assert f"{option.partition('=')[0]} does nothing with" in err


def test_the_casebook_of_all_commands_is_refused_with_paths_too(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, _, err = run("--casebook", "x.db", "incidents", tmp_path / "one.txt")
    assert code == 2 and "--casebook does nothing with PATHs" in err


def test_sources_of_one_voice_are_one_origin_for_grades_and_tallies(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "three.txt").write_text(
        "Air strikes killed 12 people in Homs on Monday, the Lakeland Observatory said.\n\n"
        "The Northern Ministry of Health also said that air strikes killed 12 people in Homs on Monday.",
        encoding="utf-8",
    )
    assert run("add", tmp_path / "three.txt", "--published", "2019-06-04")[0] == 0

    def find_grades() -> str:
        return " / ".join(each["grade"]["why"] for each in list_incidents(run))  # type: ignore[index]

    def count() -> int:
        (row,) = json.loads(run("tally", "--policy", "two-origins")[1])
        return int(row["high"])

    assert "2 independent origins: Lakeland Observatory, Northern Ministry of Health" in find_grades()
    assert count() == 12
    assert run("source", "set", "Lakeland Observatory", "--kind", "monitor", "--why", "known")[0] == 0
    sources = [json.loads(line) for line in run("source", "list")[1].splitlines()]
    observatory = next(each["id"] for each in sources if each["name"] == "Lakeland Observatory")
    relays = ("--relays", observatory, "--why", "prints its figures unchanged")
    assert run("source", "set", "Northern Ministry of Health", "--kind", "government", *relays)[0] == 0
    assert "one origin: Lakeland Observatory (one voice with Northern Ministry of Health)" in find_grades()
    assert count() == 0
