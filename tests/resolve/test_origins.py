from typing import Any

import pytest

from bearwitness.base import origins
from bearwitness.base.origins import Origin, find_independent, fold_voices, join_spellings
from bearwitness.base.records import Source
from bearwitness.resolve.incidents import Register
from bearwitness.resolve.origins import find_origin
from bearwitness.resolve.resolvers import Resolver
from invented import MONITOR, make_claim, make_document, make_told


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
    assert len(set(join_spellings({"a": origin(), "b": bare}, {}).values())) == 1


def test_names_of_one_voice_are_known_by_the_head() -> None:
    heads = fold_voices([("Lake Union", "Ostravia-based Rights Watch of Ostravia", MONITOR.name)])
    assert join_spellings({"a": origin()}, heads)["a"].voice == "Lake Union"
    assert join_spellings({"a": origin()}, {})["a"].voice == ""


def test_a_registry_is_read_once_however_many_incidents_there_are(
    resolver: Resolver, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        resolver.add(*make_told(f"d{number}", title=f"Blast {number}", text="Few details.", killed=number + 1))
    register = Register(resolver, voices=[(f"Head {n}", f"Name {n}") for n in range(500)])
    folded: list[str] = []
    fold = origins.fold_name
    monkeypatch.setattr(origins, "fold_name", lambda name: folded.append(name) or fold(name))
    incidents = list(register.list_incidents())
    assert [register.tell(claim).claim.id for each in incidents for claim in each.claims]
    assert 0 < len(folded) < 100
