"""Reports and claims for the tests of resolution, all invented."""

from datetime import date
from typing import Any

from bearwitness.base.identifiers import digest
from bearwitness.base.incidents import Outline
from bearwitness.base.records import Actor, Claim, Document, Harm, Place, Source, Span, When

KARESH = Place(
    id="t:karesh", name="Karesh", lat=12.0, lon=22.0, radius_m=3_000, precision="town", parents=("Ulm", "Ostravia")
)
BELVO = Place(
    id="t:belvo", name="Belvo", lat=12.9, lon=23.1, radius_m=3_000, precision="town", parents=("Ulm", "Ostravia")
)
CITY = Place(
    id="t:city", name="Ostra", lat=14.0, lon=25.0, radius_m=10_000, precision="town", parents=("Ostra", "Ostravia")
)
DAY = date(2031, 5, 6)
MONITOR = Source(name="Ostravia Rights Watch", kind="monitor", id="orw")
ARMY = Actor(name="Ostravian army", id="ov", kind="military", side="government")
FRONT = Actor(name="Northern Front", id="northern-front", kind="armed_group", side="rebel")


def make_document(name: str = "d1", text: str | None = None, **fields: Any) -> Document:
    title = fields.pop("title", "Shelling kills 12 in Karesh")
    body = text or f"{title}. Shelling hit a market in the town of Karesh on Tuesday."
    fields.setdefault("published", DAY)
    fields.setdefault("outlet", f"Outlet of {name}")
    return Document(id=name, text=body, sha256=digest([name, body]), title=title, **fields)


def make_claim(document: Document, number: int = 0, **fields: Any) -> Claim:
    start = number * 20
    killed = fields.pop("killed", 12)
    low, high = killed if isinstance(killed, tuple) else (killed, killed)
    span = Span(start=start, end=start + 19)
    harm = Harm(harm=fields.pop("harm", "killed"), low=low, high=high, who=fields.pop("who", "civilians"), span=span)
    day = fields.pop("day", DAY)
    values: dict[str, Any] = {
        "place": KARESH,
        "when": When(start=day, end=day, precision="day", edtf=day.isoformat(), span=span),
        "sources": (MONITOR,),
        "actor": FRONT,
        "harms": (harm,),
        "wording": "shelling killed 12 civilians",
        "category": "HARM",
        "kind": "event",
    }
    return Claim(
        id=digest([document.sha256, number]),
        document=document.id,
        evidence=span,
        rule="test",
        extractor="test",
        **(values | fields),
    )


def make_told(name: str, **fields: Any) -> tuple[Document, list[Claim], Outline]:
    """A report with one claim; fields of the document are `title`, `text`, `published`, `outlet`, `agency`."""
    own = {key: fields.pop(key) for key in ("title", "text", "published", "outlet", "agency") if key in fields}
    document = make_document(name, **own)
    return document, [make_claim(document, **fields)], Outline()
