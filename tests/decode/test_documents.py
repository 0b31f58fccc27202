"""Reports of every format become documents with exact texts; what cannot be read raises its own error."""

import io
import logging
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfWriter

from bearwitness.base.errors import BinaryInput, BrokenInput, EmptyInput, MissingExtra, TooLargeInput
from bearwitness.base.records import Document, Report
from bearwitness.decode import decode_report
from bearwitness.decode.pdfs import read_pdf

Decode = Callable[..., Document]
SENTENCE = "Nine people were killed in Velmar on Friday, rescuers said. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Nine died in Velmar – “all civilians”.", "utf-8"),
        ("Nine died in Velmar – “all civilians”.", "utf-8-sig"),
        ("Nine died in Velmar – “all civilians”.", "utf-16"),
        ("Nine died in Velmar in the market.", "utf-16-le"),
        ("Nine died in Velmar – “all civilians”.", "utf-32"),
        ("Nine died in Velmar – “all civilians” in a café.", "cp1252"),
        ("В результате обстрела города погибли девять мирных жителей, сообщили спасатели. " * 4, "cp1251"),
    ],
)
def test_a_text_is_read_in_its_own_encoding(decode: Decode, text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_line_ends_and_blanks_are_left_as_they_are(decode: Decode) -> None:
    text = "  Nine died.\r\n\r\nTwo\tmore were hurt.\r"
    assert decode(text).text == text


FRENCH = "Neuf civils ont été tués à Velmar, a déclaré l’armée. "


@pytest.mark.parametrize(
    "content",
    [
        b"Nine people were killed \xff\xfe\xc3 and two were hurt in Velmar.",
        b"Nine people were killed \xff and two were hurt in Velmar.",
        b"Nine people were killed in a caf\xc3 in Velmar.",
        b"Nine people were killed \xe2\x80 in Velmar.",
        (FRENCH * 3).encode() + b"\xe9 fin",
        b"\xef\xbb\xbfNine people were killed \xff in Velmar.",
        "Nine people were killed in Velmar.".encode("utf-16")[:-1],
    ],
)
def test_a_broken_text_is_refused_and_not_guessed_at(decode: Decode, content: bytes) -> None:
    with pytest.raises(BrokenInput, match=r"^r\.txt: .*save it again as UTF-8$"):
        decode(content)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        "À Velmar, neuf civils ont été tués où l'école… « tous », dit Zoë Größe-Müller — €5m.",
        "Señor × Núñez y María: ¿quién mató a 9 niños? O él, ó ella",
        "DES CIVILS TUÉS À VELMAR, L’ÉTÉ; Þór and Ægir, Škoda, Žižek and an Œuvre at 5°, £9 and 3½ km.",
    ],
)
def test_western_letters_and_signs_are_read_as_windows_1252(decode: Decode, text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


def test_a_mark_that_stands_for_a_lost_letter_already_is_no_broken_byte(decode: Decode) -> None:
    text = "Nine people were killed in Velm\ufffdr."
    assert decode(text.encode("utf-8-sig")).text == text


def test_single_bad_bytes_of_a_page_are_replaced_and_said(decode: Decode, caplog: pytest.LogCaptureFixture) -> None:
    page = PAGE.replace("rescuers", "rescuers %").encode("cp1252").replace(b"%", b"\xff\xfe\xc3")
    with caplog.at_level(logging.WARNING):
        document = decode(page, media="html")
    assert "rescuers \ufffd\ufffd\ufffd said" in document.text
    assert "r.txt: " in caplog.text


def test_a_page_s_own_charset_is_used(decode: Decode) -> None:
    head, words = "<html><head><meta charset='windows-1251'></head><body><article><p>", "Погибли девять человек. " * 9
    page = f"{head}{words}</p></article></body></html>"
    assert "Погибли девять человек." in decode(page.encode("cp1251"), media="html").text


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b" \n\t ", EmptyInput),
        ("\ufeff".encode(), EmptyInput),
        (bytes(range(1, 32)) * 20, BinaryInput),
        (b"\xff\xfe" + b"\x00\xd8" * 50, BrokenInput),
    ],
)
def test_bytes_that_are_no_text_raise(decode: Decode, content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"^r\.txt: "):
        decode(content)


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Nine killed in Velmar | The Example</title>
<meta property="og:site_name" content="The Example"><meta property="og:title" content="Nine killed in Velmar">
<meta property="article:published_time" content="2019-05-04T10:00:00Z">
<link rel="canonical" href="https://example.org/news/velmar"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Nine killed in Velmar</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 2}</p></article>
<footer>© 2024 The Example. All rights reserved.</footer></body></html>"""


def test_a_page_gives_its_article_and_what_it_says_of_itself(decode: Decode) -> None:
    document = decode(PAGE, media="html")
    assert (document.outlet, document.published, document.published_basis) == (
        "The Example",
        date(2019, 5, 4),
        "metadata",
    )
    assert (document.title, document.url) == ("Nine killed in Velmar", "https://example.org/news/velmar")
    assert "Nine people were killed in Velmar on Friday" in document.text
    assert "Home" not in document.text
    assert "<p>" not in document.text


def test_a_copyright_s_year_never_dates_a_page(decode: Decode) -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2019-05-04T10:00:00Z">', "")
    assert decode(page, media="html").published is None


def test_a_page_without_an_article_raises(decode: Decode) -> None:
    with pytest.raises(BrokenInput, match="no article text"):
        decode("<html><body><div id='app'></div><script>go()</script></body></html>", media="html")


def make_pdf(text: str, password: str | None = None) -> bytes:
    """A PDF of one page with one line of text, written by hand so that it needs no fonts."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 5 0 R >> >> /MediaBox [0 0 612 792] "
        b"/Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(content))
    content += b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, tail)
    if password is None:
        return content
    writer = PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt(password)
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def test_a_pdf_gives_its_text(decode: Decode) -> None:
    assert (
        decode(make_pdf("Nine people were killed in Velmar."), media="pdf").text == "Nine people were killed in Velmar."
    )


def test_a_pdf_that_cannot_be_read_says_why(decode: Decode) -> None:
    with pytest.raises(BrokenInput, match="password"):
        decode(make_pdf("Nine died.", password="secret"), media="pdf")
    with pytest.raises(BrokenInput, match="damaged"):
        decode(b"%PDF-1.4\nnothing behind it", media="pdf")
    with pytest.raises(EmptyInput, match="scan"):
        decode(make_pdf(""), media="pdf")
    with pytest.raises(TooLargeInput, match="split"):
        read_pdf(make_pdf("Nine people were killed in Velmar."), "r.pdf", limit=5)


def test_without_its_reader_a_pdf_names_the_extra(decode: Decode, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(MissingExtra, match=r"bearwitness\[pdf\]"):
        decode(make_pdf("Nine died."), media="pdf")


def test_a_record_keeps_its_text_and_title_to_the_letter(decode: Decode) -> None:
    document = decode(" Nine died.\r\n ", media="record", title="Nine die ", outlet="The Example")
    assert (document.text, document.title, document.outlet) == (" Nine died.\r\n ", "Nine die ", "The Example")


@pytest.mark.parametrize("day", ["2017-13-45", "2017-02-30", "unknown", "1492300800"])
def test_a_record_whose_date_is_none_is_refused_unless_the_user_gives_one(report: Report, day: str) -> None:
    broken = replace(report, published=day)
    with pytest.raises(BrokenInput, match=f"its published '{day}' is no date"):
        decode_report(broken)
    assert decode_report(broken, published=date(2017, 4, 16)).published == date(2017, 4, 16)


@pytest.mark.parametrize("day", ["2017", "2017-04", "April 2017", "03/04/2016", None])
def test_a_record_may_say_less_than_a_day(decode: Decode, day: str | None) -> None:
    assert decode("Nine died.", media="record", published=day).published is None


def test_the_user_s_outlet_and_date_overrule_the_report(report: Report) -> None:
    document = decode_report(report, published=date(2020, 1, 2), outlet="Mine")
    assert (document.outlet, document.published, document.published_basis) == ("Mine", date(2020, 1, 2), "option")


@pytest.fixture
def report() -> Report:
    return Report(
        id="r", origin="r", media="record", content=b"Published 4 May 2019 Nine died.", sha256="0" * 64,
        outlet="The Example", published="2019-05-04",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "text", "outlet"),
    [
        ({"title": "Nine killed in Velmar | Jordan Times"}, "Nine died.", "The Jordan Times"),
        ({"url": "https://www.aljazeera.com/news/2019/5/4/velmar"}, "Nine died.", "Al Jazeera"),
        ({"url": "https://www.example.org/a"}, "Nine died.", "example.org"),
        ({}, "Kyiv Post\n\nNine killed in Velmar\n\nNine people died in Velmar.", "Kyiv Post"),
        ({}, "Nine people died in Velmar on Friday. © 2018 The Guardian. All rights reserved.", "The Guardian"),
        ({}, "Nine people died in Velmar, the Kyiv Post said.", None),
    ],
)
def test_the_outlet_is_found_where_the_report_does_not_name_it(
    decode: Decode, fields: dict[str, str], text: str, outlet: str | None
) -> None:
    assert decode(text, **fields).outlet == outlet


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("BEIRUT (Reuters) - Nine people died.", "Reuters"),
        ("Nine people died in Velmar, a monitor said.-AFP", "AFP"),
        ("Nine people died in Velmar, a monitor said. (Source: Anadolu Agency)", "Anadolu"),
        ("MOSCOW, August 12. /TASS/. Nine people died.", "TASS"),
        ("Nine people died in Velmar, AFP reported on Friday.", None),
    ],
)
def test_the_agency_stands_in_a_dateline_or_a_credit(decode: Decode, text: str, agency: str | None) -> None:
    assert decode(text).agency == agency


@given(st.text(min_size=1, max_size=200).filter(lambda text: text.strip() and text.isprintable()))
def test_plain_text_comes_back_as_it_went_in(text: str) -> None:
    report = Report(id="r", origin="r", media="text", content=text.encode(), sha256="0" * 64)
    assert decode_report(report).text == text.removeprefix("\ufeff")


def test_a_text_longer_than_the_parser_takes_is_refused_by_name() -> None:
    text = ("A mine killed two men near Sirte. " * 40_000).encode()
    with pytest.raises(TooLargeInput, match="characters"):
        decode_report(Report(id="long", origin="long.txt", media="text", content=text, sha256="0"))
