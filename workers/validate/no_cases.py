"""That no review and no lawsuit was brought over disclosure, said without a figure.

Words that are not known to leave a statement whole are taken to narrow it; then there is no statement.
"""

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from workers.validate.anyone import ANY_WORD
from workers.validate.denial import ENOUGH, NEGATION
from workers.validate.period import holds_all_year
from workers.validate.prose import Sentence


class Outcome(msgspec.Struct, frozen=True):
    """What is said of reviews or lawsuits: `blocks` of table 四, and the words."""

    blocks: tuple[str, ...]
    words: str


_NO_CASE = re.compile(
    rf"{NEGATION}(?:有|被|发生|收到|出现|产生|引发|提起|申请|接到|涉及)*(?P<about>[^,;。:]{{0,40}}?)(?P<case>行政复议|行政诉讼|复议|诉讼)"
    r"(?:申请|案件|案)?(?:[、和及与或,]|以及|或者)*(?P<more>(?:提起)?行政诉讼|行政复议|诉讼|复议)?"
    r"(?P<rest>[^,;。:]{0,12})"
)
_BOTH_ZERO = re.compile(
    r"(?:行政)?复议(?:案件)?(?:、|和|及|与|或)(?:被?提起)?(?:行政)?诉讼(?:的)?(?:案件)?(?:数量?|件数)?均?为(?:零|0(?![.\d]))[件起宗]?(?=$|[,;。])|"
    r"零复议[、,和]?零诉讼(?=$|[,;。])"
)
_REMARK = re.compile(r"(?:^|[,;])(?:行政)?(?P<case>复议|诉讼)(?:案件)?(?:情况)?:无(?=$|[,;。])")
_DISSATISFIED = re.compile(r"(?:(?:申请)?人)?对[^,;。]{0,12}(?:答复|处理|决定)(?:结果)?(?:表示)?不服(?:而)?")
_OTHER_SENSE = re.compile(r"经|败诉|纠错|纠正|撤销|不服|应诉|审结|决定|维持|超期|逾期|结果|责任|渠道|权利|告知|重大|率")
_ABOUT = re.compile(rf"(?:{ANY_WORD}|申请|工作|引[起发]|而|发生|被|产生|导致|方面|一?[起件例]|举报|投诉|[和、,])*")
BLOCKS = {
    "复议": ("review",),
    "诉讼": ("litigation_direct", "litigation_after_review"),
}


def no_cases(sentence: Sentence, year: int | None) -> Iterator[Outcome]:
    """Yield what is said not to have happened: reviews, lawsuits or both."""
    for match in islice(_BOTH_ZERO.finditer(sentence.text), ENOUGH):
        if holds_all_year(sentence.text[: match.start()], year):
            yield Outcome((*BLOCKS["复议"], *BLOCKS["诉讼"]), match[0])
    for match in islice(_REMARK.finditer(sentence.text), ENOUGH if sentence.section == "review_litigation" else 0):
        yield Outcome(BLOCKS[match["case"]], match[0])
    for match in islice(_NO_CASE.finditer(sentence.text), ENOUGH):
        about = _DISSATISFIED.sub("", match["about"])
        if (
            holds_all_year(sentence.text[: match.start()], year)
            and not _OTHER_SENSE.search(about + match["rest"])
            and _ABOUT.fullmatch(about)
            and not sentence.text[: match.start()].endswith(("有无", "是否", "并"))
        ):
            named = (match["case"][-2:], (match["more"] or "")[-2:])
            blocks = tuple(block for name in dict.fromkeys(named) if name for block in BLOCKS[name])
            yield Outcome(blocks, match[0])
