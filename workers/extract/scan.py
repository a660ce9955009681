"""Scans: pictures of pages as files of their own, and pages of PDF files that hold nothing but a picture.

They are read with the `ocr` extra, page by page, in the picture's own coordinates; without it they are refused.
"""

import io
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from shared.document import Document, Picture
from shared.errors import Message, Refused, Unreadable
from shared.limits import Limits
from shared.raster import FORMATS, PIXELS, width
from workers.extract.ocr_model import is_there
from workers.extract.pdf_page import COVERED, UNKNOWN, Page, Shown

if TYPE_CHECKING:
    from workers.extract.ocr import Recognized
    from workers.extract.ocr_bitmap import Grey

DPI = 150  # of what is drawn, as most scans have
_STAMPED = 20  # characters that a scanner may stamp on a page
_UNTOLD = 0.3  # share of characters of which the fonts do not say what they are
_BLACK = 0.75  # of the paper's shade, below which black shows through red ink
_RED = 24  # shades by which red ink is redder than it is green or blue
_POINTS = 72
_WHAT = Message("图像文件", "picture")
_ADVICE = Message(
    "图像需要 OCR 才能读取：请在工作机上安装 nianbao[ocr]，或提交报告的 Word、PDF 或网页",
    "a picture takes OCR: install nianbao[ocr] on the workers, or submit the Word, PDF or web page",
)


def read_scan(data: bytes, limits: Limits) -> Document:
    """Read a picture of one page, or a TIFF of several.

    Refused: the extra is not installed, or more than the limits. Unreadable: broken.
    """
    if not is_there():
        raise Refused("unsupported-format", what=_WHAT, advice=_ADVICE)
    from workers.extract.pdf import document  # noqa: PLC0415 - which reads scans itself

    return document(frames(data, limits), limits)


def frames(data: bytes, limits: Limits, dpi: int = DPI) -> Iterator["Recognized"]:
    """Yield the pages of a picture, read at a resolution."""
    with _opened(data) as picture:
        count = getattr(picture, "n_frames", 1)
        _bound(count, limits.scanned_pages)
        for number, each in enumerate(ImageSequence.Iterator(picture), 1):
            yield _recognized(*_drawn(each, dpi), number)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            yield picture
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable("broken", what=_WHAT, detail=type(error).__name__) from error
    except Image.DecompressionBombError as error:
        raise Refused("too-complex", what=Message("图像像素数", "pixels"), count=str(error), limit=PIXELS) from error


def shown(picture: Picture, dpi: int = DPI, *, ruled: bool = False) -> "Recognized":
    """Return a picture inside of a document as a page; `ruled`: an empty one if there is no table in it.

    Refused: more pixels than a page may have. Unreadable: broken.
    """
    with _opened(picture.data) as opened:
        left, top, right, bottom = picture.crop
        sides = opened.width, opened.height
        visible = opened
        if any(picture.crop):
            edges = left * sides[0], top * sides[1], (1 - right) * sides[0], (1 - bottom) * sides[1]
            visible = opened.crop(tuple(map(round, edges)))
        grey, scale = _drawn(visible, dpi, picture.width)
        return _recognized(grey, scale, picture.where.picture or 0, ruled=ruled)


def _drawn(frame: Any, dpi: int, shown: float | None = None) -> tuple["Grey", float]:  # noqa: ANN401 - a picture of Pillow's
    """Return a picture in one shade of grey, and its pixels a point. `shown`: how wide it is, in points."""
    import numpy as np  # noqa: PLC0415 - comes with the extra

    if frame.width * frame.height > PIXELS:
        what = Message("图像像素数", "pixels of a picture")
        raise Refused("too-complex", what=what, count=frame.width * frame.height, limit=PIXELS)
    upright = ImageOps.exif_transpose(frame)
    own = upright.width / (shown or width(upright, frame.info)) * _POINTS
    if upright.mode not in {"L", "1", "I;16"}:
        upright = upright.convert("RGBA" if "A" in upright.mode or "transparency" in upright.info else "RGB")
        if upright.mode == "RGBA":
            upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("RGB")
        upright = Image.fromarray(without_seals(np.asarray(upright, np.uint8)))
    grey = upright.convert("L")
    zoom = dpi / own
    size = max(1, round(grey.width * zoom)), max(1, round(grey.height * zoom))
    if size != grey.size and size[0] * size[1] <= PIXELS:
        grey = grey.resize(size, Image.Resampling.BICUBIC)
    return _array(grey), grey.width / (upright.width / own * _POINTS)


def _array(grey: Any) -> "Grey":  # noqa: ANN401 - a picture of Pillow's
    import numpy as np  # noqa: PLC0415 - comes with the extra

    return np.asarray(grey, dtype=np.uint8)


def legible(pages: Iterable[Page], data: bytes, limits: Limits, dpi: int = DPI) -> Iterator[Page]:
    """Yield the pages of a PDF file; those that only show a picture of their text as they are recognized."""
    document = None
    count = 0
    try:
        for page in pages:
            if not (is_picture(page) and is_there()):
                yield page
                continue
            count += 1
            _bound(count, limits.scanned_pages)
            document = document or pdfium.PdfDocument(data)
            scale = min(dpi / _POINTS, math.sqrt(PIXELS / max(1.0, page.width * page.height)))
            yield _recognized(_rendered(document, page.number - 1, scale), scale, page.number)
    finally:
        if document is not None:
            document.close()


def is_picture(page: Page) -> bool:
    """Whether a page's text is told by its picture alone: there is none, or nobody knows its characters."""
    if is_scan(page):
        return True
    untold = page.printed.count(UNKNOWN)
    return untold > max(_STAMPED, _UNTOLD * len(page.printed))


def is_scan(page: Page) -> bool:
    """Whether a picture covers a page on which nothing else is told."""
    told = len(page.printed) - page.printed.count(UNKNOWN)
    return page.pictured >= COVERED and told <= _STAMPED


def part_of(document: Any, index: int, picture: Shown, across: float, dpi: int) -> "Recognized":  # noqa: ANN401 - as below
    """Return what a picture on a page shows, as a page of its own that is so wide (points).

    It is drawn as large as its pixels are, for PDFium has no smooth way to enlarge it. Empty where no table is ruled.
    """
    whole, (x0, _, x1, _) = document.get_page_size(index), picture.box
    scale = min(max(1.0, picture.pixels / (x1 - x0)), math.sqrt(PIXELS / max(1.0, whole[0] * whole[1])))
    left, top, right, bottom = (round(side * scale) for side in picture.box)
    drawn = Image.fromarray(_rendered(document, index, scale)[top:bottom, left:right])
    zoom = across * dpi / _POINTS / drawn.width
    grey = drawn.resize((round(drawn.width * zoom), max(1, round(drawn.height * zoom))), Image.Resampling.BICUBIC)
    return _recognized(_array(grey), grey.width / across, index + 1, ruled=True)


def _rendered(document: Any, index: int, scale: float) -> "Grey":  # noqa: ANN401 - pypdfium2 ships no types
    import numpy as np  # noqa: PLC0415 - comes with the extra

    page = document[index]
    try:
        drawn = page.render(scale=scale).to_numpy()
        return without_seals(drawn[:, :, 2::-1]) if drawn.ndim > 2 else np.array(drawn, np.uint8)  # noqa: PLR2004 - blue, green, red
    finally:
        page.close()


def without_seals(colours: Any) -> "Grey":  # noqa: ANN401 - numpy comes with the extra
    """Return the shades of a picture in red, green and blue, as if there were no red ink: seals lie over black text."""
    import numpy as np  # noqa: PLC0415 - comes with the extra

    red = np.array(colours[:, :, 0], np.uint8)
    others = np.maximum(colours[:, :, 1], colours[:, :, 2])
    paper = np.median(red)
    red[(red.astype(np.int16) - others > _RED) & (red > _BLACK * paper)] = paper
    return red


def _recognized(grey: "Grey", scale: float, number: int, *, ruled: bool = False) -> "Recognized":
    from workers.extract.ocr import page  # noqa: PLC0415 - comes with the extra

    return page(grey, number, scale, ruled=ruled)


def _bound(count: int, limit: int) -> None:
    if count > limit:
        raise Refused("too-complex", what=Message("扫描页数", "scanned pages"), count=count, limit=limit)
