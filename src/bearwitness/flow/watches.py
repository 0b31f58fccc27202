"""Feeds, pages and folders, read once or watched: what is new in them is kept.

In: addresses and folders, the network, a clock and a way to wait. Out: receipts and failures, for as long as it is
wanted. It goes on where it stopped, and asks no server more often than it should.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from time import sleep

from bearwitness.base.casebooks import Receipt
from bearwitness.base.records import Failure, Report
from bearwitness.collect import read_reports
from bearwitness.collect.feeds import poll_address
from bearwitness.collect.inputs import find_inputs
from bearwitness.collect.networks import Network, Poll, is_address, open_network
from bearwitness.flow.casebooks import Kept, add
from bearwitness.flow.requests import Input, Options
from bearwitness.ledger import polls
from bearwitness.ledger.casebooks import Casebook, tell_time
from bearwitness.ledger.entries import format_time

CALM_S = 2.0  # a file that was written to within this time may not be whole yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The world outside: the network (None = this machine's, when it is first needed), the time, and how to wait."""

    network: Network | None = None
    clock: Callable[[], datetime] = tell_time
    wait: Callable[[float], None] = sleep


def add_named(book: Casebook, names: Sequence[str], options: Options, around: Surroundings) -> Iterator[Kept]:
    """Keep what is behind paths and addresses, in their order: a page, all entries of a feed, files, folders."""
    for web, group in groupby(names, is_address):
        given = list(group)
        if web:
            for url in given:
                yield from _add_address(book, Poll(url=url), options, around)
        else:
            yield from add(book, read_reports(given, stdin=options.stdin), options)


def watch(
    book: Casebook,
    names: Sequence[str],
    options: Options,
    around: Surroundings,
    *,
    every_s: float,
    rounds: int | None = None,
) -> Iterator[Kept]:
    """Keep what turns up at addresses and in folders, again and again; `rounds` = how often, None = for ever.

    An address is asked with what it said of itself the last time, so that nothing is sent when nothing has changed; one
    that fails is asked less and less often.
    """
    seen: dict[Path, tuple[int, int]] = {}
    done = 0
    while rounds is None or done < rounds:
        for name in names:
            if is_address(name):
                yield from _poll(book, name, options, around)
            else:
                yield from add(book, _find_new(name, seen, around.clock()), options)
        done += 1
        book.settle()
        if rounds is None or done < rounds:
            around.wait(every_s)


def _poll(book: Casebook, url: str, options: Options, around: Surroundings) -> Iterator[Kept]:
    book.account.check("add")
    with book.database.reading() as connection:
        state = polls.read_state(connection, url)
    poll = Poll(url=url)
    if state is not None:
        next_at = datetime.fromisoformat(state.next_at_utc)
        poll = Poll(
            url=url, etag=state.etag, last_modified=state.last_modified, failures=state.failures, next_at=next_at
        )
    if poll.next_at <= around.clock():
        yield from _add_address(book, poll, options, around)


def _add_address(book: Casebook, poll: Poll, options: Options, around: Surroundings) -> Iterator[Kept]:
    book.account.check("add")
    network = around.network or open_network()
    after: list[Poll] = []

    def is_kept(url: str) -> bool:
        with book.database.reading() as connection:
            return polls.is_kept(connection, url)

    def list_inputs() -> Iterator[Input]:
        for each in poll_address(network, poll, around.clock(), is_kept):
            if isinstance(each, Poll):
                after.append(each)
            else:
                yield each

    whole = True
    for kept in add(book, list_inputs(), options):
        whole = whole and isinstance(kept, Receipt)
        yield kept
    # Remembered only once everything it brought is kept: after a crash the next poll brings it again.
    for state in after:
        forgotten = state.failures == 0 and not whole
        with book.writing("add") as transaction:
            polls.write_state(
                transaction.connection,
                polls.FeedState(
                    url=state.url,
                    etag=None if forgotten else state.etag,
                    last_modified=None if forgotten else state.last_modified,
                    failures=state.failures,
                    next_at_utc=format_time(max(state.next_at, datetime(1970, 1, 1, tzinfo=UTC))),
                ),
            )


def _find_new(name: str, seen: dict[Path, tuple[int, int]], now: datetime) -> Iterator[Report | Failure]:
    """The reports in files of a folder that are new or have changed, and have lain still for a moment."""
    for path in find_inputs([name]):
        if isinstance(path, Failure):
            if "an empty folder" not in path.reason:
                yield path
            continue
        try:
            status = path.stat()
        except OSError:
            continue  # gone again
        mark = (status.st_mtime_ns, status.st_size)
        written = datetime.fromtimestamp(status.st_mtime, UTC)
        if seen.get(path) == mark or timedelta(0) <= now - written < timedelta(seconds=CALM_S):
            continue
        seen[path] = mark
        yield from read_reports([str(path)])
