from hypothesis import given
from hypothesis import strategies as st

from bearwitness.resolve.identities import NOTHING, Identities, assign_identities


def rank(mention: str) -> tuple[str, str]:
    return "2031-05-06", mention


def assign(groups: list[set[str]], before: Identities = NOTHING) -> Identities:
    return assign_identities([frozenset(group) for group in groups], before, rank)


PARTITIONS = st.lists(st.integers(0, 4), min_size=8, max_size=8).map(
    lambda labels: [{f"m{i}" for i, label in enumerate(labels) if label == each} for each in sorted(set(labels))]
)


def test_an_id_outlives_new_members_and_does_not_depend_on_order() -> None:
    first = assign([{"m1", "m2"}, {"m3"}])
    assert assign([{"m3"}, {"m1", "m2"}]).homes == first.homes
    later = assign([{"m0", "m1", "m2"}, {"m3"}], first)
    assert later.homes["m0"] == first.homes["m1"]
    assert later.homes["m3"] == first.homes["m3"]
    assert not later.tombstones


def test_a_merge_leaves_a_tombstone_that_leads_to_the_larger() -> None:
    first = assign([{"m1", "m2"}, {"m3"}])
    merged = assign([{"m1", "m2", "m3"}], first)
    assert merged.homes["m1"] == first.homes["m1"]
    assert merged.redirect(first.homes["m3"]) == first.homes["m1"]


def test_a_split_keeps_the_id_with_the_larger_part_and_gives_the_other_a_new_one() -> None:
    first = assign([{"m1", "m2", "m3"}])
    split = assign([{"m1"}, {"m2", "m3"}], first)
    assert split.homes["m2"] == first.homes["m1"]
    assert split.homes["m1"] not in first.homes.values()
    again = assign([{"m1", "m2", "m3"}], split)
    assert again.homes["m1"] == first.homes["m1"]
    assert again.redirect(split.homes["m1"]) == first.homes["m1"]


@given(st.lists(PARTITIONS, min_size=1, max_size=6))
def test_every_id_that_ever_was_leads_to_one_in_use(history: list[list[set[str]]]) -> None:
    identities, ever = NOTHING, set()
    for groups in history:
        identities = assign(groups, identities)
        homes = identities.homes
        assert len({homes[min(group)] for group in groups}) == len(groups)
        assert all(len({homes[mention] for mention in group}) == 1 for group in groups)
        ever |= set(homes.values())
        assert {identities.redirect(name) for name in ever} <= set(homes.values())
        assert not {stone.id for stone in identities.tombstones} & set(homes.values())


@given(PARTITIONS)
def test_assigning_again_changes_nothing(groups: list[set[str]]) -> None:
    once = assign(groups)
    assert assign(groups, once) == once
