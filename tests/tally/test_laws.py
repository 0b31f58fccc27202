"""Laws of tallies: what must hold for every casebook, whatever is in it."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bearwitness.base.tallies import Query, Statement
from bearwitness.tally.answers import answer
from bearwitness.tally.casebooks import open_casebook
from bearwitness.tally.forests import Answer
from small_worlds import random_case

cases = some.integers(0, 10**9).map(random_case)
law = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def solve(statements: list[Statement], query: Query) -> Answer:
    field = open_casebook(statements).fields.get("killed")
    return answer(field, query) if field else Answer(0, 0, False)


@law
@given(cases)
def test_the_least_is_never_above_the_most(case) -> None:
    statements, queries = case
    for query in queries:
        found = solve(statements, query)
        assert 0 <= found.low <= found.high


@law
@given(cases, some.randoms())
def test_order_and_copies_change_nothing(case, pick) -> None:
    statements, queries = case
    copies = [replace(s, claim=f"copy of {s.claim}", document="reprint") for s in statements]
    mixed = [*statements, *copies]
    pick.shuffle(mixed)
    for query in queries:
        assert solve(mixed, query) == solve(statements, query)


@law
@given(cases, some.integers(0, 8), some.booleans())
def test_a_claim_that_agrees_never_widens(case, count, exact) -> None:
    """One more voice on an incident of one firm category: if all can be true, the bounds are inside those before."""
    statements, queries = case
    firm = [s for s in statements if s.standing == "asserted" and s.incident and (s.low or s.high)]
    if not firm:
        return
    about = firm[0]
    kin = [s for s in statements if s.incident == about.incident and s.standing in ("asserted", "alleged")]
    if {s.who for s in kin} != {about.who} or any(s.standing == "alleged" for s in kin):
        return
    claim = replace(about, claim="new", origin="new origin", low=count, high=count if exact else None)
    low = max(s.low or 0 for s in kin)
    high = min((s.high for s in kin if s.high is not None), default=None)
    if low > (high if high is not None else low) or count > (high if high is not None else count):
        return
    if exact and count < low:
        return
    before = open_casebook(statements).fields["killed"]
    after = open_casebook([*statements, claim]).fields["killed"]
    if any(toll.heard.contested for field in (before, after) for toll in field.tolls):
        return  # beside a toll that its contents exceed, one more voice may be what no longer agrees
    for query in queries:
        old, new = answer(before, query), answer(after, query)
        assert old.low <= new.low
        assert new.high <= old.high or old.open


@law
@given(cases)
def test_a_part_never_adds_to_its_whole(case) -> None:
    statements, _ = case
    wholes = [s for s in statements if s.who == "people" and s.standing == "asserted" and s.low]
    if not wholes:
        return
    whole = wholes[0]
    alone = [whole, replace(whole, part=1, who="children", low=1, high=whole.low)]
    assert solve(alone, Query()) == solve([whole], Query())


@law
@given(cases, some.integers(2, 4))
def test_halves_of_a_period_never_come_to_more_than_the_whole(case, cut) -> None:
    statements, queries = case
    query = replace(queries[0], start=1, end=4)
    first, second = replace(query, end=cut - 1), replace(query, start=cut)
    whole = solve(statements, query)
    if any(toll.heard.contested for f in open_casebook(statements).fields.values() for toll in f.tolls):
        return
    assert solve(statements, first).low + solve(statements, second).low <= whole.low
    assert whole.high <= solve(statements, first).high + solve(statements, second).high


@law
@given(cases)
def test_an_area_holds_at_least_what_its_parts_hold(case) -> None:
    statements, queries = case
    if any(toll.heard.contested for f in open_casebook(statements).fields.values() for toll in f.tolls):
        return
    whole = solve(statements, replace(queries[0], place=("s",)))
    parts = [solve(statements, replace(queries[0], place=("s", name))) for name in ("a", "b")]
    assert sum(part.low for part in parts) <= whole.low
    assert max(part.high for part in parts) <= whole.high
