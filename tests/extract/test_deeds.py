"""Deeds told in many words, of many wars: the kinds of clause that were misread. The texts are invented."""

from datetime import date

import pytest

from bearwitness.base.records import Claim, Document
from bearwitness.extract.claims import extract_claims


def events_of(text: str) -> list[Claim]:
    document = Document(id="d", text=text, sha256="0" * 64, published=date(2022, 3, 7))
    return [claim for claim in extract_claims(document) if claim.category != "HARM"]


def only(text: str, category: str) -> Claim:
    (claim,) = [claim for claim in events_of(text) if claim.category == category]
    return claim


WORDS_OF_DEEDS = [
    ("ASSAULT", "Russian forces launched 60 drones at Ukraine overnight, the air force said."),
    ("ASSAULT", "Gunmen tossed a grenade into a tea stall in Zalingei on Tuesday."),
    ("ASSAULT", "Janjaweed fighters raped several women in El Geneina on Monday."),
    ("ASSAULT", "A truck packed with explosives was rammed into a customs post near Mogadishu."),
    ("CONTROL", "M23 rebels marched into Goma on Monday."),
    ("CONTROL", "The junta lost control of the border town of Myawaddy on Monday."),
    ("CONTROL", "The Sudanese army recaptured the presidential palace in Khartoum."),
    ("CONTROL", "The town of Vovchansk changed hands several times."),
    ("CONTROL", "Azerbaijan's forces moved into the Lachin district on Monday."),
    ("MOBILIZE", "Kenya has sent 400 police officers to Haiti."),
    ("MOBILIZE", "Rwanda has 3,000 troops in eastern Congo."),
    ("RETREAT", "The ceasefire took effect on Friday."),
    ("RETREAT", "Israel reopened the Kerem Shalom crossing on Monday."),
    ("CONSULT", "The UN envoy arrived in Sanaa on Sunday."),
    ("CONSULT", "Negotiations over the islands broke off in March."),
    ("AGREE", "Egypt and Ethiopia extended the agreement by two years."),
    ("REQUEST", "Hamas wants Israel to withdraw from the corridor."),
    ("REJECT", "Opposition leaders dismissed the offer as a trick."),
    ("ACCUSE", "The court issued an arrest warrant for the general on Monday."),
    ("ACCUSE", "Sudan's envoy slammed the Emirates on Monday."),
    ("THREATEN", "Hezbollah said it would respond if Israel attacked Beirut."),
    ("CONCEDE", "Islamic State claimed the attack on a church in Colombo."),
    ("COERCE", "Soldiers seized power in Niger on Wednesday."),
    ("COERCE", "Azerbaijan blocked the only road to the enclave."),
    ("SANCTION", "The African Union suspended Gabon on Thursday."),
    ("AID", "UNICEF delivered vaccines to Goma on Monday."),
    ("AID", "The United States has pledged $250 million in aid for Sudan."),
    ("COOPERATE", "Congo's army is fighting alongside Burundian troops against the M23."),
    ("PROTEST", "Protesters blocked roads in Nairobi on Tuesday."),
    ("PROTEST", "Demonstrators gathered in Tbilisi on Monday."),
]


@pytest.mark.parametrize(("category", "text"), WORDS_OF_DEEDS)
def test_a_deed_is_known_by_its_words(category: str, text: str) -> None:
    assert category in [claim.category for claim in events_of(text)]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("A plane slammed into a hillside on Monday.", "ACCUSE"),  # only somebody is slammed
        ("The fire was threatening the lives of many.", "THREATEN"),
        ("The mayor hails from a family of teachers.", "SUPPORT"),
        ("Ukrainian troops are on the offensive against Russian forces.", "REJECT"),
        ("Ghana could seek a resolution on the blockade of the port.", "REQUEST"),
        ("Spain is not seeking a vote, its envoy said.", "REQUEST"),
        ("The rebels breached the ceasefire on Monday.", "AGREE"),
        ("The statement is backed by firm evidence.", "SUPPORT"),
        ("Five men were arrested on Monday on charges of opposing the Taliban.", "REJECT"),
        ("The forces marched towards the village of Alta on Monday.", "PROTEST"),
    ],
)
def test_words_that_only_look_like_a_deed_are_none(text: str, category: str) -> None:
    assert category not in [claim.category for claim in events_of(text)]


def actor_of(text: str, category: str) -> str | None:
    claim = only(text, category)
    return claim.actor.name if claim.actor else None


def test_they_are_who_the_main_clause_is_about_and_not_who_tells_it() -> None:
    text = "Israeli soldiers shot a boy when they fired on a crowd in Nablus on Monday, according to medical sources."
    assert {claim.actor.name for claim in events_of(text) if claim.category == "ASSAULT" and claim.actor} == {"Israel"}


def test_a_verb_that_the_parser_takes_for_a_participle_keeps_its_doer() -> None:
    assert actor_of("M23 fighters executed 50 civilians in the village of Kishishe, the UN said.", "ASSAULT") == "M23"


def test_who_launched_it_does_what_it_is_for() -> None:
    text = "The siege began with a Russian offensive aimed at capturing Kharkiv in February."
    assert [c.actor.name for c in events_of(text) if c.category == "CONTROL" and c.mode == "take" and c.actor] == [
        "Russia"
    ]


def test_two_verbs_share_their_object() -> None:
    claim = only("Houthi gunmen shot and killed a teacher in Taiz on Monday.", "ASSAULT")
    assert claim.target is not None and claim.target.name == "teacher"


def test_strikes_are_on_what_they_are_told_to_target() -> None:
    claim = only("Turkish airstrikes targeting PKK positions in northern Iraq continued on Monday.", "ASSAULT")
    assert claim.target is not None and claim.target.name == "PKK"


def test_attacks_blamed_on_someone_are_not_on_him() -> None:
    attack = only("Attacks blamed on rebels continued in Goma on Monday.", "ASSAULT")
    assert attack.target is None
    assert attack.place is not None and attack.place.name == "Goma"


def test_who_killed_in_an_operation_is_who_did_it() -> None:
    text = "The Nigerian army killed 30 militants in an operation in Borno on Monday."
    assert actor_of(text, "ASSAULT") == "Nigerian army"


def test_an_attack_by_which_ground_is_taken_is_no_deed_beside_it() -> None:
    found = events_of("Russian forces captured the town of Sudzha in a large offensive on Monday.")
    assert [claim.category for claim in found] == ["CONTROL"]


def test_a_group_is_no_person_and_has_one_name() -> None:
    assert actor_of("Al-Shabaab attacked a hotel in Mogadishu on Monday.", "ASSAULT") == "al-Shabaab"


def test_a_capital_that_acts_is_its_government() -> None:
    assert actor_of("Beijing imposed sanctions on the company on Monday.", "SANCTION") == "China"


def test_whoever_is_named_by_a_nationality_is_a_state() -> None:
    claim = only("The resolution failed after Russian and Chinese vetoes.", "REJECT")
    assert claim.actor is not None and claim.actor.name == "Russia and China"


def test_the_council_whose_meeting_is_called_for_is_asked() -> None:
    claim = only("Ghana called for a swift U.N. Security Council session on the islands.", "REQUEST")
    assert claim.target is not None and claim.target.name == "UN"


def test_a_bound_before_a_number_is_no_place_that_is_deployed_to() -> None:
    claim = only("Kenya deployed up to 2,500 troops on Monday.", "MOBILIZE")
    assert [(amount.low, amount.high) for amount in claim.amounts] == [(0, 2500)]


def test_who_was_able_to_do_it_did_it_and_who_is_able_to_may() -> None:
    assert only("The rebels were able to capture Sake on Monday.", "CONTROL").reality == "actual"
    assert only("The rebels are able to capture Sake.", "CONTROL").reality == "hypothetical"


@pytest.mark.parametrize("part", ["half", "most", "a quarter"])
def test_taking_a_part_of_what_was_entered_is_a_deed_of_its_own(part: str) -> None:
    found = events_of(f"The rebels broke into Sake and seized {part} of the town on Monday.")
    assert [claim.mode for claim in found if claim.category == "CONTROL"] == ["advance", "take"]


def test_own_troops_are_no_target_of_a_deployment() -> None:
    assert only("Russia deployed troops to Mali on Monday.", "MOBILIZE").target is None


def test_a_statement_without_a_place_is_made_of_where_the_story_is() -> None:
    text = "Shells hit the port of Odesa on Monday. Residents said there was nowhere left to hide from the cold."
    (said,) = [claim for claim in events_of(text) if claim.category == "STATE"]
    assert said.place is not None and said.place.name == "Odesa"


def test_an_arrest_without_a_place_is_in_the_country_of_the_report() -> None:
    text = "Shells hit the town of Bago in Myanmar on Monday. Police arrested a reporter for it."
    claim = only(text, "COERCE")
    assert claim.place is not None and claim.place.name == "Myanmar"


def test_what_is_said_over_and_over_is_of_the_day_of_speaking() -> None:
    claim = only("Russia has accused Poland of meddling.", "ACCUSE")
    assert claim.when is not None and claim.when.start == claim.when.end


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Police armed with batons patrolled the square in Tbilisi on Monday.", "AID"),
        ("The floods demonstrated the challenge to the region.", "PROTEST"),
        ("The minister said that no fewer than 40 shops had closed.", "REJECT"),
        ("The senators shot back that the plan was too dear.", "ASSAULT"),
    ],
)
def test_words_that_only_sound_like_a_deed_are_none(text: str, category: str) -> None:
    assert category not in [claim.category for claim in events_of(text)]


def test_a_person_is_captured_and_a_town_is_taken() -> None:
    kinds = [c.category for c in events_of("Peter Roe was captured by Hamas militants near Rafah.")]
    assert kinds == ["COERCE"]
    assert [c.category for c in events_of("Tamil rebels captured Kilinochchi in a week of fighting.")] == ["CONTROL"]


def test_who_is_arrested_for_a_deed_did_it_and_not_who_arrests() -> None:
    assert actor_of("Two gunmen were arrested by the police for firing at a bus.", "ASSAULT") == "gunmen"


def test_what_is_shot_at_is_the_target_and_not_where_it_is() -> None:
    claim = only("Iraqi soldiers shot at fishing boats on the Tigris on Monday.", "ASSAULT")
    assert claim.target is not None and "boats" in claim.target.name


def test_what_somebody_fired_is_his_when_it_hits() -> None:
    claim = only("Mortar rounds fired by rebels struck a market street in Aleppo on Monday.", "ASSAULT")
    assert claim.actor is not None and claim.actor.name == "rebels"
    assert claim.target is not None and "market" in claim.target.name


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ('Planes bombed the market in Kutum. "They dropped bombs on people," said a local activist.', None),
        (
            'The Rapid Support Forces entered Kutum. The Sudanese army said: "They shelled the market."',
            "Rapid Support Forces",
        ),
        ('"We shelled the base in Kutum," the Sudanese army said.', "Sudanese army"),
        ("The Sudanese army said it shelled the base in Kutum.", "Sudanese army"),
    ],
)
def test_in_direct_speech_they_are_never_those_who_say_it(text: str, actor: str | None) -> None:
    claim = [claim for claim in events_of(text) if claim.category == "ASSAULT"][-1]
    assert (claim.actor.name if claim.actor else None) == actor


def test_who_takes_part_takes_nothing() -> None:
    claims = events_of("The group said it would not take part in peace talks in Geneva.")
    assert [(claim.category, claim.reality) for claim in claims] == [("CONSULT", "negated")]


def test_a_part_of_a_town_can_be_taken() -> None:
    assert only("The rebels took part of the town of Karsa on Monday.", "CONTROL").mode == "take"


def test_who_flees_resigns_from_nothing_unless_he_holds_an_office() -> None:
    assert not [c for c in events_of("Thousands of families fled to Chad after the fighting.") if c.mode == "resign"]
    assert only("The president fled to Dakar on Monday.", "RETREAT").mode == "resign"


def test_what_is_shot_down_is_an_attack_that_failed_and_none_by_the_defender() -> None:
    claim = only("Ukraine's air force said it shot down 22 of 28 drones launched from Crimea.", "ASSAULT")
    assert (claim.reality, claim.mode, claim.actor) == ("negated", "drone", None)


def test_what_is_hit_is_no_means_of_the_attack() -> None:
    assert only("A UN helicopter was hit by gunfire near Goma on Monday.", "ASSAULT").mode == "firearms"
    assert only("A helicopter hit a UN convoy near Goma on Monday.", "ASSAULT").mode == "aerial"


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The rebels took the whole of the town of Karsa on Monday.", "take"),
        ("Russian forces advanced two km and took the village of Robotyne.", "take"),
        ("Russian forces advanced on Robotyne and took the village.", "advance"),
    ],
)
def test_ground_taken_behind_a_share_or_an_advance(text: str, mode: str) -> None:
    assert only(text, "CONTROL").mode == mode


def test_who_repels_an_attack_makes_none() -> None:
    claims = events_of("Ukrainian forces repelled 31 Russian attacks near Bakhmut, the general staff said.")
    doers = [(claim.category, claim.actor.name) for claim in claims if claim.actor]
    assert doers == [("CONTROL", "Ukraine"), ("ASSAULT", "Russia")]
