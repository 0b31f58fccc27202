"""Texts and reports in, their places out; lists of places in, the gazetteer out: the stages in order.

In: a text, paths and options, or a file of places. Out: found places and text to show; a compiled gazetteer. One bad
document, or one bad row of a list, is one recorded Failure.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bearwitness.base.errors import CacheError, InputError
from bearwitness.base.findings import FoundPlaces
from bearwitness.base.records import Failure
from bearwitness.extract.placing.gazetteer import Gazetteer, compile_gazetteer, locate_gazetteer, open_gazetteer
from bearwitness.extract.placing.place_tables import read_place_table
from bearwitness.extract.placing.user_places import PlaceRow, list_user_files, store_user_places
from bearwitness.extract.toponyms import find_document_places, find_text_places
from bearwitness.flow.reports import ExportFormat, read_documents
from bearwitness.flow.requests import Look, Options
from bearwitness.view.places import (
    SourceRow,
    export_sources,
    format_place_header,
    format_place_lines,
    format_place_rows,
    format_place_table,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of a file of places: how many are kept, where, and the rows that are none."""

    kept: int
    path: Path
    failures: tuple[Failure, ...]


def place_text(text: str) -> FoundPlaces:
    """The places of a text that is no document."""
    return find_text_places(text)


def place_reports(paths: Sequence[str], options: Options) -> Iterator[FoundPlaces | Failure]:
    """The places of the documents behind the paths, in the order of the inputs."""
    for document in read_documents(paths, options):
        yield document if isinstance(document, Failure) else find_document_places(document)


def export_places(results: Iterable[FoundPlaces], form: ExportFormat, look: Look) -> Iterator[str]:
    """The places as text, piece by piece."""
    if form == "csv":
        yield format_place_header()
    if form == "json":
        yield "["
    empty = True
    for found in results:
        if form == "table":
            yield format_place_table(found, width=look.width, color=look.color)
        elif form == "csv":
            yield format_place_rows(found)
        else:
            for line in format_place_lines(found):
                yield line + "\n" if form == "jsonl" else ("\n" if empty else ",\n") + line
                empty = False
    if form == "json":
        yield "]\n" if empty else "\n]\n"


def build_places(progress: Callable[[str], None]) -> Path:
    """Compile the gazetteer anew, with the places that were added. Raises CacheError where it cannot be written."""
    return compile_gazetteer(progress)


def add_places(path: str, progress: Callable[[str], None]) -> Added:
    """Keep the places of a file for good and compile the gazetteer with them.

    Raises InputError where the file holds no place, CacheError where they cannot be kept.
    """
    rows = list(read_place_table(Path(path)))
    good = [row for row in rows if isinstance(row, PlaceRow)]
    bad = tuple(row for row in rows if isinstance(row, Failure))
    if not good:
        raise InputError(path, bad[0].reason if bad else "no place in it")
    try:
        kept = store_user_places(good, path)
    except OSError as error:
        raise CacheError(f"added places cannot be kept: {error.filename}: {error.strerror or error}") from error
    progress(f"kept {len(good):,} places in {kept}")
    compile_gazetteer(progress)
    return Added(kept=len(good), path=kept, failures=bad)


def describe_gazetteer(form: ExportFormat, look: Look) -> str:
    """What the gazetteer was compiled from, with the licences; what it is called and where added places are kept."""
    gazetteer: Gazetteer = open_gazetteer()
    rows = [SourceRow(name=n, places=c, licence=x) for n, c, x in gazetteer.list_sources()]
    size = locate_gazetteer().stat().st_size
    note = f"{locate_gazetteer()}: {size / 1e6:.0f} MB; files added: {len(list_user_files())}"
    return export_sources(rows, note, form, width=look.width, color=look.color)
