"""Resolution on a synthetic stream: quality, cost, and that two like attacks on one day in one town stay two."""

from collections import defaultdict
from itertools import islice

import pytest

from bearwitness.resolve.incidents import Register
from bearwitness.resolve.resolvers import Resolver
from streams import StreamOptions, Told, generate_stream

OPTIONS = StreamOptions(documents=400, seed=7, towns=120, events_per_day=6)


@pytest.fixture(scope="module")
def stream() -> list[Told]:
    return list(generate_stream(OPTIONS))


@pytest.fixture(scope="module")
def costs(stream: list[Told]) -> tuple[Resolver, list[int]]:
    resolver, costs = Resolver(), []
    for told in stream:
        before = resolver.comparisons
        resolver.add(told.document, told.claims, told.outline)
        costs.append(resolver.comparisons - before)
    return resolver, costs


def test_a_seed_gives_one_stream_and_another_seed_another(stream: list[Told]) -> None:
    assert list(islice(generate_stream(OPTIONS), 40)) == stream[:40]
    assert list(islice(generate_stream(StreamOptions(documents=400, seed=8)), 40)) != stream[:40]
    assert len(stream) == 400


def test_the_cost_of_a_document_does_not_grow_with_what_is_there(costs: tuple[Resolver, list[int]]) -> None:
    _, each = costs
    assert sum(each[-100:]) <= 1.5 * sum(each[100:200])


def test_events_and_copies_are_found_again(stream: list[Told], costs: tuple[Resolver, list[int]]) -> None:
    resolver, _ = costs
    placed = {placement.document: placement for placement in Register(resolver).place_documents()}
    events, stories = defaultdict(set), defaultdict(set)
    for told in stream:
        events[placed[told.document.id].incident].add(told.event)
        stories[placed[told.document.id].story].add(told.story)
    assert sum(len(found) == 1 for found in events.values()) >= 0.95 * len(events)
    assert all(len(found) == 1 for found in stories.values())
    assert len(events) <= 1.25 * len({told.event for told in stream})


def test_two_like_attacks_in_one_town_on_one_day_stay_two(
    stream: list[Told], costs: tuple[Resolver, list[int]]
) -> None:
    resolver, _ = costs
    placed = {placement.document: placement.incident for placement in Register(resolver).place_documents()}
    by_event = defaultdict(set)
    for told in stream:
        by_event[told.event].add(placed[told.document.id])
    twins = [name for name in by_event if name.endswith("-twin") and name.removesuffix("-twin") in by_event]
    apart = [name for name in twins if not by_event[name] & by_event[name.removesuffix("-twin")]]
    assert len(twins) >= 4
    assert len(apart) >= 0.75 * len(twins)
