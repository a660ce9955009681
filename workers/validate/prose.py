"""The prose cut into sentences, in one width and without white space, each with its quote and place.

Lines may break inside a sentence; a line that ends without punctuation runs on, unless the next one opens an item.
Everything is linear in the text.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from shared.document import Where
from shared.report import Section
from workers.validate.leaves import Line, joined
from workers.validate.quantities import Quantity, quantities

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    0x2002: 0x20,
    0x2003: 0x20,
}
_ENDED = tuple("。!?;:")
_ITEM = re.compile(
    r"\s*(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.是]|\d{1,2}[、.](?!\d)|第[一二三四五六]|[①-⑳]|附)"
)
_WITHIN = re.compile("[。;]")  # a line with a whole sentence in it is no heading
_HEADING = 30  # characters of a line that opens an item and is taken for its heading
_TITLE = 60  # characters of a title
_LONGEST = 2_000  # characters of a sentence; hostile texts know no full stop
_QUOTE = 400  # characters of a quote


class Sentence(msgspec.Struct, frozen=True):
    """One sentence. `text` is half-width and without white space but between digits; `quote` is as written.

    `opens` says that the sentence begins a paragraph, so that nothing before it belongs to it.
    """

    section: str
    text: str
    quote: str
    where: Where
    opens: bool
    quantities: tuple[Quantity, ...]


def sentences(key: str, section: Section) -> Iterator[Sentence]:
    """Yield the sentences of a section, which is known by `key`."""
    for lines in _paragraphs(section):
        text = "".join(line for line, _, _ in lines)
        quote = "".join(raw for _, raw, _ in lines)
        starts = [0]
        for line, _, _ in lines:
            starts.append(starts[-1] + len(line))
        index = 0
        for begin, end in _spans(text):
            while starts[index + 1] <= begin:
                index += 1
            plain = _squeezed(text[begin:end])
            if plain:
                shown = quote[begin:end].strip()
                shown = shown if len(shown) <= _QUOTE else shown[:_QUOTE] + "…"
                yield Sentence(key, plain, shown, lines[index][2], begin == 0, tuple(quantities(plain)))


def plain(text: str) -> str:
    """Return a text in one width and without white space but between digits; masked data keeps its stars."""
    return _squeezed(text.translate(_WIDTH))


def _paragraphs(section: Section) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for each in joined(list(_lines(section))):
        if paragraph and _ends(paragraph[-1][0], each[0]):
            yield paragraph
            paragraph = []
        paragraph.append(each)
    if paragraph:
        yield paragraph


def _lines(section: Section) -> Iterator[Line]:
    for raw, where in zip_longest(section.text.split("\n"), section.places, fillvalue=section.where):
        if not isinstance(raw, str) or not isinstance(where, Where):
            break
        yield raw.translate(_WIDTH), raw, where


def _ends(line: str, following: str) -> bool:
    """Whether a paragraph ends between two lines."""
    line = line.rstrip()
    is_short = len(line) <= _HEADING and not line.endswith((",", "、")) and not _WITHIN.search(line, 0, len(line) - 1)
    is_heading = is_short and bool(_ITEM.match(line))
    is_title = len(line) <= _TITLE and line.endswith(("报告", "年报"))
    opens = bool(_ITEM.match(following)) or not following.strip()
    return not line or line.endswith(_ENDED) or is_heading or is_title or opens


_STOP = re.compile(r"[。!?]+[”’\"』」)]*")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for stop in _STOP.finditer(text):
        yield from _capped(begin, stop.end())
        begin = stop.end()
    yield from _capped(begin, len(text))


def _capped(begin: int, end: int) -> Iterator[tuple[int, int]]:
    for start in range(begin, end, _LONGEST):
        yield start, min(start + _LONGEST, end)


_BLANK = re.compile(r"\s+")


def _squeezed(text: str) -> str:
    return _BLANK.sub(_between_digits, text)


def _between_digits(blank: re.Match[str]) -> str:
    """Keep one space between digits: 12 34 are two numbers."""
    around = blank.string[max(0, blank.start() - 1) : blank.start()] + blank.string[blank.end() : blank.end() + 1]
    return " " if len(around) == 2 and around.isdigit() else ""  # noqa: PLR2004 - one character on each side
