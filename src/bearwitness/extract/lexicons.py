"""The words of the extractors: YAML files in `lexicon/`, loaded once.

In: a file's name. Out: its content as it stands. It never interprets a word.
"""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def load_lexicon(name: str) -> Any:
    """The content of `lexicon/NAME.yaml`, parsed; the C parser of PyYAML is used where it is there."""
    text = files("bearwitness.extract").joinpath("lexicon", f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
