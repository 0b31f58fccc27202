from datetime import timedelta
from itertools import combinations

import pytest

from bearwitness.base.incidents import Outline, Pair
from bearwitness.base.records import Actor
from bearwitness.resolve.clusters import LINK
from bearwitness.resolve.mentions import Mention, find_mentions
from bearwitness.resolve.pairs import PRIOR, compare
from invented import ARMY, BELVO, CITY, DAY, KARESH, make_claim, make_document
from streams import StreamOptions, generate_stream


def mention(name: str = "d1", title: str = "Shelling kills 12 in Karesh", **fields: object) -> Mention:
    document = make_document(name, title=title, text="Details are awaited.")
    return find_mentions(document, [make_claim(document, **fields)], Outline())[0]


def weigh(pair: Pair, feature: str) -> float:
    return sum(reason.weight for reason in pair.reasons if reason.feature == feature)


def test_the_score_is_the_sum_of_its_reasons_and_has_no_direction() -> None:
    stream = generate_stream(StreamOptions(documents=30, seed=2, events_per_day=3))
    found = [m for told in stream for m in find_mentions(told.document, told.claims, told.outline)]
    for one, other in combinations(found, 2):
        pair = compare(one, other)
        assert pair == compare(other, one)
        assert pair.score == pytest.approx(PRIOR + sum(reason.weight for reason in pair.reasons), abs=0.01)


def test_two_reports_of_one_attack_are_linked() -> None:
    pair = compare(mention("a"), mention("b", killed=(12, None)))
    assert pair.score >= LINK
    assert {"place", "date", "kind", "toll"} <= {reason.feature for reason in pair.reasons}


@pytest.mark.parametrize(
    "other",
    [
        {"place": BELVO},
        {"day": DAY + timedelta(days=1), "killed": 40},
        {"day": DAY + timedelta(days=5)},
        {"title": "Kidnapped men are freed in Karesh", "killed": 3},
    ],
)
def test_another_place_day_or_kind_is_another_attack(other: dict[str, object]) -> None:
    assert compare(mention("a"), mention("b", **other)).score < LINK  # type: ignore[arg-type]


def test_two_attacks_on_one_day_in_one_city_stay_two() -> None:
    bomb = mention("a", "Car bomb at a market in Ostra kills 31", place=CITY, killed=31)
    raid = mention("b", "Air strike on a hospital in Ostra kills 9", place=CITY, killed=9, actor=ARMY)
    assert compare(bomb, raid).score < LINK
    again = mention("c", "Blast at market in Ostra kills at least 31", place=CITY, killed=(31, None))
    assert compare(bomb, again).score >= LINK


def test_parties_that_fight_on_one_side_do_not_contradict_each_other() -> None:
    one, other = Actor(name="Russia", id="ru"), Actor(name="Syria", id="sy")
    assert weigh(compare(mention("a", actor=one), mention("b", actor=other)), "actor") == 0
    assert weigh(compare(mention("a", actor=one), mention("b", actor=ARMY)), "actor") < 0


def test_a_village_in_common_tells_more_than_a_city() -> None:
    village = compare(mention("a", place=KARESH), mention("b", place=KARESH))
    city = compare(mention("a", place=CITY), mention("b", place=CITY))
    assert weigh(village, "place") > weigh(city, "place") > 0


def test_figures_that_cannot_both_be_true_speak_against() -> None:
    assert weigh(compare(mention("a", killed=3), mention("b", killed=40)), "toll") < 0
    assert weigh(compare(mention("a", killed=(9, None)), mention("b", killed=12)), "toll") > 0


def test_a_rare_kind_is_spoken_of_for_weeks_and_a_common_one_is_new_next_day() -> None:
    late = DAY + timedelta(days=4)

    def told(name: str, title: str, day: object) -> Mention:
        document = make_document(name, title=title, text="Details.", published=day)
        return find_mentions(document, [make_claim(document, day=day, killed=(12, None))], Outline())[0]

    gas = [told("a", "Sarin attack in Karesh", DAY), told("b", "Sarin used in Karesh, tests show", late)]
    raid = [told("a", "Air strike in Karesh", DAY), told("b", "Air strike in Karesh, army says", late)]
    assert weigh(compare(*gas), "date") > weigh(compare(*raid), "date")
    assert compare(*gas).score >= LINK > compare(*raid).score
