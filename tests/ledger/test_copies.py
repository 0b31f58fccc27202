import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from additions import make_addition
from bearwitness.base.casebooks import Entry, Filter
from bearwitness.base.errors import BearwitnessError, BrokenChain, CasebookError, CasebookUnavailable, UsageError
from bearwitness.flow import casebooks as flow
from bearwitness.ledger import keys, protections
from bearwitness.ledger.casebooks import Access, Casebook, open_casebook
from bearwitness.ledger.derivations import digest_derived

Make = Callable[[], str]


def ignore(_: int) -> None:
    pass


@pytest.fixture
def full(book: Casebook) -> Casebook:
    """A casebook with something in every table that is kept."""
    protections.set_key(book, keys.make_key("seal").public)
    protections.seal(book, "s-1", "identity", b"secret")
    book.add([make_addition(number) for number in range(4)])
    book.retract(make_addition(1).document.sha256, "a hoax")
    return book


def read_all(address: str, access: Access | None = None) -> tuple[list[Entry], dict[str, str], list[str]]:
    with open_casebook(address, access=access) as book:
        with book.database.reading() as connection:
            digests = digest_derived(connection)
            vault = [str(bytes(row.sealed)) for row in connection.execute(text("SELECT sealed FROM vault ORDER BY id"))]
        return list(book.log()), digests, vault


def test_a_backup_of_a_casebook_in_use_is_the_casebook_as_it_was(full: Casebook, made: str, tmp_path: Path) -> None:
    before = read_all(made)
    target = tmp_path / "backup.db"
    with full.database.writing() as connection:  # somebody is in the midst of writing
        connection.execute(text("UPDATE feeds SET failures = 1"))
        sequence, hash_ = flow.backup(flow.Opening(address=made), target, ignore)
    full.add([make_addition(9)])
    assert read_all(str(target)) == before
    assert (sequence, hash_) == (before[0][-1].sequence, before[0][-1].hash)
    assert [each.name for each in tmp_path.iterdir() if "backup" in each.name] == ["backup.db"]
    with pytest.raises(UsageError, match="nothing is overwritten"):
        flow.backup(flow.Opening(address=made), target, ignore)


def test_a_backup_is_restored_into_either_database(
    full: Casebook, made: str, tmp_path: Path, make_database: Make
) -> None:
    before = read_all(made)
    flow.backup(flow.Opening(address=made), tmp_path / "backup.db", ignore)
    for target in (str(tmp_path / "restored.db"), make_database()):
        flow.restore(tmp_path / "backup.db", target, ignore)
        assert read_all(target) == before
        with open_casebook(target) as restored:
            restored.add([make_addition(7)])
            assert len(list(restored.claims(Filter()))) == 8
        with pytest.raises(BearwitnessError, match=r"nothing is overwritten|holds entries already"):
            flow.restore(tmp_path / "backup.db", target, ignore)


def test_a_casebook_moves_between_databases_with_its_chain_unchanged(
    full: Casebook, made: str, tmp_path: Path, make_database: Make
) -> None:
    before = read_all(made)
    there, back = make_database(), str(tmp_path / "back.db")
    flow.copy(flow.Opening(address=made), there, ignore)
    flow.copy(flow.Opening(address=there), back, ignore)
    assert read_all(there) == read_all(back) == before
    with pytest.raises(CasebookError, match="holds entries already"):
        flow.copy(flow.Opening(address=made), there, ignore)


def test_a_broken_casebook_gives_no_backup(full: Casebook, made: str, tmp_path: Path) -> None:
    with full.database.writing() as connection:
        connection.execute(text("UPDATE entries SET author = 'nobody' WHERE sequence = 3"))
    with pytest.raises(BrokenChain, match="at entry 3"):
        flow.backup(flow.Opening(address=made), tmp_path / "backup.db", ignore)
    assert not [each for each in tmp_path.iterdir() if "backup" in each.name]


def test_what_is_no_backup_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("not a database, but long enough to be taken for one" * 20)
    for name in ("note.txt", "none.db"):
        with pytest.raises(CasebookUnavailable):
            flow.restore(tmp_path / name, str(tmp_path / "new.db"), ignore)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["note.txt"]


def run_verifier(root: Path, *arguments: object) -> tuple[int, str]:
    command = [sys.executable, "-I", str(root / "tools" / "verify_casebook.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_stranger_verifies_with_one_small_script(full: Casebook, made: str, tmp_path: Path, root: Path) -> None:
    awkward = make_addition(20)
    document = replace(awkward.document, title="“né” \ud800 \0 \U0001f54a")
    full.add([replace(awkward, document=document)])
    key = flow.keys.make_key("sign")
    flow.keys.write_key(key, tmp_path / "sign.key", None)
    head = tmp_path / "head.json"
    head.write_text(flow.format_head(flow.sign_head(full, tmp_path / "sign.key", None)))
    full.add([make_addition(21)])
    log = tmp_path / "entries.jsonl"
    log.write_text("".join(flow.list_entries(full.log(), "jsonl", flow.Look())), encoding="utf-8")
    flow.backup(flow.Opening(address=made), tmp_path / "copy.db", ignore)
    for source in (log, tmp_path / "copy.db"):
        code, told = run_verifier(root, source, head, key.public)
        assert (code, told.split(":")[0]) == (0, "whole"), told
        assert run_verifier(root, source)[0] == 0
        assert run_verifier(root, source, head, "00" * 32) == (1, "BROKEN: the head is not signed with this key\n")
    lines = log.read_text(encoding="utf-8").splitlines(keepends=True)
    log.write_text("".join(lines[:6]), encoding="utf-8")
    assert run_verifier(root, log, head, key.public)[1].startswith("BROKEN at entry 7: the end was cut off")
    log.write_text("".join(lines).replace('"high": 21', '"high": 12'), encoding="utf-8")
    assert "does not match its hash" in run_verifier(root, log)[1]
    with open_casebook(str(tmp_path / "copy.db")) as copied, copied.database.writing() as connection:
        connection.execute(text(f"UPDATE blobs SET packed = x'00' WHERE sha256 = '{make_addition(2).document.sha256}'"))
    code, told = run_verifier(root, tmp_path / "copy.db")
    assert code != 0


def test_a_head_of_another_casebook_is_refused(full: Casebook, tmp_path: Path) -> None:
    flow.keys.write_key(flow.keys.make_key("sign"), tmp_path / "sign.key", None)
    (tmp_path / "head.json").write_text(flow.format_head(flow.sign_head(full, tmp_path / "sign.key", None)))
    assert flow.verify(full, tmp_path / "head.json", None, tables=True, watch=ignore).fault is None
    with open_casebook(str(tmp_path / "other.db"), create=True) as other, pytest.raises(BrokenChain, match="another"):
        flow.verify(other, tmp_path / "head.json", None, tables=False, watch=ignore)
