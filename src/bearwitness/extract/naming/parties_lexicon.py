"""The known parties and the forms they are written in, compiled once from the YAML lexicons.

In: `lexicon/actors.yaml`, `sources.yaml`, `states.yaml` and `descriptions.yaml`. Out: a `PartyLexicon`: tries of folded
words, and parties by id. It never sees a document.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.naming.parties_words import LOWER, UPPER, Word, split_words

Role = Literal["party", "person", "adjective", "state", "capital", "leader", "metonym", "scene"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A known party. `states` are the codes of where it acts, `words` those that stand for it alone ("the Front")."""

    id: str
    name: str
    kind: str
    side: str | None = None
    states: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way to write a party: `shapes` is the least case of each word; `article`: "the" or "al-" if it needs one."""

    role: Role
    party: str
    shapes: tuple[int, ...]
    article: str = ""
    guarded: bool = False


@dataclass(slots=True)
class Node:
    """A step of a trie: the next words, and what ends here."""

    steps: "dict[str, Node]" = field(default_factory=dict)
    forms: list[Form] = field(default_factory=list)
    values: list[str] = field(default_factory=list)


def slug(name: str) -> str:
    """The id made from a name: lower case, hyphens for all but letters and digits."""
    return re.sub(r"[^a-z0-9]+", "-", "".join(w.key + " " for w in split_words(name))).strip("-")


class PartyLexicon:
    """Known parties with their forms. Built by `load_parties`, never changed after."""

    def __init__(self) -> None:
        self.parties: dict[str, Party] = {}
        self.names = Node()
        self.described = Node()
        self.heads = Node()
        self.attacks = Node()
        self.labels = Node()
        self.institutions = Node()
        self.adjectives: dict[str, str] = {}
        raw = load_lexicon("descriptions")
        self.guarded = frozenset(raw["guarded"]) - frozenset(raw["unguarded"])
        self.articles = frozenset(raw["articles"])
        self.hyphened = frozenset(raw["hyphened_articles"])
        self._read_states()
        for file in ("actors", "sources"):
            for kind, entries in load_lexicon(file).items():
                for name, entry in entries.items():
                    self._read_party(kind, name, entry)
        self._read_descriptions()

    def named(self, party: str) -> Party:
        """The party of an id. Raises KeyError for an id that the lexicon does not hold."""
        return self.parties[party]

    def actor(self, state: str, what: str = "government") -> Party:
        """The party that a state's government (`what` "government") or its forces ("military") are."""
        army = f"{state.lower()}-army"
        return self.parties[army if what == "military" and army in self.parties else state.lower()]

    def _read_states(self) -> None:
        raw = load_lexicon("states")
        governments: Mapping[str, str] = raw["governments"]
        for code, (name, adjectives, capitals) in raw["states"].items():
            each = code.lower()
            self.parties[each] = Party(
                id=each, name=governments.get(code, name), kind="state", side="government", states=(code,)
            )
            self.parties[f"{each}-state"] = Party(id=each, name=name, kind="state", states=(code,))
            self.adjectives[code] = adjectives.split("/")[0]
            for role, forms in (("adjective", adjectives), ("state", name), ("capital", capitals)):
                for form in filter(None, forms.split("/")):
                    self._add(form, role, code)
        for section, role in (("names", "state"), ("metonyms", "metonym"), ("leaders", "leader"), ("scenes", "scene")):
            for code, forms in raw[section].items():
                for form in forms:
                    self._add(form, role, code)
        for code, leaders in raw["leaders"].items():
            self.parties[f"{code.lower()}-leader"] = Party(
                id=slug(leaders[0]), name=leaders[0], kind="person", states=(code,)
            )
        for code, name in raw["armies"].items():
            each = f"{code.lower()}-army"
            self.parties[each] = Party(id=each, name=name, kind="military", side="government", states=(code,))
        self.abroad = frozenset(raw["abroad"])
        self.attackers = frozenset(raw["attackers"])
        self.governments = frozenset(governments)

    def _read_party(self, kind: str, name: str, entry: Mapping[str, list[str]]) -> None:
        identifier = str(entry.get("id") or slug(name))
        words = {w.key for w in split_words(name)} | set(entry.get("words", ()))
        own = identifier not in self.parties
        if own:
            side = entry.get("side")
            self.parties[identifier] = Party(
                id=identifier,
                name=name,
                kind=kind,
                side=str(side) if side else None,
                states=tuple(entry.get("in", ())),
                words=frozenset(words),
                bases=frozenset(entry.get("based", ())),
            )
        for form in (name, *entry["aliases"]) if own else entry["aliases"]:
            self._add(form, "party", identifier)
        for form in entry.get("people", ()):
            self._add(form, "person", identifier)

    def _add(self, text: str, role: str, party: str) -> None:
        words = split_words(text)
        article = ""
        if words[0].key == "the" and len(words) > 1:
            article, words = "the", words[1:]
        elif self._is_article(words, 0) and len(words) == 2:
            article, words = "al", words[1:]
        words = [w for i, w in enumerate(words) if not self._is_article(words, i)]
        node = self.names
        for word in words:
            node = node.steps.setdefault(word.key, Node())
        shapes = tuple(UPPER if w.shape == UPPER else w.shape if w.shape > LOWER else LOWER for w in words)
        form = Form(role=role, party=party, shapes=shapes, article=article, guarded=text in self.guarded)  # type: ignore[arg-type]
        if form not in node.forms:
            node.forms.append(form)

    def _is_article(self, words: list[Word], at: int) -> bool:
        if at + 1 >= len(words):
            return False
        key, after = words[at].key, words[at + 1]
        return key in self.articles or (key in self.hyphened and after.hyphened and words[at].shape < UPPER)

    def _read_descriptions(self) -> None:
        raw = load_lexicon("descriptions")
        for head in raw["stands_for"]:
            _put(self.described, head, "stands_for")
        for section in ("own_forces", "own_army", "own_government", "own_coalition", "own_opposition", "own_media"):
            _put_all(self.described, raw[section], section)
        for name, forms in raw["generic"].items():
            _put_all(self.described, forms, f"generic:{name}")
        for kind, forms in raw["heads"].items():
            _put_all(self.heads, forms, kind)
        for kind, forms in raw["institutions"].items():
            _put_all(self.institutions, forms, kind)
        _put_all(self.attacks, raw["attacks"], "attacks")
        _put_all(self.attacks, raw["own_attacks"], "own_attacks")
        _put_all(self.labels, raw["labels"], "label")


def _put_all(trie: Node, forms: Iterable[str], value: str) -> None:
    for form in forms:
        _put(trie, form, value)


def _put(trie: Node, form: str, value: str) -> None:
    node = trie
    for word in split_words(form):
        node = node.steps.setdefault(word.key, Node())
    node.values.append(value)


def step(node: Node, key: str) -> Node | None:
    """The next node for a word; a word that lost the apostrophe of its possessive ("Russias") counts as the word."""
    found = node.steps.get(key)
    if found is None and len(key) > 3 and key[-1] == "s":
        return node.steps.get(key[:-1])
    return found


def walk(trie: Node, words: list[Word], at: int) -> Iterator[tuple[int, list[str]]]:
    """Every end (exclusive) of a form of `trie` that begins at word `at`, with its values; shortest first."""
    node: Node | None = trie
    for i in range(at, len(words)):
        if i > at and not words[i].joined:
            return
        node = step(node, words[i].key) if node else None
        if node is None:
            return
        if node.values:
            yield i + 1, node.values


@cache
def load_parties() -> PartyLexicon:
    """The lexicon, compiled at the first call."""
    return PartyLexicon()
