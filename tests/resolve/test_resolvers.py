import random
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.base.incidents import Judgement, Verdict
from bearwitness.resolve.clusters import LINK
from bearwitness.resolve.judgements import make_judgement
from bearwitness.resolve.mentions import key_document
from bearwitness.resolve.resolvers import NEAR_MISS, Resolver
from invented import ARMY, BELVO, CITY, DAY, make_told
from streams import StreamOptions, Told, generate_stream

STREAM = list(generate_stream(StreamOptions(documents=24, seed=5, towns=6, events_per_day=2, typos=0.2, twins=0.3)))
START = datetime(2031, 5, 6, 12, tzinfo=UTC)


def say(left: str, right: str, verdict: Verdict, hour: int = 0) -> Judgement:
    return make_judgement((left, right), verdict, by="M. Editor", why="seen", at=START + timedelta(hours=hour))


def add_all(resolver: Resolver, told: list[Told]) -> None:
    for each in told:
        resolver.add(each.document, each.claims, each.outline)


def documents_of(resolver: Resolver) -> set[frozenset[str]]:
    """The partition, by the documents whose main mention is in each group."""
    mentions = resolver.mentions
    return {
        frozenset(resolver.documents[mentions[m].document].id for m in group if mentions[m].main)
        for group in resolver.groups()
    }


JUDGEMENTS = st.lists(
    st.builds(
        lambda ends, verdict, hour: say(ends[0], ends[1], verdict, hour),
        st.lists(st.sampled_from([told.document.id for told in STREAM]), min_size=2, max_size=2, unique=True),
        st.sampled_from(["same", "not", "undecided"]),
        st.integers(0, 9),
    ),
    max_size=6,
)


@settings(max_examples=20)
@given(JUDGEMENTS, st.randoms(use_true_random=False))
def test_adds_judgements_and_rebuilds_in_any_order_end_in_one_partition(
    judgements: list[Judgement], chance: random.Random
) -> None:
    straight = Resolver()
    add_all(straight, STREAM)
    straight.judge(judgements)

    steps: list[Told | Judgement | None] = [*STREAM, *STREAM[:5], *judgements, *judgements[:2], None, None]
    chance.shuffle(steps)
    shuffled = Resolver()
    for step in steps:
        if isinstance(step, Told):
            shuffled.add(step.document, step.claims, step.outline)
        elif isinstance(step, Judgement):
            shuffled.judge([step])
        else:
            shuffled.rebuild()
        if chance.random() < 0.3:
            shuffled.groups()

    assert shuffled.groups() == straight.groups()


@settings(max_examples=15)
@given(JUDGEMENTS)
def test_peoples_word_wins(judgements: list[Judgement]) -> None:
    resolver = Resolver()
    add_all(resolver, STREAM)
    resolver.judge(judgements)
    settled = resolver.settle()
    assert all(other in resolver.group_of(one) for one, other in settled.joined)
    assert not any(other in resolver.group_of(one) for one, other in settled.barred)


def test_a_word_taken_back_leaves_things_as_they_were(resolver: Resolver) -> None:
    add_all(resolver, STREAM)
    before = resolver.groups()
    one, other = STREAM[0].document.id, STREAM[-1].document.id
    resolver.judge([say(one, other, "same")])
    assert resolver.groups() != before
    resolver.judge([say(one, other, "undecided", 1)])
    assert resolver.groups() == before
    assert len(resolver.judgements) == 2


def test_a_judgement_may_come_before_the_document_that_it_is_about(resolver: Resolver) -> None:
    resolver.judge([say("a", "b", "same")])
    resolver.add(*make_told("a"))
    assert len(resolver.groups()) == 1
    resolver.add(*make_told("b", place=BELVO, killed=99))
    assert len(resolver.groups()) == 1


def test_a_document_twice_is_once(resolver: Resolver) -> None:
    assert resolver.add(*make_told("a"))
    compared = resolver.comparisons
    assert not resolver.add(*make_told("a"))
    assert (len(resolver.mentions), resolver.comparisons) == (1, compared)


def test_one_id_for_two_texts_is_two_documents(resolver: Resolver) -> None:
    resolver.add(*make_told("a"))
    assert resolver.add(*make_told("a", text="Another text under the same number, about Belvo.", place=BELVO))
    assert len(resolver.groups()) == 2
    assert resolver.locate("a") == min(resolver.mentions)


def test_a_late_report_bridges_two_incidents(resolver: Resolver) -> None:
    titles = {"title": "Blast in Ostra", "text": "Few details.", "place": CITY}
    resolver.add(*make_told("a", **titles, killed=3, actor=ARMY))
    resolver.add(*make_told("b", **titles, killed=40))
    assert len(resolver.groups()) == 2
    document, claims, outline = make_told("c", **titles, killed=3, actor=ARMY)
    _, more, _ = make_told("c", **titles, killed=40)
    claims.append(type(claims[0])(**{n: getattr(more[0], n) for n in more[0].__slots__} | {"id": "second"}))
    resolver.add(document, claims, outline)
    assert len(resolver.groups()) == 1


def test_near_misses_are_those_just_below_the_threshold(resolver: Resolver) -> None:
    titles = {"title": "Blast in Ostra", "text": "Few details.", "place": CITY}
    resolver.add(*make_told("a", **titles, killed=3, actor=ARMY))
    resolver.add(*make_told("b", **titles, killed=40))
    (mention,) = resolver.by_document[key_document(resolver.documents[next(iter(resolver.documents))])]
    ((_, score),) = resolver.near_misses(mention)
    assert LINK - NEAR_MISS <= score < LINK


def test_adding_costs_the_candidates_and_not_the_whole() -> None:
    resolver = Resolver()
    add_all(resolver, STREAM)
    compared = resolver.comparisons
    resolver.add(*make_told("far", day=DAY + timedelta(days=4000), published=DAY + timedelta(days=4000)))
    assert resolver.comparisons == compared
