"""Pages taken apart as a reader would take them apart: in lines, and glued into one."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bearwitness.base.records import Document
from bearwitness.decode.heads import Known
from bearwitness.decode.segments import find_segments

Segments = Callable[..., list[tuple[str, str]]]
CLAIMING = {"headline", "body", "subhead", "caption"}


def words_of(segments: list[tuple[str, str]], *kinds: str) -> list[str]:
    """The words of the segments of these kinds."""
    return [words for kind, words in segments if kind in kinds]


BROADCASTER = """BBC News

Market attack in Talvar kills at least 14 people

Published
3 days ago

By Ana Kerr
BBC News, Marot

Image source, Reuters
Image caption, Rescue workers searched the market for survivors

At least 14 people have been killed in a rocket attack on a market in Talvar, officials say.

What happened?

Three rockets hit the square at about 10:00 local time, police said. Two of the dead were children.

More on this story
Ten killed in Marot bus bombing
14 February 2021
Hospital in Talvar hit, five dead
2 March 2021

© 2021 BBC. The BBC is not responsible for the content of external sites.
"""


def test_a_page_in_lines_is_taken_apart(segment: Segments) -> None:
    found = segment(BROADCASTER)
    assert found[:5] == [
        ("outlet", "BBC News"),
        ("headline", "Market attack in Talvar kills at least 14 people"),
        ("boilerplate", "Published"),
        ("boilerplate", "3 days ago"),
        ("credit", "By Ana Kerr"),
    ]
    assert words_of(found, "caption") == ["Image caption, Rescue workers searched the market for survivors"]
    assert "At least 14 people have been killed in a rocket attack on a market in Talvar, officials say." in words_of(
        found, "body"
    )
    assert "Ten killed in Marot bus bombing" in words_of(found, "related")
    assert "Hospital in Talvar hit, five dead" in words_of(found, "related")
    assert [words[:6] for words in words_of(found, "copyright")] == ["© 2021"]


def test_neither_a_linked_article_nor_a_copyright_dates_the_page(decode: Callable[..., Document]) -> None:
    document = decode(BROADCASTER)
    assert document.published is None
    assert document.outlet == "BBC News"
    assert document.title == "Market attack in Talvar kills at least 14 people"


def test_the_article_goes_on_behind_a_list_of_links(segment: Segments) -> None:
    found = segment(
        "Air raids on Velmar kill 21\n\nAir raids on the town of Velmar have killed 21 people, rescuers said.\n\n"
        "Keep reading\nlist of 2 items\nlist 1 of 2\nDozens killed in Velmar fighting\nlist 2 of 2\n"
        "No way out for 40,000 in Velmar\n\nThe raids hit two blocks late on Friday.\n\n"
        "“We pulled out 12 bodies,” said a rescuer.\n\nThe town has been under siege for two years now.\n"
    )
    assert words_of(found, "related") == [
        "Keep reading",
        "Dozens killed in Velmar fighting",
        "No way out for 40,000 in Velmar",
    ]
    assert "The raids hit two blocks late on Friday." in words_of(found, "body")


@pytest.mark.parametrize(
    ("dateline", "sentence"),
    [
        ("TALVAR, Maron, 4 May 2017 -", "Twelve people were killed on Wednesday."),
        ("TALVAR, May 4, 2017 (Reuters) -", "Twelve people were killed on Wednesday."),
        ("BEIRUT (Reuters) -", "A bomb killed nine people in Marot on Friday."),
        ("ALDOR, Velmaria, April 5 (AFP) —", "A bomb killed nine people in Marot on Friday."),
        ("MAROT, April 15 (Xinhua) --", "A bomb killed nine people on Friday."),
        ("MOSCOW, August 12. /TASS/.", "A bomb killed nine people in Marot on Friday."),
        ("Manila (dpa) -", "A bomb killed nine people in Marot on Friday."),
        ("KANO, Nigeria —", "A bomb killed nine people in Marot on Friday."),
        ("(Reuters) -", "A bomb killed nine people in Marot on Friday."),
        ("Geneva –", "A bomb killed nine people in Marot on Friday."),
        ("BEIRUT", "A bomb killed nine people in Marot on Friday a monitor said."),
        ("MAROT Velmaria", "A bomb killed nine people on Friday a monitor said."),
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(segment: Segments, dateline: str, sentence: str) -> None:
    assert segment(f"{dateline} {sentence}") == [("dateline", dateline), ("body", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "NATO aircraft killed nine people in Marot.",
        "ISIL Fighters killed nine people in Marot.",
        "UNICEF said nine children were killed - six of them in Marot.",
        "Nine people were killed on 12 August 2016 in Marot.",
        "On 12 August 2016 nine people were killed in Marot.",
        "12 August 2016 was the day on which nine people were killed.",
        "Video footage shows nine people being killed in Marot.",
        "By Monday evening nine people had been killed in Marot.",
        "He and 13 officers were captured in December and shot in Marot on Jan. 24, 1945",
        "Related charges were brought against nine officers over the killings.",
        "The Marot Monitor (Reuters could not reach it) said nine were killed.",
    ],
)
def test_a_sentence_is_left_whole(segment: Segments, sentence: str) -> None:
    assert segment(sentence) == [("body", sentence)]


GLUED = (
    "Sunday 3 Jul 2016 {title} AFP Shelling of a town held by rebels killed 43 people a monitor said. It said 12 of "
    "the dead were children and two were medics. {rest}"
)
TITLE = "Shelling kills 43 in town held by rebels Monitor"


@pytest.mark.parametrize("title", [TITLE, f"{TITLE} - Region - World - Example Online", f"{TITLE} | The Example"])
def test_a_title_glued_to_the_first_sentence_is_found(segment: Segments, title: str) -> None:
    found = segment(GLUED.format(title=TITLE, rest=""), title=title)
    assert found[:3] == [("dateline", "Sunday 3 Jul 2016"), ("headline", TITLE), ("dateline", "AFP")]
    assert found[3][1].startswith("Shelling of a town")


def test_a_headline_in_capitals_ends_where_the_sentence_begins(segment: Segments) -> None:
    found = segment("March 12 2019 21 Shepherds Dead in Army Shelling near Velmar At least 21 shepherds died there.")
    assert found == [
        ("dateline", "March 12 2019"),
        ("headline", "21 Shepherds Dead in Army Shelling near Velmar"),
        ("body", "At least 21 shepherds died there."),
    ]


def test_a_name_as_title_does_not_take_the_first_words_of_a_sentence(segment: Segments) -> None:
    text = "Operation Iron Door was an attack on the town of Velmar in which 50 people were killed."
    assert segment(text, title="Operation Iron Door") == [("body", text)]


@pytest.mark.parametrize(
    ("rest", "kind", "words"),
    [
        ("-AFP", "credit", "-AFP"),
        ("--Reuters", "credit", "--Reuters"),
        ("(Source: Rebel Media Office) Twitter", "credit", "(Source: Rebel Media Office) Twitter"),
        ("Reporting by Ann Other; Editing by Jo Nobody", "credit", "Reporting by Ann Other; Editing by Jo Nobody"),
        ("Agencies contributed to this report.", "credit", "Agencies contributed to this report."),
        ("Our Standards:The Thomson Reuters Trust Principles.", "boilerplate", None),
        ("Source TRTWorld and agencies", "credit", "Source TRTWorld and agencies"),
        ("Copyright 2018 Example World. All rights reserved.", "copyright", "Copyright 2018 Example World."),
        ("... 43 Related Rebels Kill 12 in Velmar Blast in Marot Leaves Five Dead", "related", None),
        ("Tags shelling rebels Velmar Community standards Discussion", "boilerplate", None),
        ("Read Also", "related", "Read Also"),
        ("Last Update: Monday 4 July 2016 KSA 09:41 - GMT 06:41 1207", "dateline", None),
        ("Follow us on Example Channel to stay informed.", "boilerplate", None),
    ],
)
def test_what_is_glued_to_the_end_is_no_sentence(segment: Segments, rest: str, kind: str, words: str | None) -> None:
    found = segment(GLUED.format(title=TITLE, rest=rest), title=TITLE)
    assert words_of(found, "body")[-1].endswith("two were medics.")
    assert kind in {each for each, _ in found[4:]}
    if words:
        assert (kind, words) in found


@pytest.mark.parametrize(
    "caption",
    [
        "Residents inspect a damaged house in Velmar on July 3 2016. (Reuters)",
        "A man carries a child from the ruins in Velmar (Reuters Photo)",
        "Smoke rises over the town of Velmar. (File photo)",
        "Rescuers search the ruins of the market in Velmar [Example Agency/AFP]",
    ],
)
def test_a_caption_is_kept_apart_from_the_sentences_around_it(segment: Segments, caption: str) -> None:
    before, after = "Shelling killed 43 people in Velmar.", "The monitor said 12 of the dead were children."
    found = segment(f"{before} {caption} {after} Two were medics. The town is held by rebels.")
    assert found[:2] == [("body", before), ("caption", caption)]
    assert found[2][1].startswith(after)


def test_a_photo_credit_with_a_linked_headline_is_cut_out(segment: Segments) -> None:
    found = segment(
        "The strike killed three fighters local media said. AFP 2018 JO NOBODY Rebels Shell Northern Town of Velmar, "
        "Kill Nine - Army The army said it was not involved in the strike."
    )
    assert words_of(found, "related") == ["AFP 2018 JO NOBODY Rebels Shell Northern Town of Velmar, Kill Nine - Army"]
    assert words_of(found, "body")[-1] == "The army said it was not involved in the strike."


def test_an_agency_s_subheads_are_cut_out(segment: Segments) -> None:
    found = segment(
        "Shelling killed 43 people. - Shelling goes on - Meanwhile rebels killed two. "
        "NOBODY WILL LEAVE The mayor stayed."
    )
    assert words_of(found, "subhead") == ["- Shelling goes on -", "NOBODY WILL LEAVE"]


def test_wrapped_lines_are_one_paragraph(segment: Segments) -> None:
    found = segment(
        "Blast in Marot kills nine\n\nBEIRUT (AP) — A suicide bomber blew up a vehicle\nnear a checkpoint in the "
        "northern town of Marot\non Saturday, killing nine people and wounding\ntwenty, the police said.\n\n"
        "The blast was the third this month. Police said\nthat four of the dead were soldiers.\n"
    )
    assert len(words_of(found, "body")) == 2
    assert words_of(found, "body")[0].endswith("killing nine people and wounding twenty, the police said.")


PARTS = st.sampled_from(
    [
        "Nine people were killed in Velmar.", "BEIRUT (AFP) - ", "Thu Feb 5 2015", "(Reuters Photo)", "Related ",
        "Read also: ", "© 2018 Example.", "Tags a b", "\n", "\r\n", "\n\n", " ", "AFP 2018 Jo Nobody",
        "Get short URL 12", "https://t.co/abc",
        "pic.twitter.com/x Name (handle) July 27 2016", "By Ann Other", "-AFP",
        "Twelve Dead in Blast", "[Reuters]", "... 43", "\u2028", "\t", "“", "ß", "İ", "\U0001f4a5",
    ]
)  # fmt: skip


@given(st.lists(PARTS | st.text(max_size=12), max_size=24).map("".join), st.none() | st.just("Twelve Dead in Blast"))
def test_segments_are_in_order_apart_within_the_text_and_never_blank(text: str, title: str | None) -> None:
    layout = find_segments(text, Known(title=title))
    last = 0
    for each in layout.segments:
        assert last <= each.start < each.end <= len(text)
        assert text[each.start : each.end].strip() == text[each.start : each.end]
        last = each.end
    covered = {place for each in layout.segments for place in range(each.start, each.end)}
    assert not any(text[place].isalnum() for place in range(len(text)) if place not in covered)


@given(st.lists(st.sampled_from(["Nine people were killed in the town of Velmar on Friday. "]), min_size=1, max_size=9))
def test_plain_sentences_are_all_body(sentences: list[str]) -> None:
    assert {each.kind for each in find_segments("".join(sentences), Known()).segments} == {"body"}


def test_loose_points_at_the_very_start_do_not_stop_the_reading_of_the_head(segment: Segments) -> None:
    found = segment("... 43Thu Feb 5 2015 Two people died in Karsa, police said.")
    assert found[-1:] == [("body", "Two people died in Karsa, police said.")]
