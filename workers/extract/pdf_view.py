"""How a viewer shows a page: cropped, turned, and counted from the top left."""

from typing import Any

from workers.extract.pdf_page import Box


class View:
    """From a PDF's own coordinates to those of a viewer."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - pypdfium2 ships no types
        left, bottom, right, top = page.get_bbox()
        self.rotation = page.get_rotation() % 360  # clockwise
        self.left, self._bottom, self._right, self.top = left, bottom, right, top
        width, height = float(right - left), float(top - bottom)
        self.width, self.height = (height, width) if self.rotation in {90, 270} else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point's place in the view."""
        if not self.rotation:
            return x - self.left, self.top - y
        if self.rotation == 90:  # noqa: PLR2004 - degrees clockwise, as below; the last are 270
            return y - self._bottom, x - self.left
        if self.rotation == 180:  # noqa: PLR2004 - likewise
            return self._right - x, y - self._bottom
        return self.top - y, self._right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the place of a box, given by any two opposite corners."""
        (left, top), (right, bottom) = self.point(x0, y0), self.point(x1, y1)
        return min(left, right), min(top, bottom), max(left, right), max(top, bottom)
