"""Tables at the widths of terminals: nothing firm is cut, no word is broken that a line can hold."""

from datetime import date

import pytest

from bearwitness.base.findings import FoundDate, FoundDates
from bearwitness.base.incidents import Grade, Incident
from bearwitness.base.records import Place, When
from bearwitness.view.dates import format_date_table
from bearwitness.view.incidents import format_incidents
from bearwitness.view.layouts import Column, lay_out
from bearwitness.view.tables import render

WIDTHS = [60, 80, 99, 100, 120, 160]
START, END = date(2023, 9, 10), date(2024, 1, 12)


@pytest.mark.parametrize("width", WIDTHS)
def test_dates_are_whole_at_every_width(width: int) -> None:
    words = "between 10 September 2023 and 12 January 2024"
    when = When(start=START, end=END, precision="days", edtf="2023-09-10/2024-01-12")
    one = FoundDate(start_char=0, end_char=len(words), text=words, when=when, kind="period", why="as it is written")
    page = format_date_table(FoundDates(document="one", dates=(one,)), width=width, color=False)
    assert all(len(line) <= width for line in page.splitlines())
    assert "…" not in page
    shown = page.replace(";", " ").split()
    assert {"2023-09-10", "2024-01-12", "2023-09-10/2024-01-12", "days", "precision", "September"} <= set(shown)
    assert {"as", "it", "is", "written"} <= set(shown)


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_of_an_incident_is_broken_at_any_width(width: int) -> None:
    one = Incident(
        id="i3b26130396d5",
        mentions=("m",),
        documents=("d",),
        claims=("c",),
        place=Place(name="Khrestivka"),
        start=START,
        end=END,
        kinds=("air",),
        origins=("Watch",),
        tolls=(),
        grade=Grade(name="weak", why="one origin: Lakeland Observatory", credibility=3),
    )
    page = format_incidents([(one, [])], width=width, color=False)
    assert all(len(line) <= width for line in page.splitlines())
    words = {"Khrestivka", "September", "January", "2024", "injured", "reports", "killed", "Observatory"}
    assert words <= set(page.replace(";", " ").split())


def test_what_has_no_room_joins_the_line_below_with_its_name() -> None:
    columns = [Column(name="id"), Column(name="seen", spare=1), Column(name="why", ratio=1, below=True)]
    rows = [("a" * 20, "b" * 20, "since both agree"), ("a", "b", "as well")]

    def show(width: int) -> list[str]:
        return [line.rstrip() for line in render(*lay_out(columns, rows, width), width=width, color=False).splitlines()]

    assert show(30)[1:3] == ["a" * 20, f"  seen {'b' * 20}; "[:30].rstrip()]
    assert show(50)[1:3] == [f"{'a' * 20}  {'b' * 20}", "  since both agree"]
    assert show(100)[1] == f"{'a' * 20}  {'b' * 20}  since both agree"
