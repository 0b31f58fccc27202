"""Attribution: who is said to state what, with commas and without, and who it is that is meant."""

import time
from collections.abc import Callable

import pytest
from spacy.language import Language

from bearwitness.extract.mentions import Attribution, PartyMention
from bearwitness.extract.parsing import load_parser
from bearwitness.extract.speaking.attributions import chain_at, covering, find_attributions

Find = Callable[..., list[Attribution]]

# The parties of the invented texts below: words, canonical name, kind.
PARTIES = (
    ("Karsan Rights Monitor", "Karsan Rights Monitor", "monitor"),
    ("KRM", "Karsan Rights Monitor", "monitor"),
    ("Reuters", "Reuters", "agency"),
    ("AFP", "AFP", "agency"),
    ("Radio Karsa", "Radio Karsa", "outlet"),
    ("UN", "UN", "intergovernmental"),
    ("Dawn Brigade", "Dawn Brigade", "armed_group"),
    ("Karsan army", "Karsan government", "government"),
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_parser()


def parties(text: str) -> list[PartyMention]:
    found: list[PartyMention] = []
    for words, name, kind in PARTIES:
        at = text.find(words)
        while at >= 0:
            found.append(PartyMention(start=at, end=at + len(words), name=name, id=name.lower(), kind=kind))
            at = text.find(words, at + 1)
    return sorted(found, key=lambda each: each.start)


@pytest.fixture(scope="module")
def find(nlp: Language) -> Find:
    def run(text: str, **options: str) -> list[Attribution]:
        return find_attributions(nlp(text), parties(text), **options)

    return run


def names(find: Find, text: str, words: str) -> list[str]:
    """The chain of speakers over the words."""
    at = text.index(words)
    return [each.name for each in chain_at(find(text), at, at + len(words))]


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        # The speaker first.
        ("Police said on Monday that 12 people were killed in the market.", "12 people", ["police"]),
        ("The UN says more than 4,000 people fled the valley.", "4,000 people", ["UN"]),
        ("Hospital officials put the toll at 23.", "23", ["hospital officials"]),
        ("The Karsan Rights Monitor documented 142 deaths in March.", "142 deaths", ["Karsan Rights Monitor"]),
        (
            "Activists in rural Belmar said that strikes killed 9 people.",
            "9 people",
            ["activists in rural Belmar"],
        ),
        ("A source at Belmar Police Command said 4 men died.", "4 men", ["source at Belmar Police Command"]),
        # The speaker last, with a comma and without.
        ("Twelve people were killed in the market, police said on Monday.", "Twelve", ["police"]),
        ("Twelve people were killed in the market police said on Monday.", "Twelve", ["police"]),
        (
            "Four men died when a mine went off near Belmar said the Karsan Rights Monitor.",
            "Four",
            ["Karsan Rights Monitor"],
        ),
        ("In May a mine killed 7 shepherds in Belmar aid groups said.", "7 shepherds", ["aid groups"]),
        ("Nine farmers were shot dead, according to two residents.", "Nine", ["residents"]),
        ("According to the KRM nine farmers were shot dead on Friday.", "nine", ["Karsan Rights Monitor"]),
        ("Three deaths were confirmed by the UN after the raid.", "Three", ["UN"]),
        # Chains.
        ("Residents told AFP that seven people were killed.", "seven", ["residents", "AFP"]),
        ("Seven people were killed, a doctor told Reuters by telephone.", "Seven", ["doctor", "Reuters"]),
        ("Reuters quoted residents as saying that seven people were killed.", "seven", ["residents", "Reuters"]),
        ("The governor was quoted by AFP as saying three soldiers died.", "three", ["governor", "AFP"]),
        (
            "Five men died, state television reported, citing a military source.",
            "Five",
            ["military source", "state television"],
        ),
        ("Nine men died, the UN said; six others are being held.", "Nine", ["UN"]),
        ("Nine men died, the UN said; six others are being held.", "six", []),
        # Several speakers in one sentence.
        ("The UN said 21 bodies were found, but the government said nobody had died.", "21", ["UN"]),
        ("The UN said 21 bodies were found, but the government said nobody had died.", "nobody", ["government"]),
        ("Villagers said 20 men [the army says 8] had died.", "20", ["villagers"]),
        ("Villagers said 20 men [the army says 8] had died.", "8", ["army"]),
        ("The army said 3 men died in Belmar, adding that 5 were hurt.", "5 were", ["army"]),
        # The name of a place before the speaker, and a clause of its own behind him.
        ("Nine people died in a raid on the market of Tevara, a doctor said.", "Nine", ["doctor"]),
        ("State television, which blamed the guerrillas, put the toll at 14.", "14", ["state television"]),
        ('"They slept. Nine of them burned to death" the elders said.', "Nine", ["elders"]),
        ("According to the Karsan-language service of Radio Karsa six men died.", "six", ["Radio Karsa"]),
        ("Six men died, said the mayor, Ilya Roe.", "Six", ["Ilya Roe"]),
        ("Tevara A military source said 6 men died.", "6 men", ["military source"]),
        # Headlines.
        ("Air strike kills 12 in the north: monitor", "12", ["monitor"]),
        ("Car bomb kills 9 in the capital - police", "9", ["police"]),
        ("Police: car bomb kills 9 in the capital", "9", ["police"]),
        ("According to the report the army shot 40 men.", "40 men", ["report"]),
        # The outlet's own voice.
        ("Key figures: 40,000 people killed in the war so far.", "40,000", []),
        ("The war has killed 40,000 people since it began.", "40,000", []),
        ("The Dawn Brigade claimed responsibility for a bombing that killed 6 people.", "6 people", []),
        ("The blast claimed the lives of 6 people.", "6 people", []),
        ("The minister did not say that 6 people were killed.", "6 people", []),
        ("The UN said it would look into reports that 30 people were killed.", "30 people", []),
    ],
)
def test_who_states_it(find: Find, text: str, words: str, chain: list[str]) -> None:
    assert names(find, text, words) == chain


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "The Karsan Rights Monitor said 4 men died. The monitor said 9 others were hurt.",
            "9 others",
            "Karsan Rights Monitor",
        ),
        (
            "A monitor said 4 men died. The Karsan Rights Monitor said 9 were hurt.",
            "4 men",
            "Karsan Rights Monitor",
        ),
        ("The Karsan Rights Monitor said 4 men died. It added that 9 were hurt.", "9 were", "Karsan Rights Monitor"),
        ("KRM director Ilya Roe said 4 men died. Roe said 9 were hurt.", "9 were", "Karsan Rights Monitor"),
        ("Dawn Brigade spokesman Ilya Roe said 4 soldiers died.", "4 soldiers", "Dawn Brigade"),
        ("Ilya Roe, head of the Karsan Rights Monitor, said 4 men died.", "4 men", "Karsan Rights Monitor"),
        ("Activist Ilya Roe said 4 men died. He said 9 were hurt.", "9 were", "Ilya Roe"),
        ("Ilya Roe, a nurse, told AFP 4 men died. Roe said 9 were hurt.", "9 were", "Ilya Roe"),
        ("A medical source said 4 men died. The source added that 9 were hurt.", "9 were", "medical source"),
        ("A report issued by the UN showed that 4 men died.", "4 men", "UN"),
        ("According to data gathered by the UN 4 men died.", "4 men", "UN"),
        ("Four men died according to to the UN.", "Four men", "UN"),
        (
            "The Karsan Rights Monitor (KRM) a network of lawyers reported 4 deaths.",
            "4 deaths",
            "Karsan Rights Monitor",
        ),
        ("The Karsan Rights Monitor, a network of lawyers, reported 4 deaths.", "4 deaths", "Karsan Rights Monitor"),
        ("The raid killed 40 people Karsan Rights Monitor said on Tuesday.", "40 people", "Karsan Rights Monitor"),
        ("An NGO said 4 men died. The Karsan Rights Monitor said 9 were hurt.", "4 men", "Karsan Rights Monitor"),
        ("Leaders answered the claim by the UN that 640 people were killed.", "640 people", "UN"),
        ("Police received reports from the UN that 640 people had fled.", "640 people", "UN"),
        ("Footage of the raid in Belmar posted by activists showed 3 bodies.", "3 bodies", "activists"),
        ("The UN said 4 men died. The statement said 9 were hurt.", "9 were", "UN"),
        ("A spokesman for Rescue Hands said 4 men died.", "4 men", "Rescue Hands"),
        ("Ana Roe, a spokeswoman for Rescue Hands, said 4 men died. Roe said 9 were hurt.", "9 were", "Rescue Hands"),
        ("A spokesman for Rescue Hands said 4 men died. The spokesman said 9 were hurt.", "9 were", "Rescue Hands"),
        ("The mayor, Ilya Roe, said 4 men died. The mayor said 9 were hurt.", "9 were", "Ilya Roe"),
        ("An army source said 4 men died. The same source said 9 were hurt.", "9 were", "army source"),
        ("Four men died, said Col. Ilya Roe, an aide.", "Four men", "Ilya Roe"),
        ("The UN said 4 men died. This brings the toll since May to 90.", "90", "UN"),
        ("Soldiers shot 40 farmers, a UN inquiry found.", "40 farmers", "UN"),
        ("The 3rd Infantry Division said 4 men died.", "4 men", "3rd Infantry Division"),
        (
            "An official at the mayor's office in Belmar said 4 men died. He said 9 were hurt.",
            "9 were",
            "official at the mayor's office in Belmar",
        ),
        ("The Karsan Rights Monitor which works in Karsa said 4 men died.", "4 men", "Karsan Rights Monitor"),
        ("Reuters said 4 men died. File photo shows a street. It said 9 were hurt.", "9 were", "Reuters"),
        ("The Dawn Brigade in Belmar said 4 men died.", "4 men", "Dawn Brigade"),
        ("Ilya Roe, a surgeon, said hospitals were full. He said 9 were hurt.", "9 were", "Ilya Roe"),
        ("A militia leader said 4 men died.", "4 men", "militia leader"),
        ("According to a February report by the UN 4 men died.", "4 men", "UN"),
        ("The UN and residents said 4 men died.", "4 men", "UN and residents"),
        ("Four men died, police and a ward nurse said.", "Four men", "police and a ward nurse"),
        ("Yusuf el-Roe a doctor told AFP 4 men died. Roe said 9 were hurt.", "9 were", "Yusuf el-Roe"),
    ],
)
def test_who_is_meant(find: Find, text: str, words: str, name: str) -> None:
    assert names(find, text, words)[:1] == [name]


def test_the_agency_is_the_one_that_wrote_the_text(find: Find) -> None:
    text = "The agency said 4 men died."
    assert [each.name for each in chain_at(find(text, agency="AFP"), 16, 21)] == ["AFP"]
    assert [each.name for each in chain_at(find(text), 16, 21)] == ["agency"]


def test_title_is_resolved_against_the_body(nlp: Language, find: Find) -> None:
    body = find("The Karsan Rights Monitor said 12 people died in Belmar.")
    title = nlp("Air strike kills 12 in Belmar: monitor")
    known = [speaker for each in body for speaker in each.speakers]
    assert chain_at(find_attributions(title, [], known=known), 17, 19)[0].name == "Karsan Rights Monitor"


def test_what_is_denied_stands_before_the_denial(find: Find) -> None:
    text = "They sold arms, an accusation the Dawn Brigade has denied. Shells killed 12 people the KRM said."
    assert names(find, text, "12 people") == ["Karsan Rights Monitor"]
    glued = "They sold arms an accusation the Dawn Brigade has denied Shells killed 12 people the KRM said."
    assert names(find, glued, "12 people")[:1] == ["Karsan Rights Monitor"]


def test_nobody_states_the_latest_toll(find: Find) -> None:
    assert names(find, "In all 18 civilians were killed according to the latest toll.", "18 civilians") == []


def test_a_verb_is_no_rumour(find: Find) -> None:
    (found,) = find("The Karsan army claims that rebels killed 12 people.")
    assert len(found.speakers) == 1
    assert found.doubt
    rumours = find("Reports said that rebels killed 12 people.")
    assert [(each.speakers, each.doubt) for each in rumours] == [((), True)]


def test_quotation_over_sentences_and_its_continuation(find: Find) -> None:
    text = (
        '"They came at dawn. They killed my two cousins," said Amina Roe, a farmer. "Six of us ran."\n\nThe river rose.'
    )
    assert names(find, text, "two cousins") == ["Amina Roe"]
    assert names(find, text, "Six") == ["Amina Roe"]
    assert names(find, text, "river") == []
    assert all(each.quoted for each in find(text))


def test_sentence_that_goes_on_with_the_toll(find: Find) -> None:
    text = "Twelve people were killed, police said. Another five were hurt. Five million live in Karsa."
    assert names(find, text, "Another five") == ["police"]
    assert names(find, text, "Five million") == []
    text = "Jets killed 12 men, police said. The river rose. In another raid 9 women died. The sun shone on 4 men."
    assert names(find, text, "9 women") == ["police"]
    assert names(find, text, "4 men") == []


def test_doubt_and_denial(find: Find) -> None:
    claimed = find("The Dawn Brigade claimed it had killed 30 soldiers.")
    assert [(each.doubt, each.denies) for each in claimed] == [(True, False)]
    accused = find("The army accused rebels of killing 20 civilians.")
    assert [each.doubt for each in accused] == [True]
    text = "The ministry denied that its jets had killed 20 people, saying only fighters died."
    denied, said = find(text)
    assert denied.denies and not denied.doubt and not said.denies
    assert covering([denied, said], text.index("fighters"), text.index("fighters") + 8)[0] is said
    reportedly = find("Six people reportedly drowned in the river.")
    assert [(each.speakers, each.doubt) for each in reportedly] == [((), True)]


def test_kinds_of_source(find: Find) -> None:
    text = "Residents said 1 died. A doctor told AFP 2 died. Rebels said 3 died. Police said 4 died. UN said 5 died."
    kinds = [[speaker.kind for speaker in each.speakers] for each in find(text)]
    assert kinds == [["resident"], ["medical", "agency"], ["armed_group"], ["official"], ["intergovernmental"]]


def test_offsets_point_at_the_words(find: Find) -> None:
    text = "On Monday, police in Belmar said that 12 people were killed."
    (found,) = find(text)
    assert text[found.cue[0] : found.cue[1]] == "said"
    assert text[found.speakers[0].start : found.speakers[0].end] == "police in Belmar"
    assert [text[start:end] for start, end in found.contents] == ["12 people were killed."]


def test_lost_mark_does_not_swallow_the_document(find: Find) -> None:
    text = '"They came at dawn, the miller said. ' + "The road to Belmar was cut for 3 days. " * 30
    assert names(find, text, "3 days") == []


def test_time_grows_with_length_only(nlp: Language) -> None:
    article = 'Police said 12 people died. "They ran," a nurse told AFP. He said 4 were hurt. The road was cut. '
    small, large = nlp(article * 40), nlp(article * 160)
    costs = []
    for doc in (small, large):
        mentions = parties(doc.text)
        began = time.perf_counter()
        found = find_attributions(doc, mentions)
        costs.append(time.perf_counter() - began)
        assert len(found) == 3 * len(doc.text) // len(article)
    assert costs[1] < costs[0] * 10
