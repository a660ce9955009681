"""What a page shows, whoever parsed the file: characters, ruling lines, pictures.

Coordinates are points from the page's top left as a viewer shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import mode
from typing import NamedTuple

import msgspec

from workers.extract.radicals import ideographs

MIDDLE, _TOP, _BOTTOM = 0.36, 0.86, 0.14  # of the em, from the baseline: ideographs

_LEANING = 0.5  # points by which a line may lean
THIN = 3.0  # points: a filled rectangle up to this width is a line
_FIRST = 0x20  # below are control characters
_HYPHENS = {2, 0xFFFE}  # what PDFium makes of a hyphen at the end of a line
UNKNOWN = "\ufffd"
COVERED = 0.5  # share of a page that pictures cover on a scan

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


class Char(msgspec.Struct, frozen=True, gc=False):
    """One character on its baseline: from `x0` to `x1` along it, at height `y`.

    Turned text is told as if it were upright: `x` runs along the text, `y` grows towards its feet. `turned` says by how
    many degrees counter-clockwise it stands on the page: 0, 90, 180 or 270.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float  # em
    turned: int = 0

    @property
    def center(self) -> tuple[float, float]:
        """The middle of the character, on the page."""
        if not self.turned:
            return (self.x0 + self.x1) / 2, self.y - MIDDLE * self.size
        return upright_to_page((self.x0 + self.x1) / 2, self.y - MIDDLE * self.size, self.turned)

    @property
    def box(self) -> Box:
        """The character's place on the page."""
        first = upright_to_page(self.x0, self.y - _TOP * self.size, self.turned)
        second = upright_to_page(self.x1, self.y + _BOTTOM * self.size, self.turned)
        return _sorted(first, second)


class Rule(NamedTuple):
    """A horizontal (top == bottom) or vertical (x0 == x1) line."""

    x0: float
    top: float
    x1: float
    bottom: float


class Shown(NamedTuple):
    """A picture on a page: where it stands, and how many pixels it is wide."""

    box: Box
    pixels: int


@dataclass
class Page:
    """One page's content in no particular order. `pictured` is the share of its area that pictures cover.

    `area` is what all of it is cut to, where that is less than the page.
    """

    number: int
    width: float
    height: float
    chars: list[Char]
    rules: list[Rule]
    pictured: float = 0.0
    recognized: bool = False  # from its picture
    pictures: tuple[Shown, ...] = ()
    area: Box | None = None

    @cached_property
    def printed(self) -> str:
        """The characters without white space."""
        return "".join("".join([char.text for char in self.chars]).split())

    @cached_property
    def turned(self) -> int:
        """How most of the text is turned: some printers lay a landscape page on its side without saying so."""
        return mode([char.turned for char in self.chars]) if self.chars else 0

    def upright(self) -> "Page":
        """Return the page turned so that most of its text is upright."""
        turned = self.turned
        if not turned:
            return self
        sides = (self.height, self.width) if turned in {90, 270} else (self.width, self.height)
        chars = [self._turn(char, turned) for char in self.chars]
        rules = [
            Rule(*_sorted(self._there(x0, y0, turned), self._there(x1, y1, turned))) for x0, y0, x1, y1 in self.rules
        ]
        area = None
        if self.area:
            x0, top, x1, bottom = self.area
            area = _sorted(self._there(x0, top, turned), self._there(x1, bottom, turned))
        return Page(self.number, *sides, chars, rules, self.pictured, area=area)

    def back(self, box: Box) -> Box:
        """Return the place on this page of a box on its upright version."""
        if not self.turned:
            return box
        x, y = self._shift(self.turned)
        first = upright_to_page(box[0] - x, box[1] - y, self.turned)
        return _sorted(first, upright_to_page(box[2] - x, box[3] - y, self.turned))

    def picture(self, box: Box) -> int | None:  # noqa: ARG002 - pages of pictures know better
        """Return the number of the picture that a place on the upright page lies in; None where it is text."""
        return None

    def _shift(self, turned: int) -> tuple[float, float]:
        corners = [page_to_upright(x, y, turned) for x in (0, self.width) for y in (0, self.height)]
        return -min(x for x, _ in corners), -min(y for _, y in corners)

    def _there(self, x: float, y: float, turned: int) -> tuple[float, float]:
        shift = self._shift(turned)
        place = page_to_upright(x, y, turned)
        return place[0] + shift[0], place[1] + shift[1]

    def _turn(self, char: Char, turned: int) -> Char:
        left = (char.turned - turned) % 360
        begin = page_to_upright(*self._there(*upright_to_page(char.x0, char.y, char.turned), turned), left)
        end = page_to_upright(*self._there(*upright_to_page(char.x1, char.y, char.turned), turned), left)
        return Char(char.text, begin[0], end[0], begin[1], char.size, left)


def around(chars: Sequence[Char]) -> Box:
    """Return the box around some characters, of which there is one at least."""
    if any(char.turned for char in chars):
        x0, top, x1, bottom = zip(*(char.box for char in chars), strict=True)
        return min(x0), min(top), max(x1), max(bottom)
    return (
        min([char.x0 for char in chars]),
        min([char.y - _TOP * char.size for char in chars]),
        max([char.x1 for char in chars]),
        max([char.y + _BOTTOM * char.size for char in chars]),
    )


def _sorted(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def upright_to_page(x: float, y: float, turned: int) -> tuple[float, float]:
    """Return the place on the page of a point given along and across turned text."""
    if turned == 90:  # noqa: PLR2004 - degrees, as below
        return y, -x
    if turned == 180:  # noqa: PLR2004 - likewise
        return -x, -y
    if turned == 270:  # noqa: PLR2004 - likewise
        return -y, x
    return x, y


def page_to_upright(x: float, y: float, turned: int) -> tuple[float, float]:
    """Undo `upright_to_page`."""
    return upright_to_page(x, y, -turned % 360)


def straight(x0: float, y0: float, x1: float, y1: float) -> Rule | None:
    """Return the rule between two points on the page, None where it leans."""
    if abs(y0 - y1) <= _LEANING < abs(x0 - x1):
        middle = (y0 + y1) / 2
        return Rule(min(x0, x1), middle, max(x0, x1), middle)
    if abs(x0 - x1) <= _LEANING < abs(y0 - y1):
        middle = (x0 + x1) / 2
        return Rule(middle, min(y0, y1), middle, max(y0, y1))
    return None


def thin(box: Box) -> Rule | None:
    """Return the rule that a rectangle looks like, None where it is too wide for one."""
    x0, top, x1, bottom = box
    width, height = x1 - x0, bottom - top
    if min(width, height) > THIN or max(width, height) <= THIN:
        return None
    if width > height:
        return Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2)
    return Rule((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)


def character(code: int) -> str:
    """Return the character of a code as text has it: radicals as ideographs, what no font can tell as U+FFFD."""
    if code in _HYPHENS:
        return "-"
    if code < _FIRST or 0xD800 <= code <= 0xF8FF or code > 0x10FFFF:  # noqa: PLR2004 - surrogates and private use
        return UNKNOWN
    shown = chr(code)
    if 0x2E80 <= code <= 0x2FDF:  # noqa: PLR2004 - the blocks of radicals
        return ideographs(shown)
    return shown
