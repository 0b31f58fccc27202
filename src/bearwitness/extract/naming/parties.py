"""Who is named or described in a text: states, armed groups, monitors, agencies, and armed people without a name.

In: the text of one document. Out: `PartyMention` records in order, without overlap. "The group", "the army", "the
monitor" are resolved in this document: by who was named before, by what the document calls them, by the country that it
speaks of. It reads no grammar: whether a party acts, suffers, speaks or is the place of something is decided elsewhere;
a bare name of a country has the kind "state", and nothing else has.
"""

from collections.abc import Callable, Sequence
from typing import Literal

from bearwitness.extract.mentions import PartyMention
from bearwitness.extract.naming.parties_contexts import ABROAD_WEIGHT, Context, word_map
from bearwitness.extract.naming.parties_lexicon import Form, Party, load_parties, slug
from bearwitness.extract.naming.parties_scans import Found, qualities, scan, word_set
from bearwitness.extract.naming.parties_words import Word, split_words

Via = Literal["alias", "description", "words"]


def find_parties(text: str) -> list[PartyMention]:
    """The parties of one document's text, sorted, without overlap; offsets are code points into `text`.

    A mention leaves out "the" and takes in the word for its kind ("ISIS militants"). Linear in the length of the text.
    """
    words = split_words(text)
    return _Resolution(Context(text, words, scan(words))).run()


def lookup_party(name: str) -> Party | None:
    """The party that a name stands for without any context, or None where it is unknown or could be several."""
    words = split_words(name)
    found = scan(words)
    if len(found) != 1 or found[0].end - found[0].first != len(words):
        return None
    owners = {(form.role, form.party) for form in found[0].forms}
    if len(owners) != 1:
        return None
    lexicon = load_parties()
    role, owner = next(iter(owners))
    if found[0].what == "nation":
        return lexicon.actor(owner, found[0].value) if found[0].value in ("government", "military") else None
    if role in ("party", "person"):
        return lexicon.parties[owner]
    if role == "leader":
        return lexicon.parties[f"{owner.lower()}-leader"]
    return lexicon.actor(owner) if role in ("state", "metonym") else None


def canonical_name(party: str) -> str:
    """The canonical name of a party's id. Raises KeyError for an id that the lexicon does not hold."""
    return load_parties().parties[party].name


class _Resolution:
    """The parties of one document while they are resolved from the first word to the last."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.lexicon = context.lexicon
        self.words = context.words
        self.said: list[PartyMention] = []
        self.introduced: dict[str, Party] = {}
        self.last: Party | None = None
        self.ways: dict[str, Callable[[int, Found], None]] = {
            "party": self._resolve_party,
            "person": self._resolve_party,
            "nation": self._resolve_nation,
            "attack": self._resolve_attack,
            "state": self._resolve_state,
            "metonym": self._resolve_state,
            "leader": self._resolve_leader,
            "capital": self._resolve_capital,
            "adjective": self._resolve_adjective,
            "institution": self._resolve_institution,
            "generic": self._resolve_generic,
            "stands_for": self._resolve_description,
            "own_forces": self._resolve_own,
            "own_army": self._resolve_own,
            "own_government": self._resolve_own,
            "own_coalition": self._resolve_own,
            "own_opposition": self._resolve_opposition,
            "own_media": self._resolve_media,
        }

    def run(self) -> list[PartyMention]:
        for at, each in enumerate(self.context.found):
            way = self.ways.get(each.what)
            if way is not None:
                way(at, each)
        return self.said

    def _say(self, each: Found, party: Party, *, via: Via, kind: str | None = None) -> None:
        """Record a party that is known, or that stands under its own name."""
        last = self.words[each.end - 1]
        name = party.name
        if "defense" in self.context.surface(each.first, each.end).lower():
            name = name.replace("defence", "defense").replace("Defence", "Defense")
        mention = PartyMention(
            start=self.words[each.first].start,
            end=last.end - 2 if last.possessive else last.end,
            name=name,
            id=party.id,
            kind=kind or party.kind,
            side=party.side,
            country=party.states[0] if len(party.states) == 1 else None,
            via=via,
        )
        self.said.append(mention)
        self.last = party
        self.context.remember(mention, party)

    def _say_words(self, each: Found, name: str, kind: str) -> None:
        """Record armed people whom no name stands behind, by their words."""
        last = self.words[each.end - 1]
        end = last.end - 2 if last.possessive else last.end
        start = self.words[each.first].start
        self.said.append(PartyMention(start=start, end=end, name=name, kind=kind, via="words", generic=True))
        self.last = None

    # Names -----------------------------------------------------------------------------------------------------

    def _resolve_party(self, _: int, each: Found) -> None:
        short = self.context.surface(each.first, each.end)
        if self._introduces(short, self.words[each.first].start) and self.last is not None:
            self.introduced[short] = self.last
        if (known := self.introduced.get(short)) is not None:
            self._say(each, known, via="alias")
            return
        form = self._choose(each)
        if form is None:
            return
        party = self.lexicon.parties[form.party]
        self._say(each, party, via="alias", kind="military" if party.kind == "state" else None)

    def _introduces(self, short: str, at: int) -> bool:
        """Whether initials in brackets stand right behind the name that they shorten: "the Karsa Army (KA)"."""
        if not self.said or not short.isupper():
            return False
        start, end = self.said[-1].start, self.said[-1].end
        letters = "".join(
            word[0] for word in self.context.text[start:end].replace("-", " ").split() if word[0].isupper()
        )
        return letters == short and self.context.text[end:at].strip() == "("

    def _choose(self, each: Found) -> Form | None:
        """The form that is meant: of several that of the country the document speaks of; none where a guard forbids."""
        best: tuple[float, Form] | None = None
        for form in each.forms:
            party = self.lexicon.parties[form.party]
            known = [(self.context.scenes[state], self.context.share(party, state)) for state in party.states]
            here = max((weight for weight, _ in known), default=0.0)
            # Whether nothing but this one word speaks of its country.
            alone = bool(known) and all(weight <= own for weight, own in known)
            if form.guarded and alone and not each.label and not self.context.full[form.party]:
                continue
            single = form.shapes == (1,) and (form.guarded or form.role == "person")
            if single and self.context.is_part_of_name(each):
                continue
            if best is None or here > best[0]:
                best = (here, form)
        return best[1] if best else None

    def _resolve_nation(self, _: int, each: Found) -> None:
        """A state's forces or government are the state's; its police, ministries and media stand for themselves."""
        code, kind = each.forms[0].party, each.value
        if kind in ("government", "military", "security"):
            what = "government" if kind == "government" else "military"
            self._say(each, self.lexicon.actor(code, what), via="alias", kind=what)
            return
        words = self.words[each.head : each.end]
        head = " ".join(self.context.surface(each.head, each.end).lower().split())
        if kind == "ministry":
            named, tail = head, _ministry_id(words)
        else:
            named = word_map("outlet_names").get(words[-1].key, head) if kind == "outlet" else "police"
            tail = slug(named)
        name = f"{self.lexicon.adjectives[code]} {named}"
        party = Party(id=f"{code.lower()}-{tail}", name=name, kind=kind, side="government", states=(code,))
        self._say(each, party, via="alias")

    def _resolve_attack(self, _: int, each: Found) -> None:
        """ "Israeli air strikes": the state's forces."""
        code = each.forms[0].party
        others = word_map("attacks_by").get(code)
        if others:
            self._say_words(each, others, "armed_group")
        else:
            self._say(each, self.lexicon.actor(code, "military"), via="alias", kind="military")

    def _resolve_state(self, _: int, each: Found) -> None:
        form = each.forms[0]
        if form.guarded and self.context.scenes[form.party] <= 1.0 and self.context.is_part_of_name(each):
            return
        kind = "government" if each.what == "metonym" else "state"
        self._say(each, self.lexicon.actor(form.party), via="alias", kind=kind)

    def _resolve_leader(self, _: int, each: Found) -> None:
        code = each.forms[0].party
        if each.end - each.first == 1:
            known = self.context.scenes[code] > ABROAD_WEIGHT or code in self.lexicon.abroad
            if not known or self.context.is_part_of_name(each):
                return
        self._say(each, self.lexicon.parties[f"{code.lower()}-leader"], via="alias")

    def _resolve_capital(self, _: int, each: Found) -> None:
        """A capital is the government where the words beside it show that it does something."""
        before, after = self.context.word_before(each.first), self.context.word_after(each.end)
        if before in word_set("place_before"):
            return
        told = before in word_set("capital_before") and after not in word_set("place_after")
        if told or after in word_set("capital_after"):
            self._say(each, self.lexicon.actor(each.forms[0].party), via="alias", kind="government")

    def _resolve_adjective(self, at: int, each: Found) -> None:
        """ "Russian and Syrian jets": the first adjective is a party when the second one is."""
        found = self.context.found
        follows = found[at + 1] if at + 1 < len(found) else None
        if follows is None or follows.first - each.end > 1:
            return
        if follows.what == "nation" and follows.value not in ("military", "government", "security"):
            return
        if follows.what not in ("nation", "attack", "own_forces", "own_government"):
            return
        tied = follows.first == each.end and self.words[each.end].hyphened
        if tied or self.context.word_after(each.end) in ("and", "or"):
            self._say(each, self.lexicon.actor(each.forms[0].party, "military"), via="alias", kind="military")

    def _resolve_institution(self, _: int, each: Found) -> None:
        name = " ".join(self.context.surface(each.first, each.end).split())
        states = (self.context.scene,) if self.context.scene else ()
        self._say(each, Party(id=slug(name), name=name, kind=each.value, states=states), via="alias")

    # Descriptions ----------------------------------------------------------------------------------------------

    def _resolve_generic(self, at: int, each: Found) -> None:
        alone = each.end - each.first == 1 and each.value in word_set("appositions")
        if not (alone and self.context.followed_by_party(at)):
            self._say_generic(each)

    def _say_generic(self, each: Found) -> None:
        """Armed people by their short name, with whose side they are on ("Iran-backed militias")."""
        name = each.label
        if each.head > each.first and each.backed and not self._is_home(each):
            fillers = word_set("fillers")
            quality = self.context.surface(each.first, each.head).split()
            name = " ".join([*(word for word in quality if word.lower() not in fillers), name])
        self._say_words(each, name, word_map("generic_kinds").get(each.label, "armed_group"))

    def _is_home(self, each: Found) -> bool:
        """Whether what qualifies them is only the adjective of the country that the document speaks of anyway."""
        if each.head - each.first != 1 or self.words[each.first].key in qualities():
            return False
        node = self.lexicon.names.steps.get(self.words[each.first].key)
        forms = node.forms if node else []
        return any(form.role == "adjective" and form.party == self.context.scene for form in forms)

    def _resolve_description(self, at: int, each: Found) -> None:
        """ "The monitor", "the group", "the militants": who was named before and fits, else their words."""
        if self.context.followed_by_party(at):
            return
        after = self.context.word_after(each.end)
        if each.value in word_set("speaks_only") and after not in word_set("speaks_after"):
            return
        proper = each.value in word_set("by_word") and self.words[each.head].shape > 0
        if proper and self._ends_name(each):
            return
        short = proper and each.value in word_set("proper_heads") and self.words[each.head].start != 0
        party = self.context.find_described(each) if short or each.base or self._is_definite(each) else None
        if party is not None:
            self._say(each, party, via="description")
        elif each.label:
            self._say_generic(each)

    def _ends_name(self, each: Found) -> bool:
        """Whether a word in capitals before makes it the end of another's name ("the Lakeland Observatory")."""
        before = self.context.word_before(each.first)
        return bool(before) and before not in word_set("definite") and self.words[each.first - 1].shape > 0

    def _is_definite(self, each: Found) -> bool:
        """Whether the words before make it someone known; a monitor is that without "the" too ("a monitor said")."""
        before = self.context.word_before(each.first)
        if before in word_set("definite"):
            return True
        if each.value not in word_set("any_article"):
            return False
        # "chemical weapons watchdog" is another one.
        word = self.words[each.first]
        return word.shape > 0 or not word.joined or before in word_set("monitor_before")

    def _is_own(self, each: Found) -> bool:
        """Whether "army", "regime" or "coalition" stands for a party and not before another noun."""
        if each.backed:
            return False
        if each.what == "own_forces" or each.end - each.head > 1:
            return True
        before, after = self.context.word_before(each.first), self.context.word_after(each.end)
        if after in word_set("things") or (each.what == "own_coalition" and after in word_set("not_coalition")):
            return False
        if each.value == "military":
            # "A military strike" is an adjective, whoever strikes.
            return before in word_set("definite") and after not in word_set("attached")
        return before in word_set("definite") or after in word_set("attached")

    def _is_joined(self, at: int) -> bool:
        """Whether "and" or "or" joins the next party's forces to this one: "regime and Russian jets"."""
        each, follows = self.context.found[at], self.context.found[at + 1 : at + 2]
        if each.what != "own_government" or not follows or follows[0].first - each.end != 1:
            return False
        joined = self.context.word_after(each.end) in ("and", "or")
        return joined and follows[0].what in ("nation", "attack", "own_forces")

    def _resolve_own(self, at: int, each: Found) -> None:
        """ "Government forces", "the army", "the regime", "the coalition": those of where the report plays."""
        if not self._is_own(each) and not self._is_joined(at):
            return
        if each.what == "own_coalition":
            party, kind = self.context.find_coalition(each), None
        else:
            party = self.context.find_own(each)
            kind = "government" if each.what == "own_government" else "military"
        if party is not None:
            self._say(each, party, via="description", kind=kind)
        else:
            self._say_words(each, each.value, kind or "coalition")

    def _resolve_opposition(self, _: int, each: Found) -> None:
        if self._is_own(each):
            self._say_words(each, "opposition", "opposition")

    def _resolve_media(self, _: int, each: Found) -> None:
        """ "State television": that of the country that the document speaks of; nobody's where it speaks of none."""
        scene = self.context.scene
        if scene is None or each.backed:
            return
        named = word_map("outlet_names").get(self.words[each.end - 1].key, each.value)
        name = f"{self.lexicon.adjectives[scene]} {named}"
        party = Party(id=f"{scene.lower()}-{slug(named)}", name=name, kind="outlet", side="government", states=(scene,))
        self._say(each, party, via="description")


def _ministry_id(words: Sequence[Word]) -> str:
    """The tail of a ministry's id: "ministry of the interior" and "interior ministry" are one."""
    keys = [word.key for word in words if word.key not in ("of", "the")]
    return "-".join(keys[1:] + keys[:1] if keys[0] == "ministry" else keys)
