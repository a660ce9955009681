"""Plain text, as crawlers flatten a report: tables survive as tabs, as pipes, or as one cell a line.

A line with tabs between its cells, or with pipes, is a row. Lines that start with a tab and hold one cell each are the
cells of a row, which an empty line ends; a line in between that does not start with a tab goes on with the cell above.
Cells on lines of their own with pipes between them are one long row, unless more pipes show where rows end: where a row
of the form ends is left to the fit.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from shared.document import Block, Cell, Document, Paragraph, Table, Where
from shared.encoding import decode
from shared.errors import Refused
from shared.limits import Limits
from workers.extract.radicals import ideographs
from workers.extract.text_escapes import undrawn, unescaped
from workers.extract.text_folded import folded
from workers.extract.text_listed import unlisted
from workers.extract.text_marks import (
    HEADING,
    Line,
    halved,
    one_a_line,
    visible,
    whole_rows,
    with_tabs,
    without_lone_pipes,
    without_markdown,
)
from workers.extract.text_prefixed import unprefixed, without_index
from workers.extract.text_ruled import ruled
from workers.extract.text_spread import gathered

_SINGLE = re.compile(r"\s*[|｜][^|｜]*|[^|｜]*[|｜]\s*")  # one cell and its pipe
_SHORT = 30  # a line of its own with a tab before it is a cell up to this length, and a paragraph beyond

_LABEL = 60  # characters of the longest label with its groups
_MARKS = "|｜ \t\u3000"  # between cells
_SECTION = re.compile(
    r"(?:第?[一二三四五六1-6]\s*(?:部分)?\s*[、.．:：]?\s*)?[^\d，。]{4,40}(?:情况|事项|问题|措施|举措)[:：]?"
)
_NOTHING = {"None", "nan", "NaN", "<NA>", "null", "NULL", "undefined"}
_PROSE = 20  # characters from which a line with a comma or a stop in it is prose
_WRAPPED = re.compile(
    r"\d{0,3}(?:[年月日%]|[条件个次份篇场期人].*[，。])|[—–－~-]+\s*\d{4}年|[至到]\s*\d{4}年"
)  # a sentence, cut at a figure
_UNFINISHED = re.compile(r"[\u4e00-\u9fff，、,“《（(]$")  # a digit at the end may be a value
_LONE_NUMBER = re.compile(r"\s*\d{1,3}\s*")
_OPENS = re.compile(  # a heading, an item, a label with its value, a date: these begin a line
    r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．是]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}\s*[、.．)）]|第[一二三四五六七八九十]"
    r"|[-—–]|附[件表]|注[:：]|[^，。；]{1,12}[:：]|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$)"
)

Row = tuple[Cell, ...]


def read_text(data: bytes, limits: Limits) -> Document:
    """Read plain text in any encoding. Refused: more characters or cells than the limits allow."""
    text, encoding = decode(data, None, limits)
    if len(text) > limits.text_characters:
        raise Refused("too-complex", what="characters", count=len(text), limit=limits.text_characters)
    text = ideographs(unescaped(text))
    lines = [(number, line) for number, line in enumerate(re.split(r"\r\n|[\n\r\f\v\x85\u2028]", text), 1)]
    for mended in (
        visible,
        unlisted,
        ruled,
        unprefixed,
        undrawn,
        gathered,
        without_markdown,
        without_index,
        halved,
        without_lone_pipes,
        whole_rows,
        one_a_line,
        with_tabs,
    ):
        lines = mended(lines)
    cells = text.count("\t") + text.count("|")
    if cells > limits.cells:
        raise Refused("too-complex", what="cells", count=cells, limit=limits.cells)
    return Document(tuple(_joined(_blocks(lines))), encoding=encoding)


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Put sentences together that a page break or a fixed width has cut."""
    open_: Paragraph | None = None
    for block in blocks:
        if open_ is not None and isinstance(block, Paragraph) and _goes_on(open_.text, block.text):
            open_ = Paragraph(open_.text + block.text, open_.where)
            continue
        if open_ is not None:
            yield open_
        open_ = block if isinstance(block, Paragraph) else None
        if open_ is None:
            yield block
    if open_ is not None:
        yield open_


def _goes_on(text: str, following: str) -> bool:
    """Whether a line is prose without its end, and the next is no heading, item or line of its own."""
    if _LONE_NUMBER.fullmatch(following):  # the page's, or a figure: who reads the sentence decides
        return False
    if text in {"（", "("}:  # the first character in a style of its own
        return True
    is_prose = len(text) >= _PROSE and any(mark in text for mark in "，。；,")
    if is_prose and text[-1] in "0123456789年月日" and _WRAPPED.match(following):
        return True
    return is_prose and bool(_UNFINISHED.search(text)) and not _OPENS.match(unicodedata.normalize("NFKC", following))


def _blocks(lines: list[Line]) -> Iterator[Block]:
    """Gather rows that follow each other into tables; an empty line inside a table is no end of it."""
    rows: list[Row] = []
    tables = 0
    for piece in _pieces(lines):
        if isinstance(piece, Paragraph):
            if rows:
                tables += 1
                yield _table(rows, tables)
                rows = []
            yield piece
        else:
            rows.append(piece)
    if rows:
        yield _table(rows, tables + 1)


def _table(rows: list[Row], number: int) -> Table:
    numbered = tuple(
        tuple(
            Cell(cell.text, cell.column, Where(table=number, row=row, column=cell.column + 1, line=cell.where.line))
            for cell in cells
        )
        for row, cells in enumerate(rows, 1)
    )
    return Table(numbered, Where(table=number, line=rows[0][0].where.line), aligned=False)


def _pieces(lines: list[Line]) -> Iterator[Paragraph | Row]:
    """Turn each run of lines between empty lines into rows and paragraphs."""
    run: list[Line] = []
    for number, text in [*lines, (0, "")]:
        if text.strip(" \u3000\xa0\ufeff"):
            run.append((number, text))
            continue
        yield from _run(run)
        run = []


def _run(run: list[Line]) -> Iterator[Paragraph | Row]:
    stacked = any(_is_one_cell(text) for _, text in run) and not any(_is_row(text) for _, text in run)
    if stacked:
        above = _above(run)
        yield from (Paragraph(text.strip(), Where(line=number)) for number, text in run[:above])
        run = run[above:]
    if stacked and (len(run) > 1 or len(run[0][1].strip()) <= _SHORT):
        headed = next((at for at, (_, text) in enumerate(run) if at and HEADING.fullmatch(text)), len(run))
        yield _stacked(run[:headed])
        yield from _run(run[headed:])
        return
    known, piped = folded(run), _piped_spans(run)
    rows = [text for _, text in run if _is_row(text)]
    framed = len(rows) > 1 and all(text.lstrip().startswith(("|", "｜")) for text in rows)
    at = 0
    while at < len(run):
        if at in known:
            at, found = known[at]
            yield from (_cells(row) for row in found)
            continue
        if at in piped:
            yield _piped(run[at : piped[at]])
            at = piped[at]
            continue
        number, text = run[at]
        if _is_row(text):
            yield _split(number, text, framed=framed)
        elif text.strip():
            yield Paragraph((text.strip(_MARKS) if _is_text(text) else text).strip(), Where(line=number))
        at += 1


def _above(run: list[Line]) -> int:
    """How many lines above the first cell are text and headings; a label may stand there without its tab."""
    first = next(i for i, (_, text) in enumerate(run) if _is_one_cell(text))
    texts = ["".join(text.split()) for _, text in run[:first]]
    is_text = any("。" in text or len(text) > _LABEL or _SECTION.fullmatch(text) for text in texts)
    return first if is_text else 0


def _piped_spans(run: list[Line]) -> dict[int, int]:
    """Begin and end of the stretches where each line holds a cell, or its pipe, or both."""
    spans: dict[int, int] = {}
    begin = end = -1
    heading = -1
    for at, (_, text) in enumerate(run):
        if HEADING.fullmatch(text):
            begin, heading = -1, at
        if not _SINGLE.fullmatch(text) or _is_text(text):
            continue
        alone = not text.strip(" |｜\t")  # the cell of a pipe that is alone stands on the line before
        if begin >= 0 and at - end <= alone:
            end = at + 1
        else:
            begin, end = (at - 1 if alone and at > heading + 1 else at), at + 1
        if end - begin > 1:
            spans[begin] = end
    return spans


def _is_row(text: str) -> bool:
    own = text.strip()
    is_row = "|" in text or "｜" in text or "\t" in text.lstrip("\t").rstrip() or (own != "" and text[-1] == "\t")
    return is_row and not _is_text(text)


def _is_text(text: str) -> bool:
    """Whether a line is a paragraph of sentences, which a mark may end as it ends a cell."""
    own = text.strip(_MARKS)
    return len(own) > _LABEL and "。" in own and not any(mark in own for mark in "|｜\t")


def _is_one_cell(text: str) -> bool:
    return text.startswith("\t") and not _is_row(text)


def _split(number: int, text: str, *, framed: bool) -> Row:
    """Cut a row into its cells. Where every row begins with a pipe, as in Markdown, no cell stands before it."""
    parts = re.split(r"[|｜]", text) if re.search(r"[|｜]", text) else text.split("\t")
    parts = parts[1:] if framed else parts
    return _cells((number, part.strip()) for part in parts)


def _piped(run: list[Line]) -> Row:
    """One cell a line with pipes on lines of their own: two pipes that follow each other hold an empty cell."""
    cells: list[tuple[int, str]] = []
    open_ = False  # the last cell awaits its pipe
    for number, text in run:
        for piece in re.split(r"([|｜])", text):
            if piece in {"|", "｜"}:
                if not open_:
                    cells.append((number, ""))
                open_ = False
            elif piece.strip():
                cells.append((number, piece.strip()))
                open_ = True
    return _cells(cells)


def _stacked(run: list[Line]) -> Row:
    """One cell a line: every line that starts with a tab opens a cell, others go on with the one above."""
    cells: list[tuple[int, str]] = []
    for number, text in run:
        if text.startswith("\t") or not cells:
            cells.append((number, text.strip()))
        else:
            above = cells[-1][1]
            between = " " if above[-1:].isdigit() and text.strip()[:1].isdigit() else ""  # two numbers, or one
            cells[-1] = (cells[-1][0], above + between + text.strip())
    return _cells(cells)


def _cells(lines: Iterable[Line]) -> Row:
    """Return a row of cells that stand on these lines; programs write their word for nothing into empty ones."""
    return tuple(
        Cell("" if text in _NOTHING else text, column, Where(line=number))
        for column, (number, text) in enumerate(lines)
    )
