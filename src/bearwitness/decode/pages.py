"""HTML becomes the text of its article and what the page says about itself.

In: a web page as text. Out: the article's text (paragraphs as lines), title, outlet, address, date and language. It
never loads anything, and never takes a date from a copyright line.
"""

from dataclasses import dataclass
from datetime import date

from trafilatura import bare_extraction

from bearwitness.base.errors import BrokenInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article as its page has it; None is what the page does not say."""

    text: str
    title: str | None
    outlet: str | None
    url: str | None
    published: date | None
    language: str | None


def read_page(html: str, origin: str) -> Page:
    """The article in a page. Raises BrokenInput when there is none in it: menus only, or a page built by scripts."""
    found = bare_extraction(
        html,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        # The page's own metadata and marked dates only: the extensive search takes any year, a copyright's too.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = None if found is None or isinstance(found, dict) else found.text
    if found is None or isinstance(found, dict) or not text or not text.strip():
        raise BrokenInput(origin, "no article text was found in this page; save the article itself, or its text")
    return Page(
        text=text,
        title=found.title or None,
        outlet=found.sitename or None,
        url=found.url or None,
        published=_read_day(found.date),
        language=found.language or None,
    )


def _read_day(value: str | None) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
