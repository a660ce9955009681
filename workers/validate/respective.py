"""Results that a sentence names first and counts behind: 予以公开、部分公开和不予公开分别为18件、5件、7件."""

import re
from collections.abc import Iterator

from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity
from workers.validate.topics import NARROWING

_NAMED = {
    "予以公开": "results.granted",
    "部分公开": "results.partially_granted",
    "不予公开": "results.denied",
    "无法提供": "results.unable",
    "不予处理": "results.not_processed",
    "其他处理": "results.other",
}
_ANY_NAME = re.compile("|".join(_NAMED))
_NAME = rf"(?:决定)?(?:{'|'.join(_NAMED)})(?:的|申请)*"
_RESPECTIVELY = re.compile(
    rf"(?P<names>{_NAME}(?:(?:、|,|和|及|以及|与){_NAME})+)(?:的?申请)?(?:件数|数量)?分别(?:为|是|有)?(?P<figures>\d+[件宗条份](?:[、,和及与]*\d+[件宗条份])+)"
)


def respective(sentence: Sentence) -> Iterator[tuple[str, Quantity]]:
    """Yield topic and number of each result in a list of names that is followed by as many figures."""
    if "分别" not in sentence.text:
        return
    for match in _RESPECTIVELY.finditer(sentence.text):
        names = _ANY_NAME.findall(match["names"])
        figures = [each for each in sentence.quantities if match.start("figures") <= each.start < match.end()]
        if len(names) == len(set(names)) == len(figures) and not NARROWING.search(sentence.text, 0, match.start()):
            yield from ((_NAMED[name], each) for name, each in zip(names, figures, strict=True))
