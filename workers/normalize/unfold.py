"""Unfolding: a text flattened into one line is cut back into its title, its headings and the rows of its tables.

Scrapers and editors join lines (`get_text(" ")` and the like), so that a table, or the whole report, is one
paragraph. It is cut only where printed labels of the forms follow each other with nothing but figures in between.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

import msgspec
from msgspec import structs

from shared.document import Block, Cell, Paragraph, Table
from shared.form import forms
from workers.normalize.fitted import headers
from workers.normalize.head import KIND, LOOSE
from workers.normalize.labels import bare, canonical
from workers.normalize.sections import IN_USE, OFFICIAL, ORDINALS, is_heading, whole_heading
from workers.normalize.values import is_value

_SHORTEST = 9  # characters of a paragraph that may hold several rows
_SHORT = 3  # characters of a label that is known by its ordinal only
_SEVERAL = re.compile(r"\d\D+\d|\d{5}|^\s*\d+\s*$")
_ROWS = 3  # of a flattened table, with nothing but figures between them
_LABELS = 6  # of a flattened table, column headings too
_HEADINGS = 3  # of sections in one paragraph
_TITLE = 80  # characters of a title
_BEYOND = _TITLE + 60  # in which its last words, and those behind it, stand
_FIGURES = re.compile(
    r"[\s\d０-９,，.．/／\-－—–+＋件条次个份项篇人|｜无]*(?<![,，.．])"
)  # a sentence goes on at a comma
_COUNTED = re.compile(r"(?<=\d)[.．、]\s*[\u4e00-\u9fff]")  # the digit before it is the next label's
_OPENING = re.compile(r"[（(“‘\"]\s*$")
_ORDINAL = re.compile(r"[（(]?\s*([一二三四五六七八九十]{1,2}|[\d０-９])\s*[)）、.．,，]\s*$")
_ROW = re.compile(r"(?<!\d)(?:\d+|无|[-–—/／])(?:[ \t\u3000]+(?:\d+|无|[-–—/／])){3,}\s*$")
_ALONE = re.compile(r"[\d\s]*\d\s+")  # the rests of figures that a narrow table has broken
_FIGURES_BEFORE = 60  # characters before a heading in which a row of figures is looked for
_PREAMBLE = re.compile(
    r"\s+|(?:[按依遵]照|根据|依据|按|本(?:年度)?报告|为(?:[了全进贯深]|切实)|现(?:将|公布|予以|向)|20\d\d年)"
)
_TITLED = re.compile(  # behind a blank or a bracket, as no sentence has it
    rf"(?<![^\s】\]>）|_])(?!现|关于)[\u4e00-\u9fff（）]{{2,40}}20\d\d年(?:度)?{KIND.pattern}(?=[\s_|]|$|{_PREAMBLE.pattern})"
)
_ANY_KIND = re.compile(rf"{KIND.pattern}|{LOOSE}(?={_PREAMBLE.pattern})")
_YEAR_BEHIND = re.compile(r"\s*[（(]\s*20\d\d\s*年?度?\s*[)）]")  # of a title
_NEAR = 4  # characters between two sentences
_BEGUN = re.compile(r"\s*(?:20\d\d|[（(一今本全我按根]|针对|目前|当前|近年|过去|随着|虽然|\d[.、．])|\s*$")
_LISTED = re.compile(r"\s*(?:[、，；,;和及等]|[.…·]{2})")  # behind a section that a sentence or the contents list


class _Hit(msgspec.Struct, frozen=True):
    """A printed label: where its text begins (ordinal and all) and ends, and whether a line begins with it."""

    start: int
    end: int
    opens: bool
    is_row: bool
    is_group: bool = False


def unfolded(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, flattened paragraphs in pieces; every piece keeps the place of its paragraph.

    A heading that was broken over two lines is one again.
    """
    pieces = [piece for block in blocks for piece in _pieces(block)]
    done: list[Block] = []
    for piece in pieces:
        heading = whole_heading(done[-1], piece) if done else None
        if heading:
            done[-1] = Paragraph(heading, done[-1].where)
        else:
            done.append(piece)
    return tuple(done)


def _pieces(block: Block) -> Iterator[Block]:
    if isinstance(block, Table):
        for piece in _without_headings(block):
            yield from [piece] if isinstance(piece, Paragraph) or piece.aligned else _without_lines(piece)
        return
    if len(block.text) < _SHORTEST:
        yield block
        return
    cuts = sorted({0, *_cuts(block.text), len(block.text)})
    if len(cuts) <= 2:  # noqa: PLR2004 - beginning and end
        yield block
        return
    for begin, end in pairwise(cuts):
        if text := block.text[begin:end].strip():
            yield Paragraph(text, block.where)


def _without_headings(table: Table) -> Iterator[Block]:
    """A table without the section's heading that stands in it as a row of its own, in one piece or several."""
    begin = 0
    for at, row in enumerate(table.rows):
        texts = dict.fromkeys(
            text for cell in row if (text := cell.text.strip())
        )  # a merged cell may stand there twice
        if texts and not any(map(is_value, texts)) and is_heading(text := "".join(texts)):  # contents have pages
            if at > begin:
                yield structs.replace(table, rows=table.rows[begin:at])
            yield Paragraph(text, row[0].where)
            begin = at + 1
    if begin < len(table.rows):
        yield structs.replace(table, rows=table.rows[begin:]) if begin else table


def _without_lines(table: Table) -> Iterator[Block]:
    """A table of a text without its rows of whole lines, which are paragraphs: a tab or a pipe has joined those."""
    begin = 0
    for at, row in enumerate(table.rows):
        cells = [cell for cell in row if cell.text.strip()]
        if len(cells) > 1 and not any(is_value(cell.text) for cell in cells) and any(map(_is_line, cells)):
            if at > begin:
                yield structs.replace(table, rows=table.rows[begin:at])
            for cell in cells:
                yield from _pieces(Paragraph(cell.text.strip(), cell.where))
            begin = at + 1
    if begin < len(table.rows):
        yield structs.replace(table, rows=table.rows[begin:]) if begin else table


def _is_line(cell: Cell) -> bool:
    """Whether a cell is a row's label with figures behind it."""
    parts = cell.text.split()
    first = len(parts)
    while first > 0 and is_value(parts[first - 1]):
        first -= 1
    label = "".join(parts[:first])
    labels = (label, *parts[first - 1 : first])
    return 0 < first < len(parts) and any(_labels().get(bare(text), (False,))[0] for text in labels)


def _cuts(text: str) -> list[int]:
    """Where a line begins inside a paragraph; nowhere in one that is no flattened table or report."""
    squeezed = canonical(text)
    labels = _labels()
    if len(list(islice(filter(squeezed.__contains__, labels), 2))) < 2:  # noqa: PLR2004 - rows on one line
        return [*_titled(text), *(place for span in _certain(text) for place in span)]
    hits = _hits(text, labels)
    cuts: list[int] = []
    for run in _runs(text, hits):
        cuts += _rows(text, run)
    headings = _headings(text)
    if not cuts and len(headings) < _HEADINGS:
        return [*_titled(text), *(place for span in _certain(text) for place in span)]
    cuts = [at for at in cuts if not any(begin < at < end for begin, end in headings)]
    return [*cuts, *(place for span in headings for place in span), *(_among(text) or _title(text))]


@cache
def _labels() -> dict[str, tuple[bool, bool, str]]:
    """Every label of the forms without ordinal: whether it opens a line, whether it is a group, and its ordinal."""
    known: dict[str, tuple[bool, bool, str]] = {}
    for form in forms().values():
        for table in form.tables:
            for label in headers(table):
                known.setdefault(label, (False, False, ""))
            for row in table.rows:
                known |= {bare(title): (True, True, "") for title in row.block.split("|") if title.startswith("第")}
                for depth, label in enumerate(row.labels, 1):
                    body = re.sub(r"[（(].*[)）]$", "", label) or label
                    ordinal = canonical(label).removesuffix(bare(label))
                    for text in {bare(label), bare(body)}:
                        known[text] = (True, depth < len(row.labels), ordinal)
    return known


def _hits(text: str, labels: dict[str, tuple[bool, bool, str]]) -> list[_Hit]:
    """Every label in a text, the longest where they overlap, in order."""
    letters, places = _letters(text)
    found: list[tuple[int, int, str]] = []
    for label in labels:
        at = letters.find(label)
        while at >= 0:
            found.append((at, at + len(label), label))
            at = letters.find(label, at + 1)
    hits: list[_Hit] = []
    reached = 0
    for begin, end, label in sorted(found, key=lambda each: (each[0], -each[1])):
        if begin < reached:
            continue
        opens, is_group, ordinal = labels[label]
        start = places[begin]
        before = _ORDINAL.search(text, max(0, start - 8), start)
        if before and ordinal and unicodedata.normalize("NFKC", before[1]) == ordinal:
            start = before.start()
        elif ordinal and len(label) <= _SHORT:
            opens = False  # 其他, 总计: a column's heading
        elif opening := _OPENING.search(text, max(0, start - 2), start):
            start = opening.start()
        hits.append(_Hit(start, _closed(text, places[end - 1] + 1), opens, opens and not is_group, opens and is_group))
        reached = end
    return hits


def _letters(text: str) -> tuple[str, list[int]]:
    """The canonical letters of a text, each with the index of the character it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        plain = canonical(character)
        letters.append(plain)
        places += [index] * len(plain)
    return "".join(letters), places


def _closed(text: str, end: int) -> int:
    """The end of a label with the bracket, quote or note that belongs to it."""
    note = re.compile(r"[”’\"'》)）]*(?:\s*[（(][^（()）]{0,40}[)）])?[:：]?").match(text, end)
    return note.end() if note else end


def _runs(text: str, hits: Sequence[_Hit]) -> Iterator[list[_Hit]]:
    """Labels that follow each other with nothing but figures between them, enough of them for a table."""
    run: list[_Hit] = []
    for hit in hits:
        if run and not _FIGURES.fullmatch(text, run[-1].end, max(run[-1].end, hit.start)):
            if _is_table(text, run):
                yield run
            run = []
        run.append(hit)
    if _is_table(text, run):
        yield run


def _is_table(text: str, run: Sequence[_Hit]) -> bool:
    if sum(hit.is_row for hit in run) >= _ROWS or len(run) >= _LABELS:
        return True
    gaps = (text[one.end : other.start] for one, other in pairwise(run) if one.is_row and other.opens)
    return any(_SEVERAL.search(gap) for gap in gaps)  # two rows on one line


def _rows(text: str, run: Sequence[_Hit]) -> Iterator[int]:
    """Where the lines of a flattened table begin: at its rows, at figures under headings, behind the last figure."""
    yield run[0].start
    for previous, hit in pairwise(run):
        if hit.opens and not (previous.is_group and not text[previous.end : hit.start].strip()):
            yield hit.start
        if not previous.opens and text[previous.end : hit.start].strip():
            yield previous.end
    last = run[-1]
    figures = _FIGURES.match(text, last.end)
    if figures and figures[0].strip():
        if not last.opens:
            yield last.end
        yield figures.end() - (_COUNTED.match(text, figures.end()) is not None)


def _headings(text: str) -> list[tuple[int, int]]:
    """The headings of the sections, where no sentence lists them; in other than official words behind an end only."""
    official = [found.span() for found in OFFICIAL.finditer(text)]
    others = [found.span() for found in IN_USE.finditer(text) if _is_ended(text, found.start())]
    ends = dict([*others, *official])
    return [(begin, end) for begin, end in sorted(ends.items()) if not _LISTED.match(text, end)]


def _certain(text: str) -> list[tuple[int, int]]:
    """The official headings that no sentence can hold: one ends before them, and another begins behind."""
    return [(begin, end) for begin, end in _headings(text) if _is_ended(text, begin) and _BEGUN.match(text, end)]


def _is_ended(text: str, at: int) -> bool:
    """Whether nothing stands before a place, or the end of a sentence, or a row of figures."""
    before = text[max(0, at - _NEAR) : at].rstrip()
    is_row = _ROW.search(text, max(0, at - _FIGURES_BEFORE), at) is not None
    is_led = at <= _FIGURES_BEFORE and _ALONE.fullmatch(text, 0, at) is not None
    is_figure = text[at - 1 : at].isdecimal() and text[at : at + 1] in ORDINALS
    return is_row or is_led or is_figure or before.endswith(("。", "！", "？", "；")) or (not before and at <= _NEAR)


def _titled(text: str) -> list[int]:
    return _among(text) or list(_title_before_text(text))


def _among(text: str) -> list[int]:
    """Where a whole title, with its body and year, begins and ends among what a site prints around it."""
    sentence = text.find("。")
    found = [title for title in _TITLED.finditer(text) if sentence < 0 or title.end() < sentence]
    return [place for title in found for place in title.span()]


def _title_before_text(text: str) -> Iterator[int]:
    """The end of a title with its year, where a blank or the first words of sentences follow it on the line."""
    for end in _title(text):
        if re.search(r"20\d\d", text[:end]) and _PREAMBLE.match(text, end) and re.search("[。《]", text[end:]):
            yield end
        return


def _title(text: str) -> Iterator[int]:
    """The end of the title, or of both where it is printed twice."""
    at = 0
    while (
        (kind := _ANY_KIND.search(text, at, at + _BEYOND))
        and kind.end() - at <= _TITLE
        and not re.search(r"[《。，；]", text[at : kind.start()])
    ):
        year = _YEAR_BEHIND.match(text, kind.end())
        at = year.end() if year else kind.end()
        yield at
