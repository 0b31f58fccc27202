"""The sources of a claim: who stated it first, who passed it on, and what each is called."""

from collections.abc import Callable

import pytest

from bearwitness.base.records import Document
from bearwitness.extract.deciding.chains import sources_of
from bearwitness.extract.parsing import load_parser
from bearwitness.extract.readings import read
from bearwitness.extract.speaking.attributions import covering

Chain = Callable[[str, str], list[str]]


@pytest.fixture(scope="module")
def chain() -> Chain:
    nlp = load_parser()

    def run(text: str, words: str) -> list[str]:
        reading = read(Document(id="d", text=text, sha256="d"), "text", nlp(text))
        at = text.index(words)
        sources, why = sources_of(covering(reading.attributions, at, at + len(words)), reading)
        assert why
        return [each.name for each in sources]

    return run


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        # Offices of a state by the name a reader would give them.
        ("The defence ministry in Tokyo said 4 sailors drowned.", "4 sailors", ["Japanese defence ministry"]),
        ("Perus Ministry of Defence said 4 soldiers drowned.", "4 soldiers", ["Peruvian defence ministry"]),
        ("Peru's military said 4 guerrillas died near Ayacucho.", "4 guerrillas", ["Peruvian military"]),
        ("Four men died in Peru, according to the military.", "Four men", ["Peruvian military"]),
        ("The IDF said 4 men were hurt in Haifa.", "4 men", ["IDF"]),
        ("Myanmar's shadow government said 4 men died.", "4 men", ["Myanmar's shadow government"]),
        # A service speaks through its people.
        ("Civil defence rescuers said 4 men died in Benghazi.", "4 men", ["civil defence"]),
        ("A civil defence worker said 4 men died in Benghazi.", "4 men", ["civil defence worker"]),
        # One long word misspelt is the known name; another body's name is not.
        (
            "Four men died, the Iraqi Obsevratory for Human Rights said.",
            "Four men",
            ["Iraqi Observatory for Human Rights"],
        ),
        (
            "Four men died, the Omani Observatory for Human Rights said.",
            "Four men",
            ["Omani Observatory for Human Rights"],
        ),
        # Whoever speaks for a monitor is the monitor; a description of it is, too.
        (
            "Airwars counts deaths in Iraq. Its director Jane Roe said so. Four men died, the monitor said.",
            "Four men",
            ["Airwars"],
        ),
        # Agencies pass on what others say.
        ("AFP reported that 7 people died, hospital officials said.", "7 people", ["hospital officials", "AFP"]),
        ("A nurse told Reuters that 7 people died in Juba.", "7 people", ["nurse", "Reuters"]),
        # Nobody named, and the outlet's own voice.
        ("The UN is looking into reports that 7 people died in Juba.", "7 people", []),
        ("The UN has confirmed reports that 7 people died in Juba.", "7 people", ["UN"]),
        ("Seven people died in Juba on Sunday.", "Seven", []),
    ],
)
def test_names_of_sources(chain: Chain, text: str, words: str, names: list[str]) -> None:
    assert chain(text, words) == names


def test_the_alliance_is_the_one_of_the_document(chain: Chain) -> None:
    text = "The US-led coalition struck Mosul. The alliance said 4 men died there."
    assert chain(text, "4 men") == ["US-led coalition"]


def test_an_observatory_is_never_another_monitor(chain: Chain) -> None:
    text = (
        "The Syrian Observatory for Human Rights works in Syria. Amnesty International said 9 men died. "
        "Four women died the Observatory said."
    )
    assert chain(text, "9 men") == ["Amnesty International"]
    assert chain(text, "Four women") == ["Syrian Observatory for Human Rights"]
