"""The measures of dates and of event places, run as a person runs them, on invented tables."""

import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "bench"


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(BENCH / script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_dates_are_counted_exact_by_kind(tmp_path: Path) -> None:
    table = tmp_path / "dates.tsv"
    table.write_text(
        "2001-03-05\tDATE\t2001-03-05\nyesterday\tDATE\t2001-03-04\nlast week\tDATE\t2001-WXX\n"
        "three days\tDURATION\tP4D\n\n1999-12-31\tDATE\t1999-12-31\ntoday\tDATE\t1999-12-31\n",
        encoding="utf-8",
    )
    told = run("dates.py", str(table))
    assert told.returncode == 0
    figures = {line.split()[0]: line.split()[1:5] for line in told.stdout.splitlines()}
    assert figures["DATE"][:3] == ["2", "of", "3"]
    assert figures["DURATION"][:3] == ["0", "of", "1"]
    assert figures["exact"] == ["2", "of", "4", "0.500"]
    assert figures["agreed"] == ["3", "of", "4", "0.750"]


def test_a_table_with_a_wrong_line_is_named(tmp_path: Path) -> None:
    table = tmp_path / "dates.tsv"
    table.write_text("2001-03-05\tDATE\n", encoding="utf-8")
    told = run("dates.py", str(table))
    assert told.returncode == 1
    assert "dates.tsv:1" in told.stderr


def test_places_of_events_are_counted_by_words(tmp_path: Path) -> None:
    text = "A bomb detonated in Mosul on Friday."
    verb = {"start": 7, "end": 16, "label": "VERB"}
    rows = [
        {"text": text, "spans": [verb, {"start": 20, "end": 25, "label": "LOCATION"}]},
        {"text": text, "spans": [verb, {"start": 4, "end": 4, "label": "LOCATION"}]},  # counted in words
        {"text": text, "spans": [verb]},
    ]
    path = tmp_path / "events.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    told = run("event_places.py", str(path))
    assert told.stdout.split() == ["3", "sentences", "precision", "0.667", "recall", "1.000"]
