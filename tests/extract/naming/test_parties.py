import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.naming.parties import canonical_name, find_parties, lookup_party

SOHR = "Syrian Observatory for Human Rights"


def names(text: str) -> list[str]:
    return [mention.name for mention in find_parties(text)]


def at(text: str, words: str) -> PartyMention:
    """The mention that covers exactly the last occurrence of these words."""
    start = text.rindex(words)
    found = [m for m in find_parties(text) if (m.start, m.end) == (start, start + len(words))]
    assert len(found) == 1, [(text[m.start : m.end], m.name) for m in find_parties(text)]
    return found[0]


@pytest.mark.parametrize(
    ("wording", "name"),
    [
        ("SOHR", "Syrian Observatory for Human Rights"),
        ("Jaysh al-Islam", "Jaish al-Islam"),
        ("Jabhat Al Nusra", "al-Nusra Front"),
        ("Jabhat an-Nusra", "al-Nusra Front"),
        ("Daesh", "Islamic State"),
        ("Da'esh", "Islamic State"),
        ("Hizbollah", "Hezbollah"),
        ("Huthi rebels", "Houthis"),
        ("Al-Shabab", "al-Shabaab"),
        ("B'Tselem", "B'Tselem"),
        ("Médecins Sans Frontières", "Doctors Without Borders"),
        ("Organisation for the Prohibition of Chemical Weapons", "OPCW"),
        ("U.N.", "UN"),
        ("U.S. troops", "United States"),
        ("Russias air force", "Russia"),
        ("Iraqi army", "Iraqi government"),
        ("Assad's forces", "Syrian government"),
        ("Kenyan police", "Kenyan police"),
        ("Turkish foreign ministry", "Turkish foreign ministry"),
        ("US-led coalition warplanes", "US-led coalition"),
        ("Saudi led coalition", "Saudi-led coalition"),
    ],
)
def test_forms_of_a_name_are_one_party(wording: str, name: str) -> None:
    text = f"On Friday {wording} was mentioned."
    assert at(text, wording.removesuffix(".") if wording.endswith("U.N") else wording).name == name


def test_a_bare_country_is_a_state_and_its_forces_are_not() -> None:
    text = "Two men died in Yemen when Yemeni troops fired."
    assert [(m.kind, m.country) for m in find_parties(text)] == [("state", "YE"), ("military", "YE")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine people died in Moscow on Friday.", []),
        ("Moscow denied the report.", ["Russia"]),
        ("The strike was blamed on the Kremlin.", ["Russia"]),
        ("The road leads to Damascus.", []),
    ],
)
def test_a_capital_is_a_government_only_where_it_acts(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He said what it is and who it was.",
        "THE TOWN IS UNDER FIRE AGAIN AND WHO KNOWS WHY",
        "They ate turkey and looked at the tigers.",
        "A rebel-held suburb and an anti-Assad song.",
        "Shells hit a Syrian army base.",
        "A military offensive near the government building.",
        "The amal of the saba was a petra.",
    ],
)
def test_words_that_only_look_like_parties(text: str) -> None:
    assert names(text) == []


def test_acronyms_that_mean_several_things_follow_the_country() -> None:
    assert at("In Nyala, Sudan, the RSF burned a market.", "RSF").name == "Rapid Support Forces"
    assert names("RSF fighters burned a market.") == ["Rapid Support Forces"]
    assert names("The RSF published its index of the press.") == []


def test_the_word_for_its_kind_belongs_to_a_group() -> None:
    text = "Boko Haram insurgents burned two villages in Borno. The insurgents then fled."
    assert at(text, "Boko Haram insurgents").id == "boko-haram"
    described = at(text, "insurgents")
    assert (described.name, described.via, described.generic) == ("Boko Haram", "description", False)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Shells hit Homs, SOHR said. The Britain-based monitor counted three.", "Britain-based monitor", SOHR),
        ("Two died in Homs, a monitor said. SOHR said more were hurt.", "monitor", SOHR),
        ("Jets hit Idlib, said the Observatory.", "Observatory", SOHR),
        ("Gunmen of the ELN took a bus in Arauca. The group said nothing.", "group", "ELN"),
        ("In Homs, the regime shelled a market.", "regime", "Syrian government"),
        ("In Mosul, Iraq, government forces took a bridge.", "government forces", "Iraqi government"),
        ("In Gaza, the army fired at a boat.", "army", "Israel"),
        ("Troops crossed into Idlib, the Turkish army said. The army gave no toll.", "army", "Turkey"),
        ("Raids hit Taiz in Yemen. The coalition denied it.", "coalition", "Saudi-led coalition"),
        ("Raids hit Raqqa in Syria. The coalition denied it.", "coalition", "US-led coalition"),
        ("Russia's defence ministry spoke. The ministry denied it.", "ministry", "Russian defence ministry"),
        ("Militiamen fled, SANA reported. The agency gave no toll.", "agency", "SANA"),
        ("M23 rebels hold the hill near Goma. The rebels shot two men.", "rebels", "M23"),
    ],
)  # fmt: skip
def test_descriptions_are_resolved_in_their_document(text: str, words: str, name: str) -> None:
    mention = at(text, words)
    assert (mention.name, mention.via, mention.generic) == (name, "description", False)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Masked gunmen stopped a bus.", "gunmen", "gunmen"),
        ("A suicide bomber struck.", "suicide bomber", "suicide bomber"),
        ("Opposition fighters shelled Homs.", "Opposition fighters", "rebels"),
        ("Armed terrorist groups shelled Homs.", "Armed terrorist groups", "terrorist groups"),
        ("Iran-backed militias advanced.", "Iran-backed militias", "Iran-backed militias"),
        ("Palestinian militants fired a rocket.", "Palestinian militants", "Palestinian militants"),
        ("The militants fled.", "militants", "militants"),
        ("The army fled.", "army", "army"),
    ],
)
def test_armed_people_without_a_name_keep_their_words(text: str, words: str, name: str) -> None:
    mention = at(text, words)
    assert (mention.name, mention.id, mention.via, mention.generic) == (name, None, "words", True)


def test_an_adjective_before_an_attack_is_the_state() -> None:
    assert names("Israeli air strikes killed two.") == ["Israel"]
    assert names("Russian and Syrian jets hit the town.") == ["Russia", "Syrian government"]
    assert names("A Russian novel and a Syrian song.") == []


def test_a_spokesman_stands_for_his_organisation() -> None:
    text = "In Syria, the toll rose, Rami Abdel Rahman said."
    assert at(text, "Rami Abdel Rahman").id == "sohr"
    assert "Syrian Observatory for Human Rights" not in names("The singer Omar Abdulrahman gave a concert in Oslo.")


def test_lost_commas_and_apostrophes_make_no_difference() -> None:
    full = "Moscow's jets hit Homs, Syria's army said; the People's Protection Units denied it."
    bare = full.replace("'", "").replace(",", "").replace(";", "")
    assert names(bare) == names(full)


def test_lookup_by_name_and_by_id() -> None:
    party = lookup_party("ISIL")
    assert party is not None and party.id == "islamic-state"
    assert canonical_name(party.id) == "Islamic State"
    assert lookup_party("no such party") is None
    with pytest.raises(KeyError):
        canonical_name("no-such-party")


WORDS = st.sampled_from(
    (
        *("ISIS", "the", "group", "said", "Syrian", "army", "al-", "Nusra", "Front", "US-led", "coalition", "Moscow"),
        *("'s", "regime", "forces", "rebels", "-backed", "Iran", "UN", "Hamas", "militants", "of", "monitor"),
        *(".", ",", "\n", "“", "İ", "ß"),
    )
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=40), st.sampled_from(["", " "]))
def test_mentions_are_in_order_inside_the_text_and_never_overlap(parts: list[str], glue: str) -> None:
    text = glue.join(parts)
    mentions = find_parties(text)
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert mention.name and (mention.generic == (mention.id is None))
        last = mention.end
    assert find_parties(text) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "KYIV - The Rada condemned the raid on Monday.",
        "The MSS said on Monday that two ships had left.",
        "The GNU said that it would vote against the budget.",
        "FACT: nobody was hurt.",
        "The PLA said that the wells were dry.",
        "The KDF said on Monday that two wells were dry.",
        "The FLA, the NAS and the RSO said nothing.",
        "The DKBA said that it would play in the cup.",
    ],
)
def test_a_short_name_that_others_have_too_asks_for_its_country(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Libya said on Monday that the Rada closed two camps in Tripoli.", "Rada"),
        ("The Rada Special Deterrence Force closed two camps.", "Rada"),
        ("Haiti said on Monday that the MSS patrolled the port.", "Multinational Security Support mission"),
        ("GNU forces closed the port.", "Government of National Unity"),
        ("Kenya said on Monday that the KDF closed two camps.", "Kenya"),
        ("DKBA fighters crossed the bridge.", "Democratic Karen Buddhist Army"),
    ],
)
def test_a_short_name_is_known_by_its_country_or_its_noun(text: str, name: str) -> None:
    assert name in names(text)


def test_initials_that_a_document_introduces_are_those_of_the_name_before() -> None:
    text = "The Arakan Army (AA) attacked Sittwe. The AA controls nine townships."
    assert at(text, "AA").name == "Arakan Army"
    assert "Arakan Army" not in names("The AA controls nine townships.")
