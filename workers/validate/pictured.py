"""What is said of tables that are pictures: those that were recognized, and those that nobody could read."""

from collections.abc import Sequence

from shared.document import Where
from shared.errors import Message
from shared.report import Pictured
from workers.validate.rule import Check, fail

_UNREAD = {
    "elsewhere": (
        "文中有图片是网页之外的文件，没有随文提交（可提交 MHTML、PDF 或 Word）",
        "the document shows pictures that are files of their own, not submitted (MHTML, PDF and Word hold them)",
    ),
    "no-recognizer": (
        "文中有图片，需要 OCR 才能读取：请在工作机上安装 nianbao[ocr]",
        "the document shows pictures, which take OCR: install nianbao[ocr] on the workers",
    ),
    "too-many": ("文中图片过多，没有全部读取", "the document shows more pictures than are read"),
    "broken": ("文中有无法读取的图片", "the document shows pictures that cannot be read"),
}
_PERHAPS = Message("可能是图片，也可能没有列表", "it may be a picture, or missing")


def unread_pictures(pictures: Sequence[Pictured]) -> tuple[Message, tuple[Where, ...]]:
    """Say why a table was not read, and where pictures are that may show it."""
    why = next((each.unread for each in pictures if each.unread), None)
    if why is None:
        return _PERHAPS, ()
    return Message(*_UNREAD[why]), tuple(each.where for each in pictures if each.unread == why)


def are_pictures(number: str, pictures: tuple[Where, ...]) -> Check:
    """Fail a table whose cells were read from pictures."""
    numbers = [str(place.picture) for place in pictures]
    return fail(
        f"表{number}是图片（第 {'、'.join(numbers)} 张），其中数字不能检索、复制",
        f"table {number} is a picture (number {', '.join(numbers)}), whose figures nobody can search or copy",
        where=pictures,
    )


def picture_of(where: Where) -> Where:
    """Return the picture that a cell stands in."""
    return Where(page=where.page, picture=where.picture)
