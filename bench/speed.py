"""How fast claims are extracted: as a ratio to spaCy's default pipeline over the same texts, in the same run.

In: files as `bearwitness extract` takes them (default: the examples). Out: words a second of both and the ratio. A
ratio says what the extraction costs on any machine; words a second hold for this one. Both are read in turn, several
times, and the best time of each counts: anything slower is the machine doing something else.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from bearwitness.base.records import Document, Report
from bearwitness.collect import read_reports
from bearwitness.decode import decode_report
from bearwitness.extract.claims import extract_documents
from bearwitness.extract.parsing import load_parser

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"


def read_texts(paths: list[str]) -> list[Document]:
    """The documents behind `paths`; what cannot be read is named on standard error and left out."""
    documents = []
    for report in read_reports(paths):
        if isinstance(report, Report):
            documents.append(decode_report(report))
        else:
            print(f"left out: {report.origin}: {report.reason}", file=sys.stderr)
    return documents


def time_best(rounds: int, *tasks: Callable[[], object]) -> list[float]:
    """The best time of each task in seconds, after one round that only warms up; tasks take turns."""
    best = [float("inf")] * len(tasks)
    for number in range(rounds + 1):
        for index, task in enumerate(tasks):
            start = time.perf_counter()
            task()
            if number:
                best[index] = min(best[index], time.perf_counter() - start)
    return best


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(EXAMPLES)], help="files or folders; default: the examples")
    parser.add_argument("--rounds", type=int, default=3, help="timed rounds (default 3)")
    parser.add_argument("--documents", type=int, default=None, help="only the first so many documents")
    options = parser.parse_args()
    documents = read_texts(options.paths)[: options.documents]
    if not documents:
        print("nothing to measure", file=sys.stderr)
        return 1
    texts = [document.text for document in documents]
    words = sum(len(text.split()) for text in texts)
    meta = load_parser().meta
    default = spacy.load(f"{meta['lang']}_{meta['name']}")
    found: list[int] = []

    def extract() -> None:
        found.append(sum(len(claims) for _, claims in extract_documents(documents)))

    plain_s, claims_s = time_best(options.rounds, lambda: list(default.pipe(texts)), extract)
    extra_ms = (claims_s - plain_s) / len(documents) * 1000
    print(f"{len(documents)} documents, {words:,} words, {found[-1]} claims")
    print(f"spaCy's default pipeline  {words / plain_s:8,.0f} words/s")
    print(f"extraction                {words / claims_s:8,.0f} words/s   {extra_ms:+.1f} ms a document beyond it")
    print(f"ratio                     {plain_s / claims_s:8.2f}           (1.00 = as fast as the pipeline alone)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
