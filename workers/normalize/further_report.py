"""Where a further report begins: a file may hold another body's behind the first, or last year's."""

from collections.abc import Sequence

from shared.document import Block, Paragraph
from workers.normalize.head import KIND, clean
from workers.normalize.sections import SECTIONS, Start

_SECTIONS = 3  # headings that make a report
_OPENING = SECTIONS[:2]  # what a report begins with; some have no 总体情况
_TITLE = 80  # characters of a title
_BODY = 30  # characters of the body's name on the line above it


def further(blocks: Sequence[Block], starts: Sequence[Start]) -> int | None:
    """Return the block with which a further report begins, its title or its first heading; None where none does."""
    last = {start.section: place for place, start in enumerate(starts)}
    before: set[str] = set()
    for place, start in enumerate(starts):
        again = [section for section in before if last[section] >= place]
        if start.section in _OPENING and start.section in before and min(len(before), len(again)) >= _SECTIONS:
            return _title(blocks, starts[place - 1].block + 1, start.block)
        before.add(start.section)
    return None


def _title(blocks: Sequence[Block], first: int, last: int) -> int:
    """Return the first block of the last title among some blocks; the one behind them where there is none."""
    for index in range(last - 1, first - 1, -1):
        block = blocks[index]
        text = clean(block.text) if isinstance(block, Paragraph) else ""
        kind = KIND.search(text)
        if kind and kind.end() == len(text) <= _TITLE:
            above = blocks[index - 1] if index > first else None
            is_named = kind.start() > len("2023年度")
            has_body = not is_named and isinstance(above, Paragraph) and len(above.text) <= _BODY
            return index - 1 if has_body else index
    return last
