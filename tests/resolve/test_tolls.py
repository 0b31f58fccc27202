from datetime import timedelta

from bearwitness.base.origins import Origin
from bearwitness.resolve.tolls import Told, list_figures
from invented import DAY, make_claim, make_document

MONITOR = Origin(key="orw", name="Ostravia Rights Watch", named=True)
MINISTRY = Origin(key="min", name="Ministry of Health", named=True)


def told(days: int, killed: object, origin: Origin = MONITOR, **fields: object) -> Told:
    document = make_document(f"d{days}{killed}", published=DAY + timedelta(days=days))
    return Told(claim=make_claim(document, killed=killed, **fields), document=document, origin=origin)


def test_a_later_figure_of_one_origin_replaces_its_earlier_ones() -> None:
    figures = list_figures([told(1, 12), told(0, 5), told(2, 9)])
    assert [(figure.low, figure.current) for figure in figures] == [(5, False), (12, False), (9, True)]


def test_origins_never_replace_each_other() -> None:
    figures = list_figures([told(0, 5), told(1, 12, MINISTRY)])
    assert {(figure.origin, figure.low) for figure in figures if figure.current} == {
        ("Ostravia Rights Watch", 5),
        ("Ministry of Health", 12),
    }


def test_a_repeated_figure_stands_once_on_its_first_day() -> None:
    figures = list_figures([told(2, 5), told(0, 5), told(1, 5)])
    assert [(figure.low, figure.known, figure.current) for figure in figures] == [(5, DAY, True)]


def test_other_harm_or_people_are_other_series() -> None:
    figures = list_figures([told(0, 5), told(1, 7, harm="injured"), told(2, 2, who="children")])
    assert all(figure.current for figure in figures)


def test_denied_longer_and_unreal_figures_are_none() -> None:
    left_out = [told(0, 5, stance="denied"), told(0, 5, scope="cumulative"), told(0, 5, reality="hypothetical")]
    assert list_figures(left_out) == ()
