"""What counts of harm a sentence states: invented sentences in the styles of many outlets and wars."""

import pytest

from bearwitness.extract.counting.harms import find_counts
from bearwitness.extract.parsing import load_parser


def _counts(text: str) -> list[tuple[str, int | None, int | None, str]]:
    """(harm, low, high, who) of every count in `text`, wholes and parts, in the order of their words."""
    doc = load_parser()(text)
    people = {e.start_char for e in doc.ents if e.label_ == "PERSON"}
    return [
        (c.harm, c.quantity.low, c.quantity.high, c.who)
        for sentence in doc.sents
        for c in find_counts(list(sentence), people)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # news agencies
        (
            "Gunmen on motorbikes killed at least 17 villagers and abducted nine women in Dorawa, police said.",
            [("killed", 17, None, "civilians"), ("detained", 9, 9, "women")],
        ),
        (
            "A roadside bomb killed two soldiers and wounded another five near Karmat on Monday.",
            [("killed", 2, 2, "soldiers"), ("injured", 5, 5, "soldiers")],
        ),
        (
            "Shelling overnight left seven dead and more than 20 wounded, the mayor said.",
            [("killed", 7, 7, "people"), ("injured", 21, None, "people")],
        ),
        (
            "Fourteen people, six of them children, died when a shell hit a bakery in Ravnik.",
            [("killed", 14, 14, "people"), ("killed", 6, 6, "children")],
        ),
        ("The army said it lost 11 soldiers in the fighting.", [("killed", 11, 11, "soldiers")]),
        ("Rebels kidnapped an Italian priest in the town on Thursday.", [("detained", 1, 1, "civilians")]),
        ("Up to 60 rebels were killed and their camp was burned.", [("killed", 0, 60, "fighters")]),
        ("The blast killed between 10 and 12 shoppers.", [("killed", 10, 12, "civilians")]),
        ("Officials put the death toll at 83.", [("killed", 83, 83, "people")]),
        ("The toll of the raid rose from 30 to 41 on Friday.", [("killed", 41, 41, "people")]),
        (
            "Estimates of the dead range from 500 to more than 2,000.",
            [("killed", 500, 500, "people"), ("killed", 2001, None, "people")],
        ),
        ("Three dozen miners remain trapped under the rubble.", [("trapped", 36, 36, "civilians")]),
        # headlines
        ("Car Bomb Kills Eight in Capital - Police", [("killed", 8, 8, "people")]),
        ("Soldier killed, two hurt in border clash", [("killed", 1, 1, "soldiers"), ("injured", 2, 2, "soldiers")]),
        ("British Aid Worker Dies in Desert Ambush", [("killed", 1, 1, "other")]),
        ("Suicide attack kills 9 police and army recruits", [("killed", 9, 9, "police")]),
        ("Woman and child killed by mortar fire", [("killed", 1, 1, "women"), ("killed", 1, 1, "children")]),
        # NGOs
        (
            "Our teams treated 46 wounded patients, including 12 women, and received 5 dead bodies.",
            [("injured", 46, 46, "people"), ("injured", 12, 12, "women"), ("killed", 5, 5, "people")],
        ),
        ("Some 4,500 families have fled their homes since the offensive began.", [("displaced", 4500, 4500, "other")]),
        ("An estimated 120,000 people are living under siege in Tarhana.", [("trapped", 120000, 120000, "people")]),
        ("More than 30,000 people have been uprooted by the violence.", [("displaced", 30001, None, "people")]),
        ("At least 200 refugees are sheltering in a school in Olova.", [("displaced", 200, None, "people")]),
        ("The fighting left 2,300 people homeless.", [("displaced", 2300, 2300, "people")]),
        ("Eight people suffered breathing difficulties after the attack.", [("injured", 8, 8, "people")]),
        # ministries and armies
        ("Our losses amount to three servicemen killed.", [("killed", 3, 3, "soldiers")]),
        ("The enemy lost 40 militants killed and wounded.", [("affected", 40, 40, "fighters")]),
        ("Over the past day 35 terrorists were neutralised in the Keran district.", [("killed", 35, 35, "fighters")]),
        ("The garrison had no casualties among its personnel.", [("affected", 0, 0, "soldiers")]),
        ("There were no immediate reports of casualties.", []),
        ("Nobody was hurt in the explosion.", [("injured", 0, 0, "people")]),
        # rescue services, French-style English, SMS
        ("Provisional toll: 7 dead and 12 wounded.", [("killed", 7, 7, "people"), ("injured", 12, 12, "people")]),
        ("3 dead 15 injured market Hodan need ambulance", [("killed", 3, 3, "people"), ("injured", 15, 15, "people")]),
        (
            "Assessment of the attack: 5 civilians killed, 2 abducted.",
            [("killed", 5, 5, "civilians"), ("detained", 2, 2, "civilians")],
        ),
        ("Rescuers pulled six bodies from the ruins of the house.", [("killed", 6, 6, "people")]),
        # lists without commas
        (
            "A man woman and girl died in the barn.",
            [("killed", 1, 1, "men"), ("killed", 1, 1, "women"), ("killed", 1, 1, "children")],
        ),
        (
            "A farmer and his two sons were killed by a mine.",
            [("killed", 1, 1, "civilians"), ("killed", 2, 2, "people")],
        ),
        # evacuation, siege, detention, the missing
        ("Some 900 residents left the town in 20 buses under a deal.", [("evacuated", 900, 900, "civilians")]),
        ("A convoy of 12 buses carrying 600 evacuees reached Selin.", [("evacuated", 600, 600, "people")]),
        ("Buses carrying around 350 fighters left the enclave.", [("evacuated", 350, 350, "fighters")]),
        ("Security forces arrested 25 protesters in the capital.", [("detained", 25, 25, "civilians")]),
        ("Rebels are holding 14 soldiers captive.", [("detained", 14, 14, "soldiers")]),
        ("Forty fishermen are missing after their boats came under fire.", [("missing", 40, 40, "civilians")]),
        ("Several of the wounded were in a critical condition.", [("injured", 3, None, "people")]),
        # parts, shared verbs, joint harms
        (
            "Two nuns were among nine travellers shot dead by gunmen.",
            [("killed", 2, 2, "civilians"), ("killed", 9, 9, "civilians")],
        ),
        (
            "Five people were killed in Orma and one in Selin.",
            [("killed", 5, 5, "people"), ("killed", 1, 1, "people")],
        ),
        ("Some 50 men were wounded or missing.", [("affected", 50, 50, "men")]),
        ("The guerrillas freed two hostages but still hold 19 others.", [("detained", 19, 19, "people")]),
        (
            "The cartel massacred 13 peasants, including three minors, in the hills.",
            [("killed", 13, 13, "civilians"), ("killed", 3, 3, "children")],
        ),
        ("A bus with 20 people mostly pensioners killed by shellfire", [("killed", 20, 20, "people")]),
        (
            "The army killed a courier they captured on Sunday.",
            [("killed", 1, 1, "civilians"), ("detained", 1, 1, "civilians")],
        ),
        ("Four monks of one family were shot dead.", [("killed", 4, 4, "civilians")]),
        ("The bomb killed nine nurses and patients.", [("killed", 9, 9, "people")]),
        ("More than 1.2 million people have been forced from their homes.", [("displaced", 1200001, None, "people")]),
        ("About 15,000 Tamils have crossed into the state.", [("displaced", 15000, 15000, "people")]),
        ("Up to 1 500 civilians are trapped in the city centre.", [("trapped", 0, 1500, "civilians")]),
        ("17-03-2019 Army kills 31 bandits in the north", [("killed", 31, 31, "fighters")]),
        ("Two dead, at least six hurt in grenade blast", [("killed", 2, 2, "people"), ("injured", 6, None, "people")]),
        # no people harmed
        ("The raid destroyed 12 houses and three schools.", []),
        ("A force of 2,000 soldiers was deployed around the city.", []),
        ("The town has 40,000 inhabitants.", []),
        ("About 40% of the dead were children.", []),
        ("A 12-year-old law and 30-day truce were renewed.", []),
    ],
)
def test_finds_every_count_of_a_sentence(text: str, expected: list[tuple[str, int | None, int | None, str]]) -> None:
    assert _counts(text) == expected


def test_ours_and_those_who_figure_among_the_dead_are_counted() -> None:
    def found(text: str) -> list[tuple[str, int | None, str]]:
        return [(c.harm, c.quantity.low, c.who) for c in find_counts(list(load_parser()(text)))]

    assert ("injured", 2, "rescuers") in found("A second strike injured 2 of our rescuers.")
    assert ("killed", 3, "women") in found("Three women figure among the dead.")
