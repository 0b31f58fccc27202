"""A PostgreSQL of the tests' own: started on loopback, in a temporary folder, on a free port; gone at the end.

PostgreSQL refuses to run as root, so it then runs as the user `postgres`.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_connections": "60", "shared_buffers": "64MB"}
_OTHER_USER = "postgres"


def find_programs() -> Path | None:
    """The folder of initdb and postgres; None = there is no PostgreSQL, or none that root may start."""
    if os.geteuid() == 0 and not any(user.pw_name == _OTHER_USER for user in pwd.getpwall()):
        return None
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return next((each for each in folders if (each / "initdb").exists() and (each / "postgres").exists()), None)


@contextmanager
def run_server(programs: Path) -> Iterator[str]:
    """A running server; the beginning of its URLs, to which the name of a database is added."""
    folder = Path(tempfile.mkdtemp(prefix="bearwitness-pg-"))
    who = {"user": _OTHER_USER, "group": _OTHER_USER, "extra_groups": []} if os.geteuid() == 0 else {}
    if who:
        user = pwd.getpwnam(_OTHER_USER)
        os.chown(folder, user.pw_uid, user.pw_gid)
    data, port = folder / "data", _find_port()
    login = _OTHER_USER if who else pwd.getpwuid(os.geteuid()).pw_name
    make = [programs / "initdb", "-D", data, "-U", login, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    subprocess.run(make, check=True, capture_output=True, cwd=folder, **who)  # type: ignore[call-overload]
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    start = [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder, *settings]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(start, cwd=folder, stdout=log, stderr=log, **who)  # type: ignore[call-overload]
    try:
        _wait(programs, port, folder)
        yield f"postgresql://{login}@127.0.0.1:{port}/"
    finally:
        process.send_signal(signal.SIGINT)  # "fast": it does not wait for those who are connected
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(programs: Path, port: int, folder: Path) -> None:
    ask = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(300):
        if subprocess.run(ask, check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError((folder / "log").read_text(errors="replace")[-2000:])


def _find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
