"""pdfplumber's reading of a page: the reference that PDFium's is held against."""

import io
import math
from collections.abc import Iterator
from typing import Any

import pdfplumber

from workers.extract.pdf_page import Char, Page, Rule, character, page_to_upright, thin


def pages(data: bytes) -> Iterator[Page]:
    """Yield the pages of a PDF file."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            chars = [_char(each, page) for each in page.chars]
            rules = [rule for edge in page.edges if (rule := _rule(edge))]
            yield Page(page.page_number, float(page.width), float(page.height), chars, rules)
            page.close()


def _char(each: dict[str, Any], page: Any) -> Char:  # noqa: ANN401 - pdfplumber's
    a, b, _, _, x, y = each["matrix"]
    turned = round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360
    text = each["text"]
    shown = "\ufffd" if text.startswith("(cid:") else "".join(character(ord(letter)) for letter in text)
    begin = page_to_upright(x, float(page.height) - y, turned)
    corners = [page_to_upright(each[h], each[v], turned)[0] for h in ("x0", "x1") for v in ("top", "bottom")]
    return Char(shown, begin[0], max(corners), begin[1], each["size"], turned)


def _rule(edge: dict[str, Any]) -> Rule | None:
    return thin((edge["x0"], edge["top"], edge["x1"], edge["bottom"]))
