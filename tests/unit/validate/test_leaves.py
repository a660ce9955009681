import pytest

from shared.document import Where
from workers.validate.leaves import joined


def read(*lines: str) -> list[str]:
    return [line for line, _, _ in joined([(line, line, Where(line=at)) for at, line in enumerate(lines, start=1)])]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (("全年办结申请240", "5", "件。"), ["全年办结申请240", "件。"]),
        (("全年收到依申请公开件", "6", "190件。"), ["全年收到依申请公开件", "190件。"]),
        (("予以公开1件,占14.29", "4", "%,部分公开"), ["予以公开1件,占14.29", "%,部分公开"]),
        (("全年收到申请1", "", "53件。"), ["全年收到申请1", "53件。"]),
        (("全年收到申请1", "— 6 —", "53件。"), ["全年收到申请1", "53件。"]),
        (("统计期限为2024年1月1", "", "— 6 —", "", "日至12月31日。"), ["统计期限为2024年1月1", "日至12月31日。"]),
        (("工作考核结果为良好,社会评", "- 3 -", "议结果满意。"), ["工作考核结果为良好,社会评", "议结果满意。"]),
    ],
)
def test_a_page_number_and_empty_lines_within_a_sentence_go(lines: tuple[str, ...], kept: list[str]) -> None:
    assert read(*lines) == kept


def test_a_number_that_may_belong_to_the_sentence_parts_it() -> None:
    assert read("今年共收到依申请公开", "2", "件9件。") == ["今年共收到依申请公开", "", "件9件。"]


def test_of_digits_around_a_lone_number_nothing_is_read() -> None:
    assert read("全年收到申请1", "", "6", "53件。") == ["全年收到申请1", " 6 ", "53件。"]


@pytest.mark.parametrize(
    "lines",
    [
        ("公开信息1条。", "", "2条举措。"),
        ("(一)主动公开", "", "2024年公开10条"),
        ("甲", "1", "乙"),
        ("一共两个数字如下", "12", "34", "条"),
        ("", "1", ""),
        ("5", "公开信息"),
        (),
    ],
)
def test_between_whole_sentences_nothing_goes(lines: tuple[str, ...]) -> None:
    assert read(*lines) == list(lines)
