"""A second recognition of single cells of a scan, or of a picture in a document, drawn anew at another resolution.

Lean, ruling lines, cells and characters are all found anew. What both read alike is confirmed; everything else is not.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from shared.document import Picture
from shared.errors import Stop
from shared.limits import Limits
from shared.report import Difference, SecondReading, Value
from workers.extract.pdf_page import Box, Page
from workers.extract.pdf_pdfium import pages
from workers.extract.pdf_pictures import illustrated
from workers.extract.pdf_tables import frames
from workers.extract.scan import DPI, legible, shown
from workers.extract.scan import frames as pictures

Place = tuple[int | None, int | None]  # number of a page, or of a picture

_OTHER = round(DPI * 1.3)  # at which strokes fall on other pixels


def recognize_again(
    data: bytes, cells: Mapping[str, Value], limits: Limits, pictures: Sequence[Picture] = ()
) -> SecondReading:
    """Recognize cells that were recognized before, given by key, once more. `pictures` are those of a document."""
    told: dict[str, Difference | None] = {}
    told |= {key: Difference(value.raw, None, "unreadable") for key, value in cells.items()}
    for place, page in _drawn(data, cells, limits, pictures):
        grid = list(_grid(page))
        for key, value in cells.items():
            if _place(value) == place and value.where.bbox:
                told[key] = _difference(value, value.where.bbox, grid)
    confirmed = tuple(key for key in cells if told[key] is None)
    return SecondReading(confirmed, {key: each for key in cells if (each := told[key]) is not None})


def _place(value: Value) -> Place:
    """Return the page that a cell stands on, or else the picture."""
    return value.where.page, None if value.where.page else value.where.picture


def _drawn(
    data: bytes, cells: Mapping[str, Value], limits: Limits, pictures: Sequence[Picture]
) -> Iterator[tuple[Place, Page]]:
    """Yield the pages and pictures that cells stand on; what cannot be read a second time is not confirmed."""
    wanted = {_place(value) for value in cells.values()}
    numbers = {page for page, _ in wanted if page}
    with suppress(Stop):
        for page in _pages(data, limits, numbers) if numbers else ():
            yield (page.number, None), page
    for each in pictures:
        if (None, each.where.picture) in wanted and not each.unread:
            with suppress(Stop):
                yield (None, each.where.picture), shown(each, _OTHER, ruled=True)


def _pages(data: bytes, limits: Limits, wanted: set[int]) -> Iterator[Page]:
    if data.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        some = (page for page in pages(data, limits) if page.number in wanted)
        yield from illustrated(legible(some, data, limits, _OTHER), data, limits, _OTHER)
    else:
        yield from (page for page in pictures(data, limits, _OTHER) if page.number in wanted)


def _grid(page: Page) -> Iterator[tuple[Box, str]]:
    """Yield the cells of a page, at their places on it, with their text."""
    chars = list(page.chars)
    for frame in frames(page.rules, page.number):
        chars = frame.take(chars)
        for slot in frame.slots:
            yield page.back(slot.box), "".join(char.text for char in sorted(slot.chars, key=lambda char: char.x0))


def _difference(value: Value, own: Box, grid: list[tuple[Box, str]]) -> Difference | None:
    from workers.extract.ocr_number import solid  # noqa: PLC0415 - needs the extra

    x, y = (own[0] + own[2]) / 2, (own[1] + own[3]) / 2
    around = [(box, text) for box, text in grid if box[0] <= x <= box[2] and box[1] <= y <= box[3]]
    if not around:
        return Difference(value.raw, None, "unreadable")
    _, text = min(around, key=lambda entry: (entry[0][2] - entry[0][0]) * (entry[0][3] - entry[0][1]))
    return None if solid(text) == solid(value.raw) else Difference(value.raw, text, "reads-differently")
