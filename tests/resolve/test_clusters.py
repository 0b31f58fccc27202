import random
from collections.abc import Mapping
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bearwitness.resolve.clusters import LINK, cluster

NAMES = [f"m{n:02}" for n in range(9)]
SCORES = st.dictionaries(
    st.sampled_from(list(combinations(NAMES, 2))), st.integers(-24, 24).map(lambda n: n / 4), max_size=30
)
PAIRS = st.sets(st.sampled_from(list(combinations(NAMES, 2))), max_size=3)


def both_ways(scores: Mapping[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    table: dict[str, dict[str, float]] = {}
    for (one, other), score in scores.items():
        table.setdefault(one, {})[other] = score
        table.setdefault(other, {})[one] = score
    return table


def group(*pairs: tuple[str, str, float]) -> list[set[str]]:
    found = cluster(
        {name for one, other, _ in pairs for name in (one, other)}, both_ways({(a, b): s for a, b, s in pairs})
    )
    return [set(members) for members in found]


@given(SCORES, PAIRS, st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_changes_nothing(
    scores: dict[tuple[str, str], float], barred: set[tuple[str, str]], chance: random.Random
) -> None:
    straight = cluster(NAMES, both_ways(scores), (), barred)
    items = list(scores.items())
    chance.shuffle(items)
    names = NAMES[:]
    chance.shuffle(names)
    assert cluster(names, both_ways(dict(items)), (), sorted(barred, reverse=True)) == straight


@given(SCORES, PAIRS)
def test_everyone_is_in_one_group_and_no_bar_is_crossed(
    scores: dict[tuple[str, str], float], barred: set[tuple[str, str]]
) -> None:
    groups = cluster(NAMES, both_ways(scores), (), barred)
    assert sorted(name for members in groups for name in members) == NAMES
    assert not any({one, other} <= members for members in groups for one, other in barred)


@given(SCORES, PAIRS)
def test_what_people_join_is_joined(scores: dict[tuple[str, str], float], joined: set[tuple[str, str]]) -> None:
    groups = cluster(NAMES, both_ways(scores), joined)
    assert all(any({one, other} <= members for members in groups) for one, other in joined)


@given(SCORES, PAIRS)
def test_what_people_join_takes_nobody_out_of_a_group(
    scores: dict[tuple[str, str], float], joined: set[tuple[str, str]]
) -> None:
    groups = cluster(NAMES, both_ways(scores), joined)
    assert all(any(before <= members for members in groups) for before in cluster(NAMES, both_ways(scores)))


@given(SCORES, PAIRS, PAIRS)
def test_no_bar_is_crossed_by_what_people_join(
    scores: dict[tuple[str, str], float], joined: set[tuple[str, str]], barred: set[tuple[str, str]]
) -> None:
    together = cluster(NAMES, {}, joined)
    settled = {(a, b) for a, b in barred if not any({a, b} <= members for members in together)}
    names = {name: number for number, members in enumerate(together) for name in members}
    groups = cluster(NAMES, both_ways(scores), joined, settled)
    assert all(any(members <= group for group in groups) for members in together)
    apart = {(names[a], names[b]) for a, b in settled}
    assert not any({one, other} <= {names[name] for name in group} for group in groups for one, other in apart)


def test_a_group_needs_more_than_one_weak_link_to_another() -> None:
    joined = group(("a", "b", 3), ("c", "d", 3), ("b", "c", 0.5), ("a", "d", -0.5))
    assert joined == [{"a", "b"}, {"c", "d"}]
    assert group(("a", "b", 3), ("c", "d", 3), ("b", "c", 2), ("a", "d", 1)) == [{"a", "b", "c", "d"}]


def test_contradictions_keep_groups_apart_whatever_the_strongest_link() -> None:
    assert group(("a", "b", 4), ("b", "c", 4), ("a", "c", -6)) == [{"a", "b"}, {"c"}]
    against = [("a", "c", 5.0), ("a", "d", -6.0), ("b", "c", -6.0), ("b", "d", -6.0)]
    assert group(("a", "b", 6), ("c", "d", 6), *against) == [{"a", "b"}, {"c", "d"}]


def test_what_does_not_reach_the_threshold_stays_alone() -> None:
    assert group(("a", "b", LINK - 0.01)) == [{"a"}, {"b"}]
    assert group(("a", "b", LINK)) == [{"a", "b"}]
