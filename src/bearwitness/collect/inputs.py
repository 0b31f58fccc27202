"""What the user named becomes the files to read.

In: paths, folders and patterns. Out: files in a fixed order, and a Failure for everything that leads nowhere. It looks
at names and kinds of file only, and never opens one.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from glob import has_magic, iglob
from pathlib import Path

from bearwitness.base.records import Failure


def find_inputs(paths: Sequence[str]) -> Iterator[Path | Failure]:
    """The files behind `paths`, in their order; folders and patterns sorted by name.

    A path that exists is taken as it is, brackets and stars included; only then is it read as a pattern. Folders are
    walked to the bottom without following links to other folders; hidden files and folders are passed over. A file
    named twice, or found again in a folder, is given once.
    """
    seen: set[tuple[int, int]] = set()
    for name in paths:
        for found in _expand(name):
            if isinstance(found, Path):
                key = _identify(found)
                if key is not None and key in seen:
                    continue
                if key is not None:
                    seen.add(key)
            yield found


def name_path(path: Path | str) -> str:
    """A path as text that can always be printed, even where its bytes are not valid UTF-8."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def explain_error(error: OSError) -> str:
    """A system error in plain words, without the number and the path."""
    if isinstance(error, PermissionError):
        return "permission denied; make it readable or leave it out"
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def _identify(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _expand(name: str) -> Iterator[Path | Failure]:
    if not name or "\0" in name:
        yield Failure(origin=name.replace("\0", "\\0") or "''", reason="no file name; give a path, a folder or -")
        return
    path = Path(name)
    try:
        exists = path.exists() or path.is_symlink()
    except OSError as error:
        yield Failure(origin=name_path(path), reason=explain_error(error))
        return
    if exists:
        yield from _walk(path)
    elif has_magic(name):
        matches = sorted(iglob(name, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
        if not matches:
            yield Failure(
                origin=name_path(name), reason="no file matches this pattern; check the folder and the ending"
            )
        for match in matches:
            # `**` gives a folder and also what is in it: the folder itself would bring every file twice.
            if "**" not in name or not Path(match).is_dir():
                yield from _walk(Path(match))
    else:
        yield Failure(origin=name_path(name), reason="no such file or folder; check the path")


def _walk(path: Path) -> Iterator[Path | Failure]:
    if not path.is_dir():
        yield path
        return
    troubles: list[Failure] = []

    def note(error: OSError) -> None:
        troubles.append(Failure(origin=name_path(error.filename), reason=explain_error(error)))

    found = False
    for folder, folders, files in os.walk(path, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(name for name in files if not name.startswith(".")):
            found = True
            each = Path(folder, file)
            # A pipe or a device in a folder would block or never end; named by the user it is read within the limit.
            if each.is_file() or not each.exists():
                yield each
            else:
                yield Failure(origin=name_path(each), reason="not a regular file; leave it out")
    yield from troubles
    if not found and not troubles:
        yield Failure(origin=name_path(path), reason="an empty folder; put text, HTML, PDF or JSONL files into it")
