"""The prose of a report by section, line by line with places; personal data is masked and noted on the way."""

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from shared.document import Block, Paragraph, Where
from shared.personal import find, find_across, mask
from shared.report import PersonalData, Section
from workers.normalize.entries import PAGE
from workers.normalize.sections import Start, appendix
from workers.normalize.site_lines import is_site_line

_QUOTE = 80  # characters on either side of personal data


class Prose(msgspec.Struct, frozen=True):
    """Everything that is no statutory table."""

    preamble: Section | None
    sections: dict[str, Section]
    appendix: Section | None
    personal_data: tuple[PersonalData, ...]


def lines(block: Block) -> list[tuple[str, Where]]:
    """A block as lines of text with their places; a table gives a line a row."""
    if isinstance(block, Paragraph):
        text = " ".join(block.text.split("\n")).strip()
        return [(text, block.where)] if text else []
    rows = ((" ".join(cell.text.strip() for cell in row if cell.text.strip()), row) for row in block.rows)
    return [(text.replace("\n", " "), row[0].where) for text, row in rows if text]


def regions(blocks: Sequence[Block], starts: Sequence[Start], end: int | None = None) -> dict[str, list[int]]:
    """The blocks of each section by key, with `preamble` before the first and `appendix` behind the last.

    What stands under a repeated heading belongs to the same section. `end` is where a further report begins.
    """
    end = min(appendix(blocks, starts), len(blocks) if end is None else end)
    found: dict[str, list[int]] = {"preamble": list(range(starts[0].block if starts else end))}
    for start, until in zip(starts, [*(start.block for start in starts[1:]), end], strict=False):
        found.setdefault(start.section, []).extend(range(start.block + 1, until))
    found["appendix"] = list(range(end, len(blocks)))
    return found


def prose(blocks: Sequence[Block], starts: Sequence[Start], where: dict[str, list[int]], used: frozenset[int]) -> Prose:
    """Gather the sections. `where` are their blocks, `used` are those of statutory tables."""
    personal: list[PersonalData] = []

    def gather(span: Sequence[int], start: Start | None = None) -> Section:
        found = [(start.rest, blocks[start.block].where)] if start and start.rest else []
        for index in span:
            if index not in used:
                found += [line for line in lines(blocks[index]) if not PAGE.fullmatch(line[0])]
        while found and is_site_line(found[-1][0]):
            found.pop()
        masked = [mask(line) for line, _ in found]
        for (line, place), shown in zip(found, masked, strict=True):
            personal.extend(_personal(line, shown, place) if shown != line else ())
        for at, ((line, place), (following, _)) in enumerate(pairwise(found)):
            for hit in find_across(line, following):
                part = len(line) - hit.start
                masked[at] = masked[at][: hit.start] + hit.masked[:part]
                masked[at + 1] = hit.masked[part + 1 :] + masked[at + 1][hit.end - len(line) - 1 :]
                quote = masked[at][-_QUOTE:] + masked[at + 1][:_QUOTE]
                personal.append(PersonalData(hit.kind, hit.masked.replace(" ", ""), quote, place))
        return Section(
            heading=mask(start.heading) if start else "",
            text="\n".join(masked),
            where=blocks[start.block].where if start else next((place for _, place in found), Where()),
            places=tuple(place for _, place in found),
        )

    preamble = gather(where["preamble"])
    first = {start.section: start for start in reversed(starts)}
    sections = {key: gather(where[key], first[key]) for key in dict.fromkeys(start.section for start in starts)}
    behind = gather(where["appendix"])
    return Prose(preamble if preamble.text else None, sections, behind if behind.text else None, tuple(personal))


def _personal(line: str, masked: str, where: Where) -> list[PersonalData]:
    return [
        PersonalData(hit.kind, hit.masked, masked[max(0, hit.start - _QUOTE) : hit.end + _QUOTE], where)
        for hit in find(line)
    ]
