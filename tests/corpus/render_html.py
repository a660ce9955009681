"""Renders a sheet as web pages, the ways content management systems write them."""

import quopri
import random
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from html import escape
from pathlib import Path
from string import Template

import msgspec

from tests.corpus.case import Case
from tests.corpus.sheet import Grid, Line, Role, Sheet


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """How a page is written. `declared` is the charset it names, `encoding` the one it is in."""

    declared: str = "utf-8"
    encoding: str = "utf-8"
    word: bool = False  # exported from a word processor
    portal: bool = False  # inside a site's navigation
    apart: bool = False  # title and day apart from a text that a script shows, with digits that a style sheet hides
    head_rows: bool = False  # <thead>, <th>, <br> in labels
    print_font: str = ""  # laid out for paper, with page numbers


def render_html(case: Case, rng: random.Random, page: Page) -> bytes:
    """Return the page's bytes."""
    body = "\n".join(_grid(block, page) if isinstance(block, Grid) else _line(block, page) for block in case.sheet)
    title = escape(_title(case.sheet).replace("\n", ""))
    if page.portal:
        body = _portal(case, body, rng)
    if page.apart:
        body = _apart(case, body)
    css = _WORD_CSS if page.word else "<style>td{border:1px solid #000}</style>"
    if page.print_font:
        css = f"<style>{_PRINT_CSS.replace('FONT', page.print_font)}</style>"
    css += "<style>.sheet td .was { display: none }</style>" if page.apart else ""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={page.declared}">'
    text = f"<!DOCTYPE html>\n<html><head>{meta}<title>{title}</title>{css}</head>\n<body>\n{body}\n</body></html>\n"
    return text.encode(page.encoding, "xmlcharrefreplace")


def render_mhtml(case: Case, rng: random.Random) -> bytes:
    """Return the page in one file with what belongs to it, as browsers save it."""
    whole = MIMEMultipart("related", boundary="----MultipartBoundary--nianbao----", type="text/html")
    page = MIMENonMultipart("text", "html", charset="utf-8")
    page["Content-Transfer-Encoding"] = "quoted-printable"
    page.set_payload(quopri.encodestring(render_html(case, rng, Page())).decode("ascii"))
    style = MIMENonMultipart("text", "css")
    style.set_payload("td { border: 1px solid }")
    whole.attach(page)
    whole.attach(style)
    return b"From: <Saved by a browser>\r\n" + whole.as_bytes()


_PRINT_CSS = """
@page { size: A4; margin: 22mm 20mm; @bottom-center { content: "— " counter(page) " —"; } }
body { font: 12pt "FONT"; line-height: 1.6; }
h1 { font-size: 17pt; text-align: center; } h2 { font-size: 13pt; }
table { border-collapse: collapse; width: 100%; font-size: 8pt; line-height: 1.3; }
td, th { border: 0.5pt solid #000; padding: 2pt; font-weight: normal; }
tr { break-inside: avoid; }
"""
_PORTAL = Template(Path(__file__).with_name("portal.html").read_text("utf-8"))
_WORD_CSS = "<style><!-- p.MsoNormal{mso-style-parent:'';margin:0cm;mso-pagination:none} --></style>"


def _title(sheet: Sheet) -> str:
    return next(block.text for block in sheet if isinstance(block, Line) and block.role is Role.TITLE)


def _line(line: Line, page: Page) -> str:
    if line.role is Role.PAGE_BREAK:
        return '<div style="page-break-before:always"></div>'
    text = _inline(line.text, page)
    if page.word:
        return f'<p class="MsoNormal" style="text-indent:21.0pt;mso-char-indent-count:2.0">{text}<o:p></o:p></p>'
    if line.role is Role.TITLE:
        return f"<h1>{text}</h1>"
    if line.role is Role.HEADING:
        return f"<p><strong>{text}</strong></p>" if page.portal else f"<h2>{text}</h2>"
    return f"<p>&emsp;&emsp;{text}</p>" if page.portal and line.role is Role.TEXT else f"<p>{text}</p>"


def _inline(text: str, page: Page) -> str:
    found = escape(text, quote=False).replace("\n", "<br>").replace("\u00a0", "&nbsp;")
    if not page.word:
        return found
    # A word processor puts every run of digits into a span of its own.
    parts, digits = [], ""
    for character in [*found, ""]:
        if character.isascii() and character.isdigit():
            digits += character
            continue
        if digits:
            parts.append(f'<span lang="EN-US" style="mso-bidi-font-size:10.5pt">{digits}</span>')
            digits = ""
        parts.append(character)
    return "".join(parts)


def _grid(grid: Grid, page: Page) -> str:
    rows = []
    for row in range(grid.rows):
        cells = []
        for box in grid.row(row):
            spans = f' rowspan="{box.row_span}"' if box.row_span > 1 else ""
            spans += f' colspan="{box.column_span}"' if box.column_span > 1 else ""
            cells.append(_cell(box.text, spans, page, head=row < grid.head))
        rows.append("<tr>" + "".join(cells) + "</tr>")
    body = "\n".join(rows)
    if page.head_rows and grid.head:
        body = "<thead>\n" + "\n".join(rows[: grid.head]) + "\n</thead>\n<tbody>\n"
        body += "\n".join(rows[grid.head :]) + "\n</tbody>"
    kind = ' class="MsoTableGrid" style="border-collapse:collapse;mso-yfti-tbllook:1184"' if page.word else ""
    return f'<table border="1" cellspacing="0"{kind}>\n{body}\n</table>'


def _cell(text: str, spans: str, page: Page, *, head: bool) -> str:
    inline = _inline(text, page) or "&nbsp;"
    if page.word:
        return (
            f'<td{spans} valign="top" style="mso-border-alt:solid windowtext .5pt">'
            f'<p class="MsoNormal" align="center">{inline}<o:p></o:p></p></td>'
        )
    if page.head_rows:
        if head:
            return f"<th{spans}>{inline}</th>"
        return f"<td{spans}><div><span>{inline}</span></div></td>"
    if page.apart and inline.isdecimal() and len(inline) > 1:
        return f'<td{spans}><i class="was">8</i>{inline}<i style="display:none">1</i></td>'
    return f"<td{spans}>{inline}</td>"


def _apart(case: Case, body: str) -> str:
    """Put the text into an element that a script shows; the title stands above it, on two lines, over a day alone."""
    truth = case.truth
    year = truth.title.find(str(truth.year))
    title = f"{truth.title[:year]}<br>{truth.title[year:]}" if year > 0 and "\n" not in truth.title else truth.title
    day = f"<p><span>{truth.published}</span> <span>{escape(truth.publisher)}</span></p>" if truth.published else ""
    text = body.replace(f"<h1>{_inline(_title(case.sheet), Page())}</h1>", "", 1)
    return f'<h1>{title}</h1>{day}<div class="sheet" style="visibility: hidden">{text}</div>'


def _portal(case: Case, body: str, rng: random.Random) -> str:
    """Put the article into a site: navigation, breadcrumbs, index block, share bar, other years, footer."""
    truth = case.truth
    host, publisher = escape(truth.body.host), escape(truth.publisher)
    index = f"XZ{rng.randint(1000, 9999)}/{truth.year + 1}-{rng.randint(1, 300):05d}"
    date = truth.published or ""
    dated = f"<span>发布时间：{date}</span>" if date else ""
    others = "".join(
        f'<li><a href="/nb/{year}.html">{publisher}{year}年政府信息公开工作年度报告</a></li>'
        for year in (truth.year - 2, truth.year - 1)
    )
    return _PORTAL.substitute(
        host=host,
        publisher=publisher,
        index=index,
        date=date,
        dated=dated,
        others=others,
        phone=truth.body.phone,
        body=body,
    )
