import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bearwitness.base.records import Claim, Document, Failure
from bearwitness.view.briefs import build_brief
from bearwitness.view.pages import list_references, list_sentences, render_brief
from bearwitness.view.passages import Brief

Records = list[tuple[Document, list[Claim]]]
VOID = {"meta", "line", "circle", "path", "br"}


class Page(HTMLParser):
    """The tags of a page, its ids, its links, and the text of its marks."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.marked: dict[str, str] = {}
        self.open: list[list[str]] = []
        self.depth: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.handlers += [name for name in given if name.startswith("on") or name in ("src", "srcset")]
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if tag not in VOID:
            self.depth.append(tag)
        if tag == "mark":
            self.open.append(given["data-marks"].split())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.depth.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.depth.pop() == tag
        if tag == "mark":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for name in {name for names in self.open for name in names}:
            self.marked[name] = self.marked.get(name, "") + data


@pytest.fixture
def brief(records: Records) -> Brief:
    return build_brief(records, [Failure(origin="<four>.bin", reason="is no text")])


@pytest.fixture
def source(brief: Brief) -> str:
    return render_brief(brief, "html")


def test_the_html_runs_nothing_and_loads_nothing_of_a_documents(source: str) -> None:
    page = Page(source)
    assert page.depth == []
    assert page.tags["script"] == 1
    assert page.tags["style"] == 1
    assert not page.tags.keys() & {"img", "link", "iframe", "object", "form", "b:script"}
    assert page.handlers == []
    assert all(link.startswith("#") for link in page.links), "a javascript: address of a document became a link"
    assert "<script>alert" not in source and "&lt;script&gt;alert" in source
    assert "<b>Karesh" not in source and "&lt;four&gt;.bin" in source
    assert "url(" not in source and "@import" not in source


def test_every_reference_leads_to_its_marked_words(source: str, brief: Brief) -> None:
    page = Page(source)
    assert len(page.ids) == len(set(page.ids))
    assert all(link[1:] in page.ids for link in page.links)
    for reference in list_references(brief):
        assert page.marked[f"t{reference.number}-{reference.span.start}-{reference.span.end}"] == reference.words


def test_markdown_has_a_reference_behind_every_sentence_and_no_live_markup(brief: Brief) -> None:
    text = render_brief(brief, "md")
    statements = [line for line in text.split("## What is missing")[0].splitlines() if re.match(r"\s*- ", line)]
    assert len(statements) >= len(list_sentences(brief))
    assert all(re.search(r"\[\d+:\d+-\d+\]$", line) for line in statements)
    assert "<script" not in text and "<b>" not in text
    assert "](javascript" not in text


def test_markdown_has_a_blank_line_before_every_heading(brief: Brief, records: Records) -> None:
    accused = [(document, [replace(c, category="ACCUSE") for c in claims]) for document, claims in records]
    for shown in (brief, build_brief(accused)):
        assert re.findall(r"[^\n]\n#", render_brief(shown, "md")) == []


def test_markdown_escapes_a_number_in_brackets_only_where_it_could_be_a_link(brief: Brief) -> None:
    gaps = ("No claim was found in: documents [1], [4].", "[1](http://x.test)", "[2]: http://x.test", "![3]", "[4][5]")
    missing = render_brief(replace(brief, gaps=gaps), "md").split("## What is missing")[1]
    assert "in: documents [1], [4]." in missing
    assert "\\[1\\](http" in missing and "\\[2\\]: http" in missing and "!\\[3\\]" in missing and "\\[4\\]" in missing


def test_json_carries_the_same_sentences_and_references(brief: Brief, records: Records) -> None:
    told = json.loads(render_brief(brief, "json"))
    sentences = [
        sentence
        for section in told["sections"]
        for day in section["days"]
        for place in day["places"]
        for sentence in place["sentences"]
    ]
    assert len(sentences) == 5
    for sentence in sentences:
        for reference in sentence["references"]:
            document = records[reference["document"] - 1][0]
            assert document.text[reference["start"] : reference["end"]] == reference["text"]
    assert told["period"] == {"start": "2019-06-04", "end": "2019-06-04"}
    assert [document["number"] for document in told["documents"]] == [1, 2, 3]


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_a_brief_of_nothing_can_be_read(form: str) -> None:
    assert render_brief(build_brief([]), form).endswith("\n")  # type: ignore[arg-type]
