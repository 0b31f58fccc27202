"""What the gazetteer costs: seconds to build, megabytes on disk, milliseconds and megabytes to open, look-ups a second.

In: nothing; `--build` also compiles one into a temporary folder. Out: one line. Each name is looked up once, cold and
in random order, as a new process would; opening and memory are measured in a process of their own (Linux only).
"""

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bearwitness.extract.placing.gazetteer import Gazetteer, locate_gazetteer, open_gazetteer
from bearwitness.extract.placing.gazetteer_build import build_gazetteer

NAMES, BATCH = 40_000, 100  # a report has some hundred stretches that may be names
OPENING = """
import sys, time
from pathlib import Path
from bearwitness.extract.placing.gazetteer import Gazetteer
def held_mb():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
before = held_mb()
began = time.perf_counter()
Gazetteer(Path(sys.argv[1])).find_names(["aleppo"])
print((time.perf_counter() - began) * 1000, held_mb() - before)
"""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", action="store_true", help="also build one, and say how long it took")
    options = parser.parse_args()
    open_gazetteer()
    path = locate_gazetteer()
    built = ""
    if options.build:
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            build_gazetteer(Path(folder) / "gazetteer.sqlite")
            built = f"built in {time.perf_counter() - began:.1f} s  "
    told = [
        subprocess.run([sys.executable, "-c", OPENING, str(path)], capture_output=True, text=True, check=True).stdout
        for _ in range(5)
    ]
    opened_ms, opened_mb = (min(float(line.split()[i]) for line in told) for i in (0, 1))
    keys = [key for (key,) in sqlite3.connect(path).execute("SELECT DISTINCT key FROM name")]
    asked = random.Random(1).sample(keys, NAMES)
    gazetteer = Gazetteer(path)
    began = time.process_time()
    for first in range(0, NAMES, BATCH):
        gazetteer.find_names(asked[first : first + BATCH])
    rate = NAMES / (time.process_time() - began)
    print(
        f"{built}{path.stat().st_size / 1e6:.0f} MB  opened in {opened_ms:.0f} ms and {opened_mb:.1f} MB  "
        f"{rate:,.0f} look-ups a second of {len(keys):,} names"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
