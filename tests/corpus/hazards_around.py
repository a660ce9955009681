"""Hazards around the report: what a site prints beside it, what is filed behind it, how it is dated."""

import random

from tests.corpus import phrases
from tests.corpus.hazard import Hazard
from tests.corpus.sheet import Line, Role, Sheet
from tests.corpus.truth import Truth


def _analysis(sheet: Sheet, _: random.Random) -> Sheet:
    """File a second little report behind the first."""
    caption, *lines = phrases.ANALYSIS
    return [*sheet, Line(Role.CAPTION, caption), *(Line(Role.TEXT, line) for line in lines)]


def _date_in_numerals(truth: Truth, _: random.Random) -> None:
    """Sign with 二〇二四年一月八日."""
    if truth.published:
        year, month, day = truth.published.split("-")
        truth.closing[-1] = f"{''.join('〇一二三四五六七八九'[int(d)] for d in year)}年{_spelt(month)}月{_spelt(day)}日"


def _spelt(number: str) -> str:
    tens, ones = divmod(int(number), 10)
    return ("", "十", "二十", "三十")[tens] + ("", *"一二三四五六七八九")[ones]


def _chrome(sheet: Sheet, rng: random.Random) -> Sheet:
    """Leave in what a site prints around an article."""
    before = rng.choice(
        (
            ["首页 > 政务公开 > 法定主动公开内容 > 政府信息公开年报 -->"],
            ["您的位置：首页 / 信息公开 / 年度报告", "字号：大 中 小 打印 分享到"],
            ["无障碍阅读 | 长者模式 | 登录", "首页 | 政府信息公开 | 互动交流 | 办事服务"],
        )
    )
    after = rng.choice(
        (
            ["扫一扫在手机打开当前页", "上一篇：没有了", "下一篇：政务公开工作要点"],
            ["主办单位：政府办公室 网站标识码：9900000012", "版权所有 未经许可不得转载"],
            ["附件下载", "关闭窗口"],
            ["初审：某甲　复审：某乙　终审：某丙", "【我要纠错】【打印】【关闭】", "您是第 168 位访问者"],
        )
    )
    return [*(Line(Role.TEXT, text) for text in before), *sheet, *(Line(Role.TEXT, text) for text in after)]


HAZARDS = (
    Hazard(name="analysis", sheet=_analysis, finds="S19 info x*", forms=("gov_2019",)),
    Hazard(name="date-in-numerals", truth=_date_in_numerals),
    Hazard(name="chrome", sheet=_chrome, styles=("docx", "text")),
)
