"""What is asked of the flows, and how their text is laid out. It loads no language model."""

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from bearwitness.base.records import Failure, Report

Input = Report | Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What holds for every input: a publication date and an outlet for those that have none; how to run.

    `jobs` is the number of worker processes, None = as many as there are cores, 4 at most, for many documents.
    """

    published: date | None = None
    outlet: str | None = None
    jobs: int | None = None
    stdin: BinaryIO | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How text is laid out: columns, and whether the reader's terminal has colours."""

    width: int = 120
    color: bool = False
