"""The sets that claims of every kind are measured on, and what is reached on each.

In: the name of a set. Out: its figures, by the shared scoring tool: `f1` of detection (STATE left out), `f1_state`
with it, and an F1 for each attribute and for the answered claims. The set claims.dev lies beside the repository;
claims.own are our own annotations of corpus articles, which hold ids and offsets only: the words come from the
corpus beside it.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path

ATTRIBUTES = ("actor", "target", "place", "when", "source", "stance", "reality")
OWN_GOLD = Path(__file__).with_name("claims.json")
SETS = ("claims.dev", "claims.own")


def list_needed(name: str, shared: Path) -> list[Path]:
    """The files that a set needs beside the repository."""
    tools = [shared / "tools" / "score_claims.py", shared / "tools" / "score_harms.py"]
    if name == "claims.own":
        return [shared / "corpus" / "fa-kes.jsonl", *tools]
    return [shared / "gold" / "claims.dev.docs.jsonl", shared / "gold" / "claims.dev.json", *tools]


def measure_claims(
    name: str, shared: Path, folder: Path, run: Callable[..., str], extract: Callable[[Path], str]
) -> dict[str, float]:
    """The figures of a set; `folder` takes what is written on the way."""
    documents, gold = list_needed(name, shared)[:2]
    if name == "claims.own":
        documents, gold = write_own(documents, folder)
    claims = folder / f"{name}.jsonl"
    claims.write_text(extract(documents), encoding="utf-8")
    found = json.loads(run(sys.executable, str(shared / "tools" / "score_claims.py"), str(gold), str(claims), "--json"))
    # The tool gives attributes as shares of the claims found; as F1s they do not fall when more claims are found.
    whole = found["f1_state"]
    figures = {"f1": found["f1"], "f1_state": whole}
    figures |= {f"{attribute}_f1": round(whole * found[attribute], 3) for attribute in ATTRIBUTES}
    return figures if found["about"] is None else {**figures, "about": found["about"]}


def write_own(corpus: Path, folder: Path) -> tuple[Path, Path]:
    """Our annotated documents and their gold with its words, cut from the corpus by offset."""
    annotated = {each["doc"]: each for each in json.loads(OWN_GOLD.read_text(encoding="utf-8"))}
    lines = [line for line in corpus.read_text(encoding="utf-8").splitlines() if json.loads(line)["id"] in annotated]
    texts = {document["id"]: document["text"] for document in map(json.loads, lines)}
    documents, gold = folder / "own.docs.jsonl", folder / "own.gold.json"
    documents.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for identity, each in annotated.items():
        for claim in each["claims"]:
            claim["text"] = texts[identity][claim["start"] : claim["end"]]
    gold.write_text(json.dumps(list(annotated.values())), encoding="utf-8")
    return documents, gold
