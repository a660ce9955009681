import pytest

from shared.form import forms
from workers.validate.labels import cell_name, line_and_terms
from workers.validate.stat_names import NAMES


@pytest.mark.parametrize(
    ("form", "key", "zh", "en"),
    [
        (
            "gov_2021",
            "applications.results.denied.state_secret.natural_person",
            "（三）不予公开·1.属于国家秘密·自然人",
            "results / denied / state secret / natural person",
        ),
        ("gov_2021", "review_litigation.review.upheld", "行政复议·结果维持", "review / upheld"),
        ("gov_2021", "proactive.fees.amount_wan_yuan", "行政事业性收费·本年收费金额", "fees / amount wan yuan"),
        ("stat_2014", "stat.capacity.staff", "（三）从事政府信息公开工作人员数", "staff for disclosure"),
        ("gov_2021", "no.such_cell", "no.such_cell", "no.such_cell"),
    ],
)
def test_a_cell_is_called_what_the_form_prints(form: str, key: str, zh: str, en: str) -> None:
    name = cell_name(forms()[form], key)
    assert (name.zh.removesuffix("（单位：万元）"), name.en) == (zh, en)


def test_terms_along_a_column_are_told_apart_by_the_numbers_of_their_rows() -> None:
    keys = ("applications.new.total", "applications.results.denied.state_secret.total")
    line, terms = line_and_terms(forms()["gov_2021"], keys)
    assert line.zh == "总计"
    assert [terms[key].zh for key in keys] == ["一", "（三）第1项"]


def test_terms_along_a_row_are_told_apart_by_their_columns() -> None:
    keys = ("applications.new.total", "applications.new.natural_person")
    line, terms = line_and_terms(forms()["gov_2021"], keys)
    assert line.zh == "一、本年新收政府信息公开申请数量"
    assert [terms[key].zh for key in keys] == ["总计", "自然人"]


def test_the_blocks_of_table_four_are_rows_of_their_own() -> None:
    keys = ("review_litigation.litigation_direct.total", "review_litigation.litigation_direct.upheld")
    line, terms = line_and_terms(forms()["gov_2021"], keys)
    assert line.zh == "行政诉讼·未经复议直接起诉"
    assert [terms[key].en for key in keys] == ["total", "upheld"]


def test_every_line_of_the_statistics_has_an_english_name() -> None:
    form = forms()["stat_2014"]
    assert {row.key for table in form.tables for row in table.rows} == set(NAMES)
    assert len(set(NAMES.values())) == len(NAMES)


def test_terms_of_the_statistics_are_named_without_their_numbers() -> None:
    keys = ("stat.applications.received", "stat.applications.received.fax")
    _, terms = line_and_terms(forms()["stat_2014"], keys)
    assert [terms[key].zh for key in keys] == ["收到申请数", "传真申请数"]
    assert [terms[key].en for key in keys] == ["applications received", "applications by fax"]
