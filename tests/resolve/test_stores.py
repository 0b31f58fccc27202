import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.base.errors import BrokenInput
from bearwitness.base.incidents import Verdict
from bearwitness.resolve.judgements import make_judgement
from bearwitness.resolve.stores import format_judgement, read_judgements

AT = datetime(2031, 5, 6, 12, tzinfo=UTC)
TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@given(TEXT, TEXT, st.sampled_from(["same", "not", "undecided"]), TEXT)
def test_what_is_written_is_what_is_read(left: str, right: str, verdict: Verdict, why: str) -> None:
    judgement = make_judgement((left, right), verdict, by="M. Editor", why=why, at=AT)
    line = format_judgement(judgement)
    assert line.count("\n") == 1
    assert list(read_judgements([line, "\n"], "j.jsonl")) == [judgement]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"why": "another reason"}, "not what was written"),
        ({"verdict": "perhaps"}, "the verdict must be one of same, not, undecided"),
        ({"at": "yesterday"}, "no judgement"),
        ({"by": None}, "every field text"),
    ],
)
def test_a_line_that_was_changed_or_is_none_is_named(change: dict[str, object], message: str) -> None:
    good = format_judgement(make_judgement(("a", "b"), "same", by="M. Editor", why="seen", at=AT))
    bad = json.dumps(json.loads(good) | change)
    with pytest.raises(BrokenInput, match=message) as caught:
        list(read_judgements([good, bad], "j.jsonl"))
    assert caught.value.origin == "j.jsonl:2"


def test_what_is_no_json_is_named() -> None:
    with pytest.raises(BrokenInput, match=r"j\.jsonl:1: no judgement"):
        list(read_judgements(["{broken"], "j.jsonl"))
