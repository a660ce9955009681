"""A further report in a file begins with its title, and is no part of the first."""

from shared.document import Block, Document, Paragraph, Where
from workers.normalize import normalize
from workers.normalize.further_report import further
from workers.normalize.sections import headings

HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)


SECTIONS = [line for heading in HEADINGS for line in (heading, "正文。")]


def lines(*texts: str) -> list[Block]:
    return [Paragraph(text, Where(line=place)) for place, text in enumerate(texts, 1)]


def report(title: str, issued: int) -> list[str]:
    rows = ("规章\t0\t0\t0", f"行政规范性文件\t{issued}\t0\t9", "行政许可\t5", "行政处罚\t6")
    return [title, HEADINGS[0], "统计期限为2023年1月1日至12月31日。", HEADINGS[1], *rows, *HEADINGS[2:]]


def found(*texts: str) -> int | None:
    blocks = lines(*texts)
    return further(blocks, headings(blocks))


def test_it_begins_with_its_title_or_the_bodys_name_above() -> None:
    first = ["甲县2023年政府信息公开工作年度报告", *SECTIONS]
    assert found(*first, "乙县2023年政府信息公开工作年度报告", "说明。", *SECTIONS) == 9
    assert found(*first, "乙县司法局", "2023年政府信息公开工作年度报告", *SECTIONS) == 9
    assert found(*first, *SECTIONS) == 9


def test_one_heading_that_is_repeated_is_no_further_report() -> None:
    assert found("甲县2023年政府信息公开工作年度报告", *SECTIONS, HEADINGS[0], "再说。") is None
    assert found("甲县2023年政府信息公开工作年度报告", *SECTIONS[:4], *SECTIONS[:4]) is None


def test_numbers_and_words_are_the_first_reports_and_the_next_ones_title_stands_behind() -> None:
    title = "乙县2022年政府信息公开工作年度报告"
    read = normalize(Document(tuple(lines(*report("甲县2023年政府信息公开工作年度报告", 3), *report(title, 7)))))
    assert (read.publisher, read.year) == ("甲县", 2023)
    assert read.cells["proactive.normative_documents.issued"].value == 3
    assert not read.copies
    assert len(read.headings) == 4
    assert read.appendix is not None
    assert read.appendix.text == title


def test_where_the_first_has_no_tables_the_file_is_one_report() -> None:
    summary = ["甲县2023年政府信息公开工作年度报告", *HEADINGS]
    read = normalize(Document(tuple(lines(*summary, *report("甲县2023年政府信息公开工作年度报告", 7)))))
    assert read.cells["proactive.normative_documents.issued"].value == 7


def test_of_many_reports_the_first_is_read() -> None:
    first, *others = (report(f"{body}县2023年政府信息公开工作年度报告", n) for n, body in enumerate("甲乙丙丁", 3))
    read = normalize(Document(tuple(lines(*first, *(line for other in others for line in other)))))
    assert (read.publisher, read.copies) == ("甲县", ())
    assert read.cells["proactive.normative_documents.issued"].value == 3
