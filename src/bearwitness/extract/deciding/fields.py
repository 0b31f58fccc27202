"""Every field of one count of harm, decided in order: place, day, scope, perpetrator, source, stance.

In: a reading, the sentence and kind of segment of a count, the counts beside it and those before it. Out: a `Found`. It
calls the deciding modules, each of which looks at one field; it reads no words but those of the count's own clause.
"""

from spacy.tokens import Span as SpacySpan

from bearwitness.extract.counting.counts import Count
from bearwitness.extract.deciding.areas import Located, document_country, fineness, names_people, war_place
from bearwitness.extract.deciding.attackers import Setting, find_attacker
from bearwitness.extract.deciding.chains import sources_of
from bearwitness.extract.deciding.events import find_tally
from bearwitness.extract.deciding.folds import Found
from bearwitness.extract.deciding.locations import choose_place
from bearwitness.extract.deciding.periods import (
    choose_when,
    measured_period,
    open_period,
    open_to,
    runs_long,
    scene_date,
    war_period,
)
from bearwitness.extract.deciding.perpetrators import Surroundings
from bearwitness.extract.deciding.scenes import refine_place, scene_place, speaks_of_place_again, takes_up_attack
from bearwitness.extract.deciding.scopes import ScopeCues, decide_scope, is_war_toll, is_whole_war
from bearwitness.extract.deciding.stances import decide_stance
from bearwitness.extract.deciding.windows import Window, is_joined
from bearwitness.extract.readings import Reading
from bearwitness.extract.speaking.attributions import covering


def decide(
    reading: Reading,
    sentence: SpacySpan,
    counted: tuple[Count, Window, tuple[tuple[int, int], ...]],
    kind: str,
    earlier: list[Found],
) -> Found:
    """A count with all its fields; `counted` holds it, its window and the spans of all those harmed in the sentence.

    `kind` is that of the segment that it stands in, `earlier` are the counts decided before it.
    """
    count, window, victims = counted
    text = reading.text
    acts = covering(reading.attributions, count.start, count.end)
    sources, source_why = sources_of(acts, reading)
    speakers = tuple(s.start for a in acts for s in a.speakers)
    clause = " ".join(text[window.head : max(window.end, window.tail)].lower().split())
    dated = choose_when(reading, sentence, window, cumulative=False)
    located = choose_place(reading, sentence, window)
    scope, spread, scope_why = decide_scope(
        ScopeCues(
            clause=clause,
            harm=count.harm,
            low=count.quantity.low or count.quantity.high,
            when=dated.when,
            own_date=dated.own,
            place=located.place,
            places=located.joined,
        )
    )
    silent = scope == "incident" and not dated.own and located.place is None
    tally = find_tally(clause, sentence, earlier) if silent else None
    if scope == "cumulative":
        dated = choose_when(reading, sentence, window, cumulative=True)
    elif tally is not None:
        scope, scope_why, dated = "cumulative", f"goes on with the tally before: {tally.scope_why}", tally.dated
    least = count.quantity.low or count.quantity.high
    whole_war = spread == "time" and is_whole_war(scope_why, count.harm, least)
    if whole_war:
        located = war_place(reading, located)
    if located.place is None:
        over_years = spread == "time" and (is_war_toll(scope_why) or runs_long(dated.when))
        over_land = scope == "cumulative" and names_people(reading, text[count.start : count.end])
        words = text[window.start : window.end].lower()
        located = _elsewhere(reading, sentence, words, over_country=over_years or over_land)
        last = earlier[-1].located if earlier and scope == "incident" else None
        if last is not None and takes_up_attack(clause) and fineness(last.place) < fineness(located.place):
            located = Located(place=last.place, why=f"the attack of the count before: {last.why}")
    if scope == "incident":
        located = refine_place(reading, sentence, located)
    if spread == "time" and (dated.when is None or dated.when.start is None):
        dated = measured_period(reading, sentence, clause) or dated
    if whole_war:
        dated = war_period(reading, dated)
    elif dated.when is None and (spread == "time" or not dated.own):
        dated = scene_date(reading, sentence) if spread != "time" else open_period(reading, sentence)
    if scope == "cumulative":
        dated = open_to(reading, dated, clause)
    blamed = find_attacker(
        reading,
        Setting(
            count=count,
            around=Surroundings(
                sentence=sentence,
                window=window,
                speakers=speakers,
                victims=victims,
                counted=(count.start, count.end),
            ),
            place=located.place,
            when=dated.when,
            own_date=dated.own,
            war_toll=is_war_toll(scope_why),
        ),
        earlier,
    )
    stance, stance_why = decide_stance(reading, count, acts)
    return Found(
        count=count,
        harm=count.harm,
        low=count.quantity.low,
        high=count.quantity.high,
        who=count.who,
        approximate=count.quantity.approximate,
        parts=(),
        located=located,
        dated=dated,
        actor=blamed.actor,
        actor_why=blamed.why,
        sources=sources,
        source_why=source_why,
        scope=scope,
        scope_why=scope_why,
        stance=stance,
        stance_why=stance_why,
        evidence=_trimmed(text, sentence.start_char, sentence.end_char),
        title=reading.which == "title",
        headline=kind in ("headline", "subhead"),
        order=count.start - (10**9 if reading.which == "title" else 0),
    )


def _elsewhere(reading: Reading, sentence: SpacySpan, clause: str, *, over_country: bool) -> Located:
    """The place of a count whose sentence names none: the country for the toll of a war, else the narrative's."""
    if over_country and not speaks_of_place_again(clause):
        country = document_country(reading)
        if country is not None:
            return Located(
                place=country, why=f"a toll with no place in its sentence: the document is about {country.name}"
            )
    return scene_place(reading, sentence, clause)


def window_of(text: str, sentence: SpacySpan, tops: list[Count], at: int) -> Window:
    """The stretch of the sentence from the end of the count before to the start of the next with another trigger."""
    count = tops[at]
    others = [c for c in tops if c.trigger.start != count.trigger.start and c.at != count.at]
    before = [max(c.end, c.at) for c in others if max(c.end, c.at) <= min(count.start, count.at)]
    after = [min(c.start, c.at) for c in others if min(c.start, c.at) >= max(count.end, count.at)]
    phrase_end = max(count.end, count.at)
    ends = [*sorted(after), sentence.end_char]
    joined = is_joined(text[phrase_end : ends[0]])
    start = max(before, default=sentence.start_char)
    shared = bool(before) and is_joined(text[start : min(count.start, count.at)])
    return Window(
        start=start,
        end=ends[0],
        at=count.at,
        phrase_end=phrase_end,
        tail=ends[1] if joined and len(ends) > 1 else ends[0],
        told=max((c.end for c in tops[:at] if c.end <= min(count.start, count.at)), default=sentence.start_char),
        begins=count.start,
        head=max((c for c in before if c < start), default=sentence.start_char) if shared else start,
    )


def part_of(whole: Found, count: Count, counts: list[Count]) -> Found:
    """A sub-count: it has the fields of its whole and bounds, people and words of its own."""
    quantity = count.quantity
    part = Found(
        count=count,
        harm=count.harm,
        low=quantity.low,
        high=quantity.high,
        who=count.who,
        approximate=quantity.approximate,
        parts=(),
        located=whole.located,
        dated=whole.dated,
        actor=whole.actor,
        actor_why=whole.actor_why,
        sources=whole.sources,
        source_why=whole.source_why,
        scope=whole.scope,
        scope_why=whole.scope_why,
        stance=whole.stance,
        stance_why=whole.stance_why,
        evidence=whole.evidence,
        title=whole.title,
        headline=whole.headline,
        order=whole.order,
    )
    part.parts = tuple(part_of(part, c, counts) for c in counts if c.part_of is count)
    return part


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
