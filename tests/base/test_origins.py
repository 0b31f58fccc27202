import pytest

from bearwitness.base.casebooks import SourceRecord
from bearwitness.base.origins import Origin, find_independent, is_named, join_voices
from bearwitness.base.records import Source

WATCH = SourceRecord(id="w", name="Ostravia Watch", names=("OW",))
WIRE = SourceRecord(id="a", name="Agency Nine", relays=("w",))
DESK = SourceRecord(id="d", name="Desk of the Nine", organisation="a")
OTHER = SourceRecord(id="o", name="Ministry of Health")


def test_who_relays_and_who_belongs_are_one_voice_with_its_head_first() -> None:
    assert join_voices([DESK, OTHER, WIRE, WATCH]) == [("Ostravia Watch", "OW", "Agency Nine", "Desk of the Nine")]


def test_what_is_only_proposed_or_points_at_nobody_joins_nothing() -> None:
    proposed = SourceRecord(id="a", name="Agency Nine", relays=("w",), status="proposed")
    stray = SourceRecord(id="s", name="Stray", organisation="gone")
    assert join_voices([proposed, stray, OTHER]) == []


def test_sources_that_relay_each_other_in_a_circle_are_one_voice() -> None:
    one, two = (SourceRecord(id=i, name=i.upper(), relays=(j,)) for i, j in ("xy", "yx"))
    assert join_voices([one, two]) == [("X", "Y")]


def test_one_voice_counts_once_however_many_lend_it() -> None:
    voices = {"a": "h", "h": "h", "b": ""}
    origins = [Origin(key=name, name=name, named=True, voice=voice) for name, voice in voices.items()]
    assert find_independent(origins) == (2, [])


@pytest.mark.parametrize(
    "name",
    [
        *("Lakeland Observatory", "The Observatory", "Ministry of Health", "Dr Smith", "Al Jazeera", "the UN", "AFP"),
        *("al-Karim", "Omar al-Karim", "Channel 4", "Committee to Save the Lake", "Dr Smith of the Karesh clinic"),
        *("Smith (lake ministry)", "Lake Watch and residents", "residents and Lake Watch", "Mothers for Peace"),
    ],
)
def test_whose_head_is_a_name_is_named(name: str) -> None:
    assert is_named(Source(name=name, kind="official"))


@pytest.mark.parametrize(
    "name",
    [
        *("senior Western official", "doctor in Aleppo", "local official in Homs", "a doctor", "officials"),
        *("UN officials", "source at the Karesh Police Command", "spokesman for the Ministry of Health"),
        *("commander close to the Northern Front", "officials in Karesh and Belvo", "pro-Karesh fighters", "46"),
        *("official (United Nations)", "anti-Karesh", ""),
    ],
)
def test_whose_head_is_none_is_not_named_whatever_stands_beside_it(name: str) -> None:
    assert not is_named(Source(name=name, kind="official"))


def test_some_kinds_have_no_name_however_they_are_written() -> None:
    assert not is_named(Source(name="Karesh Activists", kind="activist"))
