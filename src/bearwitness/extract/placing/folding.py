"""Keys under which the spellings of one place name meet.

In: a name in any script. Out: keys to compare and to look up by. It never decides whether two names are one place:
equal keys are candidates, and the gazetteer's context decides.
"""

import re
import unicodedata
from functools import lru_cache

FOLDING_VERSION = 4
"""Part of the name of a compiled gazetteer: raise it when a key changes."""

ARTICLES = frozenset(
    [
        "al",
        "el",
        "ar",
        "as",
        "ash",
        "at",
        "ath",
        "ad",
        "adh",
        "an",
        "az",
        "ez",
        "er",
        "es",
        "esh",
        "ech",
        "et",
        "ed",
        "en",
        "ul",
        "il",
        "l",
    ]
)

_LETTERS = str.maketrans(
    {
        **dict.fromkeys("'’‘`´ʼʻʿʾʹ′ـ", ""),
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ə": "e",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ؤ": "و",
        "ئ": "ي",
        "ی": "ي",
        "ک": "ك",
    }
)
_NOT_WORD = re.compile(r"[\W_]+")
_ARABIC_ARTICLE = re.compile(r"(?:^|(?<= ))(?:ال)+(?=\w{2})")

# Sounds that romanisations write in several ways, longest first; applied to a key without its spaces.
_SOUNDS = (
    ("sch", "S"),
    ("tch", "S"),
    ("sh", "S"),
    ("ch", "S"),
    ("kh", "h"),
    ("gh", "g"),
    ("dj", "j"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("zh", "j"),
    ("ts", "s"),
    ("ck", "k"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("z", "z"),
    ("v", "f"),
)
_DOUBLED = re.compile(r"(.)\1+")
_GLUED = re.compile(r"^(?:al|el)(?=[bcdfghjklmnpqrstvwxyz])")


def fold_name(name: str) -> str:
    """The plain key: lower case, no diacritics, no apostrophes, hyphens and points as single spaces, articles kept.

    >>> fold_name("Al Bāb"), fold_name("Deir ez-Zor"), fold_name("Ma'arrat al-Nu'man")
    ('al bab', 'deir ez zor', 'maarrat al numan')
    """
    if name.isascii():
        folded = name.lower()
        return folded if folded.isalpha() else _NOT_WORD.sub(" ", folded.replace("'", "").replace("`", "")).strip()
    folded = name.casefold().translate(_LETTERS)
    if not folded.isascii():
        plain = unicodedata.normalize("NFKD", folded).casefold()
        folded = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
        folded = _ARABIC_ARTICLE.sub("", folded)
    return _NOT_WORD.sub(" ", folded).strip()


def drop_articles(key: str) -> str:
    """A plain key without the Arabic article in any of its assimilated forms; a name that is only one stays.

    >>> drop_articles("deir ez zor"), drop_articles("al bab"), drop_articles("al")
    ('deir zor', 'bab', 'al')
    """
    if " " not in key:
        return key
    words = key.split()
    kept = [word for i, word in enumerate(words) if word not in ARTICLES or i == len(words) - 1]
    return " ".join(kept)


@lru_cache(maxsize=65536)
def key_vowels(key: str) -> str:
    """A plain key as it sounds, vowels reduced to three: two romanisations of a name differ little in it."""
    sound = drop_articles(key).replace(" ", "")
    if len(sound) > 6:
        sound = _GLUED.sub("", sound)
    for written, spoken in _SOUNDS:
        sound = sound.replace(written, spoken)
    sound = sound.replace("ou", "u").replace("oo", "u").replace("ee", "i").replace("ai", "ay").replace("ei", "ay")
    sound = sound.replace("e", "i").replace("o", "u")
    sound = _DOUBLED.sub(r"\1", sound)
    return re.sub(r"(?<=[aiu])h$", "", sound)


@lru_cache(maxsize=65536)
def key_sounds(key: str) -> str:
    """The consonants of a plain key by their sound: the widest net, "" for names with fewer than three consonants.

    >>> key_sounds("saraqeb") == key_sounds("saraqib"), key_sounds("khan shaykhun") == key_sounds("khan sheikhoun")
    (True, True)
    """
    sound = key_vowels(key)
    skeleton = re.sub(r"[aiuwy]", "", sound).replace("d", "z")
    skeleton = _DOUBLED.sub(r"\1", skeleton)
    return skeleton if len(skeleton) >= 3 else ""


def near_names(left: str, right: str) -> float:
    """How alike two plain keys sound, 0 to 1: one minus their edit distance over the longer's length."""
    a, b = key_vowels(left), key_vowels(right)
    if a == b:
        return 1.0
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return 1.0 - row[-1] / max(len(a), len(b), 1)
