import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bearwitness.base.casebooks import Addition, Filter, Judgement
from bearwitness.base.errors import CasebookError, CasebookUnavailable, UnknownRecord, UsageError
from bearwitness.base.records import When
from bearwitness.ledger.casebooks import Access, Casebook, open_casebook

Make = Callable[..., Addition]


def list_ids(book: Casebook, **asked: object) -> list[str]:
    return [kept.claim.id for kept in book.claims(Filter(**asked))]  # type: ignore[arg-type]


def test_what_is_added_is_read_back_to_the_letter(book: Casebook, make: Make) -> None:
    addition = make(1)
    (receipt,) = book.add([addition])
    assert (receipt.new, receipt.claims, receipt.document) == (True, 2, "report-1.txt")
    assert tuple(kept.claim for kept in book.claims(Filter())) == addition.claims
    assert book.document(addition.document.sha256).document == addition.document
    assert book.raw(addition.document.sha256) == addition.raw
    assert [entry.kind for entry in book.log()] == ["casebook", "source", "document", "claim", "claim"]


def test_the_same_bytes_twice_add_nothing(book: Casebook, make: Make) -> None:
    first = book.add([make(1), make(2)])
    before = [entry.hash for entry in book.log()]
    again = book.add([make(2), make(1), make(1)])
    assert [receipt.new for receipt in again] == [False] * 3
    assert {receipt.sequence for receipt in again} == {receipt.sequence for receipt in first}
    assert [entry.hash for entry in book.log()] == before
    renamed = replace(make(1), document=replace(make(1).document, id="another/name.txt"))
    assert not book.add([renamed])[0].new


def test_the_same_document_twice_in_one_call_is_kept_once(book: Casebook, make: Make) -> None:
    assert [receipt.new for receipt in book.add([make(1), make(1)])] == [True, False]
    assert len(list_ids(book)) == 2


def test_a_call_is_kept_whole_or_not_at_all(book: Casebook, make: Make) -> None:
    broken = replace(make(2), raw=b"other bytes")
    with pytest.raises(CasebookError, match=r"report-2\.txt: the bytes to keep are not those"):
        book.add([make(1), broken])
    assert [entry.kind for entry in book.log()] == ["casebook"]
    assert list_ids(book) == []


def test_awkward_text_survives(book: Casebook, make: Make) -> None:
    addition = make(1)
    document = replace(addition.document, title="a\0b \ud800 \U0001f54a ‘اسم’", id="x\0.txt", text="half \ud83d pair")
    claim = replace(addition.claims[0], wording="nul \0 \ud800 end")
    book.add([replace(addition, document=document, claims=(claim,))])
    assert book.document(document.sha256).document == document
    assert [kept.claim for kept in book.claims(Filter())] == [claim]
    assert [kept.document.id for kept in book.documents(Filter(words="PAIR"))] == ["x\0.txt"]


def test_claims_are_found_by_each_filter_and_by_all_together(book: Casebook, make: Make) -> None:
    karesh, orvel = make(1), make(5, place="Órvel", day=20)
    book.add([karesh, orvel])
    ours, theirs = [claim.id for claim in karesh.claims], [claim.id for claim in orvel.claims]
    assert list_ids(book, place="orvel") == theirs
    assert list_ids(book, place="LAKE province") == ours + theirs
    assert list_ids(book, since=date(2019, 6, 5)) == theirs
    assert list_ids(book, until=date(2019, 6, 4)) == ours
    assert list_ids(book, since=date(2019, 6, 5), until=date(2019, 6, 19)) == []
    assert (
        list_ids(book, kind="killed") == list_ids(book, kind="assault") == list_ids(book, kind="event") == ours + theirs
    )
    assert list_ids(book, kind="injured") == []
    assert list_ids(book, source="lakeland observatory") == ours + theirs
    assert list_ids(book, words="kill* órvel") == list_ids(book, words="ORVEL") == theirs
    assert list_ids(book, words="orvel karesh") == list_ids(book, words="?!") == []
    assert list_ids(book, document="report-5.txt") == list_ids(book, document=orvel.document.sha256[:12]) == theirs
    asked = {"place": "karesh", "since": date(2019, 6, 1), "until": date(2019, 6, 30), "kind": "killed"}
    assert list_ids(book, **asked, source="Lakeland Observatory", words="shelling") == ours
    assert list_ids(book, limit=3) == (ours + theirs)[:3]
    last = next(iter(book.claims(Filter(limit=1)))).sequence
    assert list_ids(book, after=last, limit=1) == [ours[1]]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), True),  # over it all
        (None, date(2019, 6, 10), True),  # until then, since who knows
        (date(2019, 6, 12), None, True),
        (date(2019, 5, 20), date(2019, 6, 10), True),  # touches
        (date(2019, 5, 20), date(2019, 6, 9), False),
        (date(2019, 6, 13), date(2019, 6, 13), False),
        (None, None, False),
    ],
)
def test_days_overlap_or_do_not(book: Casebook, make: Make, start: date | None, end: date | None, found: bool) -> None:
    addition = make(1, claims=1)
    claim = replace(addition.claims[0], when=When(start=start, end=end, precision="days", edtf=""))
    book.add([replace(addition, claims=(claim,))])
    assert list_ids(book, since=date(2019, 6, 10), until=date(2019, 6, 12)) == [claim.id] * found


def test_documents_are_found(book: Casebook, make: Make) -> None:
    book.add([make(1), make(2)])
    assert [kept.document.id for kept in book.documents(Filter())] == ["report-1.txt", "report-2.txt"]
    assert [kept.document.id for kept in book.documents(Filter(words="report 3"))] == ["report-2.txt"]
    assert not list(book.documents(Filter(since=date(2019, 6, 6))))
    assert len(list(book.documents(Filter(until=date(2019, 6, 5), source="northern post")))) == 2


def test_a_retraction_ends_and_never_erases(book: Casebook, make: Make) -> None:
    book.add([make(1), make(2)])
    first = make(1).claims[0]
    with pytest.raises(UsageError, match="reason"):
        book.retract(first.id, "  ")
    book.retract(first.id[:10], "the speaker withdrew it")
    assert first.id not in list_ids(book)
    assert first.id in list_ids(book, ended=True)
    sight = book.show(first.id)
    assert sight.claim is not None and sight.claim.claim == first
    assert json.loads(sight.entries[-1].payload)["why"] == "the speaker withdrew it"
    with pytest.raises(UsageError, match="ended already"):
        book.retract(first.id, "again")
    book.retract(make(2).document.sha256, "a forgery")
    assert list_ids(book) == [make(1).claims[1].id]
    assert [kept.document.id for kept in book.documents(Filter())] == ["report-1.txt"]


def test_a_correction_stands_in_the_place_of_what_it_corrects(book: Casebook, make: Make) -> None:
    book.add([make(1)])
    old = make(1).claims[0]
    harm = replace(old.harms[0], low=12, high=None)
    new = book.correct(replace(old, harms=(harm,)), "misread")
    assert new.id != old.id and new.harms == (harm,)
    assert list_ids(book) == [make(1).claims[1].id, new.id]
    assert list_ids(book, ended=True)[0] == old.id
    with pytest.raises(UsageError, match="ended"):
        book.correct(replace(old, mode=None), "too late")
    with pytest.raises(UsageError, match="nothing to correct"):
        book.correct(new, "no change")
    book.correct(replace(new, mode=None), "again")
    with pytest.raises(UnknownRecord):
        book.correct(replace(old, id="0" * 64), "no such claim")


def test_as_of_answers_what_was_known_then(book: Casebook, make: Make) -> None:
    book.add([make(1)])
    monday = list(book.log())[-1].recorded_at_utc
    book.add([make(2)])
    tuesday = list(book.log())[-1].recorded_at_utc
    claim = make(1).claims[0].id
    book.grade(claim, 2, "a second witness")
    book.retract(make(1).document.sha256, "a hoax")
    assert list_ids(book, as_of="2019-01-01T00:00:00.000000Z") == []
    assert list_ids(book, as_of=monday) == [each.id for each in make(1).claims]
    assert list_ids(book, as_of=tuesday) == [each.id for each in (*make(1).claims, *make(2).claims)]
    assert list_ids(book) == [each.id for each in make(2).claims]
    (then, _) = book.claims(Filter(as_of=monday))
    assert (then.ended, then.credibility) == (None, None)
    sight = book.show(claim)
    assert sight.claim is not None and sight.claim.credibility == 2 and sight.claim.ended
    assert len(book.show(claim, tuesday).entries) == 1
    with pytest.raises(UnknownRecord):
        book.show(make(2).claims[0].id, monday)


def test_judgements_are_superseded_never_changed(book: Casebook, make: Make) -> None:
    first = Judgement(id="", topic="same-incident", subjects=("a1", "b2"), verdict="same", why="same market, same hour")
    (kept,) = book.judge([replace(first, value={"score": 0.93})])
    assert [each.id for each in book.judgements(topic="same-incident", subject="b2")] == [kept.id]
    (later,) = book.judge([replace(first, verdict="not", why="two markets", supersedes=kept.id)])
    assert [each.verdict for each in book.judgements(subject="a1")] == ["not"]
    assert [each.verdict for each in book.judgements(as_of=kept.recorded_at_utc)] == ["same"]
    assert book.show(kept.id).judgement == replace(kept, ended=later.sequence)
    with pytest.raises(UsageError, match="no judgement"):
        book.judge([replace(first, supersedes=kept.id)])
    assert not list(book.judgements(topic="copy"))


def test_an_id_may_be_shortened_until_it_fits_two(book: Casebook, make: Make) -> None:
    book.add([make(1), make(2)])
    assert book.show("report-1.txt").kind == "document"
    assert book.show("2").entries[0].kind == "source"
    with pytest.raises(UnknownRecord, match="nothing in the casebook"):
        book.show("zzzz")


def test_a_casebook_that_is_none_is_said_to_be_none(address: str, tmp_path: pytest.TempPathFactory) -> None:
    with pytest.raises(CasebookUnavailable, match="there is no casebook"):
        open_casebook(address)


def test_opening_again_changes_nothing(address: str, make: Make) -> None:
    with open_casebook(address, create=True, access=Access(name="Ann\n")) as book:
        book.add([make(1)])
        assert list(book.log())[-1].author == "Ann"
        name = book.identify()
    with open_casebook(address, create=True) as book:
        assert book.identify() == name
        assert len(list(book.log())) == 5


def list_copied(path: Path, name: str) -> list[str]:
    """The kinds of the entries in a plain copy of a casebook's file, without the log beside it."""
    target = path.parent / name
    shutil.copy(path, target)
    with open_casebook(str(target)) as copied:
        return [entry.kind for entry in copied.log()]


def test_the_file_alone_holds_a_new_casebook_and_all_that_was_settled(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "casebook.db"
    with open_casebook(str(path), create=True) as first:
        assert list_copied(path, "made.db") == ["casebook"]
        first.add([make(1)])
        first.settle()
        assert "document" in list_copied(path, "settled.db")
        with open_casebook(str(path)) as second:
            second.add([make(2)])
        assert list_copied(path, "closed.db").count("document") == 2


def test_what_is_read_in_the_midst_of_settling_is_still_there(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "casebook.db"
    with open_casebook(str(path), create=True) as book:
        book.add([make(1)])
        claims = book.claims(Filter())
        first = next(claims)  # a reader who is not done sees what was there
        book.add([make(2)])
        book.settle()
        assert len([first, *claims]) == 2
        assert len(list(book.claims(Filter()))) == 4


def test_who_may_only_read_sees_what_another_writes_later(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "casebook.db"
    with open_casebook(str(path), create=True) as book:
        book.add([make(1)])
    with monkeypatch.context() as patched:
        patched.setattr("bearwitness.ledger.databases.os.access", lambda *_: False)
        reader = open_casebook(str(path))
    with reader:
        assert len(list(reader.documents(Filter()))) == 1
        with open_casebook(str(path)) as book:
            book.add([make(2)])
        assert len(list(reader.documents(Filter()))) == 2
        with pytest.raises(CasebookUnavailable, match="it may only be read"):
            reader.add([make(3)])
