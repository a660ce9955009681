"""Labels as written against labels as printed."""

import pytest

from workers.normalize.labels import ACCEPT, bare, similarity


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("(一) 予以公开", "（一）予以公开"),
        ("㈠予以公开", "（一）予以公开"),
        ("结 果 维 持", "结果维持"),
        ("(七) 总计", "（七）总计"),
        ('3.危及"三安全一稳定"', "3.危及“三安全一稳定”"),
        ("规章（设区的市、自治州人民政府应提供相关数据）", "规章"),
        ("规范性文件", "行政规范性文件"),
        ("2.其他法律行政止公开", "2.其他法律行政法规禁止公开"),
        ("6.属于四类过程性性信息", "6.属于四类过程性信息"),
        ("一、本年新收申请数量", "一、本年新收政府信息公开申请数量"),
        ("2.申请人逾期未按收费通知要求缴", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ],
)
def test_variants_and_damage_are_recognized(written: str, printed: str) -> None:
    assert similarity(bare(written), bare(printed)) >= ACCEPT


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("其他结果", "3.其他"),
        ("法人或其他组织", "3.其他"),
        ("（六）其他处纳费用、行政机关不再处理其政府", "3.其他"),  # two columns of a line in one
        ("审理总计", "（七）总计"),
        ("行政强制", "行政处罚"),
        ("行政许可", "行政处罚"),
        ("1.属于国家秘密", "5.属于三类内部事务信息"),
        ("", "规章"),
        ("行政处罚12行政强制", "行政处罚"),
        ("3.政策解读稿件发布数篇6 4.其他稿件发布数", "3.政策解读稿件发布数"),
        ("3.政务微博公开政府信息数", "3.政务新媒体公开政府信息数"),
        ("4.政务微信公开政府信息数", "3.政务新媒体公开政府信息数"),
    ],
)
def test_other_labels_are_not(written: str, printed: str) -> None:
    assert similarity(bare(written), bare(printed)) < ACCEPT


def test_an_ordinal_is_dropped_but_a_number_that_is_the_label_stays() -> None:
    assert bare("（六）其他处理") == "其他处理"
    assert bare("1.属于国家秘密") == "属于国家秘密"
    assert bare("12") == "12"


def test_new_media_were_microblogs_and_messages_once() -> None:
    assert similarity(bare("4.微博微信回应事件数"), bare("4.政务新媒体回应事件数")) >= ACCEPT


def test_a_label_in_traditional_characters_is_the_same() -> None:
    assert bare("三、本年度辦理結果") == bare("三、本年度办理结果")
    assert bare("5.要求行政機關確認或重新出具已獲取信息") == bare("5.要求行政机关确认或重新出具已获取信息")


def test_a_row_below_a_group_is_not_the_group() -> None:
    assert similarity(bare("（六）其他处理1.申请人无正当理由逾期不补正"), bare("（六）其他处理")) < ACCEPT


@pytest.mark.parametrize("text", ["（七）合计", "（七）总计（件）", "七、总 计"])
def test_a_total_is_a_total_whatever_a_body_calls_it(text: str) -> None:
    assert bare(text) == bare("（七）总计")
