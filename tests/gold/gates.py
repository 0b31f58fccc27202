"""The sets that the extraction is measured on, and what it reaches on each.

In: the name of a set. Out: its figures: F1s of counts (see `scoring`), of claims (see `claim_gates`), of quotations
(see `quote_gates`), or of documents put in groups. What is scored always comes from the real command. The project's own
examples are always there; the other sets lie beside the repository, and where they do not `find_missing` says so. It
never holds a figure to be met: those are in floors.json.
"""

import json
import subprocess
import sys
from pathlib import Path

import claim_gates
import quote_gates
from scoring import ATTRIBUTES, Score, read_claims, read_gold, read_outlets, score

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
EXAMPLES = Path("examples", "reports")
EXAMPLES_GOLD = ROOT / "tests" / "gold" / "examples.json"
FLOORS = ROOT / "tests" / "gold" / "floors.json"
SHARED_SETS = ("dev", "train", "sentences")
HARM_SETS = ("examples", *SHARED_SETS)
SETS = (*HARM_SETS, "incidents", *claim_gates.SETS, *quote_gates.SETS)
CORPUS, INCIDENTS_GOLD = SHARED / "corpus" / "fa-kes.jsonl", SHARED / "gold" / "incidents.dev.json"


def find_missing(name: str) -> str | None:
    """Why a set cannot be measured here, None when it can."""
    if name == "examples":
        return None
    tools = SHARED / "tools"
    needed = [_shared_documents(name), SHARED / "gold" / f"harms.{name}.json", tools / "score_harms.py"]
    if name == "incidents":
        needed = [CORPUS, INCIDENTS_GOLD, tools / "score_incidents.py"]
    elif name in claim_gates.SETS:
        needed = claim_gates.list_needed(name, SHARED)
    elif name in quote_gates.SETS:
        needed = quote_gates.list_needed(name, SHARED)
    missing = [f"../shared/{path.relative_to(SHARED)}" for path in needed if not path.is_file()]
    return f"the set '{name}' is not beside this repository: {', '.join(missing)}" if missing else None


def measure(name: str, folder: Path) -> dict[str, float]:
    """The figures of a set; `folder` takes the claims. Raises RuntimeError with what a command said when it failed."""
    if name == "examples":
        return score_examples().figures()
    if name == "incidents":
        return score_incidents(folder)
    if name in claim_gates.SETS:
        return claim_gates.measure_claims(name, SHARED, folder, _run, extract)
    if name in quote_gates.SETS:
        return quote_gates.measure_quotes(name, SHARED, folder, lambda path: _bearwitness("quotes", path))
    claims = folder / f"{name}.jsonl"
    claims.write_text(extract(_shared_documents(name)), encoding="utf-8")
    tool, gold = SHARED / "tools" / "score_harms.py", SHARED / "gold" / f"harms.{name}.json"
    found = json.loads(_run(sys.executable, str(tool), str(gold), str(claims), "--json"))
    # The tool gives attributes as shares of the counts found; as F1s they do not fall when more counts are found.
    f1 = 2 * found["hits"] / (found["gold"] + found["predicted"])
    shares = {f"{attribute}_f1": round(f1 * found[attribute], 3) for attribute in ATTRIBUTES}
    return {"f1": found["f1"], "whole_f1": found["whole_f1"], **shares}


def score_examples() -> Score:
    """The project's own examples against their gold."""
    claims = read_claims(extract(EXAMPLES).splitlines())
    return score(read_gold(EXAMPLES_GOLD), claims, read_outlets(EXAMPLES_GOLD))


def score_incidents(folder: Path) -> dict[str, float]:
    """How well the articles of the corpus that have gold are grouped by incident and by story.

    B-cubed and pairwise F1 of incidents, pairwise F1 of copies, and how often "has one main incident" agrees.
    """
    wanted = {entry["doc"] for entry in json.loads(INCIDENTS_GOLD.read_text(encoding="utf-8"))}
    lines = CORPUS.read_text(encoding="utf-8").splitlines(keepends=True)
    articles, placed = folder / "articles.jsonl", folder / "placed.jsonl"
    articles.write_text("".join(line for line in lines if json.loads(line)["id"] in wanted), encoding="utf-8")
    placed.write_text(_bearwitness("resolve", articles), encoding="utf-8")
    tool = SHARED / "tools" / "score_incidents.py"
    found = json.loads(_run(sys.executable, str(tool), str(INCIDENTS_GOLD), str(placed), "--json"))
    return {name: found[name] for name in ("b3_f1", "pair_f1", "copy_f1", "main")}


def extract(path: Path) -> str:
    """What the command writes for a file or folder, one claim a line; paths are seen from the root."""
    return _bearwitness("extract", path)


def _bearwitness(command: str, path: Path) -> str:
    return _run(str(Path(sys.executable).with_name("bearwitness")), command, str(path), "--format", "jsonl")


def _shared_documents(name: str) -> Path:
    return SHARED / "gold" / f"harms.{name}.docs.jsonl"


def _run(*command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout
