import hashlib
import itertools
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from additions import make_addition
from bearwitness.base.casebooks import Addition, Attachment, Filter, Judgement
from bearwitness.base.errors import CasebookError, Refused, SealError, UnknownRecord, UsageError
from bearwitness.ledger import keys, protections
from bearwitness.ledger.accounts import ROLES
from bearwitness.ledger.casebooks import Access, Casebook, open_casebook
from bearwitness.ledger.vaults import seal
from bearwitness.ledger.verifications import compare_tables, verify

Make = Callable[..., Addition]
Tick = Callable[[], datetime]
SECRET = b'{"name":"Tamsin Oakenrow","phone":"+000 555 0142"}'
PHRASE = "nine wet herons waiting"
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """argon2id at its least cost: what is tested is not how long it takes."""
    from nacl import pwhash

    monkeypatch.setattr(keys, "OPS", pwhash.argon2id.OPSLIMIT_MIN)
    monkeypatch.setattr(keys, "MEMORY", pwhash.argon2id.MEMLIMIT_MIN)


def read_everything(book: Casebook) -> bytes:
    """Every byte that the casebook's database holds: for SQLite the files themselves, for PostgreSQL all rows."""
    if book.database.is_sqlite:
        path = Path(book.database.name)
        return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    found = b""
    with book.database.reading() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f"SELECT * FROM {table}")):
                found += b"|".join(
                    bytes(each) if isinstance(each, memoryview | bytes) else str(each).encode() for each in row
                )
    return found


@pytest.fixture
def key(book: Casebook) -> keys.Key:
    made = keys.make_key("seal")
    protections.set_key(book, made.public)
    return made


def test_what_is_sealed_is_nowhere_in_the_casebook_and_is_read_with_the_key(book: Casebook, key: keys.Key) -> None:
    sealed = protections.seal(book, "s-1", "identity", SECRET)
    held = read_everything(book)
    assert sealed.encode() in held
    for plain in (b"Tamsin", b"Oakenrow", b"0142", key.secret, key.secret.hex().encode()):
        assert plain not in held
    assert protections.unseal(book, sealed, key, "to call back") == SECRET
    assert b"Oakenrow" not in read_everything(book)


def test_every_reading_is_an_entry_before_it_happens(book: Casebook, key: keys.Key) -> None:
    sealed = protections.seal(book, "s-1", "identity", SECRET)
    with pytest.raises(UsageError, match="reason"):
        protections.unseal(book, sealed, key, "")
    with pytest.raises(SealError, match="does not open"):
        protections.unseal(book, sealed, keys.make_key("seal"), "curious")
    assert not [entry for entry in book.log() if entry.kind == "reading"]
    protections.unseal(book, sealed, key, "to call back")
    (reading,) = [entry for entry in book.log() if entry.kind == "reading"]
    assert '"why":"to call back"' in reading.payload and sealed in reading.payload


def test_lengths_tell_no_name_from_another(book: Casebook, key: keys.Key) -> None:
    for name in (b"Al", b"a much longer name of a person with a long address" * 4):
        protections.seal(book, "s-1", "identity", name)
    with book.database.reading() as connection:
        sizes = {len(row.sealed) for row in connection.execute(text("SELECT sealed FROM vault"))}
    assert len(sizes) == 1


def test_without_a_key_nothing_is_sealed(book: Casebook) -> None:
    with pytest.raises(SealError, match="no key to seal with"):
        protections.seal(book, "s-1", "identity", SECRET)
    assert [entry.kind for entry in book.log()] == ["casebook"]


def test_rotation_leaves_nothing_that_the_old_key_opens(book: Casebook, key: keys.Key) -> None:
    ids = [protections.seal(book, f"s-{each}", "identity", SECRET * 40) for each in range(3)]
    with book.database.reading() as connection:
        old = [bytes(row.sealed) for row in connection.execute(text("SELECT sealed FROM vault"))]
    new = keys.make_key("seal")
    with pytest.raises(SealError, match="not to"):
        protections.rotate(book, new, key.public)
    assert protections.rotate(book, key, new.public) == 3
    held = read_everything(book)
    for sealed in old:
        assert not any(sealed[at : at + 32] in held for at in range(0, len(sealed), 500)), (
            "the old sealing is still there"
        )
    with pytest.raises(SealError, match="does not open"):
        protections.unseal(book, ids[0], key, "try")
    assert protections.unseal(book, ids[0], new, "try") == SECRET * 40
    with book.database.reading() as connection:
        assert verify(connection).fault is None
    with pytest.raises(SealError, match="rotate"):
        protections.set_key(book, key.public)


def test_erasure_is_final_and_the_chain_still_holds(book: Casebook, key: keys.Key) -> None:
    sealed = protections.seal(book, "s-1", "identity", SECRET)
    with book.database.reading() as connection:
        old = bytes(connection.execute(text("SELECT sealed FROM vault")).scalar_one())
    assert protections.erase(book, sealed, "asked to be forgotten") == "s-1"
    assert old[40:90] not in read_everything(book)
    with pytest.raises(UnknownRecord):
        protections.unseal(book, sealed, key, "too late")
    with book.database.reading() as connection:
        assert verify(connection).fault is None


@pytest.mark.parametrize("statement", ["DELETE FROM vault", "UPDATE vault SET id = 'v-x'"])
def test_a_vault_that_was_meddled_with_is_found(book: Casebook, key: keys.Key, statement: str) -> None:
    sealed = protections.seal(book, "s-1", "identity", SECRET)
    with book.database.writing() as connection:
        connection.execute(text(statement))
    with book.database.reading() as connection:
        fault = verify(connection).fault
    assert fault is not None and fault.sequence == 3 and sealed in fault.reason


@pytest.mark.parametrize("phrase", [None, PHRASE])
def test_a_key_file_gives_the_key_back_to_who_knows_its_passphrase(tmp_path: Path, phrase: str | None) -> None:
    path, key = tmp_path / "seal.key", keys.make_key("seal")
    keys.write_key(key, path, phrase)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keys.is_locked(path) == (phrase is not None)
    assert keys.read_key(path, "seal", phrase) == key
    assert key.secret.hex() not in repr(key) and repr(key.secret) not in repr(key)
    with pytest.raises(SealError, match="not to sign"):
        keys.read_key(path, "sign", phrase)
    with pytest.raises(SealError, match="never overwritten"):
        keys.write_key(key, path, phrase)
    if phrase is not None:
        for wrong in (None, "nine wet herons"):
            with pytest.raises(SealError, match=r"passphrase|locked"):
                keys.read_key(path, "seal", wrong)
    path.write_text(path.read_text().replace(key.public[:4], "0000"))
    with pytest.raises(SealError, match="damaged"):
        keys.read_key(path, "seal", phrase)
    with pytest.raises(SealError, match="too short"):
        keys.write_key(key, tmp_path / "other.key", "short")


@pytest.fixture
def admin(book: Casebook, made: str) -> Access:
    protections.set_account(book, "ada", "admin", password=PASSWORD)
    return Access(name="ada", password=PASSWORD)


def test_a_casebook_with_accounts_asks_who_is_there(book: Casebook, made: str, admin: Access) -> None:
    for access in (Access(), Access(name="ada"), Access(name="ada", password="wrong"), Access(token="bw_no")):
        with pytest.raises(Refused):
            open_casebook(made, access=access)
    with pytest.raises(Refused) as unknown:
        open_casebook(made, access=Access(name="nobody", password="x"))
    with pytest.raises(Refused) as wrong:
        open_casebook(made, access=Access(name="ada", password="x"))
    assert str(unknown.value) == str(wrong.value)
    with open_casebook(made, access=admin) as opened:
        assert opened.account.name == "ada"
    assert PASSWORD not in repr(admin)


def test_the_first_account_is_an_admin_and_the_last_one_stays(book: Casebook) -> None:
    with pytest.raises(UsageError, match="needs an admin"):
        protections.set_account(book, "ann", "reader")
    protections.set_account(book, "ada", "admin")
    with pytest.raises(UsageError, match="needs an admin"):
        protections.set_account(book, "ada", "admin", closed=True)
    with pytest.raises(UsageError, match="too short"):
        protections.set_account(book, "ann", "reader", password="short")


def test_tokens_expire_and_are_revoked_and_are_kept_nowhere(
    book: Casebook, made: str, admin: Access, clock: Callable
) -> None:  # type: ignore[type-arg]
    protections.set_account(book, "ann", "analyst")
    token_id, token, _ = protections.issue_token(book, "ann", 7)
    held = read_everything(book)
    assert token.encode() not in held and PASSWORD.encode() not in held and token_id.encode() in held
    with open_casebook(made, access=Access(token=token), clock=clock) as opened:
        assert (opened.account.name, opened.account.role) == ("ann", "analyst")
        with pytest.raises(Refused, match="may not administer"):
            protections.issue_token(opened, "ann", 7)
    with pytest.raises(Refused, match="expired"):
        open_casebook(made, access=Access(token=token), clock=lambda: clock() + timedelta(days=8))
    protections.revoke_token(book, token_id)
    with pytest.raises(Refused, match="revoked"):
        open_casebook(made, access=Access(token=token), clock=clock)
    with pytest.raises(UsageError, match="one day"):
        protections.issue_token(book, "ann", 0)


def test_a_contributor_reports_and_sees_their_own_only(
    book: Casebook, make: Make, made: str, admin: Access, clock: Tick
) -> None:
    protections.set_account(book, "field-7", "contributor")
    _, token, _ = protections.issue_token(book, "field-7", 7)
    book.add([make(1)])
    with open_casebook(made, access=Access(token=token), clock=clock) as own:
        own.add([make(2, contributor="field-7")])
        with pytest.raises(Refused, match="may not add"):
            own.add([make(3)])
        assert [kept.document.id for kept in own.documents(Filter())] == ["report-2.txt"]
        assert {kept.claim.document for kept in own.claims(Filter())} == {"report-2.txt"}
        assert {kept.claim.document for kept in own.claims(Filter(contributor="ada"))} == {"report-2.txt"}
        assert own.show("report-2.txt").document is not None
        for what in (lambda: own.show("report-1.txt"), lambda: own.show(make(1).claims[0].id), lambda: list(own.log())):
            with pytest.raises(Refused):
                what()
        digests = [make(number).document.sha256 for number in (1, 2)]
        assert list(own.find_known(digests)) == digests[1:]
        assert list(book.find_known(digests)) == digests
        for forbidden in (lambda: own.retract("report-2.txt", "x"), lambda: own.raw(make(2).document.sha256)):
            with pytest.raises(Refused):
                forbidden()


def test_a_contributor_is_not_told_what_others_gave(
    book: Casebook, make: Make, made: str, admin: Access, clock: Tick
) -> None:
    tokens = {}
    for name in ("field-7", "field-8"):
        protections.set_account(book, name, "contributor")
        tokens[name] = protections.issue_token(book, name, 7)[1]
    book.add([make(1)])
    told = []
    for name, numbers in (("field-7", (1, 2)), ("field-8", (1, 2, 3))):
        with open_casebook(made, access=Access(token=tokens[name]), clock=clock) as own:
            given = [make(number, contributor=name) for number in numbers]
            assert own.find_known([each.document.sha256 for each in given]) == {}
            first = [receipt for each in given for receipt in own.add([each])]
            again = own.add([*given, given[0]])
            known = own.find_known([each.document.sha256 for each in given])
        assert all(each.new and each.sequence and each.claims == len(given[0].claims) for each in first)
        assert [each.sequence for each in first] == sorted({each.sequence for each in first})
        assert [(each.new, each.claims) for each in again] == [(False, 0)] * (len(given) + 1)
        assert [each.sequence for each in again[:-1]] == [each.sequence for each in first]
        assert known == {each.sha256: each.sequence for each in first}
        told.extend(first)
    repeats = [entry for entry in book.log() if entry.kind == "repeat"]
    assert [entry.author for entry in repeats] == ["field-7", "field-8", "field-8"]
    assert {entry.sequence for entry in repeats} < {each.sequence for each in told}
    assert [kept.contributor for kept in book.documents(Filter())] == [None, "field-7", "field-8"]
    shown = book.show(make(1).document.sha256)
    assert [entry.kind for entry in shown.entries] == ["document", "repeat", "repeat"]
    with book.database.writing() as connection:
        assert compare_tables(connection) == []
    with book.database.reading() as connection:
        assert verify(connection).fault is None


def test_a_first_contributor_is_not_shown_what_a_second_gave(
    book: Casebook, make: Make, made: str, admin: Access, clock: Tick
) -> None:
    key = keys.make_key("seal")
    protections.set_key(book, key.public)
    sha256, claim = make(1).document.sha256, make(1).claims[0].id
    tokens = {}
    for name in ("field-7", "field-8"):
        protections.set_account(book, name, "contributor")
        tokens[name] = protections.issue_token(book, name, 7)[1]
        picture = Attachment(name=f"{name}.jpg", media="image/jpeg", content=None, original_sha256="0" * 64)
        sealed = seal(key.public, sha256, "identity", name.encode())
        with open_casebook(made, access=Access(token=tokens[name]), clock=clock) as own:
            own.add([make(1, contributor=name, attachments=(picture,), sealed=(sealed,))])
    protections.unseal(book, sealed.id, key, "to call back")
    protections.erase(book, sealed.id, "asked to")
    book.judge([Judgement(id="", topic="copy", subjects=(sha256, make(2).document.sha256), verdict="same", why="x")])
    book.grade(claim, 3, "one origin")
    book.retract(sha256, "a hoax")
    with open_casebook(made, access=Access(token=tokens["field-7"]), clock=clock) as own:
        for id_, kinds in ((sha256, "document identity attachment retraction"), (claim, "claim grade")):
            shown = own.show(id_)
            assert " ".join(entry.kind for entry in shown.entries) == kinds
            assert "field-8" not in repr(shown) and sealed.id not in repr(shown)
    shown = book.show(sha256)
    assert [entry.kind for entry in shown.entries] == [
        *("document", "identity", "attachment", "repeat", "identity", "attachment"),
        *("reading", "erasure", "judgement", "retraction"),
    ]
    assert {"field-7", "field-8"} < {entry.author for entry in shown.entries}


def test_other_bytes_under_a_digest_are_refused_whether_it_is_known_or_not(
    book: Casebook, make: Make, made: str, admin: Access, clock: Tick
) -> None:
    protections.set_account(book, "field-7", "contributor")
    token = protections.issue_token(book, "field-7", 7)[1]
    book.add([make(1)])
    before = list(book.log())
    with open_casebook(made, access=Access(token=token), clock=clock) as own:
        for adder, number in itertools.product((own, book), (1, 2)):
            with pytest.raises(CasebookError, match="the bytes to keep are not those of the document"):
                adder.add([replace(make(number, contributor="field-7"), raw=b"other bytes")])
    assert list(book.log()) == before
    with pytest.raises(UnknownRecord):
        book.raw(hashlib.sha256(b"other bytes").hexdigest())


@pytest.mark.parametrize("role", list(ROLES))
def test_each_role_may_do_what_the_table_says(book: Casebook, made: str, admin: Access, clock: Tick, role: str) -> None:
    protections.set_account(book, "x", role)  # type: ignore[arg-type]
    _, token, _ = protections.issue_token(book, "x", 1)
    allowed = ROLES[role]  # type: ignore[index]
    with open_casebook(made, access=Access(token=token), clock=clock) as opened:
        for action, step in (
            ("add", lambda: opened.add([make_addition(1)])),
            ("read", lambda: list(opened.log())),
            ("judge", lambda: opened.grade(make_addition(1).claims[0].id, 2, "x")),
            ("correct", lambda: opened.retract(make_addition(1).claims[0].id, "x")),
            ("administer", lambda: protections.list_accounts(opened)),
        ):
            if action in allowed:
                step()
            else:
                with pytest.raises(Refused, match=f"may not {action}"):
                    step()
            book.add([make_addition(1)])
