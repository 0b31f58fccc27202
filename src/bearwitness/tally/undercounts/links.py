"""Named lists as overlaps: who on one list is who on another, by probabilistic linkage with splink.

In: entries with a list, a name, and if known a date, a place, an age and a sex. Out: overlaps. An entry twice on one
list is one person. Names are compared without accents and whatever the order of their parts. It needs the extra
`estimate`; it writes no name anywhere.
"""

import logging
import warnings
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bearwitness.base.errors import MissingExtra
from bearwitness.base.estimates import Overlaps
from bearwitness.tally.regions import fold_place

MATCH = 0.9
"""The probability from which two entries are one person. Set by hand; `bearwitness estimate --match` changes it, and
the estimate should be looked at for several values.
"""
RECALL = 0.7  # of true pairs, how many agree on name and date to the letter; splink's prior stands on it. Set by hand
NAME_ALIKE = (0.95, 0.88)  # Jaro-Winkler; splink's own defaults are 0.92 and 0.8, too loose for names of few parts
SAMPLED_PAIRS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of one list. Empty means not stated."""

    list: str
    name: str
    date: str = ""
    place: str = ""
    age: str = ""
    sex: str = ""


def link_entries(entries: Sequence[Entry], *, match: float = MATCH) -> Overlaps:
    """How many people stand on each combination of lists. Raises MissingExtra without splink."""
    lists = tuple(dict.fromkeys(entry.list for entry in entries))
    groups = _cluster([_fold(entry) for entry in entries], match)
    members: defaultdict[object, set[str]] = defaultdict(set)
    for entry, group in zip(entries, groups, strict=True):
        members[group].add(entry.list)
    counts = Counter(tuple(int(name in on) for name in lists) for on in members.values())
    note = f"{len(entries):,} entries linked into {len(members):,} people at a probability of {match} or more"
    return Overlaps(lists=lists, counts=dict(counts), notes=(note,))


def _fold(entry: Entry) -> dict[str, str | None]:
    name = " ".join(sorted(fold_place(entry.name).split()))
    return {
        "name": name or None,
        "first": name[:3] or None,
        "day": entry.date.strip() or None,
        "place": fold_place(entry.place) or None,
        "age": entry.age.strip() or None,
        "sex": entry.sex.strip().lower()[:1] or None,
    }


def _cluster(rows: Sequence[dict[str, str | None]], match: float) -> list[object]:
    try:
        import splink.comparison_library as comparisons  # noqa: PLC0415  an optional part
        from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415  an optional part
        from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415  an optional part
    except ImportError:
        raise MissingExtra("estimate", "linking named lists") from None
    logging.getLogger("splink").setLevel(logging.ERROR)
    used = [column for column in ("day", "place", "age", "sex") if any(row[column] for row in rows)]
    compared: list[Any] = [
        comparisons.JaroWinklerAtThresholds("name", list(NAME_ALIKE)).configure(m_probabilities=[0.7, 0.17, 0.1, 0.03])
    ]
    for column in used:
        compared.append(comparisons.ExactMatch(column).configure(m_probabilities=[0.9, 0.1]))
    rules: list[Any] = [block_on("first", column) for column in used] + [block_on("name")]
    rules += [block_on("day", "place")] if {"day", "place"} <= set(used) else []
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=compared, blocking_rules_to_generate_predictions=rules
    )
    table: dict[str, list[Any]] = {"unique_id": list(range(len(rows)))}
    table |= {key: [row[key] for row in rows] for key in ("name", "first", *used)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        linker = Linker(DuckDBAPI().register(table), settings, log_level=logging.ERROR)
        exact: list[Any] = [block_on("name", used[0])] if used else [block_on("name")]
        linker.training.estimate_probability_two_random_records_match(exact, recall=RECALL)
        linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED_PAIRS, seed=1)
        pairs = linker.inference.predict(threshold_match_probability=match)
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, match)
    found = {int(row["unique_id"]): row["cluster_id"] for row in clusters.as_record_list()}
    return [found.get(at, f"alone {at}") for at in range(len(rows))]
