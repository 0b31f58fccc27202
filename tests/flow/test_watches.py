import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bearwitness.base.casebooks import Filter, Receipt
from bearwitness.base.errors import Refused
from bearwitness.base.records import Failure
from bearwitness.collect.networks import Answer, count_wait
from bearwitness.flow.casebooks import Opening, open_casebook
from bearwitness.flow.requests import Options
from bearwitness.flow.watches import Surroundings, add_named, watch
from bearwitness.ledger import polls
from bearwitness.ledger.accounts import Account
from bearwitness.ledger.casebooks import Casebook

PAGE = (
    "<html><head><title>{0}</title></head><body><article><p>Talks on {0} went on in Karesh.</p></article></body></html>"
)


class Site:
    """A server on loopback: pages, feeds, and what it was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, str, dict[str, str]]] = {}
        self.asked: list[tuple[str, int]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, body, headers = site.pages.get(self.path, (404, "", {}))
                if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                    status, body = 304, ""
                site.asked.append((self.path, status))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def set_feed(self, *names: str, etag: str) -> None:
        items = "".join(
            f"<item><title>{name}</title><link>{self.url}/{name}</link>"
            "<pubDate>Tue, 04 Jun 2019 10:00:00 GMT</pubDate></item>"
            for name in names
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Northern Post</title>{items}</channel></rss>'
        self.pages["/feed"] = (200, feed, {"ETag": etag})
        for name in names:
            self.pages.setdefault(f"/{name}", (200, PAGE.format(name), {"Content-Type": "text/html"}))


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.server.shutdown()


@pytest.fixture
def book(address: str) -> Iterator[Casebook]:
    with open_casebook(Opening(address=address), create=True) as opened:
        yield opened


class World:
    """A clock that only waiting moves."""

    def __init__(self) -> None:
        self.now = datetime(2019, 6, 10, tzinfo=UTC)
        self.waits: list[float] = []

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)

    def look(self) -> Surroundings:
        return Surroundings(clock=lambda: self.now, wait=self.wait)


def test_a_feed_is_read_once_and_asked_for_changes_only(site: Site, book: Casebook) -> None:
    world = World()
    site.set_feed("one", "two", etag='"1"')
    kept = list(watch(book, [f"{site.url}/feed"], Options(jobs=1), world.look(), every_s=300, rounds=2))
    assert [each.document for each in kept if isinstance(each, Receipt)] == [f"{site.url}/one", f"{site.url}/two"]
    assert site.asked == [("/feed", 200), ("/one", 200), ("/two", 200), ("/feed", 304)]
    assert world.waits == [300]
    (one, _) = book.documents(Filter())
    assert (one.document.outlet, str(one.document.published)) == ("Northern Post", "2019-06-04")
    assert one.document.collected_at is not None
    site.asked.clear()
    site.set_feed("three", "two", "one", etag='"2"')
    list(watch(book, [f"{site.url}/feed"], Options(jobs=1), world.look(), every_s=300, rounds=1))
    assert site.asked == [("/feed", 200), ("/three", 200)], "it goes on where it stopped"


def test_between_polls_the_file_alone_holds_what_they_brought(site: Site, tmp_path: Path) -> None:
    site.set_feed("one", etag='"1"')
    path = tmp_path / "casebook.db"
    found: list[str | None] = []

    def copy(_: float) -> None:
        target = shutil.copy(path, tmp_path / "copy.db")
        with open_casebook(Opening(address=str(target))) as copied, copied.database.reading() as connection:
            state = polls.read_state(connection, f"{site.url}/feed")
            found.append(state.etag if state else None)

    around = Surroundings(clock=World().look().clock, wait=copy)
    with open_casebook(Opening(address=str(path)), create=True) as book:
        list(watch(book, [f"{site.url}/feed"], Options(jobs=1), around, every_s=300, rounds=2))
    assert found == ['"1"']


def test_an_entry_that_fails_is_tried_again(site: Site, book: Casebook) -> None:
    world = World()
    site.set_feed("one", "two", etag='"1"')
    site.pages["/two"] = (503, "", {})
    first = list(watch(book, [f"{site.url}/feed"], Options(jobs=1), world.look(), every_s=300, rounds=1))
    assert [type(each) for each in first] == [Receipt, Failure]
    site.pages["/two"] = (200, PAGE.format("two"), {})
    second = list(watch(book, [f"{site.url}/feed"], Options(jobs=1), world.look(), every_s=300, rounds=1))
    assert [each.document for each in second if isinstance(each, Receipt)] == [f"{site.url}/two"]


def test_an_address_that_fails_is_asked_less_and_less_often(site: Site, book: Casebook) -> None:
    world = World()
    site.pages["/feed"] = (500, "", {})
    failures = list(watch(book, [f"{site.url}/feed"], Options(jobs=1), world.look(), every_s=30, rounds=20))
    assert all(isinstance(each, Failure) and "500" in each.reason for each in failures)
    assert len(site.asked) == 4, "after 0, 60, 180 and 420 of 570 seconds"
    site.pages["/feed"] = (200, PAGE.format("late"), {})
    world.wait(3600)
    (kept,) = watch(book, [f"{site.url}/feed"], Options(jobs=1), world.look(), every_s=30, rounds=1)
    assert isinstance(kept, Receipt) and kept.new


def test_the_wait_that_a_server_asks_for_counts() -> None:
    now = datetime(2019, 6, 10, tzinfo=UTC)
    assert count_wait(1, None, now) == 60
    assert count_wait(1, Answer(status=429, url="", headers={"retry-after": "900"}), now) == 900
    later = Answer(status=503, url="", headers={"retry-after": "Mon, 10 Jun 2019 01:00:00 GMT"})
    assert count_wait(1, later, now) == 3600
    assert count_wait(99, None, now) == 6 * 3600


def test_a_page_is_added_by_its_address(site: Site, book: Casebook) -> None:
    site.pages["/page"] = (200, PAGE.format("peace"), {})
    (kept,) = add_named(book, [f"{site.url}/page"], Options(jobs=1), Surroundings())
    assert isinstance(kept, Receipt) and kept.new
    (failure,) = add_named(book, [f"{site.url}/none"], Options(jobs=1), Surroundings())
    assert isinstance(failure, Failure) and "404" in failure.reason
    site.server.shutdown()
    site.server.server_close()
    (failure,) = add_named(book, [f"{site.url}/page"], Options(jobs=1), Surroundings())
    assert isinstance(failure, Failure) and "cannot be reached" in failure.reason


def test_who_may_not_add_asks_nothing_of_an_address(site: Site, book: Casebook) -> None:
    site.set_feed("one", etag='"1"')
    book.account = Account(name="heron", role="contributor")
    for steps in (
        watch(book, [f"{site.url}/feed"], Options(jobs=1), World().look(), every_s=300, rounds=1),
        add_named(book, [f"{site.url}/feed"], Options(jobs=1), World().look()),
    ):
        with pytest.raises(Refused, match="may not add"):
            list(steps)
    assert not site.asked


def test_a_folder_is_watched_and_a_file_that_is_being_written_waits(book: Casebook, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    steps = [
        lambda: None,
        lambda: (folder / "a.txt").write_text("Talks went on in Karesh."),
        lambda: None,
        lambda: (folder / "b.txt").write_text("Talks ended in Karesh."),
        lambda: None,
    ]
    clock = [datetime.now(UTC)]

    def wait(_: float) -> None:
        steps.pop(0)()
        clock[0] = datetime.now(UTC) + timedelta(seconds=0 if len(steps) % 2 else 10)

    around = Surroundings(clock=lambda: clock[0], wait=wait)
    kept = list(watch(book, [str(folder)], Options(jobs=1), around, every_s=1, rounds=6))
    assert [Path(each.document).name for each in kept if isinstance(each, Receipt)] == ["a.txt", "b.txt"]
    assert not [each for each in kept if isinstance(each, Failure)]
