"""What stands before every line goes; what stands before some is content."""

import pytest

from workers.extract.text_prefixed import unprefixed, without_index

TEXT = [
    "云岭市年度报告",
    "一、总体情况",
    "",
    "本年度公开3条。",
    "规章\t0\t1",
    "\t许可",
    "\t-",
    "\t2 ",
    "二、其他",
    "无。",
    "12",
    "署名",
]


def lines(texts: list[str]) -> list[tuple[int, str]]:
    return list(enumerate(texts, 1))


@pytest.mark.parametrize("prefix", ["- ", "* ", "> ", "• ", "  - ", "# "])
def test_a_mark_before_every_line_is_no_content(prefix: str) -> None:
    assert unprefixed(lines([prefix + text for text in TEXT])) == lines(TEXT)
    assert unprefixed(lines([(prefix + text).rstrip(" ") for text in TEXT]))[2] == (3, "")


@pytest.mark.parametrize("form", ["{}\t{}", "{}: {}", "{:>4} {}", "{}|{}", "{}. {}"])
def test_the_numbers_of_lines_are_no_content(form: str) -> None:
    assert unprefixed(lines([form.format(at, text) for at, text in enumerate(TEXT, 7)])) == lines(TEXT)
    filled = [text for text in TEXT if text]
    numbered = [form.format(at, text) if text else "" for at, text in enumerate(TEXT)]
    assert [text for _, text in unprefixed(lines(numbered)) if text] == filled


@pytest.mark.parametrize(
    "texts",
    [
        TEXT,
        ["- 无" if at % 3 else "一、总体情况" for at in range(60)],  # a list in a text
        ["许可", *["-"] * 40],  # cells that say nothing
        [str(at % 2) for at in range(60)],
        ["总计", *["7", "3", "12"] * 20],
        [f"{at % 7}\t规章" for at in range(60)],
    ],
)
def test_what_stands_before_some_lines_or_is_all_of_them_stays(texts: list[str]) -> None:
    assert unprefixed(lines(texts)) == lines(texts)


@pytest.mark.parametrize(("mark", "frame"), [(",", ""), ("\t", ""), ("|", ""), (" | ", ""), ("|", "|")])
def test_the_numbers_of_columns_and_rows_are_no_cells(mark: str, frame: str) -> None:
    rows = [["", "0", "1", "2"], ["0", "规章", "3", "7"], ["1", "许可", "0", ""]]
    texts = ["一、总体情况", *(frame + mark.join(row) + frame for row in rows), "", "1,2,3"]
    bare = [mark.join(row[1:]) for row in rows[1:]]
    told = [text.strip() for _, text in without_index(lines(texts))]
    assert told == ["一、总体情况", *(text.strip() for text in bare), "", "1,2,3"]


def test_a_row_of_figures_that_go_up_from_0_is_a_row() -> None:
    texts = ["规章", "\t0\t1\t2", "行政规范性文件", "\t0\t1\t2"]
    assert without_index(lines(texts)) == lines(texts)
