"""The least and the most of one question, over all pieces that it touches.

In: a field and a question. Out: the sum over the pieces, each solved by nesting where its scopes nest and by HiGHS
where they cross. It explains nothing; `explanations` does.
"""

from collections.abc import Iterable

from bearwitness.base.tallies import Query
from bearwitness.tally.casebooks import Field
from bearwitness.tally.fields import Item, Lie, Toll, ask_item, ask_toll, box_of, has_own_room, is_filled
from bearwitness.tally.forests import Answer, is_item_open, solve_nested, split_item
from bearwitness.tally.regions import Box
from bearwitness.tally.whos import cells_of
from bearwitness.tally.worlds import solve_crossing, solve_near


def answer(field: Field, query: Query) -> Answer:
    """The least and the most that the field allows inside what is asked for."""
    box = box_of(query)
    items = [(item, lie) for item in field.find_items(box) if (lie := ask_item(item, query, box)) != "apart"]
    tolls = [toll for toll in field.tolls if ask_toll(toll, query, box) != "apart"]
    return answer_touched(field, query, items, tolls)


def answer_touched(field: Field, query: Query, items: Iterable[tuple[Item, Lie]], tolls: Iterable[Toll]) -> Answer:
    """The same, when it is known which incidents and tolls the question touches."""
    asked, box = cells_of(query.who), box_of(query)
    low = high = 0.0
    is_open = outer = False
    touched: dict[int, tuple[list[Toll], list[tuple[Item, Lie, Toll | None]]]] = {}
    for item, lie in items:
        number = field.piece_of_item[item.number]
        if number >= 0:
            touched.setdefault(number, ([], []))[1].append((item, lie, field.owners[item.number]))
            continue
        split = split_item(item, asked, lie)
        low, high = low + split.p_low, high + split.p_high
        is_open = is_open or (bool(item.figures.opened) and is_item_open(item, asked))
    for toll in tolls:
        touched.setdefault(toll.piece, ([], []))[0].append(toll)
    for number, (near, held) in touched.items():
        piece = field.pieces[number]
        simple = not any(_is_cut_full(toll, query, box) for toll in near)
        found = None
        if simple and (piece.nested or (piece.large and all(toll.plain for toll in near))):
            found = solve_nested(near, held, query, box)
        if found is None and piece.large:
            found = solve_near(near, held, query, box)
        elif found is None:
            found = solve_crossing(piece.tolls, piece.items, query)
        low, high = low + found.low, high + found.high
        is_open, outer = is_open or found.open, outer or found.outer
    return Answer(low, high, is_open, outer)


def _is_cut_full(toll: Toll, query: Query, box: Box) -> bool:
    """Whether the question cuts a toll that has no room of its own on one side of the cut."""
    if query.actor == "":
        return True
    if ask_toll(toll, query, box) != "maybe":
        return False
    return bool(toll.children) and is_filled(toll, box, own_room=has_own_room(toll, query))
