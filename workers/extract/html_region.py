"""Where on a page the report stands: the smallest element that holds every phrase of the forms found on the page.

Nothing here knows a content management system. Links count for nothing, so that navigation, which names the same
things, has no say.
"""

import re
from bisect import bisect_left
from functools import cache
from typing import Any

from shared.form import forms
from workers.extract.html_tree import NOTHING, is_link, walk

Element = Any  # lxml ships no types

HEADINGS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请",
    "行政复议",
    "行政诉讼",
    "存在的主要问题",
    "改进情况",
    "需要报告的事项",
)
_FEW = 3  # phrases below which a page is searched for its longest text instead
_MOST = 0.6  # share of a page's text that its content has
_LEAST = 200  # characters without which nothing is a page's content
_PARTS_OF_TABLE = {"table", "tbody", "thead", "tfoot", "tr", "colgroup"}


class Region:
    """The element that holds the report, and the number of phrases that led there; `behind` as in `walk`.

    `labels` counts those that are labels of the forms, `repeated` those of them that stand there more than once.
    """

    def __init__(self, body: Element, behind: int = NOTHING) -> None:
        self._start: dict[Element, int] = {}
        self._end: dict[Element, int] = {}
        text = self._measure(body, behind)
        found = [_places(text, phrase) for phrase in phrases()]
        self._places = [places for places in found if places]
        self.phrases = len(self._places)
        self.labels = sum(map(bool, found[len(HEADINGS) :]))
        self.repeated = sum(len(places) > 1 for places in found[len(HEADINGS) :])
        element = self._narrow(body)
        while element.tag in _PARTS_OF_TABLE and element is not body:
            element = element.getparent()
        self.element = element

    def _measure(self, body: Element, behind: int) -> str:
        """Return the text without white space and links, and note where in it each element begins and ends."""
        pieces: list[str] = []
        length = links = 0
        for event, item in walk(body, behind):
            if event == "text":
                piece = "" if links else "".join(item.split())
                pieces.append(piece)
                length += len(piece)
                continue
            if event == "start":
                self._start[item] = length
                links += is_link(item)
            else:
                self._end[item] = length
                links -= is_link(item)
        return "".join(pieces)

    def _narrow(self, element: Element) -> Element:
        holds = self._holds_phrases if self.phrases >= _FEW else self._holds_most
        whole = self._length(element)
        while True:
            inner = next((child for child in element if child in self._start and holds(child, whole)), None)
            if inner is None:
                return element
            element = inner

    def _holds_phrases(self, element: Element, _whole: int) -> bool:
        start, end = self._start[element], self._end[element]
        return all(bisect_left(places, start) < bisect_left(places, end) for places in self._places)

    def _holds_most(self, element: Element, whole: int) -> bool:
        return self._length(element) > max(_LEAST, _MOST * whole)

    def _length(self, element: Element) -> int:
        return self._end[element] - self._start[element]


@cache
def phrases() -> tuple[str, ...]:
    """Headings of the sections, and the labels of all forms that are long enough to stand for nothing else."""
    labels = [label for form in forms().values() for table in form.tables for row in table.rows for label in row.labels]
    labels += [anchor for form in forms().values() for anchor in form.anchors]
    runs = [run for label in labels for run in re.findall("[\u4e00-\u9fff]{5,}", label)[:1]]
    return tuple(dict.fromkeys([*HEADINGS, *runs]))


def _places(text: str, phrase: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(phrase), text)]
