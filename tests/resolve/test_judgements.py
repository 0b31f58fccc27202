import random
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bearwitness.base.incidents import Judgement, Verdict
from bearwitness.resolve.judgements import make_judgement, settle, supersede

START = datetime(2031, 5, 6, 12, tzinfo=UTC)
NAMES = "abcdef"


def say(left: str, right: str, verdict: Verdict, hour: int) -> Judgement:
    return make_judgement((left, right), verdict, by="M. Editor", why="seen", at=START + timedelta(hours=hour))


JUDGEMENTS = st.lists(
    st.builds(
        lambda ends, verdict, hour: say(ends[0], ends[1], verdict, hour),
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True),
        st.sampled_from(["same", "not", "undecided"]),
        st.integers(0, 20),
    ),
    max_size=12,
)


def locate(name: str) -> str | None:
    return name if name in NAMES else None


def test_the_last_word_on_a_pair_counts_and_names_what_it_supersedes() -> None:
    first, second, third = say("a", "b", "same", 0), say("b", "a", "not", 1), say("a", "b", "undecided", 2)
    kept = supersede([third, first, second])
    assert [judgement.superseded_by for judgement in kept] == [second.id, third.id, None]
    settled = settle(kept, locate)
    assert (settled.joined, settled.barred, settled.undecided) == (frozenset(), frozenset(), frozenset({("a", "b")}))


def test_the_newer_of_two_that_cannot_both_hold_binds_and_the_other_says_why() -> None:
    old = [say("a", "b", "same", 0), say("b", "c", "same", 1)]
    settled = settle([*old, say("a", "c", "not", 2)], locate)
    assert settled.barred == {("a", "c")}
    assert settled.joined == {("b", "c")}
    assert [(j.id, why) for j, why in settled.set_aside] == [(old[0].id, "newer judgements keep the two apart")]
    late = settle([say("a", "c", "not", 0), *(say(*pair, "same", 3) for pair in (("a", "b"), ("b", "c")))], locate)
    assert late.joined == {("a", "b"), ("b", "c")}
    assert not late.barred


def test_a_judgement_on_what_is_not_here_waits() -> None:
    settled = settle([say("a", "z", "same", 0)], locate)
    assert settled.set_aside[0][1] == "nothing here has the id z"
    assert settle([say("a", "z", "same", 0)], lambda name: name).joined == {("a", "z")}


def test_two_ends_of_one_mention_cannot_be_kept_apart() -> None:
    settled = settle([say("a", "b", "not", 0)], lambda name: "m")
    assert settled.set_aside[0][1] == "both stand in one mention of one document"


@given(JUDGEMENTS, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(judgements: list[Judgement], chance: random.Random) -> None:
    straight = settle(judgements, locate)
    again = [*judgements, *judgements]
    chance.shuffle(again)
    assert settle(again, locate) == straight


@given(JUDGEMENTS)
def test_what_binds_is_free_of_contradictions_and_nothing_is_lost(judgements: list[Judgement]) -> None:
    settled = settle(judgements, locate)
    groups = {name: {name} for name in NAMES}
    for one, other in settled.joined:
        merged = groups[one] | groups[other]
        groups.update(dict.fromkeys(merged, merged))
    assert not any(other in groups[one] for one, other in settled.barred)
    live = [j for j in supersede(judgements) if j.superseded_by is None]
    assert len(live) == len(settled.joined) + len(settled.barred) + len(settled.undecided) + len(settled.set_aside)
    assert {j.id for j in supersede(judgements)} == {j.id for j in judgements}
