"""Where and when a deed was done.

In: a reading, a sentence of it, an act found there and its clause. Out: the place and the days chosen, each with the
reason in words. Deeds on the ground take the narrative's place where their own words name none, arrests and protests
the country's, words and dealings only what "in" or "at" says. It never decides who did what.
"""

from spacy.tokens import Span as SpacySpan
from spacy.tokens import Token

from bearwitness.base.records import When
from bearwitness.extract.acting.acts import Act
from bearwitness.extract.deciding.areas import Located, document_country, fineness
from bearwitness.extract.deciding.locations import capital_meant, choose_place
from bearwitness.extract.deciding.periods import Dated, choose_when, scene_date
from bearwitness.extract.deciding.scenes import scene_place
from bearwitness.extract.deciding.windows import Window
from bearwitness.extract.mentions import PlaceMention
from bearwitness.extract.readings import Reading

# Categories that stand at a place even where their own sentence names none: they are deeds on the ground.
_GROUND = frozenset({"ASSAULT", "CONTROL"})
# Deeds of a state in its own country, and of its people.
_HOME = frozenset({"COERCE", "PROTEST"})
# How coarse a country is.
COUNTRY = 6
# Dealings between parties.
_DEALINGS = frozenset({"SUPPORT", "COOPERATE", "CONSULT", "AGREE", "SANCTION"})
_LASTING = frozenset({"SUPPORT", "COOPERATE", "AGREE"})
# How many words may stand between a preposition and a place name.
_LEADS = 4
NOWHERE = Located(place=None, why="a speech act: no place in its own clause")


def place_deed(reading: Reading, sentence: SpacySpan, act: Act, window: Window) -> Located:
    """Where a deed was done, by its own clause first."""
    inside = [m for m in reading.places_in(act.start, act.end) if m.role == "place"]
    if "speech" in act.row.flags or act.category in _DEALINGS:
        # Words and dealings stand where "in" or "at" says; other names of places are whom they concern.
        inside = [m for m in inside if _is_where(reading, m, act)]
        if not inside:
            capital = capital_meant(reading, window) if act.category == "CONSULT" else None
            return capital or NOWHERE
        mention = min(inside, key=lambda m: abs(m.start - act.at))
        return Located(place=mention.place, why=f"“{mention.place.name}” in the count's own clause", own=True)
    if act.category in _HOME and not inside:
        return _home(reading)
    if act.category not in _GROUND and not inside:
        return Located(place=None, why="no place in its own clause")
    located = choose_place(reading, sentence, window)
    if located.place is None and act.category in _GROUND and act.reality == "actual":
        return scene_place(reading, sentence, reading.text[act.start : act.end].lower())
    return located


def _home(reading: Reading) -> Located:
    """The country that a report is about: where arrests and protests are that it places nowhere."""
    country = document_country(reading)
    if country is None:
        return Located(place=None, why="no place in its own clause")
    return Located(place=country, why="told without a place, in the country that the report is about")


def _is_where(reading: Reading, mention: PlaceMention, act: Act) -> bool:
    """Whether a place name in the clause of words or dealings says where they are."""
    first = reading.token_at(mention.start)
    at = first
    while at.i > 0 and first.i - at.i < _LEADS and at.nbor(-1).tag_ in ("DT", "JJ", "NNP", "NN", "HYPH"):
        at = at.nbor(-1)
    before = at.nbor(-1).lower_ if at.i > 0 else ""
    if act.category == "REQUEST" and before in ("to", "near", "from") and fineness(mention.place) < COUNTRY:
        return mention.start > act.at  # where what is asked for is to be: "to go to the town"
    return before in ("in", "at", "inside") or (act.category == "CONSULT" and before in ("to", "on", "into"))


def date_deed(reading: Reading, sentence: SpacySpan, act: Act, window: Window, *, said: bool | None) -> Dated:
    """When a deed was done; `said` is None for a deed that is no speech, else whether another tells of it."""
    speech = said is not None
    dated = choose_when(reading, sentence, window, cumulative=False)
    if dated.age:
        dated = Dated(when=None, why="how long the war has lasted dates no deed of it")
    gloss = act.category == "CONTROL" and act.word.dep_ == "acl"
    if gloss and dated.when is not None and dated.when.start == dated.when.end:
        # "a town held by X on Friday": the day is that of the main clause
        return Dated(when=None, why="told in passing, and no words of its own date it")
    if _is_lasting(act) and not dated.clause:
        return Dated(when=None, why="told in passing, and no words of its own date it")
    if dated.when is not None or dated.own:
        return dated
    if speech and (said or _is_perfect(act.word)):
        return _day_of_speaking(reading)
    if _is_state(act):
        return Dated(when=None, why="a state of things that no words date")
    if speech:
        return _day_of_speaking(reading)
    if act.reality in ("hypothetical", "future") and not speech:
        return Dated(when=None, why="not yet done, and no words say when")
    if act.nominal and act.category in _HOME:
        return Dated(when=None, why="told in passing, and no words of its own date it")
    return scene_date(reading, sentence)


def _is_perfect(verb: Token) -> bool:
    """Whether a verb tells what has been done: "has accused"."""
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_lasting(act: Act) -> bool:
    """Whether a deed is told as known or as lasting: an epithet, a holding, "the offensive", "its alliance"."""
    if act.epithet or act.category in _LASTING:
        return True
    if act.category == "CONTROL" and act.mode == "hold":
        return True
    return act.nominal and (act.definite or any(c.tag_ == "PRP$" or c.lower_ == "ongoing" for c in act.word.lefts))


def _day_of_speaking(reading: Reading) -> Dated:
    """The day on which what a report tells without a day was said: the report's own."""
    published = reading.document.published
    if published is None:
        return Dated(when=None, why="no date in the document settles when it was said")
    day = When(start=published, end=published, precision="day", edtf=published.isoformat())
    return Dated(when=day, why="said on no other day than the report's")


def _is_state(act: Act) -> bool:
    """Whether a verb tells what is so, not what was done: "controls", "is backed by"."""
    if act.nominal:
        return False
    tags = {act.word.tag_, *(c.tag_ for c in act.word.children if c.dep_ in ("aux", "auxpass"))}
    return bool(tags & {"VBZ", "VBP"}) and "VBD" not in tags and act.category not in ("REQUEST", "DENY")
