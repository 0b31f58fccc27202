"""What one document has said of parties so far, and what a description can mean in it.

In: the stretches found in a text. Out: a `Context`: the country that the document speaks of, what it calls its groups,
who was named, and with these the party that "the group", "the army" or "the monitor" stands for. It never changes a
stretch.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cache

from bearwitness.extract.lexicons import load_lexicon
from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.naming.parties_lexicon import Party, load_parties, walk
from bearwitness.extract.naming.parties_scans import Found, word_set
from bearwitness.extract.naming.parties_words import LOWER, Word

# How far back, in code points, a description reaches for an armed group: set by reading the training reports, where
# "the group" is nearly always a group of the same or the last paragraphs.
REACH = 1500
# "The army" is the army named last only when that was in this or the last sentences (set on the same reports).
NEAR = 600
# What a state that mostly acts abroad says of where a report plays, beside 1 for any other (set on the same reports).
ABROAD_WEIGHT = 0.25


@cache
def word_map(section: str) -> dict[str, str]:
    """A mapping of `lexicon/descriptions.yaml`."""
    return dict(load_lexicon("descriptions")[section])


@cache
def kinds_meant(description: str) -> tuple[str, ...]:
    """The kinds of party that a description can stand for; empty for one that is none."""
    raw = load_lexicon("descriptions")["stands_for"]
    return tuple(raw.get(description) or raw.get(description.rstrip("s"), ()))


@cache
def word_sides(description: str) -> frozenset[str | None]:
    """The sides of the only armed group of a document that "the militants" and the like can stand for."""
    return frozenset(load_lexicon("descriptions")["only_sides"].get(description, ()))


class Context:
    """The words of one document, what was found in them, and who was named up to now."""

    def __init__(self, text: str, words: list[Word], found: list[Found]) -> None:
        self.text = text
        self.words = words
        self.found = found
        self.lexicon = load_parties()
        self.scenes: defaultdict[str, float] = defaultdict(float)
        self.full: Counter[str] = Counter()
        self.labels: defaultdict[str, set[str]] = defaultdict(set)
        self.armed: set[str] = set()
        self._latest: dict[tuple[str, str | None, str], tuple[PartyMention, Party]] = {}
        self._monitors: dict[tuple[str, str], Party | None] = {}
        self.firsts = [each.first for each in found]
        for each in found:
            self._weigh(each)
        self.scene = max(self.scenes, key=lambda state: self.scenes[state], default=None)

    def _weigh(self, each: Found) -> None:
        """Count what a stretch says of where the report plays, which groups it names in full and what it calls them."""
        if not each.forms:
            return
        form = each.forms[0]
        if form.role not in ("party", "person"):
            self.scenes[form.party] += self.weight(form.party)
            return
        party = self.lexicon.parties[form.party]
        for state in party.states:
            self.scenes[state] += self.share(party, state)
        if len(each.forms) == 1 and not form.guarded:
            self.full[form.party] += 1
        if party.kind == "armed_group":
            self.armed.add(party.id)
        last = self.words[each.end - 1].key
        if each.label or (each.end - each.first > 1 and any(walk(self.lexicon.labels, self.words, each.end - 1))):
            self.labels[form.party] |= {last, last + "s"}

    def weight(self, state: str) -> float:
        """What one mention of a state counts towards its being the scene."""
        return ABROAD_WEIGHT if state in self.lexicon.abroad else 1.0

    def share(self, party: Party, state: str) -> float:
        """What one mention of a party counts towards a state where it acts."""
        return self.weight(state) / len(party.states) / 2

    def remember(self, mention: PartyMention, party: Party) -> None:
        """Keep a party as named, the latest last; one entry for each way to call it, so that no search is long."""
        key = (party.id, mention.kind, self.text[mention.start : mention.end].lower().rsplit(None, 1)[-1])
        self._latest.pop(key, None)
        self._latest[key] = (mention, party)

    def word_before(self, at: int) -> str:
        """The folded word before word `at`, or nothing."""
        return self.words[at - 1].key if at > 0 else ""

    def word_after(self, at: int) -> str:
        """The folded word `at` where nothing parts it from the one before, or nothing."""
        return self.words[at].key if at < len(self.words) and self.words[at].joined else ""

    def surface(self, first: int, end: int) -> str:
        """The text of the words [first, end)."""
        return self.text[self.words[first].start : self.words[end - 1].end]

    def is_found(self, at: int) -> bool:
        """Whether word `at` belongs to a stretch that was found."""
        i = bisect_left(self.firsts, at + 1) - 1
        return i >= 0 and self.found[i].first <= at < self.found[i].end

    def followed_by_party(self, at: int) -> bool:
        """Whether a party's name stands right behind the stretch with index `at`."""
        follows = self.found[at + 1] if at + 1 < len(self.found) else None
        end = self.found[at].end
        return follows is not None and follows.first == end and self.words[end].joined and follows.what == "party"

    def is_part_of_name(self, each: Found) -> bool:
        """Whether another capitalised word that is no party stands beside a name, as a first or last name does."""
        words, first, end = self.words, each.first, each.end
        common = word_set("capitalised")
        if end < len(words) and words[end].joined and not words[end - 1].possessive and words[end].shape > LOWER:
            beside = not self.is_found(end) and words[end].key not in common
            if beside:
                return True
        if first < 2 or not words[first].joined or not words[first - 1].joined:
            return False
        before = words[first - 1]
        if before.shape == LOWER or before.key in word_set("titles") or before.key in common:
            return False
        return not self.is_found(first - 1)

    # Descriptions ----------------------------------------------------------------------------------------------

    def find_described(self, each: Found) -> Party | None:
        """The party that "the monitor", "the group" or "the militants" stands for: the last one named that fits."""
        kinds = kinds_meant(each.value)
        armed = "armed_group" in kinds
        if each.backed and not each.base and armed:
            return None
        start = self.words[each.first].start
        for mention, party in reversed(self._latest.values()):
            if armed and start - mention.start > REACH:
                return None
            if party.kind in kinds and self._fits(each, party):
                return party
        if kinds == ("monitor",) and each.value not in word_set("speaks_only"):
            key = (each.value, each.base)
            if key not in self._monitors:
                self._monitors[key] = self._find_monitor(each)
            return self._monitors[key]
        return None

    def _fits(self, each: Found, party: Party) -> bool:
        if each.value in word_set("by_word") and each.value not in party.words:
            return False
        if each.base and party.bases and each.base not in party.bases:
            return False
        side = word_map("by_side").get(each.value)
        if each.value in word_set("by_label"):
            if each.value in self.labels[party.id] or (side is not None and side == party.side):
                return True
            return party.side in word_sides(each.value) and self._is_only(party)
        if party.kind == "armed_group":
            return side is None or side == party.side
        if party.kind == "ministry":
            # "the health ministry" is no other ministry; "the ministry" is any.
            return each.value.split()[0] in party.name.lower().replace("defence", "defense").split()
        return True

    def _is_only(self, party: Party) -> bool:
        """Whether no other armed group is named in the document."""
        return self.armed == {party.id}

    def _find_monitor(self, each: Found) -> Party | None:
        """A monitor that is named only later, or the one that a base or the country points to."""
        word = each.value if each.value in word_set("by_word") else ""
        for later in self.found:
            for form in later.forms if later.what in ("party", "person") else ():
                party = self.lexicon.parties[form.party]
                if party.kind == "monitor" and self._fits(each, party):
                    return party
        if not word and not each.base:
            return None
        for party in self.lexicon.parties.values():
            known = word in party.words if word else each.base in party.bases
            if known and party.kind == "monitor" and self.scene in party.states:
                return party
        return None

    def find_coalition(self, each: Found) -> Party | None:
        """The coalition that was named last, or the one that fights where the report plays."""
        proper = each.value == "coalition" and self.words[each.head].shape > LOWER
        for _, party in reversed(self._latest.values()):
            if party.kind == "coalition" or (proper and "coalition" in party.words):
                return party
        name = word_map("coalitions").get(self.scene or "")
        return next((party for party in self.lexicon.parties.values() if party.name == name), None)

    def find_own(self, each: Found) -> Party | None:
        """Whose "government forces", "army", "regime" it is: the one named last by that word, else the scene's."""
        start, last = self.words[each.first].start, self.words[each.end - 1].key
        army = each.what == "own_army"
        if each.what != "own_forces":
            if self.word_after(each.end) == "of":
                of_state = self._find_owner(each)
                if of_state is not None:
                    return of_state
            for mention, party in reversed(self._latest.values()):
                if start - mention.start > NEAR:
                    break
                called = self.text[mention.start : mention.end].lower()
                if mention.kind in ("military", "government") and last in called:
                    return party
        if self.scene is None:
            return None
        if last == "regime" and self.scene in self.lexicon.abroad:
            return None
        scene = word_map("occupiers").get(self.scene, self.scene) if army else self.scene
        return self.lexicon.actor(scene, "military" if army else "government")

    def _find_owner(self, each: Found) -> Party | None:
        """The state behind "of": "the government of X"."""
        i = bisect_left(self.firsts, each.end + 1)
        follows = self.found[i] if i < len(self.found) else None
        if follows is None or follows.first - each.end > 2 or not follows.forms:
            return None
        if follows.forms[0].role not in ("state", "leader"):
            return None
        return self.lexicon.actor(follows.forms[0].party, "military" if each.what == "own_army" else "government")
