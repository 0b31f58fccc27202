"""The lexicon of deeds: every row can be read, and stands on words that are there."""

from importlib.resources import files

import yaml

from bearwitness.base.records import CATEGORIES
from bearwitness.extract.acting.rows import FILES, load_patterns, word_class
from bearwitness.extract.lexicons import load_lexicon

ROLES = {"subject", "object", "owner", "by", "speaker", "clause"}


def test_every_class_of_a_row_is_there() -> None:
    for name in FILES:
        for row in load_lexicon(name)["rows"]:
            for key in ("object", "subject", "not_object", "not_subject", "not_target"):
                for word in row.get(key, ()):
                    assert word in ("@place", "@party", "@armed", "@name") or word_class(word)


def test_every_category_has_rows_and_no_other() -> None:
    rows = [
        row
        for file in (files("bearwitness.extract") / "lexicon").iterdir()
        if file.name.startswith("acts_")
        for row in yaml.safe_load(file.read_text(encoding="utf-8"))["rows"]
    ]
    assert {row["category"] for row in rows} == {*CATEGORIES} - {"HARM"}  # a toll without an event is no deed
    assert len(rows) == sum(len(load_lexicon(name)["rows"]) for name in FILES)


def test_roles_and_words_are_text() -> None:
    for name in FILES:
        for row in load_lexicon(name)["rows"]:
            words = [w for key in ("verbs", "nouns", "modals", "actor", "target") for w in row.get(key, ())]
            assert all(isinstance(word, str) for word in words)  # YAML reads a bare "on" as true


def test_longer_patterns_come_first() -> None:
    for patterns in load_patterns().values():
        lengths = [len(pattern.words) for pattern in patterns]
        assert lengths == sorted(lengths, reverse=True)


def test_no_list_holds_a_word_twice() -> None:
    lists = {f"act_words {name}": words for name, words in load_lexicon("act_words").items() if name != "classes"}
    lists |= {f"class {name}": words for name, words in load_lexicon("act_words")["classes"].items()}
    for name in FILES:
        for row in load_lexicon(name)["rows"]:
            lists |= {f"{row} {key}": words for key, words in row.items()}
    plain = {n: w for n, w in lists.items() if isinstance(w, list) and all(isinstance(word, str) for word in w)}
    assert "class goods" in plain and "act_words things" in plain
    assert {name: w for name, words in plain.items() if (w := [x for x in words if words.count(x) > 1])} == {}
