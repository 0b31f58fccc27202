"""The cost and the quality of resolution on a synthetic stream: `python bench/incidents.py --claims 200000`.

In: how many claims. Out: time, peak memory, comparisons, and the cost of adding one document as the casebook grows,
slice by slice; how well the groups agree with the events that the stream was made from. The stream is made before the
clock starts.
"""

import argparse
import itertools
import resource
import sys
import time
from collections import defaultdict

from bearwitness.resolve.incidents import Register
from bearwitness.resolve.resolvers import Resolver
from streams import StreamOptions, generate_stream

CLAIMS_A_DOCUMENT = 4
SLICES = 20


def main() -> int:
    """Run the measure and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plot", metavar="FILE.png", help="draw the curve (needs matplotlib)")
    given = parser.parse_args()
    stream = list(generate_stream(StreamOptions(documents=given.claims // CLAIMS_A_DOCUMENT, seed=given.seed)))
    claims = sum(len(told.claims) for told in stream)
    made_mb = _peak_mb()
    print(f"stream: {len(stream):,} documents, {claims:,} claims, {len({t.event for t in stream}):,} events")
    resolver = Resolver()
    curve = []
    began, began_cpu = time.perf_counter(), time.process_time()
    size = -(-len(stream) // SLICES)
    for first in range(0, len(stream), size):
        before, compared = time.process_time(), resolver.comparisons
        part = stream[first : first + size]
        for told in part:
            resolver.add(told.document, told.claims, told.outline)
            resolver.group_of(resolver.by_document[next(reversed(resolver.by_document))][0])
        each_ms = (time.process_time() - before) * 1000 / len(part)
        curve.append((first + len(part), each_ms, (resolver.comparisons - compared) / len(part)))
    added, added_cpu = time.perf_counter() - began, time.process_time() - began_cpu
    register = Register(resolver)
    placements = {p.document: p for p in register.place_documents()}
    incidents = sum(1 for _ in register.list_incidents())
    whole, whole_cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print("documents   processor ms each, grouped at once   comparisons each")
    for documents, each_ms, compared_each in curve:
        print(f"{documents:9,}   {each_ms:6.2f} {'#' * round(each_ms * 4):24}   {compared_each:6.1f}")
    print(f"adding {added:.0f} s (processor {added_cpu:.0f} s)")
    print(f"with ids, grades and tolls of {incidents:,} incidents {whole:.0f} s (processor {whole_cpu:.0f} s)")
    print(f"peak memory {_peak_mb():,.0f} MB, of which the stream itself {made_mb:,.0f} MB")
    costs = [each_ms for _, each_ms, _ in curve]
    print(f"{resolver.comparisons:,} comparisons; dearest slice to cheapest {max(costs) / min(costs):.2f}")
    events = {t.document.id: t.event for t in stream}
    found = {name: placements[name].incident or name for name in events}
    print(f"incidents: B-cubed F1 {_b_cubed(events, found):.3f}, pairwise F1 {_pairwise(events, found):.3f}")
    stories = {t.document.id: t.story for t in stream}
    print(f"copies: pairwise F1 {_pairwise(stories, {name: placements[name].story for name in stories}):.3f}")
    if given.plot:
        _plot(curve, given.plot)
    return 0


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def _group(labels: dict[str, str]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for name, label in labels.items():
        groups[label].add(name)
    return groups


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _b_cubed(gold: dict[str, str], found: dict[str, str]) -> float:
    wanted, got = _group(gold), _group(found)
    common = [(len(wanted[gold[name]] & got[found[name]]), name) for name in gold]
    precision = sum(n / len(got[found[name]]) for n, name in common) / len(common)
    return _f1(precision, sum(n / len(wanted[gold[name]]) for n, name in common) / len(common))


def _pairwise(gold: dict[str, str], found: dict[str, str]) -> float:
    wanted, got = (
        {pair for group in _group(labels).values() for pair in itertools.combinations(sorted(group), 2)}
        for labels in (gold, found)
    )
    hits = len(wanted & got)
    return _f1(hits / len(got) if got else 0.0, hits / len(wanted) if wanted else 0.0)


def _plot(curve: list[tuple[int, float, float]], path: str) -> None:
    from matplotlib import pyplot  # noqa: PLC0415  an optional part

    figure, axes = pyplot.subplots(figsize=(7, 3.2))
    axes.plot([c[0] for c in curve], [c[1] for c in curve], color="#1f5f8b", marker="o", markersize=3)
    axes.set(xlabel="documents in the casebook", ylabel="ms to add one document", ylim=(0, None))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=130)


if __name__ == "__main__":
    sys.exit(main())
