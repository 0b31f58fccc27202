"""Feeds and pages on the web become reports.

In: an address, the network, and what is remembered of the address. Out: a Report for a page, for a feed one for each
entry's page (or for the entry's own words where it leads nowhere), and what to remember. It never fetches a page whose
address it is told is known.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bearwitness.base.errors import MissingExtra, NetworkError
from bearwitness.base.records import Failure, Report
from bearwitness.collect.networks import Answer, Network, Poll, ask, count_wait, is_address
from bearwitness.collect.streams import tell_binary, tell_media

_FEED_SIGNS = (b"<rss", b"<feed", b"<rdf:rdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of a feed."""

    link: str | None
    title: str | None
    published: str | None
    words: str


def poll_address(
    network: Network, poll: Poll, now: datetime, known: Callable[[str], bool] = lambda _: False
) -> Iterator[Report | Failure | Poll]:
    """What is new at an address, then what to remember of it, as the last thing.

    `known` tells addresses of entries that need not be fetched again. A failure to reach the address makes the next
    poll wait; a failure of one entry leaves the address unread, so that the next poll tries the entry again.
    """
    try:
        answer = ask(network, poll)
    except NetworkError as error:
        yield Failure(origin=poll.url, reason=str(error).removeprefix(f"{poll.url}: "))
        yield _postpone(poll, None, now)
        return
    if answer.status == 304:
        yield replace(poll, failures=0, next_at=now)
        return
    if answer.status != 200:
        yield Failure(origin=poll.url, reason=f"the server answered {answer.status}{_explain_status(answer.status)}")
        yield _postpone(poll, answer, now)
        return
    whole = True
    for each in _read_answer(network, answer, poll.url, now, known):
        whole = whole and isinstance(each, Report)
        yield each
    done = replace(poll, failures=0, next_at=now, etag=None, last_modified=None)
    if whole:
        headers = answer.headers
        done = replace(done, etag=headers.get("etag"), last_modified=headers.get("last-modified"))
    yield done


def read_feed(content: bytes) -> tuple[str | None, list[Item]]:
    """A feed's title and its entries, in its order. Raises MissingExtra without the reader of feeds."""
    try:
        import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415  an optional part, untyped
    except ModuleNotFoundError:
        raise MissingExtra("feeds", "reading a feed") from None
    parsed: Any = feedparser.parse(content)
    items = []
    for entry in parsed.entries:
        words = "\n\n".join(str(each.get("value", "")) for each in entry.get("content", ())) or entry.get("summary", "")
        published = entry.get("published") or entry.get("updated")
        items.append(Item(link=entry.get("link"), title=entry.get("title"), published=published, words=words))
    return parsed.feed.get("title"), items


def _read_answer(
    network: Network, answer: Answer, url: str, now: datetime, known: Callable[[str], bool]
) -> Iterator[Report | Failure]:
    if not any(sign in answer.content[:2000].lower() for sign in _FEED_SIGNS):
        yield _build_report(answer.content, url, now)
        return
    outlet, items = read_feed(answer.content)
    for item in items:
        if item.link and is_address(item.link):
            if not known(item.link):
                yield _fetch_item(network, item, item.link, outlet, now)
        elif item.words.strip():
            page = f"<html><body>{item.words}</body></html>".encode()
            yield _build_report(page, f"{url}#{hashlib.sha256(page).hexdigest()[:12]}", now, item=item, outlet=outlet)


def _fetch_item(network: Network, item: Item, link: str, outlet: str | None, now: datetime) -> Report | Failure:
    try:
        answer = ask(network, Poll(url=link))
    except NetworkError as error:
        return Failure(origin=link, reason=str(error).removeprefix(f"{link}: "))
    if answer.status != 200:
        return Failure(origin=link, reason=f"the server answered {answer.status}{_explain_status(answer.status)}")
    return _build_report(answer.content, link, now, item=item, outlet=outlet)


def _build_report(
    content: bytes, url: str, now: datetime, *, item: Item | None = None, outlet: str | None = None
) -> Report | Failure:
    if not content.strip():
        return Failure(origin=url, reason="empty; there is nothing to read in it")
    media = tell_media(content, url)
    if media != "pdf" and (reason := tell_binary(content)):
        return Failure(origin=url, reason=reason)
    return Report(
        id=url,
        origin=url,
        media=media,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        title=item.title if item else None,
        published=item.published if item else None,
        outlet=outlet,
        url=url,
        collected_at=now,
    )


def _postpone(poll: Poll, answer: Answer | None, now: datetime) -> Poll:
    failures = poll.failures + 1
    return replace(poll, failures=failures, next_at=now + timedelta(seconds=count_wait(failures, answer, now)))


def _explain_status(status: int) -> str:
    if status in (401, 403):
        return ": it is not open to everyone"
    if status in (404, 410):
        return ": there is nothing at this address"
    return ": try again later" if status == 429 or status >= 500 else ""
