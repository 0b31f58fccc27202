"""Where parties are written in a text, before anything is resolved.

In: the words of a text. Out: `Found` stretches, in order and without overlap, each with what it can be. It looks at the
words beside a name only; who "the group" is, and whether a name of two meanings is a party here, `parties` decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.naming.parties_lexicon import Form, Node, PartyLexicon, load_parties, step, walk
from bearwitness.extract.naming.parties_words import CAPITAL, LOWER, UPPER, Word

What = Literal[
    "party", "person", "adjective", "state", "capital", "leader", "metonym", "scene", "nation", "attack", "generic",
    "stands_for", "own_forces", "own_army", "own_government", "own_coalition", "own_opposition",
    "own_media", "institution", "silent",
]  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Found:
    """The words [first, end) and what they can be.

    `forms` are the known forms they match; `value` is a head ("military" for a nation's forces) or the description
    itself; `head` the first word of the description behind what qualifies it; `label` the word for a kind of group
    behind a name ("Houthi rebels"), or the short name of armed people; `base` the place of "the X-based monitor";
    `backed` marks "X-backed" and the like.
    """

    first: int
    end: int
    what: What
    forms: tuple[Form, ...] = ()
    value: str = ""
    head: int = 0
    label: str = ""
    base: str = ""
    backed: bool = False


@cache
def word_set(section: str) -> frozenset[str]:
    """A list of `lexicon/descriptions.yaml` as a set."""
    return frozenset(load_lexicon("descriptions")[section])


@cache
def qualities() -> frozenset[str]:
    """Peoples and faiths that stay in the name of an armed group without a name, lower-cased."""
    return frozenset(word.lower() for word in word_set("qualities"))


def scan(words: Sequence[Word]) -> list[Found]:
    """All stretches that can be a party, longest first at every word."""
    return _Scan(list(words)).run()


class _Scan:
    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.lexicon: PartyLexicon = load_parties()
        self.starts = self.lexicon.names.steps
        self.openers = self.lexicon.described.steps.keys() | qualities() | word_set("hyphened_before")

    def run(self) -> list[Found]:
        found: list[Found] = []
        at = 0
        while at < len(self.words):
            best = self._best(at)
            if best is None:
                at += 1
                continue
            found.append(best)
            at = best.end
        return found

    def _best(self, at: int) -> Found | None:
        word = self.words[at]
        name: Found | None = None
        if word.key in self.starts or (word.shape > LOWER and word.key[:-1] in self.starts) or self._article(at):
            name = self._name(at)
        described: Found | None = None
        following = self.words[at + 1] if at + 1 < len(self.words) else None
        hyphened = following is not None and following.hyphened
        if name is not None or hyphened or word.key in self.openers or word.key[:-1] in self.openers:
            described = self._described(at, name)
        if name is not None and name.what == "party" and described is not None and described.what == "own_coalition":
            name.end = max(name.end, described.end)  # "X-led coalition jets" are those of a coalition that has a name
        best = described if name is None or (described is not None and described.end > name.end) else name
        institution = self._institution(at) if word.shape == CAPITAL else None
        return institution if institution is not None and (best is None or institution.end > best.end) else best

    def _institution(self, at: int) -> Found | None:
        """An institution named after its town: "<Town> Police Command"."""
        words = self.words
        stops = word_set("institution_stops")
        for i in range(at, min(at + 3, len(words) - 1)):
            if (
                words[i].shape != CAPITAL
                or words[i].key in stops
                or (i > at and not words[i].joined)
                or words[i].possessive
            ):
                return None
            if not words[i + 1].joined:
                return None
            hits = (
                list(walk(self.lexicon.institutions, words, i + 1))
                if words[i + 1].key in self.lexicon.institutions.steps
                else []
            )
            if hits:
                return Found(first=at, end=hits[-1][0], what="institution", value=hits[-1][1][0])
        return None

    def _article(self, at: int) -> bool:
        if at + 1 >= len(self.words):
            return False
        word, after = self.words[at], self.words[at + 1]
        return after.joined and (
            word.key in self.lexicon.articles
            or (word.key in self.lexicon.hyphened and after.hyphened and word.shape < UPPER)
        )

    # Names -----------------------------------------------------------------------------------------------------

    def _name(self, at: int) -> Found | None:
        forms, end = self._longest(at)
        if not forms:
            return None
        role = forms[0].role
        if role in ("adjective", "state", "leader", "metonym", "capital"):
            nation = self._nation(at, end, forms)
            if nation:
                return nation
        found = Found(first=at, end=end, what=role, forms=tuple(forms))
        if self._is_epithet(at, end):
            found.what = "silent"
        elif role == "party":
            self._extend(found)
        return found

    def _longest(self, at: int) -> tuple[list[Form], int]:
        """The forms of the longest name that begins at `at`, and its end."""
        words = self.words
        article = self._article(at)
        first = at + 1 if article else at
        before = words[first - 1] if first > 0 and words[first].joined else None
        given = "al" if article else before.key if before else ""
        node: Node | None = self.lexicon.names
        shapes: list[int] = []
        best: tuple[list[Form], int] = ([], at)
        i = first
        while i < len(words):
            word = words[i]
            if i > first and not word.joined:
                break
            if i > first and self._article(i) and word.key not in (node.steps if node else ()):
                i += 1
                continue
            node = step(node, word.key) if node else None
            if node is None:
                break
            shapes.append(word.shape)
            i += 1
            if node.forms:
                fitting = [form for form in node.forms if self._fits(form, shapes, given)]
                if fitting and not (len(shapes) == 1 and shapes[0] == UPPER and self._shouted(first)):
                    best = (fitting, i)
        return best

    def _fits(self, form: Form, shapes: list[int], given: str) -> bool:
        if form.article and form.article != given:
            return False
        return all(have >= need for have, need in zip(shapes, form.shapes, strict=True))

    def _shouted(self, at: int) -> bool:
        """Whether the words around are written in capitals too, so that capitals say nothing of a short name."""
        word = self.words[at]
        if word.end - word.start > 3:
            return False
        around = [self.words[i] for i in (at - 2, at - 1, at + 1, at + 2) if 0 <= i < len(self.words)]
        return all(w.shape == UPPER for w in around) and any(w.end - w.start > 4 for w in around)

    def _is_epithet(self, at: int, end: int) -> bool:
        """Whether the name is only part of an adjective: "rebel-held", "anti-Assad", "Houthi-run"."""
        words = self.words
        if words[at].hyphened and words[at - 1].key in word_set("hyphened_before"):
            return True
        if end >= len(words) or words[end].shape != LOWER or not words[end].joined:
            return False
        after = words[end].key
        if words[end].hyphened:
            return after.endswith("ed") or after in word_set("hyphened_after") or after == "based"
        return after == "held"

    def _extend(self, found: Found) -> None:
        """Take in the word for its kind behind a group's name: "X militants", "the X group"."""
        hits = (
            list(walk(self.lexicon.labels, self.words, found.end))
            if found.end < len(self.words) and self.words[found.end].joined
            else []
        )
        if hits and self.words[found.end].shape == LOWER:
            end = hits[-1][0]
            if not self._is_epithet(found.first, end):
                found.label = self.words[end - 1].key
                found.end = end

    def _nation(self, at: int, end: int, forms: list[Form]) -> Found | None:
        """A state's forces, government, ministry or media ("Russian air force"), or its adjective before an attack."""
        words = self.words
        if words[at].hyphened and words[at - 1].key in word_set("hyphened_before"):
            return None
        role, code = forms[0].role, forms[0].party
        i, best, kind = end, end, ""
        while i < len(words) and i - end < 5 and words[i].joined and not (i == end and words[i].hyphened):
            hits = list(walk(self.lexicon.heads, words, i))
            if hits:
                i, kind, best = hits[-1][0], hits[-1][1][0], hits[-1][0]
                continue
            if words[i].key not in word_set("modifiers") or self._joins_another(i):
                break
            i += 1
        follows = words[best].key if best < len(words) and words[best].joined else ""
        if kind and role == "capital" and kind != "government":
            kind = ""
        if (
            kind in ("military", "police")
            and follows in word_set("things")
            and follows not in ("source", "sources", "officials", "official", "spokesman", "commander")
        ):
            return Found(first=at, end=best, what="silent", forms=tuple(forms))
        if kind and not self._is_epithet(at, best):
            return Found(first=at, end=best, what="nation", forms=tuple(forms), value=kind, head=end)
        if kind:
            return Found(first=at, end=best, what="silent", forms=tuple(forms))
        if role == "adjective" or (role == "state" and code in self.lexicon.abroad and words[at].shape == UPPER):
            hits = list(walk(self.lexicon.attacks, words, i)) if i < len(words) and words[i].joined else []
            if hits and (hits[-1][1][0] == "attacks" or code in self.lexicon.attackers):
                return Found(first=at, end=end, what="attack", forms=tuple(forms), value="military")
        return None

    def _joins_another(self, at: int) -> bool:
        """Whether "and" or "or" goes over to another party: "Russian and regime jets"."""
        words = self.words
        after = words[at + 1].key if at + 1 < len(words) else ""
        return words[at].key in ("and", "or") and after in word_set("own_government")

    # Descriptions ----------------------------------------------------------------------------------------------

    def _described(self, at: int, name: Found | None) -> Found | None:
        """A description that begins at `at` with what qualifies it: "Britain-based monitor", "Iran-backed militias"."""
        words = self.words
        i, base, backed = at, "", False
        while i < len(words) and i - at < 6:
            if i > at and not words[i].joined:
                return None
            hits = list(walk(self.lexicon.described, words, i))
            if hits:
                end, values = self._chained(*hits[-1])
                return self._make(at, i, end, values, base=base, backed=backed or i > at)
            if backed and words[i].key in word_set("backed_heads"):
                return self._make(at, i, i + 1, [f"generic:{words[i].key}"], base=base, backed=True)
            nxt = words[i + 1] if i + 1 < len(words) else None
            if nxt is not None and nxt.hyphened and (nxt.key in word_set("backing") or nxt.key == "based"):
                base, backed = (words[i].key, backed) if nxt.key == "based" else (base, True)
                i += 2
            elif words[i].key in word_set("hyphened_before") and nxt is not None and nxt.hyphened:
                backed, i = True, i + 2
            elif words[i].key in qualities() and words[i].shape > LOWER:
                i += 1
            elif (
                i == at
                and name is not None
                and name.what in ("adjective", "silent", "attack")
                and name.forms
                and name.forms[0].role in ("adjective", "state", "leader")
            ):
                forms, end = self._longest(at)
                if end < len(words) and words[end].hyphened:
                    if words[end].key not in word_set("backing"):
                        return None
                    backed, end = True, end + 1
                elif not forms or forms[0].role != "adjective":
                    return None
                i = end
            elif i > at and words[i].key in word_set("fillers"):
                i += 1
            else:
                return None
        return None

    def _chained(self, end: int, values: list[str]) -> tuple[int, list[str]]:
        """Two words for armed people in a row are one: "jihadist rebels"."""
        words = self.words
        if (
            not any(value.startswith("generic:") for value in values)
            or end >= len(words)
            or not words[end].joined
            or words[end].hyphened
        ):
            return end, values
        hits = list(walk(self.lexicon.described, words, end))
        after = [value for value in hits[-1][1] if value.startswith("generic:")] if hits else []
        if not after:
            return end, values
        return hits[-1][0], values if after[0].split(":")[1] in word_set("weak") else after

    def _make(self, at: int, head: int, end: int, values: list[str], *, base: str, backed: bool) -> Found | None:
        """The description at words [head, end), which what qualifies it begins at `at`."""
        words = self.words
        after = words[end] if end < len(words) and words[end].joined else None
        if (
            after is not None
            and after.key in word_set("held")
            and (after.hyphened or after.key in ("held", "controlled"))
        ):
            return Found(first=at, end=end, what="silent")
        if (
            after is not None
            and after.hyphened
            and (after.key.endswith("ed") or after.key in word_set("hyphened_after"))
        ):
            return Found(first=at, end=end, what="silent")
        if words[head].hyphened and head == at:
            return None
        kinds = [value.split(":") for value in values]
        what: What = kinds[0][0]  # type: ignore[assignment]
        generic = next((kind[1] for kind in kinds if kind[0] == "generic"), "")
        value = " ".join(word.key for word in words[head:end])
        return Found(first=at, end=end, what=what, value=value, head=head, label=generic, base=base, backed=backed)
