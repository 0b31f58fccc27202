"""Reports in, claims and briefs out: collect, decode, extract and view in order.

In: paths and options. Out: documents with their claims, and text to show. One bad document is one recorded Failure,
whatever went wrong in it; the rest of the batch goes on. It never holds more than a few batches of documents, but for
a brief, which is about all of them.
"""

import logging
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain
from multiprocessing import connection, get_context, parent_process
from typing import Literal

from bearwitness.base.errors import CacheError, InputError, MissingExtra, UsageError
from bearwitness.base.notices import show_notices
from bearwitness.base.records import Claim, Document, Failure, Report
from bearwitness.collect import read_reports
from bearwitness.decode import decode_report, looks_foreign
from bearwitness.extract.claims import extract_claims, extract_documents
from bearwitness.extract.placing.gazetteer import open_gazetteer
from bearwitness.flow.requests import Input, Look, Options
from bearwitness.resolve.acts import make_record
from bearwitness.resolve.denials import link_denials
from bearwitness.view.briefs import build_brief
from bearwitness.view.explanations import format_explanation
from bearwitness.view.objects import format_claim
from bearwitness.view.pages import PageFormat, render_brief
from bearwitness.view.rows import format_header, format_rows
from bearwitness.view.tables import format_table

_log = logging.getLogger(__name__)

ExportFormat = Literal["table", "json", "jsonl", "csv"]

BATCH_DOCUMENTS = 16
BATCH_BYTES = 200_000
ALONE_UP_TO = 40  # documents; below, starting workers costs more than it saves (measured on 2 cores)
MOST_JOBS = 4  # workers when nothing is said; each holds a language model (600 MB)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """A document and the claims found in it."""

    document: Document
    claims: tuple[Claim, ...]


Result = Extraction | Failure


def read_documents(paths: Sequence[str], options: Options) -> Iterator[Document | Failure]:
    """The documents behind the paths, one by one."""
    for report in read_reports(paths, stdin=options.stdin):
        yield _decode(report, options)


def extract(paths: Sequence[str], options: Options) -> Iterator[Result]:
    """The documents behind the paths with their claims, in the order of the inputs, whatever the number of workers."""
    return extract_reports(read_reports(paths, stdin=options.stdin), options)


def extract_reports(reports: Iterable[Input], options: Options) -> Iterator[Result]:
    """One result for every report, in their order."""
    batches = _cut_batches(reports)
    first: list[list[Input]] = []
    while sum(map(len, first)) <= ALONE_UP_TO and (batch := next(batches, None)):
        first.append(batch)
    many = sum(map(len, first)) > ALONE_UP_TO
    jobs = options.jobs or (min(_count_cores(), MOST_JOBS) if many else 1)
    if jobs == 1 or len(first) == 1:
        for batch in chain(first, batches):
            yield from _extract_batch(batch, options)
    else:
        yield from _extract_parallel(chain(first, batches), options, jobs)


def extract_alone(document: Document) -> Result:
    """One document with its claims; whatever goes wrong in it is a Failure."""
    try:
        return Extraction(document=document, claims=tuple(extract_claims(document)))
    except CacheError:
        raise  # no fault of a document: nothing can be extracted here
    except Exception as error:  # noqa: BLE001  the boundary: one document never ends the batch
        return _record_crash(document.id, error)


def export(results: Iterable[Extraction], form: ExportFormat, look: Look) -> Iterator[str]:
    """The claims as text, piece by piece."""
    if form == "csv":
        yield format_header()
    if form == "json":
        yield "["
    empty = True
    for result in results:
        if form == "table":
            yield format_table(result.document, result.claims, width=look.width, color=look.color)
            continue
        for claim in result.claims:
            if form == "csv":
                yield format_rows(claim)
            elif form == "jsonl":
                yield format_claim(claim) + "\n"
            else:
                yield ("\n" if empty else ",\n") + format_claim(claim)
            empty = False
    if form == "json":
        yield "]\n" if empty else "\n]\n"


def brief(results: Iterable[Result], form: PageFormat) -> str:
    """The situation report over all documents; inputs that could not be read are named in it."""
    records, failures = [], []
    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
        else:
            records.append((result.document, result.claims))
    answers = link_denials(make_record(document, claims) for document, claims in records)
    return render_brief(build_brief(records, failures, answers), form)


def explain(results: Iterable[Extraction], claim_id: str | None, look: Look) -> Iterator[str]:
    """How the fields of one claim were decided, by its id or the beginning of it; of all claims when it is None.

    Raises UsageError when no claim, or more than one, has an id that begins so.
    """
    found: dict[str, str] = {}
    for result in results:
        for claim in result.claims:
            if claim_id is None:
                yield format_explanation(result.document, claim, width=look.width, color=look.color)
            elif claim.id.startswith(claim_id):
                found[claim.id] = format_explanation(result.document, claim, width=look.width, color=look.color)
    if claim_id is None:
        return
    if not found:
        raise UsageError(f"no claim in these inputs has an id that begins with '{claim_id}'")
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} claims have ids that begin with '{claim_id}': give more of it ({', '.join(found)})"
        )
    yield from found.values()


def _decode(report: Input, options: Options) -> Document | Failure:
    if isinstance(report, Failure):
        return report
    try:
        return decode_report(report, published=options.published, outlet=options.outlet)
    except InputError as error:
        return Failure(origin=error.origin, reason=error.reason)
    except MissingExtra as error:
        return Failure(origin=report.origin, reason=str(error))
    except Exception as error:  # noqa: BLE001  the boundary: one document never ends the batch
        return _record_crash(report.origin, error)


def _extract_batch(batch: Sequence[Input], options: Options) -> list[Result]:
    decoded = [_decode(report, options) for report in batch]
    documents = [document for document in decoded if isinstance(document, Document)]
    try:
        pairs = [(document, tuple(claims)) for document, claims in extract_documents(documents)]
    except CacheError:
        raise  # no fault of a document: nothing can be extracted here
    except Exception:  # noqa: BLE001  the boundary: found again, and recorded, one document at a time
        return [extract_alone(document) if isinstance(document, Document) else document for document in decoded]
    extracted = (Extraction(document=document, claims=claims) for document, claims in pairs)
    results = [next(extracted) if isinstance(document, Document) else document for document in decoded]
    for report, result in zip(batch, results, strict=True):
        if isinstance(result, Extraction) and not result.claims and looks_foreign(result.document.text):
            _log.warning("%s: does not look like English; only English is read", report.origin)
    return results


def _record_crash(origin: str, error: Exception) -> Failure:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119  a name to print, not a path to open
    return Failure(
        origin=origin, reason=f"a fault of the program, please report it ({type(error).__name__} at {where}: {error})"
    )


def _cut_batches(reports: Iterable[Input]) -> Iterator[list[Input]]:
    """Batches of like size, cut in the same places whoever works on them: so results never depend on the workers."""
    batch: list[Input] = []
    size = 0
    for report in reports:
        batch.append(report)
        size += len(report.content) if isinstance(report, Report) else 0
        if len(batch) >= BATCH_DOCUMENTS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _extract_parallel(batches: Iterable[list[Input]], options: Options, jobs: int) -> Iterator[Result]:
    """Batches in worker processes, results in order; two batches a worker are under way at most."""
    options = Options(published=options.published, outlet=options.outlet)  # a stream cannot go to another process
    workers = _Workers(jobs, options)
    waiting: deque[tuple[list[Input], Future[list[Result]]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, workers.submit(batch)))
            if len(waiting) > 2 * jobs:
                yield from workers.wait(*waiting.popleft())
        while waiting:
            yield from workers.wait(*waiting.popleft())
    finally:
        workers.stop()


class _Workers:
    """A pool of processes that outlives the death of one of them (memory, a crash in native code)."""

    def __init__(self, jobs: int, options: Options) -> None:
        self.jobs, self.options = jobs, options
        self.pool = _start_pool(jobs)

    def submit(self, batch: list[Input]) -> Future[list[Result]]:
        try:
            return self.pool.submit(_extract_batch, batch, self.options)
        except BrokenProcessPool:
            self.pool = _start_pool(self.jobs)
            return self.pool.submit(_extract_batch, batch, self.options)

    def wait(self, batch: list[Input], future: Future[list[Result]]) -> list[Result]:
        """The results of a batch; if its worker died, of its documents one by one, each that kills one a Failure."""
        try:
            return future.result()
        except BrokenProcessPool:
            return self._rescue(batch)

    def stop(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)

    def _rescue(self, batch: list[Input]) -> list[Result]:
        results: list[Result] = []
        pool = _start_pool(1)
        for report in batch:
            try:
                results.extend(pool.submit(_extract_batch, [report], self.options).result())
            except BrokenProcessPool:
                results.append(
                    Failure(origin=report.origin, reason="the process that read it died: too little memory?")
                )
                pool = _start_pool(1)
        pool.shutdown(wait=False)
        return results


def _start_pool(jobs: int) -> ProcessPoolExecutor:
    open_gazetteer()  # compiled here, once, and not by every worker
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start_worker)


def _start_worker() -> None:
    """An interrupt is the parent's to handle, and a worker ends when its parent does."""
    show_notices()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
