import json
import logging
import os
import signal
import tracemalloc
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bearwitness.base.errors import UsageError
from bearwitness.base.records import Claim, Document, Failure
from bearwitness.flow import reports as flow

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """Twenty-four short reports, each of one count and its attack, and one line that is none, in one JSONL file."""
    path = tmp_path / "archive.jsonl"
    lines = [
        {
            "id": f"r{index}",
            "published": "2019-06-04",
            "text": f"Shelling killed {NUMBERS[index % 12]} civilians in the town of Karesh on Monday, residents said.",
        }
        for index in range(24)
    ]
    rows = [json.dumps(line) for line in lines]
    path.write_text("\n".join([*rows[:5], "{broken", *rows[5:]]), encoding="utf-8")
    return str(path)


def name(result: flow.Result) -> str:
    return result.origin if isinstance(result, Failure) else result.document.id


def list_claims(results: Iterable[flow.Result]) -> list[Claim]:
    return [claim for result in results if isinstance(result, flow.Extraction) for claim in result.claims]


def test_results_come_in_the_order_of_the_inputs_with_failures_in_their_place(archive: str) -> None:
    results = list(flow.extract([archive], flow.Options()))
    assert [name(x) for x in results] == [
        *(f"r{n}" for n in range(5)),
        f"{archive}:6",
        *(f"r{n}" for n in range(5, 24)),
    ]
    claims = list_claims(results)
    assert [claim.harms[0].low for claim in claims if claim.harms] == [index % 12 + 2 for index in range(24)]
    assert {claim.when and claim.when.start for claim in claims} == {date(2019, 6, 3)}


@pytest.mark.slow
def test_results_do_not_depend_on_the_number_of_workers(archive: str) -> None:
    alone = list(flow.extract([archive], flow.Options(jobs=1)))
    assert list(flow.extract([archive], flow.Options(jobs=2))) == alone


@pytest.mark.slow
def test_a_worker_that_dies_costs_no_document(archive: str) -> None:
    batch = next(flow._cut_batches(flow.read_reports([archive])))[:3]
    workers = flow._Workers(1, flow.Options())
    future = workers.submit(batch)
    for process in list(workers.pool._processes):
        os.kill(process, signal.SIGKILL)
    results = workers.wait(batch, future)
    again = workers.submit(batch).result()
    workers.stop()
    assert [name(result) for result in results] == ["r0", "r1", "r2"]
    assert again == results


def test_a_fault_in_one_document_is_one_failure(archive: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = flow.extract_documents

    def stumble(documents: Iterable[Document]) -> Iterator[tuple[Document, list[Claim]]]:
        for document in documents:
            if document.id == "r7":
                raise ZeroDivisionError("by zero")
            yield from real([document])

    monkeypatch.setattr(flow, "extract_documents", stumble)
    monkeypatch.setattr(flow, "extract_claims", lambda document: next(stumble([document]))[1])
    results = list(flow.extract([archive], flow.Options()))
    failures = [result for result in results if isinstance(result, Failure)]
    assert [failure.origin for failure in failures] == [f"{archive}:6", "r7"]
    assert "ZeroDivisionError at test_reports.py:" in failures[1].reason
    assert len(list_claims(results)) == 2 * 23


def test_a_text_that_is_not_english_is_named(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    texts = {
        "fr": "Au moins douze civils ont été tués lundi dans le bombardement de la ville, selon les secours. ",
        "es": "Al menos doce civiles murieron el lunes en el bombardeo de la ciudad, según los rescatistas. ",
        "ar": "قتل اثنا عشر مدنيا على الأقل يوم الاثنين في قصف على المدينة بحسب ما أفاد به رجال الإنقاذ. ",
        "en": "The weather in the valley has been mild for weeks, and the roads to the coast are open again. ",
    }
    for language, text in texts.items():
        (tmp_path / f"{language}.txt").write_text(text * 4, encoding="utf-8")
    (tmp_path / "short.txt").write_text(texts["fr"], encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        results = list(flow.extract([str(tmp_path)], flow.Options()))
    assert [isinstance(result, flow.Extraction) for result in results] == [True] * 5
    why = "does not look like English; only English is read"
    assert caplog.messages == [f"{tmp_path / language}.txt: {why}" for language in ("ar", "es", "fr")]


def test_documents_take_what_the_options_say_when_they_do_not_say_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Two people died on Monday.", encoding="utf-8")
    options = flow.Options(published=date(2019, 6, 4), outlet="Northern Post")
    (document,) = flow.read_documents([str(path)], options)
    assert isinstance(document, Document)
    assert (document.published, document.published_basis, document.outlet) == (
        date(2019, 6, 4),
        "option",
        "Northern Post",
    )


def test_memory_stays_flat_because_inputs_are_read_as_results_are_taken(tmp_path: Path) -> None:
    long = tmp_path / "long.jsonl"
    with long.open("w", encoding="utf-8") as lines:
        for number in range(5000):
            lines.write(json.dumps({"id": f"r{number}", "text": f"A mine killed {number + 2} men near Sirte."}) + "\n")
    tracemalloc.start()
    results = flow.extract([str(long)], flow.Options(jobs=1))
    for _ in range(64):
        next(results)
    early = tracemalloc.get_traced_memory()[0]
    for _ in range(256):
        next(results)
    late = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert late - early < 10_000_000


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "table"])
def test_every_form_holds_every_claim(archive: str, form: flow.ExportFormat) -> None:
    results = [result for result in flow.extract([archive], flow.Options()) if isinstance(result, flow.Extraction)]
    text = "".join(flow.export(results, form, flow.Look()))
    assert sum(claim.id[:10] in text for claim in list_claims(results)) == 48
    if form == "json":
        assert len(json.loads(text)) == 48
    assert "".join(flow.export([], "json", flow.Look())) == "[]\n"


def test_one_claim_is_explained_by_the_beginning_of_its_id(archive: str) -> None:
    results = [result for result in flow.extract([archive], flow.Options()) if isinstance(result, flow.Extraction)]
    wanted = list_claims(results)[3]
    (told,) = flow.explain(results, wanted.id[:12], flow.Look())
    assert wanted.id in told
    with pytest.raises(UsageError, match="no claim"):
        list(flow.explain(results, "zzzz", flow.Look()))
    with pytest.raises(UsageError, match="48 claims"):
        list(flow.explain(results, "", flow.Look()))
    assert len(list(flow.explain(results, None, flow.Look()))) == 48


def test_a_brief_names_what_could_not_be_read(archive: str) -> None:
    text = flow.brief(flow.extract([archive], flow.Options()), "md")
    assert "Residents said 13 civilians were killed in Karesh on 3 June 2019" in text
    assert "Not read: " in text and "archive.jsonl:6" in text
