import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bearwitness.cli import COMMANDS, cli, main

REPORT = "At least 12 civilians, including three children, died in Homs on Monday, the Lakeland Observatory said."
COMMANDS_OF_CASEBOOK = {"add", "watch", "documents", "claims", "show", "correct", "retract", "grade", "log", "verify"}
COMMANDS_OF_CASEBOOK |= {"rebuild", "head", "backup", "restore", "copy"}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, address: str) -> Run:
    monkeypatch.setenv("BEARWITNESS_CASEBOOK", address)

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def read_lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_report_goes_through_the_casebook_from_end_to_end(run: Run, report: Path, tmp_path: Path) -> None:
    code, out, err = run("add", report, "--published", "2019-06-04")
    assert code == 0 and out.startswith("added  ") and err.startswith("1 added with 1 claims, 0 known, 0 failed")
    code, out, _ = run("add", report, tmp_path / "none.txt")
    assert code == 1 and out.startswith("known  ")
    (document,) = read_lines(run("documents")[1])
    (claim,) = read_lines(run("claims", "--place", "homs", "--kind", "killed", "--words", "observatory")[1])
    assert (claim["document"], claim["harms"][0]["low"]) == (document["id"], 12)  # type: ignore[index]
    assert not read_lines(run("claims", "--since", "2019-06-04")[1])
    code, corrected, _ = run("correct", claim["id"], "harms.0.low=13", "--why", "misread")
    assert code == 0
    (now,) = read_lines(run("claims")[1])
    assert (now["id"], now["harms"][0]["low"]) == (corrected.strip(), 13)  # type: ignore[index]
    assert run("grade", corrected[:9], 2, "--why", "seen by two")[0] == 0
    assert run("retract", corrected[:9], "--why", "withdrawn")[0] == 0
    assert run("claims")[1] == ""
    (old,) = read_lines(run("claims", "--ended", "--limit", "1")[1])
    assert old["id"] == claim["id"] and old["ended"] is not None
    entries = read_lines(run("log", "--format", "jsonl")[1])
    assert [each["kind"] for each in entries] == [
        "casebook", "source", "document", "claim", "correction", "grade", "retraction",
    ]  # fmt: skip
    assert [each["previous_hash"] for each in entries[1:]] == [each["hash"] for each in entries[:-1]]
    assert json.loads(run("verify", "--format", "json")[1])["whole"] is True
    assert run("verify", "--tables")[1].startswith("whole: 7 entries, 1 documents, 1 claims")
    assert run("rebuild")[1] == "rebuilt from 7 entries\n"
    assert run("backup", tmp_path / "backup.db")[0] == 0
    assert run("log", "--casebook", tmp_path / "backup.db", "--format", "jsonl")[1] == run("log")[1]
    assert run("--casebook", tmp_path / "backup.db", "documents")[1] == run("documents")[1]
    sight = json.loads(run("show", claim["id"])[1])
    assert [each["kind"] for each in sight["entries"]] == ["claim", "correction"]
    assert "killed at least 12" in run("show", claim["id"], "--format", "table")[1]


def test_a_correction_leaves_the_evidence_and_makes_sense(run: Run, report: Path) -> None:
    run("add", report, "--published", "2019-06-04")
    (claim,) = read_lines(run("claims")[1])
    for changes, complaint in (
        (["document=other.txt"], "'document' says where the claim comes from"),
        (["evidence.start=900"], "'evidence' says where"),
        (["id=0"], "'id' says where"),
        (["rule=mine"], "'rule' says where"),
        (["extractor=mine"], "'extractor' says where"),
        (["harms.0.evidence.end=900"], "evidence and spans stay"),
        (['place={"name": "Homs", "span": {"start": 900, "end": 904}}'], "evidence and spans stay"),
        (["harms.0.low=-3"], "'-3' is no number of people"),
        (["harms.0.low=many"], "'many' is no number of people"),
        (["stance=assertd"], "'stance' cannot be 'assertd': it is one of asserted, alleged, denied"),
        (["reality=real"], "'reality' cannot be 'real': it is one of actual"),
        (["kind=rumour"], "'kind' cannot be 'rumour': it is one of event"),
        (["event.category=attack"], "'event.category' cannot be 'attack': it is one of AGREE"),
        (["harms.0.harm=dead"], "'harms.0.harm' cannot be 'dead': it is one of killed"),
        (["harms.0.parts.0.who=kids"], "'harms.0.parts.0.who' cannot be 'kids': it is one of civilians"),
        (["harms.0.approximate=maybe"], "'harms.0.approximate' cannot be 'maybe': it is true or false"),
        (["sources.0.kind=paper"], "'sources.0.kind' cannot be 'paper': it is one of monitor"),
        (['place={"name": "Homs", "lat": 134.7, "lon": 36.7}'], "'place.lat' cannot be 134.7: it is degrees from -90"),
        (['place={"name": "Homs", "lat": 34.7, "lon": NaN}'], "'place.lon' cannot be nan: it is degrees from -180"),
        (['place={"name": "Homs", "lat": "north", "lon": 36.7}'], "'place.lat' cannot be 'north': it is a number"),
        (['place={"name": "Homs", "lat": 34.7}'], "'place.lat' and 'place.lon' belong together"),
        (['place={"name": "Homs", "radius_m": -5}'], "'place.radius_m' cannot be -5: it is metres"),
        (['place={"name": 7}'], "'place.name' cannot be '7': it is text"),
        (["when.start=2019-06-09", "when.end=2019-06-04"], "'when.start', 2019-06-09, is after 'when.end', 2019-06-04"),
        (["harms.0.parts.0.low=50"], "the least, 50, would be more than the most, 3"),
        (["harms.0.low=2", "harms.0.high=2"], "a part, at least 3, would be more than the whole, at most 2"),
    ):
        code, out, err = run("correct", claim["id"], *changes, "--why", "misread")
        assert (code, out) == (2, "") and complaint in err, changes
    assert read_lines(run("claims")[1]) == [claim]
    assert run("correct", claim["id"], "place=null", "harms.0.low=14", "--why", "another town")[0] == 0


def test_a_correction_takes_plain_words(run: Run, report: Path) -> None:
    run("add", report, "--published", "2019-06-04")

    def change(*changes: str) -> dict[str, object]:
        (claim,) = read_lines(run("claims")[1])
        code, _, err = run("correct", claim["id"], *changes, "--why", "misread")
        assert code == 0, err
        (now,) = read_lines(run("claims")[1])
        assert now["evidence"] == claim["evidence"]
        return now

    place = change("place=Goma")["place"]
    assert (place["name"], place["precision"]) == ("Goma", "town")  # type: ignore[index]
    assert abs(place["lat"] + 1.67) < 0.1 and abs(place["lon"] - 29.23) < 0.1  # type: ignore[index]
    nowhere = change('place="Upper Qwzx"')["place"]
    assert (nowhere["name"], nowhere["lat"]) == ("Upper Qwzx", None)  # type: ignore[index]
    assert change("place=Goma, Congo")["place"] == place
    now = change("actor=Rwanda", "target=the  rebels")
    assert (now["actor"]["name"], now["target"]["name"]) == ("Rwanda", "the rebels")  # type: ignore[index]
    for words, start, end, precision, edtf in (
        ("2024-01-10", "2024-01-10", "2024-01-10", "day", "2024-01-10"),
        ("2024-02", "2024-02-01", "2024-02-29", "month", "2024-02"),
        ("2024", "2024-01-01", "2024-12-31", "year", "2024"),
        ("2024-01-10/2024-01-12", "2024-01-10", "2024-01-12", "days", "2024-01-10/2024-01-12"),
        ("2024-01/2024-03", "2024-01-01", "2024-03-31", "month", "2024-01/2024-03"),
        ("2024-01-10/..", "2024-01-10", None, "day", "2024-01-10/.."),
        ("../2024-01-10", None, "2024-01-10", "day", "../2024-01-10"),
        ("10 January 2024", "2024-01-10", "2024-01-10", "day", "2024-01-10"),
    ):
        when = {"start": start, "end": end, "precision": precision, "edtf": edtf}
        assert change(f"when={words}")["when"] == when, words
    assert change('sources=["Moscow", "Lakeland Observatory"]')["sources"] == [
        {"name": "Moscow", "kind": "unnamed"}, {"name": "Lakeland Observatory", "kind": "monitor"},
    ]  # fmt: skip
    assert next(each["name"] for each in change("sources.0=the mayor")["sources"]) == "the mayor"  # type: ignore[attr-defined]
    assert change("place=null", "when=null", "actor=null")["place"] is None


def test_a_correction_that_cannot_be_says_which_form_it_takes(run: Run, report: Path) -> None:
    run("add", report, "--published", "2019-06-04")
    (claim,) = read_lines(run("claims")[1])
    for change, complaint in (
        ("when=last Monday", "'when' cannot be 'last Monday': when is a day, a month"),
        ("when=2024-02-30", "when is a day, a month"),
        ("when=10 January 2024 or 12 January 2024", "when is a day, a month"),
        ("when=[2024]", "when is a day, a month"),
        ('when={"start": "2024-01-10"}', "when is a day, a month"),
        ("when.start=june", "'when.start' cannot be 'june': when is a day"),
        ('place={"lat": 1.5, "lon": 2.5}', "place is a name"),
        ('place=["Goma"]', "place is a name"),
        ("place=", "place is a name"),
        ('actor={"id": "x"}', "actor is a name"),
        ("target=true", "target is a name"),
        ("sources=[1]", "sources is names"),
        ("sources=7", "sources is names"),
        ("event=ASSAULT", "event is a category and a mode"),
        ("harms=12", "harms is counts"),
        ("harms.0=12", "harms is counts"),
        ("when=2024-01-12/2024-01-10", "'when.start', 2024-01-12, is after 'when.end', 2024-01-10"),
    ):
        code, out, err = run("correct", claim["id"], change, "--why", "misread")
        assert (code, out, len(err.splitlines())) == (2, "", 1) and complaint in err, (change, err)
        assert not any(name in err for name in ("Error", "__init__", "NoneType", "isoformat")), err
    assert read_lines(run("claims")[1]) == [claim]


def test_an_amount_is_kept_and_corrected(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "control.txt"
    path.write_text("The rebels control around 70 percent of the old city of Taiz.", encoding="utf-8")
    run("add", path, "--published", "2019-06-04")
    (claim,) = read_lines(run("claims", "--kind", "CONTROL")[1])
    (amount,) = claim["amounts"]  # type: ignore[misc]
    assert (amount["what"], amount["low"], amount["approximate"]) == ("area", 70, True)
    for change, complaint in (
        ("amounts.0.low=-1", "'-1' is no amount"),
        ("amounts.0.what=crowds", "'amounts.0.what' cannot be 'crowds'"),
        ("amounts.0.high=101", "'101' is no share"),
        ("amounts.0.low=80", "the least, 80, would be more than the most, 70"),
        ("amounts.0.evidence.end=900", "evidence and spans stay"),
    ):
        code, out, err = run("correct", claim["id"], change, "--why", "misread")
        assert (code, out) == (2, "") and complaint in err, change
    assert run("correct", claim["id"], "amounts.0.low=60", "--why", "misread")[0] == 0
    (now,) = read_lines(run("claims", "--kind", "CONTROL")[1])
    assert now["amounts"][0]["low"] == 60  # type: ignore[index]


def test_a_source_keeps_the_status_that_nobody_changes(run: Run, report: Path) -> None:
    run("add", report, "--published", "2019-06-04")
    (proposed,) = read_lines(run("source", "list")[1])
    assert proposed["status"] == "proposed"
    id_ = str(proposed["id"])

    def read_status() -> object:
        return read_lines(run("source", "history", id_)[1])[-1]["status"]

    assert run("source", "set", id_, "--kind", "monitor")[0] == 0
    assert read_status() == "reviewed"
    assert run("source", "set", id_, "--status", "retired", "--why", "it has closed")[0] == 0
    code, _, err = run("source", "set", id_, "--reliability", "B")
    assert code == 2 and "is retired already" in err
    assert run("source", "set", id_, "--reliability", "B", "--why", "it was right")[0] == 0
    assert read_status() == "retired"
    assert run("source", "set", id_, "--status", "reviewed", "--why", "it is back")[0] == 0
    assert read_status() == "reviewed"
    code, out, err = run("source", "set", id_[:-1], "--reliability", "C", "--why", "mistyped")
    assert (code, out) == (1, "") and "no source" in err
    assert len(read_lines(run("source", "list")[1])) == 1


def test_a_source_belongs_to_and_relays_only_others_that_are_registered(run: Run) -> None:
    observatory = run("source", "set", "Lakeland Observatory", "--kind", "monitor", "--also", "LO")[1].strip()
    wire = run("source", "set", "Lakeland Wire", "--kind", "agency", "--organisation", "LO", "--relays", observatory)
    assert wire[0] == 0
    id_ = wire[1].strip()

    def read_last() -> dict[str, object]:
        return read_lines(run("source", "history", id_)[1])[-1]

    assert (read_last()["organisation"], read_last()["relays"]) == (observatory, [observatory])
    for option in ("--relays", "--organisation"):
        for given, status, complaint in (
            ("Nobody's Wire", 1, "no source 'Nobody's Wire'; add it first: bearwitness source set"),
            ("s-000000000000", 1, "no source 's-000000000000'; bearwitness source list"),
            ("lakeland wire", 2, "is Lakeland Wire itself"),
            (id_, 2, "is Lakeland Wire itself"),
        ):
            code, out, err = run("source", "set", id_, option, given, "--why", "said so")
            assert (code, out) == (status, "") and complaint in err, (option, given)
        assert run("source", "set", "Newcomer", option, "Nobody's Wire")[0] == 1
    desk = run("source", "set", "Harbour Desk", "--kind", "outlet")[1].strip()
    assert run("source", "set", id_, "--relays", "harbour desk", "--why", "changed hands")[0] == 0
    assert (read_last()["organisation"], read_last()["relays"]) == (observatory, [desk])
    assert run("source", "set", id_, "--relays", "", "--organisation", "", "--why", "on its own")[0] == 0
    assert (read_last()["organisation"], read_last()["relays"]) == (None, [])
    assert len(read_lines(run("source", "list")[1])) == 3


def test_every_list_has_every_format(run: Run, report: Path) -> None:
    run("field", "add", "--place", "Karesh", "--date", "2019-06-04", "--count", "killed=12", "--source", "heron-7")
    run("source", "set", "Lakeland Observatory", "--kind", "monitor", "--reliability", "B")
    for command in (
        ["claims"],
        ["documents"],
        ["log"],
        ["source", "list"],
        ["source", "history", "lakeland observatory"],
    ):
        assert read_lines(run(*command, "--format", "jsonl")[1]) == json.loads(run(*command, "--format", "json")[1])
        assert list(csv.DictReader(io.StringIO(run(*command, "--format", "csv")[1])))
        assert not run(*command, "--format", "table")[1].startswith(("{", "["))


def test_a_list_in_which_nothing_is_says_so_and_what_was_asked(run: Run, report: Path) -> None:
    run("add", report, "--published", "2019-06-04")
    for form, written in (("jsonl", ""), ("json", "[]\n"), ("table", "")):
        code, out, err = run("claims", "--place", "Karesh Lake", "--kind", "HARM", "--format", form)
        assert (code, out) == (0, written)
        assert err == "bearwitness: nothing found: claims --place 'Karesh Lake' --kind HARM\n"
    code, out, err = run("documents", "--words", "zebra", "--format", "csv")
    assert len(out.splitlines()) == 1 and err == "bearwitness: nothing found: documents --words zebra\n"
    for form in ("jsonl", "json", "table", "csv"):
        assert run("claims", "--format", form)[2] == ""
    assert run("source", "history", "nobody-known")[0] == 1
    assert run("identity", "list")[1:] == ("", "bearwitness: nothing found: identity list\n")
    assert run("account", "list")[1:] == ("", "bearwitness: nothing found: account list\n")


def test_a_kind_that_there_is_not_is_refused_with_those_that_there_are(run: Run, report: Path) -> None:
    run("add", report, "--published", "2019-06-04")
    code, out, err = run("claims", "--kind", "nonsense")
    assert (code, out) == (2, "")
    assert "there is no kind of claim 'nonsense'" in err
    assert all(name in err for name in ("event", "ASSAULT", "STATE", "killed", "children"))
    for kind in ("harm", "HARM", "assault", "killed", "children"):
        assert run("claims", "--kind", kind)[0] == 0


def test_a_table_of_claims_has_words_and_csv_has_codes(run: Run, report: Path, tmp_path: Path) -> None:
    denial = tmp_path / "denial.txt"
    denial.write_text("The Syrian army denied that it had shelled Talbiseh.", encoding="utf-8")
    run("add", report, denial, "--published", "2019-06-04")
    table = run("claims", "--format", "table")[1]
    assert "denial" in table and "DENY" not in table
    rows = list(csv.DictReader(io.StringIO(run("claims", "--format", "csv")[1])))
    assert {"HARM", "DENY"} <= {row["category"] for row in rows}
    assert all(each["acled"] is None for each in read_lines(run("claims", "--kind", "DENY")[1]))


def test_fields_that_can_all_be_are_kept(run: Run) -> None:
    for counts in (["killed=12+", "killed.children=15"], ["killed=12", "killed.children=12"], ["killed.children=15"]):
        options = [each for count in counts for each in ("--count", count)]
        place = ["--place", "Karesh", "--lat", "34.7", "--lon", "36.7", "--date", "2019-06-04"]
        assert run("field", "add", *place, *options)[0] == 0, counts


def test_what_is_broken_is_named_and_is_exit_1(run: Run, address: str) -> None:
    from bearwitness.ledger.databases import open_database

    run("field", "add", "--count", "killed=12")
    database = open_database(address)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE entries SET payload = replace(payload, '12', '13') WHERE sequence = 3")
    database.close()
    code, out, _ = run("verify")
    assert (code, out) == (1, "BROKEN at entry 3: its content does not match its hash: it was changed\n")
    assert json.loads(run("verify", "--format", "json")[1])["entry"] == 3


def test_a_changed_table_is_found_or_said_not_to_be_compared(
    run: Run, report: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bearwitness.flow import casebooks
    from bearwitness.ledger.databases import open_database

    run("add", report, "--published", "2019-06-04")
    assert "; derived tables compared; head" in run("verify")[1]
    assert "; derived tables not compared (verify --tables does); head" in run("verify", "--no-tables")[1]
    database = open_database(address)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE claims SET ended = 3")
    database.close()
    assert run("claims")[1] == ""
    code, out, _ = run("verify")
    assert code == 1 and out.startswith("BROKEN: derived tables differ from what the entries make: claims")
    monkeypatch.setattr(casebooks, "MOST_COMPARED", 2)
    code, out, _ = run("verify", "--format", "json")
    assert (code, json.loads(out)["whole"], json.loads(out)["tables_compared"]) == (0, True, False)
    assert run("verify", "--tables")[0] == 1
    assert run("rebuild")[0] == 0
    assert run("verify", "--tables")[0] == 0 and run("claims")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (["claims"], 1, "there is no casebook"),
        (["verify"], 1, "there is no casebook"),
        (["claims", "--since", "june"], 2, "is no date"),
        (["claims", "--as-of", "june"], 1, "there is no casebook"),
        (["retract", "x"], 2, "--why"),
        (["grade", "x", "7", "--why", "x"], 2, "1<=x<=6"),
        (["field", "add"], 2, "says nothing"),
        (["field", "add", "--count", "dead=3"], 2, "is no count"),
        (
            ["field", "add", "--count", "killed=12", "--count", "killed.children=15"],
            2,
            "more than the whole, killed=12",
        ),
        (["field", "add", "--count", "killed=12", "--date", "2999-01-01"], 2, "cannot happen on 2999-01-01"),
        (["field", "add", "--count", "killed=12", "--until", "2999-01-01"], 2, "cannot happen on 2999-01-01"),
        (["field", "add", "--count", "killed=12", "--reported", "2999-01-01"], 2, "is in the future"),
        (["field", "add", "--count", "killed=12", "--lat", "34.7"], 2, "lat without lon"),
        (["field", "add", "--count", "killed=12", "--lon", "36.7"], 2, "lon without lat"),
        (["copy", "mysql://x/y", "z"], 2, "not in mysql"),
    ],
)
def test_what_is_wrong_is_one_line(run: Run, arguments: list[str], code: int, complaint: str) -> None:
    got, out, err = run(*arguments)
    assert (got, out, len(err.splitlines())) == (code, "", 1)
    assert complaint in err


def test_keys_and_accounts_on_the_command_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    assert run("key", "create", tmp_path / "seal.key", "--no-passphrase")[0] == 0
    assert run("key", "create", tmp_path / "sign.key", "--sign", "--no-passphrase")[0] == 0
    (tmp_path / "who.json").write_text('{"name": "Tamsin Oakenrow"}')
    code, sealed, _ = run("identity", "add", "heron-7", "--from-file", tmp_path / "who.json")
    assert code == 0
    assert run("identity", "list")[1] == f"{sealed.strip()}\theron-7\n"
    assert "Oakenrow" not in run("log")[1]
    code, out, err = run("account", "set", "ada", "--role", "admin")
    token = out.strip()
    assert code == 0 and token.startswith("bw_") and token not in err
    code, out, err = run("documents")
    assert (code, out) == (1, "") and "BEARWITNESS_TOKEN" in err
    monkeypatch.setenv("BEARWITNESS_TOKEN", token)
    assert run("documents")[0] == 0
    assert token not in run("log")[1]
    head = tmp_path / "head.json"
    assert run("head", "--key", tmp_path / "sign.key", "--out", head)[0] == 0
    assert run("verify", "--head", head, "--key", json.loads(head.read_text())["key"])[0] == 0
    assert run("verify", "--head", head, "--key", "00" * 32)[0] == 1
    assert run("key", "rotate", tmp_path / "seal.key", tmp_path / "new.key", "--no-passphrase")[0] == 0


def test_every_command_teaches_by_example() -> None:
    assert {command.name for command in COMMANDS} >= COMMANDS_OF_CASEBOOK
    for name, command in cli.commands.items():
        for each in getattr(command, "commands", {name: command}).values():
            assert "Examples:" in (each.help or ""), f"{name} {each.name}"
