import io

import numpy as np
import pytest
from PIL import Image

from shared.document import Picture, Where
from shared.errors import Unreadable
from workers.gateway.raster import frame, inside, size_inside, sizes


def file(*shades: int, size: tuple[int, int] = (200, 100), format_: str = "TIFF", dpi: int | None = None) -> bytes:
    told = io.BytesIO()
    first, *others = (Image.fromarray(np.full(size[::-1], shade, np.uint8)) for shade in shades)
    more = {"dpi": (dpi, dpi)} if dpi else {}
    first.save(told, format_, **({"save_all": True, "append_images": others} if others else {}), **more)
    return told.getvalue()


def test_a_frame_is_as_large_as_its_file_says_or_as_wide_as_a_sheet() -> None:
    assert sizes(file(0, 255, dpi=100)) == [(144.0, 72.0), (144.0, 72.0)]
    assert sizes(file(0, format_="PNG")) == [(595.0, 297.5)]


def test_frames_are_counted_from_one() -> None:
    told = file(0, 255)
    shades = [Image.open(io.BytesIO(frame(told, number))).getpixel((5, 5)) for number in (1, 2)]
    assert shades == [(0, 0, 0), (255, 255, 255)]
    for number in (0, 3):
        with pytest.raises(IndexError):
            frame(told, number)


def test_of_a_picture_inside_a_document_what_is_cropped_is_not_shown() -> None:
    picture = Picture(Where(picture=1), file(9, size=(400, 200), format_="PNG"), 300.0, (0.0, 0.5, 0.25, 0.0))
    assert size_inside(picture) == (300.0, 100.0)
    assert Image.open(io.BytesIO(inside(picture))).size == (300, 100)


def test_a_huge_picture_is_drawn_smaller() -> None:
    told = file(9, size=(6_000, 4_000), format_="PNG")
    width, height = Image.open(io.BytesIO(frame(told, 1))).size
    assert width * height <= 6_000_000


def test_what_is_no_picture_is_broken() -> None:
    with pytest.raises(Unreadable):
        sizes(b"\x89PNG nothing")
