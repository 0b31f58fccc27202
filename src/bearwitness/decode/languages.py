"""Whether a text is English, the only language that is read.

In: a text. Out: yes or no. It never says which other language it is.
"""

import re

_WORD = re.compile(r"[^\W\d_]+")
# Words that no other language shares and that no English text does without: a fifth of its words and more.
_ENGLISH = frozenset(
    ["and", "been", "by", "for", "from", "has", "have", "of", "said", "that", "the", "to", "were", "who", "with"]
)
_FEWEST = 40  # words; a shorter text may do without
_SHARE = 0.06


def looks_foreign(text: str) -> bool:
    """Whether a text of some length has hardly any of the words that English is made with."""
    words = [word.lower() for word in _WORD.findall(text)]
    return len(words) >= _FEWEST and sum(word in _ENGLISH for word in words) < _SHARE * len(words)
