from typing import Any

from bearwitness.base.origins import Origin, find_independent
from bearwitness.base.records import Source
from bearwitness.resolve.origins import find_origin, join_origins
from invented import MONITOR, make_claim, make_document


def origin(**fields: Any) -> Origin:
    own = {name: fields.pop(name) for name in ("outlet", "agency", "id") if name in fields}
    document = make_document(own.pop("id", "d1"), **own)
    root = fields.pop("root", document)
    return find_origin(make_claim(document, **fields), document, root)


def test_forty_outlets_that_quote_one_monitor_are_one_origin() -> None:
    found = {f"c{n}": origin(id=f"d{n}", outlet=f"Outlet {n}") for n in range(40)}
    assert find_independent(found.values())[0] == 1


def test_the_first_speaker_counts_and_not_the_agency_between() -> None:
    chain = (MONITOR, Source(name="Wire Nine", kind="agency"))
    assert origin(sources=chain, agency="Wire Nine").name == MONITOR.name


def test_a_houses_own_voice_is_the_agency_or_the_first_to_print_it() -> None:
    first = make_document("root", outlet="The First")
    assert origin(sources=()).name == "Outlet of d1"
    assert origin(sources=(), agency="Wire Nine").name == "Wire Nine"
    assert origin(sources=(), root=first).name == "The First"
    assert origin(sources=(Source(name="Wire Nine", kind="agency"),), agency="Wire Nine").is_house


def test_speakers_without_a_name_are_one_origin_together() -> None:
    speakers = (
        Source(name="activists", kind="activist"),
        Source(name="residents", kind="resident"),
        Source(name="hospital official", kind="official"),
    )
    nameless = [origin(sources=(speaker,)) for speaker in speakers]
    assert not any(each.named for each in nameless)
    assert find_independent(nameless)[0] == 1
    assert find_independent([*nameless, origin()])[0] == 2


def test_a_place_or_a_body_beside_a_speaker_is_no_name() -> None:
    named = Source(name="Ministry of Health", kind="government")
    speakers = ("doctor in Karesh", "local official in Belvo", "senior Western official")
    nameless = [origin(sources=(Source(name=name, kind="official"),)) for name in speakers]
    assert [each.named for each in (*nameless, origin(sources=(named,)))] == [False, False, False, True]
    assert find_independent(nameless)[0] == 1


def test_an_unnamed_monitor_beside_a_named_one_is_no_further_origin() -> None:
    unnamed = origin(sources=(Source(name="a monitoring group", kind="monitor"),))
    official = origin(sources=(Source(name="a hospital official", kind="medical"),))
    assert find_independent([origin(), unnamed]) == (1, [unnamed])
    assert find_independent([origin(), unnamed, official]) == (2, [unnamed])


def test_two_spellings_of_a_name_are_one_origin() -> None:
    bare = origin(sources=(Source(name="Ostravia-based Ostravia Rights Watch", kind="monitor"),))
    assert len(set(join_origins({"a": origin(), "b": bare}).values())) == 1
