from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bearwitness.base.records import Place
from bearwitness.resolve.blocks import Blocks
from bearwitness.resolve.mentions import Mention
from bearwitness.resolve.spots import make_spot

DAY = date(2031, 5, 6)
PLACES = st.builds(
    lambda n, lat, known: Place(
        id=f"p{n}" if known else None,
        name=f"Tarm{'aeiou'[n]}k",
        lat=12 + lat if known else None,
        lon=22.0 if known else None,
        radius_m=5_000,
        precision="town",
        parents=("Tarmek", "Ostravia"),
    ),
    st.integers(0, 4),
    st.floats(0, 1),
    st.booleans(),
)


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    stated = draw(st.booleans())
    start = DAY + timedelta(days=draw(st.integers(0, 30)))
    kind = draw(st.sampled_from([None, "air", "gas"]))
    return Mention(
        id=draw(st.uuids()).hex,
        document="d",
        main=draw(st.booleans()),
        claims=(),
        spots=tuple(make_spot(place, 1) for place in draw(st.lists(PLACES, max_size=2))),
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 3)) if stated else 21),
        stated=stated,
        published=start,
        kinds=frozenset({kind} if kind else ()),
        leading_kind=kind,
        objects=frozenset(),
        titled=frozenset(),
        actors=frozenset(),
        tolls=(),
    )


@given(mentions(), mentions())
def test_two_find_each_other_or_neither_does(one: Mention, other: Mention) -> None:
    first, second = Blocks(), Blocks()
    first.add(one)
    second.add(other)
    assert (one.id in first.find(other)) == (other.id in second.find(one))


@given(st.lists(mentions(), max_size=12))
def test_who_shares_a_block_does_not_depend_on_the_others(found: list[Mention]) -> None:
    full = Blocks()
    for mention in found:
        full.add(mention)
    for one in found:
        alone = {other.id for other in found if other.id != one.id and _pair(one, other)}
        assert full.find(one) - {one.id} == alone


def _pair(one: Mention, other: Mention) -> bool:
    blocks = Blocks()
    blocks.add(other)
    return other.id in blocks.find(one)


@given(mentions())
def test_no_mention_finds_itself(mention: Mention) -> None:
    blocks = Blocks()
    blocks.add(mention)
    assert mention.id not in blocks.find(mention)
