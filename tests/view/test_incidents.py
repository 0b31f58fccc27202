import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from bearwitness.base.incidents import Figure, Grade, Incident, Pair, Placement, Reason
from bearwitness.base.records import Claim, Document, HarmKind, Place, Span
from bearwitness.view.incidents import (
    INCIDENT_COLUMNS,
    describe_incident,
    format_csv,
    format_incidents,
    format_placements,
    format_review,
    list_incident_cells,
    phrase_bounds,
    phrase_tolls,
)

DAY = date(2031, 5, 6)
SHELLED = Claim(
    id="c",
    document="d",
    kind="event",
    category="ASSAULT",
    mode="heavy-weapons",
    evidence=Span(start=0, end=6),
    wording="shells",
    rule="r",
    extractor="e",
)


def figure(low: int | None, high: int | None, harm: HarmKind = "killed", *, current: bool = True) -> Figure:
    return Figure(
        origin="Watch", harm=harm, who="people", low=low, high=high, known=DAY, claim="c", document="d", current=current
    )


def incident(name: str = "Karesh") -> Incident:
    return Incident(
        id="i1",
        mentions=("m",),
        documents=("d",),
        claims=("c",),
        place=Place(name=name, lat=1.5, lon=2.5, precision="town"),
        start=DAY,
        end=DAY,
        kinds=("air",),
        origins=("Watch",),
        tolls=(figure(12, None), figure(5, 5, current=False), figure(15, 15)),
        grade=Grade(name="weak", why="one origin: Watch", credibility=3),
    )


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12, 12, "12"),
        (1200, None, "at least 1,200"),
        (None, None, "some"),
        (None, 9, "up to 9"),
        (0, 9, "up to 9"),
        (5, 7, "5 to 7"),
        (0, 0, "0"),
    ],
)
def test_a_figure_keeps_its_bounds(low: int | None, high: int | None, words: str) -> None:
    assert phrase_bounds(figure(low, high)) == words


def test_only_figures_that_hold_are_listed_and_never_added_up() -> None:
    assert phrase_tolls(incident().tolls, "killed") == "15 / at least 12"
    assert phrase_tolls(incident().tolls, "injured") == ""


def test_figures_of_different_people_are_no_rivals() -> None:
    fighters = replace(figure(11, 11), who="fighters")
    figures = (*(replace(figure(low, high), who="soldiers") for low, high in ((5, 5), (15, 20))), fighters)
    assert phrase_tolls(figures, "killed") == "15 to 20 / 5 soldiers; 11 fighters"
    assert phrase_tolls((figure(2, 2), replace(figure(1, 1), who="children")), "killed") == "2 people; 1 child"


def test_the_object_has_every_field_and_the_row_every_column() -> None:
    described = describe_incident(incident(), [SHELLED])
    assert described["acled"] == [
        {"event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack"}
    ]
    assert described["grade"] == {"name": "weak", "why": "one origin: Watch", "credibility": 3}
    cells = dict(zip(INCIDENT_COLUMNS, list_incident_cells(incident(), [SHELLED]), strict=True))
    assert (cells["kinds"], cells["acled_sub_event_types"]) == ("air", "Shelling/artillery/missile attack")


def test_a_cell_is_never_a_formula() -> None:
    page = format_csv(INCIDENT_COLUMNS, [list_incident_cells(incident("=HYPERLINK(1)"), [])])
    (row,) = csv.DictReader(io.StringIO(page))
    assert row["place"] == "'=HYPERLINK(1)"


def test_no_id_count_or_heading_is_broken_over_two_lines() -> None:
    one = replace(incident(), id="i3b26130396d5")
    heading, row = format_incidents([(one, [])], width=100, color=False).splitlines()[:2]
    assert heading.split() == ["incident", "where", "when", "what", "killed", "injured", "reports", "grade"]
    assert row.startswith("i3b26130396d5 ")


def test_a_table_says_what_was_done_in_plain_words_and_acleds_type_where_there_is_room() -> None:
    narrow = format_incidents([(incident(), [SHELLED])], width=100, color=False)
    assert "shelling" in narrow and "heavy-weapons" not in narrow and "ACLED" not in narrow
    assert "ACLED" in format_incidents([(incident(), [SHELLED])], width=150, color=False)
    assert "air strike" in format_incidents([(incident(), [])], width=150, color=False)  # a kind, where no claim tells


def test_a_documents_title_stands_beside_its_id_where_there_is_room() -> None:
    document = Document(id="d7", text="", sha256="0", title="Shells hit Karesh", outlet="Lake Post", published=DAY)
    placed = Placement(document="d7", incident="i1", story="s", why="alone")
    assert "Shells hit Karesh, Lake Post, 6 May 2031" in format_placements([(placed, document)], width=200, color=False)
    assert "Lake Post" not in format_placements([(placed, document)], width=80, color=False)


def test_no_control_character_reaches_the_terminal() -> None:
    document = Document(id="d", text="", sha256="0", title="t\x1b[2J", outlet="o\x07")
    placement = Placement(document="d\x1b[2J", incident=None, story="s", why="\x07why")
    pair = Pair(left="a", right="b", score=-0.5, reasons=(Reason(feature="place", weight=1.0, words="x\x1b[31m"),))
    pages = [
        format_placements([(placement, document)], width=180, color=False),
        format_incidents([(incident("Ka\x1bresh"), [])], width=120, color=False),
        format_review([(pair, "i1", "i2", "c1\x1b", "c2")], width=120, color=False),
    ]
    assert not any(mark in page for page in pages for mark in "\x1b\x07")
