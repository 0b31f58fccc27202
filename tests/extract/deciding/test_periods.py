"""When a count happened, decided by the whole extraction. Every report here is invented."""

from datetime import date

import pytest

from bearwitness.base.identifiers import digest
from bearwitness.base.records import Document, When
from bearwitness.extract.claims import extract_counts

PUBLISHED = date(2022, 6, 10)  # a Friday


def whens(text: str, published: date | None = PUBLISHED) -> list[tuple[date | None, date | None] | None]:
    found: list[When | None] = [
        c.when for c in extract_counts(Document(id="one", text=text, sha256=digest(text), published=published))
    ]
    return [(w.start, w.end) if w else None for w in found]


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed in Taiz on Monday, doctors said.",
        "Nine people were killed in Taiz on Monday doctors said on Thursday.",
        "Shells hit Taiz on Monday. Nine people were killed.",
    ],
)
def test_the_day_of_the_harm_is_not_the_day_of_the_saying(text: str) -> None:
    assert whens(text) == [(date(2022, 6, 6), date(2022, 6, 6))]


def test_a_night_is_where_the_narrative_is() -> None:
    text = "During the night drones struck a bakery in Taiz. Four people have died. Sixteen people were injured."
    assert whens(text) == [(date(2022, 6, 9), PUBLISHED)] * 2


def test_the_age_of_a_war_gives_no_start() -> None:
    assert whens("The seven-year war in Yemen has killed more than 100,000 people.") == [(None, PUBLISHED)]


def test_a_toll_until_now_begins_where_a_sentence_before_says() -> None:
    text = "The army has besieged Konduga since 2 May. In total, 140 civilians have been killed so far."
    assert whens(text)[-1] == (date(2022, 5, 2), PUBLISHED)


def test_a_report_that_dates_nothing_leaves_the_day_open() -> None:
    assert whens("Nine people were killed in Taiz.") == [None]


def test_a_message_stamped_to_the_minute_tells_of_its_own_day() -> None:
    text = "CIVIL DEFENCE / TAIZ\n10.06.2022 14:20\n\nNine people were killed in an air strike."
    (when,) = whens(text)
    assert when is not None
    assert when[1] == PUBLISHED


@pytest.mark.parametrize(
    "history",
    ["Yemen has been at war since 2014.", "The conflict began in 2014, when rebels took the capital of Yemen."],
)
def test_the_toll_of_a_war_begins_where_the_report_says_the_war_began(history: str) -> None:
    text = f"Shells fell on Taiz since March. {history} The war in Yemen has killed more than 100,000 people."
    assert whens(text)[-1] == (date(2014, 1, 1), PUBLISHED)


def test_a_new_total_runs_up_to_its_day() -> None:
    text = "Nine people died in Taiz. The Monday crash brought the toll of soldiers killed in the conflict to 18."
    assert whens(text)[-1] == (None, date(2022, 6, 6))


def test_a_part_stated_later_dates_a_whole_that_has_no_day() -> None:
    text = "At least 70 people were killed in Taiz. Nine children were among those killed in the last 15 days."
    assert whens(text)[0] is not None


def test_nothing_is_dated_without_a_day_of_publication() -> None:
    assert whens("Nine people were killed in Taiz.", published=None) == [None]
