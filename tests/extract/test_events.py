"""Events: who does what to whom, by whose word. The texts are invented; the places and parties are known ones."""

from datetime import date

import pytest

from bearwitness.base.records import Claim, Document
from bearwitness.extract.claims import extract_claims


def events_of(text: str, title: str | None = None) -> list[Claim]:
    document = Document(id="d", text=text, title=title, sha256="0" * 64, published=date(2022, 3, 7))
    return [claim for claim in extract_claims(document) if claim.category != "HARM"]


def only(text: str, category: str) -> Claim:
    (claim,) = [claim for claim in events_of(text) if claim.category == category]
    return claim


def test_an_attack_has_its_attacker_target_means_and_source() -> None:
    claim = only("Russian warplanes bombed a hospital in Kharkiv on Sunday, the Red Cross said.", "ASSAULT")
    assert (claim.mode, claim.reality, claim.stance) == ("aerial", "actual", "asserted")
    assert claim.actor is not None and claim.actor.name == "Russia"
    assert claim.target is not None and claim.target.kind == "hospital"
    assert claim.place is not None and claim.place.name == "Kharkiv"
    assert claim.when is not None and claim.when.start == date(2022, 3, 6)
    assert "Red Cross" in claim.sources[0].name


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Houthi fighters shelled a market in Taiz on Monday.", "heavy-weapons"),
        ("A drone hit a fuel depot in Port Sudan on Monday.", "drone"),
        ("Gunmen opened fire on a bus near Maiduguri on Monday.", "firearms"),
        ("A suicide bomber attacked a mosque in Peshawar on Monday.", "suicide-attack"),
        ("Gunmen abducted six teachers near Kaduna on Monday.", "abduct"),
        ("The militants beheaded two captives in Palma on Monday.", "execution"),
        ("Soldiers used chlorine gas against the town of Saraqeb on Monday.", "chemical"),
    ],
)
def test_the_mode_of_an_attack_is_what_it_was_made_with(text: str, mode: str) -> None:
    assert only(text, "ASSAULT").mode == mode


def test_verb_and_noun_of_one_attack_are_one_claim() -> None:
    assert only("Air strikes hit the port of Hodeidah on Monday.", "ASSAULT").mode == "aerial"


def test_ground_taken_and_ground_held() -> None:
    taken, held = events_of("M23 rebels captured the town of Sake on Monday. The army still controls Minova.")
    assert (taken.category, taken.mode, held.category, held.mode) == ("CONTROL", "take", "CONTROL", "hold")
    assert taken.kind == "control"
    assert taken.actor is not None and taken.actor.name == "M23"
    assert held.when is None  # a state of things that no words date


def test_an_epithet_before_a_name_tells_who_holds_it() -> None:
    claim = only("Aid reached rebel-held Taiz on Monday.", "CONTROL")
    assert claim.actor is not None and claim.actor.name == "rebels"
    assert [c.category for c in events_of("Aid reached rebel-held areas on Monday.")] == ["AID"]


def test_a_plan_is_future_and_an_attempt_is_hypothetical() -> None:
    meeting = only("The presidents of Kenya and Uganda will meet in Nairobi on Friday.", "CONSULT")
    assert meeting.reality == "future"
    attempt = only("The rebels tried to capture the town of Sake on Monday.", "CONTROL")
    assert attempt.reality == "hypothetical"


def test_a_demand_is_its_speakers_and_no_report_of_what_it_asks() -> None:
    (claim,) = events_of("The African Union urged the army to stop shelling El Fasher.")
    assert (claim.category, claim.stance, claim.reality) == ("REQUEST", "demanded", "hypothetical")
    assert claim.actor is not None and claim.actor.name == "African Union"
    assert claim.sources[0].name == "African Union"


def test_a_denial_answers_the_charge_and_names_the_accuser() -> None:
    accusation, denial = events_of("Ethiopia accused Sudan of arming rebels in Tigray. Sudan denied the accusation.")
    assert (accusation.category, denial.category, denial.stance) == ("ACCUSE", "DENY", "denied")
    assert denial.about == accusation.id
    assert denial.target is not None and denial.target.name == "Ethiopia"


def test_a_refusal_answers_the_demand_of_its_own_sentence() -> None:
    found = events_of("Russia vetoed a resolution drafted by France calling for a ceasefire in Syria.")
    refusal = next(c for c in found if c.category == "REJECT")
    demand = next(c for c in found if c.category == "REQUEST")
    assert refusal.about == demand.id
    assert demand.actor is not None and demand.actor.name == "France"


def test_hearsay_is_alleged() -> None:
    assert only("The army reportedly shelled the port of Hodeidah on Monday.", "ASSAULT").stance == "alleged"


def test_a_claim_told_twice_is_one() -> None:
    text = "Houthi fighters shelled Taiz on Monday. On Monday Houthi fighters shelled Taiz, residents said."
    assert only(text, "ASSAULT").sources[0].name == "residents"


def test_a_headline_adds_nothing_that_the_body_tells() -> None:
    told = events_of("Houthi fighters shelled a market in Taiz on Monday.", title="Houthis shell Taiz market")
    assert [claim.evidence.field for claim in told] == ["text"]


def test_the_attack_takes_up_the_one_before() -> None:
    assert len(events_of("Houthi fighters shelled Taiz on Monday. The attack lasted an hour.")) == 1


def test_what_could_not_be_verified_is_kept() -> None:
    claim = only("The report could not be independently verified.", "STATE")
    assert (claim.mode, claim.reality) == ("unverified", "negated")


def test_other_attributed_words_are_statements() -> None:
    claim = only("The bishop of Goma said the harvest had been poor this year.", "STATE")
    assert claim.kind == "state"
    assert "bishop" in claim.sources[0].name


def test_an_event_has_no_counts_and_its_words_are_the_texts() -> None:
    text = "Russian warplanes bombed a hospital in Kharkiv on Sunday, killing four people."
    for claim in events_of(text):
        assert claim.harms == ()
        assert text[claim.evidence.start : claim.evidence.end] == claim.wording


def test_twice_is_once() -> None:
    text = "Houthi fighters shelled a market in Taiz on Monday. Saudi Arabia condemned the attack."
    assert [c.id for c in events_of(text)] == [c.id for c in events_of(text)]
    assert len({c.id for c in events_of(text)}) == len(events_of(text))


def test_an_intercepted_attack_is_its_makers_and_negated() -> None:
    claim = only("Ukraine's air force said it had intercepted 18 drones launched by Russia.", "ASSAULT")
    assert (claim.mode, claim.reality) == ("drone", "negated")
    assert claim.actor is not None and claim.actor.name == "Russia"


def test_a_promise_is_promised_and_yet_to_come() -> None:
    claim = only("Poland promised to deliver 14 tanks to Ukraine.", "AID")
    assert (claim.stance, claim.reality) == ("promised", "future")


def test_what_is_denied_as_this_is_what_was_said_just_before() -> None:
    found = events_of("Russia's defence ministry said its forces had taken full control of Bakhmut. Kyiv denied this.")
    denial = next(c for c in found if c.category == "DENY")
    taken = next(c for c in found if c.category == "CONTROL")
    assert denial.about == taken.id


@pytest.mark.parametrize(
    ("text", "category", "mode", "target"),
    [
        ("People were trapped under collapsed buildings in Khan Younis, a rescuer said.", "STATE", "trapped", "People"),
        ("Civilians remain trapped in Mariupol.", "STATE", "trapped", "Civilians"),
        ("Families fled the fighting in Sake.", "STATE", "displacement", "Families"),
        ("Residents were forced to leave the town of Kutum on Monday.", "STATE", "displacement", "Residents"),
        ("Soldiers expelled villagers from Bentiu.", "COERCE", "deport", "villagers"),
        ("The militia prevented civilians from leaving the town.", "COERCE", "confine", "civilians"),
        ("Two local councils said activists are missing.", "STATE", "missing", "activists"),
        ("The fate of the teachers remains unknown.", "STATE", "missing", "teachers"),
        ("Aid agencies said their convoys were denied entry to the camp.", "COERCE", "withhold", "convoys"),
        ("Aid has not reached the camp for weeks.", "STATE", "aid-access", "camp"),
        ("The residents lack food and clean water.", "STATE", "need", "residents"),
        ("There is a severe shortage of medicine in Aleppo.", "STATE", "need", "medicine"),
        ("Firefighters searched the rubble of a bakery in Idlib for survivors.", "STATE", "rescue", "survivors"),
        ("Wounded children were evacuated from Douma.", "RETREAT", "evacuate", "Wounded children"),
    ],
)
def test_people_without_a_number_are_typed_claims(text: str, category: str, mode: str, target: str | None) -> None:
    (claim,) = [claim for claim in events_of(text) if claim.mode == mode]
    assert (claim.category, claim.target and claim.target.name) == (category, target)
    assert (claim.stance, claim.reality, claim.harms) == ("asserted", "actual", ())


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The mayor called for the evacuation of civilians from Bakhmut.", "evacuation"),
        ("The United Nations called for humanitarian access to Gaza.", "aid-access"),
        ("The families demanded the release of the prisoners.", "release"),
        ("Kenya urged Uganda to meet its promises.", None),
    ],
)
def test_a_demand_about_people_has_its_mode(text: str, mode: str | None) -> None:
    assert only(text, "REQUEST").mode == mode


def test_people_who_are_counted_are_a_count_and_no_second_claim() -> None:
    assert events_of("Thousands of families fled Sake.") == []


@pytest.mark.parametrize(
    ("text", "target", "count"),
    [
        ("The UN evacuated 300 people from Aleppo on Monday.", "people", 300),
        ("Medics evacuated more than 40 wounded children from Douma on Monday.", "wounded children", 41),
        ("Some 300 people, most of them women, were evacuated from Homs on Monday.", "people", 300),
        ("Dozens of families were evacuated from Douma on Monday.", "families", 24),
        ("The evacuation of 300 villagers from Aleppo began on Monday.", "villagers", 300),
    ],
)
def test_people_brought_out_are_a_deed_whose_number_the_count_tells(text: str, target: str, count: int) -> None:
    document = Document(id="d", text=text, sha256="0" * 64, published=date(2022, 3, 7))
    harm, deed = extract_claims(document)
    assert [(h.harm, h.low) for h in harm.harms] == [("evacuated", count)]
    assert (deed.category, deed.mode, deed.target and deed.target.name) == ("RETREAT", "evacuate", target)
    assert (deed.harms, deed.amounts) == ((), ())


def test_leaving_for_home_and_fighters_who_flee_are_no_displacement() -> None:
    assert not [
        c for c in events_of("Pupils are leaving for home early. Fighters fled the hill.") if c.category == "STATE"
    ]
