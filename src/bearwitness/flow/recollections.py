"""What the casebook holds, as the flows on incidents and tallies take it, and what they give it to keep.

In: an opened casebook and a moment. Out: documents with their claims, and judgements on incidents, as they were known
then. It decides nothing.
"""

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, cast

from bearwitness.base.casebooks import Filter
from bearwitness.base.casebooks import Judgement as KeptJudgement
from bearwitness.base.incidents import Judgement, Verdict
from bearwitness.base.origins import Voices, join_voices
from bearwitness.base.records import Claim
from bearwitness.ledger.casebooks import Casebook

if TYPE_CHECKING:
    from bearwitness.flow.reports import Extraction

DAY = len("2019-06-04")
SAME_INCIDENT = "same-incident"  # the topic of judgements on whether two things are one incident


def recall(book: Casebook, as_of: str | None = None) -> "Iterator[Extraction]":
    """The documents of the casebook with the claims that stand, or stood at a moment, in the order they came in."""
    return (extraction for _, extraction in _recall_documents(book, as_of))


def recall_history(book: Casebook, as_of: str | None = None) -> "Iterator[tuple[str, Extraction | Judgement]]":
    """The same documents, and people's judgements on incidents between them, in order, each with the day it came in."""
    judgements = deque(recall_judgements(book, as_of))
    for moment, extraction in _recall_documents(book, as_of):
        while judgements and judgements[0].at < datetime.fromisoformat(moment):
            judged = judgements.popleft()
            yield judged.at.date().isoformat(), judged
        yield moment[:DAY], extraction
    for judged in judgements:
        yield judged.at.date().isoformat(), judged


def _recall_documents(book: Casebook, as_of: str | None) -> "Iterator[tuple[str, Extraction]]":
    from bearwitness.flow.reports import Extraction  # noqa: PLC0415  loads the language model: resolution needs it too

    claims: defaultdict[str, list[Claim]] = defaultdict(list)
    documents, standing = book.documents_and_claims(Filter(as_of=as_of))
    for kept in standing:
        claims[kept.document_sha256].append(kept.claim)
    del standing
    for each in documents:
        digest = each.document.sha256
        document = book.document(digest).document
        yield each.recorded_at_utc, Extraction(document=document, claims=tuple(claims.pop(digest, ())))


def recall_voices(book: Casebook, as_of: str | None = None) -> Voices:
    """The sources that the registry says are not independent of each other, or said so at a moment."""
    return join_voices(book.sources(as_of))


def recall_judgements(book: Casebook, as_of: str | None = None) -> list[Judgement]:
    """People's judgements on incidents that stand, or stood at a moment, the oldest first.

    A judgement on a claim that was corrected since is about the claim in its place.
    """
    kept = sorted(book.judgements(topic=SAME_INCIDENT, as_of=as_of), key=lambda each: each.sequence)
    corrected = _read_corrections(book, as_of) if kept else {}
    judgements = []
    for each in kept:
        left, right = _follow(each.subjects, corrected)
        judgements.append(
            Judgement(
                id=each.id,
                left=left,
                right=right,
                verdict=cast(Verdict, each.verdict),
                by=each.author,
                why=each.why,
                at=datetime.fromisoformat(each.recorded_at_utc),
            )
        )
    return judgements


def follow_judgements(book: Casebook, judgements: Iterable[Judgement], as_of: str | None = None) -> list[Judgement]:
    """Judgements from elsewhere, each about what stands now, or stood at a moment, in the place of what it names."""
    given = list(judgements)
    corrected = _read_corrections(book, as_of) if given else {}
    followed = []
    for each in given:
        left, right = _follow((each.left, each.right), corrected)
        followed.append(replace(each, left=left, right=right))
    return followed


def follow_names(book: Casebook, names: tuple[str, str]) -> tuple[str, str]:
    """Two ids as they were given, but in the place of a claim that was corrected the one that stands for it now."""
    corrected = _read_corrections(book, None)
    return _find_last(names[0], corrected), _find_last(names[1], corrected)


def keep_judgement(book: Casebook, judgement: Judgement) -> Judgement:
    """Keep a judgement in the casebook; it supersedes the one that stands on the same two things."""
    ends = (judgement.left, judgement.right)
    corrected = _read_corrections(book, None)
    kept_before = book.judgements(topic=SAME_INCIDENT)
    standing = next((each for each in kept_before if _follow(each.subjects, corrected) == ends), None)
    said = KeptJudgement(
        id="",
        topic=SAME_INCIDENT,
        subjects=ends,
        verdict=judgement.verdict,
        why=judgement.why,
        supersedes=None if standing is None else standing.id,
    )
    (kept,) = book.judge([said])
    return replace(judgement, id=kept.id, by=kept.author, at=datetime.fromisoformat(kept.recorded_at_utc))


def _read_corrections(book: Casebook, as_of: str | None) -> dict[str, str]:
    """Of each claim that was corrected, the id of the claim that was put in its place."""
    payloads = (json.loads(entry.payload) for entry in book.log(kinds=("correction",), as_of=as_of))
    return {payload["subject"]: payload["claim"]["id"] for payload in payloads}


def _follow(subjects: Sequence[str], corrected: Mapping[str, str]) -> tuple[str, str]:
    """The two things that a judgement is about as they are now, in the order in which judgements name them."""
    left, right = sorted(_find_last(subject, corrected) for subject in subjects)
    return left, right


def _find_last(name: str, corrected: Mapping[str, str]) -> str:
    while name in corrected:
        name = corrected[name]
    return name
