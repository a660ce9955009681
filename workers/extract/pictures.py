"""Pictures inside of documents that have text: those that may show a table of the form which the text lacks are read.

Screenshots and scanned pages between text. Of a picture nothing is taken but tables of the form, unless it shows a page
of the report, with a heading of its own: then all of it. Where nothing is wanting no picture is looked at.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import structs
from PIL import Image

from shared.document import Block, Document, Paragraph, Picture, Table, Where
from shared.errors import Stop
from shared.form import forms
from shared.limits import Limits
from shared.raster import FORMATS
from workers.extract.html_region import HEADINGS
from workers.extract.ocr_model import is_there

if TYPE_CHECKING:
    from workers.extract.ocr import Recognized

ELSEWHERE, NO_RECOGNIZER, TOO_MANY, BROKEN = "elsewhere", "no-recognizer", "too-many", "broken"

LEAST = 150, 40  # points across and down, of a table of the form or a part of one
_SHARP = 0.8  # pixels a point, below which nobody reads a number
_DENSE, _WIDEST = 150 / 72, 842.0  # pixels a point that are enough, and points of a page that lies
_WHOLE = (0.0, 0.0, 0.0, 0.0)
_SECONDS = 6  # of the time limit, for each picture that is read
_WORDS = 4  # ideographs of a label that stands for nothing else
_TOLD = 0.6  # share of a table's labels that tell of it
_OWN = 100  # characters from which a document has text of its own
_HEADING = re.compile("[一二三四五六]、.{4,40}")
_HAN = re.compile("[\u4e00-\u9fff]+")

Item = Block | Picture


def size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a picture in pixels, as its file says; None for what is none."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def pictured(data: bytes, shown: float, crop: tuple[float, float, float, float] = _WHOLE) -> Picture | None:
    """Return a picture that is shown so wide (points); None for seals, icons and codes, which hold no table.

    A wide table that is shown small is told as wide as its pixels make it, where its digits have their usual size.
    """
    pixels = size(data)
    if pixels is None or shown < LEAST[0] or shown * pixels[1] < LEAST[1] * pixels[0] or pixels[0] < _SHARP * shown:
        return None
    return Picture(Where(), data, legible_width(shown, pixels[0]), crop)


def legible_width(shown: float, pixels: int) -> float:
    """Return how wide a picture is taken to be, in points: as it is shown, or so that its digits have a usual size."""
    return max(shown, min(_WIDEST, pixels / _DENSE))


def illustrated(items: Sequence[Item], limits: Limits) -> Document:
    """Return the document that some blocks make, and the pictures that stand between them."""
    blocks = [item for item in items if not isinstance(item, Picture)]
    pictures = [item for item in items if isinstance(item, Picture)]
    if not pictures or not lacks_table(_text(blocks)):
        return Document(tuple(blocks))
    told = _readable(pictures, limits)
    found: list[Block] = []
    kept: list[Picture] = []
    tables = max((block.where.table or 0 for block in blocks), default=0)
    for is_picture, group in groupby(items, key=lambda item: isinstance(item, Picture)):
        if not is_picture:
            found += [item for item in group if not isinstance(item, Picture)]
            continue
        some = [told[item.where.picture or 0] for item in group if isinstance(item, Picture)]
        read, own = recognized(some, limits, whole=len(_text(blocks)) < _OWN)
        kept += read
        for block in selected(own, blocks):
            tables += isinstance(block, Table)
            found.append(_placed(block, tables))
    return Document(tuple(found), pictures=tuple(kept))


def lacks_table(text: str) -> bool:
    """Whether a text tells of no form whole: some table of it must stand elsewhere."""
    return not any(all(_tells(text, labels) for labels in tables) for tables in _labels())


def recognized(some: Sequence[Picture], limits: Limits, *, whole: bool) -> tuple[list[Picture], list[Block]]:
    """Return those of some pictures in a row that show something or could not be read, and what they show, as pages.

    `whole`: all that they show, not only what is ruled as a table.
    """
    from workers.extract.pdf import document  # noqa: PLC0415 - which reads pages that are pictures itself
    from workers.extract.scan import shown  # noqa: PLC0415 - as above

    kept: list[Picture] = []
    pages: list[Recognized] = []
    for picture in some:
        if picture.unread:
            kept.append(picture)
            continue
        try:
            page = shown(picture, ruled=not whole)
        except Stop:
            kept.append(structs.replace(picture, unread=BROKEN))
            continue
        if page.chars:
            kept.append(picture)
            pages.append(page)
    if not pages:
        return kept, []
    blocks = document(pages, limits).blocks
    if not whole:
        formal = {block.where.page for block in blocks if _is_formal(block)}
        kept = [each for each in kept if each.unread or each.where.picture in formal]
    return kept, list(blocks)


def selected(found: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """Return what of a picture's blocks belongs to the report whose text is `blocks`."""
    text = _text(blocks)
    if len(text) < _OWN:
        return list(found)
    pages = {block.where.page for block in found if isinstance(block, Paragraph) and _opens(block.text, text)}
    return [block for block in found if block.where.page in pages or _is_formal(block)]


def most(limits: Limits) -> int:
    """Return how many pictures inside of one document are read."""
    return min(limits.scanned_pages, limits.seconds // _SECONDS)


def is_formal(text: str) -> bool:
    """Whether a text without white space holds a label of a form."""
    return any(label in text for tables in _labels() for one in tables for label in one)


def _readable(pictures: Sequence[Picture], limits: Limits) -> dict[int, Picture]:
    """Return pictures by their number; those that cannot be read with the reason."""
    told: dict[int, Picture] = {}
    count = 0
    for picture in pictures:
        why = picture.unread or (None if is_there() else NO_RECOGNIZER)
        count += why is None
        told[picture.where.picture or 0] = structs.replace(
            picture, unread=why or (TOO_MANY if count > most(limits) else None)
        )
    return told


def _opens(line: str, text: str) -> bool:
    """Whether a line is a heading that the text does not have."""
    tight = "".join(line.split())
    is_heading = _HEADING.fullmatch(tight) is not None and any(words in tight for words in HEADINGS)
    return is_heading and tight[2:] not in text


def _is_formal(block: Block) -> bool:
    return isinstance(block, Table) and is_formal(_text([block]))


def _text(blocks: Iterable[Block]) -> str:
    return "".join("".join(text.split()) for block in blocks for text in _texts(block))


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (cell.text for row in block.rows for cell in row)
    else:
        yield block.text


def _tells(text: str, labels: Sequence[str]) -> bool:
    return sum(label in text for label in labels) >= _TOLD * len(labels)


@cache
def _labels() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """Return, for each form and each table of it, the longest runs of ideographs of its labels."""
    found = []
    for form in forms().values():
        tables = []
        for table in form.tables:
            printed = [label for row in table.rows for label in row.labels]
            printed += [label for cell in table.cells for label in cell.labels]
            runs = [max(_HAN.findall(label), key=len, default="") for label in dict.fromkeys(printed)]
            tables.append(tuple(dict.fromkeys(run for run in runs if len(run) >= _WORDS)))
        found.append(tuple(tables))
    return tuple(found)


def _placed(block: Block, number: int) -> Block:
    """Return a block of a picture's page at its place in the picture; `number` is a table's in the document."""
    if isinstance(block, Paragraph):
        return Paragraph(block.text, structs.replace(block.where, page=None, picture=block.where.page))
    rows = tuple(tuple(structs.replace(cell, where=_where(cell.where, number)) for cell in row) for row in block.rows)
    return Table(rows, _where(block.where, number), block.aligned)


def _where(where: Where, table: int) -> Where:
    return structs.replace(where, page=None, picture=where.page, table=table)
