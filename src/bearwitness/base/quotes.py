"""Quotes: who says what in a document, with the exact words of each.

A `Quote` is one act of stating. Nothing here reads, writes or decides.
"""

from dataclasses import dataclass

from bearwitness.base.records import Source, Span, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One act of stating: who (`sources`, the first speaker first), by which words (`cue`), and what (`contents`).

    A content that another clause interrupts has several spans, in order. `direct` when it stands in quotation marks;
    `stance` is alleged for a cue that does not vouch for its content, denied for one that denies it. `source` is the
    span of the first speaker's own words, None where nobody is named ("reportedly"). `wording` joins the contents
    by " … ".
    """

    id: str
    document: str
    sources: tuple[Source, ...]
    source: Span | None
    cue: Span
    contents: tuple[Span, ...]
    wording: str
    said_by: str
    said_how: str
    direct: bool = False
    stance: Stance = "asserted"
