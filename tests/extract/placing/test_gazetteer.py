"""The compiled gazetteer: what it knows, what the supplement adds, and that compiling is safe."""

import sqlite3
from pathlib import Path

import pytest

from bearwitness.extract.placing.folding import fold_name
from bearwitness.extract.placing.gazetteer import (
    ENVIRONMENT,
    PRECISIONS,
    Entry,
    Gazetteer,
    find_entries,
    locate_gazetteer,
    open_gazetteer,
)
from bearwitness.extract.placing.gazetteer_build import (
    RADII_M,
    build_gazetteer,
    distance_m,
    read_supplement,
    version_inputs,
)


def first(name: str, country: str) -> Entry:
    found = [e for e in find_entries(name) if e.country == country and e.kind != "province"]
    return max(found, key=lambda e: (e.curated, e.population))


@pytest.mark.parametrize(
    ("spellings", "country", "lat", "lon"),
    [
        (["Idlib", "Idleb", "إدلب"], "SY", 35.93, 36.63),
        (["Deir ez-Zor", "Deir Ezzor", "Dayr az Zawr", "Deir al-Zour"], "SY", 35.34, 40.14),
        (["Raqqa", "Ar-Raqqah", "Rakka", "الرقة"], "SY", 35.95, 39.01),
        (["Homs", "Hims"], "SY", 34.73, 36.72),
        (["Daraa", "Deraa"], "SY", 32.62, 36.10),
        (["al-Bab", "Al Bāb"], "SY", 36.37, 37.52),
        (["Kharkiv", "Kharkov", "Харків"], "UA", 49.98, 36.25),
        (["Kyiv", "Kiev", "Київ"], "UA", 50.45, 30.52),
        (["El Fasher", "Al-Fashir"], "SD", 13.63, 25.35),
        (["Khan Younis", "Khan Yunis"], "PS", 31.34, 34.30),
    ],
)
def test_spellings_lead_to_one_place(spellings: list[str], country: str, lat: float, lon: float) -> None:
    for name in spellings:
        entry = first(name, country)
        assert entry.lat is not None and entry.lon is not None
        assert distance_m((entry.lat, entry.lon), (lat, lon)) < 8_000, name


def test_neighbourhood_lies_in_its_city_and_country() -> None:
    entry = first("Salaheddin", "SY")
    assert (entry.precision, entry.parents) == ("neighbourhood", ("Aleppo", "Syria"))


def test_unknown_name_has_no_places() -> None:
    assert find_entries("Qwertzuiopia") == ()


def test_sounds_find_an_unlisted_spelling_in_one_country_only() -> None:
    gazetteer = open_gazetteer()
    key = fold_name("Jisr Shughoor")
    assert gazetteer.find_names([key])[key] == ()
    assert gazetteer.find_sounds(key, "SY")[0].name == "Jisr al-Shughur"
    assert gazetteer.find_sounds(key, "UA") == ()


def test_supplement_rows_are_sound() -> None:
    rows = list(read_supplement())
    assert len(rows) > 600
    assert {row["kind"] for row in rows} <= set(RADII_M) == set(PRECISIONS)
    assert len({(r["country"], r["name"], r["kind"], r["in"]) for r in rows}) == len(rows)
    for row in rows:
        assert bool(row["lat"]) == bool(row["lon"]), row
        if row["lat"]:
            assert -90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180


def test_every_neighbourhood_is_near_what_it_lies_in() -> None:
    far = []
    for row in read_supplement():
        if row["kind"] not in ("neighbourhood", "road", "hospital") or not row["in"]:
            continue
        homes = [
            e
            for e in find_entries(row["in"])
            if e.country == row["country"] and e.lat is not None and e.lon is not None
        ]
        spot = (float(row["lat"]), float(row["lon"]))
        if not any(distance_m((e.lat or 0, e.lon or 0), spot) < max(25_000, e.radius_m) for e in homes):
            far.append((row["name"], row["in"]))
    assert far == []


def test_environment_chooses_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "own.sqlite"))
    assert locate_gazetteer() == tmp_path / "own.sqlite"
    monkeypatch.delenv(ENVIRONMENT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert locate_gazetteer() == tmp_path / "bearwitness" / f"gazetteer-{version_inputs()}.sqlite"


@pytest.mark.slow
def test_building_replaces_in_one_step_and_places_every_row(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "gazetteer.sqlite"
    said: list[str] = []
    assert build_gazetteer(path, said.append) == []
    assert said and [p.name for p in path.parent.iterdir()] == [path.name]
    gazetteer = Gazetteer(path)
    assert gazetteer.name_country("SY") == "Syria"
    with pytest.raises(sqlite3.OperationalError):
        sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True).execute("DELETE FROM place")


def test_a_supplement_spelling_is_a_usual_name_of_the_city_too() -> None:
    assert all(e.main for e in find_entries("Hasakeh") if e.country == "SY")
