"""Cells that a browser's copy has spread over the lines: a tab on its own between two of them, blank lines around both.

So Chrome copies a table whose cells hold paragraphs, as those do that were pasted from Word. A cell and its tab are one
blank line apart; more of them end a row.
"""

from collections.abc import Iterator

from workers.extract.text_marks import HEADING, Line

_MANY = 20  # tabs of a text that is such a copy
_ROW_ENDS = 3  # blank lines between a cell and the next row, or its first tab
_EMPTY_ENDS = 5  # between two tabs, where a row ends with an empty cell and the next begins with one
_LABEL = 60  # characters of the longest label with its groups


def gathered(lines: list[Line]) -> list[Line]:
    """Return lines with each row of such tables on one."""
    tabs = [at for at, (_, text) in enumerate(lines) if _is_tab(text)]
    if len(tabs) < _MANY or not all(_is_spread(lines, at) for at in tabs):
        return lines
    return [line for cells in _rows(lines) for line in ((cells[0][0], "\t".join(text for _, text in cells)), (0, ""))]


def _is_tab(text: str) -> bool:
    return "\t" in text and not text.strip()


def _is_spread(lines: list[Line], at: int) -> bool:
    return 0 < at < len(lines) - 1 and not lines[at - 1][1].strip() and not lines[at + 1][1].strip()


def _rows(lines: list[Line]) -> Iterator[list[Line]]:
    """Yield the cells of every row; what is none is the one cell of its line."""
    cells: list[Line] = []
    is_behind_tab = False
    for number, text, blanks in _filled(lines):
        is_tab = not text
        if is_behind_tab and (is_tab or blanks >= _ROW_ENDS):
            cells.append((number, ""))
        ends = blanks >= (_EMPTY_ENDS if is_tab and is_behind_tab else _ROW_ENDS)
        if cells and (ends or HEADING.fullmatch(text) or not (is_tab or is_behind_tab or _goes_on(cells, text))):
            yield cells
            cells = []
        if is_tab:
            cells = cells or [(number, "")]
        elif cells and not is_behind_tab:
            cells[-1] = (cells[-1][0], cells[-1][1] + text)
        else:
            cells.append((number, text))
        is_behind_tab = is_tab
    if cells:
        yield cells


def _filled(lines: list[Line]) -> Iterator[tuple[int, str, int]]:
    """Yield the lines that hold something, nothing for a tab, and how many blank ones stand before each."""
    blanks = 0
    for number, text in lines:
        if text.strip() or _is_tab(text):
            yield number, text.strip(), blanks
            blanks = 0
        else:
            blanks += 1


def _goes_on(cells: list[Line], text: str) -> bool:
    """Whether a line is a further paragraph of the last cell of a row."""
    return len(cells) > 1 and len(text) <= _LABEL and HEADING.fullmatch(text) is None
