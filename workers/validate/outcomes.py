"""What a sentence says became of the cases that it has counted: 行政复议7件,其中维持5件、纠正2件."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from workers.validate.fitting import CASES
from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity
from workers.validate.wordings import COUNT

_OUTCOME = re.compile(
    r"(?:[,(](?:同比|较|比)[^,;。]{1,24})?(?:其中|中|结果|被|予以|经?复议机关|法院|[(,、:)])*(?:(?P<upheld>维持)|(?P<corrected>(?:结果)?纠正|纠错)|(?P<other>其[他它](?:结果)?)|(?P<pending>尚?未审结))"
    rf"(?:原?(?:具体)?行政行为|结果)?(?:的|案件)*{COUNT}"
)


def outcomes(sentence: Sentence, cases: Sequence[tuple[str, Quantity]]) -> Iterator[tuple[str, Quantity]]:
    """Yield topic and number of each outcome; `cases` are the topics and numbers of cases, in order of place."""
    for (topic, counted), following in zip_longest(cases, cases[1:]):
        begin, stop = counted.end, following[1].start if following else len(sentence.text)
        for each in sentence.quantities:
            if begin <= each.start < stop:
                match = _OUTCOME.fullmatch(sentence.text, begin, each.start)
                if match is None or each.unit not in CASES:
                    break
                yield f"{topic}.{match.lastgroup}", each
                begin = each.end
