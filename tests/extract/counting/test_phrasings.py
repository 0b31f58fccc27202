"""Phrasings that a count can hide in: ages, brackets, households, shares of a whole, marks of other languages."""

import pytest

from bearwitness.extract.counting.harms import find_counts
from bearwitness.extract.parsing import load_parser

Row = tuple[str, int | None, int | None, str, int | None]


def _counts(text: str) -> list[Row]:
    """(harm, low, high, who, low of its whole) of every count in `text`, in the order of their words."""
    doc = load_parser()(text)
    people = {e.start_char for e in doc.ents if e.label_ == "PERSON"}
    return [
        (c.harm, c.quantity.low, c.quantity.high, c.who, c.part_of.quantity.low if c.part_of else None)
        for sentence in doc.sents
        for c in find_counts(list(sentence), people)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # ages are no counts
        (
            "Three children aged 5, 7 and 9 were killed in the shelling.",
            [("killed", 3, 3, "children", None)],
        ),
        (
            "A nine-year-old girl was wounded by a sniper.",
            [("injured", 1, 1, "children", None)],
        ),
        (
            "A two-month-old baby and a 70-year-old man were killed.",
            [("killed", 1, 1, "children", None), ("killed", 1, 1, "men", None)],
        ),
        ("Two women, 61 and 72, were hurt.", [("injured", 2, 2, "women", None)]),
        # marks of other languages, and letters for millions
        ("More than 5m people have fled their homes.", [("displaced", 5000001, None, "people", None)]),
        ("Some 3,5 million people have been displaced.", [("displaced", 3500000, 3500000, "people", None)]),
        ("In all 1.200 civilians were wounded.", [("injured", 1200, 1200, "civilians", None)]),
        # brackets
        (
            "Seven people (3 children and 2 women) and 4 soldiers were killed on Tuesday.",
            [
                ("killed", 7, 7, "people", None),
                ("killed", 3, 3, "children", 7),
                ("killed", 2, 2, "women", 7),
                ("killed", 4, 4, "soldiers", None),
            ],
        ),
        (
            "A total of 27 casualties (9 killed and 18 injured) were recorded.",
            [("affected", 27, 27, "people", None), ("killed", 9, 9, "people", 27), ("injured", 18, 18, "people", 27)],
        ),
        ("Up to 80 [Karsan] fighters were killed.", [("killed", 0, 80, "fighters", None)]),
        # households
        ("A family of five was killed when a missile struck their home.", [("killed", 5, 5, "people", None)]),
        ("A family was killed in the strike.", []),
        ("A total of 1,240 households fled to the hills.", [("displaced", 1240, 1240, "other", None)]),
        # subsets end where another harm begins
        (
            "At least 17 people were killed, including four children, and 90 wounded during riots.",
            [
                ("killed", 17, None, "people", None),
                ("killed", 4, 4, "children", 17),
                ("injured", 90, 90, "people", None),
            ],
        ),
        # a share of a whole
        (
            "Eight of the 12 people killed were children.",
            [("killed", 8, 8, "children", 12), ("killed", 12, 12, "people", None)],
        ),
        (
            "Five of the 12 wounded are in critical condition.",
            [("injured", 5, 5, "people", 12), ("injured", 12, 12, "people", None)],
        ),
        ("Eight of the 12 pupils were killed.", [("killed", 8, 8, "children", None)]),
        (
            "Up to 60 fighters including nine sons of the valley were killed.",
            [("killed", 0, 60, "fighters", None), ("killed", 9, 9, "fighters", 0)],
        ),
        (
            "21 farmers had been killed in raids in the valley 15 in a lakeside hamlet and another six in the hills",
            [
                ("killed", 21, 21, "civilians", None),
                ("killed", 15, 15, "civilians", 21),
                ("killed", 6, 6, "civilians", 21),
            ],
        ),
        (
            "Shells kill 42 including 16 children",
            [("killed", 42, 42, "people", None), ("killed", 16, 16, "children", 42)],
        ),
        ("Air strikes in Karsas Belmar kill more than 20 Monitor", [("killed", 21, None, "people", None)]),
        (
            "In all 500 citizens have been killed and 2,600 civilians citizens injured.",
            [("killed", 500, 500, "civilians", None), ("injured", 2600, 2600, "civilians", None)],
        ),
        ("Later 6 civilian were injured by a rocket.", [("injured", 6, 6, "civilians", None)]),
        ("She said nearly all of the dead were porters but also included a few rebels.", []),
        ("35 cases of suffocation in a chemical attack", [("injured", 35, 35, "people", None)]),
        # a speaker is no victim, the object of one verb is no subject of the next
        (
            "Eight people were injured, including a 12-year-old boy, Governor Mary Jones wrote on Monday.",
            [("injured", 8, 8, "people", None), ("injured", 1, 1, "children", 8)],
        ),
        (
            "Police arrested 120 of the protesters and at least one person died.",
            [("detained", 120, 120, "civilians", None), ("killed", 1, None, "people", None)],
        ),
        (
            "Two soldiers were killed and a third was wounded by guerrillas.",
            [("killed", 2, 2, "soldiers", None), ("injured", 1, 1, "soldiers", None)],
        ),
        ("The bodies of three community leaders were found.", [("killed", 3, 3, "other", None)]),
        (
            "At least 40 people, most of them women and children, drowned.",
            [("killed", 40, None, "people", None)],
        ),
        ("Death toll now 14 (was 9).", [("killed", 14, 14, "people", None)]),
        ("Drone strike: 2x civilians KIA", [("killed", 2, 2, "civilians", None)]),
        ("An 8-month-old baby girl was killed.", [("killed", 1, 1, "children", None)]),
        ("Seventeen-year-old Mary Jones was killed by a stray bullet.", [("killed", 1, 1, "children", None)]),
        ("Twelve people lost limbs.", []),
        ("The army lost 12 men.", [("killed", 12, 12, "men", None)]),
        ("Up to 80 (Karsan group) fighters were killed.", [("killed", 0, 80, "fighters", None)]),
        ("They carried off scores of dead and wounded comrades.", [("affected", 40, None, "people", None)]),
        ("The court is blamed for several executions.", []),
        (
            "The war left 210,000 people dead and displaced half the country.",
            [("killed", 210000, 210000, "people", None)],
        ),
        (
            "Among the 31 killed was a family of eight people.",
            [("killed", 31, 31, "people", None), ("killed", 8, 8, "people", None)],
        ),
        # one verb's object stands with the next verb
        (
            "The army killed 16 and wounded 45 militants.",
            [("killed", 16, 16, "fighters", None), ("injured", 45, 45, "fighters", None)],
        ),
        # fellows are of the same kind; an apposition is the same person
        (
            "A surgeon and several colleagues were killed.",
            [("killed", 1, 1, "medics", None), ("killed", 3, None, "medics", None)],
        ),
        # company, captors, the fallen, field messages
        (
            "Some 26 soldiers had died as well as 44 civilians in air raids.",
            [("killed", 26, 26, "soldiers", None), ("killed", 44, 44, "civilians", None)],
        ),
        (
            "Twenty students were taken by gunmen from a school on Friday.",
            [("detained", 20, 20, "civilians", None)],
        ),
        ("Twenty students were taken to hospital.", []),
        ("Fourteen soldiers had fallen in the fighting, their commander said.", [("killed", 14, 14, "soldiers", None)]),
        ("2 KIA, 3 WIA near the bridge", [("killed", 2, 2, "people", None), ("injured", 3, 3, "people", None)]),
        (
            "9 killed incl 2 kids, 21 inj",
            [("killed", 9, 9, "people", None), ("killed", 2, 2, "children", 9), ("injured", 21, 21, "people", None)],
        ),
        ("Raiders burned houses and carried off five women.", [("detained", 5, 5, "women", None)]),
        (
            "This brings the total death toll to 33,091 and the number of injuries to 75,750.",
            [("killed", 33091, 33091, "people", None), ("injured", 75750, 75750, "people", None)],
        ),
        ("2 Kia cars were burnt.", []),
        ("The contingent suffered its first fatality on Sunday.", [("killed", 1, 1, "people", None)]),
        (
            "A monk - accused of theft by the court - was stoned to death.",
            [("killed", 1, 1, "civilians", None)],
        ),
        # text without commas
        (
            "Twin blasts in the city on Friday killed at least 27 people mostly pupils and wounded 60 others "
            "state news agency TANA reported.",
            [("killed", 27, None, "people", None), ("injured", 60, 60, "people", None)],
        ),
    ],
)
def test_counts_of_a_phrasing(text: str, expected: list[Row]) -> None:
    """Each phrasing gives its counts and no others."""
    assert _counts(text) == expected
