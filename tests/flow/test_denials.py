"""Denials in one report of what another says, from the text to the page: all reports are invented."""

import json
from pathlib import Path

import pytest

from bearwitness import flow
from bearwitness.flow import incidents as flow_incidents
from bearwitness.flow.requests import Look

REPORTS = (
    (
        "charge",
        "2018-06-04",
        "Residents accuse air force of bombing clinic in Bama",
        "MAIDUGURI, Nigeria - Residents accused the Nigerian air force of bombing a clinic in Bama on Sunday, killing "
        "14 civilians. The air raid hit the maternity ward, a nurse told reporters.",
    ),
    (
        "same-town",
        "2018-06-04",
        "Mortars fall on Bama",
        "MAIDUGURI, Nigeria - Boko Haram fighters fired mortars at the market in Bama on Sunday, killing five people, "
        "residents said.",
    ),
    (
        "same-party",
        "2018-06-04",
        "Air strike near Gwoza",
        "MAIDUGURI, Nigeria - The Nigerian air force bombed a convoy near Gwoza on Sunday, killing 14 people, a local "
        "official said.",
    ),
    (
        "week-before",
        "2018-05-28",
        "Air strike kills six in Bama",
        "MAIDUGURI, Nigeria - An air strike by the Nigerian air force on a mosque in Bama killed six people on "
        "Saturday, the emergency agency said.",
    ),
    (
        "denial",
        "2018-06-05",
        "Military dismisses reports of raid on clinic",
        "ABUJA - The Nigerian military on Tuesday denied that its aircraft had bombed a clinic in Bama. A spokesman "
        "said no jets were in the air over the town that day.",
    ),
    (
        "another-denial",
        "2018-06-06",
        "Military rejects claims",
        "ABUJA - The Nigerian military denied that its soldiers had burned houses in Damboa.",
    ),
)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[flow.Extraction]:
    path: Path = tmp_path_factory.mktemp("denials") / "reports.jsonl"
    lines = ({"id": name, "published": day, "title": title, "text": text} for name, day, title, text in REPORTS)
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = [each for each in flow.extract([str(path)], flow.Options()) if isinstance(each, flow.Extraction)]
    assert len(found) == len(REPORTS)
    return found


def test_a_denial_is_set_beside_what_it_answers_and_beside_nothing_else(results: list[flow.Extraction]) -> None:
    register = flow_incidents.resolve(results)
    lines = flow_incidents.export_placements(register, "jsonl", Look())
    placed = {each["document"]: each for each in map(json.loads, lines)}
    assert {name: [a["answered_document"] for a in each["answers"]] for name, each in placed.items()} == {
        **{name: [] for name, *_ in REPORTS},
        "denial": ["charge"],
    }
    assert placed["denial"]["incident"] == placed["charge"]["incident"]
    assert "both at Bama" in placed["denial"]["answers"][0]["why"]


def test_the_order_of_the_reports_changes_nothing(results: list[flow.Extraction]) -> None:
    forth, back = (flow_incidents.resolve(order).resolver.answers() for order in (results, results[::-1]))
    assert forth == back != ()


def test_the_incident_is_contested_and_shows_both_sides(results: list[flow.Extraction]) -> None:
    register = flow_incidents.resolve(results)
    (shown,) = json.loads("".join(flow_incidents.export_incident(register, "charge", "json", Look())))
    assert shown["grade"]["name"] == "contested"
    assert [(each["document"], each["answered_document"]) for each in shown["denials"]] == [("denial", "charge")]
    page = "".join(flow_incidents.export_incident(register, "denial", "table", Look(width=160)))
    assert "Said and denied" in page
    listed = json.loads(
        "".join(flow_incidents.export_incidents(register, flow_incidents.IncidentFilter(), "json", Look()))
    )
    assert [each["grade"]["name"] for each in listed].count("contested") == 1
    assert [len(each["denials"]) for each in listed].count(1) == 1


def test_the_brief_sets_the_two_side_by_side_and_says_why(results: list[flow.Extraction]) -> None:
    told = json.loads(flow.brief(results, "json"))
    (beside,) = [each for each in told["disputes"] if each["accusations"] and each["denial"]]
    assert "denied that its aircraft had bombed a clinic" in beside["denial"]["text"]
    assert {reference["document"] for each in beside["accusations"] for reference in each["references"]} == {1}
    assert "both at Bama" in beside["why"]
    alone = [each for each in told["disputes"] if not each["accusations"]]
    assert ["Damboa" in each["denial"]["text"] for each in alone] == [True]
    page = flow.brief(results, "md")
    assert "(set beside it by content: " in page
    assert "Set beside it by content: " in flow.brief(results, "html")
