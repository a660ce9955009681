"""The pictures of a web page that are large enough to show a table: those inside of it, and those that came with it."""

import binascii
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote_to_bytes

from shared.document import Picture, Where
from workers.extract.pictures import ELSEWHERE, pictured, size

Element = Any  # lxml ships no types
Files = Callable[[str], bytes | None]  # what an address leads to, where that came with the page

_SCREEN = 0.75  # points a pixel
_WIDEST = 560.0  # points of a page's content
_INSIDE = re.compile(r"data:,(\d{1,6})")  # as `read_html` leaves them
_PIXELS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?\s*(?:px)?\s*(?:;|$|!)")
_STYLE = re.compile(r"(?:^|;)\s*(width|height)\s*:([^;]*)", re.IGNORECASE)
_LEAST = 200, 60  # pixels across and down of what is elsewhere and may be a table
_DECORATION = re.compile(r"qr|code|logo|icon|banner|beian|jiucuo|share|wx|weixin|arrow|blank|btn", re.IGNORECASE)


def no_files(_: str) -> bytes | None:
    """Nothing came with the page."""
    return None


class Pictures:
    """What the `img` elements of a page show. `embedded` are the data URIs of the page: their type and content."""

    def __init__(self, embedded: Sequence[re.Match[bytes]], files: Files) -> None:
        self._embedded = embedded
        self._files = files

    def of(self, element: Element) -> Picture | None:
        """Return the picture of an `img`, None for one that is too small for a table."""
        address = (element.get("src") or "").strip()
        width, height = (_told(element, side) for side in ("width", "height"))
        data = self._data(address)
        if data is None:
            if not address or (width and width < _LEAST[0]) or (height and height < _LEAST[1]):
                return None
            if address.startswith("data:") or _DECORATION.search(address.rpartition("/")[2]):
                return None
            return Picture(Where(), b"", _SCREEN * (width or 0), unread=ELSEWHERE)
        pixels = size(data)
        points = min(_WIDEST, _SCREEN * (width or (pixels[0] if pixels else 0)))
        return pictured(data, points)

    def _data(self, address: str) -> bytes | None:
        inside = _INSIDE.fullmatch(address)
        if not inside:
            return self._files(address)
        kind, content = self._embedded[int(inside[1])].groups() if int(inside[1]) < len(self._embedded) else (b"", b"")
        content = unquote_to_bytes(content)
        try:
            return binascii.a2b_base64(content) if b"base64" in kind.lower() else content
        except binascii.Error:
            return b""


def _told(element: Element, side: str) -> int | None:
    """Return how many pixels a side has as the page says."""
    style = {name.lower(): value for name, value in _STYLE.findall(element.get("style") or "")}
    found = _PIXELS.match(style.get(side) or element.get(side) or "")
    return int(found[1]) if found else None
