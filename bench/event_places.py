"""How well the place of an event is told, word by word: precision and recall on annotated sentences.

In: a file of sentences with their event and its place (see event_sentences.py). Out: precision and recall of the words
of places, by the weights that are in the package. On the very file that they were fitted on, this flatters: there the
figures that count are the cross-validated ones that bench/fit_event_places.py prints.
"""

import argparse
import sys
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

from bearwitness.extract.siting.choices import choose_sites
from event_sentences import read_sentences


@dataclass(slots=True)
class Counts:
    """Words of places that are right, that were chosen, that are in the file."""

    hits: int = 0
    chosen: int = 0
    gold: int = 0

    def add(self, words: Set[int], gold: Set[int]) -> None:
        """Counts one sentence."""
        self.join(Counts(len(words & gold), len(words), len(gold)))

    def join(self, other: "Counts") -> None:
        """Adds the counts of other sentences."""
        self.hits, self.chosen, self.gold = self.hits + other.hits, self.chosen + other.chosen, self.gold + other.gold

    def tell(self) -> tuple[float, float]:
        """Precision and recall."""
        return self.hits / max(self.chosen, 1), self.hits / max(self.gold, 1)

    def __str__(self) -> str:
        precision, recall = self.tell()
        return f"precision {precision:.3f}  recall {recall:.3f}"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the sentences, .jsonl or .jsonl.gz")
    options = parser.parse_args()
    counts, number = Counts(), 0
    for sentence in read_sentences(options.path):
        sites = choose_sites(sentence.event, sentence.places, sentence.parties)
        words = {t.i for site in sites for t in sentence.doc if site.start <= t.idx < site.end and not t.is_space}
        counts.add(words, sentence.gold)
        number += 1
    if not number:
        print(f"{options.path}: no sentence in it", file=sys.stderr)
        return 1
    print(f"{number} sentences  {counts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
