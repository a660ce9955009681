"""What a paragraph speaks of: whether a sentence that does not say so itself goes on about applications."""

import re
from collections.abc import Iterator, Sequence

from workers.validate.prose import Sentence

_APPLICATIONS = re.compile(r"信息公开申请|依申请公开|公开申请|申请公开|申请.{0,6}信息|信息.{0,4}申请")
# Another matter counted as the subject of what follows: 受理行政许可申请2300件,办结2287件.
_ANOTHER_MATTER = re.compile(
    r"(?:行政许可|行政审批|审批事项|行政确认|行政给付|行政裁决|行政处罚|行政检查|行政执法|登记|(?<!申请)(?<!依申请公开)办件|政务服务|许可|补贴|救助|低保|法律援助|"
    r"仲裁|工伤|信访|热线|投诉|举报|建议|提案|留言|咨询|工单|诉求|来信|来电|来访)[^;。\d]{0,20}\d"
)

LETTERS = re.compile(r"热线|留言|信访|来信|来电|来访|咨询|提问|诉求|建议|提案|工单|投诉|举报|(?<!复)议案|信箱|12345")
# For which an application is not processed: no other matter.
_A_REASON = re.compile(r"信访、?举报、?投诉类?(?:申请)?|行政执法案卷")


def names_applications(sentence: Sentence) -> bool:
    """Whether the sentence itself names applications for information."""
    return bool(_APPLICATIONS.search(sentence.text))


def on_applications(sentences: Sequence[Sentence]) -> Iterator[bool]:
    """Tell of each sentence whether it, or its paragraph so far, speaks of applications and has not left them."""
    about = False  # whether the paragraph speaks of applications for information
    elsewhere = False  # whether it has gone on to another matter
    heading = False
    for sentence in sentences:
        names = names_applications(sentence)
        elsewhere = not names and (bool(_others(sentence.text)) or (elsewhere and not sentence.opens))
        about = names or sentence.section == "applications" or (about and (heading or not sentence.opens))
        heading = not sentence.text.endswith(("。", ";"))
        yield about and not elsewhere


def turns_to_another_matter(before: str) -> bool:
    """Whether of applications and other counted matters another one was named last in some words."""
    others = _others(before)
    own = [match.start() for match in _APPLICATIONS.finditer(before)]
    return bool(others) and (not own or own[-1] < others[-1])


def _others(text: str) -> list[int]:
    """Return where other matters are counted."""
    reasons = [match.span() for match in _A_REASON.finditer(text)]
    found = [match.start() for match in _ANOTHER_MATTER.finditer(text)]
    return [at for at in found if not any(begin <= at < end for begin, end in reasons)]
