"""Sets the weights by which the place of a name is chosen, and says how well they hold on texts not used to set them.

In: annotated toponyms (LGL's or GeoVirus's XML, also gzipped): PATHS. Out: `lexicon/place_weights.yaml` with `--write`,
else the file's content on standard output; before it, on standard error, the share of names put within 161 km by the
weights of now, and by weights set on the other four fifths of the texts (five-fold cross-validation, by text).

The weights are those that are likeliest given the annotations, held towards those of `--prior` by a
normal prior (`--hold`), so that a feature that the collections hardly know (places of the supplement, which is about
wars) keeps the weight that it was given by hand. No name of a place is a feature. The features of a place depend on
what the other names of its document are held for, so setting and describing take turns.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from scipy.optimize import minimize

from bearwitness.extract.naming.parties import find_parties
from bearwitness.extract.placing import resolutions
from bearwitness.extract.placing.distances import distance_m
from bearwitness.extract.placing.gazetteer import Entry, open_gazetteer
from bearwitness.extract.placing.place_choices import is_firm
from bearwitness.extract.placing.place_frames import frame_stretch
from bearwitness.extract.placing.place_names import Names, collect_names
from bearwitness.extract.placing.place_spans import cover_words, find_stretches, read_text
from bearwitness.extract.placing.resolutions import NAMES, describe_names, pick_places
from places import CUSTOM_KM, Toponym, read_articles

FILE = Path(__file__).resolve().parents[1] / "src/bearwitness/extract/lexicon/place_weights.yaml"
PRIOR = Path(__file__).with_name("place_prior.yaml")
HEAD = """# How much each feature of a place adds to its score (extract/placing/resolutions.py says what each is).
# Written by bench/fit_places.py; do not edit by hand. Set on: {data}.
"""
FOLDS, TURNS, SAME_KM = 5, 3, 30.0


@dataclass(slots=True)
class Text:
    """One text: its names, the places worth scoring, and for each annotated name which of them are right, and how far
    each lies off in kilometres.
    """

    names: Names
    places: list[tuple[Entry, ...]]
    gold: list[tuple[int, np.ndarray, np.ndarray]]


def read_names(text: str, gold: Sequence[Toponym]) -> Text:
    """The names of a text as the extraction sees them, joined to the annotation where their words overlap."""
    parties, read = find_parties(text), read_text(text)
    shut = cover_words(read.tokens, [(p.start, p.end) for p in parties if p.kind != "state"])
    stretches = find_stretches(read, open_gazetteer(), shut)
    for stretch in stretches:
        if is_firm(read, stretch):
            read.taken.update(range(stretch.first, stretch.last + 1))
    frames = [frame_stretch(read, s.first, s.last) for s in stretches]
    names = collect_names(read, stretches, frames, parties)
    places = [pick_places(name) for name in names.names]
    joined = []
    for stretch, index in zip(stretches, names.at, strict=True):
        start, end = read.tokens[stretch.first].start, read.tokens[stretch.last].end
        for one in gold:
            if one.at is None or not (one.start < end and start < one.end):
                continue
            off = np.array([_off_km(one.at, e) for e in places[index]])
            same = np.array([one.id is not None and e.id == f"geonames:{one.id}" for e in places[index]])
            right = same if same.any() else off <= max(SAME_KM, off.min() if off.min() <= CUSTOM_KM else 0)
            joined.append((index, right | (off <= SAME_KM), off))
            break
    return Text(names, places, joined)


def _off_km(at: tuple[float, float], entry: Entry) -> float:
    return distance_m(at, (entry.lat, entry.lon)) / 1000 if entry.lat is not None and entry.lon is not None else 1e5


def describe(text: Text, weights: np.ndarray) -> list[np.ndarray]:
    """The features of all places of all names of a text, after the rounds of the resolution under these weights."""
    found = None
    for _ in range(3):
        vectors = [np.array(v) for v in describe_names(text.names.names, text.places, text.names.peoples, found)]
        found = [list(_softmax(v @ weights)) for v in vectors]
    return vectors


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max())
    return raised / raised.sum()


def fit(texts: Sequence[Text], prior: np.ndarray, hold: float) -> np.ndarray:
    """The likeliest weights."""
    weights = prior.copy()
    for _ in range(TURNS):
        cases = [
            (vectors[i], right)
            for text in texts
            for vectors in [describe(text, weights)]
            for i, right, _ in text.gold
            if right.any() and not right.all()
        ]

        def loss(w: np.ndarray, cases: list[tuple[np.ndarray, np.ndarray]] = cases) -> tuple[float, np.ndarray]:
            total, slope = hold * ((w - prior) ** 2).sum(), 2 * hold * (w - prior)
            for vectors, right in cases:
                p = _softmax(vectors @ w)
                q = np.where(right, p, 0) / max(p[right].sum(), 1e-12)
                total -= np.log(max(p[right].sum(), 1e-12))
                slope = slope + vectors.T @ (p - q)
            return total, slope

        weights = minimize(loss, weights, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return weights


def measure(texts: Sequence[Text], weights: np.ndarray) -> tuple[int, int]:
    """How many annotated names are put within 161 km, of how many."""
    near = whole = 0
    for text in texts:
        vectors = describe(text, weights)
        for i, _, off in text.gold:
            near += off[int(np.argmax(vectors[i] @ weights))] <= CUSTOM_KM
            whole += 1
    return near, whole


def main() -> int:
    """Fit, cross-validate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--hold", type=float, default=2.0, help="how firmly the prior holds (default 2)")
    parser.add_argument(
        "--prior", type=Path, default=PRIOR, help=f"the weights to hold towards (default: {PRIOR.name})"
    )
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    options = parser.parse_args()
    given = yaml.safe_load(options.prior.read_text(encoding="utf-8"))["weights"]
    prior = np.array([float(given[name]) for name in NAMES])
    now = np.array(resolutions.load_weights())
    files = {path.name: [read_names(*article) for article in read_articles(path)] for path in options.paths}
    everything = [text for texts in files.values() for text in texts]
    folds = [fit([t for i, t in enumerate(everything) if i % FOLDS != k], prior, options.hold) for k in range(FOLDS)]
    start = 0
    for name, texts in files.items():
        near, whole = measure(texts, now)
        held = [measure([t for i, t in enumerate(texts, start) if i % FOLDS == k], folds[k]) for k in range(FOLDS)]
        start += len(texts)
        apart = sum(n for n, _ in held) / max(1, sum(w for _, w in held))
        print(f"{name}: names {whole}  now {near / whole:.3f}  cross-validated {apart:.3f}", file=sys.stderr)
    weights = fit(everything, prior, options.hold)
    lines = [f"  {name}: {value:.2f}" for name, value in zip(NAMES, weights, strict=True)]
    content = HEAD.format(data=", ".join(files)) + "\n".join(["weights:", *lines, ""])
    if options.write:
        FILE.write_text(content, encoding="utf-8")
    else:
        print(content, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
