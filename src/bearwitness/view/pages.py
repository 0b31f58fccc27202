"""The brief as a page: Markdown, HTML in one file, or JSON.

In: a brief. Out: text. The HTML asks nothing of the network and runs no script but its own; everything that comes from
a document is escaped. It never writes a file.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from bearwitness.base.records import Document, Span
from bearwitness.view.objects import describe_evidence, format_line
from bearwitness.view.passages import Brief, Reference, Section, Sentence
from bearwitness.view.periods import MONTHS, phrase_day, phrase_period
from bearwitness.view.texts import Block, Piece, cut_blocks, cut_title, name_mark
from bearwitness.view.timelines import draw_charts
from bearwitness.view.words import flatten

PageFormat = Literal["md", "html", "json"]
POLICY = "default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
LEAST_DAYS = 8  # days of incidents; fewer need no list of months
WIDE, NARROW = 720, 340  # pixels: the column on a desk, and on a phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document whose words the brief refers to, cut for printing."""

    number: int
    document: Document
    dated: str
    title: tuple[Piece, ...]
    blocks: tuple[Block, ...]


def render_brief(brief: Brief, form: PageFormat) -> str:
    """The brief in one of the formats, ending in a newline."""
    return RENDERERS[form](brief)


def list_references(brief: Brief) -> list[Reference]:
    """Every reference of the brief once, in reading order."""
    found: dict[tuple[int, Span], Reference] = {}
    for sentence in list_sentences(brief):
        for reference in sentence.references:
            found.setdefault((reference.number, reference.span), reference)
    return list(found.values())


def list_sentences(brief: Brief) -> list[Sentence]:
    """Every sentence of the brief in reading order; a denial follows what it denies."""
    told = [
        sentence
        for section in brief.sections
        for day in section.days
        for place in day.places
        for sentence in place.sentences
    ]
    for dispute in brief.disputes:
        told.extend(dispute.accusations)
        told.extend([dispute.denial] if dispute.denial else [])
    return [one for sentence in told for one in (sentence, *sentence.denials)]


def _render_html(brief: Brief) -> str:
    references = list_references(brief)
    environment = _load_templates(autoescape=True)
    style = environment.get_template("brief.css").render()
    script = environment.get_template("brief.js").render()
    return environment.get_template("brief.html").render(
        brief=brief,
        heading=_phrase_heading(brief),
        months=_list_months(brief.sections),
        charts={"wide": draw_charts(brief.marks, WIDE), "narrow": draw_charts(brief.marks, NARROW)},
        notes={(reference.number, reference.span): note for note, reference in enumerate(references, start=1)},
        references=references,
        articles=_cut_articles(brief, references),
        style=style,
        script=script,
        policy=POLICY.format(style=_digest(style), script=_digest(script)),
    )


def _render_markdown(brief: Brief) -> str:
    environment = _load_templates(autoescape=False)
    environment.filters["plain"] = _escape_markdown
    text = environment.get_template("brief.md").render(
        brief=brief, heading=_phrase_heading(brief), references=list_references(brief)
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _render_json(brief: Brief) -> str:
    period = brief.period
    return (
        format_line(
            {
                "period": period and {"start": period[0].isoformat(), "end": period[1].isoformat()},
                "documents": [
                    {
                        "number": entry.number,
                        "id": entry.document.id,
                        "title": entry.document.title,
                        "outlet": entry.document.outlet,
                        "agency": entry.document.agency,
                        "url": entry.document.url,
                        "published": entry.document.published and entry.document.published.isoformat(),
                        "published_basis": entry.document.published_basis,
                        "published_reason": entry.document.published_reason,
                        "claims": entry.claims,
                    }
                    for entry in brief.entries
                ],
                "claims": brief.claims,
                "sources": brief.sources,
                "sections": [_describe_section(section) for section in brief.sections],
                "disputes": [
                    {
                        "accusations": [_describe_sentence(sentence) for sentence in dispute.accusations],
                        "denial": dispute.denial and _describe_sentence(dispute.denial),
                        "why": dispute.why,
                    }
                    for dispute in brief.disputes
                ],
                "missing": list(brief.gaps),
            }
        )
        + "\n"
    )


RENDERERS: dict[PageFormat, Callable[[Brief], str]] = {
    "md": _render_markdown,
    "html": _render_html,
    "json": _render_json,
}


def _load_templates(*, autoescape: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("bearwitness.view"),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(flat=flatten, day=phrase_day, link=_check_link)
    environment.globals.update(name_mark=name_mark)
    return environment


def _phrase_heading(brief: Brief) -> str:
    return phrase_period(*brief.period) if brief.period else "No dated incident"


def _list_months(sections: tuple[Section, ...]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The months of the incidents by year, as (id of the first day, name), to jump to; empty for few days."""
    days = [day for section in sections if section.key == "incidents" for day in section.days]
    if len(days) < LEAST_DAYS:
        return []
    years: dict[str, dict[str, str]] = {}
    for index, day in enumerate(days, start=1):
        first = day.start or day.end
        year, month = (str(first.year), MONTHS[first.month - 1][:3]) if first else ("No date", "all")
        years.setdefault(year, {}).setdefault(month, f"incidents-{index}")
    return [(year, [(anchor, month) for month, anchor in months.items()]) for year, months in years.items()]


def _cut_articles(brief: Brief, references: list[Reference]) -> list[Article]:
    spans: dict[int, list[Span]] = {}
    for reference in references:
        spans.setdefault(reference.number, []).append(reference.span)
    return [
        Article(
            number=entry.number,
            document=entry.document,
            dated=entry.dated,
            title=cut_title(entry.document, entry.number, spans[entry.number]),
            blocks=cut_blocks(entry.document, entry.number, spans[entry.number], entry.counts),
        )
        for entry in brief.entries
        if entry.number in spans
    ]


def _describe_section(section: Section) -> dict[str, object]:
    return {
        "key": section.key,
        "title": section.title,
        "days": [
            {
                "heading": day.heading,
                "start": day.start and day.start.isoformat(),
                "end": day.end and day.end.isoformat(),
                "places": [
                    {
                        "name": place.name,
                        "context": place.context,
                        "sentences": [_describe_sentence(sentence) for sentence in place.sentences],
                        "differences": [
                            {
                                "subject": difference.subject,
                                "compatible": difference.compatible,
                                "figures": [
                                    {
                                        "value": figure.value,
                                        "sources": figure.sources,
                                        "references": [_describe_reference(x) for x in figure.references],
                                    }
                                    for figure in difference.figures
                                ],
                            }
                            for difference in place.differences
                        ],
                    }
                    for place in day.places
                ],
            }
            for day in section.days
        ],
    }


def _describe_sentence(sentence: Sentence) -> dict[str, object]:
    return {
        "text": sentence.text,
        "flags": list(sentence.flags),
        "notes": list(sentence.notes),
        "references": [_describe_reference(reference) for reference in sentence.references],
        "denials": [_describe_sentence(denial) for denial in sentence.denials],
    }


def _describe_reference(reference: Reference) -> dict[str, object]:
    return {
        "label": reference.label,
        "document": reference.number,
        "claim": reference.claim,
        **describe_evidence(reference.span, reference.words),
    }


def _check_link(url: str | None) -> str | None:
    """The address if it is one of the web; anything else (script, file, data) is no link."""
    return url if url and re.match(r"https?://[^\s]+$", url, re.IGNORECASE) else None


def _escape_markdown(text: str) -> str:
    """Text that means itself in Markdown: no markup, no HTML, one line; “[1]” stays where it can be no link."""
    escaped = re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", flatten(text).replace("&", "&amp;"))
    escaped = re.sub(r"(?<!!)\\\[(\d+)\\\](?![(:\[\\])", r"[\1]", escaped)
    return escaped.replace("\\<", "&lt;").replace("\\>", "&gt;")


def _digest(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
