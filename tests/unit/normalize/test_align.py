"""Entries against rows of the form."""

from msgspec import structs

from shared.document import Cell, Where
from shared.form import forms
from workers.normalize.align import align
from workers.normalize.entries import Entry

ROWS = forms()["gov_2021"].table("applications").rows


def entry(*labels: str, values: int = 7) -> Entry:
    cells = tuple(Cell("0", column, Where()) for column in range(values))
    return Entry(labels, cells, 0, len(labels), aligned=True)


def matched(*found: Entry) -> list[tuple[str, int, int]]:
    return [(match.row.key.split(".", 1)[1], match.first, match.last) for match in align(ROWS, found)]


def test_the_same_label_means_another_row_in_another_place() -> None:
    found = [entry("（六）其他处理", "1.申请人无正当理由逾期不补正"), entry("3.其他"), entry("（七）总计")]
    assert matched(*found) == [
        ("results.other.overdue_supplement", 0, 0),
        ("results.other.misc", 1, 1),
        ("results.total", 2, 2),
    ]


def test_rows_that_the_document_lacks_and_entries_that_the_form_lacks_are_left_over() -> None:
    found = [entry("一、本年新收政府信息公开申请数量"), entry("另行增设的一行"), entry("四、结转下年度继续办理")]
    assert matched(*found) == [("new", 0, 0), ("carried_forward", 2, 2)]


def test_pieces_of_one_row_are_put_together() -> None:
    found = [
        entry("2.申请人逾期未按收费通知要求缴", values=0),
        entry("纳费用、行政机关不再处理其政府"),
        entry("信息公开申请", values=0),
        entry("3.其他"),
    ]
    assert matched(*found) == [("results.other.overdue_fee", 0, 2), ("results.other.misc", 3, 3)]


def test_figures_behind_one_label_are_not_those_of_a_label_after_them() -> None:
    found = [
        entry("度办", "（二）部分公开（区分处理的，只计这"),
        entry("一情形）", "果", "（三", "予公 2.其他法律行政法规禁止公开", "开", values=0),
    ]
    assert matched(*found) == [("results.partially_granted", 0, 0), ("results.denied.prohibited_by_law", 1, 1)]


def test_two_rows_with_values_are_never_one() -> None:
    found = [entry("1.属于国家"), entry("秘密")]
    assert all(first == last for _, first, last in matched(*found))


def test_a_document_of_any_length_is_aligned_within_bounds() -> None:
    found = [entry(f"第{i}行的说明文字") for i in range(6_000)] + [entry("（七）总计")]
    assert matched(*found) == [("results.total", 6_000, 6_000)]


def test_more_figures_than_the_row_has_are_the_next_tables() -> None:
    assert matched(entry("（七）总计", values=0), entry(values=7)) == [("results.total", 0, 1)]
    assert matched(entry("（七）总计", values=0), entry(values=15)) == [("results.total", 0, 0)]


def test_a_whole_label_below_its_ordinal_and_figures_is_that_rows() -> None:
    found = [
        entry("二、上年结转政府信息公开申请数量"),
        entry("三、本年度办理结果（一）"),
        structs.replace(entry("予以公开", values=0), named=True),
        entry("（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ]
    assert matched(*found)[1:] == [("results.granted", 1, 2), ("results.partially_granted", 3, 3)]


def test_the_shortest_label_is_not_that_of_a_row_whose_label_ends_behind_it() -> None:
    found = [entry("（六）其他 不再处理其政府信息公开申请"), entry("（七）总计")]
    assert "results.other.misc" not in [key for key, _, _ in matched(*found)]


def test_the_first_letters_of_a_label_tell_its_row_by_its_ordinal() -> None:
    found = [entry("二、上年"), entry("（二）部分公"), entry("7.属于"), entry("四、结转")]
    assert [key for key, _, _ in matched(*found)] == [
        "carried_over", "results.partially_granted", "results.denied.enforcement_file", "carried_forward",
    ]  # fmt: skip


def test_letters_without_an_ordinal_or_a_row_of_another_width_tell_none() -> None:
    assert matched(entry("属于"), entry("7.属于", values=6), entry("9.属于")) == []


def test_all_figures_below_a_damaged_label_are_its_rows_where_its_sum_says_so() -> None:
    (match,) = align(ROWS, [entry("2.童复申请", values=0), entry(values=7)])
    assert match.row.key == "applications.results.not_processed.duplicate"
    assert match.entry.values
    assert match.entry.doubtful


def test_figures_below_a_piece_of_a_label_or_below_one_without_its_ordinal_are_anybodys() -> None:
    for label in ("童复申请", "3.童复申请", "2.童复申", "2.申请人逾期未按收费通知要求"):
        for match in align(ROWS, [entry(label, values=0), entry(values=7)]):
            assert not match.entry.values


def test_fewer_figures_than_the_row_has_are_not_a_damaged_labels() -> None:
    for match in align(ROWS, [entry("2.童复申请", values=0), entry(values=6)]):
        assert not match.entry.values


def test_an_ordinal_in_brackets_alone_is_the_row_that_has_it_where_it_is_as_wide() -> None:
    assert matched(entry("（七")) == [("results.total", 0, 0)]
    assert matched(entry("三、本年度", "（一）")) == [("results.granted", 0, 0)]
    assert matched(entry("（七", values=6)) == []
    assert matched(entry("（三）")) == []  # a group's
    assert matched(entry("7.")) == []


def test_the_heading_of_a_column_over_a_wider_tables_figures_is_no_row() -> None:
    assert matched(entry("行政复议", "结果维持", "总计", values=15)) == []
    assert matched(entry("（七）总计")) == [("results.total", 0, 0)]


def in_statistics(*found: Entry) -> list[str]:
    """Return the labels of the entries that rows of the statistics until 2018 take."""
    rows = forms()["stat_2014"].tables[0].rows
    return [f"{match.row.labels[-1]} = {match.entry.labels[-1]}" for match in align(rows, found) if match.entry.values]


def test_a_label_as_printed_is_no_damaged_one_of_the_row_beside_it() -> None:
    """Where two lines have changed places each keeps its own figure, or none."""
    swapped = (entry("2.政府网站公开政府信息数 条", values=1), entry("1.政府公报公开政府信息数 条", values=1))
    assert all(line.split(" = ")[0] == line.split(" = ")[1].split()[0] for line in in_statistics(*swapped))


def test_figures_behind_two_labels_are_not_those_of_the_first() -> None:
    both = entry("其中：主动公开规范性文件数 条 制发规范性文件总数 件", values=1)
    assert not any(line.startswith("其中：主动公开规范性文件数") for line in in_statistics(both))


def test_letters_that_begin_a_label_tell_its_row_behind_a_piece_of_its_groups() -> None:
    found = [
        entry("（一）予以公开"),
        structs.replace(entry("理结果 （二）部分公"), aligned=False),
        structs.replace(entry("（三） 1.属于"), aligned=False),
        structs.replace(entry("2.其他"), aligned=False),
        entry("（七）总计"),
    ]
    assert [key for key, _, _ in matched(*found)] == [
        "results.granted",
        "results.partially_granted",
        "results.denied.state_secret",
        "results.denied.prohibited_by_law",
        "results.total",
    ]


def test_a_piece_of_another_group_before_a_cut_label_tells_nothing() -> None:
    found = [entry("（一）予以公开"), structs.replace(entry("（六） 1.属于"), aligned=False), entry("（七）总计")]
    assert [key for key, _, _ in matched(*found)] == ["results.granted", "results.total"]


def test_a_label_takes_none_of_several_rows_that_have_lost_theirs() -> None:
    label = entry("3.补正后申请内容仍不明确", values=0)
    assert matched(label, entry(values=7)) == [("results.unable.still_unclear", 0, 1)]
    assert matched(label, entry(values=7), entry(values=7)) == [("results.unable.still_unclear", 0, 0)]


def test_an_ordinal_behind_the_rest_of_a_groups_label_begins_another_row() -> None:
    label = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    found = [entry(label[:14], values=0), entry(label[14:], values=0), entry("他处理", "3 .")]
    assert matched(*found) == [("results.other.overdue_fee", 0, 1)]


def test_a_groups_own_row_is_none_of_those_in_it() -> None:
    assert matched(entry("办理结果", "（六）其他处理")) == []
    assert matched(entry("办理结果", "（六）其他处理", "3.其他")) == [("results.other.misc", 0, 0)]
