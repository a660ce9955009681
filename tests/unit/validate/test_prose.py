import re

from hypothesis import assume, given
from hypothesis import strategies as st

from shared.document import Where
from shared.report import Section
from workers.validate.prose import Sentence, plain, sentences


def cut(text: str) -> list[Sentence]:
    places = tuple(Where(line=number) for number, _ in enumerate(text.split("\n"), start=1))
    return list(sentences("overview", Section("", text, Where(line=99), places)))


def test_a_sentence_is_in_one_width_and_its_quote_as_written() -> None:
    (sentence,) = cut("2023 年，我镇公开信息 ８９１ 条。")
    assert sentence.text == "2023年,我镇公开信息891条。"
    assert sentence.quote == "2023 年，我镇公开信息 ８９１ 条。"


def test_two_numbers_stay_apart() -> None:
    assert plain("12　34 条") == "12 34条"


def test_a_sentence_runs_over_a_line_that_breaks_it() -> None:
    first, second = cut("前一句。清溪镇未收到政府信\n息公开申请。")
    assert second.text == "清溪镇未收到政府信息公开申请。"
    assert (first.where.line, second.where.line) == (1, 1)


def test_an_item_begins_its_own_paragraph() -> None:
    assert [s.text for s in cut("（一）主动公开\n2023年公开10条\n（二）依申请公开\n未收到申请")] == [
        "(一)主动公开",
        "2023年公开10条",
        "(二)依申请公开",
        "未收到申请",
    ]


def test_only_the_first_sentence_of_a_paragraph_opens_it() -> None:
    assert [s.opens for s in cut("甲。乙！\n丙？")] == [True, False, True]


def test_each_sentence_knows_its_line() -> None:
    assert [s.where.line for s in cut("甲。\n乙。丙。\n\n丁。")] == [1, 2, 2, 4]


def test_a_section_without_places_stands_where_its_heading_does() -> None:
    (sentence,) = sentences("overview", Section("", "甲。", Where(line=7)))
    assert sentence.where == Where(line=7)


def test_closing_quotation_marks_belong_to_the_sentence() -> None:
    assert [s.text for s in cut("“应公开尽公开。”下一句。")] == ["“应公开尽公开。”", "下一句。"]


@given(st.text(alphabet="公开12 \n。！（一）一、；：,\u3000", max_size=200))
def test_no_character_but_white_space_is_lost(text: str) -> None:
    assume(not re.search(r"(?m)^\s*[12]{1,3}\s*$", text))  # numbers of pages
    kept = "".join("".join(s.text.split()) for s in cut(text))
    assert kept == "".join(plain(text).split())


def test_text_without_a_full_stop_is_cut_all_the_same() -> None:
    found = cut("字" * 100_000)
    assert max(len(s.text) for s in found) <= 2_000
    assert max(len(s.quote) for s in found) <= 401


def test_a_short_line_with_a_whole_sentence_in_it_is_no_heading() -> None:
    assert [s.text for s in cut("（五）监督保障。考核结果为良好；未发\n生责任追究。")] == [
        "(五)监督保障。",
        "考核结果为良好;未发生责任追究。",
    ]
