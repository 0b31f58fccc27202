"""How fast a casebook is: adding claims that are extracted already, a filtered query, verify, rebuild.

    .venv/bin/python bench/casebook.py [--claims N] [--batch DOCUMENTS] [--folder FOLDER]

By default 100,000 documents with a million claims in SQLite, in a temporary folder. The documents are made up, the
claims of each built beforehand, so that only the casebook is measured: by the clock, and in seconds of the processor,
which say on a machine that others use too what an idle one would take.
"""

import argparse
import hashlib
import os
import platform
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bearwitness.base.casebooks import Addition, Filter
from bearwitness.base.identifiers import digest
from bearwitness.base.records import Actor, Claim, Document, Harm, Place, Source, Span, When
from bearwitness.ledger.casebooks import Casebook, open_casebook
from bearwitness.ledger.derivations import rebuild
from bearwitness.ledger.verifications import verify

CLAIMS = 10  # a document
BATCH = 1_000  # documents a transaction, when nothing else is said
TOWNS = [f"Town {number}" for number in range(2_000)]
PROVINCES = [f"Province {number}" for number in range(40)]
SPEAKERS = [f"Observatory {number}" for number in range(300)]
WORDS = ["shelling", "market", "hospital", "convoy", "airstrike", "bridge", "school", "rubble", "militia", "drone"]
WORDS += [f"word{number}" for number in range(5_000)]
WEIGHTS = [1 / (rank + 10) for rank in range(len(WORDS))]  # as in any language: few words make up most of the text
FIRST_DAY = date(2012, 1, 1)


def make_documents(number: int) -> Iterator[Addition]:
    """So many documents, the same ones each time."""
    chosen = random.Random(7)
    for each in range(number):
        sentences = []
        for _ in range(CLAIMS):
            words = " ".join(chosen.choices(WORDS, WEIGHTS, k=9))
            sentences.append(f"The {words} killed at least {chosen.randint(2, 90)} people in {chosen.choice(TOWNS)}.")
        text = f"Report {each}. " + " ".join(sentences)
        raw = text.encode()
        sha256 = hashlib.sha256(raw).hexdigest()
        published = FIRST_DAY + timedelta(days=each % 2_500)
        document = Document(id=f"r{each}", text=text, sha256=sha256, published=published, outlet="Northern Post")
        claims, at = [], text.index(sentences[0])
        for position, sentence in enumerate(sentences):
            span = Span(start=at, end=at + len(sentence))
            at += len(sentence) + 1
            town = chosen.randrange(len(TOWNS))
            day = published - timedelta(days=chosen.randint(0, 2))
            claims.append(
                Claim(
                    id=digest([sha256, position]),
                    document=document.id,
                    kind="event",
                    category="ASSAULT",
                    mode="heavy-weapons",
                    actor=Actor(name="government forces", id="gov"),
                    place=Place(
                        name=TOWNS[town],
                        lat=33.5,
                        lon=36.3,
                        precision="town",
                        parents=(PROVINCES[town % 40],),
                        id=f"g{town}",
                    ),
                    when=When(start=day, end=day, edtf=day.isoformat()),
                    harms=(Harm(harm="killed", low=chosen.randint(2, 90), high=None, span=span, wording=sentence),),
                    sources=(
                        Source(name=chosen.choice(SPEAKERS), kind="monitor"),
                        Source(name="Meridian", kind="agency"),
                    ),
                    evidence=span,
                    wording=sentence,
                    rule="object:killed",
                    extractor="bench",
                )
            )
        yield Addition(document=document, claims=tuple(claims), raw=raw)


class Watch:
    """Seconds by the clock and of this process: on a busy machine the second says what an idle one would take."""

    def __init__(self) -> None:
        self.clock = self.process = 0.0

    def __enter__(self) -> "Watch":
        self.began = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.clock += time.perf_counter() - self.began[0]
        self.process += time.process_time() - self.began[1]


def add(book: Casebook, number: int, size: int) -> Watch:
    """Add so many documents, `size` a transaction: the seconds that the casebook took."""
    watch, batch, done = Watch(), [], 0
    for addition in make_documents(number):
        batch.append(addition)
        if len(batch) == size or done + len(batch) == number:
            with watch:
                book.add(batch)
            done += len(batch)
            batch = []
            if done % 10_000 == 0:
                so_far = f"{done * CLAIMS / watch.clock:,.0f} claims/s by the clock so far"
                print(
                    f"  {done:,} documents, {so_far}, {done * CLAIMS / watch.process:,.0f} of the processor",
                    file=sys.stderr,
                )
    return watch


def time_queries(book: Casebook) -> Iterator[tuple[str, float, float, int]]:
    """Queries for a hundred claims: median of eleven and processor time in milliseconds, and how many it found."""
    week = {"since": date(2015, 3, 1), "until": date(2015, 3, 7)}
    asked = {
        "a town": Filter(place="Town 77", limit=100),
        "a province": Filter(place="province 7", limit=100),
        "a week": Filter(**week, limit=100),  # type: ignore[arg-type]
        "a town in a week": Filter(place="Town 77", **week, limit=100),  # type: ignore[arg-type]
        "a source": Filter(source="observatory 12", limit=100),
        "a kind": Filter(kind="killed", limit=100),
        "three words": Filter(words="drone hospital bridge", limit=100),
        "a word in every claim": Filter(words="killed", limit=100),
        "a province, a week, a source": Filter(place="Province 7", **week, source="Observatory 12", limit=100),  # type: ignore[arg-type]
        "a province and two words": Filter(place="Province 7", words="drone hospital", limit=100),
        "as of before": Filter(place="Province 7", as_of="2001-01-01T00:00:00.000000Z", limit=100),
    }
    for name, wanted in asked.items():
        times, found, watch = [], 0, Watch()
        for _ in range(11):
            began = time.perf_counter()
            with watch:
                found = len(list(book.claims(wanted)))
            times.append(1000 * (time.perf_counter() - began))
        yield name, statistics.median(times), 1000 * watch.process / 11, found


def _tell(watch: Watch) -> str:
    return f"{watch.clock:.1f} s by the clock, {watch.process:.1f} s of the processor"


def _read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast a casebook is.")
    parser.add_argument("--claims", type=int, default=1_000_000, metavar="N", help="claims, ten a document")
    parser.add_argument("--batch", type=int, default=BATCH, metavar="DOCUMENTS", help="documents a transaction")
    parser.add_argument("--folder", type=Path, help="where the casebook is made and stays; else it is thrown away")
    return parser.parse_args()


def main() -> None:
    """Measure and print."""
    asked = _read_arguments()
    number = max(1, asked.claims // CLAIMS)
    claims = number * CLAIMS
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="bearwitness-bench-"))
    try:
        with open_casebook(str(folder / "bench.db"), create=True) as book:
            measure(book, number, asked.batch)
            size = sum(each.stat().st_size for each in folder.glob("bench.db*")) / 1e6
        print(f"{number:,} documents, {claims:,} claims, {size:,.0f} MB; Python {platform.python_version()}")
    finally:
        if asked.folder is None:
            shutil.rmtree(folder)


def measure(book: Casebook, number: int, batch: int) -> None:
    """Add so many documents, ask, verify and rebuild, and print what each took."""
    claims = number * CLAIMS
    added, verified, rebuilt = add(book, number, batch), Watch(), Watch()
    print(f"load      {os.getloadavg()[0]:>10.1f}  on {os.cpu_count()} cores")
    clock, process = claims / added.clock, claims / added.process
    print(f"add       {clock:>10,.0f} claims/s by the clock, {process:,.0f} of the processor", end="")
    print(f"  ({batch} documents a transaction; {_tell(added)})")
    for name, median, milliseconds, found in time_queries(book):
        print(f"query     {median:>10.1f} ms by the clock, {milliseconds:.1f} of the processor", end="")
        print(f"  ({found} claims)  {name}", flush=True)
    with book.database.reading() as connection, verified:
        fault = verify(connection).fault
    print(f"verify    {_tell(verified)}  ({'whole' if fault is None else fault})", flush=True)
    with rebuilt, book.database.writing() as connection:
        rebuild(connection)
    print(f"rebuild   {_tell(rebuilt)}", flush=True)


if __name__ == "__main__":
    main()
