"""Quotes: who says what in a document, with the exact words of each.

A `Quote` is one act of stating. Nothing here reads, writes or decides.
"""

from dataclasses import dataclass
from typing import Literal

from bearwitness.base.records import Source, Span, Stance

# Direct: all of it in quotation marks. Mixed: the speaker's words inside the outlet's. Indirect: the outlet's words.
QuoteKind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One act of stating: who (`sources`, the first speaker first), by which words (`cue`), and what (`contents`).

    A content that its cue interrupts, or that goes on in later sentences, has several spans, in order. `kind` tells
    whose words it is put in; `stance` is alleged for a cue that does not vouch for its content, denied for one that
    denies it. `source` is the span of the words for the first speaker, None where nobody is named ("reportedly").
    `wording` joins the contents by " … ".
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
    kind: QuoteKind = "indirect"
    stance: Stance = "asserted"
