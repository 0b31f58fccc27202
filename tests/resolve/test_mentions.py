from dataclasses import replace
from datetime import timedelta

from bearwitness.base.incidents import DayNamed, Landmark, Outline
from bearwitness.base.records import Segment, When
from bearwitness.resolve.mentions import BACK_DAYS, NEWS_DAYS, find_mentions, read_lead
from invented import BELVO, DAY, KARESH, make_claim, make_document


def test_claims_of_one_place_and_day_are_one_mention_and_others_another() -> None:
    document = make_document()
    claims = [
        make_claim(document, 0),
        make_claim(document, 1, harm="injured", killed=30),
        make_claim(document, 2, place=BELVO, killed=2),
        make_claim(document, 3, day=DAY - timedelta(days=9)),
    ]
    found = find_mentions(document, claims, Outline())
    assert [mention.claims for mention in found] == [(claims[0].id, claims[1].id), (claims[2].id,), (claims[3].id,)]
    assert [mention.main for mention in found] == [True, False, False]


def test_a_separate_attack_at_the_same_place_and_day_is_another_mention() -> None:
    document = make_document()
    told = make_claim(document, 0, killed=23)
    apart = make_claim(document, 1, killed=12, wording="In a separate attack the same day gunmen shot dead 12 people")
    found = find_mentions(document, [told, apart], Outline())
    assert [mention.claims for mention in found] == [(told.id,), (apart.id,)]


def test_the_order_of_the_claims_changes_nothing() -> None:
    document = make_document()
    claims = [make_claim(document, n, place=(KARESH, BELVO)[n % 2]) for n in range(6)]
    assert find_mentions(document, claims, Outline()) == find_mentions(document, claims[::-1], Outline())


def test_what_is_no_event_opens_no_mention() -> None:
    document = make_document(title="", text="Talks went on for a third day in the capital.")
    claims = [
        make_claim(document, 0, scope="cumulative"),
        make_claim(document, 1, reality="future"),
        make_claim(document, 2, stance="demanded"),
        make_claim(document, 3, harms=(), category="CONSULT"),
    ]
    assert find_mentions(document, claims, Outline()) == []


def test_kinds_and_objects_are_read_from_title_and_opening() -> None:
    document = make_document(title="Car bomb outside a hospital in Karesh", text="It went off near a school bus.")
    (main,) = find_mentions(document, [make_claim(document)], Outline())
    assert main.leading_kind == "planted"
    assert {"hospital", "school", "bus"} <= main.objects


def test_furniture_is_no_part_of_the_opening() -> None:
    text = "Read also: gas attack\nShelling hit Karesh."
    segments = (Segment(kind="related", start=0, end=21), Segment(kind="body", start=22, end=len(text)))
    assert "gas" not in read_lead(make_document(title="News", text=text, segments=segments))


def test_a_report_that_dates_nothing_may_tell_of_the_last_weeks() -> None:
    document = make_document(title="Minister condemns chemical attack in Karesh")
    outline = Outline(landmarks=(Landmark(start=0, field="title", place=KARESH),))
    (main,) = find_mentions(document, [], outline)
    assert (main.start, main.end, main.stated) == (DAY - timedelta(days=BACK_DAYS), DAY, False)


def test_news_that_counts_harm_and_dates_nothing_is_of_the_last_days() -> None:
    document = make_document()
    until = When(start=None, end=DAY, precision="open")
    for when in (None, until):
        claims = [make_claim(document, when=when), make_claim(document, 1, place=BELVO, when=when)]
        for mention in find_mentions(document, claims, Outline()):
            assert (mention.start, mention.end, mention.stated) == (DAY - timedelta(days=NEWS_DAYS), DAY, True)


def test_a_date_in_the_opening_counts_unless_it_is_the_day_of_the_saying() -> None:
    document = make_document(title="Minister condemns chemical attack in Karesh")
    day = DAY - timedelta(days=5)
    for reporting in (False, True):
        named = DayNamed(start=0, field="title", when=When(start=day, end=day), reporting=reporting)
        (main,) = find_mentions(document, [], Outline(days=(named,)))
        assert main.stated is not reporting


def test_a_survey_of_many_places_has_no_single_incident() -> None:
    document = make_document(title="Dozens killed across Karesh and Belvo")
    towns = [replace(KARESH, id=f"t:{n}", name=f"Town{n}", lat=15.0 + n) for n in range(4)]
    places = [KARESH, BELVO, *towns]
    claims = [make_claim(document, n, place=place) for n, place in enumerate(places)]
    marks = tuple(Landmark(start=n, field="title", place=place) for n, place in enumerate((KARESH, BELVO)))
    main = find_mentions(document, claims, Outline(landmarks=marks))[0]
    assert main.doubt is not None
    assert find_mentions(document, claims[:1], Outline(landmarks=marks))[0].doubt is None
