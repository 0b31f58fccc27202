"""Lists of places that others publish. Every place here is invented."""

import zipfile
from pathlib import Path

import pytest

from bearwitness.base.errors import BrokenInput, EmptyInput, MissingInput
from bearwitness.base.records import Failure
from bearwitness.extract.placing import user_places
from bearwitness.extract.placing.place_tables import read_place_table
from bearwitness.extract.placing.user_places import PlaceRow, list_user_files, read_user_file, store_user_places


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def geonames(number: int, name: str, code: str, lat: str = "35.5", population: str = "0") -> str:
    cells = [
        str(number),
        name,
        name,
        f"{name}abad",
        lat,
        "38.5",
        code[0],
        code[1:],
        "SY",
        "",
        "04",
        "",
        "",
        "",
        population,
    ]
    return "\t".join([*cells, "", "300", "Asia/Damascus", "2020-01-01"])


def test_a_geonames_dump(tmp_path: Path) -> None:
    lines = [
        geonames(9000001, "Nourat", "PPPL"),
        geonames(9000002, "Nour", "PPPLA", population="250000"),
        geonames(9000003, "Nour Hospital", "SHSP"),
        geonames(9000004, "Nourland", "APCLI"),
        geonames(9000005, "Nowhere", "PPPL", lat="95"),
    ]
    packed = tmp_path / "SY.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "about" * 1000)
        archive.writestr("SY.txt", "\n".join(lines))
    for path in (write(tmp_path / "SY.txt", "\n".join(lines)), packed):
        *places, bad = read_place_table(path)
        assert [(p.id, p.kind, p.country) for p in places if isinstance(p, PlaceRow)] == [
            ("geonames:9000001", "village", "SY"),
            ("geonames:9000002", "city", "SY"),
            ("geonames:9000003", "hospital", "SY"),
        ]
        assert isinstance(bad, Failure) and bad.origin.endswith(":5") and "95" in bad.reason


def test_an_ocha_table_takes_the_finest_level(tmp_path: Path) -> None:
    path = write(
        tmp_path / "pcodes.csv",
        "ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,center_lat,center_lon\n"
        "Nouria,YE11,Nour,نور,YE1101,15.5,44.2\n"
        "Nouria,YE11,,,,15.6,44.3\n",
    )
    district, province = (row for row in read_place_table(path) if isinstance(row, PlaceRow))
    assert (district.name, district.kind, district.inside, district.id) == (
        "Nour",
        "district",
        "Nouria",
        "pcode:YE1101",
    )
    assert (district.variants, district.country) == (("نور",), "YE")
    assert (province.name, province.kind) == ("Nouria", "province")


def test_any_table_with_name_lat_lon_and_its_bad_rows(tmp_path: Path) -> None:
    path = write(
        tmp_path / "own.csv",
        "Name;Lat;Lon;Country;Kind;km;variants\n"
        "Nour checkpoint;35.1;38.1;sy;crossing;0.5;Hajiz Nour|Nour CP\n"
        ";35.1;38.1;SY;;;\n"
        "Far;north;38.1;SY;;;\n"
        "Odd;35;38;Syria;;;\n"
        "Castle;35;38;SY;palace;;\n",
    )
    good, *bad = read_place_table(path)
    assert isinstance(good, PlaceRow)
    assert (good.kind, good.radius_m, good.country, good.trusted) == ("crossing", 500, "SY", True)
    assert good.variants == ("Hajiz Nour", "Nour CP")
    assert [b.origin.rpartition(":")[2] for b in bad if isinstance(b, Failure)] == ["3", "4", "5", "6"]
    assert all(word in b.reason for word, b in zip(("name", "north", "Syria", "palace"), bad, strict=True))  # type: ignore[union-attr]


def test_files_that_are_no_tables_say_so(tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        list(read_place_table(tmp_path / "none.csv"))
    with pytest.raises(EmptyInput):
        list(read_place_table(write(tmp_path / "empty.csv", " \n")))
    with pytest.raises(BrokenInput, match="lat, lon"):
        list(read_place_table(write(tmp_path / "names.csv", "name,colour\nNour,red\n")))
    with pytest.raises(BrokenInput, match="zip"):
        list(read_place_table(write(tmp_path / "broken.zip", "no zip")))


def test_added_places_are_kept_once_and_come_back_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(user_places.ENVIRONMENT, str(tmp_path / "places"))
    assert list_user_files() == []
    row = PlaceRow(
        id="user:1", name='Nour, "the" gate', kind="exact", lat=1.5, lon=-2.25, variants=("نور", "N"), trusted=True
    )
    path = store_user_places([row], "somewhere/my list.csv")
    assert store_user_places([row], "somewhere/my list.csv") == path
    assert list_user_files() == [path]
    assert list(read_user_file(path)) == [row]
