"""Reports from the ground: prepared (sealed and freed of metadata) where they come in, kept in the casebook or a batch.

In: field reports, tables, e-mails, batches. Out: receipts, or lines in a batch file. Nothing that must be sealed
reaches the casebook or a batch in the open.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from bearwitness.base.casebooks import Addition, Attachment, Receipt, Sealed
from bearwitness.base.errors import InputError, SealError, UsageError
from bearwitness.base.fieldwork import FieldFile, FieldReport, PreparedReport
from bearwitness.base.identifiers import Json
from bearwitness.base.records import Claim, Document, Failure, Source
from bearwitness.collect import batches, emails, forms, pictures, tables
from bearwitness.ledger import vaults
from bearwitness.ledger.casebooks import Casebook

Kept = Receipt | Failure


def read_field_reports(paths: Sequence[Path], mapping: Mapping[str, str]) -> Iterator[FieldReport | Failure]:
    """The reports in tables (.csv, .xlsx) and e-mails (.eml); `mapping` says which column is which field."""
    for path in paths:
        if path.suffix.lower() == ".eml":
            try:
                yield emails.read_email(path.read_bytes(), str(path))
            except OSError as error:
                yield Failure(origin=str(path), reason=f"cannot be read: {(error.strerror or str(error)).lower()}")
        else:
            yield from tables.read_table(path, mapping)


def build_field_report(
    *,
    identifier: str,
    words: str,
    files: Sequence[tuple[str, str, bytes]],
    contact: Mapping[str, str],
    values: Mapping[str, Any],
) -> FieldReport:
    """One report out of what was typed: files as (name, kind, content), counts as `killed.children=3`.

    Raises UsageError for a count that is none, where its fields contradict each other, and where it says nothing.
    """
    counts = []
    for each in values.get("counts", ()):
        what, found, number = each.partition("=")
        harm, _, who = what.strip().partition(".")
        if not found or harm not in forms.HARMS or (who and who not in forms.WHO):
            raise UsageError(f"'{each}' is no count: write killed=12, killed.children=3 or injured=20+")
        try:
            counts.append(forms.read_count(number, harm, who or "people"))
        except ValueError as error:
            raise UsageError(str(error)) from None
    if not words.strip() and not counts and not files:
        raise UsageError("the report says nothing: give words, a count or a file")
    report = FieldReport(
        id=identifier,
        origin=identifier,
        text=words,
        counts=tuple(counts),
        contact=tuple(sorted(contact.items())),
        files=tuple(FieldFile(name=name, media=media, content=content) for name, media, content in files),
        **{name: value for name, value in values.items() if name != "counts"},
    )
    if wrong := forms.find_contradiction(report):
        raise UsageError(wrong)
    return report


def prepare(report: FieldReport, public: str | None) -> PreparedReport:
    """Seal what must be sealed to a public key, and free files of their metadata.

    Raises SealError where there is something to seal and no key.
    """
    subject = report.source or report.id
    sealed: list[Sealed] = []

    def seal(what: str, content: bytes) -> str:
        if public is None:
            raise SealError(
                f"{report.origin}: it holds what must be sealed ({what}), and there is no key to seal with: "
                "bearwitness key create FILE makes one, outside the casebook"
            )
        sealed.append(vaults.seal(public, subject, what, content))
        return sealed[-1].id

    if report.contact:
        seal(
            "identity", json.dumps(dict(report.contact), ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")
        )
    if report.original is not None:
        seal("original", report.original)
    attachments = []
    for number, file in enumerate(report.files, 1):
        picture = pictures.clean_picture(file.content)
        vault = None if picture.clean == file.content else seal("file", _pack_file(file, picture))
        attachments.append(
            Attachment(
                # The name that a file came with may be the name of a person.
                name=f"file-{number}{_find_ending(file)}",
                media=file.media,
                content=picture.clean,
                original_sha256=hashlib.sha256(file.content).hexdigest(),
                sealed=vault,
            )
        )
    bare = replace(report, contact=(), original=None, files=())
    return PreparedReport(report=bare, sealed=tuple(sealed), attachments=tuple(attachments))


def keep_field_reports(book: Casebook, reports: Iterable[PreparedReport | Failure]) -> Iterator[Kept]:
    """Keep prepared reports: their words are extracted, their fields are claims. One transaction a report."""
    for prepared in reports:
        if isinstance(prepared, Failure):
            yield prepared
            continue
        document, raw = forms.build_document(prepared.report)
        if known := book.find_known([document.sha256]):
            sequence = known[document.sha256]
            yield Receipt(document=document.id, sha256=document.sha256, sequence=sequence, claims=0, new=False)
            continue
        found = _extract(prepared.report, document)
        if isinstance(found, Failure):
            yield found
            continue
        addition = Addition(
            document=document,
            claims=(*forms.list_claims(prepared.report, document), *found),
            raw=raw,
            media="field",
            contributor=book.account.name if book.account.own_only else None,
            attachments=prepared.attachments,
            sealed=prepared.sealed,
        )
        try:
            yield from book.add([addition])
        except SealError as error:
            yield Failure(origin=prepared.report.origin, reason=str(error))


def add_field_reports(book: Casebook, reports: Iterable[FieldReport | Failure]) -> Iterator[Kept]:
    """Prepare and keep reports, sealing to the casebook's key."""
    with book.database.reading() as connection:
        try:
            public: str | None = vaults.read_public_key(connection)
        except SealError:
            public = None
    return keep_field_reports(book, _prepare_all(reports, public))


def write_batch(path: Path, reports: Iterable[FieldReport | Failure], public: str | None) -> Iterator[str | Failure]:
    """Prepare reports and add them to a batch file, without a casebook: the id of each that is on the disk."""
    for prepared in _prepare_all(reports, public):
        if isinstance(prepared, Failure):
            yield prepared
        else:
            batches.append_report(path, prepared)
            yield prepared.report.id


def merge_batches(book: Casebook, paths: Sequence[Path]) -> Iterator[Kept]:
    """Keep the reports of batch files, once; each batch that brings something new is an entry of its own."""
    for path in paths:
        new = reports = 0
        try:
            for kept in keep_field_reports(book, batches.read_batch(path)):
                if isinstance(kept, Receipt):
                    reports, new = reports + 1, new + kept.new
                yield kept
        except InputError as error:
            yield Failure(origin=error.origin, reason=error.reason)
        if new:  # also of a batch that broke off: what came before is kept
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            entry: dict[str, Json] = {"what": "batch", "sha256": sha256, "reports": reports, "new": new}
            with book.writing("report") as transaction:
                transaction.append("import", entry)


def _prepare_all(reports: Iterable[FieldReport | Failure], public: str | None) -> Iterator[PreparedReport | Failure]:
    for report in reports:
        if isinstance(report, Failure):
            yield report
            continue
        try:
            yield prepare(report, public)
        except SealError as error:
            yield Failure(origin=report.origin, reason=str(error).removeprefix(f"{report.origin}: "))


def _extract(report: FieldReport, document: Document) -> Sequence[Claim] | Failure:
    """The claims in the words of a report; whoever reports stands last in each chain of sources."""
    if not report.text.strip():
        return ()
    from bearwitness.flow.reports import extract_alone  # noqa: PLC0415  loads the language model

    result = extract_alone(document)
    if isinstance(result, Failure):
        return replace(result, origin=report.origin)
    if not report.source:
        return result.claims
    speaker = Source(name=report.source, kind=report.source_kind)
    return [replace(claim, sources=(*claim.sources, speaker)) for claim in result.claims]


def _pack_file(file: FieldFile, picture: pictures.Picture) -> bytes:
    """The file as it came, with its name and what its metadata say, for the vault."""
    value = {"name": file.name, "media": file.media, "told": dict(picture.told)}
    value["content"] = base64.b64encode(file.content).decode("ascii")
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _find_ending(file: FieldFile) -> str:
    ending = Path(file.name).suffix.lower()
    return ending if ending[1:].isalnum() and len(ending) <= 6 else ""
