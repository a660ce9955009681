"""What a reader hands on: a document as a run of blocks, each knowing where it stands.

Numbers of pages, tables, rows, columns, paragraphs and lines count from 1; boxes are points from the page's top left.
"""

import msgspec


class Where(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a person finds a piece of a document. Only what the format knows is set."""

    page: int | None = None
    bbox: tuple[float, float, float, float] | None = None  # x0, top, x1, bottom
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None
    line: int | None = None
    picture: int | None = (
        None  # inside a document: what stands there was recognized; without a page, the box is the picture's
    )


class Cell(msgspec.Struct, frozen=True):
    """One cell as it stands in its table; a merged cell appears once, at its first row and column.

    `column` counts from 0 within the table's grid.
    """

    text: str
    column: int
    where: Where
    row_span: int = 1
    column_span: int = 1


class Table(msgspec.Struct, frozen=True):
    """Rows of cells in reading order.

    `aligned` says that `Cell.column` comes from a real grid (ruling lines, markup). In a table recovered from plain
    text it is merely the cell's rank in its line, and page breaks may have shifted it.
    """

    rows: tuple[tuple[Cell, ...], ...]
    where: Where
    aligned: bool


class Paragraph(msgspec.Struct, frozen=True):
    """A paragraph (or a line, where the format knows no paragraphs) without its line break.

    `figures` are the places of the figures at its end, where a page shows it as a row without rules.
    """

    text: str
    where: Where
    figures: tuple[Where, ...] = ()


Block = Paragraph | Table


class Picture(msgspec.Struct, frozen=True):
    """A picture inside of a document that has text, and that may show a table.

    `data` is as the document holds it, `width` about as it is shown there, in points; `crop` the shares of its sides,
    from the left, the top, the right and the bottom, that are not shown. `unread` says why nobody has read it, as in
    `shared.report.Pictured`.
    """

    where: Where
    data: bytes
    width: float
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    unread: str | None = None


class Document(msgspec.Struct, frozen=True):
    """A document's content in reading order."""

    blocks: tuple[Block, ...]
    pages: int | None = None  # where the format has pages
    encoding: str | None = None  # the one that was used to decode, where there was a choice
    recognized: tuple[int, ...] = ()  # pages whose text was recognized from their picture
    pictures: tuple[Picture, ...] = ()  # those that show, or may show, a table which its text lacks
    metadata: dict[str, str] = {}  # what the file says of itself: title, keywords, CMS fields
