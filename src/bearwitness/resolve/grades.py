"""How far an incident is confirmed, by rules that are stated and never a hidden score.

In: the claims of an incident with their origins. Out: a Grade with its reason. The five grades are those that monitors
of air strikes use (Airwars, "Methodology": confirmed, fair, weak, contested, discounted); the suggested credibility is
the Admiralty scale's (NATO AJP-2.1). It never looks at how high a figure is.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from bearwitness.base.incidents import Grade
from bearwitness.base.origins import Origin, find_echoes, find_independent
from bearwitness.base.records import Claim
from bearwitness.resolve.lexicons import load_events
from bearwitness.resolve.tolls import Told

ARMED = frozenset({"fighters", "soldiers", "police"})


def grade_incident(told: Sequence[Told]) -> Grade:
    """The grade of the claims, looked for in this order: discounted, contested, confirmed, fair, weak."""
    asserted = [t for t in told if t.claim.stance in ("asserted", "alleged") and t.claim.reality != "negated"]
    denied = [t for t in told if t.claim.stance == "denied" or t.claim.reality == "negated"]
    if told and not asserted:
        return Grade(
            name="discounted", why=f"all that is said of it is a denial ({denied[0].origin.name})", credibility=5
        )
    if denied:
        why = f"{asserted[0].origin.name} tells of it and {denied[0].origin.name} denies it"
        return Grade(name="contested", why=why, credibility=4)
    if rivals := _find_rivals(asserted):
        return Grade(name="contested", why=rivals, credibility=4)
    echoes = find_echoes({each.claim.id: (each.document.id, each.origin) for each in asserted})
    origins = list({each.origin.key: each.origin for each in asserted if each.claim.id not in echoes}.values())
    if party := _find_acceptance(asserted):
        return Grade(name="confirmed", why=f"{party}, whom the reports hold responsible, says so too", credibility=1)
    count, doubtful = find_independent(origins)
    names = _name_voices([origin for origin in origins if origin not in doubtful])
    aside = f" ({', '.join(origin.name for origin in doubtful)} may be one of them)" if doubtful else ""
    if count >= 2:
        why = f"{count} independent origins: {', '.join(names)}{aside}"
        return Grade(name="fair", why=why, credibility=2)
    if count == 1:
        named = any(origin.named for origin in origins)
        why = f"one origin: {names[0]}{aside}" + ("" if named else ", who is not named")
        return Grade(name="weak", why=why, credibility=3 if named else 6)
    return Grade(name="weak", why="no claim of harm, only that it is spoken of", credibility=6)


def _name_voices(origins: Sequence[Origin]) -> list[str]:
    """The names of origins, of each voice together."""
    voices: dict[str, list[str]] = {}
    for origin in sorted(origins, key=lambda origin: (origin.name != origin.voice, origin.name)):
        voices.setdefault(origin.voice or origin.key, []).append(origin.name)
    return sorted(
        first + (f" (one voice with {', '.join(others)})" if others else "") for first, *others in voices.values()
    )


def _find_rivals(asserted: Sequence[Told]) -> str | None:
    """Two origins that hold parties of different alliances responsible for harm to people who do not fight."""
    blamed: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for each in asserted:
        actor = each.claim.actor
        if actor is not None and actor.id is not None and _harms_unarmed(each.claim):
            blamed[actor.id].add(each.origin.name)
            names[actor.id] = actor.name
    for one, other in combinations(sorted(blamed), 2):
        if not load_events().are_allies(one, other) and len(blamed[one] | blamed[other]) > 1:
            left, right = (" and ".join(sorted(blamed[party])) for party in (one, other))
            return f"responsible is {names[one]} by {left}, {names[other]} by {right}"
    return None


def _find_acceptance(asserted: Sequence[Told]) -> str | None:
    """The party that is held responsible for harm to people who do not fight, and itself tells of it.

    What a party says of fighters whom it killed is no admission. The ids of a party's voices begin with its own.
    """
    for each in asserted:
        actor = each.claim.actor
        if actor is None or actor.id is None or not each.claim.sources or not _harms_unarmed(each.claim):
            continue
        speaker = each.claim.sources[0].id or ""
        if speaker == actor.id or speaker.startswith(f"{actor.id}-"):
            return actor.name
    return None


def _harms_unarmed(claim: Claim) -> bool:
    return any(harm.who not in ARMED for harm in claim.harms)
