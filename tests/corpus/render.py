"""Every rendering by name: one truth on many kinds of paper."""

import random
from collections.abc import Callable
from functools import partial

import msgspec

from shared.report import State
from tests.corpus import render_text
from tests.corpus.case import Case
from tests.corpus.render_docx import render_docx
from tests.corpus.render_html import Page, render_html, render_mhtml
from tests.corpus.render_ofd import render_ofd
from tests.corpus.render_pdf import Print, render_pdf
from tests.corpus.render_xlsx import render_xlsx


class Style(msgspec.Struct, frozen=True):
    """A rendering: its file extension, its record format, and whether it keeps the borders between cells."""

    extension: str
    format: str
    write: Callable[[Case, random.Random], bytes]
    certain: bool = True


def _html(**page: object) -> Style:
    return Style("html", "html", partial(render_html, page=Page(**page)))  # type: ignore[arg-type]


def _text(flatten: Callable[..., list[str]], *, certain: bool = True) -> Style:
    return Style("txt", "text", partial(render_text.render_text, flatten=flatten), certain)


STYLES: dict[str, Style] = {
    "docx": Style("docx", "docx", render_docx),
    "pdf": Style("pdf", "pdf", render_pdf),
    "pdf-marked": Style("pdf", "pdf", partial(render_pdf, how=Print(marked=True))),
    "pdf-narrow": Style("pdf", "pdf", partial(render_pdf, how=Print(pad=13)), certain=False),
    "pdf-across": Style("pdf", "pdf", partial(render_pdf, how=Print(down=False)), certain=False),
    "pdf-labels": Style("pdf", "pdf", partial(render_pdf, how=Print(figures=False)), certain=False),
    "pdf-open": Style(
        "pdf", "pdf", partial(render_pdf, how=Print(across=False, down=False, uneven=True)), certain=False
    ),
    "ofd": Style("ofd", "ofd", render_ofd),
    "html-clean": _html(),
    "html-word": _html(word=True, declared="gb2312", encoding="gb18030"),
    "html-portal": _html(portal=True),
    "html-spans": _html(head_rows=True),
    "html-apart": _html(apart=True),
    "html-gbk-as-utf8": _html(declared="utf-8", encoding="gb18030", portal=True),
    "html-utf8-as-gbk": _html(declared="gbk", encoding="utf-8"),
    "mhtml": Style("mhtml", "mhtml", render_mhtml),
    "xlsx": Style("xlsx", "xlsx", render_xlsx),
    "text-tsv": _text(render_text.tsv),
    "text-tsv-shifted": _text(render_text.tsv_shifted),
    "text-pipe": _text(render_text.pipe),
    "text-ruled": _text(render_text.ruled),
    "text-cells": _text(render_text.cells),
    "text-bars": _text(render_text.bars),
    "text-line": _text(render_text.line),
    "text-glued": _text(render_text.glued, certain=False),
}


def certain(case: Case, style: str) -> bool:
    """Whether a careful reader can tell every printed number.

    Not where borders are lost, nor where cells are empty and text alone says which.
    """
    chosen = STYLES[style]
    empty = any(cell.state is State.BLANK for cell in case.truth.cells.values())
    return case.certain and chosen.certain and not (empty and chosen.format == "text")


def render(case: Case, style: str) -> tuple[str, bytes]:
    """Return a file name and the bytes of the case in this rendering."""
    chosen = STYLES[style]
    return f"{case.name}.{chosen.extension}", chosen.write(case, random.Random(f"{case.seed}/{style}"))
