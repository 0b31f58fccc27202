import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bearwitness.base.incidents import Kinship
from bearwitness.base.records import Document, Segment
from bearwitness.resolve.lineages import Lineage
from bearwitness.resolve.mentions import key_document
from invented import DAY, make_document
from streams import StreamOptions, generate_stream

WORDS = (
    "market road people smoke families children rescuers hospital windows night power water bread school neighbours "
    "ambulance officials witness building roof crowd shelter phone river hill bridge soldiers lorries fields harvest"
)


def write(seed: int, count: int = 200) -> list[str]:
    chance = random.Random(seed)
    return [chance.choice(WORDS.split()) for _ in range(count)]


def doc(name: str, words: list[str], **fields: object) -> Document:
    return make_document(name, " ".join(words), **fields)


def list_kinships(documents: Iterable[Document]) -> Iterator[Kinship]:
    lineage = Lineage()
    for document in documents:
        yield from lineage.add(document)


def kinds(*documents: Document) -> list[str]:
    return [kinship.kind for kinship in list_kinships(documents)]


def test_a_reprint_a_rewrite_an_extract_and_a_common_passage_are_told_apart() -> None:
    text = write(1)
    changed = [*text[:150], *write(2, 60)]
    assert kinds(doc("a", text), doc("b", text)) == ["reprint"]
    assert kinds(doc("a", text), doc("b", changed)) == ["rewrite"]
    assert kinds(doc("a", text), doc("b", text[:60])) == ["extract"]
    assert kinds(doc("a", text), doc("b", [*text[:80], *write(3, 110)])) == ["shared"]
    assert kinds(doc("a", text), doc("b", write(4))) == []


def test_copies_share_a_story_and_extracts_do_not() -> None:
    text = write(1)
    lineage = Lineage()
    first, copy, part = doc("a", text), doc("b", [*text, "end"]), doc("c", text[:60])
    for document in (first, copy, part):
        lineage.add(document)
    stories = lineage.stories()
    assert stories[key_document(first)] == stories[key_document(copy)] != stories[key_document(part)]
    assert len(set(lineage.roots().values())) == 1


def test_a_credit_says_who_was_first_whatever_the_days_say() -> None:
    text = write(1)
    wire = doc("a", text, outlet="Wire Nine", published=DAY)
    printed = doc("b", text, outlet="The Gazette", agency="Wire Nine", published=DAY - timedelta(days=1))
    (kinship,) = list_kinships([printed, wire])
    assert kinship.source == key_document(wire)
    assert "the other credits wire nine" in kinship.why


def test_without_a_credit_the_earlier_day_says_it_and_one_day_says_nothing() -> None:
    text = write(1)
    early, late = doc("a", text, published=DAY), doc("b", text, published=DAY + timedelta(days=2))
    assert next(list_kinships([late, early])).source == key_document(early)
    assert next(list_kinships([early, doc("c", text, published=DAY)])).source is None


def test_a_near_copy_is_found_years_later() -> None:
    text = write(1)
    assert kinds(doc("a", text), doc("b", [*text, "end"], published=date(2040, 1, 1))) == ["reprint"]


def test_an_outlets_standing_background_makes_no_kin() -> None:
    background = write(9, 120)

    def with_background(name: str, seed: int) -> Document:
        news = " ".join(write(seed, 60))
        text = f"{news}\n{' '.join(background)}"
        segments = (
            Segment(kind="body", start=0, end=len(news)),
            Segment(kind="boilerplate", start=len(news) + 1, end=len(text)),
        )
        return make_document(name, text, segments=segments)

    assert kinds(with_background("a", 1), with_background("b", 2)) == []


def test_quotations_and_order_are_named_as_evidence() -> None:
    said = '"We carried eleven people out of the cellar before dawn"'
    one, other = [*write(1, 60), said, *write(2, 60)], [*write(1, 60), said, *write(2, 60), "more"]
    (kinship,) = list_kinships([doc("a", one), doc("b", other)])
    assert "1 quotation in common" in kinship.why
    assert "100% of what they share is in the same order" in kinship.why


def test_the_same_document_twice_is_once() -> None:
    document = doc("a", write(1))
    assert kinds(document, document) == []


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_stories_and_kinships_do_not_depend_on_the_order_of_arrival(chance: random.Random) -> None:
    documents = [told.document for told in generate_stream(StreamOptions(documents=25, seed=3, events_per_day=2))]
    first, second = Lineage(), Lineage()
    straight = {k for document in documents for k in first.add(document)}
    chance.shuffle(documents)
    assert {k for document in documents for k in second.add(document)} == straight
    assert first.stories() == second.stories()
    assert first.roots() == second.roots()
