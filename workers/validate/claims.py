"""What the prose claims in figures that the tables state too: applications, results, reviews, lawsuits, documents."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import msgspec

from workers.validate.denial import NEGATION
from workers.validate.disputes import takes_cases_back
from workers.validate.fitting import CASE_TOPICS, CASES, DELIMITER, DOCUMENTS, fits
from workers.validate.outcomes import outcomes
from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity, bare_counts
from workers.validate.respective import respective, respective_by_name
from workers.validate.subject import names_applications
from workers.validate.topics import topic_of


class Claim(msgspec.Struct, frozen=True):
    """A number that the prose gives for a topic, such as `received` or `results.denied`."""

    topic: str
    quantity: Quantity
    sentence: Sentence


_QUOTATION = re.compile(r"[“”]")  # “予以公开”20件
_NOT_COUNTED = re.compile(
    r"不计入|未计入|不含(?!上一?年|结转)|不属于|不在.{0,8}(?:统计|之[内列]|范围)|另行统计|不纳入|未纳入"
)
_DENIED = re.compile(rf"{NEGATION}(?:曾|能)?(?:收到|接到|接收|受理|产生|发生|出现|有)?过?$")  # 未收到一件申请
_EACH = re.compile(r"的(?:科室|股室|单位|部门|村|站所)")  # 收到申请2件以上的科室有3个
_MANY = 100  # numbers in one sentence: no prose


def claims(sentences: Sequence[Sentence], about: Sequence[bool], year: int | None) -> Iterator[Claim]:
    """Yield every claim for the report year, in reading order; `about`: which sentences are on applications."""
    for sentence, following, is_about in zip_longest(sentences, sentences[1:], about):
        found = [quantity for quantity in sentence.quantities if quantity.unit in CASES | DOCUMENTS]
        if bare := bare_counts(sentence.text):
            found = sorted([*found, *bare], key=lambda quantity: quantity.start)
        if 0 < len(found) <= _MANY and not _NOT_COUNTED.search(sentence.text):
            said = list(_in_sentence(sentence, found, year, about=is_about))
            said += respective(sentence, year) if is_about else ()
            said += respective(sentence, year, cases=True)
            said += respective_by_name(sentence, year)
            said += outcomes(sentence, [each for each in said if each[0] in CASE_TOPICS])
            taken_back = following is not None and takes_cases_back(following)
            yield from (
                Claim(topic, quantity, sentence)
                for topic, quantity in said
                if not (taken_back and topic.startswith(("review", "litigation")))
            )


def _in_sentence(
    sentence: Sentence, found: Sequence[Quantity], year: int | None, *, about: bool
) -> Iterator[tuple[str, Quantity]]:
    text, end, names = sentence.text, 0, names_applications(sentence)
    for quantity in found:
        delimiters = [match.end() for match in DELIMITER.finditer(text, end, quantity.start)]
        start = delimiters[-1] if delimiters else end
        clause = text[start : quantity.start].lstrip("、和及与并且")
        behind = text[quantity.end : quantity.end + 40]
        earlier = text[: quantity.start - len(clause)]
        clause = _QUOTATION.sub("", clause)
        end = quantity.end
        topic = topic_of(clause, behind, earlier, year)
        if _DENIED.search(clause) or _EACH.match(behind):
            continue
        if topic and fits(topic, quantity, clause, sentence, about=about, names=names):
            yield topic, quantity
