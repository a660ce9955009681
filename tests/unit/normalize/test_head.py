"""Title, publisher, year, dates, period."""

import pytest

from workers.normalize.head import LOOSE_KIND, period, published, publisher, signature, title


@pytest.mark.parametrize(
    ("lines", "body", "year"),
    [
        (["云溪县青石镇人民政府2023年政府信息公开工作年度报告"], "云溪县青石镇人民政府", 2023),
        (["云溪县青石镇 2023 年政府信息公开工作年度报告"], "云溪县青石镇", 2023),
        (["2022年云溪市人民政府办公室政府信息公开工作年度报告"], "云溪市人民政府办公室", 2022),
        (["2022年云溪县人民政府信息公开工作年度报告"], "云溪县人民政府", 2022),
        (["云溪县审计局2021年度政府信息公开工作年度报告"], "云溪县审计局", 2021),
        (["云溪县审计局关于2020年度政府信息公开工作的年度报告"], "云溪县审计局", 2020),
        (["云溪县审计局二〇一九年政府信息公开年报"], "云溪县审计局", 2019),
        (["== 云溪县审计局2023年政府信息公开工作年度报告 =="], "云溪县审计局", 2023),
        (["云溪县审计局2023年政府信息公开工作总结及年度报告"], "云溪县审计局", 2023),
        (["云溪县政府信息公开工作2010年度报告"], "云溪县", 2010),
        (["云溪县邮政管理局2023年政府信息和政务公开工作年度报告"], "云溪县邮政管理局", 2023),
        (["云溪县政务公开和政府信息公开2015年年度报告"], "云溪县", 2015),
        (["云溪县广播电视台2023年依法公开政府信息工作年度报告"], "云溪县广播电视台", 2023),
        (["【年报】云溪县审计局2023年政府信息公开工作年度报告"], "云溪县审计局", 2023),
        (["云溪县人民政府 政府信息公开年报 2023年云溪县青石镇政府信息公开工作年度报告"], "云溪县青石镇", 2023),
        (["2024-01-16云溪县审计局2023年政府信息公开工作年度报告"], "云溪县审计局", 2023),
        (["附件1：云溪县审计局2023年政府信息公开工作年度报告"], "云溪县审计局", 2023),
        (["云溪县烟草专卖局（营销部）：2024年政府信息公开工作年度报告"], "云溪县烟草专卖局（营销部）", 2024),
        (["云溪县审计局2024年年政府信息公开工作年度报告"], "云溪县审计局", 2024),
        (["政府信息公开工作年度报告", "云溪县人民政府", "2024年"], "云溪县人民政府", 2024),
        (["2024年度", "政府信息公开工作年度报告", "云溪县人民政府", "2025年1月"], "云溪县人民政府", 2024),
        (["云溪县职业学校", "政府信息公开工作年度报告", "（2024年1月1日至12月31日）"], "云溪县职业学校", 2024),
        (["云溪县政府信息公开2009年年度报告"], "云溪县", 2009),
        (["云溪县市场监", "督管理局2022年政府信息公开工作年度报告"], "云溪县市场监督管理局", 2022),
        (["云溪县青石镇", "人民政府 2025年政府信息公开工作年度报告"], "云溪县青石镇人民政府", 2025),
        (["云溪县人民政府门户网站", "审计局2022年政府信息公开工作年度报告"], "审计局", 2022),
        (["云溪县审计局政府信息公开年报云溪县审计局 2022 年政府信息公开工作年度", "报告"], "云溪县审计局", 2022),
        (["云溪县审计局二○一八年信息公开工作年度报告"], "云溪县审计局", 2018),
        (["云溪县审计局", "2023年政府信息公开工作年度报告"], "云溪县审计局", 2023),
        (["云溪县审计局2023年", "政府信息公开工作年度报告"], "云溪县审计局", 2023),
        (["云溪县审计局政府信息公开工作年度报告（2023年度）"], "云溪县审计局", 2023),
        (["云溪县审计局政府信息公开工作年度报告", "（2023年）"], "云溪县审计局", 2023),
        (["云溪县审计局〔2023〕年政府信息公开工作年度报告"], "云溪县审计局", 2023),
        (["云溪县审计局二○二三年度政府信息公开工作年度报告"], "云溪县审计局", 2023),
        (["《云溪县审计局2023年政府信息公开工作年度报告》"], "云溪县审计局", 2023),
        (["云溪县青石镇2023年政务公开工作年度报告"], "云溪县青石镇", 2023),
        (["云溪县审计局关于发布2023年政府信息公开工作年度报告"], "云溪县审计局", 2023),
        (["云溪县审计局2023年政府信息公", "开工作年度报告"], "云溪县审计局", 2023),
        (["首页 > 信息公开", "云溪县审计局2023年政府信息公开工作年度报告", "（2024年1月5日）"], "云溪县审计局", 2023),
        (["1.云溪县审计局2023年政府信息公开工作年度报告"], "云溪县审计局", 2023),
        (["2023年政府信息公开工作年度报告-云溪区青石街道"], "云溪区青石街道", 2023),
    ],
)
def test_a_title_says_whose_and_which_year(lines: list[str], body: str, year: int) -> None:
    found = title(lines, {})
    assert found is not None
    assert (found.publisher, found.year) == (body, year)


def test_of_several_titles_it_is_the_one_of_the_period_or_the_last_before_the_text() -> None:
    lines = [f"云溪县审计局{year}年政府信息公开工作年度报告" for year in (2021, 2023, 2022)]
    years = [found.year for hint in (None, 2023, 2030) if (found := title(lines, {}, hint))]
    assert years == [2022, 2023, 2022]


def test_brackets_of_a_title_are_those_that_are_printed() -> None:
    found = title(["云溪县教育局（体育局）2023年政府信息公开工作年度报告"], {})
    assert found is not None
    assert found.text == "云溪县教育局（体育局）2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "text",
    [
        "云溪县审计局—2023年政府信息公开工作年度报告",
        "云溪县审计局公布2023年政府信息公开工作年度报告",
        "［云溪县审计局］2023年政府信息公开工作年度报告",
        "2023年政府信息公开工作年度报告（云溪县审计局）",
        "2023年政府信息公开工作年度报告-云溪县审计局",
        "云溪县审计局云溪县审计局2023年政府信息公开工作年度报告",
    ],
)
def test_a_body_is_told_before_and_behind_the_title_without_marks(text: str) -> None:
    found = title([text], {})
    assert found is not None
    assert (found.publisher, found.year) == ("云溪县审计局", 2023)


def test_a_sentence_that_names_the_report_is_no_title() -> None:
    assert title(["现公布《云溪县审计局2023年政府信息公开工作年度报告》。"], {}) is None


def test_the_file_may_say_the_title() -> None:
    found = title(["正文"], {"ArticleTitle": "云溪县审计局2023年政府信息公开工作年度报告"})
    assert found is not None
    assert found.publisher == "云溪县审计局"


def test_the_site_names_the_publisher() -> None:
    assert publisher({"索引号": "A1/2024-1", "发文机关": "云溪县 青石镇"}) == "云溪县青石镇"
    assert publisher({}) is None


@pytest.mark.parametrize(
    ("metadata", "closing", "date"),
    [
        ({"成文日期": "2024-01-04"}, [], "2024-01-04"),
        ({"发布时间": "2024年1月4日 09:30"}, [], "2024-01-04"),
        ({"上网日期": "20240120", "成文日期": "2024-01-04"}, [], "2024-01-20"),
        ({"发布日期": "20241320"}, [], None),
        ({}, ["六、…", "云溪县审计局", "2024年1月18日"], "2024-01-18"),
        ({"成文日期": "2024-01-04", "发布日期": "2024-01-20"}, [], "2024-01-20"),
        ({}, ["某镇年度报告", "2024-01-16 10:22", "一、总体情况"], "2024-01-16"),
        ({}, ["2024年13月40日"], None),
        ({}, ["（2024年1月23日印发）"], "2024-01-23"),
        ({}, ["2025年1月15日 08:30 | 云溪融媒 | 阅读 38", "一、总体情况"], "2025-01-15"),
        ({}, ["[2025-01-10]　　浏览[38]次", "一、总体情况"], "2025-01-10"),
        ({}, ["2025-01-10 09:00 举行会议，来源于"], None),
        ({}, ["今天是2026年3月5日 星期四", "2025年1月6日", "今天是2026年3月5日"], "2025-01-06"),
        ({}, ["今天是2026年3月5日 星期四", "2026-03-05 10:11", "某局年度报告"], None),
        ({}, ["本年度共召开会议3次。"], None),
    ],
)
def test_the_date_of_publication(metadata: dict[str, str], closing: list[str], date: str | None) -> None:
    assert published(metadata, closing) == date


@pytest.mark.parametrize(
    ("sentence", "dates"),
    [
        ("本报告所列数据的统计期限自2023年1月1日起至12月31日止。", ("2023-01-01", "2023-12-31")),
        ("统计期限为 2023 年 1 月 1 日至 2023 年 12 月 31 日。", ("2023-01-01", "2023-12-31")),
        ("数据统计自2023年1月1日—2023年12月31日", ("2023-01-01", "2023-12-31")),
        ("统计期限为2020年1月1日至202020年12月31日。", None),
        ("统计数据从2022年2月1日至2023年1月31日。", ("2022-02-01", "2023-01-31")),
        ("数据统计期限为2022.1.1-2022.12.31。", ("2022-01-01", "2022-12-31")),
        ("数据统计时段为2022年1-12月。", ("2022-01-01", "2022-12-31")),
        ("统计期限为二〇二二年一月一日至十二月三十一日。", ("2022-01-01", "2022-12-31")),
        ("现将本局2023年度（2023.1.1—2023.12.31）工作情况公布如下。", ("2023-01-01", "2023-12-31")),
        ("所列数据自2022年1月1日零时至2022年12月31日24时。", ("2022-01-01", "2022-12-31")),
        ("统计时间2023-01-01至2023-12-31", ("2023-01-01", "2023-12-31")),
        ("统计口径为2024年1-12月。", ("2024-01-01", "2024-12-31")),
        ("报告期为2023年1-12月。", ("2023-01-01", "2023-12-31")),
        ("统计期限从2023年1月1日开始到2023年12月31日结束。", ("2023-01-01", "2023-12-31")),
        ("统计期限：2023年1月至2023年12月。", ("2023-01-01", "2023-12-31")),
        ("本报告数据自2025年元月1日至12月31日。", ("2025-01-01", "2025-12-31")),
        ("统计期限为2022年全年。", ("2022-01-01", "2022-12-31")),
        ("统计期为2024年1月1日以来至12月31日。", ("2024-01-01", "2024-12-31")),
        ("统计期限自2023年1月1日至本年12月31日。", ("2023-01-01", "2023-12-31")),
        ("统计期限为2023年1月1日至当年12月31日。", ("2023-01-01", "2023-12-31")),
        ("数据截止时间为2024年12月31日（自2024年1月1日起算）。", ("2024-01-01", "2024-12-31")),
    ],
)
def test_the_period_is_read_with_its_sentence(sentence: str, dates: tuple[str, str] | None) -> None:
    found, quote = period(["一些别的话。", sentence])
    assert found == dates
    assert quote


@pytest.mark.parametrize(
    "lines",
    [
        ["数据统计时间为2022年1月1日", "—2022年12月31日。"],
        ["数据统计期限为2022年1月1日—2022", "年12月31日。联系电话不变。"],
        ["所列数据的统计期限自2022年1", "⽉1⽇起至12⽉31⽇止。"],
        ["统计期限为2022年1月1日", "", "— 7 —", "至2022年12月31日。"],
        ["统计期限为2022年1月", "1日至2022年12月31日。"],
        ["统计期限为2022年1月1日至202", "2年12月3", "1日。"],
        ["统计期限为2022年1月1日至12月31", "日，电子版可以下载。"],
    ],
)
def test_a_period_that_a_line_break_parts_is_one_and_no_date_of_publication(lines: list[str]) -> None:
    assert period(lines)[0] == ("2022-01-01", "2022-12-31")
    assert published({}, lines) is None


@pytest.mark.parametrize(
    "lines",
    [
        ["青溪县白石镇 年政府信息公开工作年度报告", "2024"],
        ["青溪县白石镇 年政府", "2024", "信息公开工作年度报告"],
        ["青溪县白石镇 年政府信息公开", "2024", "工作年度报告"],
    ],
)
def test_a_year_that_stands_below_its_title_belongs_into_it(lines: list[str]) -> None:
    found = title(lines, {})
    assert found is not None
    assert (found.publisher, found.year) == ("青溪县白石镇", 2024)
    assert found.text == "青溪县白石镇2024年政府信息公开工作年度报告"


def test_figures_of_a_table_under_each_other_are_no_period() -> None:
    assert period(["2022", "1", "1", "2022", "12", "31"]) == (None, None)


def test_a_date_in_passing_is_no_period() -> None:
    assert period(["3月1日至3月31日开展宣传月活动。", "每年1月底前完成。"]) == (None, None)


def test_a_field_of_the_site_is_no_title() -> None:
    lines = [
        "索引号: G1/2024-00080",
        "组配分类: 信息公开年报 成文日期: 2024-01-04",
        "云溪县审计局2023年政府信息公开工作年度报告",
    ]
    found = title(lines, {})
    assert found is not None
    assert found.year == 2023


@pytest.mark.parametrize(
    "line",
    [
        "关于做好2023年度政府信息公开工作年度报告编制发布工作的通知",
        "云溪县召开政府信息公开年度报告编制培训会",
        "一图读懂云溪县2023年政府信息公开工作年度报告",
    ],
)
def test_what_is_about_reports_is_no_title(line: str) -> None:
    assert title([line], {}) is None


def test_the_number_of_a_document_is_no_part_of_its_title() -> None:
    found = title(["云政发〔2022〕20号云溪县审计局2021年政府信息公开年度报告"], {})
    assert found is not None
    assert (found.publisher, found.year) == ("云溪县审计局", 2021)


def test_a_report_on_the_work_is_this_report_where_its_text_shows_it() -> None:
    lines = ["云溪县关于2021年度政府信息公开工作情况的报告", "2021年，本县认真落实各项要求。"]
    assert title(lines, {}) is None
    found = title(lines, {}, None, LOOSE_KIND)
    assert found is not None
    assert (found.publisher, found.year) == ("云溪县", 2021)


@pytest.mark.parametrize(
    ("closing", "body"),
    [
        (["六、其他需要报告的事项", "无。", "云溪县青石镇人民政府", "2026年1月20日"], "云溪县青石镇人民政府"),
        (["云溪县审计局　2026年1月20日"], "云溪县审计局"),
        (["云溪县审计局", "二〇二六年一月二十日"], "云溪县审计局"),
        (["加强对中心工作的服务。", "2026年1月20日"], None),
    ],
)
def test_who_signs_stands_above_the_last_date(closing: list[str], body: str | None) -> None:
    assert signature(closing) == body


def test_a_field_is_no_body_before_a_title() -> None:
    found = title(["信息名称：2024年政府信息公开工作年度报告"], {})
    assert found is None or found.publisher is None


def test_a_whole_period_on_the_next_line_leaves_the_date_above_it() -> None:
    assert published({}, ["2024年1月20日", "统计期限为2023年1月1日至12月31日。"]) == "2024-01-20"


@pytest.mark.parametrize("word", ["相关文章", "下一篇：", "【推荐阅读】"])
def test_the_dates_of_other_articles_are_not_the_report_s(word: str) -> None:
    lines = ["某局2023年政府信息公开工作年度报告", "2024-01-20", "正文。", word, "某局2020年报", "2021-01-11"]
    assert published({}, lines) == "2024-01-20"


def test_a_title_in_other_words_may_begin_on_the_line_above() -> None:
    lines = ["云岭市园林绿化中心关于2022年度", "政府信息公开工作情况的报告"]
    found = title(lines, {}, kind=LOOSE_KIND)
    assert found is not None
    assert (found.text, found.publisher, found.year) == ("".join(lines), "云岭市园林绿化中心", 2022)


@pytest.mark.parametrize("word", ["采集时间：", "抓取时间:", "打印日期：", "下载于"])
def test_the_day_on_which_somebody_looked_is_no_date_of_publication(word: str) -> None:
    assert published({}, [f"{word}2025-11-20 09:30", "云岭市水务局"]) is None
    assert published({}, ["云岭市水务局", "二○二四年元月二十日", f"{word}2025-11-20"]) == "2024-01-20"


@pytest.mark.parametrize(
    "lines",
    [
        ["云岭市水务局", "2023年", "政府信息公开工作年度报告"],
        ["2023年", "云岭市水务局", "政府信息公开工作年度报告"],
        ["云岭市人民政府门户网站>首页", "云岭市水务局", "2023年度", "政府信息公开工作年度报告"],
    ],
)
def test_a_title_may_stand_on_three_lines(lines: list[str]) -> None:
    found = title(lines, {})
    assert found is not None
    assert (found.publisher, found.year) == ("云岭市水务局", 2023)
