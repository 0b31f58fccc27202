import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bearwitness.base.errors import BrokenInput, MissingInput, UsageError
from bearwitness.flow import incidents as flow
from bearwitness.flow.reports import Extraction, Look, Options, extract
from bearwitness.resolve.incidents import Register

AT = datetime(2031, 5, 6, 12, tzinfo=UTC)
REPORTS = {
    "wire": "An air strike killed at least 12 civilians at a market in Masyaf on Monday, the Northern Monitor said.",
    "late": "The death toll from an air strike on a market in Masyaf on Monday rose to 15, the health ministry said.",
    "else": "A car bomb killed four soldiers at a checkpoint in Palmyra on Monday, residents said.",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[Extraction]:
    path = tmp_path_factory.mktemp("reports") / "archive.jsonl"
    lines = [json.dumps({"id": name, "published": "2016-12-06", "text": text}) for name, text in REPORTS.items()]
    path.write_text("\n".join(lines), encoding="utf-8")
    return [each for each in extract([str(path)], Options(jobs=1)) if isinstance(each, Extraction)]


@pytest.fixture
def register(results: list[Extraction]) -> Register:
    return flow.resolve(results)


def read(pieces: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in "".join(pieces).splitlines()]  # type: ignore[arg-type]


def test_each_document_is_placed_and_those_of_one_attack_together(register: Register) -> None:
    wire, late, other = read(flow.export_placements(register, "jsonl", Look()))
    assert [each["document"] for each in (wire, late, other)] == list(REPORTS)
    assert wire["incident"] == late["incident"] != other["incident"]
    assert len({each["story"] for each in (wire, late, other)}) == 3
    assert set(wire) == {"document", "incident", "story", "why", "answers"}


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (flow.IncidentFilter(), 2),
        (flow.IncidentFilter(place="masyaf"), 1),
        (flow.IncidentFilter(place="Syria", kind="planted"), 1),
        (flow.IncidentFilter(since=date(2016, 12, 6)), 0),
        (flow.IncidentFilter(until=date(2016, 12, 5)), 2),
        (flow.IncidentFilter(grade="fair"), 1),
        (flow.IncidentFilter(grade="contested"), 0),
    ],
)
def test_filters(register: Register, asked: flow.IncidentFilter, count: int) -> None:
    assert len(read(flow.export_incidents(register, asked, "jsonl", Look()))) == count


def test_an_incident_is_shown_with_claims_tolls_grade_and_judgements(register: Register) -> None:
    register.resolver.judge([flow.judge(register, ("wire", "else"), "not", by="M. Editor", why="two towns", at=AT)])
    (shown,) = read(flow.export_incident(register, "wire", "jsonl", Look()))
    tolls = {(toll["origin"], toll["low"]) for toll in shown["tolls"]}  # type: ignore[attr-defined]
    assert tolls == {("Northern Monitor", 12), ("health ministry", 15)}
    assert [judgement["why"] for judgement in shown["judgements"]] == ["two towns"]  # type: ignore[attr-defined]
    assert {told["document"] for told in shown["told"]} == {"wire", "late"}  # type: ignore[attr-defined]
    page = "".join(flow.export_incident(register, "wire", "table", Look()))
    assert all(words in page for words in ("Claims by origin", "Toll history", "at least 12", "fair: 2 independent"))


def test_judgements_are_kept_line_by_line_and_change_what_comes_next(
    results: list[Extraction], register: Register, tmp_path: Path
) -> None:
    path = str(tmp_path / "judgements.jsonl")
    assert flow.load_judgements(None) == []
    said = flow.judge(register, ("wire", "late"), "not", by="M. Editor", why="two strikes", at=AT)
    flow.append_judgement(path, said)
    assert flow.load_judgements(path) == [said]
    wire, late, _ = read(flow.export_placements(flow.resolve(results, [said]), "jsonl", Look()))
    assert wire["incident"] != late["incident"]
    back = flow.judge(register, ("wire", "late"), "undecided", by="M. Editor", why="unsure", at=AT.replace(hour=13))
    flow.append_judgement(path, back)
    wire, late, _ = read(flow.export_placements(flow.resolve(results, flow.load_judgements(path)), "jsonl", Look()))
    assert wire["incident"] == late["incident"]
    assert len(flow.load_judgements(path)) == 2


def test_an_incidents_id_stands_for_a_claim_in_a_judgement(register: Register) -> None:
    first, second = (incident.id for incident in register.list_incidents())
    said = flow.judge(register, (first[:6], second), "same", by="M. Editor", why="one day", at=AT)
    assert {register.find(end)[0] for end in (said.left, said.right)} == {first, second}
    assert not said.left.startswith("i")


@pytest.mark.parametrize(
    ("ends", "why", "message"),
    [
        (("wire", "nothing"), "seen", "nothing in these inputs has the id 'nothing'"),
        (("wire", "wire"), "seen", "both ids stand for wire"),
        (("wire", "late"), " ", "needs a reason"),
        (("i", "late"), "seen", "incidents have ids that begin with 'i'"),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(
    register: Register, ends: tuple[str, str], why: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        flow.judge(register, ends, "same", by="M. Editor", why=why, at=AT)


def test_a_file_of_judgements_that_is_not_there_or_broken_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no such file"):
        flow.load_judgements(str(tmp_path / "none.jsonl"))
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{}\n", encoding="utf-8")
    with pytest.raises(BrokenInput, match=r"broken\.jsonl:1"):
        flow.load_judgements(str(broken))


def test_every_listing_has_every_format(register: Register) -> None:
    for form in ("table", "csv", "json", "jsonl"):
        for pieces in (
            flow.export_placements(register, form, Look()),
            flow.export_incidents(register, flow.IncidentFilter(), form, Look()),
            flow.export_incident(register, "wire", form, Look()),
            flow.export_review(register, form, Look()),
        ):
            page = "".join(pieces)
            if form == "json":
                assert isinstance(json.loads(page), list)
