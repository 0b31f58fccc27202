"""Estimates against what was published, and refusals where lists overlap too little."""

import math
from itertools import product

import numpy as np
import pytest

from bearwitness.base.errors import BrokenInput, EmptyInput
from bearwitness.base.estimates import Overlaps
from bearwitness.tally.undercounts.bounds import bound_below
from bearwitness.tally.undercounts.decomposables import average_graphs, list_graphs
from bearwitness.tally.undercounts.estimates import estimate, refuse
from bearwitness.tally.undercounts.latents import Sampling, sample_latent_classes
from bearwitness.tally.undercounts.links import Entry, link_entries
from bearwitness.tally.undercounts.lists import read_lists
from bearwitness.tally.undercounts.loglinear import average, fit, fit_models, list_models

# Ball et al., the four lists of killings in Kosovo, March to June 1999: published 10,356 (9,002 to 12,122).
KOSOVO = Overlaps(
    lists=("EXH", "ABA", "OSCE", "HRW"),
    counts={
        tuple(map(int, pattern)): count
        for pattern, count in {
            "0001": 306, "0010": 936, "0011": 123, "0100": 845, "0101": 31, "0110": 217, "0111": 32, "1000": 1131,
            "1001": 106, "1010": 228, "1011": 42, "1100": 177, "1101": 18, "1110": 181, "1111": 27,
        }.items()
    },
)  # fmt: skip
# Madigan and York 1997: birth certificates, death certificates, medical rehabilitation records of spina bifida.
SPINA = Overlaps(
    lists=("B", "D", "M"),
    counts={
        (at & 1, at >> 1 & 1, at >> 2 & 1): count for at, count in enumerate((0, 60, 49, 4, 247, 112, 142, 12)) if at
    },
)
QUICK = Sampling(burn_in=300, kept=600, thinning=1)


def test_models_of_four_lists_are_113_and_of_three_8() -> None:
    assert (len(list_models(4)), len(list_models(3))) == (113, 8)
    assert (len(list_graphs(4)), len(list_graphs(3))) == (61, 8)


def test_kosovo_best_model_is_the_published_one() -> None:
    best, *_ = models = fit_models(KOSOVO)
    assert len(models) == 113
    assert best.name == "EXH·HRW + OSCE·HRW + EXH·ABA·OSCE"
    assert best.estimate == pytest.approx(10_356.5, abs=0.1)
    assert best.low == pytest.approx(9_002, rel=0.005)
    assert best.high == pytest.approx(12_122, rel=0.005)
    assert sum(model.weight or 0 for model in models) == pytest.approx(1)


def test_kosovo_independence_and_chao() -> None:
    independent = fit(KOSOVO, ())
    assert independent is not None
    assert independent.estimate == pytest.approx(7_395, abs=0.5)
    chao = bound_below(KOSOVO)
    assert chao is not None
    assert chao.estimate == pytest.approx(10_270, abs=0.5)


def test_madigan_and_york() -> None:
    a, b = 13.14, 55.17
    log_gamma = np.vectorize(math.lgamma)

    def prior(n):
        return n * math.log(b) - (n + a) * math.log(1 + b) + log_gamma(n + a) - log_gamma(n + 1) - math.lgamma(a)

    averaged, graphs = average_graphs(SPINA, delta=1.0, prior=prior, complete=True)
    assert graphs[0].name == "B·D"
    assert graphs[0].estimate == 731
    assert graphs[0].weight == pytest.approx(0.37, abs=0.005)
    assert averaged.estimate == 731


def test_averaging_holds_the_spread_between_models() -> None:
    models = fit_models(KOSOVO)
    whole = average(models)
    assert whole.low is not None
    assert whole.high is not None
    assert whole.low < models[0].estimate < whole.high
    assert whole.high - whole.low > (models[0].high or 0) - (models[0].low or 0)


def test_latent_classes_find_what_two_kinds_of_people_hide() -> None:
    """Half of 4,000 are easy to list and half hard: independence misses hundreds, latent classes cover the truth."""
    easy, hard = np.array([0.7, 0.6, 0.65, 0.7]), np.array([0.1, 0.15, 0.1, 0.12])
    counts = {}
    for pattern in product((0, 1), repeat=4):
        marks = np.array(pattern)
        share = sum(0.5 * np.prod(np.where(marks == 1, p, 1 - p)) for p in (easy, hard))
        if any(pattern):
            counts[pattern] = round(4_000 * share)
    lists = Overlaps(lists=("a", "b", "c", "d"), counts=counts)
    independent = fit(lists, ())
    assert independent is not None
    assert independent.estimate < 3_400
    found = sample_latent_classes(lists, Sampling(burn_in=1_000, kept=2_000))
    assert found.low is not None
    assert found.high is not None
    assert found.low < 4_000 < found.high
    assert sample_latent_classes(lists, QUICK) == sample_latent_classes(lists, QUICK)


def test_an_estimate_is_never_one_number() -> None:
    found = estimate(KOSOVO, QUICK)
    assert len({model.method for model in found.chosen}) == 5
    assert found.low is not None
    assert found.high is not None
    assert KOSOVO.total <= found.low < 9_100
    assert found.high > 12_100
    assert any("disagree" in warning or "Chao" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ({(1, 0): 50, (0, 1): 60, (1, 1): 40}, "fewer than three"),
        ({(1, 0, 0): 500, (0, 1, 0): 400, (0, 0, 1): 300, (1, 1, 0): 9, (0, 1, 1): 8}, "only 17 people"),
        ({(1, 0, 0): 500, (0, 1, 0): 400, (0, 0, 1): 300, (1, 1, 0): 90}, "says nothing"),
        ({(1, 0, 0): 9_000, (0, 1, 0): 9_000, (0, 0, 1): 9_000, (1, 1, 0): 50, (0, 1, 1): 50}, "0.4%"),
    ],
)
def test_thin_overlap_is_refused_with_the_reason(counts, reason) -> None:
    lists = tuple(f"list {at}" for at in range(len(next(iter(counts)))))
    overlaps = Overlaps(lists=lists, counts=counts)
    assert any(reason in told for told in refuse(overlaps))
    assert estimate(overlaps).models == ()


def test_names_are_linked_whatever_their_accents_and_order() -> None:
    pytest.importorskip("splink")
    firsts, lasts = ("Adan", "Bilo", "Ceno", "Dara", "Elmo"), ("Vunak", "Wostri", "Xarel")
    names = [f"{first} {last}" for first in firsts for last in lasts]
    people = [(name, f"2019-03-{at + 1:02}", "Arin" if at % 2 else "Belto") for at, name in enumerate(names)]
    north = [Entry(list="north", name=name, date=day, place=place) for name, day, place in people]
    south = [
        Entry(list="south", name=" ".join(reversed(name.replace("a", "á").split())), date=day, place=place)
        for name, day, place in people[5:]
    ]
    found = link_entries([*north, *south, north[0]])
    assert found.counts == {(1, 0): 5, (1, 1): 10}


def test_files_of_counts_and_of_names() -> None:
    found = read_lists('north,south,clinic,count\n1,0,0,5\n0,1,1,"1,200"\n', "x.csv")
    assert isinstance(found, Overlaps)
    assert found.counts == {(1, 0, 0): 5, (0, 1, 1): 1_200}
    found = read_lists("pattern,count\n0110,7\n", "x.csv")
    assert isinstance(found, Overlaps)
    assert found.counts == {(0, 1, 1, 0): 7}
    entries = read_lists("list,name,date\nnorth,Adan Vunak,2019-03-01\n", "x.csv")
    assert entries == [Entry(list="north", name="Adan Vunak", date="2019-03-01")]


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("", EmptyInput, "no rows"),
        ("a,b\n1,2\n", BrokenInput, "a column for each list"),
        ("a,b,count\n1,x,4\n", BrokenInput, "0 or 1"),
        ("a,b,count\n1,0,many\n", BrokenInput, "no count"),
        ("a,b,count\n0,0,4\n", BrokenInput, "on no list"),
        ("list,name\n,Adan\n", BrokenInput, "x.csv:2"),
    ],
)
def test_a_bad_file_is_named_with_its_line(text, error, words) -> None:
    with pytest.raises(error, match=words):
        read_lists(text, "x.csv")
