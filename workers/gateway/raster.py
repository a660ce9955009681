"""Pictures of what is one itself: the frames of a picture file, and pictures inside of a document.

Sizes are in points, as the boxes of a record are. The file is hostile: this runs in a limited child.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from shared.document import Picture
from shared.errors import Unreadable
from shared.raster import FORMATS, PIXELS, width

_SHOWN = 6_000_000  # pixels of one picture; a larger one is drawn smaller


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Return width and height of every frame; Unreadable("broken")."""
    with _opened(data) as file:
        return [_size(ImageOps.exif_transpose(each), each.info) for each in ImageSequence.Iterator(file)]


def frame(data: bytes, number: int) -> bytes:
    """Return frame `number`, counted from 1, as PNG; IndexError where the file has no such frame."""
    with _opened(data) as file:
        for count, each in enumerate(ImageSequence.Iterator(file), 1):
            if count == number:
                return _png(ImageOps.exif_transpose(each))
    raise IndexError(number)


def size_inside(picture: Picture) -> tuple[float, float]:
    """Return width and height of a picture inside of a document; Unreadable("broken")."""
    with _opened(picture.data) as file:
        shown = _visible(file, picture)
        return picture.width, picture.width * shown.height / shown.width


def inside(picture: Picture) -> bytes:
    """Return a picture inside of a document as PNG, as far as it is shown there."""
    with _opened(picture.data) as file:
        return _png(_visible(file, picture))


def _size(upright: Any, told: Any) -> tuple[float, float]:  # noqa: ANN401 - Pillow's, as below
    across = width(upright, told)
    return across, across * upright.height / upright.width


def _visible(file: Any, picture: Picture) -> Any:  # noqa: ANN401 - a picture of Pillow's
    left, top, right, bottom = picture.crop
    box = left * file.width, top * file.height, (1 - right) * file.width, (1 - bottom) * file.height
    return ImageOps.exif_transpose(file.crop(tuple(map(round, box))) if any(picture.crop) else file)


def _png(picture: Any) -> bytes:  # noqa: ANN401 - as above
    shown = picture.convert("RGBA" if "A" in picture.mode or "transparency" in picture.info else "RGB")
    if shown.mode == "RGBA":
        shown = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
    ratio = (_SHOWN / (shown.width * shown.height)) ** 0.5
    if ratio < 1:
        shown = shown.resize((max(1, int(shown.width * ratio)), max(1, int(shown.height * ratio))))
    told = io.BytesIO()
    shown.save(told, "PNG")
    return told.getvalue()


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as file:
            if file.width * file.height <= PIXELS:
                yield file
                return
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable("broken", what="picture", detail=type(error).__name__) from error
    raise Unreadable("broken", what="picture", detail=f"more than {PIXELS} pixels")
