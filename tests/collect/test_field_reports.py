import logging
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from openpyxl import Workbook

from bearwitness.base.errors import UsageError
from bearwitness.base.fieldwork import FieldCount, FieldFile, FieldReport
from bearwitness.base.records import Failure
from bearwitness.collect.emails import read_email
from bearwitness.collect.forms import build_document, list_claims, read_count
from bearwitness.collect.tables import read_table

HEADER = "_uuid,_submission_time,incident/date,incident/village,killed,q9,Narrative,phone,odd\n"
ROW = 'u-1,2019-06-05T10:00:00,2019-06-04,Karesh,12,3,"Shelling hit the market.",+000 555,whatever\n'


@pytest.mark.parametrize(
    ("words", "low", "high", "about"),
    [
        ("12", 12, 12, False),
        ("12+", 12, None, False),
        ("at least 12", 12, None, False),
        ("more than 12", 13, None, False),
        ("10-15", 10, 15, False),
        ("about 1,200", 1200, 1200, True),
        ("0", 0, 0, False),
    ],
)
def test_a_count_keeps_its_bounds(words: str, low: int, high: int | None, about: bool) -> None:
    assert read_count(words, "killed") == FieldCount(harm="killed", low=low, high=high, approximate=about)


@pytest.mark.parametrize("words", ["several", "15-10", "-3", "12 killed", "", "99999999999"])
def test_what_is_no_count_is_none(words: str) -> None:
    with pytest.raises(ValueError, match="is no count"):
        read_count(words, "killed")


def test_a_row_of_a_form_export_is_a_report(tmp_path: Path) -> None:
    path = tmp_path / "kobo.csv"
    path.write_text(HEADER + ROW)
    (report,) = read_table(path, {"q9": "killed.children"})
    assert isinstance(report, FieldReport)
    assert (report.id, report.place, report.start, report.reported) == (
        "field:u-1",
        "Karesh",
        date(2019, 6, 4),
        date(2019, 6, 5),
    )
    assert report.counts == (
        FieldCount(harm="killed", low=3, high=3, who="children"),
        FieldCount(harm="killed", low=12, high=12),
    )
    assert report.contact == (("phone", "+000 555"),)
    assert report.original is not None and b"whatever" in report.original


def test_an_xlsx_is_read_like_a_csv(tmp_path: Path) -> None:
    book = Workbook()
    for row in (
        ["date", "town", "dead", "notes"],
        [datetime(2019, 6, 4), "Karesh", 12, None],
        [None, None, None, None],
    ):
        book.active.append(row)
    book.save(tmp_path / "odk.xlsx")
    (report,) = read_table(tmp_path / "odk.xlsx", {"notes": "text"})
    assert isinstance(report, FieldReport)
    assert (report.place, report.start, report.counts[0].low) == ("Karesh", date(2019, 6, 4), 12)


def test_a_bad_row_is_one_failure_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "kobo.csv"
    path.write_text(HEADER + ROW.replace("2019-06-04", "yesterday") + ROW + ROW.replace(",12,", ",many,"))
    first, second, third = read_table(path, {})
    assert isinstance(first, Failure) and "incident/date" in first.reason and first.origin.endswith(":2")
    assert isinstance(second, FieldReport)
    assert isinstance(third, Failure) and "'many' is no count" in third.reason


def test_a_row_whose_fields_cannot_all_be_is_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    rows = ("2019-06-04,2019-06-05,12,15,,", "2019-06-09,2019-06-05,12,3,,", "2019-06-04,2019-06-05,12,3,34.7,")
    path.write_text("\n".join(("date,reported,killed,kids,lat,lon", *rows, "2019-06-06,2019-06-05,12,3,34.7,36.7")))
    *wrong, right = read_table(path, {"kids": "killed.children"})
    reasons = [each.reason for each in wrong if isinstance(each, Failure)]
    assert ["more than the whole" in reasons[0], "cannot happen" in reasons[1], "lat without lon" in reasons[2]] == [
        True, True, True,
    ]  # fmt: skip
    assert isinstance(right, FieldReport)  # reported on the eve, by the clock of a server to the west


def test_columns_that_go_nowhere_are_named_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "form.csv"
    path.write_text("date,killed,weapon,empty,motive\n2019-06-04,12,mortar,,x\n2019-06-05,3,,,\n")
    logger = logging.getLogger("bearwitness.collect.tables")
    monkeypatch.setattr(logger, "propagate", False)  # as the command line has it, whatever ran before
    logger.addHandler(caplog.handler)
    try:
        assert len(list(read_table(path, {"motive": "skip"}))) == 2
        (record,) = caplog.records
        assert "'weapon'; --map COLUMN=FIELD" in record.getMessage() and "empty" not in record.getMessage()
        caplog.clear()
        list(read_table(path, {"motive": "skip", "weapon": "text"}))
        assert not caplog.records
    finally:
        logger.removeHandler(caplog.handler)


@pytest.mark.parametrize(("mapping", "complaint"), [({"nothing": "place"}, "no column"), ({"odd": "who"}, "no field")])
def test_a_mapping_that_cannot_be_is_wrong_usage(tmp_path: Path, mapping: dict[str, str], complaint: str) -> None:
    path = tmp_path / "kobo.csv"
    path.write_text(HEADER + ROW)
    with pytest.raises(UsageError, match=complaint):
        list(read_table(path, mapping))


def test_what_is_no_table_is_a_failure(tmp_path: Path) -> None:
    for name, content in (("a.xlsx", b"PK\x03\x04broken"), ("b.csv", b""), ("c.csv", b"\xff\xfe\x00")):
        (tmp_path / name).write_bytes(content)
        (failure,) = read_table(tmp_path / name, {})
        assert isinstance(failure, Failure)
    (failure,) = read_table(tmp_path / "none.csv", {})
    assert isinstance(failure, Failure)


def test_an_email_gives_its_words_and_keeps_its_sender_apart() -> None:
    message = EmailMessage()
    message["From"] = "Tamsin Oakenrow <tamsin@mail.example>"
    message["Subject"] = "Market"
    message["Date"] = "Tue, 04 Jun 2019 16:00:00 +0200"
    message.set_content("Shelling hit the market in Karesh.")
    message.add_attachment(b"\xff\xd8x", maintype="image", subtype="jpeg", filename="me.jpg")
    report = read_email(bytes(message), "a.eml")
    assert isinstance(report, FieldReport)
    assert (report.text, report.title, report.reported) == (
        "Shelling hit the market in Karesh.",
        "Market",
        date(2019, 6, 4),
    )
    assert ("From", "Tamsin Oakenrow <tamsin@mail.example>") in report.contact
    assert report.files == (FieldFile(name="me.jpg", media="image/jpeg", content=b"\xff\xd8x"),)
    assert b"Oakenrow" not in build_document(report)[1]
    assert isinstance(read_email(b"", "b.eml"), Failure)


def test_an_email_in_html_is_its_words() -> None:
    content = b"Content-Type: text/html; charset=utf-8\n\n<style>p{}</style><p>Two &amp; three</p><p>four<br>five</p>"
    report = read_email(content, "a.eml")
    assert isinstance(report, FieldReport) and report.text == "Two & three\nfour\nfive"


def test_fields_are_claims_whose_evidence_is_their_line() -> None:
    report = FieldReport(
        id="field:1",
        origin="x",
        text="12 dead.",
        source="heron-7",
        start=date(2019, 6, 4),
        place="Karesh",
        counts=(
            FieldCount(harm="killed", low=3, high=3, who="children"),
            FieldCount(harm="killed", low=12, high=None),
            FieldCount(harm="injured", low=20, high=25, approximate=True),
        ),
        contact=(("phone", "+000 555"),),
        original=b"+000 555",
    )
    document, raw = build_document(report)
    assert b"555" not in raw and "555" not in document.text
    assert document.text == (
        "12 dead.\n\nPlace: Karesh\nWhen: 2019-06-04\nKilled, children: 3\nKilled, people: at least 12\n"
        "Injured, people: about 20 to 25"
    )
    assert [(each.kind, document.text[each.start : each.end].splitlines()[0]) for each in document.segments] == [
        ("body", "12 dead."),
        ("boilerplate", "Place: Karesh"),
    ]
    killed, injured = list_claims(report, document)
    (harm,) = killed.harms
    assert (harm.low, harm.high, harm.parts[0].who, harm.parts[0].low) == (12, None, "children", 3)
    assert document.text[killed.evidence.start : killed.evidence.end] == "Killed, people: at least 12"
    assert (injured.harms[0].approximate, injured.sources[0].name) == (True, "heron-7")
    assert list_claims(report, document) == [killed, injured]
    assert build_document(report) == (document, raw)
