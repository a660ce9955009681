"""What the prose says without a figure: none received, all closed, none issued, no case, all upheld."""

import re
from collections.abc import Iterator

import msgspec

from workers.validate.denial import NEGATION
from workers.validate.disputes import tells_of_other_cases
from workers.validate.no_cases import BLOCKS, Outcome, no_cases
from workers.validate.none_decided import none_decided
from workers.validate.none_received import none_received
from workers.validate.period import holds_all_year
from workers.validate.prose import Sentence
from workers.validate.subject import names_applications


class Statement(msgspec.Struct, frozen=True):
    """One thing said, in these words; `topic` is its name in the record.

    `blocks`: of table 四, or rows of table 二, what it is said of.
    """

    topic: str
    words: str
    sentence: Sentence
    blocks: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """Where in the sentence the words end."""
        return self.sentence.text.find(self.words) + len(self.words)


def statements(sentence: Sentence, year: int | None, *, about: bool) -> Iterator[Statement]:
    """Yield what a sentence says of the report year; `about`: its paragraph speaks of applications."""
    for words in none_received(sentence, year, about=about):
        yield Statement("none_received", words, sentence)
    for words in all_closed(sentence, year, about=about):
        yield Statement("all_closed", words, sentence)
    for words in none_carried_forward(sentence, year, about=about):
        yield Statement("none_carried_forward", words, sentence)
    for words in none_issued(sentence, year):
        yield Statement("none_issued", words, sentence)
    for rows, words in none_decided(sentence, year):
        yield Statement("none_decided", words, sentence, rows)
    for outcome in no_cases(sentence, year):
        yield Statement("none", outcome.words, sentence, outcome.blocks)
    for outcome in all_upheld(sentence):
        yield Statement("upheld", outcome.words, sentence, outcome.blocks)
    yield from of_all_cases(sentence, year)


_RECEIVED = re.compile(r"(?:收到|接到|接收|新收|受理)(?:了|各类)?申请|(?:所有|全部|全年|\d[件宗])申请(?!人)")
_ALL_CLOSED = re.compile(
    r"(?:均|全部|都|已全部|均已)(?:已|予以|依法|按规定|及时|按时|按期|如期)*(?:办结|办理完毕|办理完成|答复完毕)|"
    r"(?<!按[时期])(?<!及时)(?:办结|办复)率(?:均|为|达到?|保持|:)*(?:100%|百分之百)"
)
_IN_TIME_ONLY = re.compile(
    r"到期|[届期]满|届期|应办|应答复|应于|除.{0,20}外|法定[期时]限内?(?:的?件|(?:的)?(?:办结|答复)率)|当年办结|到限|结转的?\d|其中|其[余他它]"
)
_OTHER_LETTERS = re.compile(r"热线|留言|信访|来信|来电|咨询|诉求|建议|提案|工单|投诉|举报|(?<!复)议案|网民|信箱")


def all_closed(sentence: Sentence, year: int | None, *, about: bool = False) -> Iterator[str]:
    """Yield the words that say every application has been closed, so that none is carried forward.

    `about`: the paragraph speaks of applications, so that the sentence need not say of which.
    """
    text = sentence.text
    names = names_applications(sentence) or (about and _RECEIVED.search(text))
    if not names or _IN_TIME_ONLY.search(text) or _OTHER_LETTERS.search(text):
        return
    for match in _ALL_CLOSED.finditer(text):
        if holds_all_year(text[: match.start()], year):
            yield match[0]


_NONE_CARRIED = re.compile(
    rf"{NEGATION}(?:申请|件|需|任何)*(?:结转|转入)(?:至|到)?(?:下一?年度?|次年)(?:继续)?(?:办理)?(?:的)?(?:政府信息公开)?(?:申请|件)?(?=$|[,;。])"
)


def none_carried_forward(sentence: Sentence, year: int | None, *, about: bool) -> Iterator[str]:
    """Yield the words that say no application is carried forward."""
    for match in _NONE_CARRIED.finditer(sentence.text if about else ""):
        if holds_all_year(sentence.text[: match.start()], year) and not _OTHER_LETTERS.search(sentence.text):
            yield match[0]


_RULES = r"(?:(?:地方性法规、|行政法规、)?(?:政府|部门)?规章(?:、|和|及|或者?))"
_NONE_ISSUED = re.compile(
    rf"(?:{NEGATION}(?:新)?(?:制[定发](?:和|、|并)?(?:发布|印发)?|印发|出台|发布|新增)过?(?:任何)?(?:新的)?{_RULES}?(?:行政)?规范性文件"
    rf"|(?:没有|无){_RULES}(?:行政)?规范性文件"
    r")(?=$|[,;。、)]|的?情[况形])"
)


def none_issued(sentence: Sentence, year: int | None) -> Iterator[str]:
    """Yield the words that say no normative document was issued in the report year."""
    for match in _NONE_ISSUED.finditer(sentence.text):
        if holds_all_year(sentence.text[: match.start()], year):
            yield match[0]


_RECONSIDERED = re.compile(r"未?经复议|复议后")  # kinds of lawsuits
_DECIDED = re.compile(r".*(?:维持|纠正|撤销|驳回|审结|履行|变更|确认|终止)")
_ALL_UPHELD = re.compile(r"(?:均|全部|都)(?:被|已|获|予以|得到|依法|为)*(?:结果)?维持")


def all_upheld(sentence: Sentence) -> Iterator[Outcome]:
    """Yield what is said to have been upheld throughout."""
    for match in _ALL_UPHELD.finditer(sentence.text):
        before = _RECONSIDERED.sub("", sentence.text[: match.start()].rpartition(";")[2])
        before = _DECIDED.sub("", before)  # what has been told of others is not meant
        blocks = _blocks(before)
        if blocks and not tells_of_other_cases(before):
            yield Outcome(blocks, match[0])


_CASE = r"(?:行政)?(?:复议|诉讼)(?:案件)?"
_CASES = rf"{_CASE}(?:[、和及与]{_CASE})?"
_OF_ALL_CASES = {
    "none_corrected": re.compile(
        rf"{NEGATION}(?:一[起件]|出现|发生|有)*(?P<cases>{_CASES})(?:结果)?被(?:纠正|纠错)(?:的?情[况形])?(?=$|[,;。])|"
        rf"(?P<rate>{_CASES})(?:被)?纠错率(?:均)?(?:为|是|:)?(?:零|0(?![.\d])%?)(?=$|[,;。])"
    ),
    "none_pending": re.compile(rf"(?P<cases>{_CASES})(?:\d+[件起宗])?(?:均|全部|都)(?:已|依法)*审结(?=$|[,;。])"),
}


def of_all_cases(sentence: Sentence, year: int | None) -> Iterator[Statement]:
    """Yield what is said of all reviews or lawsuits of the year: none was corrected, none is pending."""
    for topic, words in _OF_ALL_CASES.items():
        for match in words.finditer(sentence.text):
            if holds_all_year(sentence.text[: match.start()], year) and not tells_of_other_cases(
                sentence.text[: match.end()]
            ):
                yield Statement(topic, match[0], sentence, _blocks(match[match.lastgroup or 0]))


def _blocks(words: str) -> tuple[str, ...]:
    return tuple(block for name in ("复议", "诉讼") if name in words for block in BLOCKS[name])
