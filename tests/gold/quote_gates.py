"""The sets that quotations are measured on, and how well the command `quotes` finds them.

In: the name of a set. Out: its figures: `f1` of detection; for source, cue and content an F1 of exact spans and one of
overlap; F1s of the kind (direct, indirect, mixed) and of those who pass a statement on. Our annotations, in
quotes.json, hold ids and offsets only: the words come from the texts beside the repository. docs/method/quotations.md
says what was annotated and how.
"""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

GOLD = Path(__file__).with_name("quotes.json")
SETS = ("quotes.syria", "quotes.wars")
PARTS = ("source", "cue", "content")
# Two quotations are the same one when at least this share of the words of their contents (as an F1) is the same.
SAME = 0.5
_WORD = re.compile(r"\w+")

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One attribution: each part as the offsets at which its words begin; empty for a part that it has not."""

    source: Words
    cue: Words
    content: Words
    relays: frozenset[Words]
    kind: str

    def part(self, name: str) -> Words:
        """The words of its source, cue or content."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


def list_needed(name: str, shared: Path) -> list[Path]:
    """The files that a set needs beside the repository."""
    if name == "quotes.syria":
        return [shared / "corpus" / "fa-kes.jsonl"]
    return [
        shared / "gold" / "harms.dev.docs.jsonl",
        shared / "gold" / "harms.sentences.docs.jsonl",
        shared / "bench" / "places-lgl.xml.gz",
    ]


def measure_quotes(name: str, shared: Path, folder: Path, quote: Callable[[Path], str]) -> dict[str, float]:
    """The figures of a set; `folder` takes its texts, `quote` gives the lines of the command for a file."""
    annotated = {each["doc"]: each["quotes"] for each in json.loads(GOLD.read_text(encoding="utf-8"))}
    wanted = {identity for identity in annotated if identity.startswith("fakes:") == (name == "quotes.syria")}
    texts = {identity: text for identity, text in _read_texts(list_needed(name, shared)) if identity in wanted}
    documents = folder / f"{name}.docs.jsonl"
    lines = [json.dumps({"id": identity, "text": text}) for identity, text in texts.items()]
    documents.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found: dict[str, list[Quotation]] = {identity: [] for identity in texts}
    for line in quote(documents).splitlines():
        each = json.loads(line)
        found[each["document"]].append(read_found(texts[each["document"]], each))
    gold = {identity: [read_gold(text, each) for each in annotated[identity]] for identity, text in texts.items()}
    return score([(gold[identity], found[identity]) for identity in texts])


def _read_texts(files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """The documents of the files, the first one of each id."""
    seen: set[str] = set()
    for file in files:
        for identity, text in _read_articles(file) if file.suffix == ".gz" else _read_lines(file):
            if identity not in seen:
                seen.add(identity)
                yield identity, text


def _read_lines(file: Path) -> Iterator[tuple[str, str]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        yield document["id"], document["text"]


def _read_articles(file: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8") as stream:
        for article in ElementTree.parse(stream).iter("article"):
            yield f"lgl:{article.get('docid')}", article.findtext("text") or ""


def cut_words(text: str, spans: Sequence[Sequence[int]]) -> Words:
    """Where the words of the spans begin: marks and white space at their borders make no difference."""
    return frozenset(match.start() for start, end in spans for match in _WORD.finditer(text, start, end))


def read_gold(text: str, entry: dict[str, list[list[int]]]) -> Quotation:
    """An annotation, its offsets as words."""
    source, cue = ([entry[part]] if entry[part] else [] for part in ("source", "cue"))
    return Quotation(
        source=cut_words(text, source),  # type: ignore[arg-type]
        cue=cut_words(text, cue),  # type: ignore[arg-type]
        content=cut_words(text, entry["contents"]),
        relays=frozenset(cut_words(text, [span]) for span in entry["relays"]),
        kind=str(entry["kind"]),
    )


def read_found(text: str, line: dict[str, object]) -> Quotation:
    """A line of the command, its offsets as words."""
    spans = json.loads(json.dumps(line))

    def words(part: object) -> Words:
        return cut_words(text, [[part["start"], part["end"]]]) if isinstance(part, dict) else frozenset()

    return Quotation(
        source=words(spans["source"]),
        cue=words(spans["cue"]),
        content=cut_words(text, [[each["start"], each["end"]] for each in spans["content"]["spans"]]),
        relays=frozenset(filter(None, (words(each.get("span")) for each in spans["sources"])))
        - {words(spans["source"])},
        kind=spans["kind"],
    )


def pair(gold: Sequence[Quotation], found: Sequence[Quotation]) -> list[tuple[Quotation, Quotation]]:
    """Which is which: those whose contents share most words first, the same cue and source deciding between equals."""
    ranked = []
    for i, ours in enumerate(gold):
        for j, theirs in enumerate(found):
            alike = overlap(ours.content, theirs.content)
            if alike >= SAME:
                near = overlap(ours.cue, theirs.cue) + overlap(ours.source, theirs.source)
                ranked.append((-(alike + near), i, j))
    pairs, used, taken = [], set(), set()
    for _, i, j in sorted(ranked):
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            pairs.append((gold[i], found[j]))
    return pairs


def overlap(ours: Words, theirs: Words) -> float:
    """The F1 of the words of two spans."""
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def score(documents: Sequence[tuple[Sequence[Quotation], Sequence[Quotation]]]) -> dict[str, float]:
    """The figures over documents.

    An exact F1 counts spans of the very same words. An overlap F1 is that of Johansson and Moschitti (2013): a span
    found is right by the share of its words that are right, a span of the gold is found by the share that is covered,
    so that every quotation counts the same however long it is. A part that an annotation has not is not counted.
    """
    pairs = [each for gold, found in documents for each in pair(gold, found)]
    asked = [each for gold, _ in documents for each in gold]
    given = [each for _, found in documents for each in found]
    figures = {"f1": _f1(len(pairs), len(given), len(pairs), len(asked))}
    for name in PARTS:
        both = [(ours.part(name), theirs.part(name)) for ours, theirs in pairs]
        void = sum(1 for ours, theirs in both if theirs and not ours)
        n_given = sum(1 for each in given if each.part(name)) - void
        n_asked = sum(1 for each in asked if each.part(name))
        both = [(ours, theirs) for ours, theirs in both if ours and theirs]
        same = sum(ours == theirs for ours, theirs in both)
        right = sum(len(ours & theirs) / len(theirs) for ours, theirs in both)
        covered = sum(len(ours & theirs) / len(ours) for ours, theirs in both)
        figures[f"{name}_exact"] = _f1(same, n_given, same, n_asked)
        figures[f"{name}_overlap"] = _f1(right, n_given, covered, n_asked)
    kinds = sum(ours.kind == theirs.kind for ours, theirs in pairs)
    figures["kind"] = _f1(kinds, len(given), kinds, len(asked))
    passed = sum(any(overlap(a, b) > 0 for b in theirs.relays) for ours, theirs in pairs for a in ours.relays)
    told = sum(len(each.relays) for each in given), sum(len(each.relays) for each in asked)
    figures["relay"] = _f1(passed, told[0], passed, told[1])
    return figures


def _f1(right: float, given: int, covered: float, asked: int) -> float:
    precision, recall = right / given if given else 0.0, covered / asked if asked else 0.0
    return round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0
