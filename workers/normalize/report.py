"""Putting a report together: head, prose, tables."""

import re
from collections.abc import Sequence

import msgspec

from shared.document import Block, Document, Table
from shared.errors import Message, Refused
from shared.fields import fields
from shared.personal import mask
from shared.report import Heading, Pictured, Report
from workers.normalize import head
from workers.normalize.doubtful import doubtful, unread
from workers.normalize.entries import Entry, entries
from workers.normalize.further_report import further
from workers.normalize.prose import lines, prose, regions
from workers.normalize.sections import Start, headings
from workers.normalize.tables import anchors, coverage, heading_lines, known_rows, tables
from workers.normalize.unfold import unfolded

_HEAD = 200  # blocks in which the title and the site's fields are looked for
_LONGEST = 100  # characters of the line that names it
_POINTER = 200  # characters of a page that only points to the report
_OF_A_QUARTER = re.compile(r"(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月份?)[^，。]{0,12}统计表")  # no annual record
_SENTENCES = 60  # ideographs in sentences, without which a title stands alone
_SECTIONS = 3  # section headings that make a report even without a title


class _Own(msgspec.Struct, frozen=True):
    """What of a document is its own report's: a further one behind it is left out."""

    blocks: Sequence[Block]
    starts: Sequence[Start]
    entries: Sequence[Entry]
    where: dict[str, list[int]]  # the blocks of each section


def normalize(document: Document) -> Report:
    """Return the report that the document holds. Refused when it holds none."""
    own = _own(unfolded(document.blocks))
    blocks, starts, where = own.blocks, own.starts, own.where
    before = [blocks[i] for i in where["preamble"][:_HEAD]]
    metadata = _metadata(document, before)
    told = [[line for line, _ in lines(block)] for block in blocks]
    period, period_quote = head.period(line for own_lines in told for line in own_lines)
    stated = int(period[0][:4]) if period else None
    opening = [line for block in before for line, _ in lines(block)]
    title = head.title(opening, metadata, stated)
    if (title is None or title.year is None) and len({start.section for start in starts}) >= _SECTIONS:
        loose = head.title(opening, metadata, stated, head.LOOSE_KIND)
        title = loose if loose and (title is None or loose.year) else title  # a column of the site names no year
    if why := _no_report(own, opening, title):
        raise Refused("not-a-report", why=why)
    year = (title.year if title else None) or stated
    read = tables(blocks, own.entries, year, where)
    texts = prose(blocks, starts, where, read.used | heading_lines(blocks, read.form))
    imprint = [line for i in where["appendix"] for line, _ in lines(blocks[i]) if "印发" in line]
    body = [line for own_lines in told[: len(blocks) - len(where["appendix"])] for line in own_lines]
    report = Report(
        title=title.text if title else None,
        publisher=(title.publisher if title else None) or head.publisher(metadata) or head.signature(body),
        year=year,
        form=read.form.key if read.form else None,
        forms_seen=read.seen,
        published=head.published(metadata, body) or head.published({}, imprint),
        period=period,
        period_quote=mask(period_quote) if period_quote else None,
        metadata={key: mask(text) for key, text in metadata.items()},
        preamble=texts.preamble,
        sections=texts.sections,
        appendix=texts.appendix,
        headings=tuple(Heading(start.section, start.heading, blocks[start.block].where) for start in starts),
        cells=read.cells,
        heading_values={key: value for fit in read.main.values() for key, value in fit.headings.items()},
        extra={key: fit.extra for key, fit in read.main.items() if fit.extra},
        unmapped_rows={key: fit.unmapped_rows for key, fit in read.main.items() if fit.unmapped_rows},
        coverage=coverage(read.cells),
        copies=read.copies,
        attachments=read.attachments,
        personal_data=texts.personal_data,
        recognized=document.recognized,
        pictures=tuple(Pictured(each.where, each.unread) for each in document.pictures),
    )
    return unread(report, doubtful(report))


def _own(blocks: Sequence[Block]) -> _Own:
    starts, found = headings(blocks), entries(enumerate(blocks), known_rows())
    end = further(blocks, starts)
    if end is None or not _is_whole(found, end, further(blocks, [start for start in starts if start.block >= end])):
        return _Own(blocks, starts, found, regions(blocks, starts))
    starts = [start for start in starts if start.block < end]
    found = [entry for entry in found if entry.block < end]
    blocks = blocks[: end + 1]
    return _Own(blocks, starts, found, regions(blocks, starts, end))


def _no_report(own: _Own, opening: Sequence[str], title: head.Title | None) -> str | Message | None:
    """Say why a document holds no report, by the lines before its first heading; None where it holds one."""
    sections = len({start.section for start in own.starts})
    if any(_OF_A_QUARTER.search(line) for line in opening) and not sections:
        return _beginning(own.blocks)
    if max(anchors(own.entries).values()) > 1:  # tables tell, whatever is missing beside them
        return None
    is_list = not sections and len(head.bodies(opening)) > 1  # of the reports of several bodies
    is_titled = title is not None and (title.year or title.publisher or sections)
    if is_list or (not is_titled and sections < _SECTIONS):
        return _beginning(own.blocks)
    if pointer := _pointer(opening, own.starts):
        return _only_a_title(pointer)
    return _only_a_title(_beginning(own.blocks)) if not sections and _has_no_text(opening, own.entries) else None


def _metadata(document: Document, before: Sequence[Block]) -> dict[str, str]:
    """What the file and the lines before the report say of it, as fields: 索引号, 发文机关; several on a line."""
    found = dict(document.metadata)
    for block in before:
        rows = [[cell.text for cell in row] for row in block.rows] if isinstance(block, Table) else [[block.text]]
        for row in rows:
            found = fields([text for text in row if text.strip()])[0] | found
    return found


def _pointer(opening: Sequence[str], starts: Sequence[Start]) -> str | None:
    """Return the line that names the attachment which is to be read, of a page that holds nothing else but a title."""
    if starts or sum(map(len, opening)) > _POINTER:
        return None
    line = next((line for line in opening if "附件" in line), None)
    return line and mask(line[:_LONGEST])


def _has_no_text(opening: Sequence[str], found: Sequence[Entry]) -> bool:
    """Whether a page holds no row and hardly a sentence: its report is a picture, or a file that it shows or offers."""
    if any(entry.named for entry in found):
        return False
    sentences = [line for line in opening if re.search("[，。；]", line)]
    return sum(len(re.findall("[\u4e00-\u9fff]", line)) for line in sentences) < _SENTENCES


def _only_a_title(said: str) -> Message:
    return Message(
        f"只有标题，没有正文（可能在附件或图片里，请提交附件）：{said}",
        f"a title without a text, which may be in an attachment or in pictures (submit the attachment): {said}",
    )


def _is_whole(found: Sequence[Entry], end: int, last: int | None) -> bool:
    """Whether the tables of a report stand before a block, and not only behind it, where the next ends with another."""
    rows = [entry.block < end for entry in found if (entry.values or entry.named) and (not last or entry.block < last)]
    return rows.count(True) * 2 >= rows.count(False)


def _beginning(blocks: Sequence[Block]) -> str:
    first = next((line for block in blocks for line, _ in lines(block)), "")
    return f"{mask(first[:40])!r} …"
