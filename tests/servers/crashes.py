"""Writers that are killed, and writers that write at once: what must hold afterwards.

Used by the tests with few rounds and by `make soak` with many. A writer is a process of its own that adds documents,
one transaction each, and says the number of each once it is kept.
"""

import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from additions import make_addition
from bearwitness.base.casebooks import Filter
from bearwitness.ledger.casebooks import open_casebook
from bearwitness.ledger.verifications import compare_tables, verify

LONGEST_S = 0.4  # a writer lives that long at most: from its start, or from its first document on
FIRST_S = 30.0  # the most that a first document takes on a busy machine
NEW_EVERY = 4  # rounds, after which the next writer begins with no casebook at all
MOST = 60  # documents of one writer
LEAST = 8  # documents of each of two writers at once, however long they take on a busy machine


@dataclass
class Count:
    """What happened over all rounds."""

    kills: int = 0
    acknowledged: int = 0
    documents: int = 0
    unmade: int = 0  # kills before there was a casebook


def start_writer(address: str, numbers: Iterable[int]) -> tuple[int, int]:
    """Start a writer: its process, and where to read what it acknowledges."""
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return process, reader
    code = 1
    try:
        with open_casebook(address, create=True) as book:
            for number in numbers:
                book.add([make_addition(number)])
                os.write(writer, f"{number}\n".encode())
        code = 0
    finally:
        os._exit(code)


def read_acknowledged(reader: int) -> list[int]:
    """The numbers that a writer acknowledged, once it has ended."""
    with os.fdopen(reader) as lines:
        return [int(line) for line in lines if line.endswith("\n")]


def run_crashes(make_address: Callable[[], str], rounds: int, seed: int) -> Count:
    """Kill a writer in each round and check the casebook; raises AssertionError at the first that does not hold."""
    chosen, count = random.Random(seed), Count()
    address, kept, begin = "", set[int](), 0
    for each in range(rounds):
        if each % NEW_EVERY == 0:
            address, kept, begin = make_address(), set(), 0
        # Some numbers come a second time: adding again completes, and adds nothing twice.
        process, reader = start_writer(address, range(max(0, begin - 5), begin + MOST))
        if each % 2:  # in the midst of adding; the others anywhere, from the first moment on
            select.select([reader], [], [], FIRST_S)
        time.sleep(chosen.uniform(0, LONGEST_S))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        acknowledged = read_acknowledged(reader)
        count.kills += 1
        count.acknowledged += len(acknowledged)
        kept.update(acknowledged)
        begin = max(kept, default=-1) + 1
        try:
            check_whole(address, kept)
        except FileNotFoundError:
            count.unmade += 1
            assert not kept
        if each % NEW_EVERY == NEW_EVERY - 1 or each == rounds - 1:
            count.documents += complete(address, begin + 5)
    return count


def run_together(address: str, seconds: float) -> int:
    """Two writers at once, half of whose documents are the same, for so long: the number of documents kept."""
    open_casebook(address, create=True).close()
    ends = time.monotonic() + seconds

    def count_up(step: int) -> Iterator[int]:
        number = 0
        while time.monotonic() < ends or number < LEAST:
            yield number if number % 4 < 2 else 1_000_000 * step + number
            number += 1

    writers = [start_writer(address, count_up(step)) for step in (1, 2)]
    codes = [os.waitpid(process, 0)[1] for process, _ in writers]
    assert codes == [0, 0]
    numbers = [read_acknowledged(reader) for _, reader in writers]
    assert all(len(each) >= LEAST for each in numbers)
    check_whole(address, {*numbers[0], *numbers[1]}, exactly=True)
    return len({*numbers[0], *numbers[1]})


def complete(address: str, most: int) -> int:
    """Add everything again after all the kills: all of it is there, once."""
    with open_casebook(address, create=True) as book:
        for number in range(most):
            book.add([make_addition(number)])
    check_whole(address, set(range(most)))
    return most


def check_whole(address: str, kept: set[int], *, exactly: bool = False) -> None:
    """The chain holds, what was acknowledged is there, and no document is there by half."""
    if "://" not in address and not os.path.exists(address):  # noqa: PTH110  a path or a URL
        raise FileNotFoundError(address)
    with open_casebook(address, create=True) as book:
        with book.database.reading() as connection:
            fault = verify(connection).fault
        assert fault is None, fault
        with book.database.writing() as connection:
            assert compare_tables(connection) == []
        expected = {make_addition(number).document.sha256: number for number in kept}
        there = {each.document.sha256: each for each in book.documents(Filter())}
        assert set(expected) <= set(there), "something acknowledged is lost"
        assert not exactly or set(expected) == set(there), "something is there that nobody acknowledged"
        claims: dict[str, int] = {}
        for claim in book.claims(Filter()):
            claims[claim.document_sha256] = claims.get(claim.document_sha256, 0) + 1
        for sha256, document in there.items():
            assert claims.get(sha256, 0) == document.claims == 2, "a document is there by half"
            assert book.raw(sha256), "a document is there without its bytes"
