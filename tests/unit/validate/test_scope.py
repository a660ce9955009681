import pytest

from shared.report import Section
from workers.validate.prose import sentences
from workers.validate.publisher import classify
from workers.validate.scope import is_of_tables


@pytest.mark.parametrize(
    ("publisher", "text", "verdict"),
    [
        ("某县人民政府", "全县收到申请95件。", True),
        ("某县人民政府", "我县收到申请95件。", True),
        ("某县人民政府", "县政府办公室收到申请17件。", False),
        ("某县人民政府", "收到申请17件。", None),
        ("某县人民政府办公室", "本办收到申请17件。", None),
        ("某县人民政府办公室", "收到申请17件。", None),
        ("某县人民政府办公室", "全县收到申请95件。", False),
        ("清溪镇", "我镇收到申请3件。", True),
        ("清溪镇", "收到申请3件。", True),
        ("清溪镇", "各村收到申请3件。", False),
        ("某市水利局", "全市水利系统收到申请30件。", False),
        ("某市水利局", "局属单位收到申请30件。", False),
        ("某县清溪镇", "某县印发规范性文件5件。", False),
        ("某县清溪镇", "清溪镇印发规范性文件5件。", True),
        ("某县清溪镇人民政府", "某县清溪镇人民政府印发规范性文件5件。", True),
        ("某县人民政府", "县教育局收到申请17件。", False),
        ("某市人民政府", "市政府收到申请17件。", False),
        ("某区人民政府", "区级层面收到申请17件。", False),
        ("某州人民政府", "全州收到申请95件，州人民政府收到17件。", False),
        ("某区水务局", "通过区政府门户网站收到申请3件。", True),
        ("某区水务局", "区政府收到申请3件。", False),
        ("某县清溪镇人民政府", "2023年，镇政府收到申请3件。", True),
        ("某县清溪镇人民政府", "镇党政办公室受理申请3件。", True),
        ("某市柳林街道办事处", "街道办事处收到申请3件。", True),
        ("某县清溪镇人民政府", "县政府收到申请300件。", False),
        ("某县清溪镇人民政府", "各镇政府收到申请30件。", False),
        ("某县人民政府办公室", "县政府办公室收到申请17件。", None),
        ("某县人民政府办公室", "县政府收到申请95件。", False),
    ],
)
def test_whose_figures_a_sentence_gives(publisher: str, text: str, verdict: bool | None) -> None:  # noqa: FBT001 - a column of the table
    (sentence,) = sentences("overview", Section("", text))
    assert is_of_tables(sentence, classify(publisher), publisher) is verdict


def test_what_follows_the_figure_does_not_change_whose_it_is() -> None:
    (sentence,) = sentences("overview", Section("", "收到申请3件，其中县教育局转来1件。"))
    assert is_of_tables(sentence, classify("清溪镇"), "清溪镇", end=7) is True
    assert is_of_tables(sentence, classify("清溪镇"), "清溪镇") is False
