from bearwitness.base.casebooks import SourceRecord
from bearwitness.base.origins import Origin, find_independent, join_voices

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
