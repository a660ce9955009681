"""Web pages: the report without the site around it, and what the site prints of the report as metadata."""

import re
from collections.abc import Iterator

from msgspec import structs

from shared.document import Document, Picture
from shared.encoding import decode
from shared.errors import Message, Refused
from shared.fields import fields
from shared.limits import Limits
from workers.extract import html_imprint, html_metadata
from workers.extract.grid import Grid, Link, Piece, Writer
from workers.extract.html_content import Element, content
from workers.extract.html_drawn import with_drawn
from workers.extract.html_inner import inner
from workers.extract.html_lines import with_breaks
from workers.extract.html_pictures import Files, Pictures, no_files
from workers.extract.html_region import Region, phrases
from workers.extract.html_stored import page
from workers.extract.html_tree import EVERYTHING, NOTHING, OUTERMOST, UNSEEN, parse, walk
from workers.extract.html_unseen import without_unseen
from workers.extract.pictures import illustrated

_EMBEDDED = re.compile(rb"data:([\w/+.;=-]{1,100}),([A-Za-z0-9+/=%\s]{1000,})")  # pictures inside the page
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{1,40})", re.IGNORECASE
)
_DECLARED_WITHIN = 4096  # bytes
_HEADING = re.compile("[一二三四五六七八九十]{1,2}、")
_MOSTLY = 0.6  # share of a block that is fields, for the block to be the site's
_SEPARATORS = re.compile(r"[\[\]【】（）()|/·>:：\s\u3000]+")
# No word of these is made of others, so that there is one way only to read a line of them.
_TOOLS = re.compile(
    "(?:打印(?:本页|此页|文章|页面)?|关闭(?:窗口|本页|页面)?|分享(?:到|至|文章)?|收藏(?:本页)?|字[体号]|文字|大|中|小|默认|特|"
    "返回(?:顶部|首页|上一页|列表)?|微信|微博|QQ空间|朋友圈|下载(?:文件|文档|正文)?|听全文|语音播[报放]|无障碍(?:阅读|浏览)|关怀版)+"
)
_TOOL_LINE = re.compile(
    r"[\s\u3000\[【（(]*(?:(?:您)?当前(?:所在)?(?:的)?位置|[上下]一[篇条]|(?:浏览|访问|阅读|点击)(?:次数|量|数|率)\s*[:：]|"
    r"责任?编辑\s*[:：]|扫一扫|视力保护色)"
)
_FOOTER = re.compile(
    "版权所有|ICP备|公网安备|网站标识码|政府网站找错|(?:主办|承办)(?:单位)?[:：].{0,60}(?:承办|技术支持|维护)"
)
_ESCAPED = "&lt;/td&gt;"
_TABLES = 12  # labels of the forms on a page that has their tables
_ONCE = 4  # of which one in so many at most may stand there again, in a sentence
_SHORT = 200  # characters of a line of tools or of a footer


def read_html(data: bytes, limits: Limits, charset: str | None = None, files: Files = no_files) -> Document:
    """Read a web page; `charset` is what its envelope said, `files` gives what came with it, by address.

    Refused: more characters, cells or nesting than the limits allow.
    """
    embedded: list[re.Match[bytes]] = []

    def taken(found: re.Match[bytes]) -> bytes:
        embedded.append(found)
        return b"data:,%d" % (len(embedded) - 1)

    named = _CHARSET.search(data[:_DECLARED_WITHIN])
    declared = named[1].decode() if named else charset
    text, encoding = decode(_EMBEDDED.sub(taken, data), declared, limits)
    text = with_drawn(page(text))
    root = without_unseen(parse(with_breaks(text), limits))
    region, behind = _region(root)
    is_bare = all(any(above.tag in UNSEEN for above in table.iterancestors()) for table in root.iter("table"))
    is_bare = is_bare or _is_written(text, region.element)
    if (is_bare or region.labels < _TABLES) and (within := inner(text)):
        held = without_unseen(parse(with_breaks(with_drawn(within)), limits))
        shown = _region(held)
        if is_bare or shown[0].labels > region.labels:
            root, (region, behind) = held, shown
    pictures = Pictures(embedded, files)
    found = content(root, region.element, pictures.of, behind)
    metadata = html_metadata.tags(root) | fields(_lines([*found.before, *found.behind]))[0]
    head, body = _parted(_cleaned(found.inside))
    if day := html_imprint.day(_lines([*found.before, *_texts(head)])):
        metadata.setdefault("PubDate", day)
    head = _without_fields(head, metadata)
    if not any(html_imprint.is_title(text) for text in _texts(head)):
        head = [*html_imprint.title([*found.before, *found.behind]), *head]
    writer = Writer(limits)
    try:
        writer.write([*head, *body])
    except RecursionError as error:
        nested = Message("表格的嵌套层数", "levels of nested tables")
        raise Refused("too-complex", what=nested, count=f">{limits.depth // 10}", limit=limits.depth) from error
    return structs.replace(illustrated(writer.items, limits), encoding=encoding, metadata=metadata)


def _region(root: Element) -> tuple[Region, int]:
    """Where the report stands, and behind how much that is hidden: some sites show their text by script, or a pane.

    Beside what is shown, what is hidden is read only where it holds the tables, and holds them once; what is hidden in
    it once more only where there are no tables without it.
    """
    region = Region(root)
    if region.labels >= _TABLES:
        return region, NOTHING
    everything, behind = Region(root, EVERYTHING), EVERYTHING
    outermost = Region(root, OUTERMOST)
    if outermost.labels >= _TABLES:
        everything, behind = outermost, OUTERMOST
    has_tables = everything.labels >= _TABLES and everything.repeated * _ONCE < everything.labels
    is_hidden = has_tables if region.phrases else bool(everything.phrases)
    return (everything, behind) if is_hidden else (region, NOTHING)


def _is_written(text: str, region: Element) -> bool:
    """Whether tags of tables are shown: they were escaped once too often."""
    return _ESCAPED in text and any(event == "text" and "</td>" in item for event, item in walk(region))


def _lines(paragraphs: list[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in paragraph.split("\n")]


def _texts(pieces: list[Piece]) -> Iterator[str]:
    """Yield the paragraphs and cells in order, without links."""
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif isinstance(piece, Grid):
            for row in piece.rows:
                for slot in row:
                    yield from _texts(slot.contents)


def _cleaned(pieces: list[Piece]) -> list[Piece]:
    """Return content without tools and footers. A linked heading is one if marked up so, or standing nowhere else."""
    plain = {text for text in _texts(pieces) if _HEADING.match(text)}
    return _clean(pieces, plain)


def _clean(pieces: list[Piece], plain: set[str]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Grid):
            for row in piece.rows:
                for slot in row:
                    slot.contents = _clean(slot.contents, plain)
            kept.append(piece)
        elif isinstance(piece, Link):
            is_heading = _HEADING.match(piece.text) and (piece.heading or piece.text not in plain)
            kept.append(piece.text if is_heading else piece)
        elif isinstance(piece, Picture):
            kept.append(piece)
        elif text := _without_footer(piece):
            kept.append(text)
    return kept


def _without_footer(text: str) -> str:
    """A line without what belongs to the site: nothing, or the sentences before a footer that runs on behind them."""
    if not _is_site(text):
        return text
    footer = _FOOTER.search(text)
    return text[: text.rfind("。", 0, footer.start()) + 1] if footer else ""


def _is_site(text: str) -> bool:
    """Whether a line belongs to the site: buttons, breadcrumbs, counters, neighbours, footer."""
    if len(text) > _SHORT:
        return False
    tools = _TOOLS.fullmatch(_SEPARATORS.sub("", text))
    return bool(tools or _TOOL_LINE.match(text) or _FOOTER.search(text))


def _parted(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """Part content before the first heading or phrase of the form."""
    for place, piece in enumerate(pieces):
        if any(_HEADING.match(text) or any(phrase in text for phrase in phrases()) for text in _texts([piece])):
            return pieces[:place], pieces[place:]
    return pieces, []


def _without_fields(head: list[Piece], metadata: dict[str, str]) -> list[Piece]:
    """Move the site's fields that stand between the title and the report into `metadata`."""
    metadata.update(fields(list(_texts(head)))[0])
    return [piece for piece in head if fields(list(_texts([piece])))[1] < _MOSTLY]
