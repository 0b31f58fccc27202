import io

import pytest
from PIL import Image

from bearwitness.collect.pictures import clean_picture

HIDDEN = (b"Pinhole", b"SN-4471", b"2019:06:04", b"a secret comment")


def make_picture(form: str, *, progressive: bool = False) -> bytes:
    """A small picture that tells when, where and with what it was taken."""
    image = Image.radial_gradient("L").convert("RGB").resize((64, 48))
    exif = Image.Exif()
    exif[271], exif[272], exif[306] = "Pinhole", "SN-4471", "2019:06:04 15:30:00"
    exif.get_ifd(0x8769)[36867] = "2019:06:04 15:29:58"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "S", (1.0, 30.0, 0.0), "E", (2.0, 15.0, 36.0)
    out = io.BytesIO()
    more = {"comment": b"a secret comment", "progressive": progressive} if form == "JPEG" else {}
    image.save(out, form, exif=exif, **more)
    return out.getvalue() + b"trailing SN-4471"


@pytest.mark.parametrize(("form", "progressive"), [("JPEG", False), ("JPEG", True), ("PNG", False)])
def test_what_a_picture_tells_is_read_and_taken_out_and_no_pixel_changes(form: str, progressive: bool) -> None:
    content = make_picture(form, progressive=progressive)
    picture = clean_picture(content)
    told = dict(picture.told)
    assert (told["taken"], told["make"], told["model"]) == ("2019:06:04 15:29:58", "Pinhole", "SN-4471")
    assert (told["lat"], told["lon"]) == ("-1.500000", "2.260000")
    assert picture.clean is not None
    assert not [word for word in HIDDEN if word in picture.clean]
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(picture.clean)) as after:
        assert before.tobytes() == after.tobytes()
        assert not after.getexif()
    assert clean_picture(picture.clean).clean == picture.clean


def test_what_nobody_can_clean_has_no_clean_form() -> None:
    for content in (b"%PDF-1.4 ...", b"\xff\xd8\xff\xe1broken", b"\x89PNG\r\n\x1a\nbroken", b"", b"GIF89a"):
        assert clean_picture(content).clean is None
