"""Pictures of tables on PDF pages that have text of their own: recognized where the text lacks a table of the form.

What stands in their ruled cells becomes part of the page; nothing of its text is touched.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium

from shared.document import Picture, Where
from shared.limits import Limits
from workers.extract.ocr_model import is_there
from workers.extract.pdf_page import Box, Char, Page, Rule, Shown
from workers.extract.pdf_tables import frames
from workers.extract.pictures import LEAST, NO_RECOGNIZER, TOO_MANY, is_formal, lacks_table, legible_width, most
from workers.extract.scan import DPI, part_of

if TYPE_CHECKING:
    from workers.extract.ocr import Recognized

_TOUCHING = 2.0  # points between the strips that printers cut a picture into
_STRIPS = 200  # pictures of one page that are looked at
_TABLES = 12  # of the large ones, as far as one page may have
_OVER = 3  # rules, or characters, of the page inside a picture that is nothing but a ground


@dataclass(frozen=True)
class Part:
    """A picture that was read: its number in the document, its place, and what it shows, counted from its corner.

    `zoom` says by how much larger it was read than it is shown.
    """

    number: int
    box: Box
    page: "Recognized"
    zoom: float

    def there(self, box: Box) -> Box:
        """Return the place on the page of one in the picture."""
        x, y = self.box[:2]
        return box[0] / self.zoom + x, box[1] / self.zoom + y, box[2] / self.zoom + x, box[3] / self.zoom + y

    def here(self, box: Box) -> Box:
        """Undo `there`."""
        x, y = self.box[:2]
        return tuple((side - at) * self.zoom for side, at in zip(box, (x, y, x, y), strict=True))  # type: ignore[return-value] # four


@dataclass
class Illustrated(Page):
    """A page with what its pictures show. `unread`: their numbers and places, with the reason."""

    parts: list[Part] = field(default_factory=list)
    unread: list[tuple[int, Box, str]] = field(default_factory=list)

    def picture(self, box: Box) -> int | None:
        """Return the number of the picture in which a place lies."""
        part = self._part(box)
        return part.number if part else None

    def back(self, box: Box) -> Box:
        """Return the place on the page as it is shown of a place in a picture that was levelled."""
        part = self._part(box)
        if part is None:
            return box
        return part.there(part.page.back(part.here(box)))

    @property
    def shown(self) -> Iterator[Picture]:
        """The pictures, read and unread."""
        told: list[tuple[int, Box, str | None]] = [(part.number, part.box, None) for part in self.parts]
        for number, box, why in sorted([*told, *self.unread], key=lambda each: each[0]):
            yield Picture(Where(page=self.number, picture=number, bbox=_rounded(box)), b"", box[2] - box[0], unread=why)

    def _part(self, box: Box) -> Part | None:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return next((each for each in self.parts if _is_in(x, y, each.box)), None)


def illustrated(pages: Iterable[Page], data: bytes, limits: Limits, dpi: int = DPI) -> Iterator[Page]:
    """Yield the pages of a PDF file; those with pictures of tables that no page tells of as `Illustrated`."""
    told: list[Page] = list(pages)
    wanted = {page.number: boxes for page in told if (boxes := pictures(page))}
    if not wanted or not lacks_table("".join(page.printed for page in told)):
        yield from told
        return
    count = 0
    with pdfium.PdfDocument(data) as document:
        for page in told:
            shown = Illustrated(**{name: getattr(page, name) for name in Page.__dataclass_fields__})
            for box, pixels in wanted.get(page.number, ()):
                count += 1
                why = NO_RECOGNIZER if not is_there() else TOO_MANY if count > most(limits) else None
                if why:
                    shown.unread.append((count, box, why))
                elif part := _read(document, page.number, count, Shown(box, pixels), dpi):
                    shown.parts.append(part)
            yield _joined(shown) if shown.parts or shown.unread else page


def pictures(page: Page) -> list[Shown]:
    """Return where pictures stand on a page of text that are large enough for a table and have no text over them."""
    if page.recognized or page.turned:
        return []
    inside = [
        Shown((max(x0, 0), max(top, 0), min(x1, page.width), min(bottom, page.height)), pixels)
        for (x0, top, x1, bottom), pixels in page.pictures[:_STRIPS]
    ]
    found = [each for each in _merged(inside) if _is_large(each.box)]
    return [each for each in found[:_TABLES] if not _is_ground(each.box, page)]


def _is_large(box: Box) -> bool:
    return box[2] - box[0] >= LEAST[0] and box[3] - box[1] >= LEAST[1]


def _is_ground(box: Box, page: Page) -> bool:
    over = sum(_is_in(*char.center, box) for char in page.chars if char.text.strip())
    ruled = sum(_is_in((x0 + x1) / 2, (top + bottom) / 2, box) for x0, top, x1, bottom in page.rules)
    return over > _OVER or ruled > _OVER


def _merged(some: Sequence[Shown]) -> list[Shown]:
    """Join strips of one picture: as wide as each other, one below the other."""
    found: list[Shown] = []
    for each in sorted(some, key=lambda each: (each.box[1], each.box[0])):
        above = next((n for n, other in enumerate(found) if _goes_on(other.box, each.box)), None)
        if above is None:
            found.append(each)
        else:
            (x0, top, x1, bottom), other = found[above].box, each.box
            box = min(x0, other[0]), top, max(x1, other[2]), max(bottom, other[3])
            found[above] = Shown(box, max(found[above].pixels, each.pixels))
    return found


def _goes_on(above: Box, below: Box) -> bool:
    is_as_wide = abs(above[0] - below[0]) <= _TOUCHING and abs(above[2] - below[2]) <= _TOUCHING
    return is_as_wide and -_TOUCHING <= below[1] - above[3] <= _TOUCHING


def _read(document: Any, page: int, number: int, shown: Shown, dpi: int) -> Part | None:  # noqa: ANN401 - pypdfium2 ships no types
    """Return a picture's part of a page, None where it shows no table of the form."""
    width = shown.box[2] - shown.box[0]
    zoom = legible_width(width, shown.pixels) / width
    found = part_of(document, page - 1, shown, width * zoom, dpi)
    if found.quarters % 2 or not is_formal(found.printed):
        return None
    return Part(number, shown.box, found, zoom)


def _joined(page: Illustrated) -> Illustrated:
    """Return a page with the characters and lines of its pictures' tables at their places."""
    chars: list[Char] = list(page.chars)
    rules: list[Rule] = list(page.rules)
    for part in page.parts:
        (x, y), zoom = part.box[:2], part.zoom
        grids = frames(part.page.rules, page.number)
        inside = (char for char in part.page.chars if any(grid.find(*char.center) for grid in grids))
        chars += (
            Char(each.text, each.x0 / zoom + x, each.x1 / zoom + x, each.y / zoom + y, each.size / zoom)
            for each in inside
        )
        rules += (Rule(*part.there(rule)) for rule in part.page.rules)
    return replace(page, chars=chars, rules=rules)


def _is_in(x: float, y: float, box: Box) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = (round(side, 1) for side in box)
    return x0, top, x1, bottom
