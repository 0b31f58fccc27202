"""An invented war on an invented lake: documents with claims made by hand."""

from datetime import date

import pytest

from bearwitness.base.records import Actor, Claim, Decision, Document, Harm, Place, Segment, Source, Span, When

MARKET = (
    "Shelling of the market in Karesh on Tuesday killed at least 12 civilians including three children, "
    "the Lakeland Rights Observatory said."
)
DENIAL = "The Defence Ministry denied that its forces had shelled the market."
HOSPITAL = "Hospital staff put the number of dead civilians at 15."
RUMOUR = "Unconfirmed reports spoke of dozens of wounded."
TOLL = "Since 3 May at least 310 people have been killed in Lake Province, the observatory said."
HOSTILE = "<script>alert('x')</script> & [click](javascript:alert(1)) \x1b[31m"
FURNITURE = "Read also: Ten dead in Orvel"
FIRST = f"KARESH (Meridian) - {MARKET} {DENIAL} {HOSPITAL}\n{RUMOUR} {TOLL} {HOSTILE} {FURNITURE}"
COPY = "At least 12 civilians, three of them children, died in Karesh, the Lakeland Rights Observatory said."
ORVEL = "Two soldiers were hurt."
SECOND = f"{COPY} {ORVEL}"

OBSERVATORY = Source(name="Lakeland Rights Observatory", kind="monitor", id="lro")
TUESDAY = When(start=date(2019, 6, 4), end=date(2019, 6, 4), edtf="2019-06-04")
KARESH = Place(name="Karesh", lat=-1.5, lon=2.25, precision="town", parents=("Lake Province",), id="g1")


def find(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def make_claim(document: Document, words: str, number: int, **values: object) -> Claim:
    settled: dict[str, object] = {"kind": "event", "category": "HARM", "rule": "by hand", "extractor": "test 1"}
    settled |= {"evidence": find(document.text, words), "wording": words}
    return Claim(id=f"{number:02x}" * 32, document=document.id, **(settled | values))  # type: ignore[arg-type]


def make_harm(text: str, words: str, harm: str, low: int | None, high: int | None, **values: object) -> Harm:
    return Harm(harm=harm, low=low, high=high, span=find(text, words), wording=words, **values)  # type: ignore[arg-type]


@pytest.fixture
def first() -> Document:
    dateline, related = FIRST.index(MARKET), FIRST.index(FURNITURE)
    return Document(
        id="one.txt",
        text=FIRST,
        sha256="1" * 64,
        title="Twelve die in <b>Karesh</b> market",
        outlet="Northern Post",
        agency="Meridian",
        url="javascript:alert(1)",
        published=date(2019, 6, 4),
        published_basis="dateline",
        segments=(
            Segment(kind="dateline", start=0, end=dateline),
            Segment(kind="body", start=dateline, end=related),
            Segment(kind="related", start=related, end=len(FIRST)),
        ),
    )


@pytest.fixture
def second() -> Document:
    return Document(
        id="two.txt",
        text=SECOND,
        sha256="2" * 64,
        published=date(2019, 6, 5),
        published_basis="inferred",
        published_reason="the only Tuesday after 3 May that fits",
    )


@pytest.fixture
def silent() -> Document:
    return Document(id="three.txt", text="Talks go on.", sha256="3" * 64)


@pytest.fixture
def market(first: Document) -> Claim:
    children = make_harm(FIRST, "three children", "killed", 3, 3, who="children")
    civilians = make_harm(FIRST, "at least 12 civilians", "killed", 12, None, who="civilians", parts=(children,))
    return make_claim(
        first,
        MARKET,
        1,
        harms=(civilians,),
        place=KARESH,
        when=TUESDAY,
        sources=(OBSERVATORY,),
        actor=Actor(name="government forces", id="gov"),
        mode="heavy-weapons",
        decisions=(Decision(field="when", value="2019-06-04", why="the Tuesday on or before publication"),),
    )


@pytest.fixture
def records(first: Document, second: Document, silent: Document, market: Claim) -> list[tuple[Document, list[Claim]]]:
    there = {"place": KARESH, "when": TUESDAY}
    dead = make_harm(FIRST, "15", "killed", 15, 15, who="civilians")
    hurt = make_harm(FIRST, "dozens of wounded", "injured", 24, None)
    toll = make_harm(FIRST, "at least 310 people", "killed", 310, None)
    period = When(start=date(2019, 5, 3), end=date(2019, 6, 4), precision="days", edtf="2019-05-03/2019-06-04")
    staff, ministry = Source(name="hospital staff", kind="medical"), Source(name="Defence Ministry", kind="government")
    children = make_harm(SECOND, "three of them children", "killed", 3, 3, who="children")
    again = make_harm(SECOND, "At least 12 civilians", "killed", 12, None, who="civilians", parts=(children,))
    soldiers = make_harm(SECOND, "Two soldiers", "injured", 2, 2, who="soldiers")
    denied = {"category": "DENY", "stance": "denied", "reality": "negated", "about": market.id}
    return [
        (
            first,
            [
                market,
                make_claim(first, DENIAL, 2, sources=(ministry,), **denied),
                make_claim(first, HOSPITAL, 3, harms=(dead,), sources=(staff,), **there),
                make_claim(first, RUMOUR, 4, harms=(hurt,), stance="alleged", **there),
                make_claim(
                    first,
                    TOLL,
                    5,
                    harms=(toll,),
                    place=Place(name="Lake Province"),
                    when=period,
                    scope="cumulative",
                    sources=(OBSERVATORY,),
                ),
            ],
        ),
        (
            second,
            [
                make_claim(second, COPY, 6, harms=(again,), sources=(OBSERVATORY,), **there),
                make_claim(second, ORVEL, 7, harms=(soldiers,)),
            ],
        ),
        (silent, []),
    ]
