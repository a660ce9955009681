"""Automatic numbers are printed as Word prints them."""

import pytest

from shared.document import Paragraph
from shared.limits import Limits
from tests.unit.extract.word import p, word
from workers.extract.docx import read_docx


def level(index: int, format_: str, text: str, more: str = "") -> str:
    print_as = f'<w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/>{print_as}{more}</w:lvl>'


def abstract(*levels: str, number: int = 0) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int = 0, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def item(text: str, depth: int = 0, number: int = 1) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    found = read_docx(word(body, numbering, styles), Limits())
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


HEADINGS = abstract(
    level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
) + num(1)


def test_levels_count_on_and_start_over_below_a_higher_one() -> None:
    body = item("总体情况") + item("主动公开", 1) + item("依申请", 1) + item("甲", 2) + item("问题") + item("改进", 1)
    assert lines(body, HEADINGS) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请",
        "1. 甲",
        "二、问题",
        "（一）改进",
    ]


def test_unnumbered_paragraphs_do_not_interrupt() -> None:
    assert lines(item("甲") + p("正文") + item("乙"), HEADINGS) == ["一、甲", "正文", "二、乙"]


def test_the_eleventh_and_the_twentieth_are_counted_as_people_write() -> None:
    printed = lines("".join(item("") for _ in range(21)), HEADINGS)
    assert [printed[index] for index in (9, 10, 19, 20)] == ["十、", "十一、", "二十、", "二十一、"]


def test_a_level_may_print_those_above_it() -> None:
    numbering = abstract(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>")) + num(1)
    assert lines(item("甲") + item("乙", 1), numbering) == ["一、甲", "1.1 乙"]


def test_a_number_never_touches_a_number() -> None:
    numbering = abstract(level(0, "decimal", "%1", '<w:suff w:val="nothing"/>')) + num(1)
    assert lines(item("2023年"), numbering) == ["1 2023年"]


def test_numberings_of_one_definition_count_on_unless_one_starts_over() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(level(0, "decimal", "%1、")) + num(1) + num(2) + num(3, overrides=restart)
    body = item("a") + item("b", number=2) + item("c", number=3) + item("d", number=3)
    assert lines(body, numbering) == ["1、a", "2、b", "1、c", "2、d"]


def test_a_level_may_refuse_to_start_over() -> None:
    numbering = abstract(level(0, "decimal", "%1、"), level(1, "decimal", "（%2）", '<w:lvlRestart w:val="0"/>')) + num(
        1
    )
    assert lines(item("a") + item("b", 1) + item("c") + item("d", 1), numbering) == ["1、a", "（1）b", "2、c", "（2）d"]


def test_a_style_brings_its_numbering_and_a_paragraph_may_decline_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h"><w:basedOn w:val="base"/></w:style>'
    )
    of_style = p("甲", properties='<w:pStyle w:val="h"/>')
    declined = p("乙", properties='<w:pStyle w:val="h"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(of_style + declined + of_style, HEADINGS, styles) == ["一、甲", "乙", "二、甲"]


def test_a_level_is_found_by_the_style_that_it_names() -> None:
    numbering = abstract(
        level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>')
    ) + num(1)
    styles = (
        '<w:style w:type="paragraph" w:styleId="h2"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(item("甲") + p("乙", properties='<w:pStyle w:val="h2"/>'), numbering, styles) == ["一、甲", "（一）乙"]


def test_a_list_style_lends_its_levels() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="list"/></w:abstractNum>'
        + abstract(level(0, "chineseCounting", "%1、"))
        + num(1, of=5)
        + num(2)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    assert lines(item("甲"), numbering, styles) == ["一、甲"]


@pytest.mark.parametrize("format_", ["bullet", "none"])
def test_bullets_are_no_text(format_: str) -> None:
    assert lines(item("甲"), abstract(level(0, format_, "\uf06c")) + num(1)) == ["甲"]


@pytest.mark.parametrize("number", ["7", "x", ""])
def test_a_numbering_that_is_not_defined_prints_nothing(number: str) -> None:
    assert lines(p("甲", properties=f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'), HEADINGS) == ["甲"]


def test_deleted_items_do_not_count() -> None:
    deleted = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    )
    assert lines(item("甲") + deleted + item("乙"), HEADINGS) == ["一、甲", "二、乙"]
