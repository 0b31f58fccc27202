import itertools
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from additions import make_addition
from bearwitness.base.casebooks import Filter
from bearwitness.base.errors import CasebookUnavailable
from bearwitness.ledger.casebooks import open_casebook
from bearwitness.ledger.databases import open_database
from bearwitness.ledger.migrations import migrate
from bearwitness.ledger.verifications import verify
from crashes import check_whole, run_crashes, run_together, start_writer

ROUNDS = 20
SECONDS = 3.0


@pytest.fixture(params=["sqlite", "postgresql"])
def make_address(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes addresses of casebooks that do not exist yet."""
    numbers = itertools.count()
    if request.param == "sqlite":
        return lambda: str(tmp_path / f"c{next(numbers)}.db")
    make: Callable[[], str] = request.getfixturevalue("make_database")
    return make


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_loses_nothing_that_it_acknowledged(make_address: Callable[[], str]) -> None:
    count = run_crashes(make_address, ROUNDS, seed=1)
    assert count.kills == ROUNDS
    assert count.acknowledged > 0, "every writer was killed before it wrote: the test says nothing"


@pytest.mark.slow
def test_two_writers_at_once_lose_and_double_nothing(make_address: Callable[[], str]) -> None:
    assert run_together(make_address(), SECONDS) > 10


def test_readers_see_a_moment_whatever_is_written_meanwhile(made: str) -> None:
    with open_casebook(made) as book, open_casebook(made) as other:
        book.add([make_addition(1)])
        with book.database.reading() as connection:
            before = verify(connection).entries
            other.add([make_addition(2)])
            assert verify(connection).entries == before
        with book.database.reading() as connection:
            assert verify(connection).entries > before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 1 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here: it takes root (the limit on a file's size is tested instead)")
    yield folder
    subprocess.run(["umount", str(folder)], check=False)


def test_a_full_disk_is_one_clear_error_and_loses_nothing(small_disk: Path, tmp_path: Path) -> None:
    kept = fill(str(small_disk / "casebook.db"))
    roomy = tmp_path / "roomy"
    shutil.copytree(small_disk, roomy)
    check_whole(str(roomy / "casebook.db"), kept)


def test_a_file_that_may_not_grow_is_one_clear_error_and_loses_nothing(tmp_path: Path) -> None:
    address = str(tmp_path / "casebook.db")
    process = os.fork()
    if process == 0:
        code = 1
        try:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
            (tmp_path / "kept").write_text(" ".join(map(str, fill(address))))
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    check_whole(address, {int(number) for number in (tmp_path / "kept").read_text().split()})


def fill(address: str) -> set[int]:
    """Add documents until there is no more room; those that were acknowledged."""
    kept: set[int] = set()
    with open_casebook(address, create=True) as book:
        with pytest.raises(CasebookUnavailable, match="nothing that was kept is lost"):
            for number in range(5_000):
                book.add([make_addition(number)])
                kept.add(number)
        with pytest.raises(CasebookUnavailable, match="nothing that was kept is lost"):
            for number in range(5_000, 6_000):
                book.add([make_addition(number)])
                kept.add(number)
    assert kept
    return kept


def test_a_casebook_that_may_only_be_read_is_read() -> None:
    folder = Path(tempfile.mkdtemp(prefix="bearwitness-shelf-"))
    address = folder / "casebook.db"
    with open_casebook(str(address), create=True) as book:
        book.add([make_addition(1)])
    address.chmod(0o444)
    folder.chmod(0o555)
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            if os.geteuid() == 0:  # to whom every file is open
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            with open_casebook(str(address)) as book:
                os.write(writer, f"{len(list(book.claims(Filter())))} claims\n".encode())
                try:
                    book.add([make_addition(2)])
                except CasebookUnavailable as error:
                    os.write(writer, str(error).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as lines:
        told = lines.read()
    os.waitpid(process, 0)
    folder.chmod(0o755)
    assert told.startswith("2 claims\n")
    assert "it may only be read" in told
    address.chmod(0o644)
    check_whole(str(address), {1}, exactly=True)
    shutil.rmtree(folder)


@pytest.mark.slow
def test_several_may_make_the_same_casebook_at_once(make_address: Callable[[], str]) -> None:
    for _ in range(5):
        address = make_address()
        writers = [start_writer(address, [number]) for number in range(8)]
        assert [os.waitpid(process, 0)[1] for process, _ in writers] == [0] * 8
        for _, reader in writers:
            os.close(reader)
        check_whole(address, set(range(8)), exactly=True)
        with open_casebook(address) as book:
            assert [each.sequence for each in book.log(kinds=["casebook"])] == [1]


def test_two_write_one_after_the_other_even_where_there_is_no_entry_yet(make_address: Callable[[], str]) -> None:
    database = open_database(make_address(), create=True)
    with database.creating() as connection:
        migrate(connection)
    order: list[str] = []

    def write_second() -> None:
        with database.writing():
            order.append("second")

    with database.writing():
        second = Thread(target=write_second)
        second.start()
        second.join(0.3)
        order.append("first")
    second.join()
    database.close()
    assert order == ["first", "second"]
